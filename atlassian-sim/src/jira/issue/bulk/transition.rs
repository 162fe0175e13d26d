//! Bringing many issues into other statuses.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Outcome, Selection, body, need_bulk_change, page, refuse};
use crate::call::Call;
use crate::jira::issue::transitions::{from_here, perform};
use crate::jira::issue::trouble::Errors;
use crate::query::strings;
use crate::reply::Answer;
use crate::state::State;
use crate::state::jira::config::Transition;

/// By workflow, the transitions that all the issues have which go through it. Those with a screen
/// are left out.
pub(super) fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    need_bulk_change(call, &state)?;
    let named = crate::jira::issues::parts(call.query.all("issueIdsOrKeys"));
    let named: Vec<&str> = named.iter().map(String::as_str).collect();
    let selection = Selection::of(call, &state, &named)?;
    if selection.invalid > 0 {
        return Err(refuse(
            400,
            "Some of the issues in the issueIdsOrKeys are not valid",
        ));
    }
    let mut groups: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for id in selection.ids {
        let issue = state.jira.issues.get(id);
        let workflow = issue.and_then(|issue| state.jira.workflow_for(issue));
        let name = workflow.map_or_else(String::new, |workflow| workflow.entity_id.clone());
        groups.entry(name).or_default().push(id);
    }
    let groups = groups
        .values()
        .map(|ids| group(call, &state, ids))
        .collect();
    page(call, "availableTransitions", groups)
}

fn group(call: &Call<'_>, state: &State, ids: &[u32]) -> Value {
    let issues = || ids.iter().filter_map(|id| state.jira.issues.get(*id));
    let of_each: Vec<Vec<&Transition>> = issues()
        .map(|issue| {
            let all = from_here(call, state, issue).into_iter();
            all.filter(|(_, available)| *available)
                .map(|(t, _)| t)
                .collect()
        })
        .collect();
    let first = of_each.first().map_or(&[][..], Vec::as_slice);
    let everywhere = |transition: &Transition| {
        of_each
            .iter()
            .all(|all| all.iter().any(|t| t.id == transition.id))
    };
    let shown: Vec<Value> = first
        .iter()
        .filter(|transition| everywhere(transition) && transition.screen.is_none())
        .map(|transition| {
            let status = state.jira.config.statuses.get(&transition.to);
            json!({
                "transitionId": transition.id,
                "transitionName": transition.name,
                "to": {
                    "statusId": transition.to,
                    "statusName": status.map_or("", |status| &status.name),
                },
            })
        })
        .collect();
    let filtered = of_each.iter().any(|all| all.len() != shown.len());
    let keys: Vec<String> = issues().map(|issue| state.jira.key(issue)).collect();
    json!({ "issues": keys, "transitions": shown, "isTransitionsFiltered": filtered })
}

/// Only lists of issues with a transition each are taken, not one of them for all.
pub(super) fn submit(call: &Call<'_>) -> Answer {
    let body = body(call)?;
    let mut state = call.write();
    let by = need_bulk_change(call, &state)?;
    let inputs = body["bulkTransitionInputs"]
        .as_array()
        .filter(|inputs| !inputs.is_empty());
    let inputs =
        inputs.ok_or_else(|| refuse(400, "bulkTransitionInputs cannot be null or empty"))?;
    let mut selected = Vec::new();
    for input in inputs {
        let transition = input["transitionId"]
            .as_str()
            .filter(|id| id.parse::<u32>().is_ok());
        let transition =
            transition.ok_or_else(|| refuse(400, "The transitionId must be a number as a text"))?;
        let named = strings(&input["selectedIssueIdsOrKeys"]);
        selected.push((transition, Selection::of(call, &state, &named)?));
    }
    let mut outcome = Outcome::default();
    for (transition, selection) in selected {
        outcome.invalid += selection.invalid;
        let wanted = json!({ "transition": { "id": transition } });
        for id in selection.ids {
            let performed = perform(call, &mut state, id, &wanted);
            let performed = performed.unwrap_or_else(|_| Err(Errors::message("INVALID_INPUT")));
            outcome.note(id, performed);
        }
    }
    outcome.finish(call, &mut state, by)
}
