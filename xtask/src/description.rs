//! Reading `OpenAPI` documents as plain JSON: the published ones are too careless for a typed reader.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::Failure;

/// References are followed this far: some point at themselves.
const DEEPEST: usize = 32;

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "patch", "head", "options"];

/// One `OpenAPI` document.
#[derive(Debug)]
pub(crate) struct Description {
    /// The name of its file.
    pub(crate) file: String,
    document: Value,
    /// What stands before its paths: the path of its first server.
    base: String,
}

impl Description {
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let complaint = |error: &dyn std::fmt::Display| {
            Failure(format!("cannot read {}: {error}", path.display()))
        };
        let text = std::fs::read_to_string(path).map_err(|error| complaint(&error))?;
        let document: Value = serde_json::from_str(&text).map_err(|error| complaint(&error))?;
        if !document["paths"].is_object() {
            return Err(complaint(&"it is no OpenAPI document: it has no paths"));
        }
        let file = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        Ok(Self::new(file.unwrap_or_default(), document))
    }

    pub(crate) fn new(file: impl Into<String>, document: Value) -> Self {
        let server = document["servers"][0]["url"].as_str().unwrap_or_default();
        let base = path_of(server).trim_end_matches('/').to_owned();
        Self {
            file: file.into(),
            document,
            base,
        }
    }

    /// The same with paths that do not begin with this.
    pub(crate) fn without(mut self, address: &str) -> Self {
        if let Some(rest) = self.base.strip_prefix(address) {
            self.base = rest.to_owned();
        }
        self
    }

    /// Every operation, in the order of the document's own keys.
    pub(crate) fn operations(&self) -> Vec<Operation<'_>> {
        let mut found = Vec::new();
        for (path, item) in self.document["paths"].as_object().into_iter().flatten() {
            let item = self.resolve(item);
            for method in METHODS {
                if let Some(operation) = item.get(method).filter(|it| it.is_object()) {
                    found.push(Operation {
                        description: self,
                        method,
                        path: format!("{}{path}", self.base),
                        shared: item,
                        value: operation,
                    });
                }
            }
        }
        found
    }

    /// Follows `$ref`s inside the document; one that leads nowhere stays as it is.
    pub(crate) fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        self.resolve_named(value).0
    }

    /// Follows `$ref`s and tells the last name on the way.
    pub(crate) fn resolve_named<'a>(
        &'a self,
        mut value: &'a Value,
    ) -> (&'a Value, Option<&'a str>) {
        let mut name = None;
        for _ in 0..DEEPEST {
            let target = value
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|reference| {
                    let pointer = reference.strip_prefix('#')?;
                    Some((reference, self.document.pointer(pointer)?))
                });
            let Some((reference, target)) = target else {
                break;
            };
            name = reference.rsplit('/').next();
            value = target;
        }
        (value, name)
    }

    /// A schema taken apart: itself, or what it is composed of. Annotations without a type are left out.
    pub(crate) fn parts<'a>(&'a self, schema: &'a Value) -> Vec<&'a Value> {
        let mut parts = Vec::new();
        self.collect_parts(schema, &mut Vec::new(), &mut parts);
        parts
    }

    fn collect_parts<'a>(
        &'a self,
        schema: &'a Value,
        seen: &mut Vec<&'a Value>,
        into: &mut Vec<&'a Value>,
    ) {
        let schema = self.resolve(schema);
        if seen.iter().any(|it| std::ptr::eq(*it, schema)) {
            return;
        }
        seen.push(schema);
        for keyword in ["allOf", "oneOf", "anyOf"] {
            for part in schema[keyword].as_array().into_iter().flatten() {
                self.collect_parts(part, seen, into);
            }
        }
        let says_something = schema.get("items").is_some()
            || schema["properties"]
                .as_object()
                .is_some_and(|it| !it.is_empty())
            || additional(schema).is_some()
            || is_scalar(schema);
        if says_something {
            into.push(schema);
        }
    }

    /// The fields that a schema requires of a sender: all of `allOf`, and what every alternative requires.
    pub(crate) fn required<'a>(&'a self, schema: &'a Value) -> BTreeSet<&'a str> {
        self.required_within(schema, &mut Vec::new())
    }

    fn required_within<'a>(
        &'a self,
        schema: &'a Value,
        above: &mut Vec<&'a Value>,
    ) -> BTreeSet<&'a str> {
        let schema = self.resolve(schema);
        if above.iter().any(|it| std::ptr::eq(*it, schema)) {
            return BTreeSet::new();
        }
        above.push(schema);
        let mut names: BTreeSet<&str> = strings(&schema["required"]).collect();
        for part in schema["allOf"].as_array().into_iter().flatten() {
            names.extend(self.required_within(part, above));
        }
        for keyword in ["oneOf", "anyOf"] {
            let alternatives = schema[keyword].as_array().into_iter().flatten();
            let common = alternatives
                .map(|part| self.required_within(part, above))
                .reduce(|left, right| left.intersection(&right).copied().collect());
            names.extend(common.unwrap_or_default());
        }
        above.pop();
        // What only the service writes is required of the service.
        names.retain(|name| self.resolve(&schema["properties"][*name])["readOnly"] != true);
        names
    }
}

