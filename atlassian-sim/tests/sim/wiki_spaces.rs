//! Confluence: spaces and who sees them, searches, comments, watches, the audit log.

use std::time::Duration;

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, encode, member, pluck};
use super::wiki_pages::{space, walk_v2};
use super::wiki_users::walk_v1;

async fn keys(client: &Client) -> Vec<String> {
    pluck(
        &walk_v2(client, "/wiki/api/v2/spaces?limit=250").await,
        "key",
    )
}

/// Every result of a search, by its cursors.
async fn search(client: &Client, cql: &str) -> Vec<Value> {
    walk_v1(
        client,
        &format!("/wiki/rest/api/search?limit=11&cql={}", encode(cql)),
    )
    .await
}

#[tokio::test]
async fn a_closed_space_is_not_there_for_others() {
    let sim = Sim::builder().start().await.unwrap();
    let (admin, member) = (admin(&sim), member(&sim));
    let (of_admin, of_member) = (keys(&admin).await, keys(&member).await);
    assert!(of_admin.contains(&"HR".to_owned()) && !of_member.contains(&"HR".to_owned()));
    // Administrators are not let in everywhere either.
    assert!(of_member.contains(&"NOTES".to_owned()) && !of_admin.contains(&"NOTES".to_owned()));
    let hr = space(&admin, "HR").await;
    let home = admin.json(&format!("/wiki/api/v2/spaces/{hr}")).await["homepageId"].clone();
    let home = home.as_str().unwrap();
    for path in [
        format!("/wiki/api/v2/spaces/{hr}"),
        format!("/wiki/api/v2/spaces/{hr}/pages"),
        format!("/wiki/api/v2/pages/{home}"),
        format!("/wiki/api/v2/pages/{home}/versions"),
        format!("/wiki/api/v2/pages/{home}/footer-comments"),
        "/wiki/rest/api/space/HR".to_owned(),
        format!("/wiki/rest/api/content/{home}"),
    ] {
        assert_eq!(admin.get(&path).await.status, 200, "{path}");
        assert_eq!(member.get(&path).await.status, 404, "{path}");
    }
    assert!(search(&member, "space = HR").await.is_empty());
    assert!(!search(&admin, "space = HR").await.is_empty());
    let body = json!({ "spaceId": hr, "title": "x", "body": { "representation": "storage", "value": "" } });
    assert_eq!(
        member
            .call("POST", "/wiki/api/v2/pages", &body)
            .await
            .status,
        404
    );
    let body = json!({ "pageId": home, "body": { "representation": "storage", "value": "" } });
    assert_eq!(
        member
            .call("POST", "/wiki/api/v2/footer-comments", &body)
            .await
            .status,
        404
    );
    // Seen by everybody, written by few.
    let pol = space(&member, "POL").await;
    let body = json!({ "spaceId": pol, "title": "x", "body": { "representation": "storage", "value": "" } });
    assert_eq!(
        member
            .call("POST", "/wiki/api/v2/pages", &body)
            .await
            .status,
        404
    );
    assert_eq!(
        admin.call("POST", "/wiki/api/v2/pages", &body).await.status,
        200
    );
}

