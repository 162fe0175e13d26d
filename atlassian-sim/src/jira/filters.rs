//! Filters: queries that people save, mark and share.

use serde_json::{Value, json};

use super::shares;
use super::views::url;
use crate::call::Call;
use crate::errors;
use crate::jql::Query;
use crate::paging::{Window, bean};
use crate::query::{encode, strings};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::field::FieldId;
use crate::state::jira::sharing::{Filter, Share};
use crate::state::permissions::ADMINISTER;

const READ: &str = "read:jira-work";
const WRITE: &str = "write:jira-work";
const ONE: &str = "/rest/api/3/filter/{id}";
const FAVOURITE: &str = "/rest/api/3/filter/{id}/favourite";
const COLUMNS: &str = "/rest/api/3/filter/{id}/columns";
const SHARES: &str = "/rest/api/3/filter/{id}/permission";
const SHARE: &str = "/rest/api/3/filter/{id}/permission/{permissionId}";
const DEFAULT: &str = "/rest/api/3/filter/defaultShareScope";
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
    Operation::new("GET", "/rest/api/3/filter/search", Anonymous, search).scopes(READ, READING),
    Operation::new("GET", "/rest/api/3/filter/my", Login, mine).scopes(READ, READING),
    Operation::new("GET", "/rest/api/3/filter/favourite", Login, favourites).scopes(READ, READING),
    Operation::new("GET", DEFAULT, Login, default_scope)
        .scopes(READ, &["read:filter.default-share-scope:jira"]),
    Operation::new("PUT", DEFAULT, Login, set_default_scope)
        .scopes(WRITE, &["write:filter.default-share-scope:jira"]),
    Operation::new("GET", ONE, Anonymous, get).scopes(READ, READING),
    Operation::new("PUT", ONE, Login, update).scopes(WRITE, WRITING),
    Operation::new("DELETE", ONE, Login, delete).scopes(WRITE, &["delete:filter:jira"]),
    Operation::new("PUT", FAVOURITE, Login, mark).scopes(WRITE, WRITING),
    Operation::new("DELETE", FAVOURITE, Login, unmark).scopes(WRITE, WRITING),
    Operation::new("PUT", "/rest/api/3/filter/{id}/owner", Login, give).scopes(WRITE, WRITING),
    Operation::new("GET", COLUMNS, Login, columns).scopes(READ, &["read:filter.column:jira"]),
    Operation::new("PUT", COLUMNS, Login, set_columns).scopes(WRITE, &["write:filter.column:jira"]),
    Operation::new("DELETE", COLUMNS, Login, reset_columns)
        .scopes(WRITE, &["delete:filter.column:jira"]),
    Operation::new("GET", SHARES, Anonymous, list_shares).scopes(READ, READING),
    Operation::new("POST", SHARES, Login, add_share).scopes(WRITE, WRITING),
    Operation::new("GET", SHARE, Anonymous, get_share).scopes(READ, READING),
    Operation::new("DELETE", SHARE, Login, delete_share).scopes(WRITE, &["write:filter:jira"]),
];

/// What is hidden and what does not exist are refused alike.
fn no_such_filter(id: &str) -> Reply {
    errors::bad_request(format!(
        "The selected filter is not available to you, perhaps it has been deleted or had its permissions changed. (id {id})"
    ))
}

fn visible<'a>(call: &Call<'_>, state: &'a State) -> Result<(u32, &'a Filter), Reply> {
    let id = call.param();
    let number: u32 = id.parse().map_err(|_| no_such_filter(id))?;
    let filter = state
        .visible_filter(call.caller, number)
        .ok_or_else(|| no_such_filter(id))?;
    Ok((number, filter))
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
        "sharedUsers": { "size": 0, "items": [], "max-results": 1000, "start-index": 0, "end-index": 0 },
        "subscriptions": { "size": 0, "items": [], "max-results": 1000, "start-index": 0, "end-index": 0 },
    })
}

fn show(call: &Call<'_>, state: &State, id: u32) -> Answer {
    let filter = state
        .jira
        .sharing
        .filters
        .get(&id)
        .ok_or_else(|| no_such_filter(call.param()))?;
    let mut shown = view(call, state, id, filter);
    drop_unexpanded(call, &mut shown);
    ok(&shown)
}

