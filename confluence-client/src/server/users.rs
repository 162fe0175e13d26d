//! Accounts of Confluence Data Center.

use atlassian_core::{Page, Timestamp, id_type, open_enum, operations};
use serde::{Deserialize, Serialize};

use super::BY_POSITION;
use super::groups::Group;
use crate::users::{Icon, UserType};

operations! {
    /// The accounts of the instance.
    pub struct Users;

    /// Every account: with a licence and without, disabled ones included.
    ///
    /// [Reference](https://developer.atlassian.com/server/confluence/rest/)
    list: GetUsers = GET "/rest/api/user/list" => Page<User> {
        permission "Confluence Administrator";
        scopes [];
        granular [];
        query_joined {
            /// What else to send of each.
            expand = "expand": UserExpand,
        }
        pages User = BY_POSITION.unique_by("userKey");
    }

    /// The accounts that count for the licence.
    ///
    /// They come from the search index, and so not all of them while it is being built.
    ///
    /// [Reference](https://developer.atlassian.com/server/confluence/rest/)
    active: GetActiveUsers = GET "/rest/api/admin/users/list/active" => Page<User> {
        permission "Confluence Administrator";
        scopes [];
        granular [];
        query_joined {
            /// What else to send of each.
            expand = "expand": UserExpand,
        }
        pages User = BY_POSITION.unique_by("userKey");
    }

    /// The account that the credential belongs to.
    ///
    /// [Reference](https://developer.atlassian.com/server/confluence/rest/)
    current: GetCurrent = GET "/rest/api/user/current" => User {
        permission "Can use";
        scopes [];
        granular [];
        query_joined {
            /// What else to send.
            expand = "expand": UserExpand,
        }
    }

    /// One account, by the name that it logs in with or by its key: give one of the two.
    ///
    /// [Reference](https://developer.atlassian.com/server/confluence/rest/)
    get: GetUser = GET "/rest/api/user" => User {
        permission "Can use";
        scopes [];
        granular [];
        query {
            /// By the name that it logs in with.
            username = "username": Username,
            /// By its key.
            key = "key": UserKey,
        }
        query_joined {
            /// What else to send.
            expand = "expand": UserExpand,
        }
    }

    /// The groups that an account is in, by the name that it logs in with or by its key: give one of the two.
    ///
    /// [Reference](https://developer.atlassian.com/server/confluence/rest/)
    groups: GetGroupsOfUser = GET "/rest/api/user/memberof" => Page<Group> {
        permission "Can use";
        scopes [];
        granular [];
        query {
            /// By the name that it logs in with.
            username = "username": Username,
            /// By its key.
            key = "key": UserKey,
        }
        pages Group = BY_POSITION.unique_by("name");
    }
}

id_type! {
    /// The name that somebody logs in with. It can change.
    pub struct Username;

    /// The key of an account. It never changes.
    pub struct UserKey;
}

open_enum! {
    /// What else to send of an account.
    pub enum UserExpand {
        /// Whether it is in use.
        Status = "status",
        /// When it logged in, of [`Users::active`] only.
        LastLogin = "lastLogin",
    }

    /// Whether an account is in use.
    pub enum UserStatus {
        /// It is.
        Current = "current",
        /// It was switched off.
        Deactivated = "deactivated",
        /// It is gone from the directory that it came from.
        ExternallyDeleted = "externally_deleted",
    }
}

/// An account.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct User {
    /// How well Confluence knows it.
    #[serde(rename = "type")]
    pub kind: UserType,
    /// The name that it logs in with; absent if nobody is logged in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<Username>,
    /// Its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_key: Option<UserKey>,
    /// The name to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The e-mail address, of [`Users::active`] only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_picture: Option<Icon>,
    /// Whether it is in use, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<UserStatus>,
    /// When it logged in, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_login: Option<Timestamp>,
}
