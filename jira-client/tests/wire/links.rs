//! Links between issues, to things elsewhere, watchers and votes.

use jira_client::IssueId;
use jira_client::cloud::comments::{NewComment, Visibility};
use jira_client::cloud::issue_link_types::IssueLinkTypeId;
use jira_client::cloud::issue_links::{LinkFrom, LinkTo};
use jira_client::cloud::remote_links::{NewRemoteLink, RemoteIcon, RemoteIssueLink};
use jira_client::document::Document;
use serde_json::{Value, from_value, json};

use crate::requests::assert_sends;
use crate::site::Site;

fn kind() -> Value {
    json!({"id": "10000", "name": "Blocks", "inward": "is blocked by", "outward": "blocks", "self": "https://x"})
}

fn remote(id: &Value) -> Value {
    json!({
        "id": id, "self": "https://x", "globalId": "system=https://tickets.example.com&id=1",
        "application": {"type": "com.acme.tracker", "name": "My Acme Tracker"}, "relationship": "causes",
        "object": {
            "url": "https://tickets.example.com/1", "title": "TSTSUP-111", "summary": "Customer support issue",
            "icon": {"url16x16": "https://tickets.example.com/t.png", "title": "Support ticket"},
            "status": {"resolved": true, "icon": {
                "url16x16": "https://tickets.example.com/r.png", "title": "Case closed", "link": "https://tickets.example.com/c"
            }}
        }
    })
}

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let (links, kinds) = (site.jira.issue_links(), site.jira.issue_link_types());
    let text = json!({"type": "doc", "version": 1, "content": []});
    let document: Document = from_value(text.clone()).unwrap();
    let comment = NewComment::new(document).visibility(Visibility::group("g-1"));
    assert_sends! {
        links.create("Blocks", LinkFrom::issue("ACME-1"), LinkTo::issue("ACME-2")), "POST /rest/api/3/issueLink",
            {"type": {"name": "Blocks"}, "inwardIssue": {"key": "ACME-1"}, "outwardIssue": {"key": "ACME-2"}};
        links.create(IssueLinkTypeId::new("7"), LinkFrom::issue("1"), LinkTo::issue("2")).comment(comment),
            "POST /rest/api/3/issueLink",
            {"type": {"id": "7"}, "inwardIssue": {"id": "1"}, "outwardIssue": {"id": "2"},
                "comment": {"body": text, "visibility": {"type": "group", "identifier": "g-1"}}};
        links.get("7"), "GET /rest/api/3/issueLink/7";
        links.delete("7"), "DELETE /rest/api/3/issueLink/7";
        kinds.list(), "GET /rest/api/3/issueLinkType";
        kinds.get("7"), "GET /rest/api/3/issueLinkType/7";
        kinds.create("Blocks").outward("blocks").inward("is blocked by"), "POST /rest/api/3/issueLinkType",
            {"name": "Blocks", "outward": "blocks", "inward": "is blocked by"};
        kinds.update("7").name("B").outward("o").inward("i"), "PUT /rest/api/3/issueLinkType/7",
            {"name": "B", "outward": "o", "inward": "i"};
        kinds.delete("7"), "DELETE /rest/api/3/issueLinkType/7";
    }
    let (watchers, votes) = (site.jira.watchers(), site.jira.votes());
    assert_sends! {
        watchers.get("ACME-1"), "GET /rest/api/3/issue/ACME-1/watchers";
        // No object around it.
        watchers.add("ACME-1", "a1"), "POST /rest/api/3/issue/ACME-1/watchers", "a1";
        watchers.remove("ACME-1", "a1"), "DELETE /rest/api/3/issue/ACME-1/watchers?accountId=a1";
        watchers.is_watching(["1", "2"]), "POST /rest/api/3/issue/watching",
            {"issueIds": ["1", "2"]};
        votes.get("ACME-1"), "GET /rest/api/3/issue/ACME-1/votes";
        votes.add("ACME-1"), "POST /rest/api/3/issue/ACME-1/votes";
        votes.remove("ACME-1"), "DELETE /rest/api/3/issue/ACME-1/votes";
    }
    let remotes = site.jira.remote_links();
    let whole = NewRemoteLink::new("https://tickets.example.com/1", "TSTSUP-111")
        .global_id("system=https://tickets.example.com&id=1")
        .application("My Acme Tracker", Some("com.acme.tracker"))
        .relationship("causes")
        .summary("Customer support issue")
        .icon(RemoteIcon::new(
            "https://tickets.example.com/t.png",
            "Support ticket",
        ))
        .resolved(false)
        .status_icon(RemoteIcon::new(
            "https://tickets.example.com/r.png",
            "Case closed",
        ));
    let mut expected = remote(&Value::Null);
    let fields = expected.as_object_mut().unwrap();
    fields.retain(|name, _| name != "id" && name != "self");
    expected["object"]["status"]["resolved"] = false.into();
    expected["object"]["status"]["icon"]
        .as_object_mut()
        .unwrap()
        .remove("link");
    let read: RemoteIssueLink = from_value(remote(&json!(1))).unwrap();
    let mut kept = remote(&Value::Null);
    kept.as_object_mut()
        .unwrap()
        .retain(|name, _| name != "id" && name != "self");
    kept["object"]["summary"] = "Another".into();
    let path = "/rest/api/3/issue/ACME-1/remotelink";
    assert_sends! {
        remotes.list("ACME-1"), format!("GET {path}");
        remotes.get_by_global_id("ACME-1", "id=1"), format!("GET {path}?globalId=id=1");
        remotes.get("ACME-1", "7"), format!("GET {path}/7");
        remotes.create_or_update("ACME-1", NewRemoteLink::new("https://x.example.com", "X")), format!("POST {path}"),
            {"object": {"url": "https://x.example.com", "title": "X"}};
        remotes.create_or_update("ACME-1", whole), format!("POST {path}"), expected;
        // One thing is changed, and nothing of the rest is emptied.
        remotes.update("ACME-1", "7", NewRemoteLink::from(read).summary("Another")), format!("PUT {path}/7"), kept;
        remotes.delete_by_global_id("ACME-1", "id=1"), format!("DELETE {path}?globalId=id=1");
        remotes.delete("ACME-1", "7"), format!("DELETE {path}/7");
    }
    let link = NewRemoteLink::new("https://x.example.com", "X");
    assert!(
        !remotes
            .create_or_update("ACME-1", link)
            .request()
            .is_safe_to_repeat()
    );
    assert!(watchers.is_watching(["1"]).request().is_safe_to_repeat());
}

