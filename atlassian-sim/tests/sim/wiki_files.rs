//! Confluence: files on pages, the versions of all content, and pages that move.

use std::time::Duration;

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Answer, Client, admin, member, outsider, pluck};
use super::wiki_pages::{create, space, walk_v2};

const FORM: &str = "multipart/form-data; boundary=\"line of 29 characters\"";

/// A form with one file and these fields.
fn form(name: &str, kind: &str, content: &str, fields: &[(&str, &str)]) -> String {
    let line = "--line of 29 characters";
    let mut form = format!(
        "{line}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: {kind}\r\n\r\n{content}\r\n"
    );
    for (field, text) in fields {
        form.push_str(&format!(
            "{line}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{text}\r\n"
        ));
    }
    form + line + "--\r\n"
}

fn numbers(versions: &[Value]) -> Vec<u64> {
    let numbers = versions.iter().map(|one| one["number"].as_u64().unwrap());
    numbers.collect()
}

async fn send(client: &Client, method: &str, path: &str, form: &str) -> Answer {
    let client = client.clone().header("X-Atlassian-Token", "nocheck");
    client.send(method, path, Some((FORM, form))).await.unwrap()
}

fn path_of(address: &str) -> String {
    let rest = address.split_once("://").unwrap().1;
    rest[rest.find('/').unwrap()..].to_owned()
}

fn files_of(page: &str) -> String {
    format!("/wiki/rest/api/content/{page}/child/attachment")
}

/// What a version holds, by way of the media service and without a credential there.
async fn held(sim: &Sim, client: &Client, page: &str, id: &str, version: &str) -> String {
    let path = format!("{}/{id}/download{version}", files_of(page));
    let redirect = client.get(&path).await;
    assert_eq!(redirect.status, 302, "{}", redirect.body);
    let address = redirect.header("location").unwrap().to_owned();
    assert!(address.starts_with(sim.gateway_url()), "{address}");
    let file = Client::nobody(sim.gateway_url())
        .get(&path_of(&address))
        .await;
    assert_eq!(file.status, 200, "{}", file.body);
    file.body
}

#[tokio::test]
async fn files_are_attached_and_each_version_comes_back() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let eng = space(&client, "ENG").await;
    let page = create(&client, &eng, "Files", None).await;
    let files = files_of(&page);
    let content = "a,b\r\n--line\r\n\r\n1,\u{0}🦀";
    let sent = form(
        "отчёт 1.csv",
        "application/octet-stream",
        content,
        &[("comment", "черновик"), ("minorEdit", "true")],
    );
    let made = send(&client, "POST", &files, &sent).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let made = made.json()["results"][0].clone();
    let id = made["id"].as_str().unwrap();
    assert!(id.starts_with("att"));
    assert_eq!(
        (
            &made["title"],
            &made["version"]["number"],
            &made["version"]["minorEdit"]
        ),
        (&json!("отчёт 1.csv"), &json!(1), &json!(true))
    );
    // What says nothing is told by the name.
    assert_eq!(made["extensions"]["mediaType"], "text/csv");
    assert_eq!(made["extensions"]["fileSize"], content.len());
    let shown = client.json(&format!("/wiki/api/v2/attachments/{id}")).await;
    assert_eq!(
        (&shown["comment"], &shown["pageId"]),
        (&json!("черновик"), &json!(page))
    );
    assert_eq!(shown["fileId"], made["extensions"]["fileId"]);

    // The name is taken; a new version of it is another thing.
    let again = form("отчёт 1.csv", "text/csv", "2", &[("minorEdit", "false")]);
    assert_eq!(send(&client, "POST", &files, &again).await.status, 400);
    let second = send(&client, "PUT", &files, &again).await.json()["results"][0].clone();
    assert_eq!(
        (&second["id"], &second["version"]["number"]),
        (&json!(id), &json!(2))
    );
    let third = form("other.txt", "text/plain", "3", &[]);
    let third = send(&client, "POST", &format!("{files}/{id}/data"), &third)
        .await
        .json();
    assert_eq!(
        (&third["title"], &third["version"]["number"]),
        (&json!("отчёт 1.csv"), &json!(3))
    );
    for (version, expected) in [
        ("?version=1", content),
        ("?version=2", "2"),
        ("?version=3", "3"),
        ("", "3"),
    ] {
        assert_eq!(held(&sim, &client, &page, id, version).await, expected);
    }
    let beyond = client
        .get(&format!("{files}/{id}/download?version=4"))
        .await;
    assert_eq!(beyond.status, 400);

    let versions = format!("/wiki/api/v2/attachments/{id}/versions");
    let all = walk_v2(&client, &format!("{versions}?limit=2")).await;
    assert_eq!(numbers(&all), [3, 2, 1]);
    assert_eq!(all[0]["attachment"]["id"], id);
    let first = client.json(&format!("{versions}/1")).await;
    assert_eq!(
        (&first["nextVersion"], first.get("prevVersion")),
        (&json!(2), None)
    );
    let operations = format!("/wiki/api/v2/attachments/{id}/operations");
    let operations = client.json(&operations).await["operations"].clone();
    assert_eq!(
        operations[0],
        json!({"operation": "read", "targetType": "attachment"})
    );
}