#[tokio::test]
async fn spaces_are_filtered_and_show_what_is_asked_for() {
    let sim = Sim::builder().users(200).start().await.unwrap();
    let client = member(&sim);
    let all = walk_v2(&client, "/wiki/api/v2/spaces?limit=3").await;
    let ids: Vec<u64> = pluck(&all, "id")
        .iter()
        .map(|id| id.parse().unwrap())
        .collect();
    assert!(ids.is_sorted() && ids.len() > 5);
    let personal = walk_v2(&client, "/wiki/api/v2/spaces?type=personal").await;
    assert!(!personal.is_empty() && personal.len() < all.len());
    assert!(
        pluck(&personal, "key")
            .iter()
            .all(|key| key.starts_with('~'))
    );
    let archived = walk_v2(&client, "/wiki/api/v2/spaces?status=archived").await;
    assert_eq!(pluck(&archived, "key"), ["OLD"]);
    let two = walk_v2(
        &client,
        "/wiki/api/v2/spaces?keys=ENG,POL,HR,none&sort=-key",
    )
    .await;
    assert_eq!(pluck(&two, "key"), ["POL", "ENG"]);
    let labelled = walk_v2(&client, "/wiki/api/v2/spaces?labels=platform").await;
    assert_eq!(pluck(&labelled, "key"), ["ENG"]);
    let eng = labelled[0]["id"].as_str().unwrap();
    assert_eq!(labelled[0]["description"], Value::Null);
    let path = format!("/wiki/api/v2/spaces/{eng}");
    let whole = client
        .json(&format!("{path}?description-format=plain&include-icon=true&include-labels=true&include-operations=true"))
        .await;
    assert_eq!(
        whole["description"]["plain"]["value"],
        "Everything about Engineering."
    );
    assert_eq!(whole["labels"]["results"][0]["name"], "platform");
    assert!(whole["icon"]["path"].is_string());
    let labels = walk_v2(&client, &format!("{path}/labels")).await;
    assert_eq!(labels[0]["prefix"], "team");
    let labels = walk_v1(&client, "/wiki/rest/api/space/ENG/label").await;
    assert_eq!(labels[0]["label"], "platform");
    let operations = client.json(&format!("{path}/operations")).await;
    let create = json!({ "operation": "create", "targetType": "page" });
    assert!(
        operations["operations"]
            .as_array()
            .unwrap()
            .contains(&create)
    );
    let permissions = walk_v2(&client, &format!("{path}/permissions?limit=1")).await;
    let group = sim
        .groups()
        .into_iter()
        .find(|g| g.name == "confluence-users")
        .unwrap();
    assert_eq!(
        permissions[0]["principal"],
        json!({ "type": "group", "id": group.group_id })
    );
    assert_eq!(client.get("/wiki/api/v2/spaces/ENG").await.status, 400);
    assert_eq!(client.get("/wiki/api/v2/spaces/1").await.status, 404);
    assert_eq!(
        client.get("/wiki/api/v2/spaces?type=secret").await.status,
        400
    );
}

#[tokio::test]
async fn the_life_of_a_space() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let client = member(&sim);
    let body = json!({
        "key": "LIFE",
        "name": "Life",
        "description": { "plain": { "value": "Short", "representation": "plain" } },
    });
    let made = client.call("POST", "/wiki/rest/api/space", &body).await;
    assert_eq!(
        (made.status, made.json()["key"].clone()),
        (200, "LIFE".into())
    );
    assert_eq!(
        client
            .call("POST", "/wiki/rest/api/space", &body)
            .await
            .status,
        400
    );
    for bad in [
        json!({ "name": "x" }),
        json!({ "key": "a b", "name": "x" }),
        json!({ "key": "OK" }),
    ] {
        assert_eq!(
            client
                .call("POST", "/wiki/rest/api/space", &bad)
                .await
                .status,
            400,
            "{bad}"
        );
    }
    let path = "/wiki/rest/api/space/LIFE";
    let expand = "expand=description.plain,homepage.body.storage,metadata.labels,permissions,operations,history,icon";
    let whole = client.json(&format!("{path}?{expand}")).await;
    assert_eq!(whole["description"]["plain"]["value"], "Short");
    assert_eq!(whole["homepage"]["title"], "Life Home");
    assert_eq!(whole["homepage"]["body"]["storage"]["value"], "");
    assert_eq!(
        whole["history"]["createdBy"]["accountId"],
        sim.member().account_id
    );
    assert!(
        whole["_expandable"].get("homepage").is_none()
            && whole["_expandable"]["settings"].is_string()
    );
    let changed = client
        .call("PUT", path, &json!({ "name": "Long life" }))
        .await;
    assert_eq!(
        (changed.status, changed.json()["name"].clone()),
        (200, "Long life".into())
    );
    let private = json!({ "key": "MINE", "name": "Mine" });
    assert_eq!(
        client
            .call("POST", "/wiki/rest/api/space/_private", &private)
            .await
            .status,
        200
    );
    assert_eq!(
        admin(&sim).get("/wiki/rest/api/space/MINE").await.status,
        404
    );
    let v2 = json!({ "key": "VTWO", "name": "Two", "createPrivateSpace": true });
    let made = client.call("POST", "/wiki/api/v2/spaces", &v2).await;
    assert_eq!(
        (made.status, made.json()["currentActiveAlias"].clone()),
        (201, "VTWO".into())
    );
}

