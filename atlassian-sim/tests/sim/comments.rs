//! Comments: their life, who sees them, and what they do to their issue.

use std::time::Duration;

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member, outsider};

/// An issue without comments, by key.
async fn quiet_issue(client: &Client) -> String {
    for number in 1..100 {
        let key = format!("ACME-{number}");
        let path = format!("/rest/api/3/issue/{key}/comment");
        let page = client.get(&path).await;
        if page.status == 200 && page.json()["total"] == 0 {
            return key;
        }
    }
    panic!("every issue has comments");
}

fn document(text: &str) -> Value {
    json!({ "type": "doc", "version": 1, "content": [
        { "type": "paragraph", "content": [{ "type": "text", "text": text }] },
    ] })
}

async fn add(client: &Client, key: &str, body: &Value) -> Value {
    let path = format!("/rest/api/3/issue/{key}/comment");
    let answer = client.call("POST", &path, body).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()
}

#[tokio::test]
async fn a_comment_is_written_read_changed_and_deleted() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let client = member(&sim);
    let key = quiet_issue(&client).await;
    let path = format!("/rest/api/3/issue/{key}/comment");
    sim.advance(Duration::from_secs(60));
    let made = add(
        &client,
        &key,
        &json!({
            "body": document("Grüße & <b>more</b>"),
            "properties": [{ "key": "acme.source", "value": { "row": 7 } }],
        }),
    )
    .await;
    assert_eq!(made["body"], document("Grüße & <b>more</b>"));
    assert_eq!(made["author"]["accountId"], *sim.member().account_id);
    assert_eq!(made["created"], "2026-10-01T00:01:00.000+0000");
    assert_eq!(made["updated"], made["created"]);
    assert!(made["id"].is_string() && made.get("visibility").is_none());
    let id = made["id"].as_str().unwrap();
    let issue_id = client.json(&format!("/rest/api/3/issue/{key}")).await["id"].clone();
    let home = format!(
        "{}/rest/api/3/issue/{}",
        sim.url(),
        issue_id.as_str().unwrap()
    );
    assert_eq!(made["self"], format!("{home}/comment/{id}"));

    let one = client
        .json(&format!("{path}/{id}?expand=renderedBody,properties"))
        .await;
    assert_eq!(
        one["renderedBody"],
        "<p>Grüße &amp; &lt;b&gt;more&lt;/b&gt;</p>"
    );
    assert_eq!(one["properties"][0]["value"]["row"], 7);

    sim.advance(Duration::from_secs(60));
    let changed = client
        .call(
            "PUT",
            &format!("{path}/{id}"),
            &json!({ "body": document("new") }),
        )
        .await;
    assert_eq!(changed.status, 200);
    let changed = changed.json();
    assert_eq!(changed["body"], document("new"));
    assert_eq!(changed["created"], made["created"]);
    assert_eq!(changed["updated"], "2026-10-01T00:02:00.000+0000");
    let updated = format!("/rest/api/3/issue/{key}?fields=updated");
    let fields = client.json(&updated).await["fields"].clone();
    assert_eq!(fields["updated"], "2026-10-01T00:02:00.000+0000");

    sim.advance(Duration::from_secs(60));
    let gone = client
        .call("DELETE", &format!("{path}/{id}"), &Value::Null)
        .await;
    assert_eq!((gone.status, gone.body.as_str()), (204, ""));
    assert_eq!(client.json(&path).await["total"], 0);
    let again = client.get(&format!("{path}/{id}")).await;
    assert_eq!(again.status, 404);
    let message = format!("Can not find a comment for the id: {id}.");
    assert_eq!(again.json()["errorMessages"], json!([message]));
    // Only the deletion is in the history; with what was said.
    let log = client
        .json(&format!("/rest/api/3/issue/{key}/changelog"))
        .await;
    let last = log["values"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["created"], "2026-10-01T00:03:00.000+0000");
    assert_eq!(
        last["items"],
        json!([{
            "field": "Comment", "fieldtype": "jira", "fieldId": "comment",
            "from": id, "fromString": "new", "to": null, "toString": null,
        }])
    );
}

