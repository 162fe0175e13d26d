use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member};

#[tokio::test]
async fn a_path_that_does_not_exist_is_an_html_page() {
    let sim = Sim::builder().start().await.unwrap();
    for path in [
        "/rest/api/3/nothing",
        "/rest/api/3/users/search/",
        "/",
        "/wiki/rest/api/nothing",
    ] {
        let answer = admin(&sim).get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(
            answer
                .header("content-type")
                .unwrap()
                .starts_with("text/html")
        );
        assert!(answer.body.contains("dead link"));
    }
}

#[tokio::test]
async fn a_wrong_method_is_a_405_with_the_right_ones() {
    let sim = Sim::builder().start().await.unwrap();
    let answer = admin(&sim)
        .call("PUT", "/rest/api/3/group", &Value::Null)
        .await;
    assert_eq!(answer.status, 405);
    let allow = answer.header("allow").unwrap();
    for method in ["GET", "POST", "DELETE"] {
        assert!(allow.contains(method));
    }
}

#[tokio::test]
async fn browsers_may_read_but_not_write() {
    let sim = Sim::builder().start().await.unwrap();
    let browser = admin(&sim).agent("Mozilla/5.0 (X11)");
    assert_eq!(browser.get("/rest/api/3/myself").await.status, 200);
    for method in ["POST", "PUT", "DELETE"] {
        let answer = browser
            .call(method, "/rest/api/3/group", &json!({ "name": "x" }))
            .await;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (403, "XSRF check failed")
        );
    }
}

#[tokio::test]
async fn bodies_must_be_json_and_say_so() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let post = async |content_type: &str, body: &str| {
        client
            .send("POST", "/rest/api/3/group", Some((content_type, body)))
            .await
            .unwrap()
    };
    assert_eq!(post("text/plain", r#"{"name":"a"}"#).await.status, 415);
    for body in ["", "{", "[]", "\"x\"", "nul"] {
        let answer = post("application/json", body).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(
            answer.json()["errorMessages"][0]
                .as_str()
                .unwrap()
                .contains("parsing JSON")
        );
    }
    assert_eq!(
        post("application/json; charset=utf-8", r#"{"name":"a"}"#)
            .await
            .status,
        201
    );
}

#[tokio::test]
async fn requests_are_remembered_without_their_credentials() {
    let sim = Sim::builder().start().await.unwrap();
    member(&sim)
        .get("/rest/api/3/applicationrole/jira%2Dsoftware?a=b")
        .await;
    Client::nobody(sim.url()).get("/rest/api/3/nothing").await;
    let requests = sim.requests();
    assert_eq!(requests.len(), 2);
    let first = &requests[0];
    assert_eq!(first.path, "/rest/api/3/applicationrole/jira%2Dsoftware");
    assert_eq!(first.query, "a=b");
    assert_eq!(
        first.operation.as_deref(),
        Some("/rest/api/3/applicationrole/{key}")
    );
    assert_eq!((first.method.as_str(), first.status), ("GET", 403));
    assert_eq!(first.account_id, Some(sim.member().account_id));
    assert!(!first.gateway);
    assert_eq!(
        (
            requests[1].status,
            &requests[1].operation,
            &requests[1].account_id
        ),
        (404, &None, &None)
    );
    let printed = format!("{requests:?} {:?}", sim.member());
    assert!(!printed.contains(&sim.member().token));
    let careless = format!("/rest/api/3/{}?a={0}&b={0}", sim.org_key());
    member(&sim).get(&careless).await;
    assert!(!format!("{:?}", sim.requests()).contains(&sim.org_key()));
    assert!(sim.requests()[2].query.ends_with("&b=sim-key-***"));
    sim.clear_requests();
    assert!(sim.requests().is_empty());
}