#[tokio::test]
async fn a_link_between_issues_is_made_read_and_deleted() {
    let site = Site::start().await;
    let body = json!({"type": {"name": "Blocks"}, "inwardIssue": {"key": "ACME-1"}, "outwardIssue": {"key": "ACME-2"}});
    site.exchange("POST /rest/api/3/issueLink", Some(body), 201, "")
        .await;
    let end = |key: &str| json!({"id": "1", "key": key, "self": "https://x", "fields": {"summary": "S", "status": {"name": "Done"}}});
    let link = json!({"id": "10001", "self": "https://x", "type": kind(), "inwardIssue": end("ACME-1"), "outwardIssue": end("ACME-2")});
    site.answer("GET /rest/api/3/issueLink/10001", link.clone())
        .await;
    site.exchange("DELETE /rest/api/3/issueLink/10001", None, 204, "")
        .await;
    let links = site.jira.issue_links();
    links
        .create("Blocks", LinkFrom::issue("ACME-1"), LinkTo::issue("ACME-2"))
        .send()
        .await
        .unwrap();
    let read = links.get("10001").send().await.unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), link);
    let from = read.inward_issue.unwrap();
    assert_eq!(from.fields.get("summary"), Some(&json!("S")));
    links.delete("10001").send().await.unwrap();
}

#[tokio::test]
async fn kinds_of_links_are_read_and_written() {
    let site = Site::start().await;
    let one = kind().to_string();
    site.answer(
        "GET /rest/api/3/issueLinkType",
        json!({"issueLinkTypes": [kind(), {}]}),
    )
    .await;
    site.answer("GET /rest/api/3/issueLinkType/10000", kind())
        .await;
    site.exchange(
        "POST /rest/api/3/issueLinkType",
        Some(json!({"name": "Blocks"})),
        201,
        &one,
    )
    .await;
    site.exchange(
        "PUT /rest/api/3/issueLinkType/10000",
        Some(json!({"name": "B"})),
        200,
        &one,
    )
    .await;
    site.exchange("DELETE /rest/api/3/issueLinkType/10000", None, 204, "")
        .await;
    let kinds = site.jira.issue_link_types();
    let list = kinds.list().send().await.unwrap().issue_link_types;
    assert_eq!((list.good().count(), list.odd().count()), (1, 1));
    let read = kinds.get("10000").send().await.unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), kind());
    assert_eq!(kinds.create("Blocks").send().await.unwrap(), read);
    assert_eq!(kinds.update(&read.id).name("B").send().await.unwrap(), read);
    kinds.delete(&read.id).send().await.unwrap();
}