/// What one filter shows only where `expand` asks for it.
fn drop_unexpanded(call: &Call<'_>, view: &mut Value) {
    if let Some(view) = view.as_object_mut() {
        view.remove("isWritable");
        if !call.query.lists("expand", "sharedUsers") {
            view.remove("sharedUsers");
        }
    }
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
    let shared = shares::read(call, &state, &body["sharePermissions"])?;
    let edited = shares::read(call, &state, &body["editPermissions"])?;
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

fn search(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 50, 100)?;
    let state = call.read();
    let query = &call.query;
    let name = query.get("filterName").unwrap_or("").to_lowercase();
    let exact = query.flag("isSubstringMatch");
    let owner = match query.filled("accountId") {
        None => None,
        Some(id) => Some(state.users.find(id).unwrap_or(u32::MAX)),
    };
    let ids: Vec<u32> = query.all("id").filter_map(|id| id.parse().ok()).collect();
    let asked_ids = query.all("id").any(|id| !id.is_empty());
    let mut found: Vec<(u32, &Filter)> = state
        .jira
        .sharing
        .filters
        .iter()
        .map(|(id, filter)| (*id, filter))
        .filter(|(id, _)| !asked_ids || ids.contains(id))
        .filter(|(_, f)| {
            name.is_empty()
                || exact && f.name.to_lowercase().contains(&name)
                || words(&f.name, &name)
        })
        .filter(|(_, f)| owner.is_none_or(|o| f.owner == o))
        .filter(|(id, _)| state.visible_filter(call.caller, *id).is_some())
        .collect();
    match query.filled("orderBy").unwrap_or("name") {
        "name" | "+name" => found.sort_by(|a, b| a.1.name.cmp(&b.1.name)),
        "-name" => found.sort_by(|a, b| b.1.name.cmp(&a.1.name)),
        "id" | "+id" => {}
        "-id" => found.reverse(),
        "favourite_count" | "+favourite_count" => found.sort_by_key(|f| f.1.favourites.len()),
        "-favourite_count" => found.sort_by_key(|f| std::cmp::Reverse(f.1.favourites.len())),
        "owner" | "+owner" => found.sort_by_key(|f| f.1.owner),
        "-owner" => found.sort_by_key(|f| std::cmp::Reverse(f.1.owner)),
        "description" | "+description" => {
            found.sort_by(|a, b| a.1.description.cmp(&b.1.description))
        }
        "-description" => found.sort_by(|a, b| b.1.description.cmp(&a.1.description)),
        "is_favourite" | "+is_favourite" | "-is_favourite" => {}
        other => return Err(errors::bad_request(format!("Invalid orderBy: {other}"))),
    }
    let expand = |what: &str| query.lists("expand", what);
    let page: Vec<Value> = window
        .cut(&found)
        .iter()
        .map(|(id, filter)| {
            let whole = view(call, &state, *id, filter);
            // A list shows little unless it is asked to expand.
            let always = ["self", "id", "name"];
            let kept = whole.as_object().into_iter().flatten().filter(|(key, _)| {
                always.contains(&key.as_str()) || expand(key)
            });
            let mut shown: serde_json::Map<String, Value> = kept.map(|(k, v)| (k.clone(), v.clone())).collect();
            shown.insert("expand".to_owned(), "description,owner,jql,viewUrl,searchUrl,favourite,favouritedCount,sharePermissions,editPermissions,isWritable,subscriptions".into());
            if expand("subscriptions") {
                shown.insert("subscriptions".to_owned(), json!([]));
            }
            shown.into()
        })
        .collect();
    ok(&bean(call, window, found.len(), &page))
}

/// Whether every word of the search begins a word of the name.
fn words(name: &str, wanted: &str) -> bool {
    let name = name.to_lowercase();
    wanted.split_whitespace().all(|w| {
        name.split(|c: char| !c.is_alphanumeric())
            .any(|n| n.starts_with(w))
    })
}

fn listed(call: &Call<'_>, state: &State, fits: impl Fn(&Filter) -> bool) -> Answer {
    let filters = state.jira.sharing.filters.iter();
    let mut found: Vec<(u32, &Filter)> = filters
        .filter(|(_, f)| fits(f))
        .map(|(id, f)| (*id, f))
        .collect();
    found.sort_by(|a, b| a.1.name.cmp(&b.1.name));
    let shown: Vec<Value> = found
        .iter()
        .filter(|(id, _)| state.visible_filter(call.caller, *id).is_some())
        .map(|(id, f)| {
            let mut shown = view(call, state, *id, f);
            drop_unexpanded(call, &mut shown);
            shown
        })
        .collect();
    ok(&shown.into())
}

fn mine(call: &Call<'_>) -> Answer {
    let caller = call.account()?;
    let marked = call.query.flag("includeFavourites");
    let fits = |f: &Filter| f.owner == caller || marked && f.favourites.contains(&caller);
    listed(call, &call.read(), fits)
}

fn favourites(call: &Call<'_>) -> Answer {
    let caller = call.account()?;
    listed(call, &call.read(), |f| f.favourites.contains(&caller))
}

fn default_scope(call: &Call<'_>) -> Answer {
    let caller = call.account()?;
    let scope = call
        .read()
        .jira
        .sharing
        .default_scopes
        .get(&caller)
        .cloned();
    ok(&json!({ "scope": scope.as_deref().unwrap_or("PRIVATE") }))
}

