//! Spaces: who may see and edit what is in them.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum SpaceKind {
    Global,
    Personal,
}

impl SpaceKind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Personal => "personal",
        }
    }
}

/// Who holds a permission of a space, among those who may use Confluence at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Audience {
    Everyone,
    /// Slots of groups, and accounts.
    Only {
        groups: Vec<u32>,
        accounts: Vec<u32>,
    },
}

impl Audience {
    pub(crate) fn account(account: u32) -> Self {
        Self::Only {
            groups: Vec::new(),
            accounts: vec![account],
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Space {
    pub(crate) id: u64,
    pub(crate) key: String,
    pub(crate) alias: String,
    pub(crate) name: String,
    pub(crate) kind: SpaceKind,
    pub(crate) archived: bool,
    pub(crate) description: String,
    pub(crate) homepage: Option<u64>,
    pub(crate) author: u32,
    pub(crate) created: i64,
    pub(crate) readers: Audience,
    pub(crate) editors: Audience,
    /// Ids of labels.
    pub(crate) labels: Vec<u64>,
    /// A space is deleted by a long-running task; it is gone when the task ends.
    pub(crate) gone_at: Option<i64>,
}

impl Space {
    pub(crate) fn exists(&self, now: i64) -> bool {
        self.gone_at.is_none_or(|at| now < at)
    }

    pub(crate) fn status(&self) -> &'static str {
        if self.archived { "archived" } else { "current" }
    }
}
