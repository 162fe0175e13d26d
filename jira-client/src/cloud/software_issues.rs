//! Issues as boards see them: ranks, estimates, sprint and epic.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, operations};
use serde::Deserializer;
use serde_json::Value;

use super::boards::BoardId;
use super::epics::Epic;
use super::fields::FieldId;
use super::issues::{Issue, IssueExpand};
use super::sprints::Sprint;
use crate::ids::{IssueId, IssueIdOrKey, IssueKey, List};

operations! {
    /// Issues as boards see them.
    pub struct SoftwareIssues;

    /// One issue, with what boards add to its fields: see [`SoftwareFields`].
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-issue/#api-rest-agile-1-0-issue-issueidorkey-get)
    get: GetSoftwareIssue = GET "/rest/agile/1.0/issue/{issueIdOrKey}" => Issue {
        permission "Browse projects";
        scopes [];
        granular ["read:issue:jira-software"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey }
        query {
            /// Whether the issue appears among those that the caller saw last.
            update_history = "updateHistory": bool,
        }
        query_joined {
            /// Only these fields.
            fields = "fields": String,
            /// What to send besides the fields.
            expand = "expand": IssueExpand,
        }
    }

    /// Puts issues right before or right after another one, in this order: up to 50 at once.
    ///
    /// Can fail for some issues and work for the others: look at [`RankOutcome::failed`].
    ///
    /// ```no_run
    /// # use jira_client::cloud::{Jira, software_issues::RankedIssues};
    /// # async fn example(jira: Jira) -> jira_client::Result<()> {
    /// let outcome = jira.software_issues().rank(RankedIssues::new(["ACME-7", "ACME-8"]).before("ACME-1")).send().await?;
    /// for entry in outcome.failed() {
    ///     eprintln!("{:?}: {:?}", entry.issue_key, entry.errors);
    /// }
    /// # Ok(()) }
    /// ```
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-issue/#api-rest-agile-1-0-issue-rank-put)
    rank: RankIssues = PUT "/rest/agile/1.0/issue/rank" => RankOutcome {
        permission "Schedule issues";
        scopes [];
        granular ["write:issue:jira-software"];
        takes { whole_body issues = "issues": RankedIssues }
    }

    /// What an issue is estimated at on a board: the board decides which field holds it.
    ///
    /// *Not found* where the board does not show the issue, refused (400) where it does not estimate by a field. Times
    /// are numbers of seconds.
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-issue/#api-rest-agile-1-0-issue-issueidorkey-estimation-get)
    estimation: GetIssueEstimationForBoard =
        GET "/rest/agile/1.0/issue/{issueIdOrKey}/estimation" => Estimation {
        permission "Permission to view the board, and Browse projects";
        scopes [];
        granular ["read:issue-details:jira", "read:issue:jira-software"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, query board = "boardId": BoardId }
    }

    /// Estimates an issue on a board.
    ///
    /// The value is a text: `8.0` for points; for a time `1w`, `2d`, `3h`, `20m`, or a number of minutes, which comes
    /// back as seconds. The field need not be on the issue's screen.
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-issue/#api-rest-agile-1-0-issue-issueidorkey-estimation-put)
    set_estimation: EstimateIssueForBoard =
        PUT "/rest/agile/1.0/issue/{issueIdOrKey}/estimation" => Estimation {
        permission "Permission to view the board, and Edit issues";
        scopes [];
        granular ["read:issue-details:jira", "write:issue:jira-software"];
        takes {
            path issue = "issueIdOrKey": IssueIdOrKey,
            query board = "boardId": BoardId,
            body value = "value": String,
        }
    }
}

/// Issues to be moved in this order, and where to: anything that lists keys or ids, or [`RankedIssues::new`] to say more.
///
/// ```
/// use jira_client::cloud::software_issues::RankedIssues;
///
/// let first = RankedIssues::new(["ACME-7", "ACME-8"]).before("ACME-1");
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RankedIssues {
    /// The issues.
    pub issues: List<IssueIdOrKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank_before_issue: Option<IssueIdOrKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank_after_issue: Option<IssueIdOrKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank_custom_field_id: Option<u64>,
}

impl RankedIssues {
    /// These issues, wherever the service puts them.
    pub fn new(issues: impl Into<List<IssueIdOrKey>>) -> Self {
        Self {
            issues: issues.into(),
            rank_before_issue: None,
            rank_after_issue: None,
            rank_custom_field_id: None,
        }
    }

