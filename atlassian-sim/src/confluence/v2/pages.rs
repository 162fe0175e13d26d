//! Reading pages and blog posts.

use serde_json::json;

use super::super::answers::{ok, v2_not_found};
use super::super::operations::page_operations;
use super::super::viewer::Viewer;
use super::paging::{choice, choices, id, ids, list, number, order, sort};
use super::spaces::wanted as wanted_space;
use super::views;
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::wiki::content::{Kind, Page};
use crate::state::wiki::spaces::Space;

const READ: &[&str] = &["read:page:confluence"];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/wiki/api/v2/pages", Anonymous, |c| {
        all(c, Kind::Page)
    })
    .scopes("", READ),
    Operation::new("GET", "/wiki/api/v2/blogposts", Anonymous, |c| {
        all(c, Kind::Blogpost)
    })
    .scopes("", READ),
    Operation::new("GET", "/wiki/api/v2/pages/{id}", Anonymous, |c| {
        get(c, Kind::Page)
    })
    .scopes("", READ),
    Operation::new("GET", "/wiki/api/v2/blogposts/{id}", Anonymous, |c| {
        get(c, Kind::Blogpost)
    })
    .scopes("", READ),
    Operation::new("GET", "/wiki/api/v2/spaces/{id}/pages", Anonymous, |c| {
        in_space(c, Kind::Page)
    })
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/spaces/{id}/blogposts",
        Anonymous,
        |c| in_space(c, Kind::Blogpost),
    )
    .scopes("", READ),
    Operation::new("GET", "/wiki/api/v2/labels/{id}/pages", Anonymous, |c| {
        labelled(c, Kind::Page)
    })
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/labels/{id}/blogposts",
        Anonymous,
        |c| labelled(c, Kind::Blogpost),
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/pages/{id}/operations",
        Anonymous,
        |c| operations(c, Kind::Page),
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/blogposts/{id}/operations",
        Anonymous,
        |c| operations(c, Kind::Blogpost),
    )
    .scopes("", READ),
];

/// The page or blog post of the path.
pub(super) fn wanted<'a>(
    viewer: &Viewer<'a>,
    kind: Kind,
    name: &str,
) -> Result<(&'a Page, &'a Space), Reply> {
    let id = id(viewer.call, 0, name)?;
    let found = viewer.content(id).filter(|(page, _)| page.kind == kind);
    found.ok_or_else(v2_not_found)
}

/// Shows what of a kind fits, filtered and sorted as the call asks for.
fn listed(viewer: &Viewer<'_>, kind: Kind, fits: impl Fn(&Page, &Space) -> bool) -> Answer {
    let call = viewer.call;
    let ids = ids(call, "id")?;
    let spaces = self::ids(call, "space-id")?;
    let states = choices(
        call,
        "status",
        &["current", "archived", "deleted", "trashed"],
    )?;
    let title = call.query.filled("title");
    let live = choice(call, "subtype", &["live", "page"])? == Some("live");
    let sort = sort(call, &["id", "created-date", "modified-date", "title"])?;
    let format = views::list_format(call)?;
    let mut found: Vec<(&Page, &Space)> = viewer
        .contents()
        .filter(|(page, space)| {
            let state = if states.is_empty() {
                page.listed()
            } else {
                states.contains(&page.status.as_str())
            };
            page.kind == kind
                && state
                && !live
                && (ids.is_empty() || ids.contains(&page.id))
                && (spaces.is_empty() || spaces.contains(&space.id))
                && title.is_none_or(|title| title == page.title())
                && fits(page, space)
        })
        .collect();
    match sort {
        Some(("created-date", down)) => order(&mut found, down, |(page, _)| page.created),
        Some(("modified-date", down)) => {
            order(&mut found, down, |(page, _)| page.versions.latest().at);
        }
        Some(("title", down)) => order(&mut found, down, |(page, _)| page.title().to_lowercase()),
        Some((_, true)) => found.reverse(),
        _ => {}
    }
    list(
        viewer,
        25,
        &found,
        |(page, _)| page.id,
        |(page, space)| views::page(viewer, page, space, format),
    )
}

fn all(call: &Call<'_>, kind: Kind) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    listed(&viewer, kind, |_, _| true)
}

fn in_space(call: &Call<'_>, kind: Kind) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (_, wanted) = wanted_space(&viewer)?;
    let root = choice(call, "depth", &["all", "root"])? == Some("root");
    listed(&viewer, kind, |page, space| {
        space.id == wanted.id && !(root && page.parent.is_some())
    })
}

fn labelled(call: &Call<'_>, kind: Kind) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let label = id(call, 0, "id")?;
    viewer.wiki().label_by_id(label).ok_or_else(v2_not_found)?;
    listed(&viewer, kind, |page, _| page.labels.contains(&label))
}

fn get(call: &Call<'_>, kind: Kind) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (page, space) = wanted(&viewer, kind, "id")?;
    let format = views::single_format(call)?;
    let known = [
        "current",
        "archived",
        "trashed",
        "deleted",
        "historical",
        "draft",
    ];
    let states = choices(call, "status", &known)?;
    if !states.is_empty() && !states.contains(&page.status.as_str()) {
        return Err(v2_not_found());
    }
    if call.query.flag("get-draft")
        && viewer.edits(space)
        && let Some(draft) = &page.draft
    {
        let mut view = views::single_page(&viewer, page, space, draft, format);
        view["status"] = "draft".into();
        return ok(&view);
    }
    let version = match number(call, "version", 0)? {
        0 => page.versions.latest(),
        asked => {
            let asked = u32::try_from(asked).unwrap_or(u32::MAX);
            page.versions.get(asked).ok_or_else(v2_not_found)?
        }
    };
    ok(&views::single_page(&viewer, page, space, version, format))
}

fn operations(call: &Call<'_>, kind: Kind) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (page, space) = wanted(&viewer, kind, "id")?;
    ok(&json!({ "operations": page_operations(&viewer, page, space) }))
}
