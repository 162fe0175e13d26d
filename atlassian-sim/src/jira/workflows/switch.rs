//! What happens to issues when their workflow changes.

use std::collections::{BTreeMap, BTreeSet};

use crate::state::State;
use crate::state::jira::field::{FieldId, System};
use crate::state::jira::issue::{ChangeItem, Issue};

/// The issues that follow a workflow.
fn followers(state: &State, workflow: u32) -> impl Iterator<Item = &Issue> {
    let schemes = &state.jira.config.workflow_schemes;
    state.jira.issues.all().filter(move |issue| {
        let project = state.jira.projects.get(issue.project);
        let scheme = project.and_then(|p| schemes.get(&p.workflow_scheme));
        scheme.is_some_and(|scheme| scheme.workflow(issue.issue_type) == workflow)
    })
}

/// The statuses of the issues that follow a workflow.
pub(super) fn statuses_in_use(state: &State, workflow: u32) -> BTreeSet<u32> {
    followers(state, workflow)
        .map(|issue| issue.status)
        .collect()
}

/// Gives issues that follow a workflow another status in place of one that goes.
pub(super) fn move_issues(
    state: &mut State,
    account: u32,
    now: i64,
    workflow: u32,
    moves: &BTreeMap<u32, u32>,
) {
    let affected: Vec<(u32, u32, u32)> = followers(state, workflow)
        .filter_map(|issue| Some((issue.id, issue.status, *moves.get(&issue.status)?)))
        .collect();
    set_statuses(state, account, now, &affected);
}

/// Gives issues another status: issue, old, new.
pub(super) fn set_statuses(state: &mut State, account: u32, now: i64, moved: &[(u32, u32, u32)]) {
    for (number, old, new) in moved {
        let statuses = &state.jira.config.statuses;
        let name = |id: u32| statuses.get(&id).map(|s| s.name.as_str().into());
        let category = |id: u32| statuses.get(&id).map(|s| s.category);
        let other_category = category(*old) != category(*new);
        let item = ChangeItem {
            field: FieldId::System(System::Status),
            from: Some(old.to_string().into()),
            from_string: name(*old),
            to: Some(new.to_string().into()),
            to_string: name(*new),
        };
        if let Some(issue) = state.jira.issues.edit(*number, now) {
            issue.status = *new;
            if other_category {
                issue.category_changed = now;
            }
        }
        state.jira.issues.note(*number, account, now, vec![item]);
    }
}
