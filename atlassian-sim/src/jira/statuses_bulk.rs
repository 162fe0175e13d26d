//! Statuses as administrators manage them: many at a time.

use serde_json::{Value, json};

use super::MANAGE;
use super::forms::{asked_ids, id as read_id, loose_text, needed_text, page, path_id};
use crate::call::Call;
use crate::errors;
use crate::paging::Window;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::{Status, StatusCategory};
use crate::state::jira::permit::ADMINISTER_PROJECTS;
use crate::state::jira::project::Project;
use crate::state::permissions::ADMINISTER;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/statuses", Login, get)
        .scopes(MANAGE, &["read:workflow:jira"]),
    Operation::new("POST", "/rest/api/3/statuses", Login, create)
        .scopes(MANAGE, &["write:workflow:jira"]),
    Operation::new("PUT", "/rest/api/3/statuses", Login, update)
        .scopes(MANAGE, &["write:workflow:jira"]),
    Operation::new("DELETE", "/rest/api/3/statuses", Login, delete)
        .scopes(MANAGE, &["write:workflow:jira"]),
    Operation::new("GET", "/rest/api/3/statuses/byNames", Login, by_names)
        .scopes(MANAGE, &["read:workflow:jira"]),
    Operation::new("GET", "/rest/api/3/statuses/search", Login, search)
        .scopes(MANAGE, &["read:workflow:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/statuses/{statusId}/projectUsages",
        Login,
        project_usages,
    )
    .scopes(MANAGE, &["read:project:jira", "read:status:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/statuses/{statusId}/workflowUsages",
        Login,
        workflow_usages,
    )
    .scopes(MANAGE, &["read:workflow:jira", "read:status:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/statuses/{statusId}/project/{projectId}/issueTypeUsages",
        Login,
        type_usages,
    )
    .scopes(
        MANAGE,
        &[
            "read:project:jira",
            "read:status:jira",
            "read:issue-type:jira",
        ],
    ),
];

/// How many statuses one call may name.
const AT_ONCE: usize = 50;

/// Categories, as these operations write them.
pub(super) fn category_code(category: StatusCategory) -> &'static str {
    match category {
        StatusCategory::Undefined | StatusCategory::New => "TODO",
        StatusCategory::Indeterminate => "IN_PROGRESS",
        StatusCategory::Done => "DONE",
    }
}

pub(super) fn read_category(text: &str) -> Option<StatusCategory> {
    Some(match text {
        "TODO" => StatusCategory::New,
        "IN_PROGRESS" => StatusCategory::Indeterminate,
        "DONE" => StatusCategory::Done,
        _ => return None,
    })
}

pub(super) fn scope_view(project: Option<u32>) -> Value {
    project.map_or_else(
        || json!({ "type": "GLOBAL" }),
        |id| json!({ "type": "PROJECT", "project": { "id": id.to_string() } }),
    )
}

/// Reads a scope: all projects, or one that is team-managed.
pub(super) fn read_scope(state: &State, scope: &Value) -> Result<Option<u32>, Reply> {
    match scope["type"].as_str() {
        Some("GLOBAL") => Ok(None),
        Some("PROJECT") => {
            let id = read_id(&scope["project"]["id"]);
            let project = id.and_then(|id| state.jira.projects.get(id));
            let project = project.filter(|p| p.team_managed);
            project.map(|p| Some(p.id)).ok_or_else(|| {
                errors::bad_request("The project of the scope must be a team-managed project.")
            })
        }
        _ => Err(errors::bad_request(
            "The scope must be of the type GLOBAL or PROJECT.",
        )),
    }
}

fn view(id: u32, status: &Status) -> Value {
    json!({
        "id": id.to_string(),
        "name": status.name,
        "statusCategory": category_code(status.category),
        "scope": scope_view(status.project),
        "description": status.description,
    })
}

/// Administrators of the site, and of the project that the statuses belong to.
pub(super) fn need_scope(
    call: &Call<'_>,
    state: &State,
    project: Option<u32>,
) -> Result<(), Reply> {
    let own = project.and_then(|id| state.jira.projects.get(id));
    let may = state.holds(call.caller, ADMINISTER)
        || own.is_some_and(|p| state.edits_project(call.caller, p));
    if may {
        Ok(())
    } else {
        Err(errors::jira(
            403,
            "The user does not have permission to manage these statuses.",
        ))
    }
}

/// Administrators of the site or of any project.
fn need_some_administrator(call: &Call<'_>, state: &State) -> Result<(), Reply> {
    if state.holds(call.caller, ADMINISTER) || state.holds(call.caller, ADMINISTER_PROJECTS) {
        Ok(())
    } else {
        Err(errors::jira(
            403,
            "Only administrators of Jira or of a project can perform this operation.",
        ))
    }
}

fn named_ids(call: &Call<'_>) -> Result<Vec<u32>, Reply> {
    let ids = asked_ids(call, "id")?.unwrap_or_default();
    if ids.is_empty() || ids.len() > AT_ONCE {
        return Err(errors::bad_request(
            "Between 1 and 50 status IDs must be given.",
        ));
    }
    Ok(ids)
}

fn get(call: &Call<'_>) -> Answer {
    let ids = named_ids(call)?;
    let state = call.read();
    need_some_administrator(call, &state)?;
    let statuses = &state.jira.config.statuses;
    let found = ids
        .iter()
        .filter_map(|id| Some(view(*id, statuses.get(id)?)));
    ok(&found.collect())
}

fn by_names(call: &Call<'_>) -> Answer {
    let names: Vec<&str> = call.query.all("name").collect();
    if names.is_empty() || names.len() > AT_ONCE {
        return Err(errors::bad_request(
            "Between 1 and 50 status names must be given.",
        ));
    }
    let project = asked_ids(call, "projectId")?.and_then(|ids| ids.first().copied());
    let state = call.read();
    need_some_administrator(call, &state)?;
    let statuses = state.jira.config.statuses.iter();
    let found = statuses.filter(|(_, s)| s.project == project && names.contains(&s.name.as_str()));
    ok(&found.map(|(id, status)| view(*id, status)).collect())
}

fn search(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 200, 200)?;
    let project = asked_ids(call, "projectId")?.and_then(|ids| ids.first().copied());
    let needle = call.query.get("searchString").unwrap_or("").to_lowercase();
    let category = call.query.filled("statusCategory");
    let category = category
        .map(|code| {
            let known = read_category(code);
            known.ok_or_else(|| errors::bad_request("The status category is invalid."))
        })
        .transpose()?;
    let state = call.read();
    need_some_administrator(call, &state)?;
    let statuses = state.jira.config.statuses.iter();
    let mut found: Vec<(&u32, &Status)> = statuses
        .filter(|(_, s)| s.project == project && s.name.to_lowercase().contains(&needle))
        .filter(|(_, s)| category.is_none_or(|c| category_code(c) == category_code(s.category)))
        .collect();
    found.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
    page(call, window, &found, |(id, status)| view(**id, status))
}