#[tokio::test]
async fn links_to_things_elsewhere_are_read_and_written() {
    let site = Site::start().await;
    let path = "/rest/api/3/issue/ACME-1/remotelink";
    site.answer(
        &format!("GET {path}"),
        json!([remote(&json!(10_000)), {"id": null}]),
    )
    .await;
    site.answer(
        &format!("GET {path}?globalId=a%26b"),
        remote(&json!(10_000)),
    )
    .await;
    site.answer(&format!("GET {path}/10000"), remote(&json!(10_000)))
        .await;
    let made = json!({"id": 10_000, "self": "https://x"}).to_string();
    let body = json!({"object": {"url": "https://x.example.com", "title": "X"}});
    site.exchange(&format!("POST {path}"), Some(body.clone()), 201, &made)
        .await;
    site.exchange(&format!("PUT {path}/10000"), Some(body), 204, "")
        .await;
    site.exchange(&format!("DELETE {path}?globalId=a%26b"), None, 204, "")
        .await;
    site.exchange(&format!("DELETE {path}/10000"), None, 204, "")
        .await;
    let links = site.jira.remote_links();
    let list = links.list("ACME-1").send().await.unwrap();
    assert_eq!((list.good().count(), list.odd().count()), (1, 1));
    let read = links
        .get_by_global_id("ACME-1", "a&b")
        .send()
        .await
        .unwrap();
    // Ids are written as strings.
    assert_eq!(
        serde_json::to_value(&read).unwrap(),
        remote(&json!("10000"))
    );
    links.get("ACME-1", &read.id).send().await.unwrap();
    let link = NewRemoteLink::new("https://x.example.com", "X");
    let made = links
        .create_or_update("ACME-1", link.clone())
        .send()
        .await
        .unwrap();
    assert_eq!(made.id, read.id);
    links.update("ACME-1", &made.id, link).send().await.unwrap();
    links
        .delete_by_global_id("ACME-1", "a&b")
        .send()
        .await
        .unwrap();
    links.delete("ACME-1", &made.id).send().await.unwrap();
}

#[tokio::test]
async fn watchers_and_voters_are_read_and_changed() {
    let site = Site::start().await;
    let user = json!({"self": "https://x", "accountId": "a1", "displayName": "M", "active": false});
    let path = "/rest/api/3/issue/ACME-1";
    let watchers =
        json!({"self": "https://x", "isWatching": false, "watchCount": 2, "watchers": [user]});
    site.answer(&format!("GET {path}/watchers"), watchers).await;
    site.exchange(&format!("POST {path}/watchers"), Some(json!("a1")), 204, "")
        .await;
    site.exchange(
        &format!("DELETE {path}/watchers?accountId=a1"),
        None,
        204,
        "",
    )
    .await;
    let watching = json!({"issuesIsWatching": {"10001": true, "10002": false}}).to_string();
    let asked = json!({"issueIds": ["10001", "10002"]});
    site.exchange(
        "POST /rest/api/3/issue/watching",
        Some(asked),
        200,
        &watching,
    )
    .await;
    let watchers = site.jira.watchers();
    let read = watchers.get("ACME-1").send().await.unwrap();
    assert_eq!(
        (
            read.watch_count,
            read.is_watching,
            read.watchers.good().count()
        ),
        (Some(2), Some(false), 1)
    );
    watchers.add("ACME-1", "a1").send().await.unwrap();
    watchers.remove("ACME-1", "a1").send().await.unwrap();
    let ids = ["10001", "10002"].map(IssueId::new);
    let read = watchers.is_watching(&ids).send().await.unwrap();
    assert!(read.issues_is_watching[&ids[0]] && !read.issues_is_watching[&ids[1]]);

    let votes = json!({"self": "https://x", "votes": 24, "hasVoted": true, "voters": [user]});
    site.answer(&format!("GET {path}/votes"), votes.clone())
        .await;
    site.exchange(&format!("POST {path}/votes"), None, 204, "")
        .await;
    site.exchange(&format!("DELETE {path}/votes"), None, 204, "")
        .await;
    let read = site.jira.votes().get("ACME-1").send().await.unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), votes);
    site.jira.votes().add("ACME-1").send().await.unwrap();
    site.jira.votes().remove("ACME-1").send().await.unwrap();
}
