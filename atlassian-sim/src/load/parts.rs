//! What hangs on an issue: comments, worklogs, attachments.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Loader;
use super::values::{list, moment, need, number, text};
use crate::state::jira::issue::{Adf, Attachment, Comment, Content, Issue, Worklog};

/// Who wrote and changed something, and when.
struct Written {
    author: Option<u32>,
    update_author: Option<u32>,
    created: i64,
    updated: i64,
}

fn no_text() -> Adf {
    r#"{"content":[],"type":"doc","version":1}"#.into()
}

impl Loader<'_> {
    fn written(&mut self, value: &Value, issue: &Issue) -> Result<Written, String> {
        let created = moment(value, "created")?.unwrap_or(issue.created);
        let author = self.person(&value["author"]);
        Ok(Written {
            author,
            update_author: self.person(&value["updateAuthor"]).or(author),
            created,
            updated: moment(value, "updated")?.unwrap_or(created),
        })
    }

    /// The comments of the list, which may be fewer than its total says.
    pub(super) fn take_comments(
        &mut self,
        issue: &mut Issue,
        fields: &Value,
    ) -> Result<(), String> {
        for value in list(&fields["comment"], "comments") {
            let written = self.written(value, issue)?;
            let comment = Comment {
                id: self.state.jira.issues.comments.give(issue.id),
                author: written.author,
                update_author: written.update_author,
                created: written.created,
                updated: written.updated,
                body: self.rich(value, "body")?.unwrap_or_else(no_text),
                visibility: self.visibility(&value["visibility"]),
                parent: None,
                properties: BTreeMap::new(),
            };
            issue.comments.push(comment);
        }
        Ok(())
    }

    pub(super) fn take_worklogs(
        &mut self,
        issue: &mut Issue,
        fields: &Value,
    ) -> Result<(), String> {
        for value in list(&fields["worklog"], "worklogs") {
            let written = self.written(value, issue)?;
            let seconds = number(value, "timeSpentSeconds")
                .ok_or_else(|| "`timeSpentSeconds` of a worklog is missing".to_owned())?;
            let worklog = Worklog {
                id: self.state.jira.issues.worklogs.give(issue.id),
                author: written.author,
                update_author: written.update_author,
                created: written.created,
                updated: written.updated,
                started: moment(value, "started")?.unwrap_or(written.created),
                seconds,
                comment: self.rich(value, "comment")?,
                visibility: self.visibility(&value["visibility"]),
                properties: BTreeMap::new(),
            };
            issue.worklogs.push(worklog);
        }
        Ok(())
    }

    /// Attachments with made content of the right size: what is in them stands nowhere.
    pub(super) fn take_attachments(
        &mut self,
        issue: &mut Issue,
        fields: &Value,
    ) -> Result<(), String> {
        for value in list(fields, "attachment") {
            let written = self.written(value, issue)?;
            let filename = need(value, "filename", "fields.attachment.filename")?;
            let attachment = Attachment {
                id: self.state.jira.issues.attachments.give(issue.id),
                media_id: self.rng.uuid(),
                filename: filename.to_owned(),
                mime: text(value, "mimeType")
                    .unwrap_or("application/octet-stream")
                    .to_owned(),
                author: written.author,
                created: written.created,
                content: Content::Generated {
                    size: number(value, "size").unwrap_or(0),
                },
            };
            issue.attachments.push(attachment);
        }
        Ok(())
    }
}
