use std::time::{Duration, Instant};

use atlassian_sim::{Fault, Sim};
use serde_json::{Value, json};

use super::client::{Client, admin, pluck};

const BULK: &str = "/rest/api/3/group/bulk";

fn keys(sim: &Sim) -> (Client, String) {
    let client = Client::bearer(sim.gateway_url(), &sim.org_key());
    let path = format!("/admin/api-access/v1/orgs/{}/api-tokens", sim.org_id());
    (client, path)
}

#[tokio::test]
async fn a_share_of_the_calls_is_struck_and_always_the_same_ones() {
    let struck = async |seed: u64| -> Vec<bool> {
        let sim = Sim::builder().seed(seed).start().await.unwrap();
        sim.inject(Fault::on("GET", "*").share(0.3).status(500));
        let mut struck = Vec::new();
        for _ in 0..100 {
            struck.push(admin(&sim).get("/rest/api/3/myself").await.status == 500);
        }
        struck
    };
    let first = struck(1).await;
    assert_eq!(first, struck(1).await);
    assert_ne!(first, struck(2).await);
    let count = first.iter().filter(|hit| **hit).count();
    assert!((15..45).contains(&count), "{count}");
}

#[tokio::test]
async fn a_condition_sees_the_request() {
    let sim = Sim::builder().start().await.unwrap();
    let caller = sim.admin().account_id;
    sim.inject(
        Fault::on("POST", "*")
            .when(move |request| request.account_id == Some(caller.as_str()))
            .when(|request| {
                request.operation == Some("/rest/api/3/group")
                    && request.body.contains("unlucky")
                    && request.query("x") == Some("a b")
                    && !request.gateway
            })
            .status(500),
    );
    let client = admin(&sim);
    let make = async |path: &str, name: &str| {
        let body = json!({ "name": name });
        client.call("POST", path, &body).await.status
    };
    assert_eq!(make("/rest/api/3/group?x=a%20b", "unlucky").await, 500);
    assert_eq!(make("/rest/api/3/group?x=a%20b", "lucky").await, 201);
    assert_eq!(make("/rest/api/3/group?x=b", "unlucky").await, 201);
    let other = super::client::member(&sim)
        .call(
            "POST",
            "/rest/api/3/group?x=a%20b",
            &json!({ "name": "unlucky" }),
        )
        .await;
    assert_eq!(other.status, 403);
}

#[tokio::test]
async fn retry_after_comes_in_every_form() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let path = "/rest/api/3/myself";
    let fault = || Fault::on("GET", path).times(1).status(503);
    for (fault, expected) in [
        (fault(), None),
        (fault().retry_after(0), Some("0")),
        (fault().retry_after(17), Some("17")),
        (
            fault().retry_after_date(61),
            Some("Thu, 01 Oct 2026 00:01:01 GMT"),
        ),
        (fault().header("Retry-After", "1.5e3"), Some("1.5e3")),
    ] {
        sim.inject(fault);
        let answer = admin(&sim).get(path).await;
        assert_eq!(
            (answer.status, answer.header("retry-after")),
            (503, expected)
        );
    }
}

#[tokio::test]
async fn a_write_can_be_carried_out_and_answered_with_an_error() {
    let sim = Sim::builder().start().await.unwrap();
    sim.inject(
        Fault::on("POST", "/rest/api/3/group")
            .times(1)
            .status(504)
            .carried_out(),
    );
    let make = || async {
        let body = json!({ "name": "new" });
        admin(&sim)
            .call("POST", "/rest/api/3/group", &body)
            .await
            .status
    };
    assert_eq!(make().await, 504);
    assert!(sim.groups().iter().any(|group| group.name == "new"));
    assert_eq!(make().await, 400);
}

#[tokio::test]
async fn a_log_in_page_is_a_200() {
    let sim = Sim::builder().start().await.unwrap();
    sim.inject(Fault::on("GET", "*").times(1).login_page());
    let answer = admin(&sim).get("/rest/api/3/myself").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("text/html"));
    assert_eq!(answer.header("x-aaccountid"), None);
    assert!(answer.body.contains("<form"));
}

