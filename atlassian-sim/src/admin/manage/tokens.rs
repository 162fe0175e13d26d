//! The API tokens of one account.

use serde_json::{Value, json};

use super::allowed;
use super::privileges::Privilege;
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::state::org::events::{About, Action};
use crate::state::tokens::Expiry;
use crate::time::rfc3339;

/// A bare list.
pub(super) fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let account = allowed(call, &state, Privilege::ReadTokens)?;
    let rows = state.tokens.issued.iter();
    let rows = rows.filter(|token| token.account == account && !token.revoked);
    let list: Vec<Value> = rows
        .map(|token| {
            let mut view = json!({
                "id": token.id,
                "label": token.label,
                "createdAt": rfc3339(token.created),
            });
            if let Some(at) = token.last_active {
                view["lastAccess"] = rfc3339(at).into();
            }
            if let Expiry::At(at) = token.expires {
                view["expiry"] = rfc3339(at).into();
            }
            view
        })
        .collect();
    ok(&list.into())
}

/// The token stops working at once.
pub(super) fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let account = allowed(call, &state, Privilege::DeleteTokens)?;
    let id = call.nth_param(1);
    let mut rows = state.tokens.issued.iter_mut();
    let token = rows
        .find(|token| token.account == account && token.id == id && !token.revoked)
        .ok_or_else(|| errors::user_management(404, "notFound"))?;
    token.revoked = true;
    let label = token.label.clone();
    let about = [About::User(account), About::Other("api-tokens", id, &label)];
    state.note_event(call.now(), call.actor(), Action::TokenRevoked, &about);
    Ok(Reply::empty(204))
}
