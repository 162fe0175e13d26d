use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let clients = site.admin.oauth_clients();
    let listed = clients.list(&site.org).items().collect().await.unwrap();
    let counted = clients.count(&site.org).send().await.unwrap();
    assert_eq!(counted["count"], listed.len());
    let one = clients.get(&site.org, &listed[0].id).send().await.unwrap();
    assert_eq!(one.name, listed[0].name);
    assert!(one.created_at.is_some());
    let error = clients.get(&site.org, "unknown").send().await.unwrap_err();
    assert!(error.is_not_found());
}
