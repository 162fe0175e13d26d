//! Attachments of an issue.

use std::collections::BTreeMap;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{
    Elements, FilePart, NoContent, StreamedResponse, Timestamp, id_type, operations,
};
use serde_json::Value;

use super::users::User;
use crate::ids::IssueIdOrKey;

operations! {
    /// Attachments of an issue.
    ///
    /// What an issue lists in its field `attachment` is complete. Files go up and come down piece by piece, in memory that
    /// does not grow with them:
    ///
    /// ```no_run
    /// # async fn example(jira: jira_client::Jira) -> Result<(), Box<dyn std::error::Error>> {
    /// use jira_client::core::FilePart;
    ///
    /// let report = FilePart::open("report.pdf").await?.media_type("application/pdf");
    /// let added = jira.attachments().add("ACME-1", vec![report]).send().await?.into_vec()?;
    ///
    /// jira.attachments()
    ///     .content(&added[0].id)
    ///     .download()
    ///     .on_progress(|done, whole| println!("{done} of {whole:?}"))
    ///     .to_file("copy of report.pdf")
    ///     .await?;
    /// # Ok(()) }
    /// ```
    pub struct Attachments;

    /// Whether files can be attached, and how large one may be.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-attachments/#api-rest-api-3-attachment-meta-get)
    settings: GetAttachmentMeta = GET "/rest/api/3/attachment/meta" => AttachmentSettings {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:instance-configuration:jira"];
    }

    /// What is known of an attachment, without its content.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-attachments/#api-rest-api-3-attachment-id-get)
    get: GetAttachment = GET "/rest/api/3/attachment/{id}" => Attachment {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:attachment:jira", "read:user:jira", "read:application-role:jira", "read:avatar:jira",
            "read:group:jira"];
        takes { path id = "id": AttachmentId }
    }

    /// Attaches files to an issue: 60 at most, each no larger than the site's [`upload_limit`](AttachmentSettings::upload_limit).
    ///
    /// Sent once: when the connection breaks, the files may be there all the same, and a second call would attach them a
    /// second time, since any number of attachments can have the same name. Give each file its media type, which is not
    /// guessed here. More files, larger ones, or an issue that has reached its limit of attachments answer 413. Author and
    /// time are those of the call and cannot be set, and who watches the issue is told.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-attachments/#api-rest-api-3-issue-issueidorkey-attachments-post)
    add: AddAttachment = POST "/rest/api/3/issue/{issueIdOrKey}/attachments" => Elements<Attachment> {
        permission "Browse projects and Create Attachments";
        scopes ["write:jira-work"];
        granular ["read:user:jira", "write:attachment:jira", "read:attachment:jira", "read:avatar:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, files files = "file": Vec<FilePart> }
    }

    /// The content of an attachment.
    ///
    /// `download` brings it to a file or a writer, and goes on where an earlier download broke off; `send` hands it out
    /// piece by piece. The service redirects to a media service, which is asked without the credential, with an address
    /// that is good for some minutes. What an attachment holds never changes under its id.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-attachments/#api-rest-api-3-attachment-content-id-get)
    content: GetAttachmentContent = GET "/rest/api/3/attachment/content/{id}" => StreamedResponse {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:attachment:jira"];
        streams file;
        takes { path id = "id": AttachmentId }
        query {
            /// `false` has Jira itself send the content, for networks from which the media service cannot be reached.
            redirect = "redirect": bool,
        }
    }

    /// A small picture of an attachment.
    ///
    /// For what is no picture a default one comes, unless [`fallback_to_default`](GetAttachmentThumbnail::fallback_to_default)
    /// is `false`; then it is 404.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-attachments/#api-rest-api-3-attachment-thumbnail-id-get)
    thumbnail: GetAttachmentThumbnail = GET "/rest/api/3/attachment/thumbnail/{id}" => StreamedResponse {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:attachment:jira"];
        streams file;
        takes { path id = "id": AttachmentId }
        query {
            /// As for [`content`](Attachments::content).
            redirect = "redirect": bool,
            /// Whether a default picture comes where there is none.
            fallback_to_default = "fallbackToDefault": bool,
            /// The most pixels that it may be wide.
            width = "width": u32,
            /// The most pixels that it may be high.
            height = "height": u32,
        }
    }

    /// What is in an attached ZIP archive, for programs.
    ///
    /// Nothing, if the attachment is no archive, or an empty or a broken one; an archive of another kind is a conflict
    /// (409).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-attachments/#api-rest-api-3-attachment-id-expand-raw-get)
    archive: ExpandAttachmentForMachines = GET "/rest/api/3/attachment/{id}/expand/raw" => Archive {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:attachment:jira"];
        takes { path id = "id": AttachmentId }
    }

    /// What is in an attached ZIP archive, for people: with sizes as text and the attachment's own name.
    ///
    /// As [`archive`](Attachments::archive) otherwise.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-attachments/#api-rest-api-3-attachment-id-expand-human-get)
    archive_for_people: ExpandAttachmentForHumans = GET "/rest/api/3/attachment/{id}/expand/human" => ReadableArchive {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:attachment:jira"];
        takes { path id = "id": AttachmentId }
    }

    /// Deletes an attachment, for good.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-attachments/#api-rest-api-3-attachment-id-delete)
    delete: RemoveAttachment = DELETE "/rest/api/3/attachment/{id}" => NoContent {
        permission "Delete All Attachments or Delete Own Attachments";
        scopes ["write:jira-work"];
        granular ["delete:attachment:jira"];
        takes { path id = "id": AttachmentId }
    }
}

