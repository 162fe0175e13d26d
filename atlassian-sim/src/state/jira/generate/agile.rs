//! Filters, boards with sprints, and dashboards for the projects that were made.

use std::collections::BTreeMap;

use crate::state::ADMIN;
use crate::state::jira::Jira;
use crate::state::jira::agile::{
    Board, BoardType, Column, Location, QuickFilter, Sprint, SprintState,
};
use crate::state::jira::config::StatusCategory;
use crate::state::jira::field::SPRINT;
use crate::state::jira::issue::CustomValue;
use crate::state::jira::project::ProjectType;
use crate::state::jira::sharing::{Dashboard, Filter, Gadget, Share, With};
use crate::state::rng::Rng;
use crate::time::{DAY, GENERATED_AT};

/// Two weeks each, the last but two of them running at the moment of the site.
const SPRINTS: u32 = 8;
const LENGTH: i64 = 14 * DAY;

pub(super) fn make(rng: &mut Rng, jira: &mut Jira) {
    let projects: Vec<(u32, String, String, bool, u32)> = jira
        .projects
        .all()
        .filter(|p| p.kind == ProjectType::Software)
        .map(|p| (p.id, p.key.clone(), p.name.clone(), p.team_managed, p.lead))
        .collect();
    for (project, key, name, team_managed, lead) in projects {
        let share = Share {
            id: jira.sharing.next_id(),
            with: With::Project(project),
        };
        let filter = jira.sharing.next_id();
        jira.sharing.filters.insert(
            filter,
            Filter {
                name: format!("Filter for {key} board"),
                description: String::new(),
                owner: lead,
                jql: format!("project = {key} ORDER BY Rank ASC"),
                shares: vec![share],
                edit_shares: Vec::new(),
                favourites: Vec::new(),
                columns: None,
            },
        );
        let kind = match key.as_str() {
            _ if team_managed => BoardType::Simple,
            "OPS" | "SEC" => BoardType::Kanban,
            _ => BoardType::Scrum,
        };
        let board = jira.agile.next_board_id();
        jira.agile.boards.insert(
            board,
            Board {
                name: format!("{name} board"),
                kind,
                filter,
                location: Location::Project(project),
                admin: lead,
                columns: columns(jira, team_managed.then_some(project)),
                quick_filters: vec![QuickFilter {
                    id: board,
                    name: "Only mine".to_owned(),
                    jql: "assignee = currentUser()".to_owned(),
                    description: "What I work on.".to_owned(),
                }],
                properties: BTreeMap::new(),
                features: BTreeMap::new(),
            },
        );
        if kind == BoardType::Scrum {
            let sprints = make_sprints(jira, board, &key);
            fill(rng, jira, project, &sprints);
        }
    }
    make_dashboards(jira);
}

/// A column for each category of the statuses in use.
fn columns(jira: &Jira, project: Option<u32>) -> Vec<Column> {
    let column = |category: StatusCategory| {
        let statuses = jira.config.statuses.iter();
        let fits = statuses.filter(|(_, s)| s.category == category && s.project == project);
        Column {
            name: category.name().to_owned(),
            statuses: fits.map(|(id, _)| *id).collect(),
        }
    };
    [
        StatusCategory::New,
        StatusCategory::Indeterminate,
        StatusCategory::Done,
    ]
    .map(column)
    .into()
}

fn make_sprints(jira: &mut Jira, board: u32, key: &str) -> Vec<(u32, i64)> {
    let first = GENERATED_AT - LENGTH * i64::from(SPRINTS - 3) - 5 * DAY;
    (0..SPRINTS)
        .map(|nth| {
            let start = first + LENGTH * i64::from(nth);
            let state = match nth {
                _ if nth < SPRINTS - 3 => SprintState::Closed,
                _ if nth == SPRINTS - 3 => SprintState::Active,
                _ => SprintState::Future,
            };
            let id = jira.agile.next_sprint_id();
            let begun = state != SprintState::Future;
            jira.agile.sprints.insert(
                id,
                Sprint {
                    name: format!("{key} Sprint {}", nth + 1),
                    state,
                    start: begun.then_some(start),
                    end: begun.then_some(start + LENGTH),
                    completed: (state == SprintState::Closed).then_some(start + LENGTH + 3_600_000),
                    created: start - DAY,
                    board,
                    goal: (nth % 2 == 0).then(|| "One thing well.".to_owned()),
                    properties: BTreeMap::new(),
                    position: nth,
                },
            );
            (id, start)
        })
        .collect()
}

/// Puts the younger issues of a project into sprints: the finished ones into closed ones.
fn fill(rng: &mut Rng, jira: &mut Jira, project: u32, sprints: &[(u32, i64)]) {
    let Some((_, first)) = sprints.first().copied() else {
        return;
    };
    let numbers = jira
        .projects
        .get(project)
        .map(|p| p.numbers.clone())
        .unwrap_or_default();
    let kinds = jira.config.issue_types.clone();
    for id in numbers {
        let Some(issue) = jira.issues.get(id) else {
            continue;
        };
        let standard = kinds.get(&issue.issue_type).is_some_and(|t| t.level == 0);
        if !standard || issue.updated < first || rng.below(5) == 0 {
            continue;
        }
        let worked = issue.resolved.unwrap_or(GENERATED_AT);
        let ended = sprints.iter().rev().find(|(_, start)| *start <= worked);
        let Some(last) = ended.map(|(id, _)| *id) else {
            continue;
        };
        let planned = issue.resolved.is_none() && rng.below(4) == 0;
        let sprint = if planned { last + 1 } else { last };
        let mut all = vec![sprint];
        // Some were not finished in time.
        if rng.below(6) == 0 && !planned && sprints.first().is_some_and(|(id, _)| *id < sprint) {
            all.insert(0, sprint - 1);
        }
        let at = issue.updated;
        if let Some(issue) = jira.issues.edit(id, at) {
            issue.set_custom(SPRINT, Some(CustomValue::Sprints(all)));
        }
    }
}

fn make_dashboards(jira: &mut Jira) {
    let share = Share {
        id: jira.sharing.next_id(),
        with: With::LoggedIn,
    };
    let gadget = |id, title: &str, column| {
        Gadget {
        id,
        module_key: None,
        uri: Some("rest/gadgets/1.0/g/com.atlassian.jira.gadgets:assigned-to-me-gadget/gadgets/assigned-to-me-gadget.xml".to_owned()),
        color: "blue".to_owned(),
        title: title.to_owned(),
        column,
        row: 0,
        properties: BTreeMap::new(),
    }
    };
    let gadgets = vec![
        gadget(jira.sharing.next_id(), "Assigned to me", 0),
        gadget(jira.sharing.next_id(), "Activity", 1),
    ];
    let dashboard = |name: &str, owner, shares, gadgets| Dashboard {
        name: name.to_owned(),
        description: String::new(),
        owner,
        shares,
        edit_shares: Vec::new(),
        favourites: Vec::new(),
        gadgets,
    };
    let everybody = Share {
        id: 10_000,
        with: With::Everybody,
    };
    let system = dashboard("Default dashboard", None, vec![everybody], Vec::new());
    jira.sharing.dashboards.insert(10_000, system);
    let id = jira.sharing.next_id();
    let shared = Dashboard {
        description: "What everybody works on.".to_owned(),
        favourites: vec![ADMIN],
        ..dashboard("What is going on", Some(ADMIN), vec![share], gadgets)
    };
    jira.sharing.dashboards.insert(id, shared);
}
