//! Fields: Jira's own, and custom ones.

use serde_json::{Value, json};

use super::READ_WORK;
use super::forms::{order, page};
use super::views::config::field_schema;
use crate::call::Call;
use crate::errors;
use crate::paging::Window;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::{CustomField, FieldKind};
use crate::state::jira::field::FieldId;

pub(super) mod configurations;
pub(super) mod contexts;
pub(super) mod defaults;
pub(super) mod mappings;
pub(super) mod options;
pub(super) mod writes;

const READ_FIELD: &[&str] = &["read:field:jira", "read:field-configuration:jira"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/field", Anonymous, list).scopes(
        READ_WORK,
        &[
            "read:field:jira",
            "read:avatar:jira",
            "read:project-category:jira",
            "read:project:jira",
            "read:field-configuration:jira",
        ],
    ),
    Operation::new("GET", "/rest/api/3/field/search", Login, search).scopes(READ_WORK, READ_FIELD),
    Operation::new(
        "GET",
        "/rest/api/3/field/search/trashed",
        Login,
        search_trashed,
    )
    .scopes(
        READ_WORK,
        &[
            "read:field:jira",
            "read:field-configuration:jira",
            "read:user:jira",
        ],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/field/{fieldId}/association/project",
        Login,
        projects,
    )
    .scopes(READ_WORK, READ_FIELD),
];

/// A field as the list of all fields has it.
pub(super) fn view(state: &State, id: FieldId) -> Value {
    let key = id.to_string();
    let mut view = match id {
        FieldId::System(system) => {
            let info = system.info();
            json!({
                "id": key,
                "key": key,
                "name": info.name,
                "custom": false,
                "orderable": info.orderable,
                "navigable": info.navigable,
                "searchable": info.searchable,
                "clauseNames": info.clauses,
            })
        }
        FieldId::Custom(number) => {
            let name = state.jira.config.field_name(id);
            json!({
                "id": key,
                "key": key,
                "name": name,
                "custom": true,
                "orderable": true,
                "navigable": true,
                "searchable": true,
                "clauseNames": [format!("cf[{number}]"), name],
            })
        }
    };
    if let Some(schema) = field_schema(state, id) {
        view["schema"] = schema;
    }
    view
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let ids = state.jira.config.field_ids();
    ok(&ids.map(|id| view(&state, id)).collect())
}

/// Fields that Jira Software depends on: nobody may change them.
pub(super) fn locked(kind: FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Sprint
            | FieldKind::EpicLink
            | FieldKind::EpicName
            | FieldKind::StoryPoints
            | FieldKind::Rank
            | FieldKind::Flagged
    )
}

/// How many screens show the field.
fn screens_with(state: &State, key: &str) -> usize {
    let screens = state.jira.config.screens.values();
    screens
        .filter(|screen| {
            let mut fields = screen.tabs.iter().flat_map(|tab| &tab.fields);
            fields.any(|field| field == key)
        })
        .count()
}

/// How many projects can use the field.
fn project_count(state: &State, field: &CustomField) -> usize {
    let all = state.jira.projects.all();
    all.filter(|p| in_project(field, p.id)).count()
}

fn in_project(field: &CustomField, project: u32) -> bool {
    let mut contexts = field.contexts.iter();
    contexts.any(|c| c.projects.is_empty() || c.projects.contains(&project))
}

/// A field as searches show it.
fn detailed(call: &Call<'_>, state: &State, id: FieldId, custom: Option<&CustomField>) -> Value {
    let key = id.to_string();
    let expand = |what: &str| call.query.lists("expand", what);
    let name = custom.map_or_else(|| state.jira.config.field_name(id), |f| &f.name);
    let mut view = json!({ "id": key, "name": name });
    let schema = custom.map_or_else(
        || field_schema(state, id),
        |field| {
            let (kind, items) = field.kind.schema();
            let mut schema = json!({ "type": kind, "custom": field.kind.key() });
            if let FieldId::Custom(number) = id {
                schema["customId"] = number.into();
            }
            if !items.is_empty() {
                schema["items"] = items.into();
            }
            Some(schema)
        },
    );
    view["schema"] = schema.unwrap_or_else(|| json!({ "type": "any", "system": key }));
    if let Some(field) = custom {
        view["description"] = field.description.as_str().into();
    }
    if expand("key") {
        view["key"] = key.as_str().into();
    }
    if expand("stableId") {
        view["stableId"] = key.as_str().into();
    }
    if expand("lastUsed") {
        view["lastUsed"] = json!({ "type": "NOT_TRACKED" });
    }
    if expand("screensCount") {
        view["screensCount"] = screens_with(state, &key).into();
    }
    if let (true, Some(field)) = (expand("contextsCount"), custom) {
        view["contextsCount"] = field.contexts.len().into();
    }
    if let (true, Some(field)) = (expand("projectsCount"), custom) {
        view["projectsCount"] = project_count(state, field).into();
    }
    if expand("isLocked") {
        view["isLocked"] = custom.is_some_and(|field| locked(field.kind)).into();
    }
    if let (true, Some(searcher)) = (
        expand("searcherKey"),
        custom.and_then(|f| f.searcher.as_ref()),
    ) {
        view["searcherKey"] = searcher.as_str().into();
    }
    view
}

