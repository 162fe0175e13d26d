//! Issues that have as much of something as one may have, or nearly so.

use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::jira::READ_WORK;
use crate::reply::{Answer, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::jira::issue::Issue;
use crate::state::jira::site::{
    MOST_ATTACHMENTS, MOST_COMMENTS, MOST_LINKS, MOST_REMOTE_LINKS, MOST_WORKLOGS,
};

pub(in crate::jira) const OPERATIONS: &[Operation] =
    &[
        Operation::new("GET", "/rest/api/3/issue/limit/report", Login, report)
            .scopes(READ_WORK, &["read:project:jira", "read:issue:jira"]),
    ];

type Count = fn(&Issue) -> usize;

const LIMITS: [(&str, usize, Count); 5] = [
    ("comment", MOST_COMMENTS, |issue| issue.comments.len()),
    ("worklog", MOST_WORKLOGS, |issue| issue.worklogs.len()),
    ("attachment", MOST_ATTACHMENTS, |issue| {
        issue.attachments.len()
    }),
    ("issuelinks", MOST_LINKS, |issue| issue.links.len()),
    ("remoteIssueLinks", MOST_REMOTE_LINKS, |issue| {
        issue.remote_links.len()
    }),
];

fn report(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let with_keys = call.query.flag("isReturningKeys");
    let state = call.read();
    let (mut near, mut over) = (Map::new(), Map::new());
    for issue in state
        .jira
        .issues
        .all()
        .filter(|i| state.sees(call.caller, i))
    {
        for (name, most, count) in LIMITS {
            let count = count(issue);
            let list = match count {
                _ if count > most => &mut over,
                // Nearly: within a tenth.
                _ if count * 10 >= most * 9 => &mut near,
                _ => continue,
            };
            let of_kind = list.entry(name).or_insert_with(|| json!({}));
            let key = if with_keys {
                state.jira.key(issue)
            } else {
                issue.id.to_string()
            };
            of_kind[key] = count.into();
        }
    }
    let limits = LIMITS
        .iter()
        .map(|(name, most, _)| ((*name).to_owned(), Value::from(*most)));
    ok(&json!({
        "issuesApproachingLimit": near,
        "issuesBreachingLimit": over,
        "limits": limits.collect::<Map<String, Value>>(),
    }))
}
