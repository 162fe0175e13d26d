//! Confluence: pages and what hangs on them.

use std::collections::BTreeSet;

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, encode, member, pluck};

/// Walks a list of v2 by its links, to the end; the header says the same as the body.
pub(crate) async fn walk_v2(client: &Client, path: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut next = path.to_owned();
    loop {
        let answer = client.get(&next).await;
        assert_eq!(answer.status, 200, "{next}: {}", answer.body);
        let page = answer.json();
        let rows = page["results"].as_array().unwrap();
        all.extend(rows.iter().cloned());
        let Some(link) = page["_links"]["next"].as_str() else {
            assert_eq!(answer.header("link"), None);
            return all;
        };
        assert!(!rows.is_empty());
        assert_eq!(
            answer.header("link").unwrap(),
            format!("<{link}>; rel=\"next\"")
        );
        assert!(link.starts_with("/wiki/api/v2/"));
        link.clone_into(&mut next);
    }
}

/// The id of a space.
pub(crate) async fn space(client: &Client, key: &str) -> String {
    let found = client
        .json(&format!("/wiki/api/v2/spaces?keys={key}"))
        .await;
    found["results"][0]["id"].as_str().unwrap().to_owned()
}

fn storage(text: &str) -> Value {
    json!({ "representation": "storage", "value": text })
}

/// A page in a space, and its id.
pub(crate) async fn create(
    client: &Client,
    space: &str,
    title: &str,
    parent: Option<&str>,
) -> String {
    let mut body = json!({ "spaceId": space, "title": title, "body": storage("<p>First.</p>") });
    if let Some(parent) = parent {
        body["parentId"] = parent.into();
    }
    let made = client.call("POST", "/wiki/api/v2/pages", &body).await;
    assert_eq!(made.status, 200, "{}", made.body);
    made.json()["id"].as_str().unwrap().to_owned()
}

fn update(id: &str, title: &str, text: &str, number: u32) -> Value {
    json!({
        "id": id,
        "status": "current",
        "title": title,
        "body": storage(text),
        "version": { "number": number, "message": "tidy up" },
    })
}

#[tokio::test]
async fn pages_walked_to_the_end_are_those_of_the_spaces() {
    let sim = Sim::builder().users(200).start().await.unwrap();
    let client = member(&sim);
    let all = walk_v2(&client, "/wiki/api/v2/pages?limit=37").await;
    let ids: BTreeSet<String> = pluck(&all, "id").into_iter().collect();
    assert_eq!(ids.len(), all.len());
    assert!(all.len() > 200);
    assert!(all.iter().all(|page| page["body"] == json!({})));
    let mut by_space = BTreeSet::new();
    for space in walk_v2(&client, "/wiki/api/v2/spaces?limit=9").await {
        let path = format!(
            "/wiki/api/v2/spaces/{}/pages?limit=250",
            space["id"].as_str().unwrap()
        );
        let pages = walk_v2(&client, &path).await;
        assert!(pages.iter().all(|page| page["spaceId"] == space["id"]));
        by_space.extend(pluck(&pages, "id"));
        let roots = walk_v2(&client, &format!("{path}&depth=root")).await;
        assert_eq!(pluck(&roots, "id"), [space["homepageId"].as_str().unwrap()]);
    }
    assert_eq!(by_space, ids);
    let down = walk_v2(&client, "/wiki/api/v2/pages?limit=50&sort=-title").await;
    let titles: Vec<String> = pluck(&down, "title")
        .iter()
        .map(|t| t.to_lowercase())
        .collect();
    assert!(titles.iter().rev().is_sorted());
    assert_eq!(down.len(), all.len());
}

#[tokio::test]
async fn a_cursor_survives_changes_and_nonsense_is_refused() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let first = client.json("/wiki/api/v2/pages?limit=10").await;
    let next = first["_links"]["next"].as_str().unwrap();
    let expected = pluck(client.json(next).await["results"].as_array().unwrap(), "id");
    // A page of the first list goes: nothing is skipped.
    let gone = first["results"][9]["id"].as_str().unwrap();
    let path = format!("/wiki/api/v2/pages/{gone}");
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 204);
    let got = pluck(client.json(next).await["results"].as_array().unwrap(), "id");
    assert_eq!(got, expected);
    for query in [
        "cursor=x",
        "limit=0",
        "limit=251",
        "limit=x",
        "sort=size",
        "body-format=pdf",
        "id=abc",
        "status=gone",
    ] {
        let refused = client.get(&format!("/wiki/api/v2/pages?{query}")).await;
        assert_eq!(refused.status, 400, "{query}");
        assert_eq!(
            refused.json()["errors"][0]["code"],
            "INVALID_REQUEST_PARAMETER"
        );
        assert_eq!(refused.json()["errors"][0]["status"], 400);
    }
}

