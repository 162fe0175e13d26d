use jira_client::cloud::comments::{Comment, CommentExpand, CommentOrder, Visibility};
use jira_client::cloud::properties::EntityProperty;
use jira_client::core::Patch;
use jira_client::document::Document;
use serde_json::{Value, from_value, json};

use crate::requests::assert_sends;
use crate::site::Site;

fn text(words: &str) -> Value {
    json!({"type": "doc", "version": 1, "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": words}]}
    ]})
}

fn document(words: &str) -> Document {
    from_value(text(words)).unwrap()
}

fn comment(id: u32) -> Value {
    json!({
        "self": format!("https://acme.example.com/rest/api/3/issue/10010/comment/{id}"),
        "id": id.to_string(),
        "author": {"accountId": "a1", "displayName": "M", "active": true, "accountType": "atlassian"},
        "body": text("Done."),
        "updateAuthor": {"accountId": "a1", "displayName": "M", "active": true},
        "created": "2021-01-17T12:34:00.000+0000", "updated": "2021-01-18T23:45:00.000+0000",
        "visibility": {"type": "role", "value": "Administrators", "identifier": "Administrators"},
        "jsdPublic": true, "jsdAuthorCanSeeRequest": false, "parentId": 10000,
        "renderedBody": "<p>Done.</p>", "properties": [{"key": "seen", "value": {"by": 1}}]
    })
}

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let comments = site.jira.comments();
    let properties = site.jira.comment_properties();
    assert_sends! {
        comments.list("ACME-1").order_by(CommentOrder::NewestFirst).expand([CommentExpand::RenderedBody]),
            "GET /rest/api/3/issue/ACME-1/comment?orderBy=-created&expand=renderedBody";
        comments.get("ACME-1", "7").expand(["renderedBody", "properties"]),
            "GET /rest/api/3/issue/ACME-1/comment/7?expand=renderedBody,properties";
        comments.by_ids(["7", "8"]).expand(["properties"]),
            "POST /rest/api/3/comment/list?expand=properties", {"ids": [7, 8]};
        comments.create("ACME-1", document("Hi")), "POST /rest/api/3/issue/ACME-1/comment", {"body": (text("Hi"))};
        comments
            .create("ACME-1", document("Hi"))
            .visibility(Visibility::role("Developers"))
            .parent_id("7")
            .properties(vec![EntityProperty::new("k", true)])
            .expand(["renderedBody"]),
            "POST /rest/api/3/issue/ACME-1/comment?expand=renderedBody",
            {"body": (text("Hi")), "visibility": {"type": "role", "value": "Developers"}, "parentId": "7",
                "properties": [{"key": "k", "value": true}]};
        comments.update("ACME-1", "7").text(document("Ho")).notify_users(false).override_editable_flag(true),
            "PUT /rest/api/3/issue/ACME-1/comment/7?notifyUsers=false&overrideEditableFlag=true",
            {"body": (text("Ho"))};
        comments.update("ACME-1", "7").visibility(Patch::Clear).expand(["properties"]),
            "PUT /rest/api/3/issue/ACME-1/comment/7?expand=properties", {"visibility": null};
        comments.update("ACME-1", "7").visibility(Visibility::group("g-1")).properties(vec![]),
            "PUT /rest/api/3/issue/ACME-1/comment/7",
            {"visibility": {"type": "group", "identifier": "g-1"}, "properties": []};
        comments.update("ACME-1", "7").visibility(Visibility::group_named("crew")),
            "PUT /rest/api/3/issue/ACME-1/comment/7", {"visibility": {"type": "group", "value": "crew"}};
        comments.delete("ACME-1", "7"), "DELETE /rest/api/3/issue/ACME-1/comment/7";
        properties.keys("7"), "GET /rest/api/3/comment/7/properties";
        properties.get("7", "a/b"), "GET /rest/api/3/comment/7/properties/a%2Fb";
        properties.set("7", "k", json!([1, null])), "PUT /rest/api/3/comment/7/properties/k", [1, null];
        properties.set("7", "k", "word"), "PUT /rest/api/3/comment/7/properties/k", "word";
        properties.delete("7", "k"), "DELETE /rest/api/3/comment/7/properties/k";
    }
    assert!(comments.by_ids(["7"]).request().is_safe_to_repeat());
    assert!(
        !comments
            .create("ACME-1", document("Hi"))
            .request()
            .is_safe_to_repeat()
    );
}

