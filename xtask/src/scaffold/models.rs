//! The types that the operations of a draft speak of.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value;

use super::names::{Names, camel, pascal, singular, snake, words};
use super::prose;
use crate::description::{Description, additional, is_scalar, strings};

/// Collects types while operations are written.
#[derive(Debug)]
pub(super) struct Models<'a> {
    pub(super) description: &'a Description,
    names: Names,
    /// What a bare `id` of a parameter is the id of.
    subject: String,
    ids: Vec<String>,
    /// Name and words.
    enums: Vec<(String, Vec<&'a str>)>,
    /// Name and text, in the order of their first mention.
    structs: Vec<(String, String)>,
    /// The types that schemas became.
    of_schema: BTreeMap<*const Value, String>,
    /// The structs that are being written: who mentions one of them is inside it.
    open: Vec<*const Value>,
    /// Whether the service receives what is being written: then it is told what it requires.
    pub(super) sent: bool,
}

impl<'a> Models<'a> {
    pub(super) fn new(description: &'a Description, names: Names, subject: String) -> Self {
        Self {
            description,
            names,
            subject,
            ids: Vec::new(),
            enums: Vec::new(),
            structs: Vec::new(),
            of_schema: BTreeMap::new(),
            open: Vec::new(),
            sent: false,
        }
    }

    /// The type of a parameter's value: something that fits into a query string, and whether there can be many of it.
    pub(super) fn parameter(&mut self, schema: &'a Value, field: &str) -> (String, bool) {
        let subject = self.subject.clone();
        let full = self.type_of(schema, &subject, field);
        let inner = full
            .strip_prefix("Vec<")
            .and_then(|it| it.strip_suffix('>'));
        let many = inner.is_some();
        let one = inner.unwrap_or(&full);
        let plain = matches!(one, "String" | "bool" | "i64" | "Timestamp")
            || self.ids.iter().any(|it| it == one)
            || self.enums.iter().any(|(it, _)| it == one);
        let one = if plain {
            one.to_owned()
        } else {
            String::from("String")
        };
        (one, many)
    }

    /// The type of a value that stands in a field of an owner.
    pub(super) fn type_of(&mut self, schema: &'a Value, owner: &str, field: &str) -> String {
        let (resolved, name) = self.description.resolve_named(schema);
        // `allOf` around a single reference is there to hang a description on.
        if let Some([only]) = resolved["allOf"].as_array().map(Vec::as_slice)
            && resolved.get("properties").is_none()
        {
            return self.type_of(only, owner, field);
        }
        if let Some(items) = resolved.get("items") {
            let inner = self.inside(items, owner, field);
            return format!("Vec<{inner}>");
        }
        if is_scalar(resolved) {
            return self.scalar(resolved, name, owner, field);
        }
        let parts = self.description.parts(resolved);
        let one_alternative = ["oneOf", "anyOf"]
            .iter()
            .all(|it| resolved[it].as_array().is_none_or(|it| it.len() < 2));
        let has_fields = parts.iter().any(|part| part["properties"].is_object());
        if has_fields && one_alternative {
            return self.object(resolved, &parts, name, owner, field);
        }
        if let Some(values) = parts.iter().find_map(|part| additional(part)) {
            let inner = self.inside(values, owner, field);
            return format!("BTreeMap<String, {inner}>");
        }
        String::from("serde_json::Value")
    }

    /// The type of the elements of a list or a map, which need no box.
    fn inside(&mut self, schema: &'a Value, owner: &str, field: &str) -> String {
        let kind = self.type_of(schema, owner, &one_of(field));
        let unboxed = kind
            .strip_prefix("Box<")
            .and_then(|it| it.strip_suffix('>'));
        unboxed.map_or(kind.clone(), str::to_owned)
    }

    fn scalar(
        &mut self,
        schema: &'a Value,
        name: Option<&str>,
        owner: &str,
        field: &str,
    ) -> String {
        let among: Vec<&str> = strings(&schema["enum"]).collect();
        match schema["type"].as_str() {
            Some("boolean") => String::from("bool"),
            Some("number") => String::from("f64"),
            Some("integer") => self.id(owner, field).unwrap_or_else(|| String::from("i64")),
            _ if !among.is_empty() => self.open_enum(schema, &among, name, owner, field),
            _ if schema["format"] == "date-time" => String::from("Timestamp"),
            _ => self
                .id(owner, field)
                .unwrap_or_else(|| String::from("String")),
        }
    }

    /// The id type for a field that looks like one.
    fn id(&mut self, owner: &str, field: &str) -> Option<String> {
        let parts = words(field);
        let last = parts.last()?.as_str();
        let key = last == "key"
            && parts.len() > 1
            && ["issue", "project", "key"].contains(&parts[parts.len() - 2].as_str());
        let either = field.ends_with("IdOrKey") || field.ends_with("KeyOrId");
        if last != "id" && !key && !either {
            return None;
        }
        let name = match parts.as_slice() {
            [_] => format!("{owner}Id"),
            _ => pascal(&parts),
        };
        if !self.ids.contains(&name) {
            // A name that a model has already cannot be that of an id.
            if self.names.take(std::slice::from_ref(&name)) != name {
                return None;
            }
            self.ids.push(name.clone());
        }
        Some(name)
    }

