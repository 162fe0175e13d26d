//! Confluence's users.

use serde_json::{Value, json};

use super::super::answers::{bad_request, not_found, ok, with_status};
use super::super::viewer::Viewer;
use super::paging::{Window, page};
use super::views::{self, expands, single_user};
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::users::Kind;

const SCOPE: &str = "read:confluence-user";
const DETAILS: &[&str] = &["read:content-details:confluence"];
const EMAIL: &[&str] = &["read:email-address:confluence"];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/wiki/rest/api/user", Anonymous, get).scopes(SCOPE, DETAILS),
    Operation::new("GET", "/wiki/rest/api/user/current", Anonymous, current).scopes(SCOPE, DETAILS),
    Operation::new("GET", "/wiki/rest/api/user/anonymous", Anonymous, anonymous)
        .scopes(SCOPE, &["read:user:confluence"]),
    Operation::new("GET", "/wiki/rest/api/user/bulk", Anonymous, bulk).scopes(SCOPE, DETAILS),
    Operation::new("GET", "/wiki/rest/api/user/memberof", Anonymous, groups)
        .scopes(SCOPE, &["read:user:confluence", "read:group:confluence"]),
    Operation::new("GET", "/wiki/rest/api/user/email", Anonymous, email).scopes("", EMAIL),
    Operation::new("GET", "/wiki/rest/api/user/email/bulk", Anonymous, email).scopes("", EMAIL),
];

/// An account that Confluence knows: portal customers are not among them.
pub(super) fn find(state: &State, id: &str) -> Result<u32, Reply> {
    state
        .users
        .find(id)
        .filter(|at| state.users.get(*at).kind != Kind::Customer)
        .ok_or_else(|| not_found(format!("No user found with account id : {id}")))
}

/// The account that the parameter `accountId` names.
pub(super) fn wanted(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    let id = call
        .query
        .filled("accountId")
        .ok_or_else(|| bad_request("The query parameter accountId is required"))?;
    find(state, id)
}

fn current(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    ok(&single_user(&viewer, viewer.account))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    ok(&single_user(&viewer, wanted(call, &state)?))
}

/// How nobody is shown.
fn anonymous(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    let mut view = json!({
        "type": "anonymous",
        "profilePicture": {
            "path": "/wiki/images/icons/profilepics/anonymous.svg",
            "width": 48,
            "height": 48,
            "isDefault": true,
        },
        "displayName": "Anonymous",
        "_expandable": {},
        "_links": {
            "base": viewer.base(),
            "context": "/wiki",
            "self": format!("{}/rest/api/user/anonymous", viewer.base()),
        },
    });
    if expands(&viewer, Some(""), "operations") {
        view["operations"] = json!([]);
    } else {
        view["_expandable"]["operations"] = "".into();
    }
    ok(&view)
}

/// The first hundred of the ids; those that nobody has are dropped without a word.
fn bulk(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    let ids: Vec<&str> = call
        .query
        .all("accountId")
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .filter(|id| !id.is_empty())
        .take(100)
        .collect();
    if ids.is_empty() {
        return Err(bad_request("The query parameter accountId is required"));
    }
    let mut found: Vec<u32> = Vec::new();
    for account in ids.iter().filter_map(|id| find(&state, id).ok()) {
        if !found.contains(&account) {
            found.push(account);
        }
    }
    let window = Window {
        start: 0,
        limit: 100,
    };
    let rows: Vec<Value> = found
        .iter()
        .map(|account| views::user(&viewer, *account, Some("")))
        .collect();
    ok(&page(&viewer, window, found.len(), rows))
}

fn groups(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    let account = wanted(call, &state)?;
    let window = Window::of(call, 200, 200)?;
    let mut groups: Vec<_> = state.users.get(account).groups.iter().collect();
    groups.sort_by_key(|slot| &state.groups.get(**slot).name);
    let rows = window
        .cut(groups.iter())
        .map(|slot| views::group(&viewer, state.groups.get(**slot)))
        .collect();
    ok(&page(&viewer, window, groups.len(), rows))
}

/// Only apps that Atlassian approved are told addresses that profiles hide.
fn email(call: &Call<'_>) -> Answer {
    let state = call.read();
    if call.caller.is_none() {
        return Err(with_status(
            401,
            &json!({ "statusCode": 401, "message": "Unauthorized" }),
        ));
    }
    Viewer::v1(call, &state)?;
    Err(bad_request(
        "The calling app is not approved to use this API",
    ))
}
