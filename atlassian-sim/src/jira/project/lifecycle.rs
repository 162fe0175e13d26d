//! The end of projects: archive, trash, deletion, and the way back.

use serde_json::json;

use super::no_such_project;
use crate::call::Call;
use crate::errors;
use crate::jira::tasks::started;
use crate::jira::views::project::whole;
use crate::jira::{MANAGE, MANAGE_PROJECT};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::event::Happened;
use crate::state::jira::project::{Project, ProjectState};
use crate::state::permissions::ADMINISTER;

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "DELETE",
        "/rest/api/3/project/{projectIdOrKey}",
        Login,
        delete,
    )
    .scopes(MANAGE, &["delete:project:jira"]),
    Operation::new(
        "POST",
        "/rest/api/3/project/{projectIdOrKey}/delete",
        Login,
        delete_later,
    )
    .scopes(
        MANAGE,
        &["write:project:jira", "write:project.property:jira"],
    ),
    Operation::new(
        "POST",
        "/rest/api/3/project/{projectIdOrKey}/archive",
        Login,
        archive,
    )
    .scopes(MANAGE_PROJECT, &["write:project:jira"]),
    Operation::new(
        "POST",
        "/rest/api/3/project/{projectIdOrKey}/restore",
        Login,
        restore,
    )
    .scopes(
        MANAGE,
        &[
            "read:issue-type:jira",
            "read:project:jira",
            "read:project.property:jira",
            "read:user:jira",
            "write:project:jira",
            "read:application-role:jira",
            "read:avatar:jira",
            "read:group:jira",
            "read:issue-type-hierarchy:jira",
            "read:project-category:jira",
            "read:project-version:jira",
            "read:project.component:jira",
        ],
    ),
];

/// The project in whatever state, for administrators of the site; for all others it does not exist.
fn wanted<'a>(call: &Call<'_>, state: &'a State) -> Result<&'a Project, Reply> {
    let found = state.jira.projects.find(call.param());
    found
        .filter(|_| state.holds(call.caller, ADMINISTER))
        .ok_or_else(|| no_such_project(call.param()))
}

/// Archived projects have to be restored first.
fn deletable(project: &Project) -> Result<u32, Reply> {
    match project.state {
        ProjectState::Archived { .. } => Err(errors::bad_request(
            "The project is archived. Restore it before you delete it.",
        )),
        _ => Ok(project.id),
    }
}

/// Into the trash, or with `enableUndo=false` for good.
fn delete(call: &Call<'_>) -> Answer {
    let account = call.account()?;
    let undo = call.query.get("enableUndo").is_none() || call.query.flag("enableUndo");
    let mut state = call.write();
    let project = wanted(call, &state)?;
    if undo && matches!(project.state, ProjectState::Deleted { .. }) {
        return Err(no_such_project(call.param()));
    }
    let id = deletable(project)?;
    let (by, at) = (account, call.now());
    let event = Happened::ProjectDeleted(id);
    state.jira.emit(event, None, Some(by), at);
    if undo {
        if let Some(project) = state.jira.projects.get_mut(id) {
            project.state = ProjectState::Deleted { at, by };
        }
    } else {
        state.jira.remove_project(id, at);
    }
    Ok(Reply::empty(204))
}

/// For good, as a task.
fn delete_later(call: &Call<'_>) -> Answer {
    let account = call.account()?;
    let mut state = call.write();
    let project = wanted(call, &state)?;
    let id = deletable(project)?;
    let description = format!("Delete project {}", project.key);
    let event = Happened::ProjectDeleted(id);
    let now = call.now();
    state.jira.emit(event, None, Some(account), now);
    state.jira.remove_project(id, now);
    let result = json!("Project deleted.");
    let task = state.jira.tasks.done(description, result, account, now);
    started(call, &state, task)
}

fn archive(call: &Call<'_>) -> Answer {
    let by = call.account()?;
    let mut state = call.write();
    let project = super::visible(call, &state, call.param())?;
    let (id, live) = (project.id, project.live());
    if !state.holds(call.caller, ADMINISTER) {
        return Err(errors::jira(
            403,
            "You must have global administrator rights in order to modify projects.",
        ));
    }
    if !live {
        return Err(errors::bad_request("The project is already archived."));
    }
    let at = call.now();
    if let Some(project) = state.jira.projects.get_mut(id) {
        project.state = ProjectState::Archived { at, by };
    }
    let event = Happened::ProjectUpdated(id);
    state.jira.emit(event, None, Some(by), at);
    Ok(Reply::empty(204))
}

fn restore(call: &Call<'_>) -> Answer {
    let by = call.account()?;
    let mut state = call.write();
    let project = wanted(call, &state)?;
    if project.live() {
        return Err(errors::bad_request(
            "The project is neither archived nor in the trash.",
        ));
    }
    let id = project.id;
    if let Some(project) = state.jira.projects.get_mut(id) {
        project.state = ProjectState::Live;
    }
    let event = Happened::ProjectUpdated(id);
    state.jira.emit(event, None, Some(by), call.now());
    let project = wanted(call, &state)?;
    ok(&whole(call, &state, project))
}
