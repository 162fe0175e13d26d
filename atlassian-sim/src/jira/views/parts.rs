//! What hangs on issues, as issues and its own operations show it.

use serde_json::{Value, json};

use super::{config, person, url};
use crate::adf;
use crate::call::Call;
use crate::query::encode;
use crate::state::State;
use crate::state::jira::field::{FieldId, System};
use crate::state::jira::issue::{
    Adf, Attachment, Change, ChangeItem, Comment, Issue, Link, RemoteLink, Visibility, Worklog,
};
use crate::state::jira::site::{TimeFormat, TimeTracking, TimeUnit};
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
        "timeSpent": duration(&state.jira.site.time, worklog.seconds),
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

/// `1w 2d 3h 4m`, with days and weeks as long as people work in them; or in days or hours alone,
/// where the site is set so.
pub(crate) fn duration(time: &TimeTracking, seconds: u32) -> String {
    let unit = |unit| time.seconds(unit);
    match time.format {
        TimeFormat::Hours => return format!("{}h", tenths(seconds, unit(TimeUnit::Hour))),
        TimeFormat::Days => return format!("{}d", tenths(seconds, unit(TimeUnit::Day))),
        TimeFormat::Pretty => {}
    }
    let mut left = f64::from(seconds);
    let mut parts = Vec::new();
    for (name, length) in [
        ("w", unit(TimeUnit::Week)),
        ("d", unit(TimeUnit::Day)),
        ("h", unit(TimeUnit::Hour)),
        ("m", unit(TimeUnit::Minute)),
    ] {
        let count = (left / length).floor();
        if count >= 1.0 {
            parts.push(format!("{count}{name}"));
            left -= count * length;
        }
    }
    if parts.is_empty() {
        "0m".to_owned()
    } else {
        parts.join(" ")
    }
}

fn tenths(seconds: u32, unit: f64) -> f64 {
    (f64::from(seconds) / unit * 10.0).round() / 10.0
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

/// A link with both of its ends.
pub(crate) fn whole_link(call: &Call<'_>, state: &State, id: u32, link: &Link) -> Option<Value> {
    let issue = |id| state.jira.issues.get(id);
    Some(json!({
        "id": id.to_string(),
        "self": url(call, &format!("/issueLink/{id}")),
        "type": config::link_type(call, state, link.link_type),
        "inwardIssue": issue_brief(call, state, issue(link.source)?),
        "outwardIssue": issue_brief(call, state, issue(link.target)?),
    }))
}

pub(crate) fn remote_link_url(call: &Call<'_>, state: &State, issue: &Issue, id: u32) -> String {
    let key = encode(&state.jira.key(issue));
    url(call, &format!("/issue/{key}/remotelink/{id}"))
}

pub(crate) fn remote_link(
    call: &Call<'_>,
    state: &State,
    issue: &Issue,
    link: &RemoteLink,
) -> Value {
    let mut view = json!({
        "id": link.id,
        "self": remote_link_url(call, state, issue, link.id),
        "application": link.application,
        "object": link.object,
    });
    if let Some(global) = &link.global_id {
        view["globalId"] = global.as_str().into();
    }
    if let Some(relationship) = &link.relationship {
        view["relationship"] = relationship.as_str().into();
    }
    view
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
    change_of(call, state, change, &change.items, &stamp(change.at).into())
}

/// An entry with some of its items, and its moment in the form that the answer wants.
pub(crate) fn change_of<'a>(
    call: &Call<'_>,
    state: &State,
    change: &Change,
    items: impl IntoIterator<Item = &'a ChangeItem>,
    created: &Value,
) -> Value {
    let items: Vec<Value> = items.into_iter().map(|i| change_item(state, i)).collect();
    json!({
        "id": change.id.to_string(),
        "author": person(call, state, change.author),
        "created": created,
        "items": items,
    })
}

fn change_item(state: &State, item: &ChangeItem) -> Value {
    let (name, kind) = match item.field {
        // Both kinds of links are kept under one field; issues are named by key, others by number.
        FieldId::System(System::IssueLinks) if !names_an_issue(item) => {
            ("RemoteWorkItemLink", "jira")
        }
        FieldId::System(system) => (system.info().in_history, "jira"),
        FieldId::Custom(_) => (state.jira.config.field_name(item.field), "custom"),
    };
    let mut view = json!({
        "field": name,
        "fieldtype": kind,
        "from": item.from,
        "fromString": item.from_string,
        "to": item.to,
        "toString": item.to_string,
    });
    // What is no field of its own in the history has no id there.
    let without_id = matches!(
        item.field,
        FieldId::System(System::IssueLinks | System::Worklog | System::Parent)
    );
    if !without_id {
        view["fieldId"] = item.field.to_string().into();
    }
    view
}

fn names_an_issue(item: &ChangeItem) -> bool {
    let end = item.to.as_ref().or(item.from.as_ref());
    end.is_some_and(|end| end.contains('-'))
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
