//! Attachments: what is known of them, and their bytes.

use serde_json::{Value, json};

use super::READ_WORK;
use super::on_issues::need_feature;
use super::views::parts::attachment as view;
use crate::call::Call;
use crate::errors;
use crate::media::{self, Wanted};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::jira::issue::{Attachment, Issue};
use crate::state::{Feature, State};
use crate::zip;

const READ: &[&str] = &["read:attachment:jira"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/attachment/meta", Anonymous, meta)
        .scopes(READ_WORK, &["read:instance-configuration:jira"]),
    Operation::new("GET", "/rest/api/3/attachment/{id}", Anonymous, get).scopes(
        READ_WORK,
        &[
            "read:attachment:jira",
            "read:user:jira",
            "read:application-role:jira",
            "read:avatar:jira",
            "read:group:jira",
        ],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/attachment/content/{id}",
        Anonymous,
        content,
    )
    .scopes(READ_WORK, READ),
    Operation::new(
        "GET",
        "/rest/api/3/attachment/thumbnail/{id}",
        Anonymous,
        thumbnail,
    )
    .scopes(READ_WORK, READ),
    Operation::new(
        "GET",
        "/rest/api/3/attachment/{id}/expand/human",
        Anonymous,
        for_people,
    )
    .scopes(READ_WORK, READ),
    Operation::new(
        "GET",
        "/rest/api/3/attachment/{id}/expand/raw",
        Anonymous,
        for_programs,
    )
    .scopes(READ_WORK, READ),
];

fn meta(call: &Call<'_>) -> Answer {
    let enabled = call.read().jira.site.has(Feature::Attachments);
    ok(&json!({ "enabled": enabled, "uploadLimit": call.world.manner.upload_limit }))
}

/// The attachment that the path names, if the caller sees its issue.
pub(super) fn wanted<'a>(
    call: &Call<'_>,
    state: &'a State,
) -> Result<(&'a Issue, &'a Attachment), Reply> {
    need_feature(state, Feature::Attachments)?;
    let id = call.param();
    let find = || {
        let id = id.parse().ok()?;
        let issues = &state.jira.issues;
        let issue = issues.get(issues.attachments.issue(id)?)?;
        let attachment = issue.attachments.iter().find(|a| a.id == id)?;
        state
            .sees(call.caller, issue)
            .then_some((issue, attachment))
    };
    find().ok_or_else(|| errors::jira(404, format!("The attachment with id '{id}' does not exist")))
}

/// Here, unlike in issues, the id is a number.
fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, attachment) = wanted(call, &state)?;
    let mut shown = view(call, &state, attachment);
    shown["id"] = attachment.id.into();
    ok(&shown)
}

/// Whether the caller wants the bytes at once, without a detour.
fn at_once(call: &Call<'_>) -> bool {
    let redirect = call.query.get("redirect");
    redirect.is_some_and(|value| value.eq_ignore_ascii_case("false"))
}

fn elsewhere(address: &str) -> Answer {
    Ok(Reply::empty(303).with_header("location", address))
}

fn content(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, attachment) = wanted(call, &state)?;
    if at_once(call) {
        media::ranged(
            call,
            &attachment.bytes(),
            &attachment.mime,
            |status, text| errors::jira(status, text),
        )
    } else {
        elsewhere(&media::address(
            call,
            &Wanted::of_issue(attachment),
            "binary",
        ))
    }
}

/// Pictures have a small one of themselves; others a default, unless the caller does not want that.
fn thumbnail(call: &Call<'_>) -> Answer {
    for name in ["width", "height"] {
        call.query.number(name, 0)?;
    }
    let state = call.read();
    let (_, attachment) = wanted(call, &state)?;
    let default = call.query.get("fallbackToDefault") != Some("false");
    if !attachment.mime.starts_with("image/") && !default {
        return Err(errors::jira(404, "The thumbnail does not exist."));
    }
    if at_once(call) {
        Ok(media::thumbnail(
            &attachment.mime,
            attachment.content.size(),
        ))
    } else {
        elsewhere(&media::address(
            call,
            &Wanted::of_issue(attachment),
            "image",
        ))
    }
}

/// The files in an archive. What is no archive has none; archives of other kinds are refused.
fn entries(attachment: &Attachment) -> Result<Vec<zip::Entry>, Reply> {
    let other = [".tar", ".gz", ".tgz", ".bz2", ".7z", ".rar", ".xz"];
    let name = attachment.filename.to_lowercase();
    if other.iter().any(|end| name.ends_with(end)) {
        return Err(errors::jira(409, "The archive format is not supported."));
    }
    Ok(zip::entries(&attachment.bytes()).unwrap_or_default())
}

fn for_programs(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, attachment) = wanted(call, &state)?;
    let entries = entries(attachment)?;
    let shown: Vec<Value> = entries
        .iter()
        .enumerate()
        .map(|(at, entry)| {
            json!({
                "entryIndex": at,
                "name": entry.name,
                "abbreviatedName": abbreviated(&entry.name),
                "mediaType": media::mime_of(&entry.name),
                "size": entry.size,
            })
        })
        .collect();
    ok(&json!({ "entries": shown, "totalEntryCount": entries.len() }))
}

fn for_people(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, attachment) = wanted(call, &state)?;
    let entries = entries(attachment)?;
    let shown: Vec<Value> = entries
        .iter()
        .enumerate()
        .map(|(at, entry)| {
            json!({
                "index": at,
                "path": entry.name,
                "label": abbreviated(&entry.name),
                "mediaType": media::mime_of(&entry.name),
                "size": readable(entry.size),
            })
        })
        .collect();
    ok(&json!({
        "id": attachment.id,
        "name": attachment.filename,
        "entries": shown,
        "totalEntryCount": entries.len(),
        "mediaType": attachment.mime,
    }))
}

/// Long paths are shown with their middle left out.
fn abbreviated(path: &str) -> String {
    const LONGEST: usize = 40;
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        [first, .., last] if path.chars().count() > LONGEST && parts.len() > 2 => {
            format!("{first}/.../{last}")
        }
        _ => path.to_owned(),
    }
}

fn readable(size: u64) -> String {
    // Sizes of files are far below what a float can hold exactly.
    #[allow(clippy::cast_precision_loss)]
    let size = size as f64 / 1_024.0;
    if size >= 1_024.0 {
        format!("{:.2} MB", size / 1_024.0)
    } else if size >= 1.0 {
        format!("{size:.0} kB")
    } else {
        format!("{size:.1} kB")
    }
}