#[tokio::test]
async fn a_space_is_deleted_by_a_task_that_takes_its_time() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let client = member(&sim);
    let body = json!({ "key": "LIFE", "name": "Life" });
    let made = client.call("POST", "/wiki/rest/api/space", &body).await;
    assert_eq!(made.status, 200);
    let path = "/wiki/rest/api/space/LIFE";
    // Only those who administer it: the others do not even find it.
    assert_eq!(
        client
            .call("DELETE", "/wiki/rest/api/space/ENG", &Value::Null)
            .await
            .status,
        404
    );
    let task = client.call("DELETE", path, &Value::Null).await;
    assert_eq!(task.status, 202);
    let status = format!("/wiki{}", task.json()["links"]["status"].as_str().unwrap());
    let running = client.json(&status).await;
    assert_eq!(
        (
            running["finished"].clone(),
            running["percentageComplete"].clone()
        ),
        (false.into(), 0.into())
    );
    assert_eq!(client.json("/wiki/rest/api/longtask").await["size"], 1);
    assert_eq!(client.get(path).await.status, 200);
    sim.advance(Duration::from_secs(3));
    let done = client.json(&status).await;
    assert_eq!(
        (done["finished"].clone(), done["successful"].clone()),
        (true.into(), true.into())
    );
    assert_eq!(client.json("/wiki/rest/api/longtask").await["size"], 0);
    let gone = client.get(path).await;
    assert_eq!(gone.status, 404);
    assert!(
        gone.json()["message"]
            .as_str()
            .unwrap()
            .contains("No space found with key : LIFE")
    );
    assert!(search(&client, "space = LIFE").await.is_empty());
    assert_eq!(
        client
            .call("POST", "/wiki/rest/api/space", &body)
            .await
            .status,
        200
    );
    assert_eq!(client.get("/wiki/rest/api/longtask/none").await.status, 404);
}

/// The published pages that a search can find: those of archived spaces are left out.
async fn findable(client: &Client) -> Vec<Value> {
    let mut pages = walk_v2(client, "/wiki/api/v2/pages?limit=250&status=current").await;
    let old = space(client, "OLD").await;
    pages.retain(|page| page["spaceId"] != old.as_str());
    pages
}

async fn count(client: &Client, cql: &str) -> usize {
    search(client, cql).await.len()
}

#[tokio::test]
async fn a_search_finds_what_the_lists_have() {
    let sim = Sim::builder().users(150).start().await.unwrap();
    let client = member(&sim);
    let pages = walk_v2(&client, "/wiki/api/v2/pages?limit=250&status=current").await;
    let spaces = walk_v2(&client, "/wiki/api/v2/spaces?limit=250").await;
    let current = findable(&client).await;
    let found = search(&client, "type = page").await;
    let mut ids: Vec<String> = found
        .iter()
        .map(|r| r["content"]["id"].as_str().unwrap().to_owned())
        .collect();
    ids.sort();
    let mut expected: Vec<String> = current
        .iter()
        .map(|p| p["id"].as_str().unwrap().to_owned())
        .collect();
    expected.sort();
    assert_eq!(ids, expected);
    assert_eq!(
        search(&client, "type = space").await.len(),
        spaces.len() - 1
    );
    let all = walk_v1(
        &client,
        "/wiki/rest/api/search?cql=type=space&includeArchivedSpaces=true",
    )
    .await;
    assert_eq!(all.len(), spaces.len());
    let content = walk_v1(
        &client,
        "/wiki/rest/api/content/search?cql=type=page&limit=30&expand=space,version",
    )
    .await;
    assert_eq!(content.len(), pages.len());
    assert!(
        content
            .iter()
            .all(|c| c["space"]["key"].is_string() && c["version"]["number"].is_u64())
    );
    let sorted = search(&client, "type = page order by title desc").await;
    let titles: Vec<String> = sorted
        .iter()
        .map(|r| r["title"].as_str().unwrap().to_lowercase())
        .collect();
    assert!(titles.iter().rev().is_sorted() && titles.len() == current.len());
}

