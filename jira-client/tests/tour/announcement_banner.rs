use jira_client::cloud::announcement_banner::BannerVisibility;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let banner = site.jira.announcement_banner();
    let before = banner.get().send().await.unwrap();
    let call = banner.set().message("Down at noon").is_enabled(true);
    call.visibility(BannerVisibility::Private)
        .send()
        .await
        .unwrap();
    let now = banner.get().send().await.unwrap();
    assert_eq!(now.message.as_deref(), Some("Down at noon"));
    assert_eq!(now.visibility, Some(BannerVisibility::Private));
    assert_eq!(now.is_dismissible, before.is_dismissible);
    assert_ne!(now.hash_id, before.hash_id);
    let refused = site
        .as_member()
        .announcement_banner()
        .set()
        .is_enabled(false);
    assert!(refused.send().await.unwrap_err().is_forbidden());
}
