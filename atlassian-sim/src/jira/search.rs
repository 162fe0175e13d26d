//! Finding issues by JQL: pages with a token, an approximate count, and the operations that are gone.

use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::Value;

use super::issue_view::{Wanted, Writer, names, schema};
use super::issues::{READ, READ_ISSUE, parts};
use crate::base64;
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
use crate::time::DAY;

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

/// How many issues a page holds: many ids, but far fewer whole issues.
const IDS: usize = 5_000;
const WHOLE: usize = 100;
/// How many issues can be reconciled.
const RECONCILED: usize = 50;

fn by_query(call: &Call<'_>) -> Answer {
    let query = &call.query;
    let reconcile = parts(query.all("reconcileIssues"));
    search(
        call,
        &Search {
            jql: query.get("jql").unwrap_or(""),
            token: query.filled("nextPageToken"),
            size: query.number("maxResults", 50)?,
            fields: query.all("fields").collect(),
            properties: parts(query.all("properties")),
            expand: parts(query.all("expand")),
            reconcile: reconcile.iter().filter_map(|id| id.parse().ok()).collect(),
        },
    )
}

fn by_body(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let size = match &body["maxResults"] {
        Value::Null => 50,
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
    search(
        call,
        &Search {
            jql: body["jql"].as_str().unwrap_or(""),
            token: body["nextPageToken"].as_str().filter(|t| !t.is_empty()),
            size,
            fields: strings(&body["fields"]),
            properties: parts(strings(&body["properties"]).into_iter()),
            // A text with commas here, unlike its neighbours; a list is understood as well.
            expand: parts(
                strings(&body["expand"])
                    .into_iter()
                    .chain(body["expand"].as_str()),
            ),
            reconcile: ids
                .filter_map(Value::as_u64)
                .filter_map(|id| id.try_into().ok())
                .collect(),
        },
    )
}

/// Where a page left off. The search has to be the same one on every page.
#[derive(Debug, PartialEq, Eq)]
struct Token {
    /// What was asked for, as a number.
    search: u64,
    /// How many issues the pages so far held.
    seen: usize,
    /// The last of them.
    last: u32,
    issued: i64,
}

const TOKEN_LIFE: i64 = 7 * DAY;

impl Token {
    fn write(&self) -> String {
        let Self {
            search,
            seen,
            last,
            issued,
        } = self;
        base64::encode(format!("{search}.{seen}.{last}.{issued}").as_bytes())
    }

    fn read(text: &str) -> Option<Self> {
        let text = String::from_utf8(base64::decode(text)?).ok()?;
        let mut parts = text.split('.');
        let token = Self {
            search: parts.next()?.parse().ok()?,
            seen: parts.next()?.parse().ok()?,
            last: parts.next()?.parse().ok()?,
            issued: parts.next()?.parse().ok()?,
        };
        parts.next().is_none().then_some(token)
    }
}

/// The search as a number (FNV-1a), to know it again.
fn fingerprint(jql: &str, caller: Option<u32>) -> u64 {
    let caller = caller.map_or(u64::MAX, u64::from).to_le_bytes();
    let bytes = jql.bytes().chain(caller);
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, b| {
        (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn search(call: &Call<'_>, asked: &Search<'_>) -> Answer {
    if asked.reconcile.len() > RECONCILED {
        return Err(errors::bad_request(format!(
            "The number of issues to reconcile exceeds the limit of {RECONCILED}."
        )));
    }
    let state = call.read();
    let wanted = Wanted {
        fields: Wanted::fields(&state, &asked.fields, "id"),
        properties: asked.properties.clone(),
        expand: asked.expand.clone(),
        more: None,
    };
    let found = find(call, &state, asked.jql, &asked.reconcile)?;
    let page = Page {
        identity: asked.jql,
        token: asked.token,
        size: asked.size,
        reconcile: &asked.reconcile,
        bare: asked
            .fields
            .iter()
            .all(|f| f.split(',').all(|f| f.trim() == "id")),
    };
    page.answer(call, &state, &wanted, &found)
}

/// One page of what was found.
pub(crate) struct Page<'a> {
    /// What makes this search another one than others of the same caller.
    pub(crate) identity: &'a str,
    pub(crate) token: Option<&'a str>,
    pub(crate) size: usize,
    pub(crate) reconcile: &'a [u32],
    /// Show nothing but ids.
    pub(crate) bare: bool,
}

impl Page<'_> {
    pub(crate) fn answer(
        &self,
        call: &Call<'_>,
        state: &State,
        wanted: &Wanted,
        found: &[u32],
    ) -> Answer {
        let this = fingerprint(self.identity, call.caller);
        let start = match self.token {
            None => 0,
            Some(text) => {
                let token = Token::read(text).ok_or_else(errors::expired_page_token)?;
                if token.search != this || call.now() - token.issued > TOKEN_LIFE {
                    return Err(errors::expired_page_token());
                }
                // Behind the last issue shown, wherever that stands by now.
                let last = found.iter().position(|id| *id == token.last);
                last.map_or(token.seen, |at| at + 1)
            }
        };
        let most = if wanted.fields.is_none() { IDS } else { WHOLE };
        let size = if self.size == 0 {
            50
        } else {
            self.size.min(most)
        };
        let rest = found.get(start..).unwrap_or(&[]);
        let page = &rest[..rest.len().min(size)];
        let next = page
            .last()
            .filter(|_| rest.len() > page.len())
            .map(|last| Token {
                search: this,
                seen: start + page.len(),
                last: *last,
                issued: call.now(),
            });
        Ok(Reply::raw_json(
            200,
            self.write(call, state, wanted, page, next.as_ref()),
        ))
    }

    fn write(
        &self,
        call: &Call<'_>,
        state: &State,
        wanted: &Wanted,
        page: &[u32],
        next: Option<&Token>,
    ) -> String {
        let bare = self.bare && wanted.expand.is_empty() && wanted.properties.is_empty();
        let mut out = String::with_capacity(page.len() * if bare { 16 } else { 4_096 });
        out.push_str(r#"{"issues":["#);
        let mut writer = Writer::new(call, state, wanted);
        let shown = page
            .iter()
            .filter_map(|id| shown(state, *id, call.now(), self.reconcile));
        for (at, issue) in shown.enumerate() {
            if at > 0 {
                out.push(',');
            }
            writer.issue(&mut out, issue, bare);
        }
        out.push(']');
        if wanted.expands("names") {
            let _ = write!(out, r#","names":{}"#, names(state, wanted));
        }
        if wanted.expands("schema") {
            let _ = write!(out, r#","schema":{}"#, schema(state, wanted));
        }
        if let Some(next) = next {
            let _ = write!(out, r#","nextPageToken":"{}""#, next.write());
        }
        let _ = write!(out, r#","isLast":{}}}"#, next.is_none());
        out
    }
}

/// The issue as a search shows it.
fn shown<'a>(state: &'a State, id: u32, now: i64, reconciled: &[u32]) -> Option<&'a Issue> {
    if reconciled.contains(&id) {
        state.jira.issues.get(id)
    } else {
        state.jira.issues.indexed(id, now)
    }
}

/// The ids of the issues that the caller sees and the query matches, in its order.
pub(crate) fn find(
    call: &Call<'_>,
    state: &State,
    jql: &str,
    reconciled: &[u32],
) -> Result<Arc<[u32]>, Reply> {
    let (asked, changes, now) = ((call.caller, jql), call.world.changes(), call.now());
    // An index that is behind catches up without any change.
    let keeps = reconciled.is_empty() && !state.jira.issues.lags();
    if keeps && let Some(found) = call.world.searches().get(asked, changes, now) {
        return Ok(found);
    }
    let query = Query::compile(jql, state, call.caller, call.now()).map_err(errors::jql)?;
    if !query.is_bounded() {
        return Err(errors::bad_request(UNBOUNDED));
    }
    let found: Arc<[u32]> = run(call, state, &query, reconciled).into();
    if keeps {
        call.world.searches().keep(asked, changes, now, &found);
    }
    Ok(found)
}

/// Carries a query out.
pub(crate) fn run(
    call: &Call<'_>,
    state: &State,
    query: &Compiled,
    reconciled: &[u32],
) -> Vec<u32> {
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
    let seen = |issue: &Issue| {
        let sight = sights.binary_search_by_key(&issue.project, |(id, _)| *id);
        match sight.map(|at| sights[at].1) {
            Ok(Sight::All) => issue.security.is_none() || state.sees(call.caller, issue),
            Ok(_) => state.sees(call.caller, issue),
            Err(_) => false,
        }
    };
    let hit =
        |issue: &&Issue| issue.archived.is_none() && query.matches(state, issue) && seen(issue);
    let mut found: Vec<&Issue> = match query.candidates() {
        Candidates::Issues(ids) => {
            let found = ids
                .iter()
                .filter_map(|id| shown(state, *id, now, reconciled));
            found.filter(hit).collect()
        }
        // An index that is behind may know an issue by a project that it has left.
        Candidates::Projects(ids) if !issues.lags() => {
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
        _ => issues.all_indexed(now, reconciled).filter(hit).collect(),
    };
    query.order(state, &mut found);
    found.iter().map(|issue| issue.id).collect()
}

/// An estimate on the service, exact here, and as late as the index.
fn count(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let state = call.read();
    let found = find(call, &state, body["jql"].as_str().unwrap_or(""), &[])?;
    ok(&serde_json::json!({ "count": found.len() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_goes_there_and_back_and_others_are_refused() {
        let token = Token {
            search: u64::MAX,
            seen: 3,
            last: 10_004,
            issued: 7,
        };
        assert_eq!(Token::read(&token.write()), Some(token));
        for bad in ["", "!", "MS4y", "MS4yLjMuNC41"] {
            assert_eq!(Token::read(bad), None, "{bad}");
        }
    }
}
