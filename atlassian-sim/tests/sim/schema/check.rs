//! A JSON value against a schema of an `OpenAPI` 3.0 document.
//!
//! Small on purpose: what the descriptions use, and stricter than they are in one respect: a key that the schema does
//! not name is a finding. The crate `jsonschema` knows neither that nor `nullable`, and takes 45 s to build.
//! Left out: `pattern`, which stands at three places of all descriptions.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Who sent the value: what is read-only is required of the service alone, what is write-only of the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Request,
    Answer,
}

/// Something that is not as described.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The place: a JSON pointer, with `*` for each index.
    pub(crate) at: String,
    pub(crate) what: String,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Checker<'a> {
    pub(crate) document: &'a Value,
    pub(crate) side: Side,
}

impl<'a> Checker<'a> {
    pub(crate) fn findings(self, schema: &'a Value, value: &Value) -> Vec<Finding> {
        let mut found = Vec::new();
        self.walk([schema], value, "", &mut found);
        found
    }

    pub(crate) fn resolve(self, mut schema: &'a Value) -> &'a Value {
        // As many steps as no reference needs: some point at themselves.
        for _ in 0..32 {
            let target = schema["$ref"]
                .as_str()
                .and_then(|reference| self.document.pointer(reference.strip_prefix('#')?));
            match target {
                Some(target) => schema = target,
                None => break,
            }
        }
        schema
    }

    /// Checks a value of which each of the schemas tells a part.
    fn walk(
        self,
        schemas: impl IntoIterator<Item = &'a Value>,
        value: &Value,
        at: &str,
        found: &mut Vec<Finding>,
    ) {
        let mut parts = Vec::new();
        for schema in schemas {
            self.take_apart(schema, value, &mut parts);
        }
        self.check(&parts, value, at, found);
    }

    /// The schema, all that it is composed of, and of alternatives the one that fits best.
    fn take_apart(self, schema: &'a Value, value: &Value, parts: &mut Vec<&'a Value>) {
        let schema = self.resolve(schema);
        if parts.iter().any(|part| std::ptr::eq(*part, schema)) {
            return;
        }
        parts.push(schema);
        for part in list(schema, "allOf") {
            self.take_apart(part, value, parts);
        }
        for alternatives in ["oneOf", "anyOf"] {
            let chosen = self.named(schema, value).or_else(|| {
                list(schema, alternatives).min_by_key(|alternative| {
                    let mut inner = parts.clone();
                    self.take_apart(alternative, value, &mut inner);
                    let mut found = Vec::new();
                    self.check(&inner, value, "", &mut found);
                    found.len()
                })
            });
            if let Some(chosen) = chosen {
                self.take_apart(chosen, value, parts);
            }
        }
    }

    /// The alternative that the value itself names.
    fn named(self, schema: &'a Value, value: &Value) -> Option<&'a Value> {
        let discriminator = schema.get("discriminator")?;
        let name = value[discriminator["propertyName"].as_str()?].as_str()?;
        let reference = discriminator["mapping"][name].as_str();
        let reference = reference.map_or_else(
            || format!("/components/schemas/{name}"),
            |reference| reference.trim_start_matches('#').to_owned(),
        );
        self.document.pointer(&reference)
    }

    fn check(self, parts: &[&'a Value], value: &Value, at: &str, found: &mut Vec<Finding>) {
        let mut report = |what: String| {
            found.push(Finding {
                at: at.to_owned(),
                what,
            });
        };
        if value.is_null() {
            let silent = parts.iter().all(|part| part.get("type").is_none());
            let may_be =
                |part: &&Value| part["nullable"] == true || list(part, "enum").any(Value::is_null);
            if !silent && !parts.iter().any(may_be) {
                report("null, which the schema does not allow".to_owned());
            }
            return;
        }
        for part in parts {
            if let Some(wanted) = part["type"].as_str()
                && !is_a(value, wanted)
            {
                report(format!("{}, where the schema has {wanted}", kind(value)));
                return;
            }
            if part.get("enum").is_some() && !list(part, "enum").any(|it| it == value) {
                report(format!("{value}, which is none of the schema's values"));
            }
            for what in out_of_bounds(part, value) {
                report(what);
            }
            if let Some(format) = part["format"].as_str()
                && !has_format(value, format)
            {
                report(format!("{value}, which is no {format}"));
            }
        }
        match value {
            Value::Object(fields) => self.object(parts, fields, at, found),
            Value::Array(items) => {
                for item in items {
                    let schemas = parts.iter().filter_map(|part| part.get("items"));
                    self.walk(schemas, item, &format!("{at}/*"), found);
                }
            }
            _ => {}
        }
    }

    fn object(
        self,
        parts: &[&'a Value],
        fields: &Map<String, Value>,
        at: &str,
        found: &mut Vec<Finding>,
    ) {
        let mut known: BTreeMap<&str, Vec<&'a Value>> = BTreeMap::new();
        for part in parts {
            for (name, schema) in part["properties"].as_object().into_iter().flatten() {
                known.entry(name).or_default().push(schema);
            }
        }
        for name in parts.iter().flat_map(|part| list(part, "required")) {
            let name = name.as_str().unwrap_or_default();
            let others = match self.side {
                Side::Request => "readOnly",
                Side::Answer => "writeOnly",
            };
            let schemas = known.get(name).into_iter().flatten();
            let not_ours = schemas
                .into_iter()
                .any(|it| self.resolve(it)[others] == true);
            if !fields.contains_key(name) && !not_ours {
                found.push(Finding {
                    at: format!("{at}/{name}"),
                    what: "absent, which the schema requires".to_owned(),
                });
            }
        }
        let maps: Vec<&'a Value> = parts
            .iter()
            .filter_map(|part| part.get("additionalProperties"))
            .filter(|it| it.as_object().is_some_and(|it| !it.is_empty()))
            .collect();
        for (name, value) in fields {
            let at = format!("{at}/{}", if is_number(name) { "*" } else { name });
            if let Some(schemas) = known.get(name.as_str()) {
                self.walk(schemas.iter().copied(), value, &at, found);
            } else if !maps.is_empty() {
                self.walk(maps.iter().copied(), value, &at, found);
            } else if !known.is_empty() {
                // Without any key it is a shape that the description left out, and no empty object.
                let what = "a key that the schema does not name".to_owned();
                found.push(Finding { at, what });
            }
        }
    }
}

fn list<'v>(schema: &'v Value, keyword: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    schema[keyword].as_array().into_iter().flatten()
}

fn is_number(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_a(value: &Value, wanted: &str) -> bool {
    match wanted {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn out_of_bounds(schema: &Value, value: &Value) -> Vec<String> {
    let size = match value {
        Value::Number(number) => number.as_f64().map(|n| (n, "minimum", "maximum")),
        #[allow(clippy::cast_precision_loss)]
        Value::String(text) => Some((text.chars().count() as f64, "minLength", "maxLength")),
        #[allow(clippy::cast_precision_loss)]
        Value::Array(items) => Some((items.len() as f64, "minItems", "maxItems")),
        _ => None,
    };
    let mut found = Vec::new();
    if let Some((size, least, most)) = size {
        for (name, wrong) in [
            (
                least,
                schema[least].as_f64().is_some_and(|bound| size < bound),
            ),
            (
                most,
                schema[most].as_f64().is_some_and(|bound| size > bound),
            ),
        ] {
            if wrong {
                found.push(format!(
                    "{size}, beyond the schema's {name} {}",
                    schema[name]
                ));
            }
        }
    }
    if let (true, Some(items)) = (schema["uniqueItems"] == true, value.as_array()) {
        let twice = |(at, item)| items.iter().take(at).any(|other| other == item);
        if items.iter().enumerate().any(twice) {
            found.push("an array that holds something twice".to_owned());
        }
    }
    found
}

fn has_format(value: &Value, format: &str) -> bool {
    let Some(text) = value.as_str() else {
        let number = value.as_i64();
        return format != "int32" || number.is_none_or(|it| i32::try_from(it).is_ok());
    };
    match format {
        "date" => is_date(text),
        "date-time" => is_moment(text),
        "uri" | "url" => text.contains("://"),
        "uuid" => {
            let groups: Vec<usize> = text.split('-').map(str::len).collect();
            groups == [8, 4, 4, 4, 12] && text.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
        }
        "email" => text.contains('@'),
        _ => true,
    }
}

/// Whether the text looks like `pattern`, in which a `0` stands for any digit.
fn looks_like(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text
            .bytes()
            .zip(pattern.bytes())
            .all(|(byte, wanted)| match wanted {
                b'0' => byte.is_ascii_digit(),
                _ => byte == wanted,
            })
}

fn is_date(text: &str) -> bool {
    looks_like(text, "0000-00-00")
}

/// RFC 3339, and Jira's own way of writing it: an offset without a colon.
fn is_moment(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else {
        return false;
    };
    let Some(at) = time.rfind(['Z', '+', '-']) else {
        return false;
    };
    let (time, offset) = time.split_at(at);
    let (seconds, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let offset = offset.replace('-', "+");
    is_date(date)
        && looks_like(seconds, "00:00:00")
        && is_number(fraction)
        && (offset == "Z" || looks_like(&offset, "+00:00") || looks_like(&offset, "+0000"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What is wrong with a value, as `place: what`, shortened.
    fn wrong(side: Side, schemas: &Value, value: &Value) -> Vec<String> {
        let document = json!({ "components": { "schemas": schemas } });
        let schema = json!({ "$ref": "#/components/schemas/It" });
        let (document, schema) = (Box::leak(Box::new(document)), Box::leak(Box::new(schema)));
        let found = Checker { document, side }.findings(schema, value);
        found
            .into_iter()
            .map(|it| format!("{} {}", it.at, it.what))
            .collect()
    }

    #[test]
    fn keys_types_and_what_is_required() {
        let it = json!({ "It": {
            "type": "object",
            "required": ["id", "made", "secret"],
            "properties": {
                "id": { "type": "integer", "format": "int32" },
                "made": { "readOnly": true, "type": "string", "format": "date-time" },
                "secret": { "writeOnly": true, "type": "string" },
                "kind": { "type": "string", "enum": ["a", "b"], "nullable": true },
                "tags": { "type": "array", "items": { "type": "string" }, "maxItems": 2 },
                "map": { "type": "object", "additionalProperties": { "type": "boolean" } },
                "any": {},
                "unknown": { "type": "object", "additionalProperties": false },
            },
        }});
        let good = json!({ "id": 1, "made": "2026-01-05T09:00:00.000+0000", "kind": null, "tags": ["x"],
            "map": { "x": true }, "any": { "x": 1 }, "unknown": { "x": 1 } });
        assert_eq!(wrong(Side::Answer, &it, &good), [""; 0]);
        assert_eq!(
            wrong(Side::Request, &it, &json!({ "id": 1, "secret": "x" })),
            [""; 0]
        );
        let bad = json!({ "id": 3_000_000_000_u64, "kind": "c", "tags": [1, "x", null], "map": { "x": 1 }, "more": 1 });
        assert_eq!(
            wrong(Side::Answer, &it, &bad),
            [
                "/made absent, which the schema requires",
                "/id 3000000000, which is no int32",
                "/kind \"c\", which is none of the schema's values",
                "/map/x a number, where the schema has boolean",
                "/more a key that the schema does not name",
                "/tags 3, beyond the schema's maxItems 2",
                "/tags/* a number, where the schema has string",
                "/tags/* null, which the schema does not allow",
            ]
        );
    }

    #[test]
    fn compositions_are_one_object_and_the_best_alternative_counts() {
        let schemas = json!({
            "It": { "allOf": [{ "$ref": "#/components/schemas/Base" }, { "properties": { "own": { "type": "string" },
                "links": { "properties": { "base": {} } } } }],
                "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }] },
            "Base": { "type": "object", "properties": { "id": { "type": "string" },
                "links": { "type": "object", "properties": { "self": {} } } } },
            "Cat": { "type": "object", "required": ["lives"], "properties": { "lives": { "type": "integer" } } },
            "Dog": { "type": "object", "required": ["tricks"], "properties": { "tricks": { "type": "array" } } },
        });
        let links = json!({ "self": 1, "base": 1 });
        let dog = json!({ "id": "1", "own": "x", "links": links, "tricks": [] });
        assert_eq!(wrong(Side::Answer, &schemas, &dog), [""; 0]);
        let both = json!({ "id": "1", "tricks": [], "lives": 9 });
        assert_eq!(wrong(Side::Answer, &schemas, &both).len(), 1);
        assert_eq!(
            wrong(Side::Answer, &schemas, &json!({ "tricks": 1 })),
            ["/tricks a number, where the schema has array"]
        );
    }

    #[test]
    fn a_discriminator_names_the_alternative() {
        let schemas = json!({
            "It": { "type": "object", "properties": { "type": { "type": "string" } },
                "discriminator": { "propertyName": "type", "mapping": { "c": "#/components/schemas/Cat" } },
                "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }] },
            "Cat": { "allOf": [{ "$ref": "#/components/schemas/It" }, { "properties": { "lives": {} } }] },
            "Dog": { "allOf": [{ "$ref": "#/components/schemas/It" }, { "properties": { "tricks": {} } }] },
        });
        assert_eq!(
            wrong(
                Side::Answer,
                &schemas,
                &json!({ "type": "Dog", "tricks": 1 })
            ),
            [""; 0]
        );
        assert_eq!(
            wrong(Side::Answer, &schemas, &json!({ "type": "c", "tricks": 1 })),
            ["/tricks a key that the schema does not name"]
        );
    }

    #[test]
    fn formats_are_looked_at() {
        for (format, good, bad) in [
            ("date-time", "2026-01-05T09:00:00Z", "2026-01-05 09:00:00Z"),
            (
                "date-time",
                "2026-01-05T09:00:00.5-03:00",
                "2026-01-05T09:00:00",
            ),
            ("date", "2026-01-05", "2026-1-5"),
            ("uri", "http://127.0.0.1/x", "/x"),
            ("uuid", "b1f3c8e0-0000-4000-8000-000000000000", "b1f3c8e0"),
            ("email", "user@example.com", "user"),
        ] {
            assert!(has_format(&json!(good), format), "{good}");
            assert!(!has_format(&json!(bad), format), "{bad}");
        }
    }
}
