//! Projects of every kind, each with components and versions.

use std::collections::BTreeMap;

use super::config::{
    ADMINISTRATORS, CUSTOMER_PERMISSIONS, DEFAULT_PERMISSIONS, DEVELOPERS, PRIVATE_PERMISSIONS,
    SECURITY_SCHEME, SOFTWARE_SCHEME, TEAM_SCHEME,
};
use crate::state::ADMIN;
use crate::state::MEMBER;
use crate::state::groups::{ARCHIVE, CONFLUENCE_USERS, Groups};
use crate::state::jira::Jira;
use crate::state::jira::config::Actors;
use crate::state::jira::project::{
    AssigneeType, Component, ComponentAssignee, Project, ProjectState, ProjectType, Version,
};
use crate::state::rng::Rng;
use crate::state::users::Users;
use crate::time::{DAY, GENERATED_AT};

/// The first projects, which every site has; others follow as the site grows.
const FIRST: [(&str, &str); 5] = [
    ("ACME", "Acme"),
    ("OPS", "Operations"),
    ("TEAM", "Team board"),
    ("SEC", "Security"),
    ("ASK", "Requests"),
];

pub(super) fn make(rng: &mut Rng, jira: &mut Jira, users: &Users, groups: &Groups, issues: usize) {
    let count = FIRST.len() + (issues / 2_500).min(95);
    // The first team of the site works in the private project; small sites have none.
    let team = ARCHIVE + 1;
    let insiders = if groups.listed().any(|(slot, _)| slot == team) {
        team
    } else {
        CONFLUENCE_USERS
    };
    for (at, id) in (0..count).zip(10_000..) {
        let (key, name) = FIRST.get(at).map_or_else(
            || (format!("P{at}"), format!("Project {at}")),
            |(key, name)| ((*key).to_owned(), (*name).to_owned()),
        );
        let team_managed = key == "TEAM";
        let lead = match at {
            0 | 3 => ADMIN,
            1 | 2 => MEMBER,
            _ => some_person(rng, users),
        };
        let mut actors: BTreeMap<u32, Actors> = jira
            .config
            .roles
            .iter()
            .map(|(id, role)| (*id, role.default_actors.clone()))
            .collect();
        actors.entry(ADMINISTRATORS).or_default().users.push(lead);
        if key == "SEC" {
            actors.entry(DEVELOPERS).or_default().groups.push(insiders);
        }
        let permission_scheme = match key.as_str() {
            "SEC" => PRIVATE_PERMISSIONS,
            "ASK" => CUSTOMER_PERMISSIONS,
            _ => DEFAULT_PERMISSIONS,
        };
        jira.projects.insert(Project {
            id,
            uuid: rng.uuid(),
            description: if at % 3 == 1 {
                String::new()
            } else {
                format!("The work on {name}.")
            },
            url: (at % 4 == 0).then(|| format!("https://{}.example.com", key.to_lowercase())),
            kind: if key == "ASK" {
                ProjectType::Business
            } else {
                ProjectType::Software
            },
            team_managed,
            private: key == "SEC",
            lead,
            assignee_type: if at % 2 == 0 {
                AssigneeType::Unassigned
            } else {
                AssigneeType::ProjectLead
            },
            category: match at {
                0 => Some(10_000),
                1 | 3 => Some(10_001),
                _ => None,
            },
            avatar: 10_400 + u32::try_from(at % 20).unwrap_or(0),
            state: ProjectState::Live,
            permission_scheme,
            issue_type_scheme: if team_managed {
                TEAM_SCHEME
            } else {
                SOFTWARE_SCHEME
            },
            issue_type_screen_scheme: 1,
            workflow_scheme: if team_managed {
                TEAM_SCHEME
            } else {
                SOFTWARE_SCHEME
            },
            security_scheme: (key == "OPS").then_some(SECURITY_SCHEME),
            roles: actors,
            properties: BTreeMap::new(),
            features: BTreeMap::new(),
            email: None,
            numbers: Vec::new(),
            key,
            name,
        });
        if !team_managed {
            make_parts(jira, id, lead);
        }
    }
}

/// An account that works: active, and a person's.
pub(super) fn some_person(rng: &mut Rng, users: &Users) -> u32 {
    for _ in 0..20 {
        let at = u32::try_from(rng.skewed_below(users.all().len())).unwrap_or(0);
        if users.get(at).counts() {
            return at;
        }
    }
    MEMBER
}

fn make_parts(jira: &mut Jira, project: u32, lead: u32) {
    let projects = &mut jira.projects;
    for (at, name) in ["Backend", "Frontend", "Documentation"]
        .into_iter()
        .enumerate()
    {
        let id = 10_000 + u32::try_from(projects.components.len()).unwrap_or(0);
        let component = Component {
            project,
            name: name.to_owned(),
            description: (at != 1).then(|| format!("The {} of the project.", name.to_lowercase())),
            lead: (at == 0).then_some(lead),
            assignee_type: if at == 0 {
                ComponentAssignee::ComponentLead
            } else {
                ComponentAssignee::ProjectDefault
            },
        };
        projects.components.insert(id, component);
    }
    let today = i32::try_from(GENERATED_AT / DAY).unwrap_or(0);
    for (at, days) in (0_u32..).zip([-400, -200, -30, 60]) {
        let id = 10_000 + u32::try_from(projects.versions.len()).unwrap_or(0);
        let version = Version {
            project,
            name: format!("1.{at}.0"),
            description: (at == 0).then(|| "The first release.".to_owned()),
            archived: at == 0,
            released: days < -30,
            start: Some(today + days - 90),
            release: (at != 3).then_some(today + days),
            position: at,
        };
        projects.versions.insert(id, version);
    }
}
