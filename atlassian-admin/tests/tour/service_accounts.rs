use serde_json::{Value, json};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let accounts = site.admin.service_accounts();
    let org = &site.org;
    let before = accounts.list(org).items().collect().await.unwrap();
    let body = json!({"displayName": "Guide", "description": "On a tour"});
    let made: Value = accounts
        .create(org, body)
        .send()
        .await
        .unwrap()
        .decode()
        .unwrap();
    let listed = accounts.list(org).items().collect().await.unwrap();
    assert_eq!(listed.len(), before.len() + 1);
    let guide = listed
        .iter()
        .find(|one| made["id"] == one.id.as_str())
        .unwrap();
    assert_eq!(guide.display_name.as_deref(), Some("Guide"));
    assert!(guide.account_id.is_some() && guide.created_by.is_some() && guide.updated_at.is_some());

    let change = json!({"id": guide.id, "displayName": "Leader"});
    let changed = accounts.update(org, change).send().await.unwrap();
    assert_eq!(changed["displayName"], "Leader");

    let old = &before[0].id;
    let all = accounts.all_api_tokens(org).send().await.unwrap();
    let own = accounts.api_tokens(org, old).send().await.unwrap();
    let count = own["data"].as_array().unwrap().len();
    assert!(count > 0 && all["data"].as_array().unwrap().len() >= count);
    let counted = accounts.count_api_tokens(org, [old]).send().await.unwrap();
    assert_eq!(counted, u64::try_from(count).unwrap());
    accounts.revoke_api_tokens(org, old).send().await.unwrap();
    let counted = accounts.count_api_tokens(org, [old]).send().await.unwrap();
    assert_eq!(counted, 0);

    let all = accounts.all_oauth_clients(org).send().await.unwrap();
    assert!(all["data"][0]["clientId"].is_string());
    let own = accounts.oauth_clients(org, &guide.id).send().await.unwrap();
    assert_eq!(own["data"], json!([]));

    accounts.delete(org, &guide.id).send().await.unwrap();
    let listed = accounts.list(org).items().collect().await.unwrap();
    assert_eq!(listed.len(), before.len());
}
