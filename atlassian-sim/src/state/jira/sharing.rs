//! What people save and share: filters and dashboards.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::config::Table;
use crate::state::State;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Sharing {
    pub(crate) filters: Table<Filter>,
    pub(crate) dashboards: Table<Dashboard>,
    /// With whom the new filters of an account are shared, where it chose.
    pub(crate) default_scopes: Table<String>,
    pub(crate) last_id: u32,
}

impl Sharing {
    /// A number for a filter, a dashboard, a share or a gadget.
    pub(crate) fn next_id(&mut self) -> u32 {
        self.last_id = self.last_id.max(10_000) + 1;
        self.last_id
    }
}

/// Whom something is shared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum With {
    /// Also nobody at all.
    Everybody,
    LoggedIn,
    Group(u32),
    Project(u32),
    ProjectRole {
        project: u32,
        role: u32,
    },
    User(u32),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Share {
    pub(crate) id: u32,
    pub(crate) with: With,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Filter {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) owner: u32,
    pub(crate) jql: String,
    pub(crate) shares: Vec<Share>,
    pub(crate) edit_shares: Vec<Share>,
    /// The accounts that marked it.
    pub(crate) favourites: Vec<u32>,
    /// Ids of fields; `None`: the site's own columns.
    pub(crate) columns: Option<Vec<String>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Dashboard {
    pub(crate) name: String,
    pub(crate) description: String,
    /// `None`: the system's own.
    pub(crate) owner: Option<u32>,
    pub(crate) shares: Vec<Share>,
    pub(crate) edit_shares: Vec<Share>,
    pub(crate) favourites: Vec<u32>,
    pub(crate) gadgets: Vec<Gadget>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Gadget {
    pub(crate) id: u32,
    /// One of the two, as the API has it.
    pub(crate) module_key: Option<String>,
    pub(crate) uri: Option<String>,
    pub(crate) color: String,
    pub(crate) title: String,
    pub(crate) column: u32,
    pub(crate) row: u32,
    pub(crate) properties: BTreeMap<String, Value>,
}

impl State {
    /// Whether the caller is among those that something is shared with.
    pub(crate) fn shared_with(&self, caller: Option<u32>, shares: &[Share]) -> bool {
        shares.iter().any(|share| match (&share.with, caller) {
            (With::Everybody, _) | (With::LoggedIn, Some(_)) => true,
            (With::Group(slot), Some(caller)) => self.in_any(caller, &[*slot]),
            (With::User(user), Some(caller)) => *user == caller,
            (With::Project(project), _) => {
                let project = self.jira.projects.get(*project);
                project.is_some_and(|p| self.sees_project(caller, p))
            }
            (With::ProjectRole { project, role }, Some(caller)) => {
                let actors = self
                    .jira
                    .projects
                    .get(*project)
                    .and_then(|p| p.roles.get(role));
                actors.is_some_and(|a| a.users.contains(&caller) || self.in_any(caller, &a.groups))
            }
            _ => false,
        })
    }

    /// A filter that the caller may use: their own, or shared with them.
    pub(crate) fn visible_filter(&self, caller: Option<u32>, id: u32) -> Option<&Filter> {
        let filter = self.jira.sharing.filters.get(&id)?;
        let own = caller.is_some_and(|c| c == filter.owner);
        let shared = || {
            self.shared_with(caller, &filter.shares)
                || self.shared_with(caller, &filter.edit_shares)
        };
        (own || shared()).then_some(filter)
    }

    /// A dashboard that the caller may see.
    pub(crate) fn visible_dashboard(&self, caller: Option<u32>, id: u32) -> Option<&Dashboard> {
        let dashboard = self.jira.sharing.dashboards.get(&id)?;
        let own = dashboard.owner.is_none() || dashboard.owner == caller;
        let shared = || {
            self.shared_with(caller, &dashboard.shares)
                || self.shared_with(caller, &dashboard.edit_shares)
        };
        (own || shared()).then_some(dashboard)
    }
}