#[tokio::test]
async fn every_field_of_a_search_narrows_it() {
    let sim = Sim::builder().users(150).start().await.unwrap();
    let client = member(&sim);
    let current = findable(&client).await;
    let eng = space(&client, "ENG").await;
    let in_eng: Vec<&Value> = current
        .iter()
        .filter(|p| p["spaceId"] == eng.as_str())
        .collect();
    let count = |cql: &'static str| count(&client, cql);
    assert_eq!(count("type = page and space = ENG").await, in_eng.len());
    assert_eq!(
        count("type = page and space != ENG").await,
        current.len() - in_eng.len()
    );
    assert_eq!(
        count("type = page and not (space in (ENG) or space.type = personal)").await
            + count("type = page and space.type = personal").await
            + in_eng.len(),
        current.len()
    );
    let titled = |text: &str| {
        current
            .iter()
            .filter(|p| p["title"].as_str().unwrap().to_lowercase().contains(text))
            .count()
    };
    assert_eq!(
        count("type = page and title ~ \"release\"").await,
        titled("release")
    );
    assert_eq!(
        count("type = page and title ~ \"rele*\"").await,
        titled("release")
    );
    assert_eq!(
        count("type = page and title !~ release").await,
        current.len() - titled("release")
    );
    assert_eq!(count("title = \"engineering home\"").await, 1);
    assert!(count("type = page and text ~ \"latency cache\"").await > 0);
    assert_eq!(count("type = page and text ~ \"nowhere\"").await, 0);
    let homes: usize = current.iter().filter(|p| p["parentId"].is_null()).count();
    let child = in_eng.iter().find(|p| !p["parentId"].is_null()).unwrap();
    let parent = child["parentId"].as_str().unwrap();
    let children = current.iter().filter(|p| p["parentId"] == parent).count();
    assert_eq!(
        search(&client, &format!("type = page and parent = {parent}"))
            .await
            .len(),
        children
    );
    let below = search(&client, &format!("type = page and ancestor = {parent}")).await;
    assert!(below.len() >= children);
    assert!(homes > 3);
    let older = count("type = page and created < \"2026-01-01\"").await;
    let newer = count("type = page and created >= 2026/01/01").await;
    assert!(older > 0 && newer > 0);
    assert_eq!(older + newer, current.len());
    let labelled = search(&client, "label = runbook").await;
    assert!(!labelled.is_empty());
    let expand = "expand=content.history,space.history&limit=500";
    let path = format!("/wiki/rest/api/search?{expand}&cql=creator=currentUser()");
    let mine = client.json(&path).await;
    let me = sim.member().account_id;
    assert!(mine["size"].as_u64().unwrap() > 1);
    for row in mine["results"].as_array().unwrap() {
        let found = if row["content"].is_object() {
            &row["content"]
        } else {
            &row["space"]
        };
        assert_eq!(found["history"]["createdBy"]["accountId"], me.as_str());
    }
}

