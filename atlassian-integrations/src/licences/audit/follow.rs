//! Following the audit logs: each new record once.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use atlassian_core::{Error, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Audit, AuditRecord, Origin};
use crate::source::is_not_granted;

/// How late a record may come, after others of a later time.
const OVERLAP: Duration = Duration::from_secs(10 * 60);
/// How long to wait between two looks.
const INTERVAL: Duration = Duration::from_secs(30);

/// How far following has come: a value to store, and to go on from later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPosition {
    #[serde(default)]
    jira: Mark,
    #[serde(default)]
    confluence: Mark,
}

/// How far one log was followed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    /// The latest time of a record that was handed out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    latest: Option<i64>,
    /// The records handed out of the time in which late ones may still come, each with its time.
    #[serde(default)]
    seen: BTreeMap<String, i64>,
}

impl AuditPosition {
    /// Before the first record that the logs hold.
    #[must_use]
    pub fn beginning() -> Self {
        Self::default()
    }

    fn of(&self, origin: Origin) -> &Mark {
        match origin {
            Origin::Jira => &self.jira,
            Origin::Confluence => &self.confluence,
        }
    }

    fn take(&mut self, record: &AuditRecord, overlap: i64) {
        let mark = match record.origin {
            Origin::Jira => &mut self.jira,
            Origin::Confluence => &mut self.confluence,
        };
        let at = record.millis();
        let latest = mark.latest.map_or(at, |latest| latest.max(at));
        mark.latest = Some(latest);
        mark.seen.insert(record.key.clone(), at);
        mark.seen.retain(|_, at| *at >= latest - overlap);
    }
}

impl Mark {
    fn is_new(&self, record: &AuditRecord, overlap: i64) -> bool {
        let due = self
            .latest
            .is_none_or(|latest| record.millis() >= latest - overlap);
        due && !self.seen.contains_key(&record.key)
    }
}

/// Follows the audit logs. Made by [`Audit::follow`].
///
/// Each record comes once, the oldest first, also if the program is stopped in between: [`position`](Self::position) covers
/// what was handed out and nothing else, so work on a record first and store the position afterwards. A record may appear in
/// its log up to ten minutes after later ones, or what [`with_overlap`](Self::with_overlap) says, and is still found.
#[derive(Debug)]
pub struct Follow {
    audit: Audit,
    position: AuditPosition,
    overlap: i64,
    interval: Duration,
    ready: VecDeque<AuditRecord>,
    origins: Vec<Origin>,
    notes: Vec<String>,
    /// A look has been made, so the next one waits.
    looked: bool,
}

impl Audit {
    /// Follows the logs from a position on. What `from` and `to` say does not count.
    #[must_use]
    pub fn follow(&self, position: AuditPosition) -> Follow {
        Follow {
            audit: Self {
                to: None,
                ..self.clone()
            },
            position,
            overlap: millis(OVERLAP),
            interval: INTERVAL,
            ready: VecDeque::new(),
            origins: Origin::ALL.to_vec(),
            notes: Vec::new(),
            looked: false,
        }
    }

    /// The position of this moment: what is in the logs already is not handed out.
    ///
    /// # Errors
    /// As for [`read`](Self::read).
    pub async fn position(&self) -> Result<AuditPosition, Error> {
        let mut position = AuditPosition::default();
        let overlap = millis(OVERLAP);
        let mut refused = None;
        let mut read = 0;
        for origin in Origin::ALL {
            let latest = std::cell::Cell::new(None);
            let recent = |record: &AuditRecord| {
                let at = record.millis();
                let first = latest.get().unwrap_or(at);
                latest.set(Some(first));
                at >= first - overlap
            };
            let all = Self {
                to: None,
                ..self.clone()
            };
            match all.listed(origin, None, recent).await {
                Ok((records, _)) => {
                    read += 1;
                    for record in &records {
                        position.take(record, overlap);
                    }
                }
                Err(error) if is_not_granted(&error) || error.is_not_found() => {
                    refused = Some(error);
                }
                Err(error) => return Err(error),
            }
        }
        match refused {
            Some(error) if read == 0 => Err(error),
            _ => Ok(position),
        }
    }
}

impl Follow {
    /// How long to wait between two looks; 30 seconds unless set.
    #[must_use]
    pub fn with_interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// How late a record may come; 10 minutes unless set. Keep it the same from run to run.
    #[must_use]
    pub fn with_overlap(mut self, overlap: Duration) -> Self {
        self.overlap = millis(overlap);
        self
    }

    /// How far it has come.
    #[must_use]
    pub fn position(&self) -> &AuditPosition {
        &self.position
    }

    /// What could not be read so far: a log that the account may not see, records that are not understood.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The next record, waited for as long as it takes.
    ///
    /// # Errors
    /// Those of the requests, and what neither log may be read for. The call after an error waits and looks again.
    pub async fn next(&mut self) -> Result<AuditRecord, Error> {
        loop {
            if let Some(record) = self.hand_out() {
                return Ok(record);
            }
            if self.looked {
                self.audit
                    .source
                    .client()
                    .clock()
                    .sleep(self.interval)
                    .await;
            }
            self.look().await?;
        }
    }

    /// What is new at this moment, without waiting for more.
    ///
    /// # Errors
    /// As for [`next`](Self::next). What was found before it comes with the next call.
    pub async fn poll(&mut self) -> Result<Vec<AuditRecord>, Error> {
        if self.ready.is_empty() {
            self.look().await?;
        }
        let mut records = Vec::with_capacity(self.ready.len());
        while let Some(record) = self.hand_out() {
            records.push(record);
        }
        Ok(records)
    }

    fn hand_out(&mut self) -> Option<AuditRecord> {
        let record = self.ready.pop_front()?;
        self.position.take(&record, self.overlap);
        Some(record)
    }

    async fn look(&mut self) -> Result<(), Error> {
        self.looked = true;
        let mut found = Vec::new();
        for origin in self.origins.clone() {
            let mark = self.position.of(origin);
            let from = mark
                .latest
                .map(|latest| Timestamp::from_epoch_millis(latest - self.overlap));
            match self.audit.listed(origin, from.as_ref(), |_| true).await {
                Ok((records, odd)) => {
                    let mark = self.position.of(origin);
                    found.extend(
                        records
                            .into_iter()
                            .filter(|record| mark.is_new(record, self.overlap)),
                    );
                    self.note(odd);
                }
                Err(error) if is_not_granted(&error) || error.is_not_found() => {
                    if self.origins.len() == 1 {
                        return Err(error);
                    }
                    self.origins.retain(|one| *one != origin);
                    self.note(Some(format!("the log of {}: {error}", origin.name())));
                }
                Err(error) => return Err(error),
            }
        }
        found.sort_by_key(AuditRecord::order);
        self.ready = found.into();
        Ok(())
    }

    /// The same look after look is said once.
    fn note(&mut self, note: Option<String>) {
        self.notes
            .extend(note.filter(|note| !self.notes.contains(note)));
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
