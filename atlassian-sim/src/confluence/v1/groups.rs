//! Reading groups: the site's own, the same that Jira has.

use serde_json::Value;

use super::super::answers::{bad_request, not_found, ok};
use super::super::viewer::Viewer;
use super::paging::{Window, number, page};
use super::views;
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::groups::{Group, ORG_ADMINS, SITE_ADMINS};
use crate::state::roles::CONFLUENCE;

const SCOPE: &str = "read:confluence-groups";
const GROUP: &[&str] = &["read:group:confluence"];
const MEMBERS: &[&str] = &["read:group:confluence", "read:user:confluence"];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/wiki/rest/api/group", Anonymous, list).scopes(SCOPE, GROUP),
    Operation::new("GET", "/wiki/rest/api/group/by-id", Anonymous, by_id).scopes(SCOPE, GROUP),
    Operation::new("GET", "/wiki/rest/api/group/picker", Anonymous, picker).scopes(SCOPE, GROUP),
    Operation::new(
        "GET",
        "/wiki/rest/api/group/{groupId}/membersByGroupId",
        Anonymous,
        members_by_id,
    )
    .scopes(SCOPE, MEMBERS),
];

pub(super) fn find(state: &State, id: &str) -> Result<u32, Reply> {
    let found = state.groups.find(id);
    found.ok_or_else(|| not_found(format!("No group found with id : {id}")))
}

/// The group that a parameter names by its id.
pub(super) fn wanted(call: &Call<'_>, state: &State, name: &str) -> Result<u32, Reply> {
    let id = call.query.filled(name);
    let id = id.ok_or_else(|| bad_request(format!("The query parameter {name} is required")))?;
    find(state, id)
}

fn rows<'a>(viewer: &Viewer<'a>, window: Window, groups: &[&'a Group]) -> Vec<Value> {
    window
        .cut(groups.iter())
        .map(|group| views::group(viewer, group))
        .collect()
}

/// With `totalSize` for those who ask for it.
fn counted(call: &Call<'_>, mut page: Value, total: usize) -> Value {
    if call.query.flag("shouldReturnTotalSize") {
        page["totalSize"] = total.into();
    }
    page
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    let window = Window::of(call, 200, 200)?;
    let wanted: Option<Vec<u32>> = match call.query.filled("accessType") {
        None => None,
        Some("user") => Some(CONFLUENCE.to_vec()),
        Some("admin" | "site-admin") => Some(vec![SITE_ADMINS, ORG_ADMINS]),
        Some(other) => return Err(bad_request(format!("Invalid accessType : {other}"))),
    };
    let groups: Vec<&Group> = state
        .groups
        .listed()
        .filter(|(slot, _)| wanted.as_ref().is_none_or(|wanted| wanted.contains(slot)))
        .map(|(_, group)| group)
        .collect();
    let rows = rows(&viewer, window, &groups);
    ok(&page(&viewer, window, groups.len(), rows))
}

fn by_id(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    let slot = wanted(call, &state, "id")?;
    ok(&views::group(&viewer, state.groups.get(slot)))
}

fn picker(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    let window = Window::of(call, 200, 200)?;
    let query = call.query.get("query");
    let needle = query
        .ok_or_else(|| bad_request("The query parameter query is required"))?
        .to_lowercase();
    let groups: Vec<&Group> = state
        .groups
        .listed()
        .map(|(_, group)| group)
        .filter(|group| group.name.to_lowercase().contains(&needle))
        .collect();
    let rows = rows(&viewer, window, &groups);
    let page = page(&viewer, window, groups.len(), rows);
    ok(&counted(call, page, groups.len()))
}

fn members_by_id(call: &Call<'_>) -> Answer {
    let state = call.read();
    Viewer::v1(call, &state)?;
    let slot = find(&state, call.param())?;
    members(call, &state, slot)
}

/// The members, inactive ones included, 200 at a time; to ask for more is an error.
pub(super) fn members(call: &Call<'_>, state: &State, slot: u32) -> Answer {
    let viewer = Viewer::v1(call, state)?;
    if number(call, "limit", 200)? > 200 {
        return Err(bad_request("The limit must not be greater than 200"));
    }
    let window = Window::of(call, 200, 200)?;
    let members = &state.groups.get(slot).members;
    let rows = window
        .cut(members.iter())
        .map(|account| views::user(&viewer, *account, Some("")))
        .collect();
    let page = page(&viewer, window, members.len(), rows);
    ok(&counted(call, page, members.len()))
}
