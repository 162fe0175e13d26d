//! Starting, asking and stopping a simulated Atlassian.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::faults::Fault;
use crate::log::Recorded;
use crate::routes::Door;
use crate::server;
use crate::state::{
    ADMIN, MEMBER, OUTSIDER, SERVICE, Secrets, SimApiToken, SimGroup, SimRole, SimSetting, SimUser,
    generate,
};
use crate::world::World;

/// An account and a token of it.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Account {
    /// The account id.
    pub account_id: String,
    /// The e-mail address, the user name of the credential.
    pub email: String,
    /// The token, its password.
    pub token: String,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account")
            .field("account_id", &self.account_id)
            .field("email", &self.email)
            .finish_non_exhaustive()
    }
}

/// What an OAuth client needs to get access tokens at the gateway's `/oauth/token`.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OauthClient {
    /// The client id.
    pub client_id: String,
    /// The client secret.
    pub client_secret: String,
    /// The first refresh token; it works once, and each answer brings the next.
    pub refresh_token: String,
}

impl std::fmt::Debug for OauthClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OauthClient")
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// How large a simulated site is and where it listens; made by [`Sim::builder`].
#[derive(Debug, Clone)]
pub struct SimBuilder {
    users: usize,
    groups: Option<usize>,
    seed: u64,
    latency: Duration,
    port: u16,
    gateway_port: u16,
}

impl SimBuilder {
    /// How many accounts the site has in all, hidden ones included; 50 by default, at least 8.
    #[must_use]
    pub fn users(mut self, count: usize) -> Self {
        self.users = count;
        self
    }

    /// How many groups the site has, at least 8. By default one for each 40 accounts, between 12
    /// and 500.
    #[must_use]
    pub fn groups(mut self, count: usize) -> Self {
        self.groups = Some(count);
        self
    }

    /// The seed: the same seed, users and groups always give the same site. 0 by default.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// How long every answer is held back; not at all by default.
    #[must_use]
    pub fn latency(mut self, time: Duration) -> Self {
        self.latency = time;
        self
    }

    /// The port of the site; 0, the default, takes any free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The port of the gateway; 0, the default, takes any free one.
    #[must_use]
    pub fn gateway_port(mut self, port: u16) -> Self {
        self.gateway_port = port;
        self
    }

