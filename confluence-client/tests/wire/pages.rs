use confluence_client::content::{BodyFormat, ContentStatus, ContentType, NewBody};
use confluence_client::document::Document;
use confluence_client::pages::{NewPage, PageDepth, PageSort, PageSubtype, PageUpdate, WikiPage};
use serde_json::{Value, json};

use crate::requests::assert_sends;
use crate::site::Site;

pub(crate) fn version(number: u32) -> Value {
    json!({"number": number, "message": "Typos", "minorEdit": false, "authorId": "557058:ab",
        "createdAt": "2026-01-02T03:04:05.006Z", "ncsStepVersion": null})
}

fn page() -> Value {
    json!({"id": "65601", "status": "current", "title": "Plan", "spaceId": "65538", "parentId": "98417",
        "parentType": "folder", "position": 567, "authorId": "557058:ab", "ownerId": "557058:cd", "lastOwnerId": null,
        "createdAt": "2026-01-01T00:00:00.000Z", "version": version(7), "body": {},
        "_links": {"webui": "/spaces/DOCS/pages/65601/Plan", "editui": "/pages/resumedraft.action?draftId=65601",
            "tinyui": "/x/QQAB"}})
}

fn read(value: Value) -> WikiPage {
    serde_json::from_value(value).unwrap()
}

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let pages = site.api.pages();
    let text = || NewBody::storage("<p>Ship it.</p>");
    assert_sends! {
        pages.list().ids(["1", "2"]).spaces(["3"]).status([ContentStatus::Archived, ContentStatus::Trashed]).title("A & B")
            .subtype(PageSubtype::Live).sort(PageSort::ModifiedDescending).body_format(BodyFormat::Document),
        "GET /wiki/api/v2/pages?id=1,2&space-id=3&status=archived,trashed&title=A & B&subtype=live&sort=-modified-date\
            &body-format=atlas_doc_format";
        pages.in_space("65538").depth(PageDepth::Root).title("Plan").sort(PageSort::Title).body_format(BodyFormat::Storage)
            .status([ContentStatus::Current]),
        "GET /wiki/api/v2/spaces/65538/pages?depth=root&title=Plan&sort=title&body-format=storage&status=current";
        pages.with_label("7").sort(PageSort::IdDescending).body_format(BodyFormat::Storage).spaces(["1", "2"]),
        "GET /wiki/api/v2/labels/7/pages?sort=-id&body-format=storage&space-id=1,2";
        pages.get("65601").body_format(BodyFormat::View).draft(true).version(3_u32).include_labels(true)
            .include_properties(true).include_operations(true).include_likes(true).include_versions(true)
            .include_favorite(true).status([ContentStatus::Draft]),
        "GET /wiki/api/v2/pages/65601?body-format=view&get-draft=true&version=3&include-labels=true\
            &include-properties=true&include-operations=true&include-likes=true&include-versions=true\
            &include-favorited-by-current-user-status=true&status=draft";
        pages.create(NewPage::new("65538", "Plan")).private(true).root_level(true).embedded(false),
        "POST /wiki/api/v2/pages?private=true&root-level=true&embedded=false",
        {"spaceId": "65538", "status": "current", "title": "Plan"};
        pages.create(NewPage::new("65538", "Plan").body(text()).parent("9").draft().live()),
        "POST /wiki/api/v2/pages",
        {"spaceId": "65538", "status": "draft", "title": "Plan", "parentId": "9", "subtype": "live",
            "body": {"representation": "storage", "value": "<p>Ship it.</p>"}};
        pages.rename("65601", "Plan B", ContentStatus::Draft), "PUT /wiki/api/v2/pages/65601/title",
        {"title": "Plan B", "status": "draft"};
        pages.delete("65601"), "DELETE /wiki/api/v2/pages/65601";
        pages.delete("65601").purge(true).draft(false), "DELETE /wiki/api/v2/pages/65601?purge=true&draft=false";
    }
}

