//! Restrictions of content: who may read or update a page or a blog post, among those whom its space lets in.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, Elements, NoContent, open_enum, operations};

use crate::groups::{Group, GroupId};
use crate::users::User;
use crate::{ContentId, List};

operations! {
    /// Restrictions of pages and blog posts.
    ///
    /// Content without restrictions is open to all whom the space and the pages above let in. The restrictions on reading
    /// hold below a page as well, and those operations here do not tell of them: they know a page's own restrictions only.
    pub struct Restrictions;

    /// The restrictions of content.
    ///
    /// The accounts and groups of each come 100 at a time: [`start`](GetRestrictions::start) goes on.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-restrictions/#api-wiki-rest-api-content-id-restriction-get)
    list: GetRestrictions = GET "/wiki/rest/api/content/{id}/restriction" => RestrictionList {
        permission "View the content";
        scopes ["read:confluence-content.all"];
        granular ["read:content-details:confluence"];
        takes { path content = "id": ContentId }
        query {
            /// The position of the first account and of the first group, from 0.
            start = "start": u32,
            /// How many accounts and how many groups of each restriction.
            limit = "limit": u32,
        }
        query_joined {
            /// What else to send.
            expand = "expand": RestrictionExpand,
        }
    }

    /// The restrictions of content by what they restrict.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-restrictions/#api-wiki-rest-api-content-id-restriction-byOperation-get)
    by_operation: GetRestrictionsByOperation = GET "/wiki/rest/api/content/{id}/restriction/byOperation" => RestrictionsByOperation {
        permission "View the content";
        scopes ["read:confluence-content.all"];
        granular ["read:content-details:confluence"];
        takes { path content = "id": ContentId }
        query_joined {
            /// What else to send.
            expand = "expand": RestrictionExpand,
        }
    }

    /// Who may read content, or who may update it.
    ///
    /// The accounts and groups come 100 at a time: [`start`](GetRestrictionsForOperation::start) goes on.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-restrictions/#api-wiki-rest-api-content-id-restriction-byOperation-operationKey-get)
    get: GetRestrictionsForOperation = GET "/wiki/rest/api/content/{id}/restriction/byOperation/{operationKey}" => Restriction {
        permission "View the content";
        scopes ["read:confluence-content.all"];
        granular ["read:content-details:confluence"];
        takes { path content = "id": ContentId, path operation = "operationKey": Restricted }
        query {
            /// The position of the first account and of the first group, from 0.
            start = "start": u32,
            /// How many accounts and how many groups.
            limit = "limit": u32,
        }
        query_joined {
            /// What else to send.
            expand = "expand": RestrictionExpand,
        }
    }

    /// Adds restrictions to those of content.
    ///
    /// Keep the caller among them: who locks itself out is refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-restrictions/#api-wiki-rest-api-content-id-restriction-post)
    add: AddRestrictions = POST "/wiki/rest/api/content/{id}/restriction" => RestrictionList {
        permission "Edit the content";
        scopes ["write:confluence-content"];
        granular ["read:content-details:confluence", "write:content.restriction:confluence"];
        takes { path content = "id": ContentId, whole_body restrictions = "restrictions": List<NewRestriction> }
        query_joined {
            /// What else to send of the restrictions that there are then.
            expand = "expand": RestrictionExpand,
        }
    }

    /// Puts restrictions in place of all those that content has.
    ///
    /// Keep the caller among them: who locks itself out is refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-restrictions/#api-wiki-rest-api-content-id-restriction-put)
    replace: UpdateRestrictions = PUT "/wiki/rest/api/content/{id}/restriction" => RestrictionList {
        permission "Edit the content";
        scopes ["write:confluence-content"];
        granular ["read:content-details:confluence", "write:content.restriction:confluence"];
        takes { path content = "id": ContentId, whole_body restrictions = "restrictions": List<NewRestriction> }
        query_joined {
            /// What else to send of the restrictions that there are then.
            expand = "expand": RestrictionExpand,
        }
    }

    /// Takes all restrictions off content: it is open to all whom its space lets in.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-restrictions/#api-wiki-rest-api-content-id-restriction-delete)
    clear: DeleteRestrictions = DELETE "/wiki/rest/api/content/{id}/restriction" => RestrictionList {
        permission "Edit the content";
        scopes ["write:confluence-content"];
        granular ["read:content-details:confluence", "write:content.restriction:confluence"];
        takes { path content = "id": ContentId }
    }

    /// Lets a group read or update content that is restricted.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-restrictions/#api-wiki-rest-api-content-id-restriction-byOperation-operationKey-byGroupId-groupId-put)
    add_group: AddGroupToContentRestrictionByGroupId = PUT "/wiki/rest/api/content/{id}/restriction/byOperation/{operationKey}/byGroupId/{groupId}" => NoContent {
        permission "Edit the content";
        scopes ["write:confluence-content"];
        granular ["write:content.restriction:confluence"];
        takes { path content = "id": ContentId, path operation = "operationKey": Restricted, path group = "groupId": GroupId }
    }

    /// Takes back that a group may read or update content.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-restrictions/#api-wiki-rest-api-content-id-restriction-byOperation-operationKey-byGroupId-groupId-delete)
    remove_group: RemoveGroupFromContentRestriction = DELETE "/wiki/rest/api/content/{id}/restriction/byOperation/{operationKey}/byGroupId/{groupId}" => NoContent {
        permission "Edit the content";
        scopes ["write:confluence-content"];
        granular ["write:content.restriction:confluence"];
        takes { path content = "id": ContentId, path operation = "operationKey": Restricted, path group = "groupId": GroupId }
    }

    /// Lets an account read or update content that is restricted.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-restrictions/#api-wiki-rest-api-content-id-restriction-byOperation-operationKey-user-put)
    add_user: AddUserToContentRestriction = PUT "/wiki/rest/api/content/{id}/restriction/byOperation/{operationKey}/user" => NoContent {
        permission "Edit the content";
        scopes ["write:confluence-content"];
        granular ["write:content.restriction:confluence"];
        takes { path content = "id": ContentId, path operation = "operationKey": Restricted, query user = "accountId": AccountId }
    }

    /// Takes back that an account may read or update content.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-restrictions/#api-wiki-rest-api-content-id-restriction-byOperation-operationKey-user-delete)
    remove_user: RemoveUserFromContentRestriction = DELETE "/wiki/rest/api/content/{id}/restriction/byOperation/{operationKey}/user" => NoContent {
        permission "Edit the content";
        scopes ["write:confluence-content"];
        granular ["write:content.restriction:confluence"];
        takes { path content = "id": ContentId, path operation = "operationKey": Restricted, query user = "accountId": AccountId }
    }

    /// Whether an account or a group may do something with content, all things considered: the site's permissions, those of
    /// the space, and restrictions, inherited ones too.
    ///
    /// It only reads, so it is repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-permissions/#api-wiki-rest-api-content-id-permission-check-post)
    check: CheckContentPermission = POST "/wiki/rest/api/content/{id}/permission/check" => PermissionCheck {
        permission "Can use for oneself, Confluence Administrator for others";
        scopes ["read:confluence-content.permission"];
        granular ["read:content.permission:confluence"];
        repeat safe;
        takes {
            path content = "id": ContentId, body subject = "subject": Subject, body operation = "operation": Restricted,
        }
    }
}

