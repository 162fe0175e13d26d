//! Searching users: the nearest thing to a list of them that Confluence has.

use serde_json::{Value, json};

use super::super::answers::{bad_request, ok};
use super::super::viewer::Viewer;
use super::cql::{Clause, Query, parse, words_match};
use super::paging::{Window, links};
use super::views;
use crate::call::Call;
use crate::query::encode;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::org::products::Product;
use crate::state::users::{Kind, User};
use crate::time;

pub(in super::super) const OPERATIONS: &[Operation] =
    &[
        Operation::new("GET", "/wiki/rest/api/search/user", Anonymous, search)
            .scopes("", &["read:content-details:confluence"]),
    ];

pub(super) fn unreadable(cql: &str) -> Reply {
    bad_request(format!("Could not parse cql : {cql}"))
}

/// The query of a call.
pub(super) fn wanted<'a>(call: &'a Call<'_>) -> Result<(&'a str, Query), Reply> {
    let cql = call
        .query
        .filled("cql")
        .ok_or_else(|| bad_request("cql query parameter is required"))?;
    let query = parse(cql).ok_or_else(|| unreadable(cql))?;
    Ok((cql, query))
}

/// The fields of users, and no others.
fn known(clause: &Clause) -> bool {
    match clause.field.as_str() {
        "type" | "user" | "user.accountid" | "user.userkey" => clause.operator.names(),
        "user.fullname" => clause.operator.names() || clause.operator.searches(),
        _ => false,
    }
}

fn fits(clause: &Clause, user: &User, current: &str) -> bool {
    clause.holds(|operand| match clause.field.as_str() {
        "type" => operand.text().eq_ignore_ascii_case("user"),
        "user" | "user.accountid" => operand.or_current(current) == &*user.id,
        "user.fullname" if clause.operator.searches() => words_match(&user.name, operand.text()),
        "user.fullname" => operand.text().eq_ignore_ascii_case(&user.name),
        // Keys of accounts were given up for account ids.
        _ => false,
    })
}

/// Whether the filter by permission lets an account through. Inactive accounts keep their groups,
/// and are found with them.
fn admitted(state: &State, account: u32, filter: &str) -> bool {
    let user = state.users.get(account);
    let known = user.visible() && user.kind != Kind::Customer;
    match filter {
        "all" => known,
        // The site has no guests.
        "externalCollaborator" => false,
        _ => known && state.has_access(account, Product::Confluence),
    }
}

/// Pages go by `start`, and no link leads to the next one.
fn search(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    let (cql, query) = wanted(call)?;
    if !query.filter.clauses().into_iter().all(known) {
        return Err(unreadable(cql));
    }
    let filter = call
        .query
        .filled("sitePermissionTypeFilter")
        .unwrap_or("none");
    if !["all", "externalCollaborator", "none"].contains(&filter) {
        return Err(bad_request(format!(
            "Invalid sitePermissionTypeFilter : {filter}"
        )));
    }
    let window = Window::of(call, 25, usize::MAX)?;
    let current = viewer.account_id(viewer.account);
    let found: Vec<u32> = (0_u32..)
        .zip(state.users.all())
        .filter(|(at, user)| {
            admitted(&state, *at, filter)
                && query.filter.fits(&|clause| fits(clause, user, current))
        })
        .map(|(at, _)| at)
        .collect();
    let rows: Vec<Value> = window
        .cut(found.iter())
        .map(|at| result(&viewer, *at))
        .collect();
    ok(&json!({
        "size": rows.len(),
        "results": rows,
        "start": window.start,
        "limit": window.limit,
        "totalSize": found.len(),
        "cqlQuery": cql,
        "searchDuration": 12,
        "_links": links(&viewer),
    }))
}

fn result(viewer: &Viewer<'_>, account: u32) -> Value {
    let user = viewer.state.users.get(account);
    json!({
        "user": views::user(viewer, account, Some("")),
        "title": &*user.name,
        "excerpt": "",
        "url": format!("/people/{}", encode(&user.id)),
        "breadcrumbs": [],
        "entityType": "user",
        "iconCssClass": "aui-icon content-type-profile",
        "lastModified": time::rfc3339(time::GENERATED_AT),
        "friendlyLastModified": "Oct 01, 2026",
        "score": 0.0,
    })
}
