#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

pub mod api_keys;
pub mod api_tokens;
mod data;
pub mod directories;
pub mod domains;
pub mod events;
pub mod groups;
mod ids;
pub mod last_active;
pub mod managed_accounts;
pub mod oauth_clients;
pub mod orgs;
pub mod policies;
pub mod scim;
mod search;
pub mod service_accounts;
pub mod user_management;
pub mod user_roles;
pub mod users;
pub mod workspaces;

use std::borrow::Cow;

use atlassian_core::http::Method;

pub use atlassian_core as core;
pub use atlassian_core::{
    AccountId, Call, Client, ClientBuilder, Credential, Cursor, Elements, Error, ErrorKind, Items,
    List, NoContent, OddElement, OperationInfo, Page, Pages, Result, SecretString, SiteUrl,
    SiteUrlError, Timestamp, http,
};
pub use data::{Data, Direction, Related, RelatedLink, SelfLink};
pub use ids::{DirectoryId, GroupId, OrgId, ProductKey, ResourceId, RoleId};
pub use search::SearchType;

/// The address of the organization APIs.
pub const ADDRESS: &str = "https://api.atlassian.com";

/// The organization APIs.
///
/// Cheap to clone; it holds a [`Client`] and nothing else.
#[derive(Clone, Debug)]
pub struct Admin {
    client: Client,
}

impl Admin {
    /// The organization APIs through this client, whose site is [`Admin::site`].
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { client }
    }

    /// The address of the organization APIs, to start a client with.
    ///
    /// # Errors
    /// None in practice: the address is a fixed one.
    pub fn site() -> Result<SiteUrl> {
        Ok(SiteUrl::parse(ADDRESS)?)
    }

    /// The client that the calls go through.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// A call by hand, for what is not declared here: `request(Method::GET, "/admin/v1/orgs")`.
    pub fn request(&self, method: Method, path: impl Into<Cow<'static, str>>) -> Call {
        self.client.request(method, path)
    }
}

/// One line for each resource: its module, its accessor on [`Admin`], and its rows in the operation table. After the arrow
/// those of [`scim::Scim`], whose modules are in [`scim`].
macro_rules! resources {
    (
        $( $(#[$doc:meta])* $accessor:ident: $module:ident::$handle:ident; )+
        => scim
        $( $(#[$scim_doc:meta])* $scim_accessor:ident: $scim_module:ident::$scim_handle:ident; )+
    ) => {
        impl Admin {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $accessor(&self) -> $module::$handle {
                    $module::$handle::new(&self.client)
                }
            )+
        }

        impl scim::Scim {
            $(
                $(#[$scim_doc])*
                #[must_use]
                pub fn $scim_accessor(&self) -> scim::$scim_module::$scim_handle {
                    scim::$scim_module::$scim_handle::new(self.client())
                }
            )+
        }

        /// The operation tables of all resources.
        pub static OPERATIONS: &[&[&OperationInfo]] =
            &[ $( $module::TABLE, )+ $( scim::$scim_module::TABLE ),+ ];

        /// Every declared operation with the fields of its answer's model, for the contract check.
        #[cfg(feature = "contract")]
        #[inline]
        #[must_use]
        pub fn declarations() -> Vec<atlassian_core::Declaration> {
            [ $( $module::declarations(), )+ $( scim::$scim_module::declarations() ),+ ].concat()
        }
    };
}

resources! {
    /// Organizations.
    orgs: orgs::Orgs;
    /// The domains that the organization has claimed.
    domains: domains::Domains;
    /// Directories.
    directories: directories::Directories;
    /// The people in the directories.
    users: users::Users;
    /// The roles of people.
    user_roles: user_roles::UserRoles;
    /// When people last used which app.
    last_active: last_active::LastActiveDates;
    /// Managed accounts.
    managed_accounts: managed_accounts::ManagedAccounts;
    /// The groups in the directories.
    groups: groups::Groups;
    /// The audit log.
    events: events::Events;
    /// Policies.
    policies: policies::Policies;
    /// The apps on the sites.
    workspaces: workspaces::Workspaces;
    /// The API tokens of managed accounts.
    api_tokens: api_tokens::ApiTokens;
    /// The API keys of the organization.
    api_keys: api_keys::ApiKeys;
    /// The service accounts of the organization.
    service_accounts: service_accounts::ServiceAccounts;
    /// The OAuth clients of the organization.
    oauth_clients: oauth_clients::OAuthClients;
    /// What may be done to managed accounts, and doing it.
    user_management: user_management::UserManagement;

    => scim

    /// The people of a directory.
    users: users::Users;
    /// The groups of a directory.
    groups: groups::Groups;
    /// What a directory can do, and which attributes its resources have.
    schemas: schemas::Schemas;
    /// The kinds of resources that a directory has.
    resource_types: resource_types::ResourceTypes;
}

/// Every declared operation, as data.
pub fn operations() -> impl Iterator<Item = &'static OperationInfo> {
    OPERATIONS.iter().flat_map(|table| table.iter().copied())
}
