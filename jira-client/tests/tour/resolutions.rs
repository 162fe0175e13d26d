use jira_client::cloud::priorities::ListPosition;
use jira_client::cloud::resolutions::ReplaceWith;
use jira_client::cloud::tasks::TaskStatus;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let resolutions = site.jira.resolutions();
    let made = resolutions.create("Tour").send().await.unwrap().id;
    resolutions
        .update(&made, "Tour 2")
        .description("x")
        .send()
        .await
        .unwrap();
    let one = resolutions.get(&made).send().await.unwrap();
    assert_eq!(one.name.as_deref(), Some("Tour 2"));
    let first = resolutions
        .move_to(vec![made.clone()])
        .position(ListPosition::First);
    first.send().await.unwrap();
    let all = resolutions.list().items().collect().await.unwrap();
    assert_eq!(all[0].id, made);
    resolutions.set_default(&all[1].id).send().await.unwrap();
    let default = resolutions
        .list()
        .only_default(true)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(default[0].id, all[1].id);
    let task = resolutions
        .delete(&made, ReplaceWith::resolution(&all[1].id))
        .send()
        .await
        .unwrap();
    assert_eq!(task.status, TaskStatus::Complete);
    assert!(
        resolutions
            .get(&made)
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );
}
