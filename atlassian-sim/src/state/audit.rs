//! The audit log.

use serde::{Deserialize, Serialize};

use super::words::{self, Word};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) id: usize,
    #[serde(deserialize_with = "words::one")]
    pub(crate) summary: Word,
    #[serde(deserialize_with = "words::one")]
    pub(crate) category: Word,
    pub(crate) created: i64,
    pub(crate) author: u32,
    pub(crate) item: Item,
    #[serde(deserialize_with = "words::changes")]
    pub(crate) changed: Vec<(Word, String, String)>,
    pub(crate) associated: Vec<Item>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Item {
    pub(crate) id: String,
    pub(crate) name: String,
    #[serde(deserialize_with = "words::one")]
    pub(crate) kind: Word,
}

/// The records, oldest first.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Audit {
    records: Vec<Record>,
}

impl Audit {
    pub(crate) fn push(&mut self, mut record: Record) {
        record.id = self.records.len() + 1;
        self.records.push(record);
    }

    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &Record> {
        self.records.iter().rev()
    }
}

impl Record {
    pub(crate) fn new(
        created: i64,
        author: u32,
        summary: &'static str,
        category: &'static str,
        item: Item,
    ) -> Self {
        Self {
            id: 0,
            summary,
            category,
            created,
            author,
            item,
            changed: Vec::new(),
            associated: Vec::new(),
        }
    }
}
