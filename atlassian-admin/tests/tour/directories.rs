use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let directories = site.admin.directories();
    let all = directories.list(&site.org).items().collect().await.unwrap();
    assert_eq!(all.len(), 1);
    let by_id = directories.list(&site.org).directory_ids(["another"]);
    assert!(by_id.items().collect().await.unwrap().is_empty());
}
