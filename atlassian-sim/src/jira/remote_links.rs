//! Links from issues to things in other systems.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::forms::path_part;
use super::on_issues::{item, may, need_room, seen};
use super::views::parts::{remote_link as view, remote_link_url};
use super::{READ_WORK, WRITE_WORK};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::jira::field::System;
use crate::state::jira::issue::{Issue, RemoteLink};
use crate::state::jira::site::MOST_REMOTE_LINKS;
use crate::state::{Feature, State};

const READ: &[&str] = &["read:issue.remote-link:jira", "read:status:jira"];
const DELETE: &[&str] = &["delete:issue.remote-link:jira", "write:issue:jira"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/issue/{issueIdOrKey}/remotelink",
        Anonymous,
        list,
    )
    .scopes(READ_WORK, READ),
    Operation::new(
        "POST",
        "/rest/api/3/issue/{issueIdOrKey}/remotelink",
        Anonymous,
        upsert,
    )
    .scopes(
        WRITE_WORK,
        &[
            "write:issue:jira",
            "write:issue.remote-link:jira",
            "read:issue.remote-link:jira",
        ],
    ),
    Operation::new(
        "DELETE",
        "/rest/api/3/issue/{issueIdOrKey}/remotelink",
        Anonymous,
        forget,
    )
    .scopes(WRITE_WORK, DELETE),
    Operation::new(
        "GET",
        "/rest/api/3/issue/{issueIdOrKey}/remotelink/{linkId}",
        Anonymous,
        get,
    )
    .scopes(READ_WORK, READ),
    Operation::new(
        "PUT",
        "/rest/api/3/issue/{issueIdOrKey}/remotelink/{linkId}",
        Anonymous,
        update,
    )
    .scopes(
        WRITE_WORK,
        &["write:issue:jira", "write:issue.remote-link:jira"],
    ),
    Operation::new(
        "DELETE",
        "/rest/api/3/issue/{issueIdOrKey}/remotelink/{linkId}",
        Anonymous,
        delete,
    )
    .scopes(WRITE_WORK, DELETE),
];

/// The issue of the path; unlike elsewhere it is a 403 when links are switched off.
fn issue<'a>(call: &Call<'_>, state: &'a State) -> Result<&'a Issue, Reply> {
    if !state.jira.site.has(Feature::IssueLinking) {
        return Err(errors::jira(403, "Issue linking is currently disabled."));
    }
    seen(call, state)
}

/// The issue of the path, whose links the caller must be allowed to change.
fn changeable<'a>(call: &Call<'_>, state: &'a State) -> Result<(&'a Issue, u32), Reply> {
    let issue = issue(call, state)?;
    if !may(call, state, issue, "LINK_ISSUES") {
        let key = state.jira.key(issue);
        return Err(errors::jira(
            403,
            format!("No Link Issue Permission for issue '{key}'"),
        ));
    }
    Ok((issue, call.account()?))
}

fn no_such_link(what: &str) -> Reply {
    errors::jira(
        404,
        format!("The remote issue link '{what}' does not exist."),
    )
}

/// The link of the issue that the second `{…}` of the path names. One of another issue is a 400.
fn wanted<'a>(call: &Call<'_>, state: &State, issue: &'a Issue) -> Result<&'a RemoteLink, Reply> {
    let text = path_part(call, 1);
    let id: u32 = text.parse().map_err(|_| {
        errors::bad_request(format!("The remote issue link id '{text}' is not valid."))
    })?;
    if let Some(link) = issue.remote_links.iter().find(|link| link.id == id) {
        return Ok(link);
    }
    let elsewhere = |issue: &Issue| issue.remote_links.iter().any(|link| link.id == id);
    if state.jira.issues.all().any(elsewhere) {
        let key = state.jira.key(issue);
        return Err(errors::bad_request(format!(
            "The remote issue link '{id}' does not belong to the issue '{key}'."
        )));
    }
    Err(no_such_link(text))
}

/// All of them, or with `globalId` the one.
fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let issue = issue(call, &state)?;
    if let Some(global) = call.query.filled("globalId") {
        let mut links = issue.remote_links.iter();
        let link = links.find(|link| link.global_id.as_deref() == Some(global));
        let link = link.ok_or_else(|| no_such_link(global))?;
        return ok(&view(call, &state, issue, link));
    }
    let links = issue.remote_links.iter();
    ok(&links.map(|link| view(call, &state, issue, link)).collect())
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let issue = issue(call, &state)?;
    let link = wanted(call, &state, issue)?;
    ok(&view(call, &state, issue, link))
}

