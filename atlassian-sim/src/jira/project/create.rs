//! Making projects.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::update::Wishes;
use super::validate::{Errors, check_key, check_name};
use crate::call::Call;
use crate::errors;
use crate::jira::MANAGE;
use crate::jira::forms::id;
use crate::jira::views::url;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::Actors;
use crate::state::jira::event::Happened;
use crate::state::jira::project::{AssigneeType, Project, ProjectState, ProjectType};
use crate::state::permissions::ADMINISTER;

pub(in crate::jira) const OPERATIONS: &[Operation] =
    &[Operation::new("POST", "/rest/api/3/project", Login, create)
        .scopes(MANAGE, &["write:project:jira", "read:project:jira"])];

/// What a template makes: the type of the project, and whether it is team-managed.
fn template(key: &str) -> Option<(ProjectType, bool)> {
    use ProjectType::{Business, ServiceDesk, Software};
    let (plugin, name) = key.split_once(':')?;
    Some(match (plugin, name) {
        (
            "com.pyxis.greenhopper.jira",
            "gh-simplified-agility-kanban" | "gh-simplified-agility-scrum",
        ) => (Software, true),
        (
            "com.pyxis.greenhopper.jira",
            "gh-simplified-basic"
            | "gh-simplified-kanban-classic"
            | "gh-simplified-scrum-classic"
            | "gh-kanban-template"
            | "gh-scrum-template"
            | "gh-cross-team-template"
            | "gh-cross-team-planning-template",
        ) => (Software, false),
        ("com.atlassian.servicedesk", name) if name.starts_with("simplified-") => {
            (ServiceDesk, false)
        }
        ("com.atlassian.servicedesk", name) if name.starts_with("team-managed-") => {
            (ServiceDesk, true)
        }
        ("com.atlassian.jira-core-project-templates", _) => (Business, false),
        _ => return None,
    })
}

/// The kind of project that the body asks for.
fn kind(body: &Value, wrong: &mut Errors) -> Option<(ProjectType, bool)> {
    let asked = body["projectTypeKey"].as_str();
    let wanted = asked.and_then(|key| ProjectType::ALL.into_iter().find(|t| t.key() == key));
    if asked.is_some() && wanted.is_none() {
        wrong.add("projectType", "An invalid project type was specified. Make sure the project type you specified matches one of the types for this installation.");
        return None;
    }
    let Some(key) = body["projectTemplateKey"].as_str() else {
        if wanted.is_none() {
            wrong.add("projectType", "You must specify a project type.");
        }
        return wanted.map(|kind| (kind, false));
    };
    let made = template(key);
    if made.is_none_or(|(kind, _)| wanted.is_some_and(|wanted| wanted != kind)) {
        wrong.add("projectTemplateKey", "An invalid project template was specified. Make sure the project template you specified matches the project type.");
        return None;
    }
    made
}

/// The schemes of a new project: `None` where the template is to decide.
#[derive(Debug)]
struct Schemes {
    issue_type: Option<u32>,
    screen: Option<u32>,
    workflow: Option<u32>,
}

impl Schemes {
    fn read(state: &State, body: &Value, wrong: &mut Errors) -> Self {
        let config = &state.jira.config;
        let mut scheme = |name: &str, known: &dyn Fn(&u32) -> bool| {
            if body[name].is_null() {
                return None;
            }
            let found = id(&body[name]).filter(|id| known(id));
            if found.is_none() {
                wrong.add(name, &format!("The value of {name} does not exist."));
            } else if !body["projectTemplateKey"].is_null() {
                wrong.add(
                    name,
                    "A scheme cannot be used together with a project template.",
                );
            }
            found
        };
        Self {
            issue_type: scheme("issueTypeScheme", &|id| {
                config.issue_type_schemes.contains_key(id)
            }),
            screen: scheme("issueTypeScreenScheme", &|id| {
                config.issue_type_screen_schemes.contains_key(id)
            }),
            workflow: scheme("workflowScheme", &|id| {
                config.workflow_schemes.contains_key(id)
            }),
        }
    }
}

