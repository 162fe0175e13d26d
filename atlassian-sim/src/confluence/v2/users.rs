//! Looking accounts up, and letting people in.

use serde_json::{Value, json};

use super::super::answers::{ok, v2_bad_parameter, v2_json};
use super::super::v1::email;
use super::super::viewer::Viewer;
use crate::call::Call;
use crate::query::encode;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::groups::CONFLUENCE_USERS;
use crate::state::users::Standing;
use crate::state::wiki::audit::Object;
use crate::state::wiki::spaces::SpaceKind;

const ACCESS: &[&str] = &["read:configuration:confluence"];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/wiki/api/v2/users-bulk", Anonymous, bulk)
        .scopes("", &["read:user:confluence"]),
    Operation::new(
        "POST",
        "/wiki/api/v2/user/access/check-access-by-email",
        Anonymous,
        check,
    )
    .scopes("", ACCESS),
    Operation::new(
        "POST",
        "/wiki/api/v2/user/access/invite-by-email",
        Anonymous,
        invite,
    )
    .scopes("", ACCESS),
];

/// The strings of an array in the body.
fn strings(body: &Value, name: &str, most: usize) -> Result<Vec<String>, Reply> {
    let values = body[name].as_array().into_iter().flatten();
    let values: Vec<String> = values
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    if values.is_empty() || values.len() > most {
        return Err(v2_bad_parameter(format!(
            "'{name}' must have between 1 and {most} values"
        )));
    }
    Ok(values)
}

/// Ids that nobody has are dropped without a word.
fn bulk(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let ids = strings(&v2_json(call)?, "accountIds", 250)?;
    let mut found: Vec<u32> = Vec::new();
    for account in ids.iter().filter_map(|id| state.users.find(id)) {
        if !found.contains(&account) {
            found.push(account);
        }
    }
    let rows: Vec<Value> = found
        .iter()
        .map(|account| view(&viewer, *account))
        .collect();
    ok(&json!({ "results": rows, "_links": { "base": viewer.base() } }))
}

fn view(viewer: &Viewer<'_>, account: u32) -> Value {
    let user = viewer.state.users.get(account);
    let status = match user.standing {
        Standing::Active => "active",
        Standing::Former => "closed",
        _ => "inactive",
    };
    let mut spaces = viewer.spaces();
    let space = spaces.find(|s| s.kind == SpaceKind::Personal && s.author == account);
    let mut view = json!({
        "displayName": &*user.name,
        "timeZone": user.zone,
        "isExternalCollaborator": false,
        "accountStatus": status,
        "accountId": &*user.id,
        "email": email(viewer, account),
        "accountType": user.kind.as_str(),
        "publicName": &*user.name,
        "profilePicture": {
            "path": format!("/wiki/aa-avatar/{}", encode(&user.id)),
            "isDefault": false,
        },
    });
    if let Some(space) = space {
        view["personalSpaceId"] = space.id.to_string().into();
    }
    view
}

fn looks_like_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        let plain = |part: &str| !part.is_empty() && !part.contains(['@', ' ', ',']);
        plain(name) && plain(host) && host.contains('.')
    })
}

/// The account behind an address, if it may use Confluence.
fn admitted(state: &State, address: &str) -> bool {
    let found = state.users.find_by_email(address);
    found.is_some_and(|at| state.uses_confluence(at))
}

fn check(call: &Call<'_>) -> Answer {
    let state = call.read();
    Viewer::v2(call, &state)?;
    let emails = strings(&v2_json(call)?, "emails", 250)?;
    let (valid, invalid): (Vec<String>, Vec<String>) =
        emails.into_iter().partition(|text| looks_like_mail(text));
    let without: Vec<String> = valid
        .into_iter()
        .filter(|address| !admitted(&state, address))
        .collect();
    ok(&json!({ "emailsWithoutAccess": without, "invalidEmails": invalid }))
}

/// Accounts that exist come to use Confluence; an address that nobody has gets an invitation, and
/// nothing can be seen of it until it is accepted.
fn invite(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let author = Viewer::v2(call, &state)?.account;
    let emails = strings(&v2_json(call)?, "emails", 250)?;
    for address in emails.iter().filter(|text| looks_like_mail(text)) {
        let Some(account) = state.users.find_by_email(address) else {
            continue;
        };
        let user = state.users.get(account);
        if user.active() && !admitted(&state, address) {
            let (name, kind) = (user.name.to_string(), "User".to_owned());
            state.join(account, CONFLUENCE_USERS);
            let object = Object { name, kind };
            let summary = "User added to group";
            state
                .wiki
                .note(author, call.now(), summary, "Users and groups", object);
        }
    }
    Ok(Reply::empty(200))
}
