//! The functions of JQL.

use std::ops::RangeInclusive;

use super::ast::Function;
use super::dates::Boundary;
use super::fields::{Found, Kind};
use super::site::Site;
use super::{related, values};
use crate::state::jira::agile::SprintState;
use crate::state::jira::config::FieldOption;
use crate::state::jira::project::Version;

/// What a function gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gives {
    Moment,
    User,
    Issue,
    IssueType,
    Project,
    Component,
    Version,
    Sprint,
    Option,
    /// A text, for whatever field.
    Text,
}

impl Gives {
    fn suits(self, kind: Kind) -> bool {
        match self {
            Self::Moment => matches!(kind, Kind::Moment | Kind::Day),
            Self::User => kind == Kind::User,
            Self::Issue => kind == Kind::Issue,
            Self::IssueType => kind == Kind::IssueType,
            Self::Project => kind == Kind::Project,
            Self::Component => kind == Kind::Component,
            Self::Version => kind == Kind::Version,
            Self::Sprint => kind == Kind::Sprint,
            Self::Option => kind == Kind::Cascade,
            Self::Text => true,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) name: &'static str,
    pub(crate) gives: Gives,
    pub(crate) list: bool,
    arguments: RangeInclusive<usize>,
}

impl Known {
    /// How many arguments it takes at least. Two functions count theirs themselves.
    pub(crate) fn required(&self) -> usize {
        match self.name {
            "cascadeOption" | "linkedIssues" => 1,
            _ => *self.arguments.start(),
        }
    }
}

const fn known(
    name: &'static str,
    gives: Gives,
    list: bool,
    arguments: RangeInclusive<usize>,
) -> Known {
    Known {
        name,
        gives,
        list,
        arguments,
    }
}

const MANY: usize = usize::MAX;

#[rustfmt::skip]
pub(crate) const FUNCTIONS: &[Known] = &[
    known("cascadeOption", Gives::Option, true, 0..=MANY),
    known("childIssuesOf", Gives::Issue, true, 1..=1),
    known("closedSprints", Gives::Sprint, true, 0..=0),
    known("componentsLeadByUser", Gives::Component, true, 0..=1),
    known("currentLogin", Gives::Moment, false, 0..=0),
    known("currentUser", Gives::User, false, 0..=0),
    known("earliestUnreleasedVersion", Gives::Version, false, 1..=1),
    known("echo", Gives::Text, false, 1..=1),
    known("endOfDay", Gives::Moment, false, 0..=1),
    known("endOfMonth", Gives::Moment, false, 0..=1),
    known("endOfWeek", Gives::Moment, false, 0..=1),
    known("endOfYear", Gives::Moment, false, 0..=1),
    known("futureSprints", Gives::Sprint, true, 0..=0),
    known("issueHistory", Gives::Issue, true, 0..=0),
    known("lastLogin", Gives::Moment, false, 0..=0),
    known("latestReleasedVersion", Gives::Version, false, 1..=1),
    known("linkedIssues", Gives::Issue, true, 0..=MANY),
    known("membersOf", Gives::User, true, 1..=1),
    known("now", Gives::Moment, false, 0..=0),
    known("openSprints", Gives::Sprint, true, 0..=0),
    known("projectsLeadByUser", Gives::Project, true, 0..=1),
    known("projectsWhereUserHasPermission", Gives::Project, true, 1..=1),
    known("projectsWhereUserHasRole", Gives::Project, true, 1..=1),
    known("releasedVersions", Gives::Version, true, 0..=MANY),
    known("standardIssueTypes", Gives::IssueType, true, 0..=0),
    known("startOfDay", Gives::Moment, false, 0..=1),
    known("startOfMonth", Gives::Moment, false, 0..=1),
    known("startOfWeek", Gives::Moment, false, 0..=1),
    known("startOfYear", Gives::Moment, false, 0..=1),
    known("subTaskIssueTypes", Gives::IssueType, true, 0..=0),
    known("unreleasedVersions", Gives::Version, true, 0..=MANY),
    known("updatedBy", Gives::Issue, true, 1..=3),
    known("votedIssues", Gives::Issue, true, 0..=0),
    known("watchedIssues", Gives::Issue, true, 0..=0),
];

pub(crate) fn find(name: &str) -> Option<&'static Known> {
    FUNCTIONS.iter().find(|f| f.name.eq_ignore_ascii_case(name))
}

