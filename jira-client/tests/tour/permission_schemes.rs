use jira_client::cloud::permission_schemes::{
    GrantExpand, HolderType, NewPermissionGrant, PermissionHolder,
};
use jira_client::cloud::permissions::Permission;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let schemes = site.jira.permission_schemes();
    let group = &site.sim.groups()[0];
    let of_group = PermissionHolder::named(HolderType::Group, &group.group_id);
    let browse = NewPermissionGrant::new(Permission::BrowseProjects, of_group);
    let call = schemes
        .create("Tour")
        .description("x")
        .permissions(vec![browse]);
    let made = call.expand([GrantExpand::Group]).send().await.unwrap();
    let holder = made.permissions.unwrap().remove(0).holder.unwrap();
    assert_eq!(holder.parameter.as_deref(), Some(&*group.name));
    assert_eq!(holder.value.as_deref(), Some(&*group.group_id));
    assert_eq!(holder.group.unwrap().name, group.name);

    let lead = PermissionHolder::of(HolderType::ProjectLead);
    let grant = schemes.create_grant(&made.id, lead, Permission::EditIssues);
    let grant = grant.send().await.unwrap();
    let same = schemes.get_grant(&made.id, &grant.id).send().await.unwrap();
    assert_eq!(same.permission, Some(Permission::EditIssues));
    let grants = schemes.grants(&made.id).send().await.unwrap();
    assert_eq!(grants.permissions.len(), 2);
    schemes
        .delete_grant(&made.id, &grant.id)
        .send()
        .await
        .unwrap();

    schemes.update(&made.id, "Tour 2").send().await.unwrap();
    let call = schemes.get(&made.id).expand([GrantExpand::Permissions]);
    let same = call.send().await.unwrap();
    assert_eq!(same.name.as_deref(), Some("Tour 2"));
    assert_eq!(same.permissions.unwrap().len(), 1);
    let call = schemes.update(&made.id, "Tour 2").permissions(vec![]);
    call.send().await.unwrap();
    let grants = schemes.grants(&made.id).send().await.unwrap();
    assert!(grants.permissions.is_empty());

    schemes.delete(&made.id).send().await.unwrap();
    let all = schemes
        .list()
        .expand([GrantExpand::All])
        .send()
        .await
        .unwrap();
    assert!(all.permission_schemes.iter().all(|one| one.id != made.id));
    assert!(all.permission_schemes[0].permissions.is_some());
}
