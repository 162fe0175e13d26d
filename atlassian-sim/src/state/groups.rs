//! The groups of the site.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Slots of the groups that every site has.
pub(crate) const ORG_ADMINS: u32 = 0;
pub(crate) const SITE_ADMINS: u32 = 1;
pub(crate) const JIRA_ADMINS: u32 = 2;
pub(crate) const SOFTWARE_USERS: u32 = 3;
pub(crate) const SERVICE_AGENTS: u32 = 4;
pub(crate) const CONFLUENCE_USERS: u32 = 5;
pub(crate) const CONTRACTORS: u32 = 6;
pub(crate) const ARCHIVE: u32 = 7;

/// Their names, by slot.
pub(crate) const SYSTEM_GROUPS: [&str; 8] = [
    "org-admins",
    "site-admins",
    "jira-admins",
    "jira-software-users",
    "jira-servicemanagement-users",
    "confluence-users",
    "contractors",
    "project-archive",
];

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) id: Arc<str>,
    pub(crate) name: String,
    /// Provisioned from outside: it cannot be changed here.
    pub(crate) external: bool,
    pub(crate) deleted: bool,
    /// Indices of the accounts, ascending: the order of a hidden user name.
    pub(crate) members: Vec<u32>,
}

/// All groups: each keeps its slot for ever; lists go by name.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Groups {
    slots: Vec<Group>,
    #[serde(skip)]
    by_id: HashMap<Arc<str>, u32>,
    /// Slots of the groups that exist, by name.
    order: Vec<u32>,
}

impl Groups {
    pub(crate) fn push(&mut self, id: String, name: String, external: bool) -> u32 {
        let slot = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        let id: Arc<str> = id.into();
        self.by_id.insert(Arc::clone(&id), slot);
        let at = self
            .order
            .partition_point(|s| self.slots[*s as usize].name.as_str() < name.as_str());
        self.order.insert(at, slot);
        self.slots.push(Group {
            id,
            name,
            external,
            deleted: false,
            members: Vec::new(),
        });
        slot
    }

    /// Finds out again what is not saved.
    pub(super) fn reindex(&mut self) {
        let ids = self.slots.iter().zip(0..);
        self.by_id = ids.map(|(g, slot)| (Arc::clone(&g.id), slot)).collect();
    }

    pub(crate) fn get(&self, slot: u32) -> &Group {
        &self.slots[slot as usize]
    }

    pub(crate) fn get_mut(&mut self, slot: u32) -> &mut Group {
        &mut self.slots[slot as usize]
    }

    /// The groups that exist, by name.
    pub(crate) fn listed(&self) -> impl Iterator<Item = (u32, &Group)> {
        self.order.iter().map(|slot| (*slot, self.get(*slot)))
    }

    pub(crate) fn find(&self, id: &str) -> Option<u32> {
        let slot = *self.by_id.get(id)?;
        (!self.get(slot).deleted).then_some(slot)
    }

    /// Names are compared without regard to case.
    pub(crate) fn find_by_name(&self, name: &str) -> Option<u32> {
        let wanted = name.to_lowercase();
        self.listed()
            .find(|(_, g)| g.name.to_lowercase() == wanted)
            .map(|(slot, _)| slot)
    }

    pub(crate) fn delete(&mut self, slot: u32) -> Vec<u32> {
        self.order.retain(|s| *s != slot);
        let group = self.get_mut(slot);
        group.deleted = true;
        std::mem::take(&mut group.members)
    }
}
