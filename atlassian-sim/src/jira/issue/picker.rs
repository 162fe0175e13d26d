//! Suggestions while somebody types the key or the summary of an issue.

use serde_json::{Value, json};

use super::hierarchy::type_of;
use crate::call::Call;
use crate::jira::READ_WORK;
use crate::jira::search::{Seen, find};
use crate::reply::{Answer, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::issue::Issue;

pub(in crate::jira) const OPERATIONS: &[Operation] =
    &[
        Operation::new("GET", "/rest/api/3/issue/picker", Anonymous, suggest)
            .scopes(READ_WORK, &["read:issue-details:jira"]),
    ];

/// How many issues a section shows.
const SHOWN: usize = 20;

fn suggest(call: &Call<'_>) -> Answer {
    let state = call.read();
    let query = call.query.get("query").unwrap_or("").trim().to_lowercase();
    let fits = |issue: &&Issue| {
        let key = state.jira.key(issue).to_lowercase();
        state.sees(call.caller, issue)
            && passes(call, &state, issue)
            && (key.contains(&query) || issue.summary.to_lowercase().contains(&query))
    };
    let mut recent: Vec<&Issue> = match call.caller {
        Some(account) => {
            let all = state
                .jira
                .issues
                .all()
                .filter(|issue| touched(issue, account));
            all.filter(fits).collect()
        }
        None => Vec::new(),
    };
    recent.sort_by_key(|issue| std::cmp::Reverse((issue.updated, issue.id)));
    let mut sections = vec![section(
        call,
        &state,
        ("hs", "History Search"),
        &recent,
        &query,
    )];
    if let Some(jql) = call.query.filled("currentJQL") {
        // A query that cannot be read finds nothing here.
        let found = find(call, &state, jql, Seen::Indexed(&[]));
        let found = found.iter().flat_map(|ids| ids.iter());
        let found = found.filter_map(|id| state.jira.issues.get(*id));
        let found: Vec<&Issue> = found.filter(fits).collect();
        sections.push(section(
            call,
            &state,
            ("cs", "Current Search"),
            &found,
            &query,
        ));
    }
    ok(&json!({ "sections": sections }))
}

/// Whether somebody created the issue or changed it.
fn touched(issue: &Issue, account: u32) -> bool {
    issue.creator == account || issue.history.iter().any(|change| change.author == account)
}

/// Whether the parameters leave the issue in.
fn passes(call: &Call<'_>, state: &State, issue: &Issue) -> bool {
    let no = |name: &str| {
        call.query
            .get(name)
            .is_some_and(|v| v.eq_ignore_ascii_case("false"))
    };
    let subtask =
        type_of(state, issue).is_some_and(crate::state::jira::config::IssueType::is_subtask);
    let current = call.query.filled("currentIssueKey");
    let current = current.and_then(|key| state.jira.issue(key));
    let is_current = current.is_some_and(|current| current.id == issue.id);
    let is_parent = current.is_some_and(|current| current.parent == Some(issue.id));
    let project = call.query.filled("currentProjectId");
    let left_out = issue.archived.is_some()
        || is_current
        || subtask && no("showSubTasks")
        || is_parent && no("showSubTaskParent");
    !left_out && project.is_none_or(|id| issue.project.to_string() == id)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The text as HTML, with the first match in bold.
fn bold(text: &str, query: &str) -> String {
    let lower = text.to_lowercase();
    let at = lower
        .find(query)
        .filter(|_| !query.is_empty() && lower.len() == text.len());
    let parts = at.and_then(|at| {
        let end = at + query.len();
        Some((text.get(..at)?, text.get(at..end)?, text.get(end..)?))
    });
    match parts {
        Some((before, matched, after)) => {
            format!(
                "{}<b>{}</b>{}",
                escape(before),
                escape(matched),
                escape(after)
            )
        }
        None => escape(text),
    }
}

fn section(
    call: &Call<'_>,
    state: &State,
    (id, label): (&str, &str),
    found: &[&Issue],
    query: &str,
) -> Value {
    let shown = found.iter().take(SHOWN);
    let shown: Vec<Value> = shown
        .map(|issue| {
            let key = state.jira.key(issue);
            let avatar = type_of(state, issue).map_or(0, |kind| kind.avatar);
            json!({
                "id": issue.id,
                "key": key,
                "keyHtml": bold(&key, query),
                "img": format!(
                    "{}/rest/api/2/universal_avatar/view/type/issuetype/avatar/{avatar}?size=medium",
                    call.world.site_url
                ),
                "summary": bold(&issue.summary, query),
                "summaryText": &*issue.summary,
            })
        })
        .collect();
    let mut view = json!({ "id": id, "label": label });
    if shown.is_empty() {
        view["msg"] = "No matching issues".into();
    } else {
        let sub = format!("Showing {} of {} matching issues", shown.len(), found.len());
        view["sub"] = sub.into();
    }
    view["issues"] = shown.into();
    view
}
