//! Filters: queries that people save, mark and share.

pub(super) mod columns;
pub(super) mod search;
pub(super) mod sharing;

use serde_json::{Value, json};

use super::shares;
use super::views::{person, url};
use crate::call::Call;
use crate::errors;
use crate::jql::Query;
use crate::query::encode;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::sharing::{Filter, With};
use crate::state::permissions::ADMINISTER;

const READ: &str = "read:jira-work";
const WRITE: &str = "write:jira-work";
const ONE: &str = "/rest/api/3/filter/{id}";
const FAVOURITE: &str = "/rest/api/3/filter/{id}/favourite";
const READING: &[&str] = &[
    "read:filter:jira",
    "read:group:jira",
    "read:project:jira",
    "read:project-role:jira",
    "read:user:jira",
];
const WRITING: &[&str] = &[
    "write:filter:jira",
    "read:filter:jira",
    "read:group:jira",
    "read:project:jira",
    "read:user:jira",
];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/rest/api/3/filter", Login, create).scopes(WRITE, WRITING),
    Operation::new("GET", ONE, Anonymous, get).scopes(READ, READING),
    Operation::new("PUT", ONE, Login, update).scopes(WRITE, WRITING),
    Operation::new("DELETE", ONE, Login, delete).scopes(WRITE, &["delete:filter:jira"]),
    Operation::new("PUT", FAVOURITE, Login, mark).scopes(WRITE, WRITING),
    Operation::new("DELETE", FAVOURITE, Login, unmark).scopes(WRITE, WRITING),
    Operation::new("PUT", "/rest/api/3/filter/{id}/owner", Login, give).scopes(WRITE, WRITING),
];

/// What is hidden and what does not exist are refused alike.
fn no_such_filter() -> Reply {
    errors::bad_request(
        "The selected filter is not available to you, perhaps it has been deleted or had its permissions changed.",
    )
}

/// The same where an operation says so with 404.
fn missing_filter(mut reply: Reply) -> Reply {
    reply.status = 404;
    reply
}

fn visible<'a>(call: &Call<'_>, state: &'a State) -> Result<(u32, &'a Filter), Reply> {
    let id: u32 = call.param().parse().map_err(|_| no_such_filter())?;
    let all = call.query.flag("overrideSharePermissions") && state.holds(call.caller, ADMINISTER);
    let filter = if all {
        state.jira.sharing.filters.get(&id)
    } else {
        state.visible_filter(call.caller, id)
    };
    filter.map(|filter| (id, filter)).ok_or_else(no_such_filter)
}

/// The filter, if the caller may change it.
fn writable<'a>(call: &Call<'_>, state: &'a State) -> Result<(u32, &'a Filter), Reply> {
    let (id, filter) = visible(call, state)?;
    if call.caller == Some(filter.owner) || state.shared_with(call.caller, &filter.edit_shares) {
        Ok((id, filter))
    } else {
        Err(errors::bad_request(
            "You do not have permission to change this filter.",
        ))
    }
}

fn view(call: &Call<'_>, state: &State, id: u32, filter: &Filter) -> Value {
    let site = &call.world.site_url;
    let caller = call.caller;
    json!({
        "self": url(call, &format!("/filter/{id}")),
        "id": id.to_string(),
        "name": filter.name,
        "description": filter.description,
        "owner": shares::owner(call, state, filter.owner),
        "jql": filter.jql,
        "viewUrl": format!("{site}/issues/?filter={id}"),
        "searchUrl": url(call, &format!("/search?jql={}", encode(&filter.jql))),
        "favourite": caller.is_some_and(|c| filter.favourites.contains(&c)),
        "favouritedCount": filter.favourites.len(),
        "sharePermissions": shares::views(call, state, &filter.shares),
        "editPermissions": shares::views(call, state, &filter.edit_shares),
        "isWritable": caller == Some(filter.owner) || state.shared_with(caller, &filter.edit_shares),
    })
}

fn show(call: &Call<'_>, state: &State, id: u32) -> Answer {
    let filter = state
        .jira
        .sharing
        .filters
        .get(&id)
        .ok_or_else(no_such_filter)?;
    ok(&whole(call, state, id, filter))
}

/// A list inside of a filter: its size always, its items as far as `expand` asks for them, all or
/// as `sharedUsers[0:9]`.
fn list_of<T>(call: &Call<'_>, name: &str, all: &[T], show: impl Fn(&T) -> Value) -> Value {
    const MOST: usize = 1_000;
    let asked = call.query.all("expand").flat_map(|e| e.split(','));
    let part = asked.filter_map(|e| e.strip_prefix(name)).find_map(|part| {
        if part.is_empty() {
            return Some((0, MOST - 1));
        }
        let (from, to) = part.strip_prefix('[')?.strip_suffix(']')?.split_once(':')?;
        Some((from.parse().ok()?, to.parse().ok()?))
    });
    let (from, to) = part.unwrap_or((1, 0));
    let items: Vec<Value> = (from..=to)
        .map_while(|at: usize| all.get(at))
        .take(MOST)
        .map(show)
        .collect();
    let start = if items.is_empty() { 0 } else { from };
    json!({
        "size": all.len(),
        "max-results": MOST,
        "start-index": start,
        "end-index": (start + items.len()).saturating_sub(1),
        "items": items,
    })
}

/// A filter with all that it tells by itself.
fn whole(call: &Call<'_>, state: &State, id: u32, filter: &Filter) -> Value {
    let mut whole = view(call, state, id, filter);
    if let Some(whole) = whole.as_object_mut() {
        // Lists alone tell this.
        whole.remove("isWritable");
    }
    let people = shares::people(state, &filter.shares);
    whole["sharedUsers"] = list_of(call, "sharedUsers", &people, |at| person(call, state, *at));
    whole["subscriptions"] = list_of(call, "subscriptions", &[], |(): &()| Value::Null);
    whole
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (id, _) = visible(call, &state)?;
    show(call, &state, id)
}

