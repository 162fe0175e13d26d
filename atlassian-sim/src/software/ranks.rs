//! Ranks: putting issues right before or right behind others.

use serde_json::Value;

use super::moves::{find_all, may_schedule, no_issue};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::field::RANK;

pub(super) const OPERATIONS: &[Operation] =
    &[
        Operation::new("PUT", "/rest/agile/1.0/issue/rank", Login, rank)
            .scopes("", &["write:issue:jira-software"]),
    ];

/// Where issues go: right before or right behind another one.
#[derive(Debug, Clone, Copy)]
pub(super) enum Target {
    Before(u32),
    Behind(u32),
}

impl Target {
    /// What a body says under two names, of which it may use one; `find` reads the other issue.
    pub(super) fn read(
        body: &Value,
        (before, behind): (&str, &str),
        ids: &[u32],
        find: impl Fn(&str) -> Result<u32, Reply>,
    ) -> Result<Option<Self>, Reply> {
        let field = body["rankCustomFieldId"].as_u64();
        if let Some(field) = field.filter(|f| *f != u64::from(RANK)) {
            return Err(errors::bad_request(format!(
                "The field {field} is not a rank field."
            )));
        }
        let (anchor, target) = match (body[before].as_str(), body[behind].as_str()) {
            (Some(_), Some(_)) => {
                return Err(errors::bad_request(format!(
                    "Only one of {before} and {behind} may be given."
                )));
            }
            (Some(name), None) => {
                let anchor = find(name)?;
                (anchor, Self::Before(anchor))
            }
            (None, Some(name)) => {
                let anchor = find(name)?;
                (anchor, Self::Behind(anchor))
            }
            (None, None) => return Ok(None),
        };
        if ids.contains(&anchor) {
            return Err(errors::bad_request(
                "An issue cannot be ranked against itself.",
            ));
        }
        Ok(Some(target))
    }

    /// The same for a body about issues.
    pub(super) fn of_issues(
        call: &Call<'_>,
        state: &State,
        body: &Value,
        ids: &[u32],
    ) -> Result<Option<Self>, Reply> {
        Self::read(body, ("rankBeforeIssue", "rankAfterIssue"), ids, |name| {
            let found = state.visible_issue(call.caller, name);
            found.map(|issue| issue.id).ok_or_else(|| no_issue(name))
        })
    }
}

fn rank(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let ids = find_all(call, &state, &body["issues"])?;
    let target = Target::of_issues(call, &state, &body, &ids)?;
    if target.is_none() {
        return Err(errors::bad_request(
            "One of rankBeforeIssue and rankAfterIssue is required.",
        ));
    }
    may_schedule(call, &state, &ids)?;
    rank_all(call, &mut state, &ids, target);
    Ok(Reply::empty(204))
}

/// Puts issues, in their order, where they are to go. Without a target they stay.
pub(super) fn rank_all(call: &Call<'_>, state: &mut State, ids: &[u32], target: Option<Target>) {
    let Some(target) = target else { return };
    let issues = &state.jira.issues;
    let (Target::Before(anchor) | Target::Behind(anchor)) = target;
    let at = issues.get(anchor).map_or(0, |issue| issue.rank);
    let others = issues
        .all()
        .filter(|i| i.id != anchor && !ids.contains(&i.id))
        .map(|i| i.rank);
    let (low, high) = match target {
        Target::Before(_) => (others.filter(|r| *r < at).max().unwrap_or(0), at),
        Target::Behind(_) => (
            at,
            others.filter(|r| *r > at).min().unwrap_or(at + (1 << 24)),
        ),
    };
    let step = (high - low) / (ids.len() as u64 + 1);
    if step == 0 {
        state.jira.issues.spread_ranks(call.now());
        return rank_all(call, state, ids, Some(target));
    }
    for (id, nth) in ids.iter().zip(1..) {
        if let Some(issue) = state.jira.issues.edit(*id, call.now()) {
            issue.rank = low + step * nth;
        }
    }
}
