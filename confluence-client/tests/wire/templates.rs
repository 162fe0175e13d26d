use confluence_client::templates::{TemplateExpand, TemplateType};
use serde_json::{Value, json};

use crate::requests::assert_sends;
use crate::site::Site;

fn template(id: &str) -> Value {
    json!({"templateId": id, "name": "Minutes", "description": "", "templateType": "page", "editorVersion": "v2",
        "originalTemplate": {"pluginKey": "p", "moduleKey": "m"}, "referencingBlueprint": "b",
        "space": {"id": 98306, "key": "DOCS", "name": "Documentation", "type": "global", "status": "current", "_links": {}},
        "labels": [{"prefix": "global", "name": "minutes", "id": "7", "label": "minutes"}],
        "body": {"storage": {"value": "<p>x</p>", "representation": "storage", "embeddedContent": []}}, "_links": {}})
}

#[tokio::test]
async fn lists_templates() {
    let site = Site::start().await;
    let templates = site.api.templates();
    assert_sends! {
        templates.list().space_key("DOCS").expand([TemplateExpand::Body]),
            "GET /wiki/rest/api/template/page?spaceKey=DOCS&expand=body";
        templates.blueprints().space_key("DOCS").expand([TemplateExpand::BodyStorage]),
            "GET /wiki/rest/api/template/blueprint?spaceKey=DOCS&expand=body.storage";
        templates.delete("65601"), "DELETE /wiki/rest/api/template/65601";
    }
    for (of, listing) in [
        ("page", templates.list().items()),
        ("blueprint", templates.blueprints().items()),
    ] {
        let next = format!("/rest/api/template/{of}?start=25&limit=25");
        site.answer(
            &format!("GET /wiki/rest/api/template/{of}?limit=25"),
            json!({"results": [template("1")], "start": 0, "limit": 25, "size": 1, "_links": {"next": next}}),
        )
        .await;
        site.answer(
            &format!("GET /wiki/rest/api/template/{of}?start=25&limit=25"),
            json!({"results": [template("2")], "start": 25, "limit": 25, "size": 1, "_links": {}}),
        )
        .await;
        let all = listing.collect().await.unwrap();
        assert_eq!((all.len(), all[1].template_id.as_str()), (2, "2"));
        assert_eq!(all[0].labels[0].name, "minutes");
    }
}

#[tokio::test]
async fn makes_and_changes_a_template() {
    let site = Site::start().await;
    let templates = site.api.templates();
    let body = json!({"name": "Minutes", "templateType": "page", "description": "d", "space": {"key": "DOCS"},
        "labels": [{"prefix": "global", "name": "minutes"}],
        "body": {"storage": {"value": "<p>x</p>", "representation": "storage"}}});
    let mut changed = body.clone();
    changed["templateId"] = json!("65601");
    let request = "/wiki/rest/api/template";
    let reply = template("65601").to_string();
    site.exchange(&format!("POST {request}"), Some(body), 200, &reply)
        .await;
    site.exchange(&format!("PUT {request}"), Some(changed), 200, &reply)
        .await;
    site.answer(
        "GET /wiki/rest/api/template/65601?expand=body.storage",
        template("65601"),
    )
    .await;
    let made = templates
        .create("Minutes", TemplateType::Page, "<p>x</p>")
        .description("d")
        .space("DOCS")
        .labels(["minutes"]);
    let made = made.send().await.unwrap();
    let changed = templates
        .update(&made.template_id, "Minutes", TemplateType::Page, "<p>x</p>")
        .description("d")
        .space(made.space.unwrap().key)
        .labels(["minutes"]);
    assert_eq!(changed.send().await.unwrap().name, "Minutes");
    let read = templates
        .get(&made.template_id)
        .expand([TemplateExpand::BodyStorage]);
    let body = read.send().await.unwrap().body.unwrap();
    assert_eq!(body.storage.unwrap().value, "<p>x</p>");
}
