//! Whether the workflows in a body hold together, and what they are made of.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::jira::forms::id as read_id;
use crate::jira::statuses_bulk::read_category;
use crate::state::State;
use crate::state::jira::config::{StatusCategory, Transition, TransitionKind};
use crate::state::permissions::find;

/// A complaint: where, by which code, and in words.
#[derive(Debug)]
pub(super) struct Complaint {
    kind: &'static str,
    code: &'static str,
    message: String,
    element: Value,
}

impl Complaint {
    pub(super) fn new(
        kind: &'static str,
        code: &'static str,
        message: impl Into<String>,
        element: Value,
    ) -> Self {
        Self {
            kind,
            code,
            message: message.into(),
            element,
        }
    }

    pub(super) fn view(&self) -> Value {
        json!({
            "type": self.kind,
            "level": "ERROR",
            "code": self.code,
            "message": self.message,
            "elementReference": self.element,
        })
    }

    pub(super) fn message(&self) -> &str {
        &self.message
    }
}

/// A status that workflows of the body refer to: one that exists, or a new one.
#[derive(Debug, Clone)]
pub(super) struct NamedStatus {
    pub(super) existing: Option<u32>,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) category: StatusCategory,
}

/// By `statusReference`.
pub(super) type Statuses = BTreeMap<String, NamedStatus>;

/// The statuses of a body, as far as they are right.
pub(super) fn statuses(
    state: &State,
    project: Option<u32>,
    body: &Value,
    wrong: &mut Vec<Complaint>,
) -> Statuses {
    let known = &state.jira.config.statuses;
    let mut found = Statuses::new();
    for entry in body["statuses"].as_array().into_iter().flatten() {
        let reference = entry["statusReference"].as_str().unwrap_or("").to_owned();
        let element = json!({ "statusReference": reference });
        let mut complain = |code, message: &str| {
            wrong.push(Complaint::new("STATUS", code, message, element.clone()));
        };
        let existing = if entry["id"].is_null() {
            None
        } else {
            let id = read_id(&entry["id"]).filter(|id| known.contains_key(id));
            if id.is_none() {
                complain("STATUS_NOT_FOUND", "The status was not found.");
            }
            id
        };
        let name = entry["name"].as_str().map_or("", str::trim).to_owned();
        if name.is_empty() || name.chars().count() > 255 {
            complain(
                "INVALID_STATUS_NAME",
                "You must specify a valid status name.",
            );
        }
        let taken = known.iter().any(|(id, s)| {
            Some(*id) != existing && s.project == project && s.name.eq_ignore_ascii_case(&name)
        });
        if taken || found.values().any(|s| s.name.eq_ignore_ascii_case(&name)) {
            complain(
                "NON_UNIQUE_STATUS_NAME",
                "You must use a unique status name.",
            );
        }
        let category = entry["statusCategory"].as_str().and_then(read_category);
        if category.is_none() {
            complain("INVALID_STATUS_CATEGORY", "The status category is invalid.");
        }
        let status = NamedStatus {
            existing,
            name,
            description: entry["description"].as_str().unwrap_or("").to_owned(),
            category: category.unwrap_or(StatusCategory::Undefined),
        };
        if reference.is_empty() || found.insert(reference, status).is_some() {
            complain(
                "NON_UNIQUE_STATUS_REFERENCE",
                "You must use a unique status reference.",
            );
        }
    }
    found
}

/// A workflow of a body: its statuses and the ends of its transitions by reference.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) statuses: Vec<String>,
    transitions: Vec<(Transition, Vec<String>, String)>,
}

impl Draft {
    /// The transitions, where each reference stands for the status with this id.
    pub(super) fn transitions(&self, ids: &BTreeMap<String, u32>) -> Vec<Transition> {
        let id = |reference: &String| ids.get(reference).copied().unwrap_or(0);
        self.transitions
            .iter()
            .map(|(transition, from, to)| Transition {
                from: from.iter().map(id).collect(),
                to: id(to),
                ..transition.clone()
            })
            .collect()
    }
}

