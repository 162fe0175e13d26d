//! The audit logs of Jira and Confluence, as one.

mod follow;
mod record;

use atlassian_core::{Error, Items, Timestamp};
use serde::de::DeserializeOwned;

use crate::Source;
use crate::source::is_not_granted;

pub use follow::{AuditPosition, Follow};
pub use record::{AuditChange, AuditRecord, Origin};

/// What to look for in the audit logs of the site's Jira and Confluence.
///
/// ```no_run
/// use atlassian_integrations::licences::audit::Audit;
///
/// # async fn example(source: atlassian_integrations::Source) -> Result<(), atlassian_core::Error> {
/// let log = Audit::of(source).text("group").read().await?;
/// for record in &log.records {
///     println!("{} {}", record.at, record.summary);
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is read until `read` or `follow`"]
pub struct Audit {
    source: Source,
    text: Option<String>,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
}

/// What was found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AuditLog {
    /// The records, the newest first.
    pub records: Vec<AuditRecord>,
    /// What could not be read.
    pub notes: Vec<String>,
}

impl Audit {
    /// Everything in both logs.
    pub fn of(source: Source) -> Self {
        Self {
            source,
            text: None,
            from: None,
            to: None,
        }
    }

    /// Only records with this in one of their texts. Jira finds records with one of several words.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// Only records of this time or later.
    pub fn from(mut self, time: Timestamp) -> Self {
        self.from = Some(time);
        self
    }

    /// Only records of this time or earlier.
    pub fn to(mut self, time: Timestamp) -> Self {
        self.to = Some(time);
        self
    }

    /// Reads what there is.
    ///
    /// # Errors
    /// What neither log could be read for. A log that the account may not read, or that the site's plan does not have, is a
    /// note as long as the other one can be read; so is a record that is not understood.
    pub async fn read(&self) -> Result<AuditLog, Error> {
        let mut records = Vec::new();
        let mut notes = Vec::new();
        let mut refused = None;
        for origin in Origin::ALL {
            match self.listed(origin, self.from.as_ref(), |_| true).await {
                Ok((found, odd)) => {
                    records.extend(found);
                    notes.extend(odd);
                }
                Err(error) if is_not_granted(&error) || error.is_not_found() => {
                    notes.push(format!("the log of {}: {error}", origin.name()));
                    refused = Some(error);
                }
                Err(error) => return Err(error),
            }
        }
        match refused {
            Some(error) if records.is_empty() && notes.len() >= Origin::ALL.len() => Err(error),
            _ => {
                records.sort_by_key(|record| std::cmp::Reverse(record.order()));
                Ok(AuditLog { records, notes })
            }
        }
    }

    /// One log's records from a time on, the newest first, for as long as `wanted`.
    async fn listed(
        &self,
        origin: Origin,
        from: Option<&Timestamp>,
        wanted: impl Fn(&AuditRecord) -> bool,
    ) -> Result<(Vec<AuditRecord>, Option<String>), Error> {
        match origin {
            Origin::Jira => {
                let mut list = self.source.jira.audit_records().list();
                if let Some(text) = &self.text {
                    list = list.filter(text);
                }
                if let Some(from) = from {
                    list = list.from(from.clone());
                }
                if let Some(to) = &self.to {
                    list = list.to(to.clone());
                }
                collect(list.items(), AuditRecord::from, wanted).await
            }
            Origin::Confluence => {
                let mut list = self.source.confluence.audit().list();
                if let Some(text) = &self.text {
                    list = list.search_string(text);
                }
                if let Some(from) = from {
                    list = list.start_date(from);
                }
                if let Some(to) = &self.to {
                    list = list.end_date(to);
                }
                let (mut records, odd) = collect(list.items(), AuditRecord::from, wanted).await?;
                record::number_twins(&mut records);
                Ok((records, odd))
            }
        }
    }
}

/// The records, and what to say of those that are not understood.
async fn collect<T: DeserializeOwned>(
    mut items: Items<T>,
    of: impl Fn(T) -> AuditRecord,
    wanted: impl Fn(&AuditRecord) -> bool,
) -> Result<(Vec<AuditRecord>, Option<String>), Error> {
    let mut records = Vec::new();
    let mut odd = None;
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => {
                let record = of(item);
                if !wanted(&record) {
                    break;
                }
                records.push(record);
            }
            Err(error) if error.is_odd_element() => {
                odd.get_or_insert_with(|| format!("a record was left out: {error}"));
            }
            Err(error) => return Err(error),
        }
    }
    Ok((records, odd))
}
