//! Making, changing and deleting pages and blog posts.

use serde_json::Value;

use super::super::answers::{
    no_content, ok, v2, v2_bad_parameter, v2_bad_request, v2_json, v2_not_found, v2_wrong_type,
};
use super::super::body::sent;
use super::super::viewer::Viewer;
use super::pages::wanted;
use super::views;
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::wiki::content::{Body, Kind, Page, Status, Version};
use crate::time;

const WRITE: &[&str] = &["write:page:confluence"];
const DELETE: &[&str] = &["delete:page:confluence"];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/wiki/api/v2/pages", Anonymous, |c| {
        create(c, Kind::Page)
    })
    .scopes("", WRITE),
    Operation::new("POST", "/wiki/api/v2/blogposts", Anonymous, |c| {
        create(c, Kind::Blogpost)
    })
    .scopes("", WRITE),
    Operation::new("PUT", "/wiki/api/v2/pages/{id}", Anonymous, |c| {
        update(c, Kind::Page)
    })
    .scopes("", WRITE),
    Operation::new("PUT", "/wiki/api/v2/blogposts/{id}", Anonymous, |c| {
        update(c, Kind::Blogpost)
    })
    .scopes("", WRITE),
    Operation::new(
        "PUT",
        "/wiki/api/v2/pages/{id}/title",
        Anonymous,
        update_title,
    )
    .scopes("", WRITE),
    Operation::new("DELETE", "/wiki/api/v2/pages/{id}", Anonymous, |c| {
        delete(c, Kind::Page)
    })
    .scopes("", DELETE),
    Operation::new("DELETE", "/wiki/api/v2/blogposts/{id}", Anonymous, |c| {
        delete(c, Kind::Blogpost)
    })
    .scopes("", DELETE),
];

/// The longest title.
const TITLE_LENGTH: usize = 255;

/// An id in the body: a string, or a number.
fn reference(body: &Value, name: &str) -> Result<Option<u64>, Reply> {
    match &body[name] {
        Value::Null => Ok(None),
        Value::Number(number) => Ok(number.as_u64()),
        value => {
            let text = value.as_str().unwrap_or("");
            let id = text
                .parse()
                .map_err(|_| v2_wrong_type(text, name, "long"))?;
            Ok(Some(id))
        }
    }
}

fn status(body: &Value) -> Result<Status, Reply> {
    match body["status"].as_str().unwrap_or("current") {
        "current" => Ok(Status::Current),
        "draft" => Ok(Status::Draft),
        other => Err(v2_bad_parameter(format!(
            "Provided value {{{other}}} for 'status' is not one of current, draft"
        ))),
    }
}

/// Whether the title can be published: a space has each title once.
fn check_title(state: &State, kind: Kind, space: u32, title: &str, id: u64) -> Result<(), Reply> {
    if title.trim().is_empty() {
        return Err(v2_bad_request("Title cannot be empty"));
    }
    if title.chars().count() > TITLE_LENGTH {
        return Err(v2_bad_request(
            "Title cannot be longer than 255 characters.",
        ));
    }
    let taken = state.wiki.pages.values().any(|page| {
        page.listed()
            && page.space == space
            && page.kind == kind
            && page.id != id
            && page.title().to_lowercase() == title.to_lowercase()
    });
    if taken {
        return Err(v2_bad_request(
            "A page with this title already exists: \
             A page already exists with the same TITLE in this space",
        ));
    }
    Ok(())
}

/// A parent that the page can get: in the same space, and not below the page itself.
fn check_parent(state: &State, space: u32, parent: u64, id: u64) -> Result<(), Reply> {
    let found = state.wiki.pages.get(&parent);
    let fits = found.is_some_and(|page| {
        page.kind == Kind::Page
            && page.space == space
            && page.listed()
            && page.id != id
            && !state
                .wiki
                .ancestors(page)
                .iter()
                .any(|above| above.id == id)
    });
    if fits {
        Ok(())
    } else {
        Err(v2(
            404,
            "NOT_FOUND",
            "The parent ID specified does not exist, or user does not have permissions to view it",
            None,
        ))
    }
}

