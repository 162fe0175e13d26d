//! Deactivating, activating and deleting accounts, everywhere at once.

use serde_json::{Value, json};

use super::allowed;
use super::privileges::Privilege;
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::state::State;
use crate::state::org::events::{About, Action};

fn note(call: &Call<'_>, state: &mut State, account: u32, action: Action) {
    let about = [About::User(account)];
    state.note_event(call.now(), call.actor(), action, &about);
}

/// 409: the account is in no state for this.
fn ineligible(call: &Call<'_>, code: &str, message: &str) -> Reply {
    errors::user_management_with(
        409,
        "conflict.lifecycleErrors",
        &json!({
            "accountId": call.param(),
            "message": message,
            "errorCodes": [{ "code": code, "message": message }],
        }),
    )
}

/// The body may be left out; a message in it is shown to whom it concerns, and kept nowhere else.
pub(super) fn disable(call: &Call<'_>) -> Answer {
    if !call.body.is_empty() && serde_json::from_slice::<Value>(call.body).is_err() {
        return Err(super::bad_body());
    }
    let mut state = call.write();
    let account = allowed(call, &state, Privilege::Enable)?;
    if !state.org.closings.contains_key(&account) {
        state.deactivate(call.now(), account);
    }
    note(call, &mut state, account, Action::AccountDeactivated);
    Ok(Reply::empty(204))
}

pub(super) fn enable(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let account = allowed(call, &state, Privilege::Enable)?;
    if state.org.closings.contains_key(&account) {
        return Err(ineligible(
            call,
            "deletionPending",
            "The account is to be deleted; cancel the deletion first.",
        ));
    }
    state.activate(account);
    note(call, &mut state, account, Action::AccountActivated);
    Ok(Reply::empty(204))
}

/// Begins the fourteen days in which the deletion can be canceled.
pub(super) fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let account = allowed(call, &state, Privilege::Delete)?;
    if state.org.closings.contains_key(&account) {
        return Err(ineligible(
            call,
            "deletionPending",
            "The account is to be deleted already.",
        ));
    }
    state.schedule_closing(call.now(), account);
    note(call, &mut state, account, Action::AccountDeleted);
    ok(&json!({ "message": "The account will be deleted after a grace period of 14 days." }))
}

pub(super) fn cancel_delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let account = allowed(call, &state, Privilege::Delete)?;
    if !state.org.closings.contains_key(&account) {
        return Err(errors::user_management(404, "notFound"));
    }
    state.activate(account);
    note(call, &mut state, account, Action::DeletionCanceled);
    ok(&json!({ "message": "The deletion of the account was canceled." }))
}
