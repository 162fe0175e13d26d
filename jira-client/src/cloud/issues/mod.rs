//! Issues: one at a time, and many by their ids.

mod changes;
mod create;
mod edit;
mod fetch;
mod fields;
mod found;
mod history;
mod issue;
mod metadata;
mod notify;
mod parts;
mod transitions;

use atlassian_core::{NoContent, Page, Paging, open_enum, operations};

use super::issue_types::{IssueType, IssueTypeId};
use crate::ids::{IssueIdOrKey, IssueKey, List, ProjectId, ProjectIdOrKey};

pub use create::{
    CreatedIssue, CreatedIssues, ErrorCollection, FollowUp, NewIssue, NotCreated, WarningCollection,
};
pub use edit::{Assignee, IssueEdit};
pub use fetch::{EachIssue, FetchedIssues, FoundIssues, IssueError};
pub use fields::{IdOrName, IssueFields};
pub use found::{
    IssueEvent, IssueEventId, IssueLimitReport, IssueSuggestions, SuggestedIssue, SuggestionSection,
};
pub use history::{HistoryMetadata, HistoryParticipant};
pub use issue::Issue;
pub use metadata::{EditMetadata, FieldMetadata};
pub use notify::{IssueMail, Recipients};
pub use parts::{
    InlineComments, InlineWorklogs, Progress, TimeTracking, VotesSummary, WatchesSummary,
};
pub use transitions::{NewTransition, Transition, TransitionExpand, TransitionId, Transitions};

