//! A small description with every trap that is known, and the draft that comes of it.

use std::path::Path;

use serde_json::{Value, json};

use super::{draft, formatted, run};
use crate::description::Description;

fn description() -> Description {
    let answer =
        |schema: Value| json!({"200": {"content": {"application/json": {"schema": schema}}}});
    let widget = json!({"$ref": "#/components/schemas/Widget"});
    let id =
        json!({"name": "widgetId", "in": "path", "required": true, "schema": {"type": "integer"}});
    Description::new(
        "shop.json",
        json!({
            "paths": {
                "/widget": {
                    "get": {
                        "tags": ["Widgets"],
                        "operationId": "getAllWidgets",
                        "summary": "Get all widgets",
                        "description": "Text.\n\n**[Permissions](#p) required:** *Browse* [global](x).\n\nMore.",
                        "x-atlassian-oauth2-scopes": [
                            {"state": "Current", "scopes": ["read:work"]},
                            {"state": "Beta", "scopes": ["read:widget:shop"]},
                        ],
                        "parameters": [
                            {"name": "startAt", "in": "query", "schema": {"type": "integer"}},
                            {"name": "maxResults", "in": "query", "schema": {"type": "integer", "default": 50}},
                            {"name": "type", "in": "query", "required": true, "schema": {"type": "string"}},
                            {"name": "request", "in": "query", "schema": {"type": "number"}},
                            {"name": "ownerIds", "in": "query",
                                "schema": {"type": "array", "items": {"type": "string"}}},
                            {"name": "expand", "in": "query", "description": "A comma-separated list.",
                                "schema": {"type": "string"}},
                        ],
                        "responses": answer(json!({"properties": {
                            "total": {"type": "integer"},
                            "values": {"type": "array", "items": widget},
                        }})),
                    },
                    "post": {
                        "tags": ["Widgets"],
                        "operationId": "addWidget",
                        "summary": "Add widget",
                        "requestBody": {"content": {"application/json": {"schema": {
                            "required": ["name"],
                            "properties": {
                                "name": {"type": "string"},
                                "parts": {"type": "array", "items": {"$ref": "#/components/schemas/NewPart"}},
                            },
                        }}}},
                        "responses": answer(widget.clone()),
                    },
                },
                "/widget/{widgetId}": {
                    "parameters": [id],
                    "put": {
                        "tags": ["Widgets"],
                        "operationId": "moveWidget",
                        "deprecated": true,
                        "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},
                        "responses": {"204": {}},
                    },
                    "post": {
                        "tags": ["Widgets"],
                        "operationId": "attach",
                        "requestBody": {"content": {"multipart/form-data": {}}},
                        "responses": answer(json!({"type": "array", "items": {"type": "string"}})),
                    },
                },
            },
            "components": {"schemas": {
                "Widget": {"description": "One [widget](x).", "properties": {
                    "id": {"type": "string"},
                    "self": {"type": "string"},
                    "16x16": {"type": "string"},
                    "created": {"type": "string", "format": "date-time"},
                    "kind": {"enum": ["BIG", "other", "2nd"], "type": "string"},
                    "parent": {"allOf": [{"$ref": "#/components/schemas/Widget"}], "description": "Above."},
                    "children": {"type": "array", "items": {"$ref": "#/components/schemas/Widget"}},
                    "owner": {"$ref": "#/components/schemas/Owner"},
                    "labels": {"type": "object", "additionalProperties": {"type": "boolean"}},
                    "anything": {},
                }},
                "Owner": {"properties": {"accountId": {"type": "string"}, "best": {"$ref": "#/components/schemas/Widget"}}},
                "NewPart": {"required": ["size"], "properties": {"size": {"type": "integer"}, "note": {"type": "string"}}},
            }},
        }),
    )
}

fn widgets() -> String {
    draft(&description(), "Widgets").unwrap()
}

