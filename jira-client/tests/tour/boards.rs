use jira_client::IssueKey;
use jira_client::cloud::boards::{
    Board, BoardExpand, BoardFeatureKey, BoardFeatureState, BoardFeatureSwitch, BoardId,
    BoardOrder, BoardType, EstimationType, NewBoard,
};
use jira_client::cloud::issues::Issue;
use jira_client::cloud::sprints::SprintState;
use serde_json::{Value, json};

use crate::site::Site;

/// The first board of a kind.
pub(crate) async fn board(site: &Site, kind: BoardType) -> Board {
    let boards = site.jira.boards().list().kind([kind]).items();
    boards.collect().await.unwrap().remove(0)
}

pub(crate) fn keys(issues: &[Issue]) -> Vec<IssueKey> {
    issues
        .iter()
        .map(|issue| issue.key.clone().unwrap())
        .collect()
}

pub(crate) async fn tour(site: &Site) {
    let boards = site.jira.boards();
    let all = boards
        .list()
        .order_by(BoardOrder::Name)
        .expand([BoardExpand::Admins])
        .items();
    let all = all.collect().await.unwrap();
    assert!(all.is_sorted_by_key(|board| board.name.clone()));
    assert!(!all[0].admins.as_ref().unwrap().users.is_empty());
    let scrum = board(site, BoardType::Scrum).await;
    let kanban = board(site, BoardType::Kanban).await;
    let id = &scrum.id;
    let project = scrum.location.unwrap().project_id.unwrap();

    let configuration = boards.configuration(id).send().await.unwrap();
    let filter = configuration.filter.unwrap().id;
    assert_eq!(configuration.column_config.unwrap().columns.len(), 3);
    assert_eq!(
        configuration.estimation.unwrap().kind,
        Some(EstimationType::Field)
    );
    let made = boards.create(NewBoard::kanban("Tour", &filter).in_project(project.as_str()));
    let made = made.send().await.unwrap();
    assert_eq!(made.location.unwrap().project_id, Some(project.clone()));
    let own = boards
        .create(NewBoard::scrum("Mine", &filter))
        .send()
        .await
        .unwrap();
    assert!(own.location.unwrap().user_account_id.is_some());
    let of_filter = boards.by_filter(&filter).items().collect().await.unwrap();
    assert_eq!(of_filter.len(), 3);
    let read = boards.get(&made.id).send().await.unwrap();
    assert_eq!(
        (read.name.as_deref(), read.kind),
        (Some("Tour"), Some(BoardType::Kanban))
    );
    boards.delete(&made.id).send().await.unwrap();
    assert!(
        boards
            .get(&made.id)
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );

    parts(site, id, &kanban.id).await;
    issues(site, id).await;
    moves(site, &kanban.id).await;
    features(site).await;
}

async fn parts(site: &Site, id: &BoardId, kanban: &BoardId) {
    let boards = site.jira.boards();
    assert!(boards.reports(id).send().await.unwrap().reports.is_empty());
    let projects = boards.projects(id).items().collect().await.unwrap();
    let full = boards.projects_full(id).items().collect().await.unwrap();
    assert_eq!((projects.len(), full.len()), (1, 1));
    assert_eq!(projects[0].id, full[0].id);
    let versions = boards.versions(id).items().collect().await.unwrap();
    let released = boards
        .versions(id)
        .released(true)
        .items()
        .collect()
        .await
        .unwrap();
    assert!(released.len() < versions.len());
    let epics = boards.epics(id).items().collect().await.unwrap();
    let done = boards.epics(id).done(true).items().collect().await.unwrap();
    assert!(done.len() < epics.len());

    let sprints = boards.sprints(id).items().collect().await.unwrap();
    let open = boards
        .sprints(id)
        .state([SprintState::Active, SprintState::Future])
        .items();
    assert_eq!((sprints.len(), open.collect().await.unwrap().len()), (8, 3));
    assert!(
        boards
            .sprints(kanban)
            .send()
            .await
            .unwrap_err()
            .is_invalid()
    );

    let filters = boards.quick_filters(id).items().collect().await.unwrap();
    let filter = boards
        .quick_filter(id, &filters[0].id)
        .send()
        .await
        .unwrap();
    assert_eq!(filter.jql.as_deref(), Some("assignee = currentUser()"));

    boards
        .set_property(id, "tour.seen", json!({"at": 7}))
        .send()
        .await
        .unwrap();
    let keys = boards.property_keys(id).send().await.unwrap().keys;
    assert_eq!(keys.good().next().unwrap().key, "tour.seen");
    let property = boards.property(id, "tour.seen").send().await.unwrap();
    assert_eq!(property.value, json!({"at": 7}));
    boards
        .delete_property(id, "tour.seen")
        .send()
        .await
        .unwrap();
    assert!(
        boards
            .property_keys(id)
            .send()
            .await
            .unwrap()
            .keys
            .is_empty()
    );
}

