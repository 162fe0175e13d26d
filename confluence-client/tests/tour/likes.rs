use crate::pages::page;
use crate::site::Site;

/// The simulator has no likes; `tests/wire` has their requests and answers.
pub(crate) async fn tour(site: &Site) {
    let page = page(site, "Liked", "<p/>").await;
    let refused = site.api.likes().count_of_page(&page.id).send().await;
    assert!(refused.unwrap_err().is_not_found());
}
