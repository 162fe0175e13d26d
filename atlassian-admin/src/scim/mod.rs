//! User provisioning by SCIM 2.0: the people and groups that an identity provider keeps in step with an organization.
//!
//! A directory of an identity provider has an API key of its own, which is shown once when the directory is connected
//! under *Security > Identity providers*. No other key opens it, and it opens nothing else; so [`Scim`] has a client of
//! its own:
//!
//! ```no_run
//! use atlassian_admin::scim::Scim;
//! use atlassian_admin::scim::users::UserFilter;
//! use atlassian_admin::{Admin, Client, Credential};
//!
//! # async fn example() -> atlassian_admin::Result<()> {
//! let client = Client::builder(Admin::site()?)
//!     .credential(Credential::directory_key("the-key-of-the-directory"))
//!     .build()?;
//! let users = Scim::new(client).users();
//! let found = users
//!     .list("the-directory-id")
//!     .filter(UserFilter::user_name("mia@example.com"))
//!     .items()
//!     .collect()
//!     .await?;
//! # let _ = found;
//! # Ok(()) }
//! ```
//!
//! What is provisioned can be changed here only: the same people and groups are read-only everywhere else. People have an
//! id of the directory here; their Atlassian account is [`User::account_id`](users::User::account_id).
//!
//! Why a request was refused is told by [`Error::code`](crate::Error::code), in SCIM's own words: `uniqueness` where a
//! user or group is there already (409), `invalidFilter`, `mutability`, `noTarget`.

mod changes;
pub mod groups;
pub mod resource_types;
pub mod schemas;
pub mod users;

use std::borrow::Cow;

use atlassian_core::http::Method;
use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Call, Client, Timestamp, id_type};

pub use groups::ScimGroupId;
pub use users::ScimUserId;

id_type! {
    /// The id of an identity provider's directory. It stands in the SCIM base URL that is shown with the key:
    /// `https://api.atlassian.com/scim/directory/{this}`.
    pub struct ScimDirectoryId;
}

/// The directories of identity providers.
///
/// Cheap to clone; it holds a [`Client`] and nothing else.
#[derive(Clone, Debug)]
pub struct Scim {
    client: Client,
}

impl Scim {
    /// The directories through this client, whose site is [`Admin::site`](crate::Admin::site) and whose credential is
    /// a [`directory_key`](atlassian_core::Credential::directory_key).
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { client }
    }

    /// The client that the calls go through.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// A call by hand, for what is not declared here.
    pub fn request(&self, method: Method, path: impl Into<Cow<'static, str>>) -> Call {
        self.client.request(method, path)
    }
}

/// What a directory keeps about each of its resources.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Meta {
    /// What kind of resource it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_type: Option<String>,
    /// Its address in the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// When it was added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<Timestamp>,
}

/// `attribute eq "value"`, the only kind of filter that the service has. The value is written as a JSON string, as SCIM
/// wants it, so that nothing in it can end it.
fn equals(attribute: &str, value: &str) -> String {
    format!("{attribute} eq {}", serde_json::Value::from(value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_value_cannot_end_itself() {
        assert_eq!(equals("userName", "mia"), r#"userName eq "mia""#);
        assert_eq!(
            equals("userName", r#"a" or userName eq "\"#),
            r#"userName eq "a\" or userName eq \"\\""#
        );
        assert_eq!(
            equals("externalId", "a\nb\0"),
            r#"externalId eq "a\nb\u0000""#
        );
    }

    proptest! {
        #[test]
        fn every_value_comes_back_whole(value in any::<String>()) {
            let filter = equals("userName", &value);
            let written = filter.strip_prefix("userName eq ").unwrap();
            // It is read as one string with nothing after it.
            prop_assert_eq!(serde_json::from_str::<String>(written).unwrap(), value);
        }
    }
}
