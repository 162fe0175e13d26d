//! What a removal would do.

use atlassian_admin::{Admin, DirectoryId};
use atlassian_core::{AccountId, Error};
use jira_client::cloud::users::AccountType;
use serde::Serialize;

use super::super::{AccountKind, Gather, GroupRef, Product};
use super::state::{Standing, standing};
use super::{RemovalError, Step, Way};
use crate::Source;
use crate::source::Organization;

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
        let (kind, name) = subject(source, &account_id).await?;
        if kind != AccountKind::Person {
            return Err(RemovalError::NotAPerson { account_id, kind });
        }
        let mut plan = Self {
            site: source.label(),
            account_id,
            name,
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
            Way::Suspend => plan.suspend(source).await?,
            Way::DeleteFromOrganization => {
                let groups = match groups_of(source, &plan.account_id).await {
                    Ok(groups) => groups,
                    // Jira does not know somebody who only uses Confluence.
                    Err(error) if error.service_error().is_some_and(Error::is_not_found) => {
                        Vec::new()
                    }
                    Err(error) => return Err(error),
                };
                for directory in plan.directories(source).await? {
                    let groups = groups.clone();
                    plan.steps
                        .push(Step::DeleteFromOrganization { directory, groups });
                }
                plan.notes.push(
                    "this takes access to every product of the organization, and cannot be undone but by inviting the person again"
                        .to_owned(),
                );
            }
        }
        Ok(plan)
    }

    /// The directories that the person is in.
    async fn directories(&mut self, source: &Source) -> Result<Vec<String>, RemovalError> {
        let directories = directories_of(source, &self.account_id).await?;
        if directories.is_empty() {
            self.notes
                .push("the account is in no directory of the organization".to_owned());
        }
        Ok(directories)
    }

    async fn suspend(&mut self, source: &Source) -> Result<(), RemovalError> {
        let mut untold = false;
        for directory in self.directories(source).await? {
            let step = Step::Suspend { directory };
            match standing(source, &self.account_id, &step).await? {
                // To undo it would give access that the person does not have.
                Standing::Done => self.notes.push(
                    "the account is suspended in the organization already: nothing is to be done"
                        .to_owned(),
                ),
                Standing::NotDone => self.steps.push(step),
                Standing::Unknown => {
                    untold = true;
                    self.steps.push(step);
                }
            }
        }
        if untold {
            self.notes.push(
                "the organization does not tell in which of its directories the account is suspended already: undoing restores it in each"
                    .to_owned(),
            );
        }
        if !self.steps.is_empty() {
            self.notes.push(
                "this takes access to every product of the organization, until it is undone"
                    .to_owned(),
            );
        }
        Ok(())
    }

    async fn leave_groups(
        &mut self,
        source: &Source,
        products: &[Product],
    ) -> Result<(), RemovalError> {
        let (licensed, read) = Gather::of(source.clone()).licensed().await?;
        let wanted = |product: &Product| products.is_empty() || products.contains(product);
        // A group that is not known would be left out without a word, and access would stay.
        for product in read.products.iter().map(|told| &told.product) {
            let about = read
                .notes
                .iter()
                .filter(|note| note.about == product.name());
            let said: Vec<&str> = about.map(|note| note.text.as_str()).collect();
            if wanted(product) && !said.is_empty() {
                return Err(unknown(product, said.join("; ")));
            }
        }
        if let Some(product) = products.iter().find(|product| !licensed.has(product)) {
            return Err(match product {
                Product::Confluence => unknown(product, ONLY_THE_ORGANIZATION),
                _ => unknown(
                    product,
                    "the site does not have it, or no group gives access",
                ),
            });
        }
        if products.is_empty() && !licensed.has(&Product::Confluence) {
            self.notes.push(format!(
                "access to Confluence stays as it is: {ONLY_THE_ORGANIZATION}"
            ));
        }
        for group in groups_of(source, &self.account_id).await? {
            let gives = licensed.gives(&group);
            if !gives.iter().any(wanted) {
                continue;
            }
            let others: Vec<&str> = gives
                .iter()
                .filter(|one| !wanted(one))
                .map(Product::name)
                .collect();
            if !others.is_empty() {
                let (name, others) = (&group.name, others.join(", "));
                self.notes
                    .push(format!("the group {name} gives access to {others} as well"));
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

const ONLY_THE_ORGANIZATION: &str = "which groups give access to Confluence is told by the organization only, with a key that has the scopes read:workspaces:admin and read:groups:admin";

fn unknown(product: &Product, reason: impl Into<String>) -> RemovalError {
    RemovalError::GroupsUnknown {
        product: product.clone(),
        reason: reason.into(),
    }
}

/// What stands behind the account, and its name: as Jira says, or the organization's directory of people.
async fn subject(
    source: &Source,
    account: &AccountId,
) -> Result<(AccountKind, String), RemovalError> {
    let refused = match source.jira.users().get(account).send().await {
        Ok(user) => {
            let kind = match user.account_type {
                Some(AccountType::Atlassian) => AccountKind::Person,
                Some(AccountType::App) => AccountKind::App,
                Some(AccountType::Customer) => AccountKind::Customer,
                _ => AccountKind::Unknown,
            };
            return Ok((kind, user.display_name.unwrap_or_default()));
        }
        Err(error) if error.is_not_found() => error,
        Err(error) => return Err(unreadable("the account")(error)),
    };
    let Ok((admin, id)) = organization(source) else {
        return Err(unreadable("the account")(refused));
    };
    let user = admin
        .users()
        .get(id, DirectoryId::all(), account)
        .send()
        .await;
    let user = user.map_err(unreadable("the account"))?.data;
    Ok((AccountKind::Person, user.name.unwrap_or_default()))
}

/// The organization, for the ways that need it.
pub(super) fn organization(source: &Source) -> Result<(&Admin, &str), RemovalError> {
    match &source.organization {
        Organization::Known { admin, id } => Ok((admin, id)),
        Organization::Absent { reason } => Err(RemovalError::NoOrganization(reason.clone())),
    }
}

/// The organization's directories that an account is in.
pub(super) async fn directories_of(
    source: &Source,
    account: &AccountId,
) -> Result<Vec<String>, RemovalError> {
    let (admin, id) = organization(source)?;
    let directories = admin.directories().list(id).account_id(account);
    let directories = directories.items().collect().await;
    let directories = directories.map_err(unreadable("the directories of the organization"))?;
    Ok(directories
        .into_iter()
        .map(|one| one.directory_id.into_inner())
        .collect())
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
            Ok(group) => {
                let id = group
                    .group_id
                    .map(|id| GroupRef::new(id.into_inner(), group.name));
                found.extend(id);
            }
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

pub(super) fn unreadable(what: &'static str) -> impl FnOnce(Error) -> RemovalError {
    move |error| RemovalError::Unreadable { what, error }
}