    /// Starts the simulator and returns when it listens.
    ///
    /// It runs on a thread and a runtime of its own: neither a busy nor a paused runtime of the
    /// caller changes how it behaves.
    ///
    /// # Errors
    /// When a port is taken, or the operating system refuses a socket or a thread.
    pub async fn start(self) -> io::Result<Sim> {
        let bind = |port| -> io::Result<(TcpListener, String)> {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
                io::Error::new(
                    error.kind(),
                    format!("cannot listen on port {port}: {error}"),
                )
            })?;
            listener.set_nonblocking(true)?;
            let url = format!("http://{}", listener.local_addr()?);
            Ok((listener, url))
        };
        let site = bind(self.port)?;
        let gateway = bind(self.gateway_port)?;
        let (ready, started) = oneshot::channel();
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new()
            .name("atlassian-sim".to_owned())
            .spawn(move || self.run(site, gateway, ready, stopped))?;
        let died = || io::Error::other("the simulator's thread ended before it was ready");
        let (world, secrets) = started.await.map_err(|_| died())??;
        Ok(Sim {
            world,
            secrets,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The simulator's thread.
    fn run(
        self,
        (site, site_url): (TcpListener, String),
        (gateway, gateway_url): (TcpListener, String),
        ready: oneshot::Sender<io::Result<(Arc<World>, Secrets)>>,
        stopped: oneshot::Receiver<()>,
    ) {
        let groups = self
            .groups
            .unwrap_or_else(|| (self.users / 40).clamp(12, 500));
        let made = generate(self.seed, self.users, groups);
        let ids = (made.cloud_id, made.org_id);
        let world = Arc::new(World::new(
            site_url,
            gateway_url,
            self.latency,
            ids,
            made.state,
        ));
        let runtime = match tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
        {
            Ok(runtime) => runtime,
            Err(error) => {
                let _ = ready.send(Err(error));
                return;
            }
        };
        // Dropping the runtime at the end closes every connection, also those that hang.
        runtime.block_on(async move {
            let listen = |socket: TcpListener| tokio::net::TcpListener::from_std(socket);
            let (site, gateway) = match (listen(site), listen(gateway)) {
                (Ok(site), Ok(gateway)) => (site, gateway),
                (Err(error), _) | (_, Err(error)) => {
                    let _ = ready.send(Err(error));
                    return;
                }
            };
            tokio::spawn(server::serve(site, Arc::clone(&world), Door::Site));
            tokio::spawn(server::serve(gateway, Arc::clone(&world), Door::Gateway));
            if ready.send(Ok((world, made.secrets))).is_ok() {
                let _ = stopped.await;
            }
        });
    }
}

/// A running Atlassian in memory. It stops when it is dropped.
#[derive(Debug)]
pub struct Sim {
    world: Arc<World>,
    secrets: Secrets,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Sim {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Where it is and who may use it.
impl Sim {
    /// A site with 50 accounts, unless told otherwise.
    #[must_use]
    pub fn builder() -> SimBuilder {
        SimBuilder {
            users: 50,
            groups: None,
            seed: 0,
            latency: Duration::ZERO,
            port: 0,
            gateway_port: 0,
        }
    }

    /// The address that plays `https://acme.atlassian.net`, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.world.site_url
    }

    /// The address that plays `https://api.atlassian.com` and `https://auth.atlassian.com`: another
    /// origin than the site, without a slash at the end.
    #[must_use]
    pub fn gateway_url(&self) -> &str {
        &self.world.gateway_url
    }

    /// The cloud id of the site.
    #[must_use]
    pub fn cloud_id(&self) -> &str {
        &self.world.cloud_id
    }

    /// The id of the organization.
    #[must_use]
    pub fn org_id(&self) -> &str {
        &self.world.org_id
    }

    fn account(&self, at: u32, token: &str) -> Account {
        let state = self.world.read();
        let user = state.users.get(at);
        Account {
            account_id: user.id.to_string(),
            email: user.email.to_string(),
            token: token.to_owned(),
        }
    }

    /// Administers Jira, the site and the organization; a classic token, for the site's address.
    #[must_use]
    pub fn admin(&self) -> Account {
        self.account(ADMIN, &self.secrets.admin)
    }

    /// Uses Jira and Confluence and may browse users and groups, but administers nothing.
    #[must_use]
    pub fn member(&self) -> Account {
        self.account(MEMBER, &self.secrets.member)
    }

    /// Uses Jira, but may not browse users and groups, and has no Confluence.
    #[must_use]
    pub fn outsider(&self) -> Account {
        self.account(OUTSIDER, &self.secrets.outsider)
    }

    /// The administrator with a token that has scopes: it works on the gateway, and is refused
    /// with 401 on the site.
    #[must_use]
    pub fn scoped_admin(&self) -> Account {
        self.account(ADMIN, &self.secrets.scoped_admin)
    }

    /// The administrator with a token that has the scope `read:jira-user` and no other: the
    /// gateway answers everything else with "scope does not match".
    #[must_use]
    pub fn scoped_reader(&self) -> Account {
        self.account(ADMIN, &self.secrets.scoped_reader)
    }

    /// A service account, which administers Jira: gateway only.
    #[must_use]
    pub fn service_account(&self) -> Account {
        self.account(SERVICE, &self.secrets.service)
    }

    /// The administrator with a token that has expired: the site takes its owner for nobody, and
    /// says so only in `X-Seraph-LoginReason` where nobody is allowed to call.
    #[must_use]
    pub fn expired_token(&self) -> Account {
        self.account(ADMIN, &self.secrets.expired)
    }

    /// An organization API key that may read and revoke tokens and keys.
    #[must_use]
    pub fn org_key(&self) -> String {
        self.secrets.org_key.clone()
    }

    /// An organization API key without the scopes for tokens and keys.
    #[must_use]
    pub fn org_key_without_scopes_for_tokens(&self) -> String {
        self.secrets.org_key_without_tokens.clone()
    }

    /// An OAuth client: client credentials act as the service account, the refresh token as the
    /// administrator.
    #[must_use]
    pub fn oauth_app(&self) -> OauthClient {
        let state = self.world.read();
        OauthClient {
            client_id: state.tokens.oauth.client_id.clone(),
            client_secret: state.tokens.oauth.client_secret.clone(),
            refresh_token: self.secrets.refresh.clone(),
        }
    }

    /// Ends the life of every OAuth access token issued so far, as an hour of waiting would.
    pub fn expire_access_tokens(&self) {
        self.world.write().tokens.oauth.access.clear();
    }
}

/// How things really are, for tests to compare with.
impl Sim {
    /// Every account in the directory's order, those that no answer shows included
    /// ([`SimUser::listed`]).
    #[must_use]
    pub fn users(&self) -> Vec<SimUser> {
        self.world.read().sim_users()
    }

    /// Every group, by name.
    #[must_use]
    pub fn groups(&self) -> Vec<SimGroup> {
        self.world.read().sim_groups()
    }

    /// The account ids of a group's members, inactive ones included, in the order of the API;
    /// empty for a group that does not exist.
    #[must_use]
    pub fn members(&self, group_id: &str) -> Vec<String> {
        self.world.read().sim_members(group_id)
    }

    /// Every application role.
    #[must_use]
    pub fn roles(&self) -> Vec<SimRole> {
        self.world.read().sim_roles()
    }

    /// Every application property.
    #[must_use]
    pub fn settings(&self) -> Vec<SimSetting> {
        self.world.read().sim_settings()
    }

    /// Every API token that the organization sees and nobody revoked.
    #[must_use]
    pub fn api_tokens(&self) -> Vec<SimApiToken> {
        self.world.read().sim_api_tokens()
    }
}

/// What was asked, and what shall go wrong.
impl Sim {
    /// The last 100,000 requests, in the order in which they were answered.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.world.log().all()
    }

    /// Forgets the requests so far.
    pub fn clear_requests(&self) {
        self.world.log().clear();
    }

    /// Lets something go wrong. Of several faults that fit a call, the one injected first strikes.
    pub fn inject(&self, fault: Fault) {
        self.world.faults().add(fault);
    }

    /// Takes back every fault.
    pub fn clear_faults(&self) {
        self.world.faults().clear();
    }
}
