//! Moving issues to other projects, types and parents.

use serde_json::{Map, Value, json};

use super::{Outcome, Selection, body, need_bulk_change, refuse};
use crate::call::Call;
use crate::jira::issue::draft::Draft;
use crate::jira::issue::edit::subtasks;
use crate::jira::issue::hierarchy::{find_type, fits};
use crate::jira::issue::request::{Change, Verb};
use crate::jira::issue::rules::Phase;
use crate::jira::issue::transitions::arrive;
use crate::jira::issue::trouble::Errors;
use crate::jira::on_issues::may;
use crate::query::strings;
use crate::reply::{Answer, Reply};
use crate::state::State;
use crate::state::jira::field::FieldId;
use crate::state::jira::issue::Issue;

/// Where issues go, and what becomes of their values there.
struct Target<'a> {
    project: u32,
    issue_type: u32,
    parent: Option<u32>,
    how: &'a Value,
}

/// What a mapping must say, be it yes or no.
const FLAGS: [&str; 4] = [
    "inferFieldDefaults",
    "inferStatusDefaults",
    "inferSubtaskTypeDefault",
    "inferClassificationDefaults",
];

impl<'a> Target<'a> {
    /// Reads `ACME,10001` and `ACME,10001,10123`: the project, the type, and the parent.
    fn read(call: &Call<'_>, state: &State, name: &str, how: &'a Value) -> Result<Self, Reply> {
        let invalid = |what: &str| {
            refuse(
                400,
                format!("The {what} of the target '{name}' is not valid"),
            )
        };
        for flag in FLAGS {
            if !how[flag].is_boolean() {
                return Err(refuse(400, format!("The value of {flag} is missing")));
            }
        }
        let mut parts = name.split(',').map(str::trim);
        let project = parts
            .next()
            .and_then(|key| state.visible_project(call.caller, key));
        let project = project.ok_or_else(|| invalid("project"))?;
        let kind = json!({ "id": parts.next().unwrap_or("") });
        let kind = find_type(state, project, &kind).map_err(|_| invalid("issue type"))?;
        let parent = match parts.next() {
            None => None,
            Some(key) => {
                let found = state.visible_issue(call.caller, key);
                Some(found.ok_or_else(|| invalid("parent"))?.id)
            }
        };
        if !state.may(call.caller, project, "CREATE_ISSUES") {
            return Err(refuse(
                400,
                "You do not have permission to create issues in the target project",
            ));
        }
        Ok(Self {
            project: project.id,
            issue_type: kind,
            parent,
            how,
        })
    }
}

pub(super) fn submit(call: &Call<'_>) -> Answer {
    let body = body(call)?;
    let mut state = call.write();
    let by = need_bulk_change(call, &state)?;
    let mapping = body["targetToSourcesMapping"].as_object();
    let mapping = mapping.filter(|mapping| !mapping.is_empty());
    let mapping = mapping.ok_or_else(|| refuse(400, "targetToSourcesMapping cannot be empty"))?;
    let mut moves = Vec::new();
    for (name, how) in mapping {
        let target = Target::read(call, &state, name, how)?;
        let selection = Selection::of(call, &state, &strings(&how["issueIdsOrKeys"]))?;
        moves.push((target, selection));
    }
    let mut outcome = Outcome::default();
    for (target, selection) in moves {
        outcome.invalid += selection.invalid;
        for id in selection.ids {
            let result = relocate(call, &mut state, id, &target);
            outcome.note(id, result);
        }
    }
    outcome.finish(call, &mut state, by)
}

/// Moves one issue with its sub-tasks.
fn relocate(
    call: &Call<'_>,
    state: &mut State,
    id: u32,
    target: &Target<'_>,
) -> Result<(), Errors> {
    let Some(issue) = state.jira.issues.get(id) else {
        return Ok(());
    };
    if !may(call, state, issue, "MOVE_ISSUES") {
        return Err(Errors::message(
            "You do not have permission to move this issue.",
        ));
    }
    let below: Vec<u32> = subtasks(state, issue).map(|child| child.id).collect();
    let moves_away = issue.project != target.project;
    let after = moved(call, state, issue, target)?;
    let subtask_type = subtask_type(state, target);
    if moves_away && !below.is_empty() && subtask_type.is_none() {
        return Err(Errors::message("The target project has no sub-task type."));
    }
    commit(call, state, after);
    for child in below.into_iter().filter(|_| moves_away) {
        let Some(issue) = state.jira.issues.get(child) else {
            continue;
        };
        let target = Target {
            issue_type: subtask_type.unwrap_or(issue.issue_type),
            parent: Some(id),
            ..*target
        };
        let after = moved(call, state, issue, &target)?;
        commit(call, state, after);
    }
    Ok(())
}

