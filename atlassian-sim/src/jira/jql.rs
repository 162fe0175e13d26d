//! Reading queries without running them, and asking them of single issues.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::issues::READ;
use super::{MANAGE, READ_USERS};
use crate::call::Call;
use crate::errors;
use crate::jql::ast::{Clause, Field, Operand, Predicate, PredicateKind, Sort, Terminal};
use crate::jql::fields::Kind;
use crate::jql::site::Site;
use crate::jql::values;
use crate::jql::words::encode;
use crate::jql::{self, Query};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::permissions::ADMINISTER;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/rest/api/3/jql/parse", Anonymous, parse).scopes(
        READ,
        &["read:field:jira", "validate:jql:jira", "read:jql:jira"],
    ),
    Operation::new("POST", "/rest/api/3/jql/match", Login, matches)
        .scopes(READ, &["read:issue-details:jira"]),
    Operation::new("POST", "/rest/api/3/jql/sanitize", Login, sanitize)
        .scopes(MANAGE, &["read:jql:jira"]),
    Operation::new("POST", "/rest/api/3/jql/pdcleaner", Login, clean).scopes(
        READ_USERS,
        &["read:user:jira", "read:jql:jira", "validate:jql:jira"],
    ),
];

/// The elements of a list of the body; anything but a list of strings is a 400.
fn texts<'a>(body: &'a Value, name: &str) -> Result<Vec<&'a str>, Reply> {
    let missing = || errors::bad_request(format!("The {name} has to be provided."));
    let items = body[name].as_array().ok_or_else(missing)?;
    let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
    texts.ok_or_else(|| {
        errors::bad_request(
            "There was an error parsing JSON. Check that your request body is valid.",
        )
    })
}

fn parse(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let queries = texts(&body, "queries")?;
    if queries.is_empty() {
        return Err(errors::bad_request("The queries has to be provided."));
    }
    let mode = call.query.filled("validation").unwrap_or("strict");
    if !["strict", "warn", "none"].contains(&mode) {
        return Err(errors::bad_request(format!(
            "The validation mode '{mode}' is not supported. Supported values are: strict, warn, none."
        )));
    }
    let state = call.read();
    let parsed: Vec<Value> = queries
        .into_iter()
        .map(|text| {
            let mut view = json!({ "query": text });
            let query = match jql::parse(text) {
                Ok(query) => query,
                Err(message) => {
                    view["errors"] = json!([message]);
                    return view;
                }
            };
            let (problems, warnings) = if mode == "none" {
                (Vec::new(), Vec::new())
            } else {
                query.complaints(&state, call.caller, call.now())
            };
            if problems.is_empty() || mode != "strict" {
                view["structure"] = structure(&query);
            }
            if !problems.is_empty() {
                view["errors"] = problems.into();
            }
            // Only this mode tells of what does not keep a query from running.
            if mode == "warn" && !warnings.is_empty() {
                view["warnings"] = warnings.into();
            }
            view
        })
        .collect();
    ok(&json!({ "queries": parsed }))
}

fn structure(query: &Query) -> Value {
    let mut view = json!({});
    if let Some(where_clause) = &query.clause {
        view["where"] = clause(where_clause);
    }
    if let Some(order) = &query.order {
        let fields: Vec<Value> = order.iter().map(sort).collect();
        view["orderBy"] = json!({ "fields": fields });
    }
    view
}

fn sort(sort: &Sort) -> Value {
    let mut view = json!({ "field": field(&sort.field) });
    if let Some(descending) = sort.descending {
        view["direction"] = if descending { "desc" } else { "asc" }.into();
    }
    view
}

fn clause(of: &Clause) -> Value {
    let compound = |operator: &str, parts: &[Clause]| {
        let clauses: Vec<Value> = parts.iter().map(clause).collect();
        json!({ "clauses": clauses, "operator": operator })
    };
    match of {
        Clause::And(parts) => compound("and", parts),
        Clause::Or(parts) => compound("or", parts),
        Clause::Not(inner) => compound("not", std::slice::from_ref(inner)),
        Clause::Terminal(terminal) => {
            let mut view = json!({
                "field": field(&terminal.field),
                "operator": terminal.operator.as_str(),
            });
            if let Some(value) = &terminal.operand {
                view["operand"] = operand(value);
            }
            if terminal.operator.history() {
                let predicates = terminal.predicates.iter();
                let predicates = predicates.map(
                    |p| json!({ "operator": p.kind.as_str(), "operand": operand(&p.operand) }),
                );
                view["predicates"] = predicates.collect();
            }
            view
        }
    }
}

