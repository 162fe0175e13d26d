//! Values that apps keep on issue types.

use super::wanted;
use crate::call::Call;
use crate::jira::entity_properties as kept;
use crate::jira::forms::path_part;
use crate::jira::views::url;
use crate::jira::{MANAGE, READ_WORK};
use crate::reply::{Answer, Reply};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::IssueType;

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/issuetype/{issueTypeId}/properties",
        Anonymous,
        keys,
    )
    .scopes(READ_WORK, &["read:issue-type.property:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/issuetype/{issueTypeId}/properties/{propertyKey}",
        Anonymous,
        get,
    )
    .scopes(READ_WORK, &["read:issue-type.property:jira"]),
    Operation::new(
        "PUT",
        "/rest/api/3/issuetype/{issueTypeId}/properties/{propertyKey}",
        Login,
        set,
    )
    .scopes(MANAGE, &["write:issue-type.property:jira"]),
    Operation::new(
        "DELETE",
        "/rest/api/3/issuetype/{issueTypeId}/properties/{propertyKey}",
        Login,
        delete,
    )
    .scopes(MANAGE, &["delete:issue-type.property:jira"]),
];

fn found<'a>(call: &Call<'_>, state: &'a State) -> Result<&'a IssueType, Reply> {
    let id = wanted(call, state)?;
    let kind = state.jira.config.issue_types.get(&id);
    kind.ok_or_else(super::no_such_type)
}

fn keys(call: &Call<'_>) -> Answer {
    let state = call.read();
    let kind = found(call, &state)?;
    let base = url(call, &format!("/issuetype/{}/properties", call.param()));
    kept::keys(&kind.properties, &base)
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    kept::get(&found(call, &state)?.properties, path_part(call, 1))
}

fn set(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let value = kept::value(call, path_part(call, 1))?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    let kind = state.jira.config.issue_types.get_mut(&id);
    kept::set(kind.map(|k| &mut k.properties), path_part(call, 1), value)
}

fn delete(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    let kind = state.jira.config.issue_types.get_mut(&id);
    kept::delete(kind.map(|k| &mut k.properties), path_part(call, 1))
}
