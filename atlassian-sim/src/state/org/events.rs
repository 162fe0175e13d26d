//! The audit log of the organization.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::state::State;
use crate::state::rng::Rng;
use crate::time::DAY;

/// How long an event can be read.
const RETENTION: i64 = 180 * DAY;

/// How many are kept at all, so that a simulator that runs for weeks does not grow without end.
const KEPT: usize = 200_000;

macro_rules! actions {
    ($($name:ident $id:literal $display:literal $group:literal)*) => {
        /// What happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        pub(crate) enum Action {
            $($name,)*
        }

        impl Action {
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name,)*];

            pub(crate) fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }

            pub(crate) fn display(self) -> &'static str {
                match self {
                    $(Self::$name => $display,)*
                }
            }

            pub(crate) fn group(self) -> &'static str {
                match self {
                    $(Self::$name => $group,)*
                }
            }
        }
    };
}

actions! {
    UserInvited "user_invited_to_org" "Invited user" "Users"
    UserAdded "user_added" "Added user" "Users"
    UserRemoved "user_removed" "Removed user" "Users"
    UserSuspended "user_suspended" "Suspended user access" "Users"
    UserRestored "user_restored" "Restored user access" "Users"
    UserLoggedIn "user_login" "Logged in" "Users"
    RoleGranted "user_role_granted" "Granted role to user" "Roles"
    RoleRevoked "user_role_revoked" "Revoked role from user" "Roles"
    GroupRoleGranted "group_role_granted" "Granted role to group" "Roles"
    GroupRoleRevoked "group_role_revoked" "Revoked role from group" "Roles"
    GroupCreated "group_created" "Created group" "Groups"
    GroupDeleted "group_deleted" "Deleted group" "Groups"
    AddedToGroup "user_added_to_group" "Added user to group" "Groups"
    RemovedFromGroup "user_removed_from_group" "Removed user from group" "Groups"
    AccountDeactivated "account_deactivated" "Deactivated account" "Managed accounts"
    AccountActivated "account_activated" "Activated account" "Managed accounts"
    AccountDeleted "account_deletion_scheduled" "Scheduled account for deletion" "Managed accounts"
    DeletionCanceled "account_deletion_canceled" "Canceled account deletion" "Managed accounts"
    ProfileChanged "account_profile_changed" "Changed profile" "Managed accounts"
    EmailChanged "account_email_changed" "Changed email address" "Managed accounts"
    TokenCreated "api_token_created" "Created API token" "API access"
    TokenRevoked "api_token_revoked" "Revoked API token" "API access"
    TokensRevoked "api_tokens_bulk_revoked" "Revoked all API tokens" "API access"
    KeyRevoked "api_key_revoked" "Revoked API key" "API access"
    ServiceCreated "service_account_created" "Created service account" "API access"
    ServiceUpdated "service_account_updated" "Updated service account" "API access"
    ServiceDeleted "service_account_deleted" "Deleted service account" "API access"
    PolicyCreated "policy_created" "Created policy" "Policies"
    PolicyUpdated "policy_updated" "Updated policy" "Policies"
    PolicyDeleted "policy_deleted" "Deleted policy" "Policies"
    JiraPermissionChanged "jira_global_permission_changed" "Changed global permission" "Jira"
    SpacePermissionChanged "confluence_space_permission_changed" "Changed space permission" "Confluence"
}

impl Action {
    /// The product whose event it is, where it is one's.
    pub(crate) fn product(self) -> Option<&'static str> {
        match self {
            Self::JiraPermissionChanged => Some("jira"),
            Self::SpacePermissionChanged => Some("confluence"),
            _ => None,
        }
    }
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Actor {
    Account(u32),
    /// The owner of an organization API key, by its row.
    Key(usize),
    /// The directory of an identity provider.
    Provisioning,
    /// Nobody in particular.
    System,
}

/// What an event is about, as told by whoever notes it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum About<'a> {
    User(u32),
    Group(u32),
    /// Type, id and name of anything else.
    Other(&'a str, &'a str, &'a str),
}

/// What an event is about, as it was then.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Object {
    pub(crate) kind: String,
    pub(crate) id: String,
    pub(crate) name: String,
}

/// Where the actor was.
pub(crate) struct Place {
    pub(crate) ip: &'static str,
    pub(crate) city: &'static str,
    pub(crate) region: &'static str,
    pub(crate) country: &'static str,
    pub(crate) geo: &'static str,
}

pub(crate) const PLACES: [Place; 3] = [
    Place {
        ip: "203.0.113.7",
        city: "Berlin",
        region: "Land Berlin",
        country: "Germany",
        geo: "52.52,13.40",
    },
    Place {
        ip: "198.51.100.23",
        city: "Austin",
        region: "Texas",
        country: "United States",
        geo: "30.27,-97.74",
    },
    Place {
        ip: "192.0.2.99",
        city: "Sydney",
        region: "New South Wales",
        country: "Australia",
        geo: "-33.87,151.21",
    },
];

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Event {
    /// Counts up in the order of processing.
    pub(crate) number: u64,
    pub(crate) id: String,
    pub(crate) time: i64,
    pub(crate) processed: i64,
    pub(crate) action: Action,
    pub(crate) actor: Actor,
    pub(crate) about: Vec<Object>,
    /// Index into [`PLACES`].
    pub(crate) place: usize,
}

impl Event {
    pub(crate) fn place(&self) -> &'static Place {
        let [here, ..] = &PLACES;
        PLACES.get(self.place).unwrap_or(here)
    }
}

/// The events in the order in which they were processed.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Events {
    list: VecDeque<Event>,
    noted: u64,
}

impl Events {
    /// Those that can still be read, oldest first.
    pub(crate) fn readable(&self, now: i64) -> impl DoubleEndedIterator<Item = &Event> {
        self.list
            .iter()
            .filter(move |event| event.time > now - RETENTION)
    }

    pub(super) fn push(&mut self, seed: u64, mut event: Event) {
        self.noted += 1;
        event.number = self.noted;
        event.id = Rng::new(seed ^ super::SALT.rotate_left(7) ^ self.noted).uuid();
        if self.list.len() == KEPT {
            self.list.pop_front();
        }
        self.list.push_back(event);
    }
}

impl State {
    fn object(&self, about: About<'_>) -> Object {
        match about {
            About::User(account) => {
                let user = self.users.get(account);
                Object {
                    kind: "users".to_owned(),
                    id: user.id.to_string(),
                    name: user.name.to_string(),
                }
            }
            About::Group(slot) => {
                let group = self.groups.get(slot);
                Object {
                    kind: "groups".to_owned(),
                    id: group.id.to_string(),
                    name: group.name.clone(),
                }
            }
            About::Other(kind, id, name) => Object {
                kind: kind.to_owned(),
                id: id.to_owned(),
                name: name.to_owned(),
            },
        }
    }

    /// Writes into the audit log of the organization what somebody just did. Call it before what
    /// it is about is gone.
    pub(crate) fn note_event(
        &mut self,
        now: i64,
        actor: Actor,
        action: Action,
        about: &[About<'_>],
    ) {
        self.note_past_event(now, now, 0, actor, action, about);
    }

    pub(super) fn note_past_event(
        &mut self,
        time: i64,
        processed: i64,
        place: usize,
        actor: Actor,
        action: Action,
        about: &[About<'_>],
    ) {
        let about = about.iter().map(|about| self.object(*about)).collect();
        let event = Event {
            number: 0,
            id: String::new(),
            time,
            processed,
            action,
            actor,
            about,
            place,
        };
        self.org.events.push(self.org.seed, event);
    }
}
