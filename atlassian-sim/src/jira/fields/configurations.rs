//! Field configurations: the default one, which every project uses.

use serde_json::json;

use crate::call::Call;
use crate::errors;
use crate::jira::MANAGE;
use crate::jira::forms::{admits, asked_ids, page, path_id};
use crate::paging::Window;
use crate::reply::Answer;
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::jira::field::{FieldId, System};

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/fieldconfiguration", Login, list)
        .scopes(MANAGE, &["read:field-configuration:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/fieldconfiguration/{id}/fields",
        Login,
        fields,
    )
    .scopes(MANAGE, &["read:field-configuration:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/fieldconfigurationscheme",
        Login,
        schemes,
    )
    .scopes(MANAGE, &["read:field-configuration-scheme:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/fieldconfigurationscheme/mapping",
        Login,
        mapping,
    )
    .scopes(MANAGE, &["read:field-configuration-scheme:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/fieldconfigurationscheme/project",
        Login,
        projects,
    )
    .scopes(MANAGE, &["read:field-configuration-scheme:jira"]),
];

/// The id of the default configuration.
const DEFAULT: u32 = 10_000;

fn list(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let ids = asked_ids(call, "id")?;
    let name = "Default Field Configuration";
    let needle = call.query.get("query").unwrap_or("").to_lowercase();
    let shown = admits(ids.as_ref(), DEFAULT) && name.to_lowercase().contains(&needle);
    let found: Vec<u32> = shown.then_some(DEFAULT).into_iter().collect();
    page(call, window, &found, |id| {
        json!({
            "id": id,
            "name": name,
            "description": "Every field, where projects do not say otherwise.",
            "isDefault": true,
        })
    })
}

fn fields(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    if path_id(call, 0) != Some(DEFAULT) {
        return Err(errors::jira(404, "The field configuration was not found."));
    }
    let state = call.read();
    let ids = state.jira.config.field_ids();
    let found: Vec<FieldId> = ids
        .filter(|id| match id {
            FieldId::System(system) => system.info().orderable,
            FieldId::Custom(_) => true,
        })
        .collect();
    page(call, window, &found, |id| {
        let needed = [System::Summary, System::IssueType];
        let needed = needed.map(FieldId::System).contains(id);
        let mut view = json!({ "id": id.to_string(), "isHidden": false, "isRequired": needed });
        if let FieldId::Custom(number) = id
            && let Some(field) = state.jira.config.field(*number)
        {
            view["description"] = field.description.as_str().into();
        }
        view
    })
}

/// Nobody made a scheme: all projects use the default configuration.
fn schemes(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    asked_ids(call, "id")?;
    page(call, window, &[], |(): &()| json!({}))
}

fn mapping(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    if asked_ids(call, "fieldConfigurationSchemeId")?.is_some() {
        return Err(errors::jira(
            404,
            "The field configuration scheme was not found.",
        ));
    }
    page(call, window, &[], |(): &()| json!({}))
}

/// Projects without a scheme are listed without one.
fn projects(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    call.query.required("projectId")?;
    let ids = asked_ids(call, "projectId")?;
    let state = call.read();
    let all = state.jira.projects.all();
    let found: Vec<String> = all
        .filter(|p| !p.team_managed && admits(ids.as_ref(), p.id))
        .map(|p| p.id.to_string())
        .collect();
    let rows = if found.is_empty() {
        Vec::new()
    } else {
        vec![found]
    };
    page(call, window, &rows, |ids| json!({ "projectIds": ids }))
}