#[tokio::test]
async fn a_search_pages_by_its_cursor_and_refuses_in_its_own_way() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let first = client
        .json("/wiki/rest/api/search?cql=type=page&limit=3")
        .await;
    assert_eq!(
        (
            first["start"].clone(),
            first["limit"].clone(),
            first["size"].clone()
        ),
        (0.into(), 3.into(), 3.into())
    );
    let next = first["_links"]["next"].as_str().unwrap();
    assert!(
        next.starts_with("/rest/api/search?next=true&cursor="),
        "{next}"
    );
    assert_eq!(first["_links"]["context"], "/wiki");
    // An offset says nothing here.
    let far = client
        .json("/wiki/rest/api/search?cql=type=page&limit=3&start=100000")
        .await;
    assert_eq!(
        (far["start"].clone(), far["results"].clone()),
        (100_000.into(), first["results"].clone())
    );
    let none = client
        .json("/wiki/rest/api/search?cql=type=page&limit=0")
        .await;
    assert_eq!(
        (none["size"].clone(), none["totalSize"].clone()),
        (0.into(), first["totalSize"].clone())
    );
    for path in ["/wiki/rest/api/search", "/wiki/rest/api/content/search"] {
        for (query, status) in [
            ("", 400),
            ("cql=", 400),
            ("cql=type", 400),
            ("cql=user=x", 400),
            ("cql=colour=x", 400),
            ("cql=text=x", 400),
            ("cql=created=soon", 400),
            ("cql=type=page%20order%20by%20size", 400),
            ("cql=type=page&cursor=x", 400),
            ("cql=type=page&limit=-1", 400),
            ("cql=type=page&limit=x", 404),
        ] {
            let refused = client.get(&format!("{path}?{query}")).await;
            assert_eq!(refused.status, status, "{path} {query}");
            if status == 404 {
                assert_eq!(
                    (refused.body.as_str(), refused.header("content-type")),
                    ("", None)
                );
            } else {
                assert_eq!(refused.json()["statusCode"], 400);
            }
        }
    }
}

#[tokio::test]
async fn expansions_do_not_run_in_circles() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let expand = "personalSpace.history,none.personalSpace,personalSpace.homepage.space.homepage.space.homepage,operations";
    let user = client
        .json(&format!("/wiki/rest/api/user/current?expand={expand}"))
        .await;
    assert_eq!(
        user["personalSpace"]["homepage"]["space"]["homepage"]["space"]["homepage"]["type"],
        "page"
    );
    let expand = "ancestors.ancestors,none.ancestors,space.homepage.ancestors,history,body.atlas_doc_format,metadata.labels";
    let found = client
        .json(&format!(
            "/wiki/rest/api/content/search?cql=type=page&limit=50&expand={expand}"
        ))
        .await;
    assert_eq!(found["size"], 50);
    assert!(
        found["results"]
            .as_array()
            .unwrap()
            .iter()
            .all(|c| c["body"]["atlas_doc_format"]["value"].is_string())
    );
}

