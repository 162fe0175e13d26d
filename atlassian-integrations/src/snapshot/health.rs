//! Whether a snapshot can be made, and what would be in it.

use atlassian_core::Error;
use futures_util::future;
use serde::Serialize;

use super::scripts::unreadable;
use super::source::{Organization, is_not_granted};
use super::{SnapshotError, Source};

/// What [`Source::health`] has found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Health {
    /// Each check, in the order in which they were made.
    pub checks: Vec<Check>,
}

impl Health {
    /// Whether no check failed. Skipped ones are fine: they say what a snapshot will not hold.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.checks
            .iter()
            .all(|check| check.status != CheckStatus::Fail)
    }
}

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Check {
    /// What was checked.
    pub name: &'static str,
    /// Whether a snapshot makes no sense without it.
    pub core: bool,
    /// How it went.
    pub status: CheckStatus,
    /// What was found, or what is missing.
    pub detail: String,
}

/// How a check went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckStatus {
    /// It works.
    Ok,
    /// It is not granted or not reachable, and a snapshot will do without it.
    Skip,
    /// It must work, and does not.
    Fail,
}

impl CheckStatus {
    /// `ok`, `skip` or `fail`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Skip => "skip",
            Self::Fail => "fail",
        }
    }
}

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
            core("Jira Cloud", cloud),
            core("Jira API auth (/myself)", myself),
            core("/users/search reachable", users),
        ];
        if checks.iter().any(|check| check.status == CheckStatus::Fail) {
            return Health { checks };
        }
        let jira = &self.jira;
        checks.push(optional(
            "Groups",
            jira.groups().list().pages().first().await.map(drop),
            |error| format!("needs the permission \"Browse users and groups\" ({error})"),
        ));
        checks.push(optional(
            "Application roles",
            jira.application_roles().list().send_raw().await.map(drop),
            |error| format!("needs a Jira admin token ({error})"),
        ));
        checks.push(self.configuration().await);
        checks.push(self.tokens().await);
        Health { checks }
    }

    fn settings(&self) -> Check {
        Check {
            name: "Settings",
            core: true,
            status: CheckStatus::Ok,
            detail: format!("{} is configured", self.label()),
        }
    }

    async fn myself(&self) -> Result<(), SnapshotError> {
        let answer = self.jira.myself().get().send_raw().await;
        answer.map(drop).map_err(SnapshotError::Site)
    }

    async fn users(&self) -> Result<(), SnapshotError> {
        let first = self.jira.users().all().pages().first().await;
        first.map(drop).map_err(SnapshotError::Site)
    }

    async fn configuration(&self) -> Check {
        let flags = self.jira.settings().configuration().send_raw().await;
        let properties = self.jira.settings().properties().send_raw().await;
        let without =
            |error: &Error| format!("application properties need a Jira admin token ({error})");
        match flags {
            Err(error) => optional("Settings of the site", Err(error), |error| {
                format!("the configuration is not readable ({error})")
            }),
            Ok(_) => match properties {
                Err(error) if error.is_not_found() => skip("Settings of the site", without(&error)),
                properties => optional("Settings of the site", properties.map(drop), without),
            },
        }
    }

    async fn tokens(&self) -> Check {
        match &self.organization {
            Organization::Absent { reason } => Check {
                name: "API tokens",
                core: false,
                status: CheckStatus::Skip,
                detail: format!("API-token audit skipped: {reason}"),
            },
            Organization::Known { admin, id } => {
                let first = admin.api_tokens().list(id.as_str()).pages().first().await;
                match first {
                    Err(error) if error.is_not_found() || error.is_unauthorized() => {
                        skip("API tokens", unreadable(&error))
                    }
                    first => optional("API tokens", first.map(drop), unreadable),
                }
            }
        }
    }
}

fn core(name: &'static str, result: Result<(), SnapshotError>) -> Check {
    let (status, detail) = match result {
        Ok(()) => (CheckStatus::Ok, String::new()),
        Err(SnapshotError::Site(error)) => (CheckStatus::Fail, error.to_string()),
        Err(error) => (CheckStatus::Fail, error.to_string()),
    };
    Check {
        name,
        core: true,
        status,
        detail,
    }
}

fn skip(name: &'static str, detail: String) -> Check {
    Check {
        name,
        core: false,
        status: CheckStatus::Skip,
        detail,
    }
}

fn optional(
    name: &'static str,
    result: Result<(), Error>,
    missing: impl FnOnce(&Error) -> String,
) -> Check {
    match result {
        Ok(()) => Check {
            name,
            core: false,
            status: CheckStatus::Ok,
            detail: String::new(),
        },
        Err(error) if is_not_granted(&error) => skip(name, missing(&error)),
        Err(error) => skip(
            name,
            format!("not reachable, and a run would fail on it: {error}"),
        ),
    }
}