/// One operation of a description.
#[derive(Clone, Debug)]
pub(crate) struct Operation<'a> {
    pub(crate) description: &'a Description,
    /// In lower case.
    pub(crate) method: &'static str,
    /// With what the server's address has of it.
    pub(crate) path: String,
    shared: &'a Value,
    pub(crate) value: &'a Value,
}

/// A parameter of the path or of the query string.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DescribedParameter<'a> {
    pub(crate) name: &'a str,
    /// `path` or `query`; others are not looked at.
    pub(crate) place: &'a str,
    pub(crate) required: bool,
    pub(crate) value: &'a Value,
}

impl<'a> Operation<'a> {
    /// Where it stands, for a reader.
    pub(crate) fn place(&self) -> String {
        let method = self.method.to_uppercase();
        format!("{}: {method} {}", self.description.file, self.path)
    }

    pub(crate) fn text(&self, key: &str) -> &'a str {
        self.value[key].as_str().unwrap_or_default()
    }

    /// The parameters, those of the whole path included.
    pub(crate) fn parameters(&self) -> Vec<DescribedParameter<'a>> {
        let mut found: Vec<DescribedParameter<'a>> = Vec::new();
        let lists = [&self.value["parameters"], &self.shared["parameters"]];
        for value in lists.into_iter().filter_map(Value::as_array).flatten() {
            let value = self.description.resolve(value);
            let parameter = DescribedParameter {
                name: value["name"].as_str().unwrap_or_default(),
                place: value["in"].as_str().unwrap_or_default(),
                required: value["required"] == true || says_required(value),
                value,
            };
            let known = found
                .iter()
                .any(|it| (it.name, it.place) == (parameter.name, parameter.place));
            if !known && matches!(parameter.place, "path" | "query") {
                found.push(parameter);
            }
        }
        found
    }

    /// The request's body, if it has one.
    pub(crate) fn body(&self) -> Option<&'a Value> {
        self.value
            .get("requestBody")
            .map(|body| self.description.resolve(body))
    }

    /// The schema of the request's JSON body.
    pub(crate) fn body_schema(&self) -> Option<&'a Value> {
        json_schemas(self.body()?).next()
    }

    /// The successful answers.
    pub(crate) fn answers(&self) -> Vec<&'a Value> {
        let Some(answers) = self.value["responses"].as_object() else {
            return Vec::new();
        };
        // The client follows a 303, behind which is the result of what was done.
        let successful = answers
            .iter()
            .filter(|(status, _)| status.starts_with('2') || *status == "303");
        let mut found: Vec<&Value> = successful.map(|(_, answer)| answer).collect();
        if found.is_empty() {
            found.extend(answers.get("default"));
        }
        found
            .into_iter()
            .map(|answer| self.description.resolve(answer))
            .collect()
    }

    /// The schemas of the successful JSON answers.
    pub(crate) fn answer_schemas(&self) -> Vec<&'a Value> {
        self.answers().into_iter().flat_map(json_schemas).collect()
    }

    /// Classic and granular OAuth scopes; `None` where the description tells none.
    pub(crate) fn scopes(&self) -> Option<(BTreeSet<&'a str>, BTreeSet<&'a str>)> {
        let mut classic = BTreeSet::new();
        let mut granular = BTreeSet::new();
        if let Some(entries) = self.value["x-atlassian-oauth2-scopes"].as_array() {
            for entry in entries {
                let new = entry["state"] == "Beta";
                for scope in strings(&entry["scopes"]) {
                    sort_scope(scope, new, &mut classic, &mut granular);
                }
            }
        } else if let Some(scopes) = self.value.get("x-scopes") {
            // Those of an organization's API keys, which have one kind only.
            classic.extend(strings(scopes));
        } else {
            let schemes = self.value["security"].as_array().into_iter().flatten();
            for (_, scopes) in schemes.filter_map(Value::as_object).flatten() {
                for scope in strings(scopes) {
                    sort_scope(scope, false, &mut classic, &mut granular);
                }
            }
        }
        (!classic.is_empty() || !granular.is_empty()).then_some((classic, granular))
    }

    /// Whether the operation is on its way out, or gone.
    pub(crate) fn fate(&self) -> Fate {
        let text = self.text("description").to_lowercase();
        let gone = |thing: &str, verb: &str| text.contains(&format!("{thing} {verb} removed"));
        let things = ["endpoint", "operation", "resource", "api"];
        if things
            .iter()
            .any(|thing| gone(thing, "is currently being") || gone(thing, "has been"))
        {
            Fate::Removed
        } else if self.value["deprecated"] == true {
            Fate::Deprecated
        } else {
            Fate::Alive
        }
    }
}