type Found<'a> = (FieldId, Option<&'a CustomField>);

fn sort(state: &State, found: &mut [Found<'_>], (by, down): (&str, bool)) {
    let config = &state.jira.config;
    let name = |(id, custom): &Found<'_>| {
        custom.map_or_else(|| config.field_name(*id).to_owned(), |f| f.name.clone())
    };
    let contexts = |(_, custom): &Found<'_>| custom.map_or(0, |f| f.contexts.len());
    let projects = |(_, custom): &Found<'_>| custom.map_or(0, |f| project_count(state, f));
    let screens = |(id, _): &Found<'_>| screens_with(state, &id.to_string());
    match by {
        "contextsCount" => found.sort_by_key(contexts),
        "screensCount" => found.sort_by_key(screens),
        "projectsCount" => found.sort_by_key(projects),
        _ => found.sort_by_key(name),
    }
    if down {
        found.reverse();
    }
}

/// The fields that the filters of the query let through, as a page.
fn found(call: &Call<'_>, trashed: bool) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let orders = [
        "contextsCount",
        "lastUsed",
        "name",
        "screensCount",
        "projectsCount",
        "trashDate",
        "plannedDeletionDate",
    ];
    let order = order(call, &orders)?.unwrap_or(("name", false));
    let kinds: Vec<&str> = call.query.all("type").flat_map(|v| v.split(',')).collect();
    let ids: Vec<&str> = call.query.all("id").flat_map(|v| v.split(',')).collect();
    let needle = call.query.get("query").unwrap_or("").to_lowercase();
    let state = call.read();
    let config = &state.jira.config;
    let all: Vec<Found<'_>> = if trashed {
        let fields = config.fields.iter().filter(|(_, field)| field.trashed);
        fields
            .map(|(number, field)| (FieldId::Custom(*number), Some(field)))
            .collect()
    } else {
        let known = config.field_ids();
        known
            .map(|id| match id {
                FieldId::System(_) => (id, None),
                FieldId::Custom(number) => (id, config.fields.get(&number)),
            })
            .collect()
    };
    let fits = |(id, custom): &Found<'_>| {
        let kind = if custom.is_some() { "custom" } else { "system" };
        let name = custom.map_or_else(|| config.field_name(*id), |f| &f.name);
        let text = custom.map_or("", |f| f.description.as_str());
        (kinds.is_empty() || kinds.contains(&kind))
            && (ids.is_empty() || ids.contains(&id.to_string().as_str()))
            && (name.to_lowercase().contains(&needle) || text.to_lowercase().contains(&needle))
    };
    let mut found: Vec<Found<'_>> = all.into_iter().filter(fits).collect();
    sort(&state, &mut found, order);
    page(call, window, &found, |(id, custom)| {
        detailed(call, &state, *id, *custom)
    })
}

fn search(call: &Call<'_>) -> Answer {
    found(call, false)
}

fn search_trashed(call: &Call<'_>) -> Answer {
    found(call, true)
}

pub(super) fn no_such_field(id: &str) -> Reply {
    errors::jira(
        404,
        format!("The custom field with id '{id}' was not found."),
    )
}

/// The number of the custom field that the path names first.
pub(super) fn custom(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    match FieldId::parse(call.param()) {
        Some(FieldId::Custom(number)) if state.jira.config.field(number).is_some() => Ok(number),
        _ => Err(no_such_field(call.param())),
    }
}

/// The projects that can use a field.
fn projects(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let state = call.read();
    let id = FieldId::parse(call.param()).filter(|id| state.jira.config.has_field(*id));
    let id = id.ok_or_else(|| errors::bad_request("The field was not found."))?;
    let field = match id {
        FieldId::System(_) => None,
        FieldId::Custom(number) => state.jira.config.field(number),
    };
    let all = state.jira.projects.all();
    let found: Vec<u32> = all
        .filter(|p| field.is_none_or(|field| in_project(field, p.id)))
        .map(|p| p.id)
        .collect();
    page(
        call,
        window,
        &found,
        |id| json!({ "projectId": id.to_string() }),
    )
}
