//! The bodies that write issues: `fields` and `update` as one list of changes.

use serde_json::{Map, Value};

use super::trouble::Errors;
use crate::errors;
use crate::reply::Reply;
use crate::state::jira::field::FieldId;

/// What an entry of `update` asks for; an entry of `fields` sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Set,
    Add,
    Remove,
    Edit,
    Copy,
}

impl Verb {
    const ALL: [Self; 5] = [Self::Set, Self::Add, Self::Remove, Self::Edit, Self::Copy];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::Add => "add",
            Self::Remove => "remove",
            Self::Edit => "edit",
            Self::Copy => "copy",
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Change<'a> {
    /// As it was sent.
    pub(super) name: &'a str,
    /// `None`: no field is ever called so.
    pub(super) field: Option<FieldId>,
    pub(super) verb: Verb,
    pub(super) value: &'a Value,
}

fn object<'a>(body: &'a Value, name: &str) -> Result<Option<&'a Map<String, Value>>, Reply> {
    match &body[name] {
        Value::Null => Ok(None),
        Value::Object(map) => Ok(Some(map)),
        _ => Err(errors::bad_json()),
    }
}

/// Reads `fields` and `update`; a field may be in one of them only.
pub(super) fn changes<'a>(
    body: &'a Value,
    troubles: &mut Errors,
) -> Result<Vec<Change<'a>>, Reply> {
    let mut changes = Vec::new();
    let fields = object(body, "fields")?;
    for (name, value) in fields.into_iter().flatten() {
        changes.push(Change {
            name,
            field: FieldId::parse(name),
            verb: Verb::Set,
            value,
        });
    }
    for (name, operations) in object(body, "update")?.into_iter().flatten() {
        let Value::Array(operations) = operations else {
            return Err(errors::bad_json());
        };
        if !operations.is_empty() && fields.is_some_and(|fields| fields.contains_key(name)) {
            troubles.field(
                name,
                format!("Field '{name}' cannot appear in both 'fields' and 'update'"),
            );
            continue;
        }
        for operation in operations {
            let Some(operation) = operation.as_object() else {
                return Err(errors::bad_json());
            };
            for (verb, value) in operation {
                let Some(verb) = Verb::ALL.into_iter().find(|known| known.name() == verb) else {
                    return Err(errors::bad_json());
                };
                changes.push(Change {
                    name,
                    field: FieldId::parse(name),
                    verb,
                    value,
                });
            }
        }
    }
    Ok(changes)
}
