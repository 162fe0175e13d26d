use confluence_client::content::ContentType;
use confluence_client::page_tree::{
    ChildSort, CopiedTitles, CopyBody, Destination, Position, Target,
};
use confluence_client::{PageId, SpaceKey};
use serde_json::json;

use crate::requests::assert_sends;
use crate::site::Site;

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let tree = site.api.page_tree();
    assert_sends! {
        tree.children("1").sort(ChildSort::PositionDescending),
        "GET /wiki/api/v2/pages/1/direct-children?sort=-child-position";
        tree.descendants("1").depth(10_u32), "GET /wiki/api/v2/pages/1/descendants?depth=10";
        tree.ancestors("1"), "GET /wiki/api/v2/pages/1/ancestors";
        tree.move_page("1", Position::Below, Target::page("2")), "PUT /wiki/rest/api/content/1/move/append/2";
        tree.move_page("1", Position::Before, Target::page("2")), "PUT /wiki/rest/api/content/1/move/before/2";
        tree.copy("1", Destination::Space(SpaceKey::new("DOCS"))), "POST /wiki/rest/api/content/1/copy",
        {"destination": {"type": "space", "value": "DOCS"}};
        tree.copy("1", Destination::ExistingPage(PageId::new("2"))).title("Copy").attachments(true).permissions(true)
            .properties(true).labels(true).custom_contents(false).body(CopyBody::storage("<p/>")),
        "POST /wiki/rest/api/content/1/copy",
        {"destination": {"type": "existing_page", "value": "2"}, "pageTitle": "Copy", "copyAttachments": true,
            "copyPermissions": true, "copyProperties": true, "copyLabels": true, "copyCustomContents": false,
            "body": {"storage": {"representation": "storage", "value": "<p/>"}}};
        tree.copy_all("1", Target::page("2")), "POST /wiki/rest/api/content/1/pagehierarchy/copy", {"destinationPageId": "2"};
        tree.copy_all("1", Target::page("2")).titles(CopiedTitles::prefix("New ").replace("2025", "2026")).attachments(true)
            .permissions(true).properties(true).labels(true).custom_contents(true).descendants(false),
        "POST /wiki/rest/api/content/1/pagehierarchy/copy",
        {"destinationPageId": "2", "titleOptions": {"prefix": "New ", "search": "2025", "replace": "2026"},
            "copyAttachments": true, "copyPermissions": true, "copyProperties": true, "copyLabels": true,
            "copyCustomContents": true, "copyDescendants": false};
    }
}

#[tokio::test]
async fn the_tree_is_read() {
    let site = Site::start().await;
    let tree = site.api.page_tree();
    let children = json!({"results": [{"id": "2", "status": "current", "title": "Below", "type": "folder",
        "spaceId": "65538", "childPosition": 5}], "_links": {"base": "https://acme.example.com/wiki"}});
    site.answer(
        "GET /wiki/api/v2/pages/1/direct-children?limit=250",
        children,
    )
    .await;
    let children = tree.children("1").items().collect().await.unwrap();
    assert_eq!(
        (
            children[0].id.as_str(),
            &children[0].kind,
            children[0].child_position
        ),
        ("2", &Some(ContentType::Folder), Some(5))
    );

    let next = "/wiki/api/v2/pages/1/descendants?depth=5&limit=1&cursor=x";
    let level = |id: &str, depth: u32| {
        json!({"id": id, "status": "current", "title": id, "type": "page",
        "parentId": "1", "depth": depth, "childPosition": 5})
    };
    let first = json!({"results": [level("2", 1)], "_links": {"next": next}});
    site.answer(
        "GET /wiki/api/v2/pages/1/descendants?depth=5&limit=1",
        first,
    )
    .await;
    site.answer(
        &format!("GET {next}"),
        json!({"results": [level("3", 2)], "_links": {}}),
    )
    .await;
    let below = tree
        .descendants("1")
        .depth(5_u32)
        .page_size(1)
        .items()
        .collect()
        .await
        .unwrap();
    let depths: Vec<_> = below.iter().map(|one| one.depth).collect();
    assert_eq!(depths, [Some(1), Some(2)]);

    let above = json!({"results": [{"id": "8", "type": "page"}, {"id": "9", "type": "smart_thing"}], "_links": {}});
    site.answer("GET /wiki/api/v2/pages/1/ancestors?limit=250", above)
        .await;
    let above = tree.ancestors("1").items().collect().await.unwrap();
    assert_eq!(
        above[1].kind,
        Some(ContentType::Other("smart_thing".to_owned()))
    );

    site.answer(
        "PUT /wiki/rest/api/content/1/move/after/2",
        json!({"pageId": "1"}),
    )
    .await;
    let moved = tree
        .move_page("1", Position::After, Target::page("2"))
        .send()
        .await
        .unwrap();
    assert_eq!(moved.page_id.as_str(), "1");

    let copy = json!({"id": "77", "type": "page", "status": "current", "title": "Copy of Plan",
        "version": {"by": {"type": "known", "accountId": "557058:ab", "displayName": "Mia"}, "number": 1,
            "when": "2026-01-02T03:04:05.006Z", "friendlyWhen": "just a moment ago", "message": "", "minorEdit": false},
        "_expandable": {}, "_links": {}});
    let body = json!({"destination": {"type": "parent_page", "value": "2"}});
    site.exchange(
        "POST /wiki/rest/api/content/1/copy",
        Some(body),
        200,
        &copy.to_string(),
    )
    .await;
    let copied = tree
        .copy("1", Destination::ParentPage(PageId::new("2")))
        .send()
        .await
        .unwrap();
    assert_eq!(
        (copied.id.as_str(), copied.version.unwrap().number),
        ("77", 1)
    );

    let task = json!({"id": "1180606", "links": {"status": "/rest/api/longtask/1180606"}});
    let body = json!({"destinationPageId": "2"});
    site.exchange(
        "POST /wiki/rest/api/content/1/pagehierarchy/copy",
        Some(body),
        202,
        &task.to_string(),
    )
    .await;
    let task = tree.copy_all("1", Target::page("2")).send().await.unwrap();
    assert_eq!(task.id.as_str(), "1180606");
}
