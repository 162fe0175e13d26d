use confluence_client::content::{BodyFormat, NewBody};

use crate::site::Site;

/// The simulator renders no texts; `tests/wire` has the requests and answers.
pub(crate) async fn tour(site: &Site) {
    let conversion = site.api.body_conversion();
    let refused = conversion
        .start(BodyFormat::View, NewBody::storage("<p/>"))
        .send()
        .await;
    assert!(refused.unwrap_err().is_not_found());
}