fn create(call: &Call<'_>) -> Answer {
    let account = call.account()?;
    let body = call.json()?;
    let mut guard = call.write();
    let state = &mut *guard;
    if !state.holds(call.caller, ADMINISTER) {
        return Err(errors::jira(
            403,
            "You must have global administrator rights in order to modify projects.",
        ));
    }
    let mut wrong = Errors::default();
    let name = body["name"].as_str().map_or("", str::trim);
    let key = body["key"].as_str().unwrap_or("");
    check_name(state, None, name, &mut wrong);
    check_key(state, None, key, &mut wrong);
    let kind = kind(&body, &mut wrong);
    let schemes = Schemes::read(state, &body, &mut wrong);
    let wishes = Wishes::read(state, &body, &mut wrong);
    if wishes.lead.is_none() {
        wrong.add("projectLead", "You must specify a valid project lead.");
    }
    wrong.refuse()?;
    let (Some((kind, team_managed)), Some(lead)) = (kind, wishes.lead) else {
        return Err(errors::bad_request("The project could not be created."));
    };
    let number = state.jira.projects.next_id();
    let mut project = bare(state, number, key, name, lead);
    project.kind = kind;
    project.team_managed = team_managed;
    if team_managed {
        let (types, workflow) = state.jira.config.team_schemes(number, key, call.now());
        project.issue_type_scheme = types;
        project.workflow_scheme = workflow;
    }
    project.issue_type_scheme = schemes.issue_type.unwrap_or(project.issue_type_scheme);
    project.workflow_scheme = schemes.workflow.unwrap_or(project.workflow_scheme);
    project.issue_type_screen_scheme = schemes.screen.unwrap_or(project.issue_type_screen_scheme);
    wishes.apply(&mut project);
    state.jira.projects.insert(project);
    let event = Happened::ProjectCreated(number);
    state.jira.emit(event, None, Some(account), call.now());
    let address = url(call, &format!("/project/{number}"));
    Ok(Reply::json(
        201,
        &json!({ "self": address, "id": number, "key": key }),
    ))
}

/// A company-managed project with the site's default schemes.
pub(crate) fn bare(state: &mut State, id: u32, key: &str, name: &str, lead: u32) -> Project {
    let config = &state.jira.config;
    let first = |known: Option<&u32>| known.copied().unwrap_or(1);
    let issue_type_scheme = config
        .default_issue_type_scheme()
        .unwrap_or_else(|| first(config.issue_type_schemes.keys().next()));
    let mut roles: BTreeMap<u32, Actors> = config
        .roles
        .iter()
        .filter(|(_, role)| role.project.is_none())
        .map(|(id, role)| (*id, role.default_actors.clone()))
        .collect();
    if let Some((id, _)) = config
        .roles
        .iter()
        .find(|(_, r)| r.name == "Administrators")
    {
        let actors = roles.entry(*id).or_default();
        if !actors.users.contains(&lead) {
            actors.users.push(lead);
        }
    }
    let (permission_scheme, issue_type_screen_scheme, workflow_scheme) = (
        first(config.permission_schemes.keys().next()),
        first(config.issue_type_screen_schemes.keys().next()),
        first(config.workflow_schemes.keys().next()),
    );
    Project {
        id,
        uuid: state.rng.uuid(),
        key: key.to_owned(),
        name: name.to_owned(),
        description: String::new(),
        url: None,
        kind: ProjectType::Software,
        team_managed: false,
        private: false,
        lead,
        assignee_type: AssigneeType::Unassigned,
        category: None,
        avatar: 10_400 + id % 20,
        state: ProjectState::Live,
        permission_scheme,
        issue_type_scheme,
        issue_type_screen_scheme,
        workflow_scheme,
        security_scheme: None,
        roles,
        properties: BTreeMap::new(),
        features: BTreeMap::new(),
        email: None,
        numbers: Vec::new(),
    }
}
