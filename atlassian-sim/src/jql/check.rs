//! A query held against the site: every name looked up once, and what does not exist reported.

use super::ast::{Clause, Operand, Operator, Property, Query, Terminal};
use super::fields::{Found, Kind};
use super::functions::Given;
use super::meaning::no_issue;
use super::node::{Ids, Node, PropertyTest, Test};
use super::order::{self, Key};
use super::site::Site;
use super::spans;
use super::text::{TextQuery, Trouble};
use super::usage::usage;

/// How many fields `ORDER BY` may have.
const MAX_ORDER: usize = 7;

/// How deep filters may name each other.
const MAX_FILTERS: usize = 10;

/// What a check found out.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) node: Option<Node>,
    pub(super) order: Vec<Key>,
    pub(super) errors: Vec<String>,
    pub(super) warnings: Vec<String>,
}

pub(super) fn check(site: Site<'_>, query: &Query) -> Checked {
    let mut checker = Checker {
        site,
        errors: Vec::new(),
        warnings: Vec::new(),
        filters: 0,
    };
    let node = query.clause.as_ref().map(|c| checker.clause(c, false));
    let sorts = query.order.as_deref().unwrap_or_default();
    if sorts.len() > MAX_ORDER {
        checker.error(format!(
            "The maximum number of fields in the ORDER BY clause is {MAX_ORDER}."
        ));
    }
    let mut keys = Vec::new();
    for sort in sorts.iter().take(MAX_ORDER) {
        let name = shown(&sort.field.name, sort.field.property.as_ref());
        let found = match sort.field.property {
            None => checker.site.fields(&sort.field),
            Some(_) => Vec::new(),
        };
        match found.first() {
            None => checker.error(format!("Not able to sort using field '{name}'.")),
            Some(found) if !found.sorts => {
                checker.error(format!("Field '{name}' does not support sorting."));
            }
            Some(found) => keys.push(order::key(&checker.site, found, sort.descending)),
        }
    }
    Checked {
        node,
        order: keys,
        errors: checker.errors,
        warnings: checker.warnings,
    }
}

/// A field as messages show it.
fn shown(name: &str, property: Option<&Property>) -> String {
    match property {
        None => name.to_owned(),
        Some(p) if p.path.is_empty() => format!("{name}[{}]", p.key),
        Some(p) => format!("{name}[{}].{}", p.key, p.path),
    }
}

/// A value of a clause, lists and functions taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Name(String),
    Number(i64),
    Given(Given),
}

/// The values of a clause, and whether `EMPTY` was among them.
#[derive(Debug, Default)]
pub(super) struct Values {
    pub(super) given: Vec<Value>,
    pub(super) empty: bool,
}

pub(super) struct Checker<'a> {
    pub(super) site: Site<'a>,
    errors: Vec<String>,
    warnings: Vec<String>,
    /// How many filters deep the check is.
    filters: usize,
}