#[tokio::test]
async fn a_change_says_which_version_it_was_made_from() {
    let site = Site::start().await;
    let pages = site.api.pages();
    let read_page = read(page());
    let update = |page: &WikiPage| PageUpdate::of(page, Document::new());
    let body = json!({"representation": "atlas_doc_format", "value": "{\"type\":\"doc\",\"content\":[],\"version\":1}"});
    let sent = |update: PageUpdate| {
        let (line, mut sent) = crate::requests::shown(pages.update("65601", update).request());
        assert_eq!(line, "PUT /wiki/api/v2/pages/65601");
        let tree: Value = serde_json::from_str(sent["body"]["value"].as_str().unwrap()).unwrap();
        let expected: Value = serde_json::from_str(body["value"].as_str().unwrap()).unwrap();
        assert_eq!(tree, expected);
        sent["body"].take();
        sent
    };
    assert_eq!(
        sent(update(&read_page)),
        json!({"id": "65601", "status": "current", "title": "Plan", "body": null, "version": {"number": 8}})
    );
    let all = update(&read_page)
        .title("Plan B")
        .parent("1")
        .owner("557058:ef")
        .message("Shipped");
    assert_eq!(
        sent(all),
        json!({"id": "65601", "status": "current", "title": "Plan B", "parentId": "1", "ownerId": "557058:ef",
            "body": null, "version": {"number": 8, "message": "Shipped"}})
    );
    let beside = sent(update(&read_page).message("later").draft());
    assert_eq!(
        (&beside["status"], &beside["version"]),
        (&json!("draft"), &json!({"number": 1, "message": "later"}))
    );
    let mut draft = page();
    draft["status"] = json!("draft");
    draft["version"] = version(1);
    let published = sent(update(&read(draft)).publish());
    assert_eq!(
        (&published["status"], &published["version"]["number"]),
        (&json!("current"), &json!(1))
    );
    // A draft beside a published page has a number of its own.
    let mut draft = page();
    draft["status"] = json!("draft");
    draft["version"] = version(1);
    let draft = read(draft);
    let next = || read_page.next_version();
    for (made, expected) in [
        (update(&read_page).draft().publish(), json!({"number": 8})),
        (
            update(&draft).publish().version(next()),
            json!({"number": 8}),
        ),
        (
            update(&draft).message("m").version(next()).publish(),
            json!({"number": 8, "message": "m"}),
        ),
        (
            update(&draft).message("m").version(next().message("n")),
            json!({"number": 1, "message": "n"}),
        ),
    ] {
        assert_eq!(sent(made)["version"], expected);
    }
    let mut known = page();
    known["status"] = json!("draft");
    let published = sent(update(&read(known)).publish());
    assert_eq!(published["version"]["number"], 8);
    // The service refuses the first number of a page that has others.
    let mut unknown = page();
    unknown["version"] = Value::Null;
    assert_eq!(sent(update(&read(unknown)))["version"]["number"], 1);
    assert!(
        !pages
            .update("65601", update(&read_page))
            .request()
            .is_safe_to_repeat()
    );
}

#[tokio::test]
async fn a_page_that_somebody_else_has_changed_is_not_written_over() {
    let site = Site::start().await;
    let refusal = json!({"errors": [{"status": 409, "code": "CONFLICT", "title":
        "Version must be incremented when updating a page. Current Version: [8]. Provided version: [8]", "detail": null}]});
    let update = PageUpdate::of(&read(page()), NewBody::storage("<p/>"));
    let body = json!({"id": "65601", "status": "current", "title": "Plan", "version": {"number": 8},
        "body": {"representation": "storage", "value": "<p/>"}});
    let mock = site
        .exchange(
            "PUT /wiki/api/v2/pages/65601",
            Some(body),
            409,
            &refusal.to_string(),
        )
        .await;
    let error = site
        .api
        .pages()
        .update("65601", update)
        .send()
        .await
        .unwrap_err();
    assert!(error.is_conflict());
    let shown = error.to_string();
    assert!(shown.contains("Current Version: [8]"), "{shown}");
    assert!(shown.contains("Read it again"), "{shown}");
    mock.assert_calls_async(1).await;
}