/// The name, the query and the shares of a body; what is left out stays as it was.
fn read_body(
    call: &Call<'_>,
    state: &mut State,
    body: &Value,
    (id, owner): (Option<u32>, u32),
) -> Result<(String, String, String), Reply> {
    let before = id.and_then(|id| state.jira.sharing.filters.get(&id));
    let text = |key: &str| body[key].as_str().map(str::to_owned);
    let name = text("name")
        .or_else(|| before.map(|f| f.name.clone()))
        .unwrap_or_default();
    if name.trim().is_empty() {
        return Err(errors::jira_field(
            400,
            "filterName",
            "You must specify a name to save this filter.",
        ));
    }
    let filters = &state.jira.sharing.filters;
    let taken = filters.iter().any(|(other, f)| {
        Some(*other) != id && f.owner == owner && f.name.eq_ignore_ascii_case(&name)
    });
    if taken {
        return Err(errors::jira_field(
            400,
            "filterName",
            "Filter with same name already exists.",
        ));
    }
    let jql = text("jql")
        .or_else(|| before.map(|f| f.jql.clone()))
        .unwrap_or_default();
    Query::compile(&jql, state, call.caller, call.now()).map_err(errors::jql)?;
    let description = text("description").or_else(|| before.map(|f| f.description.clone()));
    Ok((name, description.unwrap_or_default(), jql))
}

fn create(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let owner = call.account()?;
    let mut state = call.write();
    let (name, description, jql) = read_body(call, &mut state, &body, (None, owner))?;
    let usual = state.jira.sharing.default_scopes.get(&owner);
    let shared = match &body["sharePermissions"] {
        Value::Null if usual.is_some_and(|scope| scope == "AUTHENTICATED") => vec![With::LoggedIn],
        list => shares::read(call, &state, list)?,
    };
    let edited = shares::read(call, &state, &body["editPermissions"])?;
    if !(shared.is_empty() && edited.is_empty()) {
        shares::may_share(call, &state)?;
    }
    let id = state.jira.sharing.next_id();
    let filter = Filter {
        name,
        description,
        owner,
        jql,
        shares: shares::numbered(&mut state, shared),
        edit_shares: shares::numbered(&mut state, edited),
        favourites: Vec::new(),
        columns: None,
    };
    state.jira.sharing.filters.insert(id, filter);
    if body["favourite"] == true {
        change(&mut state, id, |filter| filter.favourites.push(owner));
    }
    show(call, &state, id)
}

fn change(state: &mut State, id: u32, with: impl FnOnce(&mut Filter)) {
    if let Some(filter) = state.jira.sharing.filters.get_mut(&id) {
        with(filter);
    }
}

fn update(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let (id, filter) = writable(call, &state)?;
    let owner = filter.owner;
    let (name, description, jql) = read_body(call, &mut state, &body, (Some(id), owner))?;
    let mut lists = Vec::new();
    for key in ["sharePermissions", "editPermissions"] {
        let list = match &body[key] {
            Value::Null => None,
            list => {
                let read = shares::read(call, &state, list)?;
                if !read.is_empty() {
                    shares::may_share(call, &state)?;
                }
                Some(shares::numbered(&mut state, read))
            }
        };
        lists.push(list);
    }
    change(&mut state, id, |filter| {
        (filter.name, filter.description, filter.jql) = (name, description, jql);
        if let Some(edited) = lists.pop().flatten() {
            filter.edit_shares = edited;
        }
        if let Some(shared) = lists.pop().flatten() {
            filter.shares = shared;
        }
    });
    show(call, &state, id)
}

fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let (id, filter) = visible(call, &state)?;
    if call.caller != Some(filter.owner) && !state.holds(call.caller, ADMINISTER) {
        return Err(errors::bad_request(
            "You do not have permission to delete this filter.",
        ));
    }
    state.jira.sharing.filters.remove(&id);
    Ok(Reply::empty(204))
}

fn mark(call: &Call<'_>) -> Answer {
    set_mark(call, true)
}

fn unmark(call: &Call<'_>) -> Answer {
    set_mark(call, false)
}

fn set_mark(call: &Call<'_>, on: bool) -> Answer {
    let caller = call.account()?;
    let mut state = call.write();
    let (id, _) = visible(call, &state)?;
    change(&mut state, id, |filter| {
        filter.favourites.retain(|f| *f != caller);
        if on {
            filter.favourites.push(caller);
        }
    });
    show(call, &state, id)
}

fn give(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let (id, filter) = visible(call, &state).map_err(missing_filter)?;
    if call.caller != Some(filter.owner) && !state.holds(call.caller, ADMINISTER) {
        return Err(errors::jira(
            403,
            "Only the owner of a filter or an administrator can give it away.",
        ));
    }
    let next = body["accountId"]
        .as_str()
        .and_then(|id| state.users.find(id));
    let next = next.ok_or_else(|| errors::jira(404, "The new owner does not exist."))?;
    let mut filters = state.jira.sharing.filters.iter();
    let same = |f: &Filter| f.owner == next && f.name.eq_ignore_ascii_case(&filter.name);
    if filters.any(|(other, f)| *other != id && same(f)) {
        return Err(errors::bad_request(
            "The new owner has a filter with this name already.",
        ));
    }
    change(&mut state, id, |filter| filter.owner = next);
    Ok(Reply::empty(204))
}
