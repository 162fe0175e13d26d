//! Who is told of an event, and in which words.

use axum::http::HeaderMap;
use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::jira::issue_view::{Wanted, Writer};
use crate::jira::views;
use crate::jql::Query as Jql;
use crate::query::Query;
use crate::software;
use crate::state::State;
use crate::state::jira::event::{Event, Happened};
use crate::state::jira::issue::Issue;
use crate::state::jira::webhook::{Kind, Webhook};
use crate::world::World;

/// Address, body and secret of each message that an event causes.
pub(super) fn messages(
    world: &World,
    state: &State,
    event: &Event,
    out: &mut Vec<(String, String, Option<String>)>,
) {
    let name = name(&event.what);
    for hook in state.jira.webhooks.list.values() {
        if !hook.live(event.at) || !hook.events.iter().any(|wanted| wanted == name) {
            continue;
        }
        if !passes(state, hook, event) {
            continue;
        }
        let (secret, bare) = match &hook.kind {
            Kind::Admin {
                secret,
                exclude_body,
                ..
            } => (secret.clone(), *exclude_body),
            Kind::App { .. } => (None, false),
        };
        let body = if bare {
            String::new()
        } else {
            body(world, state, hook, event).to_string()
        };
        out.push((hook.url.clone(), body, secret));
    }
}

/// Whether the filters of the webhook let the event through.
fn passes(state: &State, hook: &Webhook, event: &Event) -> bool {
    if let Kind::App {
        fields,
        property_keys,
        ..
    } = &hook.kind
    {
        let key = match &event.what {
            Happened::PropertySet(key) | Happened::PropertyDeleted(key) => Some(key),
            _ => None,
        };
        if key.is_some_and(|key| !property_keys.is_empty() && !property_keys.contains(key)) {
            return false;
        }
        if let Happened::IssueUpdated(change) = event.what
            && !fields.is_empty()
        {
            let changed = event
                .issue
                .as_deref()
                .and_then(|issue| issue.history.iter().find(|c| Some(c.id) == change));
            let touches = changed.is_some_and(|c| {
                c.items
                    .iter()
                    .any(|i| fields.contains(&i.field.to_string()))
            });
            if !touches {
                return false;
            }
        }
    }
    let Some(issue) = event.issue.as_deref() else {
        return true;
    };
    // An app is told only of what the person who registered it may see.
    if matches!(hook.kind, Kind::App { .. }) && !sees(state, hook.by, issue, &event.what) {
        return false;
    }
    hook.jql.trim().is_empty()
        || Jql::compile(&hook.jql, state, Some(hook.by), event.at)
            .is_ok_and(|query| query.matches(state, issue))
}

fn sees(state: &State, caller: u32, issue: &Issue, what: &Happened) -> bool {
    let restricted = match what {
        Happened::CommentCreated(id)
        | Happened::CommentUpdated(id)
        | Happened::CommentDeleted(id) => {
            let comment = issue.comments.iter().find(|c| c.id == *id);
            comment.and_then(|c| c.visibility.as_ref())
        }
        Happened::WorklogCreated(id)
        | Happened::WorklogUpdated(id)
        | Happened::WorklogDeleted(id) => {
            let worklog = issue.worklogs.iter().find(|w| w.id == *id);
            worklog.and_then(|w| w.visibility.as_ref())
        }
        _ => None,
    };
    state.sees(Some(caller), issue) && state.passes(Some(caller), issue.project, restricted)
}

/// As webhooks name an event.
fn name(what: &Happened) -> &'static str {
    match what {
        Happened::IssueCreated => "jira:issue_created",
        Happened::IssueUpdated(_) => "jira:issue_updated",
        Happened::IssueDeleted => "jira:issue_deleted",
        Happened::CommentCreated(_) => "comment_created",
        Happened::CommentUpdated(_) => "comment_updated",
        Happened::CommentDeleted(_) => "comment_deleted",
        Happened::WorklogCreated(_) => "worklog_created",
        Happened::WorklogUpdated(_) => "worklog_updated",
        Happened::WorklogDeleted(_) => "worklog_deleted",
        Happened::AttachmentCreated(_) => "attachment_created",
        Happened::AttachmentDeleted(_) => "attachment_deleted",
        Happened::LinkCreated(_) => "issuelink_created",
        Happened::LinkDeleted(_) => "issuelink_deleted",
        Happened::PropertySet(_) => "issue_property_set",
        Happened::PropertyDeleted(_) => "issue_property_deleted",
        Happened::ProjectCreated(_) => "project_created",
        Happened::ProjectUpdated(_) => "project_updated",
        Happened::ProjectDeleted(_) => "project_deleted",
        Happened::VersionCreated(_) => "jira:version_created",
        Happened::VersionUpdated(_) => "jira:version_updated",
        Happened::VersionReleased(_) => "jira:version_released",
        Happened::VersionDeleted(_) => "jira:version_deleted",
        Happened::SprintCreated(_) => "sprint_created",
        Happened::SprintUpdated(_) => "sprint_updated",
        Happened::SprintStarted(_) => "sprint_started",
        Happened::SprintClosed(_) => "sprint_closed",
        Happened::SprintDeleted(_) => "sprint_deleted",
        Happened::BoardCreated(_) => "board_created",
        Happened::BoardDeleted(_) => "board_deleted",
    }
}

/// The fields of an issue that a comment's event shows.
const BRIEF: &[&str] = &[
    "summary",
    "issuetype",
    "project",
    "assignee",
    "priority",
    "status",
];

