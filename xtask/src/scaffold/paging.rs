//! Guesses from parameters and answer how an operation pages.

use std::fmt::Write;

use serde_json::Value;

use crate::description::Operation;

/// How an operation seems to page.
#[derive(Debug)]
pub(super) struct Guess<'a> {
    /// The schema of an element.
    pub(super) item: &'a Value,
    /// The expression of the `pages` clause.
    pub(super) expression: String,
    /// The parameters that paging sets itself.
    pub(super) own: [String; 2],
}

/// The usual names of the field that has the elements.
const ITEMS: [&str; 8] = [
    "values",
    "results",
    "data",
    "issues",
    "records",
    "entries",
    "items",
    "Resources",
];
/// The usual names of the parameter for the size of a page.
const SIZES: [&str; 6] = [
    "maxResults",
    "limit",
    "pageSize",
    "page_size",
    "size",
    "count",
];

pub(super) fn guess<'a>(operation: &Operation<'a>) -> Option<Guess<'a>> {
    let schema = *operation.answer_schemas().first()?;
    let in_body = crate::contract::described_fields(operation);
    let parameters = operation.parameters();
    let has = |name: &str| {
        let in_query = parameters
            .iter()
            .any(|it| it.place == "query" && it.name == name);
        in_query || in_body.contains(&name)
    };
    let size = SIZES.into_iter().find(|name| has(name));
    let position = [
        "nextPageToken",
        "cursor",
        "startAt",
        "start",
        "startIndex",
        "page",
    ]
    .into_iter()
    .find(|name| has(name))?;

    let parts = operation.description.parts(schema);
    let list = parts.iter().find_map(|part| part.get("items"));
    let envelope: Vec<(&str, &Value)> = parts
        .iter()
        .filter_map(|part| part["properties"].as_object())
        .flat_map(|it| it.iter().map(|(name, schema)| (name.as_str(), schema)))
        .collect();
    let (field, item) = match list {
        Some(item) => (None, item),
        None => elements(operation, &envelope).map(|(field, item)| (Some(field), item))?,
    };
    let has_field = |name: &str| envelope.iter().any(|(field, _)| *field == name);

    // Constructor, and the parameters that it sets by itself.
    let (call, own) = match (position, field) {
        ("nextPageToken", Some(field)) => (
            format!("token(\"{field}\")"),
            ["nextPageToken", "maxResults"],
        ),
        ("cursor", Some(field)) => {
            let next = if has_field("links") {
                "Links"
            } else if has_field("meta") {
                "Meta"
            } else if operation
                .answers()
                .iter()
                .any(|it| it["headers"]["Link"].is_object())
            {
                "Header"
            } else if has_field("_links") {
                "UnderscoreLinks"
            } else {
                "Field(\"cursor\")"
            };
            (
                format!("cursor(\"{field}\", NextIn::{next})"),
                ["cursor", "limit"],
            )
        }
        ("startAt" | "start", Some(field)) => {
            (format!("offset(\"{field}\")"), ["startAt", "maxResults"])
        }
        ("startAt" | "start", None) => (String::from("window()"), ["startAt", "maxResults"]),
        ("startIndex", Some(field)) => (format!("index(\"{field}\")"), ["startIndex", "count"]),
        ("page", Some(field)) => (format!("number(\"{field}\")"), ["page", "maxResults"]),
        _ => return None,
    };
    let size = size.unwrap_or(own[1]);
    let mut expression = format!("Paging::{call}");
    if own != [position, size] {
        let _ = write!(expression, ".parameters(\"{position}\", \"{size}\")");
    }
    if let Some(unique) = unique(operation, item) {
        let _ = write!(expression, ".unique_by(\"{unique}\")");
    }
    let asked = parameters
        .iter()
        .find(|it| it.name == size)
        .map(|it| &it.value["schema"]);
    let most = asked.and_then(|it| it["maximum"].as_u64().or_else(|| it["default"].as_u64()));
    if let Some(most) = most.filter(|it| (1..=10_000).contains(it)) {
        let _ = write!(expression, ".page_size({most})");
    }
    Some(Guess {
        item,
        expression,
        own: [position.to_owned(), size.to_owned()],
    })
}

/// The field with the elements: one of the usual names, or the only list.
fn elements<'a>(
    operation: &Operation<'a>,
    envelope: &[(&'a str, &'a Value)],
) -> Option<(&'a str, &'a Value)> {
    let lists: Vec<(&str, &Value)> = envelope
        .iter()
        .filter_map(|(name, schema)| {
            let parts = operation.description.parts(schema);
            let items = parts.iter().find_map(|part| part.get("items"))?;
            Some((*name, items))
        })
        .collect();
    let usual = ITEMS
        .iter()
        .find_map(|usual| lists.iter().find(|(name, _)| name == usual));
    usual
        .or(lists.first().filter(|_| lists.len() == 1))
        .copied()
}

/// The field that seems to name an element.
fn unique<'a>(operation: &Operation<'a>, item: &'a Value) -> Option<&'static str> {
    let parts = operation.description.parts(item);
    ["accountId", "groupId", "id", "key"]
        .into_iter()
        .find(|name| {
            parts
                .iter()
                .any(|part| part["properties"].get(name).is_some())
        })
}