open_enum! {
    /// What can be restricted.
    pub enum Restricted {
        /// Reading.
        Read = "read",
        /// Editing. Who may edit and not read may not edit either.
        Update = "update",
        /// Deleting; it can be checked and not restricted.
        Delete = "delete",
    }

    /// What else to send of restrictions. Accounts and groups come without being asked for.
    pub enum RestrictionExpand {
        /// The accounts.
        User = "restrictions.user",
        /// The groups.
        Group = "restrictions.group",
    }
}

/// The restrictions of content.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct RestrictionList {
    /// One for each operation.
    #[serde(default)]
    pub results: Elements<Restriction>,
}

/// The restrictions of content, one by one.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct RestrictionsByOperation {
    /// On reading.
    pub read: Option<Restriction>,
    /// On editing.
    pub update: Option<Restriction>,
}

/// Who may do something with content. Nobody at all means that it is not restricted.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Restriction {
    /// What is restricted.
    pub operation: Restricted,
    /// Who may.
    pub restrictions: Option<Allowed>,
}

/// Accounts and groups that a restriction lets through.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Allowed {
    /// Accounts.
    pub user: Option<ListPart<User>>,
    /// Groups.
    pub group: Option<ListPart<Group>>,
}

/// A part of a list: 100 elements unless asked otherwise.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct ListPart<T> {
    /// The elements.
    #[serde(default)]
    pub results: Elements<T>,
    /// The position of the first one.
    pub start: Option<u32>,
    /// How many were asked for. Where as many came, there may be more.
    pub limit: Option<u32>,
    /// How many came.
    pub size: Option<u32>,
}

/// A restriction to write: what, and who may.
///
/// ```
/// use confluence_client::restrictions::{NewRestriction, Restricted};
///
/// let editors = NewRestriction::on(Restricted::Update).user("5b10a2844c20165700ede21g").group("952d12c3");
/// # let _ = editors;
/// ```
#[derive(Clone, Debug, Serialize)]
#[must_use = "restrictions are written by `add` and `replace`"]
pub struct NewRestriction {
    operation: Restricted,
    restrictions: NewAllowed,
}

#[derive(Clone, Debug, Default, Serialize)]
struct NewAllowed {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    user: Vec<AllowedUser>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    group: Vec<NewGroup>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AllowedUser {
    #[serde(rename = "type")]
    kind: &'static str,
    account_id: AccountId,
}

#[derive(Clone, Debug, Serialize)]
struct NewGroup {
    #[serde(rename = "type")]
    kind: &'static str,
    id: GroupId,
}

impl NewRestriction {
    /// On this operation; nobody may yet.
    pub fn on(operation: Restricted) -> Self {
        Self {
            operation,
            restrictions: NewAllowed::default(),
        }
    }

    /// This account may.
    pub fn user(mut self, account: impl Into<AccountId>) -> Self {
        self.restrictions.user.push(AllowedUser {
            kind: "known",
            account_id: account.into(),
        });
        self
    }

    /// This group may.
    pub fn group(mut self, group: impl Into<GroupId>) -> Self {
        self.restrictions.group.push(NewGroup {
            kind: "group",
            id: group.into(),
        });
        self
    }
}

/// Whose permission is looked at.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "type", content = "identifier", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Subject {
    /// An account.
    User(AccountId),
    /// A group.
    Group(GroupId),
}

impl Subject {
    /// Whoever is not logged in.
    #[must_use]
    pub fn anonymous() -> Self {
        Self::User(AccountId::new("anonymous"))
    }
}

/// Whether somebody may do something with content.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PermissionCheck {
    /// Whether it may.
    pub has_permission: bool,
    /// Why not.
    #[serde(default)]
    pub errors: Elements<Reason>,
}

/// Why somebody may not do something.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Reason {
    /// In words.
    pub translation: Option<String>,
}
