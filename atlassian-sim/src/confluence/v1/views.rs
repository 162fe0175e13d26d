//! Accounts, groups, spaces and content as v1 shows them. Every part that can be expanded is either
//! there or named in `_expandable`.

use serde_json::{Map, Value, json};

use super::super::body;
use super::super::operations::{page_operations, space_operations};
use super::super::viewer::{Viewer, tiny_path, web_path};
use crate::query::encode;
use crate::state::groups::Group;
use crate::state::users::Kind;
use crate::state::wiki::Label;
use crate::state::wiki::content::{Page, Version};
use crate::state::wiki::spaces::{Space, SpaceKind};
use crate::time;

/// What stands before the names of an object's parts in `expand`, such as `content.`; `None` for an
/// object of which nothing is expanded.
pub(super) type Prefix<'a> = Option<&'a str>;

/// Whether `expand` names a part.
pub(super) fn expands(viewer: &Viewer<'_>, prefix: Prefix<'_>, part: &str) -> bool {
    let Some(prefix) = prefix else {
        return false;
    };
    let part = format!("{prefix}{part}");
    viewer.call.query.all("expand").any(|value| {
        value.split(',').map(str::trim).any(|asked| {
            asked == part
                || asked
                    .strip_prefix(&part)
                    .is_some_and(|rest| rest.starts_with('.'))
        })
    })
}

/// Puts the parts asked for into the view, and names the others.
fn expand(
    viewer: &Viewer<'_>,
    prefix: Prefix<'_>,
    view: &mut Value,
    parts: &[(&str, &dyn Fn() -> Option<Value>)],
    named: &[(&str, String)],
) {
    let mut expandable = Map::new();
    for (name, make) in parts {
        let made = if expands(viewer, prefix, name) {
            make()
        } else {
            None
        };
        if let Some(made) = made {
            view[*name] = made;
        } else {
            let link = named.iter().find(|(part, _)| part == name);
            let link = link.map_or_else(String::new, |(_, link)| link.clone());
            expandable.insert((*name).to_owned(), link.into());
        }
    }
    for (name, link) in named {
        if view.get(*name).is_none() {
            expandable.insert((*name).to_owned(), link.clone().into());
        }
    }
    view["_expandable"] = Value::Object(expandable);
}

/// What an account may do in the whole site: nothing at all without a licence.
fn site_operations(viewer: &Viewer<'_>, account: u32) -> Value {
    let mut operations = Vec::new();
    if viewer.state.uses_confluence(account) {
        operations.push(json!({ "operation": "use", "targetType": "application" }));
        operations.push(json!({ "operation": "create_space", "targetType": "application" }));
        if viewer.state.is_site_admin(account) {
            operations.push(json!({ "operation": "administer", "targetType": "application" }));
        }
    }
    operations.into()
}

/// The space of one's own, if there is one that the caller sees.
fn personal_space(viewer: &Viewer<'_>, account: u32, prefix: Prefix<'_>) -> Option<Value> {
    let mut spaces = viewer.spaces();
    let own = spaces.find(|s| s.kind == SpaceKind::Personal && s.author == account)?;
    let below = prefix.map(|prefix| format!("{prefix}personalSpace."));
    Some(space(viewer, own, below.as_deref()))
}

pub(super) fn picture(id: &str) -> Value {
    json!({
        "path": format!("/wiki/aa-avatar/{}", encode(id)),
        "width": 48,
        "height": 48,
        "isDefault": false,
    })
}

/// The address as this caller sees it, `""` where the profile hides it.
pub(in super::super) fn email<'a>(viewer: &Viewer<'a>, account: u32) -> &'a str {
    let user = viewer.state.users.get(account);
    if viewer.account == account {
        &user.email
    } else {
        user.shown_email().unwrap_or("")
    }
}

pub(super) fn account_type(kind: Kind) -> &'static str {
    match kind {
        Kind::App => "app",
        Kind::Atlassian | Kind::Customer => "atlassian",
    }
}

pub(super) fn user(viewer: &Viewer<'_>, account: u32, prefix: Prefix<'_>) -> Value {
    let user = viewer.state.users.get(account);
    let mut view = json!({
        "type": "known",
        "accountId": &*user.id,
        "accountType": account_type(user.kind),
        "email": email(viewer, account),
        "publicName": &*user.name,
        "displayName": &*user.name,
        "timeZone": user.zone,
        "profilePicture": picture(&user.id),
        "isExternalCollaborator": false,
        "isGuest": false,
        "_links": {
            "self": format!("{}/rest/api/user?accountId={}", viewer.base(), user.id),
        },
    });
    let parts: &[(&str, &dyn Fn() -> Option<Value>)] = &[
        ("operations", &|| Some(site_operations(viewer, account))),
        ("personalSpace", &|| personal_space(viewer, account, prefix)),
    ];
    expand(viewer, prefix, &mut view, parts, &[]);
    view
}

