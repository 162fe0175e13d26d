//! Asking and stopping a simulated Atlassian.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use tokio::sync::oneshot;

use crate::builder::SimBuilder;
use crate::deliver;
use crate::faults::Fault;
use crate::limits::{Gate, LimitLevel, Limits};
use crate::log::Recorded;
use crate::persist;
use crate::state::{
    ADMIN, Feature, MEMBER, OUTSIDER, SERVICE, Secrets, SimApiToken, SimGroup, SimRole, SimSetting,
    SimUser,
};
use crate::time;
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

/// The simulator's thread, which ends with this value.
#[derive(Debug)]
pub(crate) struct Running {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    pub(crate) fn new(stop: oneshot::Sender<()>, thread: JoinHandle<()>) -> Self {
        Self {
            stop: Some(stop),
            thread: Some(thread),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A running Atlassian in memory. It stops when it is dropped.
pub struct Sim {
    world: Arc<World>,
    _running: Running,
}

impl std::fmt::Debug for Sim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sim")
            .field("url", &self.world.site_url)
            .field("gateway_url", &self.world.gateway_url)
            .finish_non_exhaustive()
    }
}

impl Sim {
    pub(crate) fn new(world: Arc<World>, running: Running) -> Self {
        Self {
            world,
            _running: running,
        }
    }

    #[cfg(test)]
    pub(crate) fn world(&self) -> &Arc<World> {
        &self.world
    }
}

/// Where it is and who may use it.
impl Sim {
    /// A site with 50 accounts, unless told otherwise.
    #[must_use]
    pub fn builder() -> SimBuilder {
        SimBuilder::new()
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

    fn account(&self, at: u32, token: impl Fn(&Secrets) -> &String) -> Account {
        let state = self.world.read();
        let user = state.users.get(at);
        Account {
            account_id: user.id.to_string(),
            email: user.email.to_string(),
            token: token(&state.secrets).clone(),
        }
    }

    /// Administers Jira, the site and the organization; a classic token, for the site's address.
    #[must_use]
    pub fn admin(&self) -> Account {
        self.account(ADMIN, |secrets| &secrets.admin)
    }

    /// Uses Jira and Confluence and may browse users and groups, but administers nothing.
    #[must_use]
    pub fn member(&self) -> Account {
        self.account(MEMBER, |secrets| &secrets.member)
    }

    /// Uses Jira, but may not browse users and groups, and has no Confluence.
    #[must_use]
    pub fn outsider(&self) -> Account {
        self.account(OUTSIDER, |secrets| &secrets.outsider)
    }

    /// The administrator with a token that has scopes: it works on the gateway, and is refused
    /// with 401 on the site.
    #[must_use]
    pub fn scoped_admin(&self) -> Account {
        self.account(ADMIN, |secrets| &secrets.scoped_admin)
    }

    /// The administrator with a token that has the scope `read:jira-user` and no other: the
    /// gateway answers everything else with "scope does not match".
    #[must_use]
    pub fn scoped_reader(&self) -> Account {
        self.account(ADMIN, |secrets| &secrets.scoped_reader)
    }

    /// A service account, which administers Jira: gateway only.
    #[must_use]
    pub fn service_account(&self) -> Account {
        self.account(SERVICE, |secrets| &secrets.service)
    }

    /// The administrator with a token that has expired: the site takes its owner for nobody, and
    /// says so only in `X-Seraph-LoginReason` where nobody is allowed to call.
    #[must_use]
    pub fn expired_token(&self) -> Account {
        self.account(ADMIN, |secrets| &secrets.expired)
    }

    /// An organization API key with every scope there is. Changing users, groups and roles takes a
    /// key without scopes ([`org_key_without_scopes`](Self::org_key_without_scopes)).
    #[must_use]
    pub fn org_key(&self) -> String {
        self.world.read().secrets.org_key.clone()
    }

    /// An organization API key without the scopes for tokens and keys.
    #[must_use]
    pub fn org_key_without_scopes_for_tokens(&self) -> String {
        self.world.read().secrets.org_key_without_tokens.clone()
    }

    /// An organization API key without scopes, which may do everything, and is the only kind that
    /// manages accounts; it lives for a week.
    #[must_use]
    pub fn org_key_without_scopes(&self) -> String {
        let state = self.world.read();
        let mut keys = state.tokens.org_keys.iter();
        keys.find(|key| key.scopes.is_empty())
            .map_or_else(String::new, |key| key.secret.clone())
    }

    /// The key of the directory that an identity provider keeps in step
    /// ([`scim_directory_id`](Self::scim_directory_id)).
    #[must_use]
    pub fn scim_key(&self) -> String {
        self.world.read().org.scim.key.clone()
    }

    /// The id of the directory that an identity provider keeps in step.
    #[must_use]
    pub fn scim_directory_id(&self) -> String {
        self.world.read().org.scim.directory_id.clone()
    }

    /// An OAuth client: client credentials act as the service account, the refresh token as the
    /// administrator.
    #[must_use]
    pub fn oauth_app(&self) -> OauthClient {
        let state = self.world.read();
        OauthClient {
            client_id: state.tokens.oauth.client_id.clone(),
            client_secret: state.tokens.oauth.client_secret.clone(),
            refresh_token: state.secrets.refresh.clone(),
        }
    }

    /// Ends the life of every OAuth access token issued so far, as an hour of waiting would.
    pub fn expire_access_tokens(&self) {
        self.world.write().tokens.oauth.access.clear();
    }
}

/// What a program needs to find it.
impl Sim {
    /// The addresses and the administrators' credentials by the names of environment variables:
    /// `JIRA_BASE_URL`, `JIRA_EMAIL`, `JIRA_API_TOKEN`, `ATLASSIAN_ORG_ID`,
    /// `ATLASSIAN_ADMIN_API_KEY`, `ATLASSIAN_API_URL`.
    #[must_use]
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        self.world.exports().into()
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

/// Its state, kept and brought back.
impl Sim {
    /// Saves the whole state to a file, for [`SimBuilder::load_state`] and [`Sim::load`]. The file
    /// takes its place when it is whole, and only its owner may read it: it holds tokens.
    ///
    /// Limits used up, faults that wait and the requests so far are no part of it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> io::Result<()> {
        persist::save(&self.world, path.as_ref())
    }

