//! Spaces, pages, comments and attachments as v2 shows them.

use serde_json::{Value, json};

use super::super::body;
use super::super::operations::{page_operations, space_operations};
use super::super::viewer::{Viewer, tiny_path, web_path};
use super::paging::choice;
use crate::call::Call;
use crate::query::encode;
use crate::reply::Reply;
use crate::state::wiki::Label;
use crate::state::wiki::content::{
    Attachment, Body, Comment, Kind, Page, Property, Version, Versions,
};
use crate::state::wiki::spaces::{Space, SpaceKind};
use crate::time;

/// The most of everything that an answer includes besides its subject.
const INCLUDED: usize = 50;

/// The format a caller wants texts in; lists know fewer.
pub(super) fn list_format<'a>(call: &'a Call<'_>) -> Result<Option<&'a str>, Reply> {
    choice(call, "body-format", &["storage", "atlas_doc_format"])
}

pub(super) fn single_format<'a>(call: &'a Call<'_>) -> Result<Option<&'a str>, Reply> {
    let known = [
        "storage",
        "atlas_doc_format",
        "view",
        "export_view",
        "anonymous_export_view",
        "styled_view",
        "editor",
    ];
    choice(call, "body-format", &known)
}

/// `{}` when no format was asked for.
pub(super) fn text(body: &Body, format: Option<&str>) -> Value {
    let Some(format) = format else {
        return json!({});
    };
    let value = match format {
        "atlas_doc_format" => body::document(body),
        _ => body::storage(body),
    };
    json!({ format: { "representation": format, "value": value } })
}

pub(super) fn version(viewer: &Viewer<'_>, version: &Version) -> Value {
    json!({
        "number": version.number,
        "message": version.message,
        "minorEdit": version.minor,
        "authorId": viewer.account_id(version.by),
        "createdAt": time::rfc3339(version.at),
    })
}

pub(super) fn label(label: &Label) -> Value {
    json!({ "id": label.id.to_string(), "name": label.name, "prefix": label.prefix })
}

pub(super) fn property(viewer: &Viewer<'_>, property: &Property) -> Value {
    json!({
        "id": property.id.to_string(),
        "key": property.key,
        "value": property.value,
        "version": {
            "number": property.number,
            "message": property.message,
            "minorEdit": false,
            "authorId": viewer.account_id(property.by),
            "createdAt": time::rfc3339(property.at),
        },
    })
}

/// The first of something that belongs to the subject of an answer.
fn included(mut all: Vec<Value>, place: &str) -> Value {
    let more = all.len() > INCLUDED;
    all.truncate(INCLUDED);
    json!({
        "results": all,
        "meta": { "hasMore": more },
        "_links": { "self": place },
    })
}

pub(super) fn labels(viewer: &Viewer<'_>, ids: &[u64]) -> Vec<Value> {
    let labels = ids.iter().filter_map(|id| viewer.wiki().label_by_id(*id));
    labels.map(label).collect()
}

pub(super) fn space(viewer: &Viewer<'_>, space: &Space) -> Result<Value, Reply> {
    let call = viewer.call;
    let description = choice(call, "description-format", &["plain", "view"])?
        .map(|format| json!({ format: { "representation": format, "value": space.description } }));
    let icon = call.query.flag("include-icon").then(|| match space.kind {
        SpaceKind::Global => json!({
            "path": "/wiki/images/logo/default-space-logo.svg",
            "apiDownloadLink": "/wiki/images/logo/default-space-logo.svg",
        }),
        SpaceKind::Personal => {
            let id = encode(viewer.account_id(space.author));
            json!({ "path": format!("/wiki/aa-avatar/{id}") })
        }
    });
    Ok(json!({
        "id": space.id.to_string(),
        "key": space.key,
        "name": space.name,
        "type": space.kind.as_str(),
        "status": space.status(),
        "authorId": viewer.account_id(space.author),
        "spaceOwnerId": viewer.account_id(space.author),
        "currentActiveAlias": space.alias,
        "createdAt": time::rfc3339(space.created),
        "homepageId": space.homepage.map(|id| id.to_string()),
        "description": description,
        "icon": icon,
        "_links": { "webui": format!("/spaces/{}", space.key) },
    }))
}

/// A space that stands alone, with what the call asks to include.
pub(super) fn single_space(viewer: &Viewer<'_>, of: &Space) -> Result<Value, Reply> {
    let mut view = space(viewer, of)?;
    let place = format!("/wiki/api/v2/spaces/{}", of.id);
    if viewer.call.query.flag("include-labels") {
        let labels = labels(viewer, &of.labels);
        view["labels"] = included(labels, &format!("{place}/labels"));
    }
    if viewer.call.query.flag("include-operations") {
        let operations = space_operations(viewer, of);
        view["operations"] = included(operations, &format!("{place}/operations"));
    }
    if viewer.call.query.flag("include-properties") {
        view["properties"] = included(Vec::new(), &format!("{place}/properties"));
    }
    view["_links"]["base"] = viewer.base().into();
    Ok(view)
}

/// A page in a list.
pub(super) fn page(viewer: &Viewer<'_>, page: &Page, space: &Space, format: Option<&str>) -> Value {
    dated(viewer, page, space, page.versions.latest(), format)
}

