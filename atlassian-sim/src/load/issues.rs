//! Issues under their own keys.

use std::sync::Arc;

use serde_json::Value;

use super::Loader;
use super::values::{day, key, list, moment, need, number, text};
use crate::state::ADMIN;
use crate::state::jira::issue::Issue;

impl Loader<'_> {
    /// A line that is an issue; its id here.
    pub(super) fn take_issue(&mut self, value: &Value) -> Result<u32, String> {
        if !value.is_object() {
            return Err("this is no issue: it is no JSON object".to_owned());
        }
        let (project_key, place) = key(value)?;
        let fields = &value["fields"];
        if !fields.is_object() {
            return Err("`fields` is missing".to_owned());
        }
        let summary = need(fields, "summary", "fields.summary")?;
        let created =
            moment(fields, "created")?.ok_or_else(|| "`fields.created` is missing".to_owned())?;
        let name = text(&fields["project"], "name").unwrap_or(project_key);
        let project = self.project(project_key, name);
        let kind = self.issue_type(project, &fields["issuetype"], "fields.issuetype.name")?;
        let status = self.status(project, kind, &fields["status"])?;
        let reporter = self.person(&fields["reporter"]);
        let creator = self.person(&fields["creator"]).or(reporter);
        let mut issue = Issue::new(project, kind, status, creator.unwrap_or(ADMIN), created);
        issue.id = self.state.jira.issues.next_id();
        issue.number = place;
        issue.summary = summary.into();
        issue.reporter = reporter;
        issue.assignee = self.person(&fields["assignee"]);
        issue.priority = self.priority(&fields["priority"]);
        issue.updated = moment(fields, "updated")?.unwrap_or(created);
        issue.resolution = self.resolution(&fields["resolution"]);
        issue.resolved = moment(fields, "resolutiondate")?;
        if issue.resolution.is_some() && issue.resolved.is_none() {
            issue.resolved = Some(issue.updated);
        }
        let moved = moment(fields, "statuscategorychangedate")?;
        issue.category_changed = moved.or(issue.resolved).unwrap_or(created);
        issue.due = day(fields, "duedate")?;
        let tracked = &fields["timetracking"];
        issue.original_estimate = number(fields, "timeoriginalestimate")
            .or_else(|| number(tracked, "originalEstimateSeconds"));
        issue.remaining_estimate =
            number(fields, "timeestimate").or_else(|| number(tracked, "remainingEstimateSeconds"));
        issue.description = self.rich(fields, "description")?;
        issue.environment = self.rich(fields, "environment")?;
        for label in list(fields, "labels").iter().filter_map(Value::as_str) {
            if !issue.labels.iter().any(|known| **known == *label) {
                issue.labels.push(Arc::from(label));
            }
        }
        self.take_parts(&mut issue, fields)?;
        self.take_comments(&mut issue, fields)?;
        self.take_worklogs(&mut issue, fields)?;
        self.take_attachments(&mut issue, fields)?;
        self.place(issue)
    }

    fn take_parts(&mut self, issue: &mut Issue, fields: &Value) -> Result<(), String> {
        let project = issue.project;
        for component in list(fields, "components") {
            let id = self.component(project, component, "fields.components.name")?;
            issue.components.push(id);
        }
        for version in list(fields, "fixVersions") {
            let id = self.version(project, version, "fields.fixVersions.name")?;
            issue.fix_versions.push(id);
        }
        for version in list(fields, "versions") {
            let id = self.version(project, version, "fields.versions.name")?;
            issue.affected_versions.push(id);
        }
        for parts in [
            &mut issue.components,
            &mut issue.fix_versions,
            &mut issue.affected_versions,
        ] {
            parts.sort_unstable();
            parts.dedup();
        }
        Ok(())
    }

    /// Puts the issue where its key says.
    fn place(&mut self, mut issue: Issue) -> Result<u32, String> {
        let jira = &mut self.state.jira;
        let Some(project) = jira.projects.get_mut(issue.project) else {
            return Err("the project of the issue is missing".to_owned());
        };
        let at = (issue.number as usize).saturating_sub(1);
        if project.numbers.len() <= at {
            project.numbers.resize(at + 1, 0);
        }
        let Some(place) = project.numbers.get_mut(at).filter(|id| **id == 0) else {
            return Err(format!(
                "the key {}-{} is taken by another issue",
                project.key, issue.number
            ));
        };
        let id = issue.id;
        *place = id;
        issue.rank = jira.issues.next_rank();
        let at = issue.updated;
        jira.issues.push(issue, at);
        Ok(id)
    }
}