#[test]
fn operations_are_in_the_style_of_the_house() {
    let draft = widgets();
    for expected in [
        "operations! {\n    /// DRAFT: the handle of Widgets.\n    pub struct Widgets;\n",
        "    /// DRAFT: Get all widgets.\n    list: ListWidgets = GET \"/widget\" => Page<Widget> {\n",
        "        permission \"Browse global\";\n        scopes [\"read:work\"];\n        granular [\"read:widget:shop\"];\n",
        "        takes { query kind = \"type\": String }\n",
        "            request_value = \"request\": String,\n",
        "        query_repeated {\n            /// DRAFT: the parameter `ownerIds`.\n",
        "        query_joined {\n            /// DRAFT: A comma-separated list.\n            expand = \"expand\": String,\n",
        "        pages Widget = Paging::offset(\"values\").unique_by(\"id\").page_size(50);\n",
        "    create: CreateWidget = POST \"/widget\" => Widget {\n",
        "        permission \"DRAFT: which one?\";\n        scopes [];\n        granular [];\n",
        "        takes { body name = \"name\": String }\n        body {\n",
        "            parts = \"parts\": Vec<NewPart>,\n",
        "    /// DRAFT: deprecated; look for its successor.\n",
        "    move_value: MoveWidget = PUT \"/widget/{widgetId}\" => NoContent {\n",
        "takes { path widget_id = \"widgetId\": WidgetId, whole_body body = \"body\": serde_json::Value }\n",
        "        // DRAFT: its body is not described as JSON (multipart/form-data).\n",
        "=> Elements<String> {\n",
    ] {
        assert!(draft.contains(expected), "{expected}\nis not in\n{draft}");
    }
}

#[test]
fn models_have_the_types_of_the_house() {
    let draft = widgets();
    for expected in [
        "use std::collections::BTreeMap;\n",
        "use atlassian_core::{Elements, NoContent, Page, Paging, Timestamp, id_type, open_enum, operations};\n",
        "id_type! {\n    /// DRAFT: the id that is called `widget id`.\n    pub struct WidgetId;\n",
        "    pub enum WidgetKind {\n        /// DRAFT: `BIG`.\n        Big = \"BIG\",\n",
        "        OtherWord = \"other\",\n        /// DRAFT: `2nd`.\n        N2nd = \"2nd\",\n",
        "/// DRAFT: One widget.\n#[derive(Clone, Debug, Serialize, Deserialize)]\n#[serde(rename_all = \"camelCase\")]\n",
        "    pub id: Option<WidgetId>,\n",
        "    #[serde(rename = \"self\", skip_serializing_if = \"Option::is_none\")]\n    pub self_url: Option<String>,\n",
        "    pub n16x16: Option<String>,\n",
        "    pub created: Option<Timestamp>,\n",
        "    /// DRAFT: Above.\n",
        "    pub parent: Option<Box<Widget>>,\n",
        "    pub children: Option<Vec<Widget>>,\n",
        "    pub labels: Option<BTreeMap<String, bool>>,\n",
        "    pub anything: Option<serde_json::Value>,\n",
        "    pub account_id: Option<AccountId>,\n",
        "    pub best: Option<Box<Widget>>,\n",
        "    pub size: i64,\n",
        "    pub note: Option<String>,\n",
    ] {
        assert!(draft.contains(expected), "{expected}\nis not in\n{draft}");
    }
}

/// The file beside this one is compiled as a test of its own: what is drafted compiles. Where the draft changes on
/// purpose, write what this test prints into it.
#[test]
fn the_draft_is_the_one_that_compiles() {
    let Some(formatted) = formatted(&widgets()) else {
        eprintln!("skipped: there is no rustfmt here");
        return;
    };
    assert_eq!(
        formatted,
        include_str!("../../tests/draft/widgets.rs"),
        "\n{formatted}"
    );
}

#[test]
fn an_unknown_tag_lists_the_tags() {
    let failure = draft(&description(), "widgets").unwrap_err().to_string();
    assert_eq!(
        failure,
        "shop.json has no tag `widgets`; its tags are:\n  Widgets"
    );
    assert!(run(Path::new("nowhere.json"), "Widgets").is_err());
}