#[tokio::test]
async fn pages_of_comments_have_an_order_and_a_total() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let client = member(&sim);
    let key = quiet_issue(&client).await;
    let mut ids = Vec::new();
    for number in 0..5 {
        sim.advance(Duration::from_secs(1));
        let text = document(&format!("number {number}"));
        let made = add(&client, &key, &json!({ "body": text })).await;
        ids.push(made["id"].clone());
    }
    let path = format!("/rest/api/3/issue/{key}/comment");
    let listed = |page: &Value| -> Vec<Value> {
        let all = page["comments"].as_array().unwrap();
        all.iter().map(|c| c["id"].clone()).collect()
    };
    let all = client.json(&path).await;
    assert_eq!(listed(&all), ids);
    assert_eq!(
        (&all["startAt"], &all["maxResults"], &all["total"]),
        (&json!(0), &json!(100), &json!(5))
    );
    let part = client.json(&format!("{path}?startAt=1&maxResults=2")).await;
    assert_eq!(listed(&part), ids[1..3]);
    assert_eq!(part["total"], 5);
    for order in ["%2Bcreated", "+created", "created"] {
        let page = client.json(&format!("{path}?orderBy={order}")).await;
        assert_eq!(listed(&page), ids);
    }
    ids.reverse();
    let newest = client
        .json(&format!("{path}?orderBy=-created&maxResults=3"))
        .await;
    assert_eq!(listed(&newest), ids[..3]);
    assert_eq!(
        client.get(&format!("{path}?orderBy=author")).await.status,
        400
    );
}

#[tokio::test]
async fn restricted_comments_are_not_there_for_others() {
    let sim = Sim::builder().start().await.unwrap();
    let (boss, other) = (admin(&sim), outsider(&sim));
    let key = quiet_issue(&boss).await;
    let path = format!("/rest/api/3/issue/{key}/comment");
    let role = json!({ "type": "role", "value": "Administrators" });
    let by_role = add(
        &boss,
        &key,
        &json!({ "body": document("a"), "visibility": role }),
    )
    .await;
    assert_eq!(by_role["visibility"]["type"], "role");
    assert_eq!(by_role["visibility"]["value"], "Administrators");
    let group = sim
        .groups()
        .into_iter()
        .find(|g| g.name == "jira-admins")
        .unwrap();
    let by_id = json!({ "type": "group", "identifier": group.group_id });
    let by_group = add(
        &boss,
        &key,
        &json!({ "body": document("b"), "visibility": by_id }),
    )
    .await;
    assert_eq!(
        by_group["visibility"],
        json!({ "type": "group", "value": "jira-admins", "identifier": group.group_id })
    );
    add(&boss, &key, &json!({ "body": document("c") })).await;
    assert_eq!(boss.json(&path).await["total"], 3);
    let seen = other.json(&path).await;
    assert_eq!(seen["total"], 1);
    assert_eq!(seen["comments"][0]["body"], document("c"));
    let hidden = by_role["id"].as_str().unwrap();
    for path in [
        format!("{path}/{hidden}"),
        format!("/rest/api/3/comment/{hidden}/properties"),
    ] {
        assert_eq!(other.get(&path).await.status, 404, "{path}");
    }
    // Nobody restricts a comment to those he does not belong to.
    for (kind, name, message) in [
        (
            "group",
            "jira-admins",
            "You are not currently a member of the group: jira-admins.",
        ),
        ("group", "nobody", "Group: nobody does not exist."),
        (
            "role",
            "Administrators",
            "You are not currently a member of the project role: Administrators.",
        ),
    ] {
        let restricted =
            json!({ "body": document("d"), "visibility": { "type": kind, "value": name } });
        let refused = other.call("POST", &path, &restricted).await;
        assert_eq!(refused.status, 400);
        assert_eq!(refused.json()["errors"]["commentLevel"], message);
    }
    // What is deleted of them, the history does not tell.
    let gone = boss
        .call("DELETE", &format!("{path}/{hidden}"), &Value::Null)
        .await;
    assert_eq!(gone.status, 204);
    let log = boss
        .json(&format!("/rest/api/3/issue/{key}/changelog"))
        .await;
    let last = log["values"].as_array().unwrap().last().unwrap().clone();
    let said = "A comment with security level 'Administrators' was removed.";
    assert_eq!(last["items"][0]["fromString"], said);
}