#[tokio::test]
async fn the_life_of_a_page() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let client = member(&sim);
    let eng = space(&client, "ENG").await;
    let id = create(&client, &eng, "Life & times", None).await;
    let path = format!("/wiki/api/v2/pages/{id}");
    let page = client.json(&format!("{path}?body-format=storage")).await;
    assert_eq!(page["body"]["storage"], storage("<p>First.</p>"));
    assert_eq!(page["version"]["number"], 1);
    assert_eq!(page["createdAt"], "2026-10-01T00:00:00.000Z");
    assert_eq!(page["authorId"], sim.member().account_id);
    assert_eq!(
        page["_links"]["webui"],
        format!("/spaces/ENG/pages/{id}/Life+%26+times")
    );
    let home = client.json(&format!("/wiki/api/v2/spaces/{eng}")).await["homepageId"].clone();
    assert_eq!(
        (page["parentId"].clone(), page["parentType"].clone()),
        (home, "page".into())
    );
    // The next version, and no other.
    sim.advance(std::time::Duration::from_secs(60));
    for wrong in [1, 3] {
        let refused = client
            .call("PUT", &path, &update(&id, "x", "<p>y</p>", wrong))
            .await;
        assert_eq!(refused.status, 409);
        let title = format!(
            "Version must be incremented when updating a page. Current Version: [1]. Provided version: [{wrong}]"
        );
        assert_eq!(refused.json()["errors"][0]["title"], title);
        assert_eq!(refused.json()["errors"][0]["code"], "CONFLICT");
    }
    let updated = client
        .call("PUT", &path, &update(&id, "Life", "<p>Second.</p>", 2))
        .await;
    assert_eq!(updated.status, 200, "{}", updated.body);
    assert_eq!(
        updated.json()["version"]["createdAt"],
        "2026-10-01T00:01:00.000Z"
    );
    let old = client
        .json(&format!("{path}?version=1&body-format=view"))
        .await;
    assert_eq!(
        (old["title"].clone(), old["status"].clone()),
        ("Life & times".into(), "historical".into())
    );
    assert_eq!(old["body"]["view"]["value"], "<p>First.</p>");
    assert_eq!(client.get(&format!("{path}?version=9")).await.status, 404);
    let renamed = client
        .call(
            "PUT",
            &format!("{path}/title"),
            &json!({ "status": "current", "title": "Third" }),
        )
        .await;
    assert_eq!(
        (renamed.status, renamed.json()["version"]["number"].clone()),
        (200, 3.into())
    );
    let versions = walk_v2(
        &client,
        &format!("{path}/versions?limit=2&body-format=storage"),
    )
    .await;
    let numbers: Vec<u64> = versions
        .iter()
        .map(|v| v["number"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers, [3, 2, 1]);
    assert_eq!(versions[1]["message"], "tidy up");
    assert_eq!(versions[2]["page"]["title"], "Life & times");
    let second = client.json(&format!("{path}/versions/2")).await;
    assert_eq!(
        (second["prevVersion"].clone(), second["nextVersion"].clone()),
        (1.into(), 3.into())
    );
    assert_eq!(client.get(&format!("{path}/versions/4")).await.status, 404);
}