#[tokio::test]
async fn lists_pages_by_the_links_of_the_answers() {
    let site = Site::start().await;
    let next = "/wiki/api/v2/pages?title=Plan&limit=2&cursor=abc%3D";
    let mut other = page();
    other["id"] = json!(65_602);
    let first = json!({"results": [page(), {"id": []}], "_links": {"next": next, "base": "https://acme.example.com/wiki"}});
    site.answer("GET /wiki/api/v2/pages?title=Plan&limit=2", first)
        .await;
    site.answer(
        &format!("GET {next}"),
        json!({"results": [page(), other], "_links": {}}),
    )
    .await;
    let mut found = site.api.pages().list().title("Plan").page_size(2).items();
    let plan = found.next().await.unwrap().unwrap();
    assert_eq!(
        (plan.id.as_str(), plan.title.as_deref(), plan.parent_type),
        ("65601", Some("Plan"), Some(ContentType::Folder))
    );
    assert!(found.next().await.unwrap().is_err(), "the odd one is shown");
    assert_eq!(found.next().await.unwrap().unwrap().id.as_str(), "65602");
    assert!(found.next().await.is_none());
}

#[tokio::test]
async fn a_page_is_read_with_all_that_it_includes() {
    let site = Site::start().await;
    let mut whole = page();
    let included = |results: Value| {
        json!({"results": results, "meta": {"hasMore": true, "cursor": "c"},
        "_links": {"self": "/wiki/api/v2/pages/65601/labels"}})
    };
    whole["body"] = json!({"storage": {"representation": "storage", "value": "<p>a</p>"}});
    whole["labels"] = included(json!([{"id": "1", "name": "plan", "prefix": "global"}]));
    whole["properties"] =
        included(json!([{"id": "2", "key": "k", "value": {"a": 1}, "version": version(1)}]));
    whole["operations"] = included(json!([{"operation": "read", "targetType": "page"}]));
    whole["likes"] = included(json!([{"accountId": "557058:ab"}]));
    whole["versions"] = included(json!([version(7), version(6)]));
    whole["isFavoritedByCurrentUser"] = json!(true);
    whole["_links"]["base"] = json!("https://acme.example.com/wiki");
    site.answer("GET /wiki/api/v2/pages/65601?body-format=storage", whole)
        .await;
    let call = site
        .api
        .pages()
        .get("65601")
        .body_format(BodyFormat::Storage);
    let page = call.send().await.unwrap();
    assert_eq!(page.body.storage(), Some("<p>a</p>"));
    assert_eq!(page.version.as_ref().unwrap().number, 7);
    assert_eq!(page.owner_id.as_ref().unwrap().as_str(), "557058:cd");
    assert_eq!(page.is_favorited_by_current_user, Some(true));
    let labels = page.labels.unwrap();
    assert_eq!(labels.meta.unwrap().has_more, Some(true));
    assert_eq!(labels.results.good().next().unwrap().name, "plan");
    let properties = page.properties.unwrap().results.into_vec().unwrap();
    assert_eq!(properties[0].value, json!({"a": 1}));
    let operations = page.operations.unwrap().results.into_vec().unwrap();
    assert_eq!(operations[0].operation, "read");
    let likes = page.likes.unwrap().results.into_vec().unwrap();
    assert_eq!(likes[0].account_id.as_str(), "557058:ab");
    let versions = page.versions.unwrap().results.into_vec().unwrap();
    assert_eq!(versions[1].number, 6);
    let links = page.links.unwrap();
    assert_eq!(links.base.as_deref(), Some("https://acme.example.com/wiki"));
    assert_eq!(links.tinyui.as_deref(), Some("/x/QQAB"));
}
