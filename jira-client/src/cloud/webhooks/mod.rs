//! Webhooks: having the site tell what happens.
//!
//! The operations here register the webhooks of an app; only OAuth 2.0 (3LO) and Connect apps may call them, and
//! others are refused (403). Administrators register webhooks for everybody on the site's screen *Webhooks*. What is
//! delivered is the same.
//!
//! # Receiving
//!
//! - [`WebhookEvent`] reads the body of a delivery.
//! - With the feature `webhooks`, `WebhookSecret` checks that it comes from the site. Those of an OAuth app carry a token
//!   that is signed with the app's client secret; those of an administrator, if they have a secret, a signature of the
//!   body.
//! - [`delivery_id`] names the delivery, the same for each time that it is tried again.
//!
//! Deliveries come **at least once** and **in any order**: up to five more times, with growing pauses, while the receiver
//! does not answer with success. Keep the ids of what was done, answer at once and work afterwards, and do not take an
//! event for the present state of the issue: read the issue again, or compare the event's time. What is lost
//! altogether is found by a search for what was updated, now and then.
//!
//! ```
//! use jira_client::cloud::webhooks::{Subject, WebhookEvent};
//!
//! let body = br#"{"timestamp": 1790812800000, "webhookEvent": "jira:issue_deleted", "issue": {"id": "10010", "key": "ACME-1"}}"#;
//! let event: WebhookEvent = serde_json::from_slice(body)?;
//! if let Subject::Issue(about) = &event.subject {
//!     println!("{}: {:?}", event.name, about.issue.key);
//! }
//! # Ok::<(), serde_json::Error>(())
//! ```

mod delivery;
mod event;
mod subject;
#[cfg(feature = "webhooks")]
mod token;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, NextIn, NoContent, Page, Paging, Timestamp, id_type, operations};

use super::fields::FieldId;
use crate::ids::{AtLeastOne, List};

#[cfg(feature = "webhooks")]
pub use delivery::{SignatureError, WebhookSecret};
pub use delivery::{delivery_id, retry_number};
pub use event::{EventName, WebhookEvent};
pub use subject::{
    BoardEvent, CommentEvent, EventComment, EventIssueLink, EventLinkType, EventWorklog,
    IssueEvent, PropertyEvent, Subject, VersionEvent,
};

operations! {
    /// The webhooks of an app.
    pub struct Webhooks;

    /// The webhooks that the calling app registered for the account it calls for.
    ///
    /// Pages of 100.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-webhooks/#api-rest-api-3-webhook-get)
    list: GetDynamicWebhooksForApp = GET "/rest/api/3/webhook" => Page<Webhook> {
        permission "none, for an app";
        scopes ["manage:jira-webhook", "read:jira-work"];
        granular ["read:jql:jira", "read:webhook:jira"];
        pages Webhook = Paging::offset("values").unique_by("id").page_size(100);
    }

    /// Registers webhooks, all for one address.
    ///
    /// Each succeeds or fails alone, and the answer is a success even if all failed: look at
    /// [`RegisteredWebhook::errors`]. An app has one address for all its webhooks (400), and five of them for each
    /// account (Connect apps: 100). They expire after 30 days: see [`refresh`](Webhooks::refresh). Webhooks of a 3LO app
    /// that is not public are delivered only if the account owns the app.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-webhooks/#api-rest-api-3-webhook-post)
    register: RegisterDynamicWebhooks = POST "/rest/api/3/webhook" => RegisteredWebhooks {
        permission "none, for an app";
        scopes ["manage:jira-webhook", "read:jira-work"];
        granular ["read:field:jira", "read:project:jira", "write:webhook:jira"];
        takes { body url = "url": String, body webhooks = "webhooks": List<NewWebhook> }
    }

    /// Deletes webhooks of the calling app; ids of others are passed over.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-webhooks/#api-rest-api-3-webhook-delete)
    delete: DeleteWebhookById = DELETE "/rest/api/3/webhook" => NoContent {
        permission "none, for an app";
        scopes ["manage:jira-webhook", "read:jira-work"];
        granular ["delete:webhook:jira"];
        takes { body ids = "webhookIds": List<WebhookId> }
    }

    /// Lets webhooks live for 30 more days from now; ids of others are passed over.
    ///
    /// Call it well before they expire: an expired webhook cannot be brought back.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-webhooks/#api-rest-api-3-webhook-refresh-put)
    refresh: RefreshWebhooks = PUT "/rest/api/3/webhook/refresh" => WebhooksExpiration {
        permission "none, for an app";
        scopes ["manage:jira-webhook", "read:jira-work"];
        granular ["read:webhook:jira", "write:webhook:jira"];
        takes { body ids = "webhookIds": List<WebhookId> }
    }

    /// What could not be delivered to the calling app, the oldest first. For Connect apps only.
    ///
    /// Told of for 72 hours. A page can hold more than was asked for, so that failures of one moment stay together.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-webhooks/#api-rest-api-3-webhook-failed-get)
    failed: GetFailedWebhooks = GET "/rest/api/3/webhook/failed" => Page<FailedWebhook> {
        permission "none, for a Connect app";
        scopes ["manage:jira-webhook", "read:jira-work"];
        granular ["read:comment.property:jira", "read:epic:jira-software", "read:group:jira", "read:issue-details:jira",
            "read:issue-type:jira", "read:project-role:jira", "read:webhook:jira"];
        query {
            /// Only what failed after this time, in milliseconds since 1970-01-01T00:00:00Z.
            after = "after": i64,
        }
        pages FailedWebhook = Paging::cursor("values", NextIn::Field("next"))
            .parameters("after", "maxResults")
            .unique_by("id")
            .page_size(100);
    }
}

