//! Writing, changing and deleting comments.

use serde_json::Value;

use super::super::answers::{
    no_content, v2, v2_bad_request, v2_json, v2_not_found, v2_wrong_type, with_status,
};
use super::super::body::{plain, sent};
use super::super::viewer::Viewer;
use super::comments::wanted_comment;
use super::views;
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::wiki::content::{
    Comment, Inline, Kind, Page, Resolution, Status, Version, Versions,
};

const WRITE: &[&str] = &["write:comment:confluence"];
const DELETE: &[&str] = &["delete:comment:confluence"];
const FOOTER: &str = "/wiki/api/v2/footer-comments/{comment-id}";
const INLINE: &str = "/wiki/api/v2/inline-comments/{comment-id}";

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/wiki/api/v2/footer-comments", Anonymous, |c| {
        create(c, false)
    })
    .scopes("", WRITE),
    Operation::new("POST", "/wiki/api/v2/inline-comments", Anonymous, |c| {
        create(c, true)
    })
    .scopes("", WRITE),
    Operation::new("PUT", FOOTER, Anonymous, |c| update(c, false)).scopes("", WRITE),
    Operation::new("PUT", INLINE, Anonymous, |c| update(c, true)).scopes("", WRITE),
    Operation::new("DELETE", FOOTER, Anonymous, |c| delete(c, false)).scopes("", DELETE),
    Operation::new("DELETE", INLINE, Anonymous, |c| delete(c, true)).scopes("", DELETE),
];

fn reference(body: &Value, name: &str) -> Result<Option<u64>, Reply> {
    match body[name].as_str() {
        None => Ok(None),
        Some(text) => {
            let id = text
                .parse()
                .map_err(|_| v2_wrong_type(text, name, "long"))?;
            Ok(Some(id))
        }
    }
}

/// Where a new comment goes: the content, and the comment it replies to.
fn place<'a>(
    viewer: &Viewer<'a>,
    body: &Value,
    inline: bool,
) -> Result<(&'a Page, Option<&'a Comment>), Reply> {
    let (page, post) = (reference(body, "pageId")?, reference(body, "blogPostId")?);
    let parent = reference(body, "parentCommentId")?;
    let content = |id: u64, kind: Kind| {
        let found = viewer
            .content(id)
            .filter(|(page, _)| page.kind == kind && page.listed());
        found.map(|(page, _)| page).ok_or_else(v2_not_found)
    };
    match (page, post, parent) {
        (Some(id), None, None) => Ok((content(id, Kind::Page)?, None)),
        (None, Some(id), None) => Ok((content(id, Kind::Blogpost)?, None)),
        (None, None, Some(id)) => {
            let found = viewer.comment(id);
            let (parent, page, _) = found
                .filter(|(comment, ..)| comment.inline.is_some() == inline)
                .ok_or_else(v2_not_found)?;
            Ok((page, Some(parent)))
        }
        _ => Err(v2_bad_request(
            "Exactly one of pageId, blogPostId and parentCommentId must be given",
        )),
    }
}

/// The text of the page that the comment is about.
fn selection(page: &Page, body: &Value) -> Result<String, Reply> {
    let wanted = &body["inlineCommentProperties"];
    let text = wanted["textSelection"].as_str().unwrap_or("");
    let count = plain(&page.versions.latest().body).matches(text).count();
    let expected = wanted["textSelectionMatchCount"].as_u64();
    let index = wanted["textSelectionMatchIndex"].as_u64().unwrap_or(0);
    let found = u64::try_from(count).unwrap_or(u64::MAX);
    if text.is_empty() || expected.is_some_and(|n| n != found) || index >= found {
        return Err(v2_bad_request(
            "The text selection was not found in the content",
        ));
    }
    Ok(text.to_owned())
}

