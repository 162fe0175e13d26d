use jira_client::cloud::priorities::ListPosition;
use jira_client::cloud::tasks::TaskStatus;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let priorities = site.jira.priorities();
    let made = priorities
        .create("Tour", "#ffcc00")
        .send()
        .await
        .unwrap()
        .id;
    priorities
        .update(&made)
        .name("Tour 2")
        .description("x")
        .send()
        .await
        .unwrap();
    let one = priorities.get(&made).send().await.unwrap();
    assert_eq!(one.name.as_deref(), Some("Tour 2"));
    assert_eq!(one.status_color.as_deref(), Some("#ffcc00"));
    let first = priorities
        .move_to(vec![made.clone()])
        .position(ListPosition::First);
    first.send().await.unwrap();
    let all = priorities.list().items().collect().await.unwrap();
    assert_eq!(all[0].id, made);
    priorities.set_default(&all[1].id).send().await.unwrap();
    let default = priorities
        .list()
        .only_default(true)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(default[0].id, all[1].id);
    let task = priorities.delete(&made).send().await.unwrap();
    assert_eq!(task.status, TaskStatus::Complete);
    assert!(
        priorities
            .get(&made)
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );
}
