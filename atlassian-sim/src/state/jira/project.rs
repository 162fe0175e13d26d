//! Projects with their components and versions.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::config::Actors;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ProjectType {
    Software,
    Business,
    ServiceDesk,
}

impl ProjectType {
    pub(crate) const ALL: [Self; 3] = [Self::Software, Self::Business, Self::ServiceDesk];

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Software => "software",
            Self::Business => "business",
            Self::ServiceDesk => "service_desk",
        }
    }
}

/// Who a new issue is given to when nobody is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum AssigneeType {
    ProjectLead,
    Unassigned,
}

impl AssigneeType {
    pub(crate) const ALL: [Self; 2] = [Self::ProjectLead, Self::Unassigned];

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::ProjectLead => "PROJECT_LEAD",
            Self::Unassigned => "UNASSIGNED",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ProjectState {
    Live,
    /// Read-only and out of searches.
    Archived {
        at: i64,
        by: u32,
    },
    /// In the trash until it is restored or deleted for good.
    Deleted {
        at: i64,
        by: u32,
    },
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Project {
    pub(crate) id: u32,
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) uuid: String,
    pub(crate) description: String,
    pub(crate) url: Option<String>,
    pub(crate) kind: ProjectType,
    /// Team-managed ("simplified", style `next-gen`).
    pub(crate) team_managed: bool,
    pub(crate) private: bool,
    pub(crate) lead: u32,
    pub(crate) assignee_type: AssigneeType,
    pub(crate) category: Option<u32>,
    pub(crate) avatar: u32,
    pub(crate) state: ProjectState,
    pub(crate) permission_scheme: u32,
    pub(crate) issue_type_scheme: u32,
    pub(crate) issue_type_screen_scheme: u32,
    pub(crate) workflow_scheme: u32,
    pub(crate) security_scheme: Option<u32>,
    /// Who plays which role here.
    pub(crate) roles: BTreeMap<u32, Actors>,
    pub(crate) properties: BTreeMap<String, Value>,
    /// Features by key, where they are not what the type of project starts with.
    pub(crate) features: BTreeMap<String, bool>,
    pub(crate) email: Option<String>,
    /// Issue ids by number less one; 0 where the issue was deleted. A moved issue stays here too, so
    /// that its old key goes on working.
    pub(crate) numbers: Vec<u32>,
}

impl Project {
    pub(crate) fn live(&self) -> bool {
        self.state == ProjectState::Live
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Component {
    pub(crate) project: u32,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) lead: Option<u32>,
    pub(crate) assignee_type: ComponentAssignee,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ComponentAssignee {
    ProjectDefault,
    ComponentLead,
    ProjectLead,
    Unassigned,
}

impl ComponentAssignee {
    pub(crate) const ALL: [Self; 4] = [
        Self::ProjectDefault,
        Self::ComponentLead,
        Self::ProjectLead,
        Self::Unassigned,
    ];

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::ProjectDefault => "PROJECT_DEFAULT",
            Self::ComponentLead => "COMPONENT_LEAD",
            Self::ProjectLead => "PROJECT_LEAD",
            Self::Unassigned => "UNASSIGNED",
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Version {
    pub(crate) project: u32,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) archived: bool,
    pub(crate) released: bool,
    /// Days since 1970.
    pub(crate) start: Option<i32>,
    /// Days since 1970.
    pub(crate) release: Option<i32>,
    /// The place in the project's order.
    pub(crate) position: u32,
}

/// All projects, found by id and by key.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Projects {
    by_id: BTreeMap<u32, Project>,
    /// Also the keys that projects had before; in capitals.
    keys: HashMap<String, u32>,
    pub(crate) components: BTreeMap<u32, Component>,
    pub(crate) versions: BTreeMap<u32, Version>,
    /// The last numbers given out, so that none is ever used again.
    last_project: u32,
    last_component: u32,
    last_version: u32,
}

impl Projects {
    pub(crate) fn insert(&mut self, project: Project) {
        self.keys.insert(project.key.to_uppercase(), project.id);
        self.by_id.insert(project.id, project);
    }

