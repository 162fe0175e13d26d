//! Epics, and which issues belong to them.
//!
//! Epics of company-managed projects only. For a team-managed project set the issue's parent, and search for
//! `parent = …`.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NoContent, Page, Paging, open_enum, operations};
use serde::Serializer;

use super::issues::{Issue, IssueExpand};
use crate::ids::{IssueId, IssueIdOrKey, IssueKey, List, number};

operations! {
    /// Epics.
    ///
    /// An epic of a team-managed project is *not found* here.
    pub struct Epics;

    /// One epic.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-epic/#api-rest-agile-1-0-epic-epicidorkey-get)
    get: GetEpic = GET "/rest/agile/1.0/epic/{epicIdOrKey}" => Epic {
        permission "Browse projects";
        scopes [];
        granular ["read:epic:jira-software"];
        takes { path epic = "epicIdOrKey": IssueIdOrKey }
    }

    /// Changes what is named of an epic.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-epic/#api-rest-agile-1-0-epic-epicidorkey-post)
    update: PartiallyUpdateEpic = POST "/rest/agile/1.0/epic/{epicIdOrKey}" => Epic {
        permission "Edit issues";
        scopes [];
        granular ["write:epic:jira-software"];
        takes { path epic = "epicIdOrKey": IssueIdOrKey }
        body {
            /// Its short name on boards.
            name = "name": String,
            /// Its summary, as of every issue.
            summary = "summary": String,
            /// Its color.
            color = "color": EpicColorKey,
            /// Whether it is done. Done epics are not offered on boards; this is not the issue's status.
            done = "done": bool,
        }
    }

    /// The issues of an epic, in the order of ranks unless the query says otherwise.
    ///
    /// Pages by token. Sends all navigable fields and those of Jira Software unless some are named. What was changed a
    /// moment ago may be missing unless it is named in `reconcile_issues`.
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-epic/#api-rest-software-1-0-epic-epicidorkey-issue-get)
    issues: GetIssuesForEpicJsis = GET "/rest/software/1.0/epic/{epicIdOrKey}/issue" => Page<Issue> {
        permission "Browse projects";
        scopes [];
        granular ["read:epic:jira-software", "read:issue-details:jira", "read:jql:jira"];
        takes { path epic = "epicIdOrKey": IssueIdOrKey }
        query {
            /// Only issues that this query finds too; an order in it wins over the ranks.
            jql = "jql": String,
            /// Whether a query with mistakes is refused. It is unless this is false.
            validate_query = "validateQuery": bool,
        }
        query_repeated {
            /// Issues that were changed just now, up to 50: for these the list is up to date.
            reconcile_issues = "reconcileIssues": IssueId,
        }
        query_joined {
            /// Only these fields.
            fields = "fields": String,
            /// What to send besides the fields.
            expand = "expand": IssueExpand,
        }
        pages Issue = Paging::token("issues").unique_by("id").page_size(100);
    }

    /// The issues of the site that could belong to an epic and belong to none.
    ///
    /// Otherwise like [`issues`](Epics::issues). On a large site narrow it down with a query.
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-epic/#api-rest-software-1-0-epic-none-issue-get)
    issues_without_epic: GetIssuesWithoutEpicJsis = GET "/rest/software/1.0/epic/none/issue" => Page<Issue> {
        permission "Browse projects";
        scopes [];
        granular ["read:epic:jira-software", "read:issue-details:jira", "read:jql:jira"];
        query {
            /// Only issues that this query finds too; an order in it wins over the ranks.
            jql = "jql": String,
            /// Whether a query with mistakes is refused. It is unless this is false.
            validate_query = "validateQuery": bool,
        }
        query_repeated {
            /// Issues that were changed just now, up to 50: for these the list is up to date.
            reconcile_issues = "reconcileIssues": IssueId,
        }
        query_joined {
            /// Only these fields.
            fields = "fields": String,
            /// What to send besides the fields.
            expand = "expand": IssueExpand,
        }
        pages Issue = Paging::token("issues").unique_by("id").page_size(100);
    }

    /// Moves issues into an epic: up to 50 at once. They leave the epic that they were in.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-epic/#api-rest-agile-1-0-epic-epicidorkey-issue-post)
    move_issues: MoveIssuesToEpic = POST "/rest/agile/1.0/epic/{epicIdOrKey}/issue" => NoContent {
        permission "Edit issues, for the epic as well";
        scopes [];
        granular ["write:epic:jira-software"];
        takes { path epic = "epicIdOrKey": IssueIdOrKey, body issues = "issues": List<IssueIdOrKey> }
    }

    /// Takes issues out of the epics that they are in: up to 50 at once.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-epic/#api-rest-agile-1-0-epic-none-issue-post)
    remove_issues: RemoveIssuesFromEpic = POST "/rest/agile/1.0/epic/none/issue" => NoContent {
        permission "Edit issues";
        scopes [];
        granular ["write:epic:jira-software"];
        takes { body issues = "issues": List<IssueIdOrKey> }
    }

    /// Puts an epic right before or right after another one.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-epic/#api-rest-agile-1-0-epic-epicidorkey-rank-put)
    rank: RankEpics = PUT "/rest/agile/1.0/epic/{epicIdOrKey}/rank" => NoContent {
        permission "Schedule issues";
        scopes [];
        granular ["write:epic:jira-software"];
        takes { path epic = "epicIdOrKey": IssueIdOrKey, whole_body place = "place": EpicPlace }
    }
}

