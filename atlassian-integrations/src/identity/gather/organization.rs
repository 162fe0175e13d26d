//! The organization: who has access by whatever way, and when people were last active.

use atlassian_admin::last_active::LastActive;
use atlassian_admin::managed_accounts::{AccountStatus, AccountType};
use atlassian_admin::users::{ClaimStatus, DirectoryUser, MembershipStatus, SearchDirectoryUsers};
use atlassian_admin::workspaces::Workspace;
use atlassian_admin::{Admin, DirectoryId, ResourceId, RoleId};
use atlassian_core::Error;
use jira_client::cloud::groups::GroupId;

use super::jira::Licensed;
use super::listing::{Listing, why};
use crate::identity::draft::Draft;
use crate::identity::roster::Roster;
use crate::identity::{
    AccountKind, AccountState, Activity, Day, GroupRef, Origin, Product, Reason, Why,
};

/// The roles that take a seat. Guests, customers and viewers hold others.
const SEATED: [RoleId; 2] = [RoleId::User, RoleId::Admin];

/// The organization, and where the site's products are in it.
pub(crate) struct Org<'a> {
    pub(super) admin: &'a Admin,
    pub(super) id: &'a str,
    /// The site's apps in the organization; empty if it does not tell, or if no site is asked about.
    pub(crate) apps: Vec<App>,
    /// No site is asked about, so its apps anywhere are meant.
    pub(super) everywhere: bool,
}

/// An app of the site.
pub(crate) struct App {
    pub(crate) product: Product,
    pub(crate) workspace: Workspace,
}

impl<'a> Org<'a> {
    /// The organization, with its apps everywhere.
    pub(crate) fn everywhere(admin: &'a Admin, id: &'a str) -> Self {
        Self {
            admin,
            id,
            apps: Vec::new(),
            everywhere: true,
        }
    }

    /// The organization, with its apps on the site of these addresses. `None` where it does not work, or has none there.
    pub(crate) async fn meet(
        admin: &'a Admin,
        id: &'a str,
        site: &[String],
        roster: &mut Roster,
    ) -> Option<Self> {
        let mut here = Vec::new();
        let mut elsewhere = 0_u32;
        let listing = Listing::read(
            admin.workspaces().search(id).items(),
            |workspace: Workspace| {
                let Some(told) = &workspace.attributes else {
                    return;
                };
                if is_here(told.host_url.as_deref(), site) {
                    here.push(workspace);
                } else {
                    elsewhere += 1;
                }
            },
            |_| (),
        )
        .await;
        if let Some(missing) = listing.missing() {
            roster.note(
                "Seats",
                format!("the organization's apps were not all read: {missing}"),
            );
        }
        match listing.broken {
            Some(error) if is_dead(&error) => {
                roster.note(
                    Origin::Organization.name(),
                    format!("its key or its id does not work: {error}"),
                );
                roster.without(Origin::Organization, why(&error));
                return None;
            }
            None if here.is_empty() => {
                let text = format!(
                    "none of its {elsewhere} apps is on this site, so it tells nothing of it"
                );
                roster.note(Origin::Organization.name(), text.clone());
                roster.without(Origin::Organization, Why::new(Reason::NotTold, text));
                return None;
            }
            _ => {}
        }
        let mut org = Self {
            admin,
            id,
            apps: Vec::new(),
            everywhere: false,
        };
        for workspace in here {
            let told = workspace.attributes.as_ref();
            let Some(key) = told.and_then(|told| told.type_key.as_ref()) else {
                continue;
            };
            let product = Product::of_key(key.as_str());
            roster.product(&product);
            org.apps.push(App { product, workspace });
        }
        Some(org)
    }

    pub(super) fn search(&self) -> SearchDirectoryUsers {
        self.admin.users().search(self.id, DirectoryId::all())
    }

    /// The people with a seat of an app.
    pub(super) fn seated(&self, app: &ResourceId) -> SearchDirectoryUsers {
        self.search().resource_ids([app]).role_ids(SEATED)
    }

