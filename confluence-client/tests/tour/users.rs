use std::collections::BTreeSet;

use confluence_client::cql::Cql;
use confluence_client::users::{AccountStatus, AccountType, UserExpand};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let users = site.api.users();
    let me = users.current().expand([UserExpand::Operations]);
    let me = me.send().await.unwrap();
    let my_id = me.account_id.unwrap();
    assert!(!me.operations.unwrap().is_empty());
    let member = site.as_member().users().current().send().await.unwrap();
    let member_id = member.account_id.unwrap();
    let found = users.get(&member_id).send().await.unwrap();
    assert_eq!(found.account_type, Some(AccountType::Atlassian));
    assert_ne!(member_id, my_id);
    let nobody = users.anonymous().expand([UserExpand::Operations]);
    assert!(nobody.send().await.unwrap().operations.unwrap().is_empty());

    let profiles = users.bulk([my_id.as_str(), "nobody-has-this"]).send().await;
    let profiles = profiles.unwrap().results.into_vec().unwrap();
    assert_eq!(profiles.len(), 1);
    assert_eq!(profiles[0].account_status, Some(AccountStatus::Active));

    let by_id = users.search(Cql::field("user").eq(&member_id)).items();
    let by_id = by_id.collect().await.unwrap();
    assert_eq!(by_id.len(), 1);
    assert_eq!(by_id[0].user.account_id.as_ref(), Some(&member_id));
    let groups = users.groups(&member_id).page_size(1).items();
    assert!(!groups.collect().await.unwrap().is_empty());

    let address = me.email.unwrap();
    let emails = [address.as_str(), "stranger@example.com", "odd"];
    let checked = users.check_access(emails).send().await.unwrap();
    assert_eq!(checked.emails_without_access, ["stranger@example.com"]);
    assert_eq!(checked.invalid_emails, ["odd"]);
    users.invite(emails).send().await.unwrap();

    // Everybody whom search and groups tell of, in one stream, each once.
    let mut expected = BTreeSet::new();
    for group in site.sim.groups() {
        expected.extend(site.sim.members(&group.group_id));
    }
    let found = users.search("type = user").items().collect().await.unwrap();
    let found = found.into_iter().filter_map(|found| found.user.account_id);
    expected.extend(found.map(confluence_client::AccountId::into_inner));
    let everyone = users.everyone().collect().await.unwrap();
    let ids: Vec<String> = everyone
        .into_iter()
        .filter_map(|user| Some(user.account_id?.into_inner()))
        .collect();
    let distinct: BTreeSet<String> = ids.iter().cloned().collect();
    assert_eq!(distinct.len(), ids.len());
    assert!(distinct.is_superset(&expected), "{expected:?} {distinct:?}");
}
