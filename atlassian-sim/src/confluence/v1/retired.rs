//! Operations that left the description of v1: the site still answers them, the gateway says that
//! they are gone.

use serde_json::Value;

use super::super::answers::{bad_request, gone, no_space, not_found, ok};
use super::super::viewer::Viewer;
use super::groups::members;
use super::paging::{Window, page};
use super::views;
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::wiki::content::{Page, Status};
use crate::state::wiki::spaces::Space;

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/wiki/rest/api/space", Anonymous, spaces)
        .scopes("read:confluence-space.summary", &["read:space:confluence"]),
    Operation::new("GET", "/wiki/rest/api/space/{spaceKey}", Anonymous, space)
        .scopes("read:confluence-space.summary", &["read:space:confluence"]),
    Operation::new("GET", "/wiki/rest/api/content", Anonymous, contents)
        .scopes("read:confluence-content.all", &["read:content:confluence"]),
    Operation::new("GET", "/wiki/rest/api/content/{id}", Anonymous, content)
        .scopes("read:confluence-content.all", &["read:content:confluence"]),
    Operation::new(
        "GET",
        "/wiki/rest/api/group/by-name",
        Anonymous,
        group_by_name,
    )
    .scopes("read:confluence-groups", &["read:group:confluence"]),
    Operation::new(
        "GET",
        "/wiki/rest/api/group/member",
        Anonymous,
        members_by_name,
    )
    .scopes("read:confluence-groups", &["read:group:confluence"]),
    Operation::new(
        "GET",
        "/wiki/rest/api/user/bulk/migration",
        Anonymous,
        migration,
    )
    .scopes("read:confluence-user", &["read:user:confluence"]),
];

/// The caller, on the site.
fn viewer<'a>(call: &'a Call<'a>, state: &'a State) -> Result<Viewer<'a>, Reply> {
    if call.scopes.is_some() {
        return Err(gone());
    }
    Viewer::v1(call, state)
}

fn spaces(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = viewer(call, &state)?;
    let window = Window::of(call, 25, 1_000)?;
    let keys: Vec<&str> = call.query.all("spaceKey").collect();
    let wanted = |name: &str, value: &str| call.query.filled(name).is_none_or(|w| w == value);
    let found: Vec<&Space> = viewer
        .spaces()
        .filter(|space| {
            (keys.is_empty() || keys.contains(&space.key.as_str()))
                && wanted("type", space.kind.as_str())
                && wanted("status", space.status())
        })
        .collect();
    let rows = window
        .cut(found.iter())
        .map(|space| views::space(&viewer, space, Some("")))
        .collect();
    ok(&page(&viewer, window, found.len(), rows))
}

fn space(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = viewer(call, &state)?;
    let key = call.param();
    let (_, space) = viewer.space_by_key(key).ok_or_else(|| no_space(key))?;
    ok(&views::space(&viewer, space, Some("")))
}

/// Where a search reaches further, this list refuses.
const LAST_START: usize = 100_000;

fn contents(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = viewer(call, &state)?;
    let window = Window::of(call, 25, 1_000)?;
    if window.start > LAST_START {
        return Err(bad_request("Start of this size is no longer supported."));
    }
    let kind = call.query.filled("type").unwrap_or("page");
    let status = call.query.filled("status").unwrap_or("current");
    let wanted = |name: &str, value: &str| call.query.filled(name).is_none_or(|w| w == value);
    let found: Vec<(&Page, &Space)> = viewer
        .contents()
        .filter(|(page, space)| {
            page.kind.as_str() == kind
                && (status == "any" || page.status.as_str() == status)
                && wanted("title", page.title())
                && wanted("spaceKey", &space.key)
        })
        .collect();
    let rows: Vec<Value> = window
        .cut(found.iter())
        .map(|(page, space)| views::content(&viewer, page, space, Some("")))
        .collect();
    ok(&page(&viewer, window, found.len(), rows))
}

fn content(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = viewer(call, &state)?;
    let id = call.param();
    let found = id.parse().ok().and_then(|id| viewer.content(id));
    let (page, space) = found
        .filter(|(page, _)| page.status != Status::Trashed)
        .ok_or_else(|| not_found(format!("No content found with id : {id}")))?;
    ok(&views::content(&viewer, page, space, Some("")))
}

/// The group that the parameter `name` names.
fn named(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    let name = call.query.filled("name");
    let name = name.ok_or_else(|| bad_request("The query parameter name is required"))?;
    let found = state.groups.find_by_name(name);
    found.ok_or_else(|| not_found(format!("No group found with name : {name}")))
}

fn group_by_name(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = viewer(call, &state)?;
    let slot = named(call, &state)?;
    ok(&views::group(&viewer, state.groups.get(slot)))
}

fn members_by_name(call: &Call<'_>) -> Answer {
    let state = call.read();
    viewer(call, &state)?;
    let slot = named(call, &state)?;
    members(call, &state, slot)
}

/// Nobody has a user name or a key any more from which to migrate.
fn migration(_: &Call<'_>) -> Answer {
    Err(gone())
}
