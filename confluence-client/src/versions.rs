//! Versions of content.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{
    AccountId, Elements, NextIn, NoContent, Page, Paging, Timestamp, open_enum, operations,
};

use crate::content::{Body, BodyFormat, ContentStatus};
use crate::users::User;
use crate::{AttachmentId, BlogPostId, CommentId, ContentId, PageId};

operations! {
    /// Versions of pages, blog posts, attachments and comments.
    pub struct Versions;

    /// The versions of a page.
    ///
    /// Pages of 250.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-version/#api-pages-id-versions-get)
    of_page: GetPageVersions = GET "/wiki/api/v2/pages/{id}/versions" => Page<HistoricVersion> {
        permission "View the page and its space";
        scopes [];
        granular ["read:page:confluence"];
        takes { path id = "id": PageId }
        query {
            /// In this order.
            sort = "sort": VersionSort,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        pages HistoricVersion = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("number").page_size(250);
    }

    /// One version of a page, with its neighbours and with who worked on it.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-version/#api-pages-page-id-versions-version-number-get)
    one_of_page: GetPageVersionDetails = GET "/wiki/api/v2/pages/{page-id}/versions/{version-number}" => VersionDetails {
        permission "View the page and its space";
        scopes [];
        granular ["read:page:confluence"];
        takes { path id = "page-id": PageId, path number = "version-number": u32 }
    }

    /// The versions of a blog post.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-version/#api-blogposts-id-versions-get)
    of_blog_post: GetBlogPostVersions = GET "/wiki/api/v2/blogposts/{id}/versions" => Page<HistoricVersion> {
        permission "View the blog post and its space";
        scopes [];
        granular ["read:page:confluence"];
        takes { path id = "id": BlogPostId }
        query {
            /// In this order.
            sort = "sort": VersionSort,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        pages HistoricVersion = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("number").page_size(250);
    }

    /// One version of a blog post, with its neighbours and with who worked on it.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-version/#api-blogposts-blogpost-id-versions-version-number-get)
    one_of_blog_post: GetBlogPostVersionDetails = GET "/wiki/api/v2/blogposts/{blogpost-id}/versions/{version-number}" => VersionDetails {
        permission "View the blog post and its space";
        scopes [];
        granular ["read:page:confluence"];
        takes { path id = "blogpost-id": BlogPostId, path number = "version-number": u32 }
    }

    /// The versions of an attachment.
    ///
    /// What each version holds is not kept here: see [`Attachments::content`](crate::attachments::Attachments::content).
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-version/#api-attachments-id-versions-get)
    of_attachment: GetAttachmentVersions = GET "/wiki/api/v2/attachments/{id}/versions" => Page<HistoricVersion> {
        permission "View the attachment and what it is on";
        scopes [];
        granular ["read:attachment:confluence"];
        takes { path id = "id": AttachmentId }
        query {
            /// In this order.
            sort = "sort": VersionSort,
        }
        pages HistoricVersion = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("number").page_size(250);
    }

    /// One version of an attachment, with its neighbours and with who worked on it.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-version/#api-attachments-attachment-id-versions-version-number-get)
    one_of_attachment: GetAttachmentVersionDetails = GET "/wiki/api/v2/attachments/{attachment-id}/versions/{version-number}" => VersionDetails {
        permission "View the attachment and what it is on";
        scopes [];
        granular ["read:attachment:confluence"];
        takes { path id = "attachment-id": AttachmentId, path number = "version-number": u32 }
    }

    /// The versions of a footer comment.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-version/#api-footer-comments-id-versions-get)
    of_footer_comment: GetFooterCommentVersions = GET "/wiki/api/v2/footer-comments/{id}/versions" => Page<HistoricVersion> {
        permission "View the comment and what it is on";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path id = "id": CommentId }
        query {
            /// In this order.
            sort = "sort": VersionSort,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        pages HistoricVersion = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("number").page_size(250);
    }

    /// One version of a footer comment, with its neighbours and with who worked on it.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-version/#api-footer-comments-id-versions-version-number-get)
    one_of_footer_comment: GetFooterCommentVersionDetails = GET "/wiki/api/v2/footer-comments/{id}/versions/{version-number}" => VersionDetails {
        permission "View the comment and what it is on";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path id = "id": CommentId, path number = "version-number": u32 }
    }

    /// The versions of an inline comment.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-version/#api-inline-comments-id-versions-get)
    of_inline_comment: GetInlineCommentVersions = GET "/wiki/api/v2/inline-comments/{id}/versions" => Page<HistoricVersion> {
        permission "View the comment and what it is on";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path id = "id": CommentId }
        query {
            /// In this order.
            sort = "sort": VersionSort,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        pages HistoricVersion = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("number").page_size(250);
    }

    /// One version of an inline comment, with its neighbours and with who worked on it.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-version/#api-inline-comments-id-versions-version-number-get)
    one_of_inline_comment: GetInlineCommentVersionDetails = GET "/wiki/api/v2/inline-comments/{id}/versions/{version-number}" => VersionDetails {
        permission "View the comment and what it is on";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path id = "id": CommentId, path number = "version-number": u32 }
    }

    /// Publishes a former version of a page or another content once more.
    ///
    /// What was between stays in its history. A version that is not there, or the current one, is refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-versions/#api-wiki-rest-api-content-id-version-post)
    restore: RestoreContentVersion = POST "/wiki/rest/api/content/{id}/version" => PublishedVersion {
        permission "Update the content";
        scopes ["write:confluence-content"];
        granular ["read:content-details:confluence", "write:content:confluence"];
        takes { path content = "id": ContentId, whole_body version = "version": RestoreVersion }
    }

    /// Deletes a former version of a page or another content.
    ///
    /// Nothing of what it says now changes: what that version changed counts to the next one. The current version cannot be
    /// deleted (400). It is sent once, for later versions may have other numbers afterwards.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-versions/#api-wiki-rest-api-content-id-version-versionNumber-delete)
    delete: DeleteContentVersion = DELETE "/wiki/rest/api/content/{id}/version/{versionNumber}" => NoContent {
        permission "Update the content";
        scopes ["write:confluence-content"];
        granular ["delete:content:confluence"];
        repeat never;
        takes { path content = "id": ContentId, path number = "versionNumber": u32 }
    }
}

