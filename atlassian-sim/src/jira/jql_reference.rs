//! What may stand in a query: fields, functions, reserved words, and values while they are typed.

use serde_json::{Value, json};

use super::groups::marked;
use super::issues::READ;
use crate::call::Call;
use crate::errors;
use crate::jql::ast::{Field, Operator};
use crate::jql::fields::{CLAUSES, Found, Kind, Target, customs, kind_name};
use crate::jql::functions::{FUNCTIONS, Gives, Known};
use crate::jql::site::Site;
use crate::jql::values;
use crate::jql::words::{KEYWORDS, RESERVED, encode};
use crate::reply::{Answer, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::permissions::USER_PICKER;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/jql/autocompletedata",
        Anonymous,
        reference,
    )
    .scopes(READ, &["read:field:jira"]),
    Operation::new(
        "POST",
        "/rest/api/3/jql/autocompletedata",
        Anonymous,
        filtered,
    )
    .scopes(READ, &["read:field:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/jql/autocompletedata/suggestions",
        Anonymous,
        suggestions,
    )
    .scopes(READ, &["read:issue-details:jira"]),
];

/// How many values are suggested at once.
const SUGGESTIONS: usize = 15;

fn reference(call: &Call<'_>) -> Answer {
    data(call, &[], false)
}

fn filtered(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let ids = body["projectIds"].as_array().into_iter().flatten();
    let ids = ids
        .filter_map(Value::as_u64)
        .filter_map(|id| u32::try_from(id).ok());
    let collapsed = body["includeCollapsedFields"].as_bool().unwrap_or(false);
    data(call, &ids.collect::<Vec<u32>>(), collapsed)
}

/// The reference data, with the custom fields of some projects; unknown ones do not count.
fn data(call: &Call<'_>, projects: &[u32], collapsed: bool) -> Answer {
    let state = call.read();
    let site = Site::new(&state, call.caller, call.now());
    let chosen: Vec<u32> = projects
        .iter()
        .copied()
        .filter(|id| site.sees(*id))
        .collect();
    let scope = if chosen.is_empty() {
        &site.projects
    } else {
        &chosen
    };
    let mut fields: Vec<Value> = CLAUSES
        .iter()
        .flat_map(|clause| {
            let found = clause.found();
            let rows = clause.names.iter();
            rows.map(move |name| row(name, name, &found))
        })
        .collect();
    let own: Vec<_> = customs(&state, scope).collect();
    for (number, field) in &own {
        let found = Found::custom(*number, field.kind);
        let same = own
            .iter()
            .filter(|(_, f)| f.name.eq_ignore_ascii_case(&field.name))
            .count();
        let cfid = format!("cf[{number}]");
        let value = if same == 1 {
            encode(&field.name)
        } else {
            cfid.clone()
        };
        let mut view = row(&value, &format!("{} - {cfid}", field.name), &found);
        view["cfid"] = cfid.into();
        fields.push(view);
        let first = own.iter().find(|(_, f)| {
            f.name.eq_ignore_ascii_case(&field.name) && kind_name(f.kind) == kind_name(field.kind)
        });
        if collapsed && same > 1 && first.is_some_and(|(id, _)| id == number) {
            let name = format!("{}[{}]", field.name, kind_name(field.kind));
            let mut view = row(&encode(&name), &format!("{} - {name}", field.name), &found);
            if let Some(view) = view.as_object_mut() {
                view.remove("orderable");
            }
            fields.push(view);
        }
    }
    let mut reserved: Vec<&str> = KEYWORDS.iter().chain(&RESERVED).copied().collect();
    reserved.sort_unstable();
    ok(&json!({
        "visibleFieldNames": fields,
        "visibleFunctionNames": FUNCTIONS.iter().map(function).collect::<Vec<Value>>(),
        "jqlReservedWords": reserved,
    }))
}

fn row(value: &str, display: &str, found: &Found) -> Value {
    let operators: Vec<&str> = found.operators().map(Operator::as_str).collect();
    let mut view = json!({
        "value": value,
        "displayName": display,
        "orderable": found.sorts.to_string(),
        "searchable": (!operators.is_empty()).to_string(),
        "operators": operators,
        "types": [java_type(found.kind)],
    });
    if suggests(found.kind) {
        view["auto"] = "true".into();
    }
    view
}

/// Whether values are suggested.
fn suggests(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Issue
            | Kind::Exact
            | Kind::Text
            | Kind::Number
            | Kind::Count
            | Kind::Integer
            | Kind::Duration
            | Kind::Moment
            | Kind::Day
            | Kind::Presence
            | Kind::Order
    )
}

