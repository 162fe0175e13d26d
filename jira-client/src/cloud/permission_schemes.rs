//! Permission schemes: who may do what in the projects that use them.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NoContent, id_type, open_enum, operations};

use super::fields::Field;
use super::groups::Group;
use super::permissions::Permission;
use super::project_roles::ProjectRole;
use super::projects::Scope;
use super::users::User;
use crate::ids::number;

operations! {
    /// Permission schemes.
    pub struct PermissionSchemes;

    /// Every permission scheme.
    ///
    /// The permissions that a scheme grants are sent only where something is expanded.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permission-schemes/#api-rest-api-3-permissionscheme-get)
    list: GetAllPermissionSchemes = GET "/rest/api/3/permissionscheme" => PermissionSchemeList {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular [
            "read:application-role:jira", "read:avatar:jira", "read:field:jira", "read:group:jira",
            "read:permission-scheme:jira", "read:permission:jira", "read:project-category:jira",
            "read:project-role:jira", "read:project:jira", "read:user:jira"
        ];
        query_joined {
            /// What to send besides. Whatever is named, the grants come along.
            expand = "expand": GrantExpand,
        }
    }

    /// One permission scheme.
    ///
    /// Its grants are sent only where something is expanded.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permission-schemes/#api-rest-api-3-permissionscheme-schemeid-get)
    get: GetPermissionScheme = GET "/rest/api/3/permissionscheme/{schemeId}" => PermissionScheme {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular [
            "read:application-role:jira", "read:avatar:jira", "read:field:jira", "read:group:jira",
            "read:permission-scheme:jira", "read:permission:jira", "read:project-category:jira",
            "read:project-role:jira", "read:project:jira", "read:user:jira"
        ];
        takes { path scheme = "schemeId": PermissionSchemeId }
        query_joined {
            /// What to send besides. Whatever is named, the grants come along.
            expand = "expand": GrantExpand,
        }
    }

    /// Makes a permission scheme, with grants or without.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permission-schemes/#api-rest-api-3-permissionscheme-post)
    create: CreatePermissionScheme = POST "/rest/api/3/permissionscheme" => PermissionScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [
            "read:application-role:jira", "read:avatar:jira", "read:field:jira", "read:group:jira",
            "read:permission-scheme:jira", "read:permission:jira", "read:project-category:jira",
            "read:project-role:jira", "read:project:jira", "read:user:jira", "write:permission-scheme:jira"
        ];
        takes { body name = "name": String }
        query_joined {
            /// What to send besides. Whatever is named, the grants come along.
            expand = "expand": GrantExpand,
        }
        body {
            /// What it is for.
            description = "description": String,
            /// What it grants.
            permissions = "permissions": Vec<NewPermissionGrant>,
        }
    }

    /// Changes a permission scheme. The name has to be given, as it is or as it is to be.
    ///
    /// Grants that are given take the place of *all* that the scheme has: an empty list takes every permission away.
    /// Use [`create_grant`](PermissionSchemes::create_grant) and [`delete_grant`](PermissionSchemes::delete_grant) to
    /// change one.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permission-schemes/#api-rest-api-3-permissionscheme-schemeid-put)
    update: UpdatePermissionScheme = PUT "/rest/api/3/permissionscheme/{schemeId}" => PermissionScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [
            "read:application-role:jira", "read:avatar:jira", "read:field:jira", "read:group:jira",
            "read:permission-scheme:jira", "read:permission:jira", "read:project-category:jira",
            "read:project-role:jira", "read:project:jira", "read:user:jira", "write:permission-scheme:jira"
        ];
        takes { path scheme = "schemeId": PermissionSchemeId, body name = "name": String }
        query_joined {
            /// What to send besides. Whatever is named, the grants come along.
            expand = "expand": GrantExpand,
        }
        body {
            /// What it is for.
            description = "description": String,
            /// All that it grants from now on.
            permissions = "permissions": Vec<NewPermissionGrant>,
        }
    }

    /// Deletes a permission scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permission-schemes/#api-rest-api-3-permissionscheme-schemeid-delete)
    delete: DeletePermissionScheme = DELETE "/rest/api/3/permissionscheme/{schemeId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:permission-scheme:jira"];
        takes { path scheme = "schemeId": PermissionSchemeId }
    }

    /// What a permission scheme grants, and to whom.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permission-schemes/#api-rest-api-3-permissionscheme-schemeid-permission-get)
    grants: GetPermissionSchemeGrants =
        GET "/rest/api/3/permissionscheme/{schemeId}/permission" => PermissionGrants {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular [
            "read:application-role:jira", "read:field:jira", "read:group:jira", "read:permission:jira",
            "read:project-role:jira", "read:user:jira"
        ];
        takes { path scheme = "schemeId": PermissionSchemeId }
        query_joined {
            /// What to send of the holders.
            expand = "expand": GrantExpand,
        }
    }

    /// One grant of a permission scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permission-schemes/#api-rest-api-3-permissionscheme-schemeid-permission-permissionid-get)
    get_grant: GetPermissionSchemeGrant =
        GET "/rest/api/3/permissionscheme/{schemeId}/permission/{permissionId}" => PermissionGrant {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular [
            "read:application-role:jira", "read:field:jira", "read:group:jira", "read:permission:jira",
            "read:project-role:jira", "read:user:jira"
        ];
        takes { path scheme = "schemeId": PermissionSchemeId, path grant = "permissionId": PermissionGrantId }
        query_joined {
            /// What to send of the holder.
            expand = "expand": GrantExpand,
        }
    }

    /// Grants a permission.
    ///
    /// One that the holder has already is refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permission-schemes/#api-rest-api-3-permissionscheme-schemeid-permission-post)
    create_grant: CreatePermissionGrant =
        POST "/rest/api/3/permissionscheme/{schemeId}/permission" => PermissionGrant {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [
            "read:application-role:jira", "read:field:jira", "read:group:jira", "read:permission:jira",
            "read:project-role:jira", "read:user:jira", "write:permission:jira"
        ];
        takes {
            path scheme = "schemeId": PermissionSchemeId,
            body holder = "holder": PermissionHolder,
            body permission = "permission": Permission,
        }
        query_joined {
            /// What to send of the holder.
            expand = "expand": GrantExpand,
        }
    }

    /// Takes a grant back.
    ///
    /// One that does not exist is refused as wrong (400) and not as missing.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permission-schemes/#api-rest-api-3-permissionscheme-schemeid-permission-permissionid-delete)
    delete_grant: DeletePermissionSchemeEntity =
        DELETE "/rest/api/3/permissionscheme/{schemeId}/permission/{permissionId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:permission:jira"];
        takes { path scheme = "schemeId": PermissionSchemeId, path grant = "permissionId": PermissionGrantId }
    }
}

