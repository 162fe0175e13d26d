//! A project as it is read.

use std::collections::BTreeMap;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, Timestamp, open_enum};
use serde_json::Value;

use super::{ProjectAssigneeType, ProjectStyle, ProjectTypeKey};
use crate::cloud::components::Component;
use crate::cloud::issue_types::IssueType;
use crate::cloud::project_categories::ProjectCategory;
use crate::cloud::users::{AvatarUrls, User};
use crate::cloud::versions::Version;
use crate::ids::{ProjectId, ProjectKey};

/// A project.
///
/// How much of it is sent depends on the operation and on what was asked for; as a part of an issue it is little more than
/// id, key and name.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// Its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<ProjectKey>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who leads it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<User>,
    /// Where to read more about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The address that its mails come from, where it has one of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_type_key: Option<ProjectTypeKey>,
    /// Whether it is team-managed or company-managed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<ProjectStyle>,
    /// Whether it is team-managed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub simplified: Option<bool>,
    /// Whether the caller sees neither it nor its issues; of a team-managed one, whether only those see it whom it names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_private: Option<bool>,
    /// Who gets issues that are created without an assignee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee_type: Option<ProjectAssigneeType>,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_urls: Option<AvatarUrls>,
    /// Its category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_category: Option<ProjectCategory>,
    /// Its key and those of former times, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_keys: Option<Vec<ProjectKey>>,
    /// Its issue types.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_types: Option<Vec<IssueType>>,
    /// The levels of its issue types, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_type_hierarchy: Option<IssueTypeHierarchy>,
    /// Its components. Use [`components`](crate::cloud::Jira::components) for more of each.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub components: Option<Vec<Component>>,
    /// Its versions. Use [`versions`](crate::cloud::Jira::versions) for more of each.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub versions: Option<Vec<Version>>,
    /// The addresses of its roles in the API, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<BTreeMap<String, String>>,
    /// The properties that were asked for. Some answers send an empty object unasked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<BTreeMap<String, Value>>,
    /// What the caller may do with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions: Option<ProjectPermissions>,
    /// How many issues it has and when one changed last, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub insight: Option<ProjectInsight>,
    /// Whether the caller marked it as a favourite.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub favourite: Option<bool>,
    /// The page that people see first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landing_page_info: Option<LandingPage>,
    /// Whether it is archived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// When it was archived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived_date: Option<Timestamp>,
    /// Who archived it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived_by: Option<User>,
    /// Whether it is in the trash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted: Option<bool>,
    /// When it was put into the trash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted_date: Option<Timestamp>,
    /// Who put it into the trash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted_by: Option<User>,
    /// When the trash is emptied of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention_till_date: Option<Timestamp>,
    /// Another id, which team-managed projects have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uuid: Option<String>,
    /// What could have been asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expand: Option<String>,
}

impl Project {
    /// The account id of its lead, where that was sent.
    #[must_use]
    pub fn lead_id(&self) -> Option<&AccountId> {
        self.lead.as_ref()?.account_id.as_ref()
    }
}

/// What the caller may do with a project.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectPermissions {
    /// Whether it is the caller's to configure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub can_edit: Option<bool>,
}

/// How busy a project is.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectInsight {
    /// How many issues it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_issue_count: Option<u64>,
    /// When one of them changed last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_issue_update_time: Option<Timestamp>,
}

/// The levels of a project's issue types.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IssueTypeHierarchy {
    /// The levels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub levels: Option<Vec<HierarchyLevel>>,
}

/// One level of a project's issue types.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct HierarchyLevel {
    /// 1 for epics, 0 for what they are broken down into, -1 for sub-tasks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<i32>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The ids of the issue types on it, as numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_type_ids: Option<Vec<u64>>,
}

/// The page of a project that people see first: a board, or a queue of requests.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LandingPage {
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_key: Option<ProjectKey>,
    /// What the project is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_type: Option<ProjectTypeKey>,
    /// The board, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub board_id: Option<u64>,
    /// The board's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub board_name: Option<String>,
    /// Whether the board is that of a team-managed project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub simple_board: Option<bool>,
    /// The queue, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue_id: Option<u64>,
    /// The queue's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue_name: Option<String>,
    /// The queue's category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue_category: Option<String>,
    /// Whether the project is team-managed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub simplified: Option<bool>,
    /// What else the service says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<BTreeMap<String, String>>,
}

open_enum! {
    /// Where something exists.
    pub enum ScopeType {
        /// In the whole site.
        Global = "GLOBAL",
        /// In one project.
        Project = "PROJECT",
        /// In a template for projects.
        Template = "TEMPLATE",
    }
}

/// Where something exists: an issue type, status, role or field of a team-managed project has one, those of the whole site
/// have none.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Scope {
    /// In a project, or in something else.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<ScopeType>,
    /// The project, often with its id only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<Box<Project>>,
}