id_type! {
    /// The id of an attachment: digits, like `10000`.
    pub struct AttachmentId;
}

/// How files can be attached.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AttachmentSettings {
    /// Whether they can at all.
    pub enabled: Option<bool>,
    /// How large a file may be, in bytes.
    pub upload_limit: Option<u64>,
}

/// An attachment.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// Its name. Several attachments of an issue can have the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
    /// How many bytes it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Its media type, like `image/png`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mime_type: Option<String>,
    /// Who attached it. Absent for what nobody in particular did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<User>,
    /// When it was attached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// The address of its content. Use [`Attachments::content`], which gives no credential away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The address of a small picture of it. Use [`Attachments::thumbnail`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail: Option<String>,
    /// What else the service knows of it; [`Attachments::get`] sends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<BTreeMap<String, Value>>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// What is in an archive.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Archive {
    /// Its files and folders. The service may send fewer than there are.
    #[serde(default)]
    pub entries: Elements<ArchiveEntry>,
    /// How many files and folders there are.
    pub total_entry_count: Option<u64>,
}

/// A file or a folder in an archive.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ArchiveEntry {
    /// Its place in the archive, from 0.
    pub entry_index: Option<u64>,
    /// Its path in the archive.
    pub name: Option<String>,
    /// Its path, shortened for a screen.
    pub abbreviated_name: Option<String>,
    /// Its media type.
    pub media_type: Option<String>,
    /// How many bytes it has when unpacked.
    pub size: Option<u64>,
}

/// What is in an archive, for people.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ReadableArchive {
    /// The attachment.
    pub id: AttachmentId,
    /// The name of the attachment.
    pub name: Option<String>,
    /// The media type of the attachment.
    pub media_type: Option<String>,
    /// Its files and folders. The service may send fewer than there are.
    #[serde(default)]
    pub entries: Elements<ReadableArchiveEntry>,
    /// How many files and folders there are.
    pub total_entry_count: Option<u64>,
}

/// A file or a folder in an archive, for people.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ReadableArchiveEntry {
    /// Its place in the archive, from 0.
    pub index: Option<u64>,
    /// Its path in the archive.
    pub path: Option<String>,
    /// Its path, shortened for a screen.
    pub label: Option<String>,
    /// Its media type.
    pub media_type: Option<String>,
    /// How large it is when unpacked, as text: `2 kB`.
    pub size: Option<String>,
}
