//! Managed accounts: those on the domains that the organization claims.

use serde_json::{Value, json};

use super::shared::{bad_cursor, no_such_user, open, position, seal, url_links};
use super::user_views::picture;
use crate::call::Call;
use crate::query::encode;
use crate::reply::{Answer, ok};
use crate::routes::Access::Organization;
use crate::routes::Operation;
use crate::state::State;
use crate::state::org::products::{Product, Resource};
use crate::state::users::Kind;
use crate::time::{rfc3339, rfc3339_seconds};

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/admin/v1/orgs/{orgId}/users",
        Organization("read:accounts:admin"),
        list,
    ),
    Operation::new(
        "GET",
        "/admin/v1/orgs/{orgId}/directory/users/{accountId}/last-active-dates",
        Organization("read:directories:admin"),
        last_active_dates,
    ),
];

/// Callers cannot choose the size of a page.
const PAGE: usize = 50;

/// The products that reports of activity know, each with when the account last used it.
fn used(state: &State, account: u32) -> impl Iterator<Item = (Product, &'static str, i64)> {
    Product::ALL.into_iter().filter_map(move |product| {
        let key = product.activity_key()?;
        Some((product, key, state.last_active(account, product)?))
    })
}

/// A cursor holds where the page begins and the total, which is counted for the first page only: in
/// a large organization it takes longer than the page.
fn list(call: &Call<'_>) -> Answer {
    let held: Option<(usize, usize)> = match call.query.filled("cursor") {
        None => None,
        Some(cursor) => {
            let held = open(cursor).and_then(|text| serde_json::from_str(&text).ok());
            Some(held.ok_or_else(bad_cursor)?)
        }
    };
    let state = call.read();
    let managed = |from: usize| {
        let all = state.users.all().iter().enumerate().skip(from);
        all.filter(|(_, user)| state.org.manages(user))
            .map(|(at, _)| at)
    };
    let (start, total) = held.unwrap_or_else(|| (0, managed(0).count()));
    let mut rows = managed(start);
    let data: Vec<Value> = rows
        .by_ref()
        .take(PAGE)
        .filter_map(|at| u32::try_from(at).ok())
        .map(|account| view(call, &state, account))
        .collect();
    let next = rows.next().map(|at| seal(&json!([at, total]).to_string()));
    ok(&json!({
        "data": data,
        "meta": { "total": total },
        "links": url_links(call, next.as_deref()),
    }))
}

fn view(call: &Call<'_>, state: &State, account: u32) -> Value {
    let user = state.users.get(account);
    let access: Vec<Value> = used(state, account)
        .map(|(product, key, at)| {
            json!({
                "key": key,
                "name": product.name(),
                "url": call.world.site_url,
                "last_active": rfc3339(at),
            })
        })
        .collect();
    let mut view = json!({
        "account_id": &*user.id,
        "account_type": user.kind.as_str(),
        "account_status": user.account_status(),
        "name": &*user.name,
        "picture": picture(user),
        "email": &*user.email,
        "access_billable": user.counts(),
        "product_access": access,
        "links": {
            "self": format!(
                "{}/users/{}/manage/profile",
                call.world.gateway_url,
                encode(&user.id)
            ),
        },
    });
    if let Some(at) = used(state, account).map(|(_, _, at)| at).max() {
        view["last_active"] = rfc3339(at).into();
    }
    view
}

/// What the service counts is pages looked at, and it counts a day late: calls change nothing.
fn last_active_dates(call: &Call<'_>) -> Answer {
    let state = call.read();
    let account = state
        .users
        .known(call.nth_param(1))
        .filter(|account| state.users.get(*account).kind == Kind::Atlassian)
        .ok_or_else(no_such_user)?;
    position(call)?;
    let world = call.world;
    let access: Vec<Value> = used(&state, account)
        .map(|(product, key, at)| {
            let stamp = rfc3339_seconds(at);
            json!({
                "id": Resource::Product(product).ari(&world.cloud_id, &world.org_id),
                "key": key,
                "last_active": stamp.get(..10),
                "last_active_timestamp": stamp,
            })
        })
        .collect();
    let added = rfc3339_seconds(state.added_to_org(account));
    ok(&json!({
        "data": {
            "product_access": access,
            "added_to_org": added.get(..10),
            "added_to_org_timestamp": added,
        },
        "links": {},
    }))
}
