//! Which kind of content an id belongs to.

use serde_json::{Map, Value, json};

use super::super::answers::{ok, v2_bad_request, v2_json};
use super::super::viewer::Viewer;
use crate::call::Call;
use crate::reply::Answer;
use crate::routes::Access::Anonymous;
use crate::routes::Operation;

pub(in super::super) const OPERATIONS: &[Operation] = &[Operation::new(
    "POST",
    "/wiki/api/v2/content/convert-ids-to-types",
    Anonymous,
    kinds,
)
.scopes("", &["read:content.metadata:confluence"])];

fn kind(viewer: &Viewer<'_>, id: &str) -> Option<&'static str> {
    if let Some(number) = id.strip_prefix("att") {
        let file = viewer.wiki().attachments.get(&number.parse().ok()?)?;
        return viewer.content(file.page).map(|_| "attachment");
    }
    let number = id.parse().ok()?;
    if let Some((page, _)) = viewer.content(number) {
        return Some(page.kind.as_str());
    }
    let (comment, ..) = viewer.comment(number)?;
    Some(match comment.inline {
        Some(_) => "inline-comment",
        None => "footer-comment",
    })
}

/// Each id with its kind; nothing for what is not there or hidden.
fn kinds(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let body = v2_json(call)?;
    let ids = body["contentIds"].as_array();
    let ids = ids.ok_or_else(|| v2_bad_request("contentIds is missing"))?;
    let mut found = Map::new();
    for id in ids {
        let id = match id {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return Err(v2_bad_request("contentIds holds what is no id")),
        };
        let kind = kind(&viewer, &id).map_or(Value::Null, Value::from);
        found.insert(id, kind);
    }
    ok(&json!({ "results": found }))
}
