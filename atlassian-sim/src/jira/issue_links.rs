//! Links between issues.

use serde_json::Value;

use super::comment_writes::Draft;
use super::issues::no_such_issue;
use super::on_issues::{item, may, need_feature, need_room};
use super::views::parts::whole_link;
use super::{READ_WORK, WRITE_WORK};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::jira::event::Happened;
use crate::state::jira::field::System;
use crate::state::jira::issue::{ChangeItem, Issue, Link};
use crate::state::jira::site::MOST_LINKS;
use crate::state::{Feature, State};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/rest/api/3/issueLink", Anonymous, create).scopes(
        WRITE_WORK,
        &[
            "write:comment:jira",
            "write:issue:jira",
            "write:issue-link:jira",
        ],
    ),
    Operation::new("GET", "/rest/api/3/issueLink/{linkId}", Anonymous, get).scopes(
        READ_WORK,
        &[
            "read:field:jira",
            "read:issue-link-type:jira",
            "read:issue:jira",
            "read:issue-type:jira",
            "read:priority:jira",
            "read:status:jira",
            "read:avatar:jira",
            "read:issue.time-tracking:jira",
            "read:project-category:jira",
            "read:project:jira",
            "read:user:jira",
        ],
    ),
    Operation::new(
        "DELETE",
        "/rest/api/3/issueLink/{linkId}",
        Anonymous,
        delete,
    )
    .scopes(WRITE_WORK, &["delete:issue-link:jira"]),
];

/// The issue that one end of a new link names.
fn end<'a>(call: &Call<'_>, state: &'a State, value: &Value) -> Result<&'a Issue, Reply> {
    let named = ["key", "id"].iter().find_map(|name| match &value[*name] {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    });
    named
        .and_then(|name| state.visible_issue(call.caller, &name))
        .ok_or_else(no_such_issue)
}

fn link_type(state: &State, value: &Value) -> Result<u32, Reply> {
    let types = &state.jira.config.link_types;
    if let Some(id) = value["id"].as_str() {
        let found = id.parse().ok().filter(|id| types.contains_key(id));
        return found
            .ok_or_else(|| errors::jira(404, format!("No issue link type with id '{id}' found.")));
    }
    let name = value["name"].as_str().unwrap_or("");
    let found = types.iter().find(|(_, kind)| kind.name == name);
    found
        .map(|(id, _)| *id)
        .ok_or_else(|| errors::jira(404, format!("No issue link type with name '{name}' found.")))
}

fn no_permission(key: &str) -> String {
    format!("No Link Issue Permission for issue '{key}'")
}

/// How both ends tell of a link in their histories: what one of them sees of the other.
fn items(state: &State, link: &Link) -> [(u32, (String, String)); 2] {
    let kind = state.jira.config.link_types.get(&link.link_type);
    let (outward, inward) = kind.map_or(("", ""), |kind| (&kind.outward, &kind.inward));
    let key = |id| {
        let issue = state.jira.issues.get(id);
        issue.map_or_else(String::new, |issue| state.jira.key(issue))
    };
    [
        (link.source, link.target, outward),
        (link.target, link.source, inward),
    ]
    .map(|(issue, other, words)| {
        let other = key(other);
        let text = format!("This work item {words} {other}");
        (issue, (other, text))
    })
}

/// Puts a change into the histories of both ends, which counts as an update of both.
fn note(
    state: &mut State,
    link: &Link,
    (by, now): (u32, i64),
    change: impl Fn((&str, &str)) -> ChangeItem,
) {
    for (issue, (key, text)) in items(state, link) {
        let item = change((&key, &text));
        state.jira.issues.note(issue, by, now, vec![item]);
    }
}

/// The inward issue does to the outward one what the type says: with *Blocks* it blocks it. A link
/// that exists already is made again without a second one coming of it.
fn create(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let now = call.now();
    let mut state = call.write();
    need_feature(&state, Feature::IssueLinking)?;
    let link_type = link_type(&state, &body["type"])?;
    let source = end(call, &state, &body["inwardIssue"])?;
    let target = end(call, &state, &body["outwardIssue"])?;
    // The service answers 401 here, although the caller is known.
    if !may(call, &state, source, "LINK_ISSUES") {
        let key = state.jira.key(source);
        return Err(errors::jira(401, no_permission(&key)));
    }
    let account = call.account()?;
    if source.id == target.id {
        return Err(errors::bad_request("You cannot link an issue to itself."));
    }
    let comment = match &body["comment"] {
        Value::Null => None,
        comment => Some(Draft::read(call, &state, source, comment)?),
    };
    let link = Link {
        link_type,
        source: source.id,
        target: target.id,
    };
    for issue in [source, target] {
        let known = exists(&state, issue, &link);
        need_room(
            "issue links",
            issue.links.len(),
            usize::from(!known),
            MOST_LINKS,
        )?;
    }
    connect(&mut state, &link, (account, now));
    if let Some(comment) = comment {
        comment.add(call, &mut state, link.source);
    }
    Ok(Reply::empty(201))
}