operations! {
    /// The issues of the site.
    pub struct Issues;

    /// One issue, by its key or id.
    ///
    /// Sends all fields unless some are named. An issue that was moved is found by its old key too. An issue that the
    /// caller may not see answers like one that does not exist (404). Comments, worklogs and changes that come with it are
    /// only some of them; each has a listing of its own.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-get)
    get: GetIssue = GET "/rest/api/3/issue/{issueIdOrKey}" => Issue {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue-meta:jira", "read:issue-security-level:jira", "read:issue.vote:jira",
            "read:issue.changelog:jira", "read:avatar:jira", "read:issue:jira", "read:status:jira", "read:user:jira",
            "read:field-configuration:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey }
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

    /// Up to 100 issues at once, by their ids or keys.
    ///
    /// They come in the order of their ids. What was not found does not fail the call: it is listed beside the issues, if
    /// it is mentioned at all. [`each`](BulkFetchIssues::each) takes any number and tells what is missing. The answer is as
    /// of now, where a search can lag behind. Sends navigable fields unless some are named: name them.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-bulkfetch-post)
    bulk_fetch: BulkFetchIssues = POST "/rest/api/3/issue/bulkfetch" => FetchedIssues {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue-meta:jira", "read:issue-security-level:jira", "read:issue.vote:jira",
            "read:issue.changelog:jira", "read:avatar:jira", "read:issue:jira", "read:status:jira", "read:user:jira",
            "read:field-configuration:jira"];
        repeat safe;
        takes { body issues = "issueIdsOrKeys": List<IssueIdOrKey> }
        body {
            /// Only these fields: ids, `*all`, `*navigable`; with a minus in front, all but these.
            fields = "fields": List<String>,
            /// Fields are named by their keys and not by their ids.
            fields_by_keys = "fieldsByKeys": bool,
            /// What to send besides the fields.
            expand = "expand": List<IssueExpand>,
            /// These properties of each issue, five at most.
            properties = "properties": List<String>,
        }
    }

    /// Creates an issue.
    ///
    /// A field that is not on the screen for creating issues of this type is refused by its name (400). Nobody can set when
    /// and by whom an issue was created, its key, or its status but through a transition. It sends mails like an issue that
    /// a person makes; there is no way to prevent that here.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-post)
    create: CreateIssue = POST "/rest/api/3/issue" => CreatedIssue {
        permission "Browse projects and Create issues";
        scopes ["write:jira-work"];
        granular ["write:issue:jira", "write:comment:jira", "write:comment.property:jira", "write:attachment:jira",
            "read:issue:jira"];
        takes { whole_body issue = "issue": NewIssue }
        query {
            /// Whether the project appears among those that the caller saw last.
            update_history = "updateHistory": bool,
        }
    }

    /// Creates up to 50 issues at once, each for itself: some may be created and others not.
    ///
    /// Send it by [`outcomes`](CreateIssues::outcomes), which tells what became of each. Plain `send` returns the lists of
    /// the service, in which the issues that were created have moved up into the places of those that were not, and it
    /// fails if none was created.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-bulk-post)
    create_many: CreateIssues = POST "/rest/api/3/issue/bulk" => CreatedIssues {
        permission "Browse projects and Create issues";
        scopes ["write:jira-work"];
        granular ["write:issue:jira", "write:comment:jira", "write:comment.property:jira", "write:attachment:jira",
            "read:issue:jira"];
        takes { body issues = "issueUpdates": Vec<NewIssue> }
    }

    /// Changes an issue.
    ///
    /// What Jira does not do, it often does not say: a field that the project hides is left as it is, and so is the wish
    /// for no mails if the caller administers neither Jira nor the project. Read the issue again
    /// ([`send_and_get`](EditIssue::send_and_get)) where it matters. Screens are not looked at. The status changes by
    /// [`transition`](Issues::transition) only. A change at the same time by somebody else is refused (409). An edit can
    /// add things, such as a comment, so it is not repeated when it was possibly carried out.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-put)
    edit: EditIssue = PUT "/rest/api/3/issue/{issueIdOrKey}" => NoContent {
        permission "Browse projects and Edit issues";
        scopes ["write:jira-work"];
        granular ["write:issue:jira"];
        repeat never;
        takes { path issue = "issueIdOrKey": IssueIdOrKey, whole_body edit = "edit": IssueEdit }
        query {
            /// Whether watchers get mail; they do unless set. Without *Administer Jira* or *Administer projects* this is
            /// ignored, and they get it.
            notify_users = "notifyUsers": bool,
            /// Changes fields that are hidden, too. For apps only, and Atlassian means to remove it.
            override_screen_security = "overrideScreenSecurity": bool,
            /// Changes issues whose status forbids changes, too. For apps only.
            override_editable_flag = "overrideEditableFlag": bool,
        }
        query_joined {
            /// What [`send_and_get`](EditIssue::send_and_get) returns besides the fields.
            expand = "expand": IssueExpand,
        }
    }

    /// Deletes an issue, for good.
    ///
    /// One with sub-tasks is refused (400) unless they are deleted with it.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-delete)
    delete: DeleteIssue = DELETE "/rest/api/3/issue/{issueIdOrKey}" => NoContent {
        permission "Browse projects and Delete issues";
        scopes ["write:jira-work"];
        granular ["delete:issue:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey }
        query {
            /// Deletes its sub-tasks as well.
            delete_subtasks = "deleteSubtasks": bool,
        }
    }

    /// Assigns an issue: to an account, to whomever the project's settings say, or to nobody.
    ///
    /// It needs less than [`edit`](Issues::edit) does. An account that cannot be assigned issues of this project is refused
    /// (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-assignee-put)
    assign: AssignIssue = PUT "/rest/api/3/issue/{issueIdOrKey}/assignee" => NoContent {
        permission "Browse projects and Assign issues";
        scopes ["write:jira-work"];
        granular ["write:issue:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, whole_body assignee = "assignee": Assignee }
    }

    /// The transitions that an issue can make from the status that it is in.
    ///
    /// An empty list means that there is none, or that the caller may not transition the issue; the answer is the same.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-transitions-get)
    transitions: GetTransitions = GET "/rest/api/3/issue/{issueIdOrKey}/transitions" => Transitions {
        permission "Browse projects and Transition issues";
        scopes ["read:jira-work"];
        granular ["read:issue.transition:jira", "read:status:jira", "read:field-configuration:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey }
        query {
            /// Only this one, if it can be made.
            transition_id = "transitionId": TransitionId,
            /// Also those whose conditions are not met.
            include_unavailable_transitions = "includeUnavailableTransitions": bool,
            /// Also those that are hidden from people. For apps only.
            skip_remote_only_condition = "skipRemoteOnlyCondition": bool,
            /// In the order of the buttons, and of the statuses' categories where that is the same.
            sort_by_ops_bar_and_status = "sortByOpsBarAndStatus": bool,
        }
        query_joined {
            /// What to send besides the transitions.
            expand = "expand": TransitionExpand,
        }
    }

    /// Makes a transition: the only way to change a status.
    ///
    /// A transition that cannot be made from the present status is refused (400), and so is a field that is not on its
    /// screen. Made twice it may lead on, so that it is not repeated when its outcome is unknown. A change at the same time
    /// by somebody else is refused (409).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-transitions-post)
    transition: DoTransition = POST "/rest/api/3/issue/{issueIdOrKey}/transitions" => NoContent {
        permission "Browse projects and Transition issues";
        scopes ["write:jira-work"];
        granular ["write:issue:jira", "write:issue.property:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, whole_body transition = "transition": NewTransition }
    }

    /// What the caller can change in an issue, and how.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-editmeta-get)
    edit_metadata: GetEditIssueMeta = GET "/rest/api/3/issue/{issueIdOrKey}/editmeta" => EditMetadata {
        permission "Browse projects and Edit issues";
        scopes ["read:jira-work"];
        granular ["read:issue-meta:jira", "read:field-configuration:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey }
        query {
            /// Also fields that are hidden. For apps only.
            override_screen_security = "overrideScreenSecurity": bool,
            /// Also where the status forbids changes. For apps only.
            override_editable_flag = "overrideEditableFlag": bool,
        }
    }

    /// The issue types of which the caller can create issues in a project.
    ///
    /// Pages of 200; more is refused.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-createmeta-projectidorkey-issuetypes-get)
    creatable_types: GetCreateIssueMetaIssueTypes
        = GET "/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes" => Page<IssueType> {
        permission "Create issues";
        scopes ["read:jira-work"];
        granular ["read:issue-meta:jira", "read:avatar:jira", "read:field-configuration:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey }
        pages IssueType = Paging::offset("issueTypes").unique_by("id").page_size(200);
    }

    /// The fields that a new issue of this type can be given in a project, and those that it must be given.
    ///
    /// Pages of 200; more is refused.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-createmeta-projectidorkey-issuetypes-issuetypeid-get)
    creatable_fields: GetCreateIssueMetaIssueTypeId
        = GET "/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}" => Page<FieldMetadata> {
        permission "Create issues";
        scopes ["read:jira-work"];
        granular ["read:issue-meta:jira", "read:avatar:jira", "read:field-configuration:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey, path issue_type = "issueTypeId": IssueTypeId }
        pages FieldMetadata = Paging::offset("fields").unique_by("fieldId").page_size(200);
    }

    /// Sends a mail about an issue.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-notify-post)
    notify: Notify = POST "/rest/api/3/issue/{issueIdOrKey}/notify" => NoContent {
        permission "Browse projects";
        scopes ["write:jira-work"];
        granular ["send:notification:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, whole_body mail = "mail": IssueMail }
    }

    /// Issues whose key or text begins like what somebody types, for a search box.
    ///
    /// Up to 20 that the caller saw or changed last and, where `current_jql` is given, up to 20 that it finds.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-issue-picker-get)
    pick: GetIssuePickerResource = GET "/rest/api/3/issue/picker" => IssueSuggestions {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:issue-details:jira"];
        query {
            /// What was typed.
            query = "query": String,
            /// Also what this query finds. One that is wrong finds nothing.
            current_jql = "currentJQL": String,
            /// Not this issue.
            current_issue_key = "currentIssueKey": IssueKey,
            /// Only issues of this project.
            current_project_id = "currentProjectId": ProjectId,
            /// Whether sub-tasks are suggested.
            show_sub_tasks = "showSubTasks": bool,
            /// Where `current_issue_key` is a sub-task: whether its parent is suggested.
            show_sub_task_parent = "showSubTaskParent": bool,
        }
    }

    /// The issues that have nearly as many comments, worklogs, attachments or links as an issue may have, or more.
    ///
    /// Of the issues that the caller may see.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-limit-report-get)
    limit_report: GetIssueLimitReport = GET "/rest/api/3/issue/limit/report" => IssueLimitReport {
        permission "Administer Jira";
        scopes ["read:jira-work"];
        granular ["read:project:jira", "read:issue:jira"];
        query {
            /// Names issues by their keys instead of their ids.
            is_returning_keys = "isReturningKeys": bool,
        }
    }

    /// The kinds of things that happen to issues, for notification schemes.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-events-get)
    events: GetEvents = GET "/rest/api/3/events" => Vec<IssueEvent> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue-event:jira"];
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