fn dated(
    viewer: &Viewer<'_>,
    page: &Page,
    space: &Space,
    at: &Version,
    format: Option<&str>,
) -> Value {
    let mut view = json!({
        "id": page.id.to_string(),
        "status": page.status.as_str(),
        "title": at.title,
        "spaceId": space.id.to_string(),
        "authorId": viewer.account_id(page.author),
        "createdAt": time::rfc3339(page.created),
        "version": version(viewer, at),
        "body": text(&at.body, format),
        "_links": {
            "webui": web_path(page, space),
            "editui": format!("/pages/resumedraft.action?draftId={}", page.id),
            "tinyui": tiny_path(page.id),
        },
    });
    if page.kind == Kind::Page {
        view["parentId"] = page.parent.map(|id| id.to_string()).into();
        view["parentType"] = page.parent.map(|_| "page").into();
        view["position"] = page.position.into();
        view["ownerId"] = viewer.account_id(page.owner).into();
        view["lastOwnerId"] = page.last_owner.map(|owner| viewer.account_id(owner)).into();
    }
    view
}

/// A page that stands alone, as it is now.
pub(super) fn current_page(
    viewer: &Viewer<'_>,
    page: &Page,
    space: &Space,
    format: Option<&str>,
) -> Value {
    single_page(viewer, page, space, page.versions.latest(), format)
}

/// A page that stands alone, in one of its versions, with what the call asks to include.
pub(super) fn single_page(
    viewer: &Viewer<'_>,
    page: &Page,
    space: &Space,
    at: &Version,
    format: Option<&str>,
) -> Value {
    let query = &viewer.call.query;
    let mut view = dated(viewer, page, space, at, format);
    if at.number < page.versions.latest().number {
        view["status"] = "historical".into();
    }
    let place = match page.kind {
        Kind::Page => format!("/wiki/api/v2/pages/{}", page.id),
        Kind::Blogpost => format!("/wiki/api/v2/blogposts/{}", page.id),
    };
    if query.flag("include-labels") {
        view["labels"] = included(labels(viewer, &page.labels), &format!("{place}/labels"));
    }
    if query.flag("include-properties") {
        let all = page.properties.iter().map(|one| property(viewer, one));
        view["properties"] = included(all.collect(), &format!("{place}/properties"));
    }
    if query.flag("include-operations") {
        let all = page_operations(viewer, page, space);
        view["operations"] = included(all, &format!("{place}/operations"));
    }
    if query.flag("include-likes") {
        view["likes"] = included(Vec::new(), &format!("{place}/likes/users"));
    }
    if query.flag("include-versions") {
        let all = newest_first(&page.versions).map(|one| version(viewer, one));
        view["versions"] = included(all.collect(), &format!("{place}/versions"));
    }
    if query
        .get("include-version")
        .is_some_and(|v| v.eq_ignore_ascii_case("false"))
        && let Some(fields) = view.as_object_mut()
    {
        fields.remove("version");
    }
    if query.flag("include-favorited-by-current-user-status") {
        view["isFavoritedByCurrentUser"] = false.into();
    }
    view["_links"]["base"] = viewer.base().into();
    view
}

pub(super) fn newest_first(versions: &Versions) -> impl Iterator<Item = &Version> {
    versions.all().rev()
}

pub(super) fn comment(
    viewer: &Viewer<'_>,
    comment: &Comment,
    (page, space): (&Page, &Space),
    format: Option<&str>,
) -> Value {
    let latest = comment.versions.latest();
    let mut view = json!({
        "id": comment.id.to_string(),
        "status": "current",
        "title": format!("Re: {}", page.title()),
        "version": version(viewer, latest),
        "body": text(&latest.body, format),
        "_links": {
            "webui": format!("{}?focusedCommentId={}", web_path(page, space), comment.id),
        },
    });
    match comment.parent {
        Some(parent) => view["parentCommentId"] = parent.to_string().into(),
        None if page.kind == Kind::Page => view["pageId"] = page.id.to_string().into(),
        None => view["blogPostId"] = page.id.to_string().into(),
    }
    if let Some(inline) = &comment.inline {
        view["resolutionStatus"] = inline.resolution.as_str().into();
        if comment.parent.is_none() {
            view["properties"] = json!({
                "inlineMarkerRef": inline.marker,
                "inlineOriginalSelection": inline.selection,
            });
        }
    }
    view
}

/// A comment that stands alone tells who resolved it, too.
pub(super) fn single_comment(
    viewer: &Viewer<'_>,
    of: &Comment,
    place: (&Page, &Space),
    format: Option<&str>,
) -> Value {
    let mut view = comment(viewer, of, place, format);
    if let Some((by, at)) = of.inline.as_ref().and_then(|inline| inline.resolved) {
        view["resolutionLastModifierId"] = viewer.account_id(by).into();
        view["resolutionLastModifiedAt"] = time::rfc3339(at).into();
    }
    view
}

pub(super) fn attachment(viewer: &Viewer<'_>, file: &Attachment, page: &Page) -> Value {
    let id = format!("att{}", file.id);
    let (latest, held) = (file.versions.latest(), &file.file);
    let webui = format!(
        "/pages/viewpageattachments.action?pageId={}&preview=%2F{}%2F{}%2F{}",
        page.id,
        page.id,
        file.id,
        encode(&encode(file.title()))
    );
    let download = format!(
        "/download/attachments/{}/{}?version={}&modificationDate={}&cacheVersion=1&api=v2",
        page.id,
        encode(file.title()),
        latest.number,
        latest.at
    );
    let mut view = json!({
        "id": id,
        "status": if file.trashed { "trashed" } else { "current" },
        "title": file.title(),
        "createdAt": time::rfc3339(file.versions.first().at),
        "mediaType": held.media_type,
        "mediaTypeDescription": held.description(),
        "comment": held.comment,
        "fileId": held.id,
        "fileSize": held.size(),
        "webuiLink": webui,
        "downloadLink": download,
        "version": version(viewer, latest),
        "_links": { "webui": webui, "download": download },
    });
    let container = if page.kind == Kind::Page {
        "pageId"
    } else {
        "blogPostId"
    };
    view[container] = page.id.to_string().into();
    view
}
