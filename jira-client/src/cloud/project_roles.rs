//! Roles: what accounts and groups can be in a project. All projects share the roles; who is in them is each project's own.

use std::collections::BTreeMap;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, Elements, NoContent, id_type, open_enum, operations};

use super::groups::GroupId;
use super::projects::Scope;
use crate::ids::ProjectIdOrKey;

operations! {
    /// Roles. Who is in them: [`project_role_actors`](crate::cloud::Jira::project_role_actors).
    pub struct ProjectRoles;

    /// Every role of the site, with the accounts and groups that new projects begin with.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-roles/#api-rest-api-3-role-get)
    list: GetAllProjectRoles = GET "/rest/api/3/role" => Elements<ProjectRole> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:user:jira", "read:group:jira", "read:project-role:jira", "read:project:jira", "read:avatar:jira",
            "read:project-category:jira"];
    }

    /// One role, with the accounts and groups that new projects begin with.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-roles/#api-rest-api-3-role-id-get)
    get: GetProjectRoleById = GET "/rest/api/3/role/{id}" => ProjectRole {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:user:jira", "read:group:jira", "read:project-role:jira", "read:project:jira", "read:avatar:jira",
            "read:project-category:jira"];
        takes { path id = "id": ProjectRoleId }
    }

    /// Makes a role. Every project has it from then on, with nobody in it.
    ///
    /// The name has 255 characters at most and is used once (409).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-roles/#api-rest-api-3-role-post)
    create: CreateProjectRole = POST "/rest/api/3/role" => ProjectRole {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:user:jira", "read:group:jira", "read:project:jira", "write:project-role:jira", "read:avatar:jira",
            "read:project-category:jira", "read:project-role:jira"];
        takes { body name = "name": String }
        body {
            /// What it is for.
            description = "description": String,
        }
    }

    /// Changes the name of a role or its description, and leaves the other.
    ///
    /// Not both at once: with a name, the service passes over the description. [`replace`](ProjectRoles::replace) changes
    /// both.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-roles/#api-rest-api-3-role-id-post)
    update: PartialUpdateProjectRole = POST "/rest/api/3/role/{id}" => ProjectRole {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:user:jira", "read:group:jira", "read:project:jira", "write:project-role:jira", "read:avatar:jira",
            "read:project-category:jira", "read:project-role:jira"];
        takes { path id = "id": ProjectRoleId }
        body {
            /// Its name.
            name = "name": String,
            /// What it is for.
            description = "description": String,
        }
    }

    /// Changes name and description of a role.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-roles/#api-rest-api-3-role-id-put)
    replace: FullyUpdateProjectRole = PUT "/rest/api/3/role/{id}" => ProjectRole {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:user:jira", "read:group:jira", "read:project:jira", "write:project-role:jira", "read:avatar:jira",
            "read:project-category:jira", "read:project-role:jira"];
        takes { path id = "id": ProjectRoleId, whole_body texts = "body": ProjectRoleTexts }
    }

    /// Deletes a role. One that is in use is refused (409) unless another one takes its place.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-roles/#api-rest-api-3-role-id-delete)
    delete: DeleteProjectRole = DELETE "/rest/api/3/role/{id}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:project-role:jira"];
        takes { path id = "id": ProjectRoleId }
        query {
            /// The role that takes its place in schemes, workflows, comments and worklogs.
            swap = "swap": ProjectRoleId,
        }
    }

    /// The roles of a project: the address of each in the API, by name. The last part of the address is the role's id.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-roles/#api-rest-api-3-project-projectidorkey-role-get)
    of_project: GetProjectRoles =
        GET "/rest/api/3/project/{projectIdOrKey}/role" => BTreeMap<String, String> {
        permission "Administer projects, or Administer Jira";
        scopes ["read:jira-work"];
        granular ["read:project-role:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey }
    }

    /// The roles of a project in detail, without who is in them.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-roles/#api-rest-api-3-project-projectidorkey-roledetails-get)
    details_of_project: GetProjectRoleDetails =
        GET "/rest/api/3/project/{projectIdOrKey}/roledetails" => Elements<ProjectRole> {
        permission "Administer projects, or Administer Jira";
        scopes ["read:jira-work"];
        granular ["read:project-category:jira", "read:project-role:jira", "read:project:jira", "read:avatar:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey }
        query {
            /// Only roles that the caller is in.
            current_member = "currentMember": bool,
            /// Leaves out the roles of apps.
            exclude_connect_addons = "excludeConnectAddons": bool,
            /// Leaves out roles of service projects in other projects, and the other way round.
            exclude_other_service_roles = "excludeOtherServiceRoles": bool,
        }
    }

    /// One role in a project, with the accounts and groups in it.
    ///
    /// Groups are not broken down into accounts.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-roles/#api-rest-api-3-project-projectidorkey-role-id-get)
    in_project: GetProjectRole = GET "/rest/api/3/project/{projectIdOrKey}/role/{id}" => ProjectRole {
        permission "Administer projects, or Administer Jira";
        scopes ["read:jira-work"];
        granular ["read:user:jira", "read:group:jira", "read:project-role:jira", "read:project:jira", "read:avatar:jira",
            "read:project-category:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey, path id = "id": ProjectRoleId }
        query {
            /// Leaves out accounts that cannot be used any more.
            exclude_inactive_users = "excludeInactiveUsers": bool,
        }
    }
}

id_type! {
    /// The id of a role: digits, like `10360`.
    pub struct ProjectRoleId: number;
}

open_enum! {
    /// Whether an account or a group is in a role.
    pub enum RoleActorType {
        /// An account.
        User = "atlassian-user-role-actor",
        /// A group.
        Group = "atlassian-group-role-actor",
    }

    /// Whose role it is.
    pub enum ProjectRoleType {
        /// Of people who work in the project.
        Default = "DEFAULT",
        /// Of guests.
        Guest = "GUEST_ROLE",
    }
}

/// A role.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectRole {
    /// Its id.
    pub id: ProjectRoleId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
    /// Its name in the caller's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translated_name: Option<String>,
    /// Who is in it: in the project that was asked about, or in new projects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actors: Option<Vec<RoleActor>>,
    /// The project that it exists in, if it is not the site's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Whether it is the role of the project's administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admin: Option<bool>,
    /// Whether it is the role that people get unless another is chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<bool>,
    /// Whether what it may do can be changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_configurable: Option<bool>,
    /// Whether the caller is in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_user_role: Option<bool>,
    /// Whose role it is.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<ProjectRoleType>,
}

/// An account or a group in a role.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RoleActor {
    /// The number of this entry; neither the account nor the group is found by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<u64>,
    /// An account or a group.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<RoleActorType>,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The account, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor_user: Option<ActorUser>,
    /// The group, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor_group: Option<ActorGroup>,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
    /// The name of a group; of an account, its key of former times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// An account in a role.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ActorUser {
    /// Its id; `unknown` where the account was deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
}

/// A group in a role.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ActorGroup {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<GroupId>,
    /// Its name. It can change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The same once more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
}

/// The texts of a role, both of which [`ProjectRoles::replace`] wants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProjectRoleTexts {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
}
