//! Reading a site and its organization.

mod confluence;
mod contributions;
mod jira;
mod listing;
mod organization;
mod roster;

use std::fmt;
use std::sync::Arc;

use super::{Gathered, LicencesError, Product};
use crate::Source;
pub(super) use jira::Licensed;
use roster::Roster;

/// A reading to come of a site, of its Confluence, and of the organization where there is a key for it.
///
/// ```no_run
/// use atlassian_integrations::licences::Gather;
///
/// # async fn example(source: atlassian_integrations::Source) -> Result<(), Box<dyn std::error::Error>> {
/// let insights = Gather::of(source).run().await?.insights(90);
/// for product in &insights.products {
///     println!("{}: {} of {} seats can be freed", product.product.name(), product.freeable, product.counted);
/// }
/// # Ok(()) }
/// ```
#[derive(Clone)]
#[must_use = "nothing is read until `run`"]
pub struct Gather {
    pub(super) source: Source,
    pub(super) contributions: Option<u32>,
    observer: Arc<dyn Fn(Progress) + Send + Sync>,
}

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

impl Gather {
    /// Everything that the source's credentials can read.
    pub fn of(source: Source) -> Self {
        Self {
            source,
            contributions: None,
            observer: Arc::new(|_| ()),
        }
    }

    /// Where nobody tells when somebody was last active, looks for what they changed in the last days: issues in
    /// Jira, content in Confluence. That takes a search for each of these people and product.
    ///
    /// It proves that somebody is active and never that somebody is not: reading leaves no trace.
    pub fn with_contributions(mut self, days: u32) -> Self {
        self.contributions = Some(days);
        self
    }

    /// Tells how the reading goes. Called often, so it should be quick.
    pub fn on_progress(mut self, observer: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.observer = Arc::new(observer);
        self
    }

    /// Reads it all.
    ///
    /// # Errors
    /// [`LicencesError`]: the site cannot be asked or is not Cloud, or the list of Jira's users broke off. Whatever else is
    /// not granted or fails becomes a note, and what it would have told is unknown.
    pub async fn run(&self) -> Result<Gathered, LicencesError> {
        let site = self.source.check().await?;
        let now = self.source.now();
        let mut roster = Roster::default();
        let mut licensed = Licensed::default();
        self.read_jira(&mut roster).await?;
        self.read_roles(&mut roster, &mut licensed).await?;
        let organization = self.meet_organization(&mut roster, site.as_ref()).await;
        if let Some(organization) = &organization {
            organization.add_groups(&mut roster, &mut licensed).await;
        }
        self.read_members(&mut roster, licensed).await?;
        if let Some(missing) = self.read_confluence(&mut roster).await? {
            roster.unread(&Product::Confluence, missing);
        }
        if let Some(organization) = &organization {
            self.read_organization(organization, &mut roster).await;
        }
        if let Some(days) = self.contributions {
            self.read_contributions(&mut roster, &now, days).await;
        }
        Ok(roster.finish(now, self.source.label()))
    }

    /// Only which groups give access to what; with what could not be read of it.
    pub(super) async fn licensed(&self) -> Result<(Licensed, Gathered), LicencesError> {
        let site = self.source.check().await?;
        let mut roster = Roster::default();
        let mut licensed = Licensed::default();
        self.read_roles(&mut roster, &mut licensed).await?;
        if let Some(organization) = self.meet_organization(&mut roster, site.as_ref()).await {
            organization.add_groups(&mut roster, &mut licensed).await;
        }
        Ok((
            licensed,
            roster.finish(self.source.now(), self.source.label()),
        ))
    }

    fn say(&self, progress: Progress) {
        (self.observer)(progress);
    }
}

impl fmt::Debug for Gather {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gather")
            .field("source", &self.source)
            .field("contributions", &self.contributions)
            .finish_non_exhaustive()
    }
}
