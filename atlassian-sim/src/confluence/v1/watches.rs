//! Watching content and spaces.

use serde_json::{Value, json};

use super::super::answers::{forbidden, no_content, ok};
use super::super::viewer::Viewer;
use super::labels::no_content_found;
use super::paging::{Window, page};
use super::users::find;
use super::views;
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::wiki::Watched;

const CONTENT: &str = "/wiki/rest/api/user/watch/content/{contentId}";
const SPACE: &str = "/wiki/rest/api/user/watch/space/{spaceKey}";
const READ_SCOPE: &str = "read:confluence-content.summary";
const READ: &[&str] = &["read:watcher:confluence"];
const WRITE_SCOPE: &str = "write:confluence-content";
const WRITE: &[&str] = &["write:watcher:confluence"];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", CONTENT, Login, |c| ask(c, content)).scopes(READ_SCOPE, READ),
    Operation::new("POST", CONTENT, Login, |c| change(c, content, true)).scopes(WRITE_SCOPE, WRITE),
    Operation::new("DELETE", CONTENT, Login, |c| change(c, content, false))
        .scopes(WRITE_SCOPE, WRITE),
    Operation::new("GET", SPACE, Login, |c| ask(c, space)).scopes(READ_SCOPE, READ),
    Operation::new("POST", SPACE, Login, |c| change(c, space, true)).scopes(WRITE_SCOPE, WRITE),
    Operation::new("DELETE", SPACE, Login, |c| change(c, space, false)).scopes(WRITE_SCOPE, WRITE),
    Operation::new(
        "GET",
        "/wiki/rest/api/content/{id}/notification/child-created",
        Login,
        of_page,
    )
    .scopes(
        READ_SCOPE,
        &["read:watcher:confluence", "read:user:confluence"],
    ),
];

type Find = fn(&Viewer<'_>) -> Option<Watched>;

fn content(viewer: &Viewer<'_>) -> Option<Watched> {
    let id = viewer.call.param().parse().ok()?;
    viewer
        .content(id)
        .map(|(page, _)| Watched::Content(page.id))
}

fn space(viewer: &Viewer<'_>) -> Option<Watched> {
    let (_, space) = viewer.space_by_key(viewer.call.param())?;
    Some(Watched::Space(space.id))
}

/// What is watched, and by whom: oneself, or for an administrator anybody.
fn watch(viewer: &Viewer<'_>, find_watched: Find) -> Result<(Watched, u32), Reply> {
    let watched = find_watched(viewer);
    let watched = watched.ok_or_else(|| forbidden("User cannot view what is to be watched"))?;
    match viewer.call.query.filled("accountId") {
        None => Ok((watched, viewer.account)),
        Some(id) if viewer.is_admin() || id == viewer.account_id(viewer.account) => {
            Ok((watched, find(viewer.state, id)?))
        }
        Some(_) => Err(forbidden("Only administrators manage what others watch")),
    }
}

fn ask(call: &Call<'_>, find_watched: Find) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    let watch = watch(&viewer, find_watched)?;
    ok(&json!({ "watching": viewer.wiki().watches.contains(&watch) }))
}

fn change(call: &Call<'_>, find_watched: Find, on: bool) -> Answer {
    let mut state = call.write();
    let watch = watch(&Viewer::v1(call, &state)?, find_watched)?;
    if on {
        state.wiki.watches.insert(watch);
    } else {
        state.wiki.watches.remove(&watch);
    }
    no_content()
}

fn of_page(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    let window = Window::of(call, 200, 200)?;
    let watched = content(&viewer).ok_or_else(|| no_content_found(call.param()))?;
    let (Watched::Content(id) | Watched::Space(id)) = watched;
    let all: Vec<u32> = viewer
        .wiki()
        .watches
        .range((watched, 0)..=(watched, u32::MAX))
        .map(|(_, account)| *account)
        .collect();
    let rows: Vec<Value> = window
        .cut(all.iter())
        .map(|account| {
            let mut shown = views::user(&viewer, *account, None);
            if let Some(fields) = shown.as_object_mut() {
                fields.remove("_expandable");
                fields.remove("_links");
            }
            shown["operations"] = json!([]);
            shown["externalCollaborator"] = false.into();
            shown["personalSpace"] = Value::Null;
            json!({ "type": "page", "watcher": shown, "contentId": id })
        })
        .collect();
    ok(&page(&viewer, window, all.len(), rows))
}
