use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let roles = site.jira.application_roles();
    let all = roles.list().send().await.unwrap().into_vec().unwrap();
    assert_eq!(all.len(), site.sim.roles().len());
    let first = all[0].key.clone();
    assert_eq!(roles.get(first).send().await.unwrap().name, all[0].name);
}
