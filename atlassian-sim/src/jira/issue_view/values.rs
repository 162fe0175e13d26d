//! The value of each field of an issue.

use serde_json::{Value, json};

use super::super::views::{config, group_name, parts, url};
use super::{INLINE, Shared, Writer, quote, rank, times};
use crate::adf;
use crate::state::jira::field::{EPIC_LINK, RANK, System};
use crate::state::jira::issue::{CustomValue, Issue};
use crate::time;

impl Writer<'_> {
    /// Rich text is kept as JSON text, which is what version 3 wants.
    fn rich(&self, out: &mut String, text: Option<&str>) {
        match text {
            None => out.push_str("null"),
            Some(text) if self.call.wiki_text() => quote(out, &adf::wiki(text)),
            Some(text) => out.push_str(text),
        }
    }

    pub(super) fn system(&mut self, out: &mut String, issue: &Issue, field: System) {
        match field {
            System::Summary => quote(out, &issue.summary),
            System::IssueType => self.shared(out, Shared::IssueType, issue.issue_type),
            System::Status => self.shared(out, Shared::Status, issue.status),
            System::Project => self.shared(out, Shared::Project, issue.project),
            System::Priority => self.maybe(out, Shared::Priority, issue.priority),
            System::Resolution => self.maybe(out, Shared::Resolution, issue.resolution),
            System::Assignee => self.maybe(out, Shared::Person, issue.assignee),
            System::Reporter => self.maybe(out, Shared::Person, issue.reporter),
            System::Creator => self.shared(out, Shared::Person, issue.creator),
            System::Components => self.all(out, Shared::Component, &issue.components),
            System::FixVersions => self.all(out, Shared::Version, &issue.fix_versions),
            System::Versions => self.all(out, Shared::Version, &issue.affected_versions),
            System::Description => self.rich(out, issue.description.as_deref()),
            System::Environment => self.rich(out, issue.environment.as_deref()),
            System::Parent => match self.parent(issue) {
                Some(parent) => self.brief(out, parent),
                None => out.push_str("null"),
            },
            System::Subtasks => self.subtasks(out, issue),
            System::IssueLinks => self.links(out, issue),
            other => out.push_str(&self.plain(issue, other).to_string()),
        }
    }

    /// The fields that every issue has for itself.
    fn plain(&self, issue: &Issue, field: System) -> Value {
        let (call, state) = (self.call, self.state);
        let stamp = |at: i64| Value::from(time::jira(at));
        match field {
            System::Created => stamp(issue.created),
            System::Updated => stamp(issue.updated),
            System::StatusCategoryChangeDate => stamp(issue.category_changed),
            System::ResolutionDate => issue.resolved.map(stamp).into(),
            System::DueDate => issue.due.map(time::date).into(),
            System::StatusCategory => {
                let status = state.jira.config.statuses.get(&issue.status);
                status
                    .map(|s| config::status_category(call, s.category))
                    .into()
            }
            System::Labels => issue.labels.iter().map(|l| Value::from(&**l)).collect(),
            System::Watches => parts::watches(call, state, issue),
            System::Votes => parts::votes(call, state, issue),
            System::Security => self.security(issue),
            System::Attachment => {
                let all = issue.attachments.iter();
                all.map(|a| parts::attachment(call, state, a)).collect()
            }
            System::Comment => self.comments(issue),
            System::Worklog => self.worklogs(issue),
            System::LastViewed
            | System::Summary
            | System::IssueType
            | System::Status
            | System::Project
            | System::Priority
            | System::Resolution
            | System::Assignee
            | System::Reporter
            | System::Creator
            | System::Components
            | System::FixVersions
            | System::Versions
            | System::Description
            | System::Environment
            | System::Parent
            | System::Subtasks
            | System::IssueLinks
            | System::Thumbnail
            | System::IssueKey => Value::Null,
            time => times::value(&self.state.jira, issue, time),
        }
    }

    fn security(&self, issue: &Issue) -> Value {
        let level = issue.security.and_then(|id| {
            let schemes = self.state.jira.config.security_schemes.values();
            schemes.flat_map(|s| &s.levels).find(|l| l.id == id)
        });
        level.map_or(Value::Null, |level| {
            json!({
                "self": url(self.call, &format!("/securitylevel/{}", level.id)),
                "id": level.id.to_string(),
                "description": level.description,
                "name": level.name,
            })
        })
    }

    fn comments(&self, issue: &Issue) -> Value {
        let all: Vec<_> = parts::visible_comments(self.call, self.state, issue).collect();
        // The newest ones, in the order in which they were written.
        let shown: Vec<Value> = all[all.len().saturating_sub(INLINE)..]
            .iter()
            .map(|c| parts::comment(self.call, self.state, issue, c))
            .collect();
        json!({
            "comments": shown,
            "self": url(self.call, &format!("/issue/{}/comment", issue.id)),
            "maxResults": shown.len(),
            "total": all.len(),
            "startAt": 0,
        })
    }

    fn worklogs(&self, issue: &Issue) -> Value {
        let all: Vec<_> = parts::visible_worklogs(self.call, self.state, issue).collect();
        let shown: Vec<Value> = all
            .iter()
            .take(INLINE)
            .map(|w| parts::worklog(self.call, self.state, issue, w))
            .collect();
        json!({ "startAt": 0, "maxResults": INLINE, "total": all.len(), "worklogs": shown })
    }

    pub(super) fn custom(&mut self, out: &mut String, issue: &Issue, number: u32) {
        let value = match number {
            EPIC_LINK => return out.push_str(&self.epic(issue).to_string()),
            RANK => return quote(out, &rank(issue.rank)),
            _ => issue.custom(number),
        };
        match value {
            None => out.push_str("null"),
            Some(CustomValue::Adf(text)) => self.rich(out, Some(text)),
            Some(CustomValue::User(account)) => self.shared(out, Shared::Person, *account),
            Some(CustomValue::Users(accounts)) => self.all(out, Shared::Person, accounts),
            Some(CustomValue::Version(id)) => self.shared(out, Shared::Version, *id),
            Some(CustomValue::Versions(ids)) => self.all(out, Shared::Version, ids),
            Some(CustomValue::Project(id)) => self.shared(out, Shared::Project, *id),
            Some(other) => out.push_str(&self.custom_value(number, other).to_string()),
        }
    }

    /// The key of the epic, in projects that have epics by that field.
    fn epic(&self, issue: &Issue) -> Value {
        let parent = self.parent(issue);
        let kinds = &self.state.jira.config.issue_types;
        let epic = parent.filter(|p| {
            kinds
                .get(&p.issue_type)
                .is_some_and(|t| t.is_epic() && t.project.is_none())
        });
        epic.map(|epic| self.state.jira.key(epic)).into()
    }

    fn custom_value(&self, number: u32, value: &CustomValue) -> Value {
        match value {
            CustomValue::Text(text) => (&**text).into(),
            CustomValue::Number(number) => (*number).into(),
            CustomValue::Date(days) => time::date(*days).into(),
            CustomValue::DateTime(at) => time::jira(*at).into(),
            CustomValue::Labels(labels) => labels.iter().map(|l| Value::from(&**l)).collect(),
            CustomValue::Option(id) => self.option(number, *id),
            CustomValue::Options(ids) => ids.iter().map(|id| self.option(number, *id)).collect(),
            CustomValue::Cascade(id, child) => {
                let mut view = self.option(number, *id);
                if let Some(child) = child {
                    view["child"] = self.option(number, *child);
                }
                view
            }
            CustomValue::Group(slot) => self.group(*slot),
            CustomValue::Groups(slots) => slots.iter().map(|slot| self.group(*slot)).collect(),
            CustomValue::Sprints(ids) => self.sprints(ids),
            CustomValue::Adf(_)
            | CustomValue::User(_)
            | CustomValue::Users(_)
            | CustomValue::Version(_)
            | CustomValue::Versions(_)
            | CustomValue::Project(_) => Value::Null,
        }
    }

    fn option(&self, field: u32, id: u32) -> Value {
        let field = self.state.jira.config.field(field);
        field
            .and_then(|f| f.option(id))
            .map_or(Value::Null, |option| {
                json!({
                    "self": url(self.call, &format!("/customFieldOption/{id}")),
                    "value": option.value,
                    "id": id.to_string(),
                })
            })
    }

    fn group(&self, slot: u32) -> Value {
        group_name(self.call, self.state.groups.get(slot))
    }

    fn sprints(&self, ids: &[u32]) -> Value {
        let all = &self.state.jira.agile.sprints;
        let shown = ids.iter().filter_map(|id| {
            let sprint = all.get(id)?;
            let mut view = json!({
                "id": id,
                "name": sprint.name,
                "state": sprint.state.key(),
                "boardId": sprint.board,
                "goal": sprint.goal.as_deref().unwrap_or(""),
            });
            let dates = [
                ("startDate", sprint.start),
                ("endDate", sprint.end),
                ("completeDate", sprint.completed),
            ];
            for (name, at) in dates {
                if let Some(at) = at {
                    view[name] = time::rfc3339(at).into();
                }
            }
            Some(view)
        });
        shown.collect()
    }
}