    /// Right before this issue. Takes the place of [`after`](Self::after).
    #[must_use]
    pub fn before(mut self, issue: impl Into<IssueIdOrKey>) -> Self {
        self.rank_before_issue = Some(issue.into());
        self.rank_after_issue = None;
        self
    }

    /// Right after this issue. Takes the place of [`before`](Self::before).
    #[must_use]
    pub fn after(mut self, issue: impl Into<IssueIdOrKey>) -> Self {
        self.rank_after_issue = Some(issue.into());
        self.rank_before_issue = None;
        self
    }

    /// By another field of ranks than the usual one: `10019` for `customfield_10019`.
    #[must_use]
    pub fn rank_field(mut self, number: u64) -> Self {
        self.rank_custom_field_id = Some(number);
        self
    }
}

impl<I> From<I> for RankedIssues
where
    I: IntoIterator,
    I::Item: Into<IssueIdOrKey>,
{
    fn from(issues: I) -> Self {
        Self::new(issues)
    }
}

/// What became of issues that were moved or ranked.
///
/// Where all went well the service says nothing, and there are no entries. Where some failed, each issue has one.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct RankOutcome {
    /// One for each issue, if any failed.
    pub entries: Elements<RankEntry>,
}

#[derive(Deserialize)]
struct RankEntries {
    #[serde(default)]
    entries: Elements<RankEntry>,
}

impl<'de> Deserialize<'de> for RankOutcome {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let sent = Option::<RankEntries>::deserialize(from)?;
        Ok(sent.map_or_else(Self::default, |sent| Self {
            entries: sent.entries,
        }))
    }
}

impl RankOutcome {
    /// The issues that stayed where they were.
    pub fn failed(&self) -> impl Iterator<Item = &RankEntry> {
        self.entries.good().filter(|entry| entry.is_failed())
    }
}

/// What became of one issue.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RankEntry {
    /// The issue.
    pub issue_id: Option<IssueId>,
    /// Its key.
    pub issue_key: Option<IssueKey>,
    /// As a call of its own would be answered: 200 where it went well.
    pub status: Option<u16>,
    /// Why it failed.
    #[serde(default)]
    pub errors: Vec<String>,
}

impl RankEntry {
    /// Whether the issue stayed where it was.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        !self.errors.is_empty() || self.status.is_some_and(|status| status >= 400)
    }
}

/// About how many issues a list has.
#[derive(Clone, Copy, Debug, Deserialize)]
#[non_exhaustive]
pub struct IssueCount {
    /// The number. What was changed a moment ago may not be counted.
    pub count: u64,
}

/// What an issue is estimated at.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Estimation {
    /// The field that holds it.
    pub field_id: FieldId,
    /// The value as it was sent: a text, a number, or nothing.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub value: Value,
}

impl Estimation {
    /// The value as a number: points, or seconds.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match &self.value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        }
    }
}

/// What boards add to the fields of an issue, in answers of the operations of Jira Software.
///
/// ```no_run
/// # use jira_client::cloud::{Jira, software_issues::SoftwareFields};
/// # async fn example(jira: Jira) -> Result<(), Box<dyn std::error::Error>> {
/// let issue = jira.software_issues().get("ACME-1").send().await?;
/// if let Some(sprint) = SoftwareFields::of(&issue)?.sprint {
///     println!("in {:?}", sprint.name);
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct SoftwareFields {
    /// Whether it is flagged as an impediment.
    pub flagged: Option<bool>,
    /// The active or future sprint that it is in.
    pub sprint: Option<Sprint>,
    /// The sprints that it was in and that are over.
    pub closed_sprints: Vec<Sprint>,
    /// The epic that it belongs to.
    pub epic: Option<Epic>,
}

impl SoftwareFields {
    /// Reads them from an issue's fields. Those that were not sent are empty.
    ///
    /// # Errors
    /// One of them is not what it should be.
    pub fn of(issue: &Issue) -> serde_json::Result<Self> {
        fn read<'a, T: Deserialize<'a>>(
            issue: &'a Issue,
            field: &str,
        ) -> serde_json::Result<Option<T>> {
            issue
                .fields
                .get(field)
                .map_or(Ok(None), Option::<T>::deserialize)
        }
        Ok(Self {
            flagged: read(issue, "flagged")?,
            sprint: read(issue, "sprint")?,
            closed_sprints: read(issue, "closedSprints")?.unwrap_or_default(),
            epic: read(issue, "epic")?,
        })
    }
}