fn create(call: &Call<'_>, kind: Kind) -> Answer {
    let mut state = call.write();
    let viewer = Viewer::v2(call, &state)?;
    let body = v2_json(call)?;
    let space = reference(&body, "spaceId")?;
    let space = space.ok_or_else(|| v2_wrong_type("null", "spaceId", "long"))?;
    let found = viewer.space_by_id(space);
    let (at, space) = found
        .filter(|(_, space)| viewer.edits(space))
        .ok_or_else(v2_not_found)?;
    let author = viewer.account;
    let status = status(&body)?;
    let title = body["title"].as_str().unwrap_or("").to_owned();
    if status == Status::Current {
        check_title(&state, kind, at, &title, 0)?;
    }
    let root = call.query.flag("root-level");
    let parent = reference(&body, "parentId")?;
    let parent = match parent {
        Some(_) if root => {
            return Err(v2_bad_request("A parentId cannot be given with root-level"));
        }
        Some(parent) => {
            check_parent(&state, at, parent, 0)?;
            Some(parent)
        }
        None if root => None,
        None => space.homepage,
    };
    let text = sent(&body["body"])?.unwrap_or_else(|| Body::Storage(String::new()));
    let now = call.now();
    let id = state.wiki.new_id();
    let first = Version {
        number: 1,
        at: body["createdAt"]
            .as_str()
            .and_then(time::parse)
            .unwrap_or(now),
        by: author,
        message: String::new(),
        minor: false,
        title,
        body: text,
    };
    let mut page = Page::new(id, kind, status, at, first);
    page.private = call.query.flag("private");
    if kind == Kind::Page {
        page.parent = parent;
        let siblings = state
            .wiki
            .pages
            .values()
            .filter(|other| other.parent == parent);
        page.position = siblings.map(|other| other.position).max().unwrap_or(0) + 16;
    }
    state.wiki.pages.insert(id, page);
    shown(call, &state, id)
}

/// The page as it is now, with the text in the format in which it was sent.
fn shown(call: &Call<'_>, state: &State, id: u64) -> Answer {
    let viewer = Viewer::v2(call, state)?;
    let (page, space) = viewer.content(id).ok_or_else(v2_not_found)?;
    ok(&views::current_page(&viewer, page, space, Some("storage")))
}

/// What the caller may edit, by the id of the path.
fn editable(call: &Call<'_>, state: &State, kind: Kind) -> Result<(u32, Page), Reply> {
    let viewer = Viewer::v2(call, state)?;
    let (page, space) = wanted(&viewer, kind, "id")?;
    let live = matches!(page.status, Status::Current | Status::Draft);
    if !live || !viewer.edits(space) {
        return Err(v2_not_found());
    }
    Ok((viewer.account, page.clone()))
}

fn version_conflict(current: u32, provided: u64) -> Reply {
    v2(
        409,
        "CONFLICT",
        format!(
            "Version must be incremented when updating a page. Current Version: [{current}]. \
             Provided version: [{provided}]"
        ),
        None,
    )
}

