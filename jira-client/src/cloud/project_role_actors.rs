//! Who is in a role: in a project, and in every project to come.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, Elements, NoContent, operations};

use super::groups::GroupId;
use super::project_roles::{ProjectRole, ProjectRoleId, RoleActor};
use crate::ids::{List, ProjectIdOrKey};

operations! {
    /// Who is in a role: in a project, and in every project to come.
    ///
    /// Groups are named by their ids here; the service knows their names too, which can change. On free plans roles cannot
    /// be changed (400).
    pub struct ProjectRoleActors;

    /// Puts accounts and groups into a role of a project. Answers with all that are in it then.
    ///
    /// An account that cannot be used any more is *not found* (404).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-role-actors/#api-rest-api-3-project-projectidorkey-role-id-post)
    add: AddActorUsers = POST "/rest/api/3/project/{projectIdOrKey}/role/{id}" => ProjectRole {
        permission "Administer projects, or Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:user:jira", "read:group:jira", "read:project-role:jira", "read:project:jira",
            "write:project-role:jira", "read:avatar:jira", "read:project-category:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey, path role = "id": ProjectRoleId }
        body {
            /// These accounts.
            users = "user": List<AccountId>,
            /// These groups.
            groups = "groupId": List<GroupId>,
        }
    }

    /// Puts these accounts and groups into a role of a project, and takes everybody else out of it.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-role-actors/#api-rest-api-3-project-projectidorkey-role-id-put)
    set: SetActors = PUT "/rest/api/3/project/{projectIdOrKey}/role/{id}" => ProjectRole {
        permission "Administer projects, or Administer Jira";
        scopes ["manage:jira-project"];
        granular ["read:user:jira", "read:group:jira", "read:project-role:jira", "read:project:jira",
            "write:project-role:jira", "read:avatar:jira", "read:project-category:jira"];
        takes {
            path project = "projectIdOrKey": ProjectIdOrKey, path role = "id": ProjectRoleId,
            body actors = "categorisedActors": RoleActors
        }
    }

    /// Takes an account or a group out of a role of a project. Name one of the two.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-role-actors/#api-rest-api-3-project-projectidorkey-role-id-delete)
    remove: DeleteActor = DELETE "/rest/api/3/project/{projectIdOrKey}/role/{id}" => NoContent {
        permission "Administer projects, or Administer Jira";
        scopes ["manage:jira-project"];
        granular ["delete:project-role:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey, path role = "id": ProjectRoleId }
        query {
            /// This account.
            user = "user": AccountId,
            /// This group.
            group = "groupId": GroupId,
        }
    }

    /// Who is in a role of each new project.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-role-actors/#api-rest-api-3-role-id-actors-get)
    defaults: GetProjectRoleActorsForRole = GET "/rest/api/3/role/{id}/actors" => DefaultActors {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:user:jira", "read:group:jira", "read:project-role:jira", "read:project:jira", "read:avatar:jira",
            "read:project-category:jira"];
        takes { path role = "id": ProjectRoleId }
    }

    /// Puts accounts or groups into a role of each new project, not both at once. Projects that are there already stay as
    /// they are.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-role-actors/#api-rest-api-3-role-id-actors-post)
    add_defaults: AddProjectRoleActorsToRole = POST "/rest/api/3/role/{id}/actors" => DefaultActors {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:user:jira", "read:group:jira", "read:project-role:jira", "read:project:jira",
            "write:project-role:jira", "read:avatar:jira", "read:project-category:jira"];
        takes { path role = "id": ProjectRoleId }
        body {
            /// These accounts.
            users = "user": List<AccountId>,
            /// These groups.
            groups = "groupId": List<GroupId>,
        }
    }

    /// Takes an account or a group out of a role of each new project. Name one of the two. Projects that are there already
    /// stay as they are.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-role-actors/#api-rest-api-3-role-id-actors-delete)
    remove_default: DeleteProjectRoleActorsFromRole = DELETE "/rest/api/3/role/{id}/actors" => DefaultActors {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:project-role:jira", "read:user:jira", "read:group:jira", "read:project-role:jira",
            "read:project:jira", "read:avatar:jira", "read:project-category:jira"];
        takes { path role = "id": ProjectRoleId }
        query {
            /// This account.
            user = "user": AccountId,
            /// This group.
            group = "groupId": GroupId,
        }
    }
}

/// All that are to be in a role.
///
/// ```
/// use jira_client::cloud::project_role_actors::RoleActors;
///
/// let nobody = RoleActors::default();
/// let team = RoleActors::default().users(["5b10ac8d82e05b22cc7d4ef5"]).groups(["952d12c3-5b5b-4d04-bb32-44d383afc4b2"]);
/// ```
#[derive(Clone, Debug, Default, Serialize)]
pub struct RoleActors {
    // Both are always sent: what is not mentioned might stay.
    #[serde(rename = "atlassian-user-role-actor")]
    users: Vec<AccountId>,
    #[serde(rename = "atlassian-group-role-actor-id")]
    groups: Vec<GroupId>,
}

impl RoleActors {
    /// These accounts too.
    #[must_use]
    pub fn users(mut self, ids: impl IntoIterator<Item = impl Into<AccountId>>) -> Self {
        self.users.extend(ids.into_iter().map(Into::into));
        self
    }

    /// These groups too.
    #[must_use]
    pub fn groups(mut self, ids: impl IntoIterator<Item = impl Into<GroupId>>) -> Self {
        self.groups.extend(ids.into_iter().map(Into::into));
        self
    }
}

/// Who is in a role of each new project.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct DefaultActors {
    /// The accounts and groups.
    #[serde(default)]
    pub actors: Elements<RoleActor>,
}
