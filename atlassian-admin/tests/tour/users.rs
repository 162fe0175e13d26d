use atlassian_admin::DirectoryId;
use atlassian_admin::managed_accounts::AccountStatus;
use atlassian_admin::users::{ClaimStatus, MembershipStatus, UserExpand};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let users = site.admin.users();
    let org = &site.org;
    let all = users.search(org, DirectoryId::all()).page_size(7);
    let all = all.items().collect().await.unwrap();
    let counted = users.count(org, DirectoryId::all()).send().await.unwrap();
    assert_eq!(u64::try_from(all.len()).unwrap(), counted.count);
    #[allow(deprecated, reason = "it works until 2027-06-30")]
    let listed = users.list(org, DirectoryId::all());
    assert_eq!(listed.items().collect().await.unwrap().len(), all.len());
    let stats = users.stats(org, DirectoryId::all()).send().await.unwrap();
    let by_status = stats.account_status.iter().filter_map(|one| one.count);
    assert_eq!(by_status.sum::<u64>(), counted.count);

    // Filters, and what is sent on demand.
    let managed = users
        .search(org, DirectoryId::all())
        .claim_status(ClaimStatus::Managed)
        .account_status([AccountStatus::Active])
        .membership_status([MembershipStatus::Active])
        .expand([UserExpand::Groups, UserExpand::ProductAccess]);
    let managed = managed.items().collect().await.unwrap();
    assert!(!managed.is_empty() && managed.len() < all.len());
    assert!(
        managed
            .iter()
            .all(|user| user.groups.is_some() && user.product_access.is_some())
    );

    let directory = &site.directory().await;
    let invited = users.invite(org, ["new.colleague@example.com"]);
    let invited = invited.send().await.unwrap().data;
    assert_eq!(invited[0].failures().count(), 0);
    let id = invited[0].id.clone().unwrap();
    users.suspend(org, directory, &id).send().await.unwrap();
    let membership = async || {
        let found = users.get(org, DirectoryId::all(), &id).send().await;
        found.map(|found| found.data.membership_status.unwrap())
    };
    assert_eq!(membership().await.unwrap(), MembershipStatus::Suspended);
    users.restore(org, directory, &id).send().await.unwrap();
    assert_eq!(membership().await.unwrap(), MembershipStatus::Active);
    users.remove(org, directory, &id).send().await.unwrap();
    assert_ne!(membership().await.ok(), Some(MembershipStatus::Active));
}
