//! How issues come, change and go.

use super::Jira;
use super::config::{StatusCategory, Workflow};
use super::event::Happened;
use super::field::{FieldId, System};
use super::issue::{ChangeItem, Issue};

impl Jira {
    /// The workflow that an issue goes through.
    pub(crate) fn workflow_for(&self, issue: &Issue) -> Option<&Workflow> {
        let project = self.projects.get(issue.project)?;
        self.workflow_of(project, issue.issue_type)
    }

    pub(crate) fn category_of(&self, status: u32) -> StatusCategory {
        let status = self.config.statuses.get(&status);
        status.map_or(StatusCategory::Undefined, |s| s.category)
    }

    /// Gives a new issue its id, its number and its place below all others; its id.
    pub(crate) fn add_issue(&mut self, mut issue: Issue, now: i64) -> u32 {
        let id = self.issues.next_id();
        issue.id = id;
        issue.rank = self.issues.next_rank();
        issue.number = self.number_in(issue.project, id);
        let creator = issue.creator;
        self.issues.push(issue, now);
        self.emit(Happened::IssueCreated, Some(id), Some(creator), now);
        id
    }

    /// The next number of a project, for this issue.
    fn number_in(&mut self, project: u32, id: u32) -> u32 {
        self.projects.get_mut(project).map_or(0, |project| {
            project.numbers.push(id);
            u32::try_from(project.numbers.len()).unwrap_or(u32::MAX)
        })
    }

    /// Takes over values that were tried out, notes the changes and tells of them. Without changes
    /// nothing happens but that the issue counts as updated.
    pub(crate) fn change_issue(
        &mut self,
        id: u32,
        values: Issue,
        changes: Vec<ChangeItem>,
        (by, now): (u32, i64),
    ) {
        let parent = values.parent;
        let Some(issue) = self.issues.edit(id, now) else {
            return;
        };
        let moves = issue.parent != parent;
        issue.take_values(values);
        if moves {
            self.issues.set_parent(id, parent, now);
        }
        let noted = self.issues.note(id, by, now, changes);
        self.emit(Happened::IssueUpdated(noted), Some(id), Some(by), now);
    }

    /// Gives an issue a new key in another project; the old one goes on working.
    pub(crate) fn rehome(&mut self, values: &mut Issue, project: u32) {
        values.project = project;
        values.number = self.number_in(project, values.id);
    }

    /// Deletes an issue for good, with what hangs on it and its links. Its children lose their
    /// parent: sub-tasks have to be deleted before.
    pub(crate) fn delete_issue(&mut self, id: u32, by: Option<u32>, now: i64) {
        self.emit(Happened::IssueDeleted, Some(id), by, now);
        let children: Vec<u32> = self.issues.children(id).map(|child| child.id).collect();
        for child in children {
            self.issues.set_parent(child, None, now);
        }
        let Some(issue) = self.issues.remove(id, now) else {
            return;
        };
        let worklogs = issue.worklogs.iter().map(|worklog| (worklog.id, now));
        self.issues.deleted_worklogs.extend(worklogs);
        for link in &issue.links {
            let Some(gone) = self.issues.links.remove(link) else {
                continue;
            };
            for end in [gone.source, gone.target] {
                if let Some(other) = self.issues.edit(end, now) {
                    other.links.retain(|other| other != link);
                }
            }
        }
        self.agile.epics.remove(&id);
        let moved = issue.history.iter().flat_map(|change| &change.items);
        let moved = moved
            .into_iter()
            .any(|item| item.field == FieldId::System(System::IssueKey));
        for project in self.projects.all_mut() {
            if project.id == issue.project {
                let at = (issue.number as usize).wrapping_sub(1);
                if let Some(owner) = project.numbers.get_mut(at) {
                    *owner = 0;
                }
            } else if moved {
                // Its old keys go with it.
                for owner in project.numbers.iter_mut().filter(|owner| **owner == id) {
                    *owner = 0;
                }
            }
        }
    }
}
