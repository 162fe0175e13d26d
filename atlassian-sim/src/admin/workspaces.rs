//! The products of the organization's site, each with its address and its seats.

use serde_json::{Value, json};

use super::shared::{bad_request, cursors, limit, optional_body, resume};
use crate::call::Call;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Organization;
use crate::routes::Operation;
use crate::state::State;
use crate::state::generate::ADMIN;
use crate::state::org::products::{Product, Resource};
use crate::time::{DAY, GENERATED_AT, rfc3339};

pub(crate) const OPERATIONS: &[Operation] = &[Operation::new(
    "POST",
    "/admin/v2/orgs/{orgId}/workspaces",
    Organization("read:workspaces:admin"),
    list,
)];

/// How deep queries may be nested.
const DEPTH: usize = 20;

fn view(call: &Call<'_>, state: &State, product: Product) -> Value {
    let world = call.world;
    let id = Resource::Product(product).ari(&world.cloud_id, &world.org_id);
    let path = if product == Product::Confluence {
        "/wiki"
    } else {
        ""
    };
    json!({
        "id": id,
        "type": "workspaces",
        "attributes": {
            "name": "acme",
            "typeKey": product.key(),
            "type": product.name(),
            "owner": format!("ari:cloud:platform::org/{}", world.org_id),
            "status": "online",
            "statusDetails": [],
            "icons": {},
            "avatars": {},
            "labels": [],
            "sandbox": { "type": "NONE" },
            "capacity": state.seats(product),
            "usage": state.seats_taken(product),
            "createdAt": rfc3339(GENERATED_AT - 1_000 * DAY),
            "createdBy": format!("ari:cloud:identity::user/{}", state.users.get(ADMIN).id),
            "hostUrl": format!("{}{path}", world.site_url),
            "realm": "EU",
            "regions": ["EU"],
        },
        "links": {
            "self": format!("{}/admin/v2/orgs/{}/workspaces/{id}", world.gateway_url, world.org_id),
        },
        "relationships": {},
    })
}

fn invalid(detail: &str) -> Reply {
    bad_request("ADMIN-400-4", detail)
}

/// A cursor stands alone in the body; with a limit beside it the call is refused.
fn list(call: &Call<'_>) -> Answer {
    let request = optional_body(call)?;
    let others = request.as_object().map_or(0, serde_json::Map::len);
    if request.get("cursor").is_some() && others > 1 {
        return Err(invalid("Nothing else can be given together with a cursor."));
    }
    let (request, start) = resume(request)?;
    let size = limit(&request, 20, 1_000).map_err(|_| invalid("The limit is not valid."))?;
    let state = call.read();
    let mut rows: Vec<Value> = Vec::new();
    for product in Product::ALL {
        let view = view(call, &state, product);
        if fits(&view, &request["query"], DEPTH)? {
            rows.push(view);
        }
    }
    sort(&mut rows, &request["sort"]);
    let total = rows.len();
    let end = start.saturating_add(size).min(total);
    let next = (end < total).then_some(end);
    let data: Vec<Value> = rows.into_iter().skip(start).take(size).collect();
    ok(&json!({
        "data": data,
        "meta": { "pageSize": size, "startIndex": start, "endIndex": end, "total": total },
        "links": cursors(&request, start, next),
    }))
}

/// A field such as `attributes.type`.
fn field<'a>(view: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(view, |held, name| &held[name])
}

fn fits(view: &Value, query: &Value, depth: usize) -> Result<bool, Reply> {
    let Some(query) = query.as_object() else {
        return Ok(true);
    };
    let depth = depth
        .checked_sub(1)
        .ok_or_else(|| invalid("The query is nested too deeply."))?;
    let mut all = true;
    for (operator, operand) in query {
        all &= match operator.as_str() {
            "and" | "nor" => {
                let parts = operand.as_array().map_or(&[][..], Vec::as_slice);
                let mut results = Vec::new();
                for part in parts {
                    results.push(fits(view, part, depth)?);
                }
                if operator == "and" {
                    results.iter().all(|held| *held)
                } else {
                    !results.iter().any(|held| *held)
                }
            }
            "field" => match operand["values"].as_array() {
                Some(values) if !values.is_empty() => {
                    let held = field(view, operand["name"].as_str().unwrap_or(""));
                    values.iter().any(|value| same(held, value))
                }
                _ => true,
            },
            "searchWorkspaces" => {
                let text = operand.as_str().unwrap_or("").to_lowercase();
                ["name", "hostUrl"].iter().any(|name| {
                    let held = view["attributes"][name].as_str().unwrap_or("");
                    held.to_lowercase().contains(&text)
                })
            }
            // No workspace has any.
            "features" | "policies" => operand.as_array().is_none_or(Vec::is_empty),
            "value" => true,
            _ => return Err(invalid("The query is not valid.")),
        };
    }
    Ok(all)
}

/// Texts are compared without regard to case.
fn same(held: &Value, value: &Value) -> bool {
    match (held.as_str(), value.as_str()) {
        (Some(held), Some(value)) => held.eq_ignore_ascii_case(value),
        _ => held == value,
    }
}

fn sort(rows: &mut [Value], by: &Value) {
    // The last field first, so that the first one has the last word.
    for sort in by.as_array().into_iter().flatten().rev() {
        let path = sort["field"].as_str().unwrap_or("");
        let down = sort["order"] == "desc";
        rows.sort_by(|one, other| {
            let order = field(one, path)
                .to_string()
                .cmp(&field(other, path).to_string());
            if down { order.reverse() } else { order }
        });
    }
}
