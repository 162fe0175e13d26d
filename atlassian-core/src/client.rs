//! The client: what is configured once and shared by all calls.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::Method;
use secrecy::{ExposeSecret, SecretString};

use crate::call::Call;
use crate::clock::{Clock, SystemClock};
use crate::credential::Credential;
use crate::drift::Drift;
use crate::error::{Error, ErrorKind, Result};
use crate::exchange;
use crate::limits::{Concurrency, Limiter};
use crate::request::Request;
use crate::retry::RetryPolicy;
use crate::route::{Product, Router};
use crate::site::SiteUrl;

/// A connection to one site: address, credential, limits and time-outs.
///
/// Cheap to clone; all clones share connections, limits and what was learned of the site. Make one for each site and
/// credential, and clone it wherever it is needed.
///
/// ```
/// use atlassian_core::{Client, Credential, SiteUrl};
///
/// let client = Client::builder(SiteUrl::parse("https://acme.atlassian.net")?)
///     .credential(Credential::api_token("me@example.com", "the-token"))
///     .product_name("acme-sync/1.2")
///     .build()?;
/// # Ok::<(), atlassian_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
    pub(crate) product: Product,
}

pub(crate) struct Shared {
    pub(crate) http: reqwest::Client,
    pub(crate) credential: Credential,
    pub(crate) router: Router,
    pub(crate) limiter: Arc<Limiter>,
    pub(crate) retry: RetryPolicy,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) timeout: Duration,
    pub(crate) deadline: Duration,
    pub(crate) max_body: usize,
    pub(crate) drift: Drift,
}

/// Puts a [`Client`] together. Nothing is sent before the first call.
#[derive(Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    site: SiteUrl,
    gateway: Option<SiteUrl>,
    credential: Credential,
    product_name: Option<String>,
    http: Option<reqwest::Client>,
    /// Its address can hold a password.
    proxy: Option<SecretString>,
    concurrency: Concurrency,
    retry: RetryPolicy,
    clock: Arc<dyn Clock>,
    timeout: Duration,
    deadline: Duration,
    max_body: usize,
    drift: Drift,
}

impl Client {
    /// Starts a client for this site.
    pub fn builder(site: SiteUrl) -> ClientBuilder {
        ClientBuilder {
            site,
            gateway: None,
            credential: Credential::anonymous(),
            product_name: None,
            http: None,
            proxy: None,
            concurrency: Concurrency::default(),
            retry: RetryPolicy::default(),
            clock: Arc::new(SystemClock),
            timeout: Duration::from_secs(60),
            deadline: Duration::from_secs(300),
            max_body: 64 * 1024 * 1024,
            drift: Drift::default(),
        }
    }

    /// The site as it was configured.
    #[must_use]
    pub fn site(&self) -> &SiteUrl {
        self.shared.router.site()
    }

    /// The same client for another product of the site.
    #[must_use]
    pub fn for_product(self, product: Product) -> Self {
        Self { product, ..self }
    }

    /// The clock that waits go by.
    #[must_use]
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.shared.clock
    }

    /// A request by hand, see [`Call`]. `path` is relative to the site, or an absolute address on it, such as those that
    /// answers contain.
    pub fn request(&self, method: Method, path: impl Into<Cow<'static, str>>) -> Call {
        self.call(Request::new(method, path))
    }

    /// A request together with this client.
    pub fn call(&self, request: Request) -> Call {
        Call::new(self.clone(), request)
    }
}

impl fmt::Debug for Client {
    /// Names the site, and nothing that could hold a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("site", &self.site().as_str())
            .field("product", &self.product)
            .finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// Who is calling; nobody unless set.
    pub fn credential(mut self, credential: Credential) -> Self {
        self.credential = credential;
        self
    }

    /// The name and version of your product, put before ours in `User-Agent`: `acme-sync/1.2`.
    pub fn product_name(mut self, name: impl Into<String>) -> Self {
        self.product_name = Some(name.into());
        self
    }

    /// Another gateway than `https://api.atlassian.com`: a proxy of one's own, or a simulator.
    pub fn gateway(mut self, gateway: SiteUrl) -> Self {
        self.gateway = Some(gateway);
        self
    }

    /// The longest that one attempt may take, from the connection to the end of the body; 60 s unless set. Of an
    /// answer that is streamed only the head counts; after it, a minute of silence ends it. Of a body that is sent as a
    /// stream only the time counts in which nothing moves.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The longest that a call may take, waits and repetitions included; 5 minutes unless set. A wait that the service
    /// asks for and that would end later is an error at once. Each page of a listing is a call of its own. What is sent as
    /// a stream has no deadline unless the call sets one.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// The largest body to accept, in bytes after decompression; 64 MiB unless set.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// How often failed calls are tried again.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// How many requests may be on their way at once.
    pub fn concurrency(mut self, concurrency: Concurrency) -> Self {
        self.concurrency = concurrency;
        self
    }

    /// The clock that waits go by; a [`VirtualClock`](crate::VirtualClock) in tests.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// A proxy for all requests, such as `http://proxy.example.com:3128`. Unless set, the environment's is used
    /// (`HTTPS_PROXY`, `NO_PROXY`).
    pub fn proxy(mut self, proxy: impl Into<SecretString>) -> Self {
        self.proxy = Some(proxy.into());
        self
    }

    /// An HTTP client of one's own, for certificates or a resolver of one's own. It must not follow redirects and must
    /// not keep cookies; TLS, time-out of the connection, `proxy` and the product name are then its own affair.
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// Hears of every field that an answer has and its model has not.
    #[cfg(feature = "drift")]
    pub fn on_unknown_field(
        mut self,
        listener: impl Fn(crate::UnknownField) + Send + Sync + 'static,
    ) -> Self {
        self.drift.listener = Some(Arc::new(listener));
        self
    }

    /// The client.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`]: the product name or the proxy is not usable, or TLS cannot be set up.
    pub fn build(self) -> Result<Client> {
        let http = match self.http {
            Some(http) => http,
            None => exchange::http_client(
                &user_agent(self.product_name.as_deref())?,
                proxy(self.proxy)?,
            )?,
        };
        let gateway = match self.gateway {
            Some(gateway) => gateway,
            None => SiteUrl::parse("https://api.atlassian.com")?,
        };
        Ok(Client {
            shared: Arc::new(Shared {
                http,
                credential: self.credential,
                router: Router::new(self.site, gateway),
                limiter: Arc::new(Limiter::new(self.concurrency)),
                retry: self.retry,
                clock: self.clock,
                timeout: self.timeout,
                deadline: self.deadline,
                max_body: self.max_body,
                drift: self.drift,
            }),
            product: Product::Jira,
        })
    }
}

fn user_agent(product: Option<&str>) -> Result<String> {
    let ours = concat!("atlassian-core/", env!("CARGO_PKG_VERSION"));
    let Some(product) = product else {
        return Ok(ours.to_owned());
    };
    if product.starts_with("Mozilla") {
        return Err(Error::new(
            ErrorKind::Configuration,
            "a product name must not begin with `Mozilla`: Atlassian refuses writes that look like a browser's",
        ));
    }
    Ok(format!("{product} {ours}"))
}

fn proxy(address: Option<SecretString>) -> Result<Option<reqwest::Proxy>> {
    let Some(address) = address else {
        return Ok(None);
    };
    reqwest::Proxy::all(address.expose_secret())
        .map(Some)
        .map_err(|_| {
            // The address can hold a password, so it is not repeated.
            Error::new(
                ErrorKind::Configuration,
                "the proxy's address is not one; it looks like http://proxy.example.com:3128",
            )
        })
}
