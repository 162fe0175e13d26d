//! Recorded issues: each is read, typed as far as is known, and what is read and written back loses nothing.

use std::collections::BTreeMap;

use jira_client::Timestamp;
use jira_client::cloud::field_contexts::FieldContext;
use jira_client::cloud::field_options::ContextOption;
use jira_client::cloud::fields::{Field, FieldValue};
use jira_client::cloud::issues::{Issue, IssueFields};
use serde_json::{Value, json};

use crate::recordings::{Count, files, folder, lost, values};

/// Jira's own fields as every site has them: their types, of lists those of the elements.
const SYSTEM: &[(&str, &str, &str)] = &[
    ("summary", "string", ""),
    ("description", "string", ""),
    ("environment", "string", ""),
    ("issuetype", "issuetype", ""),
    ("project", "project", ""),
    ("status", "status", ""),
    ("priority", "priority", ""),
    ("resolution", "resolution", ""),
    ("assignee", "user", ""),
    ("reporter", "user", ""),
    ("creator", "user", ""),
    ("security", "securitylevel", ""),
    ("created", "datetime", ""),
    ("updated", "datetime", ""),
    ("resolutiondate", "datetime", ""),
    ("statuscategorychangedate", "datetime", ""),
    ("lastViewed", "datetime", ""),
    ("duedate", "date", ""),
    ("labels", "array", "string"),
    ("components", "array", "component"),
    ("fixVersions", "array", "version"),
    ("versions", "array", "version"),
    ("timetracking", "timetracking", ""),
    ("progress", "progress", ""),
    ("aggregateprogress", "progress", ""),
    ("votes", "votes", ""),
    ("watches", "watches", ""),
    ("timespent", "number", ""),
    ("timeestimate", "number", ""),
    ("workratio", "number", ""),
    ("issuelinks", "array", "issuelinks"),
    ("subtasks", "array", "issuelinks"),
    ("attachment", "array", "attachment"),
    ("comment", "comments-page", ""),
    ("worklog", "array", "worklog"),
];

fn system() -> Vec<Field> {
    let field = |(id, kind, items): &(&str, &str, &str)| {
        let mut schema = json!({"type": kind, "system": id});
        if !items.is_empty() {
            schema["items"] = json!(items);
        }
        serde_json::from_value(json!({"id": id, "schema": schema})).unwrap()
    };
    SYSTEM.iter().map(field).collect()
}

/// What does not fit, and need not.
const ODD: &[&str] = &[
    // A server of former times whose schema announces a list where it sends one text.
    "valid-5.0-1.json: the field `customfield_10004` does not hold what it should",
];

/// Everything below that is an issue with fields and an id; some recordings were cut down by hand and have none.
fn issues(value: &Value, at: &str, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(object) => {
            let is_issue = object.contains_key("id") && object.contains_key("key");
            if is_issue && object.get("fields").is_some_and(Value::is_object) {
                found.push((at.to_owned(), value.clone()));
            }
            object
                .iter()
                .for_each(|(name, value)| issues(value, &format!("{at}.{name}"), found));
        }
        Value::Array(list) => list
            .iter()
            .for_each(|value| issues(value, &format!("{at}[]"), found)),
        Value::String(text) if text.starts_with(['{', '[']) => {
            if let Ok(value) = serde_json::from_str(text) {
                issues(&value, at, found);
            }
        }
        _ => {}
    }
}

/// Reads each field by its kind. What is written of it was in what was sent, and is read as the same once more.
fn typed(
    issue: &Issue,
    fields: &[Field],
    kinds: &mut BTreeMap<String, usize>,
    at: &str,
    odd: &mut Vec<String>,
) {
    for field in fields {
        let sent = issue.fields.get(&field.id).unwrap_or(&Value::Null);
        let value = match issue.fields.value(field) {
            Ok(value) => value,
            Err(error) => {
                odd.push(format!("{at}: {error}"));
                continue;
            }
        };
        let kind = format!("{value:?}");
        let kind = kind.split(['(', ' ']).next().unwrap_or_default().to_owned();
        *kinds.entry(kind).or_default() += 1;
        let written = Value::from(value.clone());
        let differs = match value {
            // Of several sprints one is written.
            FieldValue::Sprints(_) => vec![],
            // Written in the one format that there is, whatever the one sent.
            FieldValue::Instant(time) => {
                let again = written.as_str().map(Timestamp::new).unwrap();
                let same = again.epoch_millis() == time.epoch_millis();
                if same { vec![] } else { vec![time.to_string()] }
            }
            _ => lost(&written, sent, String::new()),
        };
        if !differs.is_empty() || written.is_null() && !sent.is_null() {
            odd.push(format!(
                "{at}.{}: {differs:?} of {written} for {sent}",
                field.id
            ));
        }
        let again = FieldValue::read(field, &written)
            .map(Value::from)
            .unwrap_or_default();
        if again != written {
            odd.push(format!("{at}.{}: {written} is read as {again}", field.id));
        }
    }
}

