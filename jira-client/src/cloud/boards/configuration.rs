//! How a board is set up.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, open_enum};
use serde_json::Value;

use super::{BoardId, BoardType, QuickFilterId};
use crate::cloud::fields::FieldId;
use crate::cloud::filters::FilterId;
use crate::cloud::statuses::StatusId;
use crate::ids::{ProjectId, ProjectKey};

/// How a board is set up.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BoardConfiguration {
    /// The board.
    pub id: BoardId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its kind.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<BoardType>,
    /// This configuration's address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
    /// What the board belongs to. Absent of a board that belongs to a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<BoardPlace>,
    /// The filter whose issues it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<BoardFilter>,
    /// A second query that issues have to fit; kanban boards hide released issues so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_query: Option<BoardSubQuery>,
    /// The columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column_config: Option<BoardColumns>,
    /// How issues are estimated. Kanban boards have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimation: Option<BoardEstimation>,
    /// How issues are ranked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranking: Option<BoardRanking>,
}

/// What a board belongs to, as its configuration names it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BoardPlace {
    /// `project` or `user`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The project's key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<ProjectKey>,
    /// The project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<ProjectId>,
    /// The project's address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
    /// The project's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// The filter of a board.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BoardFilter {
    /// The filter.
    pub id: FilterId,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// A second query of a board.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BoardSubQuery {
    /// The query, in JQL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
}

/// The columns of a board.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BoardColumns {
    /// In the order of the board. The last one that has statuses is the one for what is done.
    #[serde(default)]
    pub columns: Vec<BoardColumn>,
    /// What the limits of columns count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constraint_type: Option<ColumnConstraint>,
}

/// A column of a board.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BoardColumn {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Issues of these statuses are in it.
    #[serde(default)]
    pub statuses: Vec<BoardStatus>,
    /// Fewer issues are too few.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<u32>,
    /// More issues are too many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
}

/// A status of a column.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BoardStatus {
    /// The status.
    pub id: StatusId,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// How issues are estimated on a board.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BoardEstimation {
    /// By what.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<EstimationType>,
    /// The field, where a field it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<EstimationField>,
}

/// The field that holds the estimates of a board.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EstimationField {
    /// The field: a custom field, or `timeoriginalestimate`.
    pub field_id: FieldId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
}

/// How issues are ranked on a board.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BoardRanking {
    /// The number of the custom field that holds the ranks: `10019` for `customfield_10019`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank_custom_field_id: Option<u64>,
}

/// The features of a board.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct BoardFeatures {
    /// Each, switched on or off.
    #[serde(default)]
    pub features: Elements<BoardFeature>,
}

/// A feature of a board.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BoardFeature {
    /// The board.
    pub board_id: Option<BoardId>,
    /// What [`Boards::set_feature`](super::Boards::set_feature) calls it.
    pub board_feature: Option<BoardFeatureKey>,
    /// What the site calls it inside, like `jsw.agility.sprints`.
    pub feature_id: Option<String>,
    /// The kind of feature.
    pub feature_type: Option<BoardFeatureType>,
    /// Whether it is on.
    pub state: Option<BoardFeatureState>,
    /// Whether it cannot be switched.
    pub toggle_locked: Option<bool>,
    /// Its name, in the caller's language.
    pub localised_name: Option<String>,
    /// What it is good for, in the caller's language.
    pub localised_description: Option<String>,
    /// The group of features that it is shown in, in the caller's language.
    pub localised_group: Option<String>,
    /// The address of its picture.
    pub image_uri: Option<String>,
    /// Where to read more.
    pub learn_more_link: Option<String>,
    /// The number of the article to read.
    pub learn_more_article_id: Option<String>,
    /// For the feature of estimation: by what can be estimated.
    #[serde(default)]
    pub permissible_estimation_types: Elements<PermissibleEstimation>,
}

