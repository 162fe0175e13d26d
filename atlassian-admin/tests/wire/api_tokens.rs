use atlassian_admin::api_tokens::{ApiTokenStatus, ApiTokenStatusFilter};
use atlassian_admin::{AccountId, SearchType, Timestamp};
use serde_json::{Value, json};

use crate::site::Site;

const PATH: &str = "/admin/api-access/v1/orgs/org-1/api-tokens";

fn token(id: &str) -> Value {
    json!({
        "id": id, "label": "backup", "status": "ALLOWED", "createdAt": "2026-01-02T03:04:05.678Z",
        "expiresAt": "2027-01-02", "lastActiveAt": "2026-11-01T00:00:00Z",
        "user": {"id": "a1", "orgId": "org-1", "name": "Mia Example", "email": "mia@example.com"}
    })
}

/// `links.next` comes as a full address and as a bare cursor; the page size and the search go with every page.
#[tokio::test]
async fn pages_of_tokens_follow_both_kinds_of_links() {
    let site = Site::start().await;
    let ask = |rest: &str| format!("GET {PATH}?q=backup&status=blocked&pageSize=50{rest}");
    let next = "https://api.atlassian.com/admin/api-access/v1/orgs/org-1/api-tokens?cursor=Yi8%3D&pageSize=50";
    let first = json!({"data": [token("t1"), token("t2")], "links": {"self": "x", "next": next}});
    site.answer(&ask(""), 200, first).await;
    let second = json!({"data": [token("t2"), {"id": "t3"}], "links": {"self": "x", "next": "Yy8=", "prev": "z"}});
    let first_form = format!("GET {PATH}?q=backup&status=blocked&cursor=Yi8%3D&pageSize=50");
    site.answer(&first_form, 200, second).await;
    site.answer(
        &ask("&cursor=Yy8%3D"),
        200,
        json!({"data": [token("t4")], "links": {"self": "x"}}),
    )
    .await;
    let tokens = site.api.api_tokens();
    let call = tokens
        .list("org-1")
        .query("backup")
        .status(ApiTokenStatusFilter::Blocked);
    let found = call.items().collect().await.unwrap();
    let ids: Vec<_> = found.iter().map(|token| token.id.as_str()).collect();
    assert_eq!(ids, ["t1", "t2", "t3", "t4"]);
    assert_eq!(found[0].status, Some(ApiTokenStatus::Allowed));
    assert_eq!(
        found[0].expires_at.as_ref().map(Timestamp::as_str),
        Some("2027-01-02")
    );
    assert_eq!(
        found[0].user.as_ref().unwrap().id,
        Some(AccountId::new("a1"))
    );
    assert!(found[2].last_active_at.is_none() && found[0].scopes.is_none());
    assert_eq!(serde_json::to_value(&found[0]).unwrap(), token("t1"));
}

#[tokio::test]
async fn a_page_size_is_sent_whatever_happens() {
    let site = Site::start().await;
    let page = json!({"data": [token("t1")], "links": {"self": "x", "next": null}});
    site.answer(&format!("GET {PATH}?pageSize=50"), 200, page.clone())
        .await;
    site.answer(&format!("GET {PATH}?pageSize=10"), 200, page)
        .await;
    site.answer(
        &format!("GET {PATH}"),
        500,
        json!({"message": "Internal Server Error"}),
    )
    .await;
    let tokens = site.api.api_tokens();
    assert_eq!(
        tokens.list("org-1").items().collect().await.unwrap().len(),
        1
    );
    assert_eq!(tokens.list("org-1").send().await.unwrap().items.len(), 1);
    assert_eq!(
        tokens
            .list("org-1")
            .page_size(10)
            .pages()
            .first()
            .await
            .unwrap()
            .items
            .len(),
        1
    );
}

#[test]
fn a_search_by_dates_is_spelt_as_the_service_wants_it() {
    let site = atlassian_admin::Client::builder(atlassian_admin::Admin::site().unwrap());
    let tokens = atlassian_admin::Admin::new(site.build().unwrap()).api_tokens();
    let call = tokens
        .list("org-1")
        .created_at_search_type(SearchType::Range)
        .created_at_uom("day")
        .created_at_value(7_u32)
        .created_at_from(Timestamp::new("2026-01-01T00:00:00Z"))
        .created_at_to(Timestamp::new("2026-02-01T00:00:00Z"))
        .created_at_range_from("30d")
        .created_at_range_to("7d")
        .last_active_at_search_type(SearchType::GreaterThan)
        .last_active_at_uom("day")
        .last_active_at_value(90_u32)
        .last_active_at_from(Timestamp::new("2026-01-01T00:00:00Z"))
        .last_active_at_to(Timestamp::new("2026-02-01T00:00:00Z"))
        .last_active_at_range_from("30d")
        .last_active_at_range_to("7d")
        .sort("-lastActiveAt");
    let sent: Vec<_> = call
        .request()
        .query()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let dates = |field: &str, kind: &str, value: u32| {
        [
            format!("{field}SearchType={kind}"),
            format!("{field}Uom=day"),
            format!("{field}Value={value}"),
            format!("{field}From=2026-01-01T00:00:00Z"),
            format!("{field}To=2026-02-01T00:00:00Z"),
            format!("{field}RangeFrom=30d"),
            format!("{field}RangeTo=7d"),
        ]
    };
    let mut expected = dates("createdAt", "range", 7).to_vec();
    expected.extend(dates("lastActiveAt", "gt", 90));
    expected.push("sort=-lastActiveAt".into());
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn counts_and_revokes_tokens() {
    let site = Site::start().await;
    site.answer(
        &format!("GET {PATH}/count?q=x&status=allowed"),
        200,
        json!(42),
    )
    .await;
    let tokens = site.api.api_tokens();
    let call = tokens
        .count("org-1")
        .query("x")
        .status(ApiTokenStatusFilter::Allowed);
    assert_eq!(call.send().await.unwrap(), 42);

    site.answer(&format!("DELETE {PATH}"), 200, Value::Null)
        .await;
    let call = tokens.revoke_all("org-1");
    assert!(!call.request().is_safe_to_repeat());
    call.send().await.unwrap();
}
