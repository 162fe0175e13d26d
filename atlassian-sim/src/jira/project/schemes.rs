//! The schemes that a project uses: permissions, security levels, notifications.

use serde_json::{Value, json};

use super::{administered, visible};
use crate::call::Call;
use crate::errors;
use crate::jira::forms::id;
use crate::jira::permission_schemes::view as permission_scheme;
use crate::jira::security_schemes::{level_view, scheme_view};
use crate::jira::{MANAGE_PROJECT, READ_WORK, notification_schemes};
use crate::reply::{Answer, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::permissions::ADMINISTER;

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/project/{projectKeyOrId}/permissionscheme",
        Login,
        permissions,
    )
    .scopes(
        READ_WORK,
        &[
            "read:application-role:jira",
            "read:field:jira",
            "read:group:jira",
            "read:permission-scheme:jira",
            "read:permission:jira",
            "read:project-role:jira",
            "read:user:jira",
            "read:avatar:jira",
            "read:project-category:jira",
            "read:project:jira",
        ],
    ),
    Operation::new(
        "PUT",
        "/rest/api/3/project/{projectKeyOrId}/permissionscheme",
        Login,
        set_permissions,
    )
    .scopes(
        MANAGE_PROJECT,
        &[
            "read:application-role:jira",
            "read:field:jira",
            "read:group:jira",
            "read:permission-scheme:jira",
            "read:permission:jira",
            "read:project-role:jira",
            "read:user:jira",
            "write:project:jira",
            "read:avatar:jira",
            "read:project-category:jira",
            "read:project:jira",
        ],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/project/{projectKeyOrId}/notificationscheme",
        Login,
        notifications,
    )
    .scopes(
        READ_WORK,
        &[
            "read:project-category:jira",
            "read:project-role:jira",
            "read:project:jira",
            "read:user:jira",
            "read:group:jira",
            "read:field:jira",
            "read:avatar:jira",
            "read:field-configuration:jira",
            "read:notification-scheme:jira",
        ],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/project/{projectKeyOrId}/issuesecuritylevelscheme",
        Login,
        security,
    )
    .scopes(
        READ_WORK,
        &[
            "read:issue-security-level:jira",
            "read:issue-security-scheme:jira",
        ],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/project/{projectKeyOrId}/securitylevel",
        Anonymous,
        levels,
    )
    .scopes(READ_WORK, &["read:issue-security-level:jira"]),
];

fn permissions(call: &Call<'_>) -> Answer {
    let state = call.read();
    let project = administered(call, &state, call.param())?;
    let view = permission_scheme(call, &state, project.permission_scheme);
    ok(&view.unwrap_or_default())
}

fn set_permissions(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let number = visible(call, &state, call.param())?.id;
    if !state.holds(call.caller, ADMINISTER) {
        return Err(errors::jira(
            403,
            "You must have global administrator rights in order to modify projects.",
        ));
    }
    let scheme = id(&body["id"]).unwrap_or(0);
    let view = permission_scheme(call, &state, scheme)
        .ok_or_else(|| errors::jira(404, format!("Permission scheme {scheme} does not exist")))?;
    if let Some(project) = state.jira.projects.get_mut(number) {
        project.permission_scheme = scheme;
    }
    ok(&view)
}

/// Every project uses the one scheme there is.
fn notifications(call: &Call<'_>) -> Answer {
    let state = call.read();
    let project = visible(call, &state, call.param())?;
    if !state.edits_project(call.caller, project) {
        return Err(super::no_such_project(call.param()));
    }
    ok(&notification_schemes::view(call))
}

fn security(call: &Call<'_>) -> Answer {
    let state = call.read();
    let project = administered(call, &state, call.param())?;
    let scheme = project.security_scheme;
    let view = scheme.and_then(|id| scheme_view(call, &state, id, true));
    view.map_or_else(
        || {
            Err(errors::jira(
                404,
                "The project does not use an issue security scheme.",
            ))
        },
        |view| ok(&view),
    )
}

/// The levels that the caller may give to an issue: those whose holder they are.
fn levels(call: &Call<'_>) -> Answer {
    let state = call.read();
    let project = visible(call, &state, call.param())?;
    let schemes = &state.jira.config.security_schemes;
    let scheme = project
        .security_scheme
        .and_then(|id| Some((id, schemes.get(&id)?)));
    let may = state.may(call.caller, project, "SET_ISSUE_SECURITY");
    let views: Vec<Value> = scheme
        .filter(|_| may)
        .into_iter()
        .flat_map(|(id, scheme)| scheme.levels.iter().map(move |level| (id, scheme, level)))
        .map(|(id, scheme, level)| level_view(call, id, scheme, level))
        .collect();
    ok(&json!({ "levels": views }))
}
