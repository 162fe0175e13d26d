//! One call as its handler sees it: routed, authenticated, taken apart.

use std::sync::{RwLockReadGuard, RwLockWriteGuard};

use axum::http::HeaderMap;
use serde_json::Value;

use crate::errors;
use crate::query::{Query, json_object};
use crate::reply::Reply;
use crate::state::State;
use crate::state::org::events::Actor;
use crate::state::permissions::{ADMINISTER, USER_PICKER};
use crate::world::World;

pub(crate) struct Call<'a> {
    pub(crate) world: &'a World,
    /// Milliseconds by which the answering machine's clock is wrong.
    pub(crate) skew: i64,
    /// The account the service takes the caller for.
    pub(crate) caller: Option<u32>,
    /// The row of the organization API key that was sent.
    pub(crate) key: Option<usize>,
    /// Whether the caller came with an OAuth token, as an app.
    pub(crate) oauth: bool,
    /// The scopes of the caller's token, on the gateway.
    pub(crate) scopes: Option<Vec<&'static str>>,
    /// The path without the gateway's prefix, as sent.
    pub(crate) path: &'a str,
    /// The decoded `{…}` parts of the path.
    pub(crate) params: Vec<String>,
    pub(crate) query: Query,
    pub(crate) content_type: Option<&'a str>,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
}

impl Call<'_> {
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, State> {
        self.world.read()
    }

    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.world.write()
    }

    /// Milliseconds since 1970, as the simulated services see them.
    pub(crate) fn now(&self) -> i64 {
        self.world.now().saturating_add(self.skew)
    }

    /// The version of Jira's API that the caller uses, as paths write it: `3`, `2` or `latest`.
    /// Jira Software's own API speaks version 2; everything else counts as version 3.
    pub(crate) fn version(&self) -> &str {
        if self.in_software() {
            return "2";
        }
        let rest = self.path.strip_prefix("/rest/api/").unwrap_or("");
        match rest.split('/').next() {
            Some(version @ ("2" | "latest")) => version,
            _ => "3",
        }
    }

    /// Whether rich text is wiki text for this caller and not an Atlassian Document: in versions
    /// before 3.
    pub(crate) fn wiki_text(&self) -> bool {
        self.version() != "3"
    }

    /// Whether this is a call to Jira Software's own API.
    pub(crate) fn in_software(&self) -> bool {
        self.path.starts_with("/rest/agile/") || self.path.starts_with("/rest/software/")
    }

    /// The first `{…}` of the path.
    pub(crate) fn param(&self) -> &str {
        self.nth_param(0)
    }

    /// A `{…}` of the path, counted from 0.
    pub(crate) fn nth_param(&self, at: usize) -> &str {
        self.params.get(at).map_or("", String::as_str)
    }

    /// Whom the organization's audit log names for what is done here.
    pub(crate) fn actor(&self) -> Actor {
        match (self.key, self.caller) {
            (Some(key), _) => Actor::Key(key),
            (None, Some(account)) => Actor::Account(account),
            (None, None) => Actor::System,
        }
    }

    /// A header that is text; its name in small letters.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(crate) fn json(&self) -> Result<Value, Reply> {
        json_object(self.content_type, self.body)
    }

    /// A body of any JSON, as values of properties are.
    pub(crate) fn any_json(&self) -> Result<Value, Reply> {
        serde_json::from_slice(self.body).map_err(|_| errors::bad_json())
    }

    /// A body that is a form; what is none has no fields.
    pub(crate) fn form(&self) -> Query {
        let text = std::str::from_utf8(self.body).unwrap_or("");
        Query::parse(text).unwrap_or_default()
    }

    /// The account, or a 401.
    pub(crate) fn account(&self) -> Result<u32, Reply> {
        self.caller.ok_or_else(errors::not_logged_in)
    }

    /// 403 with this message unless the caller holds the permission.
    pub(crate) fn need(&self, permission: &str, message: &str) -> Result<(), Reply> {
        if self.read().holds(self.caller, permission) {
            Ok(())
        } else {
            Err(errors::jira(403, message))
        }
    }

    pub(crate) fn need_browse_users(&self) -> Result<(), Reply> {
        self.need(
            USER_PICKER,
            "Browse users and groups permission is required to view users.",
        )
    }

    pub(crate) fn need_browse_groups(&self) -> Result<(), Reply> {
        self.need(
            USER_PICKER,
            "Browse users and groups permission is required to view groups.",
        )
    }

    pub(crate) fn need_admin(&self) -> Result<(), Reply> {
        self.need(
            ADMINISTER,
            "Only Jira administrators can perform this operation.",
        )
    }

    /// The account, which must be a site administrator's.
    pub(crate) fn need_site_admin(&self) -> Result<u32, Reply> {
        let account = self.account()?;
        if self.read().is_site_admin(account) {
            Ok(account)
        } else {
            Err(errors::jira(
                403,
                "Only site administrators can perform this operation.",
            ))
        }
    }
}
