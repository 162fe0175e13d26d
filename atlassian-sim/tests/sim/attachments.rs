//! Files on issues: forms with files, redirects to the media service, ranges, limits.

use std::time::Duration;

use atlassian_sim::{Feature, Sim};
use serde_json::{Value, json};

use super::client::{Answer, Client, admin, member, outsider};

const ISSUE: &str = "/rest/api/3/issue/ACME-1";
const FORM: &str = "multipart/form-data; boundary=\"line of 29 characters\"";

/// A form with these files: name, type, content.
fn form(files: &[(&str, &str, &str)]) -> String {
    let mut form = String::new();
    for (name, kind, content) in files {
        form.push_str(&format!(
            "--line of 29 characters\r\nContent-Disposition: form-data; name=\"file\"; \
             filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n{content}\r\n"
        ));
    }
    form + "--line of 29 characters--\r\n"
}

async fn attach(client: &Client, issue: &str, form: &str) -> Answer {
    let client = client.clone().header("X-Atlassian-Token", "no-check");
    let path = format!("{issue}/attachments");
    client
        .send("POST", &path, Some((FORM, form)))
        .await
        .unwrap()
}

fn path_of(address: &str) -> String {
    let rest = address.split_once("://").unwrap().1;
    rest[rest.find('/').unwrap()..].to_owned()
}

