//! The announcement banner, and the columns of lists.

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{admin, member, outsider, pluck};

#[tokio::test]
async fn administrators_announce_things() {
    let sim = Sim::builder().start().await.unwrap();
    let (boss, client) = (admin(&sim), member(&sim));
    let path = "/rest/api/3/announcementBanner";
    let before = boss.json(path).await;
    assert_eq!(
        (&before["message"], &before["isEnabled"]),
        (&json!(""), &json!(false))
    );
    let change =
        json!({ "message": "Down on <b>Sunday</b>", "isEnabled": true, "visibility": "private" });
    assert_eq!(boss.call("PUT", path, &change).await.status, 204);
    let after = boss.json(path).await;
    assert_eq!(after["message"], "Down on <b>Sunday</b>");
    assert_eq!(
        (&after["isEnabled"], &after["isDismissible"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(after["visibility"], "private");
    assert_ne!(after["hashId"], before["hashId"]);
    assert_eq!(
        boss.call("PUT", path, &json!({ "isDismissible": true }))
            .await
            .status,
        204
    );
    assert_eq!(boss.json(path).await["hashId"], after["hashId"]);
    for bad in [
        json!({ "message": null }),
        json!({ "visibility": "some" }),
        json!({ "isEnabled": "yes" }),
    ] {
        assert_eq!(boss.call("PUT", path, &bad).await.status, 400, "{bad}");
    }
    let refused = client.get(path).await;
    assert_eq!(refused.status, 403);
    let message = "Only admins can read banner configuration.";
    assert_eq!(refused.json()["errorMessages"], json!([message]));
    assert_eq!(client.call("PUT", path, &change).await.status, 403);
}

#[tokio::test]
async fn columns_are_the_sites_until_people_choose_their_own() {
    let sim = Sim::builder().start().await.unwrap();
    let (boss, client) = (admin(&sim), member(&sim));
    let site = "/rest/api/3/settings/columns";
    let own = "/rest/api/3/user/columns";
    let columns = boss.json(site).await;
    assert_eq!(
        columns[0],
        json!({ "label": "Issue Type", "value": "issuetype" })
    );
    assert_eq!(columns[1], json!({ "label": "Key", "value": "issuekey" }));
    assert_eq!(client.json(own).await, columns);
    assert_eq!(client.get(site).await.status, 403);
    let form = Some((
        "application/x-www-form-urlencoded",
        "columns=summary&columns=customfield_10016",
    ));
    assert_eq!(client.send("PUT", own, form).await.unwrap().status, 200);
    let chosen = client.json(own).await;
    assert_eq!(
        pluck(chosen.as_array().unwrap(), "value"),
        ["summary", "customfield_10016"]
    );
    assert_eq!(boss.json(own).await, columns);
    let listed = json!({ "columns": ["summary", "customfield_10016"] });
    assert_eq!(client.call("PUT", own, &listed).await.status, 200);
    assert_eq!(client.json(own).await, chosen);
    let theirs = format!("{own}?accountId={}", sim.member().account_id);
    assert_eq!(boss.json(&theirs).await, chosen);
    assert_eq!(outsider(&sim).get(&theirs).await.status, 403);
    let file = "--b\r\nContent-Disposition: form-data; name=\"columns\"\r\n\r\nstatus\r\n--b--\r\n";
    let form = Some(("multipart/form-data; boundary=b", file));
    assert_eq!(boss.send("PUT", site, form).await.unwrap().status, 200);
    assert_eq!(
        pluck(boss.json(site).await.as_array().unwrap(), "value"),
        ["status"]
    );
    assert_eq!(client.json(own).await, chosen);
    assert_eq!(client.call("DELETE", own, &Value::Null).await.status, 204);
    assert_eq!(
        pluck(client.json(own).await.as_array().unwrap(), "value"),
        ["status"]
    );
    let wrong = Some(("application/x-www-form-urlencoded", "columns=nothing"));
    assert_eq!(boss.send("PUT", site, wrong).await.unwrap().status, 404);
    assert_eq!(client.send("PUT", own, wrong).await.unwrap().status, 500);
}
