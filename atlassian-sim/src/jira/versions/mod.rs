//! Versions of projects: reading them and changing them one by one.

use serde_json::{Value, json};

use super::forms::{Patch, id as read_id, loose_text, new_text, order, page};
use super::project::visible;
use super::views::project::version_whole;
use super::{MANAGE_PROJECT, READ_WORK};
use crate::call::Call;
use crate::errors;
use crate::paging::Window;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::StatusCategory;
use crate::state::jira::event::Happened;
use crate::state::jira::project::Version;
use crate::time;

pub(super) mod counts;
pub(super) mod end;

const WRITE_PROJECT_VERSION: &[&str] = &["write:project-version:jira", "read:project-version:jira"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/project/{projectIdOrKey}/version",
        Anonymous,
        paged,
    )
    .scopes(READ_WORK, &["read:project-version:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/project/{projectIdOrKey}/versions",
        Anonymous,
        list,
    )
    .scopes(READ_WORK, &["read:project-version:jira"]),
    Operation::new("POST", "/rest/api/3/version", Anonymous, create)
        .scopes(MANAGE_PROJECT, WRITE_PROJECT_VERSION),
    Operation::new("GET", "/rest/api/3/version/{id}", Anonymous, get)
        .scopes(READ_WORK, &["read:project-version:jira"]),
    Operation::new("PUT", "/rest/api/3/version/{id}", Anonymous, update)
        .scopes(MANAGE_PROJECT, WRITE_PROJECT_VERSION),
    Operation::new("POST", "/rest/api/3/version/{id}/move", Anonymous, move_to)
        .scopes(MANAGE_PROJECT, WRITE_PROJECT_VERSION),
];

fn no_such_version(id: &str) -> Reply {
    errors::jira(404, format!("Could not find version for id '{id}'"))
}

/// The version, if the caller sees its project.
fn wanted(call: &Call<'_>, state: &State, id: &str) -> Result<u32, Reply> {
    let number = id.parse().ok();
    let found = number.and_then(|n| Some((n, state.jira.projects.versions.get(&n)?.project)));
    found
        .filter(|(_, project)| {
            let project = state.jira.projects.get(*project);
            project.is_some_and(|p| state.sees_project(call.caller, p))
        })
        .map(|(id, _)| id)
        .ok_or_else(|| no_such_version(id))
}

/// The version and its project, if that is the caller's to configure; all others are told that there
/// is no such version, as the service does.
fn changeable(call: &Call<'_>, state: &State) -> Result<(u32, u32), Reply> {
    let id = wanted(call, state, call.param())?;
    let found = state.jira.projects.versions.get(&id);
    let project = found.map_or(0, |v| v.project);
    let owner = state.jira.projects.get(project);
    if owner.is_some_and(|p| state.edits_project(call.caller, p)) {
        Ok((id, project))
    } else {
        Err(no_such_version(call.param()))
    }
}

/// A version with what `expand` asks for.
fn view(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
    let mut view = version_whole(call, state, id)?;
    if call.query.lists("expand", "operations") {
        view["operations"] = json!([]);
    }
    if call.query.lists("expand", "issuesstatus") {
        let statuses = &state.jira.config.statuses;
        let with = state.jira.issues.all();
        let with = with.filter(|issue| issue.fix_versions.contains(&id));
        let (mut unmapped, mut new, mut indeterminate, mut done) = (0, 0, 0, 0);
        for issue in with {
            let category = statuses.get(&issue.status).map(|s| s.category);
            *match category {
                None | Some(StatusCategory::Undefined) => &mut unmapped,
                Some(StatusCategory::New) => &mut new,
                Some(StatusCategory::Indeterminate) => &mut indeterminate,
                Some(StatusCategory::Done) => &mut done,
            } += 1_usize;
        }
        view["issuesStatusForFixVersion"] = json!({
            "unmapped": unmapped,
            "toDo": new,
            "inProgress": indeterminate,
            "done": done,
        });
    }
    Some(view)
}