#[tokio::test]
async fn footer_comments_and_their_replies() {
    let sim = Sim::builder().start().await.unwrap();
    let (mine, other) = (member(&sim), admin(&sim));
    let eng = space(&mine, "ENG").await;
    let home = mine.json(&format!("/wiki/api/v2/spaces/{eng}")).await["homepageId"].clone();
    let text = |text: &str| json!({ "representation": "storage", "value": text });
    let path = "/wiki/api/v2/footer-comments";
    let before = walk_v2(&mine, &format!("{path}?limit=2")).await.len();
    let made = mine
        .call(
            "POST",
            path,
            &json!({ "pageId": home, "body": text("<p>Hm.</p>") }),
        )
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let one = format!("{path}/{id}");
    assert_eq!(
        other.json(&format!("{one}?body-format=storage")).await["body"]["storage"]["value"],
        "<p>Hm.</p>"
    );
    let reply = other
        .call(
            "POST",
            path,
            &json!({ "parentCommentId": id, "body": text("<p>Yes.</p>") }),
        )
        .await
        .json();
    assert_eq!(reply["parentCommentId"], id.as_str());
    assert_eq!(
        pluck(&walk_v2(&mine, &format!("{one}/children")).await, "id"),
        [reply["id"].as_str().unwrap()]
    );
    let of_page = format!(
        "/wiki/api/v2/pages/{}/footer-comments",
        home.as_str().unwrap()
    );
    assert_eq!(
        pluck(&walk_v2(&mine, &of_page).await, "id"),
        std::slice::from_ref(&id)
    );
    let change =
        |number: u32| json!({ "version": { "number": number }, "body": text("<p>Oh.</p>") });
    assert_eq!(mine.call("PUT", &one, &change(1)).await.status, 409);
    let changed = mine.call("PUT", &one, &change(2)).await;
    assert_eq!(
        (changed.status, changed.json()["version"]["number"].clone()),
        (200, 2.into())
    );
    let answered = format!("{path}/{}", reply["id"].as_str().unwrap());
    assert_eq!(mine.call("PUT", &answered, &change(2)).await.status, 404);
    for bad in [
        json!({}),
        json!({ "body": text("x") }),
        json!({ "pageId": home }),
        json!({ "pageId": "x", "body": text("x") }),
    ] {
        assert_eq!(mine.call("POST", path, &bad).await.status, 400, "{bad}");
    }
    assert_eq!(
        mine.call("POST", path, &json!({ "pageId": "1", "body": text("x") }))
            .await
            .status,
        404
    );
    assert_eq!(walk_v2(&mine, path).await.len(), before + 2);
    assert_eq!(
        mine.get(&format!("/wiki/api/v2/inline-comments/{id}"))
            .await
            .status,
        404
    );
    assert_eq!(
        mine.call("DELETE", &answered, &Value::Null).await.status,
        404
    );
    assert_eq!(mine.call("DELETE", &one, &Value::Null).await.status, 204);
    assert_eq!(mine.get(&answered).await.status, 404);
    assert_eq!(walk_v2(&mine, path).await.len(), before);
}

#[tokio::test]
async fn inline_comments_stick_to_a_text_and_are_resolved() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let eng = space(&client, "ENG").await;
    let text = |text: &str| json!({ "representation": "storage", "value": text });
    let body =
        json!({ "spaceId": eng, "title": "Marked", "body": text("<p>one two <b>one</b></p>") });
    let page = client
        .call("POST", "/wiki/api/v2/pages", &body)
        .await
        .json()["id"]
        .clone();
    let path = "/wiki/api/v2/inline-comments";
    let on = |properties: Value| json!({ "pageId": page, "body": text("<p>?</p>"), "inlineCommentProperties": properties });
    for bad in [
        json!({}),
        json!({ "textSelection": "three" }),
        json!({ "textSelection": "one", "textSelectionMatchCount": 1, "textSelectionMatchIndex": 0 }),
        json!({ "textSelection": "one", "textSelectionMatchCount": 2, "textSelectionMatchIndex": 2 }),
    ] {
        assert_eq!(client.call("POST", path, &on(bad)).await.status, 400);
    }
    let good = on(
        json!({ "textSelection": "one", "textSelectionMatchCount": 2, "textSelectionMatchIndex": 1 }),
    );
    let made = client.call("POST", path, &good).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let made = made.json();
    assert_eq!(
        (
            made["resolutionStatus"].clone(),
            made["properties"]["inlineOriginalSelection"].clone()
        ),
        ("open".into(), "one".into())
    );
    assert!(
        !made["properties"]["inlineMarkerRef"]
            .as_str()
            .unwrap()
            .is_empty()
    );
    let one = format!("{path}/{}", made["id"].as_str().unwrap());
    for (number, resolved, status) in [(2, true, "resolved"), (3, false, "reopened")] {
        let body = json!({ "version": { "number": number }, "resolved": resolved });
        let changed = client.call("PUT", &one, &body).await.json();
        assert_eq!(changed["resolutionStatus"], status);
        assert_eq!(changed["resolutionLastModifierId"], sim.member().account_id);
    }
    assert_eq!(
        client.json(&one).await["resolutionLastModifierId"],
        sim.member().account_id
    );
    let reply = json!({ "parentCommentId": made["id"], "body": text("<p>!</p>") });
    let reply = client.call("POST", path, &reply).await.json();
    let replies = walk_v2(&client, &format!("{one}/children")).await;
    assert_eq!(pluck(&replies, "id"), [reply["id"].as_str().unwrap()]);
    let of_page = format!(
        "/wiki/api/v2/pages/{}/inline-comments",
        page.as_str().unwrap()
    );
    assert_eq!(
        walk_v2(&client, &format!("{of_page}?resolution-status=reopened"))
            .await
            .len(),
        1
    );
    assert!(
        walk_v2(&client, &format!("{of_page}?resolution-status=open"))
            .await
            .is_empty()
    );
    assert!(!walk_v2(&client, path).await.is_empty());
    assert_eq!(client.call("DELETE", &one, &Value::Null).await.status, 204);
    assert!(walk_v2(&client, &of_page).await.is_empty());
}

