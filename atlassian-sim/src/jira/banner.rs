//! The announcement that everybody sees on top of every page.

use serde_json::json;

use super::MANAGE;
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::permissions::ADMINISTER;
use crate::state::rng::Rng;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/announcementBanner", Login, get).scopes(MANAGE, &[]),
    Operation::new("PUT", "/rest/api/3/announcementBanner", Login, set).scopes(MANAGE, &[]),
];

fn get(call: &Call<'_>) -> Answer {
    call.need(ADMINISTER, "Only admins can read banner configuration.")?;
    let state = call.read();
    let banner = &state.jira.site.banner;
    // Another text has another hash; that is all it is for.
    let seed = banner.message.bytes().fold(0_u64, |hash, byte| {
        hash.wrapping_mul(31).wrapping_add(u64::from(byte))
    });
    ok(&json!({
        "message": banner.message,
        "isDismissible": banner.dismissible,
        "isEnabled": banner.enabled,
        "visibility": if banner.private { "private" } else { "public" },
        "hashId": Rng::new(seed).hex(32),
    }))
}

/// What is not sent stays as it is.
fn set(call: &Call<'_>) -> Answer {
    call.need(ADMINISTER, "Only admins can update banner configuration.")?;
    let body = call.json()?;
    let flag = |name: &str| match body.get(name) {
        None => Ok(None),
        Some(value) => {
            let wrong = || errors::bad_request(format!("The value of '{name}' is not valid."));
            value.as_bool().map(Some).ok_or_else(wrong)
        }
    };
    let (dismissible, enabled) = (flag("isDismissible")?, flag("isEnabled")?);
    let message = match body.get("message") {
        None => None,
        Some(text) => Some(
            text.as_str()
                .ok_or_else(|| errors::bad_request("Banner message cannot be null."))?,
        ),
    };
    let private = match body.get("visibility").map(|v| v.as_str()) {
        None => None,
        Some(Some("private")) => Some(true),
        Some(Some("public")) => Some(false),
        Some(_) => {
            return Err(errors::bad_request(
                "The visibility must be 'public' or 'private'.",
            ));
        }
    };
    let mut state = call.write();
    let banner = &mut state.jira.site.banner;
    if let Some(message) = message {
        message.clone_into(&mut banner.message);
    }
    banner.dismissible = dismissible.unwrap_or(banner.dismissible);
    banner.enabled = enabled.unwrap_or(banner.enabled);
    banner.private = private.unwrap_or(banner.private);
    Ok(Reply::empty(204))
}
