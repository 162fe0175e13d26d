//! The view over all sources.

use std::fmt;
use std::sync::Arc;

use atlassian_admin::Admin;
use atlassian_core::{AccountId, Client, Error};
use confluence_client::Confluence;
use jira_client::cloud::server_info::ServerInformation;
use serde::Serialize;

use super::gather::jira::Licensed;
use super::gather::listing::{Broken, why};
use super::gather::organization::Org;
use super::gather::{confluence, jira};
use super::progress::Progress;
use super::roster::Roster;
use super::{Note, Origin, Person, Product, Reason, Why};
use crate::Source;
use crate::source::SiteProblem;

/// The sources of an identity view. Each is optional; what one that is not given would have told is unknown.
#[derive(Clone)]
#[must_use = "nothing is read until `everybody` or `person`"]
pub struct Identities {
    pub(super) jira: Option<Source>,
    pub(super) confluence: Option<Confluence>,
    pub(super) organization: Option<(Admin, String)>,
    observer: Arc<dyn Fn(Progress) + Send + Sync>,
}

/// Everybody whom the sources show.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Everybody {
    /// What could not be read, and what else to know.
    pub notes: Vec<Note>,
    /// The people, the apps and the customers, by name.
    pub people: Vec<Person>,
}

impl Everybody {
    /// The one with this account id.
    #[must_use]
    pub fn person(&self, account_id: &AccountId) -> Option<&Person> {
        let mut people = self.people.iter();
        people.find(|person| person.account_id == *account_id)
    }
}

impl Default for Identities {
    fn default() -> Self {
        Self {
            jira: None,
            confluence: None,
            organization: None,
            observer: Arc::new(|_| ()),
        }
    }
}

impl Identities {
    /// No source yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds Jira. The client is one for the site; only an administrator of Jira is told which groups give access.
    pub fn jira(mut self, site: &Client) -> Self {
        self.jira = Some(Source::new(site));
        self
    }

    /// Adds Confluence. The client is one for the site, the same as Jira's or with a credential of its own.
    pub fn confluence(mut self, site: &Client) -> Self {
        self.confluence = Some(Confluence::new(site.clone()));
        self
    }

    /// Adds the organization. The client is one for `https://api.atlassian.com` with an organization key; the id stands
    /// in the address of `https://admin.atlassian.com/o/{id}/overview`.
    pub fn organization(mut self, gateway: &Client, id: impl Into<String>) -> Self {
        self.organization = Some((Admin::new(gateway.clone()), id.into()));
        self
    }

    /// Tells how [`everybody`](Self::everybody) goes. Called often, so it should be quick.
    pub fn on_progress(mut self, observer: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.observer = Arc::new(observer);
        self
    }

    /// Everybody whom the sources show, with the products, the last activity and the API tokens of each.
    ///
    /// It never fails: what cannot be read is unknown, with the reason, and a note.
    pub async fn everybody(&self) -> Everybody {
        let mut roster = Roster::default();
        let mut licensed = Licensed::default();
        let (site, jira) = self.believe_jira(&mut roster).await;
        let mut listed = false;
        if let Some(source) = jira {
            match self.read_jira(source, &mut roster, &mut licensed).await {
                Ok(()) => listed = true,
                Err(broken) => lost(&mut roster, Origin::Jira, broken.error()),
            }
        }
        let organization = self.believe_organization(&mut roster, site.as_ref()).await;
        if let Some(organization) = &organization {
            organization.add_groups(&mut roster, &mut licensed).await;
        }
        if let Some(source) = jira.filter(|_| listed) {
            let say = self.observer.as_ref();
            let members = jira::read_members(&source.jira, &mut roster, licensed, say).await;
            if let Err(broken) = members {
                lost(&mut roster, Origin::Jira, broken.error());
            }
        }
        self.read_confluence(&mut roster).await;
        if let Some(organization) = &organization {
            self.read_organization(organization, &mut roster).await;
        }
        let found = roster.finish();
        Everybody {
            notes: found.notes,
            people: found.people,
        }
    }