/// Name, description and category of an entry in a body.
fn read(entry: &Value) -> Result<Status, Reply> {
    let name = needed_text(entry, "name", 255)?;
    let category = entry["statusCategory"].as_str().and_then(read_category);
    Ok(Status {
        name: name.to_owned(),
        description: loose_text(entry, "description", 255)?
            .unwrap_or("")
            .to_owned(),
        category: category.ok_or_else(|| {
            errors::jira_field(400, "statusCategory", "The status category is invalid.")
        })?,
        project: None,
    })
}

/// The entries of a body: between one and fifty.
fn entries(body: &Value) -> Result<&Vec<Value>, Reply> {
    let list = body["statuses"].as_array();
    list.filter(|list| !list.is_empty() && list.len() <= AT_ONCE)
        .ok_or_else(|| errors::bad_request("Between 1 and 50 statuses must be given."))
}

fn name_taken(state: &State, project: Option<u32>, name: &str, own: Option<u32>) -> bool {
    let mut others = state.jira.config.statuses.iter();
    others.any(|(id, s)| {
        Some(*id) != own && s.project == project && s.name.eq_ignore_ascii_case(name)
    })
}

fn taken(name: &str) -> Reply {
    errors::bad_request(format!("The status name '{name}' is already in use."))
}

fn create(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let project = read_scope(&state, &body["scope"])?;
    need_scope(call, &state, project)?;
    let mut new: Vec<Status> = Vec::new();
    for entry in entries(&body)? {
        let status = Status {
            project,
            ..read(entry)?
        };
        let twice = new
            .iter()
            .any(|s| s.name.eq_ignore_ascii_case(&status.name));
        if twice || name_taken(&state, project, &status.name, None) {
            return Err(taken(&status.name));
        }
        new.push(status);
    }
    let mut views = Vec::new();
    for status in new {
        let id = state.jira.config.next_id();
        views.push(view(id, &status));
        state.jira.config.statuses.insert(id, status);
    }
    ok(&views.into())
}

