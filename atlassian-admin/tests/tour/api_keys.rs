use atlassian_admin::api_keys::ApiKey;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let keys = site.admin.api_keys();
    let listed = keys.list(&site.org).items().collect().await.unwrap();
    let counted = keys.count(&site.org).send().await.unwrap();
    assert_eq!(u64::try_from(listed.len()).unwrap(), counted);
    assert!(listed.iter().all(|key| key.expires_at.is_some()));

    // Not the key that this very call is made with, which has none.
    let scoped = |key: &&ApiKey| key.scopes.as_ref().is_some_and(|scopes| !scopes.is_empty());
    let other = listed.iter().find(scoped).unwrap();
    keys.revoke(&site.org, &other.id).send().await.unwrap();
}
