//! An issue as a request wants it, tried out before anything is changed.

use std::collections::BTreeSet;

use serde_json::Value;

use super::request::{Change, Verb};
use super::rules::{Phase, applies, operations};
use super::trouble::{Errors, Read, Trouble};
use super::{custom, hierarchy, values};
use crate::call::Call;
use crate::jira::comment_writes;
use crate::jira::issue_links::Wanted as Link;
use crate::jira::worklog_writes;
use crate::reply::Reply;
use crate::state::State;
use crate::state::jira::field::{FieldId, System};
use crate::state::jira::issue::Issue;

/// What a request adds to an issue besides its values.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) comments: Vec<comment_writes::Draft>,
    pub(super) worklogs: Vec<worklog_writes::Draft>,
    pub(super) links: Vec<Link>,
}

impl Parts {
    pub(super) fn add(self, call: &Call<'_>, state: &mut State, issue: u32) {
        for comment in self.comments {
            comment.add(call, state, issue);
        }
        for worklog in self.worklogs {
            worklog.add(call, state, issue);
        }
        for link in self.links {
            link.add(call, state, issue);
        }
    }
}

pub(super) struct Draft<'a> {
    pub(super) call: &'a Call<'a>,
    pub(super) state: &'a State,
    /// How the issue is; nothing yet at creation.
    old: Option<&'a Issue>,
    /// How the issue will be.
    pub(super) issue: Issue,
    pub(super) phase: Phase,
    pub(super) errors: Errors,
    pub(super) parts: Parts,
    /// The fields that the request speaks of.
    pub(super) named: BTreeSet<FieldId>,
}

/// Why a field is not taken at all.
pub(super) fn not_settable(name: &str) -> String {
    format!("Field '{name}' cannot be set. It is not on the appropriate screen, or unknown.")
}

impl<'a> Draft<'a> {
    /// A new issue.
    pub(super) fn of_new(call: &'a Call<'a>, state: &'a State, issue: Issue) -> Self {
        Self::new(call, state, (None, issue), Phase::Create)
    }

    /// Changes of an issue.
    pub(super) fn of(call: &'a Call<'a>, state: &'a State, issue: &'a Issue, phase: Phase) -> Self {
        Self::new(call, state, (Some(issue), issue.values()), phase)
    }

