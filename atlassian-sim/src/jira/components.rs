//! Components of projects.

use serde_json::{Value, json};

use super::forms::{id as read_id, loose_text, new_text, order, page};
use super::project::visible;
use super::views::config::component as brief;
use super::views::project::component_whole;
use super::views::url;
use super::{MANAGE_PROJECT, READ_WORK};
use crate::call::Call;
use crate::errors;
use crate::paging::Window;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::field::{FieldId, System};
use crate::state::jira::issue::ChangeItem;
use crate::state::jira::project::{Component, ComponentAssignee};

const READ_PROJECT: &[&str] = &[
    "read:project:jira",
    "read:project.component:jira",
    "read:user:jira",
    "read:application-role:jira",
    "read:avatar:jira",
    "read:group:jira",
];
const WRITE_PROJECT_COMPONENT: &[&str] = &[
    "read:project:jira",
    "read:user:jira",
    "write:project.component:jira",
    "read:application-role:jira",
    "read:avatar:jira",
    "read:group:jira",
    "read:project.component:jira",
];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/component", Anonymous, search)
        .scopes(READ_WORK, READ_PROJECT),
    Operation::new("POST", "/rest/api/3/component", Anonymous, create)
        .scopes(MANAGE_PROJECT, WRITE_PROJECT_COMPONENT),
    Operation::new("GET", "/rest/api/3/component/{id}", Anonymous, get)
        .scopes(READ_WORK, READ_PROJECT),
    Operation::new("PUT", "/rest/api/3/component/{id}", Anonymous, update)
        .scopes(MANAGE_PROJECT, WRITE_PROJECT_COMPONENT),
    Operation::new("DELETE", "/rest/api/3/component/{id}", Anonymous, delete)
        .scopes(MANAGE_PROJECT, &["delete:project.component:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/component/{id}/relatedIssueCounts",
        Anonymous,
        counts,
    )
    .scopes(
        READ_WORK,
        &["read:field:jira", "read:project.component:jira"],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/project/{projectIdOrKey}/component",
        Anonymous,
        paged,
    )
    .scopes(READ_WORK, READ_PROJECT),
    Operation::new(
        "GET",
        "/rest/api/3/project/{projectIdOrKey}/components",
        Anonymous,
        list,
    )
    .scopes(READ_WORK, READ_PROJECT),
];

fn no_such_component(id: &str) -> Reply {
    errors::jira(404, format!("The component with id {id} does not exist."))
}

/// The component, if the caller sees its project.
fn wanted(call: &Call<'_>, state: &State, id: &str) -> Result<u32, Reply> {
    let number = id.parse().ok();
    let found = number.and_then(|n| Some((n, state.jira.projects.components.get(&n)?.project)));
    found
        .filter(|(_, project)| {
            let project = state.jira.projects.get(*project);
            project.is_some_and(|p| state.sees_project(call.caller, p))
        })
        .map(|(id, _)| id)
        .ok_or_else(|| no_such_component(id))
}

/// The component, if its project is the caller's to configure.
fn changeable(call: &Call<'_>, state: &State) -> Result<(u32, u32), Reply> {
    let id = wanted(call, state, call.param())?;
    let found = state.jira.projects.components.get(&id);
    let project = found.map_or(0, |c| c.project);
    may_change(call, state, project)?;
    Ok((id, project))
}

fn may_change(call: &Call<'_>, state: &State, project: u32) -> Result<(), Reply> {
    let found = state.jira.projects.get(project);
    if found.is_some_and(|p| state.edits_project(call.caller, p)) {
        Ok(())
    } else if call.caller.is_none() {
        Err(errors::not_logged_in())
    } else {
        Err(errors::jira(
            403,
            "The user does not have permission to complete this request.",
        ))
    }
}

fn shown(call: &Call<'_>, state: &State, status: u16, id: u32) -> Answer {
    let view = component_whole(call, state, id);
    let view = view.ok_or_else(|| no_such_component(&id.to_string()))?;
    Ok(Reply::json(status, &view))
}

/// How many issues have each component of a project.
fn issue_count(state: &State, id: u32) -> usize {
    let all = state.jira.issues.all();
    all.filter(|issue| issue.components.contains(&id)).count()
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let project = visible(call, &state, call.param())?;
    let found = state.jira.projects.components_of(project.id);
    let views = found.iter();
    ok(&views
        .filter_map(|(id, _)| component_whole(call, &state, *id))
        .collect())
}

