use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let groups = site.jira.groups();
    let made = groups.create("tour guides").send().await.unwrap();
    let id = made.group_id.unwrap();
    let all = groups.list().items().collect().await.unwrap();
    assert_eq!(all.len(), site.sim.groups().len());
    let found = groups.pick().query("tour").send().await.unwrap();
    assert_eq!(
        found.groups.good().next().unwrap().group_id.as_ref(),
        Some(&id)
    );

    let me = site
        .jira
        .myself()
        .get()
        .send()
        .await
        .unwrap()
        .account_id
        .unwrap();
    groups.add_member(&id, &me).send().await.unwrap();
    let members = groups.members(&id).items().collect().await.unwrap();
    assert_eq!(members[0].account_id.as_ref(), Some(&me));
    groups.remove_member(&id, &me).send().await.unwrap();
    assert!(
        groups
            .members(&id)
            .items()
            .collect()
            .await
            .unwrap()
            .is_empty()
    );
    groups.delete(&id).send().await.unwrap();
    assert!(groups.members(&id).send().await.unwrap_err().is_not_found());
}
