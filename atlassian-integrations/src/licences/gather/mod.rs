//! Reading a site and its organization.

mod contributions;

use std::fmt;
use std::sync::Arc;

use atlassian_admin::users::MembershipStatus;
use jira_client::cloud::server_info::ServerInformation;

use super::seats::Told;
use super::{Gathered, GroupRef, LicencesError, Product, Progress};
use crate::Source;
use crate::identity::draft::Draft;
use crate::identity::gather::directory::directory;
use crate::identity::gather::jira::Licensed;
use crate::identity::gather::organization::Org;
use crate::identity::gather::{confluence, jira};
use crate::identity::progress::Say;
use crate::identity::roster::Roster;
use crate::identity::{Origin, Reason, Why};
use crate::source::Organization;

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
        roster.seats_only = true;
        let mut licensed = Licensed::default();
        let (jira, say) = (&self.source.jira, self.say());
        jira::read_users(jira, &mut roster, say).await?;
        let roles = jira::read_roles(jira, &mut roster, &mut licensed).await?;
        let organization = self.meet_organization(&mut roster, site.as_ref()).await;
        if let Some(organization) = &organization {
            organization.add_groups(&mut roster, &mut licensed).await;
        }
        jira::read_members(jira, &mut roster, licensed, say).await?;
        // Whom Jira does not show.
        let ask = |person: &Draft| person.active().is_none();
        let wiki = &self.source.confluence;
        if let Some(missing) = confluence::read_users(wiki, &mut roster, ask, say).await? {
            roster.unread(&Product::Confluence, missing);
        }
        if let Some(organization) = &organization {
            organization.read_seated(&mut roster, say).await;
            self.read_suspended(organization, &mut roster).await;
            organization.read_last_active(&mut roster, say).await;
            organization.read_tokens(&mut roster, say).await;
        }
        if let Some(days) = self.contributions {
            self.read_contributions(&mut roster, &now, days).await;
        }
        let told = Told::of(&roles, organization.as_ref());
        Ok(told.gathered(roster, now, &self.source))
    }

    /// Only which groups give access to what; with what could not be read of it.
    pub(super) async fn licensed(&self) -> Result<(Licensed, Gathered), LicencesError> {
        let site = self.source.check().await?;
        let mut roster = Roster::default();
        let mut licensed = Licensed::default();
        let roles = jira::read_roles(&self.source.jira, &mut roster, &mut licensed).await?;
        let organization = self.meet_organization(&mut roster, site.as_ref()).await;
        if let Some(organization) = &organization {
            organization.add_groups(&mut roster, &mut licensed).await;
        }
        let told = Told::of(&roles, organization.as_ref());
        let read = told.gathered(roster, self.source.now(), &self.source);
        Ok((licensed, read))
    }

    async fn meet_organization(
        &self,
        roster: &mut Roster,
        site: Option<&ServerInformation>,
    ) -> Option<Org<'_>> {
        match &self.source.organization {
            Organization::Known { admin, id } => {
                Org::meet(admin, id, &self.source.names(site), roster).await
            }
            Organization::Absent { reason } => {
                let text = format!("{reason}; a site does not tell when people were last active");
                roster.note("Organization", text.clone());
                roster.without(Origin::Organization, Why::new(Reason::NotAsked, text));
                None
            }
        }
    }

    /// Who is suspended, and so takes no seat.
    async fn read_suspended(&self, organization: &Org<'_>, roster: &mut Roster) {
        let suspended = organization
            .search()
            .membership_status([MembershipStatus::Suspended]);
        let listing = directory(roster, suspended.items(), self.say(), |_, _| ()).await;
        if let Some(missing) = listing.missing() {
            roster.note(
                Origin::Organization.name(),
                format!("who is suspended was not read: {missing}"),
            );
        }
    }

    fn say(&self) -> Say<'_> {
        self.observer.as_ref()
    }
}

impl Licensed {
    /// The products that a group gives access to; none if it gives none.
    pub(in crate::licences) fn gives(&self, group: &GroupRef) -> &[Product] {
        let found = self.0.iter().find(|(held, _)| held.id == group.id);
        found.map_or(&[], |(_, products)| products)
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
