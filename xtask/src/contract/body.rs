//! The body of a request against its description.

use std::collections::BTreeSet;

use atlassian_core::Place;

use super::check::Compared;
use super::disagreement::{Kind, suggestion};
use crate::description::Operation;

/// The fields that the description has for the body.
pub(crate) fn described_fields<'a>(operation: &Operation<'a>) -> Vec<&'a str> {
    let Some(schema) = operation.body_schema() else {
        return Vec::new();
    };
    let parts = operation.description.parts(schema);
    let properties = parts
        .into_iter()
        .filter_map(|part| part["properties"].as_object());
    let names: BTreeSet<&str> = properties
        .flat_map(|it| it.keys().map(String::as_str))
        .collect();
    names.into_iter().collect()
}

/// Compares the declared fields with the described ones.
pub(super) fn compare(compared: &mut Compared<'_>) {
    let whole = compared.declared_in(Place::WholeBody).next();
    let fields: Vec<(&str, bool)> = compared.declared_in(Place::Body).collect();
    let Some(body) = compared.described.body() else {
        let declared = whole.map(|it| it.0).into_iter();
        for name in declared.chain(fields.iter().map(|it| it.0)) {
            compared.differ(Kind::Body, name, "");
        }
        return;
    };
    let described = described_fields(compared.described);
    let schema = compared.described.body_schema();
    let required = schema
        .map(|it| compared.described.description.required(it))
        .unwrap_or_default();
    if whole.is_some() {
        return;
    }
    if fields.is_empty() {
        if body["required"] == true || !required.is_empty() {
            compared.differ(Kind::BodyLacking, "requestBody", "");
        }
        return;
    }
    if described.is_empty() {
        compared.unchecked("the fields of its body are not described");
        return;
    }
    for (name, is_required) in &fields {
        if !described.contains(name) {
            let hint = suggestion(name, described.iter().copied());
            compared.differ(Kind::BodyField, *name, hint);
        } else if required.contains(name) && !is_required {
            compared.differ(Kind::BodyFieldOptional, *name, "");
        } else if !required.contains(name) && *is_required {
            compared.differ(Kind::BodyFieldRequired, *name, "");
        }
    }
    for name in required {
        if !fields.iter().any(|(declared, _)| *declared == name) {
            compared.differ(Kind::BodyFieldLacking, name, "");
        }
    }
}
