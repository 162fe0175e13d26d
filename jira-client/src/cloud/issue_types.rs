//! Issue types.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, NoContent, id_type, operations};

use super::avatars::{Avatar, AvatarId, NumericAvatarId, Picture};
use super::projects::Scope;
use crate::ids::{ProjectId, optional_number};

operations! {
    /// Issue types.
    pub struct IssueTypes;

    /// Every issue type that the caller meets in some project; for administrators of Jira, all of the site.
    ///
    /// Team-managed projects have issue types of their own, so that a name can come many times.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-types/#api-rest-api-3-issuetype-get)
    list: GetIssueAllTypes = GET "/rest/api/3/issuetype" => Elements<IssueType> {
        permission "Browse projects in some project";
        scopes ["read:jira-work"];
        granular ["read:issue-type:jira", "read:avatar:jira", "read:project-category:jira", "read:project:jira"];
    }

    /// The issue types of a project.
    ///
    /// Takes the project's id; a key is refused.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-types/#api-rest-api-3-issuetype-project-get)
    of_project: GetIssueTypesForProject = GET "/rest/api/3/issuetype/project" => Elements<IssueType> {
        permission "Browse projects, or Administer Jira";
        scopes ["read:jira-work"];
        granular ["read:issue-type:jira", "read:avatar:jira", "read:project-category:jira", "read:project:jira"];
        takes { query project = "projectId": ProjectId }
        query {
            /// Only of this level: 1 for epics, 0 for ordinary issues, -1 for sub-tasks.
            level = "level": i64,
        }
    }

    /// One issue type.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-types/#api-rest-api-3-issuetype-id-get)
    get: GetIssueType = GET "/rest/api/3/issuetype/{id}" => IssueType {
        permission "Browse projects in one that has it, or Administer Jira";
        scopes ["read:jira-work"];
        granular ["read:issue-type:jira", "read:avatar:jira", "read:project-category:jira", "read:project:jira"];
        takes { path id = "id": IssueTypeId }
    }

    /// Makes an issue type for the company-managed projects of the site.
    ///
    /// Projects have it once it is in their [scheme](crate::cloud::Jira::issue_type_schemes). A name has 60 characters at
    /// most; one that is in use is a conflict (409).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-types/#api-rest-api-3-issuetype-post)
    create: CreateIssueType = POST "/rest/api/3/issuetype" => IssueType {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:issue-type:jira", "read:avatar:jira", "read:issue-type:jira", "read:project-category:jira",
            "read:project:jira"];
        takes { body name = "name": String }
        body {
            /// What it is for.
            description = "description": String,
            /// Its level: 0 for ordinary issues, which it is unless set, -1 for sub-tasks.
            hierarchy_level = "hierarchyLevel": i32,
        }
    }

    /// Changes what is set of an issue type, and leaves the rest.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-types/#api-rest-api-3-issuetype-id-put)
    update: UpdateIssueType = PUT "/rest/api/3/issuetype/{id}" => IssueType {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:issue-type:jira", "read:avatar:jira", "read:issue-type:jira", "read:project-category:jira",
            "read:project:jira"];
        takes { path id = "id": IssueTypeId }
        body {
            /// Its name, 60 characters at most.
            name = "name": String,
            /// What it is for.
            description = "description": String,
            /// Its picture.
            avatar = "avatarId": NumericAvatarId,
        }
    }

    /// Deletes an issue type.
    ///
    /// One that issues have needs another one that they get instead (404 without), out of its
    /// [`alternatives`](IssueTypes::alternatives).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-types/#api-rest-api-3-issuetype-id-delete)
    delete: DeleteIssueType = DELETE "/rest/api/3/issuetype/{id}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:issue-type:jira"];
        takes { path id = "id": IssueTypeId }
        query {
            /// The issue type that its issues get.
            alternative = "alternativeIssueTypeId": IssueTypeId,
        }
    }

    /// The issue types that can take the place of one: those with the same workflow, fields and screens everywhere.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-types/#api-rest-api-3-issuetype-id-alternatives-get)
    alternatives: GetAlternativeIssueTypes =
        GET "/rest/api/3/issuetype/{id}/alternatives" => Elements<IssueType> {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:issue-type:jira", "read:project-category:jira", "read:project:jira", "read:avatar:jira"];
        takes { path id = "id": IssueTypeId }
    }

    /// Gives an issue type a picture of its own, to choose from; [`update`](IssueTypes::update) chooses it.
    ///
    /// A square is cut out of the picture, `size` pixels wide and high, from the top left corner unless `x` and `y` say
    /// otherwise. A square beyond the edge of the picture is refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-types/#api-rest-api-3-issuetype-id-avatar2-post)
    upload_avatar: CreateIssueTypeAvatar = POST "/rest/api/3/issuetype/{id}/avatar2" => Avatar {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:avatar:jira", "write:issue-type:jira", "read:avatar:jira"];
        takes { path id = "id": IssueTypeId, bytes picture = "picture": Picture, query size = "size": u32 }
        query {
            /// Where the square begins, from the left.
            x = "x": u32,
            /// Where the square begins, from the top.
            y = "y": u32,
        }
    }
}

id_type! {
    /// The id of an issue type: digits, like `10001`.
    pub struct IssueTypeId;
}

/// An issue type.
///
/// How much of it is sent depends on the operation.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IssueType {
    /// Its id.
    pub id: IssueTypeId,
    /// Its name, in the caller's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its name as it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub untranslated_name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether issues of it are parts of other issues.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtask: Option<bool>,
    /// Its level: 0 for ordinary issues, 1 for epics, -1 for sub-tasks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hierarchy_level: Option<i32>,
    /// The address of its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon_url: Option<String>,
    /// Its picture.
    #[serde(
        serialize_with = "optional_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub avatar_id: Option<AvatarId>,
    /// The project that it exists in, if it is not the site's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Another id, which those of team-managed projects have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity_id: Option<String>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}
