//! Watchers and votes. Neither counts as an update of the issue.

use std::time::Duration;

use atlassian_sim::{Feature, Sim};
use serde_json::{Value, json};

use super::client::{Client, admin, member, outsider, pluck};

const ISSUE: &str = "/rest/api/3/issue/ACME-1";

async fn updated(client: &Client) -> Value {
    client.json(&format!("{ISSUE}?fields=updated")).await["fields"]["updated"].clone()
}

#[tokio::test]
async fn people_watch_and_stop_watching() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let (boss, client, other) = (admin(&sim), member(&sim), outsider(&sim));
    let before = updated(&client).await;
    sim.advance(Duration::from_secs(60));
    let path = format!("{ISSUE}/watchers");
    let first = client.json(&path).await;
    assert_eq!(first["self"], format!("{}{path}", sim.url()));
    assert_eq!(first["isWatching"], false);
    let count = first["watchCount"].as_u64().unwrap();
    // Nothing, null and one's own id all mean oneself, and twice is as good as once.
    let id = format!("\"{}\"", sim.member().account_id);
    for body in [
        None,
        Some(("application/json", "null")),
        Some(("application/json", id.as_str())),
    ] {
        let answer = client.send("POST", &path, body).await.unwrap();
        assert_eq!((answer.status, answer.body.as_str()), (204, ""));
    }
    let now = client.json(&path).await;
    assert_eq!(
        (&now["isWatching"], &now["watchCount"]),
        (&json!(true), &json!(count + 1))
    );
    let ids = pluck(now["watchers"].as_array().unwrap(), "accountId");
    assert!(ids.contains(&sim.member().account_id));
    // Others are put there and taken off by those who manage watchers.
    let theirs = format!("\"{}\"", sim.outsider().account_id);
    let order = Some(("application/json", theirs.as_str()));
    let refused = client.send("POST", &path, order).await.unwrap();
    assert_eq!(refused.status, 403);
    let message = "User 'Member' is not allowed to add watchers to issue 'ACME-1'";
    assert_eq!(refused.json()["errorMessages"], json!([message]));
    assert_eq!(boss.send("POST", &path, order).await.unwrap().status, 204);
    assert_eq!(other.json(&path).await["isWatching"], true);
    let remove = format!("{path}?accountId={}", sim.outsider().account_id);
    assert_eq!(
        client.call("DELETE", &remove, &Value::Null).await.status,
        403
    );
    for _ in 0..2 {
        assert_eq!(
            other.call("DELETE", &remove, &Value::Null).await.status,
            204
        );
    }
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 400);
    assert_eq!(updated(&client).await, before);
    // A bare string has to be called JSON.
    for (kind, body, status) in [
        ("text/plain", id.as_str(), 415),
        ("application/json", "{\"accountId\":\"x\"}", 400),
        ("application/json", "\"nobody\"", 404),
    ] {
        let answer = boss.send("POST", &path, Some((kind, body))).await.unwrap();
        assert_eq!(answer.status, status, "{body}");
    }
    // Nobody watches what he does not see.
    let secret = boss
        .send("POST", "/rest/api/3/issue/SEC-1/watchers", order)
        .await
        .unwrap();
    assert_eq!(secret.status, 400);
    let message = "The user \"Outsider\" does not have permission to view this issue. This user will not be added to the watch list.";
    assert_eq!(secret.json()["errorMessages"], json!([message]));
    assert_eq!(
        Client::nobody(sim.url())
            .call("POST", &path, &Value::Null)
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn one_asks_about_many_issues_at_once() {
    let sim = Sim::builder().start().await.unwrap();
    let client = outsider(&sim);
    let issue = client.json(&format!("{ISSUE}?fields=id")).await;
    let id = issue["id"].as_str().unwrap();
    let ask = json!({ "issueIds": [id, "10001", "99999999", "x"] });
    let path = "/rest/api/3/issue/watching";
    let told = client.call("POST", path, &ask).await.json();
    assert_eq!(told["issuesIsWatching"][id], false);
    client
        .call("POST", &format!("{ISSUE}/watchers"), &Value::Null)
        .await;
    let told = client.call("POST", path, &ask).await.json();
    assert_eq!(told["issuesIsWatching"][id], true);
    assert_eq!(told["issuesIsWatching"]["99999999"], false);
    assert_eq!(told["issuesIsWatching"]["x"], false);
    let nobody = Client::nobody(sim.url())
        .call("POST", path, &ask)
        .await
        .json();
    assert_eq!(nobody["issuesIsWatching"][id], false);
    sim.set_feature(Feature::Watching, false);
    assert_eq!(client.call("POST", path, &ask).await.status, 404);
    assert_eq!(client.get(&format!("{ISSUE}/watchers")).await.status, 404);
    assert_eq!(
        client.json("/rest/api/3/configuration").await["watchingEnabled"],
        false
    );
}

/// Two keys: of an issue that is open, and of one that is resolved.
async fn open_and_resolved(client: &Client) -> (String, String) {
    let (mut open, mut resolved) = (None, None);
    for number in 1..60 {
        let key = format!("ACME-{number}");
        let issue = client
            .get(&format!("/rest/api/3/issue/{key}?fields=resolution"))
            .await;
        if issue.status == 200 {
            if issue.json()["fields"]["resolution"].is_null() {
                open.get_or_insert(key);
            } else {
                resolved.get_or_insert(key);
            }
        }
    }
    (open.unwrap(), resolved.unwrap())
}

#[tokio::test]
async fn people_vote_for_themselves_while_there_is_something_to_vote_about() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let (open, resolved) = open_and_resolved(&client).await;
    let path = format!("/rest/api/3/issue/{open}/votes");
    let before = client.json(&path).await["votes"].as_u64().unwrap();
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 404);
    for _ in 0..2 {
        assert_eq!(client.call("POST", &path, &Value::Null).await.status, 204);
    }
    let votes = client.json(&path).await;
    assert_eq!(
        (&votes["votes"], &votes["hasVoted"]),
        (&json!(before + 1), &json!(true))
    );
    assert_eq!(votes["self"], format!("{}{path}", sim.url()));
    let voters = pluck(votes["voters"].as_array().unwrap(), "accountId");
    assert_eq!(voters.len() as u64, before + 1);
    assert!(voters.contains(&sim.member().account_id));
    assert_eq!(outsider(&sim).json(&path).await["hasVoted"], false);
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 204);
    assert_eq!(client.json(&path).await["votes"], before);
    let late = client
        .call(
            "POST",
            &format!("/rest/api/3/issue/{resolved}/votes"),
            &Value::Null,
        )
        .await;
    assert_eq!(late.status, 404);
    let message = "You cannot vote for or change your vote on resolved issues.";
    assert_eq!(late.json()["errorMessages"], json!([message]));
    assert_eq!(
        Client::nobody(sim.url())
            .call("POST", &path, &Value::Null)
            .await
            .status,
        401
    );
    sim.set_feature(Feature::Voting, false);
    for method in ["GET", "POST", "DELETE"] {
        let off = client.call(method, &path, &Value::Null).await;
        assert_eq!(off.status, 404);
        let message = "Voting for issues is currently not enabled for this Jira instance.";
        assert_eq!(off.json()["errorMessages"], json!([message]));
    }
    sim.set_feature(Feature::Voting, true);
    assert_eq!(client.get(&path).await.status, 200);
}
