//! Managed accounts: those whose address is of a domain that the organization has verified.
//!
//! They are listed here whether they use any of the organization's sites or not; people of other domains who use them are
//! not. Both kinds are in the [directory](crate::users).

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, NextIn, Page, Paging, Timestamp, open_enum, operations};

use crate::data::SelfLink;
use crate::{OrgId, ProductKey};

operations! {
    /// The managed accounts of an organization.
    pub struct ManagedAccounts;

    /// Every managed account, closed ones included.
    ///
    /// Pages of 50, which cannot be changed.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v1-orgs-orgid-users-get)
    list: GetUsers = GET "/admin/v1/orgs/{orgId}/users" => Page<ManagedAccount> {
        permission "Organization admin";
        scopes ["read:accounts:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId }
        pages ManagedAccount = Paging::cursor("data", NextIn::Links)
            .parameters("cursor", "")
            .unique_by("account_id");
    }
}

open_enum! {
    /// What kind of account it is.
    pub enum AccountType {
        /// A person.
        Atlassian = "atlassian",
        /// A customer of a service project.
        Customer = "customer",
        /// An app.
        App = "app",
    }

    /// Whether an account can be used.
    pub enum AccountStatus {
        /// It can.
        Active = "active",
        /// It was deactivated.
        Inactive = "inactive",
        /// It was deleted.
        Closed = "closed",
    }
}

/// A managed account.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ManagedAccount {
    /// The account.
    pub account_id: AccountId,
    /// What kind of account it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_type: Option<AccountType>,
    /// Whether it can be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_status: Option<AccountStatus>,
    /// The name to show, or the nickname where the name is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The address of the picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// The e-mail address; absent where it is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Whether Atlassian Guard charges for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_billable: Option<bool>,
    /// When any app was last used, up to a day late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_active: Option<Timestamp>,
    /// The apps in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_access: Option<Vec<ProductAccess>>,
    /// Its address in the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<SelfLink>,
}

/// An app that an account uses.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ProductAccess {
    /// The app.
    pub key: ProductKey,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The address of the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was last used, up to a day late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_active: Option<Timestamp>,
}
