//! A record, from whichever log.

use std::collections::HashMap;

use atlassian_core::{AccountId, Timestamp};
use confluence_client::audit as confluence;
use jira_client::cloud::audit_records as jira;
use serde::Serialize;

/// Which log a record stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Jira's.
    Jira,
    /// Confluence's.
    Confluence,
}

impl Origin {
    pub(super) const ALL: [Self; 2] = [Self::Jira, Self::Confluence];

    /// The product's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jira => "Jira",
            Self::Confluence => "Confluence",
        }
    }
}

/// Something that an administrator changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AuditRecord {
    /// Which log it stands in.
    pub origin: Origin,
    /// When.
    pub at: Timestamp,
    /// What happened: `User added to group`.
    pub summary: String,
    /// The part of the product.
    pub category: Option<String>,
    /// Who did it; `None` for the system.
    pub account_id: Option<AccountId>,
    /// Their name, where it is sent.
    pub name: Option<String>,
    /// The IP address that it came from.
    pub address: Option<String>,
    /// More about it.
    pub description: Option<String>,
    /// What it was done to, and what else had a part in it.
    pub objects: Vec<String>,
    /// What changed.
    pub changes: Vec<AuditChange>,
    /// What tells it from others of its log.
    #[serde(skip)]
    pub(super) key: String,
    /// For the order of records of one moment.
    #[serde(skip)]
    number: i64,
}

/// A value before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AuditChange {
    /// What it is.
    pub field: String,
    /// Its old value.
    pub from: String,
    /// Its new value.
    pub to: String,
}

impl AuditRecord {
    /// When, in milliseconds since 1970; 0 if the text is not understood.
    pub(super) fn millis(&self) -> i64 {
        self.at.epoch_millis().unwrap_or(0)
    }

    /// Oldest first.
    pub(super) fn order(&self) -> (i64, Origin, i64) {
        (self.millis(), self.origin, self.number)
    }
}

impl From<jira::AuditRecord> for AuditRecord {
    fn from(record: jira::AuditRecord) -> Self {
        let objects = record.object_item.into_iter();
        let objects = objects.chain(record.associated_items.into_iter().flatten());
        let changes = record.changed_values.into_iter().flatten();
        Self {
            origin: Origin::Jira,
            at: record.created.unwrap_or_else(|| Timestamp::new("")),
            summary: record.summary.unwrap_or_default(),
            category: record.category,
            account_id: record.author_account_id,
            name: None,
            address: record.remote_address.filter(|address| !address.is_empty()),
            description: record.description.filter(|text| !text.is_empty()),
            objects: objects.filter_map(|object| object.name).collect(),
            changes: changes
                .map(|change| AuditChange {
                    field: change.field_name.unwrap_or_default(),
                    from: change.changed_from.unwrap_or_default(),
                    to: change.changed_to.unwrap_or_default(),
                })
                .collect(),
            key: record.id.to_string(),
            number: record.id,
        }
    }
}

impl From<confluence::AuditRecord> for AuditRecord {
    fn from(record: confluence::AuditRecord) -> Self {
        let content = serde_json::to_vec(&record).unwrap_or_default();
        let author = record.author;
        let objects = record.affected_object.into_iter();
        let objects = objects.chain(record.associated_objects.into_iter().flatten());
        let changes = record.changed_values.into_iter().flatten();
        Self {
            origin: Origin::Confluence,
            // Sent as a number, which is nothing to show.
            at: match record.creation_date.epoch_millis() {
                Some(millis) => Timestamp::from_epoch_millis(millis),
                None => record.creation_date,
            },
            summary: record.summary.unwrap_or_default(),
            category: record.category,
            name: author
                .as_ref()
                .and_then(|author| author.display_name.clone()),
            account_id: author.and_then(|author| author.account_id),
            address: record.remote_address.filter(|address| !address.is_empty()),
            description: record.description.filter(|text| !text.is_empty()),
            objects: objects
                .map(|object| object.name)
                .filter(|name| !name.is_empty())
                .collect(),
            changes: changes
                .map(|change| AuditChange {
                    field: change.name,
                    from: change.old_value,
                    to: change.new_value,
                })
                .collect(),
            key: format!("{:032x}", fnv(&content)),
            number: 0,
        }
    }
}

/// Confluence's records have no ids. Those that are the same in everything are told apart by counting them: they are of
/// one moment, so that a look sees all of them or none.
pub(super) fn number_twins(records: &mut [AuditRecord]) {
    let mut seen: HashMap<String, i64> = HashMap::new();
    for record in records.iter_mut().rev() {
        let count = seen.entry(record.key.clone()).or_default();
        record.number = *count;
        *count += 1;
        record.key = format!("{}-{}", record.key, record.number);
    }
}

/// FNV-1a: written down in positions, so it must be the same in every version of everything.
fn fnv(bytes: &[u8]) -> u128 {
    let begin = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    bytes.iter().fold(begin, |hash: u128, byte| {
        (hash ^ u128::from(*byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_that_everybody_knows() {
        assert_eq!(fnv(b""), 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        assert_eq!(fnv(b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }
}
