//! Setting the same values in many issues.

use serde_json::{Map, Value, json};

use super::{Selection, body, each, need_bulk_change, refuse};
use crate::call::Call;
use crate::jira::issue::draft::Draft;
use crate::jira::issue::edit::{draft, store};
use crate::jira::issue::request::{Change, Verb};
use crate::jira::issue::transitions::{into_status, perform};
use crate::jira::issue::trouble::Errors;
use crate::jira::on_issues::may;
use crate::query::strings;
use crate::reply::{Answer, Reply};
use crate::state::State;
use crate::state::jira::field::FieldId;

/// How many fields one operation may set.
const MOST_FIELDS: usize = 200;

/// One change as it is made to every issue.
struct Wish {
    field: String,
    verb: Verb,
    value: Value,
}

pub(super) fn submit(call: &Call<'_>) -> Answer {
    let body = body(call)?;
    let mut state = call.write();
    need_bulk_change(call, &state)?;
    let input = body["editedFieldsInput"].as_object();
    let input = input.ok_or_else(|| refuse(400, "editedFieldsInput cannot be null"))?;
    let (wishes, status) = wishes(input)?;
    let actions = strings(&body["selectedActions"]);
    let mut named: Vec<&str> = wishes.iter().map(|wish| wish.field.as_str()).collect();
    named.extend(status.map(|_| "status"));
    let missing: Vec<&str> = named
        .iter()
        .copied()
        .filter(|name| !actions.contains(name))
        .collect();
    if !missing.is_empty() {
        return Err(refuse(
            400,
            format!(
                "The following editedFieldInput values are not listed as selectedActions : {}",
                missing.join(", ")
            ),
        ));
    }
    if named.is_empty() || named.len() > MOST_FIELDS {
        return Err(refuse(
            400,
            format!("Between 1 and {MOST_FIELDS} fields can be edited"),
        ));
    }
    let selection = Selection::read(call, &state, &body)?;
    each(call, &mut state, selection, |state, id| {
        change(call, state, id, &wishes)?;
        status.map_or(Ok(()), |status| go_to(call, state, id, status))
    })
}

fn change(call: &Call<'_>, state: &mut State, id: u32, wishes: &[Wish]) -> Result<(), Errors> {
    let Some(issue) = state.jira.issues.get(id) else {
        return Ok(());
    };
    if !may(call, state, issue, "EDIT_ISSUES") {
        return Err(Errors::message(
            "You do not have permission to edit issues in this project.",
        ));
    }
    let changes: Vec<Change<'_>> = wishes
        .iter()
        .map(|wish| Change {
            name: &wish.field,
            field: FieldId::parse(&wish.field),
            verb: wish.verb,
            value: &wish.value,
        })
        .collect();
    let Draft {
        issue: after,
        errors,
        ..
    } = draft(call, state, issue, &changes);
    errors.check()?;
    store(call, state, after);
    Ok(())
}

fn go_to(call: &Call<'_>, state: &mut State, id: u32, status: u32) -> Result<(), Errors> {
    let Some(issue) = state
        .jira
        .issues
        .get(id)
        .filter(|issue| issue.status != status)
    else {
        return Ok(());
    };
    let transition = into_status(call, state, issue, status);
    let transition =
        transition.ok_or_else(|| Errors::message("The status selected is invalid."))?;
    let wanted = json!({ "transition": { "id": transition } });
    let performed = perform(call, state, id, &wanted);
    performed.unwrap_or_else(|_| Err(Errors::message("INVALID_INPUT")))
}

/// A number or a text as the text that ids are.
fn id(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.to_string().into(),
        other => other.clone(),
    }
}

/// How fields with several values shall be changed.
fn several(entry: &Value, values: Vec<Value>) -> Result<Vec<(Verb, Value)>, Reply> {
    Ok(match entry["bulkEditMultiSelectFieldOption"].as_str() {
        Some("ADD") => values.into_iter().map(|value| (Verb::Add, value)).collect(),
        Some("REMOVE") => values
            .into_iter()
            .map(|value| (Verb::Remove, value))
            .collect(),
        Some("REPLACE") => vec![(Verb::Set, values.into())],
        Some("REMOVE_ALL") => vec![(Verb::Set, json!([]))],
        _ => {
            return Err(refuse(
                400,
                "The bulkEditMultiSelectFieldOption is not valid",
            ));
        }
    })
}

