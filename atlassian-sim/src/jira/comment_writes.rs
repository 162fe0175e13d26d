//! Writing, changing and deleting comments.

use serde_json::Value;

use super::WRITE_WORK;
use super::comments::{expanded, find, no_such_comment, wanted};
use super::entity_properties::{self, Properties};
use super::forms::path_part;
use super::on_issues::{item, may, may_as, need_room, read_text, read_visibility, seen};
use crate::adf;
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::event::Happened;
use crate::state::jira::field::System;
use crate::state::jira::issue::{Adf, Comment, Issue, Visibility};
use crate::state::jira::site::MOST_COMMENTS;

const WRITE_COMMENT: &[&str] = &[
    "read:comment:jira",
    "read:comment.property:jira",
    "read:group:jira",
    "read:project:jira",
    "read:project-role:jira",
    "read:user:jira",
    "write:comment:jira",
    "read:avatar:jira",
];

const EDIT: (&str, &str) = ("EDIT_ALL_COMMENTS", "EDIT_OWN_COMMENTS");
const DELETE: (&str, &str) = ("DELETE_ALL_COMMENTS", "DELETE_OWN_COMMENTS");

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "POST",
        "/rest/api/3/issue/{issueIdOrKey}/comment",
        Anonymous,
        add,
    )
    .scopes(WRITE_WORK, WRITE_COMMENT),
    Operation::new(
        "PUT",
        "/rest/api/3/issue/{issueIdOrKey}/comment/{id}",
        Anonymous,
        update,
    )
    .scopes(WRITE_WORK, WRITE_COMMENT),
    Operation::new(
        "DELETE",
        "/rest/api/3/issue/{issueIdOrKey}/comment/{id}",
        Anonymous,
        delete,
    )
    .scopes(
        WRITE_WORK,
        &["delete:comment:jira", "delete:comment.property:jira"],
    ),
    Operation::new(
        "PUT",
        "/rest/api/3/comment/{commentId}/properties/{propertyKey}",
        Login,
        set,
    )
    .scopes(WRITE_WORK, &["write:comment.property:jira"]),
    Operation::new(
        "DELETE",
        "/rest/api/3/comment/{commentId}/properties/{propertyKey}",
        Login,
        unset,
    )
    .scopes(WRITE_WORK, &["delete:comment.property:jira"]),
];

/// A comment as it was sent, found fit to be added to this issue.
pub(super) struct Draft {
    body: Adf,
    visibility: Option<Visibility>,
    parent: Option<u32>,
    properties: Properties,
}

impl Draft {
    /// Checks permission, room and content, in this order.
    pub(super) fn read(
        call: &Call<'_>,
        state: &State,
        issue: &Issue,
        body: &Value,
    ) -> Result<Self, Reply> {
        if !may(call, state, issue, "ADD_COMMENTS") {
            return Err(errors::bad_request(
                "You do not have the permission to comment on this issue.",
            ));
        }
        need_room("comments", issue.comments.len(), 1, MOST_COMMENTS)?;
        let text = read_text(call, state, &body["body"])?;
        let parent = parent(call, state, issue, &body["parentId"])?;
        let visibility = match parent {
            // An answer is seen by those who see what it answers.
            Some(parent) => parent.visibility.clone(),
            None => read_visibility(call, state, issue, &body["visibility"])?,
        };
        Ok(Self {
            body: text,
            visibility,
            parent: parent.map(|p| p.id),
            properties: entity_properties::sent(&body["properties"])?,
        })
    }

    /// Adds it, and tells whoever listens; the id of the comment.
    pub(super) fn add(self, call: &Call<'_>, state: &mut State, issue: u32) -> u32 {
        let now = call.now();
        let jira = &mut state.jira;
        let id = jira.issues.comments.give(issue);
        let watcher = call
            .caller
            .filter(|account| jira.site.watches_by_itself(*account));
        if let Some(held) = jira.issues.edit(issue, now) {
            held.comments.push(Comment {
                id,
                author: call.caller,
                update_author: call.caller,
                created: now,
                updated: now,
                body: self.body,
                visibility: self.visibility,
                parent: self.parent,
                properties: self.properties,
            });
            held.updated = held.updated.max(now);
            if let Some(account) = watcher.filter(|a| !held.watchers.contains(a)) {
                held.watchers.push(account);
            }
        }
        jira.emit(Happened::CommentCreated(id), Some(issue), call.caller, now);
        id
    }
}

/// The comment that a new one answers.
fn parent<'a>(
    call: &Call<'_>,
    state: &'a State,
    issue: &Issue,
    id: &Value,
) -> Result<Option<&'a Comment>, Reply> {
    if id.is_null() {
        return Ok(None);
    }
    let text = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    match find(call, state, &text) {
        Some((home, comment)) if home.id == issue.id => Ok(Some(comment)),
        _ => Err(errors::bad_request(format!(
            "Can not find a parent comment for the id: {text}."
        ))),
    }
}

/// The comment that was just written, as its author sees it.
fn written(call: &Call<'_>, state: &State, issue: u32, id: u32, status: u16) -> Answer {
    let issue = state.jira.issues.get(issue);
    let comment = issue.and_then(|i| i.comments.iter().find(|c| c.id == id));
    match (issue, comment) {
        (Some(issue), Some(comment)) => {
            Ok(Reply::json(status, &expanded(call, state, issue, comment)))
        }
        _ => Err(no_such_comment(&id.to_string())),
    }
}

