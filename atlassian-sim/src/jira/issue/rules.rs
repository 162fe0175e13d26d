//! Which fields an issue has for a caller, and what can be done with them.

use crate::call::Call;
use crate::jira::on_issues::may;
use crate::state::jira::config::FieldKind;
use crate::state::jira::field::{FieldId, System};
use crate::state::jira::issue::Issue;
use crate::state::{Feature, State};

use super::hierarchy::type_of;

/// What the caller is about to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Create,
    Edit,
    Transition,
}

/// The operations of a field, as metadata lists them.
pub(super) fn operations(state: &State, field: FieldId) -> &'static [&'static str] {
    match field {
        FieldId::System(
            System::Labels | System::Components | System::FixVersions | System::Versions,
        ) => &["add", "set", "remove"],
        FieldId::System(System::TimeTracking) => &["set", "edit"],
        FieldId::System(System::Attachment) => &["set", "copy"],
        FieldId::System(System::IssueLinks) => &["add", "copy"],
        FieldId::System(System::Comment | System::Worklog) => &["add", "edit", "remove"],
        FieldId::System(_) => &["set"],
        FieldId::Custom(number) => match state.jira.config.field(number).map(|f| f.kind) {
            Some(
                FieldKind::MultiSelect
                | FieldKind::MultiCheckboxes
                | FieldKind::Flagged
                | FieldKind::MultiUserPicker
                | FieldKind::MultiGroupPicker
                | FieldKind::MultiVersion
                | FieldKind::Labels,
            ) => &["add", "set", "remove"],
            _ => &["set"],
        },
    }
}

/// Whether the issue has such a field and the caller may write it.
pub(super) fn applies(
    call: &Call<'_>,
    state: &State,
    issue: &Issue,
    field: FieldId,
    phase: Phase,
) -> bool {
    let may = |permission: &str| match phase {
        // A new issue has no reporter yet to whom a permission could be given.
        Phase::Create => state
            .jira
            .projects
            .get(issue.project)
            .is_some_and(|project| state.may(call.caller, project, permission)),
        Phase::Edit | Phase::Transition => may(call, state, issue, permission),
    };
    match field {
        FieldId::System(system) => match system {
            System::Summary
            | System::Description
            | System::Environment
            | System::Priority
            | System::Labels
            | System::Components
            | System::Versions
            | System::IssueType
            | System::Parent
            | System::Project => true,
            System::FixVersions => may("RESOLVE_ISSUES"),
            System::Resolution => phase != Phase::Create,
            System::Assignee => may("ASSIGN_ISSUES"),
            System::Reporter => may("MODIFY_REPORTER"),
            System::DueDate => may("SCHEDULE_ISSUES"),
            System::Security => has_levels(state, issue) && may("SET_ISSUE_SECURITY"),
            System::TimeTracking => state.jira.site.has(Feature::TimeTracking),
            System::IssueLinks => state.jira.site.has(Feature::IssueLinking) && may("LINK_ISSUES"),
            System::Attachment => {
                state.jira.site.has(Feature::Attachments) && may("CREATE_ATTACHMENTS")
            }
            System::Worklog => {
                state.jira.site.has(Feature::TimeTracking)
                    && phase != Phase::Create
                    && may("WORK_ON_ISSUES")
            }
            System::Comment => phase != Phase::Create && may("ADD_COMMENTS"),
            _ => false,
        },
        FieldId::Custom(number) => {
            custom_applies(state, issue, number)
                && (!is_sprint(state, number) || may("SCHEDULE_ISSUES"))
        }
    }
}

fn is_sprint(state: &State, number: u32) -> bool {
    let field = state.jira.config.field(number);
    field.is_some_and(|field| field.kind == FieldKind::Sprint)
}

fn has_levels(state: &State, issue: &Issue) -> bool {
    let project = state.jira.projects.get(issue.project);
    project.is_some_and(|project| project.security_scheme.is_some())
}

/// Custom fields have contexts, and those of epics belong to some types only. Ranks have an
/// operation of their own.
fn custom_applies(state: &State, issue: &Issue, number: u32) -> bool {
    let Some(field) = state.jira.config.field(number) else {
        return false;
    };
    let kind = type_of(state, issue);
    let level = kind.map_or(0, |kind| kind.level);
    let team_managed = kind.is_some_and(|kind| kind.project.is_some());
    let covered = field
        .contexts
        .iter()
        .any(|c| c.covers(issue.project, issue.issue_type));
    covered
        && match field.kind {
            FieldKind::Rank => false,
            FieldKind::EpicName => level == 1 && !team_managed,
            FieldKind::EpicLink => level == 0 && !team_managed,
            _ => true,
        }
}
