//! Issues: one at a time.

mod fields;
mod issue;
mod parts;

use atlassian_core::{open_enum, operations};

use crate::ids::IssueKey;

pub use fields::{IdOrName, IssueFields};
pub use issue::Issue;
pub use parts::{
    InlineComments, InlineIssueLink, InlineWorklogs, IssueRef, Progress, SecurityLevelId,
    SecurityLevelRef, TimeTracking, VotesSummary, WatchesSummary,
};

operations! {
    /// The issues of the site.
    pub struct Issues;

    /// One issue, by its key or id.
    ///
    /// Sends all fields unless some are named. An issue that was moved is found by its old key too. An issue that the
    /// caller may not see answers like one that does not exist (404).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-get)
    get: GetIssue = GET "/rest/api/3/issue/{issueIdOrKey}" => Issue {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue-meta:jira", "read:issue-security-level:jira", "read:issue.vote:jira",
            "read:issue.changelog:jira", "read:avatar:jira", "read:issue:jira", "read:status:jira", "read:user:jira",
            "read:field-configuration:jira"];
        takes { path issue = "issueIdOrKey": IssueKey }
        query {
            /// Fields are named by their keys and not by their ids.
            fields_by_keys = "fieldsByKeys": bool,
            /// Whether the issue appears among the projects and issues that the caller saw last.
            update_history = "updateHistory": bool,
            /// Leaves fields that are slow to load empty rather than fail.
            fail_fast = "failFast": bool,
        }
        query_joined {
            /// Only these fields: ids, `*all`, `*navigable`; with a minus in front, all but these.
            fields = "fields": String,
            /// What to send besides the fields.
            expand = "expand": IssueExpand,
            /// These properties of the issue, five at most; `*all` for all.
            properties = "properties": String,
        }
    }
}

open_enum! {
    /// What to send of an issue besides its fields.
    pub enum IssueExpand {
        /// Rich text as HTML.
        RenderedFields = "renderedFields",
        /// The name of each field.
        Names = "names",
        /// The schema of each field.
        Schema = "schema",
        /// What the caller can change the status to.
        Transitions = "transitions",
        /// What the caller can do with the issue.
        Operations = "operations",
        /// How each field can be edited.
        Editmeta = "editmeta",
        /// The latest changes, 20 or 40 of them. Use the changelog's own operation for all.
        Changelog = "changelog",
        /// The fields in each version of their representation.
        VersionedRepresentations = "versionedRepresentations",
    }
}
