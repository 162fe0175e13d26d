use jira_client::cloud::boards::BoardType;
use jira_client::cloud::epics::{EpicColor, EpicPlace};

use crate::boards::{board, keys};
use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let (boards, epics) = (site.jira.boards(), site.jira.epics());
    let id = board(site, BoardType::Scrum).await.id;
    let all = boards.epics(&id).items().collect().await.unwrap();
    let (first, last) = (
        all[0].key.clone().unwrap(),
        all[all.len() - 1].key.clone().unwrap(),
    );
    assert_ne!(first, last);

    let changed = epics
        .update(&first)
        .name("Tour")
        .color(EpicColor::Color9)
        .done(true);
    changed.send().await.unwrap();
    let epic = epics.get(all[0].id.as_str()).send().await.unwrap();
    assert_eq!(epic.name.as_deref(), Some("Tour"));
    assert_eq!(epic.color.unwrap().key, EpicColor::Color9);

    let free = epics
        .issues_without_epic()
        .jql("ORDER BY key ASC")
        .items()
        .collect()
        .await
        .unwrap();
    let known = keys(&boards.issues(&id).items().collect().await.unwrap());
    let chosen = keys(&free)
        .into_iter()
        .find(|key| known.contains(key))
        .unwrap();
    epics.move_issues(&first, [&chosen]).send().await.unwrap();
    let within = epics.issues(&first).items().collect().await.unwrap();
    assert!(keys(&within).contains(&chosen));
    epics.remove_issues([&chosen]).send().await.unwrap();
    let within = epics.issues(&first).items().collect().await.unwrap();
    assert!(!keys(&within).contains(&chosen));

    epics
        .rank(&last, EpicPlace::before(&first))
        .send()
        .await
        .unwrap();
    let all = boards.epics(&id).items().collect().await.unwrap();
    let place = |key| all.iter().position(|epic| epic.key.as_ref() == Some(key));
    assert!(place(&last) < place(&first));
}
