//! Projects, statuses, types and the like, as issues show them.

use serde_json::{Value, json};

use super::url;
use crate::call::Call;
use crate::state::State;
use crate::state::jira::config::StatusCategory;
use crate::state::jira::field::FieldId;
use crate::state::jira::project::Project;
use crate::time;

fn avatar_urls(base: &str) -> Value {
    json!({
        "48x48": base,
        "24x24": format!("{base}?size=small"),
        "16x16": format!("{base}?size=xsmall"),
        "32x32": format!("{base}?size=medium"),
    })
}

pub(crate) fn project_avatars(call: &Call<'_>, project: &Project) -> Value {
    let path = format!(
        "/universal_avatar/view/type/project/avatar/{}",
        project.avatar
    );
    avatar_urls(&url(call, &path))
}

pub(crate) fn category(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
    let category = state.jira.config.categories.get(&id)?;
    Some(json!({
        "self": url(call, &format!("/projectCategory/{id}")),
        "id": id.to_string(),
        "name": category.name,
        "description": category.description,
    }))
}

/// A project, as its issues show it.
pub(crate) fn project(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
    let project = state.jira.projects.get(id)?;
    let mut view = json!({
        "self": url(call, &format!("/project/{id}")),
        "id": id.to_string(),
        "key": project.key,
        "name": project.name,
        "projectTypeKey": project.kind.key(),
        "simplified": project.team_managed,
        "avatarUrls": project_avatars(call, project),
    });
    if let Some(category) = project.category.and_then(|id| category(call, state, id)) {
        view["projectCategory"] = category;
    }
    Some(view)
}

pub(crate) fn issue_type(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
    let kind = state.jira.config.issue_types.get(&id)?;
    let avatar = format!(
        "/universal_avatar/view/type/issuetype/avatar/{}?size=medium",
        kind.avatar
    );
    let mut view = json!({
        "self": url(call, &format!("/issuetype/{id}")),
        "id": id.to_string(),
        "description": kind.description,
        "iconUrl": url(call, &avatar),
        "name": kind.name,
        "subtask": kind.is_subtask(),
        "avatarId": kind.avatar,
        "hierarchyLevel": kind.level,
    });
    if let Some(project) = kind.project {
        view["entityId"] = format!("00000000-0000-4000-8000-{id:012}").into();
        view["scope"] = scope(project);
    }
    Some(view)
}

/// What a team-managed project has for itself alone.
pub(crate) fn scope(project: u32) -> Value {
    json!({ "type": "PROJECT", "project": { "id": project.to_string() } })
}

pub(crate) fn status_category(call: &Call<'_>, category: StatusCategory) -> Value {
    json!({
        "self": url(call, &format!("/statuscategory/{}", category.id())),
        "id": category.id(),
        "key": category.key(),
        "colorName": category.color(),
        "name": category.name(),
    })
}

pub(crate) fn status(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
    let status = state.jira.config.statuses.get(&id)?;
    let icon = match status.category {
        StatusCategory::Done => "closed",
        StatusCategory::Indeterminate => "inprogress",
        _ => "open",
    };
    let mut view = json!({
        "self": url(call, &format!("/status/{id}")),
        "description": status.description,
        "iconUrl": format!("{}/images/icons/statuses/{icon}.png", call.world.site_url),
        "name": status.name,
        "id": id.to_string(),
        "statusCategory": status_category(call, status.category),
    });
    if let Some(project) = status.project {
        view["scope"] = scope(project);
    }
    Some(view)
}

pub(crate) fn priority(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
    let priority = state.jira.config.priorities.get(&id)?;
    Some(json!({
        "self": url(call, &format!("/priority/{id}")),
        "iconUrl": format!("{}{}", call.world.site_url, priority.icon),
        "name": priority.name,
        "id": id.to_string(),
    }))
}

pub(crate) fn resolution(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
    let resolution = state.jira.config.resolutions.get(&id)?;
    Some(json!({
        "self": url(call, &format!("/resolution/{id}")),
        "id": id.to_string(),
        "description": resolution.description,
        "name": resolution.name,
    }))
}

pub(crate) fn component(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
    let component = state.jira.projects.components.get(&id)?;
    let mut view = json!({
        "self": url(call, &format!("/component/{id}")),
        "id": id.to_string(),
        "name": component.name,
    });
    if let Some(description) = &component.description {
        view["description"] = description.as_str().into();
    }
    Some(view)
}

/// A version, as issues show it: without its project.
pub(crate) fn version(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
    let version = state.jira.projects.versions.get(&id)?;
    let mut view = json!({
        "self": url(call, &format!("/version/{id}")),
        "id": id.to_string(),
        "name": version.name,
        "archived": version.archived,
        "released": version.released,
    });
    if let Some(description) = &version.description {
        view["description"] = description.as_str().into();
    }
    if let Some(days) = version.release {
        view["releaseDate"] = time::date(days).into();
    }
    Some(view)
}

pub(crate) fn link_type(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
    let kind = state.jira.config.link_types.get(&id)?;
    Some(json!({
        "id": id.to_string(),
        "name": kind.name,
        "inward": kind.inward,
        "outward": kind.outward,
        "self": url(call, &format!("/issueLinkType/{id}")),
    }))
}

/// The `schema` of a field; a few of Jira's own have none.
pub(crate) fn field_schema(state: &State, id: FieldId) -> Option<Value> {
    let (kind, items, mut schema) = match id {
        FieldId::System(system) => {
            let info = system.info();
            let (kind, items) = info.schema;
            (kind, items, json!({ "type": kind, "system": info.id }))
        }
        FieldId::Custom(number) => {
            let field = state.jira.config.field(number)?;
            let (kind, items) = field.kind.schema();
            let schema = json!({ "type": kind, "custom": field.kind.key(), "customId": number });
            (kind, items, schema)
        }
    };
    if kind.is_empty() {
        return None;
    }
    if !items.is_empty() {
        schema["items"] = items.into();
    }
    Some(schema)
}
