//! Attaching files to pages and blog posts, and handing them out.

use std::sync::Arc;

use serde_json::{Value, json};

use super::super::answers::{bad_request, conflict, forbidden, not_found, ok, v1_json};
use super::super::viewer::Viewer;
use super::labels::no_content_found;
use super::paging::{Window, page as listed};
use super::views;
use crate::call::Call;
use crate::errors;
use crate::media::{self, Wanted, mime};
use crate::multipart;
use crate::query::encode;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::issue::Content;
use crate::state::wiki::content::{Attachment, Body, File, Kind, Page, Status, Version, Versions};

const ALL: &str = "/wiki/rest/api/content/{id}/child/attachment";
const ONE: &str = "/wiki/rest/api/content/{id}/child/attachment/{attachmentId}";
const SCOPE: &str = "write:confluence-file";
const WRITE: &[&str] = &[
    "read:content-details:confluence",
    "write:attachment:confluence",
];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", ALL, Login, |c| add(c, false)).scopes(SCOPE, WRITE),
    Operation::new("PUT", ALL, Login, |c| add(c, true)).scopes(SCOPE, WRITE),
    Operation::new("PUT", ONE, Login, update).scopes(SCOPE, WRITE),
    Operation::new(
        "POST",
        "/wiki/rest/api/content/{id}/child/attachment/{attachmentId}/data",
        Login,
        replace,
    )
    .scopes(SCOPE, WRITE),
    Operation::new(
        "GET",
        "/wiki/rest/api/content/{id}/child/attachment/{attachmentId}/download",
        Login,
        download,
    )
    .scopes(
        "readonly:content.attachment:confluence",
        &["read:attachment:confluence"],
    ),
];

/// A file that was sent, and what was said of it.
struct Sent<'a> {
    name: String,
    media_type: String,
    bytes: &'a [u8],
    comment: String,
    minor: bool,
}

impl Sent<'_> {
    fn file(&self, id: String) -> File {
        File {
            id,
            media_type: self.media_type.clone(),
            comment: self.comment.clone(),
            content: Content::Uploaded(Arc::from(self.bytes)),
        }
    }

    fn version(&self, number: u32, at: i64, by: u32) -> Version {
        Version {
            number,
            at,
            by,
            message: String::new(),
            minor: self.minor,
            title: self.name.clone(),
            body: Body::Storage(String::new()),
        }
    }
}

/// The files of the form, each with the comment at the same place, if there are comments.
fn sent<'a>(call: &'a Call<'_>) -> Result<Vec<Sent<'a>>, Reply> {
    let token = call.header("x-atlassian-token").unwrap_or("");
    if !matches!(token.trim(), "no-check" | "nocheck") {
        return Err(errors::xsrf());
    }
    let parts = multipart::parse(call.content_type, call.body)
        .map_err(|_| bad_request("The request is no form with files"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    let named = |name: &'static str| parts.iter().filter(move |part| part.name == name);
    let mut comments = named("comment").map(|part| text(part.bytes));
    let minor = named("minorEdit").any(|part| text(part.bytes).trim_matches('"') == "true");
    let mut files = Vec::new();
    for part in named("file") {
        let name = part.filename.clone().unwrap_or_default();
        if name.trim().is_empty() {
            return Err(bad_request("A file has no name"));
        }
        if part.bytes.len() > call.world.manner.upload_limit {
            return Err(errors::jira(
                413,
                format!("The file '{name}' exceeds the maximum attachment size."),
            ));
        }
        files.push(Sent {
            media_type: mime(part, &name),
            name,
            bytes: part.bytes,
            comment: comments.next().unwrap_or_default(),
            minor,
        });
    }
    if files.is_empty() {
        return Err(bad_request("The form has no file"));
    }
    Ok(files)
}

/// The content of the path.
fn seen<'a>(viewer: &Viewer<'a>) -> Result<&'a Page, Reply> {
    let id = viewer.call.param();
    let found = id.parse().ok().and_then(|id| viewer.content(id));
    let found = found.filter(|(page, _)| page.status != Status::Trashed);
    let (page, _) = found.ok_or_else(|| no_content_found(id))?;
    Ok(page)
}

/// The content of the path, which the caller must be able to edit: the caller, and its id.
fn editable(call: &Call<'_>, state: &State) -> Result<(u32, u64), Reply> {
    let viewer = Viewer::v1(call, state)?;
    let page = seen(&viewer)?;
    let edits = viewer
        .space_of(page)
        .is_some_and(|space| viewer.edits(space));
    if edits {
        Ok((viewer.account, page.id))
    } else {
        Err(forbidden(
            "User not permitted to add attachments to this content",
        ))
    }
}

/// The attachment of the path, on the content of the path.
fn attachment(call: &Call<'_>, state: &State, page: u64) -> Result<u64, Reply> {
    let text = call.params.get(1).map_or("", String::as_str);
    let id = text.strip_prefix("att").unwrap_or(text).parse();
    let held = id.ok().and_then(|id| state.wiki.attachments.get(&id));
    let held = held.filter(|file| file.page == page && !file.trashed);
    held.map(|file| file.id)
        .ok_or_else(|| not_found(format!("No attachment found with id: {text}")))
}

