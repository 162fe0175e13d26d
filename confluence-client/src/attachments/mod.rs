//! Attachments.

mod model;
mod upload;

pub use model::*;
pub use upload::*;

use atlassian_core::{NextIn, NoContent, Page, Paging, StreamedResponse, operations};

use crate::content::{ContentStatus, DateSort};
use crate::{AttachmentId, BlogPostId, ContentId, LabelId, PageId};

operations! {
    /// Attachments of pages and blog posts.
    ///
    /// Files go up and come down piece by piece, in memory that does not grow with them:
    ///
    /// ```no_run
    /// # async fn example(confluence: confluence_client::Confluence) -> Result<(), Box<dyn std::error::Error>> {
    /// use confluence_client::PageId;
    /// use confluence_client::attachments::Upload;
    /// use confluence_client::core::FilePart;
    ///
    /// let (attachments, page) = (confluence.attachments(), PageId::new("65601"));
    /// let report = FilePart::open("report.pdf").await?.media_type("application/pdf");
    /// let added = attachments.add(&page, Upload::new(report).comment("The third quarter")).send().await?;
    /// let added = added.results.into_vec()?;
    ///
    /// attachments.content(&page, &added[0].id).download().to_file("copy of report.pdf").await?;
    /// # Ok(()) }
    /// ```
    pub struct Attachments;

    /// All attachments of the site that the caller may see, those in use unless asked otherwise.
    ///
    /// Pages of 250.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-attachment/#api-attachments-get)
    list: GetAttachments = GET "/wiki/api/v2/attachments" => Page<Attachment> {
        permission "View what the attachments are on";
        scopes [];
        granular ["read:attachment:confluence"];
        query {
            /// Only those of this media type.
            media_type = "mediaType": String,
            /// Only those with exactly this name.
            filename = "filename": String,
            /// In this order.
            sort = "sort": DateSort,
        }
        query_filter {
            /// Only those with one of these states.
            status = "status": ContentStatus,
        }
        pages Attachment = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// The attachments of a page.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-attachment/#api-pages-id-attachments-get)
    of_page: GetPageAttachments = GET "/wiki/api/v2/pages/{id}/attachments" => Page<Attachment> {
        permission "View the page and its space";
        scopes [];
        granular ["read:attachment:confluence"];
        takes { path page = "id": PageId }
        query {
            /// Only those of this media type.
            media_type = "mediaType": String,
            /// Only the one with exactly this name.
            filename = "filename": String,
            /// In this order.
            sort = "sort": DateSort,
        }
        query_filter {
            /// Only those with one of these states.
            status = "status": ContentStatus,
        }
        pages Attachment = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// The attachments of a blog post.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-attachment/#api-blogposts-id-attachments-get)
    of_blog_post: GetBlogpostAttachments = GET "/wiki/api/v2/blogposts/{id}/attachments" => Page<Attachment> {
        permission "View the blog post and its space";
        scopes [];
        granular ["read:attachment:confluence"];
        takes { path post = "id": BlogPostId }
        query {
            /// Only those of this media type.
            media_type = "mediaType": String,
            /// Only the one with exactly this name.
            filename = "filename": String,
            /// In this order.
            sort = "sort": DateSort,
        }
        query_filter {
            /// Only those with one of these states.
            status = "status": ContentStatus,
        }
        pages Attachment = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// The attachments with a label.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-attachment/#api-labels-id-attachments-get)
    with_label: GetLabelAttachments = GET "/wiki/api/v2/labels/{id}/attachments" => Page<Attachment> {
        permission "View the attachment and what it is on";
        scopes [];
        granular ["read:attachment:confluence"];
        takes { path label = "id": LabelId }
        query {
            /// In this order.
            sort = "sort": DateSort,
        }
        pages Attachment = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// What is known of an attachment, without its content.
    ///
    /// What it includes besides is 50 elements at most of each; the rest has operations of its own.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-attachment/#api-attachments-id-get)
    get: GetAttachmentById = GET "/wiki/api/v2/attachments/{id}" => Attachment {
        permission "View what the attachment is on";
        scopes [];
        granular ["read:attachment:confluence"];
        takes { path id = "id": AttachmentId }
        query {
            /// A former version, by its number.
            version = "version": u32,
            /// Send its labels too.
            include_labels = "include-labels": bool,
            /// Send its properties too.
            include_properties = "include-properties": bool,
            /// Send too what the caller may do with it.
            include_operations = "include-operations": bool,
            /// Send its versions too.
            include_versions = "include-versions": bool,
        }
    }

    /// The content of an attachment.
    ///
    /// `download` brings it to a file or a writer, and goes on where an earlier download broke off; `send` hands it out
    /// piece by piece. The service redirects to a media service, which is asked without the credential, with an address
    /// that is good for some minutes.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content---attachments/#api-wiki-rest-api-content-id-child-attachment-attachmentId-download-get)
    content: DownloadAttatchment = GET "/wiki/rest/api/content/{id}/child/attachment/{attachmentId}/download" => StreamedResponse {
        permission "View what the attachment is on";
        scopes [];
        granular ["readonly:content.attachment:confluence", "read:attachment:confluence"];
        streams file;
        takes { path content = "id": ContentId, path id = "attachmentId": AttachmentId }
        query {
            /// A former version, by its number.
            version = "version": u32,
        }
        query_filter {
            /// The states that it may have; `current` unless said otherwise.
            status = "status": ContentStatus,
        }
    }

    /// A small picture of an attachment. As [`content`](Attachments::content) otherwise.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-attachment/#api-attachments-id-thumbnail-download-get)
    thumbnail: GetAttachmentThumbnailById = GET "/wiki/api/v2/attachments/{id}/thumbnail/download" => StreamedResponse {
        permission "View what the attachment is on";
        scopes [];
        granular ["read:attachment:confluence"];
        streams file;
        takes { path id = "id": AttachmentId }
        query {
            /// Of a former version, by its number.
            version = "version": u32,
            /// The most pixels that it may be wide.
            width = "width": u32,
            /// The most pixels that it may be high.
            height = "height": u32,
        }
    }

    /// Attaches a file to a page or a blog post. A name that is there already is refused (400).
    ///
    /// Sent once: when the connection breaks, the file may be there all the same. A file that is larger than the site
    /// allows answers 404 or 413.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content---attachments/#api-wiki-rest-api-content-id-child-attachment-post)
    add: CreateAttachment = POST "/wiki/rest/api/content/{id}/child/attachment" => UploadedAttachments {
        permission "Update the content";
        scopes ["write:confluence-file"];
        granular ["read:content-details:confluence", "write:attachment:confluence"];
        takes { path content = "id": ContentId, bytes file = "file": Upload }
        query {
            /// Whether it is attached to what is published or to its draft.
            status = "status": ContentStatus,
        }
    }

    /// Attaches a file, as a new version of the attachment that has its name where there is one.
    ///
    /// Sent once: a repetition would make one version more.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content---attachments/#api-wiki-rest-api-content-id-child-attachment-put)
    add_or_replace: CreateOrUpdateAttachments = PUT "/wiki/rest/api/content/{id}/child/attachment" => UploadedAttachments {
        permission "Update the content";
        scopes ["write:confluence-file"];
        granular ["read:content-details:confluence", "write:attachment:confluence"];
        repeat never;
        takes { path content = "id": ContentId, bytes file = "file": Upload }
        query {
            /// Whether it is attached to what is published or to its draft.
            status = "status": ContentStatus,
        }
    }

    /// Gives an attachment new content, as a new version of it. It keeps its id.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content---attachments/#api-wiki-rest-api-content-id-child-attachment-attachmentId-data-post)
    replace: UpdateAttachmentData = POST "/wiki/rest/api/content/{id}/child/attachment/{attachmentId}/data" => UploadedAttachment {
        permission "Update the content";
        scopes ["write:confluence-file"];
        granular ["read:content-details:confluence", "write:attachment:confluence"];
        takes { path content = "id": ContentId, path id = "attachmentId": AttachmentId, bytes file = "file": Upload }
    }

    /// Changes what is known of an attachment: its name, its media type, what it is on.
    ///
    /// An attachment that was changed since it was read is a conflict (409): read it again, and decide.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content---attachments/#api-wiki-rest-api-content-id-child-attachment-attachmentId-put)
    update: UpdateAttachmentProperties = PUT "/wiki/rest/api/content/{id}/child/attachment/{attachmentId}" => UploadedAttachment {
        permission "Update the content";
        scopes ["write:confluence-file", "write:confluence-props"];
        granular ["read:content-details:confluence", "write:attachment:confluence"];
        repeat never;
        takes {
            path content = "id": ContentId, path id = "attachmentId": AttachmentId,
            whole_body update = "update": AttachmentUpdate,
        }
    }

    /// Moves an attachment to the trash.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-attachment/#api-attachments-id-delete)
    delete: DeleteAttachment = DELETE "/wiki/api/v2/attachments/{id}" => NoContent {
        permission "View what the attachment is on, and delete attachments in the space";
        scopes [];
        granular ["delete:attachment:confluence"];
        takes { path id = "id": AttachmentId }
        query {
            /// Out of the trash for good: only for what is in the trash already, and by who administers the space.
            purge = "purge": bool,
        }
    }
}
