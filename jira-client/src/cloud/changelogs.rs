//! Changelogs: what changed in issues, when and by whom.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, Page, Paging, Timestamp, id_type, operations};

use super::issues::HistoryMetadata;
use super::users::User;
use crate::ids::{IssueId, IssueIdOrKey, List, NumericIds};

operations! {
    /// What changed in issues.
    pub struct Changelogs;

    /// Every change of an issue, the oldest first.
    ///
    /// The changes that come with an issue itself ([`IssueExpand::Changelog`](super::issues::IssueExpand::Changelog)) are
    /// the newest first, and only some of them. Pages of 100.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-changelog-get)
    list: GetChangeLogs = GET "/rest/api/3/issue/{issueIdOrKey}/changelog" => Page<Changelog> {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue-meta:jira", "read:avatar:jira", "read:issue.changelog:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey }
        pages Changelog = Paging::offset("values").unique_by("id").page_size(100);
    }

    /// Some changes of an issue, by their ids.
    ///
    /// Ids that are not this issue's are left out of the answer.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-changelog-list-post)
    by_ids: GetChangeLogsByIds = POST "/rest/api/3/issue/{issueIdOrKey}/changelog/list" => SomeChangelogs {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue-meta:jira", "read:avatar:jira", "read:issue.changelog:jira"];
        repeat safe;
        takes {
            path issue = "issueIdOrKey": IssueIdOrKey, body ids = "changelogIds": NumericIds<ChangelogId>
        }
    }

    /// The changes of up to 1000 issues, the oldest first.
    ///
    /// Each element is an issue with some of its changes; an issue with many comes on more than one page, so that changes
    /// belong together by [`issue_id`](IssueChangelog::issue_id). An issue without changes does not come at all, and
    /// neither does one that is not there or hidden from the caller. Pages of 1000 changes, 10000 at most. Times are
    /// milliseconds here, and texts everywhere else; a [`Timestamp`] is both.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-changelog-bulkfetch-post)
    bulk_fetch: GetBulkChangelogs = POST "/rest/api/3/changelog/bulkfetch" => Page<IssueChangelog> {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue-meta:jira", "read:avatar:jira", "read:issue.changelog:jira"];
        repeat safe;
        takes { body issues = "issueIdsOrKeys": List<IssueIdOrKey> }
        body {
            /// Only changes of these fields, ten at most.
            field_ids = "fieldIds": List<String>,
        }
        pages IssueChangelog = Paging::token("issueChangeLogs").page_size(1000);
    }
}

id_type! {
    /// The id of an entry in a changelog: digits, like `10101`.
    pub struct ChangelogId;
}

/// What one account changed in an issue at one time.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Changelog {
    /// Its id.
    pub id: ChangelogId,
    /// Who changed it. Absent where an app or the service itself did, or where the account is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<User>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// What was changed.
    #[serde(default)]
    pub items: Vec<ChangedField>,
    /// What the program that changed it said of the change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history_metadata: Option<HistoryMetadata>,
}

/// The change of one field.
///
/// `from` and `to` are for programs: ids, or several of them in one text; `from_string` and `to_string` are what people
/// saw at the time. All four are texts, whatever the field holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChangedField {
    /// The name of the field, as it was then.
    pub field: String,
    /// The id of the field. Old entries have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field_id: Option<String>,
    /// `jira` for Jira's own fields, `custom` for others.
    #[serde(rename = "fieldtype", skip_serializing_if = "Option::is_none")]
    pub field_type: Option<String>,
    /// The value before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The value before, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_string: Option<String>,
    /// The value after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The value after, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_string: Option<String>,
}

/// The latest changes of an issue, as they come with it: the newest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LatestChanges {
    /// The changes.
    #[serde(default)]
    pub histories: Vec<Changelog>,
    /// Where they begin in the list of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_at: Option<u64>,
    /// How many come at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<u64>,
    /// How many changes there are. Where it is more than came, [`Changelogs::list`] has all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
}

/// What was found of the changes that were asked for.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct SomeChangelogs {
    /// The changes.
    #[serde(default)]
    pub histories: Elements<Changelog>,
}

/// An issue with some of its changes.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IssueChangelog {
    /// The issue.
    pub issue_id: IssueId,
    /// Some of its changes.
    #[serde(default)]
    pub change_histories: Elements<Changelog>,
}
