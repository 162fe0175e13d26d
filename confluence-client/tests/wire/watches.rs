use serde_json::{Value, json};

use crate::requests::assert_sends;
use crate::site::Site;

/// Somebody who watches has neither operations nor a space, whoever asks.
fn watcher() -> Value {
    json!({"type": "known", "accountId": "a1", "profilePicture": {"path": "/x", "width": 48, "height": 48,
        "isDefault": false}, "displayName": "Mia", "operations": null, "isExternalCollaborator": false, "isGuest": false,
        "externalCollaborator": false, "accountType": "atlassian", "email": "", "publicName": "mia", "personalSpace": null})
}

#[tokio::test]
async fn tells_who_watches() {
    let site = Site::start().await;
    let watches = site.api.watches();
    let page = |kind: &str, extra: &str, value: Value| {
        let mut watch = json!({"type": kind, "watcher": watcher()});
        watch[extra] = value;
        json!({"results": [watch], "start": 0, "limit": 200, "size": 1, "_links": {}})
    };
    site.answer(
        "GET /wiki/rest/api/content/98417/notification/child-created?limit=200",
        page("page", "contentId", json!(98_417)),
    )
    .await;
    for target in ["content/98417/notification/created", "space/DOCS/watch"] {
        let request = format!("GET /wiki/rest/api/{target}?limit=200");
        site.answer(&request, page("space", "spaceKey", json!("DOCS")))
            .await;
    }
    let of_page = watches.of_page("98417").items().collect().await.unwrap();
    assert_eq!(of_page[0].content_id.as_str(), "98417");
    assert_eq!(
        of_page[0].watcher.account_id.as_ref().unwrap().as_str(),
        "a1"
    );
    for listing in [
        watches.of_space("DOCS").items(),
        watches.of_space_with("98417").items(),
    ] {
        let all = listing.collect().await.unwrap();
        assert_eq!(all[0].space_key.as_ref().unwrap().as_str(), "DOCS");
    }
}

#[tokio::test]
async fn watches_and_stops() {
    let site = Site::start().await;
    let watches = site.api.watches();
    assert_sends! {
        watches.watch_content("98417"), "POST /wiki/rest/api/user/watch/content/98417";
        watches.watch_content("98417").account_id("a1"), "POST /wiki/rest/api/user/watch/content/98417?accountId=a1";
        watches.unwatch_content("98417").account_id("a1"), "DELETE /wiki/rest/api/user/watch/content/98417?accountId=a1";
        watches.watch_space("~ab").account_id("a1"), "POST /wiki/rest/api/user/watch/space/~ab?accountId=a1";
        watches.unwatch_space("DOCS").account_id("a1"), "DELETE /wiki/rest/api/user/watch/space/DOCS?accountId=a1";
        watches.watch_label("how/to").account_id("a1"), "POST /wiki/rest/api/user/watch/label/how%2Fto?accountId=a1";
        watches.unwatch_label("howto").account_id("a1"), "DELETE /wiki/rest/api/user/watch/label/howto?accountId=a1";
    }
    for target in ["content/98417", "space/DOCS", "label/howto"] {
        let request = format!("GET /wiki/rest/api/user/watch/{target}?accountId=a1");
        site.answer(&request, json!({"watching": true})).await;
    }
    let content = watches.is_watching_content("98417").account_id("a1");
    assert!(content.send().await.unwrap().watching);
    let space = watches.is_watching_space("DOCS").account_id("a1");
    assert!(space.send().await.unwrap().watching);
    let label = watches.is_watching_label("howto").account_id("a1");
    assert!(label.send().await.unwrap().watching);
    site.exchange("POST /wiki/rest/api/user/watch/space/DOCS", None, 204, "")
        .await;
    watches.watch_space("DOCS").send().await.unwrap();
}
