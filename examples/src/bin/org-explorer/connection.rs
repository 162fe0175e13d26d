//! The organization that the program talks to: the one in the settings, or a simulated one.

use atlassian_admin::{Admin, Client, Credential, OrgId, SiteUrl};
use atlassian_sim::Sim;
use examples::outcome::{Failure, chain};
use examples::settings::{Needed, Settings};

use crate::PROGRAM;

const NEEDED: [Needed; 2] = [
    Needed {
        name: "ATLASSIAN_ORG_ID",
        what: "the id of the organization, from the address of its administration: https://admin.atlassian.com/o/{id}",
    },
    Needed {
        name: "ATLASSIAN_ADMIN_API_KEY",
        what: "an API key from https://admin.atlassian.com, Settings > API keys",
    },
];

/// An organization, and the simulator if it is one.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) admin: Admin,
    pub(crate) org: OrgId,
    /// Runs as long as this lives.
    _sim: Option<Sim>,
}

impl Connection {
    /// The organization of the settings, or a simulated one with so many accounts.
    pub(crate) async fn new(demo: Option<u32>) -> Result<Self, Failure> {
        if let Some(users) = demo {
            let users = usize::try_from(users).unwrap_or(usize::MAX);
            let sim = Sim::builder().users(users).start().await?;
            return Ok(Self {
                admin: admin("the simulator", sim.gateway_url(), sim.org_key())?,
                org: sim.org_id().into(),
                _sim: Some(sim),
            });
        }
        let settings = Settings::read()?;
        let [org, key] = settings.all(NEEDED)?;
        let address = settings.get("ATLASSIAN_API_URL");
        let address = address.as_deref().unwrap_or(atlassian_admin::ADDRESS);
        Ok(Self {
            admin: admin("ATLASSIAN_API_URL", address, key)?,
            org: org.into(),
            _sim: None,
        })
    }
}

fn admin(name: &str, address: &str, key: String) -> Result<Admin, Failure> {
    let site =
        SiteUrl::parse(address).map_err(|error| Failure::Usage(format!("{name}: {error}")))?;
    let client = Client::builder(site)
        .credential(Credential::organization_key(key))
        .product_name(format!("{PROGRAM}/{}", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| Failure::Usage(chain(&error)))?;
    Ok(Admin::new(client))
}
