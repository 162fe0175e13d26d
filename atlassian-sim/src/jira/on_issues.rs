//! What the operations on the parts of an issue have in common.

use std::sync::Arc;

use serde_json::Value;

use super::issue::LONGEST_TEXT;
use super::issues::no_such_issue;
use crate::adf;
use crate::call::Call;
use crate::errors;
use crate::reply::Reply;
use crate::state::jira::field::{FieldId, System};
use crate::state::jira::issue::{Adf, ChangeItem, Issue, Visibility};
use crate::state::{Feature, State};

/// The issue that the first `{…}` of the path names, if the caller sees it.
pub(super) fn seen<'a>(call: &Call<'_>, state: &'a State) -> Result<&'a Issue, Reply> {
    state
        .visible_issue(call.caller, call.param())
        .ok_or_else(no_such_issue)
}

/// Whether the caller holds a permission for an issue that can still be changed.
pub(super) fn may(call: &Call<'_>, state: &State, issue: &Issue, permission: &str) -> bool {
    issue.archived.is_none() && state.may_for(call.caller, issue, permission)
}

/// Whether the caller may change or delete something with these two permissions: everybody's, or
/// what the caller wrote.
pub(super) fn may_as(
    call: &Call<'_>,
    state: &State,
    issue: &Issue,
    author: Option<u32>,
    (all, own): (&str, &str),
) -> bool {
    may(call, state, issue, all)
        || call.caller.is_some() && author == call.caller && may(call, state, issue, own)
}

/// Refuses what is switched off for the whole site.
pub(super) fn need_feature(state: &State, feature: Feature) -> Result<(), Reply> {
    if state.jira.site.has(feature) {
        return Ok(());
    }
    let message = match feature {
        Feature::Voting => "Voting for issues is currently not enabled for this Jira instance.",
        Feature::Watching => "Watching issues is currently not enabled for this Jira instance.",
        Feature::IssueLinking => "Issue linking is currently disabled.",
        Feature::TimeTracking => "Time tracking is not enabled.",
        Feature::Attachments => "Attachments are currently disabled.",
    };
    Err(errors::jira(404, message))
}

/// Refuses to add to an issue that has as much of something as one may have.
pub(super) fn need_room(what: &str, has: usize, adds: usize, most: usize) -> Result<(), Reply> {
    if has.saturating_add(adds) <= most {
        return Ok(());
    }
    Err(errors::jira(
        413,
        format!("The limit of {most} {what} for this issue has been reached."),
    ))
}

/// Rich text as the caller's version of the API writes it: a document, or wiki text. `Err` says why
/// the field `comment` is refused.
pub(super) fn read_text(call: &Call<'_>, state: &State, value: &Value) -> Result<Adf, Reply> {
    let refused = |message: &str| errors::jira_field(400, "comment", message);
    let empty = || refused("Comment body can not be empty!");
    if value.is_null() {
        return Err(empty());
    }
    if call.wiki_text() {
        let text = value.as_str();
        let text = text.ok_or_else(|| refused("Comment body is not valid!"))?;
        return if text.trim().is_empty() {
            Err(empty())
        } else if text.chars().count() > LONGEST_TEXT {
            Err(refused(&format!(
                "The entered text is too long. It exceeds the allowed limit of {LONGEST_TEXT} characters."
            )))
        } else {
            Ok(wiki_document(state, text).to_string().into())
        };
    }
    if value["type"] != "doc" {
        return Err(refused("Comment body is not valid!"));
    }
    if !adf::valid(value) {
        return Err(errors::bad_request("INVALID_INPUT"));
    }
    let content = value["content"].as_array().map_or(&[][..], Vec::as_slice);
    let text: Adf = value.to_string().into();
    if text.chars().count() > LONGEST_TEXT {
        return Err(errors::bad_request("CONTENT_LIMIT_EXCEEDED"));
    }
    // Pictures and the like are something, too.
    let only_words = content.iter().all(|node| node["type"] == "paragraph");
    if only_words && adf::plain_text(&text).trim().is_empty() && !holds_more(content) {
        return Err(empty());
    }
    Ok(text)
}

/// Wiki text as a document that knows the people it mentions by name.
pub(super) fn wiki_document(state: &State, text: &str) -> Value {
    let name_of = |id: &str| {
        let account = state.users.find(id)?;
        Some(state.users.get(account).name.to_string())
    };
    adf::from_wiki(text, &name_of)
}

/// Whether paragraphs hold something that is not text.
fn holds_more(paragraphs: &[Value]) -> bool {
    let nodes = paragraphs.iter().filter_map(|p| p["content"].as_array());
    nodes
        .flatten()
        .any(|node| node["type"] != "text" && node["type"] != "hardBreak")
}

/// What is shown of rich text when the answer is expanded.
pub(super) fn rendered(text: &Adf) -> Value {
    adf::html(text).into()
}

/// Who shall see a comment or a worklog. Nobody can lock himself out: the caller has to belong to the
/// group or to have the role.
pub(super) fn read_visibility(
    call: &Call<'_>,
    state: &State,
    issue: &Issue,
    value: &Value,
) -> Result<Option<Visibility>, Reply> {
    if value.is_null() {
        return Ok(None);
    }
    let refused = |message: String| errors::jira_field(400, "commentLevel", message);
    let identifier = value["identifier"].as_str().filter(|id| !id.is_empty());
    let name = value["value"].as_str().filter(|name| !name.is_empty());
    let said = name.or(identifier).unwrap_or("");
    let (visibility, not_in) = match value["type"].as_str() {
        Some("group") => {
            let slot = identifier
                .and_then(|id| state.groups.find(id))
                .or_else(|| state.groups.find_by_name(said));
            let slot = slot.ok_or_else(|| refused(format!("Group: {said} does not exist.")))?;
            let name = &state.groups.get(slot).name;
            let not_in = format!("You are not currently a member of the group: {name}.");
            (Visibility::Group(slot), not_in)
        }
        Some("role") => {
            let mut roles = state.jira.config.roles.iter();
            let role = roles.find(|(id, role)| {
                role.name == said || identifier.is_some_and(|i| i == id.to_string())
            });
            let (id, role) =
                role.ok_or_else(|| refused(format!("Role with name: {said} does not exist.")))?;
            let name = &role.name;
            let not_in = format!("You are not currently a member of the project role: {name}.");
            (Visibility::Role(*id), not_in)
        }
        _ => {
            return Err(refused(
                "Visibility type must be 'group' or 'role'.".to_owned(),
            ));
        }
    };
    if state.passes(call.caller, issue.project, Some(&visibility)) {
        Ok(Some(visibility))
    } else {
        Err(refused(not_in))
    }
}

/// An item of the changelog whose values are ids with a name.
pub(super) fn item(
    field: System,
    from: Option<(&str, &str)>,
    to: Option<(&str, &str)>,
) -> ChangeItem {
    let id = |end: Option<(&str, &str)>| end.map(|(id, _)| Arc::from(id));
    let name = |end: Option<(&str, &str)>| end.map(|(_, name)| Arc::from(name));
    ChangeItem {
        field: FieldId::System(field),
        from: id(from),
        from_string: name(from),
        to: id(to),
        to_string: name(to),
    }
}

/// An item whose values are their own names, such as seconds.
pub(super) fn plain_item(field: System, from: Option<&str>, to: Option<&str>) -> ChangeItem {
    item(field, from.map(|v| (v, v)), to.map(|v| (v, v)))
}
