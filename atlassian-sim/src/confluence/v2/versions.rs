//! The versions of content.

use serde_json::json;

use super::super::answers::{ok, v2_not_found};
use super::super::viewer::Viewer;
use super::attachments;
use super::comments::wanted_comment;
use super::pages::wanted;
use super::paging::{id, list, order, sort};
use super::views;
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::wiki::content::{Kind, Version, Versions};
use crate::time;

const READ: &[&str] = &["read:page:confluence"];
const READ_FILE: &[&str] = &["read:attachment:confluence"];
const READ_COMMENT: &[&str] = &["read:comment:confluence"];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/wiki/api/v2/pages/{id}/versions", Anonymous, |c| {
        all(c, Of::Content(Kind::Page))
    })
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/blogposts/{id}/versions",
        Anonymous,
        |c| all(c, Of::Content(Kind::Blogpost)),
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/attachments/{id}/versions",
        Anonymous,
        |c| all(c, Of::Attachment),
    )
    .scopes("", READ_FILE),
    Operation::new(
        "GET",
        "/wiki/api/v2/footer-comments/{id}/versions",
        Anonymous,
        |c| all(c, Of::Comment { inline: false }),
    )
    .scopes("", READ_COMMENT),
    Operation::new(
        "GET",
        "/wiki/api/v2/inline-comments/{id}/versions",
        Anonymous,
        |c| all(c, Of::Comment { inline: true }),
    )
    .scopes("", READ_COMMENT),
    Operation::new(
        "GET",
        "/wiki/api/v2/pages/{page-id}/versions/{version-number}",
        Anonymous,
        |c| one(c, Of::Content(Kind::Page), "page-id"),
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/blogposts/{blogpost-id}/versions/{version-number}",
        Anonymous,
        |c| one(c, Of::Content(Kind::Blogpost), "blogpost-id"),
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/wiki/api/v2/attachments/{attachment-id}/versions/{version-number}",
        Anonymous,
        |c| one(c, Of::Attachment, "attachment-id"),
    )
    .scopes("", READ_FILE),
    Operation::new(
        "GET",
        "/wiki/api/v2/footer-comments/{id}/versions/{version-number}",
        Anonymous,
        |c| one(c, Of::Comment { inline: false }, "id"),
    )
    .scopes("", READ_COMMENT),
    Operation::new(
        "GET",
        "/wiki/api/v2/inline-comments/{id}/versions/{version-number}",
        Anonymous,
        |c| one(c, Of::Comment { inline: true }, "id"),
    )
    .scopes("", READ_COMMENT),
];

/// What has versions.
#[derive(Clone, Copy)]
enum Of {
    Content(Kind),
    Attachment,
    Comment { inline: bool },
}

impl Of {
    /// What the path names: its id, the title of all its versions if they have the same, and the versions.
    fn find<'a>(
        self,
        viewer: &Viewer<'a>,
        name: &str,
    ) -> Result<(String, Option<String>, &'a Versions), Reply> {
        match self {
            Self::Content(kind) => {
                let (page, _) = wanted(viewer, kind, name)?;
                Ok((page.id.to_string(), None, &page.versions))
            }
            Self::Attachment => {
                let (file, ..) = attachments::one(viewer)?;
                Ok((format!("att{}", file.id), None, &file.versions))
            }
            Self::Comment { inline } => {
                let (comment, page, _) = wanted_comment(viewer, inline)?;
                let title = format!("Re: {}", page.title());
                Ok((comment.id.to_string(), Some(title), &comment.versions))
            }
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Content(Kind::Page) => "page",
            Self::Content(Kind::Blogpost) => "blogpost",
            Self::Attachment => "attachment",
            Self::Comment { .. } => "comment",
        }
    }
}

/// The newest first, unless told otherwise.
fn all(call: &Call<'_>, of: Of) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (id, title, versions) = of.find(&viewer, "id")?;
    let sort = sort(call, &["modified-date"])?;
    let format = views::list_format(call)?;
    let mut found: Vec<&Version> = views::newest_first(versions).collect();
    if let Some((_, down)) = sort {
        order(&mut found, down, |version| (version.at, version.number));
    }
    list(
        &viewer,
        25,
        &found,
        |version| u64::from(version.number),
        |version| {
            let mut view = views::version(&viewer, version);
            let mut shown = json!({
                "id": id,
                "title": title.as_ref().unwrap_or(&version.title),
            });
            if !matches!(of, Of::Attachment) {
                shown["body"] = views::text(&version.body, format);
            }
            view[of.name()] = shown;
            view
        },
    )
}

fn one(call: &Call<'_>, of: Of, name: &str) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (_, _, versions) = of.find(&viewer, name)?;
    let number = u32::try_from(id(call, 1, "version-number")?).unwrap_or(u32::MAX);
    let version = versions.get(number).ok_or_else(v2_not_found)?;
    let mut view = json!({
        "number": version.number,
        "authorId": viewer.account_id(version.by),
        "message": version.message,
        "createdAt": time::rfc3339(version.at),
        "minorEdit": version.minor,
        "contentTypeModified": false,
        "collaborators": [viewer.account_id(version.by)],
    });
    if number > 1 {
        view["prevVersion"] = (number - 1).into();
    }
    if number < versions.latest().number {
        view["nextVersion"] = (number + 1).into();
    }
    ok(&view)
}