id_type! {
    /// The id of a permission scheme: digits, like `10000`.
    pub struct PermissionSchemeId;

    /// The id of a grant: digits, like `10525`.
    pub struct PermissionGrantId;
}

open_enum! {
    /// What to send of grants besides their holders' ids.
    pub enum GrantExpand {
        /// The grants.
        Permissions = "permissions",
        /// The accounts.
        User = "user",
        /// The groups.
        Group = "group",
        /// The project roles.
        ProjectRole = "projectRole",
        /// The fields.
        Field = "field",
        /// All of it.
        All = "all",
    }

    /// What kind of holder a permission has.
    pub enum HolderType {
        /// Everybody, without logging in too.
        Anyone = "anyone",
        /// Who has access to a product; whoever is logged in, if none is named.
        ApplicationRole = "applicationRole",
        /// Who the issue is assigned to.
        Assignee = "assignee",
        /// The members of a group.
        Group = "group",
        /// The groups in a field of the issue.
        GroupCustomField = "groupCustomField",
        /// The lead of the project.
        ProjectLead = "projectLead",
        /// Who has a role in the project.
        ProjectRole = "projectRole",
        /// Who reported the issue.
        Reporter = "reporter",
        /// The customers of a service project.
        ServiceDeskCustomerOnly = "sd.customer.portal.only",
        /// One account.
        User = "user",
        /// The accounts in a field of the issue.
        UserCustomField = "userCustomField",
    }
}

/// Permission schemes, all in one answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PermissionSchemeList {
    /// The schemes.
    pub permission_schemes: Vec<PermissionScheme>,
}

/// A permission scheme.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PermissionScheme {
    /// Its id.
    #[serde(serialize_with = "number")]
    pub id: PermissionSchemeId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The team-managed project that it belongs to, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// What it grants, where something was expanded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Vec<PermissionGrant>>,
    /// What can be expanded, separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expand: Option<String>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// What a permission scheme grants.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PermissionGrants {
    /// The grants.
    pub permissions: Vec<PermissionGrant>,
    /// What can be expanded, separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expand: Option<String>,
}

/// A permission and who has it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PermissionGrant {
    /// Its id.
    #[serde(serialize_with = "number")]
    pub id: PermissionGrantId,
    /// Who has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<PermissionHolder>,
    /// The permission.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permission: Option<Permission>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// A permission to grant.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct NewPermissionGrant {
    /// Who is to have it.
    pub holder: PermissionHolder,
    /// The permission.
    pub permission: Permission,
}

impl NewPermissionGrant {
    /// This permission for this holder.
    #[must_use]
    pub fn new(permission: impl Into<Permission>, holder: PermissionHolder) -> Self {
        Self {
            holder,
            permission: permission.into(),
        }
    }
}

/// Who has a permission, or belongs to a level of security.
///
/// ```
/// use jira_client::cloud::permission_schemes::{HolderType, PermissionHolder};
///
/// let lead = PermissionHolder::of(HolderType::ProjectLead);
/// let team = PermissionHolder::named(HolderType::Group, "ca85fac0-d974-40ca-a615-7af99c48d24f");
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PermissionHolder {
    /// What kind of holder.
    #[serde(rename = "type")]
    pub kind: HolderType,
    /// Which one: a group by its *name*, all others as in [`value`](Self::value).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// Which one: the id of an account, a group, a project role or a field, or the key of a product. Absent where the
    /// kind says it all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What can be expanded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expand: Option<String>,
    /// The account, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<User>,
    /// The group, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Group>,
    /// The project role, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_role: Option<ProjectRole>,
    /// The field, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
}

impl PermissionHolder {
    /// A holder whose kind says it all.
    #[must_use]
    pub fn of(kind: HolderType) -> Self {
        Self {
            kind,
            parameter: None,
            value: None,
            expand: None,
            user: None,
            group: None,
            project_role: None,
            field: None,
        }
    }

    /// A holder by the id of the account, the group, the project role or the field, or by the key of the product.
    #[must_use]
    pub fn named(kind: HolderType, value: impl Into<String>) -> Self {
        Self {
            value: Some(value.into()),
            ..Self::of(kind)
        }
    }
}
