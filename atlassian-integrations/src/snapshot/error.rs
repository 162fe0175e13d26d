//! What can go wrong with a snapshot.

use std::path::{Path, PathBuf};

use super::{Script, ScriptReport};
use crate::source::SiteProblem;

/// Why a run stored nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SnapshotError {
    /// The database cannot be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The site could not be asked at all: a dead token, no network, or no Jira Cloud.
    #[error("the site cannot be read, so nothing was stored")]
    Site(#[source] atlassian_core::Error),
    /// The site is Jira Server or Data Center.
    #[error(
        "Cloud only: {site} is Jira Server or Data Center{}, which has no REST API v3, no account ids and no organization",
        .version.as_deref().map(|version| format!(" {version}")).unwrap_or_default()
    )]
    CloudOnly {
        /// The site's address.
        site: String,
        /// Its version, if it says so.
        version: Option<String>,
    },
    /// A script failed. Nothing of the run was stored; the snapshot before it is whole.
    #[error("the script `{script}` failed, so nothing of this run was stored")]
    Script {
        /// Which one.
        script: Script,
        /// What those before it had read. It is not stored either.
        finished: Vec<ScriptReport>,
        /// Why.
        #[source]
        error: atlassian_core::Error,
    },
}

impl From<SiteProblem> for SnapshotError {
    fn from(problem: SiteProblem) -> Self {
        match problem {
            SiteProblem::CloudOnly { site, version } => Self::CloudOnly { site, version },
            SiteProblem::Unreadable(error) => Self::Site(error),
        }
    }
}

impl SnapshotError {
    /// The error of the service, where there is one.
    #[must_use]
    pub fn service_error(&self) -> Option<&atlassian_core::Error> {
        match self {
            Self::Site(error) | Self::Script { error, .. } => Some(error),
            Self::Database(_) | Self::CloudOnly { .. } => None,
        }
    }
}

/// Why a database cannot be used, or a question has no answer in it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DatabaseError {
    /// There is no such file to read from.
    #[error("there is no database at `{}`; a run makes it", .path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be opened, made or written.
    #[error("the database `{}` cannot be opened or written", .path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The file was made by something else. It was not touched.
    #[error("`{}` is no snapshot database, but {what}; it was left as it is, use another file", .path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// The file was made by a newer version of this library. It was not touched.
    #[error("`{}` was made by a newer version (its format is {found}, this one knows {known})", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest format that this version knows.
        known: u32,
    },
    /// The database holds snapshots of another site. It was not touched.
    #[error("`{}` holds snapshots of {holds}, not of {wanted}; use another file for each site", .path.display())]
    OtherSite {
        /// The file.
        path: PathBuf,
        /// The site in it.
        holds: String,
        /// The site of this run.
        wanted: String,
    },
    /// Another run is writing to the database.
    #[error("another run is writing to `{}`; try again when it has ended", .path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The question needs a snapshot that is not there.
    #[error("there is nothing to answer this from: {reason}")]
    NoSnapshot {
        /// Which one, and why.
        reason: String,
    },
    /// SQLite failed: a full disk, a damaged file.
    #[error("the database `{}` failed", .path.display())]
    Failed {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl DatabaseError {
    /// Whether the file given is the wrong one, rather than the right one having failed.
    #[must_use]
    pub fn is_bad_input(&self) -> bool {
        !matches!(self, Self::Busy { .. } | Self::Failed { .. })
    }

    /// What an error of SQLite means for this file.
    pub(crate) fn of(path: &Path, error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Busy { path },
            Some(Code::NotADatabase) => Self::Foreign {
                path,
                what: "a file that SQLite cannot read",
            },
            Some(Code::ReadOnly | Code::CannotOpen | Code::PermissionDenied) => Self::Unusable {
                path,
                source: error.into(),
            },
            _ => Self::Failed {
                path,
                source: error.into(),
            },
        }
    }
}
