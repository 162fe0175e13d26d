//! Who has which role on what: by groups, and by roles given to one account alone.

use serde::{Deserialize, Serialize};

use super::products::{OrgRole, Product, Resource};
use crate::state::State;
use crate::state::groups::{
    CONFLUENCE_USERS, JIRA_ADMINS, ORG_ADMINS, SITE_ADMINS, SOFTWARE_USERS,
};

/// A role that a group has beyond what Jira's application roles say.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Grant {
    pub(crate) slot: u32,
    pub(crate) resource: Resource,
    pub(crate) role: OrgRole,
}

/// A role that an account has by itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct DirectRole {
    pub(crate) account: u32,
    pub(crate) resource: Resource,
    pub(crate) role: OrgRole,
}

/// A role of an account, and how it came by it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    pub(crate) role: OrgRole,
    pub(crate) direct: bool,
    pub(crate) by_group: bool,
}

/// There is no seat left.
#[derive(Debug)]
pub(crate) struct NoSeat;

impl State {
    /// Whether a group gives its members a role on a resource.
    fn group_gives(&self, slot: u32, resource: Resource, role: OrgRole) -> bool {
        let granted =
            |held: &Grant| held.slot == slot && held.resource == resource && held.role == role;
        if self.org.grants.iter().any(granted) {
            return true;
        }
        match (resource, role) {
            (Resource::Org, OrgRole::OrgAdmin) => slot == ORG_ADMINS,
            (Resource::Site, OrgRole::SiteAdmin) => slot == SITE_ADMINS,
            (Resource::Product(product), OrgRole::User | OrgRole::Admin) => {
                let admins = match product {
                    Product::Confluence => [ORG_ADMINS, SITE_ADMINS, SITE_ADMINS],
                    _ => [ORG_ADMINS, SITE_ADMINS, JIRA_ADMINS],
                };
                let admin = admins.contains(&slot);
                self.built_in(product).contains(&slot) && admin == (role == OrgRole::Admin)
            }
            _ => false,
        }
    }

    /// The groups that Jira and Confluence themselves let in.
    fn built_in(&self, product: Product) -> &[u32] {
        if product == Product::Confluence {
            return &self.org.confluence_groups;
        }
        self.roles
            .iter()
            .find(|role| role.key == product.key())
            .map_or(&[], |role| role.groups.as_slice())
    }

    fn built_in_mut(&mut self, product: Product) -> Option<&mut Vec<u32>> {
        if product == Product::Confluence {
            return Some(&mut self.org.confluence_groups);
        }
        let own = self.roles.iter_mut().find(|role| role.key == product.key());
        own.map(|role| &mut role.groups)
    }

    /// The roles of a group on a resource.
    pub(crate) fn group_roles(&self, slot: u32, resource: Resource) -> Vec<OrgRole> {
        OrgRole::ALL
            .into_iter()
            .filter(|role| self.group_gives(slot, resource, *role))
            .collect()
    }

    /// The roles of an account on a resource.
    pub(crate) fn user_roles(&self, account: u32, resource: Resource) -> Vec<Held> {
        let groups = &self.users.get(account).groups;
        let held = |role: OrgRole| Held {
            role,
            direct: self.org.direct_roles.iter().any(|held| {
                held.account == account && held.resource == resource && held.role == role
            }),
            by_group: groups
                .iter()
                .any(|slot| self.group_gives(*slot, resource, role)),
        };
        OrgRole::ALL
            .into_iter()
            .map(held)
            .filter(|held| held.direct || held.by_group)
            .collect()
    }

    /// Everybody who has one of the wanted roles, ascending.
    pub(crate) fn holders(&self, wanted: impl Fn(Resource, OrgRole) -> bool) -> Vec<u32> {
        let mut holders: Vec<u32> = Vec::new();
        for (slot, group) in self.groups.listed() {
            let gives = |resource| {
                let mut roles = self.group_roles(slot, resource).into_iter();
                roles.any(|role| wanted(resource, role))
            };
            if Resource::all().any(gives) {
                holders.extend(&group.members);
            }
        }
        let direct = self.org.direct_roles.iter();
        holders.extend(
            direct
                .filter(|held| wanted(held.resource, held.role))
                .map(|held| held.account),
        );
        holders.sort_unstable();
        holders.dedup();
        holders
    }

    /// Whether the account may enter the product, as far as its roles go.
    pub(crate) fn has_access(&self, account: u32, product: Product) -> bool {
        self.in_any(account, self.built_in(product))
            || self.enters_otherwise(account, Resource::Product(product), OrgRole::enters)
    }

    /// Whether the account has such a role on the resource from elsewhere than the groups that
    /// Jira and Confluence themselves know.
    fn enters_otherwise(
        &self,
        account: u32,
        resource: Resource,
        wanted: impl Fn(OrgRole) -> bool,
    ) -> bool {
        let org = &self.org;
        let by_group = |held: &Grant| {
            held.resource == resource && wanted(held.role) && self.in_any(account, &[held.slot])
        };
        let direct = |held: &DirectRole| {
            held.account == account && held.resource == resource && wanted(held.role)
        };
        org.grants.iter().any(by_group) || org.direct_roles.iter().any(direct)
    }

    pub(crate) fn uses_confluence(&self, account: u32) -> bool {
        self.users.get(account).active() && self.has_access(account, Product::Confluence)
    }

    /// Whether the organization made the account an administrator of Jira by other means than
    /// Jira's own groups.
    pub(crate) fn administers_jira_by_role(&self, account: u32) -> bool {
        Product::ALL
            .into_iter()
            .filter(|product| *product != Product::Confluence)
            .any(|product| {
                let resource = Resource::Product(product);
                self.enters_otherwise(account, resource, |role| role == OrgRole::Admin)
            })
    }

