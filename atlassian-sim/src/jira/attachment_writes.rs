//! Attaching files to issues, and taking them off.

use std::sync::Arc;

use serde_json::Value;

use super::WRITE_WORK;
use super::attachments::wanted;
use super::on_issues::{item, may, may_as, need_feature, need_room, seen};
use super::views::parts::attachment as view;
use crate::call::Call;
use crate::errors;
use crate::media::mime;
use crate::multipart::{self, Bad, Part};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::Feature;
use crate::state::jira::event::Happened;
use crate::state::jira::field::System;
use crate::state::jira::issue::{Attachment, Content};
use crate::state::jira::site::MOST_ATTACHMENTS;

/// The most files of one request.
const MOST_FILES: usize = 60;

const DELETE: (&str, &str) = ("DELETE_ALL_ATTACHMENTS", "DELETE_OWN_ATTACHMENTS");

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "POST",
        "/rest/api/3/issue/{issueIdOrKey}/attachments",
        Anonymous,
        add,
    )
    .scopes(
        WRITE_WORK,
        &[
            "read:user:jira",
            "write:attachment:jira",
            "read:attachment:jira",
            "read:avatar:jira",
        ],
    ),
    Operation::new("DELETE", "/rest/api/3/attachment/{id}", Anonymous, delete)
        .scopes(WRITE_WORK, &["delete:attachment:jira"]),
];

/// The parts named `file`; others are passed over without a word.
fn files<'a>(call: &'a Call<'_>) -> Result<Vec<(String, Part<'a>)>, Reply> {
    let parts = multipart::parse(call.content_type, call.body).map_err(|bad| match bad {
        Bad::Type => errors::unsupported_media_type(),
        Bad::Boundary => errors::bad_request(
            "The multipart request was rejected because it has no valid boundary.",
        ),
        Bad::Form(why) => errors::bad_request(why),
    })?;
    let files: Vec<(String, Part<'a>)> = parts
        .into_iter()
        .filter(|part| part.name == "file")
        .filter_map(|part| Some((part.filename.clone()?, part)))
        .collect();
    if files.len() > MOST_FILES {
        return Err(errors::jira(
            413,
            format!("No more than {MOST_FILES} files can be uploaded at once."),
        ));
    }
    for (name, part) in &files {
        if name.trim().is_empty() {
            return Err(errors::bad_request("A file has no name."));
        }
        let limit = call.world.manner.upload_limit;
        if part.bytes.len() > limit {
            return Err(errors::jira(
                413,
                format!("The file '{name}' exceeds the maximum attachment size of {limit} bytes."),
            ));
        }
    }
    Ok(files)
}

/// Answers with all attachments that were made, and notes them as one change.
fn add(call: &Call<'_>) -> Answer {
    let token = call.header("x-atlassian-token").unwrap_or("");
    if !matches!(token.trim(), "no-check" | "nocheck") {
        return Err(errors::xsrf());
    }
    let now = call.now();
    let files = files(call)?;
    let mut state = call.write();
    let issue = seen(call, &state)?;
    need_feature(&state, Feature::Attachments)?;
    if !may(call, &state, issue, "CREATE_ATTACHMENTS") {
        return Err(errors::jira(
            403,
            "You do not have permission to create attachments for this issue.",
        ));
    }
    let account = call.account()?;
    let has = issue.attachments.len();
    need_room("attachments", has, files.len(), MOST_ATTACHMENTS)?;
    let issue = issue.id;
    let mut items = Vec::new();
    let mut ids = Vec::new();
    for (filename, part) in files {
        let id = state.jira.issues.attachments.give(issue);
        items.push(item(
            System::Attachment,
            None,
            Some((&id.to_string(), &filename)),
        ));
        ids.push(id);
        let attachment = Attachment {
            id,
            media_id: state.rng.uuid(),
            mime: mime(&part, &filename),
            filename,
            author: Some(account),
            created: now,
            content: Content::Uploaded(Arc::from(part.bytes)),
        };
        if let Some(held) = state.jira.issues.edit(issue, now) {
            held.attachments.push(attachment);
        }
    }
    let jira = &mut state.jira;
    if !items.is_empty() {
        jira.issues.note(issue, account, now, items);
    }
    for id in ids {
        jira.emit(
            Happened::AttachmentCreated(id),
            Some(issue),
            call.caller,
            now,
        );
    }
    let issues = &state.jira.issues;
    let made = issues.get(issue).and_then(|i| i.attachments.get(has..));
    let made: Vec<Value> = made
        .into_iter()
        .flatten()
        .map(|attachment| view(call, &state, attachment))
        .collect();
    ok(&made.into())
}

fn delete(call: &Call<'_>) -> Answer {
    let now = call.now();
    let mut state = call.write();
    let (issue, attachment) = wanted(call, &state)?;
    let id = attachment.id;
    if !may_as(call, &state, issue, attachment.author, DELETE) {
        return Err(errors::jira(
            403,
            format!("You do not have permission to delete attachment with id: {id}"),
        ));
    }
    let account = call.account()?;
    let change = item(
        System::Attachment,
        Some((&id.to_string(), &attachment.filename)),
        None,
    );
    let issue = issue.id;
    let jira = &mut state.jira;
    jira.emit(
        Happened::AttachmentDeleted(id),
        Some(issue),
        call.caller,
        now,
    );
    jira.issues.attachments.remove(id);
    if let Some(held) = jira.issues.edit(issue, now) {
        held.attachments.retain(|attachment| attachment.id != id);
    }
    jira.issues.note(issue, account, now, vec![change]);
    Ok(Reply::empty(204))
}
