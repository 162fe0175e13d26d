//! The one notification scheme of the site, and the events that it knows. Nobody is ever notified.

use serde_json::{Value, json};

use super::MANAGE;
use super::forms::{admits, asked_ids, page, path_id};
use super::views::url;
use crate::call::Call;
use crate::errors;
use crate::paging::Window;
use crate::reply::{Answer, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/notificationscheme", Login, list).scopes(
        MANAGE,
        &[
            "read:field:jira",
            "read:notification-scheme:jira",
            "read:project:jira",
            "read:project-role:jira",
            "read:user:jira",
            "read:avatar:jira",
            "read:group:jira",
            "read:project-category:jira",
            "read:field-configuration:jira",
        ],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/notificationscheme/project",
        Login,
        projects,
    )
    .scopes(
        MANAGE,
        &["read:notification-scheme:jira", "read:project:jira"],
    ),
    Operation::new("GET", "/rest/api/3/notificationscheme/{id}", Login, get).scopes(
        MANAGE,
        &[
            "read:field:jira",
            "read:notification-scheme:jira",
            "read:project:jira",
            "read:project-role:jira",
            "read:user:jira",
            "read:avatar:jira",
            "read:field-configuration:jira",
            "read:group:jira",
            "read:project-category:jira",
        ],
    ),
    Operation::new("GET", "/rest/api/3/events", Login, events)
        .scopes(MANAGE, &["read:issue-event:jira"]),
];

/// The id of the scheme.
pub(super) const DEFAULT: u32 = 10_000;

/// The events of issues, by id.
const EVENTS: [(u32, &str); 17] = [
    (1, "Issue Created"),
    (2, "Issue Updated"),
    (3, "Issue Assigned"),
    (4, "Issue Resolved"),
    (5, "Issue Closed"),
    (6, "Issue Commented"),
    (7, "Issue Reopened"),
    (8, "Issue Deleted"),
    (9, "Issue Moved"),
    (10, "Work Logged On Issue"),
    (11, "Work Started On Issue"),
    (12, "Work Stopped On Issue"),
    (13, "Generic Event"),
    (14, "Issue Comment Edited"),
    (15, "Issue Worklog Updated"),
    (16, "Issue Worklog Deleted"),
    (17, "Issue Comment Deleted"),
];

/// Whom every event concerns.
const CONCERNED: [(u32, &str, &str); 3] = [
    (1, "CurrentAssignee", "CurrentAssignee"),
    (2, "Reporter", "Reporter"),
    (3, "AllWatchers", "AllWatchers"),
];

pub(super) fn view(call: &Call<'_>) -> Value {
    let mut view = json!({
        "expand": "notificationSchemeEvents,user,group,projectRole,field,all",
        "id": DEFAULT,
        "self": url(call, &format!("/notificationscheme/{DEFAULT}")),
        "name": "Default Notification Scheme",
        "description": "Tells those who work on an issue.",
    });
    if call.query.filled("expand").is_some() {
        let events = EVENTS.iter().map(|(id, name)| {
            let concerned = CONCERNED.iter().map(|(number, kind, expand)| {
                json!({ "id": id * 10 + number, "notificationType": kind, "expand": expand })
            });
            json!({
                "event": { "id": id, "name": name },
                "notifications": concerned.collect::<Vec<_>>(),
            })
        });
        view["notificationSchemeEvents"] = events.collect();
    }
    view
}

fn list(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 50, 50)?;
    let ids = asked_ids(call, "id")?;
    let projects = asked_ids(call, "projectId")?;
    let state = call.read();
    let used = |wanted: &Vec<u32>| {
        wanted
            .iter()
            .any(|id| state.jira.projects.get(*id).is_some())
    };
    let shown = admits(ids.as_ref(), DEFAULT) && projects.as_ref().is_none_or(used);
    let mut all = state.jira.projects.all();
    let may = all.any(|project| state.edits_project(call.caller, project));
    let found: Vec<u32> = (shown && may).then_some(DEFAULT).into_iter().collect();
    page(call, window, &found, |_| view(call))
}

fn projects(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let schemes = asked_ids(call, "notificationSchemeId")?;
    let projects = asked_ids(call, "projectId")?;
    let state = call.read();
    let all = state.jira.projects.all().map(|p| p.id);
    let found: Vec<u32> = all
        .filter(|id| admits(projects.as_ref(), *id) && admits(schemes.as_ref(), DEFAULT))
        .collect();
    page(
        call,
        window,
        &found,
        |id| json!({ "notificationSchemeId": DEFAULT.to_string(), "projectId": id.to_string() }),
    )
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let mut all = state.jira.projects.all();
    let may = all.any(|project| state.edits_project(call.caller, project));
    if path_id(call, 0) != Some(DEFAULT) || !may {
        return Err(errors::jira(
            404,
            format!("Notification scheme {} does not exist", call.param()),
        ));
    }
    ok(&view(call))
}

fn events(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let views = EVENTS
        .iter()
        .map(|(id, name)| json!({ "id": id, "name": name }));
    ok(&views.collect())
}
