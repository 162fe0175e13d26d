//! The same question, answered by each source.

use serde::Serialize;

/// Where people are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Jira.
    Jira,
    /// Confluence.
    Confluence,
    /// The organization.
    Organization,
}

impl Origin {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Jira, Self::Confluence, Self::Organization];

    /// What to call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jira => "Jira",
            Self::Confluence => "Confluence",
            Self::Organization => "Organization",
        }
    }
}

/// What each source says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BySource<T> {
    /// What Jira says.
    pub jira: T,
    /// What Confluence says.
    pub confluence: T,
    /// What the organization says.
    pub organization: T,
}

impl<T> BySource<T> {
    /// What one source says.
    pub fn of(&self, origin: Origin) -> &T {
        match origin {
            Origin::Jira => &self.jira,
            Origin::Confluence => &self.confluence,
            Origin::Organization => &self.organization,
        }
    }

    pub(crate) fn of_mut(&mut self, origin: Origin) -> &mut T {
        match origin {
            Origin::Jira => &mut self.jira,
            Origin::Confluence => &mut self.confluence,
            Origin::Organization => &mut self.organization,
        }
    }

    /// All answers, each with its source.
    pub fn iter(&self) -> impl Iterator<Item = (Origin, &T)> {
        Origin::ALL
            .into_iter()
            .map(|origin| (origin, self.of(origin)))
    }

    /// Made of what each source comes to.
    pub(crate) fn made(mut make: impl FnMut(Origin) -> T) -> Self {
        Self {
            jira: make(Origin::Jira),
            confluence: make(Origin::Confluence),
            organization: make(Origin::Organization),
        }
    }
}
