//! Types and parents of issues: which goes with which.

use serde_json::Value;

use super::draft::{Draft, not_settable};
use super::trouble::{Read, Trouble};
use super::values::says;
use crate::state::State;
use crate::state::jira::config::IssueType;
use crate::state::jira::issue::Issue;
use crate::state::jira::project::Project;

const NO_PARENT: &str = "Issue type is a sub-task but parent issue key or id not specified.";
const OTHER_PROJECT: &str =
    "Issues with this Issue Type must be created in the same project as the parent.";

pub(super) fn type_of<'a>(state: &'a State, issue: &Issue) -> Option<&'a IssueType> {
    state.jira.config.issue_types.get(&issue.issue_type)
}

/// The issue type of a project that `{"id"}` or `{"name"}` names.
pub(super) fn find_type(state: &State, project: &Project, value: &Value) -> Read<u32> {
    let (id, name) = (says(value, "id"), says(value, "name"));
    if id.is_none() && name.is_none() {
        return Err("Specify an issue type".into());
    }
    let mut types = state.jira.types_of(project).iter().copied();
    let found = types.find(|known| match (&id, &name) {
        (Some(id), _) => known.to_string() == *id,
        (None, Some(name)) => {
            let kind = state.jira.config.issue_types.get(known);
            kind.is_some_and(|kind| kind.name.eq_ignore_ascii_case(name))
        }
        (None, None) => false,
    });
    found.ok_or_else(|| "Specify a valid issue type".into())
}

/// Another type of the same project: its workflow has to know the status, and issues that have a
/// parent or children have to stay on their level.
pub(super) fn change_type(draft: &mut Draft<'_>, value: &Value) -> Read<()> {
    let state = draft.state;
    let project = state.jira.projects.get(draft.issue.project);
    let project = project.ok_or("Specify a valid issue type")?;
    let wanted = find_type(state, project, value)?;
    let before = type_of(state, &draft.issue).map(|kind| kind.level);
    draft.issue.issue_type = wanted;
    let after = type_of(state, &draft.issue).map(|kind| kind.level);
    let workflow = state.jira.workflow_for(&draft.issue);
    let knows = workflow.is_some_and(|w| w.statuses.contains(&draft.issue.status));
    let has_children = state.jira.issues.children(draft.issue.id).next().is_some();
    if !knows || before != after && has_children {
        return Err("The issue type selected is invalid.".into());
    }
    if after < Some(0) && draft.issue.parent.is_none() {
        return Err(NO_PARENT.into());
    }
    Ok(())
}

/// A request may repeat the project that the issue is in.
pub(super) fn same_project(draft: &Draft<'_>, value: &Value) -> Read<()> {
    let named = says(value, "id").or_else(|| says(value, "key"));
    let found = named.and_then(|name| draft.state.jira.projects.find(&name));
    if found.is_some_and(|project| project.id == draft.issue.project) {
        Ok(())
    } else {
        Err(not_settable("project").into())
    }
}

/// `{"key"}`, `{"id"}`, or `null` and `{"none": true}` for no parent.
pub(super) fn change_parent(draft: &mut Draft<'_>, value: &Value) -> Read<()> {
    let state = draft.state;
    if value.is_null() || value["none"] == true {
        draft.issue.parent = None;
        return Ok(());
    }
    if !value.is_object() {
        return Err("data was not an object".into());
    }
    let named = says(value, "key").or_else(|| says(value, "id"));
    let found = named.and_then(|name| state.visible_issue(draft.call.caller, &name));
    let parent = found.ok_or("Could not find issue by id or key.")?;
    draft.issue.parent = Some(parent.id);
    Ok(())
}

/// The field *Epic Link* of company-managed projects holds the key of the parent.
pub(super) fn change_epic(draft: &mut Draft<'_>, value: &Value) -> Read<()> {
    let Some(key) = value.as_str().filter(|key| !key.is_empty()) else {
        if value.is_null() || value.is_string() {
            draft.issue.parent = None;
            return Ok(());
        }
        return Err("Operation value must be a string".into());
    };
    let state = draft.state;
    let epic = state.visible_issue(draft.call.caller, key);
    let epic = epic.filter(|issue| type_of(state, issue).is_some_and(IssueType::is_epic));
    let epic = epic.ok_or_else(|| format!("Issue '{key}' must be of type 'Epic'."))?;
    draft.issue.parent = Some(epic.id);
    Ok(())
}

/// Whether an issue and its parent go together: the parent is one level up, and a sub-task is in its
/// parent's project.
pub(super) fn check(draft: &mut Draft<'_>) {
    if let Err(trouble) = fits(draft.state, &draft.issue) {
        draft.errors.add("issuetype", trouble);
    }
}

pub(super) fn fits(state: &State, issue: &Issue) -> Read<()> {
    let wrong = || {
        let message = "Given parent work item does not belong to appropriate hierarchy.";
        Trouble::Other("parentId", message.to_owned())
    };
    let Some(kind) = type_of(state, issue) else {
        return Ok(());
    };
    let Some(parent) = issue.parent.and_then(|id| state.jira.issues.get(id)) else {
        return if kind.is_subtask() {
            Err(NO_PARENT.into())
        } else {
            Ok(())
        };
    };
    let level = type_of(state, parent).map_or(0, |kind| kind.level);
    if level != kind.level + 1 || parent.id == issue.id {
        return Err(wrong());
    }
    if parent.project == issue.project {
        return Ok(());
    }
    if kind.is_subtask() {
        return Err(Trouble::Other("pid", OTHER_PROJECT.to_owned()));
    }
    let alone = |id| state.jira.projects.get(id).is_some_and(|p| p.team_managed);
    if alone(parent.project) || alone(issue.project) {
        return Err(wrong());
    }
    Ok(())
}
