//! What logging work does to the times of an issue, and what its history says of that.

use serde_json::json;

use super::on_issues::plain_item;
use super::time_tracking::parse_duration;
use crate::call::Call;
use crate::errors;
use crate::reply::Reply;
use crate::state::State;
use crate::state::jira::field::System;
use crate::state::jira::issue::{ChangeItem, Issue, Worklog};

/// What happens to the remaining estimate.
#[derive(Debug, Clone, Copy)]
pub(super) enum Adjust {
    Leave,
    /// By as much as was logged, or is not any more.
    Auto,
    New(u32),
    /// By as much as the caller says.
    Manual(u32),
}

impl Adjust {
    /// `by` is the parameter that a manual change needs, where such a change is possible.
    pub(super) fn read(call: &Call<'_>, state: &State, by: Option<&str>) -> Result<Self, Reply> {
        let wrong = |field: &str, message: &str| Err(errors::jira_field(400, field, message));
        let amount = |name: &str| {
            let text = call.query.get(name).filter(|text| !text.trim().is_empty());
            text.map(|text| parse_duration(&state.jira.site.time, text))
        };
        let mode = call.query.filled("adjustEstimate").unwrap_or("auto");
        match (mode.to_ascii_lowercase().as_str(), by) {
            ("leave", _) => Ok(Self::Leave),
            ("auto", _) => Ok(Self::Auto),
            ("new", _) => match amount("newEstimate") {
                None => wrong(
                    "newEstimate",
                    "Value is required when adjustEstimate is new",
                ),
                Some(None) => Err(refused(
                    "newEstimate",
                    "You must supply a valid new estimate.",
                )),
                Some(Some(seconds)) => Ok(Self::New(seconds)),
            },
            ("manual", Some(by)) => match amount(by) {
                None => wrong(by, "A value is required for manual estimate adjustment"),
                Some(None) => Err(refused(
                    "adjustmentAmount",
                    "You must supply a valid amount of time to adjust the estimate by.",
                )),
                Some(Some(seconds)) => Ok(Self::Manual(seconds)),
            },
            ("manual", None) => wrong(
                "adjustEstimate",
                "Manual adjustment of remaining estimate not allowed when editing a worklog",
            ),
            _ => wrong(
                "adjustEstimate",
                "The value must be one of 'new', 'leave', 'manual' and 'auto'.",
            ),
        }
    }

    /// The remaining estimate after so many seconds were logged and so many were taken back.
    pub(super) fn apply(self, left: Option<u32>, logged: u32, taken_back: u32) -> Option<u32> {
        let held = left.unwrap_or(0);
        match self {
            Self::Leave => left,
            Self::New(seconds) => Some(seconds),
            Self::Auto => Some(held.saturating_add(taken_back).saturating_sub(logged)),
            Self::Manual(by) if logged > 0 => Some(held.saturating_sub(by)),
            Self::Manual(by) => Some(held.saturating_add(by)),
        }
    }
}

/// The answer where the content of a worklog is to blame.
pub(super) fn refused(field: &str, message: &str) -> Reply {
    Reply::json(
        400,
        &json!({ "errorMessages": ["Worklog must not be null."], "errors": { field: message } }),
    )
}

/// How the times of an issue changed, for its history. A worklog is named on the side on which it
/// exists.
pub(super) fn items(
    before: (Option<u32>, Option<u32>),
    after: (Option<u32>, u32),
    worklog: (Option<u32>, Option<u32>),
    adjust: Adjust,
) -> Vec<ChangeItem> {
    let text = |value: Option<u32>| value.map(|v| v.to_string());
    let change = |field, from: Option<u32>, to: Option<u32>| {
        plain_item(field, text(from).as_deref(), text(to).as_deref())
    };
    let mut items = Vec::new();
    if !matches!(adjust, Adjust::Leave) {
        items.push(change(System::TimeEstimate, before.0, after.0));
    }
    items.push(change(System::TimeSpent, before.1, Some(after.1)));
    items.push(change(System::Worklog, worklog.0, worklog.1));
    items
}

/// What an issue says of its times: the remaining estimate, and the time spent if any was logged.
pub(super) fn times(issue: &Issue) -> (Option<u32>, Option<u32>) {
    let spent = (!issue.worklogs.is_empty()).then(|| issue.time_spent());
    (issue.remaining_estimate, spent)
}

/// Takes worklogs off an issue, for good; the seconds that go with them.
pub(super) fn take(state: &mut State, issue: u32, ids: &[u32], now: i64) -> Vec<Worklog> {
    let issues = &mut state.jira.issues;
    let Some(held) = issues.edit(issue, now) else {
        return Vec::new();
    };
    let (taken, kept): (Vec<Worklog>, Vec<Worklog>) = std::mem::take(&mut held.worklogs)
        .into_iter()
        .partition(|worklog| ids.contains(&worklog.id));
    held.worklogs = kept;
    taken
}

pub(super) fn sum(worklogs: &[Worklog]) -> u32 {
    worklogs
        .iter()
        .fold(0, |sum, w| sum.saturating_add(w.seconds))
}

/// Deletes worklogs with their traces: the feed of deleted ones, the estimate, the history.
pub(super) fn remove(
    state: &mut State,
    issue: u32,
    ids: &[u32],
    adjust: Adjust,
    (by, now): (u32, i64),
) {
    let Some(before) = state.jira.issues.get(issue).map(times) else {
        return;
    };
    let mut left = before;
    for worklog in take(state, issue, ids, now) {
        let issues = &mut state.jira.issues;
        issues.worklogs.remove(worklog.id);
        issues.deleted_worklogs.push((worklog.id, now));
        let after = (
            adjust.apply(left.0, 0, worklog.seconds),
            left.1.unwrap_or(0).saturating_sub(worklog.seconds),
        );
        let items = items(left, after, (Some(worklog.id), None), adjust);
        if let Some(held) = issues.edit(issue, now) {
            held.remaining_estimate = after.0;
        }
        issues.note(issue, by, now, items);
        left = (after.0, Some(after.1));
    }
}