fn java_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Issue => "com.atlassian.jira.issue.Issue",
        Kind::Project => "com.atlassian.jira.project.Project",
        Kind::Category => "com.atlassian.jira.project.ProjectCategory",
        Kind::ProjectType => "com.atlassian.jira.project.type.ProjectType",
        Kind::IssueType => "com.atlassian.jira.issue.issuetype.IssueType",
        Kind::Status => "com.atlassian.jira.issue.status.Status",
        Kind::StatusCategory => "com.atlassian.jira.issue.status.category.StatusCategory",
        Kind::Resolution => "com.atlassian.jira.issue.resolution.Resolution",
        Kind::Priority => "com.atlassian.jira.issue.priority.Priority",
        Kind::Level => "com.atlassian.jira.issue.security.IssueSecurityLevel",
        Kind::User => "com.atlassian.jira.user.ApplicationUser",
        Kind::Group => "com.atlassian.crowd.embedded.api.Group",
        Kind::Component => "com.atlassian.jira.bc.project.component.ProjectComponent",
        Kind::Version => "com.atlassian.jira.project.version.Version",
        Kind::Option => "com.atlassian.jira.issue.customfields.option.Option",
        Kind::Cascade => "com.atlassian.jira.issue.customfields.option.CascadeOption",
        Kind::Sprint => "com.atlassian.greenhopper.service.sprint.Sprint",
        Kind::LinkType => "com.atlassian.jira.issue.link.IssueLinkType",
        Kind::Filter => "com.atlassian.jira.issue.search.SearchRequest",
        Kind::Label => "com.atlassian.jira.issue.label.Label",
        Kind::Exact | Kind::Text => "java.lang.String",
        Kind::Number | Kind::Count | Kind::Integer => "java.lang.Number",
        Kind::Duration => "com.atlassian.jira.JiraDuration",
        Kind::Moment | Kind::Day => "java.util.Date",
        Kind::Presence => "com.atlassian.jira.issue.attachment.Attachment",
        Kind::Order => "java.lang.Object",
    }
}

fn function(known: &Known) -> Value {
    let kind = match known.gives {
        Gives::Moment => Kind::Moment,
        Gives::User => Kind::User,
        Gives::Issue => Kind::Issue,
        Gives::IssueType => Kind::IssueType,
        Gives::Project => Kind::Project,
        Gives::Component => Kind::Component,
        Gives::Version => Kind::Version,
        Gives::Sprint => Kind::Sprint,
        Gives::Option => Kind::Cascade,
        Gives::Text => Kind::Order,
    };
    let arguments = vec!["\"\""; known.required()].join(", ");
    let value = format!("{}({arguments})", known.name);
    let mut view = json!({ "value": value, "displayName": value, "types": [java_type(kind)] });
    if known.list {
        view["isList"] = "true".into();
    }
    view
}

fn suggestions(call: &Call<'_>) -> Answer {
    let Some(name) = call.query.filled("fieldName") else {
        return Err(errors::bad_request("The fieldName has to be provided."));
    };
    let predicate = call
        .query
        .filled("predicateName")
        .map(str::to_ascii_lowercase);
    let typed = match predicate.as_deref() {
        None => call.query.get("fieldValue"),
        Some("by" | "from" | "to") => call.query.get("predicateValue"),
        Some(other) => {
            return Err(errors::bad_request(format!(
                "The predicate '{other}' is not supported."
            )));
        }
    };
    let needle = typed.unwrap_or_default().trim_matches('"').to_lowercase();
    let state = call.read();
    let site = Site::new(&state, call.caller, call.now());
    let field = match predicate.as_deref() {
        // Whoever made a change is a person, whatever the field.
        Some("by") => "assignee",
        _ => name.trim_matches('"'),
    };
    let found = site.fields(&Field::named(field));
    let mut results: Vec<Value> = Vec::new();
    let mut add = |value: &str, display: &str| {
        let folded = display.to_lowercase();
        let new = || !results.iter().any(|r| r["value"] == value);
        if results.len() < SUGGESTIONS && folded.contains(&needle) && new() {
            let display = marked(display, &folded, &needle, "b");
            results.push(json!({ "value": value, "displayName": display }));
        }
    };
    for found in &found {
        match (found.kind, found.target) {
            (Kind::User, _) => {
                if state.holds(call.caller, USER_PICKER) {
                    let people = state.users.all().iter();
                    for user in people.filter(|u| u.active()) {
                        add(&user.id, &user.name);
                    }
                }
            }
            (Kind::Project, _) => {
                for project in site.visible().filter(|p| p.live()) {
                    add(
                        &project.name,
                        &format!("{} ({})", project.name, project.key),
                    );
                }
            }
            (Kind::Label, Target::Labels) => {
                let seen = |i: &&crate::state::jira::issue::Issue| state.sees(call.caller, i);
                for issue in state.jira.issues.all().filter(seen) {
                    for label in &issue.labels {
                        add(label, label);
                    }
                }
            }
            _ => {
                for named in values::named(&site, found) {
                    add(named.name, named.name);
                }
            }
        }
    }
    ok(&json!({ "results": results }))
}
