//! Finding issues by JQL: pages with a token, an approximate count, and the operations that are gone.

mod page;

use std::sync::Arc;

use serde_json::Value;

use super::issue_view::Wanted;
use super::issues::{READ, READ_ISSUE, parts};
use crate::call::Call;
use crate::errors;
use crate::jql::{Candidates, Compiled, Query, UNBOUNDED};
use crate::query::strings;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Open};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::issue::Issue;
use crate::state::jira::permit::Sight;

pub(crate) use page::{Page, USUAL};

const FIND: &str = "/rest/api/3/search/jql";

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", FIND, Anonymous, by_query).scopes(READ, READ_ISSUE),
    Operation::new("POST", FIND, Anonymous, by_body).scopes(READ, READ_ISSUE),
    Operation::new(
        "POST",
        "/rest/api/3/search/approximate-count",
        Anonymous,
        count,
    )
    .scopes(READ, &["read:issue-details:jira"]),
    Operation::new("GET", "/rest/api/3/search", Open, gone),
    Operation::new("POST", "/rest/api/3/search", Open, gone),
    Operation::new("POST", "/rest/api/3/search/id", Open, gone),
    Operation::new("POST", "/rest/api/3/expression/eval", Open, gone),
];

fn gone(_: &Call<'_>) -> Answer {
    Err(errors::jira(
        410,
        "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. \
         A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046",
    ))
}

/// What a search asks for, from a query string or from a body.
struct Search<'a> {
    jql: &'a str,
    token: Option<&'a str>,
    size: usize,
    fields: Vec<&'a str>,
    properties: Vec<String>,
    expand: Vec<String>,
    /// Issues to show as they are, and not as the index has them.
    reconcile: Vec<u32>,
}

/// How many issues can be reconciled, and how many properties of issues asked for.
const RECONCILED: usize = 50;
const PROPERTIES: usize = 5;
/// How many entries of the changelog an issue brings along.
pub(crate) const HISTORIES: usize = 20;

/// The ids of the parameter `reconcileIssues`.
pub(crate) fn reconciled(call: &Call<'_>) -> Result<Vec<u32>, Reply> {
    let ids = parts(call.query.all("reconcileIssues"));
    few(ids.iter().map(|id| id.parse().ok()).collect())
}

fn few(ids: Option<Vec<u32>>) -> Result<Vec<u32>, Reply> {
    let ids = ids.ok_or_else(|| errors::bad_request("The ids of reconcileIssues are numbers."))?;
    if ids.len() > RECONCILED {
        return Err(errors::bad_request(format!(
            "The number of issues to reconcile exceeds the limit of {RECONCILED}."
        )));
    }
    Ok(ids)
}

fn by_query(call: &Call<'_>) -> Answer {
    let query = &call.query;
    search(
        call,
        &Search {
            jql: query.get("jql").unwrap_or(""),
            token: query.filled("nextPageToken"),
            size: query.number("maxResults", USUAL)?,
            fields: query.all("fields").collect(),
            properties: parts(query.all("properties")),
            expand: parts(query.all("expand")),
            reconcile: reconciled(call)?,
        },
    )
}

/// A text of a body, or nothing.
fn text<'a>(body: &'a Value, key: &str) -> Result<Option<&'a str>, Reply> {
    match &body[key] {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        _ => Err(errors::bad_json()),
    }
}

fn by_body(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let size = match &body["maxResults"] {
        Value::Null => USUAL,
        Value::Number(size) => match size.as_i64().map(usize::try_from) {
            Some(Ok(size)) => size,
            _ => {
                return Err(errors::bad_request(
                    "The value for 'maxResults' is not valid.",
                ));
            }
        },
        _ => return Err(errors::bad_json()),
    };
    let ids = body["reconcileIssues"].as_array().into_iter().flatten();
    let ids = ids.map(|id| id.as_u64().and_then(|id| id.try_into().ok()));
    search(
        call,
        &Search {
            jql: text(&body, "jql")?.unwrap_or(""),
            token: text(&body, "nextPageToken")?.filter(|t| !t.is_empty()),
            size,
            fields: strings(&body["fields"]),
            properties: parts(strings(&body["properties"]).into_iter()),
            // A text with commas here, unlike its neighbours.
            expand: parts(text(&body, "expand")?.into_iter()),
            reconcile: few(ids.collect())?,
        },
    )
}

