use atlassian_admin::managed_accounts::AccountType;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let accounts = site.admin.managed_accounts();
    let listed = accounts.list(&site.org).items().collect().await.unwrap();
    assert!(listed.len() > 10);
    assert!(listed.iter().all(|account| account.email.is_some()));
    let person = |kind: &Option<AccountType>| kind == &Some(AccountType::Atlassian);
    assert!(listed.iter().any(|account| person(&account.account_type)));
    assert!(listed.iter().any(|account| account.last_active.is_some()));
}
