//! The organization: seats, who has access by whatever way, who is suspended, and when people were last active.

use std::collections::HashSet;

use atlassian_admin::last_active::LastActive;
use atlassian_admin::managed_accounts::AccountStatus;
use atlassian_admin::users::{ClaimStatus, DirectoryUser, MembershipStatus, UserExpand};
use atlassian_admin::workspaces::{Workspace, WorkspaceAttributes};
use atlassian_admin::{Admin, DirectoryId, ResourceId, RoleId};
use atlassian_core::{AccountId, Error, Items};
use futures_util::{StreamExt, stream};
use jira_client::cloud::groups::GroupId;
use jira_client::cloud::server_info::ServerInformation;

use super::super::{AccountKind, Activity, Day, Known, Product, Reason, Seats, Why};
use super::jira::Licensed;
use super::listing::{Listing, why};
use super::roster::{Draft, Roster};
use super::{Gather, Part, Progress};
use crate::source::Organization;

/// How many people are asked about at a time. The client's own limits decide how fast it really goes.
const PEOPLE_AT_ONCE: usize = 8;
/// The roles that take a seat. Guests, customers and viewers hold others.
const SEATED: [RoleId; 2] = [RoleId::User, RoleId::Admin];

/// The organization, and where this site's products are in it.
pub(super) struct Org<'a> {
    admin: &'a Admin,
    id: &'a str,
    /// This site's products by their names in the organization; empty if it does not tell.
    products: Vec<(Product, ResourceId)>,
}

