//! A checked query, ready to be asked of one issue after the other.

use std::sync::Arc;

use serde_json::Value;

use super::adf;
use super::fields::Target;
use super::held::{Held, held};
use super::history::{Changed, Was};
use super::text::TextQuery;
use crate::state::State;
use crate::state::jira::issue::{CustomValue, Issue, Visibility};

#[derive(Debug)]
pub(super) enum Node {
    /// What was not understood finds nothing, and neither does its opposite.
    Nothing,
    All(Vec<Node>),
    Any(Vec<Node>),
    /// The exact opposite, unlike the operators with a "not", which pass over empty fields.
    Not(Box<Node>),
    Test {
        target: Target,
        test: Test,
        /// Whether it must not hold; an empty field is passed over either way.
        not: bool,
    },
    Empty {
        target: Target,
        not: bool,
    },
    /// A key within one project.
    Numbers {
        project: u32,
        from: u32,
        to: u32,
    },
    Words {
        target: Target,
        query: TextQuery,
        not: bool,
    },
    Was(Was),
    Changed(Changed),
    Property {
        key: String,
        path: Vec<String>,
        test: PropertyTest,
        not: bool,
    },
}

#[derive(Debug)]
pub(super) enum Test {
    In(Ids),
    /// A first option with no second one below it.
    Alone(u32),
    /// In small letters.
    Texts(Vec<String>),
    Between(f64, f64),
}

/// A property without a value is passed over by all of these.
#[derive(Debug)]
pub(super) enum PropertyTest {
    Present,
    /// In small letters.
    Equals(Vec<String>),
    Between(f64, f64),
    Words(TextQuery),
}

/// A set of ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ids(Vec<u32>);

impl Ids {
    pub(super) fn new(mut ids: Vec<u32>) -> Self {
        ids.sort_unstable();
        ids.dedup();
        Self(ids)
    }

    pub(super) fn contains(&self, id: u32) -> bool {
        if self.0.len() <= 8 {
            self.0.contains(&id)
        } else {
            self.0.binary_search(&id).is_ok()
        }
    }

    pub(super) fn all(&self) -> &[u32] {
        &self.0
    }
}

/// What an issue is looked at with.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) state: &'a State,
    pub(super) caller: Option<u32>,
}

impl Node {
    pub(super) fn matches(&self, view: View<'_>, issue: &Issue) -> bool {
        match self {
            Self::Nothing => false,
            Self::All(nodes) => nodes.iter().all(|n| n.matches(view, issue)),
            Self::Any(nodes) => nodes.iter().any(|n| n.matches(view, issue)),
            Self::Not(node) => !node.matches(view, issue),
            Self::Test { target, test, not } => {
                let held = held(*target, view.state, view.caller, issue);
                !held.is_empty() && test.holds(&held) != *not
            }
            Self::Empty { target, not } => {
                held(*target, view.state, view.caller, issue).is_empty() != *not
            }
            Self::Numbers { project, from, to } => {
                issue.project == *project && (*from..=*to).contains(&issue.number)
            }
            Self::Words { target, query, not } => words(*target, query, view, issue, *not),
            Self::Was(was) => was.matches(issue),
            Self::Changed(changed) => changed.matches(issue),
            Self::Property {
                key,
                path,
                test,
                not,
            } => {
                let value = property(issue, key, path);
                match test {
                    PropertyTest::Present => value.is_some() != *not,
                    test => value.is_some_and(|value| test.holds(value) != *not),
                }
            }
        }
    }
}

