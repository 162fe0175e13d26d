use confluence_client::groups::GroupAccessType;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let groups = site.api.groups();
    let made = groups.create("tour guides").send().await.unwrap();
    let all = groups.list().page_size(3).items().collect().await.unwrap();
    assert_eq!(all.len(), site.sim.groups().len());
    let admins = groups
        .list()
        .access_type(GroupAccessType::SiteAdmin)
        .items();
    assert!(admins.collect().await.unwrap().len() < all.len());
    let found = groups.pick("tour").should_return_total_size(true);
    let found = found.send().await.unwrap();
    assert_eq!(found.total, Some(1));
    assert_eq!(found.items.into_vec().unwrap()[0].id, made.id);
    assert_eq!(groups.get(&made.id).send().await.unwrap().name, made.name);

    let me = site.api.users().current().send().await.unwrap();
    let me = me.account_id.unwrap();
    groups.add_member(&made.id, &me).send().await.unwrap();
    let members = groups.members(&made.id).items().collect().await.unwrap();
    assert_eq!(members[0].account_id.as_ref(), Some(&me));
    groups.remove_member(&made.id, &me).send().await.unwrap();
    let members = groups.members(&made.id).items().collect().await.unwrap();
    assert!(members.is_empty());
    groups.delete(&made.id).send().await.unwrap();
    let error = groups.get(&made.id).send().await.unwrap_err();
    assert!(error.is_not_found(), "{error}");

    // A page of one is as good as a page of all.
    let large = all
        .iter()
        .max_by_key(|group| site.sim.members(group.id.as_str()).len());
    let large = &large.unwrap().id;
    let members = groups.members(large).page_size(1).items();
    let members = members.collect().await.unwrap();
    assert_eq!(members.len(), site.sim.members(large.as_str()).len());
}
