//! Each kind of disagreement, made once: a check that cannot fail is worth nothing.

mod settled;

use atlassian_core::{Declaration, Elements, NoContent, OperationInfo, Page, Paging, operations};
use serde_json::{Value, json};

use super::check;
use super::disagreement::Kind;
use crate::description::Description;

#[derive(Debug, serde::Deserialize)]
#[allow(dead_code, reason = "only its field names matter")]
struct Widget {
    id: String,
    owner: Option<Owner>,
    links: Option<std::collections::BTreeMap<String, Link>>,
    parts: Option<Vec<Part>>,
}

#[derive(Debug, serde::Deserialize)]
#[allow(dead_code, reason = "only its field names matter")]
struct Owner {
    #[serde(rename = "displayName")]
    display_name: Option<String>,
}

#[derive(Debug, serde::Deserialize)]
#[allow(dead_code, reason = "only its field names matter")]
struct Link {
    href: Option<String>,
}

#[derive(Debug, serde::Deserialize)]
#[allow(dead_code, reason = "only its field names matter")]
struct Part {
    size: Option<u32>,
}

operations! {
    /// Widgets.
    pub struct Widgets;

    /// Lists.
    list: ListWidgets = GET "/base/widget" => Page<Widget> {
        permission "None"; scopes ["read:work"]; granular ["read:widget:shop"];
        takes { query kind = "kind": String }
        query { name = "name": String }
        pages Widget = Paging::offset("values");
    }

    /// Gets.
    get: GetWidget = GET "/base/widget/{id}" => Widget {
        permission "None"; scopes ["read:work"]; granular ["read:widget:shop"];
        takes { path id = "id": String }
    }

    /// Creates.
    create: CreateWidget = POST "/base/widget" => NoContent {
        permission "None"; scopes []; granular [];
        takes { body name = "name": String }
        body { size = "size": u32 }
    }

    /// Replaces.
    replace: ReplaceWidget = PUT "/base/widget/{id}" => NoContent {
        permission "None"; scopes []; granular [];
        takes { path id = "id": String, whole_body widget = "body": String }
    }

    /// Deletes.
    delete: DeleteWidget = DELETE "/base/widget/{id}" => NoContent {
        permission "None"; scopes []; granular [];
        takes { path id = "id": String }
    }

    /// All parts.
    parts: ListParts = GET "/base/widget/{id}/part" => Elements<Part> {
        permission "None"; scopes []; granular [];
        takes { path id = "id": String }
    }
}

/// One operation, whose answer has no model.
fn of(operation: &'static OperationInfo) -> Declaration {
    Declaration {
        operation,
        shape: atlassian_core::shape_of::<NoContent>,
    }
}

