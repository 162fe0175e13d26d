//! The audit log.

use serde_json::{Value, json};

use super::MANAGE;
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::audit::{Item, Record};
use crate::time;

pub(super) const OPERATIONS: &[Operation] =
    &[
        Operation::new("GET", "/rest/api/3/auditing/record", Login, list)
            .scopes(MANAGE, &["read:audit-log:jira", "read:user:jira"]),
    ];

const REMOTE: &str = "203.0.113.7";

fn item(item: &Item) -> Value {
    json!({
        "id": item.id,
        "name": item.name,
        "typeName": item.kind,
        "parentId": "10000",
        "parentName": "com.atlassian.crowd.directory.IdentityPlatformRemoteDirectory",
    })
}

fn view(state: &State, record: &Record) -> Value {
    let changed: Vec<Value> = record
        .changed
        .iter()
        .map(
            |(field, from, to)| json!({ "fieldName": field, "changedFrom": from, "changedTo": to }),
        )
        .collect();
    let associated: Vec<Value> = record.associated.iter().map(item).collect();
    json!({
        "id": record.id,
        "summary": record.summary,
        "remoteAddress": REMOTE,
        "authorKey": format!("ug:{}", state.users.get(record.author).id),
        "authorAccountId": &*state.users.get(record.author).id,
        "created": time::jira(record.created),
        "category": record.category,
        "eventSource": "",
        "objectItem": item(&record.item),
        "changedValues": changed,
        "associatedItems": associated,
    })
}

/// Whether the text is in one of the fields that the filter looks at.
fn has(record: &Record, word: &str) -> bool {
    let hit = |text: &str| text.to_lowercase().contains(word);
    hit(record.summary)
        || hit(record.category)
        || hit(&record.item.name)
        || hit(&record.item.id)
        || hit(record.item.kind)
        || record
            .changed
            .iter()
            .any(|(_, from, to)| hit(from) || hit(to))
        || hit(REMOTE)
}

fn instant(call: &Call<'_>, name: &str) -> Result<Option<i64>, Reply> {
    let Some(text) = call.query.filled(name) else {
        return Ok(None);
    };
    // `+` in an unescaped zone arrives as a space.
    match time::parse(text).or_else(|| time::parse(&text.replacen(' ', "+", 1))) {
        Some(at) => Ok(Some(at)),
        None => Err(errors::bad_request(format!(
            "Unable to parse the date '{text}' of '{name}'."
        ))),
    }
}

/// Newest first. `total` counts what lies in the time range and does not know about `filter`.
fn list(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let offset = call.query.number("offset", 0)?;
    let limit = call.query.number("limit", 1_000)?.min(1_000);
    let (from, to) = (instant(call, "from")?, instant(call, "to")?);
    let words: Vec<String> = call
        .query
        .filled("filter")
        .unwrap_or("")
        .split_whitespace()
        .map(str::to_lowercase)
        .collect();
    let state = call.read();
    let in_range = |r: &&Record| {
        from.is_none_or(|from| r.created >= from) && to.is_none_or(|to| r.created <= to)
    };
    let total = state.audit.newest_first().filter(in_range).count();
    let records: Vec<Value> = state
        .audit
        .newest_first()
        .filter(in_range)
        .filter(|record| words.iter().all(|word| has(record, word)))
        .skip(offset)
        .take(limit)
        .map(|record| view(&state, record))
        .collect();
    ok(&json!({ "offset": offset, "limit": limit, "total": total, "records": records }))
}
