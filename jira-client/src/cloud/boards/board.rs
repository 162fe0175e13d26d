//! A board as it is read, and a new one.

use atlassian_core::model::{Deserialize, Serialize};

use super::{BoardId, BoardType};
use crate::cloud::filters::FilterId;
use crate::cloud::groups::Group;
use crate::cloud::users::User;
use crate::ids::{ProjectId, ProjectIdOrKey, ProjectKey, number, optional_number};
use atlassian_core::AccountId;

/// A board.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Board {
    /// Its id.
    pub id: BoardId,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
    /// Its name. Absent of a private board that is closed to the caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its kind. Absent where the name is, and where boards are listed by their filter.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<BoardType>,
    /// The project or the person that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<BoardLocation>,
    /// Who administers it, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admins: Option<BoardAdmins>,
    /// Whether the caller can change it, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub can_edit: Option<bool>,
    /// Whether only its owners see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_private: Option<bool>,
    /// Whether the caller marked it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub favourite: Option<bool>,
}

/// Who administers a board.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BoardAdmins {
    /// These accounts.
    #[serde(default)]
    pub users: Vec<User>,
    /// The members of these groups. Of each, name and address are sent, and no id.
    #[serde(default)]
    pub groups: Vec<Group>,
}

/// What a board belongs to: a project or a person.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BoardLocation {
    /// The project.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "optional_number"
    )]
    pub project_id: Option<ProjectId>,
    /// The project's key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_key: Option<ProjectKey>,
    /// The project's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_name: Option<String>,
    /// The kind of project, like `software`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_type_key: Option<String>,
    /// The number of the person inside the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<u64>,
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_account_id: Option<AccountId>,
    /// A name for people: `Example project (EX)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The same again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The address of the picture.
    #[serde(rename = "avatarURI", skip_serializing_if = "Option::is_none")]
    pub avatar_uri: Option<String>,
}

/// A board to be made. It belongs to the caller unless a project is named.
///
/// ```
/// use jira_client::cloud::boards::NewBoard;
///
/// let board = NewBoard::scrum("Rockets", "10040").in_project("ACME");
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewBoard {
    /// Its name: less than 255 characters.
    pub name: String,
    /// Its kind.
    #[serde(rename = "type")]
    pub kind: BoardType,
    /// The filter whose issues it shows.
    #[serde(serialize_with = "number")]
    pub filter_id: FilterId,
    location: Location,
}

#[derive(Clone, Debug, Serialize)]
struct Location {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "projectKeyOrId", skip_serializing_if = "Option::is_none")]
    project: Option<ProjectIdOrKey>,
}

impl NewBoard {
    /// A board with sprints.
    #[must_use]
    pub fn scrum(name: impl Into<String>, filter: impl Into<FilterId>) -> Self {
        Self::of(BoardType::Scrum, name.into(), filter.into())
    }

    /// A board without sprints.
    #[must_use]
    pub fn kanban(name: impl Into<String>, filter: impl Into<FilterId>) -> Self {
        Self::of(BoardType::Kanban, name.into(), filter.into())
    }

    fn of(kind: BoardType, name: String, filter_id: FilterId) -> Self {
        Self {
            name,
            kind,
            filter_id,
            location: Location {
                kind: "user",
                project: None,
            },
        }
    }

    /// It belongs to this project.
    #[must_use]
    pub fn in_project(mut self, project: impl Into<ProjectIdOrKey>) -> Self {
        self.location = Location {
            kind: "project",
            project: Some(project.into()),
        };
        self
    }
}