/// A user that stands alone: its links name the base.
pub(super) fn single_user(viewer: &Viewer<'_>, account: u32) -> Value {
    let mut view = user(viewer, account, Some(""));
    view["_links"]["base"] = viewer.base().into();
    view["_links"]["context"] = "/wiki".into();
    view
}

pub(super) fn group(viewer: &Viewer<'_>, group: &Group) -> Value {
    json!({
        "type": "group",
        "name": group.name,
        "id": &*group.id,
        "usageType": "USERBASE_GROUP",
        "managedBy": if group.external { "EXTERNAL" } else { "ADMINS" },
        "_links": {
            "self": format!("{}/rest/api/group/by-id?id={}", viewer.base(), group.id),
        },
    })
}

pub(super) fn label(label: &Label) -> Value {
    json!({
        "prefix": label.prefix,
        "name": label.name,
        "id": label.id.to_string(),
        "label": label.name,
    })
}

/// A list inside another answer.
pub(super) fn labels(viewer: &Viewer<'_>, ids: &[u64]) -> Value {
    let labels: Vec<Value> = ids
        .iter()
        .filter_map(|id| viewer.wiki().label_by_id(*id))
        .map(label)
        .collect();
    json!({ "size": labels.len(), "start": 0, "limit": 200, "results": labels })
}

fn listed(one: Option<Value>) -> Value {
    let all: Vec<Value> = one.into_iter().collect();
    json!({ "size": all.len(), "results": all })
}

/// The permissions to see and to edit.
fn space_permissions(viewer: &Viewer<'_>, of: &Space) -> Value {
    let mut all = Vec::new();
    for (audience, name, target) in [
        (&of.readers, "read", "space"),
        (&of.editors, "create", "page"),
    ] {
        for (kind, id) in viewer.principals(audience) {
            let subjects = if kind == "group" {
                let slot = viewer.state.groups.find(id);
                let found = slot.map(|slot| group(viewer, viewer.state.groups.get(slot)));
                json!({ "group": listed(found), "_expandable": { "user": "" } })
            } else {
                let account = viewer.state.users.find(id);
                let found = account.map(|account| user(viewer, account, None));
                json!({ "user": listed(found), "_expandable": { "group": "" } })
            };
            all.push(json!({
                "id": of.id * 100 + all.len() as u64,
                "subjects": subjects,
                "operation": { "operation": name, "targetType": target },
                "anonymousAccess": false,
                "unlicensedAccess": false,
            }));
        }
    }
    all.into()
}

pub(super) fn space(viewer: &Viewer<'_>, of: &Space, prefix: Prefix<'_>) -> Value {
    let base = viewer.base();
    let mut view = json!({
        "id": of.id,
        "key": of.key,
        "alias": of.alias,
        "name": of.name,
        "type": of.kind.as_str(),
        "status": of.status(),
        "_links": {
            "webui": format!("/spaces/{}", of.key),
            "self": format!("{base}/rest/api/space/{}", encode(&of.key)),
        },
    });
    let homepage = of.homepage.and_then(|id| viewer.content(id));
    let description = || {
        let text = |format: &str| json!({ "value": of.description, "representation": format, "embeddedContent": [] });
        let mut shown = json!({});
        let mut hidden = Map::new();
        for format in ["plain", "view"] {
            if expands(viewer, prefix, &format!("description.{format}")) {
                shown[format] = text(format);
            } else {
                hidden.insert(format.to_owned(), "".into());
            }
        }
        shown["_expandable"] = Value::Object(hidden);
        Some(shown)
    };
    let metadata = || {
        let asked = expands(viewer, prefix, "metadata.labels");
        Some(if asked {
            json!({ "labels": labels(viewer, &of.labels), "_expandable": {} })
        } else {
            json!({ "_expandable": { "labels": "" } })
        })
    };
    let history = || {
        Some(json!({
            "createdDate": time::rfc3339(of.created),
            "createdBy": user(viewer, of.author, None),
        }))
    };
    let below = prefix.map(|prefix| format!("{prefix}homepage."));
    let below = below.as_deref();
    let parts: &[(&str, &dyn Fn() -> Option<Value>)] = &[
        ("description", &description),
        ("homepage", &|| {
            homepage.map(|(page, space)| content(viewer, page, space, below))
        }),
        ("icon", &|| {
            Some(json!({
                "path": "/images/logo/default-space-logo.svg",
                "width": 48,
                "height": 48,
                "isDefault": true,
            }))
        }),
        ("metadata", &metadata),
        ("operations", &|| Some(space_operations(viewer, of).into())),
        ("permissions", &|| Some(space_permissions(viewer, of))),
        ("history", &history),
    ];
    let mut named = vec![
        ("settings", format!("/rest/api/space/{}/settings", of.key)),
        ("theme", format!("/rest/api/space/{}/theme", of.key)),
        (
            "lookAndFeel",
            format!("/rest/api/settings/lookandfeel?spaceKey={}", of.key),
        ),
        ("identifiers", String::new()),
    ];
    if let Some((page, _)) = homepage {
        named.push(("homepage", format!("/rest/api/content/{}", page.id)));
    }
    expand(viewer, prefix, &mut view, parts, &named);
    view
}

