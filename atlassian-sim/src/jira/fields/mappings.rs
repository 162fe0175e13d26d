//! Which context of a custom field applies where.

use serde_json::{Value, json};

use super::contexts::contexts;
use crate::call::Call;
use crate::errors;
use crate::jira::MANAGE;
use crate::jira::forms::{admits, asked_ids, id as read_id, page};
use crate::paging::Window;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/field/{fieldId}/context/issuetypemapping",
        Login,
        types,
    )
    .scopes(MANAGE, &["read:field:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/field/{fieldId}/context/projectmapping",
        Login,
        projects,
    )
    .scopes(MANAGE, &["read:field:jira"]),
    Operation::new(
        "POST",
        "/rest/api/3/field/{fieldId}/context/mapping",
        Login,
        mapping,
    )
    .scopes(MANAGE, &["read:field:jira"]),
];

fn types(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let ids = asked_ids(call, "contextId")?;
    let state = call.read();
    let found: Vec<Value> = contexts(call, &state)?
        .iter()
        .filter(|context| admits(ids.as_ref(), context.id))
        .flat_map(|context| {
            let id = context.id.to_string();
            let any = context.issue_types.is_empty();
            let any = any.then(|| json!({ "contextId": id, "isAnyIssueType": true }));
            let each = context.issue_types.iter().map(|kind| {
                json!({ "contextId": context.id.to_string(), "issueTypeId": kind.to_string() })
            });
            any.into_iter().chain(each)
        })
        .collect();
    page(call, window, &found, Value::clone)
}

fn projects(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let ids = asked_ids(call, "contextId")?;
    let state = call.read();
    let found: Vec<Value> = contexts(call, &state)?
        .iter()
        .filter(|context| admits(ids.as_ref(), context.id))
        .flat_map(|context| {
            let id = context.id.to_string();
            let any = context.projects.is_empty();
            let any = any.then(|| json!({ "contextId": id, "isGlobalContext": true }));
            let each = context.projects.iter().map(|project| {
                json!({ "contextId": context.id.to_string(), "projectId": project.to_string() })
            });
            any.into_iter().chain(each)
        })
        .collect();
    page(call, window, &found, Value::clone)
}

/// For pairs of project and issue type: the context of the project, or else the global one.
fn mapping(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let body = call.json()?;
    let state = call.read();
    let contexts = contexts(call, &state)?;
    let kinds = &state.jira.config.issue_types;
    let pairs: Vec<(u32, u32)> = body["mappings"]
        .as_array()
        .ok_or_else(|| errors::bad_request("'mappings' must be a list."))?
        .iter()
        .map(|pair| {
            let project = read_id(&pair["projectId"]);
            let project = project.filter(|id| state.jira.projects.get(*id).is_some());
            let kind = read_id(&pair["issueTypeId"]).filter(|id| kinds.contains_key(id));
            Ok((
                project.ok_or_else(|| errors::jira(404, "One of the projects was not found."))?,
                kind.ok_or_else(|| errors::jira(404, "One of the issue types was not found."))?,
            ))
        })
        .collect::<Result<_, Reply>>()?;
    page(call, window, &pairs, |(project, kind)| {
        let own = contexts.iter().find(|c| c.projects.contains(project));
        let context = own.or_else(|| contexts.iter().find(|c| c.projects.is_empty()));
        let context = context.filter(|c| c.covers(*project, *kind));
        json!({
            "projectId": project.to_string(),
            "issueTypeId": kind.to_string(),
            "contextId": context.map(|c| c.id.to_string()),
        })
    })
}
