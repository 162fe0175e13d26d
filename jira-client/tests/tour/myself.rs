use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let me = site.jira.myself().get().send().await.unwrap();
    assert_eq!(me.email_address.as_deref(), Some(&*site.sim.admin().email));
    let (me, key) = (site.jira.myself(), "user.notifications.mimetype");
    me.set_preference(key, "text").send().await.unwrap();
    assert_eq!(me.preference(key).send().await.unwrap(), "text");
    me.delete_preference(key).send().await.unwrap();
    assert_eq!(me.preference(key).send().await.unwrap(), "html");
}
