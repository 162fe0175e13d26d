//! Boards and sprints.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::config::Table;
use super::issue::Issue;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Agile {
    pub(crate) boards: Table<Board>,
    pub(crate) sprints: Table<Sprint>,
    /// What is known of epics besides the issue.
    pub(crate) epics: Table<Epic>,
    last_board: u32,
    last_sprint: u32,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Epic {
    /// `color_1` to `color_14`; `None`: the first.
    pub(crate) color: Option<String>,
    pub(crate) done: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum BoardType {
    Scrum,
    Kanban,
    /// A team-managed project's: with sprints if its project switches them on.
    Simple,
}

impl BoardType {
    pub(crate) const ALL: [Self; 3] = [Self::Scrum, Self::Kanban, Self::Simple];

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Scrum => "scrum",
            Self::Kanban => "kanban",
            Self::Simple => "simple",
        }
    }
}

/// Where a board is found: at a project or at a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Location {
    Project(u32),
    User(u32),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Board {
    pub(crate) name: String,
    pub(crate) kind: BoardType,
    /// The filter whose issues it shows.
    pub(crate) filter: u32,
    pub(crate) location: Location,
    pub(crate) admin: u32,
    pub(crate) columns: Vec<Column>,
    pub(crate) quick_filters: Vec<QuickFilter>,
    pub(crate) properties: BTreeMap<String, Value>,
    /// Features by key, where they are not what the type starts with.
    pub(crate) features: BTreeMap<String, bool>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) statuses: Vec<u32>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct QuickFilter {
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) jql: String,
    pub(crate) description: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum SprintState {
    Future,
    Active,
    Closed,
}

impl SprintState {
    pub(crate) const ALL: [Self; 3] = [Self::Future, Self::Active, Self::Closed];

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Future => "future",
            Self::Active => "active",
            Self::Closed => "closed",
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Sprint {
    pub(crate) name: String,
    pub(crate) state: SprintState,
    pub(crate) start: Option<i64>,
    pub(crate) end: Option<i64>,
    pub(crate) completed: Option<i64>,
    pub(crate) created: i64,
    /// The board that it was made on.
    pub(crate) board: u32,
    pub(crate) goal: Option<String>,
    pub(crate) properties: BTreeMap<String, Value>,
    /// The place among the sprints of its board.
    pub(crate) position: u32,
}

impl Agile {
    pub(crate) fn next_board_id(&mut self) -> u32 {
        self.last_board += 1;
        self.last_board
    }

    pub(crate) fn next_sprint_id(&mut self) -> u32 {
        self.last_sprint += 1;
        self.last_sprint
    }

    /// The sprint that an issue is in now: of all its sprints, the one that is not over.
    pub(crate) fn current_sprint(&self, issue: &Issue) -> Option<u32> {
        let open = |id: &&u32| {
            let sprint = self.sprints.get(id);
            sprint.is_some_and(|s| s.state != SprintState::Closed)
        };
        issue.sprints().iter().rev().find(open).copied()
    }

    /// The sprints of a board in its order.
    pub(crate) fn sprints_of(&self, board: u32) -> Vec<(u32, &Sprint)> {
        let all = self.sprints.iter().filter(|(_, s)| s.board == board);
        let mut found: Vec<(u32, &Sprint)> = all.map(|(id, s)| (*id, s)).collect();
        found.sort_by_key(|(_, s)| s.position);
        found
    }
}
