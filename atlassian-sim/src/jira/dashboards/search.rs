//! Lists of dashboards.

use serde_json::{Value, json};

use super::super::shares;
use super::{READ, READING, view};
use crate::call::Call;
use crate::errors;
use crate::paging::{Window, address, bean};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::sharing::Dashboard;

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/dashboard", Anonymous, list).scopes(READ, READING),
    Operation::new("GET", "/rest/api/3/dashboard/search", Anonymous, search).scopes(READ, READING),
];

/// What a search shows where `expand` asks for it, and what it is called there.
const EXPANDED: [(&str, &str); 8] = [
    ("description", "description"),
    ("owner", "owner"),
    ("viewUrl", "view"),
    ("favourite", "isFavourite"),
    ("favouritedCount", "popularity"),
    ("sharePermissions", "sharePermissions"),
    ("editPermissions", "editPermissions"),
    ("isWritable", "isWritable"),
];

/// The dashboards that the caller sees, by name.
fn seen<'a>(call: &Call<'_>, state: &'a State) -> Vec<(u32, &'a Dashboard)> {
    let all = state.jira.sharing.dashboards.iter();
    let mut found: Vec<(u32, &Dashboard)> = all
        .filter(|(id, _)| state.visible_dashboard(call.caller, **id).is_some())
        .map(|(id, dashboard)| (*id, dashboard))
        .collect();
    found.sort_by_key(|(_, d)| d.name.to_lowercase());
    found
}

/// The older list, with the addresses of the pages before and behind.
fn list(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 20, 1_000)?;
    let state = call.read();
    let mut found = seen(call, &state);
    match call.query.filled("filter") {
        None => {}
        Some("my") => found.retain(|(_, d)| call.caller.is_some() && d.owner == call.caller),
        Some("favourite") => {
            found.retain(|(_, d)| call.caller.is_some_and(|c| d.favourites.contains(&c)));
        }
        Some(_) => {
            return Err(errors::bad_request(
                "The filter must be 'favourite' or 'my'.",
            ));
        }
    }
    let page: Vec<Value> = window
        .cut(&found)
        .iter()
        .map(|(id, d)| view(call, &state, *id, d))
        .collect();
    let mut view = json!({
        "startAt": window.start,
        "maxResults": window.size,
        "total": found.len(),
        "dashboards": page,
    });
    if window.start > 0 {
        let before = window.start.saturating_sub(window.size);
        view["prev"] = address(call, before, window.size).into();
    }
    let behind = window.start.saturating_add(window.size);
    if behind < found.len() {
        view["next"] = address(call, behind, window.size).into();
    }
    ok(&view)
}

fn search(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 50, 100)?;
    let state = call.read();
    let query = &call.query;
    shares::exclude(call, "accountId", "owner")?;
    for part in query.all("expand").flat_map(|e| e.split(',')) {
        if !part.is_empty() && !EXPANDED.iter().any(|(name, _)| *name == part) {
            return Err(errors::bad_request(format!("Invalid expand: {part}")));
        }
    }
    let with = shares::asked(call, &state)?;
    let name = query.get("dashboardName").unwrap_or("").to_lowercase();
    let owner = query.filled("accountId").or_else(|| query.filled("owner"));
    let owner = owner.map(|id| state.users.find(id));
    let mut found = seen(call, &state);
    match query.filled("status") {
        None | Some("active") => {}
        // What is deleted is gone, and nothing is archived.
        Some("archived" | "deleted") => found.clear(),
        Some(other) => return Err(errors::bad_request(format!("Invalid status: {other}"))),
    }
    found.retain(|(_, d)| {
        d.name.to_lowercase().contains(&name)
            && owner.is_none_or(|owner| owner.is_some() && d.owner == owner)
            && with.iter().all(|with| shares::names(&d.shares, with))
    });
    order(call, &state, &mut found)?;
    let page: Vec<Value> = window
        .cut(&found)
        .iter()
        .map(|(id, d)| short(call, &state, *id, d))
        .collect();
    ok(&bean(call, window, found.len(), &page))
}

fn order(call: &Call<'_>, state: &State, found: &mut [(u32, &Dashboard)]) -> Result<(), Reply> {
    let asked = call.query.filled("orderBy").unwrap_or("name");
    let by = asked.trim_start_matches(['+', '-', ' ']);
    let marked = |d: &Dashboard| call.caller.is_some_and(|c| d.favourites.contains(&c));
    let owner = |d: &Dashboard| {
        d.owner
            .map(|owner| state.users.get(owner).name.to_lowercase())
    };
    match by {
        "name" => {}
        "id" => found.sort_by_key(|(id, _)| *id),
        "description" => found.sort_by_key(|(_, d)| d.description.to_lowercase()),
        "owner" => found.sort_by_key(|(_, d)| owner(d)),
        "favorite_count" | "favourite_count" => found.sort_by_key(|(_, d)| d.favourites.len()),
        "is_favorite" | "is_favourite" => found.sort_by_key(|(_, d)| marked(d)),
        _ => return Err(errors::bad_request(format!("Invalid orderBy: {asked}"))),
    }
    if asked.starts_with('-') {
        found.reverse();
    }
    Ok(())
}

/// As a search shows a dashboard: little, unless it is asked to expand.
fn short(call: &Call<'_>, state: &State, id: u32, dashboard: &Dashboard) -> Value {
    let mut whole = view(call, state, id, dashboard);
    if let Some(whole) = whole.as_object_mut() {
        for (asked, name) in EXPANDED {
            if !call.query.lists("expand", asked) {
                whole.remove(name);
            }
        }
    }
    whole
}
