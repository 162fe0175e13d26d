//! What the organization tells of people.

use std::collections::HashSet;

use atlassian_admin::last_active::LastActive;
use atlassian_admin::users::{DirectoryUser, MembershipStatus, UserExpand};
use atlassian_core::{AccountId, Items};
use futures_util::{StreamExt, stream};

use super::listing::{Listing, why};
use super::organization::{App, Org, is_dead, meet};
use crate::identity::progress::{Part, Progress, Say};
use crate::identity::roster::Roster;
use crate::identity::{Origin, Product};

/// How many people are asked about at a time. The client's own limits decide how fast it really goes.
const PEOPLE_AT_ONCE: usize = 8;

impl Org<'_> {
    /// Who has a seat of the site's products, and when they were last active.
    pub(crate) async fn read_seated(&self, roster: &mut Roster, say: Say<'_>) {
        say(Progress::Started(Part::OrganizationUsers));
        for App { product, workspace } in &self.apps {
            let people = self.seated(&workspace.id);
            let people = people.expand([UserExpand::ProductAccess]).items();
            let listing = directory(roster, people, say, |roster, user| {
                let person = roster.person(&user.account_id);
                person.access(product).listed = true;
                self.recall(person, &user);
            })
            .await;
            match listing.missing() {
                // Everybody who has access was named: groups that could not be read change nothing.
                None => roster.product(product).unread.clear(),
                Some(missing) => roster.note(
                    product.name(),
                    format!("its people were not all read from the organization: {missing}"),
                ),
            }
        }
    }

    /// Who is suspended.
    pub(crate) async fn read_suspended(&self, roster: &mut Roster, say: Say<'_>) {
        let suspended = self
            .search()
            .membership_status([MembershipStatus::Suspended]);
        let listing = directory(roster, suspended.items(), say, |_, _| ()).await;
        if let Some(missing) = listing.missing() {
            roster.note(
                Origin::Organization.name(),
                format!("who is suspended was not read: {missing}"),
            );
        }
    }

    /// Everybody in its directories, with their groups. Where no site is asked about, their products are those that they
    /// have anywhere. Whether it works at all is returned.
    pub(crate) async fn read_everybody(&self, roster: &mut Roster, say: Say<'_>) -> bool {
        let people = self
            .search()
            .expand([UserExpand::ProductAccess, UserExpand::Groups])
            .items();
        let mut anywhere = HashSet::new();
        let listing = directory(roster, people, say, |roster, user| {
            if self.everywhere {
                anywhere.extend(self.uses(roster, &user));
            }
            self.recall(roster.person(&user.account_id), &user);
        })
        .await;
        if let Some(missing) = listing.missing() {
            roster.note(
                Origin::Organization.name(),
                format!("its people were not all read: {missing}"),
            );
        }
        let incomplete = listing.why();
        match (&listing.broken, &incomplete) {
            (Some(error), _) if listing.read == 0 => {
                roster.without(Origin::Organization, why(error));
            }
            (_, Some(why)) => {
                roster.read(Origin::Organization, Some(why.clone()));
                roster.memberships.organization = why.clone();
            }
            (_, None) => {
                roster.read(Origin::Organization, None);
                roster.absent(Origin::Organization);
                // Everybody who has access was named.
                for product in anywhere {
                    roster.product(&product).unread.clear();
                }
            }
        }
        !listing.broken.as_ref().is_some_and(is_dead)
    }

    /// The products that somebody has access to: the site's, or any.
    pub(crate) fn uses(&self, roster: &mut Roster, user: &DirectoryUser) -> Vec<Product> {
        let keys = user.product_access.iter().flatten();
        let products: Vec<Product> = keys
            .filter_map(|used| {
                let product = Product::of_key(used.key.as_ref()?.as_str());
                self.has(&product, used.id.as_ref()).then_some(product)
            })
            .collect();
        for product in &products {
            roster.product(product);
            roster.person(&user.account_id).access(product).listed = true;
        }
        products
    }

    /// One call for each of the people of whom the directory did not tell. One that fails leaves "unknown" behind.
    pub(crate) async fn read_last_active(&self, roster: &mut Roster, say: Say<'_>) {
        let open: Vec<(AccountId, Vec<Product>)> = roster
            .people()
            .filter_map(|(id, person)| {
                let products = person.unjudged();
                (!products.is_empty()).then(|| (id.clone(), products))
            })
            .collect();
        if open.is_empty() {
            return;
        }
        say(Progress::Started(Part::LastActiveDates));
        let of = u64::try_from(open.len()).unwrap_or(u64::MAX);
        let mut answers = stream::iter(open)
            .map(|(id, products)| async move {
                let answer = self.admin.last_active().of(self.id, &id).await;
                (id, products, answer)
            })
            .buffer_unordered(PEOPLE_AT_ONCE);
        let (mut done, mut failed, mut first) = (0, 0_u64, None);
        while let Some((id, products, answer)) = answers.next().await {
            if let LastActive::Unknown(error) = &answer {
                failed += 1;
                first.get_or_insert_with(|| error.to_string());
            }
            let person = roster.person(&id);
            for product in products {
                let activity = self.activity(&product, &answer, person.added);
                person.was(product, activity);
            }
            done += 1;
            say(Progress::Asked {
                part: Part::LastActiveDates,
                done,
                of,
            });
        }
        if let Some(first) = first {
            let text = format!(
                "when {failed} people were last active could not be read, the first because: {first}"
            );
            roster.note("Activity", text);
        }
    }

    /// The API tokens of the accounts that it manages.
    pub(crate) async fn read_tokens(&self, roster: &mut Roster, say: Say<'_>) {
        say(Progress::Started(Part::ApiTokens));
        let listing = Listing::read(
            self.admin.api_tokens().list(self.id).items(),
            |token| {
                let owner = token.user.as_ref().and_then(|owner| owner.id.clone());
                if let Some(owner) = owner {
                    // It is in the list because the organization manages its owner.
                    let person = roster.person(&owner);
                    person.managed = true;
                    person.tokens.push(token);
                }
            },
            |read| say(Progress::Read(Part::ApiTokens, read)),
        )
        .await;
        if let Some(missing) = listing.missing() {
            roster.note("API tokens", format!("not all read: {missing}"));
        }
        roster.tokens = listing.broken.as_ref().map(why);
    }
}

async fn directory(
    roster: &mut Roster,
    people: Items<DirectoryUser>,
    say: Say<'_>,
    mut each: impl FnMut(&mut Roster, DirectoryUser),
) -> Listing {
    Listing::read(
        people,
        |user| {
            meet(roster, &user);
            each(roster, user);
        },
        |read| say(Progress::Read(Part::OrganizationUsers, read)),
    )
    .await
}
