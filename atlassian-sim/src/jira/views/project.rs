//! Projects with their components and versions, each whole.

use serde_json::{Map, Value, json};

use super::config::{category, component, issue_type, project_avatars, version};
use super::{brief_person, person, url};
use crate::call::Call;
use crate::state::State;
use crate::state::jira::project::{AssigneeType, ComponentAssignee, Project, ProjectState};
use crate::time::{self, DAY};

/// What `expand` may ask of projects.
const EXPAND: &str = "description,lead,issueTypes,url,projectKeys,permissions,insight";

/// How long a project stays in the trash.
const RETENTION: i64 = 60 * DAY;

/// The days of `01/Feb/26`.
fn user_date(days: i32) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let date = time::date(days);
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let month = month.and_then(|m| m.parse::<usize>().ok()).unwrap_or(1);
    let month = MONTHS.get(month - 1).unwrap_or(&"Jan");
    let year = year.and_then(|y| y.get(y.len() - 2..)).unwrap_or("");
    format!("{}/{month}/{year}", day.unwrap_or(""))
}

/// A version with its project, as its own resource shows it.
pub(crate) fn version_whole(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
    let found = state.jira.projects.versions.get(&id)?;
    let mut view = version(call, state, id)?;
    if let Some(days) = found.start {
        view["startDate"] = time::date(days).into();
        view["userStartDate"] = user_date(days).into();
    }
    if let Some(days) = found.release {
        view["userReleaseDate"] = user_date(days).into();
        if !found.released {
            let today = call.now().div_euclid(DAY);
            view["overdue"] = (i64::from(days) < today).into();
        }
    }
    view["projectId"] = found.project.into();
    Some(view)
}

/// A component with who gets its issues, as its own resource shows it.
pub(crate) fn component_whole(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
    let found = state.jira.projects.components.get(&id)?;
    let project = state.jira.projects.get(found.project)?;
    let mut view = component(call, state, id)?;
    let by_default = match project.assignee_type {
        AssigneeType::ProjectLead => (ComponentAssignee::ProjectLead, Some(project.lead)),
        AssigneeType::Unassigned => (ComponentAssignee::Unassigned, None),
    };
    let (real, assignee, valid) = match (found.assignee_type, found.lead) {
        (ComponentAssignee::ComponentLead, Some(lead)) => {
            (ComponentAssignee::ComponentLead, Some(lead), true)
        }
        (ComponentAssignee::ComponentLead, None) => (by_default.0, by_default.1, false),
        (ComponentAssignee::ProjectDefault, _) => (by_default.0, by_default.1, true),
        (ComponentAssignee::ProjectLead, _) => {
            (ComponentAssignee::ProjectLead, Some(project.lead), true)
        }
        (ComponentAssignee::Unassigned, _) => (ComponentAssignee::Unassigned, None, true),
    };
    if let Some(lead) = found.lead {
        view["lead"] = brief_person(call, state, lead);
    }
    view["assigneeType"] = found.assignee_type.key().into();
    view["realAssigneeType"] = real.key().into();
    view["isAssigneeTypeValid"] = valid.into();
    if let Some(account) = assignee {
        let account = brief_person(call, state, account);
        view["assignee"] = account.clone();
        view["realAssignee"] = account;
    }
    view["project"] = project.key.as_str().into();
    view["projectId"] = project.id.into();
    Some(view)
}

/// The issue types of a project, in the order of its scheme.
pub(crate) fn issue_types(call: &Call<'_>, state: &State, project: &Project) -> Vec<Value> {
    state
        .jira
        .types_of(project)
        .iter()
        .filter_map(|id| issue_type(call, state, *id))
        .collect()
}

/// A project as lists show it, with what `expand` and `properties` ask for.
pub(crate) fn listed(call: &Call<'_>, state: &State, project: &Project) -> Value {
    let expand = |what: &str| call.query.lists("expand", what);
    let mut view = json!({
        "expand": EXPAND,
        "self": url(call, &format!("/project/{}", project.id)),
        "id": project.id.to_string(),
        "key": project.key,
        "name": project.name,
        "avatarUrls": project_avatars(call, project),
        "projectTypeKey": project.kind.key(),
        "simplified": project.team_managed,
        "style": if project.team_managed { "next-gen" } else { "classic" },
        "isPrivate": project.private,
        "properties": properties(call, project),
    });
    if let Some(category) = project.category.and_then(|id| category(call, state, id)) {
        view["projectCategory"] = category;
    }
    if project.team_managed {
        view["uuid"] = project.uuid.as_str().into();
    }
    if expand("description") {
        view["description"] = project.description.as_str().into();
    }
    if expand("lead") {
        view["lead"] = person(call, state, project.lead);
    }
    if expand("issueTypes") {
        view["issueTypes"] = issue_types(call, state, project).into();
    }
    if let (true, Some(address)) = (expand("url"), &project.url) {
        view["url"] = address.as_str().into();
    }
    if expand("permissions") {
        let edits = state.edits_project(call.caller, project);
        view["permissions"] = json!({ "canEdit": edits });
    }
    add_keys(call, state, project, &mut view);
    add_state(call, state, project, &mut view);
    view
}