impl Test {
    fn holds(&self, held: &Held<'_>) -> bool {
        match (self, held) {
            (Self::In(ids), Held::One(id)) => ids.contains(*id),
            (Self::In(ids), Held::Many(held)) => held.iter().any(|id| ids.contains(*id)),
            (Self::In(ids), Held::Made(held)) => held.iter().any(|id| ids.contains(*id)),
            (Self::In(ids), Held::Pair(first, second)) => {
                ids.contains(*first) || second.is_some_and(|id| ids.contains(id))
            }
            (Self::Alone(id), Held::Pair(first, None)) => first == id,
            (Self::Texts(wanted), Held::Texts(held)) => {
                held.iter().any(|text| wanted.iter().any(|w| same(w, text)))
            }
            (Self::Texts(wanted), Held::Text(held)) => wanted.iter().any(|w| same(w, held)),
            (Self::Between(from, to), Held::Number(held)) => (from..=to).contains(&held),
            (Self::Between(from, to), Held::Numbers(held)) => {
                held.iter().any(|n| (from..=to).contains(&n))
            }
            _ => false,
        }
    }
}

/// Whether a text is this one in small letters.
fn same(lower: &str, text: &str) -> bool {
    lower.eq_ignore_ascii_case(text) || (!text.is_ascii() && text.to_lowercase() == lower)
}

fn property<'a>(issue: &'a Issue, key: &str, path: &[String]) -> Option<&'a Value> {
    let mut value = issue.properties.get(key)?;
    for step in path {
        value = value.get(step)?;
    }
    (!value.is_null()).then_some(value)
}

impl PropertyTest {
    fn holds(&self, value: &Value) -> bool {
        // A list has a value if one of its elements has it.
        if let Value::Array(items) = value {
            return items.iter().any(|item| self.holds(item));
        }
        match self {
            Self::Present => true,
            Self::Equals(wanted) => {
                let text = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                wanted.iter().any(|w| same(w, &text))
            }
            Self::Between(from, to) => value.as_f64().is_some_and(|n| (*from..=*to).contains(&n)),
            Self::Words(query) => value
                .as_str()
                .is_some_and(|text| query.matches(std::iter::once(text))),
        }
    }
}

fn rich(query: &TextQuery, document: &Arc<str>) -> bool {
    query.matches(adf::texts(document))
}

/// Texts of comments and worklogs are words of their author's: each is a document of its own, and
/// what the caller may not see is not searched.
fn spoken<'a>(
    query: &TextQuery,
    view: View<'_>,
    project: u32,
    mut all: impl Iterator<Item = (&'a Arc<str>, Option<&'a Visibility>)>,
) -> bool {
    all.any(|(body, visibility)| {
        let seen = visibility.is_none() || view.state.passes(view.caller, project, visibility);
        seen && rich(query, body)
    })
}

fn words(target: Target, query: &TextQuery, view: View<'_>, issue: &Issue, not: bool) -> bool {
    let comments = || {
        issue
            .comments
            .iter()
            .map(|c| (&c.body, c.visibility.as_ref()))
    };
    let worklogs = || {
        let all = issue.worklogs.iter();
        all.filter_map(|w| Some((w.comment.as_ref()?, w.visibility.as_ref())))
    };
    match target {
        Target::Comment => spoken(query, view, issue.project, comments()) != not,
        Target::WorklogComment => spoken(query, view, issue.project, worklogs()) != not,
        Target::Text => {
            let custom = |(_, value): &(u32, CustomValue)| match value {
                CustomValue::Text(text) => query.matches(std::iter::once(text)),
                CustomValue::Adf(text) => rich(query, text),
                _ => false,
            };
            let found = query.matches(std::iter::once(&issue.summary))
                || issue.description.as_ref().is_some_and(|d| rich(query, d))
                || issue.environment.as_ref().is_some_and(|e| rich(query, e))
                || spoken(query, view, issue.project, comments())
                || issue.custom.iter().any(custom);
            found != not
        }
        _ => {
            let held = held(target, view.state, view.caller, issue);
            let found = match &held {
                Held::Text(text) => query.matches(std::iter::once(text)),
                Held::Rich(document) => query.matches(adf::texts(document)),
                _ => false,
            };
            !held.is_empty() && found != not
        }
    }
}
