//! Issue types, statuses, priorities, resolutions and types of links: what the site has by that name,
//! or a new one.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Loader;
use super::values::{need, text};
use crate::state::jira::config::{
    Actors, IssueType, LinkType, Priority, ProjectRole, Resolution, Status, StatusCategory, Table,
    Transition, TransitionKind,
};
use crate::state::jira::issue::Visibility;

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// The number of what has this name.
fn find<T>(table: &Table<T>, name: &str, name_of: impl Fn(&T) -> &str) -> Option<u32> {
    let found = table.iter().find(|(_, it)| same(name_of(it), name));
    found.map(|(id, _)| *id)
}

fn described(value: &Value) -> String {
    text(value, "description").unwrap_or("").to_owned()
}

fn level(value: &Value, name: &str) -> i8 {
    let said = value["hierarchyLevel"].as_i64();
    match said.and_then(|level| i8::try_from(level).ok()) {
        Some(level) => level,
        None if value["subtask"] == true => -1,
        None if same(name, "Epic") => 1,
        None => 0,
    }
}

impl Loader<'_> {
    /// The issue type in the project's scheme.
    pub(super) fn issue_type(
        &mut self,
        project: u32,
        value: &Value,
        path: &str,
    ) -> Result<u32, String> {
        let name = need(value, "name", path)?;
        let level = level(value, name);
        let jira = &mut self.state.jira;
        let Some(home) = jira.projects.get(project) else {
            return Err(format!("the project of `{path}` is missing"));
        };
        let (scheme, own) = (home.issue_type_scheme, home.team_managed.then_some(project));
        let fits = |kind: &IssueType| kind.level == level && same(&kind.name, name);
        let kinds = &jira.config.issue_types;
        let of_project = jira.types_of(home).iter().copied();
        let mut of_project = of_project.filter(|id| kinds.get(id).is_some_and(fits));
        if let Some(known) = of_project.next() {
            return Ok(known);
        }
        let mut others = kinds.iter().filter(|(_, k)| k.project == own && fits(k));
        let known = others.next().map(|(id, _)| *id);
        let id = known.unwrap_or_else(|| {
            let kind = IssueType {
                name: name.to_owned(),
                description: described(value),
                level,
                avatar: match level {
                    ..0 => 10_316,
                    0 => 10_318,
                    1.. => 10_307,
                },
                project: own,
                properties: BTreeMap::new(),
            };
            let id = jira.config.next_id();
            jira.config.issue_types.insert(id, kind);
            id
        });
        if let Some(scheme) = jira.config.issue_type_schemes.get_mut(&scheme) {
            scheme.issue_types.push(id);
            if scheme.default.is_none() && level == 0 {
                scheme.default = Some(id);
            }
        }
        Ok(id)
    }

    /// The status, which the workflow of such issues comes to have.
    pub(super) fn status(&mut self, project: u32, kind: u32, value: &Value) -> Result<u32, String> {
        let name = need(value, "name", "fields.status.name")?;
        let jira = &mut self.state.jira;
        let Some(home) = jira.projects.get(project) else {
            return Err("the project of the issue is missing".to_owned());
        };
        let own = home.team_managed.then_some(project);
        let scheme = jira.config.workflow_schemes.get(&home.workflow_scheme);
        let workflow = scheme.map(|scheme| scheme.workflow(kind));
        let Some(mut workflow) =
            workflow.and_then(|id| jira.config.workflows.remove(&id).map(|w| (id, w)))
        else {
            return Err(format!("the project {} has no workflow", home.key));
        };
        let statuses = &jira.config.statuses;
        let named = |id: &u32| statuses.get(id).is_some_and(|s| same(&s.name, name));
        let known = workflow.1.statuses.iter().copied().find(named);
        let known = known.or_else(|| {
            let mut others = statuses.iter().filter(|(_, s)| s.project == own);
            others.find(|(_, s)| same(&s.name, name)).map(|(id, _)| *id)
        });
        let id = known.unwrap_or_else(|| {
            let category = value["statusCategory"]["key"].as_str();
            let category = StatusCategory::ALL
                .into_iter()
                .find(|it| Some(it.key()) == category)
                .unwrap_or(StatusCategory::Undefined);
            let status = Status {
                name: name.to_owned(),
                description: described(value),
                category,
                project: own,
            };
            let id = jira.config.next_id();
            jira.config.statuses.insert(id, status);
            id
        });
        if !workflow.1.statuses.contains(&id) {
            let name = jira.config.statuses.get(&id).map_or("", |s| &s.name);
            lead_to(&mut workflow.1.transitions, id, name);
            workflow.1.statuses.push(id);
        }
        jira.config.workflows.insert(workflow.0, workflow.1);
        Ok(id)
    }

    pub(super) fn priority(&mut self, value: &Value) -> Option<u32> {
        let name = text(value, "name")?;
        let config = &mut self.state.jira.config;
        let known = find(&config.priorities, name, |p| &p.name);
        Some(known.unwrap_or_else(|| {
            let last = config.priorities.values().map(|p| p.position).max();
            let priority = Priority {
                name: name.to_owned(),
                description: described(value),
                color: "#707070".to_owned(),
                icon: "/images/icons/priorities/medium.svg".to_owned(),
                position: last.unwrap_or(0) + 1,
            };
            let id = config.next_id();
            config.priorities.insert(id, priority);
            id
        }))
    }

    pub(super) fn resolution(&mut self, value: &Value) -> Option<u32> {
        let name = text(value, "name")?;
        let config = &mut self.state.jira.config;
        let known = find(&config.resolutions, name, |r| &r.name);
        Some(known.unwrap_or_else(|| {
            let last = config.resolutions.values().map(|r| r.position).max();
            let resolution = Resolution {
                name: name.to_owned(),
                description: described(value),
                position: last.unwrap_or(0) + 1,
            };
            let id = config.next_id();
            config.resolutions.insert(id, resolution);
            id
        }))
    }

    pub(super) fn link_type(&mut self, value: &Value) -> Result<u32, String> {
        let name = need(value, "name", "fields.issuelinks.type.name")?;
        let config = &mut self.state.jira.config;
        if let Some(known) = find(&config.link_types, name, |l| &l.name) {
            return Ok(known);
        }
        let link_type = LinkType {
            name: name.to_owned(),
            inward: need(value, "inward", "fields.issuelinks.type.inward")?.to_owned(),
            outward: need(value, "outward", "fields.issuelinks.type.outward")?.to_owned(),
        };
        let id = config.next_id();
        config.link_types.insert(id, link_type);
        Ok(id)
    }

    /// Who may see a comment or a worklog. What limits it is made if it is unknown: nothing becomes
    /// visible to more people for being loaded.
    pub(super) fn visibility(&mut self, value: &Value) -> Option<Visibility> {
        let name = text(value, "value")?;
        if value["type"] == "group" {
            let known = self.state.groups.find_by_name(name);
            let slot = known.unwrap_or_else(|| {
                let id = self.rng.uuid();
                self.state.groups.push(id, name.to_owned(), false)
            });
            return Some(Visibility::Group(slot));
        }
        let config = &mut self.state.jira.config;
        let known = find(&config.roles, name, |r| &r.name);
        let role = known.unwrap_or_else(|| {
            let role = ProjectRole {
                name: name.to_owned(),
                description: String::new(),
                project: None,
                default_actors: Actors::default(),
            };
            let id = config.next_id();
            config.roles.insert(id, role);
            id
        });
        Some(Visibility::Role(role))
    }
}

/// Makes a status reachable from all others; the first one is where new issues begin.
fn lead_to(transitions: &mut Vec<Transition>, status: u32, name: &str) {
    let into = |id, name: &str, kind| Transition {
        id,
        name: name.to_owned(),
        kind,
        from: Vec::new(),
        to: status,
        screen: None,
        permission: None,
    };
    if transitions.is_empty() {
        transitions.push(into(1, "Create", TransitionKind::Initial));
    }
    let last = transitions.iter().map(|t| t.id).max().unwrap_or(1);
    transitions.push(into(last / 10 * 10 + 11, name, TransitionKind::Global));
}
