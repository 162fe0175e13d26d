use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let tokens = site.admin.api_tokens();
    let known = site.sim.api_tokens();
    let listed = tokens.list(&site.org).items().collect().await.unwrap();
    assert_eq!(listed.len(), known.len());
    assert!(!listed.is_empty());
    let counted = tokens.count(&site.org).send().await.unwrap();
    assert_eq!(counted, u64::try_from(known.len()).unwrap());
    tokens.revoke_all(&site.org).send().await.unwrap();
}
