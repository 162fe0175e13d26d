//! Dashboards: reading, making, changing, copying and deleting them.

pub(super) mod bulk;
pub(super) mod search;

use serde_json::{Value, json};

use super::shares;
use super::views::url;
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::sharing::{Dashboard, Gadget, With};
use crate::state::permissions::ADMINISTER;

const READ: &str = "read:jira-work";
const WRITE: &str = "write:jira-work";
const ONE: &str = "/rest/api/3/dashboard/{id}";
const READING: &[&str] = &[
    "read:dashboard:jira",
    "read:group:jira",
    "read:project:jira",
    "read:project-role:jira",
    "read:user:jira",
    "read:application-role:jira",
    "read:avatar:jira",
    "read:issue-type-hierarchy:jira",
    "read:issue-type:jira",
    "read:project-category:jira",
    "read:project-version:jira",
    "read:project.component:jira",
];
const WRITING: &[&str] = &[
    "read:dashboard:jira",
    "read:group:jira",
    "read:project:jira",
    "read:project-role:jira",
    "read:user:jira",
    "write:dashboard:jira",
    "read:application-role:jira",
    "read:avatar:jira",
    "read:issue-type-hierarchy:jira",
    "read:issue-type:jira",
    "read:project-category:jira",
    "read:project-version:jira",
    "read:project.component:jira",
];

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/rest/api/3/dashboard", Login, create).scopes(WRITE, WRITING),
    Operation::new("GET", ONE, Anonymous, get).scopes(READ, READING),
    Operation::new("PUT", ONE, Login, update).scopes(WRITE, WRITING),
    Operation::new("DELETE", ONE, Login, delete).scopes(WRITE, &["delete:dashboard:jira"]),
    Operation::new("POST", "/rest/api/3/dashboard/{id}/copy", Login, copy).scopes(WRITE, WRITING),
];

/// The longest name.
const NAME: usize = 255;

fn no_such_dashboard(id: &str) -> Reply {
    errors::jira(404, format!("The dashboard with id '{id}' does not exist."))
}

/// Whether the caller acts with the rights of an administrator, and may.
fn extended(call: &Call<'_>, state: &State, asked: bool) -> bool {
    asked && state.holds(call.caller, ADMINISTER)
}

/// The dashboard that the path names, if the caller sees it.
pub(super) fn visible<'a>(call: &Call<'_>, state: &'a State) -> Option<(u32, &'a Dashboard)> {
    let id: u32 = call.param().parse().ok()?;
    let all = extended(call, state, call.query.flag("extendAdminPermissions"));
    let found = if all {
        state.jira.sharing.dashboards.get(&id)
    } else {
        state.visible_dashboard(call.caller, id)
    };
    found.map(|dashboard| (id, dashboard))
}

/// Whether the caller owns the dashboard; administrators own the system's.
fn owns(state: &State, caller: Option<u32>, dashboard: &Dashboard) -> bool {
    match dashboard.owner {
        None => state.holds(caller, ADMINISTER),
        owner => owner == caller,
    }
}

/// Whether the caller may change what is on the dashboard.
pub(super) fn may_edit(state: &State, caller: Option<u32>, dashboard: &Dashboard) -> bool {
    owns(state, caller, dashboard) || state.shared_with(caller, &dashboard.edit_shares)
}

fn view(call: &Call<'_>, state: &State, id: u32, dashboard: &Dashboard) -> Value {
    let caller = call.caller;
    let mut view = json!({
        "id": id.to_string(),
        "isFavourite": caller.is_some_and(|c| dashboard.favourites.contains(&c)),
        "name": dashboard.name,
        "popularity": dashboard.favourites.len(),
        "self": url(call, &format!("/dashboard/{id}")),
        "sharePermissions": shares::views(call, state, &dashboard.shares),
        "editPermissions": shares::views(call, state, &dashboard.edit_shares),
        "view": format!("/jira/dashboards/{id}"),
        "isWritable": may_edit(state, caller, dashboard),
        "systemDashboard": dashboard.owner.is_none(),
    });
    if let Some(caller) = caller.filter(|c| dashboard.favourites.contains(c)) {
        // The place among those that the caller marked.
        let others = state.jira.sharing.dashboards.range(..id);
        let before = others.filter(|(_, other)| other.favourites.contains(&caller));
        view["rank"] = before.count().into();
    }
    if !dashboard.description.is_empty() {
        view["description"] = dashboard.description.as_str().into();
    }
    if let Some(owner) = dashboard.owner {
        view["owner"] = shares::owner(call, state, owner);
    }
    view
}

fn show(call: &Call<'_>, state: &State, id: u32) -> Answer {
    let dashboard = state.jira.sharing.dashboards.get(&id);
    let dashboard = dashboard.ok_or_else(|| no_such_dashboard(call.param()))?;
    ok(&view(call, state, id, dashboard))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (id, _) = visible(call, &state).ok_or_else(|| no_such_dashboard(call.param()))?;
    show(call, &state, id)
}

