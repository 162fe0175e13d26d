//! The site and the organization that the flows read.

use std::fmt;

use atlassian_admin::Admin;
#[cfg(feature = "licences")]
use atlassian_core::Timestamp;
use atlassian_core::http::Method;
use atlassian_core::{Client, Error};
#[cfg(feature = "licences")]
use confluence_client::Confluence;
use jira_client::cloud::Jira;
use jira_client::cloud::server_info::ServerInformation;

/// The site, and the organization that it belongs to where that is to be read as well.
///
/// ```
/// use atlassian_core::{Client, Credential, SiteUrl};
/// use atlassian_integrations::Source;
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
    pub(crate) jira: Jira,
    #[cfg(feature = "licences")]
    pub(crate) confluence: Confluence,
    pub(crate) organization: Organization,
}

/// Why a site can be no source at all.
pub(crate) enum SiteProblem {
    /// It is Jira Server or Data Center.
    CloudOnly {
        site: String,
        version: Option<String>,
    },
    /// It cannot be asked, or does not know the credential.
    Unreadable(Error),
}

#[derive(Clone)]
pub(crate) enum Organization {
    Known { admin: Admin, id: String },
    Absent { reason: String },
}

impl Source {
    /// A site of Atlassian's cloud, with the rights of the client's credential. Everything is there for a Jira
    /// administrator only.
    #[must_use]
    pub fn new(site: &Client) -> Self {
        Self {
            client: site.clone(),
            jira: Jira::new(site.clone()),
            #[cfg(feature = "licences")]
            confluence: Confluence::new(site.clone()),
            organization: Organization::Absent {
                reason: "no organization id and organization API key are configured".to_owned(),
            },
        }
    }

    /// Adds the organization. The client is one for `https://api.atlassian.com` with an organization key; the id stands
    /// in the address of `https://admin.atlassian.com/o/{id}/overview`. Which scopes the key needs depends on the flow:
    /// `read:tokens:admin` for API tokens; `read:directories:admin` and `read:workspaces:admin` for activity and seats.
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

    #[cfg(feature = "licences")]
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// The addresses by which an organization may know the site.
    #[cfg(feature = "identity")]
    pub(crate) fn names(&self, site: Option<&ServerInformation>) -> Vec<String> {
        let own = self.client.site().as_str();
        let told = site.into_iter().flat_map(|site| {
            let shown = site.display_url.as_deref();
            std::iter::once(site.base_url.as_str()).chain(shown)
        });
        std::iter::once(own)
            .chain(told)
            .map(str::to_owned)
            .collect()
    }

    /// This moment, by the clock that the client goes by.
    #[cfg(feature = "licences")]
    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from(self.client.clock().wall())
    }

    /// What the flows call the site: its host, or its path on the gateway. Ports come and go.
    #[cfg(any(feature = "licences", feature = "snapshot"))]
    pub(crate) fn label(&self) -> String {
        let site = self.client.site();
        let path = match site.as_str().split_once("/ex/") {
            Some((_, path)) if site.is_gateway() => format!("/ex/{path}"),
            _ => String::new(),
        };
        format!("{}{path}", site.host())
    }

    /// The site is Cloud and knows the credential. An anonymous answer to a dead token is empty on many endpoints, so
    /// this is asked before anything is believed.
    pub(crate) async fn check(&self) -> Result<Option<ServerInformation>, SiteProblem> {
        let site = self.check_cloud().await?;
        match self.jira.myself().get().into_call().send_raw().await {
            Ok(_) => Ok(site),
            Err(error) if is_not_granted(&error) => Ok(site),
            Err(error) => Err(SiteProblem::Unreadable(error)),
        }
    }

    /// What the site says of itself; `None` where the credential may not ask.
    ///
    /// Fails if that is not Cloud, or if nothing can be reached.
    pub(crate) async fn check_cloud(&self) -> Result<Option<ServerInformation>, SiteProblem> {
        match self.server_info().await {
            Ok(info) if info.is_cloud() => Ok(Some(info)),
            Ok(info) => Err(SiteProblem::CloudOnly {
                site: self.client.site().as_str().to_owned(),
                version: Some(info.version),
            }),
            // Tokens with scopes may lack the one for it. What the site is shows in the calls that follow.
            Err(error) if is_not_granted(&error) => Ok(None),
            Err(error) => Err(SiteProblem::Unreadable(error)),
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
pub(crate) fn is_not_granted(error: &Error) -> bool {
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
