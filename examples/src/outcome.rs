//! How a program ends: 0 if all went well, 1 if something failed, 2 if it was asked in the wrong way.

use std::error::Error;
use std::io;
use std::process::ExitCode;

use atlassian_integrations::licences::LicencesError;
use atlassian_integrations::licences::removal::{JournalError, RemovalError};
use atlassian_integrations::snapshot::{DatabaseError, SnapshotError};

use crate::output;

/// Why a program did not do what it was asked to.
#[derive(Debug)]
pub enum Failure {
    /// Wrong input: exit code 2.
    Usage(String),
    /// It was tried and failed: exit code 1.
    Failed(String),
    /// Everything has been said already: exit code 1.
    Told,
    /// Ctrl-C: exit code 130, as shells have it. Says what became of the work.
    Interrupted(&'static str),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Failed(chain(&error))
    }
}

impl From<atlassian_core::Error> for Failure {
    fn from(error: atlassian_core::Error) -> Self {
        Self::Failed(chain(&error))
    }
}

impl From<DatabaseError> for Failure {
    fn from(error: DatabaseError) -> Self {
        if error.is_bad_input() {
            Self::Usage(chain(&error))
        } else {
            Self::Failed(chain(&error))
        }
    }
}

impl From<SnapshotError> for Failure {
    fn from(error: SnapshotError) -> Self {
        match error {
            SnapshotError::Database(error) => error.into(),
            SnapshotError::CloudOnly { .. } => Self::Usage(chain(&error)),
            error => Self::Failed(chain(&error)),
        }
    }
}

impl From<LicencesError> for Failure {
    fn from(error: LicencesError) -> Self {
        match error {
            LicencesError::CloudOnly { .. } => Self::Usage(chain(&error)),
            error => Self::Failed(chain(&error)),
        }
    }
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::Foreign { .. }
            | JournalError::OtherSite { .. }
            | JournalError::OtherOrganization { .. } => Self::Usage(chain(&error)),
            error => Self::Failed(chain(&error)),
        }
    }
}

impl From<RemovalError> for Failure {
    fn from(error: RemovalError) -> Self {
        match error {
            RemovalError::Site(error) => error.into(),
            RemovalError::Journal(error) => error.into(),
            RemovalError::OwnAccount
            | RemovalError::NotAPerson { .. }
            | RemovalError::NoOrganization(_) => Self::Usage(chain(&error)),
            error => Self::Failed(chain(&error)),
        }
    }
}

/// Tells what went wrong, in one line on stderr, and gives the exit code.
#[must_use]
pub fn end(program: &str, result: Result<(), Failure>) -> ExitCode {
    let (code, text) = match result {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Told) => return ExitCode::from(1),
        Err(Failure::Failed(text)) => (1, text),
        Err(Failure::Usage(text)) => (2, text),
        Err(Failure::Interrupted(text)) => (130, format!("interrupted; {text}")),
    };
    output::note(&format!("{program}: {text}"));
    ExitCode::from(code)
}

/// An error and all that caused it, in one line. What stands behind an error of the client says nothing more to a
/// person.
#[must_use]
pub fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut last = error;
    while let Some(cause) = last
        .source()
        .filter(|_| !last.is::<atlassian_core::Error>())
    {
        let next = cause.to_string();
        if !text.contains(&next) {
            text.push_str(": ");
            text.push_str(&next);
        }
        last = cause;
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_is_one_line() {
        let inner = io::Error::other("first\nsecond");
        assert_eq!(chain(&inner), "first second");
    }
}
