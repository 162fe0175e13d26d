//! Jira's own fields, typed.

use atlassian_core::{Elements, Result, Timestamp};
use atlassian_document::Document;
use serde_json::Value;

use super::IssueFields;
use crate::cloud::attachments::Attachment;
use crate::cloud::components::Component;
use crate::cloud::issue_links::{IssueLink, LinkedIssue};
use crate::cloud::issue_security_levels::SecurityLevel;
use crate::cloud::issue_types::IssueType;
use crate::cloud::issues::{
    InlineComments, InlineWorklogs, Progress, TimeTracking, VotesSummary, WatchesSummary,
};
use crate::cloud::priorities::Priority;
use crate::cloud::projects::Project;
use crate::cloud::resolutions::Resolution;
use crate::cloud::statuses::Status;
use crate::cloud::users::User;
use crate::cloud::versions::Version;

macro_rules! one {
    ($( $(#[$doc:meta])* $name:ident = $field:literal: $ty:ty; )+) => {
        $(
            $(#[$doc])*
            #[inline]
            pub fn $name(&self) -> Result<Option<$ty>> {
                self.get_as($field)
            }
        )+
    };
}

macro_rules! many {
    ($( $(#[$doc:meta])* $name:ident = $field:literal: $ty:ty; )+) => {
        $(
            $(#[$doc])*
            #[inline]
            pub fn $name(&self) -> Result<$ty> {
                Ok(self.get_as($field)?.unwrap_or_default())
            }
        )+
    };
}

/// Jira's own fields.
///
/// `None`, or an empty list, means that the field has no value, or that it was not asked for: [`get`](Self::get) tells
/// which. An error of the kind [`UnexpectedAnswer`](atlassian_core::ErrorKind::UnexpectedAnswer) names the field whose
/// value is not what it should be.
impl IssueFields {
    /// The summary: one line, 255 characters at most.
    #[must_use]
    pub fn summary(&self) -> Option<&str> {
        self.get("summary")?.as_str()
    }

    one! {
        /// The description. An error where it came as wiki text, as the agile API sends it.
        description = "description": Document;
        /// Where it happened. An error where it came as wiki text, as the agile API sends it.
        environment = "environment": Document;
        /// The status.
        status = "status": Status;
        /// When the status last changed to one of another category.
        status_category_changed = "statuscategorychangedate": Timestamp;
        /// Who works on it.
        assignee = "assignee": User;
        /// Who wants it.
        reporter = "reporter": User;
        /// Who made it. This never changes.
        creator = "creator": User;
        /// The priority.
        priority = "priority": Priority;
        /// How it ended, if it has.
        resolution = "resolution": Resolution;
        /// When it ended, if it has.
        resolution_date = "resolutiondate": Timestamp;
        /// The type.
        issue_type = "issuetype": IssueType;
        /// The project.
        project = "project": Project;
        /// The issue above: of a sub-task its task, of a task its epic.
        parent = "parent": LinkedIssue;
        /// When it was made.
        created = "created": Timestamp;
        /// When it was last changed. Votes, watchers and changed names of others do not count.
        updated = "updated": Timestamp;
        /// When the caller last looked at it in the browser.
        last_viewed = "lastViewed": Timestamp;
        /// The day when it is due.
        due_date = "duedate": Timestamp;
        /// Estimates and time spent.
        time_tracking = "timetracking": TimeTracking;
        /// How much of its estimate is spent.
        progress = "progress": Progress;
        /// The same with its sub-tasks.
        aggregate_progress = "aggregateprogress": Progress;
        /// The comments that came with it, which need not be all. [`InlineComments::total`] says how many there are.
        comments = "comment": InlineComments;
        /// The logged work that came with it, which need not be all. [`InlineWorklogs::total`] says how much there is.
        worklogs = "worklog": InlineWorklogs;
        /// How many voted for it.
        votes = "votes": VotesSummary;
        /// How many watch it.
        watches = "watches": WatchesSummary;
        /// Who may see it, if not everybody who sees the project.
        security = "security": SecurityLevel;
    }

    many! {
        /// The labels.
        labels = "labels": Vec<String>;
        /// The components.
        components = "components": Vec<Component>;
        /// The versions that it is, or is going to be, part of.
        fix_versions = "fixVersions": Vec<Version>;
        /// The versions that it was found in.
        versions = "versions": Vec<Version>;
        /// The sub-tasks.
        subtasks = "subtasks": Vec<LinkedIssue>;
        /// The links to other issues; [`IssueLink::from_here`] says how each reads.
        issue_links = "issuelinks": Elements<IssueLink>;
        /// The attachments, all of them.
        attachments = "attachment": Elements<Attachment>;
    }

    /// The time spent in percent of the estimate; `None` where nothing was estimated, for which the service sends -1.
    #[must_use]
    pub fn work_ratio(&self) -> Option<u64> {
        self.get("workratio").and_then(Value::as_u64)
    }
}