/// Whether the text is in the name or the description.
fn matches(component: &Component, needle: &str) -> bool {
    let description = component.description.as_deref().unwrap_or("");
    component.name.to_lowercase().contains(needle) || description.to_lowercase().contains(needle)
}

fn paged(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 50, 50)?;
    let order = order(call, &["description", "issueCount", "lead", "name"])?;
    let needle = call.query.get("query").unwrap_or("").to_lowercase();
    let state = call.read();
    let project = visible(call, &state, call.param())?;
    let mut found: Vec<(u32, &Component, usize)> = state
        .jira
        .projects
        .components_of(project.id)
        .into_iter()
        .filter(|(_, component)| matches(component, &needle))
        .map(|(id, component)| (id, component, issue_count(&state, id)))
        .collect();
    if let Some((by, down)) = order {
        let lead = |c: &Component| c.lead.map(|at| &state.users.get(at).name);
        found.sort_by(|(_, a, a_count), (_, b, b_count)| {
            let order = match by {
                "description" => a.description.cmp(&b.description),
                "issueCount" => a_count.cmp(b_count),
                "lead" => lead(a).cmp(&lead(b)),
                _ => a.name.cmp(&b.name),
            };
            if down { order.reverse() } else { order }
        });
    }
    page(call, window, &found, |(id, _, count)| {
        let whole = component_whole(call, &state, *id).unwrap_or_default();
        let mut view = whole.clone();
        view["componentBean"] = whole;
        view["issueCount"] = (*count).into();
        view
    })
}

fn search(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 50, 50)?;
    let order = order(call, &["description", "name"])?;
    let needle = call.query.get("query").unwrap_or("").to_lowercase();
    let state = call.read();
    let mut projects = Vec::new();
    for key in call
        .query
        .all("projectIdsOrKeys")
        .flat_map(|v| v.split(','))
    {
        projects.push(visible(call, &state, key)?.id);
    }
    let parts = &state.jira.projects;
    let mut found: Vec<(u32, &Component)> = parts
        .all()
        .filter(|p| projects.is_empty() || projects.contains(&p.id))
        .filter(|p| state.sees_project(call.caller, p))
        .flat_map(|p| parts.components_of(p.id))
        .filter(|(_, component)| matches(component, &needle))
        .collect();
    if let Some((by, down)) = order {
        found.sort_by(|(_, a), (_, b)| {
            let order = match by {
                "description" => a.description.cmp(&b.description),
                _ => a.name.cmp(&b.name),
            };
            if down { order.reverse() } else { order }
        });
    }
    page(call, window, &found, |(id, _)| {
        brief(call, &state, *id).unwrap_or_default()
    })
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    shown(call, &state, 200, wanted(call, &state, call.param())?)
}

/// The lead and the kind of assignee that a body names; `None`: it names none. Within the lead,
/// `None` takes the lead away.
type People = (Option<Option<u32>>, Option<ComponentAssignee>);

fn people(state: &State, body: &Value) -> Result<People, Reply> {
    let lead = match body["leadAccountId"].as_str() {
        None => None,
        Some("") => Some(None),
        Some(account) => Some(Some(state.users.find(account).ok_or_else(|| {
            let message = format!("The user {account} does not exist.");
            errors::jira_field(400, "leadAccountId", message)
        })?)),
    };
    let wanted = body["assigneeType"].as_str();
    let kind = wanted
        .map(|key| {
            let known = ComponentAssignee::ALL.into_iter().find(|t| t.key() == key);
            known.ok_or_else(|| {
                errors::jira_field(400, "assigneeType", "Invalid assigneeType specified.")
            })
        })
        .transpose()?;
    Ok((lead, kind))
}

fn free(state: &State, project: u32, name: &str, own: Option<u32>) -> Result<(), Reply> {
    let parts = state.jira.projects.components_of(project);
    let mut others = parts.iter().filter(|(id, _)| Some(*id) != own);
    if others.any(|(_, c)| c.name.eq_ignore_ascii_case(name)) {
        let message = format!("A component with the name {name} already exists in this project.");
        return Err(errors::jira_field(400, "name", message));
    }
    Ok(())
}

