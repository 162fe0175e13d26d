//! Default values of custom fields, by context.

use serde_json::Value;

use super::contexts::{contexts, no_such_context};
use super::custom;
use crate::call::Call;
use crate::errors;
use crate::jira::MANAGE;
use crate::jira::forms::{admits, asked_ids, id as read_id, ids as read_ids, page};
use crate::paging::Window;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::jira::config::{FieldContext, FieldKind};

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/field/{fieldId}/context/defaultValue",
        Login,
        list,
    )
    .scopes(MANAGE, &["read:field.default-value:jira"]),
    Operation::new(
        "PUT",
        "/rest/api/3/field/{fieldId}/context/defaultValue",
        Login,
        set,
    )
    .scopes(MANAGE, &["write:field.default-value:jira"]),
];

/// The `type` of default values of such fields; fields of other kinds have none.
fn type_of(kind: FieldKind) -> Option<&'static str> {
    Some(match kind {
        FieldKind::Select | FieldKind::RadioButtons => "option.single",
        FieldKind::MultiSelect | FieldKind::MultiCheckboxes => "option.multiple",
        FieldKind::CascadingSelect => "option.cascading",
        FieldKind::UserPicker => "single.user.select",
        FieldKind::MultiUserPicker => "multi.user.select",
        FieldKind::GroupPicker => "grouppicker.single",
        FieldKind::MultiGroupPicker => "grouppicker.multiple",
        FieldKind::DatePicker => "datepicker",
        FieldKind::DateTime => "datetimepicker",
        FieldKind::Url => "url",
        FieldKind::Project => "project",
        FieldKind::Float => "float",
        FieldKind::Labels => "labels",
        FieldKind::TextField => "textfield",
        FieldKind::TextArea => "textarea",
        FieldKind::Version => "version.single",
        FieldKind::MultiVersion => "version.multiple",
        FieldKind::Sprint
        | FieldKind::EpicLink
        | FieldKind::EpicName
        | FieldKind::StoryPoints
        | FieldKind::Rank
        | FieldKind::Flagged => return None,
    })
}

fn list(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let ids = asked_ids(call, "contextId")?;
    let state = call.read();
    let found: Vec<Value> = contexts(call, &state)?
        .iter()
        .filter(|context| admits(ids.as_ref(), context.id))
        .filter_map(|context| {
            let mut view = context.default.clone()?;
            view["contextId"] = context.id.to_string().into();
            Some(view)
        })
        .collect();
    page(call, window, &found, Value::clone)
}

/// The options that a default names must be in the context, and not disabled.
fn options_known(context: &FieldContext, value: &Value) -> bool {
    let known = |id: u32| context.options.iter().any(|o| o.id == id && !o.disabled);
    ["optionId", "cascadingOptionId"]
        .iter()
        .all(|name| value[*name].is_null() || read_id(&value[*name]).is_some_and(known))
        && (value["optionIds"].is_null()
            || read_ids(&value["optionIds"]).is_some_and(|ids| ids.into_iter().all(known)))
}

/// A default of only a context and a type empties the context's default.
fn is_empty(value: &Value) -> bool {
    let fields = value.as_object().into_iter().flatten();
    let mut rest = fields.filter(|(key, _)| !["type", "contextId"].contains(&key.as_str()));
    rest.all(|(_, value)| value.is_null())
}

fn set(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let values = body["defaultValues"].as_array();
    let values = values
        .filter(|values| !values.is_empty())
        .ok_or_else(|| errors::bad_request("'defaultValues' must be a list that is not empty."))?;
    let mut state = call.write();
    let number = custom(call, &state)?;
    let field = state.jira.config.fields.get_mut(&number);
    let field = field.ok_or_else(no_such_context)?;
    let wanted = type_of(field.kind);
    let mut new: Vec<(usize, Option<Value>)> = Vec::new();
    for value in values {
        let id = read_id(&value["contextId"]);
        let at = field.contexts.iter().position(|c| Some(c.id) == id);
        let context = at.and_then(|at| Some((at, field.contexts.get(at)?)));
        let (at, context) = context.ok_or_else(no_such_context)?;
        if wanted.is_none() || value["type"].as_str() != wanted {
            return Err(errors::bad_request(
                "The type of the default value does not fit the custom field.",
            ));
        }
        if !options_known(context, value) {
            return Err(errors::jira(404, "One of the options was not found."));
        }
        let mut kept = value.clone();
        if let Some(kept) = kept.as_object_mut() {
            kept.remove("contextId");
        }
        new.push((at, (!is_empty(value)).then_some(kept)));
    }
    for (at, value) in new {
        if let Some(context) = field.contexts.get_mut(at) {
            context.default = value;
        }
    }
    Ok(Reply::empty(204))
}
