//! Content properties of pages and blog posts: JSON that apps keep with the content.

use serde_json::Value;

use super::super::answers::{no_content, ok, v2, v2_bad_request, v2_json, v2_not_found};
use super::super::viewer::Viewer;
use super::pages::wanted;
use super::paging::{id, list, order, sort};
use super::views;
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::wiki::content::{Kind, Page, Property};

const READ: &[&str] = &["read:page:confluence"];
const WRITE: &[&str] = &["read:page:confluence", "write:page:confluence"];
const OF_PAGE: &str = "/wiki/api/v2/pages/{page-id}/properties";
const ONE_OF_PAGE: &str = "/wiki/api/v2/pages/{page-id}/properties/{property-id}";
const OF_POST: &str = "/wiki/api/v2/blogposts/{blogpost-id}/properties";
const ONE_OF_POST: &str = "/wiki/api/v2/blogposts/{blogpost-id}/properties/{property-id}";

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", OF_PAGE, Anonymous, |c| all(c, Kind::Page)).scopes("", READ),
    Operation::new("POST", OF_PAGE, Anonymous, |c| create(c, Kind::Page)).scopes("", WRITE),
    Operation::new("GET", ONE_OF_PAGE, Anonymous, |c| get(c, Kind::Page)).scopes("", READ),
    Operation::new("PUT", ONE_OF_PAGE, Anonymous, |c| update(c, Kind::Page)).scopes("", WRITE),
    Operation::new("DELETE", ONE_OF_PAGE, Anonymous, |c| delete(c, Kind::Page)).scopes("", WRITE),
    Operation::new("GET", OF_POST, Anonymous, |c| all(c, Kind::Blogpost)).scopes("", READ),
    Operation::new("POST", OF_POST, Anonymous, |c| create(c, Kind::Blogpost)).scopes("", WRITE),
    Operation::new("GET", ONE_OF_POST, Anonymous, |c| get(c, Kind::Blogpost)).scopes("", READ),
    Operation::new("PUT", ONE_OF_POST, Anonymous, |c| update(c, Kind::Blogpost)).scopes("", WRITE),
    Operation::new("DELETE", ONE_OF_POST, Anonymous, |c| {
        delete(c, Kind::Blogpost)
    })
    .scopes("", WRITE),
];

fn container<'a>(viewer: &Viewer<'a>, kind: Kind) -> Result<&'a Page, Reply> {
    let name = match kind {
        Kind::Page => "page-id",
        Kind::Blogpost => "blogpost-id",
    };
    Ok(wanted(viewer, kind, name)?.0)
}

/// The caller and the content of the path, which the caller may edit.
fn editable(call: &Call<'_>, state: &State, kind: Kind) -> Result<(u32, u64), Reply> {
    let viewer = Viewer::v2(call, state)?;
    let page = container(&viewer, kind)?;
    let space = viewer.space_of(page);
    if !space.is_some_and(|space| viewer.edits(space)) {
        return Err(v2_not_found());
    }
    Ok((viewer.account, page.id))
}

fn all(call: &Call<'_>, kind: Kind) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let page = container(&viewer, kind)?;
    let key = call.query.filled("key");
    let mut found: Vec<&Property> = page
        .properties
        .iter()
        .filter(|property| key.is_none_or(|key| key == property.key))
        .collect();
    if let Some((_, down)) = sort(call, &["key"])? {
        order(&mut found, down, |property| property.key.clone());
    }
    list(
        &viewer,
        25,
        &found,
        |property| property.id,
        |property| views::property(&viewer, property),
    )
}

fn shown(call: &Call<'_>, state: &State, page: u64, property: u64) -> Answer {
    let viewer = Viewer::v2(call, state)?;
    let page = viewer.wiki().pages.get(&page);
    let mut all = page.into_iter().flat_map(|page| &page.properties);
    let found = all.find(|held| held.id == property);
    ok(&views::property(&viewer, found.ok_or_else(v2_not_found)?))
}

fn get(call: &Call<'_>, kind: Kind) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let page = container(&viewer, kind)?;
    shown(call, &state, page.id, id(call, 1, "property-id")?)
}

/// Key and value of the body.
fn sent(call: &Call<'_>) -> Result<(Value, String, Value), Reply> {
    let mut body = v2_json(call)?;
    let key = body["key"].as_str().unwrap_or("").to_owned();
    if key.is_empty() || key.chars().count() > 255 {
        return Err(v2_bad_request(
            "The key of the property is missing or too long",
        ));
    }
    let value = body["value"].take();
    Ok((body, key, value))
}

fn taken(key: &str) -> Reply {
    v2(
        409,
        "CONFLICT",
        format!("A property with the key {key} already exists"),
        None,
    )
}

fn create(call: &Call<'_>, kind: Kind) -> Answer {
    let mut state = call.write();
    let (author, page) = editable(call, &state, kind)?;
    let (_, key, value) = sent(call)?;
    let (id, now) = (state.wiki.new_id(), call.now());
    let held = state.wiki.pages.get_mut(&page).ok_or_else(v2_not_found)?;
    if held.properties.iter().any(|property| property.key == key) {
        return Err(taken(&key));
    }
    held.properties.push(Property {
        id,
        key,
        value,
        number: 1,
        at: now,
        by: author,
        message: String::new(),
    });
    shown(call, &state, page, id)
}

fn update(call: &Call<'_>, kind: Kind) -> Answer {
    let mut state = call.write();
    let (author, page) = editable(call, &state, kind)?;
    let wanted = id(call, 1, "property-id")?;
    let (body, key, value) = sent(call)?;
    let now = call.now();
    let held = state.wiki.pages.get_mut(&page).ok_or_else(v2_not_found)?;
    if held
        .properties
        .iter()
        .any(|p| p.key == key && p.id != wanted)
    {
        return Err(taken(&key));
    }
    let mut all = held.properties.iter_mut();
    let property = all
        .find(|property| property.id == wanted)
        .ok_or_else(v2_not_found)?;
    let provided = body["version"]["number"].as_u64().unwrap_or(0);
    if provided != u64::from(property.number) + 1 {
        let current = property.number;
        return Err(v2(
            409,
            "CONFLICT",
            format!(
                "Version must be incremented when updating a property. Current Version: \
                 [{current}]. Provided version: [{provided}]"
            ),
            None,
        ));
    }
    property.number += 1;
    property.key = key;
    property.value = value;
    property.at = now;
    property.by = author;
    body["version"]["message"]
        .as_str()
        .unwrap_or("")
        .clone_into(&mut property.message);
    shown(call, &state, page, wanted)
}

fn delete(call: &Call<'_>, kind: Kind) -> Answer {
    let mut state = call.write();
    let (_, page) = editable(call, &state, kind)?;
    let wanted = id(call, 1, "property-id")?;
    let held = state.wiki.pages.get_mut(&page).ok_or_else(v2_not_found)?;
    let before = held.properties.len();
    held.properties.retain(|property| property.id != wanted);
    if held.properties.len() == before {
        return Err(v2_not_found());
    }
    no_content()
}
