//! With whom filters and dashboards are shared: reading and showing it.

use serde_json::{Value, json};

use super::views::{config, group_name, url};
use crate::call::Call;
use crate::errors;
use crate::reply::Reply;
use crate::state::State;
use crate::state::jira::project::AssigneeType;
use crate::state::jira::sharing::{Share, With};

/// The owner of something, as a short account.
pub(crate) fn owner(call: &Call<'_>, state: &State, account: u32) -> Value {
    let whole = super::views::person(call, state, account);
    let keys = ["self", "accountId", "avatarUrls", "displayName", "active"];
    keys.iter()
        .map(|key| ((*key).to_owned(), whole[*key].clone()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// A project with a little more than issues show of it.
fn project_view(call: &Call<'_>, state: &State, id: u32) -> Value {
    let held = state.jira.projects.get(id);
    let Some((mut view, held)) = config::project(call, state, id).zip(held) else {
        return Value::Null;
    };
    view["assigneeType"] = match held.assignee_type {
        AssigneeType::ProjectLead => "PROJECT_LEAD".into(),
        AssigneeType::Unassigned => "UNASSIGNED".into(),
    };
    view["style"] = if held.team_managed {
        "next-gen"
    } else {
        "classic"
    }
    .into();
    view["roles"] = json!({});
    view["properties"] = json!({});
    view
}

pub(super) fn view(call: &Call<'_>, state: &State, share: &Share) -> Value {
    let id = share.id;
    match &share.with {
        With::Everybody => json!({ "id": id, "type": "global" }),
        With::LoggedIn => json!({ "id": id, "type": "loggedin" }),
        With::Group(slot) => {
            json!({ "id": id, "type": "group", "group": group_name(call, state.groups.get(*slot)) })
        }
        With::User(account) => {
            json!({ "id": id, "type": "user", "user": owner(call, state, *account) })
        }
        With::Project(project) => {
            json!({ "id": id, "type": "project", "project": project_view(call, state, *project) })
        }
        With::ProjectRole { project, role } => {
            let name = state.jira.config.roles.get(role).map_or("", |r| &r.name);
            json!({
                "id": id,
                "type": "projectRole",
                "project": project_view(call, state, *project),
                "role": {
                    "self": url(call, &format!("/project/{project}/role/{role}")),
                    "name": name,
                    "id": role,
                },
            })
        }
    }
}

pub(super) fn views(call: &Call<'_>, state: &State, shares: &[Share]) -> Value {
    shares
        .iter()
        .map(|share| view(call, state, share))
        .collect()
}

fn refused(message: impl Into<String>) -> Reply {
    errors::jira_field(400, "sharePermissions", message)
}

/// The id inside a nested object, a text or a number.
fn id_in(value: &Value) -> Option<u32> {
    match value {
        Value::String(text) => text.parse().ok(),
        other => other.as_u64().and_then(|id| u32::try_from(id).ok()),
    }
}

/// Reads one share in the nested form: `{"type":"group","group":{"groupId":…}}`.
fn read_one(call: &Call<'_>, state: &State, value: &Value) -> Result<With, Reply> {
    let project = |value: &Value| {
        let found = id_in(&value["id"]).and_then(|id| state.jira.projects.get(id));
        let found = found.or_else(|| state.jira.projects.by_key(value["key"].as_str()?));
        found
            .filter(|p| state.sees_project(call.caller, p))
            .map(|p| p.id)
            .ok_or_else(|| {
                refused("The project does not exist or you do not have permission to see it.")
            })
    };
    with(
        state,
        value["type"].as_str(),
        &Named {
            group_id: value["group"]["groupId"].as_str(),
            group_name: value["group"]["name"].as_str(),
            account: value["user"]["accountId"].as_str(),
            project: || project(&value["project"]),
            role: id_in(&value["role"]["id"]),
        },
    )
}

/// The parts of a share, from whichever form it was sent in.
struct Named<'a, P: Fn() -> Result<u32, Reply>> {
    group_id: Option<&'a str>,
    group_name: Option<&'a str>,
    account: Option<&'a str>,
    project: P,
    role: Option<u32>,
}

fn with<P: Fn() -> Result<u32, Reply>>(
    state: &State,
    kind: Option<&str>,
    named: &Named<'_, P>,
) -> Result<With, Reply> {
    match kind {
        Some("global") => Ok(With::Everybody),
        Some("authenticated" | "loggedin") => Ok(With::LoggedIn),
        Some("group") => {
            let by_id = named.group_id.and_then(|id| state.groups.find(id));
            let found = by_id.or_else(|| state.groups.find_by_name(named.group_name?));
            found
                .map(With::Group)
                .ok_or_else(|| refused("The group does not exist."))
        }
        Some("user") => {
            let found = named.account.and_then(|id| state.users.find(id));
            found
                .map(With::User)
                .ok_or_else(|| refused("The user does not exist."))
        }
        Some("project") if named.role.is_none() => (named.project)().map(With::Project),
        Some("project" | "projectRole") => {
            let role = named
                .role
                .filter(|id| state.jira.config.roles.contains_key(id));
            let role = role.ok_or_else(|| refused("The project role does not exist."))?;
            let project = (named.project)()?;
            Ok(With::ProjectRole { project, role })
        }
        _ => Err(refused("The type of a share permission is invalid.")),
    }
}

/// Reads a list of shares; each gets a number of its own.
pub(super) fn read(call: &Call<'_>, state: &State, list: &Value) -> Result<Vec<With>, Reply> {
    let items = list.as_array().map_or(&[][..], Vec::as_slice);
    items
        .iter()
        .map(|item| read_one(call, state, item))
        .collect()
}

/// Reads one share in the flat form: `{"type":"group","groupId":…}`.
pub(super) fn read_flat(call: &Call<'_>, state: &State, value: &Value) -> Result<With, Reply> {
    let project = || {
        let found = id_in(&value["projectId"]).and_then(|id| state.jira.projects.get(id));
        found
            .filter(|p| state.sees_project(call.caller, p))
            .map(|p| p.id)
            .ok_or_else(|| {
                refused("The project does not exist or you do not have permission to see it.")
            })
    };
    with(
        state,
        value["type"].as_str(),
        &Named {
            group_id: value["groupId"].as_str(),
            group_name: value["groupname"].as_str(),
            account: value["accountId"].as_str(),
            project,
            role: id_in(&value["projectRoleId"]),
        },
    )
}

/// 400 for callers who may not share anything.
pub(super) fn may_share(call: &Call<'_>, state: &State) -> Result<(), Reply> {
    if state.holds(call.caller, "CREATE_SHARED_OBJECTS") {
        Ok(())
    } else {
        Err(refused("You do not have permission to share."))
    }
}

/// 400 where two parameters say the same.
pub(super) fn exclude(call: &Call<'_>, one: &str, other: &str) -> Result<(), Reply> {
    if call.query.filled(one).is_some() && call.query.filled(other).is_some() {
        return Err(errors::bad_request(format!(
            "The parameters '{one}' and '{other}' cannot be used together."
        )));
    }
    Ok(())
}

/// With whom the things that a search is for are shared.
pub(super) fn asked(call: &Call<'_>, state: &State) -> Result<Vec<With>, Reply> {
    let query = &call.query;
    exclude(call, "groupname", "groupId")?;
    // What does not exist has no shares.
    let nobody = With::Group(u32::MAX);
    let group = |slot: Option<u32>| slot.map_or_else(|| nobody.clone(), With::Group);
    let mut all = Vec::new();
    if let Some(id) = query.filled("groupId") {
        all.push(group(state.groups.find(id)));
    }
    if let Some(name) = query.filled("groupname") {
        all.push(group(state.groups.find_by_name(name)));
    }
    if query.filled("projectId").is_some() {
        let id = u32::try_from(query.number("projectId", 0)?);
        all.push(With::Project(id.unwrap_or(0)));
    }
    Ok(all)
}

/// Whether something is shared with this group or project, also with one role of the project.
pub(super) fn names(shares: &[Share], with: &With) -> bool {
    shares.iter().any(|share| match (&share.with, with) {
        (With::ProjectRole { project, .. }, With::Project(wanted)) => project == wanted,
        (held, wanted) => held == wanted,
    })
}

/// The active accounts that something is shared with by name, group or project; sharing with
/// everybody counts nobody.
pub(super) fn people(state: &State, shares: &[Share]) -> Vec<u32> {
    let some = shares
        .iter()
        .filter(|s| !matches!(s.with, With::Everybody | With::LoggedIn));
    let some: Vec<Share> = some.cloned().collect();
    if some.is_empty() {
        return Vec::new();
    }
    (0..)
        .zip(state.users.all())
        .filter(|(_, user)| user.active())
        .map(|(at, _)| at)
        .filter(|at| state.shared_with(Some(*at), &some))
        .collect()
}

pub(super) fn numbered(state: &mut State, all: Vec<With>) -> Vec<Share> {
    all.into_iter()
        .map(|with| Share {
            id: state.jira.sharing.next_id(),
            with,
        })
        .collect()
}
