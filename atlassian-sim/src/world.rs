//! What all connections share.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use crate::clock::Clock;
use crate::faults::Faults;
use crate::jira::found::Searches;
use crate::limits::Gate;
use crate::log::Log;
use crate::state::State;
use crate::state::rng::Rng;

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

#[derive(Debug)]
pub(crate) struct World {
    pub(crate) site_url: String,
    pub(crate) gateway_url: String,
    pub(crate) cloud_id: String,
    pub(crate) org_id: String,
    pub(crate) manner: Manner,
    state: RwLock<State>,
    faults: Mutex<Faults>,
    limits: Mutex<Option<Gate>>,
    log: Mutex<Log>,
    counter: AtomicU64,
    /// How often the state was taken to be changed.
    changes: AtomicU64,
    searches: Mutex<Searches>,
}

impl World {
    pub(crate) fn new(
        (site_url, gateway_url): (String, String),
        (cloud_id, org_id): (String, String),
        state: State,
        manner: Manner,
    ) -> Self {
        Self {
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
            manner,
        }
    }

    pub(crate) fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.changes.fetch_add(1, Ordering::Relaxed);
        self.state.write().unwrap_or_else(PoisonError::into_inner)
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

    /// The number of this request.
    pub(crate) fn tick(&self) -> u64 {
        self.counter.fetch_add(1, Ordering::Relaxed)
    }
}
