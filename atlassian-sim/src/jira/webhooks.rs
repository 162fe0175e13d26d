//! The webhooks of apps, which live for 30 days. Only callers with an OAuth token have any: people
//! and service accounts with API tokens are refused.

use serde_json::{Value, json};

use super::views;
use crate::call::Call;
use crate::errors;
use crate::jql::ast::{Clause, Operator};
use crate::jql::{Query, parse};
use crate::paging::{Window, bean};
use crate::query::strings;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::webhook::{Kind, LIFE, Webhook};

/// Asked for together with `read:jira-work`.
const SCOPE: &str = "manage:jira-webhook";
const PATH: &str = "/rest/api/3/webhook";

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", PATH, Login, register).scopes(
        SCOPE,
        &["read:field:jira", "read:project:jira", "write:webhook:jira"],
    ),
    Operation::new("GET", PATH, Login, list).scopes(SCOPE, &["read:webhook:jira", "read:jql:jira"]),
    Operation::new("DELETE", PATH, Login, delete).scopes(SCOPE, &["delete:webhook:jira"]),
    Operation::new("PUT", "/rest/api/3/webhook/refresh", Login, refresh)
        .scopes(SCOPE, &["write:webhook:jira", "read:webhook:jira"]),
    Operation::new("GET", "/rest/api/3/webhook/failed", Login, failed).scopes(
        SCOPE,
        &[
            "read:issue-details:jira",
            "read:webhook:jira",
            "read:comment.property:jira",
            "read:group:jira",
            "read:issue-type:jira",
            "read:project-role:jira",
            "read:epic:jira-software",
        ],
    ),
];

/// The events that an app can ask for.
const EVENTS: [&str; 20] = [
    "jira:issue_created",
    "jira:issue_updated",
    "jira:issue_deleted",
    "comment_created",
    "comment_updated",
    "comment_deleted",
    "issue_property_set",
    "issue_property_deleted",
    "sprint_created",
    "sprint_updated",
    "sprint_closed",
    "sprint_deleted",
    "sprint_started",
    "jira:version_released",
    "jira:version_unreleased",
    "jira:version_created",
    "jira:version_moved",
    "jira:version_updated",
    "jira:version_merged",
    "jira:version_deleted",
];

/// How many webhooks one app may have for one person.
const MOST: usize = 5;

/// The account that an app calls for.
fn app(call: &Call<'_>) -> Result<u32, Reply> {
    let account = call.account()?;
    if call.oauth {
        Ok(account)
    } else {
        Err(errors::jira(
            403,
            "Only Connect and OAuth 2.0 apps can use this operation.",
        ))
    }
}

fn of_app(state: &State, account: u32) -> impl Iterator<Item = (u32, &Webhook)> {
    let all = state.jira.webhooks.list.iter();
    all.filter(move |(_, hook)| hook.by == account && matches!(hook.kind, Kind::App { .. }))
        .map(|(id, hook)| (*id, hook))
}

/// Says what of a filter webhooks cannot do.
fn unsupported(clause: &Clause) -> Option<String> {
    match clause {
        Clause::And(all) | Clause::Or(all) => all.iter().find_map(unsupported),
        Clause::Not(inner) => unsupported(inner),
        Clause::Terminal(terminal) => {
            let name = &terminal.field.name;
            let known = [
                "issuekey",
                "key",
                "issue",
                "project",
                "issuetype",
                "type",
                "status",
                "assignee",
                "reporter",
            ];
            let field = terminal.field.property.is_some()
                || name.starts_with("cf[")
                || known.contains(&name.to_lowercase().as_str());
            if !field {
                return Some(format!("The clause {name} is unsupported"));
            }
            let operators = [
                Operator::Equals,
                Operator::NotEquals,
                Operator::In,
                Operator::NotIn,
            ];
            let operator = terminal.operator;
            (!operators.contains(&operator))
                .then(|| format!("The operator {} is unsupported", operator.as_str()))
        }
    }
}

fn texts(value: &Value) -> Vec<String> {
    strings(value).into_iter().map(str::to_owned).collect()
}

