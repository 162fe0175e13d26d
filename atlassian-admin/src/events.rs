//! The audit log of an organization: to be queried, and to be followed.
//!
//! [`Events::list`] finds events by what they are; the service answers it ten times a minute only.
//! [`Events::stream`] gives all of them in the order in which they were processed, and
//! [`Events::follow`] goes on from there, through restarts, each event once.

mod event;
mod follow;

use atlassian_core::{NextIn, Page, Paging, operations};

use crate::OrgId;
use crate::data::Data;

pub use event::{
    AuthType, Event, EventAction, EventActionId, EventActionNames, EventActor, EventApp,
    EventAttributes, EventAuth, EventId, EventLinks, EventLocation, EventMessage, EventObject,
    EventOrder, OnBehalfOf,
};
pub use follow::{EventCursor, EventFollower};

operations! {
    /// The audit log of an organization.
    ///
    /// Apps by Forge or OAuth cannot read it. Events of products, as against those of the organization, want a plan that
    /// has them. How long they are kept is up to the plan too, 180 days as a rule.
    pub struct Events;

    /// The events that fit what is asked for, the newest first.
    ///
    /// Pages of 200; the service answers ten calls a minute and no more, so a long listing takes its time. To read
    /// everything, use [`stream`](Events::stream).
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-events/#api-v1-orgs-orgid-events-get)
    list: GetEvents = GET "/admin/v1/orgs/{orgId}/events" => Page<Event> {
        permission "Organization admin";
        scopes ["read:events:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId }
        query {
            /// Only events that mention this.
            query = "q": String,
            /// Not before this moment, in milliseconds since 1970.
            from = "from": i64,
            /// Not after this moment, in milliseconds since 1970.
            to = "to": i64,
            /// Only events of this kind.
            action = "action": EventActionId,
            /// Only from these places: a JSON list of `{"city":"","countryName":""}`.
            location = "location": String,
        }
        query_repeated {
            /// Only by these accounts or apps.
            actor = "actor": String,
            /// Only from these addresses.
            ip = "ip": String,
            /// Only of these products, like `jira` or `confluence`.
            product = "product": String,
        }
        pages Event = Paging::cursor("data", NextIn::LinksOrMeta).unique_by("id").page_size(200);
    }

    /// All events in the order in which the service processed them, up to now.
    ///
    /// Pages of 200. An event can be processed a good while after it happened: `from` and `to` go by when it happened,
    /// the order goes by the processing. [`follow`](Events::follow) goes on when the end is reached.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-events/#api-v1-orgs-orgid-events-stream-get)
    stream: PollEvents = GET "/admin/v1/orgs/{orgId}/events-stream" => Page<Event> {
        permission "Organization admin";
        scopes ["read:events:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId }
        query {
            /// Not before this moment, in milliseconds since 1970.
            from = "from": i64,
            /// Not after this moment, in milliseconds since 1970.
            to = "to": i64,
            /// The order; ascending unless set.
            sort_order = "sortOrder": EventOrder,
        }
        // The cursor that every page has is there to ask later what has come since.
        pages Event = Paging::cursor("data", NextIn::LinksOrMeta).ends_when_empty().unique_by("id").page_size(200);
    }

    /// One event.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-events/#api-v1-orgs-orgid-events-eventid-get)
    get: GetEventById = GET "/admin/v1/orgs/{orgId}/events/{eventId}" => Data<Event> {
        permission "Organization admin";
        scopes ["read:events:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId, path event_id = "eventId": EventId }
    }

    /// The kinds of events that there are, with their names.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-events/#api-v1-orgs-orgid-event-actions-get)
    actions: GetEventActions = GET "/admin/v1/orgs/{orgId}/event-actions" => Data<Vec<EventAction>> {
        permission "Organization admin";
        scopes ["read:events:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId }
    }
}
