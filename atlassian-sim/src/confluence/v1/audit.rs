//! Confluence's audit log, for its administrators.

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::answers::{bad_request, forbidden, not_a_number, ok, v1_json};
use super::super::viewer::Viewer;
use super::paging::{Window, page};
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::wiki::audit::{Change, Object, Record, Retention, Unit};
use crate::time::{self, DAY};

const READ: &[&str] = &["read:audit-log:confluence"];
const WRITE: &[&str] = &["write:audit-log:confluence"];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/wiki/rest/api/audit", Login, list).scopes("", READ),
    Operation::new("GET", "/wiki/rest/api/audit/since", Login, since).scopes("", READ),
    Operation::new("POST", "/wiki/rest/api/audit", Login, create).scopes(
        "",
        &["read:audit-log:confluence", "write:audit-log:confluence"],
    ),
    Operation::new("GET", "/wiki/rest/api/audit/export", Login, export).scopes("", READ),
    Operation::new("GET", "/wiki/rest/api/audit/retention", Login, retention).scopes("", READ),
    Operation::new(
        "PUT",
        "/wiki/rest/api/audit/retention",
        Login,
        set_retention,
    )
    .scopes("", WRITE),
];

/// The caller, who must be a Confluence administrator.
fn admin<'a>(call: &'a Call<'a>, state: &'a State) -> Result<Viewer<'a>, Reply> {
    let viewer = Viewer::v1(call, state)?;
    if viewer.is_admin() {
        Ok(viewer)
    } else {
        Err(forbidden("User is not permitted to view the audit log"))
    }
}

/// Milliseconds since 1970.
fn date(call: &Call<'_>, name: &str) -> Result<Option<i64>, Reply> {
    let text = call.query.filled(name);
    text.map(|text| text.parse().map_err(|_| not_a_number(text)))
        .transpose()
}

/// The records between two moments that mention the `searchString`, newest first.
fn found(viewer: &Viewer<'_>, from: Option<i64>, to: Option<i64>) -> Vec<Value> {
    let needle = viewer
        .call
        .query
        .filled("searchString")
        .map(str::to_lowercase);
    let in_time = |at: i64| from.is_none_or(|from| at >= from) && to.is_none_or(|to| at <= to);
    let records = viewer.wiki().audit.newest_first().into_iter();
    records
        .filter(|record| in_time(record.at))
        .filter(|record| needle.as_ref().is_none_or(|n| mentions(viewer, record, n)))
        .map(|record| view(viewer, record))
        .collect()
}

fn author_name<'a>(viewer: &Viewer<'a>, record: &'a Record) -> &'a str {
    match record.author {
        Some(account) => &viewer.state.users.get(account).name,
        None => &record.author_name,
    }
}

fn mentions(viewer: &Viewer<'_>, record: &Record, needle: &str) -> bool {
    let objects = record.associated.iter().chain([&record.object]);
    let changes = record
        .changed
        .iter()
        .flat_map(|c| [&c.name, &c.old, &c.new]);
    [
        &record.summary,
        &record.description,
        &record.category,
        &record.remote,
    ]
    .into_iter()
    .chain(objects.flat_map(|object| [&object.name, &object.kind]))
    .chain(changes)
    .map(String::as_str)
    .chain([author_name(viewer, record)])
    .any(|text| text.to_lowercase().contains(needle))
}

fn view(viewer: &Viewer<'_>, record: &Record) -> Value {
    let object = |object: &Object| json!({ "name": object.name, "objectType": object.kind });
    let mut author = json!({
        "type": "user",
        "displayName": author_name(viewer, record),
        "isExternalCollaborator": false,
    });
    if let Some(account) = record.author {
        author["accountId"] = viewer.account_id(account).into();
        author["accountType"] = "atlassian".into();
        author["publicName"] = author["displayName"].clone();
    }
    let changed: Vec<Value> = record
        .changed
        .iter()
        .map(|c| json!({ "name": c.name, "oldValue": c.old, "newValue": c.new }))
        .collect();
    json!({
        "author": author,
        "remoteAddress": record.remote,
        "creationDate": record.at,
        "summary": record.summary,
        "description": record.description,
        "category": record.category,
        "sysAdmin": record.sys_admin,
        "superAdmin": false,
        "affectedObject": object(&record.object),
        "changedValues": changed,
        "associatedObjects": record.associated.iter().map(object).collect::<Vec<Value>>(),
    })
}