    /// The groups that give access to products of which the site does not tell: Confluence's.
    pub(crate) async fn add_groups(&self, roster: &mut Roster, licensed: &mut Licensed) {
        for App { product, workspace } in &self.apps {
            if licensed.has(product) {
                continue;
            }
            let groups = self.admin.groups().search(self.id, DirectoryId::all());
            let groups = groups.resource_ids([&workspace.id]).role_ids(SEATED);
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
    pub(super) fn recall(&self, person: &mut Draft, user: &DirectoryUser) {
        for used in user.product_access.iter().flatten() {
            let (Some(key), Some(time)) = (&used.key, &used.last_active_timestamp) else {
                continue;
            };
            let product = Product::of_key(key.as_str());
            if let Some(day) = Day::of(time)
                && self.is_of(&product, used.id.as_ref())
                && person.activity(&product).and_then(Activity::day) < Some(day)
            {
                person.was(product, Activity::LastActive { day });
            }
        }
    }

    /// What the answer about one person says of a product.
    pub(super) fn activity(
        &self,
        product: &Product,
        answer: &LastActive,
        added: Option<Day>,
    ) -> Activity {
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

    /// Whether this is a product that is asked about.
    pub(super) fn has(&self, product: &Product, id: Option<&ResourceId>) -> bool {
        let of_site = |app: &App| {
            app.product == *product && id.is_none_or(|id| site_of(&app.workspace.id) == site_of(id))
        };
        self.everywhere || self.apps.iter().any(of_site)
    }

    /// Whether this is the product of this site. Without the organization's list of sites, each of its sites counts: the
    /// last use may then be elsewhere, and nobody is called inactive who is not.
    fn is_of(&self, product: &Product, id: Option<&ResourceId>) -> bool {
        let here = self.apps.iter().find(|app| app.product == *product);
        match (here, id) {
            (Some(here), Some(id)) => site_of(&here.workspace.id) == site_of(id),
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

/// What a directory says of somebody.
pub(super) fn meet(roster: &mut Roster, user: &DirectoryUser) {
    let person = roster.person(&user.account_id);
    person.kind.get_or_insert(match user.account_type {
        Some(AccountType::App) => AccountKind::App,
        Some(AccountType::Customer) => AccountKind::Customer,
        _ => AccountKind::Person,
    });
    person.named(user.name.clone(), user.email.clone());
    person.managed |= user.claim_status == Some(ClaimStatus::Managed);
    person.added = user
        .added_to_org
        .as_ref()
        .and_then(Day::of)
        .or(person.added);
    if let Some(groups) = &user.groups {
        let groups = groups.iter().filter_map(|group| {
            let id = plain(group.id.as_ref()?.as_str()).into_inner();
            Some(GroupRef::new(id, group.name.clone().unwrap_or_default()))
        });
        person.memberships.organization = Some(groups.collect());
    }
    person.seen(
        Origin::Organization,
        match (&user.account_status, &user.membership_status) {
            (Some(AccountStatus::Closed), _) => AccountState::Closed,
            (Some(AccountStatus::Inactive), _) => AccountState::Deactivated,
            (_, Some(MembershipStatus::Suspended)) => AccountState::Suspended,
            (_, Some(MembershipStatus::NoMembership)) => AccountState::NotInDirectory,
            (Some(AccountStatus::Active), _) => AccountState::Active,
            _ => AccountState::Untold,
        },
    );
}

/// Whether an app stands at one of these addresses.
fn is_here(host: Option<&str>, site: &[String]) -> bool {
    let plain = |url: &str| {
        let url = url.trim_end_matches('/');
        url.strip_suffix("/wiki").unwrap_or(url).to_lowercase()
    };
    host.is_some_and(|host| site.iter().any(|name| plain(name) == plain(host)))
}

/// The key or the organization's id does not work at all.
pub(super) fn is_dead(error: &Error) -> bool {
    error.is_unauthorized() || error.is_not_found()
}
