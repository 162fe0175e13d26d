//! What all connections share.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use crate::clock::Clock;
use crate::deliver::Outbox;
use crate::faults::{Fault, Faults};
use crate::jira::found::Searches;
use crate::limits::{Gate, LimitLevel, Limits};
use crate::load::{self, LoadError, Source};
use crate::log::Log;
use crate::persist;
use crate::state::rng::Rng;
use crate::state::{self, Recipe, State};
use crate::time;

/// How the services answer, apart from what they know.
#[derive(Debug)]
pub(crate) struct Manner {
    pub(crate) seed: u64,
    pub(crate) clock: Clock,
    pub(crate) latency: Duration,
    /// How much longer than that an answer may take.
    pub(crate) jitter: Duration,
    /// Whether the log keeps bodies.
    pub(crate) record_bodies: bool,
    /// The most bytes that an attached file may have.
    pub(crate) upload_limit: usize,
}

impl Manner {
    /// How long this request is held back.
    pub(crate) fn latency_of(&self, number: u64) -> Duration {
        let most = usize::try_from(self.jitter.as_millis()).unwrap_or(usize::MAX);
        let longer = Rng::new(self.seed ^ 0x1a7e_0c70 ^ number).below(most.saturating_add(1));
        let longer = u64::try_from(longer).unwrap_or(0);
        self.latency.saturating_add(Duration::from_millis(longer))
    }
}

/// What a site began with.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    pub(crate) recipe: Recipe,
    /// What was loaded on top of that.
    pub(crate) loaded: Vec<Source>,
    pub(crate) clock_skew: i64,
    pub(crate) index_lag: Duration,
    pub(crate) limits: Option<Limits>,
    pub(crate) faults: Vec<Fault>,
}

impl Start {
    /// The site as it began, with credentials that are good now.
    pub(crate) fn make(
        recipe: &Recipe,
        loaded: &[Source],
        now: i64,
    ) -> Result<state::Site, LoadError> {
        let mut site = recipe.make(now);
        load::load(loaded, &mut site.state, recipe.seed)?;
        Ok(site)
    }
}

#[derive(Debug)]
pub(crate) struct World {
    pub(crate) site_url: String,
    pub(crate) gateway_url: String,
    pub(crate) cloud_id: String,
    pub(crate) org_id: String,
    pub(crate) manner: Manner,
    pub(crate) start: Start,
    state: RwLock<State>,
    faults: Mutex<Faults>,
    limits: Mutex<Option<Gate>>,
    log: Mutex<Log>,
    counter: AtomicU64,
    /// How often the state was taken to be changed.
    changes: AtomicU64,
    searches: Mutex<Searches>,
    /// Messages to those who registered webhooks.
    pub(crate) outbox: Outbox,
}

impl World {
    pub(crate) fn new(
        (site_url, gateway_url): (String, String),
        (cloud_id, org_id): (String, String),
        state: State,
        manner: Manner,
        start: Start,
    ) -> Self {
        let world = Self {
            site_url,
            gateway_url,
            cloud_id,
            org_id,
            state: RwLock::new(state),
            faults: Mutex::new(Faults::new(manner.seed)),
            limits: Mutex::default(),
            log: Mutex::default(),
            counter: AtomicU64::new(1),
            changes: AtomicU64::new(0),
            searches: Mutex::default(),
            outbox: Outbox::default(),
            manner,
            start,
        };
        world.begin();
        world
    }

    /// Whatever is set at the start and not part of the state.
    fn begin(&self) {
        let skew = self.start.clock_skew.saturating_mul(1_000);
        self.manner.clock.set_skew(skew);
        let lag = time::ms(self.start.index_lag);
        self.write().jira.issues.set_lag(lag);
        let limits = self.start.limits.clone();
        *self.limits() = limits.map(|limits| Gate::new(limits, self.now()));
        let mut faults = Faults::new(self.manner.seed);
        for fault in &self.start.faults {
            faults.add(fault.clone());
        }
        *self.faults() = faults;
    }

    /// Puts everything back to what it was when the site was made.
    pub(crate) fn reset(&self) {
        self.manner.clock.set_turned(0);
        // What could be made at the start can be made again: it follows from the same texts.
        if let Ok(site) = Start::make(&self.start.recipe, &self.start.loaded, self.now()) {
            self.replace(site.state);
        }
        self.begin();
        self.log().clear();
    }

    /// Takes in a saved state of this site.
    pub(crate) fn restore(&self, (site, state): (persist::Site, State)) -> io::Result<()> {
        if (&site.cloud_id, &site.org_id) != (&self.cloud_id, &self.org_id) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "this is the state of another site; start a new simulator with it instead",
            ));
        }
        self.manner.clock.set_turned(site.turned);
        self.replace(state);
        self.write()
            .jira
            .issues
            .set_lag(time::ms(self.start.index_lag));
        Ok(())
    }

    fn replace(&self, state: State) {
        let before = std::mem::replace(&mut *self.write(), state);
        *self.searches() = Searches::default();
        self.outbox.clear();
        drop(before);
    }

    pub(crate) fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, State> {
        let state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        self.changes.fetch_add(1, Ordering::Relaxed);
        state
    }

    /// How often the state was taken to be changed. While a reader holds the state, this stays true
    /// of what it sees.
    pub(crate) fn changes(&self) -> u64 {
        self.changes.load(Ordering::Relaxed)
    }

    /// What recent searches found. Lock it after the state, never before.
    pub(crate) fn searches(&self) -> MutexGuard<'_, Searches> {
        self.searches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The limits, if there are any. Lock them after the state, never before.
    pub(crate) fn limits(&self) -> MutexGuard<'_, Option<Gate>> {
        self.limits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How full each limit is that has been used.
    pub(crate) fn limit_levels(&self) -> Vec<LimitLevel> {
        let users = self.read().counted_last;
        let now = self.now();
        let mut limits = self.limits();
        let levels = limits.as_mut().map(|gate| gate.report(users, now));
        levels.unwrap_or_default()
    }

    /// The addresses and the credentials, by the names that environments give them.
    pub(crate) fn exports(&self) -> [(&'static str, String); 6] {
        let state = self.read();
        let email = state.users.get(state::ADMIN).email.to_string();
        [
            ("JIRA_BASE_URL", self.site_url.clone()),
            ("JIRA_EMAIL", email),
            ("JIRA_API_TOKEN", state.secrets.admin.clone()),
            ("ATLASSIAN_ORG_ID", self.org_id.clone()),
            ("ATLASSIAN_ADMIN_API_KEY", state.secrets.org_key.clone()),
            ("ATLASSIAN_API_URL", self.gateway_url.clone()),
        ]
    }

    pub(crate) fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Milliseconds since 1970, as the simulated services see them.
    pub(crate) fn now(&self) -> i64 {
        self.manner.clock.now()
    }

    /// Does what is due by the clock, before anybody looks.
    pub(crate) fn settle(&self) {
        let now = self.now();
        if self.read().org.has_closings(now) {
            self.write().close_due(now);
        }
    }

    /// Turns the clock on, and wakes what waits for it.
    pub(crate) fn advance(&self, by: Duration) {
        self.manner.clock.advance(by);
        self.outbox.work.notify_one();
    }

    /// The number of this request.
    pub(crate) fn tick(&self) -> u64 {
        self.counter.fetch_add(1, Ordering::Relaxed)
    }
}