fn create(call: &Call<'_>, inline: bool) -> Answer {
    let mut state = call.write();
    let viewer = Viewer::v2(call, &state)?;
    let body = v2_json(call)?;
    let (page, parent) = place(&viewer, &body, inline)?;
    let (author, page_id, parent_id) = (viewer.account, page.id, parent.map(|c| c.id));
    let text = sent(&body["body"])?.ok_or_else(|| v2_bad_request("The body is missing"))?;
    let mut about = match (inline, parent) {
        (false, _) => None,
        (true, Some(parent)) => parent.inline.clone(),
        (true, None) => Some(Inline {
            marker: String::new(),
            selection: selection(page, &body)?,
            resolution: Resolution::Open,
            resolved: None,
        }),
    };
    if let Some(about) = about.as_mut().filter(|about| about.marker.is_empty()) {
        about.marker = state.rng.uuid();
    }
    let id = state.wiki.new_id();
    let first = Version {
        number: 1,
        at: call.now(),
        by: author,
        message: String::new(),
        minor: false,
        title: String::new(),
        body: text,
    };
    state.wiki.comments.insert(
        id,
        Comment {
            id,
            page: page_id,
            parent: parent_id,
            inline: about,
            versions: Versions::new(first),
        },
    );
    shown(call, &state, id, 201)
}

fn shown(call: &Call<'_>, state: &State, id: u64, status: u16) -> Answer {
    let viewer = Viewer::v2(call, state)?;
    let (comment, page, space) = viewer.comment(id).ok_or_else(v2_not_found)?;
    let mut view = views::single_comment(&viewer, comment, (page, space), Some("storage"));
    // Of all answers with one comment, a changed footer comment alone does not name the base.
    if status == 201 || comment.inline.is_some() {
        view["_links"]["base"] = viewer.base().into();
    }
    Ok(with_status(status, &view))
}

/// The comment of the path, which is one's own, or in a space that one administers.
fn own(call: &Call<'_>, state: &State, inline: bool) -> Result<(u32, u64), Reply> {
    let viewer = Viewer::v2(call, state)?;
    let (comment, page, space) = wanted_comment(&viewer, inline)?;
    let author = comment.versions.first().by == viewer.account;
    if page.status == Status::Archived || !(author || viewer.administers(space)) {
        return Err(v2_not_found());
    }
    Ok((viewer.account, comment.id))
}

fn update(call: &Call<'_>, inline: bool) -> Answer {
    let mut state = call.write();
    let (author, id) = own(call, &state, inline)?;
    let body = v2_json(call)?;
    let now = call.now();
    let text = sent(&body["body"])?;
    let comment = state.wiki.comments.get_mut(&id).ok_or_else(v2_not_found)?;
    let latest = comment.versions.latest();
    let provided = body["version"]["number"].as_u64().unwrap_or(0);
    if provided != u64::from(latest.number) + 1 {
        let current = latest.number;
        return Err(v2(
            409,
            "CONFLICT",
            format!(
                "Version must be incremented when updating a comment. Current Version: \
                 [{current}]. Provided version: [{provided}]"
            ),
            None,
        ));
    }
    let next = Version {
        number: latest.number + 1,
        at: now,
        by: author,
        message: body["version"]["message"].as_str().unwrap_or("").to_owned(),
        minor: false,
        title: String::new(),
        body: text.unwrap_or_else(|| latest.body.clone()),
    };
    comment.versions.push(next);
    if let (Some(about), Some(resolved)) = (&mut comment.inline, body["resolved"].as_bool()) {
        about.resolution = match (resolved, about.resolution) {
            (true, _) => Resolution::Resolved,
            (false, Resolution::Resolved) => Resolution::Reopened,
            (false, before) => before,
        };
        about.resolved = Some((author, now));
    }
    shown(call, &state, id, 200)
}

/// For good, with the replies.
fn delete(call: &Call<'_>, inline: bool) -> Answer {
    let mut state = call.write();
    let (_, id) = own(call, &state, inline)?;
    let mut gone = vec![id];
    while let Some(next) = gone.pop() {
        let comments = &mut state.wiki.comments;
        comments.remove(&next);
        let replies = comments
            .values()
            .filter(|c| c.parent == Some(next))
            .map(|c| c.id);
        gone.extend(replies);
    }
    no_content()
}
