//! Lists of filters.

use serde_json::{Value, json};

use super::{READ, READING, view, whole};
use crate::call::Call;
use crate::errors;
use crate::jira::shares;
use crate::paging::{Window, bean};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::sharing::{Filter, With};
use crate::state::permissions::ADMINISTER;

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/filter/search", Anonymous, search).scopes(READ, READING),
    Operation::new("GET", "/rest/api/3/filter/my", Login, mine).scopes(READ, READING),
    Operation::new("GET", "/rest/api/3/filter/favourite", Anonymous, favourites)
        .scopes(READ, READING),
];

/// What a list shows of a filter only where `expand` asks for it.
const EXPANDED: [&str; 11] = [
    "description",
    "owner",
    "jql",
    "viewUrl",
    "searchUrl",
    "favourite",
    "favouritedCount",
    "sharePermissions",
    "editPermissions",
    "isWritable",
    "subscriptions",
];

/// Which filters a search is for.
struct Asked {
    name: String,
    /// Whether the name is any part of a filter's, and not words of it.
    anywhere: bool,
    owner: Option<u32>,
    ids: Option<Vec<u32>>,
    with: Vec<With>,
    /// Whether the caller sees what is not shared with them.
    all: bool,
}

impl Asked {
    fn read(call: &Call<'_>, state: &State) -> Result<Self, Reply> {
        let query = &call.query;
        shares::exclude(call, "accountId", "owner")?;
        for part in query.all("expand").flat_map(|e| e.split(',')) {
            if !part.is_empty() && !EXPANDED.contains(&part) {
                return Err(errors::bad_request(format!("Invalid expand: {part}")));
            }
        }
        let ids: Vec<&str> = query.all("id").filter(|id| !id.is_empty()).collect();
        if ids.len() > 200 {
            return Err(errors::bad_request(
                "The number of filter ids exceeds the limit of 200.",
            ));
        }
        let read = ids.iter().map(|id| id.parse().ok()).collect::<Option<_>>();
        let read = read.ok_or_else(|| errors::bad_request("The ids of filters are numbers."))?;
        let owner = query.filled("accountId").or_else(|| query.filled("owner"));
        Ok(Self {
            name: query.get("filterName").unwrap_or("").to_lowercase(),
            anywhere: query.flag("isSubstringMatch"),
            owner: owner.map(|id| state.users.find(id).unwrap_or(u32::MAX)),
            ids: (!ids.is_empty()).then_some(read),
            with: shares::asked(call, state)?,
            all: query.flag("overrideSharePermissions") && state.holds(call.caller, ADMINISTER),
        })
    }

    fn has(&self, call: &Call<'_>, state: &State, id: u32, filter: &Filter) -> bool {
        let named = if self.anywhere {
            filter.name.to_lowercase().contains(&self.name)
        } else {
            words(&filter.name, &self.name)
        };
        named
            && self.owner.is_none_or(|owner| filter.owner == owner)
            && self.ids.as_ref().is_none_or(|ids| ids.contains(&id))
            && self
                .with
                .iter()
                .all(|with| shares::names(&filter.shares, with))
            && (self.all || state.visible_filter(call.caller, id).is_some())
    }
}

fn order(call: &Call<'_>, state: &State, found: &mut [(u32, &Filter)]) -> Result<(), Reply> {
    let asked = call.query.filled("orderBy").unwrap_or("name");
    let by = asked.trim_start_matches(['+', '-', ' ']);
    found.sort_by_key(|(_, f)| f.name.to_lowercase());
    let marked = |f: &Filter| call.caller.is_some_and(|c| f.favourites.contains(&c));
    match by {
        "name" => {}
        "id" => found.sort_by_key(|(id, _)| *id),
        "description" => found.sort_by_key(|(_, f)| f.description.to_lowercase()),
        "owner" => found.sort_by_key(|(_, f)| state.users.get(f.owner).name.to_lowercase()),
        "favourite_count" => found.sort_by_key(|(_, f)| f.favourites.len()),
        "is_favourite" => found.sort_by_key(|(_, f)| marked(f)),
        "is_shared" => found.sort_by_key(|(_, f)| !f.shares.is_empty()),
        _ => return Err(errors::bad_request(format!("Invalid orderBy: {asked}"))),
    }
    if asked.starts_with('-') {
        found.reverse();
    }
    Ok(())
}

fn search(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 50, 100)?;
    let state = call.read();
    let asked = Asked::read(call, &state)?;
    let filters = state.jira.sharing.filters.iter();
    let mut found: Vec<(u32, &Filter)> = filters
        .map(|(id, filter)| (*id, filter))
        .filter(|(id, filter)| asked.has(call, &state, *id, filter))
        .collect();
    order(call, &state, &mut found)?;
    let page: Vec<Value> = window
        .cut(&found)
        .iter()
        .map(|(id, filter)| short(call, &state, *id, filter))
        .collect();
    ok(&bean(call, window, found.len(), &page))
}

/// As a list shows a filter: little, unless it is asked to expand.
fn short(call: &Call<'_>, state: &State, id: u32, filter: &Filter) -> Value {
    let mut whole = view(call, state, id, filter);
    let mut shown = json!({ "expand": EXPANDED.join(",") });
    for key in ["self", "id", "name"] {
        shown[key] = whole[key].take();
    }
    for key in EXPANDED {
        if call.query.lists("expand", key) {
            // Lists of filters show the subscriptions without their number.
            shown[key] = match key {
                "subscriptions" => json!([]),
                _ => whole[key].take(),
            };
        }
    }
    shown
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
    found.sort_by_key(|(_, f)| f.name.to_lowercase());
    let shown: Vec<Value> = found
        .iter()
        .filter(|(id, _)| state.visible_filter(call.caller, *id).is_some())
        .map(|(id, f)| whole(call, state, *id, f))
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
    let marked = |f: &Filter| call.caller.is_some_and(|c| f.favourites.contains(&c));
    listed(call, &call.read(), marked)
}
