//! Texts from one form into another.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, id_type, open_enum, operations};

use crate::content::{BodyFormat, NewBody};
use crate::{ContentId, List, SpaceKey};

operations! {
    /// Texts from one form into another, with macros rendered. Confluence does it later: ask for the result until it is
    /// there. It keeps one for five minutes.
    ///
    /// A document becomes `storage`, `editor`, `export_view`, `styled_view` or `view`, and storage format the same or a
    /// document; several at once must be in storage format, and become no document. Former markup is not converted, and what
    /// is in `editor` can only be converted by hand, to storage format.
    pub struct BodyConversion;

    /// Begins to convert a text.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-body/#api-wiki-rest-api-contentbody-convert-async-to-post)
    start: AsyncConvertContentBodyRequest = POST "/wiki/rest/api/contentbody/convert/async/{to}" => Conversion {
        permission "View the content or the space that is named";
        scopes ["read:confluence-content.all"];
        granular ["read:content.metadata:confluence"];
        takes { path to = "to": BodyFormat, whole_body body = "body": NewBody }
        query {
            /// The space in which links and included pages are looked up.
            space = "spaceKeyContext": SpaceKey,
            /// The content in whose space they are looked up.
            content = "contentIdContext": ContentId,
            /// Take the result of an earlier conversion of the same, where there is one.
            allow_cache = "allowCache": bool,
        }
    }

    /// What has become of a conversion. Only the account that began it may ask (403).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-body/#api-wiki-rest-api-contentbody-convert-async-id-get)
    get: AsyncConvertContentBodyResponse = GET "/wiki/rest/api/contentbody/convert/async/{id}" => Converted {
        permission "View the content or the space that is named";
        scopes ["read:confluence-content.all"];
        granular ["read:content.metadata:confluence"];
        takes { path id = "id": ConversionId }
    }

    /// Begins to convert several texts in storage format: 10 at most. The answers are in the order of the texts, and one
    /// whose text could not be queued has no id.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-body/#api-wiki-rest-api-contentbody-convert-async-bulk-tasks-post)
    start_many: BulkAsyncConvertContentBodyRequest = POST "/wiki/rest/api/contentbody/convert/async/bulk/tasks" => Elements<QueuedConversion> {
        permission "View the content or the spaces that are named";
        scopes ["read:confluence-content.all"];
        granular ["read:content.metadata:confluence"];
        takes { body inputs = "conversionInputs": List<ConversionInput> }
    }

    /// What has become of several conversions: 50 at most.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-body/#api-wiki-rest-api-contentbody-convert-async-bulk-tasks-get)
    get_many: BulkAsyncConvertContentBodyResponse = GET "/wiki/rest/api/contentbody/convert/async/bulk/tasks" => Elements<Converted> {
        permission "Can use";
        scopes ["read:confluence-content.all"];
        granular ["read:content.metadata:confluence"];
        takes { query_repeated ids = "ids": ConversionId }
    }
}

id_type! {
    /// The id of a conversion.
    pub struct ConversionId;
}

open_enum! {
    /// How far a conversion is.
    pub enum ConversionStatus {
        /// It has not begun.
        Queued = "QUEUED",
        /// It goes on.
        Working = "WORKING",
        /// It goes on, and there is the result of an earlier one.
        Rerunning = "RERUNNING",
        /// It is done.
        Completed = "COMPLETED",
        /// It failed.
        Failed = "FAILED",
    }
}

/// A conversion that was begun.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Conversion {
    /// Its id.
    #[serde(rename = "asyncId")]
    pub id: ConversionId,
}

/// One of several conversions that were to begin.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct QueuedConversion {
    /// Its id; none where the service could not queue it: begin that one again.
    pub id: Option<ConversionId>,
}

impl<'de> Deserialize<'de> for QueuedConversion {
    /// What could not be queued has a word in place of the id, or of all.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Sent {
            Object {
                #[serde(rename = "asyncId")]
                id: ConversionId,
            },
            Text(ConversionId),
        }
        let (Sent::Object { id } | Sent::Text(id)) = serde::Deserialize::deserialize(deserializer)?;
        let queued = id.as_str() != "FAILED_TO_QUEUE";
        Ok(Self {
            id: queued.then_some(id),
        })
    }
}

/// What has become of a conversion.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Converted {
    /// How far it is.
    pub status: Option<ConversionStatus>,
    /// The text, once it is there.
    pub value: Option<String>,
    /// The form of the text.
    pub representation: Option<BodyFormat>,
    /// Why it failed.
    pub error: Option<String>,
    /// Its id.
    pub render_task_id: Option<ConversionId>,
}

/// A text to be converted with others.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use = "texts are converted by `start_many`"]
pub struct ConversionInput {
    to: BodyFormat,
    body: NewBody,
    #[serde(skip_serializing_if = "Option::is_none")]
    space_key_context: Option<SpaceKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_id_context: Option<ContentId>,
}

impl ConversionInput {
    /// This text into this form.
    pub fn new(body: impl Into<NewBody>, to: BodyFormat) -> Self {
        Self {
            to,
            body: body.into(),
            space_key_context: None,
            content_id_context: None,
        }
    }

    /// Links and included pages are looked up in this space.
    pub fn space(mut self, key: impl Into<SpaceKey>) -> Self {
        self.space_key_context = Some(key.into());
        self
    }

    /// Links and included pages are looked up in the space of this content.
    pub fn content(mut self, id: impl Into<ContentId>) -> Self {
        self.content_id_context = Some(id.into());
        self
    }
}