/// New attachments; with `replacing`, new versions of those that have the same names.
fn add(call: &Call<'_>, replacing: bool) -> Answer {
    let files = sent(call)?;
    let now = call.now();
    let mut state = call.write();
    let (author, page) = editable(call, &state)?;
    let same_name = |state: &State, name: &str| {
        let mut all = state.wiki.attachments.values();
        let held = all.find(|file| file.page == page && !file.trashed && file.title() == name);
        held.map(|file| file.id)
    };
    for file in &files {
        if !replacing && same_name(&state, &file.name).is_some() {
            return Err(bad_request(format!(
                "Cannot add a new attachment with same file name as an existing attachment: {}",
                file.name
            )));
        }
    }
    let mut made = Vec::new();
    for sent in &files {
        let file = sent.file(state.rng.uuid());
        let held = same_name(&state, &sent.name);
        let held = held.and_then(|id| state.wiki.attachments.get_mut(&id));
        if let Some(held) = held {
            let number = held.versions.latest().number + 1;
            held.replace(file, sent.version(number, now, author));
            made.push(held.id);
            continue;
        }
        let id = state.wiki.new_id();
        state.wiki.attachments.insert(
            id,
            Attachment {
                id,
                page,
                trashed: false,
                versions: Versions::new(sent.version(1, now, author)),
                file,
                older: Vec::new(),
            },
        );
        made.push(id);
    }
    let viewer = Viewer::v1(call, &state)?;
    let rows: Vec<Value> = made.iter().filter_map(|id| view(&viewer, *id)).collect();
    let window = Window {
        start: 0,
        limit: 50,
    };
    ok(&listed(&viewer, window, rows.len(), rows))
}

/// New content for the attachment of the path, whatever the file is called.
fn replace(call: &Call<'_>) -> Answer {
    let files = sent(call)?;
    let now = call.now();
    let mut state = call.write();
    let (author, page) = editable(call, &state)?;
    let id = attachment(call, &state, page)?;
    for sent in files.iter().take(1) {
        let file = sent.file(state.rng.uuid());
        if let Some(held) = state.wiki.attachments.get_mut(&id) {
            let latest = held.versions.latest();
            let version = Version {
                title: latest.title.clone(),
                ..sent.version(latest.number + 1, now, author)
            };
            held.replace(file, version);
        }
    }
    shown(call, &state, id)
}

/// Another name, another type, another page: none of them is a new version.
fn update(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let (_, page) = editable(call, &state)?;
    let id = attachment(call, &state, page)?;
    let body = v1_json(call)?;
    let viewer = Viewer::v1(call, &state)?;
    let to = match body["container"]["id"].as_str() {
        None => page,
        Some(text) => {
            let found = text.parse().ok().and_then(|id| viewer.content(id));
            let found = found.filter(|(_, space)| viewer.edits(space));
            found.ok_or_else(|| no_content_found(text))?.0.id
        }
    };
    let Some(held) = state.wiki.attachments.get_mut(&id) else {
        return Err(no_content_found(call.param()));
    };
    let current = held.versions.latest().number;
    if body["version"]["number"].as_u64() != Some(current.into()) {
        return Err(conflict(format!(
            "Version does not match. Current version: [{current}]"
        )));
    }
    if let Some(title) = body["title"].as_str() {
        title.clone_into(&mut held.versions.latest_mut().title);
    }
    if let Some(media_type) = body["metadata"]["mediaType"].as_str() {
        media_type.clone_into(&mut held.file.media_type);
    }
    held.page = to;
    shown(call, &state, id)
}

fn download(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    let page = seen(&viewer)?;
    let id = attachment(call, &state, page.id)?;
    let held = state.wiki.attachments.get(&id);
    let held = held.ok_or_else(|| no_content_found(call.param()))?;
    let number = match call.query.filled("version") {
        None => held.versions.latest().number,
        Some(text) => text
            .parse()
            .map_err(|_| bad_request("The version is no number"))?,
    };
    let file = held.file_of(number);
    let file = file.ok_or_else(|| bad_request("There is no such version of the attachment"))?;
    let address = media::address(call, &Wanted::of_page(held, number, file), "binary");
    Ok(Reply::empty(302).with_header("location", &address))
}

fn shown(call: &Call<'_>, state: &State, id: u64) -> Answer {
    let viewer = Viewer::v1(call, state)?;
    let view = view(&viewer, id).ok_or_else(|| no_content_found(call.param()))?;
    ok(&view)
}

/// An attachment as v1 shows it.
fn view(viewer: &Viewer<'_>, id: u64) -> Option<Value> {
    let held = viewer.wiki().attachments.get(&id)?;
    let (page, _) = viewer.content(held.page)?;
    let (latest, file) = (held.versions.latest(), &held.file);
    let kind = match page.kind {
        Kind::Page => "page",
        Kind::Blogpost => "blogpost",
    };
    let base = viewer.base();
    Some(json!({
        "id": format!("att{id}"),
        "type": "attachment",
        "status": "current",
        "title": held.title(),
        "version": views::version(viewer, latest),
        "container": { "id": page.id.to_string(), "type": kind, "status": "current", "title": page.title() },
        "macroRenderedOutput": {},
        "metadata": {},
        "extensions": {
            "mediaType": file.media_type,
            "fileSize": file.size(),
            "comment": file.comment,
            "mediaTypeDescription": file.description(),
            "fileId": file.id,
            "collectionName": format!("contentId-{}", page.id),
        },
        "_expandable": {},
        "_links": {
            "self": format!("{base}/rest/api/content/att{id}"),
            "webui": format!("/pages/viewpageattachments.action?pageId={}", page.id),
            "download": format!(
                "/rest/api/content/{}/child/attachment/att{id}/download?version={}&name={}",
                page.id,
                latest.number,
                encode(held.title()),
            ),
        },
    }))
}