#[tokio::test]
async fn comments_come_page_by_page_with_all_that_is_sent() {
    let site = Site::start().await;
    let page = |start: u32, comments: Value| json!({"startAt": start, "maxResults": 100, "total": 3, "comments": comments});
    let path = "GET /rest/api/3/issue/ACME-1/comment?maxResults=100&startAt=";
    site.answer(
        &format!("{path}0"),
        page(0, json!([comment(1), {"id": "2"}])),
    )
    .await;
    site.answer(&format!("{path}2"), page(2, json!([comment(3)])))
        .await;
    let all = site
        .jira
        .comments()
        .list("ACME-1")
        .items()
        .collect()
        .await
        .unwrap();
    let ids: Vec<&str> = all.iter().map(|comment| comment.id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "3"]);
    let first = &all[0];
    assert_eq!(first.parent_id.as_ref().unwrap().as_str(), "10000");
    assert_eq!(first.body, Some(document("Done.")));
    assert_eq!(first.properties.as_ref().unwrap()[0].value["by"], 1);
    let mut sent = comment(1);
    // Ids are written as strings.
    sent["parentId"] = "10000".into();
    assert_eq!(serde_json::to_value(first).unwrap(), sent);
}

#[tokio::test]
async fn an_odd_comment_loses_none_of_those_beside_it() {
    let site = Site::start().await;
    let answer = json!({"isLast": true, "maxResults": 1_048_576, "startAt": 0, "total": 2, "values": [{"id": {}}, comment(8)]});
    site.exchange(
        "POST /rest/api/3/comment/list",
        Some(json!({"ids": [7, 8]})),
        200,
        &answer.to_string(),
    )
    .await;
    let list = site
        .jira
        .comments()
        .by_ids(["7", "8"])
        .send()
        .await
        .unwrap();
    assert_eq!(
        (list.total, list.is_last, list.values.odd().count()),
        (Some(2), Some(true), 1)
    );
    assert_eq!(list.values.good().next().unwrap().id.as_str(), "8");
}

#[tokio::test]
async fn properties_and_deletions_are_answered_shortly() {
    let site = Site::start().await;
    let path = "/rest/api/3/comment/7/properties";
    let keys = json!({"keys": [{"self": "https://x", "key": "seen"}]});
    site.answer(&format!("GET {path}"), keys).await;
    site.answer(
        &format!("GET {path}/seen"),
        json!({"key": "seen", "value": null}),
    )
    .await;
    site.exchange(&format!("PUT {path}/seen"), Some(json!(1)), 201, "")
        .await;
    site.exchange(&format!("DELETE {path}/seen"), None, 204, "")
        .await;
    site.exchange("DELETE /rest/api/3/issue/ACME-1/comment/7", None, 204, "")
        .await;
    let properties = site.jira.comment_properties();
    let keys = properties.keys("7").send().await.unwrap().keys;
    assert_eq!(keys.good().next().unwrap().key, "seen");
    let property = properties.get("7", "seen").send().await.unwrap();
    assert_eq!(property, EntityProperty::new("seen", Value::Null));
    properties.set("7", "seen", 1).send().await.unwrap();
    properties.delete("7", "seen").send().await.unwrap();
    site.jira
        .comments()
        .delete("ACME-1", "7")
        .send()
        .await
        .unwrap();
    let made = comment(9).to_string();
    let body = Some(json!({"body": text("Hi")}));
    site.exchange(
        "POST /rest/api/3/issue/ACME-1/comment",
        body.clone(),
        201,
        &made,
    )
    .await;
    site.exchange("PUT /rest/api/3/issue/ACME-1/comment/9", body, 200, &made)
        .await;
    site.answer("GET /rest/api/3/issue/ACME-1/comment/9", comment(9))
        .await;
    let comments = site.jira.comments();
    let made: Comment = comments
        .create("ACME-1", document("Hi"))
        .send()
        .await
        .unwrap();
    let changed = comments
        .update("ACME-1", &made.id)
        .text(document("Hi"))
        .send()
        .await
        .unwrap();
    let read = comments.get("ACME-1", &changed.id).send().await.unwrap();
    assert_eq!(read.id.as_str(), "9");
}
