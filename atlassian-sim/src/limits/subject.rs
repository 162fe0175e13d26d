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
    /// The row of the organization's key.
    pub(super) key: Option<usize>,
    pub(super) oauth: bool,
    /// The issue that is written to.
    pub(super) issue: Option<u32>,
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
            key: caller.key,
            oauth: caller.oauth,
            issue: (operation.method != "GET")
                .then(|| issue_of(&state, operation, &call.params))
                .flatten(),
            users: state.counted_last,
        }
    }
}

/// The issue that an operation's path names, the same for its id and for its key.
fn issue_of(state: &State, operation: &Operation, params: &[String]) -> Option<u32> {
    let at = operation
        .template
        .split('/')
        .filter(|part| part.starts_with('{'))
        .position(|part| part == "{issueIdOrKey}")?;
    state.jira.issue(params.get(at)?).map(|issue| issue.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::Reply;
    use crate::routes::Access;
    use crate::state::generate;

    #[test]
    fn an_issue_is_the_same_by_id_and_by_key() {
        let state = generate(0, 50, 12, None).state;
        let operation = Operation::new(
            "PUT",
            "/rest/api/3/issue/{issueIdOrKey}/comment/{id}",
            Access::Login,
            |_| Err(Reply::empty(404)),
        );
        let of = |named: &str| issue_of(&state, &operation, &[named.to_owned(), "1".to_owned()]);
        let issue = state.jira.issues.all().next().unwrap();
        assert_eq!(of(&state.jira.key(issue)), Some(issue.id));
        assert_eq!(of(&issue.id.to_string()), Some(issue.id));
        assert_eq!(of("NONE-1"), None);
        let other = Operation::new("PUT", "/rest/api/3/group/{id}", Access::Login, |_| {
            Err(Reply::empty(404))
        });
        assert_eq!(issue_of(&state, &other, &["10000".to_owned()]), None);
    }
}
