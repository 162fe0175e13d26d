//! Whether insights can be had, and what would be missing from them.

use atlassian_admin::{Admin, DirectoryId};
use atlassian_core::Error;
use futures_util::future;
use jira_client::cloud::permissions::{Permission, PermissionState};
use jira_client::cloud::preflight::Requirements;

use super::LicencesError;
use crate::Source;
use crate::health::{Check, CheckStatus, Health};
use crate::source::{Organization, SiteProblem, is_not_granted};

/// The permissions that the flow needs, each with the name of its check.
const PERMISSIONS: [(Permission, &str); 2] = [
    (
        Permission::BrowseUsersAndGroups,
        "Permission *Browse users and groups*",
    ),
    (Permission::Administer, "Permission *Administer Jira*"),
];

/// Checks everything that insights are made of, with a small request each.
///
/// The core checks must pass: the site is Cloud, the credential works, and the account has the permissions *Browse users
/// and groups* and *Administer Jira*, of which each is told by its name. Confluence and the organization are `ok`, or `skip`
/// with what is missing; they never fail.
pub async fn check(source: &Source) -> Health {
    let cloud = match source.check_cloud().await {
        // The site was reached, and does not know the token.
        Err(SiteProblem::Unreadable(error)) if error.is_unauthorized() => {
            let checks = vec![Check::fail(LOG_IN, error.to_string())];
            return Health { checks };
        }
        cloud => cloud,
    };
    let mut checks = vec![Check::core("Jira Cloud", cloud.map_err(said))];
    if checks[0].status == CheckStatus::Fail {
        return Health { checks };
    }
    checks.extend(permissions(source).await);
    if checks
        .iter()
        .any(|check| check.name == LOG_IN && check.status == CheckStatus::Fail)
    {
        return Health { checks };
    }
    checks.push(Check::optional(
        "Confluence",
        source.confluence.users().current().send().await,
        |error| format!("the account may not use Confluence, so its users are not read ({error})"),
    ));
    match &source.organization {
        Organization::Absent { reason } => checks.push(Check::skip(
            "Organization",
            format!("{reason}; so nobody tells when people were last active"),
        )),
        Organization::Known { admin, id } => checks.extend(organization(admin, id).await),
    }
    Health { checks }
}

/// What the organization's key may read, each part with the scope that it takes.
async fn organization(admin: &Admin, id: &str) -> Vec<Check> {
    let everywhere = DirectoryId::all;
    let (apps, people, groups, tokens) = future::join4(
        admin.workspaces().search(id).pages().first(),
        admin
            .users()
            .search(id, everywhere())
            .page_size(1)
            .pages()
            .first(),
        admin
            .groups()
            .search(id, everywhere())
            .page_size(1)
            .pages()
            .first(),
        admin.api_tokens().list(id).page_size(1).pages().first(),
    )
    .await;
    vec![
        part("Organization: seats", "read:workspaces:admin", apps.err()),
        part(
            "Organization: activity",
            "read:directories:admin",
            people.err(),
        ),
        part("Organization: groups", "read:groups:admin", groups.err()),
        part(
            "Organization: API tokens",
            "read:tokens:admin",
            tokens.err(),
        ),
    ]
}

fn part(name: &'static str, scope: &str, error: Option<Error>) -> Check {
    match error {
        None => Check::ok(name, false, ""),
        Some(error) if error.is_unauthorized() || error.is_not_found() => Check::skip(
            name,
            format!("the organization's key or id does not work ({error})"),
        ),
        Some(error) => Check::optional(name, Err::<(), _>(error), |error| {
            format!("the key needs the scope `{scope}` ({error})")
        }),
    }
}

const LOG_IN: &str = "Log-in";

/// The log-in, and each permission.
async fn permissions(source: &Source) -> Vec<Check> {
    let needed = PERMISSIONS.map(|(permission, _)| permission);
    let needed = Requirements::named("license-insights").permissions(needed);
    let report = match source.jira.preflight().require(needed).check().await {
        Ok(report) => report,
        // A token with scopes may lack those for asking; the calls that follow will tell.
        Err(error) if is_not_granted(&error) => {
            let unasked = format!("not told to this token ({error})");
            return vec![Check::skip("Permissions", unasked)];
        }
        Err(error) => return vec![Check::fail(LOG_IN, error.to_string())],
    };
    let mut checks = vec![Check::ok(LOG_IN, true, "")];
    let reported = report.sets.iter().flat_map(|set| &set.global.permissions);
    let reported: Vec<_> = reported.collect();
    for (permission, name) in PERMISSIONS {
        let found = reported.iter().find(|one| one.permission == permission);
        checks.push(match found {
            Some(one) if one.state == PermissionState::Granted => Check::ok(name, true, "granted"),
            Some(one) => Check::fail(name, one.to_string()),
            None => Check::fail(name, "the site does not tell"),
        });
    }
    checks
}

/// What the service says, without what it means for a run.
fn said(problem: SiteProblem) -> String {
    match problem {
        SiteProblem::Unreadable(error) => error.to_string(),
        problem @ SiteProblem::CloudOnly { .. } => LicencesError::from(problem).to_string(),
    }
}