/// One project with everything that belongs to it.
pub(crate) fn whole(call: &Call<'_>, state: &State, project: &Project) -> Value {
    let mut view = listed(call, state, project);
    view["expand"] =
        "description,lead,issueTypes,url,projectKeys,permissions,insight,issueTypeHierarchy".into();
    view["description"] = project.description.as_str().into();
    view["lead"] = person(call, state, project.lead);
    view["issueTypes"] = issue_types(call, state, project).into();
    let parts = &state.jira.projects;
    let components = parts.components_of(project.id).into_iter();
    let components: Vec<Value> = components
        .filter_map(|(id, _)| component(call, state, id))
        .collect();
    view["components"] = components.into();
    let versions = parts.versions_of(project.id).into_iter();
    let versions: Vec<Value> = versions
        .filter_map(|(id, _)| version_whole(call, state, id))
        .collect();
    view["versions"] = versions.into();
    view["assigneeType"] = project.assignee_type.key().into();
    view["roles"] = roles(call, state, project);
    if let Some(address) = &project.url {
        view["url"] = address.as_str().into();
    }
    if let Some(email) = &project.email {
        view["email"] = email.as_str().into();
    }
    if call.query.lists("expand", "issueTypeHierarchy") {
        view["issueTypeHierarchy"] = hierarchy(state, project);
    }
    view
}

/// The address of each role, by the role's name.
pub(crate) fn roles(call: &Call<'_>, state: &State, project: &Project) -> Value {
    let known = state.jira.config.roles.iter();
    let map: Map<String, Value> = known
        .filter(|(_, role)| role.project.is_none_or(|p| p == project.id))
        .map(|(id, role)| {
            let path = format!("/project/{}/role/{id}", project.id);
            (role.name.clone(), url(call, &path).into())
        })
        .collect();
    map.into()
}

fn hierarchy(state: &State, project: &Project) -> Value {
    let types = state.jira.types_of(project);
    let levels: Vec<Value> = [(1, "Epic"), (0, "Base"), (-1, "Subtask")]
        .into_iter()
        .map(|(level, name)| {
            let kinds = &state.jira.config.issue_types;
            let at_level = |id: &&u32| kinds.get(*id).is_some_and(|k| i32::from(k.level) == level);
            let ids: Vec<u32> = types.iter().filter(at_level).copied().collect();
            json!({ "name": name, "level": level, "hierarchyLevelNumber": level, "issueTypeIds": ids })
        })
        .collect();
    json!({ "baseLevelId": 0, "levels": levels })
}

/// The properties that `properties` names.
fn properties(call: &Call<'_>, project: &Project) -> Value {
    let named = call.query.all("properties").flat_map(|v| v.split(','));
    let map: Map<String, Value> = named
        .filter_map(|key| Some((key.to_owned(), project.properties.get(key)?.clone())))
        .collect();
    map.into()
}

fn add_keys(call: &Call<'_>, state: &State, project: &Project, view: &mut Value) {
    if call.query.lists("expand", "projectKeys") {
        view["projectKeys"] = json!(state.jira.projects.keys_of(project.id));
    }
}

fn add_state(call: &Call<'_>, state: &State, project: &Project, view: &mut Value) {
    match project.state {
        ProjectState::Live => {}
        ProjectState::Archived { at, by } => {
            view["archived"] = true.into();
            view["archivedDate"] = time::jira(at).into();
            view["archivedBy"] = person(call, state, by);
        }
        ProjectState::Deleted { at, by } => {
            view["deleted"] = true.into();
            view["deletedDate"] = time::jira(at).into();
            view["deletedBy"] = person(call, state, by);
            view["retentionTillDate"] = time::jira(at + RETENTION).into();
        }
    }
}
