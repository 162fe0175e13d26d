//! User management: what an organization may do to the accounts it manages, and doing it.
//!
//! Three things hold for all of it:
//!
//! - Only *managed* accounts can be touched, those with an e-mail address of a domain that the organization has verified.
//! - It wants an API key *without scopes*. A key with scopes is refused (403) for lack of a scope `manage:org`, which no
//!   key can be given: [`Error::is_missing_scope`](crate::Error::is_missing_scope) is true then, and the error says so.
//! - What is done here concerns the Atlassian account, and with it all sites and products that it is used for.
//!
//! Whether something can be done to an account, and why not, is known beforehand:
//! [`privileges`](UserManagement::privileges).

use std::collections::BTreeMap;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NoContent, Patch, Timestamp, open_enum, operations};

use crate::AccountId;
use crate::api_tokens::ApiTokenId;
use crate::managed_accounts::{AccountStatus, AccountType};

operations! {
    /// The accounts that an organization manages.
    pub struct UserManagement;

    /// What the key's holder may do to an account; where something is not allowed, why.
    ///
    /// An account that the organization does not manage is refused as a whole (403).
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-manage/#api-users-account-id-manage-get)
    privileges: GetUserManagementPermissions = GET "/users/{account_id}/manage" => Privileges {
        permission "Organization admin";
        scopes [];
        granular [];
        takes { path account_id = "account_id": AccountId }
        query_repeated {
            /// Only what is said of these.
            privilege = "privileges": PrivilegeName,
        }
    }

    /// The profile of an account, with its e-mail address.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-profile/#api-users-account-id-manage-profile-get)
    profile: GetProfile = GET "/users/{account_id}/manage/profile" => Profile {
        permission "Organization admin";
        scopes [];
        granular [];
        takes { path account_id = "account_id": AccountId }
    }

    /// Changes the profile of an account: the fields that are given, and no others.
    ///
    /// Which fields can be changed is told by [`Privileges::write_profile`]; with one among them that cannot, none is
    /// changed (403), and the error's
    /// [`field_errors`](crate::Error::field_errors) name it with the reason. What an identity provider keeps in step can
    /// be changed only there.
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-profile/#api-users-account-id-manage-profile-patch)
    update_profile: UpdateProfile = PATCH "/users/{account_id}/manage/profile" => Profile {
        permission "Organization admin";
        scopes [];
        granular [];
        takes { path account_id = "account_id": AccountId }
        body {
            /// The name to show: up to 100 characters.
            name = "name": String,
            /// The name that mentions use: up to 30 characters.
            nickname = "nickname": String,
            /// The time zone, like `Europe/Berlin`.
            time_zone = "zoneinfo": String,
            /// The language, like `de-DE`.
            locale = "locale": String,
            /// What else is told of a person at work.
            extended_profile = "extended_profile": ExtendedProfileChange,
        }
    }

    /// Gives an account another e-mail address, which counts as verified from then on.
    ///
    /// The address must be of a domain that the organization has verified (403 otherwise). The account is logged out
    /// everywhere. Sent once and not repeated, since a repetition would log it out again.
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-email/#api-users-account-id-manage-email-put)
    set_email: SetEmail = PUT "/users/{account_id}/manage/email" => NoContent {
        permission "Organization admin";
        scopes [];
        granular [];
        repeat never;
        takes { path account_id = "account_id": AccountId, body email = "email": String }
    }

    /// Deactivates an account: nobody can log in with it any more, on any site, until it is activated again.
    ///
    /// Its products are no longer paid for. An account that is not eligible is refused (409) with the reason.
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-lifecycle/#api-users-account-id-manage-lifecycle-disable-post)
    deactivate: DeactivateUser = POST "/users/{account_id}/manage/lifecycle/disable" => NoContent {
        permission "Organization admin";
        scopes [];
        granular [];
        takes { path account_id = "account_id": AccountId }
        body {
            /// What the person is told who tries to log in. Atlassian has a text of its own otherwise.
            message = "message": String,
        }
    }

    /// Activates an account again.
    ///
    /// Not one that Atlassian blocked because of export controls; and where a deletion is under way, that has to be
    /// canceled first (409).
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-lifecycle/#api-users-account-id-manage-lifecycle-enable-post)
    activate: ActivateUser = POST "/users/{account_id}/manage/lifecycle/enable" => NoContent {
        permission "Organization admin";
        scopes [];
        granular [];
        takes { path account_id = "account_id": AccountId }
    }

    /// Has an account deleted, after 14 days in which it is deactivated.
    ///
    /// Until then [`cancel_delete`](UserManagement::cancel_delete) takes it back; afterwards nothing does. Where the
    /// account may be needed again, [`deactivate`](UserManagement::deactivate) is the better choice.
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-lifecycle/#api-users-account-id-manage-lifecycle-delete-post)
    delete: DeleteAccount = POST "/users/{account_id}/manage/lifecycle/delete" => NoContent {
        permission "Organization admin";
        scopes [];
        granular [];
        takes { path account_id = "account_id": AccountId }
    }

    /// Takes back the deletion of an account within its 14 days, and activates it.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-lifecycle/#api-users-account-id-manage-lifecycle-cancel-delete-post)
    cancel_delete: CancelDeleteAccount = POST "/users/{account_id}/manage/lifecycle/cancel-delete" => NoContent {
        permission "Organization admin";
        scopes [];
        granular [];
        takes { path account_id = "account_id": AccountId }
    }

    /// The API tokens of one account, all at once.
    ///
    /// Those of all accounts: [`ApiTokens::list`](crate::api_tokens::ApiTokens::list).
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-api-tokens/#api-users-account-id-manage-api-tokens-get)
    api_tokens: GetUserApiTokens = GET "/users/{account_id}/manage/api-tokens" => Vec<UserApiToken> {
        permission "Organization admin";
        scopes [];
        granular [];
        takes { path account_id = "account_id": AccountId }
    }

    /// Revokes one API token of an account; whatever uses it stops at once.
    ///
    /// Sent once and not repeated: a repetition would answer that there is no such token (404).
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-api-tokens/#api-users-account-id-manage-api-tokens-tokenid-delete)
    delete_api_token: DeleteUserApiToken = DELETE "/users/{account_id}/manage/api-tokens/{tokenId}" => NoContent {
        permission "Organization admin";
        scopes [];
        granular [];
        repeat never;
        takes { path account_id = "account_id": AccountId, path token_id = "tokenId": ApiTokenId }
    }
}

