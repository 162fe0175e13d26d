//! The picture of a project.

use atlassian_core::{NoContent, operations};

use super::avatars::{Avatar, AvatarId, AvatarList, Picture};
use crate::ids::ProjectIdOrKey;

operations! {
    /// The picture of a project. [`avatars`](crate::cloud::Jira::avatars) has the pictures themselves.
    pub struct ProjectAvatars;

    /// The pictures that a project can have: those that come with Jira, and its own.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-avatars/#api-rest-api-3-project-projectidorkey-avatars-get)
    list: GetAllProjectAvatars = GET "/rest/api/3/project/{projectIdOrKey}/avatars" => AvatarList {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:project.avatar:jira", "read:avatar:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey }
    }

    /// Chooses one of them.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-avatars/#api-rest-api-3-project-projectidorkey-avatar-put)
    set: UpdateProjectAvatar = PUT "/rest/api/3/project/{projectIdOrKey}/avatar" => NoContent {
        permission "Administer projects";
        scopes ["manage:jira-project"];
        granular ["write:project.avatar:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey, body avatar = "id": AvatarId }
    }

    /// Gives a project a picture of its own, to choose from; [`set`](ProjectAvatars::set) chooses it.
    ///
    /// A square is cut out of the picture: from the top left corner and as large as can be, unless set otherwise. A square
    /// beyond the edge of the picture is refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-avatars/#api-rest-api-3-project-projectidorkey-avatar2-post)
    upload: CreateProjectAvatar = POST "/rest/api/3/project/{projectIdOrKey}/avatar2" => Avatar {
        permission "Administer projects";
        scopes ["manage:jira-project"];
        granular ["write:project.avatar:jira", "read:avatar:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey, bytes picture = "picture": Picture }
        query {
            /// Where the square begins, from the left.
            x = "x": u32,
            /// Where the square begins, from the top.
            y = "y": u32,
            /// How wide and high the square is.
            size = "size": u32,
        }
    }

    /// Deletes a picture of the project's own. Those that come with Jira stay (403).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-avatars/#api-rest-api-3-project-projectidorkey-avatar-id-delete)
    delete: DeleteProjectAvatar = DELETE "/rest/api/3/project/{projectIdOrKey}/avatar/{id}" => NoContent {
        permission "Administer projects";
        scopes ["manage:jira-project"];
        granular ["delete:project.avatar:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey, path id = "id": AvatarId }
    }
}
