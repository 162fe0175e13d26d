//! Names and ids in queries: what they mean, and which there are.

use super::fields::{Found, Kind, Target};
use super::held::{link_code, project_type};
use super::site::Site;
use crate::state::jira::agile::{Location, Sprint, SprintState};
use crate::state::jira::config::{FieldOption, StatusCategory};
use crate::state::jira::project::ProjectType;

/// Something with an id and a name by which a query may call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named<'a> {
    pub(crate) id: u32,
    pub(crate) name: &'a str,
}

/// Everything that a clause on this field may name, in the order of the ids; people and issues are
/// too many and are found otherwise.
pub(crate) fn named<'a>(site: &'a Site<'_>, found: &Found) -> Vec<Named<'a>> {
    let state = site.state;
    let config = &state.jira.config;
    let own = |project: Option<u32>| project.is_none_or(|p| site.sees(p));
    let row = |id: u32, name: &'a str| Named { id, name };
    match found.kind {
        Kind::Project => site.visible().map(|p| row(p.id, &p.name)).collect(),
        Kind::Category => {
            let all = config.categories.iter();
            all.map(|(id, c)| row(*id, &c.name)).collect()
        }
        Kind::ProjectType => ProjectType::ALL
            .into_iter()
            .map(|kind| row(project_type(kind), kind.key()))
            .collect(),
        Kind::IssueType => {
            let all = config.issue_types.iter().filter(|(_, t)| own(t.project));
            all.map(|(id, t)| row(*id, &t.name)).collect()
        }
        Kind::Status => {
            let all = config.statuses.iter().filter(|(_, s)| own(s.project));
            all.map(|(id, s)| row(*id, &s.name)).collect()
        }
        Kind::StatusCategory => StatusCategory::ALL
            .into_iter()
            .map(|c| row(c.id(), c.name()))
            .collect(),
        Kind::Resolution => {
            let all = config.resolutions.iter();
            all.map(|(id, r)| row(*id, &r.name)).collect()
        }
        Kind::Priority => {
            let all = config.priorities.iter();
            all.map(|(id, p)| row(*id, &p.name)).collect()
        }
        Kind::Level => {
            let schemes = site.visible().filter_map(|p| p.security_scheme);
            let mut levels: Vec<Named<'_>> = schemes
                .filter_map(|id| config.security_schemes.get(&id))
                .flat_map(|scheme| &scheme.levels)
                .map(|level| row(level.id, &level.name))
                .collect();
            levels.sort_by_key(|level| level.id);
            levels.dedup();
            levels
        }
        Kind::Component => {
            let all = state.jira.projects.components.iter();
            all.filter(|(_, c)| site.sees(c.project))
                .map(|(id, c)| row(*id, &c.name))
                .collect()
        }
        Kind::Version => {
            let all = state.jira.projects.versions.iter();
            all.filter(|(_, v)| site.sees(v.project))
                .map(|(id, v)| row(*id, &v.name))
                .collect()
        }
        Kind::Option | Kind::Cascade => {
            let all = options(site, found.target);
            all.map(|o| row(o.id, &o.value)).collect()
        }
        Kind::Group => {
            let all = state.groups.listed();
            all.map(|(slot, group)| row(slot, &group.name)).collect()
        }
        Kind::LinkType => config
            .link_types
            .iter()
            .flat_map(|(id, t)| {
                [
                    row(link_code(*id, true), &t.outward),
                    row(link_code(*id, false), &t.inward),
                ]
            })
            .collect(),
        Kind::Sprint => sprints(site).map(|(id, s)| row(id, &s.name)).collect(),
        Kind::Filter => {
            let all = state.jira.sharing.filters.iter();
            all.filter(|(id, _)| state.visible_filter(site.caller, **id).is_some())
                .map(|(id, f)| row(*id, &f.name))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The options of a custom field in the contexts that the caller sees.
pub(super) fn options<'a>(
    site: &'a Site<'_>,
    target: Target,
) -> impl Iterator<Item = &'a FieldOption> {
    let field = match target {
        Target::Custom(number, _) => site.state.jira.config.field(number),
        _ => None,
    };
    field
        .into_iter()
        .flat_map(|field| &field.contexts)
        .filter(|context| {
            context.projects.is_empty() || context.projects.iter().any(|p| site.sees(*p))
        })
        .flat_map(|context| &context.options)
}

/// A name or id that a query gave.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wanted<'a> {
    Name(&'a str),
    Id(i64),
}

/// The ids that a value means; empty when it means nothing. An unquoted number is an id before it
/// is a name, a text is a name before it is an id.
pub(crate) fn ids(site: &Site<'_>, found: &Found, wanted: Wanted<'_>) -> Vec<u32> {
    let all = named(site, found);
    let by_name = |name: &str| -> Vec<u32> {
        let lower = name.to_lowercase();
        let same = all.iter().filter(|n| n.name.to_lowercase() == lower);
        same.map(|n| n.id).collect()
    };
    let by_id = |id: i64| -> Vec<u32> {
        let known = |id: &u32| match found.kind {
            Kind::Group | Kind::LinkType | Kind::ProjectType => false,
            _ => all.iter().any(|n| n.id == *id),
        };
        u32::try_from(id).ok().filter(known).into_iter().collect()
    };
    let or = |first: Vec<u32>, second: &dyn Fn() -> Vec<u32>| {
        if first.is_empty() { second() } else { first }
    };
    match wanted {
        Wanted::Id(id) => or(by_id(id), &|| by_name(&id.to_string())),
        Wanted::Name(name) => {
            let first = match found.kind {
                Kind::Project => projects(site, name),
                Kind::StatusCategory => category(name).map_or_else(|| by_name(name), |id| vec![id]),
                Kind::LinkType => or(by_name(name), &|| link_types(site, name)),
                Kind::Group => {
                    let by_id = site.state.groups.find(name);
                    or(by_name(name), &|| by_id.into_iter().collect())
                }
                _ => by_name(name),
            };
            or(first, &|| name.parse().map_or_else(|_| Vec::new(), by_id))
        }
    }
}

/// Projects by key, name or id.
pub(super) fn projects(site: &Site<'_>, name: &str) -> Vec<u32> {
    let by_key = site.state.jira.projects.by_key(name).map(|p| p.id);
    if let Some(id) = by_key.filter(|id| site.sees(*id)) {
        return vec![id];
    }
    let lower = name.to_lowercase();
    let same = site.visible().filter(|p| p.name.to_lowercase() == lower);
    let found: Vec<u32> = same.map(|p| p.id).collect();
    if found.is_empty() {
        let id = name.parse().ok().filter(|id| site.sees(*id));
        return id.into_iter().collect();
    }
    found
}

fn category(key: &str) -> Option<u32> {
    let all = StatusCategory::ALL.into_iter();
    all.filter(|c| c.key().eq_ignore_ascii_case(key))
        .map(StatusCategory::id)
        .next()
}

/// Both directions of a type of links by its name.
fn link_types(site: &Site<'_>, name: &str) -> Vec<u32> {
    let types = site.state.jira.config.link_types.iter();
    types
        .filter(|(_, t)| t.name.eq_ignore_ascii_case(name))
        .flat_map(|(id, _)| [link_code(*id, true), link_code(*id, false)])
        .collect()
}

/// An account by its id, its e-mail address or its full name.
pub(crate) fn user(site: &Site<'_>, text: &str) -> Option<u32> {
    let users = &site.state.users;
    users.find(text).or_else(|| {
        let lower = text.to_lowercase();
        let fits = |(at, user): &(u32, &crate::state::users::User)| {
            let mail = if site.caller == Some(*at) {
                Some(&*user.email)
            } else {
                user.shown_email()
            };
            let same = user.name.to_lowercase() == lower;
            user.visible() && (same || mail.is_some_and(|m| m.to_lowercase() == lower))
        };
        (0..).zip(users.all()).find(fits).map(|(at, _)| at)
    })
}

/// The sprints that `openSprints()` and its like give.
pub(super) fn sprints_in(site: &Site<'_>, state: SprintState) -> Vec<u32> {
    let all = sprints(site).filter(|(_, sprint)| sprint.state == state);
    all.map(|(id, _)| id).collect()
}

/// The sprints of boards that the caller sees.
fn sprints<'a>(site: &'a Site<'_>) -> impl Iterator<Item = (u32, &'a Sprint)> {
    let agile = &site.state.jira.agile;
    let seen = |sprint: &Sprint| match agile.boards.get(&sprint.board).map(|b| b.location) {
        Some(Location::Project(project)) => site.sees(project),
        _ => true,
    };
    let all = agile.sprints.iter().filter(move |(_, s)| seen(s));
    all.map(|(id, sprint)| (*id, sprint))
}