/// A link as it was sent, without its id. What is not sent is empty.
fn read(body: &Value) -> Result<RemoteLink, Reply> {
    let mut wrong = Map::new();
    let text = |value: &Value| {
        value
            .as_str()
            .filter(|t| !t.trim().is_empty())
            .map(str::to_owned)
    };
    let object = &body["object"];
    for name in ["url", "title"] {
        if text(&object[name]).is_none() {
            wrong.insert(name.to_owned(), format!("'{name}' is required.").into());
        }
    }
    let status = &object["status"];
    for (name, value) in [
        ("url", &object["url"]),
        ("iconUrl", &object["icon"]["url16x16"]),
        ("statusIconUrl", &status["icon"]["url16x16"]),
        ("statusIconLink", &status["icon"]["link"]),
    ] {
        let bad = value.as_str().filter(|uri| !uri.is_empty() && !is_uri(uri));
        if bad.is_some() && !wrong.contains_key(name) {
            wrong.insert(
                name.to_owned(),
                format!("'{name}' is not a valid URI.").into(),
            );
        }
    }
    for (name, value) in [
        ("globalId", &body["globalId"]),
        ("relationship", &body["relationship"]),
        ("title", &object["title"]),
        ("summary", &object["summary"]),
    ] {
        let too_long = text(value).is_some_and(|text| text.chars().count() > 255);
        if too_long {
            let message = format!("'{name}' must not be longer than 255 characters.");
            wrong.insert(name.to_owned(), message.into());
        }
    }
    if !wrong.is_empty() {
        return Err(Reply::json(
            400,
            &json!({ "errorMessages": [], "errors": wrong }),
        ));
    }
    let mut application = BTreeMap::new();
    for name in ["type", "name"] {
        if let Some(value) = text(&body["application"][name]) {
            application.insert(name.to_owned(), value);
        }
    }
    let mut shown = json!({
        "url": object["url"],
        "title": object["title"],
        "icon": picked(&object["icon"], &["url16x16", "title"]),
        "status": { "icon": picked(&status["icon"], &["url16x16", "title", "link"]) },
    });
    if let Some(summary) = text(&object["summary"]) {
        shown["summary"] = summary.into();
    }
    if let Some(resolved) = status["resolved"].as_bool() {
        shown["status"]["resolved"] = resolved.into();
    }
    Ok(RemoteLink {
        id: 0,
        global_id: text(&body["globalId"]),
        relationship: text(&body["relationship"]),
        application,
        object: shown,
    })
}

/// The texts that are there.
fn picked(value: &Value, names: &[&str]) -> Value {
    let there = names.iter().filter_map(|name| {
        let text = value[*name].as_str().filter(|text| !text.is_empty())?;
        Some(((*name).to_owned(), Value::from(text)))
    });
    there.collect::<Map<String, Value>>().into()
}

/// An absolute address, without blanks.
fn is_uri(text: &str) -> bool {
    let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
    let plain = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(plain)
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// What the history says of a link.
fn said(link: &RemoteLink) -> String {
    let title = link.object["title"].as_str().unwrap_or("");
    let by = link.application.get("name");
    let by = by.map_or("Web Link", String::as_str);
    format!("This work item links to \"{title} ({by})\"")
}

/// Puts a link in the place of the one with its id, or adds it; the history tells of it.
fn put(state: &mut State, issue: u32, link: RemoteLink, (by, now): (u32, i64)) {
    let id = link.id.to_string();
    let after = said(&link);
    let issues = &mut state.jira.issues;
    let Some(held) = issues.edit(issue, now) else {
        return;
    };
    let slot = held.remote_links.iter_mut().find(|l| l.id == link.id);
    let before = if let Some(slot) = slot {
        Some(said(&std::mem::replace(slot, link)))
    } else {
        held.remote_links.push(link);
        None
    };
    let change = item(
        System::IssueLinks,
        before.as_deref().map(|text| (id.as_str(), text)),
        Some((&id, &after)),
    );
    issues.note(issue, by, now, vec![change]);
}

/// A link with the same global id is replaced.
fn upsert(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let now = call.now();
    let mut state = call.write();
    let (issue, account) = changeable(call, &state)?;
    let mut link = read(&body)?;
    let mut links = issue.remote_links.iter();
    let known = links.find(|l| l.global_id.is_some() && l.global_id == link.global_id);
    let status = if let Some(known) = known {
        link.id = known.id;
        200
    } else {
        let has = issue.remote_links.len();
        need_room("remote issue links", has, 1, MOST_REMOTE_LINKS)?;
        201
    };
    let issue = issue.id;
    if status == 201 {
        link.id = state.jira.issues.next_remote_link_id();
    }
    let id = link.id;
    put(&mut state, issue, link, (account, now));
    let address = match state.jira.issues.get(issue) {
        Some(issue) => remote_link_url(call, &state, issue, id),
        None => String::new(),
    };
    let reply = Reply::json(status, &json!({ "id": id, "self": address }));
    Ok(if status == 201 {
        reply.with_header("location", &address)
    } else {
        reply
    })
}

fn update(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let now = call.now();
    let mut state = call.write();
    let (issue, account) = changeable(call, &state)?;
    let id = wanted(call, &state, issue)?.id;
    let link = RemoteLink { id, ..read(&body)? };
    let issue = issue.id;
    put(&mut state, issue, link, (account, now));
    Ok(Reply::empty(204))
}

fn remove(state: &mut State, issue: u32, link: &RemoteLink, (by, now): (u32, i64)) {
    let issues = &mut state.jira.issues;
    if let Some(held) = issues.edit(issue, now) {
        held.remote_links.retain(|held| held.id != link.id);
    }
    let id = link.id.to_string();
    let change = item(System::IssueLinks, Some((&id, &said(link))), None);
    issues.note(issue, by, now, vec![change]);
}

/// Takes more than the other changes: *Edit issues* besides.
fn delete(call: &Call<'_>) -> Answer {
    let now = call.now();
    let mut state = call.write();
    let (issue, account) = changeable(call, &state)?;
    let link = wanted(call, &state, issue)?.clone();
    if !may(call, &state, issue, "EDIT_ISSUES") {
        return Err(errors::jira(
            403,
            "You do not have permission to edit issues in this project.",
        ));
    }
    let issue = issue.id;
    remove(&mut state, issue, &link, (account, now));
    Ok(Reply::empty(204))
}

/// Deletes by global id.
fn forget(call: &Call<'_>) -> Answer {
    let now = call.now();
    let mut state = call.write();
    let (issue, account) = changeable(call, &state)?;
    let global = call.query.required("globalId")?;
    let mut links = issue.remote_links.iter();
    let link = links.find(|link| link.global_id.as_deref() == Some(global));
    let link = link.ok_or_else(|| no_such_link(global))?.clone();
    let issue = issue.id;
    remove(&mut state, issue, &link, (account, now));
    Ok(Reply::empty(204))
}
