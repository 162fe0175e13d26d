//! Where a page stands in the tree: children, ancestors, descendants.

use serde_json::{Value, json};

use super::super::answers::{ok, v2_bad_parameter};
use super::super::viewer::Viewer;
use super::pages::wanted;
use super::paging::{limit, list, number, order, sort};
use crate::call::Call;
use crate::reply::Answer;
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::wiki::content::{Kind, Page};

const HIERARCHY: &[&str] = &["read:hierarchical-content:confluence"];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/wiki/api/v2/pages/{id}/children", Anonymous, |c| {
        children(c, false)
    })
    .scopes("", &["read:page:confluence"]),
    Operation::new(
        "GET",
        "/wiki/api/v2/pages/{id}/direct-children",
        Anonymous,
        |c| children(c, true),
    )
    .scopes("", HIERARCHY),
    Operation::new(
        "GET",
        "/wiki/api/v2/pages/{id}/ancestors",
        Anonymous,
        ancestors,
    )
    .scopes("", &["read:content.metadata:confluence"]),
    Operation::new(
        "GET",
        "/wiki/api/v2/pages/{id}/descendants",
        Anonymous,
        descendants,
    )
    .scopes("", HIERARCHY),
];

/// The pages right below one that the caller sees.
fn below<'a>(viewer: &Viewer<'a>, id: u64) -> Vec<&'a Page> {
    let mut children = viewer.wiki().children(id);
    children.retain(|page| viewer.space_of(page).is_some());
    children
}

fn children(call: &Call<'_>, typed: bool) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (page, space) = wanted(&viewer, Kind::Page, "id")?;
    let sort = sort(
        call,
        &[
            "id",
            "child-position",
            "created-date",
            "modified-date",
            "title",
        ],
    )?;
    let mut found = below(&viewer, page.id);
    match sort {
        Some(("id", down)) => order(&mut found, down, |page| page.id),
        Some(("created-date", down)) => order(&mut found, down, |page| page.created),
        Some(("modified-date", down)) => order(&mut found, down, |page| page.versions.latest().at),
        Some(("title", down)) => order(&mut found, down, |page| page.title().to_lowercase()),
        Some((_, true)) => found.reverse(),
        _ => {}
    }
    list(
        &viewer,
        25,
        &found,
        |child| child.id,
        |child| {
            let mut view = json!({
                "id": child.id.to_string(),
                "status": child.status.as_str(),
                "title": child.title(),
                "spaceId": space.id.to_string(),
                "childPosition": child.position,
            });
            if typed {
                view["type"] = child.kind.as_str().into();
            }
            view
        },
    )
}

/// From the top down. Where there are more than fit, the farthest are left out: they are the
/// ancestors of the first that is given.
fn ancestors(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (page, _) = wanted(&viewer, Kind::Page, "id")?;
    let limit = limit(call, 25)?;
    let mut above: Vec<Value> = viewer
        .wiki()
        .ancestors(page)
        .into_iter()
        .filter(|page| viewer.space_of(page).is_some())
        .take(limit)
        .map(|page| json!({ "id": page.id.to_string(), "type": page.kind.as_str() }))
        .collect();
    above.reverse();
    ok(&json!({ "results": above, "_links": { "base": viewer.base() } }))
}

fn descendants(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (page, _) = wanted(&viewer, Kind::Page, "id")?;
    let depth = number(call, "depth", 2)?;
    if !(1..=10).contains(&depth) {
        return Err(v2_bad_parameter("'depth' must be between 1 and 10"));
    }
    let mut found: Vec<(&Page, usize)> = Vec::new();
    let mut level = vec![page];
    for at in 1..=depth {
        level = level
            .iter()
            .flat_map(|page| below(&viewer, page.id))
            .collect();
        found.extend(level.iter().map(|page| (*page, at)));
    }
    list(
        &viewer,
        25,
        &found,
        |(page, _)| page.id,
        |(page, depth)| {
            json!({
                "id": page.id.to_string(),
                "status": page.status.as_str(),
                "title": page.title(),
                "type": page.kind.as_str(),
                "parentId": page.parent.map(|id| id.to_string()),
                "depth": depth,
                "childPosition": page.position,
            })
        },
    )
}
