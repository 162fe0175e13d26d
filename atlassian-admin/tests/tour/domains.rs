use atlassian_admin::domains::ClaimStatus;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let domains = site.admin.domains();
    let listed = domains.list(&site.org).items().collect().await.unwrap();
    let verified = |status: Option<&ClaimStatus>| status == Some(&ClaimStatus::Verified);
    let found = listed
        .iter()
        .find(|domain| verified(domain.claim().and_then(|claim| claim.status.as_ref())))
        .unwrap();
    let one = domains.get(&site.org, &found.id).send().await.unwrap().data;
    assert_eq!(one.name(), found.name());
    let none = domains.get(&site.org, "no-such-domain").send().await;
    assert!(none.unwrap_err().is_not_found());
}
