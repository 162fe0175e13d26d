//! Policies: the organization API's own operations and those of the control API, on one store.
//!
//! The former answers 202, since a policy takes a while to reach its resources; the latter 200.

use serde_json::{Map, Value, json};

use super::policy_resources::view as resource_view;
use super::shared::{bad_cursor, bad_request, body, not_found, position, seal, url_links};
use crate::call::Call;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Organization;
use crate::routes::Operation;
use crate::state::State;
use crate::state::generate::ADMIN;
use crate::state::org::events::{About, Action};
use crate::state::org::policies::{Policy, PolicyKind};
use crate::time::rfc3339;

const READ: &str = "read:policies:admin";
const WRITE: &str = "write:policies:admin";

macro_rules! policies {
    ($base:literal, $create:ident, $update:ident $(, $delete:ident)?) => {
        [
            Operation::new("GET", $base, Organization(READ), list),
            Operation::new("POST", $base, Organization(WRITE), $create),
            Operation::new(
                "GET",
                concat!($base, "/{policyId}"),
                Organization(READ),
                get,
            ),
            Operation::new(
                "PUT",
                concat!($base, "/{policyId}"),
                Organization(WRITE),
                $update,
            ),
            $(Operation::new(
                "DELETE",
                concat!($base, "/{policyId}"),
                Organization(WRITE),
                $delete,
            ),)?
        ]
    };
}

pub(crate) const OF_ORGANIZATION: &[Operation] = &policies!(
    "/admin/v1/orgs/{orgId}/policies",
    create_accepted,
    update_accepted,
    delete_accepted
);

pub(crate) const OF_CONTROL: &[Operation] = &policies!(
    "/admin/control/v1/orgs/{orgId}/policies",
    create,
    update,
    delete
);

pub(crate) const OF_CONTROL_V2: &[Operation] =
    &policies!("/admin/control/v2/orgs/{orgId}/policies", create, update);

pub(crate) const OTHERS: &[Operation] = &[
    Operation::new(
        "GET",
        "/admin/v1/orgs/{orgId}/policies/{policyId}/validate",
        Organization(READ),
        validate_accepted,
    ),
    Operation::new(
        "GET",
        "/admin/control/v1/orgs/{orgId}/policies/{policyId}/validate",
        Organization(READ),
        validate,
    ),
    Operation::new(
        "POST",
        "/admin/control/v2/orgs/{orgId}/policies/publishDraftPolicies",
        Organization(WRITE),
        publish,
    ),
];

const PAGE: usize = 20;

pub(super) fn no_such_policy() -> Reply {
    not_found("ADMIN-404-5", "policy")
}

fn invalid(detail: &str) -> Reply {
    bad_request("ADMIN-400-4", detail)
}

/// The operations of the organization API say that they have only begun.
pub(super) fn accepted(answer: Answer) -> Answer {
    answer.map(|mut reply| {
        reply.status = 202;
        reply
    })
}

/// A policy as the API of the call shows it: the organization's own knows no more of a data security
/// policy than that there is one, and the second version of the other keeps resources apart.
pub(super) fn view(call: &Call<'_>, policy: &Policy) -> Value {
    let now = call.now();
    let of_organization = call.path.starts_with("/admin/v1/");
    let security = policy.kind == PolicyKind::DataSecurity;
    let mut attributes = json!({
        "type": policy.kind.as_str(),
        "name": policy.name,
        "status": policy.status,
    });
    if !(security && of_organization) {
        attributes["rule"] = policy.rule.clone();
    }
    if security && !of_organization {
        attributes["id"] = policy.id.as_str().into();
        attributes["createdAt"] = rfc3339(policy.created).into();
        attributes["updatedAt"] = rfc3339(policy.updated).into();
        attributes["metadata"] = policy.metadata.clone();
    }
    if !security && !call.path.starts_with("/admin/control/v2/") {
        let resources = policy.resources.iter();
        attributes["resources"] = resources.map(|held| resource_view(now, held)).collect();
    }
    json!({ "id": policy.id, "type": "policy", "attributes": attributes })
}

fn list(call: &Call<'_>) -> Answer {
    let start = usize::try_from(position(call)?).map_err(|_| bad_cursor())?;
    let kind = match call.query.filled("type") {
        None => None,
        Some(text) => match PolicyKind::parse(text) {
            Some(kind) => Some(kind),
            None => return Err(invalid("The policy type is not known.")),
        },
    };
    let state = call.read();
    let fits = |policy: &&Policy| kind.is_none_or(|kind| policy.kind == kind);
    let mut rows = state.org.policies.list.iter().filter(fits).skip(start);
    let data: Vec<Value> = rows
        .by_ref()
        .take(PAGE)
        .map(|policy| view(call, policy))
        .collect();
    let next = rows.next().map(|_| seal(&(start + PAGE).to_string()));
    let mut meta = json!({ "page_size": data.len() });
    if let Some(next) = &next {
        meta["next"] = next.as_str().into();
    }
    let links = url_links(call, next.as_deref());
    ok(&json!({ "data": data, "meta": meta, "links": links }))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let policy = state.org.policies.find(call.nth_param(1));
    let policy = policy.ok_or_else(no_such_policy)?;
    ok(&json!({ "data": view(call, policy) }))
}

/// The attributes of a policy in the body.
fn attributes(body: &Value) -> Result<&Map<String, Value>, Reply> {
    let data = &body["data"];
    if data["type"] != "policy" {
        return Err(invalid("The type must be policy."));
    }
    data["attributes"]
        .as_object()
        .ok_or_else(|| invalid("The attributes are required."))
}

