//! The query that searches use: checked once, asked of many issues.

use super::ast::Query;
use super::check::{Checked, check};
use super::fields::Target;
use super::node::{Node, Test, View};
use super::order::{self, Key};
use super::site::Site;
use crate::state::State;
use crate::state::jira::issue::Issue;

/// What a search answers to a query that does not narrow anything down.
pub(crate) const UNBOUNDED: &str =
    "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.";

/// A query that can be asked of issues. It holds ids of the state that it was made for: make a new
/// one for each request.
#[derive(Debug)]
pub(crate) struct Compiled {
    node: Option<Node>,
    order: Vec<Key>,
    caller: Option<u32>,
}

/// Which issues have to be looked at.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Candidates {
    All,
    /// Those of these projects, by id.
    Projects(Vec<u32>),
    /// These, as far as they exist.
    Issues(Vec<u32>),
}

impl Query {
    /// Reads a query and holds it against the site. For callers who are logged in, everything that
    /// does not exist is an error; for others it finds nothing, and an unknown field to order by is
    /// passed over.
    pub(crate) fn compile(
        text: &str,
        state: &State,
        caller: Option<u32>,
        now: i64,
    ) -> Result<Compiled, Vec<String>> {
        let query = super::parse(text).map_err(|message| vec![message])?;
        let checked = query.check(state, caller, now);
        if caller.is_some() && !checked.errors.is_empty() {
            return Err(checked.errors);
        }
        Ok(Compiled {
            node: checked.node,
            order: checked.order,
            caller,
        })
    }

    fn check(&self, state: &State, caller: Option<u32>, now: i64) -> Checked {
        check(Site::new(state, caller, now), self)
    }

    /// The errors and the warnings that the query would cause.
    pub(crate) fn complaints(
        &self,
        state: &State,
        caller: Option<u32>,
        now: i64,
    ) -> (Vec<String>, Vec<String>) {
        let checked = self.check(state, caller, now);
        (checked.errors, checked.warnings)
    }
}

impl Compiled {
    /// Whether the query finds the issue; whether the caller sees it is another question.
    pub(crate) fn matches(&self, state: &State, issue: &Issue) -> bool {
        let view = View {
            state,
            caller: self.caller,
        };
        self.node.as_ref().is_none_or(|n| n.matches(view, issue))
    }

    /// Puts the issues into the order that the query asks for.
    pub(crate) fn order(&self, state: &State, issues: &mut Vec<&Issue>) {
        let view = View {
            state,
            caller: self.caller,
        };
        order::sort(&self.order, view, issues);
    }

    /// Whether anything narrows the search down.
    pub(crate) fn is_bounded(&self) -> bool {
        self.node.is_some()
    }

    /// Whether the query says in which order.
    pub(crate) fn is_ordered(&self) -> bool {
        !self.order.is_empty()
    }

    pub(crate) fn candidates(&self) -> Candidates {
        self.node.as_ref().map_or(Candidates::All, Node::candidates)
    }
}

impl Node {
    fn candidates(&self) -> Candidates {
        match self {
            Self::Nothing => Candidates::Issues(Vec::new()),
            Self::Test {
                target,
                test: Test::In(ids),
                not: false,
            } => match target {
                Target::Key => Candidates::Issues(ids.all().to_vec()),
                Target::Project => Candidates::Projects(ids.all().to_vec()),
                _ => Candidates::All,
            },
            Self::Numbers { project, .. } => Candidates::Projects(vec![*project]),
            Self::All(nodes) => {
                let mut best = Candidates::All;
                for next in nodes.iter().map(Self::candidates) {
                    best = match (best, next) {
                        (Candidates::Issues(ids), Candidates::Issues(more))
                            if ids.len() > more.len() =>
                        {
                            Candidates::Issues(more)
                        }
                        (Candidates::Issues(ids), _) | (_, Candidates::Issues(ids)) => {
                            Candidates::Issues(ids)
                        }
                        (Candidates::Projects(ids), Candidates::Projects(more)) => {
                            let both = ids.into_iter().filter(|id| more.contains(id));
                            Candidates::Projects(both.collect())
                        }
                        (Candidates::All, other) | (other, Candidates::All) => other,
                    };
                }
                best
            }
            Self::Any(nodes) => {
                let mut issues = Vec::new();
                let mut projects = Vec::new();
                for node in nodes {
                    match node.candidates() {
                        Candidates::All => return Candidates::All,
                        Candidates::Issues(more) => issues.extend(more),
                        Candidates::Projects(more) => projects.extend(more),
                    }
                }
                issues.sort_unstable();
                issues.dedup();
                projects.sort_unstable();
                projects.dedup();
                match (issues.is_empty(), projects.is_empty()) {
                    (_, true) => Candidates::Issues(issues),
                    (true, false) => Candidates::Projects(projects),
                    (false, false) => Candidates::All,
                }
            }
            _ => Candidates::All,
        }
    }
}
