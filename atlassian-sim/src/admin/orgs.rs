//! Organizations, their directories and their domains.

use serde_json::{Value, json};

use super::shared::{
    bad_cursor, bad_request, cursors, limit, not_found, org_url, position, query_as_body, resume,
    texts, url_links,
};
use crate::call::Call;
use crate::reply::{Answer, ok};
use crate::routes::Access::{Organization, Organizations};
use crate::routes::Operation;
use crate::state::org::Domain;
use crate::state::users::Membership;

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/admin/v1/orgs",
        Organizations("read:orgs:admin"),
        list,
    ),
    Operation::new(
        "GET",
        "/admin/v1/orgs/{orgId}",
        Organization("read:orgs:admin"),
        get,
    ),
    Operation::new(
        "GET",
        "/admin/v2/orgs/{orgId}/directories",
        Organization("read:directories:admin"),
        directories,
    ),
    Operation::new(
        "GET",
        "/admin/v1/orgs/{orgId}/domains",
        Organization("read:domains:admin"),
        domains,
    ),
    Operation::new(
        "GET",
        "/admin/v1/orgs/{orgId}/domains/{domainId}",
        Organization("read:domains:admin"),
        domain,
    ),
];

fn view(call: &Call<'_>, name: &str) -> Value {
    let related = |rest: &str| json!({ "links": { "related": org_url(call, rest) } });
    json!({
        "id": call.world.org_id,
        "type": "orgs",
        "attributes": { "name": name },
        "relationships": { "domains": related("/domains"), "users": related("/users") },
        "links": { "self": org_url(call, "") },
    })
}

fn list(call: &Call<'_>) -> Answer {
    // All of them are on one page, which no cursor leads away from.
    if position(call)? != 0 {
        return Err(bad_cursor());
    }
    let data = [view(call, &call.read().org.name)];
    ok(&json!({ "data": data, "links": url_links(call, None) }))
}

fn get(call: &Call<'_>) -> Answer {
    ok(&json!({ "data": view(call, &call.read().org.name) }))
}

fn directories(call: &Call<'_>) -> Answer {
    let (request, start) = resume(query_as_body(call, &["directoryIds"]))?;
    limit(&request, 20, 100)?;
    let ids = texts(&request, "directoryIds", 10)?;
    let term = request["searchTerm"].as_str().unwrap_or("").to_lowercase();
    let state = call.read();
    let org = &state.org;
    let name = format!("{} Directory", org.name);
    let is_member = |id: &str| {
        state
            .users
            .known(id)
            .is_some_and(|at| state.users.get(at).membership != Membership::None)
    };
    let fits = ids.is_none_or(|ids| ids.contains(&org.directory_id))
        && name.to_lowercase().contains(&term)
        && request["accountId"].as_str().is_none_or(is_member);
    let data: Vec<Value> = (fits && start == 0)
        .then(|| {
            json!({
                "directoryId": org.directory_id,
                "name": name,
                "icon": "https://avatars.example.com/directory",
            })
        })
        .into_iter()
        .collect();
    ok(&json!({ "data": data, "links": cursors(&request, start, None) }))
}

fn domain_view(call: &Call<'_>, domain: &Domain) -> Value {
    json!({
        "id": domain.id,
        "type": "domains",
        "attributes": {
            "name": domain.name,
            "claim": {
                "type": if domain.dns { "dns" } else { "http" },
                "status": if domain.verified { "verified" } else { "unverified" },
            },
        },
        "links": { "self": org_url(call, &format!("/domains/{}", domain.id)) },
    })
}

fn domains(call: &Call<'_>) -> Answer {
    if position(call)? != 0 {
        return Err(bad_cursor());
    }
    let state = call.read();
    let rows = state.org.domains.iter();
    let data: Vec<Value> = rows.map(|domain| domain_view(call, domain)).collect();
    ok(&json!({ "data": data, "links": url_links(call, None) }))
}

fn domain(call: &Call<'_>) -> Answer {
    let id = call.nth_param(1);
    if !id
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    {
        return Err(bad_request("ADMIN-400-2", "The domain id is not valid."));
    }
    let state = call.read();
    match state.org.domains.iter().find(|domain| domain.id == id) {
        Some(domain) => ok(&json!({ "data": domain_view(call, domain) })),
        None => Err(not_found("ADMIN-404-3", "domain")),
    }
}
