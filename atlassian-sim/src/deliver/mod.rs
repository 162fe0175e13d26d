//! Telling those who registered of what happened: at least once, in no order, and again after a
//! while when they do not take it.

mod payload;
mod send;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use crate::state::jira::webhook::Failed;
use crate::world::World;
use send::Outcome;

/// Minutes until the next try: five of them, each later than the one before.
const BACKOFF: [i64; 5] = [1, 5, 10, 20, 40];
/// How long to sleep when nothing waits.
const LONG: Duration = Duration::from_secs(3_600);

/// A message on its way to one address.
#[derive(Debug, Clone)]
struct Message {
    /// The same for every try.
    id: String,
    url: String,
    body: String,
    secret: Option<String>,
    tries: usize,
    /// When to try next.
    due: i64,
}

/// What is on its way.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    /// There may be something to do.
    pub(crate) work: Notify,
    /// Nothing was left to do for the moment.
    idle: Notify,
    waiting: Mutex<Vec<Message>>,
    on_the_way: AtomicUsize,
}

impl Outbox {
    fn waiting(&self) -> MutexGuard<'_, Vec<Message>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets what waits for its next try.
    pub(crate) fn clear(&self) {
        self.waiting().clear();
    }
}

/// Delivers for as long as the simulator runs.
pub(crate) async fn run(world: Arc<World>) {
    let outbox = &world.outbox;
    loop {
        for message in collect(&world) {
            tokio::spawn(attempt(Arc::clone(&world), message));
        }
        outbox.idle.notify_waiters();
        let now = world.now();
        let next = outbox.waiting().iter().map(|message| message.due).min();
        let pause = next.map_or(LONG, |due| {
            Duration::from_millis(u64::try_from(due - now).unwrap_or(0).max(1))
        });
        // Whichever is first.
        let _ = tokio::time::timeout(pause.min(LONG), outbox.work.notified()).await;
    }
}

/// What is to be sent now.
fn collect(world: &World) -> Vec<Message> {
    let now = world.now();
    let mut waiting = world.outbox.waiting();
    let (mut ready, later): (Vec<_>, Vec<_>) = waiting.drain(..).partition(|m| m.due <= now);
    *waiting = later;
    // What is taken out of one place must be counted in the other before anybody looks.
    world
        .outbox
        .on_the_way
        .fetch_add(ready.len(), Ordering::SeqCst);
    drop(waiting);
    if !world.read().jira.events.is_empty() {
        let mut state = world.write();
        let events = std::mem::take(&mut state.jira.events);
        let mut messages = Vec::new();
        for event in &events {
            payload::messages(world, &state, event, &mut messages);
        }
        for (url, body, secret) in messages {
            let id = state.rng.uuid();
            ready.push(Message {
                id,
                url,
                body,
                secret,
                tries: 0,
                due: now,
            });
            world.outbox.on_the_way.fetch_add(1, Ordering::SeqCst);
        }
    }
    ready
}

async fn attempt(world: Arc<World>, mut message: Message) {
    let outcome = send::post(&message).await;
    let now = world.now();
    if matches!(outcome, Outcome::Again) {
        if let Some(minutes) = BACKOFF.get(message.tries) {
            message.tries += 1;
            message.due = now + minutes * 60_000;
            world.outbox.waiting().push(message);
        } else {
            world.write().jira.webhooks.failed.push(Failed {
                id: message.id,
                url: message.url,
                body: message.body,
                at: now,
            });
        }
    }
    world.outbox.on_the_way.fetch_sub(1, Ordering::SeqCst);
    world.outbox.idle.notify_waiters();
    world.outbox.work.notify_one();
}

/// Waits until everything that is due was tried.
pub(crate) async fn idle(world: &World) {
    loop {
        let changed = world.outbox.idle.notified();
        let mut changed = std::pin::pin!(changed);
        changed.as_mut().enable();
        let now = world.now();
        let due = world.outbox.waiting().iter().any(|m| m.due <= now);
        let busy = due
            || !world.read().jira.events.is_empty()
            || world.outbox.on_the_way.load(Ordering::SeqCst) > 0;
        if !busy {
            return;
        }
        world.outbox.work.notify_one();
        changed.await;
    }
}