/// A description that agrees with everything above.
fn agreeing() -> Value {
    let answer =
        |schema: &Value| json!({"200": {"content": {"application/json": {"schema": schema}}}});
    let id = json!({"name": "id", "in": "path", "required": true});
    let scopes = json!([
        {"state": "Current", "scopes": ["read:work"]},
        {"state": "Beta", "scopes": ["read:widget:shop"]},
    ]);
    json!({
        "servers": [{"url": "https://shop.example/base"}],
        "paths": {
            "/widget": {
                "get": {
                    "x-atlassian-oauth2-scopes": scopes,
                    "parameters": [
                        {"name": "kind", "in": "query", "required": true},
                        {"name": "name", "in": "query"},
                        {"name": "startAt", "in": "query"},
                        {"name": "maxResults", "in": "query", "required": true},
                    ],
                    "responses": answer(&json!({"allOf": [
                        {"properties": {"total": {"type": "integer"}}},
                        {"properties": {"values": {"type": "array", "items": {"$ref": "#/components/schemas/Widget"}}}},
                    ]})),
                },
                "post": {
                    "requestBody": {"required": true, "content": {"application/json": {"schema":
                        {"$ref": "#/components/schemas/NewWidget"}}}},
                    "responses": {"201": {}},
                },
            },
            "/widget/{id}": {
                "parameters": [id],
                "get": {
                    "x-atlassian-oauth2-scopes": scopes,
                    "responses": answer(&json!({"oneOf": [
                        {"type": "string"},
                        {"$ref": "#/components/schemas/Widget"},
                    ]})),
                },
                "put": {"requestBody": {"content": {}}, "responses": {"204": {}}},
                "delete": {"responses": {"204": {}}},
            },
            "/widget/{id}/part": {
                "parameters": [id],
                "get": {"responses": answer(&json!({"type": "array", "items": {"$ref": "#/components/schemas/Part"}}))},
            },
        },
        "components": {"schemas": {
            "Widget": {"type": "object", "properties": {
                "id": {"type": "string"},
                "owner": {"allOf": [{"$ref": "#/components/schemas/Owner"}], "description": "Who has it."},
                "links": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Link"}},
                "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
            }},
            "Owner": {"type": "object", "properties": {"displayName": {"type": "string"}}},
            "Link": {"type": "object", "properties": {"href": {"type": "string"}}},
            "Part": {"type": "object", "properties": {"size": {"type": "integer"}}},
            "NewWidget": {"type": "object", "required": ["name"], "properties": {"name": {}, "size": {}}},
        }},
    })
}

/// The agreeing description with one value put in; a null takes out what is there.
fn with(pointer: &str, value: Value) -> Description {
    let mut document = agreeing();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/");
    match document.pointer_mut(parent).unwrap() {
        Value::Array(list) if value.is_null() => drop(list.remove(key.parse().unwrap())),
        Value::Array(list) if key == "-" => list.push(value),
        Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
        Value::Object(map) if value.is_null() => drop(map.remove(&key).unwrap()),
        parent => parent[key] = value,
    }
    Description::new("shop.json", document)
}

fn found(description: Description) -> Vec<(&'static str, Kind, String)> {
    let findings = check::all(&declarations(), &[description]);
    let found = findings.disagreements.into_iter();
    found
        .map(|it| (it.operation, it.kind, it.subject))
        .collect()
}

/// Puts one value into the agreeing description, and expects exactly one disagreement.
fn breaks(pointer: &str, value: Value, operation: &'static str, kind: Kind, subject: &str) {
    let found = found(with(pointer, value));
    assert_eq!(found, [(operation, kind, subject.to_owned())], "{pointer}");
}

#[test]
fn what_agrees_is_found_to_agree() {
    let findings = check::all(
        &declarations(),
        &[Description::new("shop.json", agreeing())],
    );
    assert_eq!(findings.disagreements, []);
    assert_eq!(findings.unchecked, [""; 0]);
    assert_eq!(findings.found_in, ["shop.json"; 6]);
    // `values`, twice a widget with all that is in it, and the part of a part list.
    assert_eq!(findings.fields, 1 + 2 * 7 + 1);
}

#[test]
fn an_operation_is_described_and_alive() {
    let widget = "/paths/~1widget~1{id}";
    breaks(
        &format!("{widget}/delete"),
        Value::Null,
        "DeleteWidget",
        Kind::NotDescribed,
        "DELETE /base/widget/{id}",
    );
    breaks(
        &format!("{widget}/delete/deprecated"),
        json!(true),
        "DeleteWidget",
        Kind::Deprecated,
        "/base/widget/{id}",
    );
    let removed = json!("Endpoint is currently being removed.");
    breaks(
        &format!("{widget}/delete/description"),
        removed,
        "DeleteWidget",
        Kind::Removed,
        "/base/widget/{id}",
    );
}

