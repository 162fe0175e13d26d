//! Labels of content, and what carries them.

use serde_json::{Value, json};

use super::super::answers::{bad_request, forbidden, no_content, not_found, ok};
use super::super::viewer::Viewer;
use super::paging::{Window, page};
use super::views;
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::wiki::content::{Page, Status};

const SCOPE: &str = "write:confluence-content";
const WRITE: &[&str] = &["write:label:confluence"];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/wiki/rest/api/content/{id}/label", Login, add)
        .scopes(SCOPE, &["read:label:confluence", "write:label:confluence"]),
    Operation::new(
        "DELETE",
        "/wiki/rest/api/content/{id}/label",
        Login,
        remove_named,
    )
    .scopes(SCOPE, WRITE),
    Operation::new(
        "DELETE",
        "/wiki/rest/api/content/{id}/label/{label}",
        Login,
        remove,
    )
    .scopes(SCOPE, WRITE),
    Operation::new("GET", "/wiki/rest/api/label", Anonymous, contents).scopes(
        "read:confluence-content.summary",
        &["read:label:confluence", "read:content:confluence"],
    ),
];

/// The most labels of one page.
const MOST: usize = 255;

pub(super) fn no_content_found(id: &str) -> Reply {
    not_found(format!("No content found with id: ContentId{{id={id}}}"))
}

/// The content of the path, which the caller must be able to edit.
fn editable<'a>(viewer: &Viewer<'a>) -> Result<&'a Page, Reply> {
    let id = viewer.call.param();
    let found = id.parse().ok().and_then(|id| viewer.content(id));
    let (page, space) = found
        .filter(|(page, _)| page.status != Status::Trashed)
        .ok_or_else(|| no_content_found(id))?;
    if viewer.edits(space) {
        Ok(page)
    } else {
        Err(forbidden(
            "User not permitted to edit labels of this content",
        ))
    }
}

/// One label or an array of them.
fn add(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let id = editable(&Viewer::v1(call, &state)?)?.id;
    let body: Value = serde_json::from_slice(call.body)
        .map_err(|_| bad_request("Could not parse the request body"))?;
    let wanted = match body {
        Value::Array(all) => all,
        one => vec![one],
    };
    let mut labels = Vec::new();
    for one in &wanted {
        let prefix = one["prefix"].as_str().unwrap_or("global");
        let name = one["name"].as_str().unwrap_or("").to_lowercase();
        let odd = |c: char| c.is_whitespace() || "!#&()*,.:;<>?@[]^".contains(c);
        if name.is_empty() || name.chars().count() > 255 || name.contains(odd) {
            return Err(bad_request(format!("Label is invalid : {name}")));
        }
        if !["global", "my", "team"].contains(&prefix) {
            return Err(bad_request(format!("Label prefix is invalid : {prefix}")));
        }
        labels.push((prefix.to_owned(), name));
    }
    let held = state
        .wiki
        .pages
        .get(&id)
        .map_or(0, |page| page.labels.len());
    if held + labels.len() > MOST {
        return Err(bad_request("The content would have too many labels"));
    }
    for (prefix, name) in labels {
        let label = state.wiki.label(&prefix, &name);
        if let Some(page) = state.wiki.pages.get_mut(&id)
            && !page.labels.contains(&label)
        {
            page.labels.push(label);
        }
    }
    let viewer = Viewer::v1(call, &state)?;
    let all = viewer
        .wiki()
        .pages
        .get(&id)
        .map_or(&[][..], |page| &page.labels);
    let rows: Vec<Value> = all
        .iter()
        .filter_map(|label| viewer.wiki().label_by_id(*label))
        .map(views::label)
        .collect();
    let window = Window {
        start: 0,
        limit: 200,
    };
    ok(&page(&viewer, window, rows.len(), rows))
}

fn remove_named(call: &Call<'_>) -> Answer {
    let name = call.query.filled("name");
    take(
        call,
        name.ok_or_else(|| bad_request("The query parameter name is required"))?,
    )
}

fn remove(call: &Call<'_>) -> Answer {
    let name = call.params.get(1).map_or("", String::as_str);
    if name.contains('/') {
        return Err(bad_request("The label name must not contain a slash"));
    }
    take(call, name)
}

/// A label that is not there is taken away without a word.
fn take(call: &Call<'_>, name: &str) -> Answer {
    let mut state = call.write();
    let id = editable(&Viewer::v1(call, &state)?)?.id;
    let wiki = &mut state.wiki;
    let labels = &wiki.labels;
    if let Some(page) = wiki.pages.get_mut(&id) {
        page.labels.retain(|label| {
            !labels
                .iter()
                .any(|l| l.id == *label && l.name.eq_ignore_ascii_case(name))
        });
    }
    no_content()
}

fn contents(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    let name = call.query.filled("name");
    let name = name.ok_or_else(|| bad_request("The query parameter name is required"))?;
    let kind = call.query.filled("type");
    if kind.is_some_and(|k| !["page", "blogpost", "attachment", "page_template"].contains(&k)) {
        return Err(bad_request("Invalid content type"));
    }
    let window = Window::of(call, 200, 200)?;
    let label = viewer
        .wiki()
        .labels
        .iter()
        .find(|l| l.name.eq_ignore_ascii_case(name));
    let label = label.ok_or_else(|| not_found(format!("No label found with name : {name}")))?;
    let found: Vec<_> = viewer
        .contents()
        .filter(|(page, _)| page.listed() && page.labels.contains(&label.id))
        .filter(|(page, _)| kind.is_none_or(|kind| kind == page.kind.as_str()))
        .collect();
    let rows: Vec<Value> = window
        .cut(found.iter())
        .map(|(page, _)| {
            json!({
                "contentType": page.kind.as_str(),
                "contentId": page.id,
                "title": page.title(),
            })
        })
        .collect();
    ok(&json!({
        "label": views::label(label),
        "associatedContents": {
            "size": rows.len(),
            "results": rows,
            "start": window.start,
            "limit": window.limit,
        },
    }))
}