open_enum! {
    /// The color of an epic. Which color a number is, Atlassian's screens decide.
    pub enum EpicColor {
        /// Number 1.
        Color1 = "color_1",
        /// Number 2.
        Color2 = "color_2",
        /// Number 3.
        Color3 = "color_3",
        /// Number 4.
        Color4 = "color_4",
        /// Number 5.
        Color5 = "color_5",
        /// Number 6.
        Color6 = "color_6",
        /// Number 7.
        Color7 = "color_7",
        /// Number 8.
        Color8 = "color_8",
        /// Number 9.
        Color9 = "color_9",
        /// Number 10.
        Color10 = "color_10",
        /// Number 11.
        Color11 = "color_11",
        /// Number 12.
        Color12 = "color_12",
        /// Number 13.
        Color13 = "color_13",
        /// Number 14.
        Color14 = "color_14",
    }
}

/// An epic, as operations of Jira Software send it. It is an issue, and has the issue's id and key.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Epic {
    /// The issue's id.
    #[serde(serialize_with = "number")]
    pub id: IssueId,
    /// The issue's key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<IssueKey>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
    /// Its short name on boards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Its color.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<EpicColorKey>,
    /// Its color once more, under the name that newer screens read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_color: Option<EpicColorKey>,
    /// Whether it is done on boards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<bool>,
}

/// The color of an epic, as the service wraps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EpicColorKey {
    /// The color.
    pub key: EpicColor,
}

impl From<EpicColor> for EpicColorKey {
    fn from(key: EpicColor) -> Self {
        Self { key }
    }
}

/// Where [`Epics::rank`] puts an epic.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum EpicPlace {
    /// Right before this epic.
    Before(IssueIdOrKey),
    /// Right after this epic.
    After(IssueIdOrKey),
}

impl Serialize for EpicPlace {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map([match self {
            Self::Before(epic) => ("rankBeforeEpic", epic),
            Self::After(epic) => ("rankAfterEpic", epic),
        }])
    }
}

impl EpicPlace {
    /// Right before this epic.
    #[must_use]
    pub fn before(epic: impl Into<IssueIdOrKey>) -> Self {
        Self::Before(epic.into())
    }

    /// Right after this epic.
    #[must_use]
    pub fn after(epic: impl Into<IssueIdOrKey>) -> Self {
        Self::After(epic.into())
    }
}
