//! What is known of attachments. Their files are version 1's business.

use serde_json::json;

use super::super::answers::{no_content, ok, v2_bad_request, v2_not_found, v2_wrong_type};
use super::super::operations::part_operations;
use super::super::viewer::Viewer;
use super::pages::wanted;
use super::paging::{choices, list, number, order, sort};
use super::views;
use crate::call::Call;
use crate::media::{self, Wanted};
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::wiki::content::{Attachment, Kind, Page, Status};
use crate::state::wiki::spaces::Space;

const READ: &[&str] = &["read:attachment:confluence"];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/wiki/api/v2/attachments", Anonymous, all).scopes("", READ),
    Operation::new("GET", "/wiki/api/v2/attachments/{id}", Anonymous, get).scopes("", READ),
    Operation::new("DELETE", "/wiki/api/v2/attachments/{id}", Anonymous, delete)
        .scopes("", &["delete:attachment:confluence"]),
    Operation::new(
        "GET",
        "/wiki/api/v2/attachments/{id}/thumbnail/download",
        Anonymous,
        thumbnail,
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/attachments/{id}/operations",
        Anonymous,
        operations,
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/pages/{id}/attachments",
        Anonymous,
        |c| of_content(c, Kind::Page),
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/blogposts/{id}/attachments",
        Anonymous,
        |c| of_content(c, Kind::Blogpost),
    )
    .scopes("", READ),
];

fn listed(viewer: &Viewer<'_>, container: Option<u64>) -> Answer {
    let call = viewer.call;
    let states = choices(call, "status", &["current", "archived", "trashed"])?;
    let sort = sort(call, &["created-date", "modified-date"])?;
    let (media_type, filename) = (
        call.query.filled("mediaType"),
        call.query.filled("filename"),
    );
    let mut found: Vec<(&Attachment, &Page)> = viewer
        .wiki()
        .attachments
        .values()
        .filter(|file| {
            let state = if file.trashed { "trashed" } else { "current" };
            container.is_none_or(|id| id == file.page)
                && (states.contains(&state) || states.is_empty() && !file.trashed)
                && media_type.is_none_or(|wanted| wanted == file.file.media_type)
                && filename.is_none_or(|wanted| wanted == file.title())
        })
        .filter_map(|file| Some((file, viewer.content(file.page)?.0)))
        .filter(|(_, page)| page.status != Status::Trashed)
        .collect();
    match sort {
        Some(("created-date", down)) => order(&mut found, down, |(f, _)| f.versions.first().at),
        Some((_, down)) => order(&mut found, down, |(f, _)| f.versions.latest().at),
        None => {}
    }
    list(
        viewer,
        50,
        &found,
        |(file, _)| file.id,
        |(file, page)| views::attachment(viewer, file, page),
    )
}

fn all(call: &Call<'_>) -> Answer {
    let state = call.read();
    listed(&Viewer::v2(call, &state)?, None)
}

fn of_content(call: &Call<'_>, kind: Kind) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (page, _) = wanted(&viewer, kind, "id")?;
    listed(&viewer, Some(page.id))
}

/// The attachment of the path: its id is a number, usually with `att` before it.
pub(super) fn one<'a>(viewer: &Viewer<'a>) -> Result<(&'a Attachment, &'a Page, &'a Space), Reply> {
    let text = viewer.call.param();
    let id: u64 = text
        .strip_prefix("att")
        .unwrap_or(text)
        .parse()
        .map_err(|_| v2_wrong_type(text, "id", "ContentId"))?;
    let file = viewer
        .wiki()
        .attachments
        .get(&id)
        .ok_or_else(v2_not_found)?;
    let (page, space) = viewer.content(file.page).ok_or_else(v2_not_found)?;
    Ok((file, page, space))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (file, page, _) = one(&viewer)?;
    let mut view = views::attachment(&viewer, file, page);
    view["_links"]["base"] = viewer.base().into();
    ok(&view)
}

fn operations(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (_, _, space) = one(&viewer)?;
    let edits = viewer.edits(space);
    ok(&json!({ "operations": part_operations("attachment", edits) }))
}

fn thumbnail(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (held, ..) = one(&viewer)?;
    for name in ["width", "height"] {
        number(call, name, 1)?;
    }
    let latest = held.versions.latest().number;
    let asked = number(call, "version", latest as usize)?;
    let asked = u32::try_from(asked).unwrap_or(u32::MAX);
    let file = held.file_of(asked).ok_or_else(v2_not_found)?;
    let address = media::address(call, &Wanted::of_page(held, asked, file), "image");
    Ok(Reply::empty(302).with_header("location", &address))
}

/// Into the trash; out of the trash for good with `purge`.
fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let viewer = Viewer::v2(call, &state)?;
    let (file, _, space) = one(&viewer)?;
    if !viewer.edits(space) {
        return Err(v2_not_found());
    }
    let (id, trashed) = (file.id, file.trashed);
    match (trashed, call.query.flag("purge")) {
        (true, true) => {
            state.wiki.attachments.remove(&id);
        }
        (true, false) => return Err(v2_not_found()),
        (false, true) => return Err(v2_bad_request("Only content in the trash can be purged")),
        (false, false) => {
            if let Some(file) = state.wiki.attachments.get_mut(&id) {
                file.trashed = true;
            }
        }
    }
    no_content()
}