/// What a call gave.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Given {
    Ids(Vec<u32>),
    /// `None`: there is no such moment.
    Moment(Option<i64>),
    Text(String),
    /// A first option with no second one below it.
    Alone(u32),
}

/// Calls a function for a field.
pub(super) fn call(
    site: &Site<'_>,
    function: &Function,
    field: &str,
    found: &Found,
) -> Result<Given, String> {
    let Some(known) = find(&function.name) else {
        return Err(format!("Unable to find JQL function '{function}'."));
    };
    let name = known.name;
    if !known.gives.suits(found.kind) {
        return Err(unsuited(name, field));
    }
    count(known, function.arguments.len())?;
    let argument = |nth: usize| function.arguments.get(nth).map(String::as_str);
    match known.gives {
        Gives::Moment => moment(site, name, argument(0)),
        Gives::User => match argument(0) {
            None => Ok(Given::Ids(site.caller.into_iter().collect())),
            Some(group) => members(site, name, group),
        },
        Gives::IssueType => {
            let subtasks = name == "subTaskIssueTypes";
            let types = site.state.jira.config.issue_types.iter();
            let found = types.filter(|(_, t)| t.is_subtask() == subtasks);
            Ok(Given::Ids(found.map(|(id, _)| *id).collect()))
        }
        Gives::Issue => related::issues(site, name, &function.arguments),
        Gives::Project | Gives::Component => parts(site, name, argument(0)),
        Gives::Version => versions(site, name, &function.arguments),
        Gives::Sprint => {
            let state = match name {
                "openSprints" => SprintState::Active,
                "closedSprints" => SprintState::Closed,
                _ => SprintState::Future,
            };
            Ok(Given::Ids(values::sprints_in(site, state)))
        }
        Gives::Option => cascade(site, found, &function.arguments),
        Gives::Text => Ok(Given::Text(argument(0).unwrap_or_default().to_owned())),
    }
}

pub(super) fn unsuited(name: &str, field: &str) -> String {
    format!("A value provided by the function '{name}' is invalid for the field '{field}'.")
}

fn count(known: &Known, received: usize) -> Result<(), String> {
    if known.arguments.contains(&received) {
        return Ok(());
    }
    let (least, most) = (known.arguments.start(), known.arguments.end());
    let name = known.name;
    Err(if least == most {
        format!("Function '{name}' expected '{least}' arguments but received '{received}'.")
    } else {
        format!(
            "Function '{name}' expected between '{least}' and '{most}' arguments but received \
             '{received}'."
        )
    })
}

fn moment(site: &Site<'_>, name: &str, increment: Option<&str>) -> Result<Given, String> {
    if let Some(boundary) = Boundary::named(&name.to_lowercase()) {
        let at = boundary.at(increment, site.zone, site.now);
        return at.map(|at| Given::Moment(Some(at))).ok_or_else(|| {
            format!(
                "Duration for function '{name}' should have the format (+/-)n(yMwdm), e.g -1M for \
                 1 month earlier."
            )
        });
    }
    // Tokens do not log in.
    Ok(Given::Moment((name == "now").then_some(site.now)))
}

fn members(site: &Site<'_>, name: &str, group: &str) -> Result<Given, String> {
    let groups = &site.state.groups;
    let slot = groups.find_by_name(group).or_else(|| groups.find(group));
    slot.map(|slot| Given::Ids(groups.get(slot).members.clone()))
        .ok_or_else(|| {
            format!(
                "Function '{name}' can not generate a list of usernames for group '{group}'; the \
                 group does not exist."
            )
        })
}

/// The account that a function is about: the one it names, or the caller.
pub(super) fn person(site: &Site<'_>, name: &str, user: Option<&str>) -> Result<u32, String> {
    match user {
        Some(user) => values::user(site, user)
            .ok_or_else(|| format!("Function '{name}' could not find the user '{user}'.")),
        None => signed_in(site, name),
    }
}

pub(super) fn signed_in(site: &Site<'_>, name: &str) -> Result<u32, String> {
    site.caller
        .ok_or_else(|| format!("Function '{name}' cannot be called as anonymous user."))
}

