//! What a board is made of: configuration, projects, versions, quick filters, features, reports.

use serde_json::{Value, json};

use super::board_issues::issues_of;
use super::boards::{administers, projects_named, url, visible};
use crate::call::Call;
use crate::errors;
use crate::jira::views;
use crate::paging::{Window, plain};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::agile::{Board, BoardType, Location, QuickFilter};
use crate::state::jira::config::StatusCategory;
use crate::state::jira::field::{RANK, STORY_POINTS};
use crate::state::jira::project::Project;
use crate::time;

const ADMIN: &[&str] = &["read:board-scope.admin:jira-software", "read:project:jira"];
const ADMIN_JQL: &[&str] = &["read:board-scope.admin:jira-software", "read:jql:jira"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/agile/1.0/board/{boardId}/configuration",
        Login,
        configuration,
    )
    .scopes("", ADMIN),
    Operation::new(
        "GET",
        "/rest/agile/1.0/board/{boardId}/project",
        Login,
        projects,
    )
    .scopes("", ADMIN),
    Operation::new(
        "GET",
        "/rest/agile/1.0/board/{boardId}/project/full",
        Login,
        projects_full,
    )
    .scopes("", ADMIN),
    Operation::new(
        "GET",
        "/rest/agile/1.0/board/{boardId}/version",
        Login,
        versions,
    )
    .scopes("", &["read:board-scope:jira-software"]),
    Operation::new(
        "GET",
        "/rest/agile/1.0/board/{boardId}/quickfilter",
        Login,
        quick_filters,
    )
    .scopes("", ADMIN_JQL),
    Operation::new(
        "GET",
        "/rest/agile/1.0/board/{boardId}/quickfilter/{quickFilterId}",
        Login,
        quick_filter,
    )
    .scopes("", ADMIN_JQL),
    Operation::new(
        "GET",
        "/rest/agile/1.0/board/{boardId}/features",
        Login,
        features,
    )
    .scopes("", &["read:board-scope.admin:jira-software"]),
    Operation::new(
        "PUT",
        "/rest/agile/1.0/board/{boardId}/features",
        Login,
        set_feature,
    )
    .scopes("", &["write:board-scope.admin:jira-software"]),
    Operation::new(
        "GET",
        "/rest/agile/1.0/board/{boardId}/reports",
        Login,
        reports,
    )
    .scopes("", &["read:board-scope:jira-software"]),
];

fn configuration(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (id, board) = visible(call, &state, call.param())?;
    let columns: Vec<Value> = board
        .columns
        .iter()
        .map(|column| {
            let statuses = column.statuses.iter();
            let statuses: Vec<Value> = statuses
                .map(|id| json!({ "id": id.to_string(), "self": views::url(call, &format!("/status/{id}")) }))
                .collect();
            json!({ "name": column.name, "statuses": statuses })
        })
        .collect();
    let mut view = json!({
        "id": id,
        "name": board.name,
        "type": board.kind.key(),
        "self": url(call, &format!("/board/{id}/configuration")),
        "filter": {
            "id": board.filter.to_string(),
            "self": views::url(call, &format!("/filter/{}", board.filter)),
        },
        "columnConfig": { "columns": columns, "constraintType": "none" },
        "ranking": { "rankCustomFieldId": RANK },
    });
    if let Location::Project(project) = board.location
        && let Some(project) = state.jira.projects.get(project)
    {
        view["location"] = json!({
            "type": "project",
            "key": project.key,
            "id": project.id.to_string(),
            "self": views::url(call, &format!("/project/{}", project.id)),
            "name": project.name,
        });
    }
    if board.kind == BoardType::Scrum {
        view["estimation"] = json!({
            "type": "field",
            "field": {
                "fieldId": format!("customfield_{STORY_POINTS}"),
                "displayName": state.jira.config.field(STORY_POINTS).map_or("", |f| f.name.as_str()),
            },
        });
    }
    if board.kind == BoardType::Kanban {
        view["subQuery"] =
            json!({ "query": "fixVersion in unreleasedVersions() OR fixVersion is EMPTY" });
    }
    ok(&view)
}

/// The projects of a board that the caller sees, by name: those that its filter is limited to, and
/// besides, those that its issues belong to.
fn projects_of<'a>(
    call: &Call<'_>,
    state: &'a State,
    board: &Board,
    by_issues: bool,
) -> Result<Vec<&'a Project>, Reply> {
    let mut ids = projects_named(call, state, board);
    if by_issues {
        let issues = issues_of(call, state, board)?.into_iter();
        ids.extend(issues.filter_map(|id| Some(state.jira.issues.get(id)?.project)));
    }
    ids.sort_unstable();
    ids.dedup();
    let projects = ids.into_iter().filter_map(|id| state.jira.projects.get(id));
    let mut found: Vec<&Project> = projects
        .filter(|p| state.sees_project(call.caller, p))
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn show_projects(call: &Call<'_>, by_issues: bool) -> Answer {
    let window = Window::of_bean(call, 50, 50)?;
    let state = call.read();
    let (_, board) = visible(call, &state, call.param())?;
    let found = projects_of(call, &state, board, by_issues)?;
    let page: Vec<Value> = window
        .cut(&found)
        .iter()
        .filter_map(|p| views::config::project(call, &state, p.id))
        .collect();
    let total = found.len();
    ok(&plain(window, Some(total), total, "values", page))
}

fn projects(call: &Call<'_>) -> Answer {
    show_projects(call, true)
}

