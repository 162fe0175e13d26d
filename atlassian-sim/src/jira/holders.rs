//! Holders of permissions and of levels of secrecy: as JSON, and back.

use serde_json::{Value, json};

use super::role_definitions;
use super::views::{group_name, person};
use crate::call::Call;
use crate::errors;
use crate::reply::Reply;
use crate::state::State;
use crate::state::jira::config::Holder;
use crate::state::jira::field::FieldId;

/// `{type, parameter?, value?, expand?}`, with the holder itself where `expand` asks for it.
pub(super) fn view(call: &Call<'_>, state: &State, holder: &Holder) -> Value {
    let expand = |what: &str| call.query.lists("expand", what) || call.query.lists("expand", "all");
    let plain = |kind: &str| json!({ "type": kind });
    let named = |kind: &str, parameter: String, value: String, expand: &str| json!({ "type": kind, "parameter": parameter, "value": value, "expand": expand });
    match holder {
        Holder::Anyone => plain("anyone"),
        Holder::ProjectLead => plain("projectLead"),
        Holder::Reporter => plain("reporter"),
        Holder::Assignee => plain("assignee"),
        Holder::ApplicationRole(None) => plain("applicationRole"),
        Holder::ApplicationRole(Some(key)) => {
            json!({ "type": "applicationRole", "parameter": key, "value": key })
        }
        Holder::Group(slot) => {
            let group = state.groups.get(*slot);
            let mut view = named("group", group.name.clone(), group.id.to_string(), "group");
            if expand("group") {
                view["group"] = group_name(call, group);
            }
            view
        }
        Holder::ProjectRole(id) => {
            let mut view = named("projectRole", id.to_string(), id.to_string(), "projectRole");
            if let (true, Some(role)) = (expand("projectRole"), state.jira.config.roles.get(id)) {
                view["projectRole"] = role_definitions::view(call, *id, role);
            }
            view
        }
        Holder::User(at) => {
            let account = state.users.get(*at).id.to_string();
            let mut view = named("user", account.clone(), account, "user");
            if expand("user") {
                view["user"] = person(call, state, *at);
            }
            view
        }
        Holder::UserField(number) | Holder::GroupField(number) => {
            let kind = if matches!(holder, Holder::UserField(_)) {
                "userCustomField"
            } else {
                "groupCustomField"
            };
            let field = FieldId::Custom(*number);
            let mut view = named(kind, field.to_string(), field.to_string(), "field");
            if expand("field") {
                view["field"] = super::fields::view(state, field);
            }
            view
        }
    }
}

/// Reads `{type, parameter, value}`; whatever it names must exist.
pub(super) fn read(state: &State, body: &Value) -> Result<Holder, Reply> {
    let wrong = |message: String| errors::jira_field(400, "holder", message);
    let kind = body["type"].as_str().unwrap_or("");
    let text = |name: &str| body[name].as_str().filter(|text| !text.is_empty());
    let (parameter, value) = (text("parameter"), text("value"));
    let named = value.or(parameter);
    let config = &state.jira.config;
    let field = || {
        let number = named?.trim_start_matches("customfield_").parse().ok()?;
        config.field(number).map(|_| number)
    };
    let found = match kind {
        "anyone" => Some(Holder::Anyone),
        "projectLead" => Some(Holder::ProjectLead),
        "reporter" => Some(Holder::Reporter),
        "assignee" => Some(Holder::Assignee),
        "applicationRole" => match named {
            None => Some(Holder::ApplicationRole(None)),
            Some(key) => state
                .roles
                .iter()
                .any(|role| role.key == key)
                .then(|| Holder::ApplicationRole(Some(key.to_owned()))),
        },
        "group" => value
            .and_then(|id| state.groups.find(id))
            .or_else(|| parameter.and_then(|name| state.groups.find_by_name(name)))
            .map(Holder::Group),
        "user" => named.and_then(|id| state.users.find(id)).map(Holder::User),
        "projectRole" => named
            .and_then(|id| id.parse().ok())
            .filter(|id| config.roles.contains_key(id))
            .map(Holder::ProjectRole),
        "userCustomField" => field().map(Holder::UserField),
        "groupCustomField" => field().map(Holder::GroupField),
        other => {
            return Err(wrong(format!(
                "Unrecognized permission holder type '{other}'."
            )));
        }
    };
    found.ok_or_else(|| wrong(format!("The {kind} holder does not exist.")))
}