fn update(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let mut changed: Vec<(u32, Status)> = Vec::new();
    for entry in entries(&body)? {
        let id = read_id(&entry["id"]);
        let old = id.and_then(|id| Some((id, state.jira.config.statuses.get(&id)?)));
        let (id, old) = old.ok_or_else(|| errors::bad_request("A status was not found."))?;
        need_scope(call, &state, old.project)?;
        let description = entry["description"]
            .is_null()
            .then(|| old.description.clone());
        let mut status = Status {
            project: old.project,
            ..read(entry)?
        };
        status.description = description.unwrap_or(status.description);
        if name_taken(&state, status.project, &status.name, Some(id)) {
            return Err(taken(&status.name));
        }
        changed.push((id, status));
    }
    state.jira.config.statuses.extend(changed);
    Ok(Reply::empty(204))
}

fn delete(call: &Call<'_>) -> Answer {
    let ids = named_ids(call)?;
    let mut state = call.write();
    for id in &ids {
        let config = &state.jira.config;
        let status = config.statuses.get(id);
        let status = status.ok_or_else(|| errors::bad_request("A status was not found."))?;
        need_scope(call, &state, status.project)?;
        let used = config.workflows.values().any(|w| w.statuses.contains(id))
            || state.jira.issues.all().any(|issue| issue.status == *id);
        if used {
            return Err(errors::bad_request(format!(
                "The status with id '{id}' is in use and cannot be deleted."
            )));
        }
    }
    state.jira.config.statuses.retain(|id, _| !ids.contains(id));
    Ok(Reply::empty(204))
}

/// `{values: [{id}], nextPageToken?}`, where the token is the place to go on at.
pub(super) fn usages(call: &Call<'_>, ids: &[String]) -> Result<Value, Reply> {
    let size = call.query.number("maxResults", 50)?.clamp(1, 200);
    let start = match call.query.filled("nextPageToken") {
        None => 0,
        Some(token) => token
            .parse()
            .map_err(|_| errors::bad_request("The nextPageToken is invalid."))?,
    };
    let shown = ids.iter().skip(start).take(size);
    let values: Vec<Value> = shown.map(|id| json!({ "id": id })).collect();
    let mut view = json!({ "values": values });
    if start + size < ids.len() {
        view["nextPageToken"] = (start + size).to_string().into();
    }
    Ok(view)
}

/// The status, which must exist; for administrators of the site.
fn used_status(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    let id = path_id(call, 0).filter(|id| state.jira.config.statuses.contains_key(id));
    id.ok_or_else(|| errors::jira(404, "The status was not found."))
}

fn project_usages(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let state = call.read();
    let id = used_status(call, &state)?;
    let jira = &state.jira;
    let follows = |project: &Project| {
        let mut types = jira.types_of(project).iter();
        types.any(|kind| {
            jira.workflow_of(project, *kind)
                .is_some_and(|w| w.statuses.contains(&id))
        })
    };
    let users = jira.projects.all().filter(|p| follows(p));
    let ids: Vec<String> = users.map(|p| p.id.to_string()).collect();
    ok(&json!({ "statusId": id.to_string(), "projects": usages(call, &ids)? }))
}

fn workflow_usages(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let state = call.read();
    let id = used_status(call, &state)?;
    let users = state.jira.config.workflows.values();
    let users = users.filter(|w| w.statuses.contains(&id));
    let ids: Vec<String> = users.map(|w| w.entity_id.clone()).collect();
    ok(&json!({ "statusId": id.to_string(), "workflows": usages(call, &ids)? }))
}

fn type_usages(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let state = call.read();
    let id = used_status(call, &state)?;
    let project = path_id(call, 1).and_then(|id| state.jira.projects.get(id));
    let project = project.ok_or_else(|| errors::jira(404, "The project was not found."))?;
    let types = state.jira.types_of(project).iter();
    let users = types.filter(|kind| {
        let workflow = state.jira.workflow_of(project, **kind);
        workflow.is_some_and(|w| w.statuses.contains(&id))
    });
    let ids: Vec<String> = users.map(ToString::to_string).collect();
    ok(&json!({
        "statusId": id.to_string(),
        "projectId": project.id.to_string(),
        "issueTypes": usages(call, &ids)?,
    }))
}