    /// By id, in every state.
    pub(crate) fn get(&self, id: u32) -> Option<&Project> {
        self.by_id.get(&id)
    }

    pub(crate) fn get_mut(&mut self, id: u32) -> Option<&mut Project> {
        self.by_id.get_mut(&id)
    }

    /// By key, also a former one, in every state.
    pub(crate) fn by_key(&self, key: &str) -> Option<&Project> {
        self.get(*self.keys.get(&key.to_uppercase())?)
    }

    /// By what a path calls `projectIdOrKey`, in every state.
    pub(crate) fn find(&self, id_or_key: &str) -> Option<&Project> {
        let by_id = id_or_key.parse().ok().and_then(|id| self.get(id));
        by_id.or_else(|| self.by_key(id_or_key))
    }

    /// All of them in every state, by id.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Project> {
        self.by_id.values()
    }

    pub(crate) fn all_mut(&mut self) -> impl Iterator<Item = &mut Project> {
        self.by_id.values_mut()
    }

    /// Gives a project another key; the former one goes on working.
    pub(crate) fn rename_key(&mut self, id: u32, key: String) {
        self.keys.insert(key.to_uppercase(), id);
        if let Some(project) = self.by_id.get_mut(&id) {
            project.key = key;
        }
    }

    /// Takes a project out for good, with its components and versions.
    pub(crate) fn remove(&mut self, id: u32) -> Option<Project> {
        let project = self.by_id.remove(&id)?;
        self.keys.retain(|_, owner| *owner != id);
        self.components.retain(|_, c| c.project != id);
        self.versions.retain(|_, v| v.project != id);
        Some(project)
    }

    /// Keys of a project, the present one first.
    pub(crate) fn keys_of(&self, id: u32) -> Vec<&str> {
        let present = self.get(id).map_or("", |p| &p.key);
        let mut former: Vec<&str> = self
            .keys
            .iter()
            .filter(|(key, owner)| **owner == id && *key != present)
            .map(|(key, _)| key.as_str())
            .collect();
        former.sort_unstable();
        former.insert(0, present);
        former
    }

    /// Forgets a former key, so that another project may take it.
    pub(crate) fn release_key(&mut self, key: &str) {
        self.keys.remove(&key.to_uppercase());
    }

    /// A number that no project has or had.
    pub(crate) fn next_id(&mut self) -> u32 {
        self.last_project = next(self.last_project, self.by_id.keys().next_back());
        self.last_project
    }

    pub(crate) fn next_component_id(&mut self) -> u32 {
        self.last_component = next(self.last_component, self.components.keys().next_back());
        self.last_component
    }

    pub(crate) fn next_version_id(&mut self) -> u32 {
        self.last_version = next(self.last_version, self.versions.keys().next_back());
        self.last_version
    }

    /// The versions of a project in its own order.
    pub(crate) fn versions_of(&self, project: u32) -> Vec<(u32, &Version)> {
        let mut found: Vec<(u32, &Version)> = self
            .versions
            .iter()
            .filter(|(_, v)| v.project == project)
            .map(|(id, v)| (*id, v))
            .collect();
        found.sort_by_key(|(_, v)| v.position);
        found
    }

    /// The components of a project by name.
    pub(crate) fn components_of(&self, project: u32) -> Vec<(u32, &Component)> {
        let mut found: Vec<(u32, &Component)> = self
            .components
            .iter()
            .filter(|(_, c)| c.project == project)
            .map(|(id, c)| (*id, c))
            .collect();
        found.sort_by(|a, b| a.1.name.cmp(&b.1.name));
        found
    }
}

fn next(last: u32, highest: Option<&u32>) -> u32 {
    last.max(highest.copied().unwrap_or(9_999)) + 1
}