#[tokio::test]
async fn a_page_can_name_itself_as_the_next() {
    let sim = Sim::builder().users(300).groups(30).start().await.unwrap();
    sim.inject(Fault::on("GET", "*").times(2).repeated_token());
    // The first page names the second: there is nothing to repeat yet.
    let client = admin(&sim);
    let first = client.json(&format!("{BULK}?maxResults=10")).await;
    let base = format!("{}{BULK}?", sim.url());
    assert_eq!(first["nextPage"], format!("{base}startAt=10&maxResults=10"));
    let second = client
        .json(&format!("{BULK}?startAt=10&maxResults=10"))
        .await;
    assert_eq!(
        second["nextPage"],
        format!("{base}startAt=10&maxResults=10")
    );
    assert_eq!(second["values"].as_array().unwrap().len(), 10);
    // A cursor.
    let (client, path) = keys(&sim);
    let first = client.json(&format!("{path}?pageSize=5")).await;
    let cursor = first["links"]["next"].as_str().unwrap();
    let second = client
        .json(&format!("{path}?pageSize=5&cursor={cursor}"))
        .await;
    assert_eq!(second["links"]["next"], cursor);
    assert_ne!(second["data"], first["data"]);
    let healed = client
        .json(&format!("{path}?pageSize=5&cursor={cursor}"))
        .await;
    assert_ne!(healed["links"]["next"], cursor);
}

#[tokio::test]
async fn a_cursor_expires_and_a_first_page_does_not() {
    let sim = Sim::builder().users(300).start().await.unwrap();
    sim.inject(Fault::on("GET", "*").expired_token());
    let (client, path) = keys(&sim);
    let first = client.json(&format!("{path}?pageSize=5")).await;
    let cursor = first["links"]["next"].as_str().unwrap();
    let second = client
        .get(&format!("{path}?pageSize=5&cursor={cursor}"))
        .await;
    assert_eq!(second.status, 400);
    assert_eq!(second.json()["errors"][0]["code"], "ADMIN-400-1");
}