fn field(field: &Field) -> Value {
    let encoded = field.to_string();
    let Some(property) = &field.property else {
        return json!({ "name": field.name, "encodedName": encoded });
    };
    let (entity, path) = (field.name.split('.').next(), property.path.as_str());
    let dot = if path.is_empty() { "" } else { "." };
    json!({
        "name": format!("{}[{}]{dot}{path}", field.name, property.key),
        "encodedName": encoded,
        "property": [{ "entity": entity, "key": property.key, "path": path }],
    })
}

fn operand(of: &Operand) -> Value {
    match of {
        Operand::Text(text) => json!({ "value": text, "encodedValue": encode(text) }),
        Operand::Number(number) => {
            json!({ "value": number.to_string(), "encodedValue": number.to_string() })
        }
        Operand::Empty => json!({ "keyword": "empty" }),
        Operand::List(items) => {
            let values: Vec<Value> = items.iter().map(operand).collect();
            json!({ "values": values, "encodedOperand": of.to_string() })
        }
        Operand::Function(function) => json!({
            "function": function.name,
            "arguments": function.arguments,
            "encodedOperand": of.to_string(),
        }),
    }
}

/// Which of some issues, seen the way searches see them, some queries find.
fn matches(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let queries = texts(&body, "jqls")?;
    let missing = || errors::bad_request("The issueIds has to be provided.");
    let ids = body["issueIds"].as_array().ok_or_else(missing)?;
    if queries.len() > 100 || ids.len() > 1_000 {
        return Err(errors::bad_request(
            "At most 100 JQL queries and 1000 issue IDs can be matched.",
        ));
    }
    let state = call.read();
    let now = call.now();
    let mut issues = Vec::new();
    for id in ids.iter().filter_map(Value::as_u64) {
        let found = u32::try_from(id).ok();
        let found = found.and_then(|id| state.jira.issues.indexed(id, now));
        let found = found.filter(|i| i.archived.is_none() && state.sees(call.caller, i));
        if let Some(issue) = found
            && !issues.iter().any(|(known, _)| *known == id)
        {
            issues.push((id, issue));
        }
    }
    let found: Vec<Value> = queries
        .into_iter()
        .map(
            |text| match Query::compile(text, &state, call.caller, now) {
                Ok(query) => {
                    let hits = issues.iter().filter(|(_, i)| query.matches(&state, i));
                    let hits: Vec<u64> = hits.map(|(id, _)| *id).collect();
                    json!({ "matchedIssues": hits, "errors": [] })
                }
                Err(_) => {
                    json!({ "matchedIssues": [], "errors": [format!("Invalid JQL: {text}")] })
                }
            },
        )
        .collect();
    ok(&json!({ "matches": found }))
}

