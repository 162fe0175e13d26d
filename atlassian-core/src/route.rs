//! Which host a request goes to: the site, or Atlassian's gateway for tokens with scopes.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::credential::Gateway;
use crate::error::{Error, ErrorKind, Result};
use crate::exchange;
use crate::model::Deserialize;
use crate::site::SiteUrl;

/// `{"cloudId":"…"}` and little else.
const LARGEST_TENANT_INFO: usize = 64 * 1024;

/// The product that a client speaks to: the gateway has a path for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Product {
    /// Jira, Jira Software and Jira Service Management.
    Jira,
    /// Confluence.
    Confluence,
}

impl Product {
    fn segment(self) -> &'static str {
        match self {
            Self::Jira => "jira",
            Self::Confluence => "confluence",
        }
    }
}

/// Decides between site and gateway, once for all clones of a client.
#[derive(Debug)]
pub(crate) struct Router {
    site: SiteUrl,
    gateway: SiteUrl,
    cloud_id: tokio::sync::Mutex<Option<String>>,
    /// What is known for each product: a token's scopes may be for one of them only.
    states: Mutex<HashMap<Product, State>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    /// Nothing has been accepted yet; the site is asked first.
    Open,
    /// The site it is.
    Site,
    /// The gateway it is, with this cloud id.
    Gateway(String),
}

/// Where a request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) base: SiteUrl,
    product: Product,
    /// Nothing is known yet of this credential: a 401 is worth a try at the gateway.
    pub(crate) may_move: bool,
    /// The cloud id of a gateway that is tried for the first time.
    trial: Option<String>,
}

#[derive(Deserialize)]
struct TenantInfo {
    #[serde(rename = "cloudId")]
    cloud_id: String,
}

impl Router {
    pub(crate) fn new(site: SiteUrl, gateway: SiteUrl) -> Self {
        Self {
            site,
            gateway,
            cloud_id: tokio::sync::Mutex::default(),
            states: Mutex::default(),
        }
    }

    pub(crate) fn site(&self) -> &SiteUrl {
        &self.site
    }

    /// Where this credential's requests go, as far as it is known.
    pub(crate) async fn route(
        &self,
        wish: Gateway,
        product: Product,
        http: &reqwest::Client,
    ) -> Result<Route> {
        let state = self.state(product);
        let at_site = |may_move| Route {
            base: self.site.clone(),
            product,
            may_move,
            trial: None,
        };
        match (state, wish) {
            (State::Gateway(cloud_id), _) => self.at_gateway(product, &cloud_id, None),
            (State::Open, Gateway::Always) => {
                let cloud_id = self.cloud_id(http).await?;
                self.lock()
                    .insert(product, State::Gateway(cloud_id.clone()));
                self.at_gateway(product, &cloud_id, None)
            }
            (State::Open, Gateway::IfRefused) => Ok(at_site(true)),
            (State::Open, Gateway::Never) | (State::Site, _) => Ok(at_site(false)),
        }
    }

    /// The gateway, for a request that the site refused. `None` where there is none to try.
    pub(crate) async fn elsewhere(
        &self,
        product: Product,
        http: &reqwest::Client,
    ) -> Option<Route> {
        match self.state(product) {
            // Another request has found the gateway meanwhile.
            State::Gateway(cloud_id) => self.at_gateway(product, &cloud_id, None).ok(),
            State::Site => None,
            State::Open => {
                let cloud_id = self.cloud_id(http).await.ok()?;
                self.at_gateway(product, &cloud_id, Some(cloud_id.clone()))
                    .ok()
            }
        }
    }

    /// The route was accepted: it is kept. Later refusals do not change it, for then the token itself has ended.
    pub(crate) fn accepted(&self, route: &Route) {
        if self.state(route.product) != State::Open {
            return;
        }
        let state = match &route.trial {
            Some(cloud_id) => State::Gateway(cloud_id.clone()),
            None if route.may_move => State::Site,
            None => return,
        };
        self.lock().insert(route.product, state);
    }

    /// The gateway refused as well: it is not tried again.
    pub(crate) fn refused(&self, route: &Route) {
        if self.state(route.product) == State::Open && route.trial.is_some() {
            self.lock().insert(route.product, State::Site);
        }
    }

    fn state(&self, product: Product) -> State {
        let unknown = if self.site.is_gateway() {
            State::Site
        } else {
            State::Open
        };
        self.lock().get(&product).cloned().unwrap_or(unknown)
    }

    fn at_gateway(&self, product: Product, cloud_id: &str, trial: Option<String>) -> Result<Route> {
        let base = format!(
            "{}/ex/{}/{cloud_id}",
            self.gateway.as_str(),
            product.segment()
        );
        let base = SiteUrl::parse_allowing_http(&base)?;
        Ok(Route {
            base,
            product,
            may_move: false,
            trial,
        })
    }

    /// The id of the site in Atlassian's cloud. It needs no credential, and none is sent.
    async fn cloud_id(&self, http: &reqwest::Client) -> Result<String> {
        let mut known = self.cloud_id.lock().await;
        if let Some(cloud_id) = &*known {
            return Ok(cloud_id.clone());
        }
        let request = http
            .get(format!("{}/_edge/tenant_info", self.site.as_str()))
            .header("accept", "application/json")
            .timeout(Duration::from_secs(20));
        let unknown = |error: Option<Error>| {
            let unknown = Error::new(ErrorKind::Configuration, "the site does not tell its cloud id at /_edge/tenant_info")
                .hint("Use the address of the gateway itself: https://api.atlassian.com/ex/jira/{cloudId}");
            match error {
                Some(error) => unknown.source_of(error),
                None => unknown,
            }
        };
        let request = request.build().map_err(|_| unknown(None))?;
        let (head, response) = exchange::send(http, request)
            .await
            .map_err(|e| unknown(Some(e)))?;
        let body = exchange::read(response, LARGEST_TENANT_INFO)
            .await
            .map_err(|e| unknown(Some(e)))?;
        let info: TenantInfo = serde_json::from_slice(&body).map_err(|_| unknown(None))?;
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if !head.status.is_success()
            || info.cloud_id.is_empty()
            || !info.cloud_id.chars().all(plain)
        {
            return Err(unknown(None));
        }
        *known = Some(info.cloud_id.clone());
        Ok(info.cloud_id)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Product, State>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
