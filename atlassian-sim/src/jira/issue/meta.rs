//! What can be written: the fields of issues to be created and of those that exist, with their
//! values.

use serde_json::{Map, Value, json};

use super::defaults;
use super::edit::need_no_override;
use super::hierarchy::type_of;
use super::rules::{Phase, applies, operations};
use crate::call::Call;
use crate::jira::READ_WORK;
use crate::jira::on_issues::{may, seen};
use crate::jira::views::{config, url};
use crate::query::encode;
use crate::reply::{Answer, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::{CustomField, FieldKind, FieldOption};
use crate::state::jira::field::{FieldId, System};
use crate::state::jira::issue::Issue;
use crate::state::jira::screens::Occasion;

pub(in crate::jira) const OPERATIONS: &[Operation] = &[Operation::new(
    "GET",
    "/rest/api/3/issue/{issueIdOrKey}/editmeta",
    Anonymous,
    edit_meta,
)
.scopes(
    READ_WORK,
    &["read:issue-meta:jira", "read:field-configuration:jira"],
)];

/// The fields of the screen for editing that the caller may write; none without the permission.
fn edit_meta(call: &Call<'_>) -> Answer {
    let state = call.read();
    let issue = seen(call, &state)?;
    need_no_override(call, &state)?;
    ok(&json!({ "fields": of_issue(call, &state, issue) }))
}

/// The metadata of an issue's fields, as `expand=editmeta` shows it, too.
pub(in crate::jira) fn of_issue(call: &Call<'_>, state: &State, issue: &Issue) -> Value {
    let project = state.jira.projects.get(issue.project);
    let (Some(project), true) = (project, may(call, state, issue, "EDIT_ISSUES")) else {
        return json!({});
    };
    let screen = state.jira.screen(project, issue.issue_type, Occasion::Edit);
    let screen = screen
        .into_iter()
        .flat_map(crate::state::jira::config::Screen::fields);
    let always = [System::Summary, System::IssueType, System::Comment].map(FieldId::System);
    let mut fields: Vec<FieldId> = always.into_iter().chain(screen).collect();
    fields.sort_unstable();
    fields.dedup();
    fields.retain(|field| applies(call, state, issue, *field, Phase::Edit));
    by_id(call, state, issue, &fields, Phase::Edit)
}

pub(super) fn by_id(
    call: &Call<'_>,
    state: &State,
    issue: &Issue,
    fields: &[FieldId],
    phase: Phase,
) -> Value {
    let all = fields.iter();
    all.map(|field| (field.to_string(), view(call, state, issue, *field, phase)))
        .collect::<Map<String, Value>>()
        .into()
}

/// The metadata of one field.
pub(super) fn view(
    call: &Call<'_>,
    state: &State,
    issue: &Issue,
    field: FieldId,
    phase: Phase,
) -> Value {
    let schema = config::field_schema(state, field);
    let mut view = json!({
        "required": required(state, issue, field, phase),
        "schema": schema.unwrap_or_else(|| json!({ "type": "issuelink", "system": "parent" })),
        "name": state.jira.config.field_name(field),
        "key": field.to_string(),
        "operations": operations(state, field),
    });
    if phase != Phase::Edit {
        let (has, default) = default_value(call, state, issue, field, phase);
        view["hasDefaultValue"] = has.into();
        if let Some(default) = default {
            view["defaultValue"] = default;
        }
    }
    if let Some(values) = allowed(call, state, issue, field, phase) {
        view["allowedValues"] = values.into();
    }
    if let Some(path) = suggestions(state, issue, field) {
        view["autoCompleteUrl"] = format!("{}{path}", call.world.site_url).into();
    }
    view
}

fn required(state: &State, issue: &Issue, field: FieldId, phase: Phase) -> bool {
    match field {
        FieldId::System(
            System::Summary | System::IssueType | System::Project | System::Reporter,
        ) => true,
        FieldId::System(System::Resolution) => phase == Phase::Transition,
        FieldId::System(System::Parent) => {
            type_of(state, issue).is_some_and(crate::state::jira::config::IssueType::is_subtask)
        }
        _ => false,
    }
}

/// Whether a field is filled in without being named, and with what.
fn default_value(
    call: &Call<'_>,
    state: &State,
    issue: &Issue,
    field: FieldId,
    phase: Phase,
) -> (bool, Option<Value>) {
    if phase != Phase::Create {
        return (false, None);
    }
    match field {
        FieldId::System(System::Priority) => {
            let default = state.jira.config.default_priority;
            (
                default.is_some(),
                default.and_then(|id| config::priority(call, state, id)),
            )
        }
        FieldId::System(System::Reporter) => (true, None),
        FieldId::Custom(number) => {
            let value = defaults::value(state, issue, number, call.now());
            (value.is_some(), None)
        }
        FieldId::System(_) => (false, None),
    }
}

fn allowed(
    call: &Call<'_>,
    state: &State,
    issue: &Issue,
    field: FieldId,
    phase: Phase,
) -> Option<Vec<Value>> {
    let jira = &state.jira;
    let project = jira.projects.get(issue.project)?;
    let system = match field {
        FieldId::System(system) => system,
        FieldId::Custom(number) => {
            return of_custom(call, state, issue, jira.config.field(number)?);
        }
    };
    Some(match system {
        System::Project => config::project(call, state, project.id)
            .into_iter()
            .collect(),
        System::IssueType if phase == Phase::Create => {
            config::issue_type(call, state, issue.issue_type)
                .into_iter()
                .collect()
        }
        System::IssueType => {
            let level = type_of(state, issue).map(|kind| kind.level);
            let types = state.jira.types_of(project).iter();
            types
                .filter(|id| jira.config.issue_types.get(id).map(|kind| kind.level) == level)
                .filter_map(|id| config::issue_type(call, state, *id))
                .collect()
        }
        System::Priority => {
            let all = jira.config.priorities.keys();
            all.filter_map(|id| config::priority(call, state, *id))
                .collect()
        }
        System::Resolution => {
            let all = jira.config.resolutions.keys();
            all.filter_map(|id| config::resolution(call, state, *id))
                .collect()
        }
        System::Components => {
            let all = jira.projects.components_of(project.id).into_iter();
            all.filter_map(|(id, _)| config::component(call, state, id))
                .collect()
        }
        System::FixVersions | System::Versions => versions(call, state, project.id),
        System::Security => {
            let scheme = project.security_scheme?;
            let scheme = jira.config.security_schemes.get(&scheme)?;
            let level = |level: &crate::state::jira::config::SecurityLevel| {
                json!({
                    "self": url(call, &format!("/securitylevel/{}", level.id)),
                    "id": level.id.to_string(),
                    "name": level.name,
                    "description": level.description,
                })
            };
            scheme.levels.iter().map(level).collect()
        }
        _ => return None,
    })
}

/// Versions as choices name their project.
fn versions(call: &Call<'_>, state: &State, project: u32) -> Vec<Value> {
    let all = state.jira.projects.versions_of(project).into_iter();
    all.filter_map(|(id, _)| {
        let mut view = config::version(call, state, id)?;
        view["projectId"] = project.into();
        Some(view)
    })
    .collect()
}

fn of_custom(
    call: &Call<'_>,
    state: &State,
    issue: &Issue,
    field: &CustomField,
) -> Option<Vec<Value>> {
    match field.kind {
        FieldKind::Version | FieldKind::MultiVersion => {
            return Some(versions(call, state, issue.project));
        }
        FieldKind::Select
        | FieldKind::RadioButtons
        | FieldKind::MultiSelect
        | FieldKind::MultiCheckboxes
        | FieldKind::Flagged
        | FieldKind::CascadingSelect => {}
        _ => return None,
    }
    let mut contexts = field.contexts.iter();
    let context = contexts.find(|c| c.covers(issue.project, issue.issue_type))?;
    let below = |parent: Option<u32>| {
        let options = context.options.iter();
        options.filter(move |option| option.parent == parent && !option.disabled)
    };
    let view = |option: &FieldOption| {
        json!({
            "self": url(call, &format!("/customFieldOption/{}", option.id)),
            "value": option.value,
            "id": option.id.to_string(),
        })
    };
    let with_children = |option: &FieldOption| {
        let mut shown = view(option);
        if field.kind == FieldKind::CascadingSelect {
            shown["children"] = below(Some(option.id)).map(view).collect();
        }
        shown
    };
    Some(below(None).map(with_children).collect())
}

/// Where a form may ask for suggestions while somebody types.
fn suggestions(state: &State, issue: &Issue, field: FieldId) -> Option<String> {
    let project = state.jira.projects.get(issue.project)?;
    let at = if issue.id == 0 {
        format!("project={}", encode(&project.key))
    } else {
        format!("issueKey={}", encode(&state.jira.key(issue)))
    };
    match field {
        FieldId::System(System::Assignee) => {
            Some(format!("/rest/api/3/user/assignable/search?{at}&query="))
        }
        FieldId::System(System::Reporter) => Some("/rest/api/3/user/search?query=".to_owned()),
        FieldId::System(System::Labels) => Some("/rest/api/1.0/labels/suggest?query=".to_owned()),
        FieldId::System(System::IssueLinks) => Some(format!(
            "/rest/api/3/issue/picker?currentProjectId={}&showSubTaskParent=true&showSubTasks=true&query=",
            project.id
        )),
        FieldId::Custom(number) => match state.jira.config.field(number)?.kind {
            FieldKind::UserPicker | FieldKind::MultiUserPicker => Some(format!(
                "/rest/api/1.0/users/picker?fieldName=customfield_{number}&query="
            )),
            FieldKind::GroupPicker | FieldKind::MultiGroupPicker => {
                Some("/rest/api/3/groups/picker?query=".to_owned())
            }
            FieldKind::Labels => Some(format!(
                "/rest/api/1.0/labels/suggest?customFieldId={number}&query="
            )),
            _ => None,
        },
        FieldId::System(_) => None,
    }
}