fn shown(call: &Call<'_>, state: &State, status: u16, id: u32) -> Answer {
    let view = view(call, state, id).ok_or_else(|| no_such_version(&id.to_string()))?;
    Ok(Reply::json(status, &view))
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let project = visible(call, &state, call.param())?;
    let found = state.jira.projects.versions_of(project.id);
    ok(&found
        .iter()
        .filter_map(|(id, _)| view(call, &state, *id))
        .collect())
}

fn paged(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 50, 50)?;
    let orders = [
        "description",
        "name",
        "releaseDate",
        "sequence",
        "startDate",
    ];
    let order = order(call, &orders)?;
    let needle = call.query.get("query").unwrap_or("").to_lowercase();
    let statuses: Option<Vec<&str>> = call.query.filled("status").map(|v| v.split(',').collect());
    let state = call.read();
    let project = visible(call, &state, call.param())?;
    let fits = |version: &Version| {
        let has = |name: &str| statuses.as_ref().is_none_or(|s| s.contains(&name));
        let text = version.description.as_deref().unwrap_or("");
        let hit =
            version.name.to_lowercase().contains(&needle) || text.to_lowercase().contains(&needle);
        hit && (statuses.is_none()
            || version.archived && has("archived")
            || !version.archived && version.released && has("released")
            || !version.archived && !version.released && has("unreleased"))
    };
    let mut found = state.jira.projects.versions_of(project.id);
    found.retain(|(_, version)| fits(version));
    if let Some((by, down)) = order {
        found.sort_by(|(_, a), (_, b)| {
            let order = match by {
                "description" => a.description.cmp(&b.description),
                "name" => a.name.cmp(&b.name),
                "releaseDate" => a.release.cmp(&b.release),
                "startDate" => a.start.cmp(&b.start),
                _ => a.position.cmp(&b.position),
            };
            if down { order.reverse() } else { order }
        });
    }
    page(call, window, &found, |(id, _)| {
        view(call, &state, *id).unwrap_or_default()
    })
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    shown(call, &state, 200, wanted(call, &state, call.param())?)
}

/// What a body says about a version; `None`: nothing.
#[derive(Debug, Default)]
struct Wishes<'a> {
    name: Option<&'a str>,
    description: Option<&'a str>,
    start: Patch<i32>,
    release: Patch<i32>,
    archived: Option<bool>,
    released: Option<bool>,
}

impl<'a> Wishes<'a> {
    fn read(body: &'a Value) -> Result<Self, Reply> {
        let date = |field: &str| match &body[field] {
            Value::Null if body.get(field).is_none() => Ok(Patch::Keep),
            Value::Null => Ok(Patch::Clear),
            Value::String(text) if text.is_empty() => Ok(Patch::Clear),
            other => {
                let days = other.as_str().and_then(time::parse_date);
                days.map(Patch::Set).ok_or_else(|| {
                    errors::jira_field(
                        400,
                        field,
                        "The date is invalid: it must be given as yyyy-MM-dd.",
                    )
                })
            }
        };
        Ok(Self {
            name: new_text(body, "name", 255)?,
            description: loose_text(body, "description", 16_384)?,
            start: date("startDate")?,
            release: date("releaseDate")?,
            archived: body["archived"].as_bool(),
            released: body["released"].as_bool(),
        })
    }

    fn apply(&self, version: &mut Version) -> Result<(), Reply> {
        let start = self.start.over(version.start);
        let release = self.release.over(version.release);
        if let (Some(start), Some(release)) = (start, release)
            && start > release
        {
            return Err(errors::jira_field(
                400,
                "releaseDate",
                "The release date must not be before the start date.",
            ));
        }
        (version.start, version.release) = (start, release);
        if let Some(name) = self.name {
            name.clone_into(&mut version.name);
        }
        if let Some(text) = self.description {
            version.description = (!text.is_empty()).then(|| text.to_owned());
        }
        version.archived = self.archived.unwrap_or(version.archived);
        version.released = self.released.unwrap_or(version.released);
        Ok(())
    }
}

