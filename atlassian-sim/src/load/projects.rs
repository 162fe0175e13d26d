//! Projects with their components and versions.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Loader;
use super::values::{day, is_project_key, list, need, text};
use crate::jira::bare_project;
use crate::state::ADMIN;
use crate::state::jira::config::{
    IssueTypeScheme, StatusCategory, TransitionKind, Workflow, WorkflowScheme,
};
use crate::state::jira::project::{Component, ComponentAssignee, ProjectType, Version};
use crate::time::GENERATED_AT;

impl Loader<'_> {
    /// A line that is a project. One that the site has already gets what it has not yet.
    pub(super) fn take_project(&mut self, value: &Value) -> Result<(), String> {
        let key = need(value, "key", "key")?;
        if !is_project_key(key) {
            return Err(format!("`key` is no key of a project: {key}"));
        }
        let name = need(value, "name", "name")?;
        let known = self.state.jira.projects.by_key(key).is_some();
        let project = self.project(key, name);
        let lead = self.person(&value["lead"]);
        let found = self.state.jira.projects.get_mut(project);
        if let Some(found) = found.filter(|_| !known) {
            text(value, "description")
                .unwrap_or("")
                .clone_into(&mut found.description);
            found.url = text(value, "url").map(str::to_owned);
            found.lead = lead.unwrap_or(found.lead);
            found.kind = match value["projectTypeKey"].as_str() {
                Some("business") => ProjectType::Business,
                Some("service_desk") => ProjectType::ServiceDesk,
                _ => ProjectType::Software,
            };
        }
        for kind in list(value, "issueTypes") {
            self.issue_type(project, kind, "issueTypes.name")?;
        }
        for component in list(value, "components") {
            self.component(project, component, "components.name")?;
        }
        for version in list(value, "versions") {
            self.version(project, version, "versions.name")?;
        }
        Ok(())
    }

    /// The project with this key, made with issue types and a workflow of its own when it is not
    /// there yet.
    pub(super) fn project(&mut self, key: &str, name: &str) -> u32 {
        if let Some(known) = self.state.jira.projects.by_key(key) {
            return known.id;
        }
        let taken = |name: &str| {
            let mut all = self.state.jira.projects.all();
            all.any(|p| p.name.to_lowercase() == name.to_lowercase())
        };
        let name = if taken(name) {
            format!("{name} ({key})")
        } else {
            name.to_owned()
        };
        let id = self.state.jira.projects.next_id();
        let mut project = bare_project(self.state, id, key, &name, ADMIN);
        let config = &mut self.state.jira.config;
        project.issue_type_scheme = config.next_id();
        let types = IssueTypeScheme {
            name: format!("{key}: Issue Type Scheme"),
            description: String::new(),
            issue_types: Vec::new(),
            default: None,
            is_default: false,
        };
        let kept = &mut config.issue_type_schemes;
        kept.insert(project.issue_type_scheme, types);
        let workflow = Workflow {
            entity_id: self.rng.uuid(),
            name: format!("{key} workflow"),
            description: String::new(),
            statuses: Vec::new(),
            transitions: Vec::new(),
            project: None,
            version: 1,
            created: GENERATED_AT,
            updated: GENERATED_AT,
        };
        let default = config.next_id();
        config.workflows.insert(default, workflow);
        project.workflow_scheme = config.next_id();
        let scheme = WorkflowScheme {
            name: format!("{key} workflow scheme"),
            description: String::new(),
            default,
            mapped: BTreeMap::new(),
        };
        config
            .workflow_schemes
            .insert(project.workflow_scheme, scheme);
        self.state.jira.projects.insert(project);
        self.made.insert(id);
        id
    }

    pub(super) fn component(
        &mut self,
        project: u32,
        value: &Value,
        path: &str,
    ) -> Result<u32, String> {
        let name = need(value, "name", path)?;
        let place = (project, name.to_lowercase());
        if let Some(known) = self.components.get(&place) {
            return Ok(*known);
        }
        let lead = self.person(&value["lead"]);
        let projects = &mut self.state.jira.projects;
        let id = projects.next_component_id();
        let component = Component {
            project,
            name: name.to_owned(),
            description: text(value, "description").map(str::to_owned),
            lead,
            assignee_type: ComponentAssignee::ALL
                .into_iter()
                .find(|it| value["assigneeType"] == it.key())
                .unwrap_or(ComponentAssignee::ProjectDefault),
        };
        projects.components.insert(id, component);
        self.components.insert(place, id);
        Ok(id)
    }

    pub(super) fn version(
        &mut self,
        project: u32,
        value: &Value,
        path: &str,
    ) -> Result<u32, String> {
        let name = need(value, "name", path)?;
        let place = (project, name.to_lowercase());
        if let Some(known) = self.versions.get(&place) {
            return Ok(*known);
        }
        let projects = &mut self.state.jira.projects;
        let last = projects.versions_of(project).last().map(|it| it.1.position);
        let version = Version {
            project,
            name: name.to_owned(),
            description: text(value, "description").map(str::to_owned),
            archived: value["archived"] == true,
            released: value["released"] == true,
            start: day(value, "startDate")?,
            release: day(value, "releaseDate")?,
            position: last.map_or(0, |last| last + 1),
        };
        let id = projects.next_version_id();
        projects.versions.insert(id, version);
        self.versions.insert(place, id);
        Ok(id)
    }

    /// New issues of a new project begin with work that is to be done. A project without any issue
    /// or issue type has what other projects have.
    pub(super) fn finish(&mut self) {
        for id in self.made.clone() {
            let usual = bare_project(self.state, id, "", "", ADMIN);
            let jira = &mut self.state.jira;
            let Some(project) = jira.projects.get_mut(id) else {
                continue;
            };
            let config = &mut jira.config;
            let types = config.issue_type_schemes.get(&project.issue_type_scheme);
            if types.is_none_or(|scheme| scheme.issue_types.is_empty()) {
                config.issue_type_schemes.remove(&project.issue_type_scheme);
                project.issue_type_scheme = usual.issue_type_scheme;
            }
            let scheme = config.workflow_schemes.get(&project.workflow_scheme);
            let Some(workflow) = scheme.map(|scheme| scheme.default) else {
                continue;
            };
            let Some(held) = config.workflows.get_mut(&workflow) else {
                continue;
            };
            if held.statuses.is_empty() {
                config.workflows.remove(&workflow);
                config.workflow_schemes.remove(&project.workflow_scheme);
                project.workflow_scheme = usual.workflow_scheme;
                continue;
            }
            let is_new = |id: &&u32| {
                let status = config.statuses.get(id);
                status.is_some_and(|s| s.category == StatusCategory::New)
            };
            let first = held.statuses.iter().find(is_new).copied();
            let mut begun = held.transitions.iter_mut();
            let begun = begun.find(|t| t.kind == TransitionKind::Initial);
            if let (Some(first), Some(begun)) = (first, begun) {
                begun.to = first;
            }
        }
    }
}
