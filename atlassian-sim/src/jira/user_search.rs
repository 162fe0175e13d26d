//! Searching accounts by what they may do: who can be assigned, who sees an issue, who holds a
//! permission.
//!
//! The window is taken from those that the search text fits, up to the thousandth, and only then are
//! the permissions looked at: a page may be short, or empty, in the middle of the list.

use serde_json::Value;

use super::READ_USERS;
use super::issues::no_such_issue;
use super::users::matches;
use super::views::listed;
use crate::call::Call;
use crate::errors;
use crate::paging::Window;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::issue::Issue;
use crate::state::jira::permit::{ADMINISTER_PROJECTS, BROWSE};
use crate::state::jira::project::Project;
use crate::state::permissions::{ADMINISTER, USER_PICKER, find};
use crate::state::users::User;

const WITH_ISSUES: &[&str] = &[
    "read:issue:jira",
    "read:project:jira",
    "read:user:jira",
    "read:application-role:jira",
    "read:avatar:jira",
    "read:group:jira",
];

/// The last account of a search, whatever the window.
const LAST: usize = 1_000;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/user/assignable/search",
        Anonymous,
        assignable,
    )
    .scopes(READ_USERS, WITH_ISSUES),
    Operation::new(
        "GET",
        "/rest/api/3/user/assignable/multiProjectSearch",
        Anonymous,
        assignable_in_all,
    )
    .scopes(
        READ_USERS,
        &[
            "read:project:jira",
            "read:user:jira",
            "read:application-role:jira",
            "read:avatar:jira",
            "read:group:jira",
        ],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/user/permission/search",
        Anonymous,
        by_permission,
    )
    .scopes(READ_USERS, WITH_ISSUES),
    Operation::new(
        "GET",
        "/rest/api/3/user/viewissue/search",
        Anonymous,
        viewers,
    )
    .scopes(READ_USERS, WITH_ISSUES),
];

/// A page of the active accounts that the search text fits and that pass the test.
fn search(call: &Call<'_>, state: &State, needed: bool, passes: impl Fn(u32) -> bool) -> Answer {
    let (query, id) = (call.query.get("query"), call.query.filled("accountId"));
    match (query, id) {
        (Some(_), Some(_)) => {
            return Err(errors::bad_request(
                "The query parameters 'query' and 'accountId' cannot be used together.",
            ));
        }
        (None, None) if needed => {
            return Err(errors::bad_request(
                "At least one of the query parameters 'query' and 'accountId' is required.",
            ));
        }
        _ => {}
    }
    let window = Window::of(call, 50, LAST)?;
    let needle = query.unwrap_or("").trim().to_lowercase();
    let fits = |user: &User| match id {
        Some(id) => &*user.id == id,
        None => needle.is_empty() || matches(user, &needle),
    };
    let end = window.start.saturating_add(window.size).min(LAST);
    let found = state
        .users
        .all()
        .iter()
        .zip(0..)
        .filter(|(user, _)| user.active() && fits(user))
        .take(end)
        .skip(window.start)
        .filter(|(_, at)| passes(*at));
    ok(&found.map(|(user, at)| listed(call, at, user)).collect())
}

fn nobody() -> Answer {
    ok(&Value::Array(Vec::new()))
}

fn no_such_project(key: &str) -> Reply {
    errors::jira(404, format!("No project could be found with key '{key}'."))
}

