//! Following the audit log, through restarts.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::time::Duration;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Cursor, Error, OddElement, Result};

use super::{Event, EventId, Events};
use crate::OrgId;

/// How long to wait at the end of the log, unless the caller says otherwise.
const INTERVAL: Duration = Duration::from_secs(60);

/// How far an audit log was read: a plain value to store, and to go on from in another process.
///
/// It holds the service's own position, and the ids of the events that were handed out since: a few thousand
/// characters at most.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventCursor {
    /// The page that is read; none is the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    page: Option<Cursor>,
    /// Where the first page begins, in milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<i64>,
    /// The events of that page that were handed out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    handed_out: Vec<EventId>,
}

impl EventCursor {
    /// Everything that the service still has.
    #[must_use]
    pub fn beginning() -> Self {
        Self::default()
    }

    /// What happened at this moment or later, in milliseconds since 1970.
    #[must_use]
    pub fn since_millis(from: i64) -> Self {
        Self {
            from: Some(from),
            ..Self::default()
        }
    }
}

impl Events {
    /// Every event after a position, in the order in which the service processed them, and then those to come.
    ///
    /// ```no_run
    /// # async fn example(admin: atlassian_admin::Admin) -> Result<(), Box<dyn std::error::Error>> {
    /// # fn work_on(_: &atlassian_admin::events::Event) {}
    /// use atlassian_admin::events::EventCursor;
    ///
    /// let cursor: EventCursor = match std::fs::read("cursor.json") {
    ///     Ok(stored) => serde_json::from_slice(&stored)?,
    ///     Err(error) if error.kind() == std::io::ErrorKind::NotFound => EventCursor::beginning(),
    ///     Err(error) => return Err(error.into()),
    /// };
    /// let mut follower = admin.events().follow("the-organization-id", cursor);
    /// loop {
    ///     work_on(&follower.next().await?);
    ///     // At one stroke: a program that ends in between leaves the cursor before it.
    ///     std::fs::write("cursor.json.new", serde_json::to_vec(follower.cursor())?)?;
    ///     std::fs::rename("cursor.json.new", "cursor.json")?;
    /// }
    /// # }
    /// ```
    pub fn follow(&self, org_id: impl Into<OrgId>, since: EventCursor) -> EventFollower {
        EventFollower {
            events: self.clone(),
            org_id: org_id.into(),
            cursor: since,
            interval: INTERVAL,
            page_size: None,
            page: VecDeque::new(),
            met: HashSet::new(),
            next: None,
        }
    }
}

/// A reader of the audit log that never ends; made by [`Events::follow`].
///
/// # What is promised
///
/// - Each event is handed out once, in the order of its processing.
/// - [`cursor`](Self::cursor) covers what has been handed out and nothing else, at any moment: who stores it after the
///   work on an event, and goes on from what was stored, misses none. What was handed out after the cursor was stored
///   comes again.
/// - After an error the next call goes on where it was; a future that is dropped loses nothing.
///
/// # What is not
///
/// - An event whose cursor lies before what the service still keeps is gone. The service may refuse such a cursor.
#[must_use = "a follower reads nothing until it is asked for the next event"]
pub struct EventFollower {
    events: Events,
    org_id: OrgId,
    cursor: EventCursor,
    interval: Duration,
    page_size: Option<u32>,
    /// What is left of the page.
    page: VecDeque<Result<Event, OddElement>>,
    /// The events of the page up to here.
    met: HashSet<EventId>,
    /// The page after it; none before it was read.
    next: Option<Cursor>,
}

impl EventFollower {
    /// How long to wait when there is nothing new; a minute unless set.
    pub fn with_interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// How many events to ask for at a time; 200 unless set.
    pub fn with_page_size(mut self, size: u32) -> Self {
        self.page_size = Some(size);
        self
    }

    /// How far the log was read.
    #[must_use]
    pub fn cursor(&self) -> &EventCursor {
        &self.cursor
    }

    /// The next event, waited for if there is none yet.
    ///
    /// # Errors
    /// Those of [`Events::stream`]. An event that does not fit its model is an error of its own
    /// ([`is_odd_element`](Error::is_odd_element)) and counts as handed out.
    pub async fn next(&mut self) -> Result<Event> {
        loop {
            if let Some(event) = self.next_now().await? {
                return Ok(event);
            }
            let clock = self.events.client.clock();
            clock.sleep(self.interval).await;
        }
    }

    /// The next event, or `None` if there is none yet.
    ///
    /// # Errors
    /// As [`next`](Self::next).
    pub async fn next_now(&mut self) -> Result<Option<Event>> {
        let mut fetched = false;
        loop {
            while let Some(event) = self.page.pop_front() {
                if self.hand_out(&event) {
                    return event.map(Some).map_err(Error::from);
                }
            }
            if let Some(next) = self.next.take() {
                self.cursor.page = Some(next);
                // What was not met stands on a later page: the pages were larger when it was handed out.
                let met = std::mem::take(&mut self.met);
                self.cursor.handed_out.retain(|id| !met.contains(id));
            } else if fetched {
                // A page that leads nowhere is all there is, until it is asked for again.
                return Ok(None);
            }
            fetched = true;
            if !self.fetch().await? {
                return Ok(None);
            }
        }
    }

    /// Notes an event as handed out; false if it was before.
    fn hand_out(&mut self, event: &Result<Event, OddElement>) -> bool {
        #[derive(Deserialize)]
        struct Named {
            id: EventId,
        }
        let id = match event {
            Ok(event) => event.id.clone(),
            Err(odd) => match serde_json::from_str::<Named>(odd.raw()) {
                Ok(named) => named.id,
                // Nothing could tell it from another one: it is handed out whenever its page is read.
                Err(_) => return true,
            },
        };
        let new = !self.cursor.handed_out.contains(&id);
        if new {
            self.cursor.handed_out.push(id.clone());
        }
        self.met.insert(id);
        new
    }

    /// Reads the page at the cursor; false if it is empty.
    async fn fetch(&mut self) -> Result<bool> {
        let mut call = self.events.stream(&self.org_id);
        if let Some(from) = self.cursor.from {
            call = call.from(from);
        }
        if let Some(size) = self.page_size {
            call = call.page_size(size);
        }
        let mut pages = call.pages();
        if let Some(page) = &self.cursor.page {
            pages = pages.with_cursor(page.clone());
        }
        let page = pages.first().await?;
        // A page that names itself leads nowhere.
        self.next = page
            .next
            .filter(|next| Some(next) != self.cursor.page.as_ref());
        self.page = page.items.into_iter().collect();
        self.met.clear();
        Ok(!self.page.is_empty())
    }
}

impl fmt::Debug for EventFollower {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventFollower")
            .field("org_id", &self.org_id)
            .field("cursor", &self.cursor)
            .finish_non_exhaustive()
    }
}
