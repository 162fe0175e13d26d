//! Confluence Data Center: users and groups, as far as its API tells of them.
//!
//! An account has a name to log in with and a key that stays when the name changes; the account ids of Cloud are unknown
//! here. All listings go by position, counted by what came: the service lowers the size of a page without a word, and the
//! links to its next pages are wrong where it has. An empty page is the end; where it comes before the total that some
//! versions send, the listing ends in the error [`IncompleteListing`](crate::ErrorKind::IncompleteListing).

pub mod groups;
pub mod server_information;
pub mod users;

use std::borrow::Cow;

use atlassian_core::http::Method;
use atlassian_core::{Call, Client, OperationInfo, Paging, Product};

/// How all listings go.
const BY_POSITION: Paging = Paging::offset("results")
    .parameters("start", "limit")
    .beyond_total()
    .page_size(200);

/// An instance of Confluence Data Center.
///
/// Cheap to clone; it holds a [`Client`] and nothing else.
///
/// ```no_run
/// use confluence_client::server::ConfluenceServer;
/// use confluence_client::{Client, Credential, SiteUrl};
///
/// # async fn example() -> confluence_client::Result<()> {
/// let client = Client::builder(SiteUrl::parse("https://wiki.example.com/confluence")?)
///     .credential(Credential::personal_access_token("a personal access token"))
///     .build()?;
/// let mut users = ConfluenceServer::new(client).users().list().items();
/// while let Some(user) = users.next().await {
///     println!("{}", user?.display_name.unwrap_or_default());
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct ConfluenceServer {
    client: Client,
}

impl ConfluenceServer {
    /// The Confluence at this client's address, which has the instance's path if it has one.
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

    /// A call by hand, for what is not declared here: `request(Method::GET, "/rest/api/space")`.
    pub fn request(&self, method: Method, path: impl Into<Cow<'static, str>>) -> Call {
        self.client.request(method, path)
    }

    /// Accounts.
    #[must_use]
    pub fn users(&self) -> users::Users {
        users::Users::new(&self.client)
    }

    /// Groups and their members.
    #[must_use]
    pub fn groups(&self) -> groups::Groups {
        groups::Groups::new(&self.client)
    }

    /// Which Confluence this is.
    #[must_use]
    pub fn server_information(&self) -> server_information::ServerInformationResource {
        server_information::ServerInformationResource::new(&self.client)
    }
}

/// The operation tables of all resources.
pub static OPERATIONS: &[&[&OperationInfo]] =
    &[users::TABLE, groups::TABLE, server_information::TABLE];

/// Every declared operation with the fields of its answer's model, for the contract check.
#[cfg(feature = "contract")]
#[inline]
#[must_use]
pub fn declarations() -> Vec<atlassian_core::Declaration> {
    [
        users::declarations(),
        groups::declarations(),
        server_information::declarations(),
    ]
    .concat()
}