/// What a body says of a dashboard.
struct Details {
    name: String,
    description: String,
    shares: Vec<With>,
    edit_shares: Vec<With>,
}

impl Details {
    /// All of them have to be there but the description. `id` is the dashboard that may have the
    /// name already.
    fn read(
        call: &Call<'_>,
        state: &State,
        owner: Option<u32>,
        id: Option<u32>,
    ) -> Result<Self, Reply> {
        let body = call.json()?;
        let name = body["name"].as_str().map_or("", str::trim);
        let refused = |message: &str| errors::jira_field(400, "name", message);
        if name.is_empty() {
            return Err(refused("You must specify a name for the dashboard."));
        }
        if name.chars().count() > NAME {
            return Err(refused("The name of the dashboard is too long."));
        }
        if is_taken(state, owner, id, name) {
            return Err(refused(
                "You already have a dashboard with this name. Please give this dashboard a unique name.",
            ));
        }
        let mut lists = Vec::new();
        for key in ["sharePermissions", "editPermissions"] {
            if !body[key].is_array() {
                return Err(errors::jira_field(400, key, "The list is required."));
            }
            lists.push(shares::read(call, state, &body[key])?);
        }
        if lists.iter().any(|list| !list.is_empty()) {
            shares::may_share(call, state)?;
        }
        let edit_shares = lists.pop().unwrap_or_default();
        Ok(Self {
            name: name.to_owned(),
            description: body["description"].as_str().unwrap_or("").to_owned(),
            shares: lists.pop().unwrap_or_default(),
            edit_shares,
        })
    }

    fn made(self, state: &mut State, owner: Option<u32>, gadgets: Vec<Gadget>) -> Dashboard {
        Dashboard {
            name: self.name,
            description: self.description,
            owner,
            shares: shares::numbered(state, self.shares),
            edit_shares: shares::numbered(state, self.edit_shares),
            favourites: Vec::new(),
            gadgets,
        }
    }
}

/// Whether the owner has another dashboard of this name.
fn is_taken(state: &State, owner: Option<u32>, id: Option<u32>, name: &str) -> bool {
    let mut others = state.jira.sharing.dashboards.iter();
    others.any(|(other, d)| {
        Some(*other) != id && d.owner == owner && d.name.eq_ignore_ascii_case(name)
    })
}

fn create(call: &Call<'_>) -> Answer {
    let owner = Some(call.account()?);
    let mut state = call.write();
    let details = Details::read(call, &state, owner, None)?;
    add(call, &mut state, owner, details, Vec::new())
}

fn add(
    call: &Call<'_>,
    state: &mut State,
    owner: Option<u32>,
    details: Details,
    gadgets: Vec<Gadget>,
) -> Answer {
    let id = state.jira.sharing.next_id();
    let made = details.made(state, owner, gadgets);
    state.jira.sharing.dashboards.insert(id, made);
    show(call, state, id)
}

/// Everything that the body leaves out is emptied.
fn update(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let missing = || no_such_dashboard(call.param());
    let (id, dashboard) = visible(call, &state).ok_or_else(missing)?;
    let admin = extended(call, &state, call.query.flag("extendAdminPermissions"));
    if !admin && !may_edit(&state, call.caller, dashboard) {
        return Err(missing());
    }
    let owner = dashboard.owner;
    let details = Details::read(call, &state, owner, Some(id))?;
    let mut made = details.made(&mut state, owner, Vec::new());
    if let Some(held) = state.jira.sharing.dashboards.get_mut(&id) {
        made.favourites = std::mem::take(&mut held.favourites);
        made.gadgets = std::mem::take(&mut held.gadgets);
        *held = made;
    }
    show(call, &state, id)
}

fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let (id, dashboard) = visible(call, &state).ok_or_else(|| no_such_dashboard(call.param()))?;
    if dashboard.owner.is_none() {
        return Err(errors::bad_request(
            "The default dashboard cannot be deleted.",
        ));
    }
    if !owns(&state, call.caller, dashboard) {
        return Err(errors::bad_request(
            "Only the owner of a dashboard can delete it.",
        ));
    }
    state.jira.sharing.dashboards.remove(&id);
    Ok(Reply::empty(204))
}

/// The gadgets go with it, under ids of their own.
fn copy(call: &Call<'_>) -> Answer {
    let owner = Some(call.account()?);
    let mut state = call.write();
    let (_, dashboard) = visible(call, &state).ok_or_else(|| no_such_dashboard(call.param()))?;
    let mut gadgets = dashboard.gadgets.clone();
    let details = Details::read(call, &state, owner, None)?;
    for gadget in &mut gadgets {
        gadget.id = state.jira.sharing.next_id();
    }
    add(call, &mut state, owner, details, gadgets)
}