fn create(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let key = body["project"].as_str().map(str::to_owned);
    let key = key.or_else(|| read_id(&body["projectId"]).map(|id| id.to_string()));
    let key = key.ok_or_else(|| {
        errors::jira_field(
            400,
            "project",
            "A project key is required to create a component.",
        )
    })?;
    let project = visible(call, &state, &key)?.id;
    may_change(call, &state, project)?;
    let name = new_text(&body, "name", 255)?.ok_or_else(|| {
        errors::jira_field(
            400,
            "name",
            "The component name specified is invalid - cannot be an empty string.",
        )
    })?;
    let description = loose_text(&body, "description", 32_767)?.map(str::to_owned);
    let (lead, kind) = people(&state, &body)?;
    free(&state, project, name, None)?;
    let component = Component {
        project,
        name: name.to_owned(),
        description,
        lead: lead.flatten(),
        assignee_type: kind.unwrap_or(ComponentAssignee::ProjectDefault),
    };
    let id = state.jira.projects.next_component_id();
    state.jira.projects.components.insert(id, component);
    shown(call, &state, 201, id)
}

fn update(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let (id, project) = changeable(call, &state)?;
    let name = new_text(&body, "name", 255)?;
    let description = loose_text(&body, "description", 32_767)?;
    let (lead, kind) = people(&state, &body)?;
    if let Some(name) = name {
        free(&state, project, name, Some(id))?;
    }
    if let Some(component) = state.jira.projects.components.get_mut(&id) {
        if let Some(name) = name {
            name.clone_into(&mut component.name);
        }
        if let Some(text) = description {
            component.description = (!text.is_empty()).then(|| text.to_owned());
        }
        component.lead = lead.unwrap_or(component.lead);
        component.assignee_type = kind.unwrap_or(component.assignee_type);
    }
    shown(call, &state, 200, id)
}

fn counts(call: &Call<'_>) -> Answer {
    let state = call.read();
    let id = wanted(call, &state, call.param())?;
    ok(&json!({
        "self": url(call, &format!("/component/{id}")),
        "issueCount": issue_count(&state, id),
    }))
}

/// How an issue's history says that a part came or went.
pub(super) fn part_change(
    field: System,
    from: Option<(u32, &str)>,
    to: Option<(u32, &str)>,
) -> ChangeItem {
    let id = |part: Option<(u32, &str)>| part.map(|(id, _)| id.to_string().into());
    let name = |part: Option<(u32, &str)>| part.map(|(_, name)| name.into());
    ChangeItem {
        field: FieldId::System(field),
        from: id(from),
        from_string: name(from),
        to: id(to),
        to_string: name(to),
    }
}

/// Its issues lose it, or get another in its place.
fn delete(call: &Call<'_>) -> Answer {
    let mut guard = call.write();
    let state = &mut *guard;
    let (id, project) = changeable(call, state)?;
    let account = call.account()?;
    let target = match call.query.filled("moveIssuesTo") {
        None => None,
        Some(text) => {
            let target = wanted(call, state, text)?;
            let same = state.jira.projects.components.get(&target);
            if target == id || same.is_none_or(|c| c.project != project) {
                return Err(no_such_component(text));
            }
            Some(target)
        }
    };
    let name = |id: u32| {
        let found = state.jira.projects.components.get(&id);
        found.map_or_else(String::new, |c| c.name.clone())
    };
    let (old, new) = (name(id), target.map(|id| (id, name(id))));
    let issues: Vec<u32> = state
        .jira
        .issues
        .all()
        .filter(|issue| issue.components.contains(&id))
        .map(|issue| issue.id)
        .collect();
    let now = call.now();
    for number in issues {
        let mut items = vec![part_change(System::Components, Some((id, &old)), None)];
        if let Some(issue) = state.jira.issues.edit(number, now) {
            issue.components.retain(|c| *c != id);
            if let Some((to, name)) = new
                .as_ref()
                .filter(|(to, _)| !issue.components.contains(to))
            {
                issue.components.push(*to);
                items.push(part_change(System::Components, None, Some((*to, name))));
            }
        }
        state.jira.issues.note(number, account, now, items);
    }
    state.jira.projects.components.remove(&id);
    Ok(Reply::empty(204))
}