open_enum! {
    /// The order of versions.
    pub enum VersionSort {
        /// The oldest first.
        Modified = "modified-date",
        /// The newest first.
        ModifiedDescending = "-modified-date",
    }
}

/// A version.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Version {
    /// Its number, from 1.
    pub number: u32,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// Who made it.
    pub author_id: Option<AccountId>,
    /// What its author says of it.
    pub message: Option<String>,
    /// Whether nobody was told of it.
    pub minor_edit: Option<bool>,
}

/// A version in the history of content.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct HistoricVersion {
    /// Its number, from 1.
    pub number: u32,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// Who made it.
    pub author_id: Option<AccountId>,
    /// What its author says of it.
    pub message: Option<String>,
    /// Whether nobody was told of it.
    pub minor_edit: Option<bool>,
    /// What the content was then.
    #[serde(
        rename = "page",
        alias = "blogpost",
        alias = "attachment",
        alias = "comment"
    )]
    pub content: Option<VersionedContent>,
}

/// What content was in a version.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct VersionedContent {
    /// The id that the version has by itself.
    pub id: Option<ContentId>,
    /// The title.
    pub title: Option<String>,
    /// The text, where that was asked for.
    #[serde(default)]
    pub body: Body,
}

/// All about a version.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct VersionDetails {
    /// Its number, from 1.
    pub number: u32,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// Who made it.
    pub author_id: Option<AccountId>,
    /// What its author says of it.
    pub message: Option<String>,
    /// Whether nobody was told of it.
    pub minor_edit: Option<bool>,
    /// Whether the content became one of another kind.
    pub content_type_modified: Option<bool>,
    /// Who worked on it.
    #[serde(default)]
    pub collaborators: Elements<AccountId>,
    /// The number of the version before.
    pub prev_version: Option<u32>,
    /// The number of the version after it.
    pub next_version: Option<u32>,
}

/// The number that a change gives to what it changes: that of the version that was read, plus one.
///
/// The service refuses any other (409), so that no change is lost that somebody else has made in the meantime.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[must_use = "it belongs into an update"]
pub struct NewVersion {
    number: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

impl NewVersion {
    /// What comes after this version.
    pub fn after(version: &Version) -> Self {
        Self::number(version.number.saturating_add(1))
    }

    /// This number.
    pub fn number(number: u32) -> Self {
        Self {
            number,
            message: None,
        }
    }

    /// With a note on what has changed.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// Of what was read without a version, the service knows better: it refuses the first number of what has others.
    pub(crate) fn of_content(status: Option<&ContentStatus>, version: Option<&Version>) -> Self {
        match version {
            Some(version) if status != Some(&ContentStatus::Draft) => Self::after(version),
            _ => Self::number(1),
        }
    }
}

/// The version that an update of a page or a blog post makes. A draft is always the first one; what is published comes after
/// what was published before.
#[derive(Clone, Debug)]
pub(crate) struct UpdateVersion {
    /// The number that it has where it is published.
    published: u32,
    sent: NewVersion,
}

impl UpdateVersion {
    /// Of what was read. A draft with the first number is taken for one that was never published.
    pub(crate) fn of(status: Option<&ContentStatus>, version: Option<&Version>) -> Self {
        let sent = NewVersion::of_content(status, version);
        let before = version.filter(|version| version.number > 1);
        let published = before.map_or(sent.number, |version| version.number.saturating_add(1));
        Self { published, sent }
    }

    pub(crate) fn message(&mut self, message: impl Into<String>) {
        self.sent.message = Some(message.into());
    }

    /// The version that is published, to be sent where this becomes of the content.
    pub(crate) fn set_published(&mut self, version: NewVersion, status: &ContentStatus) {
        self.published = version.number;
        self.sent.message = version.message.or(self.sent.message.take());
        self.becomes(status);
    }

    pub(crate) fn becomes(&mut self, status: &ContentStatus) {
        self.sent.number = match status {
            ContentStatus::Draft => 1,
            _ => self.published,
        };
    }
}

impl serde::Serialize for UpdateVersion {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.sent.serialize(serializer)
    }
}

/// Which version to publish once more.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use = "a version is restored by `restore`"]
pub struct RestoreVersion {
    operation_key: &'static str,
    params: RestoreParameters,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RestoreParameters {
    version_number: u32,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    restore_title: Option<bool>,
}

impl RestoreVersion {
    /// The version of this number.
    pub fn number(number: u32) -> Self {
        Self {
            operation_key: "restore",
            params: RestoreParameters {
                version_number: number,
                message: String::new(),
                restore_title: None,
            },
        }
    }

    /// With a note on why.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.params.message = message.into();
        self
    }

    /// With the title that it had.
    pub fn restore_title(mut self) -> Self {
        self.params.restore_title = Some(true);
        self
    }
}

/// A version, as version 1 of the API shows it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PublishedVersion {
    /// Its number, from 1.
    pub number: u32,
    /// When it was made.
    pub when: Option<Timestamp>,
    /// Who made it.
    pub by: Option<User>,
    /// What its author says of it.
    pub message: Option<String>,
    /// Whether nobody was told of it.
    pub minor_edit: Option<bool>,
}