impl Checker<'_> {
    pub(super) fn error(&mut self, message: String) {
        if !self.errors.contains(&message) {
            self.errors.push(message);
        }
    }

    pub(super) fn warn(&mut self, message: String) {
        if !self.warnings.contains(&message) {
            self.warnings.push(message);
        }
    }

    /// `NOT` wanders down to the operators, where it passes over empty fields as they do.
    fn clause(&mut self, clause: &Clause, negate: bool) -> Node {
        let (parts, all) = match clause {
            Clause::And(parts) => (parts, !negate),
            Clause::Or(parts) => (parts, negate),
            Clause::Not(inner) => return self.clause(inner, !negate),
            Clause::Terminal(terminal) => return self.terminal(terminal, negate),
        };
        let nodes = parts.iter().map(|p| self.clause(p, negate)).collect();
        if all {
            Node::All(nodes)
        } else {
            Node::Any(nodes)
        }
    }

    fn terminal(&mut self, terminal: &Terminal, negate: bool) -> Node {
        let property = terminal.field.property.as_ref();
        let name = shown(&terminal.field.name, property);
        if let Some(message) = usage(&name, terminal) {
            self.error(message);
            return Node::Nothing;
        }
        let operator = if negate {
            terminal.operator.negated()
        } else {
            terminal.operator
        };
        if let Some(property) = property {
            if terminal.field.name.eq_ignore_ascii_case("issue.property") {
                return self.property(&name, property, operator, terminal.operand.as_ref());
            }
            self.error(self.site.no_field(&name));
            return Node::Nothing;
        }
        let found = self.site.fields(&terminal.field);
        if found.is_empty() {
            self.error(self.site.no_field(&name));
            return Node::Nothing;
        }
        let mut nodes = Vec::new();
        for found in &found {
            if !found.takes(terminal.operator) {
                let shown = terminal.operator.as_str();
                self.error(format!(
                    "The operator '{shown}' is not supported by the '{name}' field."
                ));
                return Node::Nothing;
            }
            nodes.push(if operator.history() {
                self.past(found, &name, operator, terminal, negate)
            } else {
                self.present(found, &name, operator, terminal.operand.as_ref())
            });
        }
        match (nodes.len(), nodes.pop()) {
            (1, Some(only)) => only,
            (_, last) => {
                nodes.extend(last);
                if operator.negative() {
                    Node::All(nodes)
                } else {
                    Node::Any(nodes)
                }
            }
        }
    }

    fn present(
        &mut self,
        found: &Found,
        name: &str,
        operator: Operator,
        operand: Option<&Operand>,
    ) -> Node {
        let Some(operand) = operand else {
            return Node::Nothing;
        };
        let not = operator.negative();
        let target = found.target;
        let Some(mut values) = self.values(found, name, operand) else {
            return Node::Nothing;
        };
        if values.empty && !found.takes_empty() {
            self.error(format!(
                "The field '{name}' does not support searching for EMPTY values."
            ));
            return Node::Nothing;
        }
        if found.kind == Kind::Resolution {
            let unresolved =
                |v: &Value| matches!(v, Value::Name(n) if n.eq_ignore_ascii_case("unresolved"));
            values.empty |= values.given.iter().any(unresolved);
            values.given.retain(|v| !unresolved(v));
        }
        let empty = Node::Empty { target, not };
        if values.given.is_empty() && values.empty {
            return empty;
        }
        let node = match found.kind {
            Kind::Text => self.words(found, name, &values.given, not),
            Kind::Label | Kind::Exact => {
                let texts = values.given.iter().map(|v| v.text().to_lowercase());
                let test = Test::Texts(texts.collect());
                Node::Test { target, test, not }
            }
            Kind::Moment
            | Kind::Day
            | Kind::Number
            | Kind::Count
            | Kind::Integer
            | Kind::Duration => self.ranges(found, name, operator, &values.given),
            Kind::Issue if operator.compares() => self.keys(name, operator, &values.given),
            Kind::Filter => self.filters(found, name, &values.given, not),
            _ => match self.ids(found, name, &values.given) {
                None => Node::Nothing,
                Some(ids) if operator.compares() => {
                    let test = Test::In(Ids::new(spans::beyond(&self.site, found, &ids, operator)));
                    let not = false;
                    Node::Test { target, test, not }
                }
                Some(ids) => {
                    let alone = values.given.iter().filter_map(|v| match v {
                        Value::Given(Given::Alone(id)) => Some(Test::Alone(*id)),
                        _ => None,
                    });
                    let tests = std::iter::once(Test::In(Ids::new(ids))).chain(alone);
                    let nodes = tests.map(|test| Node::Test { target, test, not });
                    joined(nodes.collect(), not)
                }
            },
        };
        if values.empty {
            joined(vec![node, empty], not)
        } else {
            node
        }
    }

    /// `key > ABC-5`: the rest of that project.
    fn keys(&mut self, name: &str, operator: Operator, given: &[Value]) -> Node {
        let [value] = given else {
            return Node::Nothing;
        };
        let Some(issue) = self.site.issue(&value.text()) else {
            let text = value.text();
            self.error(match value {
                Value::Number(_) => {
                    format!("A value with ID '{text}' does not exist for the field '{name}'.")
                }
                _ => no_issue(&text, name),
            });
            return Node::Nothing;
        };
        let number = issue.number;
        let (from, to) = match operator {
            Operator::Less => (0, number.saturating_sub(1)),
            Operator::LessOrEqual => (0, number),
            Operator::Greater => (number.saturating_add(1), u32::MAX),
            _ => (number, u32::MAX),
        };
        let project = issue.project;
        Node::Numbers { project, from, to }
    }

    /// Issues that a saved filter finds. What is wrong in a filter is its owner's matter: such a
    /// part of it finds nothing.
    fn filters(&mut self, found: &Found, name: &str, given: &[Value], not: bool) -> Node {
        let Some(ids) = self.ids(found, name, given) else {
            return Node::Nothing;
        };
        let mut nodes = Vec::new();
        for id in ids {
            let filter = self.site.state.jira.sharing.filters.get(&id);
            let query = filter.and_then(|f| super::parse(&f.jql).ok());
            // Filters can name each other in a circle.
            if query.is_none() || self.filters >= MAX_FILTERS {
                nodes.push(Node::Nothing);
                continue;
            }
            let errors = self.errors.len();
            self.filters += 1;
            let clause = query.and_then(|q| q.clause);
            nodes.push(clause.map_or(Node::All(Vec::new()), |c| self.clause(&c, false)));
            self.filters -= 1;
            self.errors.truncate(errors);
        }
        let any = Node::Any(nodes);
        if not { Node::Not(Box::new(any)) } else { any }
    }

    fn words(&mut self, found: &Found, name: &str, given: &[Value], not: bool) -> Node {
        let [value] = given else {
            return Node::Nothing;
        };
        match self.text_query(name, &value.text()) {
            Some(query) => Node::Words {
                target: found.target,
                query,
                not,
            },
            None => Node::Nothing,
        }
    }

    fn text_query(&mut self, name: &str, text: &str) -> Option<TextQuery> {
        let trouble = match TextQuery::parse(text) {
            Ok(query) => return Some(query),
            Err(trouble) => trouble,
        };
        self.error(match trouble {
            Trouble::Empty => {
                format!("The field '{name}' does not support searching for an empty string.")
            }
            Trouble::Unreadable => format!("Unable to parse the text '{text}' for field '{name}'."),
            Trouble::Start(c) => format!(
                "The text query '{text}' for field '{name}' is not allowed to start with '{c}'."
            ),
        });
        None
    }

    fn ranges(&mut self, found: &Found, name: &str, operator: Operator, given: &[Value]) -> Node {
        let mut nodes = Vec::new();
        let not = operator.negative();
        for value in given {
            match spans::span(&self.site, found, name, operator, value) {
                Ok(Some((from, to))) => nodes.push(Node::Test {
                    target: found.target,
                    test: Test::Between(from, to),
                    not,
                }),
                Ok(None) => nodes.push(Node::Nothing),
                Err(message) => {
                    self.error(message);
                    return Node::Nothing;
                }
            }
        }
        joined(nodes, not)
    }

    fn property(
        &mut self,
        name: &str,
        property: &Property,
        operator: Operator,
        operand: Option<&Operand>,
    ) -> Node {
        if operator.history() {
            let shown = operator.as_str();
            self.error(format!(
                "The operator '{shown}' is not supported by the '{name}' field."
            ));
            return Node::Nothing;
        }
        let texts = Found::custom(0, crate::state::jira::config::FieldKind::Labels);
        let Some(values) = operand.and_then(|o| self.values(&texts, name, o)) else {
            return Node::Nothing;
        };
        let mut not = operator.negative();
        let test = match (operator, values.given.as_slice()) {
            (_, []) => {
                // "Is empty" is the opposite of being there.
                not = !not;
                PropertyTest::Present
            }
            (Operator::Like | Operator::NotLike, [value]) => {
                match self.text_query(name, &value.text()) {
                    Some(query) => PropertyTest::Words(query),
                    None => return Node::Nothing,
                }
            }
            (operator, [value]) if operator.compares() => {
                let Ok(number) = value.text().parse::<f64>() else {
                    return Node::Nothing;
                };
                let (from, to) = spans::bounds(operator, number, number);
                PropertyTest::Between(from, to)
            }
            (_, given) => {
                PropertyTest::Equals(given.iter().map(|v| v.text().to_lowercase()).collect())
            }
        };
        Node::Property {
            key: property.key.clone(),
            path: property
                .path
                .split('.')
                .filter(|step| !step.is_empty())
                .map(str::to_owned)
                .collect(),
            test,
            not,
        }
    }
}

impl Value {
    /// As text; what functions give in other forms has none.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Name(text) | Self::Given(Given::Text(text)) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Given(_) => String::new(),
        }
    }
}

/// Several tests of one clause: any may hold, or none.
fn joined(mut nodes: Vec<Node>, not: bool) -> Node {
    match (nodes.len(), nodes.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            nodes.extend(last);
            if not {
                Node::All(nodes)
            } else {
                Node::Any(nodes)
            }
        }
    }
}
