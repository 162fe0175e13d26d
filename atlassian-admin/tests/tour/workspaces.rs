use atlassian_admin::workspaces::WorkspaceQuery;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let workspaces = site.admin.workspaces();
    // More than one page: the later ones take a cursor alone.
    let all = workspaces.search(&site.org).page_size(1);
    let all = all.items().collect().await.unwrap();
    assert!(all.len() > 1);
    let query = WorkspaceQuery::field("attributes.typeKey", ["confluence"]);
    let confluence = workspaces.search(&site.org).query(query);
    let confluence = confluence.items().collect().await.unwrap();
    assert_eq!(confluence.len(), 1);
    let attributes = confluence[0].attributes.as_ref().unwrap();
    assert!(attributes.capacity.unwrap() >= attributes.usage.unwrap());
}