    fn open_enum(
        &mut self,
        schema: &'a Value,
        among: &[&'a str],
        name: Option<&str>,
        owner: &str,
        field: &str,
    ) -> String {
        if let Some(known) = self.of_schema.get(&std::ptr::from_ref(schema)) {
            return known.clone();
        }
        let mut own = words(owner);
        own.extend(words(field));
        let wish = name.map_or_else(|| pascal(&own), |name| pascal(&words(name)));
        let same = self
            .enums
            .iter()
            .find(|(it, words)| *it == wish && words == among);
        if let Some((known, _)) = same {
            return known.clone();
        }
        let name = self.names.take(&[wish.clone(), format!("{wish}Word")]);
        self.enums.push((name.clone(), among.to_vec()));
        self.of_schema.insert(schema, name.clone());
        name
    }

    fn object(
        &mut self,
        schema: &'a Value,
        parts: &[&'a Value],
        name: Option<&str>,
        owner: &str,
        field: &str,
    ) -> String {
        if let Some(known) = self.of_schema.get(&std::ptr::from_ref(schema)).cloned() {
            let inside = self.open.iter().any(|it| std::ptr::eq(*it, schema));
            return if inside {
                format!("Box<{known}>")
            } else {
                known
            };
        }
        let mut own = words(owner);
        own.extend(words(field));
        let wish = name.map_or_else(|| pascal(&own), |name| pascal(&words(name)));
        let name = self.names.take(&[wish.clone(), format!("{wish}Model")]);
        self.of_schema.insert(schema, name.clone());
        let place = self.structs.len();
        self.structs.push((name.clone(), String::new()));
        self.open.push(schema);

        let otherwise = format!("what is sent as `{}`", words(&name).join(" "));
        let mut text = prose::draft(
            "",
            schema["description"].as_str().unwrap_or_default(),
            &otherwise,
        );
        text.push_str("#[derive(Clone, Debug, Serialize, Deserialize)]\n#[serde(rename_all = \"camelCase\")]\n");
        let _ = writeln!(text, "#[non_exhaustive]\npub struct {name} {{");
        let required = self.description.required(schema);
        let mut fields = Names::default();
        let mut written: Vec<&str> = Vec::new();
        for part in parts {
            for (wire, inner) in part["properties"].as_object().into_iter().flatten() {
                if written.contains(&wire.as_str()) {
                    continue;
                }
                written.push(wire);
                let field = fields.take(&[snake(&words(wire))]);
                let doc = self.description.resolve(inner)["description"].as_str();
                let doc = inner["description"].as_str().or(doc).unwrap_or_default();
                text.push_str(&prose::draft("    ", doc, &format!("the field `{wire}`")));
                let mut attributes = Vec::new();
                if camel(&field) != *wire {
                    attributes.push(format!("rename = {wire:?}"));
                }
                let must = self.sent && required.contains(wire.as_str());
                if !must {
                    attributes.push(String::from("skip_serializing_if = \"Option::is_none\""));
                }
                if !attributes.is_empty() {
                    let _ = writeln!(text, "    #[serde({})]", attributes.join(", "));
                }
                let kind = self.type_of(inner, &name, wire);
                let kind = if must {
                    kind
                } else {
                    format!("Option<{kind}>")
                };
                let _ = writeln!(text, "    pub {field}: {kind},");
            }
        }
        text.push_str("}\n");
        self.open.pop();
        self.structs[place].1 = text;
        name
    }

    /// The declarations of all types.
    pub(super) fn render(&self) -> String {
        let mut text = String::new();
        if !self.ids.is_empty() {
            text.push_str("\nid_type! {\n");
            let ids = self.ids.iter().map(|name| {
                let doc = prose::draft(
                    "    ",
                    "",
                    &format!("the id that is called `{}`", words(name).join(" ")),
                );
                format!("{doc}    pub struct {name};\n")
            });
            text.push_str(&ids.collect::<Vec<_>>().join("\n"));
            text.push_str("}\n");
        }
        for (name, among) in &self.enums {
            let doc = prose::draft(
                "    ",
                "",
                &format!("the words of `{}`", words(name).join(" ")),
            );
            let _ = writeln!(text, "\nopen_enum! {{\n{doc}    pub enum {name} {{");
            let mut variants = Names::reserving(&["Other"]);
            for word in among {
                let wish = pascal(&words(word));
                let variant = variants.take(&[wish.clone(), format!("{wish}Word")]);
                let doc = prose::draft("        ", "", &format!("`{word}`"));
                let _ = writeln!(text, "{doc}        {variant} = {word:?},");
            }
            text.push_str("    }\n}\n");
        }
        for (_, body) in &self.structs {
            text.push('\n');
            text.push_str(body);
        }
        text
    }
}

/// The name of an element of a list.
fn one_of(field: &str) -> String {
    let mut parts = words(field);
    if let Some(last) = parts.last_mut() {
        *last = singular(last);
    }
    camel(&parts.join("_"))
}