#[tokio::test]
async fn short_pages_lose_nothing() {
    let sim = Sim::builder().users(100).groups(30).start().await.unwrap();
    sim.inject(Fault::on("GET", "*").short_pages(4));
    let client = admin(&sim);
    let page = client.json(BULK).await;
    assert_eq!(
        (&page["maxResults"], &page["total"]),
        (&json!(4), &json!(30))
    );
    assert_eq!(page["values"].as_array().unwrap().len(), 4);
    let names: Vec<String> = sim.groups().into_iter().map(|group| group.name).collect();
    for query in ["?maxResults=50", "?maxResults=3"] {
        let all = client.walk(&format!("{BULK}{query}")).await;
        assert_eq!(pluck(&all, "name"), names);
    }
    let (client, path) = keys(&sim);
    let page = client.json(&format!("{path}?pageSize=50")).await;
    assert_eq!(page["data"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn a_search_can_repeat_lose_and_shorten_its_tokens() {
    let sim = Sim::builder().issues(40).start().await.unwrap();
    let client = admin(&sim);
    let path = "/rest/api/3/search/jql";
    let ask = async |token: Option<&str>| {
        let mut body = json!({ "jql": "created is not EMPTY", "maxResults": 30 });
        if let Some(token) = token {
            body["nextPageToken"] = token.into();
        }
        client.call("POST", path, &body).await
    };
    let ids = |page: &Value| pluck(page["issues"].as_array().unwrap(), "id");
    let first = ask(None).await.json();
    let token = first["nextPageToken"].as_str().unwrap();
    let last = ask(Some(token)).await.json();
    assert_eq!(last["isLast"], true);
    let all = [ids(&first), ids(&last)].concat();
    assert_eq!(all.len(), 40);

    sim.inject(Fault::on("POST", path).times(1).repeated_token());
    let again = ask(Some(token)).await.json();
    assert_eq!(
        (&again["nextPageToken"], &again["isLast"]),
        (&json!(token), &json!(false))
    );
    assert_eq!(ids(&again), ids(&last));

    sim.inject(Fault::on("POST", path).times(1).expired_token());
    assert_eq!(ids(&ask(None).await.json()), ids(&first));
    let refused = ask(Some(token)).await;
    assert_eq!(refused.status, 400);
    assert!(
        refused.json()["errorMessages"][0]
            .as_str()
            .unwrap()
            .contains("oken")
    );

    // More pages, and the same issues in the end.
    sim.inject(Fault::on("*", path).short_pages(12));
    let mut found = Vec::new();
    let mut token: Option<String> = None;
    for size in [12, 12, 12, 4] {
        let page = ask(token.as_deref()).await.json();
        assert_eq!(ids(&page).len(), size);
        found.extend(ids(&page));
        token = page["nextPageToken"].as_str().map(str::to_owned);
    }
    assert_eq!((found, token), (all, None));
    let by_query = client
        .json(&format!("{path}?jql=created%20is%20not%20EMPTY"))
        .await;
    assert_eq!(ids(&by_query).len(), 12);
}

#[tokio::test]
async fn one_element_can_be_odd_or_come_twice() {
    let sim = Sim::builder().groups(30).start().await.unwrap();
    let client = admin(&sim);
    let path = format!("{BULK}?maxResults=5");
    let good = client.json(&path).await;
    sim.inject(
        Fault::on("GET", BULK)
            .times(1)
            .odd_element("{\"name\":[1]}"),
    );
    let odd = client.json(&path).await;
    assert_eq!(odd["values"][2], json!({ "name": [1] }));
    assert_eq!(
        (&odd["values"][1], &odd["values"][3]),
        (&good["values"][1], &good["values"][3])
    );
    // A bare array, and something that is no JSON.
    let users = "/rest/api/3/users/search?maxResults=3";
    let before = client.json(users).await;
    sim.inject(Fault::on("GET", "*").times(1).odd_element("not json"));
    assert_eq!(client.json(users).await[1], "not json");
    sim.inject(Fault::on("GET", "*").times(1).duplicated_element());
    let twice = client.json(users).await;
    assert_eq!(twice.as_array().unwrap().len(), 4);
    assert_eq!((&twice[0], &twice[3]), (&before[0], &before[0]));
    // A refusal is left as it is.
    sim.inject(Fault::on("GET", "*").times(1).odd_element("null"));
    let refused = client.get(&format!("{BULK}?startAt=x")).await;
    assert_eq!(refused.status, 400);
    assert!(refused.json()["errorMessages"][0].is_string());
}

#[tokio::test]
async fn urls_can_point_elsewhere() {
    let sim = Sim::builder().groups(30).start().await.unwrap();
    let elsewhere = "https://elsewhere.example.com";
    sim.inject(Fault::on("GET", BULK).foreign_urls(format!("{elsewhere}/")));
    let page = admin(&sim).json(&format!("{BULK}?maxResults=10")).await;
    for field in ["self", "nextPage"] {
        let url = page[field].as_str().unwrap();
        assert!(url.starts_with(&format!("{elsewhere}/rest/")), "{url}");
    }
    assert!(!page.to_string().contains(sim.url()));
}

#[tokio::test]
async fn a_machine_with_a_wrong_clock_stamps_and_dates_wrongly() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    sim.inject(Fault::on("GET", "*").times(1).clock_skew(-3_600));
    let behind = admin(&sim).get("/rest/api/3/serverInfo").await;
    assert_eq!(behind.header("date"), Some("Wed, 30 Sep 2026 23:00:00 GMT"));
    assert_eq!(behind.json()["serverTime"], "2026-09-30T23:00:00.000+0000");
    let right = admin(&sim).get("/rest/api/3/serverInfo").await;
    assert_eq!(right.header("date"), Some("Thu, 01 Oct 2026 00:00:00 GMT"));
    assert_eq!(right.json()["serverTime"], "2026-10-01T00:00:00.000+0000");
}

#[tokio::test]
async fn a_fault_can_be_slow_too() {
    let sim = Sim::builder().start().await.unwrap();
    let time = Duration::from_millis(30);
    sim.inject(Fault::on("GET", "*").status(500).delay(time).times(1));
    sim.inject(Fault::on("GET", "*").jitter(time).times(1));
    let since = Instant::now();
    assert_eq!(admin(&sim).get("/rest/api/3/myself").await.status, 500);
    assert!(since.elapsed() >= time);
    assert_eq!(admin(&sim).get("/rest/api/3/myself").await.status, 200);
    let seen = sim.requests();
    assert!(seen[0].duration >= time && seen[0].fault && seen[1].fault);
    assert_eq!(seen[0].account_id, Some(sim.admin().account_id));
}

#[tokio::test]
async fn faults_leave_the_next_calls_alone() {
    let sim = Sim::builder().groups(30).start().await.unwrap();
    let good = admin(&sim).json(BULK).await;
    for fault in [
        Fault::on("GET", BULK).odd_element("1"),
        Fault::on("GET", BULK).duplicated_element(),
        Fault::on("GET", BULK).short_pages(1),
        Fault::on("GET", BULK).foreign_urls("https://elsewhere.example.com"),
        Fault::on("GET", BULK).login_page(),
    ] {
        sim.inject(fault.times(1));
        let _ = admin(&sim).get(BULK).await;
        assert_eq!(admin(&sim).json(BULK).await, good);
    }
    let none: Value = json!([]);
    assert_ne!(good["values"], none);
}
