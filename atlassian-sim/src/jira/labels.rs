//! The labels in use.

use std::collections::BTreeSet;

use super::READ_WORK;
use super::forms::page;
use crate::call::Call;
use crate::paging::Window;
use crate::reply::Answer;
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::jira::issue::CustomValue;

pub(super) const OPERATIONS: &[Operation] =
    &[Operation::new("GET", "/rest/api/3/label", Login, list)
        .scopes(READ_WORK, &["read:label:jira"])];

fn list(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 1_000, 1_000)?;
    let state = call.read();
    let mut found: BTreeSet<&str> = BTreeSet::new();
    for issue in state.jira.issues.all() {
        found.extend(issue.labels.iter().map(|label| &**label));
        for (_, value) in &issue.custom {
            if let CustomValue::Labels(labels) = value {
                found.extend(labels.iter().map(|label| &**label));
            }
        }
    }
    let found: Vec<&str> = found.into_iter().collect();
    page(call, window, &found, |label| (*label).into())
}
