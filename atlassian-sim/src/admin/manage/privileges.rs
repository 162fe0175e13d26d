//! What may be done to an account, and why something may not.

use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::state::State;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Privilege {
    ReadProfile,
    SetEmail,
    Enable,
    Delete,
    ReadTokens,
    DeleteTokens,
}

const NAMES: [(Privilege, &str); 6] = [
    (Privilege::ReadProfile, "profile.read"),
    (Privilege::SetEmail, "email.set"),
    (Privilege::Enable, "lifecycle.enablement"),
    (Privilege::Delete, "lifecycle.delete"),
    (Privilege::ReadTokens, "apiToken.read"),
    (Privilege::DeleteTokens, "apiToken.delete"),
];

/// The fields of a profile that can be written at all.
pub(super) const FIELDS: [&str; 8] = [
    "name",
    "nickname",
    "zoneinfo",
    "locale",
    "extended_profile.department",
    "extended_profile.job_title",
    "extended_profile.location",
    "extended_profile.organization",
];

const BY_DIRECTORY: &str = "externalDirectory.scim";

/// Why something is not allowed; `None` when it is.
pub(super) fn reason(
    call: &Call<'_>,
    state: &State,
    account: u32,
    privilege: Privilege,
) -> Option<&'static str> {
    let owner = call.key.and_then(|row| state.tokens.org_keys.get(row));
    let own = owner.is_some_and(|key| key.created_by == account);
    match privilege {
        Privilege::Enable | Privilege::Delete if own => Some("administrative.notMyself"),
        Privilege::SetEmail | Privilege::Enable | Privilege::Delete => {
            state.provisioned(account).then_some(BY_DIRECTORY)
        }
        Privilege::ReadProfile | Privilege::ReadTokens | Privilege::DeleteTokens => None,
    }
}

/// Why a field of the profile cannot be written. What an identity provider writes, nobody else
/// does; a place it does not know.
pub(super) fn field_reason(state: &State, account: u32, field: &str) -> Option<&'static str> {
    if !FIELDS.contains(&field) {
        return Some("administrative");
    }
    let kept = field != "extended_profile.location" && state.provisioned(account);
    kept.then_some(BY_DIRECTORY)
}

pub(super) fn unallowed(reason: &str) -> Value {
    json!({ "allowed": false, "reason": { "key": reason } })
}

fn verdict(reason: Option<&str>) -> Value {
    reason.map_or_else(|| json!({ "allowed": true }), unallowed)
}

/// The verdicts that the call asks for, or all of them.
pub(super) fn view(call: &Call<'_>, state: &State, account: u32) -> Value {
    let wanted = |name: &str| {
        call.query.filled("privileges").is_none() || call.query.lists("privileges", name)
    };
    let mut view = Map::new();
    for name in ["profile", "profile.write"] {
        if wanted(name) {
            let fields = FIELDS.map(|field| {
                let reason = field_reason(state, account, field);
                (field.to_owned(), verdict(reason))
            });
            view.insert(name.to_owned(), Value::Object(fields.into_iter().collect()));
        }
    }
    for (privilege, name) in NAMES {
        if wanted(name) {
            let reason = reason(call, state, account, privilege);
            view.insert(name.to_owned(), verdict(reason));
        }
    }
    Value::Object(view)
}