    fn new(
        call: &'a Call<'a>,
        state: &'a State,
        (old, issue): (Option<&'a Issue>, Issue),
        phase: Phase,
    ) -> Self {
        Self {
            call,
            state,
            old,
            issue,
            phase,
            errors: Errors::default(),
            parts: Parts::default(),
            named: BTreeSet::new(),
        }
    }

    /// Makes the changes as far as they can be made. `shown` are the fields of the screen, where
    /// only those can be changed.
    pub(super) fn apply(&mut self, changes: &[Change<'_>], shown: Option<&[FieldId]>) {
        // What a field may hold depends on the type, and the parent's level on it.
        let rank = |change: &Change<'_>| match change.field {
            Some(FieldId::System(System::Project)) => 0,
            Some(FieldId::System(System::IssueType)) => 1,
            _ => 2,
        };
        let mut changes: Vec<&Change<'_>> = changes.iter().collect();
        changes.sort_by_key(|change| rank(change));
        for change in changes {
            let result = self.change(change, shown);
            self.errors.take(change.name, result);
        }
    }

    fn change(&mut self, change: &Change<'_>, shown: Option<&[FieldId]>) -> Read<()> {
        let refused = || not_settable(change.name);
        let field = change.field.ok_or_else(refused)?;
        let on_screen = shown.is_none_or(|shown| shown.contains(&field));
        if !on_screen || !applies(self.call, self.state, &self.issue, field, self.phase) {
            return Err(refused().into());
        }
        let known = operations(self.state, field);
        if !known.contains(&change.verb.name()) {
            let name = self.state.jira.config.field_name(field);
            return Err(format!(
                "Field with id '{field}' and name '{name}' does not support operation '{}' \
                 Supported operation(s) are: '{}'",
                change.verb.name(),
                known.join(",")
            )
            .into());
        }
        self.named.insert(field);
        match field {
            FieldId::Custom(number) => custom::change(self, number, change),
            FieldId::System(system) => self.system(system, change),
        }
    }

    fn system(&mut self, field: System, change: &Change<'_>) -> Read<()> {
        let value = change.value;
        match field {
            System::Summary => self.issue.summary = values::summary(value)?.into(),
            System::Description => self.issue.description = self.rich_text(value)?,
            System::Environment => self.issue.environment = self.rich_text(value)?,
            System::IssueType => hierarchy::change_type(self, value)?,
            System::Parent => hierarchy::change_parent(self, value)?,
            System::Project => hierarchy::same_project(self, value)?,
            System::Priority => self.issue.priority = values::priority(self.state, value)?,
            System::Resolution => self.issue.resolution = values::resolution(self.state, value)?,
            System::Security => {
                self.issue.security = values::security(self.state, &self.issue, value)?;
            }
            System::Assignee => self.issue.assignee = self.assignee(value)?,
            System::Reporter => self.issue.reporter = values::reporter(self.state, value)?,
            System::DueDate => self.issue.due = values::date(value)?,
            System::Labels => {
                let held = std::mem::take(&mut self.issue.labels);
                self.issue.labels = values::labels(held, change)?;
            }
            System::Components => {
                let held = std::mem::take(&mut self.issue.components);
                self.issue.components = self.several(held, change, values::component)?;
            }
            System::FixVersions => {
                let held = std::mem::take(&mut self.issue.fix_versions);
                self.issue.fix_versions = self.several(held, change, values::version)?;
            }
            System::Versions => {
                let held = std::mem::take(&mut self.issue.affected_versions);
                self.issue.affected_versions = self.several(held, change, values::version)?;
            }
            System::TimeTracking => values::time_tracking(self, value)?,
            System::Comment => {
                let old = self.old.unwrap_or(&self.issue);
                let read = comment_writes::Draft::read(self.call, self.state, old, value);
                self.parts
                    .comments
                    .push(read.map_err(|reply| of_part(&reply))?);
            }
            System::Worklog => {
                let old = self.old.unwrap_or(&self.issue);
                let read = worklog_writes::Draft::read(self.call, self.state, old, value);
                self.parts
                    .worklogs
                    .push(read.map_err(|reply| of_part(&reply))?);
            }
            System::IssueLinks => {
                let read = Link::read(self.call, self.state, value);
                self.parts
                    .links
                    .push(read.map_err(|reply| of_part(&reply))?);
            }
            _ => return Err(not_settable(change.name).into()),
        }
        Ok(())
    }

    /// Rich text as the caller's version of the API writes it.
    pub(super) fn rich_text(&self, value: &Value) -> Read<Option<std::sync::Arc<str>>> {
        values::rich_text(self.call, self.state, value)
    }

    /// Whom to give the issue to; nobody may be named who cannot be assigned.
    fn assignee(&self, value: &Value) -> Read<Option<u32>> {
        if value["accountId"] == "-1" || value["id"] == "-1" || value["name"] == "-1" {
            return Ok(values::automatic_assignee(self.state, &self.issue));
        }
        values::assignee(self.state, &self.issue, value)
    }

    /// The values of a list after a change: each is found by `find`.
    fn several(
        &self,
        held: Vec<u32>,
        change: &Change<'_>,
        find: fn(&State, u32, &Value) -> Read<u32>,
    ) -> Read<Vec<u32>> {
        let find = |value: &Value| find(self.state, self.issue.project, value);
        values::several(held, change.verb, change.value, find)
    }
}

/// What is wrong with a comment, a worklog or a link, as the refusal of its own operation says it.
fn of_part(reply: &Reply) -> Trouble {
    let body: Value = serde_json::from_slice(&reply.body).unwrap_or(Value::Null);
    let of_field = body["errors"]
        .as_object()
        .and_then(|errors| errors.values().next());
    match (
        of_field.and_then(Value::as_str),
        body["errorMessages"][0].as_str(),
    ) {
        (Some(message), _) => message.into(),
        (None, message) => Trouble::Whole(message.unwrap_or("INVALID_INPUT").to_owned()),
    }
}

/// Changes a list of values that are found one by one.
pub(super) fn change_list<T: PartialEq>(held: Vec<T>, verb: Verb, found: Vec<T>) -> Vec<T> {
    let mut list = held;
    match verb {
        Verb::Remove => list.retain(|value| !found.contains(value)),
        Verb::Add => {
            for value in found {
                if !list.contains(&value) {
                    list.push(value);
                }
            }
        }
        Verb::Set | Verb::Edit | Verb::Copy => {
            list.clear();
            return change_list(list, Verb::Add, found);
        }
    }
    list
}
