use atlassian_admin::domains::{ClaimStatus, ClaimType};
use atlassian_admin::last_active::{Activity, LastActive};
use atlassian_admin::managed_accounts::AccountStatus;
use atlassian_admin::{ResourceId, Timestamp};
use serde_json::{Value, json, to_value};

use crate::site::{NEXT, Site};

const ORG: &str = "/admin/v1/orgs/org-1";

#[tokio::test]
async fn lists_and_gets_organizations() {
    let site = Site::start().await;
    let org = json!({
        "id": "org-1", "attributes": {"name": "Acme"},
        "relationships": {"domains": {"links": {"related": "https://x/domains"}}, "users": {"links": {"related": "https://x/users"}}},
        "links": {"self": "https://x"}
    });
    site.answer(
        "GET /admin/v1/orgs",
        200,
        json!({"data": [org], "links": {"self": "x"}}),
    )
    .await;
    let orgs = site.api.orgs().list().items().collect().await.unwrap();
    assert_eq!(to_value(&orgs[0]).unwrap(), org);
    site.answer(&format!("GET {ORG}"), 200, json!({"data": org}))
        .await;
    let org = site.api.orgs().get("org-1").send().await.unwrap().data;
    assert_eq!(org.name(), Some("Acme"));
}

#[tokio::test]
async fn lists_and_gets_domains() {
    let site = Site::start().await;
    let domain = |id: &str| {
        json!({"id": id, "attributes": {"name": "example.com", "claim": {"type": "dns", "status": "missing_token"}},
            "links": {"self": "https://x"}})
    };
    let first = json!({"data": [domain("d1")], "links": {"next": NEXT[0]}});
    site.answer(&format!("GET {ORG}/domains"), 200, first).await;
    let second = json!({"data": [domain("d2")], "links": {"self": "x"}});
    site.answer(
        &format!("GET {ORG}/domains?limit=7&cursor=c%2F2"),
        200,
        second,
    )
    .await;
    let domains = site
        .api
        .domains()
        .list("org-1")
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(domains.len(), 2);
    assert_eq!(to_value(&domains[0]).unwrap(), domain("d1"));
    site.answer(
        &format!("GET {ORG}/domains/d1"),
        200,
        json!({"data": domain("d1")}),
    )
    .await;
    let domain = site
        .api
        .domains()
        .get("org-1", "d1")
        .send()
        .await
        .unwrap()
        .data;
    let claim = domain.claim().unwrap();
    assert_eq!(domain.name(), Some("example.com"));
    assert_eq!(claim.kind, Some(ClaimType::Dns));
    assert_eq!(claim.status, Some(ClaimStatus::MissingToken));
}

#[tokio::test]
async fn lists_directories() {
    let site = Site::start().await;
    let directory = json!({"directoryId": "dir-1", "name": "Acme", "icon": "https://x"});
    site.answer(
        "GET /admin/v2/orgs/org-1/directories?directoryIds=dir-1&directoryIds=dir-2&accountId=a1&searchTerm=ac&limit=100",
        200,
        json!({"data": [directory], "links": {"self": "x"}}),
    )
    .await;
    let call = site
        .api
        .directories()
        .list("org-1")
        .directory_ids(["dir-1", "dir-2"])
        .account_id("a1")
        .search_term("ac");
    let directories = call.items().collect().await.unwrap();
    assert_eq!(to_value(&directories[0]).unwrap(), directory);
}

/// Both forms of the link to the next page, one after the other.
#[tokio::test]
async fn lists_managed_accounts_through_both_kinds_of_links() {
    let site = Site::start().await;
    let account = |id: &str| {
        json!({
            "account_id": id, "account_type": "atlassian", "account_status": "inactive", "name": "Mia Example",
            "picture": "https://x", "email": "mia@example.com", "access_billable": true,
            "last_active": "2026-11-01T00:00:00Z",
            "product_access": [{"key": "confluence", "name": "Confluence", "url": "https://acme.example.com",
                "last_active": "2026-11-01T00:00:00Z"}],
            "links": {"self": "https://x"}
        })
    };
    let page = |id: &str, next: Option<&str>| json!({"data": [account(id)], "meta": {"total": 3}, "links": {"self": "x", "next": next}});
    site.answer(&format!("GET {ORG}/users"), 200, page("a1", Some(NEXT[0])))
        .await;
    site.answer(
        &format!("GET {ORG}/users?limit=7&cursor=c%2F2"),
        200,
        page("a2", Some("c3")),
    )
    .await;
    site.answer(&format!("GET {ORG}/users?cursor=c3"), 200, page("a3", None))
        .await;
    let accounts = site
        .api
        .managed_accounts()
        .list("org-1")
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(accounts.len(), 3);
    assert_eq!(to_value(&accounts[0]).unwrap(), account("a1"));
    assert_eq!(accounts[0].account_status, Some(AccountStatus::Inactive));
}

fn activity(cloud: &str, key: &str, day: &str) -> Value {
    json!({"id": format!("ari:cloud:{key}::site/{cloud}"), "key": key, "last_active": day,
        "last_active_timestamp": format!("{day}T10:00:00Z")})
}

#[tokio::test]
async fn never_is_told_from_unknown() {
    let site = Site::start().await;
    let path = |id: &str| format!("GET {ORG}/directory/users/{id}/last-active-dates");
    let page = |products: Vec<Value>, next: Option<&str>| json!({"data": {"product_access": products, "added_to_org": "2026-01-01"}, "links": {"next": next}});
    let first = page(
        vec![
            activity("1", "jira-software", "2026-10-01"),
            activity("1", "confluence", "2026-11-02"),
        ],
        Some(NEXT[1]),
    );
    site.answer(&path("used"), 200, first).await;
    let second = page(vec![activity("2", "jira-software", "2026-10-03")], None);
    site.answer(&format!("{}?cursor=c%2F2", path("used")), 200, second)
        .await;
    site.answer(&path("never"), 200, page(vec![], None)).await;
    site.answer(&path("broken"), 500, json!({})).await;

    let dates = site.api.last_active();
    let used = dates.of("org-1", "used").await;
    assert_eq!(
        used.latest().map(Timestamp::as_str),
        Some("2026-11-02T10:00:00Z")
    );
    let Activity::Last(jira) = used.of_product("jira-software") else {
        panic!("{used:?}");
    };
    assert_eq!(
        jira.last_active.as_ref().map(Timestamp::as_str),
        Some("2026-10-03")
    );
    let first = ResourceId::new("ari:cloud:jira-software::site/1");
    let Activity::Last(jira) = used.of_resource(&first) else {
        panic!("{used:?}");
    };
    assert_eq!(
        to_value(jira).unwrap(),
        activity("1", "jira-software", "2026-10-01")
    );
    assert!(matches!(used.of_product("trello"), Activity::Never));

    let never = dates.of("org-1", "never").await;
    assert!(matches!(never, LastActive::Never) && never.latest().is_none());
    assert!(matches!(never.of_product("confluence"), Activity::Never));
    let broken = dates.of("org-1", "broken").await;
    assert!(matches!(broken, LastActive::Unknown(_)) && broken.latest().is_none());
    assert!(matches!(
        broken.of_product("confluence"),
        Activity::Unknown(_)
    ));
}