#[tokio::test]
async fn files_are_attached_and_come_back_byte_for_byte() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let client = member(&sim);
    let before =
        client.json(&format!("{ISSUE}?fields=attachment")).await["fields"]["attachment"].clone();
    let content = "a,b\r\n--line\r\n\r\n1,\u{0}🦀";
    sim.advance(Duration::from_secs(2));
    let answer = attach(
        &client,
        ISSUE,
        &form(&[
            ("отчёт 1.csv", "application/octet-stream", content),
            ("two.bin", "image/x-strange", ""),
        ]),
    )
    .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let made = answer.json();
    assert_eq!(made.as_array().unwrap().len(), 2);
    let first = &made[0];
    assert_eq!(first["filename"], "отчёт 1.csv");
    // What says nothing is told by the name.
    assert_eq!(
        (&first["mimeType"], &first["size"]),
        (&json!("text/csv"), &json!(content.len()))
    );
    assert_eq!(made[1]["mimeType"], "image/x-strange");
    assert_eq!(first["created"], "2026-10-01T00:00:02.000+0000");
    assert_eq!(first["author"]["accountId"], *sim.member().account_id);
    let id = first["id"].as_str().unwrap();
    assert_eq!(
        first["content"],
        format!("{}/rest/api/3/attachment/content/{id}", sim.url())
    );
    // Elsewhere than in lists the id is a number.
    let alone = client.json(&format!("/rest/api/3/attachment/{id}")).await;
    assert_eq!(alone["id"].to_string(), id);
    assert_eq!(alone["filename"], first["filename"]);
    let shown = client
        .json(&format!("{ISSUE}?fields=attachment,updated"))
        .await["fields"]
        .clone();
    let count = before.as_array().unwrap().len();
    assert_eq!(
        shown["attachment"].as_array().unwrap()[count..],
        made.as_array().unwrap()[..]
    );
    assert_eq!(shown["updated"], first["created"]);

    let path = format!("/rest/api/3/attachment/content/{id}");
    let redirect = client.get(&path).await;
    assert_eq!(redirect.status, 303);
    let address = redirect.header("location").unwrap().to_owned();
    assert!(address.starts_with(sim.gateway_url()), "{address}");
    // Whoever has the address gets the file, without a credential.
    let file = Client::nobody(sim.gateway_url())
        .get(&path_of(&address))
        .await;
    assert_eq!((file.status, file.body.as_str()), (200, content));
    assert_eq!(file.header("content-type"), Some("text/csv"));
    let direct = client.get(&format!("{path}?redirect=false")).await;
    assert_eq!((direct.status, direct.body.as_str()), (200, content));

    // One change with both files in it.
    let log = client.json(&format!("{ISSUE}/changelog")).await;
    let last = log["values"].as_array().unwrap().last().unwrap()["items"].clone();
    assert_eq!(
        last[0],
        json!({
            "field": "Attachment", "fieldtype": "jira", "fieldId": "attachment",
            "from": null, "fromString": null, "to": id, "toString": "отчёт 1.csv",
        })
    );
    assert_eq!(last.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn the_address_of_a_file_is_good_for_a_while_and_for_that_file() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let client = member(&sim);
    let made = attach(
        &client,
        ISSUE,
        &form(&[
            ("a.txt", "text/plain", "one"),
            ("b.txt", "text/plain", "two"),
        ]),
    )
    .await;
    let made = made.json();
    let mut paths = Vec::new();
    for at in 0..2 {
        let path = format!(
            "/rest/api/3/attachment/content/{}",
            made[at]["id"].as_str().unwrap()
        );
        let redirect = client.get(&path).await;
        paths.push(path_of(redirect.header("location").unwrap()));
    }
    let media = Client::nobody(sim.gateway_url());
    let token = |path: &str| {
        path.split("token=")
            .nth(1)
            .unwrap()
            .split('&')
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(token(&paths[0]).split('.').count(), 3);
    let swapped = paths[0].replace(&token(&paths[0]), &token(&paths[1]));
    assert_eq!(media.get(&swapped).await.status, 403);
    let forged = paths[0].replace(&token(&paths[0]), &format!("{}x", token(&paths[0])));
    assert_eq!(media.get(&forged).await.status, 401);
    assert_eq!(
        media.get(paths[0].split('?').next().unwrap()).await.status,
        401
    );
    // The site has no such path.
    assert_eq!(Client::nobody(sim.url()).get(&paths[0]).await.status, 404);
    sim.advance(Duration::from_secs(599));
    assert_eq!(media.get(&paths[0]).await.body, "one");
    sim.advance(Duration::from_secs(1));
    assert_eq!(media.get(&paths[0]).await.status, 401);
    let id = made[1]["id"].as_str().unwrap();
    let path = format!("/rest/api/3/attachment/content/{id}");
    let fresh = path_of(client.get(&path).await.header("location").unwrap());
    assert_eq!(
        client
            .call(
                "DELETE",
                &format!("/rest/api/3/attachment/{id}"),
                &Value::Null
            )
            .await
            .status,
        204
    );
    assert_eq!(media.get(&fresh).await.status, 404);
    assert_eq!(client.get(&path).await.status, 404);
}

#[tokio::test]
async fn downloads_are_taken_up_where_they_ended() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let made = attach(
        &client,
        ISSUE,
        &form(&[("a.txt", "text/plain", "0123456789")]),
    )
    .await
    .json();
    let id = made[0]["id"].as_str().unwrap();
    let path = format!("/rest/api/3/attachment/content/{id}?redirect=false");
    let address = client
        .get(&format!("/rest/api/3/attachment/content/{id}"))
        .await;
    let media = path_of(address.header("location").unwrap());
    for (range, status, body, header) in [
        ("bytes=0-3", 206, "0123", Some("bytes 0-3/10")),
        ("bytes=4-", 206, "456789", Some("bytes 4-9/10")),
        ("bytes=-2", 206, "89", Some("bytes 8-9/10")),
        ("bytes=8-99", 206, "89", Some("bytes 8-9/10")),
        ("bytes=0-1,3-4", 200, "0123456789", None),
    ] {
        for (client, path) in [
            (client.clone(), &path),
            (Client::nobody(sim.gateway_url()), &media),
        ] {
            let answer = client.header("Range", range).get(path).await;
            assert_eq!(
                (answer.status, answer.body.as_str()),
                (status, body),
                "{range}"
            );
            assert_eq!(answer.header("content-range"), header);
        }
    }
    for (range, status) in [
        ("bytes=10-", 416),
        ("bytes=5-4", 400),
        ("bytes=x-", 400),
        ("lines=1-2", 400),
        ("bytes=-", 400),
    ] {
        let answer = client.clone().header("Range", range).get(&path).await;
        assert_eq!(answer.status, status, "{range}");
    }
}

