use confluence_client::users::{AccountType, UserExpand};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let users = site.api.users();
    let me = users.current().expand([UserExpand::Operations]);
    let me = me.send().await.unwrap();
    assert!(!me.operations.unwrap().is_empty());
    let member = site.as_member().users().current().send().await.unwrap();
    let found = users.get(member.account_id.unwrap()).send().await.unwrap();
    assert_eq!(found.account_type, Some(AccountType::Atlassian));
    assert_ne!(found.account_id, me.account_id);
}
