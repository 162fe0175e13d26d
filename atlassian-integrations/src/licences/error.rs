//! What can go wrong with insights.

use crate::identity::gather::listing::Broken;
use crate::source::SiteProblem;

/// Why there are no insights.
///
/// What is merely not granted, or fails in a part that the figures can do without, is none of these: it is a note.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LicencesError {
    /// The site is Jira Server or Data Center.
    #[error(
        "Cloud only: {site} is Jira Server or Data Center{}, whose licences are bought in another way",
        .version.as_deref().map(|version| format!(" {version}")).unwrap_or_default()
    )]
    CloudOnly {
        /// The site's address.
        site: String,
        /// Its version, if it says so.
        version: Option<String>,
    },
    /// The site could not be asked at all: a dead token, no network, or no site.
    #[error("the site cannot be read")]
    Site(#[source] atlassian_core::Error),
    /// What everything rests on could not be read to its end.
    #[error("{what} could not be read completely, and figures without it would be wrong")]
    Incomplete {
        /// What it was.
        what: &'static str,
        /// Why.
        #[source]
        error: atlassian_core::Error,
    },
}

impl LicencesError {
    /// The error of the service, where there is one.
    #[must_use]
    pub fn service_error(&self) -> Option<&atlassian_core::Error> {
        match self {
            Self::Site(error) | Self::Incomplete { error, .. } => Some(error),
            Self::CloudOnly { .. } => None,
        }
    }
}

impl From<SiteProblem> for LicencesError {
    fn from(problem: SiteProblem) -> Self {
        match problem {
            SiteProblem::CloudOnly { site, version } => Self::CloudOnly { site, version },
            SiteProblem::Unreadable(error) => Self::Site(error),
        }
    }
}

impl From<Broken> for LicencesError {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Source(error) => Self::Site(error),
            Broken::CutOff { what, error } => Self::Incomplete { what, error },
        }
    }
}