#[tokio::test]
async fn what_is_known_of_a_file_is_changed_without_a_new_version() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let eng = space(&client, "ENG").await;
    let (page, other) = (
        create(&client, &eng, "Files", None).await,
        create(&client, &eng, "More files", None).await,
    );
    let made = send(
        &client,
        "POST",
        &files_of(&page),
        &form("a.bin", "x/y", "1", &[]),
    )
    .await
    .json();
    let id = made["results"][0]["id"].as_str().unwrap();
    let path = format!("{}/{id}", files_of(&page));
    let change = |number: u32| {
        json!({"id": id, "type": "attachment", "title": "b.txt",
        "metadata": {"mediaType": "text/plain"}, "container": {"id": other, "type": "page"},
        "version": {"number": number}})
    };
    // The number is that of the version that was read, and not the next.
    assert_eq!(client.call("PUT", &path, &change(2)).await.status, 409);
    let changed = client.call("PUT", &path, &change(1)).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    let changed = changed.json();
    assert_eq!(
        (
            &changed["title"],
            &changed["version"]["number"],
            &changed["container"]["id"]
        ),
        (&json!("b.txt"), &json!(1), &json!(other))
    );
    assert_eq!(changed["extensions"]["mediaType"], "text/plain");
    assert_eq!(client.get(&format!("{path}/download")).await.status, 404);
    assert_eq!(held(&sim, &client, &other, id, "").await, "1");
}

#[tokio::test]
async fn generated_files_have_bytes_and_pictures() {
    let sim = Sim::builder().users(60).start().await.unwrap();
    let client = admin(&sim);
    let all = walk_v2(&client, "/wiki/api/v2/attachments?mediaType=image/png").await;
    let file = &all[0];
    let (id, page) = (file["id"].as_str().unwrap(), &file["pageId"]);
    let page = page.as_str().or(file["blogPostId"].as_str()).unwrap();
    let path = format!("{}/{id}/download", files_of(page));
    let address = client
        .get(&path)
        .await
        .header("location")
        .unwrap()
        .to_owned();
    let nobody = Client::nobody(sim.gateway_url());
    let bytes = nobody.get(&path_of(&address)).await;
    assert_eq!(
        bytes.header("content-length"),
        Some(&*file["fileSize"].to_string())
    );
    let path = format!("/wiki/api/v2/attachments/{id}/thumbnail/download?width=20&height=20");
    let redirect = client.get(&path).await;
    assert_eq!(redirect.status, 302);
    let address = redirect.header("location").unwrap().to_owned();
    let picture = nobody.get(&path_of(&address)).await;
    assert_eq!(picture.header("content-type"), Some("image/png"));
}