fn exists(state: &State, end: &Issue, link: &Link) -> bool {
    let links = &state.jira.issues.links;
    end.links.iter().any(|id| links.get(id) == Some(link))
}

/// Makes a link with its traces, unless there is one like it.
fn connect(state: &mut State, link: &Link, (by, now): (u32, i64)) {
    let source = state.jira.issues.get(link.source);
    if source.is_none_or(|source| exists(state, source, link)) {
        return;
    }
    let issues = &mut state.jira.issues;
    let id = issues.next_link_id();
    issues.links.insert(id, link.clone());
    for end in [link.source, link.target] {
        if let Some(issue) = issues.edit(end, now) {
            issue.links.push(id);
        }
    }
    note(state, link, (by, now), |to| {
        item(System::IssueLinks, None, Some(to))
    });
    let jira = &mut state.jira;
    jira.emit(Happened::LinkCreated(id), Some(link.source), Some(by), now);
}

/// A link that an issue shall get while it is written: the other end is named by what it is then.
pub(super) struct Wanted {
    link_type: u32,
    other: u32,
    /// Whether the other end is the outward one.
    outward: bool,
}

impl Wanted {
    pub(super) fn read(call: &Call<'_>, state: &State, value: &Value) -> Result<Self, Reply> {
        let link_type = link_type(state, &value["type"])?;
        let outward = !value["outwardIssue"].is_null();
        let side = if outward {
            "outwardIssue"
        } else {
            "inwardIssue"
        };
        let other = end(call, state, &value[side])?;
        need_room("issue links", other.links.len(), 1, MOST_LINKS)?;
        Ok(Self {
            link_type,
            other: other.id,
            outward,
        })
    }

    pub(super) fn add(&self, call: &Call<'_>, state: &mut State, issue: u32) {
        let (source, target) = if self.outward {
            (issue, self.other)
        } else {
            (self.other, issue)
        };
        let link_type = self.link_type;
        let link = Link {
            link_type,
            source,
            target,
        };
        if let Some(by) = call.caller.filter(|_| source != target) {
            connect(state, &link, (by, call.now()));
        }
    }
}

/// The link that the path names, if the caller sees both of its ends.
fn wanted<'a>(call: &Call<'_>, state: &'a State) -> Result<(u32, &'a Link), Reply> {
    need_feature(state, Feature::IssueLinking)?;
    let text = call.param();
    let id: u32 = text.parse().map_err(|_| {
        errors::bad_request(format!("The issue link id '{text}' is not a valid number."))
    })?;
    let issues = &state.jira.issues;
    let seen = |id| issues.get(id).is_some_and(|i| state.sees(call.caller, i));
    let link = issues.links.get(&id);
    link.filter(|link| seen(link.source) && seen(link.target))
        .map(|link| (id, link))
        .ok_or_else(|| errors::jira(404, format!("No issue link with id '{id}' exists.")))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (id, link) = wanted(call, &state)?;
    let view = whole_link(call, &state, id, link);
    ok(&view.ok_or_else(no_such_issue)?)
}

fn delete(call: &Call<'_>) -> Answer {
    let now = call.now();
    let mut state = call.write();
    let (id, link) = wanted(call, &state)?;
    let link = link.clone();
    let issues = &state.jira.issues;
    let mut ends = [link.source, link.target].into_iter();
    let allowed = ends.any(|end| {
        let issue = issues.get(end);
        issue.is_some_and(|issue| may(call, &state, issue, "LINK_ISSUES"))
    });
    if !allowed {
        let key = issues.get(link.source).map(|issue| state.jira.key(issue));
        return Err(errors::jira(404, no_permission(&key.unwrap_or_default())));
    }
    let account = call.account()?;
    state.jira.emit(
        Happened::LinkDeleted(id),
        Some(link.source),
        call.caller,
        now,
    );
    let issues = &mut state.jira.issues;
    issues.links.remove(&id);
    for end in [link.source, link.target] {
        if let Some(issue) = issues.edit(end, now) {
            issue.links.retain(|held| *held != id);
        }
    }
    note(&mut state, &link, (account, now), |from| {
        item(System::IssueLinks, Some(from), None)
    });
    Ok(Reply::empty(204))
}