#[tokio::test]
async fn uploads_without_their_header_or_form_are_refused() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let path = format!("{ISSUE}/attachments");
    let file = form(&[("a.txt", "text/plain", "x")]);
    let refused = client
        .send("POST", &path, Some((FORM, &file)))
        .await
        .unwrap();
    assert_eq!(
        (refused.status, refused.body.as_str()),
        (403, "XSRF check failed")
    );
    let client = client.header("X-Atlassian-Token", "no-check");
    for (kind, body, status) in [
        ("application/json", "{}", 415),
        ("multipart/form-data", file.as_str(), 400),
        (FORM, "--line of 29 characters", 400),
        (FORM, &file[..40], 400),
    ] {
        let answer = client
            .send("POST", &path, Some((kind, body)))
            .await
            .unwrap();
        assert_eq!(answer.status, status, "{kind}");
    }
    // Parts of another name are passed over: the answer is a success with nothing in it.
    let other = file.replace("name=\"file\"", "name=\"files\"");
    let nothing = client
        .send("POST", &path, Some((FORM, &other)))
        .await
        .unwrap();
    assert_eq!((nothing.status, nothing.body.as_str()), (200, "[]"));
    let nobody = Client::nobody(sim.url());
    assert_eq!(attach(&nobody, ISSUE, &file).await.status, 404);
    let missing = attach(&client, "/rest/api/3/issue/ACME-99999", &file).await;
    assert_eq!(missing.status, 404);
}

#[tokio::test]
async fn there_is_a_limit_to_everything() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let meta = client.json("/rest/api/3/attachment/meta").await;
    assert_eq!(meta["enabled"], true);
    let limit = usize::try_from(meta["uploadLimit"].as_u64().unwrap()).unwrap();
    let large = "x".repeat(limit + 1);
    assert_eq!(
        attach(&client, ISSUE, &form(&[("a", "text/plain", &large)]))
            .await
            .status,
        413
    );
    let fits = attach(&client, ISSUE, &form(&[("a", "text/plain", &large[1..])])).await;
    assert_eq!(fits.json()[0]["size"], limit);
    let many = vec![("a", "text/plain", "x"); 61];
    assert_eq!(attach(&client, ISSUE, &form(&many)).await.status, 413);
    assert_eq!(
        attach(&client, ISSUE, &form(&many[1..]))
            .await
            .json()
            .as_array()
            .unwrap()
            .len(),
        60
    );
    // Two thousand files are the most of one issue; none of a refused request is kept.
    let shown = format!("{ISSUE}?fields=attachment");
    let mut count = client.json(&shown).await["fields"]["attachment"]
        .as_array()
        .unwrap()
        .len();
    while count < 2_000 {
        let files = &many[..(2_000 - count).min(60)];
        let answer = attach(&client, ISSUE, &form(files)).await;
        assert_eq!(answer.status, 200);
        count += files.len();
    }
    assert_eq!(attach(&client, ISSUE, &form(&many[..1])).await.status, 413);
    let fields = client.json(&shown).await["fields"].clone();
    assert_eq!(fields["attachment"].as_array().unwrap().len(), 2_000);
}

#[tokio::test]
async fn deleting_is_for_owners_and_administrators() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let made = attach(
        &client,
        ISSUE,
        &form(&[("a.txt", "text/plain", "x"), ("b.txt", "text/plain", "y")]),
    )
    .await
    .json();
    let path = |at: usize| {
        format!(
            "/rest/api/3/attachment/{}",
            made[at]["id"].as_str().unwrap()
        )
    };
    assert_eq!(
        outsider(&sim)
            .call("DELETE", &path(0), &Value::Null)
            .await
            .status,
        403
    );
    assert_eq!(
        client.call("DELETE", &path(0), &Value::Null).await.status,
        204
    );
    assert_eq!(
        admin(&sim)
            .call("DELETE", &path(1), &Value::Null)
            .await
            .status,
        204
    );
    let log = client.json(&format!("{ISSUE}/changelog")).await;
    let last = log["values"].as_array().unwrap().last().unwrap()["items"].clone();
    assert_eq!(
        last,
        json!([{
            "field": "Attachment", "fieldtype": "jira", "fieldId": "attachment",
            "from": made[1]["id"], "fromString": "b.txt", "to": null, "toString": null,
        }])
    );
    for id in ["123", "abc"] {
        let gone = client.get(&format!("/rest/api/3/attachment/{id}")).await;
        assert_eq!(gone.status, 404);
        let message = format!("The attachment with id '{id}' does not exist");
        assert_eq!(gone.json()["errorMessages"], json!([message]));
    }
    sim.set_feature(Feature::Attachments, false);
    assert_eq!(
        client.json("/rest/api/3/attachment/meta").await["enabled"],
        false
    );
    assert_eq!(
        attach(&client, ISSUE, &form(&[("a.txt", "text/plain", "x")]))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn generated_files_are_as_long_as_they_say() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let mut kinds = Vec::new();
    for number in 1..=60 {
        let issue = client
            .get(&format!(
                "/rest/api/3/issue/ACME-{number}?fields=attachment"
            ))
            .await;
        if issue.status != 200 {
            break;
        }
        for file in issue.json()["fields"]["attachment"].as_array().unwrap() {
            let id = file["id"].as_str().unwrap();
            let path = format!("/rest/api/3/attachment/content/{id}?redirect=false");
            let answer = client.get(&path).await;
            assert_eq!(
                answer.header("content-length").unwrap(),
                file["size"].to_string()
            );
            assert_eq!(answer.header("content-type").unwrap(), file["mimeType"]);
            kinds.push(file["mimeType"].as_str().unwrap().to_owned());
            let thumbnail = format!("/rest/api/3/attachment/thumbnail/{id}");
            let strict = client
                .get(&format!(
                    "{thumbnail}?fallbackToDefault=false&redirect=false"
                ))
                .await;
            let is_picture = file["mimeType"] == "image/png";
            assert_eq!(strict.status, if is_picture { 200 } else { 404 });
            let small = client
                .get(&format!("{thumbnail}?redirect=false&width=100"))
                .await;
            assert_eq!(small.header("content-type"), Some("image/png"));
            let elsewhere = client.get(&thumbnail).await;
            assert_eq!(elsewhere.status, 303);
            let path = path_of(elsewhere.header("location").unwrap());
            assert_eq!(
                Client::nobody(sim.gateway_url()).get(&path).await.status,
                200
            );
        }
    }
    kinds.sort();
    kinds.dedup();
    assert!(kinds.len() >= 2, "{kinds:?}");
}