#[tokio::test]
async fn a_page_goes_into_the_trash_and_out_of_it_for_good() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let eng = space(&client, "ENG").await;
    let id = create(&client, &eng, "Short life", None).await;
    let path = format!("/wiki/api/v2/pages/{id}");
    assert_eq!(
        client
            .call("DELETE", &format!("{path}?purge=true"), &Value::Null)
            .await
            .status,
        400
    );
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 204);
    assert_eq!(client.json(&path).await["status"], "trashed");
    assert_eq!(
        client.get(&format!("{path}?status=current")).await.status,
        404
    );
    let trashed = client
        .json(&format!("/wiki/api/v2/pages?status=trashed&id={id}"))
        .await;
    assert_eq!(trashed["results"].as_array().unwrap().len(), 1);
    assert_eq!(
        client
            .call("PUT", &path, &update(&id, "x", "<p/>", 2))
            .await
            .status,
        404
    );
    assert_eq!(
        client
            .call("DELETE", &format!("{path}?purge=true"), &Value::Null)
            .await
            .status,
        404
    );
    assert_eq!(
        admin(&sim)
            .call("DELETE", &format!("{path}?purge=true"), &Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(admin(&sim).get(&path).await.status, 404);
}

#[tokio::test]
async fn a_refused_write_changes_nothing() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let eng = space(&client, "ENG").await;
    let id = create(&client, &eng, "One", None).await;
    create(&client, &eng, "Taken", None).await;
    let before = client
        .get(&format!("/wiki/api/v2/pages/{id}?body-format=storage"))
        .await
        .body;
    let count = walk_v2(&client, "/wiki/api/v2/pages?limit=250").await.len();
    let path = format!("/wiki/api/v2/pages/{id}");
    for (change, status) in [
        (json!({ "title": "TAKEN" }), 400),
        (json!({ "title": "" }), 400),
        (json!({ "title": "x".repeat(256) }), 400),
        (json!({ "body": null }), 400),
        (json!({ "body": storage("<p>open") }), 400),
        (
            json!({ "body": { "representation": "atlas_doc_format", "value": "{}" } }),
            400,
        ),
        (
            json!({ "body": { "representation": "markdown", "value": "x" } }),
            400,
        ),
        (json!({ "parentId": "1" }), 404),
        (json!({ "parentId": id }), 404),
        (json!({ "id": "77" }), 400),
        (json!({ "ownerId": "none" }), 400),
        (json!({ "status": "archived" }), 400),
        (json!({ "spaceId": "1" }), 400),
    ] {
        let mut body = update(&id, "Two", "<p>Two.</p>", 2);
        for (key, value) in change.as_object().unwrap() {
            body[key] = value.clone();
        }
        let refused = client.call("PUT", &path, &body).await;
        assert_eq!(refused.status, status, "{change}: {}", refused.body);
    }
    let body = json!({ "spaceId": eng, "title": "taken", "body": storage("") });
    let refused = client.call("POST", "/wiki/api/v2/pages", &body).await;
    let title = "A page with this title already exists: A page already exists with the same TITLE in this space";
    assert_eq!(
        (refused.status, refused.json()["errors"][0]["title"].clone()),
        (400, title.into())
    );
    for (body, status) in [
        (json!({ "title": "x" }), 400),
        (json!({ "spaceId": "ENG", "title": "x" }), 400),
        (json!({ "spaceId": "1", "title": "x" }), 404),
        (json!({ "spaceId": eng }), 400),
    ] {
        let refused = client.call("POST", "/wiki/api/v2/pages", &body).await;
        assert_eq!(refused.status, status, "{body}");
    }
    let root = json!({ "spaceId": eng, "title": "x", "parentId": id });
    let refused = client
        .call("POST", "/wiki/api/v2/pages?root-level=true", &root)
        .await;
    assert_eq!(refused.status, 400);
    let text = client
        .send("POST", "/wiki/api/v2/pages", Some(("text/plain", "x")))
        .await
        .unwrap();
    assert_eq!(text.status, 415);
    let text = client
        .send(
            "POST",
            "/wiki/api/v2/pages",
            Some(("application/json", "{")),
        )
        .await
        .unwrap();
    assert_eq!(text.status, 400);
    assert!(text.json()["errors"][0]["title"].is_string());
    assert_eq!(
        client
            .get(&format!("{path}?body-format=storage"))
            .await
            .body,
        before
    );
    assert_eq!(
        walk_v2(&client, "/wiki/api/v2/pages?limit=250").await.len(),
        count
    );
}

