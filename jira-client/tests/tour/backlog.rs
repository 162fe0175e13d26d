use jira_client::cloud::boards::BoardType;
use jira_client::cloud::software_issues::RankedIssues;
use jira_client::cloud::sprints::SprintState;

use crate::boards::{board, keys};
use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let boards = site.jira.boards();
    let id = board(site, BoardType::Scrum).await.id;
    let active = boards
        .sprints(&id)
        .state([SprintState::Active])
        .items()
        .collect()
        .await
        .unwrap();
    let open = "statusCategory != Done";
    let running = boards
        .sprint_issues(&id, &active[0].id)
        .jql(open)
        .items()
        .collect()
        .await
        .unwrap();
    let running = keys(&running);

    let moved = &running[..1];
    site.jira
        .backlog()
        .move_issues(moved.to_vec())
        .send()
        .await
        .unwrap();
    let waiting = boards.backlog(&id).items().collect().await.unwrap();
    let waiting = keys(&waiting);
    assert!(waiting.contains(&running[0]));

    let moved = RankedIssues::new(&running[1..2]).before(&waiting[0]);
    let outcome = site
        .jira
        .backlog()
        .move_issues_of_board(&id, moved)
        .send()
        .await
        .unwrap();
    assert_eq!(outcome.failed().count(), 0);
    let waiting = boards.backlog(&id).items().collect().await.unwrap();
    assert_eq!(keys(&waiting)[0], running[1]);
}