fn shown(viewer: &Viewer<'_>, from: Option<i64>, to: Option<i64>) -> Answer {
    let window = Window::of(viewer.call, 1_000, 1_000)?;
    let found = found(viewer, from, to);
    let total = found.len();
    let rows = window.cut(found.into_iter()).collect();
    ok(&page(viewer, window, total, rows))
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = admin(call, &state)?;
    shown(&viewer, date(call, "startDate")?, date(call, "endDate")?)
}

fn unit(text: &str) -> Result<Unit, Reply> {
    Unit::deserialize(Value::from(text)).map_err(|_| bad_request(format!("Invalid units : {text}")))
}

fn since(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = admin(call, &state)?;
    let text = call.query.filled("number").unwrap_or("3");
    let number: i64 = text.parse().map_err(|_| not_a_number(text))?;
    let unit = unit(call.query.filled("units").unwrap_or("MONTHS"))?;
    let from = viewer.now.saturating_sub(unit.times(number.max(0)));
    shown(&viewer, Some(from), None)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or("").to_owned()
}

fn object(value: &Value) -> Object {
    Object {
        name: text(&value["name"]),
        kind: text(&value["objectType"]),
    }
}

fn create(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    admin(call, &state)?;
    let body = v1_json(call)?;
    let remote = body["remoteAddress"].as_str().unwrap_or("");
    if remote.is_empty() {
        return Err(bad_request("The remoteAddress is not specified"));
    }
    let items = |name: &str| body[name].as_array().into_iter().flatten();
    let record = Record {
        author: None,
        author_name: text(&body["author"]["displayName"]),
        remote: remote.to_owned(),
        at: body["creationDate"].as_i64().unwrap_or_else(|| call.now()),
        summary: text(&body["summary"]),
        description: text(&body["description"]),
        category: text(&body["category"]),
        sys_admin: body["sysAdmin"].as_bool().unwrap_or(false),
        object: object(&body["affectedObject"]),
        changed: items("changedValues")
            .map(|change| Change {
                name: text(&change["name"]),
                old: text(&change["oldValue"]),
                new: text(&change["newValue"]),
            })
            .collect(),
        associated: items("associatedObjects").map(object).collect(),
    };
    state.wiki.audit.push(record.clone());
    let viewer = Viewer::v1(call, &state)?;
    ok(&view(&viewer, &record))
}

/// One line for each record.
fn export(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = admin(call, &state)?;
    if call
        .query
        .filled("format")
        .is_some_and(|format| format != "csv")
    {
        return Err(bad_request("The log is exported as csv only"));
    }
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut csv = "Date,Author,Remote address,Category,Summary,Affected object\n".to_owned();
    for record in found(&viewer, date(call, "startDate")?, date(call, "endDate")?) {
        let at = time::rfc3339(record["creationDate"].as_i64().unwrap_or(0));
        let mut cells = vec![quoted(&at)];
        for pointer in [
            "/author/displayName",
            "/remoteAddress",
            "/category",
            "/summary",
            "/affectedObject/name",
        ] {
            let text = record.pointer(pointer).and_then(Value::as_str);
            cells.push(quoted(text.unwrap_or("")));
        }
        csv.push_str(&cells.join(","));
        csv.push('\n');
    }
    Ok(Reply::text(200, "text/csv;charset=UTF-8", csv).with_header(
        "content-disposition",
        "attachment; filename=\"auditlog.csv\"",
    ))
}

fn retention(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = admin(call, &state)?;
    ok(&retention_view(viewer.wiki().audit.retention))
}

fn retention_view(retention: Retention) -> Value {
    json!({ "number": retention.number, "units": retention.unit })
}

/// At most one year; what is older is dropped.
fn set_retention(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    admin(call, &state)?;
    let body = v1_json(call)?;
    let number = body["number"].as_u64().and_then(|n| u32::try_from(n).ok());
    let unit = unit(body["units"].as_str().unwrap_or(""))?;
    let retention = number.map(|number| Retention { number, unit });
    let retention = retention
        .filter(|r| r.number > 0 && r.unit.times(i64::from(r.number)) <= 366 * DAY)
        .ok_or_else(|| bad_request("The retention period must be between nothing and one year"))?;
    state.wiki.audit.keep(retention, call.now());
    ok(&retention_view(retention))
}
