//! How many issues have a version.

use serde_json::{Value, json};

use super::wanted;
use crate::call::Call;
use crate::jira::READ_WORK;
use crate::jira::views::url;
use crate::reply::{Answer, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::jira::issue::{CustomValue, Issue};

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/version/{id}/relatedIssueCounts",
        Anonymous,
        related,
    )
    .scopes(READ_WORK, &["read:field:jira", "read:project-version:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/version/{id}/unresolvedIssueCount",
        Anonymous,
        unresolved,
    )
    .scopes(READ_WORK, &["read:project-version:jira"]),
];

/// Whether a custom field of the issue holds the version.
pub(super) fn in_custom(issue: &Issue, field: u32, version: u32) -> bool {
    match issue.custom(field) {
        Some(CustomValue::Version(id)) => *id == version,
        Some(CustomValue::Versions(ids)) => ids.contains(&version),
        _ => false,
    }
}

fn related(call: &Call<'_>) -> Answer {
    let state = call.read();
    let id = wanted(call, &state, call.param())?;
    let count = |holds: &dyn Fn(&Issue) -> bool| {
        let all = state.jira.issues.all();
        all.filter(|issue| holds(issue)).count()
    };
    let fields = state.jira.config.fields.iter();
    let usage: Vec<Value> = fields
        .filter_map(|(field, custom)| {
            let count = count(&|issue| in_custom(issue, *field, id));
            (count > 0).then(|| {
                json!({
                    "fieldName": custom.name,
                    "customFieldId": field,
                    "issueCountWithVersionInCustomField": count,
                })
            })
        })
        .collect();
    let fields: Vec<u32> = state.jira.config.fields.keys().copied().collect();
    let in_any = count(&|issue| fields.iter().any(|field| in_custom(issue, *field, id)));
    ok(&json!({
        "self": url(call, &format!("/version/{id}")),
        "issuesFixedCount": count(&|issue| issue.fix_versions.contains(&id)),
        "issuesAffectedCount": count(&|issue| issue.affected_versions.contains(&id)),
        "issueCountWithCustomFieldsShowingVersion": in_any,
        "customFieldUsage": usage,
    }))
}

fn unresolved(call: &Call<'_>) -> Answer {
    let state = call.read();
    let id = wanted(call, &state, call.param())?;
    let (mut all, mut open) = (0, 0);
    for issue in state
        .jira
        .issues
        .all()
        .filter(|i| i.fix_versions.contains(&id))
    {
        all += 1;
        open += usize::from(issue.resolution.is_none());
    }
    ok(&json!({
        "self": url(call, &format!("/version/{id}")),
        "issuesUnresolvedCount": open,
        "issuesCount": all,
    }))
}
