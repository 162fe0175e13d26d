use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let me = site.jira.myself().get().send().await.unwrap();
    assert_eq!(me.email_address.as_deref(), Some(&*site.sim.admin().email));
}