#[test]
fn what_is_there_instead_is_told() {
    let hint = |pointer: &str, value: Value| {
        let findings = check::all([&of(&DeleteWidget::INFO)], &[with(pointer, value)]);
        findings.disagreements[0].hint.clone()
    };
    assert_eq!(
        hint("/paths/~1widget~1{id}/delete", Value::Null),
        "described with GET, PUT"
    );
    let mut paths = agreeing()["paths"].clone();
    let item = paths
        .as_object_mut()
        .unwrap()
        .remove("/widget/{id}")
        .unwrap();
    paths["/widget/{widgetId}"] = item.clone();
    assert_eq!(
        hint("/paths", paths),
        "its parameters are named otherwise: `/base/widget/{widgetId}`"
    );
    assert_eq!(
        hint("/paths", json!({"/widgets/{id}": item})),
        "did you mean `/base/widgets/{id}`?"
    );
}

#[test]
fn parameters_agree() {
    let list = "/paths/~1widget/get/parameters";
    breaks(
        &format!("{list}/1"),
        Value::Null,
        "ListWidgets",
        Kind::QueryParameter,
        "name",
    );
    breaks(
        &format!("{list}/1/required"),
        json!(true),
        "ListWidgets",
        Kind::QueryParameterOptional,
        "name",
    );
    breaks(
        &format!("{list}/0/required"),
        json!(false),
        "ListWidgets",
        Kind::QueryParameterRequired,
        "kind",
    );
    let other = json!({"name": "other", "in": "query", "required": true});
    breaks(
        &format!("{list}/-"),
        other,
        "ListWidgets",
        Kind::QueryParameterLacking,
        "other",
    );
    breaks(
        &format!("{list}/2"),
        Value::Null,
        "ListWidgets",
        Kind::PagingParameter,
        "startAt",
    );
    let other = json!([{"name": "more", "in": "path", "required": true}]);
    let delete = "/paths/~1widget~1{id}/delete/parameters";
    breaks(
        delete,
        other,
        "DeleteWidget",
        Kind::PathParameterLacking,
        "more",
    );
}

#[test]
fn path_parameters_are_those_of_the_template() {
    let wrong = OperationInfo {
        parameters: ListParts::INFO.parameters,
        ..ListWidgets::INFO
    };
    let findings = check::all(
        [&of(Box::leak(Box::new(wrong)))],
        &[Description::new("shop.json", agreeing())],
    );
    let kinds: Vec<Kind> = findings.disagreements.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [Kind::PathParameter, Kind::QueryParameterLacking]);
    let wrong = OperationInfo {
        parameters: &[],
        ..DeleteWidget::INFO
    };
    let findings = check::all(
        [&of(Box::leak(Box::new(wrong)))],
        &[Description::new("shop.json", agreeing())],
    );
    assert_eq!(findings.disagreements[0].kind, Kind::PathParameterLacking);
}

#[test]
fn scopes_agree() {
    let scopes = "/paths/~1widget~1{id}/get/x-atlassian-oauth2-scopes";
    breaks(
        &format!("{scopes}/0"),
        Value::Null,
        "GetWidget",
        Kind::Scope,
        "read:work",
    );
    breaks(
        &format!("{scopes}/1"),
        Value::Null,
        "GetWidget",
        Kind::Scope,
        "read:widget:shop",
    );
    let more = |scope: &str| json!({"state": "Beta", "scopes": [scope]});
    breaks(
        &format!("{scopes}/-"),
        more("read:me"),
        "GetWidget",
        Kind::ScopeLacking,
        "read:me",
    );
    let classic = json!({"state": "Current", "scopes": ["manage:work"]});
    breaks(
        &format!("{scopes}/-"),
        classic,
        "GetWidget",
        Kind::ScopeLacking,
        "manage:work",
    );
}

