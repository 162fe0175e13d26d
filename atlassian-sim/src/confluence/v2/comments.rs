//! Reading footer and inline comments.

use serde_json::json;

use super::super::answers::{ok, v2_not_found};
use super::super::operations::part_operations;
use super::super::viewer::Viewer;
use super::pages::wanted;
use super::paging::{choices, id, list, order, sort};
use super::views;
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::wiki::content::{Comment, Kind, Page};
use crate::state::wiki::spaces::Space;

const READ: &[&str] = &["read:comment:confluence"];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/wiki/api/v2/footer-comments", Anonymous, |c| {
        all(c, false)
    })
    .scopes("", READ),
    Operation::new("GET", "/wiki/api/v2/inline-comments", Anonymous, |c| {
        all(c, true)
    })
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/footer-comments/{comment-id}",
        Anonymous,
        |c| get(c, false),
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/inline-comments/{comment-id}",
        Anonymous,
        |c| get(c, true),
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/footer-comments/{id}/children",
        Anonymous,
        |c| children(c, false),
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/inline-comments/{id}/children",
        Anonymous,
        |c| children(c, true),
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/footer-comments/{id}/operations",
        Anonymous,
        |c| operations(c, false),
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/inline-comments/{id}/operations",
        Anonymous,
        |c| operations(c, true),
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/pages/{id}/footer-comments",
        Anonymous,
        |c| of_content(c, Kind::Page, false),
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/pages/{id}/inline-comments",
        Anonymous,
        |c| of_content(c, Kind::Page, true),
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/blogposts/{id}/footer-comments",
        Anonymous,
        |c| of_content(c, Kind::Blogpost, false),
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/blogposts/{id}/inline-comments",
        Anonymous,
        |c| of_content(c, Kind::Blogpost, true),
    )
    .scopes("", READ),
];

type Row<'a> = (&'a Comment, &'a Page, &'a Space);

fn operations(call: &Call<'_>, inline: bool) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (comment, _, space) = wanted_comment(&viewer, inline)?;
    let author = comment.versions.first().by == viewer.account;
    let changes = author || viewer.administers(space);
    ok(&json!({ "operations": part_operations("comment", changes) }))
}

/// The comment of the path.
pub(super) fn wanted_comment<'a>(viewer: &Viewer<'a>, inline: bool) -> Result<Row<'a>, Reply> {
    let id = id(viewer.call, 0, "comment-id")?;
    let found = viewer.comment(id);
    found
        .filter(|(comment, ..)| comment.inline.is_some() == inline)
        .ok_or_else(v2_not_found)
}

fn listed(viewer: &Viewer<'_>, inline: bool, fits: impl Fn(&Comment) -> bool) -> Answer {
    let call = viewer.call;
    let format = views::list_format(call)?;
    let known = [
        "current",
        "archived",
        "trashed",
        "deleted",
        "historical",
        "draft",
    ];
    let states = choices(call, "status", &known)?;
    let resolutions = choices(
        call,
        "resolution-status",
        &["resolved", "open", "dangling", "reopened"],
    )?;
    let sort = sort(call, &["created-date", "modified-date"])?;
    let mut found: Vec<Row<'_>> = viewer
        .wiki()
        .comments
        .values()
        .filter(|comment| comment.inline.is_some() == inline && fits(comment))
        .filter(|comment| match &comment.inline {
            Some(inline) if !resolutions.is_empty() => {
                resolutions.contains(&inline.resolution.as_str())
            }
            _ => true,
        })
        // A comment is deleted for good: there is none in another state.
        .filter(|_| states.is_empty() || states.contains(&"current"))
        .filter_map(|comment| viewer.comment(comment.id))
        .collect();
    match sort {
        Some(("created-date", down)) => order(&mut found, down, |(c, ..)| c.versions.first().at),
        Some((_, down)) => order(&mut found, down, |(c, ..)| c.versions.latest().at),
        None => {}
    }
    list(
        viewer,
        25,
        &found,
        |(comment, ..)| comment.id,
        |(comment, page, space)| views::comment(viewer, comment, (page, space), format),
    )
}

fn all(call: &Call<'_>, inline: bool) -> Answer {
    let state = call.read();
    listed(&Viewer::v2(call, &state)?, inline, |_| true)
}

/// The first level only.
fn of_content(call: &Call<'_>, kind: Kind, inline: bool) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (page, _) = wanted(&viewer, kind, "id")?;
    listed(&viewer, inline, |comment| {
        comment.page == page.id && comment.parent.is_none()
    })
}

fn children(call: &Call<'_>, inline: bool) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (parent, ..) = wanted_comment(&viewer, inline)?;
    listed(&viewer, inline, |comment| comment.parent == Some(parent.id))
}

fn get(call: &Call<'_>, inline: bool) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (comment, page, space) = wanted_comment(&viewer, inline)?;
    let format = views::single_format(call)?;
    let mut view = views::single_comment(&viewer, comment, (page, space), format);
    view["_links"]["base"] = viewer.base().into();
    ok(&view)
}