#[tokio::test]
async fn content_and_spaces_are_watched() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let eng = space(&client, "ENG").await;
    let home = client.json(&format!("/wiki/api/v2/spaces/{eng}")).await["homepageId"].clone();
    let home = home.as_str().unwrap();
    for path in [
        format!("/wiki/rest/api/user/watch/content/{home}"),
        "/wiki/rest/api/user/watch/space/ENG".to_owned(),
    ] {
        assert_eq!(client.json(&path).await["watching"], false);
        assert_eq!(client.call("POST", &path, &Value::Null).await.status, 204);
        assert_eq!(client.json(&path).await["watching"], true);
        let other = format!("{path}?accountId={}", sim.admin().account_id);
        assert_eq!(client.get(&other).await.status, 403);
        let mine = format!("{path}?accountId={}", sim.member().account_id);
        assert_eq!(admin(&sim).json(&mine).await["watching"], true);
    }
    let watchers = walk_v1(
        &client,
        &format!("/wiki/rest/api/content/{home}/notification/child-created"),
    )
    .await;
    assert_eq!(watchers[0]["watcher"]["accountId"], sim.member().account_id);
    assert_eq!(search(&client, "watcher = currentUser()").await.len(), 1);
    let path = "/wiki/rest/api/user/watch/space/ENG";
    assert_eq!(client.call("DELETE", path, &Value::Null).await.status, 204);
    assert_eq!(client.json(path).await["watching"], false);
    let path = format!("/wiki/rest/api/user/watch/content/{home}");
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 204);
    assert_eq!(client.json(&path).await["watching"], false);
    assert_eq!(
        client
            .get("/wiki/rest/api/user/watch/space/HR")
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn the_audit_log_is_for_administrators() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let client = admin(&sim);
    let path = "/wiki/rest/api/audit";
    for path in [
        path,
        "/wiki/rest/api/audit/since",
        "/wiki/rest/api/audit/export",
        "/wiki/rest/api/audit/retention",
    ] {
        assert_eq!(client.get(path).await.status, 200, "{path}");
        assert_eq!(member(&sim).get(path).await.status, 403, "{path}");
        assert_eq!(
            Client::nobody(sim.url()).get(path).await.status,
            401,
            "{path}"
        );
    }
    let all = walk_v1(&client, &format!("{path}?limit=50")).await;
    assert_eq!(all.len(), 120);
    let dates: Vec<i64> = all
        .iter()
        .map(|r| r["creationDate"].as_i64().unwrap())
        .collect();
    assert!(dates.iter().rev().is_sorted());
    let some = walk_v1(
        &client,
        &format!("{path}?startDate={}&endDate={}", dates[30], dates[10]),
    )
    .await;
    assert_eq!(some.len(), 21);
    let about = walk_v1(
        &client,
        &format!("{path}?searchString=space%20permission%20ADDED"),
    )
    .await;
    assert_eq!(about.len(), 30);
    let recent = walk_v1(&client, "/wiki/rest/api/audit/since?number=10&units=DAYS").await;
    let limit = dates[0].max(1_790_812_800_000) - 10 * 86_400_000;
    assert_eq!(recent.len(), dates.iter().filter(|d| **d >= limit).count());
    assert_eq!(
        client
            .get("/wiki/rest/api/audit/since?units=LIGHTYEARS")
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn the_audit_log_is_written_exported_and_cut() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let client = admin(&sim);
    let path = "/wiki/rest/api/audit";
    let record = json!({ "remoteAddress": "198.51.100.1", "summary": "Imported", "author": { "type": "user", "displayName": "Importer" } });
    let made = client.call("POST", path, &record).await;
    assert_eq!(
        (made.status, made.json()["creationDate"].clone()),
        (200, 1_790_812_800_000_i64.into())
    );
    assert_eq!(
        client
            .call("POST", path, &json!({ "summary": "x" }))
            .await
            .status,
        400
    );
    assert_eq!(
        client.json(&format!("{path}?limit=1")).await["results"][0]["author"]["displayName"],
        "Importer"
    );
    let body = json!({ "key": "LOG", "name": "Logged" });
    assert_eq!(
        client
            .call("POST", "/wiki/rest/api/space", &body)
            .await
            .status,
        200
    );
    assert_eq!(
        walk_v1(&client, &format!("{path}?searchString=logged"))
            .await
            .len(),
        1
    );
    let csv = client.get("/wiki/rest/api/audit/export").await;
    assert_eq!(csv.body.lines().count(), 1 + 122);
    assert!(csv.header("content-type").unwrap().starts_with("text/csv"));
    let retention = "/wiki/rest/api/audit/retention";
    assert_eq!(
        client.json(retention).await,
        json!({ "number": 1, "units": "YEARS" })
    );
    for bad in [
        json!({ "number": 2, "units": "YEARS" }),
        json!({ "number": 1, "units": "FOREVER" }),
        json!({ "number": 1 }),
        json!({ "number": 0, "units": "DAYS" }),
    ] {
        assert_eq!(
            client.call("PUT", retention, &bad).await.status,
            400,
            "{bad}"
        );
    }
    let kept = json!({ "number": 30, "units": "DAYS" });
    assert_eq!(client.call("PUT", retention, &kept).await.json(), kept);
    let left = walk_v1(&client, path).await.len();
    assert!(left > 2 && left < 30);
}

#[tokio::test]
async fn what_left_the_description_is_still_answered_on_the_site() {
    let sim = Sim::builder().users(100).start().await.unwrap();
    let client = member(&sim);
    let expected = walk_v2(&client, "/wiki/api/v2/pages?status=current&limit=250").await;
    let pages = walk_v1(&client, "/wiki/rest/api/content?limit=50").await;
    assert_eq!(pluck(&pages, "id"), pluck(&expected, "id"));
    let title = encode(pages[3]["title"].as_str().unwrap());
    let one = client
        .json(&format!(
            "/wiki/rest/api/content?title={title}&expand=space,version"
        ))
        .await;
    assert_eq!(one["size"], 1);
    assert_eq!(one["results"][0]["version"]["by"]["type"], "known");
    let posts = walk_v1(&client, "/wiki/rest/api/content?type=blogpost").await;
    assert!(posts.iter().all(|post| post["type"] == "blogpost") && !posts.is_empty());
    assert_eq!(
        client.json("/wiki/rest/api/content?limit=5000").await["limit"],
        1_000
    );
    assert_eq!(
        client
            .get("/wiki/rest/api/content?start=100001")
            .await
            .status,
        400
    );
    assert_eq!(client.get("/wiki/rest/api/content/1").await.status, 404);
    let spaces = walk_v1(&client, "/wiki/rest/api/space?limit=2&type=global").await;
    let expected = walk_v2(&client, "/wiki/api/v2/spaces?type=global").await;
    assert_eq!(pluck(&spaces, "key"), pluck(&expected, "key"));
    let admins = sim
        .groups()
        .into_iter()
        .find(|g| g.name == "site-admins")
        .unwrap();
    let path = "/wiki/rest/api/group/member?name=site-admins";
    let members = walk_v1(&client, path).await;
    assert_eq!(pluck(&members, "accountId"), sim.members(&admins.group_id));
    let gone = client.get("/wiki/rest/api/user/bulk/migration?key=x").await;
    assert_eq!(gone.status, 410);
}
