use atlassian_admin::Direction;
use atlassian_admin::workspaces::{WorkspaceQuery, WorkspaceSort, WorkspaceStatus};
use serde_json::{json, to_value};

use crate::site::{NEXT, Site};

/// The service refuses a cursor that does not stand alone.
#[tokio::test]
async fn a_later_page_is_asked_for_by_its_cursor_alone() {
    for next in NEXT {
        let site = Site::start().await;
        let workspace = json!({
            "id": "ari:cloud:confluence::site/1",
            "attributes": {
                "name": "acme", "typeKey": "confluence", "type": "Confluence", "owner": "o", "status": "online",
                "statusDetails": [], "sandbox": {"type": "CHILD"}, "capacity": 10, "usage": 3,
                "hostUrl": "https://acme.example.com/wiki", "realm": "EU", "regions": ["EU"], "labels": ["l"], "icons": {},
                "avatars": {"a": 1}, "createdAt": "2026-01-01T00:00:00Z", "createdBy": "ari:cloud:identity::user/a1",
                "updatedAt": "2026-01-01T00:00:00Z"
            },
            "relationships": {"policies": []}, "links": {"self": "https://x"}
        });
        let body = json!({
            "query": {"and": [
                {"field": {"name": "attributes.typeKey", "values": ["confluence"]}}, {"searchWorkspaces": "acme"},
                {"nor": [{"features": ["f"]}, {"policies": ["p"]}]}
            ]},
            "sort": [{"field": "attributes.name", "order": "desc"}], "limit": 100
        });
        let request = "POST /admin/v2/orgs/org-1/workspaces";
        site.exchange(
            request,
            Some(body),
            200,
            json!({"data": [workspace], "links": {"next": next}}),
        )
        .await;
        let alone = Some(json!({"cursor": "c/2"}));
        let second = json!({"data": [{"id": "r2", "attributes": {"capacity": null}}], "links": {}});
        site.exchange(request, alone, 200, second).await;
        let query = WorkspaceQuery::And(vec![
            WorkspaceQuery::field("attributes.typeKey", ["confluence"]),
            WorkspaceQuery::SearchWorkspaces("acme".into()),
            WorkspaceQuery::Nor(vec![
                WorkspaceQuery::Features(vec!["f".into()]),
                WorkspaceQuery::Policies(vec!["p".into()]),
            ]),
        ]);
        let call = site
            .api
            .workspaces()
            .search("org-1")
            .query(query)
            .sort([WorkspaceSort::by("attributes.name", Direction::Descending)]);
        let found = call.items().collect().await.unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(to_value(&found[0]).unwrap(), workspace);
        let attributes = found[0].attributes.as_ref().unwrap();
        assert_eq!(attributes.status, Some(WorkspaceStatus::Online));
    }
}
