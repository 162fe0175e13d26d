//! What issues are to each other: parents and links. Done last, when all issues are there.

use serde_json::Value;

use super::Loader;
use super::values::{list, text};
use crate::state::jira::issue::{Issue, Link};

impl Loader<'_> {
    pub(super) fn relate(&mut self, id: u32, value: &Value) -> Result<(), String> {
        let fields = &value["fields"];
        self.set_parent(id, fields)?;
        for link in list(fields, "issuelinks") {
            self.link(id, link)?;
        }
        Ok(())
    }

    fn level(&self, issue: &Issue) -> i8 {
        let kinds = &self.state.jira.config.issue_types;
        kinds.get(&issue.issue_type).map_or(0, |kind| kind.level)
    }

    /// The issue of a sub-task has to be there; an epic that is not there is forgotten.
    fn set_parent(&mut self, id: u32, fields: &Value) -> Result<(), String> {
        let jira = &self.state.jira;
        let Some(issue) = jira.issues.get(id) else {
            return Ok(());
        };
        let level = self.level(issue);
        let named = text(&fields["parent"], "key");
        let wanted = named.or_else(|| text(&fields["epic"], "key"));
        let parent = wanted.and_then(|key| jira.issue(key));
        match (wanted, parent) {
            (None, _) if level < 0 => Err("`fields.parent` of the sub-task is missing".to_owned()),
            (Some(key), None) if level < 0 => Err(format!(
                "the issue {key}, whose sub-task this is, is in none of the files"
            )),
            (Some(key), Some(parent)) if self.level(parent) <= level => {
                // The field of epics may name what is none any more.
                if named.is_none() {
                    return Ok(());
                }
                Err(format!(
                    "`fields.parent` {key} cannot be the parent of this issue"
                ))
            }
            (_, Some(parent)) => {
                let (parent, at) = (parent.id, issue.updated);
                self.state.jira.issues.set_parent(id, Some(parent), at);
                Ok(())
            }
            (_, None) => Ok(()),
        }
    }

    /// A link to an issue that is there; the other end may say the same again.
    fn link(&mut self, id: u32, value: &Value) -> Result<(), String> {
        let jira = &self.state.jira;
        let other = |end: &str| Some(jira.issue(text(&value[end], "key")?)?.id);
        let (source, target) = match (other("outwardIssue"), other("inwardIssue")) {
            (Some(target), _) => (id, target),
            (None, Some(source)) => (source, id),
            (None, None) => return Ok(()),
        };
        let link_type = self.link_type(&value["type"])?;
        if source == target || !self.linked.insert((link_type, source, target)) {
            return Ok(());
        }
        let issues = &mut self.state.jira.issues;
        let link = issues.next_link_id();
        issues.links.insert(
            link,
            Link {
                link_type,
                source,
                target,
            },
        );
        for end in [source, target] {
            let at = issues.get(end).map_or(0, |issue| issue.updated);
            if let Some(issue) = issues.edit(end, at) {
                issue.links.push(link);
            }
        }
        Ok(())
    }
}
