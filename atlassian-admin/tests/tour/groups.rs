use atlassian_admin::groups::GroupExpand;
use atlassian_admin::{DirectoryId, RoleId};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let groups = site.admin.groups();
    let org = &site.org;
    let directory = &site.directory().await;
    let all = groups.search(org, DirectoryId::all()).page_size(2);
    let all = all.items().collect().await.unwrap();
    let counted = groups.count(org, DirectoryId::all()).send().await.unwrap();
    assert_eq!(u64::try_from(all.len()).unwrap(), counted.count);
    #[allow(deprecated, reason = "it works until 2027-06-30")]
    let listed = groups.list(org, DirectoryId::all());
    assert_eq!(listed.items().collect().await.unwrap().len(), all.len());
    let stats = groups.stats(org, DirectoryId::all()).send().await.unwrap();
    assert_eq!(stats.totals.unwrap().all, Some(counted.count));

    groups
        .create(org, directory, "tour guides")
        .description("who show the way")
        .send()
        .await
        .unwrap();
    let named = groups.search(org, directory).group_names(["Tour Guides"]);
    let named = named
        .expand([GroupExpand::Users])
        .items()
        .collect()
        .await
        .unwrap();
    let id = &named[0].id;
    assert_eq!(named[0].counts.as_ref().unwrap().users, Some(0));

    let member = site.sim.member().account_id;
    groups
        .add_member(org, directory, id, &*member)
        .send()
        .await
        .unwrap();
    let again = groups.add_member(org, directory, id, &*member).send().await;
    assert!(again.unwrap_err().is_conflict());
    let found = groups.get(org, directory, id).send().await.unwrap().data;
    assert_eq!(found.counts.unwrap().users, Some(1));
    let members = site
        .admin
        .users()
        .search(org, directory)
        .group_ids([id.clone()]);
    let members = members.items().collect().await.unwrap();
    assert_eq!(members[0].account_id.as_str(), &*member);
    groups
        .remove_member(org, directory, id, &*member)
        .send()
        .await
        .unwrap();

    let workspaces = site.admin.workspaces().search(org);
    let workspace = &workspaces.items().collect().await.unwrap()[0].id;
    groups
        .assign_role(org, directory, id, workspace, RoleId::User)
        .send()
        .await
        .unwrap();
    let roles = groups
        .roles(org, directory, id)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(&roles[0].resource_id, workspace);
    groups
        .revoke_role(org, directory, id, workspace, RoleId::User)
        .send()
        .await
        .unwrap();
    let roles = groups
        .roles(org, directory, id)
        .items()
        .collect()
        .await
        .unwrap();
    assert!(roles.is_empty());
    groups.delete(org, directory, id).send().await.unwrap();
    let gone = groups.get(org, directory, id).send().await;
    assert!(gone.unwrap_err().is_not_found());
}