#[tokio::test]
async fn files_that_are_not_wanted_are_refused() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let eng = space(&client, "ENG").await;
    let page = create(&client, &eng, "Files", None).await;
    let files = files_of(&page);
    let sent = form("a.txt", "text/plain", "a", &[]);
    // A browser might have been made to send it.
    let unasked = client
        .send("POST", &files, Some((FORM, &sent)))
        .await
        .unwrap();
    assert_eq!(unasked.status, 403);
    let empty = form("", "text/plain", "a", &[]);
    assert_eq!(send(&client, "POST", &files, &empty).await.status, 400);
    let nowhere = files_of("999999999");
    assert_eq!(send(&client, "POST", &nowhere, &sent).await.status, 404);
    assert_eq!(
        send(&outsider(&sim), "POST", &files, &sent).await.status,
        403
    );
    let nothing = client.get(&format!("{files}/att999999999/download")).await;
    assert_eq!(nothing.status, 404);
}

#[tokio::test]
async fn comments_have_versions_and_ids_have_kinds() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let eng = space(&client, "ENG").await;
    let page = create(&client, &eng, "Discussed", None).await;
    let text = |text: &str| json!({"representation": "storage", "value": text});
    let mut ids = vec![(page.clone(), json!("page"))];
    for kind in ["footer", "inline"] {
        let path = format!("/wiki/api/v2/{kind}-comments");
        let new = json!({"pageId": page, "body": text("<p>a</p>"),
            "inlineCommentProperties": {"textSelection": "First", "textSelectionMatchCount": 1, "textSelectionMatchIndex": 0}});
        let mut new = new;
        if kind == "footer" {
            new.as_object_mut()
                .unwrap()
                .remove("inlineCommentProperties");
        }
        let made = client.call("POST", &path, &new).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let path = format!("{path}/{id}");
        sim.advance(Duration::from_secs(1));
        let change = json!({"version": {"number": 2}, "body": text("<p>b</p>")});
        assert_eq!(client.call("PUT", &path, &change).await.status, 200);
        let all = walk_v2(&client, &format!("{path}/versions?body-format=storage")).await;
        assert_eq!(numbers(&all), [2, 1]);
        assert_eq!(all[1]["comment"]["body"]["storage"]["value"], "<p>a</p>");
        let second = client.json(&format!("{path}/versions/2")).await;
        assert_eq!(second["prevVersion"], 1);
        let may = client.json(&format!("{path}/operations")).await["operations"].clone();
        assert!(
            may.as_array()
                .unwrap()
                .contains(&json!({"operation": "delete", "targetType": "comment"}))
        );
        ids.push((id, json!(format!("{kind}-comment"))));
    }
    let files = walk_v2(&admin(&sim), "/wiki/api/v2/attachments").await;
    ids.push((
        files[0]["id"].as_str().unwrap().to_owned(),
        json!("attachment"),
    ));
    ids.push(("999999999".to_owned(), Value::Null));
    let asked: Vec<&String> = ids.iter().map(|(id, _)| id).collect();
    let path = "/wiki/api/v2/content/convert-ids-to-types";
    let kinds = admin(&sim)
        .call("POST", path, &json!({"contentIds": asked}))
        .await;
    assert_eq!(kinds.status, 200, "{}", kinds.body);
    let kinds = kinds.json()["results"].clone();
    for (id, kind) in &ids {
        assert_eq!(&kinds[id], kind, "{id}");
    }
}