    /// The seats of a product; `None` when they are unlimited.
    pub(crate) fn seats(&self, product: Product) -> Option<usize> {
        if product == Product::Confluence {
            return Some(self.org.confluence_seats);
        }
        self.roles
            .iter()
            .find(|role| role.key == product.key())
            .and_then(|role| role.seats)
    }

    pub(crate) fn seats_taken(&self, product: Product) -> usize {
        let mut slots = self.built_in(product).to_vec();
        let on = Resource::Product(product);
        let grants = self.org.grants.iter();
        slots.extend(
            grants
                .filter(|held| held.resource == on && held.role.enters())
                .map(|held| held.slot),
        );
        self.count_in(&slots)
    }

    /// Whether each account that would newly enter the product finds a seat.
    fn has_seats_for(&self, newcomers: usize, product: Product) -> bool {
        newcomers == 0
            || self
                .seats(product)
                .is_none_or(|seats| self.seats_taken(product) + newcomers <= seats)
    }

    /// Whether an account may join the group without a product running out of seats.
    pub(crate) fn may_join(&self, account: u32, slot: u32) -> bool {
        !self.users.get(account).counts()
            || Product::ALL.into_iter().all(|product| {
                let enters = self
                    .group_roles(slot, Resource::Product(product))
                    .into_iter()
                    .any(OrgRole::enters);
                let newcomers = usize::from(enters && !self.has_access(account, product));
                self.has_seats_for(newcomers, product)
            })
    }

    /// Whether new users of the product are put into the group.
    pub(crate) fn is_default_group(&self, slot: u32, resource: Resource) -> bool {
        match resource {
            Resource::Product(Product::Confluence) => slot == CONFLUENCE_USERS,
            Resource::Product(product) => self
                .roles
                .iter()
                .find(|role| role.key == product.key())
                .is_some_and(|role| role.default_groups.contains(&slot)),
            Resource::Org | Resource::Site => false,
        }
    }

    /// The group by which the service itself gives a role, where there is one.
    fn group_of(&self, resource: Resource, role: OrgRole) -> Option<u32> {
        match (resource, role) {
            (Resource::Org, OrgRole::OrgAdmin) => Some(ORG_ADMINS),
            (Resource::Site, OrgRole::SiteAdmin) => Some(SITE_ADMINS),
            (Resource::Product(Product::Confluence), OrgRole::User) => Some(CONFLUENCE_USERS),
            (Resource::Product(Product::Confluence), _) => None,
            (Resource::Product(product), OrgRole::User) => self
                .roles
                .iter()
                .find(|held| held.key == product.key())
                .map(|held| {
                    held.default_groups
                        .first()
                        .copied()
                        .unwrap_or(SOFTWARE_USERS)
                }),
            (Resource::Product(_), OrgRole::Admin) => Some(JIRA_ADMINS),
            _ => None,
        }
    }

    /// Gives an account a role: by the group that stands for it, or directly.
    pub(crate) fn assign_role(
        &mut self,
        account: u32,
        resource: Resource,
        role: OrgRole,
    ) -> Result<(), NoSeat> {
        if let Resource::Product(product) = resource
            && role.enters()
        {
            let newcomers = usize::from(!self.has_access(account, product));
            if !self.has_seats_for(newcomers, product) {
                return Err(NoSeat);
            }
        }
        match self.group_of(resource, role) {
            Some(slot) if !self.groups.get(slot).deleted => {
                self.join(account, slot);
            }
            _ => {
                let held = self.user_roles(account, resource);
                if !held.iter().any(|held| held.role == role && held.direct) {
                    self.org.direct_roles.push(DirectRole {
                        account,
                        resource,
                        role,
                    });
                }
            }
        }
        Ok(())
    }

    pub(crate) fn revoke_role(&mut self, account: u32, resource: Resource, role: OrgRole) {
        if let Some(slot) = self.group_of(resource, role) {
            self.leave(account, slot);
        }
        self.org.direct_roles.retain(|held| {
            held.account != account || held.resource != resource || held.role != role
        });
    }

    /// Gives all members of a group a role.
    pub(crate) fn assign_group_role(
        &mut self,
        slot: u32,
        resource: Resource,
        role: OrgRole,
    ) -> Result<(), NoSeat> {
        if self.group_gives(slot, resource, role) {
            return Ok(());
        }
        if let (Resource::Product(product), true) = (resource, role.enters()) {
            let enters = |member: &&u32| {
                self.users.get(**member).counts() && !self.has_access(**member, product)
            };
            let newcomers = self.groups.get(slot).members.iter().filter(enters).count();
            if !self.has_seats_for(newcomers, product) {
                return Err(NoSeat);
            }
        }
        match resource {
            Resource::Product(product) if role == OrgRole::User => {
                if let Some(groups) = self.built_in_mut(product) {
                    groups.push(slot);
                }
            }
            _ => self.org.grants.push(Grant {
                slot,
                resource,
                role,
            }),
        }
        Ok(())
    }

    /// Takes a role from a group; `false` if it did not have it.
    pub(crate) fn revoke_group_role(
        &mut self,
        slot: u32,
        resource: Resource,
        role: OrgRole,
    ) -> bool {
        if !self.group_gives(slot, resource, role) {
            return false;
        }
        if let (Resource::Product(product), true) = (resource, role.enters())
            && let Some(groups) = self.built_in_mut(product)
        {
            groups.retain(|held| *held != slot);
        }
        self.org
            .grants
            .retain(|held| held.slot != slot || held.resource != resource || held.role != role);
        true
    }
}
