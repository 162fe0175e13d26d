use crate::site::Site;

/// The simulator keeps properties on pages and blog posts alone; `tests/wire` has the requests and answers of the others.
pub(crate) async fn tour(site: &Site) {
    let comments = site
        .api
        .footer_comments()
        .list()
        .items()
        .collect()
        .await
        .unwrap();
    let refused = site
        .api
        .comment_properties()
        .list(&comments[0].id)
        .send()
        .await;
    assert!(refused.unwrap_err().is_not_found());
}
