//! Confluence's users, REST v1.

use serde_json::{Value, json};

use crate::call::Call;
use crate::errors;
use crate::query::encode;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::users::Kind;

const SCOPE: &str = "read:confluence-user";
const GRANULAR: &[&str] = &["read:content-details:confluence"];

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/wiki/rest/api/user/current", Anonymous, current)
        .scopes(SCOPE, GRANULAR),
    Operation::new("GET", "/wiki/rest/api/user", Anonymous, get).scopes(SCOPE, GRANULAR),
];

/// The caller, if it may use Confluence. Nobody at all gets the same answer as an account without
/// a licence.
fn licensed(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    call.caller
        .filter(|account| state.uses_confluence(*account))
        .ok_or_else(errors::confluence_no_access)
}

fn view(call: &Call<'_>, state: &State, at: u32) -> Value {
    let user = state.users.get(at);
    let email = if call.caller == Some(at) {
        Some(&*user.email)
    } else {
        user.shown_email()
    };
    let account_type = if user.kind == Kind::App {
        "app"
    } else {
        "atlassian"
    };
    let site = &call.world.site_url;
    let mut view = json!({
        "type": "known",
        "accountId": &*user.id,
        "accountType": account_type,
        "email": email.unwrap_or(""),
        "publicName": &*user.name,
        "displayName": &*user.name,
        "timeZone": &*user.zone,
        "profilePicture": {
            "path": format!("/wiki/aa-avatar/{}", encode(&user.id)),
            "width": 48,
            "height": 48,
            "isDefault": false,
        },
        "isExternalCollaborator": false,
        "isGuest": false,
        "_expandable": { "operations": "", "personalSpace": "" },
        "_links": {
            "self": format!("{site}/wiki/rest/api/user?accountId={}", user.id),
            "base": format!("{site}/wiki"),
            "context": "/wiki",
        },
    });
    if call.query.lists("expand", "operations") {
        let operations = if state.uses_confluence(at) {
            json!([{ "operation": "use", "targetType": "application" }])
        } else {
            json!([])
        };
        view["operations"] = operations;
        if let Some(expandable) = view["_expandable"].as_object_mut() {
            expandable.remove("operations");
        }
    }
    view
}

fn current(call: &Call<'_>) -> Answer {
    let state = call.read();
    let account = licensed(call, &state)?;
    ok(&view(call, &state, account))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    licensed(call, &state)?;
    let Some(id) = call.query.filled("accountId") else {
        let text = "The query parameter accountId is required";
        return Err(errors::confluence(
            400,
            "BadRequestException",
            text,
            "Bad Request",
        ));
    };
    match state.users.find(id) {
        Some(at) if state.users.get(at).kind != Kind::Customer => ok(&view(call, &state, at)),
        _ => {
            let text = format!("No user found with account id : {id}");
            Err(errors::confluence(
                404,
                "NotFoundException",
                &text,
                "Not Found",
            ))
        }
    }
}