fn set_default_scope(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let caller = call.account()?;
    let scope = match body["scope"].as_str() {
        Some(scope @ ("AUTHENTICATED" | "PRIVATE")) => scope,
        // The old name of the same.
        Some("GLOBAL") => "AUTHENTICATED",
        _ => {
            return Err(errors::jira_field(
                400,
                "scope",
                "The scope must be AUTHENTICATED or PRIVATE.",
            ));
        }
    };
    call.write()
        .jira
        .sharing
        .default_scopes
        .insert(caller, scope.to_owned());
    ok(&json!({ "scope": scope }))
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
    let (id, filter) = visible(call, &state).map_err(|mut reply| {
        reply.status = 404;
        reply
    })?;
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
    let filters = state.jira.sharing.filters.iter();
    let name = filter.name.clone();
    if filters
        .clone()
        .any(|(other, f)| *other != id && f.owner == next && f.name == name)
    {
        return Err(errors::bad_request(
            "The new owner has a filter with this name already.",
        ));
    }
    change(&mut state, id, |filter| filter.owner = next);
    Ok(Reply::empty(204))
}

fn columns(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, filter) = visible(call, &state)?;
    let columns = filter
        .columns
        .as_ref()
        .ok_or_else(|| errors::jira(404, "No column configuration is set for this filter."))?;
    let name = |id: &str| FieldId::parse(id).map_or("", |f| state.jira.config.field_name(f));
    let shown: Vec<Value> = columns
        .iter()
        .map(|id| json!({ "label": name(id), "value": id }))
        .collect();
    ok(&shown.into())
}

/// As JSON, or as the fields `columns` of a form.
fn set_columns(call: &Call<'_>) -> Answer {
    let body = call.any_json().ok();
    let named: Vec<String> = match &body {
        Some(body) => strings(&body["columns"])
            .into_iter()
            .map(str::to_owned)
            .collect(),
        None => call.form().all("columns").map(str::to_owned).collect(),
    };
    let mut state = call.write();
    let (id, filter) = visible(call, &state)?;
    if call.caller != Some(filter.owner) {
        return Err(errors::jira(
            403,
            "Only the owner of a filter can set its columns.",
        ));
    }
    for name in &named {
        let field = FieldId::parse(name).filter(|f| state.jira.config.has_field(*f));
        let navigable = match field {
            Some(FieldId::System(system)) => system.info().navigable,
            Some(FieldId::Custom(_)) => true,
            None => false,
        };
        if !navigable {
            return Err(errors::bad_request(format!(
                "The field '{name}' cannot be a column."
            )));
        }
    }
    change(&mut state, id, |filter| filter.columns = Some(named));
    ok(&json!({}))
}

fn reset_columns(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let (id, _) = writable(call, &state)?;
    change(&mut state, id, |filter| filter.columns = None);
    Ok(Reply::empty(204))
}

/// Shares are read of filters that the caller sees; others do not exist here.
fn shared<'a>(call: &Call<'_>, state: &'a State) -> Result<(u32, &'a Filter), Reply> {
    visible(call, state).map_err(|mut reply| {
        reply.status = 404;
        reply
    })
}

fn list_shares(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, filter) = shared(call, &state)?;
    ok(&shares::views(call, &state, &filter.shares))
}

fn find_share<'a>(call: &Call<'_>, filter: &'a Filter) -> Result<&'a Share, Reply> {
    let wanted = call.params.get(1).and_then(|id| id.parse::<u32>().ok());
    let found = filter.shares.iter().find(|s| Some(s.id) == wanted);
    found.ok_or_else(|| errors::jira(404, "The share permission does not exist."))
}

fn get_share(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, filter) = shared(call, &state)?;
    ok(&shares::view(call, &state, find_share(call, filter)?))
}

fn owned(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    let (id, filter) = shared(call, state)?;
    if call.caller == Some(filter.owner) {
        Ok(id)
    } else {
        Err(errors::jira(
            404,
            "Only the owner of a filter can change its share permissions.",
        ))
    }
}

fn add_share(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let id = owned(call, &state)?;
    let with = shares::read_flat(call, &state, &body)?;
    let added = shares::numbered(&mut state, vec![with]);
    change(&mut state, id, |filter| filter.shares.extend(added));
    let filter = state
        .jira
        .sharing
        .filters
        .get(&id)
        .ok_or_else(|| no_such_filter(call.param()))?;
    Ok(Reply::json(
        201,
        &shares::views(call, &state, &filter.shares),
    ))
}

fn delete_share(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let id = owned(call, &state)?;
    let (_, filter) = shared(call, &state)?;
    let share = find_share(call, filter)?.id;
    change(&mut state, id, |filter| {
        filter.shares.retain(|s| s.id != share)
    });
    Ok(Reply::empty(204))
}
