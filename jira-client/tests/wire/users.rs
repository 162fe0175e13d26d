use jira_client::AccountId;
use jira_client::ErrorKind;
use jira_client::cloud::application_roles::ApplicationKey;
use jira_client::cloud::server_info::DeploymentType;
use jira_client::cloud::users::{AccountType, UserExpand};
use serde_json::{Value, json};

use crate::site::Site;

fn person(id: &str) -> Value {
    json!({
        "self": format!("https://acme.atlassian.net/rest/api/3/user?accountId={id}"),
        "accountId": id,
        "accountType": "atlassian",
        "avatarUrls": {"48x48": "https://avatar.example.com/48", "16x16": "https://avatar.example.com/16"},
        "displayName": "Mia Example",
        "emailAddress": "",
        "active": true,
        "timeZone": "Europe/Berlin",
        "locale": "en_US"
    })
}

#[tokio::test]
async fn says_which_jira_it_is() {
    let site = Site::start().await;
    site.answer(
        "GET /rest/api/3/serverInfo",
        json!({
            "baseUrl": "https://acme.atlassian.net",
            "displayUrl": "https://jira.acme.example.com",
            "displayUrlServicedeskHelpCenter": "https://help.acme.example.com",
            "version": "1001.0.0-SNAPSHOT",
            "versionNumbers": [1001, 0, 0],
            "deploymentType": "Cloud",
            "buildNumber": 100_292,
            "buildDate": "2026-10-01T08:15:30.000+0200",
            "scmInfo": "0123abcd",
            "serverTitle": "Acme",
            "defaultLocale": {"locale": "en_US"},
            "serverTimeZone": "Europe/Berlin"
        }),
    )
    .await;
    let info = site.jira.server_info().get().send().await.unwrap();
    assert!(info.is_cloud());
    assert_eq!(info.deployment_type, Some(DeploymentType::Cloud));
    assert_eq!(
        info.display_url_servicedesk_help_center.as_deref(),
        Some("https://help.acme.example.com")
    );
    assert_eq!(
        info.build_date.unwrap().as_str(),
        "2026-10-01T08:15:30.000+0200"
    );
    assert_eq!(info.version_numbers, [1001, 0, 0]);
}

#[tokio::test]
async fn says_who_is_calling() {
    let site = Site::start().await;
    let mut me = person("5b10");
    me["groups"] =
        json!({"size": 2, "items": [{"name": "admins", "groupId": "g-1", "self": "https://x"}]});
    me["applicationRoles"] =
        json!({"size": 1, "items": [{"key": "jira-software", "name": "Jira"}]});
    site.answer(
        "GET /rest/api/3/myself?expand=groups%2CapplicationRoles",
        me,
    )
    .await;
    let call = site
        .jira
        .myself()
        .get()
        .expand([UserExpand::Groups, UserExpand::ApplicationRoles]);
    let me = call.send().await.unwrap();
    assert_eq!(me.account_id, Some(AccountId::new("5b10")));
    assert_eq!(me.groups.as_ref().unwrap().items[0].name, "admins");
    assert_eq!(me.groups.unwrap().size, Some(2));
    assert_eq!(
        me.application_roles.unwrap().items[0].key,
        ApplicationKey::JiraSoftware
    );
    assert_eq!(
        me.avatar_urls.unwrap().x16.as_deref(),
        Some("https://avatar.example.com/16")
    );
    assert_eq!(me.email_address.as_deref(), Some(""));
}

/// 1051 accounts, of which the caller sees the first fifty, one at 120 and one at 1050.
#[tokio::test]
async fn an_empty_window_is_not_the_end_of_all_users() {
    let seen = |position: u32| match position {
        0..50 => Some(person(&format!("a{position}"))),
        // This one came before: the list shifts while it is walked through.
        119 => Some(person("a49")),
        120 => Some(json!({"accountId": "b", "accountType": "robot"})),
        1050 => Some(person("z")),
        _ => None,
    };
    for path in ["/rest/api/3/users/search", "/rest/api/3/users"] {
        let site = Site::start().await;
        for start in (0..=2500).step_by(50) {
            for size in [50, 1000] {
                let window: Vec<_> = (start..start + size).filter_map(seen).collect();
                let request = format!("GET {path}?maxResults={size}&startAt={start}");
                site.answer(&request, Value::Array(window)).await;
            }
        }
        let users = site.jira.users();
        let users = match path {
            "/rest/api/3/users" => users.all_default().page_size(50).items(),
            _ => users.all().page_size(50).items(),
        };
        let users = users.collect().await.unwrap();
        let ids: Vec<_> = users[50..]
            .iter()
            .filter_map(|user| user.account_id.as_ref())
            .map(AccountId::as_str)
            .collect();
        assert_eq!(ids, ["b", "z"], "{path}");
        assert_eq!(
            users[50].account_type,
            Some(AccountType::Other("robot".into()))
        );
    }
}

