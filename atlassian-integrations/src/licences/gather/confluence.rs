//! Confluence: who may use it, as it says itself.

use atlassian_core::{AccountId, Error};
use confluence_client::cql::Cql;
use confluence_client::users::{AccountStatus, AccountType, User};

use super::super::{AccountKind, LicencesError, Product};
use super::listing::Listing;
use super::roster::Roster;
use super::{Gather, Part, Progress};

/// How many accounts one call looks up.
const MOST_AT_ONCE: usize = 250;

impl Gather {
    /// The users that Confluence names as licensed. What it cannot tell is returned, for the organization may.
    pub(super) async fn read_confluence(
        &self,
        roster: &mut Roster,
    ) -> Result<Option<String>, LicencesError> {
        self.say(Progress::Started(Part::ConfluenceUsers));
        let users = self.source.confluence.users();
        let listing = Listing::read(
            users.search(Cql::field("type").eq("user")).items(),
            |found| meet(roster, found.user),
            |read| self.say(Progress::Read(Part::ConfluenceUsers, read)),
        )
        .await;
        let missing = listing.missing();
        match listing.broken {
            Some(error) if error.is_unauthorized() => return Err(LicencesError::Site(error)),
            Some(error) if error.is_not_found() && listing.read == 0 => {
                let text = format!("the site seems to have none ({error})");
                roster.note(Product::Confluence.name(), text);
                return Ok(None);
            }
            _ => {}
        }
        if let Err(error) = self.complete(roster).await {
            let text = format!("who is deactivated could not be asked of everybody: {error}");
            roster.note(Product::Confluence.name(), text);
        }
        roster.product(&Product::Confluence);
        Ok(missing.map(|missing| format!("Confluence's users were not all read: {missing}")))
    }

    /// Whether those are active whom Jira does not show.
    async fn complete(&self, roster: &mut Roster) -> Result<(), Error> {
        let unseen = roster
            .people()
            .filter(|(_, person)| person.active.is_none());
        let unseen: Vec<AccountId> = unseen.map(|(id, _)| id.clone()).collect();
        for ids in unseen.chunks(MOST_AT_ONCE) {
            let found = self
                .source
                .confluence
                .users()
                .bulk(ids.iter())
                .send()
                .await?;
            for profile in found.results.into_iter().flatten() {
                let active = match profile.account_status {
                    Some(AccountStatus::Active) => Some(true),
                    Some(AccountStatus::Inactive | AccountStatus::Closed) => Some(false),
                    _ => None,
                };
                roster.person(&profile.account_id).is_active(active);
            }
        }
        Ok(())
    }
}

fn meet(roster: &mut Roster, user: User) {
    let Some(id) = user.account_id else {
        return;
    };
    let person = roster.person(&id);
    // Jira knows more kinds.
    if person.kind.is_none() {
        person.kind = match user.account_type {
            Some(AccountType::Atlassian) => Some(AccountKind::Person),
            Some(AccountType::App) => Some(AccountKind::App),
            _ => None,
        };
    }
    person.named(user.display_name.or(user.public_name), user.email);
    person.access(&Product::Confluence).listed = true;
}