fn free(state: &State, project: u32, name: &str, own: Option<u32>) -> Result<(), Reply> {
    let parts = state.jira.projects.versions_of(project);
    let mut others = parts.iter().filter(|(id, _)| Some(*id) != own);
    if others.any(|(_, v)| v.name.eq_ignore_ascii_case(name)) {
        return Err(errors::jira_field(
            400,
            "name",
            "A version with this name already exists in this project.",
        ));
    }
    Ok(())
}

fn create(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let wishes = Wishes::read(&body)?;
    let mut state = call.write();
    let key = read_id(&body["projectId"]).map(|id| id.to_string());
    let key = key.or_else(|| body["project"].as_str().map(str::to_owned));
    let key = key.ok_or_else(|| {
        errors::jira_field(
            400,
            "projectId",
            "A project is required to create a version.",
        )
    })?;
    let project = visible(call, &state, &key)?;
    if !state.edits_project(call.caller, project) {
        // Who may not create versions is told that there is no such project.
        return Err(super::project::no_such_project(&key));
    }
    let project = project.id;
    let name = wishes
        .name
        .ok_or_else(|| errors::jira_field(400, "name", "You must specify a valid version name"))?;
    free(&state, project, name, None)?;
    let siblings = state.jira.projects.versions_of(project);
    let mut version = Version {
        project,
        name: String::new(),
        description: None,
        archived: false,
        released: false,
        start: None,
        release: None,
        position: siblings.last().map_or(0, |(_, last)| last.position + 1),
    };
    wishes.apply(&mut version)?;
    let released = version.released;
    let id = state.jira.projects.next_version_id();
    state.jira.projects.versions.insert(id, version);
    let mut events = vec![Happened::VersionCreated(id)];
    if released {
        events.push(Happened::VersionReleased(id));
    }
    for event in events {
        state.jira.emit(event, None, call.caller, call.now());
    }
    shown(call, &state, 201, id)
}

fn update(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let wishes = Wishes::read(&body)?;
    let mut guard = call.write();
    let state = &mut *guard;
    let (id, project) = changeable(call, state)?;
    if let Some(name) = wishes.name {
        free(state, project, name, Some(id))?;
    }
    // "…/version/10001", as the service's own pages send it.
    let target = body["moveUnfixedIssuesTo"].as_str();
    let target = target.and_then(|address| address.rsplit('/').next());
    let target = target
        .map(|text| wanted(call, state, text))
        .transpose()?
        .filter(|to| *to != id);
    let mut released = false;
    if let Some(version) = state.jira.projects.versions.get_mut(&id) {
        let before = version.released;
        wishes.apply(version)?;
        released = version.released && !before;
    }
    if let (Some(to), true) = (target, released) {
        end::move_unresolved(call, state, id, to);
    }
    let mut events = vec![Happened::VersionUpdated(id)];
    if released {
        events.push(Happened::VersionReleased(id));
    }
    for event in events {
        state.jira.emit(event, None, call.caller, call.now());
    }
    shown(call, state, 200, id)
}

/// To an end of the order, one place on, or behind another version.
fn move_to(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let (id, project) = changeable(call, &state)?;
    let mut ids: Vec<u32> = state
        .jira
        .projects
        .versions_of(project)
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    let at = ids.iter().position(|one| *one == id).unwrap_or(0);
    ids.retain(|one| *one != id);
    let invalid =
        || errors::bad_request("Either 'after' or 'position' must be given, and be valid.");
    let to = match (body["after"].as_str(), body["position"].as_str()) {
        (None, Some("First")) => 0,
        (None, Some("Last")) => ids.len(),
        (None, Some("Earlier")) => at.saturating_sub(1),
        (None, Some("Later")) => (at + 1).min(ids.len()),
        (Some(after), None) => {
            let after = wanted(call, &state, after.rsplit('/').next().unwrap_or(""))?;
            let place = ids.iter().position(|one| *one == after);
            place.ok_or_else(invalid)? + 1
        }
        _ => return Err(invalid()),
    };
    ids.insert(to, id);
    for (id, position) in ids.into_iter().zip(0..) {
        if let Some(version) = state.jira.projects.versions.get_mut(&id) {
            version.position = position;
        }
    }
    shown(call, &state, 200, id)
}
