//! Checking the operators of history.

use std::sync::Arc;

use super::ast::{Operand, Operator, Predicate, PredicateKind, Terminal};
use super::check::{Checker, Value};
use super::dates::{self, Date};
use super::fields::{CLAUSES, Found, Kind, Target};
use super::functions::{self, Given};
use super::history::{Changed, Past, Values, Was, When};
use super::node::{Ids, Node};
use crate::state::jira::field::System;
use crate::time::DAY;

fn past(target: Target) -> Option<Past> {
    let (field, several) = match target {
        Target::Assignee => (System::Assignee, false),
        Target::Reporter => (System::Reporter, false),
        Target::Priority => (System::Priority, false),
        Target::Resolution => (System::Resolution, false),
        Target::Status => (System::Status, false),
        Target::FixVersion => (System::FixVersions, true),
        _ => return None,
    };
    Some(Past { field, several })
}

impl Checker<'_> {
    /// A clause with `WAS` or `CHANGED`.
    pub(super) fn past(
        &mut self,
        found: &Found,
        name: &str,
        operator: Operator,
        terminal: &Terminal,
        negate: bool,
    ) -> Node {
        let Some(past) = past(found.target) else {
            return Node::Nothing;
        };
        let Some((when, from, to)) = self.predicates(found, name, operator, &terminal.predicates)
        else {
            return Node::Nothing;
        };
        let Some(operand) = &terminal.operand else {
            let changed = Node::Changed(Changed {
                past,
                from,
                to,
                when,
            });
            return if negate {
                Node::Not(Box::new(changed))
            } else {
                changed
            };
        };
        let Some((values, now)) = self.past_values(found, name, operand) else {
            return Node::Nothing;
        };
        Node::Was(Was {
            past,
            values,
            now,
            when,
            not: operator.negative(),
        })
    }

    /// Values as the changelog has them, and as issues have them.
    fn past_values(
        &mut self,
        found: &Found,
        name: &str,
        operand: &Operand,
    ) -> Option<(Values, Ids)> {
        let mut values = self.values(found, name, operand)?;
        if found.kind == Kind::Resolution {
            let unresolved =
                |v: &Value| matches!(v, Value::Name(n) if n.eq_ignore_ascii_case("unresolved"));
            values.empty |= values.given.iter().any(unresolved);
            values.given.retain(|v| !unresolved(v));
        }
        let ids = self.ids(found, name, &values.given)?;
        let text = |id: &u32| -> Arc<str> {
            if found.kind == Kind::User {
                Arc::clone(&self.site.state.users.get(*id).id)
            } else {
                id.to_string().into()
            }
        };
        let in_history = Values {
            ids: ids.iter().map(text).collect(),
            empty: values.empty,
        };
        Some((in_history, Ids::new(ids)))
    }

    fn predicates(
        &mut self,
        found: &Found,
        name: &str,
        operator: Operator,
        predicates: &[Predicate],
    ) -> Option<(When, Option<Values>, Option<Values>)> {
        let mut when = When {
            from: i64::MIN,
            to: i64::MAX,
            by: None,
        };
        let (mut from, mut to) = (None, None);
        for predicate in predicates {
            let kind = predicate.kind;
            match kind {
                PredicateKind::From | PredicateKind::To if operator != Operator::Changed => {
                    self.error(format!(
                        "The {} operator does not support the use of the {} {} predicate.",
                        operator.constant(),
                        kind.as_str(),
                        predicate.operand.shown()
                    ));
                    return None;
                }
                PredicateKind::From => {
                    from = Some(self.past_values(found, name, &predicate.operand)?.0);
                }
                PredicateKind::To => {
                    to = Some(self.past_values(found, name, &predicate.operand)?.0);
                }
                PredicateKind::By => when.by = Some(self.authors(&predicate.operand)?),
                PredicateKind::After => {
                    let date = self.only_date(predicate)?;
                    when.from = when.from.max(date.at.saturating_add(1));
                }
                PredicateKind::Before => {
                    let date = self.only_date(predicate)?;
                    when.to = when.to.min(date.at.saturating_sub(1));
                }
                PredicateKind::On => {
                    let date = self.only_date(predicate)?;
                    let zone = self.site.zone;
                    let local = zone.local(date.at);
                    let start = zone.moment(local.plus_ms(-local.ms));
                    when.from = when.from.max(start);
                    when.to = when.to.min(start.saturating_add(DAY - 1));
                }
                PredicateKind::During => {
                    let Operand::List(items) = &predicate.operand else {
                        self.error(during());
                        return None;
                    };
                    let [first, last] = items.as_slice() else {
                        self.error(during());
                        return None;
                    };
                    let (first, last) = (self.date(kind, first)?, self.date(kind, last)?);
                    let end = if last.whole_day {
                        last.at.saturating_add(DAY - 1)
                    } else {
                        last.at
                    };
                    when.from = when.from.max(first.at);
                    when.to = when.to.min(end);
                }
            }
        }
        Some((when, from, to))
    }

    fn authors(&mut self, operand: &Operand) -> Option<Ids> {
        // People are looked up as the values of a field of people.
        let people = CLAUSES
            .iter()
            .find(|c| c.target == Target::Assignee)?
            .found();
        let values = self.values(&people, "by", operand)?;
        self.ids(&people, "by", &values.given).map(Ids::new)
    }

    fn only_date(&mut self, predicate: &Predicate) -> Option<Date> {
        let operand = match &predicate.operand {
            Operand::List(items) => {
                let [only] = items.as_slice() else {
                    let shown = predicate.kind.as_str().to_uppercase();
                    self.error(format!(
                        "The {shown} predicate must be supplied with only 1 date value."
                    ));
                    return None;
                };
                only
            }
            other => other,
        };
        self.date(predicate.kind, operand)
    }

    fn date(&mut self, kind: PredicateKind, operand: &Operand) -> Option<Date> {
        let moment = CLAUSES
            .iter()
            .find(|c| c.target == Target::Created)?
            .found();
        let shown = kind.as_str();
        // Nothing that happened lies hundreds of thousands of years away.
        let limit = 8_640_000_000_000_000;
        let exact = |at: i64| Date {
            at: at.clamp(-limit, limit),
            whole_day: false,
        };
        let date = match operand {
            Operand::Number(at) => Some(exact(*at)),
            Operand::Text(text) => dates::parse(text, self.site.zone, self.site.now),
            Operand::Function(function) => {
                match functions::call(&self.site, function, shown, &moment) {
                    // A moment that there is not is never reached.
                    Ok(Given::Moment(at)) => Some(exact(at.unwrap_or(i64::MAX))),
                    Err(message) if !message.starts_with("A value provided by") => {
                        self.error(message);
                        return None;
                    }
                    _ => {
                        let name = &function.name;
                        self.error(format!(
                            "A date for the predicate '{shown}' provided by the function '{name}' \
                             is not valid."
                        ));
                        return None;
                    }
                }
            }
            Operand::Empty | Operand::List(_) => None,
        };
        if date.is_none() {
            let value = match operand {
                Operand::Text(text) => text.clone(),
                other => other.to_string(),
            };
            self.error(format!(
                "Date value '{value}' for predicate '{shown}' is invalid. {}",
                dates::FORMATS
            ));
        }
        date
    }
}

fn during() -> String {
    "The DURING predicate must be supplied with exactly 2 date values.".to_owned()
}