/// Jira's own fields by their methods. Wiki text of version 2 is no document.
fn own(fields: &IssueFields) -> Vec<String> {
    let mut errors = Vec::new();
    macro_rules! ask {
        ($($name:ident),+) => { $(
            if let Err(error) = fields.$name() {
                errors.push(error.to_string());
            }
        )+ };
    }
    ask!(
        status,
        status_category_changed,
        assignee,
        reporter,
        creator,
        priority,
        resolution,
        resolution_date,
        issue_type,
        project,
        parent,
        created,
        updated,
        last_viewed,
        due_date,
        time_tracking,
        progress,
        aggregate_progress,
        votes,
        watches,
        security,
        labels,
        components,
        fix_versions,
        versions,
        subtasks
    );
    for text in ["description", "environment"] {
        if fields.get(text).is_some_and(Value::is_object)
            && fields
                .get_as::<jira_client::document::Document>(text)
                .is_err()
        {
            errors.push(text.to_owned());
        }
    }
    let odd = fields.issue_links().unwrap();
    errors.extend(odd.odd().map(|odd| format!("issuelinks: {odd}")));
    let odd = fields.attachments().unwrap();
    errors.extend(odd.odd().map(|odd| format!("attachment: {odd}")));
    errors
}

#[test]
fn what_is_read_of_issues_and_written_back_loses_nothing() {
    let folder = folder();
    if !folder.is_dir() {
        println!(
            "recordings: skipped, there are none at {}",
            folder.display()
        );
        return;
    }
    let mut count = Count::default();
    let mut kinds = BTreeMap::new();
    let system = system();
    let mut everything = Vec::new();
    files(&folder, &mut everything);
    let mut odd = Vec::new();
    for path in everything {
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        let mut found = Vec::new();
        for value in values(&path) {
            issues(&value, "", &mut found);
        }
        for (at, mut sent) in found {
            let at = format!("{name}{at}");
            // Of servers before the first release of this API, which have the address of a list in its place.
            if sent["transitions"].is_string() {
                continue;
            }
            // Additions of the agile API of a server of former times.
            for former in ["html", "ghissue"] {
                sent.as_object_mut().unwrap().remove(former);
            }
            count.read::<Issue>("issue", &sent, &at);
            let issue: Issue = serde_json::from_value(sent).unwrap();
            typed(&issue, &system, &mut kinds, &at, &mut odd);
            let own_schema: Vec<Field> = issue
                .schema
                .iter()
                .flatten()
                .map(|(id, schema)| {
                    serde_json::from_value(json!({"id": id, "schema": schema})).unwrap()
                })
                .collect();
            typed(&issue, &own_schema, &mut kinds, &at, &mut odd);
            odd.extend(
                own(&issue.fields)
                    .into_iter()
                    .map(|error| format!("{at}: {error}")),
            );
        }
    }
    let airbyte = folder.join("estuary-airbyte/expected_records");
    let one = |name: &str| values(&airbyte.join(name)).remove(0);
    count.read_all::<Field>("field", &one("issue_fields.json"), "issue_fields");
    let without = |mut list: Value, added: &[&str]| {
        for one in list.as_array_mut().unwrap() {
            one.as_object_mut()
                .unwrap()
                .retain(|name, _| !added.contains(&name.as_str()));
        }
        list
    };
    // The collector added these.
    let contexts = without(
        one("issue_custom_field_contexts.json"),
        &["fieldId", "fieldType"],
    );
    count.read_all::<FieldContext>("field context", &contexts, "contexts");
    let options = without(
        one("issue_custom_field_options.json"),
        &["fieldId", "contextId"],
    );
    count.read_all::<ContextOption>("field option", &options, "options");

    for (kind, number) in count
        .0
        .iter()
        .map(|(kind, number)| (*kind, number))
        .chain(kinds.iter().map(|(k, n)| (k.as_str(), n)))
    {
        println!("recordings: {number:4} decoded as {kind}");
    }
    odd.retain(|odd| !ODD.iter().any(|known| odd.contains(known)));
    assert!(
        odd.is_empty(),
        "{} odd:\n{}",
        odd.len(),
        odd[..odd.len().min(20)].join("\n")
    );
    assert!(count.0["issue"] > 2000 && kinds.len() > 15, "{kinds:?}");
}
