//! What the organization tells of one person.

use atlassian_admin::users::{ClaimStatus, UserExpand};
use atlassian_core::AccountId;

use super::listing::Listing;
use super::organization::{Org, is_dead, meet};
use crate::identity::identities::lost;
use crate::identity::roster::Roster;
use crate::identity::{Origin, Product};

impl Org<'_> {
    /// What it tells of one account.
    pub(crate) async fn read_one(&self, id: &AccountId, roster: &mut Roster) {
        let people = self.search().account_ids([id]);
        let people = people.expand([UserExpand::ProductAccess, UserExpand::Groups]);
        let mut found = None;
        let listing = Listing::read(
            people.items(),
            |user| {
                if user.account_id == *id {
                    found = Some(user);
                }
            },
            |_| (),
        )
        .await;
        if let Some(error) = &listing.broken {
            lost(roster, Origin::Organization, error);
            if is_dead(error) {
                return;
            }
        } else {
            roster.read(Origin::Organization, None);
            roster.absent(Origin::Organization);
            // It names everybody who has access, so who is not named has none.
            for app in &self.apps {
                roster.product(&app.product).unread.clear();
            }
        }
        let mut managed = listing.broken.is_some();
        if let Some(user) = found {
            meet(roster, &user);
            self.uses(roster, &user);
            self.recall(roster.person(id), &user);
            managed = user.claim_status != Some(ClaimStatus::Unmanaged);
        }
        self.read_last_use(id, roster).await;
        if managed {
            self.read_tokens_of(id, roster).await;
        }
    }

    /// When the products were last used of which the directory did not tell.
    async fn read_last_use(&self, id: &AccountId, roster: &mut Roster) {
        let products: Vec<Product> = roster.products().cloned().collect();
        let answer = self.admin.last_active().of(self.id, id).await;
        let person = roster.person(id);
        for product in products.into_iter().filter(Product::is_reported) {
            if person.activity(&product).is_none() {
                let activity = self.activity(&product, &answer, person.added);
                person.was(product, activity);
            }
        }
    }

    /// The tokens of an account that the organization manages: found by its address, and told apart by its id.
    async fn read_tokens_of(&self, id: &AccountId, roster: &mut Roster) {
        let person = roster.person(id);
        let tokens = self.admin.api_tokens().list(self.id);
        let tokens = match (&person.email, person.name()) {
            (Some(email), _) => tokens.query(email),
            (None, "") => tokens,
            (None, name) => tokens.query(name),
        };
        let mut found = Vec::new();
        let listing = Listing::read(tokens.items(), |token| found.push(token), |_| ()).await;
        found.retain(|token| {
            let owner = token.user.as_ref();
            owner.and_then(|owner| owner.id.as_ref()) == Some(id)
        });
        person.managed |= !found.is_empty();
        person.tokens = found;
        roster.tokens = listing.why();
    }
}
