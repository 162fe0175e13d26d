use confluence_client::spaces::{DescriptionFormat, SpaceSort, SpaceStatus, SpaceType};
use serde_json::{Value, json};

use crate::requests::assert_sends;
use crate::site::Site;

fn space(id: u32, key: &str) -> Value {
    json!({"id": id.to_string(), "key": key, "name": "Docs", "type": "global", "status": "current",
        "authorId": "a1", "currentActiveAlias": key, "createdAt": "2026-01-02T03:04:05.006Z", "homepageId": "98417",
        "description": null, "icon": null, "_links": {"webui": "/spaces/DOCS"}})
}

#[tokio::test]
async fn lists_spaces_by_the_links_of_the_answers() {
    let site = Site::start().await;
    let next = "/wiki/api/v2/spaces?limit=250&cursor=eyJpZCI6IjEi%3D%3D";
    let links = json!({"next": next, "base": "https://acme.atlassian.net/wiki"});
    let page = json!({"results": [space(1, "DOCS"), space(2, "~ab")], "_links": links});
    site.answer("GET /wiki/api/v2/spaces?limit=250", 200, page)
        .await;
    // One comes twice, since another was archived meanwhile; and a link without a next page.
    let links = json!({"base": "https://acme.atlassian.net/wiki"});
    let page = json!({"results": [space(2, "~ab"), space(3, "OPS")], "_links": links});
    site.answer(&format!("GET {next}"), 200, page).await;
    let spaces = site.api.spaces().list().items().collect().await.unwrap();
    let keys: Vec<_> = spaces.iter().map(|space| space.key.as_str()).collect();
    assert_eq!(keys, ["DOCS", "~ab", "OPS"]);
    assert_eq!(spaces[0].kind, Some(SpaceType::Global));
    assert_eq!(spaces[0].homepage_id.as_ref().unwrap().as_str(), "98417");
}

#[tokio::test]
async fn asks_for_some_spaces_and_never_for_all_by_mistake() {
    let site = Site::start().await;
    let spaces = site.api.spaces();
    assert_sends! {
        spaces.list().kind(SpaceType::KnowledgeBase).status(SpaceStatus::Archived).favorited_by("a1")
            .not_favorited_by("a2").sort(SpaceSort::KeyDescending).description_format(DescriptionFormat::View)
            .include_icon(true).ids(["1", "2"]).keys(["DOCS"]).labels(["team", "x"]),
        "GET /wiki/api/v2/spaces?type=knowledge_base&status=archived&favorited-by=a1&not-favorited-by=a2&sort=-key\
            &description-format=view&include-icon=true&ids=1,2&keys=DOCS&labels=team,x";
    }
    let nothing: [&str; 0] = [];
    let error = spaces.list().ids(nothing).send().await.unwrap_err();
    assert!(error.to_string().contains("empty list"), "{error}");
}