async fn issues(site: &Site, id: &BoardId) {
    let boards = site.jira.boards();
    let all = boards
        .issues(id)
        .page_size(7)
        .items()
        .collect()
        .await
        .unwrap();
    let count = boards.issue_count(id).send().await.unwrap().count;
    assert_eq!(all.len() as u64, count);
    assert!(
        all[0].fields.get("summary").is_some(),
        "usual fields are sent"
    );
    let brief = boards
        .issues(id)
        .fields(["status"])
        .items()
        .collect()
        .await
        .unwrap();
    assert!(brief[0].fields.get("summary").is_none());

    let backlog = boards.backlog(id).items().collect().await.unwrap();
    let count = boards.backlog_count(id).send().await.unwrap().count;
    assert_eq!(backlog.len() as u64, count);
    assert!(backlog.len() < all.len());

    let without = boards
        .issues_without_epic(id)
        .items()
        .collect()
        .await
        .unwrap();
    assert!(
        without
            .iter()
            .all(|issue| issue.fields.get("epic").is_none_or(Value::is_null))
    );
    let epics = boards.epics(id).items().collect().await.unwrap();
    let within = boards
        .epic_issues(id, &epics[0].id)
        .items()
        .collect()
        .await
        .unwrap();
    assert!(
        keys(&within)
            .iter()
            .all(|key| !keys(&without).contains(key))
    );

    let active = boards
        .sprints(id)
        .state([SprintState::Active])
        .items()
        .collect()
        .await
        .unwrap();
    let query = boards
        .sprint_issues(id, &active[0].id)
        .jql("ORDER BY key ASC");
    let running = query.validate_query(true).items().collect().await.unwrap();
    assert!(!running.is_empty());
    let reconciled = boards
        .issues(id)
        .reconcile_issues([&running[0].id])
        .send()
        .await
        .unwrap();
    assert!(!reconciled.items.is_empty());
}

async fn moves(site: &Site, kanban: &BoardId) {
    let boards = site.jira.boards();
    let backlog = boards
        .issues(kanban)
        .jql("statusCategory = new")
        .items()
        .collect()
        .await
        .unwrap();
    let first = &keys(&backlog)[..1];
    let outcome = boards
        .move_issues(kanban, first.to_vec())
        .send()
        .await
        .unwrap();
    assert_eq!(outcome.failed().count(), 0);
}

async fn features(site: &Site) {
    let boards = site.jira.boards();
    let simple = board(site, BoardType::Simple).await.id;
    let off = BoardFeatureSwitch::off(BoardFeatureKey::Sprints);
    boards.set_feature(&simple, off).send().await.unwrap();
    let features = boards.features(&simple).send().await.unwrap().features;
    let sprints = features
        .good()
        .find(|it| it.board_feature == Some(BoardFeatureKey::Sprints));
    assert_eq!(sprints.unwrap().state, Some(BoardFeatureState::Disabled));
}
