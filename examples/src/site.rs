//! The site that a program talks to: the one in the settings, or a simulated one.

use atlassian_core::{Client, Credential, SiteUrl};
use atlassian_integrations::Source;
use atlassian_sim::Sim;
use jira_client::cloud::Jira;

use crate::outcome::{Failure, chain};
use crate::settings::{Needed, Settings};

/// What the address of a Jira site and an account on it are called in the settings.
pub(crate) const NEEDED: [Needed; 3] = [
    Needed {
        name: "JIRA_BASE_URL",
        what: "the address of the site, such as https://acme.atlassian.net",
    },
    Needed {
        name: "JIRA_EMAIL",
        what: "the e-mail address of the account",
    },
    Needed {
        name: "JIRA_API_TOKEN",
        what: "a token of that account from https://id.atlassian.com/manage-profile/security/api-tokens",
    },
];

/// A site to read from, and the simulator if it is one.
#[derive(Debug)]
pub struct Site {
    /// What the flows read.
    pub source: Source,
    /// The site's Jira.
    pub jira: Jira,
    /// The site's address.
    pub name: String,
    /// Runs as long as this lives.
    _sim: Option<Sim>,
}

impl Site {
    /// The site of the settings, for this program.
    ///
    /// # Errors
    /// [`Failure::Usage`] if settings are missing or wrong.
    pub fn of_settings(program: &str) -> Result<Self, Failure> {
        let settings = Settings::read()?;
        let [address, email, token] = settings.all(NEEDED)?;
        let gateway = match settings.get("ATLASSIAN_API_URL") {
            Some(gateway) => gateway,
            None => atlassian_admin::ADDRESS.to_owned(),
        };
        let account = Account {
            program,
            site: parsed("JIRA_BASE_URL", &address)?,
            gateway: parsed("ATLASSIAN_API_URL", &gateway)?,
            email,
            token,
        };
        let client = account.client()?;
        let source = Source::new(&client);
        let organization = (
            settings.get("ATLASSIAN_ORG_ID"),
            settings.get("ATLASSIAN_ADMIN_API_KEY"),
        );
        let source = match organization {
            (Some(id), Some(key)) => account.with_organization(source, id, key)?,
            (None, None) => source
                .without_organization("ATLASSIAN_ORG_ID and ATLASSIAN_ADMIN_API_KEY are not set"),
            (None, Some(_)) => source.without_organization("ATLASSIAN_ORG_ID is not set"),
            (Some(_), None) => source.without_organization("ATLASSIAN_ADMIN_API_KEY is not set"),
        };
        Ok(Self {
            source,
            name: client.site().as_str().to_owned(),
            jira: Jira::new(client),
            _sim: None,
        })
    }

    /// A simulated site with this many accounts: it needs no account and no network.
    ///
    /// # Errors
    /// [`Failure::Failed`] if the simulator cannot start.
    pub async fn demo(program: &str, users: usize) -> Result<Self, Failure> {
        let sim = Sim::builder().users(users).start().await?;
        let admin = sim.admin();
        let account = Account {
            program,
            site: parsed("the simulator", sim.url())?,
            gateway: parsed("the simulator", sim.gateway_url())?,
            email: admin.email,
            token: admin.token,
        };
        let client = account.client()?;
        let source = Source::new(&client);
        // One made without scopes: no scope allows suspending anybody.
        let key = sim.org_key_without_scopes();
        let source = account.with_organization(source, sim.org_id().to_owned(), key)?;
        Ok(Self {
            source,
            name: client.site().as_str().to_owned(),
            jira: Jira::new(client),
            _sim: Some(sim),
        })
    }
}

struct Account<'a> {
    program: &'a str,
    site: SiteUrl,
    gateway: SiteUrl,
    email: String,
    token: String,
}

impl Account<'_> {
    fn client(&self) -> Result<Client, Failure> {
        let client = Client::builder(self.site.clone())
            .gateway(self.gateway.clone())
            .credential(Credential::api_token(&*self.email, &*self.token))
            .product_name(self.product())
            .build();
        client.map_err(unusable)
    }

    /// As requests name it.
    fn product(&self) -> String {
        format!("{}/{}", self.program, env!("CARGO_PKG_VERSION"))
    }

    fn with_organization(
        &self,
        source: Source,
        id: String,
        key: String,
    ) -> Result<Source, Failure> {
        let client = Client::builder(self.gateway.clone())
            .gateway(self.gateway.clone())
            .credential(Credential::organization_key(key))
            .product_name(self.product())
            .build();
        Ok(source.with_organization(&client.map_err(unusable)?, id))
    }
}

#[allow(clippy::needless_pass_by_value, reason = "made for `map_err`")]
fn unusable(error: atlassian_core::Error) -> Failure {
    Failure::Usage(chain(&error))
}

fn parsed(name: &str, address: &str) -> Result<SiteUrl, Failure> {
    SiteUrl::parse(address).map_err(|error| Failure::Usage(format!("{name}: {error}")))
}