fn parts(site: &Site<'_>, name: &str, argument: Option<&str>) -> Result<Given, String> {
    let state = site.state;
    let projects = || site.visible().filter(|p| p.live());
    let ids = match name {
        "componentsLeadByUser" => {
            let lead = person(site, name, argument)?;
            let all = state.jira.projects.components.iter();
            all.filter(|(_, c)| c.lead == Some(lead) && site.projects.contains(&c.project))
                .map(|(id, _)| *id)
                .collect()
        }
        "projectsLeadByUser" => {
            let lead = person(site, name, argument)?;
            projects()
                .filter(|p| p.lead == lead)
                .map(|p| p.id)
                .collect()
        }
        "projectsWhereUserHasRole" => {
            let caller = signed_in(site, name)?;
            let wanted = argument.unwrap_or_default();
            let role = state.jira.config.roles.iter().find(|(id, role)| {
                role.name.eq_ignore_ascii_case(wanted) || id.to_string() == wanted
            });
            let Some((role, _)) = role else {
                return Err(format!(
                    "Function '{name}' can not generate a list of projects for role '{wanted}'; \
                     the role does not exist."
                ));
            };
            let plays = |actors: &crate::state::jira::config::Actors| {
                actors.users.contains(&caller) || state.in_any(caller, &actors.groups)
            };
            projects()
                .filter(|p| p.roles.get(role).is_some_and(plays))
                .map(|p| p.id)
                .collect()
        }
        _ => {
            let caller = signed_in(site, name)?;
            let wanted = argument.unwrap_or_default();
            let permission = crate::state::permissions::PERMISSIONS
                .iter()
                .find(|p| !p.global && (p.key == wanted || p.name.eq_ignore_ascii_case(wanted)));
            let Some(permission) = permission else {
                return Err(format!(
                    "Function '{name}' can not generate a list of projects for permission \
                     '{wanted}'; the permission does not exist."
                ));
            };
            projects()
                .filter(|p| state.may(Some(caller), p, permission.key))
                .map(|p| p.id)
                .collect()
        }
    };
    Ok(Given::Ids(ids))
}

fn versions(site: &Site<'_>, name: &str, arguments: &[String]) -> Result<Given, String> {
    let mut projects = Vec::new();
    for argument in arguments {
        let found = values::projects(site, argument);
        if found.is_empty() {
            return Err(format!(
                "Could not resolve the project '{argument}' provided to function '{name}'."
            ));
        }
        projects.extend(found);
    }
    if arguments.is_empty() {
        projects.clone_from(&site.projects);
    }
    let all = projects
        .iter()
        .flat_map(|p| site.state.jira.projects.versions_of(*p))
        .filter(|(_, version)| !version.archived);
    let released = matches!(name, "releasedVersions" | "latestReleasedVersion");
    let fits: Vec<(u32, &Version)> = all.filter(|(_, v)| v.released == released).collect();
    let ids = match name {
        "latestReleasedVersion" => fits.last().map(|(id, _)| *id).into_iter().collect(),
        "earliestUnreleasedVersion" => fits.first().map(|(id, _)| *id).into_iter().collect(),
        _ => fits.iter().map(|(id, _)| *id).collect(),
    };
    Ok(Given::Ids(ids))
}

fn cascade(site: &Site<'_>, found: &Found, arguments: &[String]) -> Result<Given, String> {
    let wrong = || {
        "Incorrect number of arguments specified for the function 'cascadeOption'. Usages: \
         cascadeOption(parentOption), cascadeOption(parentOption, childOption), \
         cascadeOption(parentOption, \"None\")."
            .to_owned()
    };
    let (parent, child) = match arguments {
        [parent] => (parent, None),
        [parent, child] => (parent, Some(child)),
        _ => return Err(wrong()),
    };
    let options: Vec<&FieldOption> = values::options(site, found.target).collect();
    let named = |above: Option<u32>, name: &str| {
        options
            .iter()
            .find(|o| {
                o.parent == above
                    && (o.value.eq_ignore_ascii_case(name) || o.id.to_string() == name)
            })
            .map(|o| o.id)
    };
    let Some(first) = named(None, parent) else {
        return Err(format!(
            "The option '{parent}' specified in function 'cascadeOption' is not a valid parent \
             option."
        ));
    };
    let Some(child) = child else {
        return Ok(Given::Ids(vec![first]));
    };
    if child.eq_ignore_ascii_case("none") {
        return Ok(Given::Alone(first));
    }
    named(Some(first), child)
        .map(|id| Given::Ids(vec![id]))
        .ok_or_else(|| {
            format!(
                "The option '{child}' is not a child of option '{parent}' in function \
                 'cascadeOption'."
            )
        })
}
