//! Users: accounts of people and apps, as Confluence knows them.

use atlassian_core::{AccountId, open_enum, operations};
use serde::{Deserialize, Serialize};

use crate::{SpaceId, SpaceKey};

operations! {
    /// The accounts of the site. Confluence has no operation that lists them.
    pub struct Users;

    /// The account that the credential belongs to.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-users/#api-wiki-rest-api-user-current-get)
    current: GetCurrentUser = GET "/wiki/rest/api/user/current" => User {
        permission "Can use";
        scopes ["read:confluence-user"];
        granular ["read:content-details:confluence"];
        query_joined {
            /// What else to send.
            expand = "expand": UserExpand,
        }
    }

    /// One account.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-users/#api-wiki-rest-api-user-get)
    get: GetUser = GET "/wiki/rest/api/user" => User {
        permission "Can use";
        scopes ["read:confluence-user"];
        granular ["read:content-details:confluence"];
        takes { query account_id = "accountId": AccountId }
        query_joined {
            /// What else to send.
            expand = "expand": UserExpand,
        }
    }
}

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

    /// Who stands behind an account. Where Confluence cannot tell, the word is empty.
    pub enum AccountType {
        /// A person.
        Atlassian = "atlassian",
        /// An app.
        App = "app",
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
    pub personal_space: Option<Space>,
}

/// A picture.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Icon {
    /// Its address below the site.
    pub path: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Whether it is the picture of somebody who has chosen none.
    pub is_default: bool,
}

/// Something that an account may do.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OperationCheckResult {
    /// What: `use`, `create`, `administer`.
    pub operation: String,
    /// With what: `application`, `space`, `page`.
    pub target_type: String,
}

/// A space, as other answers name it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Space {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<SpaceId>,
    /// Its key.
    pub key: SpaceKey,
    /// Its name.
    pub name: String,
    /// Its kind: `personal`.
    #[serde(rename = "type")]
    pub kind: String,
    /// `current` or `archived`.
    pub status: String,
}
