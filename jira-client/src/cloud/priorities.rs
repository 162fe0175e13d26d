//! Priorities.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NoContent, Page, Paging, id_type, open_enum, operations};

use super::tasks::Task;
use crate::ids::{Created, List, ProjectId};

operations! {
    /// Priorities.
    pub struct Priorities;

    /// Every priority, in order of urgency, or some.
    ///
    /// Ids that do not exist are ignored. The site's plain list (`GET /rest/api/3/priority`), which Atlassian
    /// announced to remove, is not offered.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-priorities/#api-rest-api-3-priority-search-get)
    list: SearchPriorities = GET "/rest/api/3/priority/search" => Page<Priority> {
        permission "Permission to access Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        query {
            /// Only priorities with this text in their name.
            priority_name = "priorityName": String,
            /// Only the default.
            only_default = "onlyDefault": bool,
            /// `schemes`: also how many priority schemes have each.
            expand = "expand": String,
        }
        query_repeated {
            /// Only these priorities.
            id = "id": PriorityId,
            /// Only priorities that issues of these projects can have.
            project_id = "projectId": ProjectId,
        }
        pages Priority = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// One priority.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-priorities/#api-rest-api-3-priority-id-get)
    get: GetPriority = GET "/rest/api/3/priority/{id}" => Priority {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular ["read:priority:jira"];
        takes { path id = "id": PriorityId }
    }

    /// Makes a priority, as the least urgent.
    ///
    /// The name has 60 characters at most; the colour is `#RGB` or `#RRGGBB`.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-priorities/#api-rest-api-3-priority-post)
    create: CreatePriority = POST "/rest/api/3/priority" => Created<PriorityId> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        takes { body name = "name": String, body color = "statusColor": String }
        body {
            /// What it means, in 255 characters.
            description = "description": String,
            /// Its picture.
            avatar_id = "avatarId": u64,
        }
    }

    /// Changes a priority. What is not set stays; something must be set.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-priorities/#api-rest-api-3-priority-id-put)
    update: UpdatePriority = PUT "/rest/api/3/priority/{id}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        takes { path id = "id": PriorityId }
        body {
            /// The new name.
            name = "name": String,
            /// What it means.
            description = "description": String,
            /// Its colour, `#RGB` or `#RRGGBB`.
            color = "statusColor": String,
            /// Its picture.
            avatar_id = "avatarId": u64,
        }
    }

    /// Deletes a priority. Its issues get the default, in a task of its own.
    ///
    /// The default itself is refused (400); while another priority is being deleted, so is this one (409).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-priorities/#api-rest-api-3-priority-id-delete)
    delete: DeletePriority = DELETE "/rest/api/3/priority/{id}" => Task {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        repeat never;
        takes { path id = "id": PriorityId }
    }

    /// Makes a priority the default; an empty id leaves none.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-priorities/#api-rest-api-3-priority-default-put)
    set_default: SetDefaultPriority = PUT "/rest/api/3/priority/default" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        takes { body id = "id": PriorityId }
    }

    /// Changes the order of urgency.
    ///
    /// Say either [`after`](MovePriorities::after) or [`position`](MovePriorities::position).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-priorities/#api-rest-api-3-priority-move-put)
    move_to: MovePriorities = PUT "/rest/api/3/priority/move" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        takes { body ids = "ids": List<PriorityId> }
        body {
            /// The priority that they are to follow.
            after = "after": PriorityId,
            /// Where among all.
            position = "position": ListPosition,
        }
    }
}

id_type! {
    /// The id of a priority: digits, like `3`.
    pub struct PriorityId;
}

open_enum! {
    /// An end of a list that people put in order.
    pub enum ListPosition {
        /// Its beginning.
        First = "First",
        /// Its end.
        Last = "Last",
    }
}

/// A priority.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Priority {
    /// Its id.
    pub id: PriorityId,
    /// Its name, in the caller's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its colour, like `#d04437`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_color: Option<String>,
    /// The address of its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon_url: Option<String>,
    /// The id of its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_id: Option<u64>,
    /// Whether issues have it for which none was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// Its place in a priority scheme. Only the operations of priority schemes send it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sequence: Option<String>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}