#[tokio::test]
async fn an_answer_is_seen_by_those_who_see_what_it_answers() {
    let sim = Sim::builder().start().await.unwrap();
    let (boss, other) = (admin(&sim), outsider(&sim));
    let key = quiet_issue(&boss).await;
    let path = format!("/rest/api/3/issue/{key}/comment");
    let restricted = json!({ "type": "role", "value": "Administrators" });
    let first = add(
        &boss,
        &key,
        &json!({ "body": document("a"), "visibility": restricted }),
    )
    .await;
    // The description does not know of parents yet; the service does.
    let reply = json!({ "body": document("b"), "parentId": first["id"] });
    let path_of = |id: &Value| format!("{path}/{}", id.as_str().unwrap());
    let reply = add(&boss, &key, &reply).await;
    assert_eq!(reply["parentId"].to_string(), first["id"].as_str().unwrap());
    assert_eq!(other.get(&path_of(&reply["id"])).await.status, 404);
    let open = json!({ "visibility": null });
    let refused = boss.call("PUT", &path_of(&reply["id"]), &open).await;
    assert_eq!(refused.status, 400);
    assert_eq!(
        boss.call("PUT", &path_of(&first["id"]), &open).await.status,
        200
    );
    assert_eq!(other.get(&path_of(&reply["id"])).await.status, 200);
    let nothing = json!({ "body": document("b"), "parentId": 1 });
    assert_eq!(boss.call("POST", &path, &nothing).await.status, 400);
}

#[tokio::test]
async fn what_cannot_be_a_comment_is_refused() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let key = quiet_issue(&client).await;
    let path = format!("/rest/api/3/issue/{key}/comment");
    for (body, message) in [
        (json!({}), "Comment body can not be empty!"),
        (
            json!({ "body": document(" ") }),
            "Comment body can not be empty!",
        ),
        (json!({ "body": "wiki text" }), "Comment body is not valid!"),
        (
            json!({ "body": { "type": "paragraph" } }),
            "Comment body is not valid!",
        ),
    ] {
        let refused = client.call("POST", &path, &body).await;
        assert_eq!(refused.status, 400, "{body}");
        assert_eq!(
            refused.json()["errors"],
            json!({ "comment": message }),
            "{body}"
        );
    }
    let picture = json!({ "type": "doc", "version": 1, "content": [
        { "type": "mediaSingle", "content": [{ "type": "media", "attrs": { "id": "x", "type": "file", "collection": "" } }] },
    ] });
    add(&client, &key, &json!({ "body": picture })).await;
    // Version 2 is the other way round.
    let second = path.replace("/3/", "/2/");
    let made = client
        .call("POST", &second, &json!({ "body": "line 1\n\nline 2" }))
        .await;
    assert_eq!(made.status, 201);
    let made = made.json();
    assert_eq!(made["body"], "line 1\n\nline 2");
    assert!(
        made["self"]
            .as_str()
            .unwrap()
            .contains("/rest/api/2/issue/")
    );
    let document = json!({ "body": document("x") });
    assert_eq!(client.call("POST", &second, &document).await.status, 400);
    let text = client
        .send("POST", &path, Some(("text/plain", "hello")))
        .await
        .unwrap();
    assert_eq!(text.status, 415);
    let broken = client
        .send("POST", &path, Some(("application/json", "{")))
        .await
        .unwrap();
    assert_eq!(broken.status, 400);
    let nobody = Client::nobody(sim.url());
    assert_eq!(nobody.call("POST", &path, &document).await.status, 404);
    assert_eq!(
        client
            .call("POST", "/rest/api/3/issue/ACME-99999/comment", &document)
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn people_change_their_own_comments_and_administrators_all() {
    let sim = Sim::builder().start().await.unwrap();
    let (boss, author, other) = (admin(&sim), member(&sim), outsider(&sim));
    let key = quiet_issue(&boss).await;
    let path = format!("/rest/api/3/issue/{key}/comment");
    let made = add(&author, &key, &json!({ "body": document("mine") })).await;
    let id = made["id"].as_str().unwrap();
    let one = format!("{path}/{id}");
    let change = json!({ "body": document("yours") });
    let refused = other.call("PUT", &one, &change).await;
    assert_eq!(refused.status, 400);
    let message = "You do not have the permission to edit this comment.";
    assert_eq!(refused.json()["errorMessages"], json!([message]));
    let refused = other.call("DELETE", &one, &Value::Null).await;
    assert_eq!(refused.status, 400);
    let message = format!("You do not have permission to delete comment with id: {id}");
    assert_eq!(refused.json()["errorMessages"], json!([message]));
    let property = format!("/rest/api/3/comment/{id}/properties/acme.key");
    assert_eq!(other.call("PUT", &property, &json!(1)).await.status, 403);
    let changed = boss.call("PUT", &one, &change).await.json();
    assert_eq!(changed["author"]["accountId"], *sim.member().account_id);
    assert_eq!(
        changed["updateAuthor"]["accountId"],
        *sim.admin().account_id
    );
    // A comment of another issue is not of this one.
    let elsewhere = if key == "ACME-1" { "ACME-2" } else { "ACME-1" };
    let wrong = boss
        .get(&format!("/rest/api/3/issue/{elsewhere}/comment/{id}"))
        .await;
    assert_eq!(wrong.status, 404);
    let message = format!("No comment with given ID found for issue {elsewhere}.");
    assert_eq!(wrong.json()["errorMessages"], json!([message]));
    assert_eq!(author.call("DELETE", &one, &Value::Null).await.status, 204);
    let nobody = Client::nobody(sim.url());
    assert_eq!(nobody.call("DELETE", &one, &Value::Null).await.status, 405);
}

#[tokio::test]
async fn whoever_comments_watches_unless_told_otherwise() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let key = quiet_issue(&client).await;
    let watches = format!(
        "/rest/api/3/issue/{key}/watchers?accountId={}",
        sim.member().account_id
    );
    client.call("DELETE", &watches, &Value::Null).await;
    let watchers = format!("/rest/api/3/issue/{key}/watchers");
    add(&client, &key, &json!({ "body": document("a") })).await;
    assert_eq!(client.json(&watchers).await["isWatching"], true);
    client.call("DELETE", &watches, &Value::Null).await;
    let off = "/rest/api/3/mypreferences?key=user.autowatch.disabled";
    assert_eq!(client.call("PUT", off, &json!("true")).await.status, 204);
    add(&client, &key, &json!({ "body": document("b") })).await;
    assert_eq!(client.json(&watchers).await["isWatching"], false);
}

