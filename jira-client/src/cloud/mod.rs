//! Jira Cloud, REST v3: one handle for each resource of Atlassian's reference, from [`Jira`].
//!
//! Each module holds the operations of one resource together with what they take and return.

pub mod application_roles;
pub mod audit_records;
pub mod groups;
pub mod licenses;
pub mod myself;
pub mod permissions;
pub mod server_info;
pub mod settings;
pub mod users;

use std::borrow::Cow;

use atlassian_core::http::Method;
use atlassian_core::{Call, Client, OperationInfo, Product};

use application_roles::ApplicationRoles;
use audit_records::AuditRecords;
use groups::Groups;
use licenses::Licenses;
use myself::MyselfResource;
use permissions::Permissions;
use server_info::ServerInfoResource;
use settings::Settings;
use users::Users;

/// A Jira Cloud site.
///
/// Cheap to clone; it holds a [`Client`] and nothing else. Each method gives the handle of a resource, and each method
/// of a handle gives a call that is sent by `.send()`, or walked through by `.items()` where it is a listing.
///
/// ```no_run
/// # async fn example(client: jira_client::Client) -> jira_client::Result<()> {
/// let jira = jira_client::cloud::Jira::new(client);
/// let mut groups = jira.groups().list().items();
/// while let Some(group) = groups.next().await {
///     println!("{}", group?.name);
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Jira {
    client: Client,
}

macro_rules! resources {
    ($( $(#[$doc:meta])* $accessor:ident: $handle:ident in $module:ident; )+) => {
        impl Jira {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $accessor(&self) -> $handle {
                    $handle::new(&self.client)
                }
            )+
        }

        /// The operation tables of all resources.
        pub static OPERATIONS: &[&[&OperationInfo]] = &[ $( $module::TABLE ),+ ];
    };
}

resources! {
    /// Which Jira this is.
    server_info: ServerInfoResource in server_info;
    /// Who is calling.
    myself: MyselfResource in myself;
    /// Accounts.
    users: Users in users;
    /// Groups and their members.
    groups: Groups in groups;
    /// Who may use which product, and how many seats are left.
    application_roles: ApplicationRoles in application_roles;
    /// The settings of the whole site.
    settings: Settings in settings;
    /// What an account may do.
    permissions: Permissions in permissions;
    /// What administrators changed.
    audit_records: AuditRecords in audit_records;
    /// Plans and how many accounts count for them.
    licenses: Licenses in licenses;
}

impl Jira {
    /// The Jira of this client's site.
    #[must_use]
    #[allow(
        clippy::needless_pass_by_value,
        reason = "it is kept; whoever needs it further clones it, which costs nothing"
    )]
    pub fn new(client: Client) -> Self {
        Self {
            client: client.for_product(Product::Jira),
        }
    }

    /// The client that the calls go through.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// A call by hand, for what is not declared here: `request(Method::GET, "/rest/api/3/field")`.
    ///
    /// It has the same credential, limits, retries, pages and errors as every other call. Ids belong into path parameters
    /// ([`Call::path`]) and not into the template.
    pub fn request(&self, method: Method, path: impl Into<Cow<'static, str>>) -> Call {
        self.client.request(method, path)
    }
}

/// Every declared operation, as data: method, path, parameters, permission, scopes and paging.
///
/// ```
/// let mut writes = jira_client::cloud::operations().filter(|operation| operation.method != "GET");
/// assert!(writes.any(|operation| operation.path == "/rest/api/3/group"));
/// ```
pub fn operations() -> impl Iterator<Item = &'static OperationInfo> {
    OPERATIONS.iter().flat_map(|table| table.iter().copied())
}
