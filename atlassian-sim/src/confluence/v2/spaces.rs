//! Spaces.

use serde_json::json;

use super::super::answers::{ok, v2_bad_request, v2_json, v2_not_found, with_status};
use super::super::operations::space_operations;
use super::super::viewer::Viewer;
use super::super::{new_space, valid_key};
use super::paging::{choice, id, ids, list, order, sort, values};
use super::views;
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::wiki::spaces::{Audience, Space};

const READ: &[&str] = &["read:space:confluence"];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/wiki/api/v2/spaces", Anonymous, spaces).scopes("", READ),
    Operation::new("POST", "/wiki/api/v2/spaces", Anonymous, create)
        .scopes("", &["write:space:confluence"]),
    Operation::new("GET", "/wiki/api/v2/spaces/{id}", Anonymous, get).scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/spaces/{id}/operations",
        Anonymous,
        operations,
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/spaces/{id}/permissions",
        Anonymous,
        permissions,
    )
    .scopes("", READ),
];

/// The space of the path.
pub(super) fn wanted<'a>(viewer: &Viewer<'a>) -> Result<(u32, &'a Space), Reply> {
    let id = id(viewer.call, 0, "id")?;
    viewer.space_by_id(id).ok_or_else(v2_not_found)
}

fn spaces(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let ids = ids(call, "ids")?;
    let keys = values(call, "keys");
    let labels = values(call, "labels");
    let kinds = [
        "global",
        "collaboration",
        "knowledge_base",
        "personal",
        "system",
        "onboarding",
        "xflow_sample_space",
    ];
    let kind = choice(call, "type", &kinds)?;
    let status = choice(call, "status", &["current", "archived"])?;
    let sort = sort(call, &["id", "key", "name"])?;
    choice(call, "description-format", &["plain", "view"])?;
    // Nobody has favourites here.
    let favourites = call.query.filled("favorited-by").is_some();
    let labelled = |space: &Space| {
        let names = space
            .labels
            .iter()
            .filter_map(|id| viewer.wiki().label_by_id(*id));
        labels.is_empty() || names.into_iter().any(|l| labels.contains(&l.name.as_str()))
    };
    let mut found: Vec<&Space> = viewer
        .spaces()
        .filter(|space| {
            !favourites
                && (ids.is_empty() || ids.contains(&space.id))
                && (keys.is_empty() || keys.contains(&space.key.as_str()))
                && kind.is_none_or(|kind| kind == space.kind.as_str())
                && status.is_none_or(|status| status == space.status())
                && labelled(space)
        })
        .collect();
    match sort {
        Some(("key", down)) => order(&mut found, down, |space| space.key.clone()),
        Some(("name", down)) => order(&mut found, down, |space| space.name.to_lowercase()),
        Some((_, true)) => found.reverse(),
        _ => {}
    }
    list(
        &viewer,
        25,
        &found,
        |space| space.id,
        |space| views::space(&viewer, space).unwrap_or_default(),
    )
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (_, space) = wanted(&viewer)?;
    ok(&views::single_space(&viewer, space)?)
}

fn operations(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (_, space) = wanted(&viewer)?;
    ok(&json!({ "operations": space_operations(&viewer, space) }))
}

/// Who may read and who may write; everybody stands for the group of Confluence's users.
fn permissions(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (_, space) = wanted(&viewer)?;
    let mut rows = Vec::new();
    for (audience, key, target) in [
        (&space.readers, "read", "space"),
        (&space.editors, "create", "page"),
        (&space.editors, "create", "comment"),
    ] {
        for (kind, principal) in viewer.principals(audience) {
            rows.push((kind, principal, key, target));
        }
    }
    let numbered: Vec<(u64, usize)> = (space.id * 100..).zip(0..rows.len()).collect();
    list(
        &viewer,
        25,
        &numbered,
        |(id, _)| id,
        |(id, at)| match rows.get(at) {
            Some((kind, principal, key, target)) => json!({
                "id": id.to_string(),
                "principal": { "type": kind, "id": principal },
                "operation": { "key": key, "targetType": target },
            }),
            None => json!({}),
        },
    )
}

fn create(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let author = Viewer::v2(call, &state)?.account;
    let body = v2_json(call)?;
    let name = body["name"].as_str().unwrap_or("").trim().to_owned();
    if name.is_empty() || name.chars().count() > 200 {
        return Err(v2_bad_request(
            "The name of the space is missing or too long",
        ));
    }
    let key = body["key"]
        .as_str()
        .or(body["alias"].as_str())
        .unwrap_or("");
    if !valid_key(key) {
        return Err(v2_bad_request("The key of the space is missing or invalid"));
    }
    if state.wiki.space_by_key(key, call.now()).is_some() {
        return Err(v2_bad_request("A space with this key already exists"));
    }
    let audience = if body["createPrivateSpace"] == true {
        Audience::account(author)
    } else {
        Audience::Everyone
    };
    let at = new_space(
        call,
        &mut state,
        author,
        (key, &name),
        audience.clone(),
        audience,
    );
    if let Some(space) = state.wiki.spaces.get_mut(at as usize) {
        let text = body["description"]["value"].as_str();
        text.unwrap_or("").clone_into(&mut space.description);
    }
    let viewer = Viewer::v2(call, &state)?;
    let space = viewer.wiki().space(at).ok_or_else(v2_not_found)?;
    Ok(with_status(201, &views::single_space(&viewer, space)?))
}
