//! What all connections share.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use crate::clock::Clock;
use crate::faults::Faults;
use crate::log::Log;
use crate::state::State;

#[derive(Debug)]
pub(crate) struct World {
    pub(crate) site_url: String,
    pub(crate) gateway_url: String,
    pub(crate) cloud_id: String,
    pub(crate) org_id: String,
    pub(crate) latency: Duration,
    pub(crate) clock: Clock,
    state: RwLock<State>,
    faults: Mutex<Faults>,
    log: Mutex<Log>,
    counter: AtomicU64,
}

impl World {
    pub(crate) fn new(
        site_url: String,
        gateway_url: String,
        latency: Duration,
        clock: Clock,
        (cloud_id, org_id): (String, String),
        state: State,
    ) -> Self {
        Self {
            site_url,
            gateway_url,
            cloud_id,
            org_id,
            latency,
            clock,
            state: RwLock::new(state),
            faults: Mutex::default(),
            log: Mutex::default(),
            counter: AtomicU64::new(1),
        }
    }

    pub(crate) fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Milliseconds since 1970, as the simulated services see them.
    pub(crate) fn now(&self) -> i64 {
        self.clock.now()
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
