//! Projects: one file for each group of operations.

use crate::call::Call;
use crate::errors;
use crate::reply::Reply;
use crate::state::State;
use crate::state::jira::project::Project;

pub(super) mod create;
pub(super) mod details;
pub(super) mod features;
pub(super) mod lifecycle;
pub(super) mod list;
pub(super) mod properties;
pub(super) mod roles;
pub(super) mod schemes;
pub(super) mod types;
pub(super) mod update;
pub(super) mod validate;

/// The granular scopes of reading projects with all that belongs to them.
const READ_WHOLE: &[&str] = &[
    "read:issue-type:jira",
    "read:project:jira",
    "read:project.property:jira",
    "read:user:jira",
    "read:application-role:jira",
    "read:avatar:jira",
    "read:group:jira",
    "read:issue-type-hierarchy:jira",
    "read:project-category:jira",
    "read:project-version:jira",
    "read:project.component:jira",
];

pub(super) fn no_such_project(id_or_key: &str) -> Reply {
    let is_id = id_or_key.parse::<u64>().is_ok();
    let what = if is_id { "id" } else { "key" };
    errors::jira(
        404,
        format!("No project could be found with {what} '{id_or_key}'."),
    )
}

/// The project, or a 404 if the caller does not see it.
pub(super) fn visible<'a>(
    call: &Call<'_>,
    state: &'a State,
    id_or_key: &str,
) -> Result<&'a Project, Reply> {
    state
        .visible_project(call.caller, id_or_key)
        .ok_or_else(|| no_such_project(id_or_key))
}

/// The project, or a 404 if the caller does not see it, or a 403 if its configuration is not theirs
/// to change.
pub(super) fn administered<'a>(
    call: &Call<'_>,
    state: &'a State,
    id_or_key: &str,
) -> Result<&'a Project, Reply> {
    let project = visible(call, state, id_or_key)?;
    if state.edits_project(call.caller, project) {
        Ok(project)
    } else {
        Err(errors::jira(
            403,
            "You cannot edit the configuration of this project.",
        ))
    }
}