/// Whether one should still use an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Alive,
    Deprecated,
    Removed,
}

/// Granular scopes name a verb, a thing and a product: `read:group:jira`.
fn sort_scope<'a>(
    scope: &'a str,
    new: bool,
    classic: &mut BTreeSet<&'a str>,
    granular: &mut BTreeSet<&'a str>,
) {
    if new || scope.matches(':').count() > 1 {
        granular.insert(scope);
    } else {
        classic.insert(scope);
    }
}

/// Whether the text says what the flag forgot.
fn says_required(parameter: &Value) -> bool {
    let text = parameter["description"].as_str().unwrap_or_default();
    text.contains("(Required)") || text.trim_end().ends_with(" Required.")
}

/// The schemas of the media types that are, or may be, JSON.
fn json_schemas(holder: &Value) -> impl Iterator<Item = &Value> {
    let content = holder["content"].as_object().into_iter().flatten();
    content
        .filter(|(media, _)| media.contains("json") || *media == "*/*")
        .filter_map(|(_, it)| it.get("schema"))
}

/// The schema of a map's values, where it has one.
pub(crate) fn additional(schema: &Value) -> Option<&Value> {
    schema
        .get("additionalProperties")
        .filter(|it| it.as_object().is_some_and(|it| !it.is_empty()))
}

pub(crate) fn is_scalar(schema: &Value) -> bool {
    let named = matches!(
        schema["type"].as_str(),
        Some("string" | "integer" | "number" | "boolean")
    );
    named || schema.get("enum").is_some()
}

