//! Values that apps keep on projects.

use crate::call::Call;
use crate::jira::entity_properties as kept;
use crate::jira::forms::path_part;
use crate::jira::views::url;
use crate::jira::{MANAGE_PROJECT, READ_WORK};
use crate::reply::Answer;
use crate::routes::Access::Anonymous;
use crate::routes::Operation;

use super::{administered, visible};

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/project/{projectIdOrKey}/properties",
        Anonymous,
        keys,
    )
    .scopes(READ_WORK, &["read:project.property:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/project/{projectIdOrKey}/properties/{propertyKey}",
        Anonymous,
        get,
    )
    .scopes(READ_WORK, &["read:project.property:jira"]),
    Operation::new(
        "PUT",
        "/rest/api/3/project/{projectIdOrKey}/properties/{propertyKey}",
        Anonymous,
        set,
    )
    .scopes(MANAGE_PROJECT, &["write:project.property:jira"]),
    Operation::new(
        "DELETE",
        "/rest/api/3/project/{projectIdOrKey}/properties/{propertyKey}",
        Anonymous,
        delete,
    )
    .scopes(MANAGE_PROJECT, &["delete:project.property:jira"]),
];

fn keys(call: &Call<'_>) -> Answer {
    let state = call.read();
    let project = visible(call, &state, call.param())?;
    let base = url(call, &format!("/project/{}/properties", project.key));
    kept::keys(&project.properties, &base)
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let project = visible(call, &state, call.param())?;
    kept::get(&project.properties, path_part(call, 1))
}

fn set(call: &Call<'_>) -> Answer {
    call.account()?;
    let value = kept::value(call, path_part(call, 1))?;
    let mut state = call.write();
    let id = administered(call, &state, call.param())?.id;
    let project = state.jira.projects.get_mut(id);
    kept::set(
        project.map(|p| &mut p.properties),
        path_part(call, 1),
        value,
    )
}

fn delete(call: &Call<'_>) -> Answer {
    call.account()?;
    let mut state = call.write();
    let id = administered(call, &state, call.param())?.id;
    let project = state.jira.projects.get_mut(id);
    kept::delete(project.map(|p| &mut p.properties), path_part(call, 1))
}
