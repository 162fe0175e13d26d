//! Queries against generated sites.

mod errors;
mod meaning;
mod past;

use std::sync::LazyLock;

use crate::jql::Query;
use crate::jql::compiled::{Candidates, Compiled};
use crate::state::State;
use crate::state::jira::issue::Issue;
use crate::state::{ADMIN, MEMBER, OUTSIDER, generate};
use crate::time::GENERATED_AT;

const NOW: i64 = GENERATED_AT + 10 * 3_600_000;

static SITE: LazyLock<State> = LazyLock::new(|| generate(7, 60, 20, Some(1_500)).state);

fn compile(text: &str) -> Result<Compiled, Vec<String>> {
    Query::compile(text, &SITE, Some(ADMIN), NOW)
}

/// The ids that a query finds, ascending.
fn found(text: &str) -> Vec<u32> {
    let query = compile(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    let all = SITE.jira.issues.all().filter(|i| query.matches(&SITE, i));
    let ids: Vec<u32> = all.map(|i| i.id).collect();
    // What is worth looking at is never less than what is found.
    match query.candidates() {
        Candidates::All => {}
        Candidates::Issues(some) => assert!(ids.iter().all(|id| some.contains(id)), "{text}"),
        Candidates::Projects(some) => {
            let project = |id: &u32| SITE.jira.issues.get(*id).unwrap().project;
            assert!(ids.iter().all(|id| some.contains(&project(id))), "{text}");
        }
    }
    ids
}

fn error(text: &str) -> String {
    match compile(text) {
        Ok(_) => panic!("{text} is no error"),
        Err(messages) => messages.join(" | "),
    }
}

#[test]
fn only_a_clause_makes_a_bound() {
    assert!(!compile("").unwrap().is_bounded());
    assert!(!compile("order by created").unwrap().is_bounded());
    assert!(compile("created > -1d").unwrap().is_bounded());
}

fn ordered(text: &str) -> Vec<&'static Issue> {
    let query = compile(text).unwrap();
    let mut all: Vec<&Issue> = SITE
        .jira
        .issues
        .all()
        .filter(|i| query.matches(&SITE, i))
        .collect();
    query.order(&SITE, &mut all);
    all
}

#[test]
fn orders_put_what_is_missing_last_and_turn_around() {
    let due: Vec<Option<i32>> = ordered("project = ACME order by due asc, key")
        .iter()
        .map(|i| i.due)
        .collect();
    let mut wanted = due.clone();
    wanted.sort_by_key(|d| (d.is_none(), *d));
    assert_eq!(due, wanted);
    assert!(due.last() == Some(&None) && due[0].is_some());
    let mut back: Vec<Option<i32>> = ordered("project = ACME order by due desc")
        .iter()
        .map(|i| i.due)
        .collect();
    back.reverse();
    assert_eq!(back, wanted);
    let priorities: Vec<Option<u32>> = ordered("priority is not empty order by priority desc")
        .iter()
        .map(|i| i.priority)
        .collect();
    assert!(priorities.is_sorted(), "the most urgent first");
    let keys: Vec<(u32, u32)> = ordered("project in (OPS, ACME) order by key")
        .iter()
        .map(|i| (i.project, i.number))
        .collect();
    assert!(keys.is_sorted(), "projects by key, then numbers as numbers");
    let ranks: Vec<u64> = ordered("project = OPS order by rank")
        .iter()
        .map(|i| i.rank)
        .collect();
    assert!(ranks.is_sorted());
    let updated: Vec<i64> = ordered("project = OPS order by updated")
        .iter()
        .map(|i| -i.updated)
        .collect();
    assert!(updated.is_sorted(), "the youngest first");
    let ids: Vec<u32> = ordered("project = OPS").iter().map(|i| i.id).collect();
    assert!(ids.is_sorted_by(|a, b| a > b));
    let two: Vec<(String, i64)> = ordered("project = OPS order by reporter asc, created desc")
        .iter()
        .map(|i| {
            (
                SITE.users.get(i.reporter.unwrap()).name.to_lowercase(),
                -i.created,
            )
        })
        .collect();
    assert!(two.is_sorted());
}

#[test]
fn filters_are_queries_within_queries() {
    let mut state = generate(7, 60, 20, Some(300)).state;
    let mine = |state: &mut State, jql: &str| {
        let id = state.jira.sharing.next_id();
        let filter = crate::state::jira::sharing::Filter {
            name: format!("Filter {id}"),
            description: String::new(),
            owner: ADMIN,
            jql: jql.to_owned(),
            shares: Vec::new(),
            edit_shares: Vec::new(),
            favourites: Vec::new(),
            columns: None,
        };
        state.jira.sharing.filters.insert(id, filter);
        id
    };
    let bugs = mine(&mut state, "issuetype = Bug ORDER BY key");
    let broken = mine(&mut state, "project = GONE OR issuetype = Epic");
    let circle = mine(&mut state, "filter = 1");
    state.jira.sharing.filters.get_mut(&circle).unwrap().jql = format!("filter = {circle}");
    let count = |text: &str, caller: u32| {
        let query = Query::compile(text, &state, Some(caller), NOW)?;
        Ok::<usize, Vec<String>>(
            state
                .jira
                .issues
                .all()
                .filter(|i| query.matches(&state, i))
                .count(),
        )
    };
    assert_eq!(
        count(&format!("filter = {bugs}"), ADMIN),
        count("type = Bug", ADMIN)
    );
    assert_eq!(
        count(&format!("filter != \"filter {bugs}\""), ADMIN),
        count("type != Bug", ADMIN)
    );
    assert_eq!(
        count(&format!("filter in ({bugs}, {broken})"), ADMIN),
        count("type in (Bug, Epic)", ADMIN)
    );
    assert_eq!(count(&format!("filter = {circle}"), ADMIN), Ok(0));
    let hidden = format!("A value with ID '{bugs}' does not exist for the field 'filter'.");
    assert_eq!(
        count(&format!("filter = {bugs}"), MEMBER),
        Err(vec![hidden])
    );
}
