//! Where a snapshot comes from.

use std::fmt;

use atlassian_admin::Admin;
use atlassian_core::http::Method;
use atlassian_core::{Client, Error};
use jira_client::cloud::Jira;
use jira_client::cloud::server_info::ServerInformation;

use super::SnapshotError;

/// The site, and the organization that it belongs to where its tokens are to be listed as well.
///
/// ```
/// use atlassian_core::{Client, Credential, SiteUrl};
/// use atlassian_integrations::snapshot::Source;
///
/// let site = Client::builder(SiteUrl::parse("https://acme.atlassian.net")?)
///     .credential(Credential::api_token("me@example.com", "the-token"))
///     .build()?;
/// let organization = Client::builder(SiteUrl::parse("https://api.atlassian.com")?)
///     .credential(Credential::organization_key("the-key"))
///     .build()?;
/// let source = Source::new(&site).with_organization(&organization, "the-organization-id");
/// # Ok::<(), atlassian_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Source {
    client: Client,
    pub(super) jira: Jira,
    pub(super) organization: Organization,
}

#[derive(Clone)]
pub(super) enum Organization {
    Known { admin: Admin, id: String },
    Absent { reason: String },
}

impl Source {
    /// A site of Jira Cloud, with the rights of the client's credential. The full snapshot needs a Jira administrator.
    #[must_use]
    pub fn new(site: &Client) -> Self {
        Self {
            client: site.clone(),
            jira: Jira::new(site.clone()),
            organization: Organization::Absent {
                reason: "no organization id and organization API key are configured".to_owned(),
            },
        }
    }

    /// Adds the organization, so that its API tokens are listed. The client is one for `https://api.atlassian.com`
    /// with an organization key that has the scope `read:tokens:admin`; the id stands in the address of
    /// `https://admin.atlassian.com/o/{id}/overview`.
    #[must_use]
    pub fn with_organization(mut self, gateway: &Client, id: impl Into<String>) -> Self {
        self.organization = Organization::Known {
            admin: Admin::new(gateway.clone()),
            id: id.into(),
        };
        self
    }

    /// Says why there is no organization, in the words of the caller's own settings. The reason becomes part of the note:
    /// "API-token audit skipped: …".
    #[must_use]
    pub fn without_organization(mut self, reason: impl Into<String>) -> Self {
        self.organization = Organization::Absent {
            reason: reason.into(),
        };
        self
    }

    /// What the database calls the site: its host, or its path on the gateway. Ports come and go.
    pub(super) fn label(&self) -> String {
        let site = self.client.site();
        let path = match site.as_str().split_once("/ex/") {
            Some((_, path)) if site.is_gateway() => format!("/ex/{path}"),
            _ => String::new(),
        };
        format!("{}{path}", site.host())
    }

    /// The site is Cloud and knows the credential. An anonymous answer to a dead token is empty on many endpoints, so
    /// this is asked before anything is believed.
    pub(super) async fn check(&self) -> Result<(), SnapshotError> {
        self.check_cloud().await?;
        match self.jira.myself().get().send_raw().await {
            Ok(_) => Ok(()),
            Err(error) if is_not_granted(&error) => Ok(()),
            Err(error) => Err(SnapshotError::Site(error)),
        }
    }

    /// Fails if the site says of itself that it is not Cloud, or if nothing can be reached.
    pub(super) async fn check_cloud(&self) -> Result<(), SnapshotError> {
        match self.server_info().await {
            Ok(info) if info.is_cloud() => Ok(()),
            Ok(info) => Err(SnapshotError::CloudOnly {
                site: self.client.site().as_str().to_owned(),
                version: Some(info.version),
            }),
            // Tokens with scopes may lack the one for it. What the site is shows in the calls that follow.
            Err(error) if is_not_granted(&error) => Ok(()),
            Err(error) => Err(SnapshotError::Site(error)),
        }
    }

    async fn server_info(&self) -> Result<ServerInformation, Error> {
        match self.jira.server_info().get().send().await {
            // Server and Data Center have no version 3, but answer the same question in version 2.
            Err(error) if error.is_not_found() => {
                let older = self.client.request(Method::GET, "/rest/api/2/serverInfo");
                older.send_as().await.map_err(|_| error)
            }
            result => result,
        }
    }
}

/// The credential is alive, but not allowed to do this.
pub(super) fn is_not_granted(error: &Error) -> bool {
    error.is_forbidden() || error.is_missing_scope()
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let organization = match &self.organization {
            Organization::Known { id, .. } => id,
            Organization::Absent { .. } => "none",
        };
        f.debug_struct("Source")
            .field("site", &self.client.site().as_str())
            .field("organization", &organization)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use atlassian_core::SiteUrl;

    use super::*;

    fn label(site: &str) -> String {
        let site = SiteUrl::parse(site).unwrap();
        Source::new(&Client::builder(site).build().unwrap()).label()
    }

    #[test]
    fn a_site_is_named_without_its_port() {
        assert_eq!(label("https://acme.atlassian.net/"), "acme.atlassian.net");
        assert_eq!(label("http://127.0.0.1:8080"), "127.0.0.1");
        assert_eq!(
            label("https://api.atlassian.com/ex/jira/1234"),
            "api.atlassian.com/ex/jira/1234"
        );
    }
}