#[tokio::test]
async fn archives_are_looked_into() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    // An empty archive is nothing but its end.
    let empty = format!("PK\u{5}\u{6}{}", "\u{0}".repeat(18));
    // One file of 300 bytes, in an archive whose bytes are all text.
    let name = "some/folder/of/many/folders/deep/down/here.txt";
    let entry = format!(
        "PK\u{1}\u{2}{}\u{2c}\u{1}\u{0}\u{0}\u{2e}{}{name}",
        "\u{0}".repeat(20),
        "\u{0}".repeat(17)
    );
    let end = format!(
        "PK\u{5}\u{6}{}\u{1}\u{0}\u{1}\u{0}{}{}",
        "\u{0}".repeat(4),
        "\u{5c}\u{0}\u{0}\u{0}",
        "\u{0}".repeat(6)
    );
    let one = format!("{entry}{end}");
    let made = attach(
        &client,
        ISSUE,
        &form(&[
            ("empty.zip", "application/zip", &empty),
            ("one.zip", "application/zip", &one),
            ("a.txt", "text/plain", "no archive"),
            ("a.tar.gz", "application/gzip", "another"),
        ]),
    )
    .await
    .json();
    let path = |at: usize, what: &str| {
        format!(
            "/rest/api/3/attachment/{}/expand/{what}",
            made[at]["id"].as_str().unwrap()
        )
    };
    for at in [0, 2] {
        let raw = client.json(&path(at, "raw")).await;
        assert_eq!(raw, json!({ "entries": [], "totalEntryCount": 0 }));
    }
    let raw = client.json(&path(1, "raw")).await;
    assert_eq!(
        raw,
        json!({
            "entries": [{
                "entryIndex": 0, "name": name, "abbreviatedName": "some/.../here.txt",
                "mediaType": "text/plain", "size": 300,
            }],
            "totalEntryCount": 1,
        })
    );
    let human = client.json(&path(1, "human")).await;
    assert_eq!(
        (&human["name"], &human["entries"][0]["size"]),
        (&json!("one.zip"), &json!("0.3 kB"))
    );
    assert_eq!(human["entries"][0]["label"], "some/.../here.txt");
    assert_eq!(client.get(&path(3, "human")).await.status, 409);
}

#[tokio::test]
async fn the_largest_file_is_as_large_as_the_site_says() {
    let limit = 70 * 1024 * 1024;
    let sim = Sim::builder().upload_limit(limit).start().await.unwrap();
    let client = member(&sim);
    let meta = client.json("/rest/api/3/attachment/meta").await;
    assert_eq!(meta["uploadLimit"], limit);
    let large = "x".repeat(limit + 1);
    for (content, status) in [(&large[..], 413), (&large[1..], 200)] {
        let answer = attach(&client, ISSUE, &form(&[("a", "text/plain", content)])).await;
        assert_eq!(answer.status, status);
    }
}
