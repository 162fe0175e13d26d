//! The fields that our models read against the described answer.

use atlassian_core::Shape;
use serde_json::Value;

use super::check::Compared;
use super::disagreement::{Kind, suggestion};
use crate::description::{additional, is_scalar};

/// Compares the fields of the answer's model with the described ones.
pub(super) fn compare(compared: &mut Compared<'_>, shape: &Shape) {
    let items = compared.declared.paging.map(|paging| paging.items_field());
    if shape.fields.is_empty() && items.is_none() {
        return;
    }
    let has_json = |it: &&Value| {
        let content = it["content"].as_object().into_iter().flatten();
        content
            .into_iter()
            .any(|(media, _)| media.contains("json") || media == "*/*")
    };
    if !compared.described.answers().iter().any(has_json) {
        compared.differ(Kind::Answer, compared.declared.path, "");
        return;
    }
    let mut schemas = compared.described.answer_schemas();
    let mut way = String::new();
    let page = compared
        .declared
        .paging
        .and_then(|paging| paging.page_field());
    for field in page.into_iter().chain(items.flatten()) {
        let envelope = Schemas::of(compared, &schemas);
        if envelope.says_nothing() {
            compared.unchecked("its answer is not described");
            return;
        }
        compared.count_field();
        let found = envelope.field(field);
        if found.is_empty() {
            let hint = suggestion(field, envelope.names());
            compared.differ(Kind::AnswerField, field, hint);
            return;
        }
        schemas = found;
        way = if way.is_empty() {
            field.to_owned()
        } else {
            format!("{way}.{field}")
        };
    }
    compare_shape(compared, shape, &schemas, &way);
}

fn compare_shape(compared: &mut Compared<'_>, shape: &Shape, schemas: &[&Value], way: &str) {
    if shape.fields.is_empty() {
        return;
    }
    let below = |field: &str| match way {
        "" => field.to_owned(),
        way => format!("{way}.{field}"),
    };
    let described = Schemas::of(compared, schemas);
    if described.says_nothing() {
        let what = if way.is_empty() { "its answer" } else { way };
        compared.unchecked(&format!("the fields of `{what}` are not described"));
        return;
    }
    if described.is_plain() {
        let subject = if way.is_empty() { "the answer" } else { way };
        compared.differ_in(Some(shape.name), Kind::PlainAnswer, subject, "");
        return;
    }
    for (field, inner) in &shape.fields {
        if *field == "*" {
            // A map: what holds for each of its values, whether the description names the keys or not.
            compare_shape(compared, inner, &described.values(), &below("*"));
            continue;
        }
        compared.count_field();
        let found = described.field(field);
        if found.is_empty() {
            let model = (!shape.name.is_empty()).then_some(shape.name);
            let hint = suggestion(field, described.names());
            compared.differ_in(model, Kind::AnswerField, below(field), hint);
        } else {
            compared.meet(shape.name, field);
            compare_shape(compared, inner, &found, &below(field));
        }
    }
}

/// Schemas of which one or another applies, without the lists around them.
struct Schemas<'a> {
    parts: Vec<&'a Value>,
}

impl<'a> Schemas<'a> {
    fn of(compared: &Compared<'a>, schemas: &[&'a Value]) -> Self {
        let description = compared.described.description;
        let mut parts = Vec::new();
        let mut left: Vec<&Value> = schemas.to_vec();
        // A list in a list in a list: nobody goes deeper.
        for _ in 0..4 {
            let mut inner = Vec::new();
            for part in left.iter().flat_map(|it| description.parts(it)) {
                match part.get("items") {
                    Some(items) => inner.push(items),
                    None => parts.push(part),
                }
            }
            left = inner;
        }
        Self { parts }
    }

    fn says_nothing(&self) -> bool {
        self.parts.is_empty()
    }

    fn is_plain(&self) -> bool {
        self.parts.iter().all(|it| is_scalar(it))
    }

    fn properties(&self) -> impl Iterator<Item = (&'a String, &'a Value)> + '_ {
        let objects = self
            .parts
            .iter()
            .filter_map(|it| it["properties"].as_object());
        objects.flatten()
    }

    fn names(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.properties().map(|(name, _)| name.as_str())
    }

    /// The schemas of a field: what is said of it, or else of every field.
    fn field(&self, name: &str) -> Vec<&'a Value> {
        let named = self.properties().filter(|(it, _)| *it == name);
        let named: Vec<&Value> = named.map(|(_, schema)| schema).collect();
        if named.is_empty() {
            self.parts.iter().filter_map(|it| additional(it)).collect()
        } else {
            named
        }
    }

    /// The schemas of a map's values.
    fn values(&self) -> Vec<&'a Value> {
        let any = self.parts.iter().filter_map(|it| additional(it));
        any.chain(self.properties().map(|(_, schema)| schema))
            .collect()
    }
}