pub(super) fn version(viewer: &Viewer<'_>, of: &Version) -> Value {
    json!({
        "by": user(viewer, of.by, None),
        "when": time::rfc3339(of.at),
        "friendlyWhen": time::rfc3339(of.at).get(..10).unwrap_or_default(),
        "message": of.message,
        "number": of.number,
        "minorEdit": of.minor,
        "contentTypeModified": false,
        "_expandable": { "collaborators": "", "content": "" },
        "_links": {},
    })
}

/// The text in the formats asked for.
fn bodies(viewer: &Viewer<'_>, page: &Page, prefix: Prefix<'_>) -> Value {
    let text = &page.versions.latest().body;
    let mut shown = json!({});
    let mut hidden = Map::new();
    let formats = [
        "storage",
        "view",
        "export_view",
        "styled_view",
        "atlas_doc_format",
    ];
    for format in formats {
        if expands(viewer, prefix, &format!("body.{format}")) {
            let value = match format {
                "atlas_doc_format" => body::document(text),
                _ => body::storage(text),
            };
            shown[format] = json!({
                "value": value,
                "representation": format,
                "embeddedContent": [],
                "_expandable": { "content": format!("/rest/api/content/{}", page.id) },
            });
        } else {
            hidden.insert(format.to_owned(), "".into());
        }
    }
    shown["_expandable"] = Value::Object(hidden);
    shown
}

fn history(viewer: &Viewer<'_>, page: &Page) -> Value {
    let place = format!("{}/rest/api/content/{}/history", viewer.base(), page.id);
    json!({
        "latest": true,
        "createdBy": user(viewer, page.author, None),
        "createdDate": time::rfc3339(page.created),
        "_expandable": {
            "lastUpdated": "",
            "previousVersion": "",
            "contributors": "",
            "nextVersion": "",
            "ownedBy": "",
            "lastOwnedBy": "",
        },
        "_links": { "self": place },
    })
}

pub(super) fn content(viewer: &Viewer<'_>, page: &Page, of: &Space, prefix: Prefix<'_>) -> Value {
    let latest = page.versions.latest();
    let id = page.id;
    let mut view = json!({
        "id": id.to_string(),
        "type": page.kind.as_str(),
        "status": page.status.as_str(),
        "title": page.title(),
        "macroRenderedOutput": {},
        "extensions": { "position": page.position },
        "_links": {
            "self": format!("{}/rest/api/content/{id}", viewer.base()),
            "tinyui": tiny_path(id),
            "editui": format!("/pages/resumedraft.action?draftId={id}"),
            "webui": web_path(page, of),
        },
    });
    let metadata = || {
        let asked = expands(viewer, prefix, "metadata.labels");
        Some(if asked {
            json!({ "labels": labels(viewer, &page.labels) })
        } else {
            json!({})
        })
    };
    let ancestors = || {
        let mut above: Vec<Value> = viewer
            .wiki()
            .ancestors(page)
            .into_iter()
            .map(|page| content(viewer, page, of, None))
            .collect();
        above.reverse();
        Some(above.into())
    };
    let below = prefix.map(|prefix| format!("{prefix}space."));
    let below = below.as_deref();
    let parts: &[(&str, &dyn Fn() -> Option<Value>)] = &[
        ("space", &|| Some(space(viewer, of, below))),
        ("version", &|| Some(version(viewer, latest))),
        ("ancestors", &ancestors),
        ("body", &|| Some(bodies(viewer, page, prefix))),
        ("history", &|| Some(history(viewer, page))),
        ("metadata", &metadata),
        ("operations", &|| {
            Some(page_operations(viewer, page, of).into())
        }),
    ];
    let named = [
        ("space", format!("/rest/api/space/{}", of.key)),
        ("container", format!("/rest/api/space/{}", of.key)),
        ("history", format!("/rest/api/content/{id}/history")),
        ("children", format!("/rest/api/content/{id}/child")),
        ("descendants", format!("/rest/api/content/{id}/descendant")),
        (
            "restrictions",
            format!("/rest/api/content/{id}/restriction/byOperation"),
        ),
        ("childTypes", String::new()),
        ("schedulePublishInfo", String::new()),
        ("schedulePublishDate", String::new()),
    ];
    expand(viewer, prefix, &mut view, parts, &named);
    view
}