/// Changes a copy and puts it in its place: nothing is changed by a call that is refused.
fn update(call: &Call<'_>, kind: Kind) -> Answer {
    let mut state = call.write();
    let (author, mut page) = editable(call, &state, kind)?;
    let body = v2_json(call)?;
    if reference(&body, "id")? != Some(page.id) {
        return Err(v2_bad_request(
            "The id of the body is not the one of the path",
        ));
    }
    let status = status(&body)?;
    let title = body["title"].as_str().unwrap_or("").to_owned();
    let text = sent(&body["body"])?;
    let text = text.ok_or_else(|| v2_bad_request("The body is missing"))?;
    let provided = body["version"]["number"].as_u64();
    let provided = provided.ok_or_else(|| v2_bad_request("The version number is missing"))?;
    let latest = page.versions.latest();
    // A draft stays at its first version until it is published.
    let to_draft = status == Status::Draft || page.status == Status::Draft;
    let expected = if to_draft {
        1
    } else {
        u64::from(latest.number) + 1
    };
    if provided != expected {
        return Err(version_conflict(latest.number, provided));
    }
    if status == Status::Current {
        check_title(&state, kind, page.space, &title, page.id)?;
    }
    if let Some(space) = reference(&body, "spaceId")?
        && state
            .wiki
            .space(page.space)
            .is_none_or(|held| held.id != space)
    {
        return Err(v2_bad_request(
            "A page cannot be moved to another space here",
        ));
    }
    if let Some(parent) = reference(&body, "parentId")?
        && kind == Kind::Page
    {
        check_parent(&state, page.space, parent, page.id)?;
        page.parent = Some(parent);
    }
    if let Some(owner) = body["ownerId"].as_str() {
        let owner = state.users.find(owner);
        let owner = owner.ok_or_else(|| v2_bad_request("The owner does not exist"))?;
        if owner != page.owner {
            page.last_owner = Some(page.owner);
            page.owner = owner;
        }
    }
    let version = Version {
        number: u32::try_from(provided).unwrap_or(u32::MAX),
        at: call.now(),
        by: author,
        message: body["version"]["message"].as_str().unwrap_or("").to_owned(),
        minor: body["version"]["minorEdit"].as_bool().unwrap_or(false),
        title,
        body: text,
    };
    match (page.status, status) {
        (Status::Current, Status::Draft) => page.draft = Some(Box::new(version)),
        (Status::Draft, _) => {
            *page.versions.latest_mut() = version;
            page.status = status;
        }
        _ => {
            page.versions.push(version);
            page.draft = None;
        }
    }
    let id = page.id;
    state.wiki.pages.insert(id, page);
    shown(call, &state, id)
}

/// A new title is a new version.
fn update_title(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let (author, mut page) = editable(call, &state, Kind::Page)?;
    let body = v2_json(call)?;
    if status(&body)? != page.status {
        return Err(v2_not_found());
    }
    let title = body["title"].as_str().unwrap_or("").to_owned();
    check_title(&state, Kind::Page, page.space, &title, page.id)?;
    if page.status == Status::Draft {
        page.versions.latest_mut().title = title;
    } else {
        let latest = page.versions.latest().clone();
        page.versions.push(Version {
            number: latest.number + 1,
            at: call.now(),
            by: author,
            message: String::new(),
            title,
            ..latest
        });
    }
    let id = page.id;
    state.wiki.pages.insert(id, page);
    shown(call, &state, id)
}

/// Into the trash; out of the trash for good with `purge`; a draft at once with `draft`.
fn delete(call: &Call<'_>, kind: Kind) -> Answer {
    let mut state = call.write();
    let viewer = Viewer::v2(call, &state)?;
    let (page, space) = wanted(&viewer, kind, "id")?;
    if !viewer.edits(space) {
        return Err(v2_not_found());
    }
    let (id, status) = (page.id, page.status);
    let administers = viewer.administers(space);
    let purge = call.query.flag("purge");
    match (status, call.query.flag("draft")) {
        (Status::Draft, true) => state.wiki.purge(id),
        (Status::Current, true) if page.draft.is_some() => {
            if let Some(page) = state.wiki.pages.get_mut(&id) {
                page.draft = None;
            }
        }
        (Status::Trashed, false) if purge && administers => state.wiki.purge(id),
        (Status::Draft | Status::Trashed, false) | (_, true) => return Err(v2_not_found()),
        (_, false) if purge => {
            return Err(v2_bad_request("Only content in the trash can be purged"));
        }
        (_, false) => {
            state.wiki.orphan(id);
            if let Some(page) = state.wiki.pages.get_mut(&id) {
                page.status = Status::Trashed;
            }
        }
    }
    no_content()
}
