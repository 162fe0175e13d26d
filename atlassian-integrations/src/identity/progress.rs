//! How a reading goes.

/// What a reading is doing, for whoever shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// A part begins.
    Started(Part),
    /// Of a part, so many are read.
    Read(Part, u64),
    /// Of the people whom one call each is made for, so many are done.
    Asked {
        /// Which part.
        part: Part,
        /// How many calls are done.
        done: u64,
        /// How many there are.
        of: u64,
    },
}

/// Whom to tell how a reading goes.
pub(crate) type Say<'a> = &'a (dyn Fn(Progress) + Send + Sync);

/// A part of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Part {
    /// The accounts of Jira.
    JiraUsers,
    /// The members of the groups that give access.
    GroupMembers,
    /// The users of Confluence.
    ConfluenceUsers,
    /// The organization's people.
    OrganizationUsers,
    /// The days on which people were last active, of whom the organization's list does not tell.
    LastActiveDates,
    /// API tokens.
    ApiTokens,
    /// Traces of people in the site.
    Contributions,
}

impl Part {
    /// What it is, in a few words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::JiraUsers => "Jira users",
            Self::GroupMembers => "members of groups",
            Self::ConfluenceUsers => "Confluence users",
            Self::OrganizationUsers => "people of the organization",
            Self::LastActiveDates => "last active dates",
            Self::ApiTokens => "API tokens",
            Self::Contributions => "contributions",
        }
    }
}
