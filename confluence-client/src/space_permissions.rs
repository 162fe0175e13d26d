//! Who may do what in a space.
//!
//! On sites whose spaces have roles, see [`space_roles`](crate::space_roles) instead: single permissions are read there
//! and no longer given.

use atlassian_core::{NextIn, NoContent, Page, Paging, id_type, open_enum, operations};
use serde::{Deserialize, Serialize};

use crate::groups::GroupId;
use crate::{AccountId, SpaceId, SpaceKey};

operations! {
    /// The permissions of spaces.
    pub struct SpacePermissions;

    /// Who may do what in a space.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space-permissions/#api-spaces-id-permissions-get)
    list: GetSpacePermissionsAssignments =
        GET "/wiki/api/v2/spaces/{id}/permissions" => Page<SpacePermissionAssignment> {
        permission "View the space";
        scopes [];
        granular ["read:space:confluence"];
        takes { path id = "id": SpaceId }
        pages SpacePermissionAssignment =
            Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// Which permissions there are, for roles to be made of; on sites whose spaces have roles.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space-permissions/#api-space-permissions-get)
    available: GetAvailableSpacePermissions = GET "/wiki/api/v2/space-permissions" => Page<SpacePermission> {
        permission "Can use";
        scopes [];
        granular ["read:space.permission:confluence"];
        pages SpacePermission = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// Gives an account or a group a permission.
    ///
    /// To read the space comes first: who may not do that can be given nothing else (400).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-space-permissions/#api-wiki-rest-api-space-spacekey-permission-post)
    add: AddPermissionToSpace = POST "/wiki/rest/api/space/{spaceKey}/permission" => AddedSpacePermission {
        permission "Administer the space";
        scopes [];
        granular ["read:space.permission:confluence", "write:space.permission:confluence"];
        takes {
            path space_key = "spaceKey": SpaceKey,
            body subject = "subject": PermissionSubject,
            body operation = "operation": SpaceOperation
        }
    }

    /// Gives and takes permissions on the content of apps.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-space-permissions/#api-wiki-rest-api-space-spacekey-permission-custom-content-post)
    set_custom_content: AddCustomContentPermissions =
        POST "/wiki/rest/api/space/{spaceKey}/permission/custom-content" => NoContent {
        permission "Administer the space";
        scopes [];
        granular ["read:space.permission:confluence", "write:space.permission:confluence"];
        takes {
            path space_key = "spaceKey": SpaceKey,
            body subject = "subject": PermissionSubject,
            body operations = "operations": Vec<CustomContentOperation>
        }
    }

    /// Takes a permission away.
    ///
    /// To take away that of reading the space takes away all others with it.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-space-permissions/#api-wiki-rest-api-space-spacekey-permission-id-delete)
    remove: RemovePermission = DELETE "/wiki/rest/api/space/{spaceKey}/permission/{id}" => NoContent {
        permission "Administer the space";
        scopes [];
        granular ["write:space.permission:confluence"];
        takes { path space_key = "spaceKey": SpaceKey, path id = "id": SpacePermissionId }
    }
}

id_type! {
    /// The id of a permission that somebody has in a space: digits.
    pub struct SpacePermissionId;
}

open_enum! {
    /// Who has a permission.
    pub enum PermissionPrincipalType {
        /// An account.
        User = "user",
        /// The members of a group.
        Group = "group",
        /// Whoever has a role.
        Role = "role",
    }

    /// What may be done.
    pub enum SpaceOperationKey {
        /// Using it.
        Use = "use",
        /// Making one.
        Create = "create",
        /// Seeing it.
        Read = "read",
        /// Changing it.
        Update = "update",
        /// Deleting it.
        Delete = "delete",
        /// Copying it.
        Copy = "copy",
        /// Moving it.
        Move = "move",
        /// Exporting it.
        Export = "export",
        /// Deleting it from the trash.
        Purge = "purge",
        /// Deleting one of its versions.
        PurgeVersion = "purge_version",
        /// Administering it.
        Administer = "administer",
        /// Bringing it back from the trash.
        Restore = "restore",
        /// Making spaces.
        CreateSpace = "create_space",
        /// Restricting who sees and changes it.
        RestrictContent = "restrict_content",
        /// Archiving it.
        Archive = "archive",
    }

    /// What something may be done to.
    pub enum SpaceOperationTarget {
        /// Pages.
        Page = "page",
        /// Blog posts.
        BlogPost = "blogpost",
        /// Comments.
        Comment = "comment",
        /// Attachments.
        Attachment = "attachment",
        /// Whiteboards.
        Whiteboard = "whiteboard",
        /// Databases.
        Database = "database",
        /// Links in the tree of pages.
        Embed = "embed",
        /// Folders.
        Folder = "folder",
        /// The space itself.
        Space = "space",
        /// All of Confluence.
        Application = "application",
        /// Profiles of accounts.
        UserProfile = "userProfile",
    }
}

/// A permission that somebody has.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SpacePermissionAssignment {
    /// Its id.
    pub id: SpacePermissionId,
    /// Who has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<PermissionPrincipal>,
    /// What it allows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<AssignedOperation>,
}

/// Who has a permission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PermissionPrincipal {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: PermissionPrincipalType,
    /// The id of the account, the group or the role.
    pub id: String,
}

