use jira_client::Timestamp;
use jira_client::cloud::boards::BoardType;
use jira_client::cloud::sprints::SprintState;
use serde_json::json;

use crate::boards::{board, keys};
use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let (boards, sprints) = (site.jira.boards(), site.jira.sprints());
    let id = board(site, BoardType::Scrum).await.id;
    let running = boards
        .sprints(&id)
        .state([SprintState::Active])
        .items()
        .collect()
        .await
        .unwrap();
    let closed = sprints.complete(&running[0].id).send().await.unwrap();
    assert_eq!(closed.state, Some(SprintState::Closed));
    assert!(closed.complete_date.is_some());

    let made = sprints
        .create("Tour", &id)
        .goal("See it all")
        .send()
        .await
        .unwrap();
    assert_eq!(
        (made.state, made.origin_board_id),
        (Some(SprintState::Future), Some(id.clone()))
    );
    let (start, end) = (
        Timestamp::new("2026-12-01T08:00:00Z"),
        Timestamp::new("2026-12-15T08:00:00Z"),
    );
    let started = sprints
        .start(&made.id, start.clone(), end)
        .send()
        .await
        .unwrap();
    assert_eq!(started.state, Some(SprintState::Active));
    assert_eq!(
        started.start_date.unwrap().epoch_millis(),
        start.epoch_millis()
    );
    let renamed = sprints
        .update(&made.id)
        .name("Detour")
        .send()
        .await
        .unwrap();
    assert_eq!(renamed.goal.as_deref(), Some("See it all"));
    let mut whole = sprints.get(&made.id).send().await.unwrap();
    whole.goal = None;
    let replaced = sprints.replace(&made.id, whole).send().await.unwrap();
    assert_eq!(
        (replaced.name.as_deref(), replaced.goal),
        (Some("Detour"), None)
    );

    let backlog = boards.backlog(&id).items().collect().await.unwrap();
    let chosen = keys(&backlog)[..2].to_vec();
    sprints
        .move_issues(&made.id, chosen.clone())
        .send()
        .await
        .unwrap();
    let within = sprints.issues(&made.id).items().collect().await.unwrap();
    assert_eq!(keys(&within).len(), chosen.len());

    let coming = boards
        .sprints(&id)
        .state([SprintState::Future])
        .items()
        .collect()
        .await
        .unwrap();
    sprints
        .swap(&coming[0].id, &coming[1].id)
        .send()
        .await
        .unwrap();
    let swapped = boards
        .sprints(&id)
        .state([SprintState::Future])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(swapped[0].id, coming[1].id);

    sprints
        .set_property(&made.id, "tour", json!(["x"]))
        .send()
        .await
        .unwrap();
    let keys = sprints.property_keys(&made.id).send().await.unwrap().keys;
    assert_eq!(keys.len(), 1);
    let property = sprints.property(&made.id, "tour").send().await.unwrap();
    assert_eq!(property.value, json!(["x"]));
    sprints
        .delete_property(&made.id, "tour")
        .send()
        .await
        .unwrap();

    sprints.delete(&made.id).send().await.unwrap();
    assert!(
        sprints
            .get(&made.id)
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );
}
