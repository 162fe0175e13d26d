//! One project: reading and changing it.

use serde_json::Value;

use super::{READ_WHOLE, administered, visible};
use crate::call::Call;
use crate::errors;
use crate::jira::forms::{Patch, id};
use crate::jira::views::project::whole;
use crate::jira::{MANAGE_PROJECT, READ_WORK};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::event::Happened;
use crate::state::jira::project::{AssigneeType, Project};
use crate::state::permissions::ADMINISTER;

use super::validate::{Errors, check_key, check_name};

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/project/{projectIdOrKey}",
        Anonymous,
        get,
    )
    .scopes(READ_WORK, READ_WHOLE),
    Operation::new("PUT", "/rest/api/3/project/{projectIdOrKey}", Login, update).scopes(
        MANAGE_PROJECT,
        &[
            "read:issue-type:jira",
            "read:project:jira",
            "read:project.property:jira",
            "read:user:jira",
            "write:project:jira",
            "write:project.avatar:jira",
            "read:application-role:jira",
            "read:avatar:jira",
            "read:group:jira",
            "read:issue-type-hierarchy:jira",
            "read:project-category:jira",
            "read:project-version:jira",
            "read:project.component:jira",
        ],
    ),
];

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let project = visible(call, &state, call.param())?;
    ok(&whole(call, &state, project))
}

/// What a body says about a project, read before anything is changed. `None`: nothing.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    pub(super) description: Option<String>,
    pub(super) url: Option<String>,
    pub(super) lead: Option<u32>,
    pub(super) assignee_type: Option<AssigneeType>,
    pub(super) category: Patch<u32>,
    pub(super) avatar: Option<u32>,
    pub(super) permission_scheme: Option<u32>,
    pub(super) security_scheme: Patch<u32>,
}

/// Whether this is the one notification scheme there is.
fn is_notification_scheme(id: u32) -> bool {
    id == crate::jira::notification_schemes::DEFAULT
}

impl Wishes {
    pub(super) fn read(state: &State, body: &Value, errors: &mut Errors) -> Self {
        let config = &state.jira.config;
        let text = |name: &str| body[name].as_str().map(str::to_owned);
        let mut wishes = Self {
            description: text("description"),
            url: text("url"),
            ..Self::default()
        };
        if wishes
            .url
            .as_ref()
            .is_some_and(|u| !u.is_empty() && !u.starts_with("http"))
        {
            errors.add(
                "projectUrl",
                "The URL specified is not valid - it must start with http:// or https://",
            );
        }
        if let Some(account) = body["leadAccountId"].as_str() {
            wishes.lead = state.users.find(account);
            wishes.lead = wishes.lead.filter(|at| state.users.get(*at).active());
            if wishes.lead.is_none() {
                errors.add("projectLead", "You must specify a valid project lead.");
            }
        }
        if let Some(wanted) = body["assigneeType"].as_str() {
            wishes.assignee_type = AssigneeType::ALL.into_iter().find(|t| t.key() == wanted);
            if wishes.assignee_type.is_none() {
                errors.add("assigneeType", "Invalid assigneeType specified.");
            }
        }
        let mut scheme = |name: &'static str, known: &dyn Fn(u32) -> bool| {
            if body[name].is_null() {
                return None;
            }
            let found = id(&body[name]).filter(|id| known(*id));
            if found.is_none() {
                errors.add(name, &format!("The value of {name} does not exist."));
            }
            found
        };
        wishes.permission_scheme = scheme("permissionScheme", &|id| {
            config.permission_schemes.contains_key(&id)
        });
        scheme("notificationScheme", &is_notification_scheme);
        wishes.avatar = scheme("avatarId", &crate::jira::avatars::exists_for_projects);
        if body["categoryId"].as_i64() == Some(-1) {
            wishes.category = Patch::Clear;
        } else {
            let found = scheme("categoryId", &|id| config.categories.contains_key(&id));
            wishes.category = found.map_or(Patch::Keep, Patch::Set);
        }
        if body["issueSecurityScheme"].as_i64() == Some(-1) {
            wishes.security_scheme = Patch::Clear;
        } else {
            let known = |id| config.security_schemes.contains_key(&id);
            let found = scheme("issueSecurityScheme", &known);
            wishes.security_scheme = found.map_or(Patch::Keep, Patch::Set);
        }
        wishes
    }

    pub(super) fn apply(self, project: &mut Project) {
        if let Some(description) = self.description {
            project.description = description;
        }
        if let Some(url) = self.url {
            project.url = (!url.is_empty()).then_some(url);
        }
        project.lead = self.lead.unwrap_or(project.lead);
        project.assignee_type = self.assignee_type.unwrap_or(project.assignee_type);
        project.category = self.category.over(project.category);
        project.avatar = self.avatar.unwrap_or(project.avatar);
        project.permission_scheme = self.permission_scheme.unwrap_or(project.permission_scheme);
        project.security_scheme = self.security_scheme.over(project.security_scheme);
    }
}

/// What only administrators of the site may change.
const FOR_ADMINISTRATORS: [&str; 5] = [
    "key",
    "permissionScheme",
    "issueSecurityScheme",
    "notificationScheme",
    "releasedProjectKeys",
];

fn update(call: &Call<'_>) -> Answer {
    let account = call.account()?;
    let body = call.json()?;
    let mut guard = call.write();
    let state = &mut *guard;
    let project = administered(call, state, call.param())?;
    let number = project.id;
    let key = new_key(state, project, &body);
    if FOR_ADMINISTRATORS
        .iter()
        .any(|f| !body[*f].is_null() && (*f != "key" || key.is_some()))
        && !state.holds(call.caller, ADMINISTER)
    {
        return Err(errors::jira(
            403,
            "You must have global administrator rights in order to modify projects.",
        ));
    }
    let mut wrong = Errors::default();
    let name = body["name"].as_str().map(str::trim);
    if let Some(name) = name.filter(|name| *name != project.name) {
        check_name(state, Some(number), name, &mut wrong);
    }
    if let Some(key) = &key {
        check_key(state, Some(number), key, &mut wrong);
    }
    let wishes = Wishes::read(state, &body, &mut wrong);
    wrong.refuse()?;
    let name = name.map(str::to_owned);
    if let Some(key) = key {
        state.jira.projects.rename_key(number, key);
    }
    release_keys(state, number, &body)?;
    if let Some(project) = state.jira.projects.get_mut(number) {
        if let Some(name) = name {
            project.name = name;
        }
        wishes.apply(project);
    }
    let event = Happened::ProjectUpdated(number);
    state.jira.emit(event, None, Some(account), call.now());
    let project = visible(call, state, &number.to_string())?;
    ok(&whole(call, state, project))
}

fn new_key(_: &State, project: &Project, body: &Value) -> Option<String> {
    let key = body["key"].as_str()?;
    (key != project.key).then(|| key.to_owned())
}

/// Former keys that the project gives up.
fn release_keys(state: &mut State, project: u32, body: &Value) -> Result<(), Reply> {
    for key in body["releasedProjectKeys"].as_array().into_iter().flatten() {
        let key = key.as_str().unwrap_or("");
        let former = state.jira.projects.keys_of(project);
        if !former.iter().skip(1).any(|k| k.eq_ignore_ascii_case(key)) {
            return Err(errors::bad_request(format!(
                "'{key}' is no former key of the project."
            )));
        }
        state.jira.projects.release_key(key);
    }
    Ok(())
}
