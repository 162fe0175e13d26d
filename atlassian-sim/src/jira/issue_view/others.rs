//! The other issues that an issue names: its parent, its sub-tasks, the ends of its links.

use std::fmt::Write as _;

use super::super::views::url;
use super::{Shared, Writer, quote};
use crate::state::jira::config::IssueType;
use crate::state::jira::issue::Issue;

impl<'a> Writer<'a> {
    /// The parent, if the caller sees it.
    pub(super) fn parent(&self, issue: &Issue) -> Option<&'a Issue> {
        let parent = self.state.jira.issues.get(issue.parent?)?;
        self.state.sees(self.call.caller, parent).then_some(parent)
    }

    /// Another issue, as parents, sub-tasks and links show it.
    pub(super) fn brief(&mut self, out: &mut String, issue: &Issue) {
        let _ = write!(out, r#"{{"id":"{}","key":"#, issue.id);
        quote(out, &self.state.jira.key(issue));
        out.push_str(r#","self":"#);
        quote(out, &url(self.call, &format!("/issue/{}", issue.id)));
        out.push_str(r#","fields":{"summary":"#);
        quote(out, &issue.summary);
        out.push_str(r#","status":"#);
        self.shared(out, Shared::Status, issue.status);
        if let Some(priority) = issue.priority {
            out.push_str(r#","priority":"#);
            self.shared(out, Shared::Priority, priority);
        }
        out.push_str(r#","issuetype":"#);
        self.shared(out, Shared::IssueType, issue.issue_type);
        out.push_str("}}");
    }

    pub(super) fn subtasks(&mut self, out: &mut String, issue: &Issue) {
        let (state, caller) = (self.state, self.call.caller);
        let kinds = &state.jira.config.issue_types;
        let children = state.jira.issues.children(issue.id).filter(|child| {
            let kind = kinds.get(&child.issue_type);
            kind.is_some_and(IssueType::is_subtask) && state.sees(caller, child)
        });
        out.push('[');
        for (at, child) in children.enumerate() {
            if at > 0 {
                out.push(',');
            }
            self.brief(out, child);
        }
        out.push(']');
    }

    /// The links whose other end the caller sees; only that end is named.
    pub(super) fn links(&mut self, out: &mut String, issue: &Issue) {
        let (state, caller) = (self.state, self.call.caller);
        let ends = issue.links.iter().filter_map(|id| {
            let link = state.jira.issues.links.get(id)?;
            let (side, other) = link.seen_from(issue.id);
            let other = state.jira.issues.get(other)?;
            state
                .sees(caller, other)
                .then_some((*id, link.link_type, side, other))
        });
        out.push('[');
        for (at, (id, kind, side, other)) in ends.enumerate() {
            if at > 0 {
                out.push(',');
            }
            let _ = write!(out, r#"{{"id":"{id}","self":"#);
            quote(out, &url(self.call, &format!("/issueLink/{id}")));
            out.push_str(r#","type":"#);
            self.shared(out, Shared::LinkType, kind);
            let _ = write!(out, r#","{side}":"#);
            self.brief(out, other);
            out.push('}');
        }
        out.push(']');
    }
}
