//! Pages of issues: by position in the older API, by token in its successor.

use serde_json::{Map, Value, json};

use super::boards::url;
use super::epics::epic_of;
use super::sprints;
use crate::call::Call;
use crate::errors;
use crate::jira::issue_view::{Wanted, Writer};
use crate::jira::issues::parts;
use crate::jira::search::Page;
use crate::jql::Query;
use crate::paging::Window;
use crate::reply::{Answer, Reply, ok};
use crate::state::State;
use crate::state::jira::agile::SprintState;
use crate::state::jira::field::FLAGGED;
use crate::state::jira::issue::Issue;

/// The fields that boards add to an issue: `flagged`, `sprint`, `closedSprints`, `epic`.
pub(super) fn agile_fields(call: &Call<'_>, state: &State, issue: &Issue) -> Map<String, Value> {
    let agile = &state.jira.agile;
    let shown = |id: u32| agile.sprints.get(&id).map(|s| sprints::view(call, id, s));
    let closed: Vec<Value> = issue
        .sprints()
        .iter()
        .filter(|id| {
            agile
                .sprints
                .get(id)
                .is_some_and(|s| s.state == SprintState::Closed)
        })
        .filter_map(|id| shown(*id))
        .collect();
    let mut fields = Map::new();
    fields.insert("flagged".to_owned(), issue.custom(FLAGGED).is_some().into());
    fields.insert(
        "sprint".to_owned(),
        agile.current_sprint(issue).and_then(shown).into(),
    );
    if !closed.is_empty() {
        fields.insert("closedSprints".to_owned(), closed.into());
    }
    fields.insert("epic".to_owned(), epic_of(call, state, issue));
    fields
}

/// What a list shows besides its own condition: the caller's query, if there is one.
pub(super) fn narrowed(call: &Call<'_>, state: &State, ids: Vec<u32>) -> Result<Vec<u32>, Reply> {
    let Some(jql) = call.query.filled("jql") else {
        return Ok(ids);
    };
    let query = Query::compile(jql, state, call.caller, call.now()).map_err(errors::jql)?;
    let mut issues: Vec<&Issue> = ids
        .iter()
        .filter_map(|id| state.jira.issues.indexed(*id, call.now()))
        .filter(|issue| query.matches(state, issue))
        .collect();
    query.order(state, &mut issues);
    Ok(issues.iter().map(|issue| issue.id).collect())
}

fn wanted(call: &Call<'_>, state: &State) -> Wanted {
    let asked: Vec<&str> = call.query.all("fields").collect();
    Wanted {
        fields: Some(Wanted::fields(state, &asked, "*navigable").unwrap_or_default()),
        properties: Vec::new(),
        expand: parts(call.query.all("expand")),
        more: asked.iter().all(|f| f.is_empty()).then_some(agile_fields),
    }
}

/// The older form: `{expand, startAt, maxResults, total, issues}`.
pub(super) fn by_position(call: &Call<'_>, state: &State, ids: Vec<u32>) -> Answer {
    let window = Window::of_bean(call, 50, 100)?;
    let ids = narrowed(call, state, ids)?;
    let wanted = wanted(call, state);
    let mut writer = Writer::new(call, state, &wanted);
    let mut out = format!(
        r#"{{"expand":"schema,names","startAt":{},"maxResults":{},"total":{},"issues":["#,
        window.start,
        window.size,
        ids.len()
    );
    let page = window
        .cut(&ids)
        .iter()
        .filter_map(|id| state.jira.issues.get(*id));
    for (at, issue) in page.enumerate() {
        if at > 0 {
            out.push(',');
        }
        writer.issue(&mut out, issue, false);
    }
    out.push_str("]}");
    Ok(Reply::raw_json(200, out))
}

/// The newer form, as the search for issues has it: pages by token.
pub(super) fn by_token(call: &Call<'_>, state: &State, ids: Vec<u32>) -> Answer {
    let ids = narrowed(call, state, ids)?;
    let reconcile = parts(call.query.all("reconcileIssues"));
    let reconcile: Vec<u32> = reconcile.iter().filter_map(|id| id.parse().ok()).collect();
    let page = Page {
        identity: &format!("{} {}", call.path, call.query.get("jql").unwrap_or("")),
        token: call.query.filled("nextPageToken"),
        size: call.query.number("maxResults", 50)?,
        reconcile: &reconcile,
        bare: false,
    };
    page.answer(call, state, &wanted(call, state), &ids)
}

pub(super) fn count(call: &Call<'_>, state: &State, ids: Vec<u32>) -> Answer {
    ok(&json!({ "count": narrowed(call, state, ids)?.len() }))
}

/// Which of the two forms a path belongs to.
pub(super) fn list(call: &Call<'_>, state: &State, ids: Vec<u32>) -> Answer {
    if call.path.starts_with("/rest/software/") {
        by_token(call, state, ids)
    } else {
        by_position(call, state, ids)
    }
}

/// The address of an epic.
pub(super) fn epic_url(call: &Call<'_>, id: u32) -> String {
    url(call, &format!("/epic/{id}"))
}
