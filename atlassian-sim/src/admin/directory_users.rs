//! The accounts of the directory.

use serde_json::{Value, json};

use super::shared::{
    Scope, choices, cursors, limit, no_such_user, optional_body, query_as_body, resume, scope,
    sort_by,
};
use super::user_filter::UserFilter;
use super::user_views::{PARTS, USUAL, view};
use crate::call::Call;
use crate::reply::{Answer, ok};
use crate::routes::Access::Organization;
use crate::routes::Operation;
use crate::state::State;
use crate::state::org::products::{OrgRole, Resource};
use crate::state::users::{Kind, Membership, Standing};
use crate::time::rfc3339;

const READ: &str = "read:directories:admin";

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/users",
        Organization(READ),
        list,
    ),
    Operation::new(
        "POST",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/search",
        Organization(READ),
        search,
    ),
    Operation::new(
        "GET",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/count",
        Organization(READ),
        count,
    ),
    Operation::new(
        "GET",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/stats",
        Organization(READ),
        stats,
    ),
    Operation::new(
        "GET",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/{userId}",
        Organization(READ),
        get,
    ),
];

const LISTS: &[&str] = &[
    "accountIds",
    "directoryIds",
    "resourceIds",
    "groupIds",
    "status",
    "accountStatus",
    "membershipStatus",
    "roleIds",
    "emailDomains",
];

/// Whether a directory shows the account at all: people only, those in it, and where no directory
/// is named also the managed ones that are in none.
pub(super) fn shown(state: &State, scope: Scope, account: u32) -> bool {
    let user = state.users.get(account);
    user.kind == Kind::Atlassian
        && user.standing != Standing::Unlisted
        && (user.membership != Membership::None
            || scope == Scope::Everywhere && state.org.manages(user))
}

fn list(call: &Call<'_>) -> Answer {
    page(call, query_as_body(call, LISTS), 20, Some(USUAL))
}

fn search(call: &Call<'_>) -> Answer {
    page(call, optional_body(call)?, 50, None)
}

/// A page of accounts: with these parts, or with those that the request names.
fn page(call: &Call<'_>, request: Value, default: usize, parts: Option<&[&str]>) -> Answer {
    let state = call.read();
    let scope = scope(call, &state)?;
    let (request, start) = resume(request)?;
    let size = limit(&request, default, 100)?;
    let wanted = choices(&request, "expand", PARTS.len(), &PARTS)?.unwrap_or_default();
    let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    let parts = parts.unwrap_or(&wanted);
    let filter = UserFilter::of(call, &state, &request)?;
    // In the directory's own order a cursor is an account's place; in any other, a number of rows.
    let (rows, next): (Vec<u32>, Option<usize>) =
        if let Some(down) = sort_by(&request, "nick_name")? {
            let mut sorted: Vec<u32> = filter.matching(&state, scope, 0).collect();
            sorted.sort_by_cached_key(|account| state.nickname(*account).to_lowercase());
            if down {
                sorted.reverse();
            }
            let end = start.saturating_add(size);
            let next = (end < sorted.len()).then_some(end);
            (sorted.into_iter().skip(start).take(size).collect(), next)
        } else {
            let mut rest = filter.matching(&state, scope, start);
            let rows = rest.by_ref().take(size).collect();
            (rows, rest.next().map(|account| account as usize))
        };
    let data: Vec<Value> = rows
        .into_iter()
        .map(|account| view(call, &state, account, parts))
        .collect();
    ok(&json!({ "data": data, "links": cursors(&request, start, next) }))
}

fn count(call: &Call<'_>) -> Answer {
    let state = call.read();
    let scope = scope(call, &state)?;
    let filter = UserFilter::of(call, &state, &query_as_body(call, LISTS))?;
    ok(&json!({ "count": filter.matching(&state, scope, 0).count() }))
}

fn stats(call: &Call<'_>) -> Answer {
    let state = call.read();
    let scope = scope(call, &state)?;
    let mut counts = [("active", 0), ("inactive", 0), ("closed", 0)];
    for account in UserFilter::default().matching(&state, scope, 0) {
        let status = state.users.get(account).account_status();
        for (name, count) in &mut counts {
            *count += usize::from(*name == status);
        }
    }
    let statuses = counts.map(|(status, count)| json!({ "status": status, "count": count }));
    let roles = [
        (Resource::Org, OrgRole::OrgAdmin),
        (Resource::Site, OrgRole::SiteAdmin),
        (Resource::Site, OrgRole::UserAccessAdmin),
    ]
    .map(|(resource, role)| {
        let mut holders = state.holders(|on, held| on == resource && held == role);
        holders.retain(|account| shown(&state, scope, *account));
        json!({ "roleId": role.as_str(), "count": holders.len() })
    });
    ok(&json!({ "accountStatus": statuses, "roles": roles }))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let scope = scope(call, &state)?;
    let account = state
        .users
        .known(call.nth_param(2))
        .filter(|account| shown(&state, scope, *account))
        .ok_or_else(no_such_user)?;
    let mut view = view(call, &state, account, USUAL);
    if let Some(view) = view.as_object_mut() {
        view.remove("links");
        if let Some(at) = state.deactivated_on(account) {
            view.insert("deactivatedOn".to_owned(), rfc3339(at).into());
        }
    }
    ok(&json!({ "data": view }))
}