fn add(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let issue = seen(call, &state)?;
    let draft = Draft::read(call, &state, issue, &body)?;
    let issue = issue.id;
    let id = draft.add(call, &mut state, issue);
    written(call, &state, issue, id, 201)
}

/// What is not sent stays as it is; a visibility of `null` opens the comment to everybody.
fn update(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let now = call.now();
    let mut state = call.write();
    let (issue, comment) = wanted(call, &state)?;
    if !may_as(call, &state, issue, comment.author, EDIT) {
        return Err(errors::bad_request(
            "You do not have the permission to edit this comment.",
        ));
    }
    let text = match body.get("body") {
        Some(text) => Some(read_text(call, &state, text)?),
        None => None,
    };
    let visibility = match body.get("visibility") {
        Some(visibility) => Some(read_visibility(call, &state, issue, visibility)?),
        None => None,
    };
    if comment.parent.is_some()
        && visibility
            .as_ref()
            .is_some_and(|v| *v != comment.visibility)
    {
        return Err(errors::bad_request(
            "The visibility of a child comment cannot be changed.",
        ));
    }
    let properties = entity_properties::sent(&body["properties"])?;
    let (issue, id) = (issue.id, comment.id);
    let jira = &mut state.jira;
    if let Some(held) = jira.issues.edit(issue, now) {
        held.updated = held.updated.max(now);
        for comment in &mut held.comments {
            // Answers go on being seen by those who see what they answer.
            if let (Some(visibility), true) =
                (&visibility, comment.id == id || comment.parent == Some(id))
            {
                comment.visibility.clone_from(visibility);
            }
            if comment.id == id {
                comment.updated = now;
                comment.update_author = call.caller;
                comment.body = text.clone().unwrap_or_else(|| comment.body.clone());
                comment.properties.extend(properties.clone());
            }
        }
    }
    jira.emit(Happened::CommentUpdated(id), Some(issue), call.caller, now);
    written(call, &state, issue, id, 200)
}

/// The history keeps the text of a comment that everybody could see.
fn delete(call: &Call<'_>) -> Answer {
    // Nobody's deletions are refused by their method.
    let Some(account) = call.caller else {
        return Err(errors::method_not_allowed(call.path, "GET,PUT"));
    };
    let now = call.now();
    let mut state = call.write();
    let (issue, comment) = wanted(call, &state)?;
    if !may_as(call, &state, issue, comment.author, DELETE) {
        return Err(errors::bad_request(format!(
            "You do not have permission to delete comment with id: {}",
            comment.id
        )));
    }
    let said = match &comment.visibility {
        None => adf::plain_text(&comment.body),
        Some(visibility) => {
            let level = match visibility {
                Visibility::Role(id) => {
                    let role = state.jira.config.roles.get(id);
                    role.map_or("", |role| role.name.as_str())
                }
                Visibility::Group(slot) => &state.groups.get(*slot).name,
            };
            format!("A comment with security level '{level}' was removed.")
        }
    };
    let (issue, id) = (issue.id, comment.id);
    let change = item(System::Comment, Some((&id.to_string(), &said)), None);
    let jira = &mut state.jira;
    jira.emit(Happened::CommentDeleted(id), Some(issue), call.caller, now);
    jira.issues.comments.remove(id);
    if let Some(held) = jira.issues.edit(issue, now) {
        held.comments.retain(|comment| comment.id != id);
        for answer in &mut held.comments {
            answer.parent = answer.parent.filter(|parent| *parent != id);
        }
    }
    jira.issues.note(issue, account, now, vec![change]);
    Ok(Reply::empty(204))
}

/// The comment that the first `{…}` of the path names, which the caller must be allowed to change.
fn changeable(call: &Call<'_>, state: &State) -> Result<(u32, u32), Reply> {
    let id = call.param();
    if id.parse::<u64>().is_err() {
        return Err(errors::bad_request(format!(
            "The comment ID '{id}' is not valid."
        )));
    }
    let (issue, comment) = find(call, state, id).ok_or_else(|| no_such_comment(id))?;
    if may_as(call, state, issue, comment.author, EDIT) {
        Ok((issue.id, comment.id))
    } else {
        Err(errors::jira(
            403,
            "You do not have the permission to edit this comment.",
        ))
    }
}

/// Properties change nothing else about the comment or its issue.
fn change_properties(call: &Call<'_>, change: impl FnOnce(&mut Properties) -> Answer) -> Answer {
    let mut state = call.write();
    let (issue, id) = changeable(call, &state)?;
    let held = state.jira.issues.edit(issue, call.now());
    let comment = held.and_then(|i| i.comments.iter_mut().find(|c| c.id == id));
    let comment = comment.ok_or_else(|| no_such_comment(call.param()))?;
    change(&mut comment.properties)
}

fn set(call: &Call<'_>) -> Answer {
    let key = path_part(call, 1);
    let value = entity_properties::value(call, key)?;
    change_properties(call, |held| entity_properties::set(Some(held), key, value))
}

fn unset(call: &Call<'_>) -> Answer {
    change_properties(call, |held| {
        entity_properties::delete(Some(held), path_part(call, 1))
    })
}