    /// Jira, if it is given and can be believed.
    pub(super) async fn believe_jira(
        &self,
        roster: &mut Roster,
    ) -> (Option<ServerInformation>, Option<&Source>) {
        let Some(source) = &self.jira else {
            not_given(roster, Origin::Jira, &Product::Jira);
            return (None, None);
        };
        match source.check().await {
            Ok(site) => (site, Some(source)),
            Err(SiteProblem::Unreadable(error)) => {
                lost(roster, Origin::Jira, &error);
                (None, None)
            }
            Err(SiteProblem::CloudOnly { site, .. }) => {
                let text = format!("{site} is Jira Server or Data Center, and not Cloud");
                lose(roster, Origin::Jira, Why::new(Reason::Failed, text));
                (None, None)
            }
        }
    }

    async fn read_jira(
        &self,
        source: &Source,
        roster: &mut Roster,
        licensed: &mut Licensed,
    ) -> Result<(), Broken> {
        jira::read_users(&source.jira, roster, self.observer.as_ref()).await?;
        // An error that is not fatal was noted; what the roles say of seats is nothing here.
        let _roles = jira::read_roles(&source.jira, roster, licensed).await?;
        Ok(())
    }

    async fn read_confluence(&self, roster: &mut Roster) {
        let Some(confluence) = &self.confluence else {
            not_given(roster, Origin::Confluence, &Product::Confluence);
            return;
        };
        let say = self.observer.as_ref();
        let ask = |person: &super::draft::Draft| person.is_untold(Origin::Confluence);
        match confluence::read_users(confluence, roster, ask, say).await {
            Ok(Some(missing)) => roster.unread(&Product::Confluence, missing),
            Ok(None) => {}
            Err(broken) => lost(roster, Origin::Confluence, broken.error()),
        }
    }

    /// The organization, if it is given and has the site.
    pub(super) async fn believe_organization(
        &self,
        roster: &mut Roster,
        site: Option<&ServerInformation>,
    ) -> Option<Org<'_>> {
        let Some((admin, id)) = &self.organization else {
            roster.without(Origin::Organization, no_source(Origin::Organization));
            return None;
        };
        let names = match (&self.jira, &self.confluence) {
            (Some(source), _) => source.names(site),
            (None, Some(confluence)) => vec![confluence.client().site().as_str().to_owned()],
            (None, None) => return Some(Org::everywhere(admin, id)),
        };
        Org::meet(admin, id, &names, roster).await
    }

    async fn read_organization(&self, organization: &Org<'_>, roster: &mut Roster) {
        let say = self.observer.as_ref();
        organization.read_seated(roster, say).await;
        if organization.read_everybody(roster, say).await {
            organization.read_last_active(roster, say).await;
            organization.read_tokens(roster, say).await;
        }
    }
}

/// A source is not given.
pub(super) fn not_given(roster: &mut Roster, origin: Origin, product: &Product) {
    let why = no_source(origin);
    roster.product(product).unread.push(why.clone());
    roster.without(origin, why);
}

fn no_source(origin: Origin) -> Why {
    let name = origin.name();
    Why::new(Reason::NotAsked, format!("{name} was not asked"))
}

/// A source fails, with all that it would have told.
pub(super) fn lost(roster: &mut Roster, origin: Origin, error: &Error) {
    lose(roster, origin, why(error));
}

fn lose(roster: &mut Roster, origin: Origin, why: Why) {
    roster.note(origin.name(), format!("not read: {}", why.detail));
    let product = match origin {
        Origin::Jira => Some(Product::Jira),
        Origin::Confluence => Some(Product::Confluence),
        Origin::Organization => None,
    };
    if let Some(product) = product {
        roster.product(&product).unread.push(why.clone());
    }
    roster.without(origin, why);
}

impl fmt::Debug for Identities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let confluence = self.confluence.as_ref();
        f.debug_struct("Identities")
            .field("jira", &self.jira)
            .field(
                "confluence",
                &confluence.map(|it| it.client().site().as_str()),
            )
            .field(
                "organization",
                &self.organization.as_ref().map(|(_, id)| id),
            )
            .finish_non_exhaustive()
    }
}
