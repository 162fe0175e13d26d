//! What can be created: projects, their issue types, and the fields of each.

use serde_json::{Value, json};

use super::create::fields;
use super::meta;
use super::rules::Phase;
use crate::call::Call;
use crate::errors;
use crate::jira::READ_WORK;
use crate::jira::issues::parts;
use crate::jira::views::config::{issue_type, project_avatars};
use crate::jira::views::url;
use crate::paging::Window;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::field::FieldId;
use crate::state::jira::issue::Issue;
use crate::state::jira::project::Project;

const READ: &[&str] = &[
    "read:issue-meta:jira",
    "read:avatar:jira",
    "read:field-configuration:jira",
];
const TYPES: &str = "/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes";

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/issue/createmeta", Anonymous, all).scopes(READ_WORK, READ),
    Operation::new("GET", TYPES, Anonymous, types).scopes(READ_WORK, READ),
    Operation::new(
        "GET",
        "/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}",
        Anonymous,
        fields_of_type,
    )
    .scopes(READ_WORK, READ),
];

/// The largest page.
const MOST: usize = 200;

fn window(call: &Call<'_>) -> Result<Window, Reply> {
    let window = Window::of_bean(call, 50, usize::MAX)?;
    if window.size > MOST {
        return Err(errors::bad_request(format!(
            "Parameter 'maxResults' must not exceed the limit '{MOST}'"
        )));
    }
    Ok(window)
}

fn creatable(call: &Call<'_>, state: &State, project: &Project) -> bool {
    state.sees_project(call.caller, project) && state.may(call.caller, project, "CREATE_ISSUES")
}

/// The project of the path, if the caller may create issues in it.
fn wanted<'a>(call: &Call<'_>, state: &'a State) -> Result<&'a Project, Reply> {
    let found = state.jira.projects.find(call.param());
    found
        .filter(|project| creatable(call, state, project))
        .ok_or_else(|| errors::jira(404, "You cannot create issues in this project."))
}

fn page(window: Window, total: usize, name: &str, values: &[Value]) -> Value {
    json!({ "startAt": window.start, "maxResults": window.size, "total": total, name: values })
}

fn types(call: &Call<'_>) -> Answer {
    let window = window(call)?;
    let state = call.read();
    let types = state.jira.types_of(wanted(call, &state)?);
    let shown = window.cut(types).iter();
    let shown: Vec<Value> = shown
        .filter_map(|id| issue_type(call, &state, *id))
        .collect();
    ok(&page(window, types.len(), "issueTypes", &shown))
}

/// An issue of this type that does not exist yet, and the fields that it would have.
fn blank(call: &Call<'_>, state: &State, project: &Project, kind: u32) -> (Issue, Vec<FieldId>) {
    let issue = Issue::new(project.id, kind, 0, 0, call.now());
    let fields = fields(call, state, project, &issue);
    (issue, fields)
}

fn fields_of_type(call: &Call<'_>) -> Answer {
    let window = window(call)?;
    let state = call.read();
    let project = wanted(call, &state)?;
    let named = call.params.get(1).map_or("", String::as_str);
    let mut types = state.jira.types_of(project).iter().copied();
    let kind = types.find(|id| id.to_string() == named).ok_or_else(|| {
        errors::bad_request(format!(
            "The issue type with id '{named}' does not exist in this project."
        ))
    })?;
    let (issue, fields) = blank(call, &state, project, kind);
    let shown = window.cut(&fields).iter();
    let shown = shown.map(|field| {
        let mut view = meta::view(call, &state, &issue, *field, Phase::Create);
        view["fieldId"] = field.to_string().into();
        view
    });
    let shown: Vec<Value> = shown.collect();
    ok(&page(window, fields.len(), "fields", &shown))
}

/// Everything in one answer, as it was before there were pages. What no project or type is called is
/// passed over.
fn all(call: &Call<'_>) -> Answer {
    let asked = |name: &str| parts(call.query.all(name));
    let (ids, keys) = (asked("projectIds"), asked("projectKeys"));
    let (type_ids, type_names) = (asked("issuetypeIds"), asked("issuetypeNames"));
    let with_fields = call.query.lists("expand", "projects.issuetypes.fields");
    let state = call.read();
    let named = |project: &&Project| {
        ids.is_empty() && keys.is_empty()
            || ids.contains(&project.id.to_string())
            || keys
                .iter()
                .any(|key| key.eq_ignore_ascii_case(&project.key))
    };
    let wanted_type = |id: u32| {
        let name = state
            .jira
            .config
            .issue_types
            .get(&id)
            .map_or("", |t| &t.name);
        (type_ids.is_empty() || type_ids.contains(&id.to_string()))
            && (type_names.is_empty() || type_names.iter().any(|n| n == name))
    };
    let type_view = |project: &Project, id: u32| {
        let mut view = issue_type(call, &state, id)?;
        if with_fields {
            let (issue, fields) = blank(call, &state, project, id);
            view["expand"] = "fields".into();
            view["fields"] = meta::by_id(call, &state, &issue, &fields, Phase::Create);
        }
        Some(view)
    };
    let projects = state.jira.projects.all().filter(named);
    let shown: Vec<Value> = projects
        .filter(|project| creatable(call, &state, project))
        .map(|project| {
            let types = state.jira.types_of(project).iter().copied();
            let types: Vec<Value> = types
                .filter(|id| wanted_type(*id))
                .filter_map(|id| type_view(project, id))
                .collect();
            json!({
                "expand": "issuetypes",
                "self": url(call, &format!("/project/{}", project.id)),
                "id": project.id.to_string(),
                "key": project.key,
                "name": project.name,
                "avatarUrls": project_avatars(call, project),
                "issuetypes": types,
            })
        })
        .collect();
    ok(&json!({ "expand": "projects", "projects": shown }))
}
