//! Jira for a short program: the site in the settings, or a simulated one.

use atlassian_core::{Client, Credential, SiteUrl};
use atlassian_sim::Sim;
use clap::Args;
use jira_client::cloud::Jira;

use crate::outcome::Failure;
use crate::settings::Settings;
use crate::site::NEEDED;

/// Which site to talk to.
#[derive(Args, Clone, Copy, Debug)]
pub struct Site {
    /// Use a simulated site: no account and no network needed
    #[arg(long, global = true)]
    demo: bool,
}

/// A connection to a site. A simulated one lives as long as this.
#[derive(Debug)]
pub struct Connection {
    /// The site's Jira.
    pub jira: Jira,
    _sim: Option<Sim>,
}

impl Site {
    /// Connects to the site of the settings `JIRA_BASE_URL`, `JIRA_EMAIL` and `JIRA_API_TOKEN`, or to a simulated one.
    ///
    /// # Errors
    /// [`Failure::Usage`] if settings are missing or wrong; [`Failure::Failed`] if the simulator cannot start.
    pub async fn connect(self) -> Result<Connection, Failure> {
        if self.demo {
            let sim = Sim::builder().users(20).issues(200).start().await?;
            let admin = sim.admin();
            let jira = jira(sim.url(), &admin.email, admin.token)?;
            return Ok(Connection {
                jira,
                _sim: Some(sim),
            });
        }
        let [address, email, token] = Settings::read()?.all(NEEDED)?;
        Ok(Connection {
            jira: jira(&address, &email, token)?,
            _sim: None,
        })
    }
}

fn jira(address: &str, email: &str, token: String) -> Result<Jira, Failure> {
    let site = SiteUrl::parse(address)
        .map_err(|error| Failure::Usage(format!("JIRA_BASE_URL: {error}")))?;
    let client = Client::builder(site)
        .credential(Credential::api_token(email, token))
        .product_name(concat!("examples/", env!("CARGO_PKG_VERSION")))
        .build()?;
    Ok(Jira::new(client))
}
