//! Trying out changes of an issue before they are made.

use std::collections::BTreeMap;
use std::mem::take;

use super::issue::Issue;

impl Issue {
    /// A new issue without any values. Its id, number and rank are given when it is added.
    pub(crate) fn new(project: u32, issue_type: u32, status: u32, creator: u32, now: i64) -> Self {
        Self {
            id: 0,
            project,
            number: 0,
            issue_type,
            status,
            priority: None,
            resolution: None,
            security: None,
            reporter: None,
            creator,
            assignee: None,
            parent: None,
            created: now,
            updated: now,
            resolved: None,
            category_changed: now,
            due: None,
            archived: None,
            original_estimate: None,
            remaining_estimate: None,
            rank: 0,
            summary: "".into(),
            description: None,
            environment: None,
            labels: Vec::new(),
            components: Vec::new(),
            fix_versions: Vec::new(),
            affected_versions: Vec::new(),
            custom: Vec::new(),
            comments: Vec::new(),
            worklogs: Vec::new(),
            attachments: Vec::new(),
            links: Vec::new(),
            remote_links: Vec::new(),
            watchers: Vec::new(),
            voters: Vec::new(),
            properties: BTreeMap::new(),
            history: Vec::new(),
        }
    }

    /// The values of the issue without what hangs on it, which may be much.
    pub(crate) fn values(&self) -> Self {
        Self {
            summary: self.summary.clone(),
            description: self.description.clone(),
            environment: self.environment.clone(),
            labels: self.labels.clone(),
            components: self.components.clone(),
            fix_versions: self.fix_versions.clone(),
            affected_versions: self.affected_versions.clone(),
            custom: self.custom.clone(),
            properties: self.properties.clone(),
            comments: Vec::new(),
            worklogs: Vec::new(),
            attachments: Vec::new(),
            links: Vec::new(),
            remote_links: Vec::new(),
            watchers: Vec::new(),
            voters: Vec::new(),
            history: Vec::new(),
            ..*self
        }
    }

    /// Takes over values that were tried out; what hangs on the issue stays, and so does its parent,
    /// which [`Issues::set_parent`](super::store::Issues::set_parent) alone changes.
    pub(crate) fn take_values(&mut self, values: Self) {
        *self = Self {
            parent: self.parent,
            comments: take(&mut self.comments),
            worklogs: take(&mut self.worklogs),
            attachments: take(&mut self.attachments),
            links: take(&mut self.links),
            remote_links: take(&mut self.remote_links),
            watchers: take(&mut self.watchers),
            voters: take(&mut self.voters),
            history: take(&mut self.history),
            ..values
        };
    }
}
