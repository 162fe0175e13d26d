//! Moving pages in their tree, and publishing former versions once more.

use serde_json::json;

use super::super::answers::{bad_request, forbidden, not_found, ok, v1_json};
use super::super::viewer::Viewer;
use super::views;
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::wiki::content::{Kind, Page, Status, Version};

const SCOPE: &str = "write:confluence-content";

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "PUT",
        "/wiki/rest/api/content/{pageId}/move/{position}/{targetId}",
        Login,
        move_page,
    )
    .scopes(SCOPE, &["write:page:confluence"]),
    Operation::new(
        "POST",
        "/wiki/rest/api/content/{id}/version",
        Login,
        restore,
    )
    .scopes(
        SCOPE,
        &[
            "read:content-details:confluence",
            "write:content:confluence",
        ],
    ),
];

/// A current page that the caller may edit.
fn editable<'a>(viewer: &Viewer<'a>, at: usize) -> Result<&'a Page, Reply> {
    let id = viewer.call.params.get(at).map_or("", String::as_str);
    let found = id.parse().ok().and_then(|id| viewer.content(id));
    let found = found.filter(|(page, _)| page.status == Status::Current);
    let (page, space) =
        found.ok_or_else(|| not_found(format!("No content found with id: {id}")))?;
    if viewer.edits(space) {
        Ok(page)
    } else {
        Err(forbidden("User not permitted to edit this content"))
    }
}

/// Below the target, or right before or after it. What is below the page goes with it.
fn move_page(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let viewer = Viewer::v1(call, &state)?;
    let (page, target) = (editable(&viewer, 0)?, editable(&viewer, 2)?);
    if page.kind != Kind::Page || target.kind != Kind::Page {
        return Err(bad_request("Only pages have places in a tree"));
    }
    let (id, beside, space) = (page.id, target.id, target.space);
    let own = |other: &Page| other.id == id;
    if own(target) || viewer.wiki().ancestors(target).into_iter().any(own) {
        return Err(bad_request("A page cannot be moved below itself"));
    }
    let moved: Vec<u64> = viewer
        .wiki()
        .pages
        .values()
        .filter(|other| own(other) || viewer.wiki().ancestors(other).into_iter().any(own))
        .map(|other| other.id)
        .collect();
    if page.space != space {
        let taken = moved
            .iter()
            .filter_map(|id| viewer.wiki().pages.get(id))
            .any(|page| {
                viewer.wiki().pages.values().any(|other| {
                    other.space == space
                        && other.kind == Kind::Page
                        && other.listed()
                        && other.title().to_lowercase() == page.title().to_lowercase()
                })
            });
        if taken {
            return Err(bad_request(
                "A page already exists with the same TITLE in this space",
            ));
        }
    }
    let parent = match call.params.get(1).map_or("", String::as_str) {
        "append" => Some(beside),
        "before" | "after" => target.parent,
        other => return Err(bad_request(format!("Invalid position: {other}"))),
    };
    let after = call.params.get(1).is_some_and(|it| it == "after");
    // The siblings in their new order, from which the positions are counted anew.
    let mut order: Vec<u64> = match parent {
        Some(parent) => viewer
            .wiki()
            .children(parent)
            .iter()
            .map(|it| it.id)
            .collect(),
        None => Vec::new(),
    };
    order.retain(|other| *other != id);
    let place = match order.iter().position(|other| *other == beside) {
        Some(at) if after => at + 1,
        Some(at) => at,
        None => order.len(),
    };
    order.insert(place, id);
    let pages = &mut state.wiki.pages;
    for (at, other) in order.iter().enumerate() {
        if let Some(page) = pages.get_mut(other) {
            page.position = i32::try_from(at * 16).unwrap_or(i32::MAX);
        }
    }
    for other in &moved {
        if let Some(page) = pages.get_mut(other) {
            page.space = space;
        }
    }
    if let Some(page) = pages.get_mut(&id) {
        page.parent = parent;
    }
    ok(&json!({ "pageId": id.to_string() }))
}

/// A new version with the text of a former one.
fn restore(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let viewer = Viewer::v1(call, &state)?;
    let page = editable(&viewer, 0)?;
    let (id, by) = (page.id, viewer.account);
    let body = v1_json(call)?;
    if body["operationKey"] != "restore" {
        return Err(bad_request("The operationKey must be restore"));
    }
    let wanted = &body["params"];
    let number = wanted["versionNumber"].as_u64().unwrap_or(0);
    let former = page
        .versions
        .all()
        .find(|it| u64::from(it.number) == number);
    let latest = page.versions.latest();
    let former = former
        .filter(|former| former.number != latest.number)
        .ok_or_else(|| bad_request(format!("There is no former version {number}")))?;
    let title = if wanted["restoreTitle"] == true {
        &former.title
    } else {
        &latest.title
    };
    let version = Version {
        number: latest.number + 1,
        at: call.now(),
        by,
        message: wanted["message"].as_str().unwrap_or("").to_owned(),
        minor: false,
        title: title.clone(),
        body: former.body.clone(),
    };
    if let Some(page) = state.wiki.pages.get_mut(&id) {
        page.versions.push(version);
    }
    let viewer = Viewer::v1(call, &state)?;
    let page = viewer.wiki().pages.get(&id);
    let page = page.ok_or_else(|| not_found("The content is gone"))?;
    ok(&views::version(&viewer, page.versions.latest()))
}
