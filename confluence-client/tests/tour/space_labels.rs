use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let labels = site.api.space_labels();
    let page = site.api.search().content("type = page").send().await;
    let page = page.unwrap().items.into_vec().unwrap()[0]
        .id
        .clone()
        .unwrap();
    let path = "/wiki/rest/api/content/{id}/label";
    let label = serde_json::json!([{"prefix": "global", "name": "howto"}]);
    let call = site
        .api
        .request(confluence_client::http::Method::POST, path);
    call.path("id", page.as_str())
        .json(&label)
        .send_raw()
        .await
        .unwrap();
    let found = labels.contents("howto").items().collect().await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].content_id, page);
}
