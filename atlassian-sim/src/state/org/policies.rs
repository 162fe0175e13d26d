//! Policies of the organization: where data lies, who may come in and what may leave; and how
//! people log in.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How long a policy takes to reach a resource, and a task to run.
const APPLYING: i64 = 30_000;
const TASK: i64 = 5_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum PolicyKind {
    IpAllowlist,
    DataResidency,
    DataSecurity,
}

impl PolicyKind {
    pub(crate) const ALL: [Self; 3] = [Self::IpAllowlist, Self::DataResidency, Self::DataSecurity];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::IpAllowlist => "ip-allowlist",
            Self::DataResidency => "data-residency",
            Self::DataSecurity => "data-security",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    pub(crate) fn statuses(self) -> &'static [&'static str] {
        match self {
            Self::DataSecurity => &["enabled", "disabled", "draft"],
            Self::IpAllowlist | Self::DataResidency => &["enabled", "disabled"],
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Policy {
    pub(crate) id: String,
    pub(crate) kind: PolicyKind,
    pub(crate) name: String,
    pub(crate) status: String,
    pub(crate) rule: Value,
    /// What only data security policies have.
    pub(crate) metadata: Value,
    pub(crate) resources: Vec<PolicyResource>,
    pub(crate) created: i64,
    pub(crate) updated: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PolicyResource {
    pub(crate) id: String,
    pub(crate) meta: Value,
    pub(crate) links: Value,
    /// When it was last set.
    pub(crate) since: i64,
}

impl PolicyResource {
    pub(crate) fn status(&self, now: i64) -> &'static str {
        if self
            .meta
            .get("scheduledDate")
            .and_then(Value::as_str)
            .and_then(crate::time::parse)
            .is_some_and(|date| date > now)
        {
            "scheduled"
        } else if now - self.since < APPLYING {
            "applying"
        } else {
            "applied"
        }
    }
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Policies {
    pub(crate) list: Vec<Policy>,
}

impl Policies {
    pub(crate) fn find(&self, id: &str) -> Option<&Policy> {
        self.list.iter().find(|policy| policy.id == id)
    }

    pub(crate) fn find_mut(&mut self, id: &str) -> Option<&mut Policy> {
        self.list.iter_mut().find(|policy| policy.id == id)
    }
}

/// How people log in. Whom no other policy has is under the first, the default one.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct AuthPolicies {
    pub(crate) list: Vec<AuthPolicy>,
    pub(crate) chosen: HashMap<u32, usize>,
    pub(crate) tasks: BTreeMap<String, Task>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct AuthPolicy {
    pub(crate) id: String,
    pub(crate) name: String,
}

/// Moving people under another policy.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Task {
    pub(crate) started: i64,
    /// The ids that could not be moved, each with the reason.
    pub(crate) failed: Vec<(String, String)>,
}

impl Task {
    pub(crate) fn status(&self, now: i64) -> &'static str {
        if now - self.started < TASK {
            "IN_PROGRESS"
        } else if self.failed.is_empty() {
            "COMPLETED"
        } else {
            "COMPLETED_WITH_ERRORS"
        }
    }
}
