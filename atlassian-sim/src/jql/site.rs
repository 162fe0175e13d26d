//! The site as one caller sees it at one moment.

use super::ast::Field;
use super::calendar::Zone;
use super::fields::{self, Found};
use crate::state::State;
use crate::state::jira::issue::Issue;
use crate::state::jira::project::Project;

pub(crate) struct Site<'a> {
    pub(crate) state: &'a State,
    pub(crate) caller: Option<u32>,
    pub(crate) now: i64,
    pub(crate) zone: Zone,
    /// The projects that the caller sees, ascending.
    pub(crate) projects: Vec<u32>,
}

impl<'a> Site<'a> {
    pub(crate) fn new(state: &'a State, caller: Option<u32>, now: i64) -> Self {
        let projects = state.jira.projects.all();
        let seen = projects.filter(|p| state.sees_project(caller, p));
        Self {
            state,
            caller,
            now,
            zone: caller.map_or(Zone::Utc, |c| Zone::named(&state.users.get(c).zone)),
            projects: seen.map(|p| p.id).collect(),
        }
    }

    pub(crate) fn sees(&self, project: u32) -> bool {
        self.projects.binary_search(&project).is_ok()
    }

    pub(crate) fn visible(&self) -> impl Iterator<Item = &'a Project> {
        let state = self.state;
        self.projects
            .iter()
            .filter_map(move |id| state.jira.projects.get(*id))
    }

    /// An issue that the caller sees, by key or id.
    pub(crate) fn issue(&self, id_or_key: &str) -> Option<&'a Issue> {
        self.state.visible_issue(self.caller, id_or_key)
    }

    pub(crate) fn fields(&self, field: &Field) -> Vec<Found> {
        fields::find(self.state, &self.projects, field)
    }

    /// Fields that do not exist and fields that the caller may not see are told alike.
    pub(crate) fn no_field(&self, name: &str) -> String {
        if self.caller.is_some() {
            format!("Field '{name}' does not exist or you do not have permission to view it.")
        } else {
            format!(
                "Field '{name}' does not exist or this field cannot be viewed by anonymous users."
            )
        }
    }
}
