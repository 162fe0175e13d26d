//! Jira: accounts, and the groups that give access.

use atlassian_core::{Elements, Error};
use futures_util::{StreamExt, stream};
use jira_client::cloud::Jira;
use jira_client::cloud::application_roles::ApplicationRole;
use jira_client::cloud::groups::GroupId;
use jira_client::cloud::users::{AccountType, User};

use super::listing::{Broken, Listing};
use crate::identity::draft::Draft;
use crate::identity::progress::{Part, Progress, Say};
use crate::identity::roster::Roster;
use crate::identity::{AccountKind, AccountState, GroupRef, Origin, Product};
use crate::source::is_not_granted;

/// How many groups are read at a time.
const GROUPS_AT_ONCE: usize = 4;

/// Groups, each with the products that it gives access to.
#[derive(Default)]
pub(crate) struct Licensed(pub(crate) Vec<(GroupRef, Vec<Product>)>);

impl Licensed {
    /// A group that comes twice gives both products.
    pub(crate) fn add(&mut self, id: &GroupId, name: impl Into<String>, product: &Product) {
        let known = self.0.iter_mut().find(|(held, _)| held.id == id.as_str());
        match known {
            Some((_, products)) if products.contains(product) => {}
            Some((_, products)) => products.push(product.clone()),
            None => self
                .0
                .push((GroupRef::new(id.as_str(), name), vec![product.clone()])),
        }
    }

    /// The groups of one of Jira's products.
    pub(crate) fn add_role(&mut self, roster: &mut Roster, role: &ApplicationRole) {
        let product = Product::of_key(role.key.as_str());
        roster.product(&product);
        let Some(groups) = &role.group_details else {
            roster.unread(&product, "Jira does not tell which groups give access");
            return;
        };
        for group in groups {
            match &group.group_id {
                Some(id) => self.add(id, &group.name, &product),
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

    /// Whether a group for this product is known.
    pub(crate) fn has(&self, product: &Product) -> bool {
        self.0
            .iter()
            .any(|(_, products)| products.contains(product))
    }
}

/// The accounts.
pub(crate) async fn read_users(
    jira: &Jira,
    roster: &mut Roster,
    say: Say<'_>,
) -> Result<(), Broken> {
    say(Progress::Started(Part::JiraUsers));
    let listing = Listing::read(
        jira.users().all().items(),
        |user| {
            meet(roster, user);
        },
        |read| say(Progress::Read(Part::JiraUsers, read)),
    )
    .await;
    let (missing, incomplete) = (listing.missing(), listing.why());
    match listing.broken {
        Some(error) if is_not_granted(&error) && listing.read == 0 => {
            roster.note(
                "Jira users",
                format!(
                    "not listed, which takes the permission *Browse users and groups* ({error})"
                ),
            );
            roster.read(Origin::Jira, incomplete);
        }
        Some(error) => {
            return Err(Broken::CutOff {
                what: "the list of Jira's users",
                error,
            });
        }
        None => {
            if let Some(missing) = missing {
                roster.note("Jira users", missing);
            }
            roster.read(Origin::Jira, incomplete);
        }
    }
    Ok(())
}

/// Jira's own products, and the groups that give access to them.
pub(crate) async fn read_roles(
    jira: &Jira,
    roster: &mut Roster,
    licensed: &mut Licensed,
) -> Result<Result<Elements<ApplicationRole>, Error>, Broken> {
    let roles = match jira.application_roles().list().send().await {
        Err(error) if error.is_unauthorized() => return Err(Broken::Source(error)),
        roles => roles,
    };
    match &roles {
        Ok(roles) => {
            for role in roles {
                match role {
                    Ok(role) if role.defined == Some(false) => {}
                    Ok(role) => licensed.add_role(roster, role),
                    Err(odd) => {
                        roster.unread(&Product::Jira, format!("a product was left out: {odd}"));
                    }
                }
            }
        }
        Err(error) => roster.unread(
            &Product::Jira,
            format!("seats and groups were not read, which takes the permission *Administer Jira* ({error})"),
        ),
    }
    Ok(roles)
}

/// The members of the groups that give access to products.
pub(crate) async fn read_members(
    jira: &Jira,
    roster: &mut Roster,
    licensed: Licensed,
    say: Say<'_>,
) -> Result<(), Broken> {
    say(Progress::Started(Part::GroupMembers));
    let of = u64::try_from(licensed.0.len()).unwrap_or(u64::MAX);
    let mut readings = stream::iter(licensed.0)
        .map(|(group, products)| async move {
            let (members, listing) = members(jira, &group.id).await;
            (group, products, members, listing)
        })
        .buffered(GROUPS_AT_ONCE);
    let mut done = 0;
    while let Some((group, products, members, listing)) = readings.next().await {
        for member in members {
            let Some(person) = meet(roster, member) else {
                continue;
            };
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
            return Err(Broken::Source(error));
        }
        done += 1;
        say(Progress::Asked {
            part: Part::GroupMembers,
            done,
            of,
        });
    }
    Ok(())
}

async fn members(jira: &Jira, id: &str) -> (Vec<User>, Listing) {
    let members = jira.groups().members(id);
    let mut users = Vec::new();
    let listing = Listing::read(
        members.include_inactive_users(true).items(),
        |user| users.push(user),
        |_| (),
    )
    .await;
    (users, listing)
}

pub(crate) fn meet(roster: &mut Roster, user: User) -> Option<&mut Draft> {
    // Without an id it is a placeholder for somebody who is gone.
    let id = user.account_id.filter(|id| id.as_str() != "unknown")?;
    let person = roster.person(&id);
    person.kind = match user.account_type {
        Some(AccountType::Atlassian) => Some(AccountKind::Person),
        Some(AccountType::App) => Some(AccountKind::App),
        Some(AccountType::Customer) => Some(AccountKind::Customer),
        _ => person.kind,
    };
    person.named(user.display_name, user.email_address);
    person.seen(
        Origin::Jira,
        match user.active {
            Some(true) => AccountState::Active,
            Some(false) => AccountState::Deactivated,
            None => AccountState::Untold,
        },
    );
    Some(person)
}
