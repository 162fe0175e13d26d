//! Who registered to hear of what happens, and what could not be delivered.

use serde::{Deserialize, Serialize};

use super::config::Table;
use crate::time::DAY;

/// How long a webhook of an app lives without being refreshed.
pub(crate) const LIFE: i64 = 30 * DAY;
/// How long a failure is told of.
const TOLD: i64 = 3 * DAY;

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Webhooks {
    pub(crate) list: Table<Webhook>,
    /// What was given up, oldest first.
    pub(crate) failed: Vec<Failed>,
    last_id: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Webhook {
    pub(crate) url: String,
    pub(crate) events: Vec<String>,
    pub(crate) jql: String,
    pub(crate) kind: Kind,
    /// Who registered it; for an administrator's, who changed it last.
    pub(crate) by: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Kind {
    App {
        expires: i64,
        /// Only changes of these fields, if there are any.
        fields: Vec<String>,
        property_keys: Vec<String>,
    },
    Admin {
        name: String,
        description: String,
        enabled: bool,
        exclude_body: bool,
        secret: Option<String>,
        updated: i64,
    },
}

/// What was not delivered after the last try.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Failed {
    pub(crate) id: String,
    pub(crate) url: String,
    pub(crate) body: String,
    pub(crate) at: i64,
}

impl Webhook {
    pub(crate) fn live(&self, now: i64) -> bool {
        match self.kind {
            Kind::App { expires, .. } => now < expires,
            Kind::Admin { enabled, .. } => enabled,
        }
    }
}

impl Webhooks {
    pub(crate) fn add(&mut self, webhook: Webhook) -> u32 {
        self.last_id += 1;
        self.list.insert(self.last_id, webhook);
        self.last_id
    }

    /// Drops what has expired.
    pub(crate) fn tidy(&mut self, now: i64) {
        let gone =
            |hook: &Webhook| matches!(hook.kind, Kind::App { expires, .. } if expires <= now);
        self.list.retain(|_, hook| !gone(hook));
        self.failed.retain(|failed| now - failed.at < TOLD);
    }
}