/// Writes the given attributes into a policy.
fn fill(policy: &mut Policy, attributes: &Map<String, Value>, now: i64) -> Result<(), Reply> {
    if let Some(name) = attributes.get("name") {
        let name = name.as_str().filter(|name| !name.trim().is_empty());
        name.ok_or_else(|| invalid("The name must not be empty."))?
            .clone_into(&mut policy.name);
    }
    if let Some(status) = attributes.get("status") {
        let status = status.as_str().unwrap_or("");
        if !policy.kind.statuses().contains(&status) {
            return Err(invalid("The status is not valid."));
        }
        status.clone_into(&mut policy.status);
    }
    if let Some(rule) = attributes.get("rule") {
        let listed = rule["in"]
            .as_array()
            .is_some_and(|list| list.iter().all(Value::is_string));
        if policy.kind != PolicyKind::DataSecurity && !listed {
            return Err(invalid("The rule must list what it allows."));
        }
        policy.rule = rule.clone();
    }
    if let (PolicyKind::DataSecurity, Some(metadata)) = (policy.kind, attributes.get("metadata")) {
        policy.metadata = metadata.clone();
    }
    if let Some(resources) = attributes.get("resources") {
        policy.resources = super::policy_resources::read_all(resources, now)?;
    }
    policy.updated = now;
    Ok(())
}

fn note(call: &Call<'_>, state: &mut State, id: &str, name: &str, action: Action) {
    let about = [About::Other("policies", id, name)];
    state.note_event(call.now(), call.actor(), action, &about);
}

fn create(call: &Call<'_>) -> Answer {
    let body = body(call).map_err(|_| invalid("The request body is not valid JSON."))?;
    let attributes = attributes(&body)?;
    let kind = attributes
        .get("type")
        .and_then(Value::as_str)
        .and_then(PolicyKind::parse)
        .ok_or_else(|| invalid("The policy type is not known."))?;
    let now = call.now();
    let mut state = call.write();
    let security = kind == PolicyKind::DataSecurity;
    let author = call.key.and_then(|row| state.tokens.org_keys.get(row));
    let author = author.map_or(ADMIN, |key| key.created_by);
    let author = state.users.get(author).id.to_string();
    let mut policy = Policy {
        id: state.rng.uuid(),
        kind,
        name: String::new(),
        status: if security { "draft" } else { "enabled" }.to_owned(),
        rule: if security {
            json!({})
        } else {
            json!({ "in": [] })
        },
        metadata: if security {
            json!({ "policyCoverageLevel": "UNASSIGNED", "createdBy": author })
        } else {
            Value::Null
        },
        resources: Vec::new(),
        created: now,
        updated: now,
    };
    fill(&mut policy, attributes, now)?;
    note(
        call,
        &mut state,
        &policy.id,
        &policy.name,
        Action::PolicyCreated,
    );
    let answer = ok(&json!({ "data": view(call, &policy) }));
    state.org.policies.list.push(policy);
    answer
}

fn create_accepted(call: &Call<'_>) -> Answer {
    accepted(create(call))
}

fn update(call: &Call<'_>) -> Answer {
    let body = body(call).map_err(|_| invalid("The request body is not valid JSON."))?;
    let attributes = attributes(&body)?;
    let now = call.now();
    let mut state = call.write();
    let policy = state
        .org
        .policies
        .find_mut(call.nth_param(1))
        .ok_or_else(no_such_policy)?;
    if attributes
        .get("type")
        .is_some_and(|kind| kind != policy.kind.as_str())
    {
        return Err(invalid("The type of a policy cannot be changed."));
    }
    // Into a copy first: a refused change must leave nothing behind.
    let mut changed = policy.clone();
    fill(&mut changed, attributes, now)?;
    *policy = changed.clone();
    note(
        call,
        &mut state,
        &changed.id,
        &changed.name,
        Action::PolicyUpdated,
    );
    ok(&json!({ "data": view(call, &changed) }))
}

fn update_accepted(call: &Call<'_>) -> Answer {
    accepted(update(call))
}

fn delete(call: &Call<'_>) -> Answer {
    let id = call.nth_param(1);
    let mut state = call.write();
    let name = state
        .org
        .policies
        .find(id)
        .map(|policy| policy.name.clone());
    let name = name.ok_or_else(no_such_policy)?;
    state.org.policies.list.retain(|policy| policy.id != id);
    note(call, &mut state, id, &name, Action::PolicyDeleted);
    Ok(Reply::empty(200))
}

fn delete_accepted(call: &Call<'_>) -> Answer {
    accepted(delete(call))
}

fn validate(call: &Call<'_>) -> Answer {
    let state = call.read();
    let policy = state.org.policies.find(call.nth_param(1));
    policy.ok_or_else(no_such_policy)?;
    Ok(Reply::empty(200))
}

fn validate_accepted(call: &Call<'_>) -> Answer {
    accepted(validate(call))
}

/// Puts every draft into force.
fn publish(call: &Call<'_>) -> Answer {
    let now = call.now();
    let mut state = call.write();
    let drafts = state.org.policies.list.iter_mut();
    let mut published: Vec<Policy> = Vec::new();
    for policy in drafts.filter(|policy| policy.status == "draft") {
        "enabled".clone_into(&mut policy.status);
        policy.updated = now;
        published.push(policy.clone());
    }
    for policy in &published {
        note(
            call,
            &mut state,
            &policy.id,
            &policy.name,
            Action::PolicyUpdated,
        );
    }
    let data: Vec<Value> = published.iter().map(|policy| view(call, policy)).collect();
    ok(&json!({ "data": data }))
}
