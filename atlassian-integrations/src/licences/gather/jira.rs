//! Jira: accounts, seats, and the groups that give access.

use futures_util::{StreamExt, stream};
use jira_client::cloud::application_roles::ApplicationRole;
use jira_client::cloud::groups::GroupId;
use jira_client::cloud::users::{AccountType, User};

use super::super::{AccountKind, GroupRef, Known, LicencesError, Product, Reason, Seats, Why};
use super::listing::{Listing, why};
use super::roster::Roster;
use super::{Gather, Part, Progress};
use crate::source::is_not_granted;

/// How many groups are read at a time.
const GROUPS_AT_ONCE: usize = 4;

/// Groups, each with the products that it gives access to.
#[derive(Default)]
pub(in crate::licences) struct Licensed(Vec<(GroupRef, Vec<Product>)>);

impl Licensed {
    /// A group that comes twice gives both products.
    pub(super) fn add(&mut self, id: &GroupId, name: impl Into<String>, product: &Product) {
        let known = self.0.iter_mut().find(|(held, _)| held.id == id.as_str());
        match known {
            Some((_, products)) if products.contains(product) => {}
            Some((_, products)) => products.push(product.clone()),
            None => self
                .0
                .push((GroupRef::new(id.as_str(), name), vec![product.clone()])),
        }
    }

    /// The products that a group gives access to; none if it gives none.
    pub(in crate::licences) fn gives(&self, group: &GroupRef) -> &[Product] {
        let found = self.0.iter().find(|(held, _)| held.id == group.id);
        found.map_or(&[], |(_, products)| products)
    }

    /// Whether a group for this product is known.
    pub(in crate::licences) fn has(&self, product: &Product) -> bool {
        self.0
            .iter()
            .any(|(_, products)| products.contains(product))
    }
}

impl Gather {
    /// The accounts.
    pub(super) async fn read_jira(&self, roster: &mut Roster) -> Result<(), LicencesError> {
        self.say(Progress::Started(Part::JiraUsers));
        let listing = Listing::read(
            self.source.jira.users().all().items(),
            |user| meet(roster, user),
            |read| self.say(Progress::Read(Part::JiraUsers, read)),
        )
        .await;
        let missing = listing.missing();
        match listing.broken {
            Some(error) if is_not_granted(&error) && listing.read == 0 => roster.note(
                "Jira users",
                format!(
                    "not listed, which takes the permission *Browse users and groups* ({error})"
                ),
            ),
            Some(error) => {
                return Err(LicencesError::Incomplete {
                    what: "the list of Jira's users",
                    error,
                });
            }
            None => {
                if let Some(missing) = missing {
                    roster.note("Jira users", missing);
                }
            }
        }
        Ok(())
    }

    /// Jira's own products, with their seats and the groups that give access.
    pub(super) async fn read_roles(
        &self,
        roster: &mut Roster,
        licensed: &mut Licensed,
    ) -> Result<(), LicencesError> {
        match self.source.jira.application_roles().list().send().await {
            Ok(roles) => {
                for role in roles {
                    match role {
                        Ok(role) => seats(roster, licensed, role),
                        Err(odd) => {
                            roster.unread(&Product::Jira, format!("a product was left out: {odd}"));
                        }
                    }
                }
            }
            Err(error) if error.is_unauthorized() => return Err(LicencesError::Site(error)),
            Err(error) => {
                let why = why(&error);
                let jira = roster.product(&Product::Jira);
                jira.seats = Known::Unknown(why.clone());
                jira.used = Known::Unknown(why);
                roster.unread(
                    &Product::Jira,
                    format!("seats and groups were not read, which takes the permission *Administer Jira* ({error})"),
                );
            }
        }
        Ok(())
    }

    /// The members of the groups that give access to products.
    pub(super) async fn read_members(
        &self,
        roster: &mut Roster,
        licensed: Licensed,
    ) -> Result<(), LicencesError> {
        self.say(Progress::Started(Part::GroupMembers));
        let of = u64::try_from(licensed.0.len()).unwrap_or(u64::MAX);
        let mut readings = stream::iter(licensed.0)
            .map(|(group, products)| async move {
                let (members, listing) = self.members(&group.id).await;
                (group, products, members, listing)
            })
            .buffered(GROUPS_AT_ONCE);
        let mut done = 0;
        while let Some((group, products, members, listing)) = readings.next().await {
            for member in members {
                let Some(account) = member.account_id.clone() else {
                    continue;
                };
                meet(roster, member);
                let person = roster.person(&account);
                for product in &products {
                    person.access(product).groups.push(group.clone());
                }
            }
            if let Some(missing) = listing.missing() {
                for product in &products {
                    roster.unread(
                        product,
                        format!("members of the group {}: {missing}", group.name),
                    );
                }
            }
            if let Some(error) = listing
                .broken
                .filter(atlassian_core::Error::is_unauthorized)
            {
                return Err(LicencesError::Site(error));
            }
            done += 1;
            self.say(Progress::Asked {
                part: Part::GroupMembers,
                done,
                of,
            });
        }
        Ok(())
    }

    async fn members(&self, id: &str) -> (Vec<User>, Listing) {
        let members = self.source.jira.groups().members(id);
        let mut users = Vec::new();
        let listing = Listing::read(
            members.include_inactive_users(true).items(),
            |user| users.push(user),
            |_| (),
        )
        .await;
        (users, listing)
    }
}

fn meet(roster: &mut Roster, user: User) {
    // Without an id it is a placeholder for somebody who is gone.
    let Some(id) = user.account_id.filter(|id| id.as_str() != "unknown") else {
        return;
    };
    let person = roster.person(&id);
    person.kind = match user.account_type {
        Some(AccountType::Atlassian) => Some(AccountKind::Person),
        Some(AccountType::App) => Some(AccountKind::App),
        Some(AccountType::Customer) => Some(AccountKind::Customer),
        _ => person.kind,
    };
    person.named(user.display_name, user.email_address);
    person.is_active(user.active);
}

/// A product of Jira, and the groups that let people in.
fn seats(roster: &mut Roster, licensed: &mut Licensed, role: ApplicationRole) {
    if role.defined == Some(false) {
        return;
    }
    let product = Product::of_key(role.key.as_str());
    let untold = || Why::new(Reason::NotTold, "Jira does not tell");
    let told = roster.product(&product);
    told.seats = match (role.has_unlimited_seats, role.seats()) {
        (Some(true), _) => Known::Known(Seats::Unlimited),
        (_, Some(seats)) => Known::Known(Seats::Limited(seats)),
        // Jira writes -1 for a number without a limit.
        (_, None) if role.number_of_seats == Some(-1) => Known::Known(Seats::Unlimited),
        (_, None) => Known::Unknown(untold()),
    };
    let used = role.user_count.and_then(|count| u64::try_from(count).ok());
    told.used = used.map_or_else(|| Known::Unknown(untold()), Known::Known);
    match role.group_details {
        Some(groups) => {
            for group in groups {
                match &group.group_id {
                    Some(id) => licensed.add(id, group.name, &product),
                    None => roster.unread(
                        &product,
                        format!(
                            "members of the group {}: Jira does not tell its id",
                            group.name
                        ),
                    ),
                }
            }
        }
        None => roster.unread(&product, "Jira does not tell which groups give access"),
    }
}