fn projects_full(call: &Call<'_>) -> Answer {
    show_projects(call, false)
}

fn versions(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 50, 50)?;
    let state = call.read();
    let (_, board) = visible(call, &state, call.param())?;
    let released = call.query.filled("released").map(|r| r == "true");
    let mut found = Vec::new();
    for project in projects_of(call, &state, board, true)? {
        let all = state.jira.projects.versions_of(project.id).into_iter();
        found.extend(all.filter(|(_, v)| released.is_none_or(|r| v.released == r)));
    }
    let page: Vec<Value> = window
        .cut(&found)
        .iter()
        .map(|(id, version)| {
            let mut view = json!({
                "self": url(call, &format!("/version/{id}")),
                "id": id,
                "projectId": version.project,
                "name": version.name,
                "description": version.description.as_deref().unwrap_or(""),
                "archived": version.archived,
                "released": version.released,
            });
            if let Some(days) = version.release {
                view["releaseDate"] = time::rfc3339(i64::from(days) * time::DAY).into();
            }
            view
        })
        .collect();
    ok(&plain(window, None, found.len(), "values", page))
}

fn quick_filter_view(board: u32, at: usize, filter: &QuickFilter) -> Value {
    json!({
        "id": filter.id,
        "boardId": board,
        "name": filter.name,
        "jql": filter.jql,
        "description": filter.description,
        "position": at,
    })
}

fn quick_filters(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 50, 50)?;
    let state = call.read();
    let (id, board) = visible(call, &state, call.param())?;
    let filters = board.quick_filters.iter().enumerate();
    let all: Vec<Value> = filters
        .map(|(at, f)| quick_filter_view(id, at, f))
        .collect();
    let page = window.cut(&all).to_vec();
    ok(&plain(window, Some(all.len()), all.len(), "values", page))
}

fn quick_filter(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (id, board) = visible(call, &state, call.param())?;
    let wanted = call.params.get(1).and_then(|id| id.parse::<u32>().ok());
    let mut filters = board.quick_filters.iter().enumerate();
    let found = filters.find(|(_, f)| Some(f.id) == wanted);
    let (at, filter) = found.ok_or_else(|| errors::jira(404, "Quick filter does not exist."))?;
    ok(&quick_filter_view(id, at, filter))
}

/// Key, name, group, and whether the type of board starts with it.
fn known_features(kind: BoardType) -> [(&'static str, &'static str, &'static str, bool); 3] {
    let sprints = kind != BoardType::Kanban;
    [
        ("SPRINTS", "Sprints", "Planning", sprints),
        ("BACKLOG", "Backlog", "Planning", true),
        ("ESTIMATION", "Estimation", "Estimation", sprints),
    ]
}

fn feature_views(call: &Call<'_>, id: u32, board: &Board) -> Value {
    let features: Vec<Value> = known_features(board.kind)
        .iter()
        .map(|(key, name, group, usual)| {
            let on = board.features.get(*key).copied().unwrap_or(*usual);
            json!({
                "boardId": id,
                "boardFeature": key,
                "featureId": format!("jsw.classic.{}", key.to_lowercase()),
                "featureType": if *key == "ESTIMATION" { "ESTIMATION" } else { "BASIC" },
                "state": if on { "ENABLED" } else { "DISABLED" },
                "toggleLocked": board.kind != BoardType::Simple,
                "localisedName": name,
                "localisedDescription": format!("{name} on this board."),
                "localisedGroup": group,
                "imageUri": format!("{}/images/features/{}.svg", call.world.site_url, key.to_lowercase()),
                "learnMoreArticleId": "",
                "learnMoreLink": "",
                "permissibleEstimationTypes": [],
            })
        })
        .collect();
    json!({ "features": features })
}

fn features(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (id, board) = visible(call, &state, call.param())?;
    ok(&feature_views(call, id, board))
}

/// Only the boards of team-managed projects can be changed here.
fn set_feature(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let (id, board) = visible(call, &state, call.param())?;
    if !administers(&state, call.caller, board) {
        return Err(errors::jira(
            403,
            "You do not have permission to administer this board.",
        ));
    }
    if board.kind != BoardType::Simple {
        return Err(errors::bad_request(
            "Features of this board cannot be changed.",
        ));
    }
    let named = body["feature"].as_str().unwrap_or("");
    let features = known_features(board.kind);
    let known = features.iter().find(|f| f.0 == named).map(|f| f.0);
    let (Some(key), Some(on)) = (known, body["enabling"].as_bool()) else {
        return Err(errors::bad_request(format!("Unknown feature: {named}")));
    };
    let Some(board) = state.jira.agile.boards.get_mut(&id) else {
        return Err(super::no_such_board());
    };
    board.features.insert(key.to_owned(), on);
    let shown = feature_views(call, id, board);
    ok(&shown)
}

fn reports(call: &Call<'_>) -> Answer {
    let state = call.read();
    visible(call, &state, call.param())?;
    ok(&json!({ "reports": [] }))
}

/// The statuses that end work on a board: those of its last column.
pub(super) fn done_statuses(state: &State, board: &Board) -> Vec<u32> {
    let last = board
        .columns
        .last()
        .map(|c| c.statuses.clone())
        .unwrap_or_default();
    let statuses = &state.jira.config.statuses;
    let done = |id: &u32| {
        statuses
            .get(id)
            .is_some_and(|s| s.category == StatusCategory::Done)
    };
    last.into_iter().filter(done).collect()
}