#[tokio::test]
async fn a_page_moves_with_all_that_is_below_it() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let eng = space(&client, "ENG").await;
    let top = create(&client, &eng, "Top", None).await;
    let other = create(&client, &eng, "Other", None).await;
    let mut leaves = Vec::new();
    for number in 0..3 {
        leaves.push(create(&client, &eng, &format!("Leaf {number}"), Some(&top)).await);
    }
    let below = create(&client, &eng, "Below", Some(&leaves[0])).await;
    let move_to = async |page: &str, position: &str, target: &str| {
        let path = format!("/wiki/rest/api/content/{page}/move/{position}/{target}");
        client.call("PUT", &path, &Value::Null).await
    };
    let children = async |page: &str| {
        let path = format!("/wiki/api/v2/pages/{page}/direct-children");
        pluck(&walk_v2(&client, &path).await, "id")
    };
    let moved = move_to(&leaves[0], "after", &leaves[2]).await;
    assert_eq!(
        (moved.status, &moved.json()["pageId"]),
        (200, &json!(leaves[0]))
    );
    let expected = [leaves[1].clone(), leaves[2].clone(), leaves[0].clone()];
    assert_eq!(children(&top).await, expected);
    assert_eq!(move_to(&leaves[0], "before", &leaves[1]).await.status, 200);
    assert_eq!(children(&top).await, leaves);
    assert_eq!(move_to(&leaves[0], "append", &other).await.status, 200);
    assert_eq!(children(&other).await, [leaves[0].clone()]);
    assert_eq!(children(&leaves[0]).await, std::slice::from_ref(&below));
    // Never below itself, and nowhere in particular neither.
    assert_eq!(move_to(&other, "append", &below).await.status, 400);
    assert_eq!(move_to(&other, "beside", &top).await.status, 400);
    assert_eq!(move_to(&other, "append", "999999999").await.status, 404);

    // To another space, unless a title is taken there.
    let spaces = walk_v2(&client, "/wiki/api/v2/spaces?type=global").await;
    let elsewhere = spaces
        .iter()
        .find(|it| it["id"] != json!(eng) && it["homepageId"].is_string());
    let elsewhere = elsewhere.unwrap();
    let home = elsewhere["homepageId"].as_str().unwrap();
    let taken = create(&client, elsewhere["id"].as_str().unwrap(), "BELOW", None).await;
    assert_eq!(move_to(&leaves[0], "append", home).await.status, 400);
    assert_eq!(
        client
            .call(
                "DELETE",
                &format!("/wiki/api/v2/pages/{taken}"),
                &Value::Null
            )
            .await
            .status,
        204
    );
    assert_eq!(move_to(&leaves[0], "append", home).await.status, 200);
    let page = client.json(&format!("/wiki/api/v2/pages/{below}")).await;
    assert_eq!(page["spaceId"], elsewhere["id"]);
}

#[tokio::test]
async fn a_former_version_is_published_once_more() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let eng = space(&client, "ENG").await;
    let page = create(&client, &eng, "One", None).await;
    let body = json!({"representation": "storage", "value": "<p>Second.</p>"});
    let change = json!({"id": page, "status": "current", "title": "Two", "body": body, "version": {"number": 2}});
    let path = format!("/wiki/api/v2/pages/{page}");
    assert_eq!(client.call("PUT", &path, &change).await.status, 200);
    let restore = async |number: u32, title: bool| {
        let body = json!({"operationKey": "restore",
            "params": {"versionNumber": number, "message": "Back", "restoreTitle": title}});
        client
            .call(
                "POST",
                &format!("/wiki/rest/api/content/{page}/version"),
                &body,
            )
            .await
    };
    let restored = restore(1, false).await;
    assert_eq!(restored.status, 200, "{}", restored.body);
    let restored = restored.json();
    assert_eq!(
        (&restored["number"], &restored["message"]),
        (&json!(3), &json!("Back"))
    );
    let shown = client.json(&format!("{path}?body-format=storage")).await;
    assert_eq!(
        (&shown["title"], &shown["body"]["storage"]["value"]),
        (&json!("Two"), &json!("<p>First.</p>"))
    );
    assert_eq!(restore(1, true).await.status, 200);
    assert_eq!(client.json(&path).await["title"], "One");
    assert_eq!(restore(4, true).await.status, 400);
    assert_eq!(restore(9, true).await.status, 400);
}