/// What a search is about.
enum About<'a> {
    Project(&'a Project),
    Issue(&'a Issue),
}

impl<'a> About<'a> {
    /// The issue or the project that the parameters name, if the caller sees it. `None` if they name
    /// neither.
    fn of(
        call: &Call<'_>,
        state: &'a State,
        issue: &[&str],
        project: &str,
    ) -> Result<Option<Self>, Reply> {
        if let Some(key) = issue.iter().find_map(|name| call.query.filled(name)) {
            let found = state.visible_issue(call.caller, key);
            return found
                .map(|i| Some(Self::Issue(i)))
                .ok_or_else(no_such_issue);
        }
        let Some(key) = call.query.filled(project) else {
            return Ok(None);
        };
        let found = state.visible_project(call.caller, key);
        found
            .map(|p| Some(Self::Project(p)))
            .ok_or_else(|| no_such_project(key))
    }

    fn may(&self, state: &State, account: u32, permission: &str) -> bool {
        match self {
            Self::Project(project) => state.may(Some(account), project, permission),
            Self::Issue(issue) => state.may_for(Some(account), issue, permission),
        }
    }
}

fn assignable(call: &Call<'_>) -> Answer {
    let state = call.read();
    let about = About::of(call, &state, &["issueKey", "issueId"], "project")?;
    let about = about.ok_or_else(|| {
        errors::bad_request("At least one of 'issueKey', 'issueId' and 'project' is required.")
    })?;
    let assigns = call
        .caller
        .is_some_and(|caller| about.may(&state, caller, "ASSIGN_ISSUES"));
    if !assigns && !state.holds(call.caller, USER_PICKER) {
        return nobody();
    }
    search(call, &state, false, |account| {
        about.may(&state, account, "ASSIGNABLE_USER")
    })
}

fn assignable_in_all(call: &Call<'_>) -> Answer {
    let keys = call.query.required("projectKeys")?;
    let state = call.read();
    let mut projects = Vec::new();
    for key in keys.split(',').map(str::trim).filter(|key| !key.is_empty()) {
        let project = state.visible_project(call.caller, key);
        projects.push(project.ok_or_else(|| no_such_project(key))?);
    }
    search(call, &state, false, |account| {
        let mut all = projects.iter();
        all.all(|project| state.may(Some(account), project, "ASSIGNABLE_USER"))
    })
}

/// The key of a permission, also of one that is called by its old name.
fn permission(name: &str) -> Option<&'static str> {
    const OLD: [(&str, &str); 14] = [
        ("BROWSE", BROWSE),
        ("CREATE_ISSUE", "CREATE_ISSUES"),
        ("EDIT_ISSUE", "EDIT_ISSUES"),
        ("ASSIGN_ISSUE", "ASSIGN_ISSUES"),
        ("ASSIGNABLE_USER", "ASSIGNABLE_USER"),
        ("LINK_ISSUE", "LINK_ISSUES"),
        ("COMMENT_ISSUE", "ADD_COMMENTS"),
        ("WORK_ISSUE", "WORK_ON_ISSUES"),
        ("CREATE_ATTACHMENT", "CREATE_ATTACHMENTS"),
        ("RESOLVE_ISSUE", "RESOLVE_ISSUES"),
        ("CLOSE_ISSUE", "CLOSE_ISSUES"),
        ("SCHEDULE_ISSUE", "SCHEDULE_ISSUES"),
        ("PROJECT_ADMIN", ADMINISTER_PROJECTS),
        ("MANAGE_WATCHER_LIST", "MANAGE_WATCHERS"),
    ];
    let old = OLD
        .iter()
        .find(|(old, _)| *old == name)
        .map(|(_, key)| *key);
    old.or_else(|| find(name).map(|permission| permission.key))
}

/// For administrators of Jira or of the project.
fn by_permission(call: &Call<'_>) -> Answer {
    let names = call.query.filled("permissions").unwrap_or("");
    let mut wanted = Vec::new();
    for name in names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
    {
        wanted.push(permission(name).ok_or_else(|| {
            errors::bad_request(format!("The permission '{name}' does not exist."))
        })?);
    }
    if wanted.is_empty() {
        return Err(errors::bad_request(
            "The 'permissions' query parameter is required and cannot be empty.",
        ));
    }
    let state = call.read();
    let about = About::of(call, &state, &["issueKey"], "projectKey")?;
    let about = about
        .ok_or_else(|| errors::bad_request("One of 'issueKey' and 'projectKey' is required."))?;
    let administers = call
        .caller
        .is_some_and(|caller| about.may(&state, caller, ADMINISTER_PROJECTS));
    if !administers && !state.holds(call.caller, ADMINISTER) {
        return Err(errors::jira(
            403,
            "You do not have permission to administer this project.",
        ));
    }
    search(call, &state, false, |account| {
        wanted.iter().all(|key| match find(key) {
            Some(permission) if permission.global => state.holds(Some(account), key),
            _ => about.may(&state, account, key),
        })
    })
}

/// Who may browse an issue, or any issue of a project.
fn viewers(call: &Call<'_>) -> Answer {
    let state = call.read();
    if !state.holds(call.caller, USER_PICKER) {
        return nobody();
    }
    let about = About::of(call, &state, &["issueKey"], "projectKey")?;
    let about = about
        .ok_or_else(|| errors::bad_request("One of 'issueKey' and 'projectKey' is required."))?;
    search(call, &state, true, |account| match &about {
        About::Issue(issue) => state.sees(Some(account), issue),
        About::Project(project) => state.may(Some(account), project, BROWSE),
    })
}
