//! Votes for issues. People vote for themselves and for nobody else.

use serde_json::Value;

use super::on_issues::{need_feature, seen};
use super::views::{parts, person};
use super::{READ_WORK, WRITE_WORK};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::{Feature, State};

const WRITE: &[&str] = &["write:issue.vote:jira"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/issue/{issueIdOrKey}/votes",
        Anonymous,
        get,
    )
    .scopes(
        READ_WORK,
        &[
            "read:issue.vote:jira",
            "read:user:jira",
            "read:application-role:jira",
            "read:avatar:jira",
            "read:group:jira",
        ],
    ),
    Operation::new("POST", "/rest/api/3/issue/{issueIdOrKey}/votes", Login, add)
        .scopes(WRITE_WORK, WRITE),
    Operation::new(
        "DELETE",
        "/rest/api/3/issue/{issueIdOrKey}/votes",
        Login,
        remove,
    )
    .scopes(WRITE_WORK, WRITE),
];

/// The number is for everybody; the people only for those who may see them.
fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let issue = seen(call, &state)?;
    need_feature(&state, Feature::Voting)?;
    let all = state.may_for(call.caller, issue, "VIEW_VOTERS_AND_WATCHERS");
    let shown = issue.voters.iter().filter(|_| all);
    let mut view = parts::votes(call, &state, issue);
    view["voters"] = shown.map(|account| voter(call, &state, *account)).collect();
    ok(&view)
}

/// Less is told of voters than of other people.
fn voter(call: &Call<'_>, state: &State, account: u32) -> Value {
    let mut view = person(call, state, account);
    if let Some(view) = view.as_object_mut() {
        for name in ["accountType", "emailAddress", "timeZone"] {
            view.remove(name);
        }
    }
    view
}

/// Changes the votes of an issue on which there is still something to vote about. Whoever reported
/// it may vote, too.
fn change(call: &Call<'_>, change: impl FnOnce(&mut Vec<u32>, u32) -> Result<(), Reply>) -> Answer {
    let account = call.account()?;
    let mut state = call.write();
    let issue = seen(call, &state)?;
    need_feature(&state, Feature::Voting)?;
    if issue.resolution.is_some() || issue.archived.is_some() {
        return Err(errors::jira(
            404,
            "You cannot vote for or change your vote on resolved issues.",
        ));
    }
    let issue = issue.id;
    if let Some(held) = state.jira.issues.edit(issue, call.now()) {
        change(&mut held.voters, account)?;
    }
    Ok(Reply::empty(204))
}

fn add(call: &Call<'_>) -> Answer {
    change(call, |voters, account| {
        if !voters.contains(&account) {
            voters.push(account);
        }
        Ok(())
    })
}

fn remove(call: &Call<'_>) -> Answer {
    change(call, |voters, account| {
        let Some(at) = voters.iter().position(|voter| *voter == account) else {
            return Err(errors::jira(
                404,
                "Cannot remove a vote for an issue that the user has not voted for.",
            ));
        };
        voters.remove(at);
        Ok(())
    })
}
