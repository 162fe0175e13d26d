//! Pages of issues: by position in the older API, by token in its successor.

use serde_json::{Map, Value, json};

use super::epics::epic_of;
use super::sprints;
use crate::call::Call;
use crate::errors;
use crate::jira::issue_view::{More, Wanted, Writer, named, write_names};
use crate::jira::issues::parts;
use crate::jira::search::{HISTORIES, Page, Seen, USUAL, reconciled, run};
use crate::jql::{Compiled, Query};
use crate::paging::Window;
use crate::reply::{Answer, Reply, ok};
use crate::state::State;
use crate::state::jira::agile::{Board, SprintState};
use crate::state::jira::field::FLAGGED;
use crate::state::jira::issue::Issue;

/// The fields that boards add to an issue.
const FIELDS: [&str; 4] = ["flagged", "sprint", "closedSprints", "epic"];

fn agile_fields(call: &Call<'_>, state: &State, issue: &Issue) -> Map<String, Value> {
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

/// A list before the caller narrows it down: what a query finds, as far as it fits.
pub(super) struct Source<'a> {
    pub(super) query: Compiled,
    pub(super) fits: &'a dyn Fn(&Issue) -> bool,
}

impl<'a> Source<'a> {
    /// Issues of all projects, by rank.
    pub(super) fn everywhere(
        call: &Call<'_>,
        state: &State,
        fits: &'a dyn Fn(&Issue) -> bool,
    ) -> Result<Self, Reply> {
        let query = compile(call, state, "ORDER BY Rank ASC")?;
        Ok(Self { query, fits })
    }

    /// Issues that the filter of a board finds, in its order.
    pub(super) fn of_board(
        call: &Call<'_>,
        state: &State,
        board: &Board,
        fits: &'a dyn Fn(&Issue) -> bool,
    ) -> Result<Self, Reply> {
        // A board whose filter was deleted shows nothing.
        let filter = state.jira.sharing.filters.get(&board.filter);
        let query = compile(call, state, filter.map_or("key is EMPTY", |f| &f.jql))?;
        Ok(Self { query, fits })
    }

    /// The ids of its issues.
    pub(super) fn ids(&self, call: &Call<'_>, state: &State, seen: Seen<'_>) -> Vec<u32> {
        let found = run(call, state, &self.query, seen).into_iter();
        let issue = |id: &u32| seen.issue(state, *id, call.now());
        found
            .filter(|id| issue(id).is_some_and(self.fits))
            .collect()
    }

    /// Those that the query of the caller finds, too; in its order, if it says in which.
    fn narrowed(&self, call: &Call<'_>, state: &State, seen: Seen<'_>) -> Result<Vec<u32>, Reply> {
        let asked = call.query.filled("jql");
        let asked = asked.map(|jql| compile(call, state, jql)).transpose()?;
        let ids = self.ids(call, state, seen);
        let Some(asked) = asked else {
            return Ok(ids);
        };
        let mut issues: Vec<&Issue> = ids
            .iter()
            .filter_map(|id| seen.issue(state, *id, call.now()))
            .filter(|issue| asked.matches(state, issue))
            .collect();
        if asked.is_ordered() {
            asked.order(state, &mut issues);
        }
        Ok(issues.iter().map(|issue| issue.id).collect())
    }
}

fn compile(call: &Call<'_>, state: &State, jql: &str) -> Result<Compiled, Reply> {
    Query::compile(jql, state, call.caller, call.now()).map_err(errors::jql)
}

/// What to show of issues: without a list of fields, everything and what boards add.
pub(super) fn wanted(call: &Call<'_>, state: &State, otherwise: &str) -> Wanted {
    let asked: Vec<&str> = call.query.all("fields").collect();
    let wishes = named(&asked);
    let usual = wishes.iter().all(|n| n.starts_with('-'));
    let all = usual || wishes.iter().any(|n| matches!(*n, "*all" | "*navigable"));
    let excluded = |name: &str| wishes.iter().any(|n| n.strip_prefix('-') == Some(name));
    let names = FIELDS.into_iter();
    let names = names.filter(|name| (all || wishes.contains(name)) && !excluded(name));
    Wanted {
        fields: Wanted::fields(state, &asked, otherwise),
        properties: Vec::new(),
        expand: parts(call.query.all("expand")),
        more: Some(More {
            make: agile_fields,
            names: names.collect(),
        }),
        histories: HISTORIES,
    }
}

/// The older form: `{expand, startAt, maxResults, total, issues}`.
fn by_position(call: &Call<'_>, state: &State, source: &Source<'_>) -> Answer {
    let window = Window::of_bean(call, 50, 100)?;
    let ids = source.narrowed(call, state, Seen::Now)?;
    let mut wanted = wanted(call, state, "*navigable");
    wanted.fields.get_or_insert_default();
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
        writer.listed(&mut out, issue);
    }
    out.push(']');
    write_names(&mut out, state, &wanted);
    out.push('}');
    Ok(Reply::raw_json(200, out))
}

/// The newer form, as the search for issues has it: pages by token, and as late as the index.
fn by_token(call: &Call<'_>, state: &State, source: &Source<'_>) -> Answer {
    let reconcile = reconciled(call)?;
    let seen = Seen::Indexed(&reconcile);
    let ids = source.narrowed(call, state, seen)?;
    let page = Page {
        identity: &format!("{} {}", call.path, call.query.get("jql").unwrap_or("")),
        token: call.query.filled("nextPageToken"),
        size: call.query.number("maxResults", USUAL)?,
        seen,
        bare: false,
    };
    page.answer(call, state, &wanted(call, state, "*navigable"), &ids)
}

/// As late as the index, too.
pub(super) fn count(call: &Call<'_>, state: &State, source: &Source<'_>) -> Answer {
    let found = source.narrowed(call, state, Seen::Indexed(&[]))?;
    ok(&json!({ "count": found.len() }))
}

/// In the form that the path belongs to.
pub(super) fn list(call: &Call<'_>, state: &State, source: &Source<'_>) -> Answer {
    if call.path.starts_with("/rest/software/") {
        by_token(call, state, source)
    } else {
        by_position(call, state, source)
    }
}