fn list(entry: &Value, name: &str, one: impl Fn(&Value) -> Value) -> Vec<Value> {
    let all = entry[name].as_array().into_iter().flatten();
    all.map(one).collect()
}

/// The changes that the many kinds of input mean, and the status to go to.
fn wishes(input: &Map<String, Value>) -> Result<(Vec<Wish>, Option<u32>), Reply> {
    let mut wishes = Vec::new();
    let mut status = None;
    for (kind, entries) in input {
        let single = entries.is_object();
        let entries: Vec<&Value> = match entries {
            Value::Array(entries) => entries.iter().collect(),
            Value::Object(_) => vec![entries],
            Value::Null => continue,
            _ => return Err(refuse(400, format!("The input of '{kind}' is not valid"))),
        };
        for entry in entries {
            if kind == "status" {
                let wanted = id(&entry["statusId"]);
                let wanted = wanted.as_str().and_then(|id| id.parse().ok());
                let wanted = wanted.ok_or_else(|| refuse(400, "The statusId is not valid"))?;
                status = Some(wanted);
                continue;
            }
            let own = match kind.as_str() {
                "issueType" => Some("issuetype"),
                "priority" => Some("priority"),
                "originalEstimateField" | "timeTrackingField" => Some("timetracking"),
                "multiselectComponents" => Some("components"),
                _ => None,
            };
            let field = own.filter(|_| single).or(entry["fieldId"].as_str());
            let field =
                field.ok_or_else(|| refuse(400, format!("A fieldId of '{kind}' is missing")))?;
            for (verb, value) in read(kind, entry)? {
                let field = field.to_owned();
                wishes.push(Wish { field, verb, value });
            }
        }
    }
    Ok((wishes, status))
}

/// What one entry means, in the values that editing one issue takes.
fn read(kind: &str, entry: &Value) -> Result<Vec<(Verb, Value)>, Reply> {
    let option = |value: &Value| json!({ "id": id(&value["optionId"]) });
    let group = |value: &Value| json!({ "name": value["groupName"] });
    let version = |value: &Value| json!({ "id": id(&value["versionId"]) });
    let user = |value: &Value| json!({ "accountId": value["accountId"] });
    let value = match kind {
        "cascadingSelectFields" => {
            let mut value = option(&entry["parentOptionValue"]);
            if !entry["childOptionValue"].is_null() {
                value["child"] = option(&entry["childOptionValue"]);
            }
            value
        }
        "clearableNumberFields" => entry["value"].clone(),
        "datePickerFields" => entry["date"]["formattedDate"].clone(),
        "dateTimePickerFields" => entry["dateTime"]["formattedDateTime"].clone(),
        "issueType" => json!({ "id": id(&entry["issueTypeId"]) }),
        "priority" => json!({ "id": id(&entry["priorityId"]) }),
        "originalEstimateField" => json!({ "originalEstimate": entry["originalEstimateField"] }),
        "timeTrackingField" => json!({ "remainingEstimate": entry["timeRemaining"] }),
        "labelsFields" => return several(entry, list(entry, "labels", |l| l["name"].clone())),
        "multipleVersionPickerFields" => return several(entry, list(entry, "versions", version)),
        "multiselectComponents" => {
            let component = |value: &Value| json!({ "id": id(&value["componentId"]) });
            return several(entry, list(entry, "components", component));
        }
        "multipleGroupPickerFields" => list(entry, "groups", group).into(),
        "multipleSelectClearableUserPickerFields" => list(entry, "users", user).into(),
        "multipleSelectFields" => list(entry, "options", option).into(),
        "richTextFields" => entry["richText"]["adfValue"].clone(),
        "singleGroupPickerFields" => group(&entry["group"]),
        "singleLineTextFields" => entry["text"].clone(),
        "singleSelectClearableUserPickerFields" => user(&entry["user"]),
        "singleSelectFields" => match id(&entry["option"]["optionId"]).as_str() {
            // No option at all.
            Some("-1") => Value::Null,
            _ => option(&entry["option"]),
        },
        "singleVersionPickerFields" => version(&entry["version"]),
        "urlFields" => entry["url"].clone(),
        _ => {
            return Err(refuse(
                400,
                format!("Fields of the kind '{kind}' cannot be edited"),
            ));
        }
    };
    Ok(vec![(Verb::Set, value)])
}
