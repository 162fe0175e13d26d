//! Who watches an issue.

use std::collections::BTreeMap;

use atlassian_core::model::Deserialize;
use atlassian_core::{AccountId, Elements, NoContent, operations};

use super::users::User;
use crate::ids::{IssueId, IssueIdOrKey, List};

operations! {
    /// Who watches an issue, and so hears of what happens to it. Watching has to be switched on for the site (404).
    ///
    /// What is changed here leaves the issue's time of update as it is, so that no search for changed issues finds it.
    pub struct Watchers;

    /// Who watches an issue.
    ///
    /// The number is for everybody; whoever lacks the permission to see watchers finds at most themselves in the list.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-watchers/#api-rest-api-3-issue-issueidorkey-watchers-get)
    get: GetIssueWatchers = GET "/rest/api/3/issue/{issueIdOrKey}/watchers" => WatcherList {
        permission "Browse projects; View Voters and Watchers to see who they are";
        scopes ["read:jira-work"];
        granular ["read:issue.watcher:jira", "read:user:jira", "read:avatar:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey }
    }

    /// Has an account watch an issue. No harm is done if it does already.
    ///
    /// An account that may not see the issue is refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-watchers/#api-rest-api-3-issue-issueidorkey-watchers-post)
    add: AddWatcher = POST "/rest/api/3/issue/{issueIdOrKey}/watchers" => NoContent {
        permission "Browse projects; Manage Watchers for another account than the caller's";
        scopes ["write:jira-work"];
        granular ["write:issue.watcher:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, whole_body account_id = "accountId": AccountId }
    }

    /// Has an account not watch an issue any more. No harm is done if it does not.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-watchers/#api-rest-api-3-issue-issueidorkey-watchers-delete)
    remove: RemoveWatcher = DELETE "/rest/api/3/issue/{issueIdOrKey}/watchers" => NoContent {
        permission "Browse projects; Manage Watchers for another account than the caller's";
        scopes ["write:jira-work"];
        granular ["write:issue.watcher:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, query account_id = "accountId": AccountId }
    }

    /// Which of these issues the caller watches.
    ///
    /// An issue that does not exist, or that the caller may not see, counts as not watched. It only reads, so it is
    /// repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-watchers/#api-rest-api-3-issue-watching-post)
    is_watching: GetIsWatchingIssueBulk = POST "/rest/api/3/issue/watching" => IsWatching {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue.watcher:jira", "read:user:jira"];
        repeat safe;
        takes { body issues = "issueIds": List<IssueId> }
    }
}

/// Who watches an issue.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WatcherList {
    /// Whether the caller does.
    pub is_watching: Option<bool>,
    /// How many accounts do.
    pub watch_count: Option<u64>,
    /// Those of them that the caller may see.
    #[serde(default)]
    pub watchers: Elements<User>,
    /// The address of all this in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
}

/// Which issues the caller watches.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IsWatching {
    /// For each issue that was asked for, whether the caller watches it.
    pub issues_is_watching: BTreeMap<IssueId, bool>,
}