fn subtask_type(state: &State, target: &Target<'_>) -> Option<u32> {
    let project = state.jira.projects.get(target.project)?;
    let types = &state.jira.config.issue_types;
    let mut of_project = state.jira.types_of(project).iter().copied();
    of_project.find(|id| {
        types
            .get(id)
            .is_some_and(crate::state::jira::config::IssueType::is_subtask)
    })
}

/// How the issue will be in its new place.
fn moved(
    call: &Call<'_>,
    state: &State,
    issue: &Issue,
    target: &Target<'_>,
) -> Result<Issue, Errors> {
    let mut draft = Draft::of(call, state, issue, Phase::Edit);
    let after = &mut draft.issue;
    after.issue_type = target.issue_type;
    if issue.project != target.project {
        after.project = target.project;
        // These belong to the project that the issue leaves.
        after.components.clear();
        after.fix_versions.clear();
        after.affected_versions.clear();
        let config = &state.jira.config;
        let scheme = state.jira.projects.get(target.project);
        let scheme = scheme.and_then(|project| project.security_scheme);
        let scheme = scheme.and_then(|id| config.security_schemes.get(&id));
        after.security = scheme.and_then(|scheme| scheme.default);
        after.custom.retain(|(number, _)| {
            let contexts = config
                .field(*number)
                .into_iter()
                .flat_map(|field| &field.contexts);
            contexts
                .into_iter()
                .any(|c| c.covers(target.project, target.issue_type))
        });
        if fits(state, after).is_err() {
            after.parent = None;
        }
    }
    after.parent = target.parent.or(after.parent);
    let workflow = state.jira.workflow_for(after);
    let workflow = workflow.ok_or_else(|| Errors::message("The target has no workflow."))?;
    if !workflow.statuses.contains(&after.status) {
        let chosen = chosen_status(target.how, after.status);
        let chosen = chosen.filter(|status| workflow.statuses.contains(status));
        let initial = workflow
            .initial()
            .filter(|_| target.how["inferStatusDefaults"] == true);
        let status = chosen.or(initial);
        let status = status.ok_or_else(|| {
            Errors::message("The status of the issue does not exist in the target workflow.")
        })?;
        arrive(call, state, after, status);
    }
    let wishes = fields(target.how);
    let changes: Vec<Change<'_>> = wishes
        .iter()
        .map(|(name, value)| Change {
            name,
            field: FieldId::parse(name),
            verb: Verb::Set,
            value,
        })
        .collect();
    draft.apply(&changes, None);
    let fit = fits(state, &draft.issue);
    draft.errors.take("issuetype", fit);
    let Draft {
        issue: after,
        errors,
        ..
    } = draft;
    errors.check().map(|()| after)
}

/// The status that `targetStatus` chooses for another one: `{"new": ["old", …]}`.
fn chosen_status(how: &Value, status: u32) -> Option<u32> {
    let status = status.to_string();
    let all = how["targetStatus"].as_array().into_iter().flatten();
    let mut all = all
        .filter_map(|entry| entry["statuses"].as_object())
        .flatten();
    let found = all.find(|(_, old)| strings(old).contains(&status.as_str()));
    found.and_then(|(new, _)| new.parse().ok())
}

/// The values of `targetMandatoryFields`, as editing one issue takes them. Retained ones stay.
fn fields(how: &Value) -> Map<String, Value> {
    let all = how["targetMandatoryFields"]
        .as_array()
        .into_iter()
        .flatten();
    let all = all
        .filter_map(|entry| entry["fields"].as_object())
        .flatten();
    let chosen = all.filter(|(_, said)| said["retain"] != true);
    chosen
        .map(|(name, said)| {
            let value = &said["value"];
            let by_id = matches!(name.as_str(), "fixVersions" | "versions" | "components");
            let value = match value {
                Value::Array(ids) if by_id => ids.iter().map(|id| json!({ "id": id })).collect(),
                other => other.clone(),
            };
            (name.clone(), value)
        })
        .collect()
}

/// Gives the issue its new key if it leaves its project, and keeps what was changed.
fn commit(call: &Call<'_>, state: &mut State, mut after: Issue) {
    let Some(before) = state.jira.issues.get(after.id).map(Issue::values) else {
        return;
    };
    if before.project != after.project {
        let project = after.project;
        state.jira.rehome(&mut after, project);
    }
    crate::jira::issue::edit::store(call, state, after);
}