#[tokio::test]
async fn texts_come_in_every_format() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let eng = space(&client, "ENG").await;
    let document = json!({ "type": "doc", "version": 1, "content": [
        { "type": "heading", "attrs": { "level": 2 }, "content": [{ "type": "text", "text": "A < B" }] },
        { "type": "paragraph", "content": [
            { "type": "text", "text": "bold", "marks": [{ "type": "strong" }] },
        ] },
    ] })
    .to_string();
    let body = json!({ "spaceId": eng, "title": "Formats", "body": {
        "atlas_doc_format": { "representation": "atlas_doc_format", "value": document },
    } });
    let made = client
        .call("POST", "/wiki/api/v2/pages", &body)
        .await
        .json();
    let path = format!("/wiki/api/v2/pages/{}", made["id"].as_str().unwrap());
    let html = "<h2>A &lt; B</h2><p><strong>bold</strong></p>";
    for format in ["storage", "view"] {
        let page = client.json(&format!("{path}?body-format={format}")).await;
        assert_eq!(
            page["body"],
            json!({ format: { "representation": format, "value": html } })
        );
    }
    let page = client
        .json(&format!("{path}?body-format=atlas_doc_format"))
        .await;
    assert_eq!(page["body"]["atlas_doc_format"]["value"], document);
    let home = client
        .json("/wiki/api/v2/pages?limit=1&body-format=atlas_doc_format")
        .await;
    let text = home["results"][0]["body"]["atlas_doc_format"]["value"]
        .as_str()
        .unwrap();
    let document: Value = serde_json::from_str(text).unwrap();
    assert_eq!(document["type"], "doc");
    assert!(!document["content"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn drafts_are_seen_by_their_authors_only() {
    let sim = Sim::builder().start().await.unwrap();
    let (mine, other) = (member(&sim), admin(&sim));
    let eng = space(&mine, "ENG").await;
    let body =
        json!({ "spaceId": eng, "status": "draft", "title": "", "body": storage("<p>d</p>") });
    let made = mine.call("POST", "/wiki/api/v2/pages", &body).await.json();
    let id = made["id"].as_str().unwrap();
    let path = format!("/wiki/api/v2/pages/{id}");
    assert_eq!(mine.json(&path).await["status"], "draft");
    assert_eq!(other.get(&path).await.status, 404);
    assert_eq!(
        mine.call("PUT", &path, &update(id, "Out", "<p>d</p>", 2))
            .await
            .status,
        409
    );
    assert_eq!(
        mine.call("PUT", &path, &update(id, "Out", "<p>d</p>", 1))
            .await
            .status,
        200
    );
    assert_eq!(other.json(&path).await["status"], "current");
    // A draft of a published page.
    let mut draft = update(id, "Next", "<p>next</p>", 1);
    draft["status"] = "draft".into();
    assert_eq!(mine.call("PUT", &path, &draft).await.status, 200);
    assert_eq!(mine.json(&path).await["title"], "Out");
    let seen = mine.json(&format!("{path}?get-draft=true")).await;
    assert_eq!(
        (seen["title"].clone(), seen["status"].clone()),
        ("Next".into(), "draft".into())
    );
    assert_eq!(
        mine.call("DELETE", &format!("{path}?draft=true"), &Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(
        mine.json(&format!("{path}?get-draft=true")).await["title"],
        "Out"
    );
    let body = json!({ "spaceId": eng, "title": "Secret", "body": storage("") });
    let made = mine
        .call("POST", "/wiki/api/v2/pages?private=true", &body)
        .await
        .json();
    let path = format!("/wiki/api/v2/pages/{}", made["id"].as_str().unwrap());
    assert_eq!(
        (mine.get(&path).await.status, other.get(&path).await.status),
        (200, 404)
    );
}

#[tokio::test]
async fn the_tree_goes_up_and_down() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let eng = space(&client, "ENG").await;
    let top = create(&client, &eng, "Top", None).await;
    let middle = create(&client, &eng, "Middle", Some(&top)).await;
    let mut leaves = Vec::new();
    for number in 0..5 {
        leaves.push(create(&client, &eng, &format!("Leaf {number}"), Some(&middle)).await);
    }
    let of = |id: &str| format!("/wiki/api/v2/pages/{id}");
    let children = walk_v2(&client, &format!("{}/direct-children?limit=2", of(&middle))).await;
    assert_eq!(pluck(&children, "id"), leaves);
    assert!(children.iter().all(|child| child["type"] == "page"));
    let children = walk_v2(&client, &format!("{}/children?sort=-id", of(&middle))).await;
    assert_eq!(
        pluck(&children, "id"),
        leaves.iter().rev().cloned().collect::<Vec<_>>()
    );
    let home = client.json(&of(&top)).await["parentId"]
        .as_str()
        .unwrap()
        .to_owned();
    let above = client.json(&format!("{}/ancestors", of(&leaves[0]))).await;
    assert_eq!(
        pluck(above["results"].as_array().unwrap(), "id"),
        [home, top.clone(), middle.clone()]
    );
    let near = client
        .json(&format!("{}/ancestors?limit=1", of(&leaves[0])))
        .await;
    assert_eq!(
        pluck(near["results"].as_array().unwrap(), "id"),
        std::slice::from_ref(&middle)
    );
    let below = walk_v2(&client, &format!("{}/descendants?limit=3", of(&top))).await;
    assert_eq!(below.len(), 6);
    assert_eq!(
        (below[0]["depth"].clone(), below[5]["depth"].clone()),
        (1.into(), 2.into())
    );
    let below = walk_v2(&client, &format!("{}/descendants?depth=1", of(&top))).await;
    assert_eq!(pluck(&below, "id"), std::slice::from_ref(&middle));
    assert_eq!(
        client
            .get(&format!("{}/descendants?depth=11", of(&top)))
            .await
            .status,
        400
    );
    let may = client.json(&format!("{}/operations", of(&top))).await;
    let update_page = json!({ "operation": "update", "targetType": "page" });
    assert!(may["operations"].as_array().unwrap().contains(&update_page));
    // A page does not go below itself.
    let mut body = update(&top, "Top", "<p>x</p>", 2);
    body["parentId"] = leaves[0].clone().into();
    assert_eq!(client.call("PUT", &of(&top), &body).await.status, 404);
    // When a page goes into the trash its children move up.
    assert_eq!(
        client
            .call("DELETE", &of(&middle), &Value::Null)
            .await
            .status,
        204
    );
    let children = walk_v2(&client, &format!("{}/children", of(&top))).await;
    assert_eq!(pluck(&children, "id"), leaves);
}

#[tokio::test]
async fn labels_are_put_on_and_found_again() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let eng = space(&client, "ENG").await;
    let id = create(&client, &eng, "Labelled", None).await;
    let v1 = format!("/wiki/rest/api/content/{id}/label");
    let body =
        json!([{ "prefix": "global", "name": "Zeta" }, { "prefix": "global", "name": "alpha" }]);
    let added = client.call("POST", &v1, &body).await;
    assert_eq!(
        (added.status, added.json()["size"].clone()),
        (200, 2.into())
    );
    client
        .call("POST", &v1, &json!({ "prefix": "global", "name": "zeta" }))
        .await;
    let path = format!("/wiki/api/v2/pages/{id}/labels");
    let labels = walk_v2(&client, &format!("{path}?limit=1&sort=-name")).await;
    assert_eq!(pluck(&labels, "name"), ["zeta", "alpha"]);
    let label = labels[0]["id"].as_str().unwrap();
    let pages = walk_v2(&client, &format!("/wiki/api/v2/labels/{label}/pages")).await;
    assert_eq!(pluck(&pages, "id"), std::slice::from_ref(&id));
    let known = walk_v2(&client, "/wiki/api/v2/labels?prefix=global").await;
    assert!(pluck(&known, "name").contains(&"zeta".to_owned()));
    let with = client
        .json(&format!(
            "/wiki/api/v2/pages/{id}?include-labels=true&include-versions=true"
        ))
        .await;
    assert_eq!(with["labels"]["results"].as_array().unwrap().len(), 2);
    assert_eq!(with["versions"]["meta"]["hasMore"], false);
    let listed = client.json("/wiki/rest/api/label?name=zeta").await;
    assert_eq!(
        listed["associatedContents"]["results"][0]["title"],
        "Labelled"
    );
    for body in [
        json!({ "prefix": "global", "name": "a b" }),
        json!({ "prefix": "own", "name": "a" }),
        json!({}),
    ] {
        assert_eq!(client.call("POST", &v1, &body).await.status, 400, "{body}");
    }
    assert_eq!(
        client
            .call("DELETE", &format!("{v1}/zeta"), &Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(
        client
            .call("DELETE", &format!("{v1}?name=alpha"), &Value::Null)
            .await
            .status,
        204
    );
    assert!(walk_v2(&client, &path).await.is_empty());
    assert_eq!(
        client
            .call("POST", "/wiki/rest/api/content/1/label", &body)
            .await
            .status,
        404
    );
    assert_eq!(client.get("/wiki/api/v2/labels/1/pages").await.status, 404);
    // To see is not to edit.
    let policies = space(&client, "POL").await;
    let home = client
        .json(&format!("/wiki/api/v2/spaces/{policies}"))
        .await["homepageId"]
        .clone();
    let path = format!("/wiki/rest/api/content/{}/label", home.as_str().unwrap());
    let refused = client.call("POST", &path, &body).await;
    assert_eq!(refused.status, 403);
    let answer = refused.json();
    assert_eq!(answer["data"]["authorized"], false);
    assert!(
        answer["message"]
            .as_str()
            .unwrap()
            .contains("PermissionException")
    );
}

#[tokio::test]
async fn properties_of_pages_have_versions() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let eng = space(&client, "ENG").await;
    let id = create(&client, &eng, "Props", None).await;
    let path = format!("/wiki/api/v2/pages/{id}/properties");
    let body = json!({ "key": "sync", "value": { "rev": 1 } });
    let made = client.call("POST", &path, &body).await;
    assert_eq!(made.status, 200, "{}", made.body);
    assert_eq!(client.call("POST", &path, &body).await.status, 409);
    let one = format!("{path}/{}", made.json()["id"].as_str().unwrap());
    assert_eq!(client.json(&one).await["value"]["rev"], 1);
    let next = |number: u32| json!({ "key": "sync", "value": [], "version": { "number": number } });
    assert_eq!(client.call("PUT", &one, &next(1)).await.status, 409);
    assert_eq!(
        client.call("PUT", &one, &next(2)).await.json()["version"]["number"],
        2
    );
    assert_eq!(
        client.json(&format!("{path}?key=sync")).await["results"][0]["value"],
        json!([])
    );
    assert!(
        walk_v2(&client, &format!("{path}?key=SYNC"))
            .await
            .is_empty()
    );
    assert_eq!(client.call("DELETE", &one, &Value::Null).await.status, 204);
    assert_eq!(client.call("DELETE", &one, &Value::Null).await.status, 404);
    assert_eq!(client.get(&one).await.status, 404);
}

#[tokio::test]
async fn attachments_are_listed_and_thrown_away() {
    let sim = Sim::builder().users(100).start().await.unwrap();
    let client = admin(&sim);
    let all = walk_v2(&client, "/wiki/api/v2/attachments?limit=7").await;
    assert!(all.len() > 10);
    let file = &all[3];
    let id = file["id"].as_str().unwrap();
    assert!(id.starts_with("att"));
    let path = format!("/wiki/api/v2/attachments/{id}");
    assert_eq!(client.json(&path).await["fileId"], file["fileId"]);
    let page = file["pageId"]
        .as_str()
        .or(file["blogPostId"].as_str())
        .unwrap();
    let kind = if file["pageId"].is_string() {
        "pages"
    } else {
        "blogposts"
    };
    let of_page = format!("/wiki/api/v2/{kind}/{page}/attachments");
    assert_eq!(pluck(&walk_v2(&client, &of_page).await, "id"), [id]);
    let pictures = walk_v2(&client, "/wiki/api/v2/attachments?mediaType=image/png").await;
    let expected = all.iter().filter(|a| a["mediaType"] == "image/png").count();
    assert_eq!(pictures.len(), expected);
    let name = encode(file["title"].as_str().unwrap());
    assert_eq!(
        walk_v2(
            &client,
            &format!("/wiki/api/v2/attachments?filename={name}")
        )
        .await
        .len(),
        1
    );
    assert_eq!(
        client
            .call("DELETE", &format!("{path}?purge=true"), &Value::Null)
            .await
            .status,
        400
    );
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 204);
    assert_eq!(
        walk_v2(&client, "/wiki/api/v2/attachments").await.len(),
        all.len() - 1
    );
    assert_eq!(
        walk_v2(&client, &format!("{of_page}?status=trashed"))
            .await
            .len(),
        1
    );
    assert_eq!(
        client
            .call("DELETE", &format!("{path}?purge=true"), &Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(client.get(&path).await.status, 404);
    assert_eq!(client.get("/wiki/api/v2/attachments/x").await.status, 400);
}

#[tokio::test]
async fn blog_posts_are_no_pages() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let eng = space(&client, "ENG").await;
    let posts = walk_v2(&client, "/wiki/api/v2/blogposts?limit=2").await;
    assert!(!posts.is_empty());
    let body = json!({ "spaceId": eng, "title": "News", "body": storage("<p>n</p>") });
    let made = client.call("POST", "/wiki/api/v2/blogposts", &body).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert!(made.json().get("parentId").is_none());
    assert_eq!(
        client.get(&format!("/wiki/api/v2/pages/{id}")).await.status,
        404
    );
    let path = format!("/wiki/api/v2/blogposts/{id}");
    assert_eq!(
        client
            .call("PUT", &path, &update(&id, "News 2", "<p>m</p>", 2))
            .await
            .status,
        200
    );
    assert_eq!(walk_v2(&client, &format!("{path}/versions")).await.len(), 2);
    assert_eq!(
        client.json(&format!("{path}/versions/1")).await["nextVersion"],
        2
    );
    assert_eq!(
        walk_v2(&client, "/wiki/api/v2/blogposts").await.len(),
        posts.len() + 1
    );
    let in_space = walk_v2(
        &client,
        &format!("/wiki/api/v2/spaces/{eng}/blogposts?title=News%202"),
    )
    .await;
    assert_eq!(pluck(&in_space, "id"), std::slice::from_ref(&id));
    assert!(client.json(&format!("{path}/operations")).await["operations"].is_array());
    assert!(walk_v2(&client, &format!("{path}/labels")).await.is_empty());
    assert!(
        walk_v2(&client, &format!("{path}/footer-comments"))
            .await
            .is_empty()
    );
    assert!(
        walk_v2(&client, &format!("{path}/properties"))
            .await
            .is_empty()
    );
    assert_eq!(client.json(&path).await["title"], "News 2");
    for list in ["inline-comments", "attachments"] {
        assert!(walk_v2(&client, &format!("{path}/{list}")).await.is_empty());
    }
    let label = json!({ "prefix": "global", "name": "news" });
    let added = client
        .call(
            "POST",
            &format!("/wiki/rest/api/content/{id}/label"),
            &label,
        )
        .await;
    let label = added.json()["results"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let labelled = walk_v2(&client, &format!("/wiki/api/v2/labels/{label}/blogposts")).await;
    assert_eq!(pluck(&labelled, "id"), std::slice::from_ref(&id));
    assert!(
        walk_v2(&client, &format!("/wiki/api/v2/labels/{label}/pages"))
            .await
            .is_empty()
    );
    let properties = format!("{path}/properties");
    let body = json!({ "key": "sync", "value": 1 });
    let made = client.call("POST", &properties, &body).await.json();
    let one = format!("{properties}/{}", made["id"].as_str().unwrap());
    let next = json!({ "key": "sync", "value": 2, "version": { "number": 2 } });
    assert_eq!(client.call("PUT", &one, &next).await.status, 200);
    assert_eq!(client.json(&one).await["value"], 2);
    assert_eq!(client.call("DELETE", &one, &Value::Null).await.status, 204);
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 204);
    assert_eq!(
        walk_v2(&client, "/wiki/api/v2/blogposts").await.len(),
        posts.len()
    );
}

#[tokio::test]
async fn writers_at_once_lose_nothing() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let eng = space(&client, "ENG").await;
    let id = create(&client, &eng, "Race", None).await;
    let path = format!("/wiki/api/v2/pages/{id}");
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let (client, path, id) = (client.clone(), path.clone(), id.clone());
            tokio::spawn(async move {
                let body = update(&id, "Race", "<p>mine</p>", 2);
                client.call("PUT", &path, &body).await.status
            })
        })
        .collect();
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409, 409, 409, 409, 409]);
    assert_eq!(client.json(&path).await["version"]["number"], 2);
}

#[tokio::test]
async fn the_same_seed_writes_the_same_pages() {
    let mut sites = Vec::new();
    for seed in [7, 7, 8] {
        let sim = Sim::builder().seed(seed).start().await.unwrap();
        let pages = walk_v2(
            &admin(&sim),
            "/wiki/api/v2/pages?limit=250&body-format=storage",
        )
        .await;
        assert!(pages.len() > 60);
        sites.push(pages);
    }
    assert_eq!(sites[0], sites[1]);
    assert_ne!(sites[0], sites[2]);
}