/// What a permission allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AssignedOperation {
    /// What may be done.
    pub key: SpaceOperationKey,
    /// To what.
    pub target_type: SpaceOperationTarget,
}

/// A permission that roles are made of.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SpacePermission {
    /// Its id, like `read/space`.
    pub id: String,
    /// Its name.
    pub display_name: Option<String>,
    /// What it allows.
    pub description: Option<String>,
    /// The permissions that it needs besides.
    #[serde(default)]
    pub required_permission_ids: Vec<String>,
}

/// Who is given a permission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermissionSubject {
    #[serde(rename = "type")]
    kind: PermissionPrincipalType,
    identifier: String,
}

impl PermissionSubject {
    /// An account.
    #[must_use]
    pub fn user(id: impl Into<AccountId>) -> Self {
        Self {
            kind: PermissionPrincipalType::User,
            identifier: id.into().into_inner(),
        }
    }

    /// The members of a group.
    #[must_use]
    pub fn group(id: impl Into<GroupId>) -> Self {
        Self {
            kind: PermissionPrincipalType::Group,
            identifier: id.into().into_inner(),
        }
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> &PermissionPrincipalType {
        &self.kind
    }

    /// The id of the account or the group.
    #[must_use]
    pub fn identifier(&self) -> &str {
        &self.identifier
    }
}

/// What a permission that is given allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpaceOperation {
    key: SpaceOperationKey,
    target: SpaceOperationTarget,
}

impl SpaceOperation {
    /// Doing this to that. Not every pair exists (400).
    #[must_use]
    pub fn new(key: SpaceOperationKey, target: SpaceOperationTarget) -> Self {
        Self { key, target }
    }
}

/// A permission that was given.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct AddedSpacePermission {
    /// Its id.
    pub id: SpacePermissionId,
    /// Who has it.
    pub subject: PermissionSubject,
    /// What it allows.
    pub operation: SpaceOperation,
}

/// Something that may, or may not, be done to the content of an app.
#[derive(Clone, Debug, Serialize)]
pub struct CustomContentOperation {
    key: SpaceOperationKey,
    target: String,
    access: bool,
}

impl CustomContentOperation {
    /// Whether this (read, create or delete) may be done to content of this kind, like `ac:my-app:note`.
    #[must_use]
    pub fn new(key: SpaceOperationKey, target: impl Into<String>, access: bool) -> Self {
        Self {
            key,
            target: target.into(),
            access,
        }
    }
}