impl Gather {
    /// What the organization knows of the site's products. `None` where there is no organization, or it is not this one.
    pub(super) async fn meet_organization(
        &self,
        roster: &mut Roster,
        site: Option<&ServerInformation>,
    ) -> Option<Org<'_>> {
        let (admin, id) = match &self.source.organization {
            Organization::Known { admin, id } => (admin, id.as_str()),
            Organization::Absent { reason } => {
                let text = format!("{reason}; a site does not tell when people were last active");
                roster.note("Organization", text.clone());
                roster.without_organization(Why::new(Reason::NotAsked, text));
                return None;
            }
        };
        let mut here = Vec::new();
        let mut elsewhere = 0_u32;
        let listing = Listing::read(
            admin.workspaces().search(id).items(),
            |workspace: Workspace| {
                let Some(told) = workspace.attributes else {
                    return;
                };
                if self.is_here(&told, site) {
                    here.push((workspace.id, told));
                } else {
                    elsewhere += 1;
                }
            },
            |_| (),
        )
        .await;
        let mut org = Org {
            admin,
            id,
            products: Vec::new(),
        };
        if let Some(missing) = listing.missing() {
            roster.note(
                "Seats",
                format!("the organization's apps were not all read: {missing}"),
            );
        }
        match listing.broken {
            Some(error) if is_dead(&error) => {
                roster.note(
                    "Organization",
                    format!("its key or its id does not work: {error}"),
                );
                roster.without_organization(why(&error));
                return None;
            }
            None if here.is_empty() => {
                let text = format!(
                    "none of its {elsewhere} apps is on this site, so it tells nothing of it"
                );
                roster.note("Organization", text.clone());
                roster.without_organization(Why::new(Reason::NotTold, text));
                return None;
            }
            _ => {}
        }
        for (resource, told) in here {
            let Some(key) = told.type_key else {
                continue;
            };
            let product = Product::of_key(key.as_str());
            let seats = roster.product(&product);
            if let Some(capacity) = told.capacity {
                seats.seats = Known::Known(Seats::Limited(capacity));
            }
            if let Some(usage) = told.usage {
                seats.used = Known::Known(usage);
            }
            org.products.push((product, resource));
        }
        Some(org)
    }

    fn is_here(&self, workspace: &WorkspaceAttributes, site: Option<&ServerInformation>) -> bool {
        let Some(host) = &workspace.host_url else {
            return false;
        };
        let plain = |url: &str| {
            let url = url.trim_end_matches('/');
            url.strip_suffix("/wiki").unwrap_or(url).to_lowercase()
        };
        let names = [
            Some(self.source.client().site().as_str()),
            site.map(|site| site.base_url.as_str()),
            site.and_then(|site| site.display_url.as_deref()),
        ];
        names
            .into_iter()
            .flatten()
            .any(|name| plain(name) == plain(host))
    }

    /// Everything that it tells of people.
    pub(super) async fn read_organization(&self, org: &Org<'_>, roster: &mut Roster) {
        self.say(Progress::Started(Part::OrganizationUsers));
        let mut asked = HashSet::new();
        for (product, resource) in &org.products {
            let people = org.search().resource_ids([resource]).role_ids(SEATED);
            let people = people.expand([UserExpand::ProductAccess]).items();
            let listing = self
                .directory(roster, people, |roster, user| {
                    asked.insert(user.account_id.clone());
                    let person = roster.person(&user.account_id);
                    person.access(product).listed = true;
                    org.recall(person, &user);
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
        let suspended = org
            .search()
            .membership_status([MembershipStatus::Suspended]);
        let listing = self.directory(roster, suspended.items(), |_, _| ()).await;
        if let Some(missing) = listing.missing() {
            roster.note(
                "Organization",
                format!("who is suspended was not read: {missing}"),
            );
        }
        self.read_last_active(org, roster).await;
        self.read_tokens(org, roster).await;
    }

    async fn directory(
        &self,
        roster: &mut Roster,
        people: Items<DirectoryUser>,
        mut each: impl FnMut(&mut Roster, DirectoryUser),
    ) -> Listing {
        Listing::read(
            people,
            |user| {
                meet(roster, &user);
                each(roster, user);
            },
            |read| self.say(Progress::Read(Part::OrganizationUsers, read)),
        )
        .await
    }

    /// One call for each of the people of whom the directory did not tell. One that fails leaves "unknown" behind.
    async fn read_last_active(&self, org: &Org<'_>, roster: &mut Roster) {
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
        self.say(Progress::Started(Part::LastActiveDates));
        let of = u64::try_from(open.len()).unwrap_or(u64::MAX);
        let mut answers = stream::iter(open)
            .map(|(id, products)| async move {
                let answer = org.admin.last_active().of(org.id, &id).await;
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
                let activity = org.activity(&product, &answer, person.added);
                person.was(product, activity);
            }
            done += 1;
            self.say(Progress::Asked {
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

    async fn read_tokens(&self, org: &Org<'_>, roster: &mut Roster) {
        self.say(Progress::Started(Part::ApiTokens));
        let listing = Listing::read(
            org.admin.api_tokens().list(org.id).items(),
            |token| {
                let owner = token.user.as_ref().and_then(|owner| owner.id.clone());
                if let Some(owner) = owner {
                    // It is in the list because the organization manages its owner.
                    let person = roster.person(&owner);
                    person.managed = true;
                    person.tokens.push(token);
                }
            },
            |read| self.say(Progress::Read(Part::ApiTokens, read)),
        )
        .await;
        if let Some(missing) = listing.missing() {
            roster.note("API tokens", format!("not all read: {missing}"));
        }
        roster.tokens = listing.broken.as_ref().map(why);
    }
}

impl Org<'_> {
    fn search(&self) -> atlassian_admin::users::SearchDirectoryUsers {
        self.admin.users().search(self.id, DirectoryId::all())
    }

    /// The groups that give access to products of which the site does not tell: Confluence's.
    pub(super) async fn add_groups(&self, roster: &mut Roster, licensed: &mut Licensed) {
        for (product, resource) in &self.products {
            if licensed.has(product) {
                continue;
            }
            let groups = self.admin.groups().search(self.id, DirectoryId::all());
            let groups = groups.resource_ids([resource]).role_ids(SEATED);
            let listing = Listing::read(
                groups.items(),
                |group| {
                    licensed.add(
                        &plain(group.id.as_str()),
                        group.name.unwrap_or_default(),
                        product,
                    );
                },
                |_| (),
            )
            .await;
            if let Some(missing) = listing.missing() {
                let text = format!("the groups that give access were not all read: {missing}");
                roster.note(product.name(), text);
            }
        }
    }

    /// What the directory tells of somebody's last use.
    fn recall(&self, person: &mut Draft, user: &DirectoryUser) {
        for used in user.product_access.iter().flatten() {
            let (Some(key), Some(time)) = (&used.key, &used.last_active_timestamp) else {
                continue;
            };
            let product = Product::of_key(key.as_str());
            if let Some(day) = Day::of(time)
                && self.is_of(&product, used.id.as_ref())
            {
                person.was(product, Activity::LastActive { day });
            }
        }
    }

    /// What the answer about one person says of a product.
    fn activity(&self, product: &Product, answer: &LastActive, added: Option<Day>) -> Activity {
        let used = match answer {
            LastActive::Known(used) => used.as_slice(),
            LastActive::Never => &[],
            LastActive::Unknown(error) => return Activity::Unknown(why(error)),
        };
        let here = used.iter().filter(|used| {
            Product::of_key(used.key.as_str()) == *product && self.is_of(product, used.id.as_ref())
        });
        let times: Vec<_> = here.map(|used| used.time().and_then(Day::of)).collect();
        match times.iter().flatten().max() {
            Some(day) => Activity::LastActive { day: *day },
            None if times.is_empty() => Activity::Never { added },
            None => Activity::Unknown(Why::new(
                Reason::NotTold,
                "the organization names the app without a day",
            )),
        }
    }

    /// Whether this is the product of this site. Without the organization's list of sites, each of its sites counts: the
    /// last use may then be elsewhere, and nobody is called inactive who is not.
    fn is_of(&self, product: &Product, id: Option<&ResourceId>) -> bool {
        let here = self.products.iter().find(|(held, _)| held == product);
        match (here, id) {
            (Some((_, here)), Some(id)) => site_of(here) == site_of(id),
            _ => true,
        }
    }
}

/// The site in `ari:cloud:confluence::site/1234`.
fn site_of(id: &ResourceId) -> &str {
    let id = id.as_str();
    id.rsplit_once('/').map_or(id, |(_, site)| site)
}

/// A group's own id, where it stands in an ARI.
fn plain(id: &str) -> GroupId {
    GroupId::new(id.rsplit_once('/').map_or(id, |(_, id)| id))
}

fn meet(roster: &mut Roster, user: &DirectoryUser) {
    let person = roster.person(&user.account_id);
    // Directories hold people, and apps are not shown in them.
    person.kind.get_or_insert(AccountKind::Person);
    person.named(user.name.clone(), user.email.clone());
    person.managed |= user.claim_status == Some(ClaimStatus::Managed);
    person.added = user
        .added_to_org
        .as_ref()
        .and_then(Day::of)
        .or(person.added);
    person.is_active(match (&user.account_status, &user.membership_status) {
        (Some(AccountStatus::Inactive | AccountStatus::Closed), _)
        | (_, Some(MembershipStatus::Suspended | MembershipStatus::NoMembership)) => Some(false),
        (Some(AccountStatus::Active), _) => Some(true),
        _ => None,
    });
}

/// The key or the organization's id does not work at all.
fn is_dead(error: &Error) -> bool {
    error.is_unauthorized() || error.is_not_found()
}
