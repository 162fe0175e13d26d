//! What hangs on issues, as issues and its own operations show it.

use serde_json::{Value, json};

use super::{config, person, url};
use crate::adf;
use crate::call::Call;
use crate::query::encode;
use crate::state::State;
use crate::state::jira::field::FieldId;
use crate::state::jira::issue::{Adf, Attachment, Change, Comment, Issue, Visibility, Worklog};
use crate::time::jira as stamp;

/// Rich text in the form of the version that the caller uses.
pub(crate) fn rich_text(call: &Call<'_>, text: &Adf) -> Value {
    if call.wiki_text() {
        return adf::wiki(text).into();
    }
    serde_json::from_str(text).unwrap_or(Value::Null)
}

fn visibility(state: &State, visibility: &Visibility) -> Value {
    match visibility {
        Visibility::Role(id) => {
            let name = state.jira.config.roles.get(id).map_or("", |r| &r.name);
            json!({ "type": "role", "value": name, "identifier": name })
        }
        Visibility::Group(slot) => {
            let group = state.groups.get(*slot);
            json!({ "type": "group", "value": group.name, "identifier": &*group.id })
        }
    }
}

/// Author, last editor, restriction: what comments and worklogs have in common.
fn sign(
    call: &Call<'_>,
    state: &State,
    view: &mut Value,
    (author, editor): (Option<u32>, Option<u32>),
    restricted: Option<&Visibility>,
) {
    if let Some(author) = author {
        view["author"] = person(call, state, author);
    }
    if let Some(editor) = editor {
        view["updateAuthor"] = person(call, state, editor);
    }
    if let Some(restricted) = restricted {
        view["visibility"] = visibility(state, restricted);
    }
}

pub(crate) fn comment(call: &Call<'_>, state: &State, issue: &Issue, comment: &Comment) -> Value {
    let path = format!("/issue/{}/comment/{}", issue.id, comment.id);
    let mut view = json!({
        "self": url(call, &path),
        "id": comment.id.to_string(),
        "body": rich_text(call, &comment.body),
        "created": stamp(comment.created),
        "updated": stamp(comment.updated),
        "jsdPublic": true,
    });
    if let Some(parent) = comment.parent {
        view["parentId"] = parent.into();
    }
    let people = (comment.author, comment.update_author);
    sign(call, state, &mut view, people, comment.visibility.as_ref());
    view
}

pub(crate) fn worklog(call: &Call<'_>, state: &State, issue: &Issue, worklog: &Worklog) -> Value {
    let path = format!("/issue/{}/worklog/{}", issue.id, worklog.id);
    let mut view = json!({
        "self": url(call, &path),
        "created": stamp(worklog.created),
        "updated": stamp(worklog.updated),
        "started": stamp(worklog.started),
        "timeSpent": duration(worklog.seconds),
        "timeSpentSeconds": worklog.seconds,
        "id": worklog.id.to_string(),
        "issueId": issue.id.to_string(),
    });
    if let Some(text) = &worklog.comment {
        view["comment"] = rich_text(call, text);
    }
    let people = (worklog.author, worklog.update_author);
    sign(call, state, &mut view, people, worklog.visibility.as_ref());
    view
}

/// `1w 2d 3h 4m`, with days of eight hours and weeks of five days.
pub(crate) fn duration(seconds: u32) -> String {
    let mut left = seconds / 60;
    let mut parts = Vec::new();
    for (unit, minutes) in [("w", 5 * 8 * 60), ("d", 8 * 60), ("h", 60), ("m", 1)] {
        if left >= minutes {
            parts.push(format!("{}{unit}", left / minutes));
            left %= minutes;
        }
    }
    if parts.is_empty() {
        "0m".to_owned()
    } else {
        parts.join(" ")
    }
}

/// An attachment, as issues show it: its id is a string here.
pub(crate) fn attachment(call: &Call<'_>, state: &State, attachment: &Attachment) -> Value {
    let id = attachment.id;
    let mut view = json!({
        "self": url(call, &format!("/attachment/{id}")),
        "id": id.to_string(),
        "filename": attachment.filename,
        "created": stamp(attachment.created),
        "size": attachment.content.size(),
        "mimeType": attachment.mime,
        "content": url(call, &format!("/attachment/content/{id}")),
    });
    if let Some(author) = attachment.author {
        view["author"] = person(call, state, author);
    }
    if attachment.mime.starts_with("image/") {
        view["thumbnail"] = url(call, &format!("/attachment/thumbnail/{id}")).into();
    }
    view
}

/// Another issue, as parents, sub-tasks and links show it.
pub(crate) fn issue_brief(call: &Call<'_>, state: &State, issue: &Issue) -> Value {
    let mut fields = json!({
        "summary": &*issue.summary,
        "status": config::status(call, state, issue.status),
        "issuetype": config::issue_type(call, state, issue.issue_type),
    });
    if let Some(priority) = issue
        .priority
        .and_then(|id| config::priority(call, state, id))
    {
        fields["priority"] = priority;
    }
    json!({
        "id": issue.id.to_string(),
        "key": state.jira.key(issue),
        "self": url(call, &format!("/issue/{}", issue.id)),
        "fields": fields,
    })
}

pub(crate) fn watches(call: &Call<'_>, state: &State, issue: &Issue) -> Value {
    let key = encode(&state.jira.key(issue));
    json!({
        "self": url(call, &format!("/issue/{key}/watchers")),
        "watchCount": issue.watchers.len(),
        "isWatching": call.caller.is_some_and(|c| issue.watchers.contains(&c)),
    })
}

pub(crate) fn votes(call: &Call<'_>, state: &State, issue: &Issue) -> Value {
    let key = encode(&state.jira.key(issue));
    json!({
        "self": url(call, &format!("/issue/{key}/votes")),
        "votes": issue.voters.len(),
        "hasVoted": call.caller.is_some_and(|c| issue.voters.contains(&c)),
    })
}

/// An entry of the changelog.
pub(crate) fn change(call: &Call<'_>, state: &State, change: &Change) -> Value {
    let items: Vec<Value> = change
        .items
        .iter()
        .map(|item| {
            let (name, kind) = match item.field {
                FieldId::System(system) => (system.info().in_history, "jira"),
                FieldId::Custom(_) => (state.jira.config.field_name(item.field), "custom"),
            };
            json!({
                "field": name,
                "fieldtype": kind,
                "fieldId": item.field.to_string(),
                "from": item.from,
                "fromString": item.from_string,
                "to": item.to,
                "toString": item.to_string,
            })
        })
        .collect();
    json!({
        "id": change.id.to_string(),
        "author": person(call, state, change.author),
        "created": stamp(change.at),
        "items": items,
    })
}

/// The comments that the caller may see, oldest first.
pub(crate) fn visible_comments<'a>(
    call: &Call<'_>,
    state: &'a State,
    issue: &'a Issue,
) -> impl Iterator<Item = &'a Comment> {
    let caller = call.caller;
    let passes = move |c: &&Comment| state.passes(caller, issue.project, c.visibility.as_ref());
    issue.comments.iter().filter(passes)
}

/// The worklogs that the caller may see, oldest first.
pub(crate) fn visible_worklogs<'a>(
    call: &Call<'_>,
    state: &'a State,
    issue: &'a Issue,
) -> impl Iterator<Item = &'a Worklog> {
    let caller = call.caller;
    let passes = move |w: &&Worklog| state.passes(caller, issue.project, w.visibility.as_ref());
    issue.worklogs.iter().filter(passes)
}
