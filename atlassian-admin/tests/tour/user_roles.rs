use atlassian_admin::{DirectoryId, RoleId};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let roles = site.admin.user_roles();
    let org = &site.org;
    let member = site.sim.member().account_id;
    let workspaces = site.admin.workspaces().search(org);
    let workspace = workspaces.items().collect().await.unwrap()[0].id.clone();
    let held = async || {
        let list = roles.list(org, DirectoryId::all(), &*member);
        let list = list.items().collect().await.unwrap();
        let on = |one: &atlassian_admin::user_roles::UserRoleAssignment| one.roles.clone();
        list.iter().flat_map(on).collect::<Vec<RoleId>>()
    };
    assert!(!held().await.contains(&RoleId::Admin));
    let give = roles
        .assign(org, &*member, RoleId::Admin)
        .resource(&workspace);
    give.send().await.unwrap();
    assert!(held().await.contains(&RoleId::Admin));
    let take = roles
        .revoke(org, &*member, RoleId::Admin)
        .resource(&workspace);
    take.send().await.unwrap();
    assert!(!held().await.contains(&RoleId::Admin));

    let give = roles.assign_org_role(org, &*member, RoleId::OrgAdmin);
    give.send().await.unwrap();
    assert!(held().await.contains(&RoleId::OrgAdmin));
    let take = roles.revoke_org_role(org, &*member, RoleId::OrgAdmin);
    take.send().await.unwrap();
    assert!(!held().await.contains(&RoleId::OrgAdmin));
}