#[tokio::test]
async fn asks_for_a_thousand_users_at_once() {
    let site = Site::start().await;
    site.answer(
        "GET /rest/api/3/users/search?maxResults=1000&startAt=0",
        json!([person("a"), 7]),
    )
    .await;
    let page = site.jira.users().all().send().await;
    // The page tells where the next one begins, so nothing else was asked for.
    let page = page.unwrap();
    assert_eq!(
        (page.items.good().count(), page.items.odd().count()),
        (1, 1)
    );
    assert!(page.next.is_some());
}

#[tokio::test]
async fn finds_one_user_and_several() {
    let site = Site::start().await;
    site.answer(
        "GET /rest/api/3/user?accountId=557058%3Aab&expand=groups",
        person("557058:ab"),
    )
    .await;
    let user = site
        .jira
        .users()
        .get("557058:ab")
        .expand([UserExpand::Groups])
        .send()
        .await
        .unwrap();
    assert_eq!(user.account_id.unwrap().as_str(), "557058:ab");
    assert!(
        site.jira
            .users()
            .get("nobody")
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );

    let page = json!({"self": "https://x", "maxResults": 200, "startAt": 0, "total": 2, "isLast": true,
        "values": [person("a"), person("b")]});
    site.answer(
        "GET /rest/api/3/user/bulk?accountId=a&accountId=b&accountId=gone&maxResults=200&startAt=0",
        page,
    )
    .await;
    let users = site
        .jira
        .users()
        .bulk(["a", "b", "gone"])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(users.len(), 2);
}

#[tokio::test]
async fn searches_users() {
    let site = Site::start().await;
    site.answer(
        "GET /rest/api/3/user/search?query=mia&maxResults=1000&startAt=0",
        json!([person("a")]),
    )
    .await;
    for start in [1, 51, 251, 1000] {
        let beyond =
            format!("GET /rest/api/3/user/search?query=mia&maxResults=1000&startAt={start}");
        site.answer(&beyond, json!([])).await;
    }
    assert_eq!(
        site.jira
            .users()
            .search()
            .query("mia")
            .items()
            .collect()
            .await
            .unwrap()
            .len(),
        1
    );

    let call = site
        .jira
        .users()
        .search()
        .account_id("a")
        .property("seat.kind=1");
    let query: Vec<_> = call.request().query().collect();
    assert_eq!(query, [("accountId", "a"), ("property", "seat.kind=1")]);
}

#[tokio::test]
async fn lists_the_groups_of_a_user() {
    let site = Site::start().await;
    let groups =
        json!([{"name": "admins", "groupId": "g-1", "self": "https://x"}, {"groupId": null}]);
    site.answer("GET /rest/api/3/user/groups?accountId=a", groups)
        .await;
    let groups = site.jira.users().groups("a").send().await.unwrap();
    assert_eq!(
        groups
            .good()
            .map(|group| group.name.as_str())
            .collect::<Vec<_>>(),
        ["admins"]
    );
    assert!(groups.odd().next().unwrap().message().contains("name"));
}

#[tokio::test]
async fn invites_and_removes_a_user() {
    let site = Site::start().await;
    let body = json!({"emailAddress": "mia@example.com", "products": ["jira-software"]});
    site.exchange(
        "POST /rest/api/3/user",
        Some(body),
        201,
        &person("new").to_string(),
    )
    .await;
    let body = json!({"emailAddress": "mia@example.com", "products": []});
    site.exchange(
        "POST /rest/api/3/user",
        Some(body),
        201,
        &person("seatless").to_string(),
    )
    .await;
    let users = site.jira.users();
    let user = users
        .create("mia@example.com", [ApplicationKey::JiraSoftware])
        .send()
        .await
        .unwrap();
    assert_eq!(user.account_id.unwrap().as_str(), "new");
    let user = users
        .create("mia@example.com", vec![])
        .send()
        .await
        .unwrap();
    assert_eq!(user.account_id.unwrap().as_str(), "seatless");

    site.exchange("DELETE /rest/api/3/user?accountId=a", None, 204, "")
        .await;
    users.delete("a").send().await.unwrap();
    let no = r#"{"errorMessages":["No."],"errors":{}}"#;
    site.exchange("DELETE /rest/api/3/user?accountId=b", None, 403, no)
        .await;
    let error = users.delete("b").send().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.messages()),
        (ErrorKind::Forbidden, &["No.".to_owned()][..])
    );
}
