//! Which fields can be edited in bulk.

use serde_json::{Value, json};

use super::{Selection, need_bulk_change, page, refuse};
use crate::call::Call;
use crate::jira::issue::rules::{Phase, applies};
use crate::jira::on_issues::may;
use crate::jira::views::config::{component, priority, version};
use crate::reply::Answer;
use crate::state::State;
use crate::state::jira::config::FieldKind;
use crate::state::jira::field::{FieldId, System};
use crate::state::jira::issue::Issue;

/// Jira's own fields that a bulk operation can set.
const OWN: [System; 11] = [
    System::Assignee,
    System::Components,
    System::Description,
    System::DueDate,
    System::Environment,
    System::FixVersions,
    System::IssueType,
    System::Labels,
    System::Priority,
    System::Reporter,
    System::Versions,
];

/// The fields that all of the issues have and the caller may edit.
pub(super) fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    need_bulk_change(call, &state)?;
    let named = crate::jira::issues::parts(call.query.all("issueIdsOrKeys"));
    let named: Vec<&str> = named.iter().map(String::as_str).collect();
    let selection = Selection::of(call, &state, &named)?;
    let issues: Vec<&Issue> = selection
        .ids
        .iter()
        .filter_map(|id| state.jira.issues.get(*id))
        .filter(|issue| may(call, &state, issue, "EDIT_ISSUES"))
        .collect();
    let searched = call.query.get("searchText").unwrap_or("").to_lowercase();
    let own = OWN.into_iter().map(FieldId::System);
    let custom = state
        .jira
        .config
        .fields
        .keys()
        .map(|number| FieldId::Custom(*number));
    let fields: Vec<Value> = own
        .chain(custom)
        .filter(|field| {
            state
                .jira
                .config
                .field_name(*field)
                .to_lowercase()
                .contains(&searched)
        })
        .filter(|field| {
            issues.len() == selection.ids.len()
                && issues
                    .iter()
                    .all(|issue| applies(call, &state, issue, *field, Phase::Edit))
        })
        .filter_map(|field| view(call, &state, &issues, field))
        .collect();
    if fields.is_empty() {
        return Err(refuse(404, "No editable fields found for the given issues"));
    }
    page(call, "fields", fields)
}

fn view(call: &Call<'_>, state: &State, issues: &[&Issue], field: FieldId) -> Option<Value> {
    let kind = match field {
        FieldId::System(system) => system.info().id.to_owned(),
        FieldId::Custom(number) => {
            let kind = state.jira.config.field(number)?.kind;
            if matches!(
                kind,
                FieldKind::Sprint | FieldKind::EpicLink | FieldKind::EpicName
            ) {
                return None;
            }
            kind.key().to_owned()
        }
    };
    let mut view = json!({
        "id": field.to_string(),
        "name": state.jira.config.field_name(field),
        "type": kind,
        "isRequired": matches!(field, FieldId::System(System::IssueType | System::Reporter)),
    });
    let several = ["ADD", "REMOVE", "REPLACE", "REMOVE_ALL"];
    let projects: Vec<u32> = issues.iter().map(|issue| issue.project).collect();
    match field {
        FieldId::System(System::Labels) => view["multiSelectFieldOptions"] = json!(several),
        FieldId::System(System::Priority) => {
            let all = state.jira.config.priorities.keys();
            view["fieldOptions"] = all.filter_map(|id| priority(call, state, *id)).collect();
        }
        FieldId::System(System::Components) => {
            view["multiSelectFieldOptions"] = json!(several);
            let all = state.jira.projects.components.iter();
            let all = all.filter(|(_, component)| projects.contains(&component.project));
            view["fieldOptions"] = all
                .filter_map(|(id, _)| component(call, state, *id))
                .collect();
        }
        FieldId::System(System::FixVersions | System::Versions) => {
            view["multiSelectFieldOptions"] = json!(several);
            let all = state.jira.projects.versions.iter();
            let all = all.filter(|(_, version)| projects.contains(&version.project));
            view["fieldOptions"] = all
                .filter_map(|(id, _)| version(call, state, *id))
                .collect();
        }
        FieldId::System(System::Assignee) => {
            let mut keys: Vec<&str> = projects
                .iter()
                .filter_map(|id| state.jira.projects.get(*id))
                .map(|project| project.key.as_str())
                .collect();
            keys.sort_unstable();
            keys.dedup();
            view["searchUrl"] = format!(
                "{}/rest/api/3/user/assignable/multiProjectSearch?projectKeys={}&query=",
                call.world.site_url,
                keys.join(",")
            )
            .into();
        }
        FieldId::Custom(number) => {
            let options = state.jira.config.field(number)?.contexts.iter();
            let options = options.flat_map(|context| &context.options);
            let options: Vec<Value> = options
                .filter(|option| !option.disabled && option.parent.is_none())
                .map(|option| json!({ "id": option.id, "value": option.value }))
                .collect();
            if !options.is_empty() {
                view["fieldOptions"] = options.into();
            }
        }
        FieldId::System(_) => {}
    }
    Some(view)
}
