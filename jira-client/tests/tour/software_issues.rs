use jira_client::cloud::boards::BoardType;
use jira_client::cloud::software_issues::{RankedIssues, SoftwareFields};
use jira_client::cloud::sprints::SprintState;

use crate::boards::{board, keys};
use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let (boards, issues) = (site.jira.boards(), site.jira.software_issues());
    let id = board(site, BoardType::Scrum).await.id;
    let active = boards
        .sprints(&id)
        .state([SprintState::Active])
        .items()
        .collect()
        .await
        .unwrap();
    let within = boards
        .sprint_issues(&id, &active[0].id)
        .items()
        .collect()
        .await
        .unwrap();
    let within = keys(&within);
    let issue = issues.get(&within[0]).send().await.unwrap();
    let fields = SoftwareFields::of(&issue).unwrap();
    assert_eq!(fields.sprint.unwrap().id, active[0].id);
    assert_eq!(fields.flagged, Some(false));

    let last = within.last().unwrap();
    let outcome = issues
        .rank(RankedIssues::new([last]).before(&within[0]))
        .send()
        .await
        .unwrap();
    assert_eq!(outcome.failed().count(), 0);
    let ranked = boards
        .sprint_issues(&id, &active[0].id)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(&keys(&ranked)[0], last);

    let set = issues.set_estimation(last, &id, "8").send().await.unwrap();
    let read = issues.estimation(last, &id).send().await.unwrap();
    assert_eq!((read.number(), &read.field_id), (Some(8.0), &set.field_id));
}