/// Lets every value of a query be changed, with the field that it is compared with.
fn rewrite(query: &mut Query, change: &mut dyn FnMut(&Field, &mut Operand)) {
    fn walk(clause: &mut Clause, change: &mut dyn FnMut(&Field, &mut Operand)) {
        match clause {
            Clause::And(parts) | Clause::Or(parts) => {
                for part in parts {
                    walk(part, change);
                }
            }
            Clause::Not(inner) => walk(inner, change),
            Clause::Terminal(Terminal {
                field,
                operand,
                predicates,
                ..
            }) => {
                if let Some(operand) = operand {
                    each(field, operand, change);
                }
                for Predicate { kind, operand } in predicates {
                    match kind {
                        PredicateKind::From | PredicateKind::To => each(field, operand, change),
                        // Whoever did it is a person, as in this field.
                        PredicateKind::By => {
                            each(&Field::named("assignee"), operand, change);
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    fn each(field: &Field, operand: &mut Operand, change: &mut dyn FnMut(&Field, &mut Operand)) {
        match operand {
            Operand::List(items) => {
                for item in items {
                    each(field, item, change);
                }
            }
            other => change(field, other),
        }
    }
    if let Some(clause) = &mut query.clause {
        walk(clause, change);
    }
}

/// The text of a query after a rewrite: as it was sent where nothing changed.
fn rewritten(text: &str, before: &Query, after: &Query) -> String {
    if before == after {
        text.to_owned()
    } else {
        after.to_string()
    }
}

/// Puts ids in the place of names that somebody may not see.
fn sanitize(call: &Call<'_>) -> Answer {
    call.need(
        ADMINISTER,
        "You are not authorized to perform this action. Administrator privileges are required.",
    )?;
    let body = call.json()?;
    let queries = body["queries"]
        .as_array()
        .filter(|q| !q.is_empty())
        .ok_or_else(|| errors::bad_request("The queries has to be provided."))?;
    if queries.len() > 20 {
        return Err(errors::bad_request(
            "The number of queries must not exceed 20.",
        ));
    }
    let state = call.read();
    let everything = Site::new(&state, call.caller, call.now());
    // Many queries are often for the same few people.
    let mut sites: HashMap<Option<u32>, Site<'_>> = HashMap::new();
    let mut views = Vec::new();
    for item in queries {
        let text = item["query"]
            .as_str()
            .ok_or_else(|| errors::bad_request("The query has to be provided."))?;
        let account = item["accountId"].as_str();
        let mut view = json!({ "initialQuery": text });
        if let Some(account) = account {
            view["accountId"] = account.into();
        }
        match jql::parse(text) {
            Err(message) => view["errors"] = json!({ "errorMessages": [message], "errors": {} }),
            Ok(query) => {
                let reader = account.and_then(|id| state.users.find(id));
                let site = sites
                    .entry(reader)
                    .or_insert_with(|| Site::new(&state, reader, call.now()));
                let mut clean = query.clone();
                rewrite(&mut clean, &mut |field, operand| {
                    if let Some(id) = hidden(&everything, site, field, operand) {
                        *operand = Operand::Number(i64::from(id));
                    }
                });
                view["sanitizedQuery"] = rewritten(text, &query, &clean).into();
            }
        }
        views.push(view);
    }
    ok(&json!({ "queries": views }))
}

/// The id of what a value names, if the administrator sees it and the reader does not.
fn hidden(
    everything: &Site<'_>,
    reader: &Site<'_>,
    field: &Field,
    operand: &Operand,
) -> Option<u32> {
    let Operand::Text(name) = operand else {
        return None;
    };
    let found = *everything.fields(field).first()?;
    let look = |site: &Site<'_>| -> Option<u32> {
        match found.kind {
            Kind::Issue => site.issue(name).map(|i| i.id),
            Kind::Project | Kind::Filter => {
                let ids = values::ids(site, &found, values::Wanted::Name(name));
                ids.first().copied()
            }
            _ => None,
        }
    };
    look(everything).filter(|_| look(reader).is_none())
}

/// Puts account ids in the place of other names for people.
fn clean(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let queries = texts(&body, "queryStrings")?;
    // Its refusals are a bare text, unlike those of its neighbours.
    let refused = |message: String| Reply::json(400, &message.into());
    if queries.len() > 100 {
        return Err(refused(
            "The number of queries must not exceed 100.".to_owned(),
        ));
    }
    let state = call.read();
    let site = Site::new(&state, call.caller, call.now());
    let (mut converted, mut unknown) = (Vec::new(), Vec::new());
    for text in queries {
        let query = jql::parse(text).map_err(refused)?;
        let mut clean = query.clone();
        let mut lost = false;
        rewrite(&mut clean, &mut |field, operand| {
            let person = site.fields(field).first().map(|f| f.kind) == Some(Kind::User);
            if let (true, Operand::Text(name)) = (person, operand) {
                let id = account(&state, &site, name);
                lost |= id.is_none();
                *name = id.unwrap_or_else(|| "unknown".to_owned());
            }
        });
        let text_after = rewritten(text, &query, &clean);
        if lost {
            unknown.push(json!({ "originalQuery": text, "convertedQuery": text_after }));
        } else {
            converted.push(text_after);
        }
    }
    ok(&json!({ "queryStrings": converted, "queriesWithUnknownUsers": unknown }))
}

fn account(state: &State, site: &Site<'_>, name: &str) -> Option<String> {
    let at = values::user(site, name)?;
    Some(state.users.get(at).id.to_string())
}