#[tokio::test]
async fn comments_are_found_by_id_all_over_the_site() {
    let sim = Sim::builder().start().await.unwrap();
    let (boss, other) = (admin(&sim), outsider(&sim));
    let key = quiet_issue(&boss).await;
    let role = json!({ "type": "role", "value": "Administrators" });
    let hidden = add(
        &boss,
        &key,
        &json!({ "body": document("a"), "visibility": role }),
    )
    .await;
    let open = add(&boss, &key, &json!({ "body": document("b") })).await;
    let number = |c: &Value| c["id"].as_str().unwrap().parse::<u64>().unwrap();
    let ids = json!({ "ids": [number(&hidden), number(&open), 99_999_999] });
    let list = "/rest/api/3/comment/list";
    let all = boss.call("POST", list, &ids).await.json();
    assert_eq!(all["total"], 2);
    assert_eq!(all["values"][1]["body"], document("b"));
    let some = other.call("POST", list, &ids).await.json();
    assert_eq!((&some["total"], &some["isLast"]), (&json!(1), &json!(true)));
    for ids in [json!([]), json!((1..=1_001).collect::<Vec<u32>>())] {
        let refused = boss.call("POST", list, &json!({ "ids": ids })).await;
        assert_eq!(refused.status, 400);
    }
    // Properties of comments have no issue in their path.
    let path = format!("/rest/api/3/comment/{}/properties", number(&open));
    let one = format!("{path}/acme.key");
    assert_eq!(boss.call("PUT", &one, &json!({ "a": 1 })).await.status, 201);
    assert_eq!(boss.call("PUT", &one, &json!([2])).await.status, 200);
    assert_eq!(
        boss.json(&one).await,
        json!({ "key": "acme.key", "value": [2] })
    );
    let keys = boss.json(&path).await;
    assert_eq!(keys["keys"][0]["self"], format!("{}{one}", sim.url()));
    assert_eq!(boss.call("DELETE", &one, &Value::Null).await.status, 204);
    assert_eq!(boss.call("DELETE", &one, &Value::Null).await.status, 404);
    assert_eq!(boss.get(&one).await.status, 404);
    assert_eq!(
        boss.get("/rest/api/3/comment/x/properties").await.status,
        400
    );
}
