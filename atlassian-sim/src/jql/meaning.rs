//! What the values of a clause mean, and what is said of those that mean nothing.

use super::ast::Operand;
use super::check::{Checker, Value, Values};
use super::fields::{Found, Kind, Target};
use super::functions::{self, Given};
use super::values::{self, Wanted};

impl Checker<'_> {
    /// Takes lists and functions apart; `None` after an error.
    pub(super) fn values(
        &mut self,
        found: &Found,
        name: &str,
        operand: &Operand,
    ) -> Option<Values> {
        let mut values = Values::default();
        let mut open = vec![operand];
        let mut whole = true;
        while let Some(operand) = open.pop() {
            match operand {
                Operand::Empty => values.empty = true,
                Operand::Text(text) => values.given.push(Value::Name(text.clone())),
                Operand::Number(number) => values.given.push(Value::Number(*number)),
                Operand::List(items) => open.extend(items.iter().rev()),
                Operand::Function(function) => {
                    match functions::call(&self.site, function, name, found) {
                        Ok(Given::Text(text)) => values.given.push(Value::Name(text)),
                        Ok(given) => values.given.push(Value::Given(given)),
                        Err(message) => {
                            self.error(message);
                            whole = false;
                        }
                    }
                }
            }
        }
        whole.then_some(values)
    }

    /// The ids that the values mean; `None` after an error.
    pub(super) fn ids(&mut self, found: &Found, name: &str, given: &[Value]) -> Option<Vec<u32>> {
        let mut ids = Vec::new();
        let mut whole = true;
        for value in given {
            let wanted = match value {
                Value::Given(Given::Ids(more)) => {
                    ids.extend(more);
                    continue;
                }
                Value::Given(_) => continue,
                Value::Name(text) => Wanted::Name(text),
                Value::Number(id) => Wanted::Id(*id),
            };
            let more = match found.kind {
                Kind::User => values::user(&self.site, &value.text())
                    .into_iter()
                    .collect(),
                // An id in quotation marks is read as a key, and is none.
                Kind::Issue if found.target == Target::Key && is_id(value) => Vec::new(),
                Kind::Issue => {
                    let issue = self.site.issue(&value.text());
                    issue.map(|i| i.id).into_iter().collect()
                }
                _ => values::ids(&self.site, found, wanted),
            };
            if more.is_empty() {
                whole &= self.missing(found, name, value);
            }
            ids.extend(more);
        }
        whole.then_some(ids)
    }

    /// Reports a value that does not exist; `false` if the query cannot run because of it. People
    /// come and go: a query that names one who is gone still runs.
    fn missing(&mut self, found: &Found, name: &str, value: &Value) -> bool {
        let text = value.text();
        let id = format!("A value with ID '{text}' does not exist for the field '{name}'.");
        let by_name = format!("The value '{text}' does not exist for the field '{name}'.");
        let numeric = matches!(value, Value::Number(_));
        let message = match found.kind {
            Kind::User => {
                self.warn(if numeric { id } else { by_name });
                return true;
            }
            Kind::Option | Kind::Cascade => {
                format!("The option '{text}' for field '{name}' does not exist.")
            }
            Kind::Sprint => {
                let what = if numeric { "id" } else { "name" };
                format!(
                    "Sprint with {what} '{text}' does not exist or you do not have permission to \
                     view it."
                )
            }
            _ if numeric => id,
            Kind::Issue if found.target == Target::Key => no_issue(&text, name),
            Kind::Issue if found.target == Target::ParentEpic => {
                format!("No issues have a parent epic with key or name '{text}'")
            }
            _ => by_name,
        };
        self.error(message);
        false
    }
}

fn is_id(value: &Value) -> bool {
    matches!(value, Value::Name(text) if text.parse::<u32>().is_ok())
}

pub(super) fn no_issue(key: &str, name: &str) -> String {
    let whole = key
        .rsplit_once('-')
        .is_some_and(|(project, number)| !project.is_empty() && number.parse::<u32>().is_ok());
    if whole {
        format!("An issue with key '{key}' does not exist for field '{name}'.")
    } else {
        format!("The issue key '{key}' for field '{name}' is invalid.")
    }
}
