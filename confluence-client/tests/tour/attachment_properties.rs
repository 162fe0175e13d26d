use crate::site::Site;

/// The simulator keeps properties on pages and blog posts alone; `tests/wire` has the requests and answers of the others.
pub(crate) async fn tour(site: &Site) {
    let files = site
        .api
        .attachments()
        .list()
        .items()
        .collect()
        .await
        .unwrap();
    let refused = site
        .api
        .attachment_properties()
        .list(&files[0].id)
        .send()
        .await;
    assert!(refused.unwrap_err().is_not_found());
}
