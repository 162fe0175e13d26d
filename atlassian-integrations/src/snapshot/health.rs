//! Whether a snapshot can be made, and what would be in it.

use atlassian_core::Error;
use futures_util::future;

use super::SnapshotError;
use super::scripts::unreadable;
use crate::Source;
use crate::health::{Check, CheckStatus, Health};
use crate::source::{Organization, SiteProblem};

impl Source {
    /// Checks the credential and everything that a snapshot reads, with one small request each.
    ///
    /// The core checks must pass: the site is Cloud, the credential works (`/myself`), and users can be listed. The
    /// others are `ok`, or `skip` with the permission or scope that is missing; they never fail.
    pub async fn health(&self) -> Health {
        // At once, so that a site that cannot be reached is waited for only once.
        let (cloud, myself, users) =
            future::join3(self.check_cloud(), self.myself(), self.users()).await;
        let mut checks = vec![
            self.settings(),
            Check::core("Jira Cloud", cloud.map_err(said)),
            Check::core("Jira API auth (/myself)", myself),
            Check::core("/users/search reachable", users),
        ];
        if checks.iter().any(|check| check.status == CheckStatus::Fail) {
            return Health { checks };
        }
        let jira = &self.jira;
        checks.push(Check::optional(
            "Groups",
            jira.groups().list().pages().first().await.map(drop),
            |error| format!("needs the permission \"Browse users and groups\" ({error})"),
        ));
        checks.push(Check::optional(
            "Application roles",
            jira.application_roles()
                .list()
                .into_call()
                .send_raw()
                .await
                .map(drop),
            |error| format!("needs a Jira admin token ({error})"),
        ));
        checks.push(self.configuration().await);
        checks.push(self.tokens().await);
        Health { checks }
    }

    fn settings(&self) -> Check {
        Check::ok("Settings", true, format!("{} is configured", self.label()))
    }

    async fn myself(&self) -> Result<(), Error> {
        let answer = self.jira.myself().get().into_call().send_raw().await;
        answer.map(drop)
    }

    async fn users(&self) -> Result<(), Error> {
        let first = self.jira.users().all().pages().first().await;
        first.map(drop)
    }

    async fn configuration(&self) -> Check {
        let flags = self
            .jira
            .settings()
            .configuration()
            .into_call()
            .send_raw()
            .await;
        let properties = self
            .jira
            .settings()
            .properties()
            .into_call()
            .send_raw()
            .await;
        let without =
            |error: &Error| format!("application properties need a Jira admin token ({error})");
        match flags {
            Err(error) => Check::optional("Settings of the site", Err::<(), _>(error), |error| {
                format!("the configuration is not readable ({error})")
            }),
            Ok(_) => match properties {
                Err(error) if error.is_not_found() => {
                    Check::skip("Settings of the site", without(&error))
                }
                properties => {
                    Check::optional("Settings of the site", properties.map(drop), without)
                }
            },
        }
    }

    async fn tokens(&self) -> Check {
        match &self.organization {
            Organization::Absent { reason } => {
                Check::skip("API tokens", format!("API-token audit skipped: {reason}"))
            }
            Organization::Known { admin, id } => {
                let first = admin.api_tokens().list(id.as_str()).pages().first().await;
                match first {
                    Err(error) if error.is_not_found() || error.is_unauthorized() => {
                        Check::skip("API tokens", unreadable(&error))
                    }
                    first => Check::optional("API tokens", first.map(drop), unreadable),
                }
            }
        }
    }
}

/// What the service says, without what it means for a run.
fn said(problem: SiteProblem) -> String {
    match problem {
        SiteProblem::Unreadable(error) => error.to_string(),
        problem @ SiteProblem::CloudOnly { .. } => SnapshotError::from(problem).to_string(),
    }
}
