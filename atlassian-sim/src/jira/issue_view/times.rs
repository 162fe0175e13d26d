//! Estimates, work and progress, in seconds.

use serde_json::{Value, json};

use super::super::views::parts;
use crate::state::jira::Jira;
use crate::state::jira::config::IssueType;
use crate::state::jira::field::System;
use crate::state::jira::issue::Issue;

/// What was planned, is left and was worked; nothing where nobody said so.
#[derive(Clone, Copy)]
struct Times {
    estimate: Option<u32>,
    left: Option<u32>,
    spent: Option<u32>,
}

impl Times {
    fn of(issue: &Issue) -> Self {
        Self {
            estimate: issue.original_estimate,
            left: issue.remaining_estimate,
            spent: (!issue.worklogs.is_empty()).then(|| issue.time_spent()),
        }
    }

    /// With those of the sub-tasks.
    fn with_subtasks(jira: &Jira, issue: &Issue) -> Self {
        let add = |a: Option<u32>, b: Option<u32>| match (a, b) {
            (Some(a), Some(b)) => Some(a.saturating_add(b)),
            (one, other) => one.or(other),
        };
        let kinds = &jira.config.issue_types;
        let is_subtask = |id| kinds.get(id).is_some_and(IssueType::is_subtask);
        let children = jira.issues.children(issue.id);
        children
            .filter(|child| is_subtask(&child.issue_type))
            .map(Self::of)
            .fold(Self::of(issue), |sum, one| Self {
                estimate: add(sum.estimate, one.estimate),
                left: add(sum.left, one.left),
                spent: add(sum.spent, one.spent),
            })
    }

    fn progress(self) -> Value {
        let done = self.spent.unwrap_or(0);
        let total = done.saturating_add(self.left.unwrap_or(0));
        let mut view = json!({ "progress": done, "total": total });
        if total > 0 {
            view["percent"] = (u64::from(done) * 100 / u64::from(total)).into();
        }
        view
    }
}

pub(super) fn value(jira: &Jira, issue: &Issue, field: System) -> Value {
    let own = Times::of(issue);
    let all = || Times::with_subtasks(jira, issue);
    match field {
        System::TimeSpent => own.spent.into(),
        System::TimeEstimate => own.left.into(),
        System::TimeOriginalEstimate => own.estimate.into(),
        System::Progress => own.progress(),
        System::AggregateTimeSpent => all().spent.into(),
        System::AggregateTimeEstimate => all().left.into(),
        System::AggregateTimeOriginalEstimate => all().estimate.into(),
        System::AggregateProgress => all().progress(),
        System::WorkRatio => match own.estimate {
            Some(estimate) if estimate > 0 => {
                (u64::from(own.spent.unwrap_or(0)) * 100 / u64::from(estimate)).into()
            }
            _ => (-1).into(),
        },
        System::TimeTracking => {
            let mut view = json!({});
            for (name, seconds) in [
                ("originalEstimate", own.estimate),
                ("remainingEstimate", own.left),
                ("timeSpent", own.spent),
            ] {
                if let Some(seconds) = seconds {
                    view[name] = parts::duration(&jira.site.time, seconds).into();
                    view[format!("{name}Seconds")] = seconds.into();
                }
            }
            view
        }
        _ => Value::Null,
    }
}
