//! The types of projects.

use serde_json::{Value, json};

use crate::call::Call;
use crate::errors;
use crate::jira::READ_WORK;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::project::ProjectType;

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/project/type", Anonymous, list)
        .scopes(READ_WORK, &["read:project-type:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/project/type/accessible",
        Login,
        accessible,
    )
    .scopes(READ_WORK, &["read:project-type:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/project/type/{projectTypeKey}",
        Anonymous,
        get,
    )
    .scopes(READ_WORK, &["read:project-type:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/project/type/{projectTypeKey}/accessible",
        Login,
        get_accessible,
    )
    .scopes(READ_WORK, &["read:project-type:jira"]),
];

fn view(kind: ProjectType) -> Value {
    let (formatted, description, color) = match kind {
        ProjectType::Software => (
            "Software",
            "jira.project.type.software.description",
            "#AAAAAA",
        ),
        ProjectType::Business => (
            "Business",
            "jira.project.type.business.description",
            "#FFFFFF",
        ),
        ProjectType::ServiceDesk => (
            "Service Desk",
            "jira.project.type.servicedesk.description.jsm",
            "#AAAAAA",
        ),
    };
    json!({
        "key": kind.key(),
        "formattedKey": formatted,
        "descriptionI18nKey": description,
        "icon": "",
        "color": color,
    })
}

/// Whether the caller has a seat in a product that has such projects.
fn may_use(state: &State, account: u32, kind: ProjectType) -> bool {
    let roles = state.roles_of(account);
    let product = match kind {
        ProjectType::Software => "jira-software",
        ProjectType::ServiceDesk => "jira-servicedesk",
        ProjectType::Business => return !roles.is_empty(),
    };
    roles.iter().any(|role| role.key == product)
}

fn list(_: &Call<'_>) -> Answer {
    ok(&ProjectType::ALL.into_iter().map(view).collect())
}

fn accessible(call: &Call<'_>) -> Answer {
    let account = call.account()?;
    let state = call.read();
    let mine = ProjectType::ALL.into_iter();
    ok(&mine
        .filter(|kind| may_use(&state, account, *kind))
        .map(view)
        .collect())
}

fn wanted(call: &Call<'_>) -> Result<ProjectType, Reply> {
    let known = ProjectType::ALL
        .into_iter()
        .find(|t| t.key() == call.param());
    known.ok_or_else(|| errors::jira(404, "The project type does not exist."))
}

fn get(call: &Call<'_>) -> Answer {
    ok(&view(wanted(call)?))
}

fn get_accessible(call: &Call<'_>) -> Answer {
    let account = call.account()?;
    let kind = wanted(call)?;
    if may_use(&call.read(), account, kind) {
        ok(&view(kind))
    } else {
        Err(errors::jira(404, "The project type is not accessible."))
    }
}
