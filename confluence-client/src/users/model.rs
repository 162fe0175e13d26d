//! What an account is.

use atlassian_core::{AccountId, Elements, Timestamp, open_enum};
use serde::{Deserialize, Serialize};

use crate::SpaceId;
use crate::spaces::SpaceOverview;

open_enum! {
    /// How well Confluence knows an account.
    pub enum UserType {
        /// It knows the account.
        Known = "known",
        /// The account is gone, or never was.
        Unknown = "unknown",
        /// Nobody is logged in: the credential was not accepted.
        Anonymous = "anonymous",
        /// A user, in some older answers.
        User = "user",
    }

    /// Who stands behind an account. Where Confluence cannot tell, the word is empty or `unknown`.
    pub enum AccountType {
        /// A person.
        Atlassian = "atlassian",
        /// An app.
        App = "app",
        /// A customer of a service desk.
        Customer = "customer",
    }

    /// Whether an account is in use. Where Confluence cannot tell, the word is `unknown`.
    pub enum AccountStatus {
        /// It is.
        Active = "active",
        /// It was switched off.
        Inactive = "inactive",
        /// It was deleted.
        Closed = "closed",
    }

    /// What else to send of an account.
    pub enum UserExpand {
        /// What the account may do in the whole site. None at all means that it cannot use Confluence.
        Operations = "operations",
        /// Its personal space.
        PersonalSpace = "personalSpace",
        /// Whether it is a guest, in a form that Atlassian has given up for [`User::is_guest`].
        IsExternalCollaborator = "isExternalCollaborator",
    }

    /// Which accounts a search looks among.
    pub enum SitePermissionTypeFilter {
        /// Those with a licence.
        Licensed = "none",
        /// Guests.
        ExternalCollaborator = "externalCollaborator",
        /// All of them.
        All = "all",
    }
}

/// An account.
///
/// Names and the e-mail address depend on the person's own privacy settings: they can be absent, empty, or the public
/// name in place of the real one. Recognise accounts by [`account_id`](Self::account_id) alone.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct User {
    /// How well Confluence knows the account.
    #[serde(rename = "type")]
    pub kind: UserType,
    /// Its id; absent for [`UserType::Anonymous`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    /// A person or an app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_type: Option<AccountType>,
    /// The e-mail address; empty where it is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The nickname that everybody may see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_name: Option<String>,
    /// The name to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The time zone, like `Europe/Berlin`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_picture: Option<Icon>,
    /// Whether it is a guest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_guest: Option<bool>,
    /// The same in a form that Atlassian has given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_external_collaborator: Option<bool>,
    /// What it may do in the whole site, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operations: Option<Vec<OperationCheckResult>>,
    /// Its personal space, where that was asked for and there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personal_space: Option<SpaceOverview>,
}

/// A picture.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Icon {
    /// Its address below the site.
    pub path: String,
    /// Its width in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Its height in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Whether it is the picture of somebody who has chosen none.
    pub is_default: bool,
}

/// Something that an account may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OperationCheckResult {
    /// What: `use`, `create`, `administer`.
    pub operation: String,
    /// With what: `application`, `space`, `page`.
    pub target_type: String,
}

/// How somebody who is not logged in is shown.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AnonymousUser {
    /// Always [`UserType::Anonymous`].
    #[serde(rename = "type")]
    pub kind: UserType,
    /// The name to show.
    pub display_name: Option<String>,
    /// The picture.
    pub profile_picture: Option<Icon>,
    /// What such a caller may do in the whole site, where that was asked for.
    pub operations: Option<Vec<OperationCheckResult>>,
}

/// The accounts that were asked for.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct FoundProfiles {
    /// Those that there are, in no promised order.
    #[serde(default)]
    pub results: Elements<Profile>,
}

/// An account, as version 2 of the API shows it. What is said of [`User`] about names holds here too.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Profile {
    /// Its id.
    pub account_id: AccountId,
    /// A person or an app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_type: Option<AccountType>,
    /// Whether it is in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_status: Option<AccountStatus>,
    /// The name to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The nickname that everybody may see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_name: Option<String>,
    /// The e-mail address; empty where it is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The time zone, like `Europe/Berlin`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Its personal space.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personal_space_id: Option<SpaceId>,
    /// Whether it is a guest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_external_collaborator: Option<bool>,
    /// The picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_picture: Option<Icon>,
}

/// An account that a search found.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FoundUser {
    /// The account.
    pub user: User,
    /// Its name.
    pub title: Option<String>,
    /// Its page, below the address of Confluence.
    pub url: Option<String>,
    /// `user`.
    pub entity_type: Option<String>,
    /// When its profile was changed.
    pub last_modified: Option<Timestamp>,
}

/// An account and its e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AccountEmail {
    /// The account.
    pub account_id: AccountId,
    /// Its address.
    pub email: String,
}

/// What is known of some e-mail addresses.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AccessByEmail {
    /// Those whose owner has no access to the site.
    #[serde(default)]
    pub emails_without_access: Vec<String>,
    /// Those that are no addresses.
    #[serde(default)]
    pub invalid_emails: Vec<String>,
}