#[test]
fn bodies_agree() {
    let schema = "/components/schemas/NewWidget";
    breaks(
        &format!("{schema}/properties/size"),
        Value::Null,
        "CreateWidget",
        Kind::BodyField,
        "size",
    );
    breaks(
        &format!("{schema}/required/-"),
        json!("size"),
        "CreateWidget",
        Kind::BodyFieldOptional,
        "size",
    );
    breaks(
        &format!("{schema}/required"),
        json!([]),
        "CreateWidget",
        Kind::BodyFieldRequired,
        "name",
    );
    breaks(
        &format!("{schema}/required/-"),
        json!("more"),
        "CreateWidget",
        Kind::BodyFieldLacking,
        "more",
    );
    breaks(
        "/paths/~1widget~1{id}/put/requestBody",
        Value::Null,
        "ReplaceWidget",
        Kind::Body,
        "body",
    );
    let body = json!({"required": true});
    breaks(
        "/paths/~1widget~1{id}/delete/requestBody",
        body,
        "DeleteWidget",
        Kind::BodyLacking,
        "requestBody",
    );
    let found = found(with("/paths/~1widget/post/requestBody", Value::Null));
    let found: Vec<&str> = found
        .iter()
        .map(|(_, _, subject)| subject.as_str())
        .collect();
    assert_eq!(found, ["name", "size"]);
}

#[test]
fn fields_of_answers_agree_at_every_depth() {
    let schemas = "/components/schemas";
    for (pointer, subject) in [
        ("Widget/properties/id", "id"),
        ("Owner/properties/displayName", "owner.displayName"),
        ("Link/properties/href", "links.*.href"),
        ("Part/properties/size", "parts.size"),
    ] {
        let mut found = found(with(&format!("{schemas}/{pointer}"), json!(null)));
        // An object without any property is an unknown object; let it have one.
        if found.is_empty() {
            let (parent, _) = pointer.rsplit_once('/').unwrap();
            found = self::found(with(
                &format!("{schemas}/{parent}"),
                json!({"else": {"type": "string"}}),
            ));
        }
        let listed = (
            "ListWidgets",
            Kind::AnswerField,
            format!("values.{subject}"),
        );
        let got = ("GetWidget", Kind::AnswerField, subject.to_owned());
        assert_eq!(found[..2], [listed, got]);
    }
}

#[test]
fn answers_agree() {
    let get = "/paths/~1widget~1{id}~1part/get/responses";
    breaks(
        get,
        json!({"204": {}}),
        "ListParts",
        Kind::Answer,
        "/base/widget/{id}/part",
    );
    let owner = json!({"type": "string"});
    let found = found(with("/components/schemas/Owner", owner));
    assert_eq!(
        found[0],
        (
            "ListWidgets",
            Kind::PlainAnswer,
            String::from("values.owner")
        )
    );
    let envelope = json!({"properties": {"results": {"type": "array"}}});
    let schema = "/paths/~1widget/get/responses/200/content/application~1json/schema";
    breaks(schema, envelope, "ListWidgets", Kind::AnswerField, "values");
}

#[test]
fn what_is_behind_a_redirect_is_the_answer() {
    let get = "/paths/~1widget~1{id}~1part/get/responses";
    let wrong = json!({"type": "string"});
    for (status, expected) in [("303", Kind::PlainAnswer), ("302", Kind::Answer)] {
        let answer = json!({"content": {"application/json": {"schema": wrong}}});
        let found = found(with(get, json!({status: answer})));
        assert_eq!(found[0].1, expected, "{status}");
    }
}

#[test]
fn what_cannot_be_compared_is_told() {
    let free = with("/components/schemas/Owner", json!({"type": "object"}));
    let findings = check::all(&declarations(), &[free]);
    assert_eq!(findings.disagreements, []);
    assert_eq!(findings.unchecked.len(), 2);
    assert!(
        findings.unchecked[1].starts_with("GetWidget: the fields of `owner`"),
        "{:?}",
        findings.unchecked
    );
    let unknown = with("/components/schemas/NewWidget", json!({"type": "object"}));
    let findings = check::all([&of(&CreateWidget::INFO)], &[unknown]);
    assert_eq!(findings.unchecked.len(), 1);
    // A whole body has no fields to compare.
    assert_eq!(findings.disagreements, []);
}
