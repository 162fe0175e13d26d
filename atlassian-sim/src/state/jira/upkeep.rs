//! Keeps what hangs together together when a part of it goes.

use std::collections::{BTreeMap, BTreeSet};

use super::Jira;
use super::agile::Location;
use super::config::{
    Config, IssueType, IssueTypeScheme, Status, StatusCategory, Transition, TransitionKind,
    Workflow, WorkflowScheme,
};
use super::project::Project;

impl Jira {
    /// The workflow of issues of this type in a project.
    pub(crate) fn workflow_of(&self, project: &Project, issue_type: u32) -> Option<&Workflow> {
        let scheme = self.config.workflow_schemes.get(&project.workflow_scheme)?;
        self.config.workflows.get(&scheme.workflow(issue_type))
    }

    /// Deletes a project for good: its issues, components and versions, and what it has for itself
    /// alone.
    pub(crate) fn remove_project(&mut self, id: u32, now: i64) {
        let gone: Vec<u32> = self
            .issues
            .all()
            .filter(|issue| issue.project == id)
            .map(|issue| issue.id)
            .collect();
        for issue in gone {
            self.delete_issue(issue, None, now);
        }
        self.projects.remove(id);
        let here = Location::Project(id);
        self.agile.boards.retain(|_, board| board.location != here);
        self.config.forget_project(id);
    }
}

impl Config {
    /// The scheme that projects have unless told otherwise.
    pub(crate) fn default_issue_type_scheme(&self) -> Option<u32> {
        let mut schemes = self.issue_type_schemes.iter();
        schemes.find(|(_, s)| s.is_default).map(|(id, _)| *id)
    }

    fn forget_project(&mut self, id: u32) {
        let own_types: BTreeSet<u32> = owned(&self.issue_types, id, |t| t.project);
        let own_workflows: BTreeSet<u32> = owned(&self.workflows, id, |w| w.project);
        self.issue_types.retain(|_, t| t.project != Some(id));
        self.statuses.retain(|_, s| s.project != Some(id));
        self.workflows.retain(|_, w| w.project != Some(id));
        self.roles.retain(|_, r| r.project != Some(id));
        self.issue_type_schemes
            .retain(|_, s| s.is_default || !s.issue_types.iter().any(|t| own_types.contains(t)));
        self.workflow_schemes
            .retain(|_, s| !own_workflows.contains(&s.default));
        for field in self.fields.values_mut() {
            // A context without projects is for all of them: one that loses its last one goes.
            field.contexts.retain_mut(|context| {
                let named = !context.projects.is_empty();
                context.projects.retain(|p| *p != id);
                !named || !context.projects.is_empty()
            });
        }
    }

    /// The issue types, statuses, workflow and schemes of a new team-managed project; the ids of its
    /// issue type scheme and of its workflow scheme.
    pub(crate) fn team_schemes(&mut self, project: u32, key: &str, now: i64) -> (u32, u32) {
        let kinds = [
            ("Epic", 1, 10_307),
            ("Task", 0, 10_318),
            ("Subtask", -1, 10_316),
        ];
        let types: Vec<u32> = kinds
            .into_iter()
            .map(|(name, level, avatar)| {
                let kind = IssueType {
                    name: name.to_owned(),
                    description: String::new(),
                    level,
                    avatar,
                    project: Some(project),
                    properties: BTreeMap::new(),
                };
                let id = self.next_id();
                self.issue_types.insert(id, kind);
                id
            })
            .collect();
        let scheme = IssueTypeScheme {
            name: format!("{key}: Issue Type Scheme"),
            description: String::new(),
            default: types.get(1).copied(),
            issue_types: types,
            is_default: false,
        };
        let type_scheme = self.next_id();
        self.issue_type_schemes.insert(type_scheme, scheme);
        let workflow = self.team_workflow(project, key, now);
        let scheme = WorkflowScheme {
            name: format!("{key} workflow scheme"),
            description: String::new(),
            default: workflow,
            mapped: BTreeMap::new(),
        };
        let workflow_scheme = self.next_id();
        self.workflow_schemes.insert(workflow_scheme, scheme);
        (type_scheme, workflow_scheme)
    }

    /// From every status into every other.
    fn team_workflow(&mut self, project: u32, key: &str, now: i64) -> u32 {
        use StatusCategory::{Done, Indeterminate, New};
        let names = [
            ("To Do", New),
            ("In Progress", Indeterminate),
            ("Done", Done),
        ];
        let mut statuses = Vec::new();
        let mut transitions = Vec::new();
        for ((name, category), number) in names.into_iter().zip(1_u32..) {
            let id = self.next_id();
            let status = Status {
                name: name.to_owned(),
                description: String::new(),
                category,
                project: Some(project),
            };
            self.statuses.insert(id, status);
            let into = |number, name: &str, kind| Transition {
                id: number,
                name: name.to_owned(),
                kind,
                from: Vec::new(),
                to: id,
                screen: None,
                permission: None,
            };
            if number == 1 {
                transitions.push(into(1, "Create", TransitionKind::Initial));
            }
            transitions.push(into(number * 10 + 1, name, TransitionKind::Global));
            statuses.push(id);
        }
        let id = self.next_id();
        let workflow = Workflow {
            entity_id: entity_id(id),
            name: format!("{key} workflow"),
            description: String::new(),
            statuses,
            transitions,
            project: Some(project),
            version: 1,
            created: now,
            updated: now,
        };
        self.workflows.insert(id, workflow);
        id
    }
}

/// The long id of a workflow that was made after the start.
pub(crate) fn entity_id(id: u32) -> String {
    format!("1a111111-0000-4000-8000-{id:012}")
}

fn owned<T>(
    table: &BTreeMap<u32, T>,
    project: u32,
    owner: impl Fn(&T) -> Option<u32>,
) -> BTreeSet<u32> {
    let own = table.iter().filter(|(_, t)| owner(t) == Some(project));
    own.map(|(id, _)| *id).collect()
}
