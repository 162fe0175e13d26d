//! What a removal would do.

use atlassian_core::{AccountId, Error};
use jira_client::cloud::groups::Group;
use jira_client::cloud::users::{AccountType, User};
use serde::Serialize;

use super::super::{AccountKind, GroupRef, Product};
use super::{RemovalError, Step, Way};
use crate::Source;

/// What would be done to one person. Making it changes nothing.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Plan {
    /// The site.
    pub site: String,
    /// The account.
    pub account_id: AccountId,
    /// Its name.
    pub name: String,
    /// In what way it is removed.
    pub way: Way,
    /// What would be done, in this order; nothing if the person has no such access.
    pub steps: Vec<Step>,
    /// What else to know before it is done.
    pub notes: Vec<String>,
}

impl Plan {
    /// What removing this account in this way would do.
    ///
    /// # Errors
    /// [`RemovalError`]: refused for the calling account, for apps, and where either is not known.
    pub async fn make(
        source: &Source,
        account_id: impl Into<AccountId>,
        way: Way,
    ) -> Result<Self, RemovalError> {
        let account_id = account_id.into();
        caller(source, &account_id).await?;
        let user = source.jira.users().get(&account_id).send().await;
        let user = user.map_err(unreadable("the account"))?;
        let kind = kind(&user);
        if kind != AccountKind::Person {
            return Err(RemovalError::NotAPerson { account_id, kind });
        }
        let mut plan = Self {
            site: source.label(),
            name: user.display_name.clone().unwrap_or_default(),
            account_id,
            way,
            steps: Vec::new(),
            notes: Vec::new(),
        };
        match plan.way.clone() {
            Way::Products(products) => plan.leave_groups(source, &products).await?,
            Way::DeleteFromSite => {
                let groups = groups_of(source, &plan.account_id).await?;
                plan.steps.push(Step::DeleteFromSite { groups });
                plan.notes.push(
                    "this cannot be undone but by inviting the person again; the account itself stays with Atlassian"
                        .to_owned(),
                );
            }
            Way::Suspend | Way::DeleteFromOrganization => {}
        }
        Ok(plan)
    }

    async fn leave_groups(
        &mut self,
        source: &Source,
        products: &[Product],
    ) -> Result<(), RemovalError> {
        let licensed = licensed(source, products, &mut self.notes).await?;
        for group in groups_of(source, &self.account_id).await? {
            let given = licensed.iter().find(|(held, _)| held.id == group.id);
            let Some((_, gives)) = given else {
                continue;
            };
            let others: Vec<&str> = gives
                .iter()
                .filter(|product| !products.is_empty() && !products.contains(product))
                .map(Product::name)
                .collect();
            if !others.is_empty() {
                self.notes.push(format!(
                    "the group {} gives access to {} as well",
                    group.name,
                    others.join(", ")
                ));
            }
            self.steps.push(Step::LeaveGroup(group));
        }
        if self.steps.is_empty() {
            self.notes
                .push("the account is in no group that gives access".to_owned());
        }
        Ok(())
    }
}

/// The groups that give access to these products, or to all; with all products that each gives.
async fn licensed(
    source: &Source,
    products: &[Product],
    notes: &mut Vec<String>,
) -> Result<Vec<(GroupRef, Vec<Product>)>, RemovalError> {
    let mut licensed: Vec<(GroupRef, Vec<Product>)> = Vec::new();
    let mut known: Vec<Product> = Vec::new();
    let roles = source.jira.application_roles().list().send().await;
    for role in roles.map_err(unreadable("the groups that give access"))? {
        let role = role.map_err(|odd| RemovalError::GroupsUnknown {
            product: Product::Jira,
            reason: odd.to_string(),
        })?;
        let product = Product::of_key(role.key.as_str());
        let Some(groups) = role.group_details else {
            continue;
        };
        for group in groups.iter().filter_map(group_ref) {
            match licensed.iter_mut().find(|(held, _)| held.id == group.id) {
                Some((_, gives)) => gives.push(product.clone()),
                None => licensed.push((group, vec![product.clone()])),
            }
        }
        known.push(product);
    }
    if !known.contains(&Product::Confluence) {
        let reason = "Confluence itself does not tell";
        if products.contains(&Product::Confluence) {
            return Err(RemovalError::GroupsUnknown {
                product: Product::Confluence,
                reason: reason.to_owned(),
            });
        }
        if products.is_empty() {
            notes.push(format!(
                "access to Confluence stays as it is: which groups give it is not known ({reason})"
            ));
        }
    }
    if let Some(unknown) = products.iter().find(|product| !known.contains(product)) {
        return Err(RemovalError::GroupsUnknown {
            product: unknown.clone(),
            reason: "the site does not have it".to_owned(),
        });
    }
    if !products.is_empty() {
        licensed.retain(|(_, gives)| gives.iter().any(|product| products.contains(product)));
    }
    Ok(licensed)
}

fn group_ref(group: &Group) -> Option<GroupRef> {
    let id = group.group_id.as_ref()?;
    Some(GroupRef::new(id.as_str(), group.name.clone()))
}

/// The groups that an account is in.
pub(super) async fn groups_of(
    source: &Source,
    account: &AccountId,
) -> Result<Vec<GroupRef>, RemovalError> {
    let what = "the groups of the account";
    let groups = source.jira.users().groups(account).send().await;
    let mut found = Vec::new();
    for group in groups.map_err(unreadable(what))? {
        match group {
            Ok(group) => found.extend(group_ref(&group)),
            Err(odd) => return Err(unreadable(what)(odd.into())),
        }
    }
    Ok(found)
}

/// Who asks; refused if that is the account to remove, or if nobody can tell.
pub(super) async fn caller(
    source: &Source,
    account: &AccountId,
) -> Result<AccountId, RemovalError> {
    let myself = source.jira.myself().get().send().await;
    let myself = myself.map_err(|error| RemovalError::CallerUnknown(Some(error)))?;
    match myself.account_id.filter(|id| !id.as_str().is_empty()) {
        None => Err(RemovalError::CallerUnknown(None)),
        Some(caller) if caller == *account => Err(RemovalError::OwnAccount),
        Some(caller) => Ok(caller),
    }
}

fn kind(user: &User) -> AccountKind {
    match user.account_type {
        Some(AccountType::Atlassian) => AccountKind::Person,
        Some(AccountType::App) => AccountKind::App,
        Some(AccountType::Customer) => AccountKind::Customer,
        _ => AccountKind::Unknown,
    }
}

pub(super) fn unreadable(what: &'static str) -> impl FnOnce(Error) -> RemovalError {
    move |error| RemovalError::Unreadable { what, error }
}