fn search(call: &Call<'_>, asked: &Search<'_>) -> Answer {
    if asked.properties.len() > PROPERTIES {
        return Err(errors::bad_request(format!(
            "The number of issue properties exceeds the limit of {PROPERTIES}."
        )));
    }
    let state = call.read();
    let wanted = Wanted {
        fields: Wanted::fields(&state, &asked.fields, "id"),
        properties: asked.properties.clone(),
        expand: asked.expand.clone(),
        more: None,
        histories: HISTORIES,
    };
    let seen = Seen::Indexed(&asked.reconcile);
    let found = find(call, &state, asked.jql, seen)?;
    let page = Page {
        identity: asked.jql,
        token: asked.token,
        size: asked.size,
        seen,
        bare: asked
            .fields
            .iter()
            .all(|f| f.split(',').all(|f| f.trim() == "id")),
    };
    page.answer(call, &state, &wanted, &found)
}

/// Which version of issues a search goes by.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Seen<'a> {
    /// All of them as they are.
    Now,
    /// As the index has them, but these as they are.
    Indexed(&'a [u32]),
}

impl<'a> Seen<'a> {
    pub(crate) fn issue(self, state: &State, id: u32, now: i64) -> Option<&Issue> {
        let issues = &state.jira.issues;
        match self {
            Self::Indexed(reconciled) if !reconciled.contains(&id) => issues.indexed(id, now),
            _ => issues.get(id),
        }
    }

    fn all(self, state: &'a State, now: i64) -> Box<dyn Iterator<Item = &'a Issue> + 'a> {
        let issues = &state.jira.issues;
        match self {
            Self::Now => Box::new(issues.all()),
            Self::Indexed(reconciled) => Box::new(issues.all_indexed(now, reconciled)),
        }
    }
}

/// The ids of the issues that the caller sees and the query matches, in its order.
pub(crate) fn find(
    call: &Call<'_>,
    state: &State,
    jql: &str,
    seen: Seen<'_>,
) -> Result<Arc<[u32]>, Reply> {
    let (asked, changes, now) = ((call.caller, jql), call.world.changes(), call.now());
    // An index that is behind catches up without any change.
    let keeps = !state.jira.issues.lags();
    if keeps && let Some(found) = call.world.searches().get(asked, changes, now) {
        return Ok(found);
    }
    let query = Query::compile(jql, state, call.caller, call.now()).map_err(errors::jql)?;
    if !query.is_bounded() {
        return Err(errors::bad_request(UNBOUNDED));
    }
    let found: Arc<[u32]> = run(call, state, &query, seen).into();
    if keeps {
        call.world.searches().keep(asked, changes, now, &found);
    }
    Ok(found)
}

/// Carries a query out.
pub(crate) fn run(call: &Call<'_>, state: &State, query: &Compiled, seen: Seen<'_>) -> Vec<u32> {
    let now = call.now();
    let issues = &state.jira.issues;
    // What the caller sees of each project, looked up once.
    let sights: Vec<(u32, Sight)> = state
        .jira
        .projects
        .all()
        .filter(|p| p.live())
        .map(|p| (p.id, state.sight(call.caller, p)))
        .filter(|(_, sight)| *sight != Sight::Nothing)
        .collect();
    let visible = |issue: &Issue| {
        let sight = sights.binary_search_by_key(&issue.project, |(id, _)| *id);
        match sight.map(|at| sights[at].1) {
            Ok(Sight::All) => issue.security.is_none() || state.sees(call.caller, issue),
            Ok(_) => state.sees(call.caller, issue),
            Err(_) => false,
        }
    };
    let hit =
        |issue: &&Issue| issue.archived.is_none() && query.matches(state, issue) && visible(issue);
    let mut found: Vec<&Issue> = match query.candidates() {
        Candidates::Issues(ids) => {
            let found = ids.iter().filter_map(|id| seen.issue(state, *id, now));
            found.filter(hit).collect()
        }
        // An index that is behind may know an issue by a project that it has left.
        Candidates::Projects(ids) if !issues.lags() || matches!(seen, Seen::Now) => {
            let projects = ids.iter().filter_map(|id| state.jira.projects.get(*id));
            let numbers = projects.flat_map(|p| p.numbers.iter());
            let mut found: Vec<&Issue> = numbers
                .filter_map(|id| issues.get(*id))
                .filter(hit)
                .collect();
            // A moved issue has numbers in two projects.
            found.sort_unstable_by_key(|issue| issue.id);
            found.dedup_by_key(|issue| issue.id);
            found
        }
        _ => seen.all(state, now).filter(hit).collect(),
    };
    query.order(state, &mut found);
    found.iter().map(|issue| issue.id).collect()
}

/// An estimate on the service, exact here, and as late as the index.
fn count(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let state = call.read();
    let found = find(
        call,
        &state,
        text(&body, "jql")?.unwrap_or(""),
        Seen::Indexed(&[]),
    )?;
    ok(&serde_json::json!({ "count": found.len() }))
}
