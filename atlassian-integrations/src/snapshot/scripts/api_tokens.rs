//! `jira_api_tokens`: the API tokens of the organization's people.

use atlassian_admin::AccountId;
use atlassian_admin::api_tokens::ApiToken;
use atlassian_core::Timestamp;

use super::application_roles::json;
use super::{Failure, Listed, Recorder};
use crate::snapshot::store::{Row, text};
use crate::source::Organization;

pub(super) async fn run(
    recorder: &Recorder<'_>,
    organization: &Organization,
) -> Result<(), Failure> {
    let (admin, id) = match organization {
        Organization::Known { admin, id } => (admin, id),
        Organization::Absent { reason } => {
            recorder.say(format!("API-token audit skipped: {reason}"));
            return Ok(());
        }
    };
    let pages = admin.api_tokens().list(id.as_str()).pages();
    let refused = match recorder.list(pages, |token| Some(row(token))).await {
        Ok(Listed::Whole) => return Ok(()),
        Ok(Listed::Refused(error)) => error,
        // What a key that has ended is answered with, and an organization id that is not its own. The rest of the
        // snapshot does not depend on it.
        Err(Failure::Service(error))
            if (error.is_not_found() || error.is_unauthorized()) && recorder.is_empty() =>
        {
            error
        }
        Err(failure) => return Err(failure),
    };
    recorder.say(unreadable(&refused));
    Ok(())
}

pub(crate) fn unreadable(error: &atlassian_core::Error) -> String {
    let reason = if error.is_unauthorized() {
        "the organization key is not accepted; it lives for a week unless it was given longer"
    } else {
        "the organization key needs the scope read:tokens:admin, and the organization id must be its own"
    };
    format!("endpoint unreadable: {reason} ({error})")
}

fn row(token: ApiToken) -> Row {
    let time =
        |time: Option<Timestamp>| text(time.map(|t| t.as_str().to_owned()).unwrap_or_default());
    let (owner, name, email) = match token.user {
        Some(owner) => (owner.id, owner.name, owner.email),
        None => (None, None, None),
    };
    vec![
        text(token.id.into_inner()),
        text(token.label.unwrap_or_default()),
        text(
            token
                .status
                .map(|status| status.to_string())
                .unwrap_or_default(),
        ),
        text(owner.map(AccountId::into_inner).unwrap_or_default()),
        text(name.unwrap_or_default()),
        text(email.unwrap_or_default()),
        time(token.created_at),
        time(token.expires_at),
        time(token.last_active_at),
        json(token.scopes),
    ]
}