open_enum! {
    /// Something that can be done to an account.
    pub enum PrivilegeName {
        /// Reading the profile.
        ReadProfile = "profile.read",
        /// Changing the profile, field by field.
        WriteProfile = "profile.write",
        /// Giving it another e-mail address.
        SetEmail = "email.set",
        /// Activating and deactivating it.
        Activation = "lifecycle.enablement",
        /// Deleting it, and taking that back.
        Deletion = "lifecycle.delete",
        /// Listing its API tokens.
        ReadApiTokens = "apiToken.read",
        /// Revoking its API tokens.
        DeleteApiTokens = "apiToken.delete",
    }

    /// Why something is not allowed.
    pub enum RestrictionReason {
        /// Only administrative tools do it.
        Administrative = "administrative",
        /// Administrators do it, but not to themselves.
        NotToOneself = "administrative.notMyself",
        /// It is set by SAML when the person logs in.
        Saml = "authPolicy.saml",
        /// Atlassian blocked the account because of export controls.
        ExportControl = "blocked.exportControl",
        /// An identity provider keeps the account in step by SCIM: do it there.
        ScimDirectory = "externalDirectory.scim",
        /// Google Workspace keeps the account in step: do it there.
        GoogleDirectory = "externalDirectory.google",
        /// Only the person does it.
        MyselfOnly = "myselfOnly",
        /// Only an admin of the organization does it that manages the account.
        ManagedAccount = "managedAccount",
    }
}

/// What may be done to an account. Absent is what was not asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Privileges {
    /// Reading the profile.
    #[serde(rename = "profile.read", skip_serializing_if = "Option::is_none")]
    pub read_profile: Option<Privilege>,
    /// Changing the profile, by the names of its fields: `name`, `extended_profile.department`.
    #[serde(rename = "profile.write", skip_serializing_if = "Option::is_none")]
    pub write_profile: Option<BTreeMap<String, Privilege>>,
    /// Giving it another e-mail address.
    #[serde(rename = "email.set", skip_serializing_if = "Option::is_none")]
    pub set_email: Option<Privilege>,
    /// Activating and deactivating it.
    #[serde(
        rename = "lifecycle.enablement",
        skip_serializing_if = "Option::is_none"
    )]
    pub activation: Option<Privilege>,
    /// Deleting it, and taking that back.
    #[serde(rename = "lifecycle.delete", skip_serializing_if = "Option::is_none")]
    pub deletion: Option<Privilege>,
    /// Listing its API tokens.
    #[serde(rename = "apiToken.read", skip_serializing_if = "Option::is_none")]
    pub read_api_tokens: Option<Privilege>,
    /// Revoking its API tokens.
    #[serde(rename = "apiToken.delete", skip_serializing_if = "Option::is_none")]
    pub delete_api_tokens: Option<Privilege>,
}

/// Whether something is allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Privilege {
    /// Whether it is.
    pub allowed: bool,
    /// Why it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Restriction>,
}

/// A reason why something is not allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Restriction {
    /// The reason.
    pub key: RestrictionReason,
}

/// A profile.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Profile {
    /// The account, with what is told of it.
    pub account: AccountProfile,
}

/// What is told of an account that the organization manages.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AccountProfile {
    /// Its id.
    pub account_id: AccountId,
    /// Who stands behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_type: Option<AccountType>,
    /// What has become of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_status: Option<AccountStatus>,
    /// The name to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The name that mentions use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    /// The e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The address of a picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// The time zone, like `Europe/Berlin`.
    #[serde(rename = "zoneinfo", skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The language, like `de-DE`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// What else is told of a person at work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extended_profile: Option<ExtendedProfile>,
    /// What is special about the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub characteristics: Option<Characteristics>,
}

/// What else is told of a person at work.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExtendedProfile {
    /// The department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// The job title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_title: Option<String>,
    /// Where the person works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// For whom the person works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
}

/// A change of [`ExtendedProfile`].
///
/// ```
/// use atlassian_admin::core::Patch;
/// use atlassian_admin::user_management::ExtendedProfileChange;
///
/// let change = ExtendedProfileChange {
///     department: Patch::Set("Support".to_owned()),
///     location: Patch::Clear,
///     ..Default::default()
/// };
/// ```
#[derive(Clone, Debug, Default, Serialize)]
pub struct ExtendedProfileChange {
    /// The department.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    pub department: Patch<String>,
    /// The job title.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    pub job_title: Patch<String>,
    /// Where the person works.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    pub location: Patch<String>,
    /// For whom the person works.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    pub organization: Patch<String>,
}

/// What is special about an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Characteristics {
    /// Whether nobody can mention it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_mentionable: Option<bool>,
}

/// An API token of one account. The secret itself is not in it, nor what it may do.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UserApiToken {
    /// Its id.
    pub id: ApiTokenId,
    /// The name that its owner gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When it was last used; absent if it never was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_access: Option<Timestamp>,
    /// When it stops working.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiry: Option<Timestamp>,
}
