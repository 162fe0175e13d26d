use crate::site::Site;

/// The simulator looks for no tasks in texts; `tests/wire` has the requests and answers.
pub(crate) async fn tour(site: &Site) {
    let refused = site.api.inline_tasks().list().send().await;
    assert!(refused.unwrap_err().is_not_found());
}
