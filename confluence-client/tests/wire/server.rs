//! Confluence Data Center.

use confluence_client::core::RetryPolicy;
use confluence_client::server::users::UserExpand;
use confluence_client::server::{ConfluenceServer, OPERATIONS};
use confluence_client::{Client, Credential, ErrorKind, SiteUrl};
use serde_json::{Value, json};

use crate::requests::assert_sends;
use crate::site::Site;

fn user(name: &str) -> Value {
    json!({"type": "known", "username": name, "userKey": format!("key-{name}"), "displayName": "Mia",
        "profilePicture": {"path": "/confluence/images/x.svg", "width": 48, "height": 48, "isDefault": true},
        "_links": {"self": "https://wiki.example.com/confluence/rest/api/user?key=x"}, "_expandable": {"status": ""}})
}

fn server(site: &Site) -> ConfluenceServer {
    ConfluenceServer::new(site.api.client().clone())
}

/// The service gives two where two hundred were asked for, its links lead elsewhere, and the last of them to nothing.
#[tokio::test]
async fn counts_what_came_and_believes_no_link() {
    let site = Site::start().await;
    for (start, names) in [(0, vec!["a", "b"]), (2, vec!["b", "c"]), (4, vec![])] {
        let users: Vec<Value> = names.into_iter().map(user).collect();
        let next = format!("/rest/api/user/list?limit=200&start={}", start + 200);
        site.answer(
            &format!("GET /rest/api/user/list?limit=200&start={start}"),
            json!({"results": users, "start": start, "limit": 2, "size": users.len(), "_links": {"next": next}}),
        )
        .await;
    }
    let users = server(&site)
        .users()
        .list()
        .items()
        .collect()
        .await
        .unwrap();
    let names: Vec<_> = users
        .iter()
        .map(|user| user.username.as_ref().unwrap().as_str())
        .collect();
    assert_eq!(names, ["a", "b", "c"]);
}

#[tokio::test]
async fn an_empty_page_before_the_total_is_no_end() {
    let site = Site::start().await;
    for (start, names) in [(0, vec!["a", "b"]), (2, vec![])] {
        let users: Vec<Value> = names.into_iter().map(user).collect();
        site.answer(
            &format!("GET /rest/api/user/list?limit=2&start={start}"),
            json!({"results": users, "start": start, "limit": 2, "size": users.len(), "totalCount": 4, "_links": {}}),
        )
        .await;
    }
    let users = server(&site).users().list().page_size(2).items();
    let error = users.collect().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IncompleteListing);
}

#[tokio::test]
async fn reads_accounts() {
    let site = Site::start().await;
    let server = server(&site);
    let users = server.users();
    assert_sends! {
        users.list().expand([UserExpand::Status]), "GET /rest/api/user/list?expand=status";
        users.get().username("a b"), "GET /rest/api/user?username=a b";
        users.groups().key("k"), "GET /rest/api/user/memberof?key=k";
    }
    let mut active = user("a");
    active["email"] = json!("mia@example.com");
    active["lastLogin"] = json!("2026-01-02T03:04:05.000Z");
    active["status"] = json!("deactivated");
    let listing =
        |results: &[Value]| json!({"results": results, "size": results.len(), "_links": {}});
    let path = "/rest/api/admin/users/list/active?expand=lastLogin";
    site.answer(&format!("GET {path}&limit=200&start=0"), listing(&[active]))
        .await;
    site.answer(&format!("GET {path}&limit=200&start=1"), listing(&[]))
        .await;
    let all = users.active().expand([UserExpand::LastLogin]);
    let all = all.items().collect().await.unwrap();
    assert!(all[0].last_login.as_ref().unwrap().epoch_millis().is_some());
    assert_eq!(all[0].status.as_deref(), Some("deactivated"));
    site.answer("GET /rest/api/user/current", user("a")).await;
    site.answer("GET /rest/api/user?key=key-a", user("a")).await;
    let me = users.current().send().await.unwrap();
    let again = users.get().key(me.user_key.as_ref().unwrap());
    assert_eq!(again.send().await.unwrap().username, me.username);
    let group = json!({"type": "group", "name": "crew", "_links": {}});
    for start in 0..2 {
        let groups = listing(&[group.clone()][start..]);
        let request = format!("GET /rest/api/user/memberof?username=a&limit=200&start={start}");
        site.answer(&request, groups).await;
    }
    let groups = users.groups().username("a").items().collect().await;
    assert_eq!(groups.unwrap()[0].name.as_str(), "crew");
}

#[tokio::test]
async fn reads_groups() {
    let site = Site::start().await;
    let server = server(&site);
    let groups = server.groups();
    let listing =
        |results: &[Value]| json!({"results": results, "size": results.len(), "_links": {}});
    for (request, row) in [
        ("group?", json!({"type": "group", "name": "the crew"})),
        ("group/the%20crew/member?expand=status&", user("a")),
        ("group/member?groupName=r%2Fd&", user("b")),
    ] {
        for start in 0..2 {
            let request = format!("GET /rest/api/{request}limit=200&start={start}");
            let reply = listing(&[row.clone()][start..]);
            site.answer(&request, reply).await;
        }
    }
    let all = groups.list().items().collect().await.unwrap();
    let members = groups.members(&all[0].name).expand([UserExpand::Status]);
    assert_eq!(members.items().collect().await.unwrap().len(), 1);
    let members = groups.members_by_query("r/d").items().collect().await;
    assert_eq!(
        members.unwrap()[0].user_key.as_ref().unwrap().as_str(),
        "key-b"
    );

    let information = json!({"version": "10.2.14", "buildNumber": 9113, "buildDate": "2026-08-01", "baseUrl": "https://x",
        "marketplaceBuildNumber": 1});
    site.answer("GET /rest/api/server-information", information)
        .await;
    let information = server.server_information().get().send().await.unwrap();
    assert_eq!(information.version, "10.2.14");
}

/// The path of the instance stands in front of every request.
#[tokio::test]
async fn has_the_path_of_its_address() {
    let site = Site::start().await;
    let below = site.api.client().site().to_string();
    let below = SiteUrl::parse(&format!("{}/confluence", below.trim_end_matches('/')));
    let client = Client::builder(below.unwrap())
        .credential(Credential::personal_access_token("the-token"))
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    site.answer("GET /confluence/rest/api/user/current", user("a"))
        .await;
    let users = ConfluenceServer::new(client).users();
    assert!(users.current().send().await.is_ok());
    let names: Vec<_> = OPERATIONS.iter().flat_map(|table| table.iter()).collect();
    assert_eq!(names.len(), 9);
}
