//! Suspending, restoring and removing accounts of the directory.
//!
//! These and the other changes to people and groups have no scope of their own: they take a key
//! without scopes.

use super::shared::{directory, no_such_user};
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Organization;
use crate::routes::Operation;
use crate::state::State;
use crate::state::org::events::{About, Action};
use crate::state::users::{Kind, Membership};

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "POST",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}/suspend",
        Organization(""),
        suspend,
    ),
    Operation::new(
        "POST",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}/restore",
        Organization(""),
        restore,
    ),
    Operation::new(
        "DELETE",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}",
        Organization(""),
        remove,
    ),
];

/// A person in the directory.
pub(super) fn member(state: &State, id: &str) -> Result<u32, Reply> {
    state
        .users
        .find(id)
        .filter(|account| state.users.get(*account).kind == Kind::Atlassian)
        .ok_or_else(no_such_user)
}

/// The person that the path names.
fn named(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    directory(call, state)?;
    member(state, call.nth_param(2))
}

/// Groups and roles are kept, but nothing comes of them.
fn suspend(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let account = named(call, &state)?;
    state.users.get_mut(account).membership = Membership::Suspended;
    let about = [About::User(account)];
    state.note_event(call.now(), call.actor(), Action::UserSuspended, &about);
    Ok(Reply::empty(204))
}

fn restore(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let account = named(call, &state)?;
    state.users.get_mut(account).membership = Membership::Active;
    let about = [About::User(account)];
    state.note_event(call.now(), call.actor(), Action::UserRestored, &about);
    Ok(Reply::empty(204))
}

/// Who comes back later has to be given groups and roles anew.
fn remove(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let account = named(call, &state)?;
    let about = [About::User(account)];
    state.note_event(call.now(), call.actor(), Action::UserRemoved, &about);
    state.remove_user(account);
    Ok(Reply::empty(204))
}
