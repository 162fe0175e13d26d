//! Checks before a run, in the form that all flows share.

use atlassian_core::Error;
use serde::Serialize;

use crate::source::is_not_granted;

/// What was found before a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Health {
    /// Each check, in the order in which they were made.
    pub checks: Vec<Check>,
}

impl Health {
    /// Whether no check failed. Skipped ones are fine: they say what a run will not read.
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
    /// Whether a run makes no sense without it.
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
    /// It is not granted or not reachable, and a run does without it.
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

impl Check {
    fn new(name: &'static str, core: bool, status: CheckStatus, detail: String) -> Self {
        Self {
            name,
            core,
            status,
            detail,
        }
    }

    pub(crate) fn ok(name: &'static str, core: bool, detail: impl Into<String>) -> Self {
        Self::new(name, core, CheckStatus::Ok, detail.into())
    }

    pub(crate) fn fail(name: &'static str, detail: impl Into<String>) -> Self {
        Self::new(name, true, CheckStatus::Fail, detail.into())
    }

    pub(crate) fn skip(name: &'static str, detail: impl Into<String>) -> Self {
        Self::new(name, false, CheckStatus::Skip, detail.into())
    }

    /// What must work.
    pub(crate) fn core<T>(name: &'static str, result: Result<T, impl std::fmt::Display>) -> Self {
        match result {
            Ok(_) => Self::ok(name, true, ""),
            Err(error) => Self::fail(name, error.to_string()),
        }
    }

    /// What a run does without; `missing` says what it takes, where that was refused.
    pub(crate) fn optional<T>(
        name: &'static str,
        result: Result<T, Error>,
        missing: impl FnOnce(&Error) -> String,
    ) -> Self {
        match result {
            Ok(_) => Self::ok(name, false, ""),
            Err(error) if is_not_granted(&error) => Self::skip(name, missing(&error)),
            Err(error) => Self::skip(
                name,
                format!("not reachable, and a run would fail on it: {error}"),
            ),
        }
    }
}