/// Screen and permission of a transition's rules.
fn rules(
    state: &State,
    entry: &Value,
    complain: &mut dyn FnMut(&'static str, &str),
    out: &mut Transition,
) {
    let screen = &entry["transitionScreen"];
    if !screen.is_null() {
        let id = read_id(&screen["parameters"]["screenId"]);
        out.screen = id.filter(|id| state.jira.config.screens.contains_key(id));
        if out.screen.is_none() {
            complain(
                "SCREEN_NOT_FOUND",
                "The screen of the transition was not found.",
            );
        }
    }
    for rule in entry["conditions"]["conditions"]
        .as_array()
        .into_iter()
        .flatten()
    {
        let key = rule["ruleKey"].as_str().unwrap_or("");
        let permissions = rule["parameters"]["permissionKeys"].as_str().unwrap_or("");
        if key != "system:restrict-issue-transition" {
            complain(
                "UNSUPPORTED_RULE",
                "The rule of the transition is not supported.",
            );
        } else if !permissions.is_empty() {
            out.permission = find(permissions).map(|p| p.key.to_owned());
            if out.permission.is_none() {
                complain(
                    "PERMISSION_NOT_FOUND",
                    "The permission of the rule was not found.",
                );
            }
        }
    }
}

/// The workflow in a body, as far as it is right.
pub(super) fn workflow(
    state: &State,
    known: &dyn Fn(&str) -> bool,
    body: &Value,
    wrong: &mut Vec<Complaint>,
) -> Draft {
    let mut draft = Draft {
        statuses: Vec::new(),
        transitions: Vec::new(),
    };
    for entry in body["statuses"].as_array().into_iter().flatten() {
        let reference = entry["statusReference"].as_str().unwrap_or("");
        let element = json!({ "statusReference": reference });
        if !known(reference) || draft.statuses.iter().any(|r| r == reference) {
            wrong.push(Complaint::new(
                "STATUS_LAYOUT",
                "INVALID_STATUS_REFERENCE",
                "A status of the workflow is unknown, or there twice.",
                element,
            ));
        } else {
            draft.statuses.push(reference.to_owned());
        }
    }
    if draft.statuses.is_empty() {
        wrong.push(Complaint::new(
            "WORKFLOW",
            "NO_STATUSES",
            "A workflow must have at least one status.",
            json!({}),
        ));
    }
    let mut last = 0;
    for entry in body["transitions"].as_array().into_iter().flatten() {
        let number = read_id(&entry["id"]).unwrap_or(last + 10);
        last = number.max(last);
        transition(state, &mut draft, number, entry, wrong);
    }
    let initial = draft.transitions.iter();
    let initial = initial.filter(|(t, ..)| t.kind == TransitionKind::Initial);
    if initial.count() != 1 {
        wrong.push(Complaint::new(
            "WORKFLOW",
            "INVALID_INITIAL_TRANSITION",
            "A workflow must have exactly one initial transition.",
            json!({}),
        ));
    }
    draft
}

fn transition(
    state: &State,
    draft: &mut Draft,
    number: u32,
    entry: &Value,
    wrong: &mut Vec<Complaint>,
) {
    let element = json!({ "transitionId": number.to_string() });
    let mut complain = |code: &'static str, message: &str| {
        wrong.push(Complaint::new("TRANSITION", code, message, element.clone()));
    };
    let name = entry["name"].as_str().map_or("", str::trim);
    if name.is_empty() || name.chars().count() > 60 {
        complain(
            "INVALID_TRANSITION_NAME",
            "You must specify a valid transition name.",
        );
    }
    if draft.transitions.iter().any(|(t, ..)| t.id == number) {
        complain(
            "NON_UNIQUE_TRANSITION_ID",
            "You must use a unique transition ID.",
        );
    }
    let kind = match entry["type"].as_str() {
        Some("INITIAL") => TransitionKind::Initial,
        Some("GLOBAL") => TransitionKind::Global,
        Some("DIRECTED") => TransitionKind::Directed,
        _ => {
            complain(
                "INVALID_TRANSITION_TYPE",
                "The type of the transition is invalid.",
            );
            TransitionKind::Global
        }
    };
    let to = entry["toStatusReference"].as_str().unwrap_or("").to_owned();
    let links = entry["links"].as_array().into_iter().flatten();
    let from: Vec<String> = links
        .filter_map(|link| Some(link["fromStatusReference"].as_str()?.to_owned()))
        .collect();
    if !std::iter::once(&to)
        .chain(&from)
        .all(|end| draft.statuses.contains(end))
    {
        complain(
            "INVALID_STATUS_REFERENCE",
            "The transition leads from or to a status that the workflow does not have.",
        );
    }
    if from.is_empty() == (kind == TransitionKind::Directed) {
        complain(
            "INVALID_TRANSITION_LINKS",
            "Directed transitions must start at a status; others must not.",
        );
    }
    let mut made = Transition {
        id: number,
        name: name.to_owned(),
        kind,
        from: Vec::new(),
        to: 0,
        screen: None,
        permission: None,
    };
    rules(state, entry, &mut complain, &mut made);
    draft.transitions.push((made, from, to));
}
