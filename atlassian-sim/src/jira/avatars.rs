//! The pictures that come with Jira.

use serde_json::{Value, json};

use super::forms::path_part;
use super::views::url;
use super::{MANAGE, READ_WORK};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/avatar/{type}/system", Anonymous, system)
        .scopes(MANAGE, &["read:avatar:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/universal_avatar/type/{type}/owner/{entityId}",
        Anonymous,
        of_owner,
    )
    .scopes(MANAGE, &["read:avatar:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/universal_avatar/view/type/{type}",
        Anonymous,
        default_picture,
    )
    .scopes(READ_WORK, &["read:avatar:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/universal_avatar/view/type/{type}/avatar/{id}",
        Anonymous,
        picture,
    )
    .scopes(READ_WORK, &["read:avatar:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/universal_avatar/view/type/{type}/owner/{entityId}",
        Anonymous,
        default_picture,
    )
    .scopes(READ_WORK, &["read:avatar:jira"]),
];

/// Kinds of owners with the ids of their pictures.
const KINDS: [(&str, std::ops::Range<u32>); 4] = [
    ("project", 10_400..10_430),
    ("issuetype", 10_300..10_325),
    ("user", 10_330..10_350),
    ("priority", 10_280..10_300),
];

fn of_kind(kind: &str) -> Option<std::ops::Range<u32>> {
    let found = KINDS.iter().find(|(name, _)| *name == kind);
    found.map(|(_, ids)| ids.clone())
}

pub(super) fn exists_for_projects(id: u32) -> bool {
    of_kind("project").is_some_and(|ids| ids.contains(&id))
}

pub(super) fn exists_for_issue_types(id: u32) -> bool {
    of_kind("issuetype").is_some_and(|ids| ids.contains(&id))
}

fn views(call: &Call<'_>, kind: &str, selected: Option<u32>) -> Vec<Value> {
    let ids = of_kind(kind).into_iter().flatten();
    ids.map(|id| {
        let base = url(
            call,
            &format!("/universal_avatar/view/type/{kind}/avatar/{id}"),
        );
        json!({
            "id": id.to_string(),
            "isSystemAvatar": true,
            "isSelected": selected == Some(id),
            "isDeletable": false,
            "urls": {
                "16x16": format!("{base}?size=xsmall"),
                "24x24": format!("{base}?size=small"),
                "32x32": format!("{base}?size=medium"),
                "48x48": base,
            },
        })
    })
    .collect()
}

/// The pictures for projects, one of which is in use.
pub(super) fn for_projects(call: &Call<'_>, selected: u32) -> Vec<Value> {
    views(call, "project", Some(selected))
}

fn no_such_kind() -> Reply {
    errors::jira(404, "The avatar type does not exist.")
}

fn system(call: &Call<'_>) -> Answer {
    of_kind(call.param()).ok_or_else(no_such_kind)?;
    ok(&json!({ "system": views(call, call.param(), None) }))
}

fn of_owner(call: &Call<'_>) -> Answer {
    let state = call.read();
    let id = path_part(call, 1);
    let selected = match call.param() {
        "project" => state.visible_project(call.caller, id).map(|p| p.avatar),
        "issuetype" => {
            let kinds = &state.jira.config.issue_types;
            id.parse()
                .ok()
                .and_then(|id| kinds.get(&id))
                .map(|k| k.avatar)
        }
        _ => return Err(no_such_kind()),
    };
    let selected = selected.ok_or_else(|| errors::jira(404, "The entity does not exist."))?;
    ok(&json!({ "system": views(call, call.param(), Some(selected)), "custom": [] }))
}

/// A square in one colour: an image all the same.
fn picture(call: &Call<'_>) -> Answer {
    let ids = of_kind(call.param()).ok_or_else(no_such_kind)?;
    let id = path_part(call, 1)
        .parse()
        .ok()
        .filter(|id| ids.contains(id));
    let id: u32 = id.ok_or_else(|| errors::jira(404, "The avatar does not exist."))?;
    Ok(square(id))
}

fn default_picture(call: &Call<'_>) -> Answer {
    let ids = of_kind(call.param()).ok_or_else(no_such_kind)?;
    Ok(square(ids.start))
}

fn square(id: u32) -> Reply {
    let hue = id * 37 % 360;
    Reply::text(
        200,
        "image/svg+xml",
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\">\
             <rect width=\"24\" height=\"24\" fill=\"hsl({hue},60%,50%)\"/></svg>"
        ),
    )
}