    /// Puts the state of this site back to what [`Sim::save`] wrote.
    ///
    /// # Errors
    /// When the file cannot be read, is damaged, of another version or of another site.
    pub fn load(&self, path: impl AsRef<Path>) -> io::Result<()> {
        self.world.restore(persist::load(path.as_ref())?)
    }

    /// Puts everything back to what was generated and loaded: state, clock, limits, and the faults that were
    /// there from the start. The requests so far are forgotten.
    pub fn reset(&self) {
        self.world.reset();
    }
}

/// What time it is there.
impl Sim {
    /// The time on the services' clock.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        time::system(self.world.now())
    }

    /// Turns the services' clock on: of a clock that stands still
    /// ([`SimBuilder::manual_clock`]) as of one that shows real time. Access tokens and keys
    /// expire and limits recover as if the time had passed.
    pub fn advance(&self, by: Duration) {
        self.world.advance(by);
    }

    /// Sets the services' clock wrong by so many seconds: ahead, or behind when negative. Their
    /// `Date` header and their stamps follow it.
    pub fn set_clock_skew(&self, seconds: i64) {
        self.world
            .manner
            .clock
            .set_skew(seconds.saturating_mul(1_000));
    }
}

/// A message to a webhook that was given up after the last try.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FailedWebhook {
    /// What `X-Atlassian-Webhook-Identifier` said.
    pub id: String,
    /// Where it should have gone.
    pub url: String,
    /// What it said.
    pub body: String,
    /// When it was given up, by the clock of the services.
    pub at: SystemTime,
}

/// Webhooks on their way.
impl Sim {
    /// Waits until every webhook that is due was taken or tried. One that was not taken is tried
    /// again 1, 6, 16, 36 and 76 minutes later by the clock of the services, which
    /// [`advance`](Self::advance) turns.
    pub async fn webhooks_idle(&self) {
        deliver::idle(&self.world).await;
    }

    /// The webhooks that were given up in the last three days, the oldest first.
    #[must_use]
    pub fn failed_webhooks(&self) -> Vec<FailedWebhook> {
        let now = self.world.now();
        let mut state = self.world.write();
        state.jira.webhooks.tidy(now);
        let failed = state.jira.webhooks.failed.iter();
        failed
            .map(|failed| FailedWebhook {
                id: failed.id.clone(),
                url: failed.url.clone(),
                body: failed.body.clone(),
                at: time::system(failed.at),
            })
            .collect()
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

    /// Switches something on or off for everybody, as administrators do in the settings.
    pub fn set_feature(&self, feature: Feature, on: bool) {
        self.world.write().jira.site.switch(feature, on);
    }

    /// Lets something go wrong. Of several faults that fit a call, the one injected first strikes.
    pub fn inject(&self, fault: Fault) {
        self.world.faults().add(fault);
    }

    /// How late the search index learns of what is changed from now on: until then, searches show
    /// issues as they were, and reading an issue shows it as it is.
    pub fn set_index_lag(&self, time: Duration) {
        self.world.write().jira.issues.set_lag(time::ms(time));
    }

    /// Limits what callers may ask, from now on and with nothing used up yet.
    pub fn set_limits(&self, limits: Limits) {
        let gate = Gate::new(limits, self.world.now());
        *self.world.limits() = Some(gate);
    }

    /// Lifts every limit.
    pub fn clear_limits(&self) {
        *self.world.limits() = None;
    }

    /// How much is left of each limit that has been used since it was set.
    #[must_use]
    pub fn limit_report(&self) -> Vec<LimitLevel> {
        self.world.limit_levels()
    }

    /// Takes back every fault.
    pub fn clear_faults(&self) {
        self.world.faults().clear();
    }
}
