use jira_client::cloud::status_categories::StatusCategoryKey;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let categories = site.jira.status_categories();
    let all = categories.list().send().await.unwrap();
    assert_eq!((all.good().count(), all.odd().count()), (4, 0));
    let done = categories
        .get(StatusCategoryKey::Done)
        .send()
        .await
        .unwrap();
    assert_eq!(done.key, Some(StatusCategoryKey::Done));
    let same = categories.get(done.id.as_str()).send().await.unwrap();
    assert_eq!(same.name, done.name);
}
