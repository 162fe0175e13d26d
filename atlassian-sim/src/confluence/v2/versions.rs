//! The versions of pages and blog posts.

use serde_json::json;

use super::super::answers::{ok, v2_not_found};
use super::super::viewer::Viewer;
use super::pages::wanted;
use super::paging::{id, list, order, sort};
use super::views;
use crate::call::Call;
use crate::reply::Answer;
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::wiki::content::{Kind, Version};
use crate::time;

const READ: &[&str] = &["read:page:confluence"];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/wiki/api/v2/pages/{id}/versions", Anonymous, |c| {
        all(c, Kind::Page)
    })
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/blogposts/{id}/versions",
        Anonymous,
        |c| all(c, Kind::Blogpost),
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/pages/{page-id}/versions/{version-number}",
        Anonymous,
        |c| one(c, Kind::Page, "page-id"),
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/blogposts/{blogpost-id}/versions/{version-number}",
        Anonymous,
        |c| one(c, Kind::Blogpost, "blogpost-id"),
    )
    .scopes("", READ),
];

/// The newest first, unless told otherwise.
fn all(call: &Call<'_>, kind: Kind) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (page, space) = wanted(&viewer, kind, "id")?;
    let sort = sort(call, &["modified-date"])?;
    let format = views::list_format(call)?;
    let mut found: Vec<&Version> = views::newest_first(&page.versions).collect();
    if let Some((_, down)) = sort {
        order(&mut found, down, |version| (version.at, version.number));
    }
    let name = match kind {
        Kind::Page => "page",
        Kind::Blogpost => "blogpost",
    };
    list(
        &viewer,
        25,
        &found,
        |version| u64::from(version.number),
        |version| {
            let mut view = views::version(&viewer, version);
            let whole = views::single_page(&viewer, page, space, version, format);
            view[name] = json!({
                "id": page.id.to_string(),
                "title": version.title,
                "body": whole["body"],
            });
            view
        },
    )
}

fn one(call: &Call<'_>, kind: Kind, name: &str) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (page, _) = wanted(&viewer, kind, name)?;
    let number = u32::try_from(id(call, 1, "version-number")?).unwrap_or(u32::MAX);
    let version = page.versions.get(number).ok_or_else(v2_not_found)?;
    let mut view = json!({
        "number": version.number,
        "authorId": viewer.account_id(version.by),
        "message": version.message,
        "createdAt": time::rfc3339(version.at),
        "minorEdit": version.minor,
        "contentTypeModified": false,
        "collaborators": [viewer.account_id(version.by)],
    });
    if number > 1 {
        view["prevVersion"] = (number - 1).into();
    }
    if number < page.versions.latest().number {
        view["nextVersion"] = (number + 1).into();
    }
    ok(&view)
}
