use confluence_client::cql::{Cql, Direction};
use confluence_client::search::{ContentType, Excerpt};
use confluence_client::users::SitePermissionTypeFilter;
use serde_json::{Value, json};

use crate::requests::assert_sends;
use crate::site::Site;

fn content(id: &str) -> Value {
    json!({"id": id, "type": "page", "status": "current", "title": "How to", "childTypes": {}, "macroRenderedOutput": {},
        "_expandable": {"space": "/rest/api/space/DOCS"}, "_links": {"webui": "/spaces/DOCS/pages/1"}})
}

fn result(id: &str) -> Value {
    json!({"content": content(id), "title": "How to", "excerpt": "@@@hl@@@How@@@endhl@@@ to", "url": "/spaces/DOCS/pages/1",
        "resultGlobalContainer": {"title": "Docs", "displayUrl": "/spaces/DOCS"}, "breadcrumbs": [],
        "entityType": "content", "iconCssClass": "aui-icon content-type-page", "lastModified": "2026-01-02T03:04:05.000Z",
        "friendlyLastModified": "Jan 02, 2026", "score": 0.5})
}

/// The link has no `/wiki` in front, another size than was asked for, and a cursor that nobody could compute.
#[tokio::test]
async fn follows_the_links_of_the_answers() {
    let site = Site::start().await;
    let links = json!({"base": "https://acme.atlassian.net/wiki", "context": "/wiki",
        "next": "/rest/api/search?next=true&cursor=_f_Mg%3D%3D_sa_W%22&limit=50&start=50&cql=type+%3D+page"});
    site.answer(
        "GET /wiki/rest/api/search?cql=type+%3D+page&limit=100",
        json!({"results": [result("1")], "start": 0, "limit": 50, "size": 1, "totalSize": 2, "_links": links}),
    )
    .await;
    let space = json!({"space": {"id": 7, "key": "DOCS", "name": "Docs", "type": "global", "status": "current"},
        "title": "Docs", "entityType": "space", "lastModified": "2026-01-02T03:04:05.000Z"});
    site.answer(
        "GET /wiki/rest/api/search?next=true&cursor=_f_Mg%3D%3D_sa_W%22&limit=50&start=50&cql=type+%3D+page",
        json!({"results": [result("2"), space], "start": 50, "limit": 50, "size": 2, "totalSize": 2,
            "_links": {"base": "https://acme.atlassian.net/wiki"}}),
    )
    .await;
    let found = site.api.search().all("type = page").items().collect().await;
    let found = found.unwrap();
    let first = found[0].content.as_ref().unwrap();
    assert_eq!((found.len(), &first.kind), (3, &ContentType::Page));
    assert_eq!(found[2].space.as_ref().unwrap().key.as_str(), "DOCS");
}

#[tokio::test]
async fn asks_as_it_is_told() {
    let site = Site::start().await;
    let search = site.api.search();
    let query = Cql::field("type")
        .eq("page")
        .order_by("created", Direction::Ascending);
    assert_sends! {
        search.all(query.clone()).cql_context("{\"spaceKey\":\"DOCS\"}").include_archived_spaces(true)
            .exclude_current_spaces(false).excerpt(Excerpt::Nothing)
            .site_permission_type_filter(SitePermissionTypeFilter::Licensed).expand(["content.space"]),
            "GET /wiki/rest/api/search?cql=type = \"page\" ORDER BY created ASC&cqlcontext={\"spaceKey\":\"DOCS\"}\
                &includeArchivedSpaces=true&excludeCurrentSpaces=false&excerpt=none&sitePermissionTypeFilter=none\
                &expand=content.space";
        search.content(query).cql_context("{}").expand(["space"]),
            "GET /wiki/rest/api/content/search?cql=type = \"page\" ORDER BY created ASC&cqlcontext={}&expand=space";
    }
    let links =
        json!({"next": "/rest/api/content/search?limit=100&cursor=abc&cql=id+in+%281%2C+2%29"});
    for (request, id, links) in [
        ("cql=id+in+%281%2C+2%29&limit=100", "1", links),
        (
            "limit=100&cursor=abc&cql=id+in+%281%2C+2%29",
            "2",
            json!({}),
        ),
    ] {
        site.answer(
            &format!("GET /wiki/rest/api/content/search?{request}"),
            json!({"results": [content(id)], "limit": 100, "size": 1, "start": 0, "_links": links}),
        )
        .await;
    }
    let found = search.content(Cql::field("id").is_in([1, 2]));
    let found = found.items().collect().await.unwrap();
    let ids: Vec<_> = found
        .iter()
        .filter_map(|content| Some(content.id.as_ref()?.as_str()))
        .collect();
    assert_eq!(ids, ["1", "2"]);
}
