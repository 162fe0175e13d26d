//! A call as the limits look at it.

use crate::auth::Caller;
use crate::call::Call;
use crate::routes::Operation;
use crate::state::State;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Product {
    Jira,
    Confluence,
    /// The organization's APIs.
    Organization,
    /// What no limit is known for, such as the authorization server.
    Other,
}

#[derive(Debug)]
pub(crate) struct Subject {
    pub(super) product: Product,
    pub(super) method: &'static str,
    pub(super) template: &'static str,
    /// The path as sent.
    pub(super) path: String,
    /// The id of the organization's key.
    pub(super) key: String,
    pub(super) oauth: bool,
    /// The issue that is written to.
    pub(super) issue: Option<String>,
    /// How many accounts count against a licence.
    pub(super) users: usize,
}

impl Subject {
    pub(crate) fn of(call: &Call<'_>, operation: &Operation, caller: &Caller) -> Self {
        let template = operation.template;
        let product = if template.starts_with("/rest/") {
            Product::Jira
        } else if template.starts_with("/wiki/") {
            Product::Confluence
        } else if ["/admin/", "/users/", "/scim/"]
            .iter()
            .any(|start| template.starts_with(start))
        {
            Product::Organization
        } else {
            Product::Other
        };
        let state = call.read();
        Self {
            product,
            method: operation.method,
            template,
            path: call.path.to_owned(),
            key: caller.key.clone().unwrap_or_default(),
            oauth: caller.oauth,
            issue: (operation.method != "GET")
                .then(|| issue_of(&state, operation, &call.params))
                .flatten(),
            users: state.counted_last,
        }
    }
}

/// The issue that an operation's path names, the same for its id and for its key.
fn issue_of(_state: &State, operation: &Operation, params: &[String]) -> Option<String> {
    let at = operation
        .template
        .split('/')
        .filter(|part| part.starts_with('{'))
        .position(|part| part == "{issueIdOrKey}")?;
    params.get(at).map(|named| named.to_uppercase())
}
