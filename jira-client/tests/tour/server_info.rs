use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let info = site.jira.server_info().get().send().await.unwrap();
    assert_eq!(info.base_url, site.sim.url());
}
