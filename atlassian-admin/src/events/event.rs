//! What an event says.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Timestamp, id_type, open_enum};
use serde_json::{Map, Value};

use crate::data::SelfLink;

id_type! {
    /// The id of an event.
    pub struct EventId;

    /// A kind of event, like `user_added_to_group`. [`Events::actions`](super::Events::actions) lists all.
    pub struct EventActionId;
}

open_enum! {
    /// The order of the stream, by when events were processed.
    pub enum EventOrder {
        /// The oldest first.
        Ascending = "asc",
        /// The newest first.
        Descending = "desc",
    }

    /// With what the actor had logged in.
    pub enum AuthType {
        /// An organization's key, or a token of an app on a site.
        ContainerToken = "container-token",
        /// An API token of a person.
        ApiToken = "api-token",
        /// A Connect app.
        ConnectToken = "connect-token",
        /// An OAuth app for itself.
        TwoLegged = "auth-token-for-2LO",
        /// An OAuth app for a person.
        ThreeLegged = "auth-token-for-3LO",
    }
}

/// Something that happened.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// What happened, when, and who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<EventAttributes>,
    /// The same in a sentence for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<EventMessage>,
    /// Its address in the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<SelfLink>,
}

/// What happened, when, and who did it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EventAttributes {
    /// When it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<Timestamp>,
    /// When the service processed it; in the stream only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub processed_at: Option<Timestamp>,
    /// What happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<EventActionId>,
    /// Who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<EventActor>,
    /// To what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<Vec<EventObject>>,
    /// Where: the organization, a site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<Vec<EventObject>>,
    /// From where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<EventLocation>,
}

/// Who did something.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EventActor {
    /// An account, or a word for what is none, like `system`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The token or key that was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth: Option<EventAuth>,
    /// The app that did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<EventApp>,
    /// For whom the actor did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<OnBehalfOf>,
    /// The actor's address in the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<SelfLink>,
}

/// The token or key that was used.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EventAuth {
    /// What kind it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_type: Option<AuthType>,
    /// Its id. It opens nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_id: Option<String>,
    /// The name that its maker gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_label: Option<String>,
}

/// An app that did something.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EventApp {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its kind.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What else is told of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Map<String, Value>>,
}

/// For whom something was done.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OnBehalfOf {
    /// The account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// What something was done to, or where.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EventObject {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What it is, like `users` or `groups`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What is told of it, such as its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Map<String, Value>>,
    /// Its addresses in the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<EventLinks>,
}

/// Where an object of an event can be fetched.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EventLinks {
    /// Its address.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
    /// Another address of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
}

/// From where something was done, as far as the address tells.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EventLocation {
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
    /// The place on the map.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geo: Option<String>,
    /// The city.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// The region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region_name: Option<String>,
    /// The country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_name: Option<String>,
}

/// An event in a sentence.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EventMessage {
    /// The sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// How it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
}

/// A kind of event.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EventAction {
    /// What events call it.
    pub id: EventActionId,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<EventActionNames>,
}

/// What people call a kind of event.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EventActionNames {
    /// The kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The group of kinds that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_display_name: Option<String>,
}
