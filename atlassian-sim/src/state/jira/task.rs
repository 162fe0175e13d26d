//! Long-running work: the service carries it out and lets the caller ask how far it is.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The ids of tasks begin here.
const FIRST: u32 = 10_000;

/// Work is done at once here, so that a task is over when its id is given out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Task {
    pub(crate) id: u32,
    pub(crate) description: String,
    pub(crate) result: Value,
    pub(crate) by: u32,
    pub(crate) at: i64,
}

/// All tasks, by id less [`FIRST`].
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Tasks(Vec<Task>);

impl Tasks {
    /// Keeps what was done, and says how; the id to ask for it.
    pub(crate) fn done(
        &mut self,
        description: impl Into<String>,
        result: Value,
        by: u32,
        at: i64,
    ) -> u32 {
        let id = FIRST + u32::try_from(self.0.len()).unwrap_or(0);
        self.0.push(Task {
            id,
            description: description.into(),
            result,
            by,
            at,
        });
        id
    }

    pub(crate) fn get(&self, id: u32) -> Option<&Task> {
        self.0.get(id.checked_sub(FIRST)? as usize)
    }
}
