//! Jira: its configuration, projects and issues.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

pub(crate) mod agile;
mod blob;
pub(crate) mod config;
pub(crate) mod content;
mod diff;
pub(crate) mod event;
pub(crate) mod field;
mod generate;
pub(crate) mod issue;
mod lifecycle;
pub(crate) mod permit;
pub(crate) mod project;
pub(crate) mod screens;
pub(crate) mod sharing;
pub(crate) mod site;
pub(crate) mod store;
pub(crate) mod task;
pub(crate) mod upkeep;
mod values;
pub(crate) mod webhook;

pub(crate) use generate::{generate, issues_to_match};

use config::Config;
use issue::Issue;
use project::{Project, Projects};
use store::Issues;

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Jira {
    pub(crate) config: Config,
    pub(crate) projects: Projects,
    pub(crate) issues: Issues,
    pub(crate) tasks: task::Tasks,
    pub(crate) agile: agile::Agile,
    pub(crate) sharing: sharing::Sharing,
    pub(crate) site: site::Site,
    pub(crate) webhooks: webhook::Webhooks,
    /// Whether anybody registered for events.
    #[serde(skip)]
    pub(crate) listening: bool,
    /// Events that nobody was told of yet.
    #[serde(skip)]
    pub(crate) events: VecDeque<event::Event>,
}

impl Jira {
    /// Notes whether anybody registered for events.
    pub(crate) fn listen(&mut self) {
        self.listening = !self.webhooks.list.is_empty();
    }

    /// The issue that a path calls `issueIdOrKey`; an issue that was moved is found by its old key
    /// too. Keys are read without regard to case.
    pub(crate) fn issue(&self, id_or_key: &str) -> Option<&Issue> {
        if let Ok(id) = id_or_key.parse() {
            return self.issues.get(id);
        }
        let (key, number) = id_or_key.rsplit_once('-')?;
        let number: usize = number.parse().ok()?;
        let id = *self
            .projects
            .by_key(key)?
            .numbers
            .get(number.checked_sub(1)?)?;
        self.issues.get(id)
    }

    /// The issue types of a project, in the order of its scheme.
    pub(crate) fn types_of(&self, project: &Project) -> &[u32] {
        let schemes = &self.config.issue_type_schemes;
        schemes
            .get(&project.issue_type_scheme)
            .map_or(&[], |scheme| &scheme.issue_types)
    }

    /// `ACME-12`
    pub(crate) fn key(&self, issue: &Issue) -> String {
        let key = self.projects.get(issue.project).map_or("", |p| &p.key);
        format!("{key}-{}", issue.number)
    }
}
