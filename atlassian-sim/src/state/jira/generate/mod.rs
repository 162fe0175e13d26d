//! Makes Jira's part of a site: its usual configuration, projects, and issues with a past.

mod agile;
mod config;
mod issues;
mod past;
mod projects;
mod schemes;
mod words;

use super::Jira;
use crate::state::groups::Groups;
use crate::state::rng::Rng;
use crate::state::users::Users;

/// How many issues a site of so many accounts has, unless told otherwise: five for each account,
/// and never more than a quarter of a million.
pub(crate) fn issues_to_match(users: usize) -> usize {
    users.saturating_mul(5).min(250_000)
}

pub(crate) fn generate(seed: u64, users: &Users, groups: &Groups, issues: usize) -> Jira {
    let mut rng = Rng::new(seed ^ 0x0006_a17a);
    let mut jira = Jira {
        config: config::usual(),
        ..Jira::default()
    };
    projects::make(&mut rng, &mut jira, users, groups, issues);
    issues::make(&mut rng, &mut jira, users, issues);
    agile::make(&mut rng, &mut jira);
    jira
}