/// One webhook of a request, or why there is none.
fn read(
    state: &State,
    account: u32,
    url: &str,
    sent: &Value,
    now: i64,
) -> Result<Webhook, Vec<String>> {
    let events = texts(&sent["events"]);
    let jql = sent["jqlFilter"].as_str().unwrap_or("").to_owned();
    let mut wrong = Vec::new();
    if events.is_empty() {
        wrong.push("At least one event must be specified".to_owned());
    }
    match parse(&jql) {
        Err(message) => wrong.push(message),
        Ok(query) => {
            if let Some(message) = query.clause.as_ref().and_then(unsupported) {
                wrong.push(message);
            } else {
                let compiled = Query::compile(&jql, state, Some(account), now);
                wrong.extend(compiled.err().unwrap_or_default());
            }
        }
    }
    if wrong.is_empty() && of_app(state, account).count() >= MOST {
        wrong.push(format!("The limit of {MOST} webhooks is reached"));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(Webhook {
        url: url.to_owned(),
        events,
        jql,
        kind: Kind::App {
            expires: now + LIFE,
            fields: texts(&sent["fieldIdsFilter"]),
            property_keys: texts(&sent["issuePropertyKeysFilter"]),
        },
        by: account,
    })
}

/// Each webhook succeeds or fails alone.
fn register(call: &Call<'_>) -> Answer {
    let account = app(call)?;
    let sent = call.json()?;
    let url = sent["url"].as_str().unwrap_or("");
    if !views::is_web_address(url) {
        return Err(errors::bad_request("The webhook URL is not valid."));
    }
    let Some(wanted) = sent["webhooks"].as_array().filter(|all| !all.is_empty()) else {
        return Err(errors::bad_request(
            "At least one webhook must be specified.",
        ));
    };
    let events = wanted.iter().flat_map(|sent| strings(&sent["events"]));
    for event in events {
        if !EVENTS.contains(&event) {
            return Err(errors::bad_request(format!("There is no event {event}.")));
        }
    }
    let now = call.now();
    let mut state = call.write();
    state.jira.webhooks.tidy(now);
    let another = of_app(&state, account).any(|(_, hook)| hook.url != url);
    if another {
        return Err(errors::bad_request(
            "Only a single URL per app is allowed to be registered.",
        ));
    }
    let mut results = Vec::new();
    for sent in wanted {
        results.push(match read(&state, account, url, sent, now) {
            Ok(hook) => json!({ "createdWebhookId": state.jira.webhooks.add(hook) }),
            Err(errors) => json!({ "errors": errors }),
        });
    }
    state.jira.listen();
    ok(&json!({ "webhookRegistrationResult": results }))
}

fn view(id: u32, hook: &Webhook) -> Value {
    let mut view = json!({
        "id": id,
        "url": hook.url,
        "events": hook.events,
        "jqlFilter": hook.jql,
    });
    if let Kind::App {
        expires,
        fields,
        property_keys,
    } = &hook.kind
    {
        view["expirationDate"] = (*expires).into();
        if !fields.is_empty() {
            view["fieldIdsFilter"] = fields.as_slice().into();
        }
        if !property_keys.is_empty() {
            view["issuePropertyKeysFilter"] = property_keys.as_slice().into();
        }
    }
    view
}

fn list(call: &Call<'_>) -> Answer {
    let account = app(call)?;
    let window = Window::of_bean(call, 100, 100)?;
    let state = call.read();
    let all: Vec<(u32, &Webhook)> = of_app(&state, account)
        .filter(|(_, hook)| hook.live(call.now()))
        .collect();
    let values: Vec<Value> = window
        .cut(&all)
        .iter()
        .map(|(id, h)| view(*id, h))
        .collect();
    ok(&bean(call, window, all.len(), &values))
}

/// The ids of a request; those of other apps are passed over.
fn ids(sent: &Value) -> Result<Vec<u32>, Reply> {
    let missing = || errors::bad_request("The list of webhook IDs is missing.");
    let ids = sent["webhookIds"].as_array().ok_or_else(missing)?;
    let number = |id: &Value| id.as_u64().and_then(|id| u32::try_from(id).ok());
    Ok(ids.iter().filter_map(number).collect())
}

fn delete(call: &Call<'_>) -> Answer {
    let account = app(call)?;
    let ids = ids(&call.json()?)?;
    let mut state = call.write();
    let own: Vec<u32> = of_app(&state, account).map(|(id, _)| id).collect();
    state
        .jira
        .webhooks
        .list
        .retain(|id, _| !(own.contains(id) && ids.contains(id)));
    state.jira.listen();
    Ok(Reply::empty(202))
}

fn refresh(call: &Call<'_>) -> Answer {
    let account = app(call)?;
    let ids = ids(&call.json()?)?;
    let until = call.now() + LIFE;
    let mut state = call.write();
    state.jira.webhooks.tidy(call.now());
    for (id, hook) in &mut state.jira.webhooks.list {
        if let Kind::App { expires, .. } = &mut hook.kind
            && hook.by == account
            && ids.contains(id)
        {
            *expires = until;
        }
    }
    ok(&json!({ "expirationDate": until }))
}

/// For Connect apps, and there are none here.
fn failed(call: &Call<'_>) -> Answer {
    call.account()?;
    Err(errors::jira(
        403,
        "Only Connect apps can use this operation.",
    ))
}
