use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let orgs = site.admin.orgs();
    let listed = orgs.list().items().collect().await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].id, site.org);
    let one = orgs.get(&site.org).send().await.unwrap().data;
    assert_eq!(one.name(), listed[0].name());
    assert!(one.name().is_some());
}
