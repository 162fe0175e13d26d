//! Features that can be switched on and off in team-managed projects.

use serde_json::{Value, json};

use super::{administered, visible};
use crate::call::Call;
use crate::errors;
use crate::jira::forms::path_part;
use crate::jira::{MANAGE_PROJECT, READ_WORK};
use crate::reply::{Answer, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::jira::project::Project;

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/project/{projectIdOrKey}/features",
        Login,
        list,
    )
    .scopes(READ_WORK, &["read:project.feature:jira"]),
    Operation::new(
        "PUT",
        "/rest/api/3/project/{projectIdOrKey}/features/{featureKey}",
        Login,
        set,
    )
    .scopes(
        MANAGE_PROJECT,
        &["write:project.feature:jira", "read:project.feature:jira"],
    ),
];

/// Key, name, description, whether it is on at first.
const FEATURES: [(&str, &str, &str, bool); 5] = [
    (
        "jsw.agility.board",
        "Board",
        "Shows the work on a board.",
        true,
    ),
    (
        "jsw.agility.backlog",
        "Backlog",
        "Plans the work before it starts.",
        true,
    ),
    (
        "jsw.agility.sprints",
        "Sprints",
        "Does the work in sprints.",
        false,
    ),
    (
        "jsw.agility.reports",
        "Reports",
        "Shows how the work goes.",
        true,
    ),
    (
        "jsw.agility.releases",
        "Releases",
        "Groups the work by version.",
        true,
    ),
];

fn view(project: &Project) -> Value {
    let features: Vec<Value> = FEATURES
        .iter()
        .map(|(key, name, description, at_first)| {
            let on = project.features.get(*key).unwrap_or(at_first);
            json!({
                "projectId": project.id,
                "feature": key,
                "state": if *on { "ENABLED" } else { "DISABLED" },
                "localisedName": name,
                "localisedDescription": description,
                "toggleLocked": !project.team_managed,
                "prerequisites": [],
                "imageUri": "",
            })
        })
        .collect();
    json!({ "features": features })
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    ok(&view(visible(call, &state, call.param())?))
}

fn set(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let key = path_part(call, 1);
    let mut state = call.write();
    let project = administered(call, &state, call.param())?;
    let (id, team_managed) = (project.id, project.team_managed);
    if !FEATURES.iter().any(|(known, ..)| *known == key) {
        return Err(errors::jira(
            404,
            format!("The feature '{key}' does not exist."),
        ));
    }
    let on = match body["state"].as_str() {
        Some("ENABLED") => true,
        Some("DISABLED") => false,
        _ => return Err(errors::bad_request("The state of the feature is invalid.")),
    };
    if !team_managed {
        return Err(errors::bad_request(
            "The feature cannot be switched in a company-managed project.",
        ));
    }
    if let Some(project) = state.jira.projects.get_mut(id) {
        project.features.insert(key.to_owned(), on);
    }
    ok(&view(visible(call, &state, &id.to_string())?))
}