id_type! {
    /// The id of a webhook: digits, like `10000`.
    pub struct WebhookId: number;
}

/// A webhook of an app.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Webhook {
    /// Its id.
    pub id: WebhookId,
    /// Where it is delivered to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What it tells of.
    #[serde(default)]
    pub events: Vec<EventName>,
    /// The issues that it is about, in JQL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jql_filter: Option<String>,
    /// It tells only of updates that change one of these fields, if there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field_ids_filter: Option<Vec<FieldId>>,
    /// It tells only of properties with these keys, if there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_property_keys_filter: Option<Vec<String>>,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiration_date: Option<Timestamp>,
}

/// A webhook to be registered.
///
/// ```
/// use jira_client::cloud::webhooks::{EventName, NewWebhook};
///
/// let webhook = NewWebhook::new([EventName::IssueCreated, EventName::IssueUpdated], "project = ACME").fields(["status"]);
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewWebhook {
    /// What it tells of. Not every [`EventName`] can be asked for by an app: those of issues, comments, issue properties,
    /// sprints and versions can.
    pub events: Vec<EventName>,
    /// The issues that it is about, in a part of JQL: the fields `issueKey`, `project`, `issuetype`, `status`,
    /// `assignee`, `reporter`, `issue.property` and the epic's `cf[id]` with `=`, `!=`, `IN` and `NOT IN`. Empty for all.
    pub jql_filter: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    field_ids_filter: Option<AtLeastOne<FieldId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issue_property_keys_filter: Option<AtLeastOne<String>>,
}

impl NewWebhook {
    /// Tells of these events of the issues that a query finds.
    pub fn new(
        events: impl IntoIterator<Item = impl Into<EventName>>,
        jql_filter: impl Into<String>,
    ) -> Self {
        Self {
            events: events.into_iter().map(Into::into).collect(),
            jql_filter: jql_filter.into(),
            field_ids_filter: None,
            issue_property_keys_filter: None,
        }
    }

    /// Only updates that change one of these fields. With none of them, the call fails without being sent.
    #[must_use]
    pub fn fields(mut self, fields: impl IntoIterator<Item = impl Into<FieldId>>) -> Self {
        let fields = fields.into_iter().map(Into::into).collect();
        self.field_ids_filter = Some(AtLeastOne(fields));
        self
    }

    /// Only properties with these keys. With none of them, the call fails without being sent.
    #[must_use]
    pub fn property_keys(mut self, keys: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let keys = keys.into_iter().map(Into::into).collect();
        self.issue_property_keys_filter = Some(AtLeastOne(keys));
        self
    }
}

/// What became of webhooks that were to be registered.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RegisteredWebhooks {
    /// One for each, in the order of the request.
    #[serde(default)]
    pub webhook_registration_result: Elements<RegisteredWebhook>,
}

/// What became of one webhook: an id or errors.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RegisteredWebhook {
    /// The id, if it was registered.
    pub created_webhook_id: Option<WebhookId>,
    /// Why not.
    #[serde(default)]
    pub errors: Vec<String>,
}

/// When refreshed webhooks end.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WebhooksExpiration {
    /// When.
    pub expiration_date: Timestamp,
}

/// What could not be delivered.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FailedWebhook {
    /// The delivery: see [`delivery_id`].
    pub id: String,
    /// The body: a [`WebhookEvent`].
    pub body: Option<String>,
    /// Where it was to go.
    pub url: Option<String>,
    /// When it was tried the last time.
    pub failure_time: Option<Timestamp>,
}