fn issue_view(call: &Call<'_>, state: &State, issue: &Issue, fields: &[&str]) -> Value {
    let wanted = Wanted {
        fields: Wanted::fields(state, fields, "*all"),
        ..Wanted::default()
    };
    let mut text = String::new();
    Writer::new(call, state, &wanted).issue(&mut text, issue);
    serde_json::from_str(&text).unwrap_or_default()
}

/// What is known of a thing, or its id alone when it is gone.
fn known(id: u32, view: Option<Value>) -> Value {
    view.unwrap_or_else(|| json!({ "id": id.to_string() }))
}

#[allow(clippy::too_many_lines)] // One arm for each kind of event.
fn body(world: &World, state: &State, hook: &Webhook, event: &Event) -> Value {
    // Bodies have the shape of version 2, whoever listens.
    let call = &Call {
        world,
        skew: 0,
        caller: Some(hook.by),
        oauth: false,
        scopes: None,
        path: "/rest/api/2/webhook",
        params: Vec::new(),
        query: Query::default(),
        content_type: None,
        key: None,
        headers: &HeaderMap::new(),
        body: &[],
    };
    let name = name(&event.what);
    let mut body = Map::new();
    body.insert("timestamp".to_owned(), event.at.into());
    body.insert("webhookEvent".to_owned(), name.into());
    let mut add = |name: &str, value: Value| body.insert(name.to_owned(), value);
    let issue = event.issue.as_deref();
    let by = |at: Option<u32>| at.map(|at| views::person(call, state, at));
    match &event.what {
        Happened::IssueCreated | Happened::IssueUpdated(_) | Happened::IssueDeleted => {
            add(
                "issue_event_type_name",
                name.trim_start_matches("jira:").into(),
            );
            if let Some(user) = by(event.by) {
                add("user", user);
            }
            if let Happened::IssueUpdated(Some(id)) = event.what
                && let Some(change) =
                    issue.and_then(|issue| issue.history.iter().find(|c| c.id == id))
            {
                let view = views::parts::change(call, state, change);
                add(
                    "changelog",
                    json!({ "id": view["id"], "items": view["items"] }),
                );
            }
            if let Some(issue) = issue {
                add("issue", issue_view(call, state, issue, &["*all"]));
            }
        }
        Happened::CommentCreated(id)
        | Happened::CommentUpdated(id)
        | Happened::CommentDeleted(id) => {
            let view = issue.and_then(|issue| {
                let comment = issue.comments.iter().find(|c| c.id == *id)?;
                Some(views::parts::comment(call, state, issue, comment))
            });
            add("comment", known(*id, view));
            if let Some(issue) = issue {
                add("issue", issue_view(call, state, issue, BRIEF));
            }
        }
        Happened::WorklogCreated(id)
        | Happened::WorklogUpdated(id)
        | Happened::WorklogDeleted(id) => {
            let view = issue.and_then(|issue| {
                let worklog = issue.worklogs.iter().find(|w| w.id == *id)?;
                Some(views::parts::worklog(call, state, issue, worklog))
            });
            add("worklog", known(*id, view));
        }
        Happened::AttachmentCreated(id) | Happened::AttachmentDeleted(id) => {
            let attachment = issue.and_then(|i| i.attachments.iter().find(|a| a.id == *id));
            let view = attachment.map(|a| views::parts::attachment(call, state, a));
            add("attachment", known(*id, view));
        }
        Happened::LinkCreated(id) | Happened::LinkDeleted(id) => {
            let link = state.jira.issues.links.get(id);
            let mut view = json!({ "id": id });
            if let Some(link) = link {
                view["sourceIssueId"] = link.source.into();
                view["destinationIssueId"] = link.target.into();
                view["issueLinkType"] =
                    views::config::link_type(call, state, link.link_type).unwrap_or_default();
            }
            add("issueLink", view);
        }
        Happened::PropertySet(key) | Happened::PropertyDeleted(key) => {
            let value = issue.and_then(|issue| issue.properties.get(key));
            add("property", json!({ "key": key, "value": value }));
            if let Some(issue) = issue {
                add("issue", issue_view(call, state, issue, BRIEF));
            }
        }
        Happened::ProjectCreated(id)
        | Happened::ProjectUpdated(id)
        | Happened::ProjectDeleted(id) => {
            add(
                "project",
                known(*id, views::config::project(call, state, *id)),
            );
        }
        Happened::VersionCreated(id)
        | Happened::VersionUpdated(id)
        | Happened::VersionReleased(id)
        | Happened::VersionDeleted(id) => {
            add(
                "version",
                known(*id, views::config::version(call, state, *id)),
            );
        }
        Happened::SprintCreated(id)
        | Happened::SprintUpdated(id)
        | Happened::SprintStarted(id)
        | Happened::SprintClosed(id)
        | Happened::SprintDeleted(id) => {
            let sprint = state.jira.agile.sprints.get(id);
            let view = sprint.map(|sprint| software::sprints::view(call, *id, sprint));
            add("sprint", view.unwrap_or_else(|| json!({ "id": id })));
        }
        Happened::BoardCreated(id) | Happened::BoardDeleted(id) => {
            let board = state.jira.agile.boards.get(id);
            let view = board.map(|board| software::boards::view(call, state, *id, board));
            add("board", view.unwrap_or_else(|| json!({ "id": id })));
        }
    }
    body.into()
}