pub(crate) fn strings(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

/// The path of an address, which may lack its scheme or have parameters for its host.
fn path_of(address: &str) -> &str {
    let Some((_, rest)) = address.split_once("//") else {
        return address;
    };
    rest.find('/').map_or("", |slash| &rest[slash..])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_server_gives_the_beginning_of_each_path() {
        for (server, base) in [
            ("https://your-domain.example", ""),
            ("//your-domain.example", ""),
            ("https://{your-domain}/wiki/api/v2", "/wiki/api/v2"),
            ("https://api.example/", ""),
            ("/rest", "/rest"),
            ("", ""),
        ] {
            let document = json!({"servers": [{"url": server}], "paths": {"/a": {"get": {}}}});
            let description = Description::new("s.json", document);
            assert_eq!(
                description.operations()[0].path,
                format!("{base}/a"),
                "{server}"
            );
        }
        let document =
            json!({"servers": [{"url": "http://{host}/shop/v1"}], "paths": {"/a": {"get": {}}}});
        let description = Description::new("s.json", document).without("/shop");
        assert_eq!(description.operations()[0].path, "/v1/a");
    }

    #[test]
    fn references_are_followed_and_loops_end() {
        let description = Description::new(
            "s.json",
            json!({
                "paths": {},
                "components": {"schemas": {
                    "A": {"$ref": "#/components/schemas/B"},
                    "B": {"type": "object", "properties": {"x": {}}},
                    "Loop": {"$ref": "#/components/schemas/Loop"},
                    "Nest": {"allOf": [{"$ref": "#/components/schemas/Nest"}, {"$ref": "#/components/schemas/A"}]},
                }},
            }),
        );
        let (found, name) =
            description.resolve_named(&description.document["components"]["schemas"]["A"]);
        assert!(found["properties"]["x"].is_object());
        assert_eq!(name, Some("B"));
        let schemas = &description.document["components"]["schemas"];
        assert!(description.parts(&schemas["Loop"]).is_empty());
        assert!(!description.parts(&schemas["Nest"]).is_empty());
        assert!(description.required(&schemas["Nest"]).is_empty());
    }

    #[test]
    fn what_one_alternative_requires_is_not_required() {
        let description = Description::new("s.json", json!({"paths": {}}));
        let schema = json!({
            "required": ["own", "made"],
            "properties": {"made": {"readOnly": true}},
            "allOf": [{"required": ["inherited"]}],
            "oneOf": [{"required": ["both", "left"]}, {"required": ["both", "right"]}],
        });
        let required: Vec<&str> = description.required(&schema).into_iter().collect();
        assert_eq!(required, ["both", "inherited", "own"]);
    }

    #[test]
    fn scopes_are_classic_or_granular() {
        let operation = json!({"x-atlassian-oauth2-scopes": [
            {"state": "Current", "scopes": ["read:jira-work"]},
            {"state": "Beta", "scopes": ["read:group:jira", "read:me"]},
        ]});
        let document = json!({"paths": {
            "/a": {"get": operation},
            "/b": {"get": {"security": [{"basicAuth": []}, {"OAuth2": ["read:sprint:jira-software"]}]}},
            "/c": {"get": {"x-scopes": ["read:tokens:admin"]}},
            "/d": {"get": {}},
        }});
        let description = Description::new("s.json", document);
        let operations = description.operations();
        let scopes = |index: usize| operations[index].scopes();
        assert_eq!(
            scopes(0),
            Some((
                ["read:jira-work"].into(),
                ["read:group:jira", "read:me"].into()
            ))
        );
        assert_eq!(
            scopes(1),
            Some(([].into(), ["read:sprint:jira-software"].into()))
        );
        assert_eq!(scopes(2), Some((["read:tokens:admin"].into(), [].into())));
        assert_eq!(scopes(3), None);
    }

    #[test]
    fn parameters_of_the_path_count_and_the_operation_wins() {
        let document = json!({"paths": {"/a/{id}": {
            "parameters": [{"name": "id", "in": "path"}, {"name": "q", "in": "query", "required": true}],
            "get": {"parameters": [{"name": "q", "in": "query"}, {"name": "X-H", "in": "header"},
                {"name": "r", "in": "query", "description": "An id. Required."}]},
        }}});
        let description = Description::new("s.json", document);
        let parameters = description.operations()[0].parameters();
        let seen: Vec<_> = parameters.iter().map(|it| (it.name, it.required)).collect();
        assert_eq!(seen, [("q", false), ("r", true), ("id", false)]);
    }

    #[test]
    fn fates_are_read_from_flag_and_text() {
        let document = json!({"paths": {"/a": {
            "get": {"deprecated": true, "description": "Endpoint is currently being removed. More."},
            "put": {"deprecated": true},
            "post": {"description": "Removes a thing."},
        }}});
        let description = Description::new("s.json", document);
        let fates: Vec<Fate> = description
            .operations()
            .iter()
            .map(Operation::fate)
            .collect();
        assert_eq!(fates, [Fate::Removed, Fate::Deprecated, Fate::Alive]);
    }
}
