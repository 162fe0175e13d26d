#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

pub mod audit;
pub mod cql;
pub mod groups;
mod ids;
pub mod long_tasks;
pub mod search;
#[cfg(feature = "server")]
pub mod server;
pub mod space_labels;
pub mod space_permissions;
pub mod space_properties;
pub mod space_roles;
pub mod spaces;
pub mod system_info;
pub mod templates;
pub mod user_properties;
pub mod users;
pub mod watches;

use std::borrow::Cow;

use atlassian_core::Product;
use atlassian_core::http::Method;

pub use atlassian_core as core;
pub use atlassian_core::{
    AccountId, Call, Client, ClientBuilder, Credential, Cursor, Elements, Error, ErrorKind, Items,
    NoContent, OddElement, OperationInfo, Page, Pages, Result, SiteUrl, SiteUrlError,
    StreamedResponse, Timestamp, http,
};
pub use ids::{
    AttachmentId, BlogPostId, CommentId, ContentId, Included, IncludedMeta, LabelId, List, PageId,
    SpaceId, SpaceKey,
};

/// The Confluence of an Atlassian site.
///
/// Cheap to clone; it holds a [`Client`] and nothing else.
#[derive(Clone, Debug)]
pub struct Confluence {
    client: Client,
}

/// One line for each resource: its module, its accessor on [`Confluence`], and its rows in the operation table.
macro_rules! resources {
    ($( $(#[$doc:meta])* $accessor:ident: $module:ident::$handle:ident; )+) => {
        impl Confluence {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $accessor(&self) -> $module::$handle {
                    $module::$handle::new(&self.client)
                }
            )+
        }

        /// The operation tables of all resources.
        pub static OPERATIONS: &[&[&OperationInfo]] = &[ $( $module::TABLE ),+ ];

        /// Every declared operation with the fields of its answer's model, for the contract check.
        #[cfg(feature = "contract")]
        #[inline]
        #[must_use]
        pub fn declarations() -> Vec<atlassian_core::Declaration> {
            [ $( $module::declarations() ),+ ].concat()
        }
    };
}

resources! {
    /// Accounts.
    users: users::Users;
    /// What apps keep on accounts.
    user_properties: user_properties::UserProperties;
    /// Groups and their members.
    groups: groups::Groups;
    /// Spaces.
    spaces: spaces::Spaces;
    /// Who may do what in a space.
    space_permissions: space_permissions::SpacePermissions;
    /// Roles in spaces.
    space_roles: space_roles::SpaceRoles;
    /// What apps keep on spaces.
    space_properties: space_properties::SpaceProperties;
    /// Labels of spaces, and what carries a label.
    space_labels: space_labels::SpaceLabels;
    /// Finding content and spaces by CQL.
    search: search::Search;
    /// Who is told of changes.
    watches: watches::Watches;
    /// Templates that pages are made from.
    templates: templates::Templates;
    /// What administrators changed.
    audit: audit::Audit;
    /// What the service does in the background.
    long_tasks: long_tasks::LongTasks;
    /// Which Confluence this is.
    system_info: system_info::SystemInfoResource;
}

impl Confluence {
    /// The Confluence of this client's site. The address is the site's, without `/wiki`.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self {
            client: client.for_product(Product::Confluence),
        }
    }

    /// The client that the calls go through.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// A call by hand, for what is not declared here: `request(Method::GET, "/wiki/api/v2/custom-content")`.
    ///
    /// It has the same credential, limits, retries, pages and errors as every other call. Ids belong into path parameters
    /// ([`Call::path`]) and not into the template.
    pub fn request(&self, method: Method, path: impl Into<Cow<'static, str>>) -> Call {
        self.client.request(method, path)
    }
}

/// Every declared operation, as data: method, path, parameters, permission, scopes and paging.
pub fn operations() -> impl Iterator<Item = &'static OperationInfo> {
    OPERATIONS.iter().flat_map(|table| table.iter().copied())
}
