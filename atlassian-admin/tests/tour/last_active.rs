use atlassian_admin::last_active::{Activity, LastActive};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let dates = site.admin.last_active();
    let mut used = 0;
    let accounts = site.admin.managed_accounts().list(&site.org);
    for account in accounts.items().collect().await.unwrap() {
        let known = dates.of(&site.org, &account.account_id).await;
        match &known {
            LastActive::Known(products) => {
                used += 1;
                let product = known.of_product(products[0].key.as_str());
                assert!(matches!(product, Activity::Last(_)));
                assert!(known.latest().is_some());
            }
            LastActive::Never => assert!(account.last_active.is_none()),
            // Only people have such days.
            LastActive::Unknown(error) => assert!(error.is_not_found(), "{error}"),
        }
    }
    assert!(used > 0);
    let invite = site.admin.users().invite(&site.org, ["new@example.com"]);
    let invited = invite.send().await.unwrap().data[0].id.clone().unwrap();
    let never = dates.of(&site.org, invited).await;
    assert!(matches!(never, LastActive::Never), "{never:?}");
    let unknown = dates.of(&site.org, "nobody").await;
    assert!(matches!(unknown, LastActive::Unknown(_)), "{unknown:?}");
}
