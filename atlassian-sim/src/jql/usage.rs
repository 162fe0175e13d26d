//! What is wrong with an operator and its operand, whatever the field.

use super::ast::{Function, Operand, Operator, Terminal};
use super::functions;

/// The message about an operator that does not go with its operand.
pub(super) fn usage(name: &str, terminal: &Terminal) -> Option<String> {
    let operand = terminal.operand.as_ref()?;
    if let Some(function) = unknown(operand) {
        return Some(format!("Unable to find JQL function '{function}'."));
    }
    let operator = terminal.operator;
    let shown = operator.as_str();
    let list = match operand {
        Operand::List(_) => true,
        Operand::Function(f) => functions::find(&f.name).is_some_and(|known| known.list),
        _ => false,
    };
    if *operand == Operand::Empty {
        let refused = operator.takes_list() || operator.compares();
        return refused.then(|| {
            format!(
                "Operator '{shown}' does not support the empty value representation 'EMPTY' for \
                 field '{name}'."
            )
        });
    }
    if matches!(operator, Operator::Is | Operator::IsNot) {
        return Some(format!(
            "Operator '{shown}' does not support searching for non-empty values for field '{name}'."
        ));
    }
    (operator.takes_list() != list).then(|| {
        let what = if list { "list" } else { "non-list" };
        let value = operand.shown();
        format!(
            "Operator '{shown}' does not support the {what} value '{value}' for field '{name}'."
        )
    })
}

/// A function that does not exist.
fn unknown(operand: &Operand) -> Option<&Function> {
    match operand {
        Operand::Function(f) => functions::find(&f.name).is_none().then_some(f),
        Operand::List(items) => items.iter().find_map(unknown),
        _ => None,
    }
}
