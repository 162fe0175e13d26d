//! The audit log.

#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) id: usize,
    pub(crate) summary: &'static str,
    pub(crate) category: &'static str,
    pub(crate) created: i64,
    pub(crate) author: u32,
    pub(crate) item: Item,
    pub(crate) changed: Vec<(&'static str, String, String)>,
    pub(crate) associated: Vec<Item>,
}

#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: &'static str,
}

/// The records, oldest first.
#[derive(Debug, Default)]
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