/// A way to estimate that a board allows.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PermissibleEstimation {
    /// Which: `STORY_POINTS` or `ORIGINAL_ESTIMATE`.
    pub value: Option<String>,
    /// Its name, in the caller's language.
    pub localised_name: Option<String>,
    /// What it is, in the caller's language.
    pub localised_description: Option<String>,
}

/// What to do with a feature of a board.
///
/// ```
/// use jira_client::cloud::boards::{BoardFeatureKey, BoardFeatureSwitch};
///
/// let off = BoardFeatureSwitch::off(BoardFeatureKey::Sprints);
/// ```
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct BoardFeatureSwitch {
    /// The feature.
    pub feature: BoardFeatureKey,
    /// Whether it is switched on.
    pub enabling: bool,
}

impl BoardFeatureSwitch {
    /// Switches it on.
    #[must_use]
    pub fn on(feature: impl Into<BoardFeatureKey>) -> Self {
        Self {
            feature: feature.into(),
            enabling: true,
        }
    }

    /// Switches it off.
    #[must_use]
    pub fn off(feature: impl Into<BoardFeatureKey>) -> Self {
        Self {
            feature: feature.into(),
            enabling: false,
        }
    }
}

/// The reports of a board.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct BoardReports {
    /// Each as it was sent.
    #[serde(default)]
    pub reports: Vec<Value>,
}

/// A quick filter of a board: a button that narrows down what it shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct QuickFilter {
    /// Its id.
    pub id: QuickFilterId,
    /// The board.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub board_id: Option<BoardId>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The query that issues have to fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jql: Option<String>,
    /// What it is good for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its place among the others, from 0 on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
}

open_enum! {
    /// What the limits of a board's columns count.
    pub enum ColumnConstraint {
        /// There are no limits.
        None = "none",
        /// Issues.
        IssueCount = "issueCount",
        /// Issues without subtasks.
        IssueCountExcludingSubtasks = "issueCountExclSubs",
    }

    /// What issues are estimated by.
    pub enum EstimationType {
        /// By nothing.
        None = "none",
        /// Each issue counts one.
        IssueCount = "issueCount",
        /// By the value of a field.
        Field = "field",
    }

    /// A feature of a board.
    pub enum BoardFeatureKey {
        /// The timeline.
        SimpleRoadmap = "SIMPLE_ROADMAP",
        /// The backlog.
        Backlog = "BACKLOG",
        /// Sprints.
        Sprints = "SPRINTS",
        /// The calendar.
        Calendar = "CALENDAR",
        /// Development tools.
        Devtools = "DEVTOOLS",
        /// Reports.
        Reports = "REPORTS",
        /// Estimation.
        Estimation = "ESTIMATION",
        /// Pages.
        Pages = "PAGES",
        /// Code.
        Code = "CODE",
        /// Security.
        Security = "SECURITY",
        /// Requests of customers.
        Requests = "REQUESTS",
        /// Incidents.
        Incidents = "INCIDENTS",
        /// Releases.
        Releases = "RELEASES",
        /// Deployments.
        Deployments = "DEPLOYMENTS",
        /// The list of issues.
        IssueNavigator = "ISSUE_NAVIGATOR",
        /// Who is on call.
        OnCallSchedule = "ON_CALL_SCHEDULE",
        /// The board itself.
        Board = "BOARD",
        /// Goals.
        Goals = "GOALS",
        /// The list.
        ListView = "LIST_VIEW",
    }

    /// The kind of a board's feature.
    pub enum BoardFeatureType {
        /// On or off.
        Basic = "BASIC",
        /// On or off, with a way to estimate.
        Estimation = "ESTIMATION",
    }

    /// Whether a feature of a board is on.
    pub enum BoardFeatureState {
        /// On.
        Enabled = "ENABLED",
        /// Off.
        Disabled = "DISABLED",
        /// It cannot be had yet.
        ComingSoon = "COMING_SOON",
    }
}
