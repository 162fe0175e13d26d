use confluence_client::properties::{ContentProperty, NewProperty, PropertySort, PropertyUpdate};
use serde_json::{Value, json};

use crate::pages::version;
use crate::requests::assert_sends;
use crate::site::Site;

fn property() -> Value {
    json!({"id": "5", "key": "status", "value": {"done": true}, "version": version(3)})
}

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let read: ContentProperty = serde_json::from_value(property()).unwrap();
    let new = || NewProperty::new("status", json!({"done": false}));
    let update = || PropertyUpdate::of(&read, "over").message("m");
    macro_rules! the_same_for {
        ($($handle:ident $path:literal $id:literal;)+) => { $(
            let all = site.api.$handle();
            assert_sends! {
                all.list($id).key("status").sort(PropertySort::KeyDescending),
                concat!("GET /wiki/api/v2/", $path, "/properties?key=status&sort=-key");
                all.get($id, "5"), concat!("GET /wiki/api/v2/", $path, "/properties/5");
                all.create($id, new()), concat!("POST /wiki/api/v2/", $path, "/properties"),
                {"key": "status", "value": {"done": false}};
                all.update($id, "5", update()), concat!("PUT /wiki/api/v2/", $path, "/properties/5"),
                {"key": "status", "value": "over", "version": {"number": 4, "message": "m"}};
                all.delete($id, "5"), concat!("DELETE /wiki/api/v2/", $path, "/properties/5");
            }
            let call = all.update($id, "5", update());
            assert!(!call.request().is_safe_to_repeat());
        )+ };
    }
    the_same_for! {
        page_properties "pages/1" "1";
        blog_post_properties "blogposts/1" "1";
        attachment_properties "attachments/att1" "att1";
        comment_properties "comments/1" "1";
    }
}

#[tokio::test]
async fn a_property_is_read() {
    let site = Site::start().await;
    let all = json!({"results": [property()], "_links": {}});
    site.answer("GET /wiki/api/v2/pages/1/properties?limit=250", all)
        .await;
    let found = site
        .api
        .page_properties()
        .list("1")
        .items()
        .collect()
        .await
        .unwrap();
    let value: std::collections::BTreeMap<String, bool> = found[0].read().unwrap();
    assert_eq!((found[0].key.as_str(), value["done"]), ("status", true));
    assert_eq!(found[0].version.as_ref().unwrap().number, 3);
    assert!(found[0].read::<u32>().is_err());
}
