use crate::pages::page;
use crate::site::Site;

/// The simulator restricts no content; `tests/wire` has the requests and answers.
pub(crate) async fn tour(site: &Site) {
    let page = page(site, "Open", "<p/>").await;
    let refused = site.api.restrictions().list(&page.id).send().await;
    assert!(refused.unwrap_err().is_not_found());
}
