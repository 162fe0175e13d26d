use jira_client::cloud::statuses::{
    NewStatus, NewStatusScope, StatusCategoryCode, StatusId, UpdateStatus,
};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let statuses = site.jira.statuses();
    let used = statuses.list().send().await.unwrap();
    assert_eq!(used.odd().count(), 0);
    let one = used.good().find(|status| status.scope.is_none()).unwrap();
    let same = statuses.get(&one.id).send().await.unwrap();
    assert_eq!(same.name, one.name);
    let by_name = statuses
        .get(one.name.as_deref().unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(by_name.name, one.name);

    let projects = statuses.project_usages(&one.id).page_size(1).items();
    let projects = projects.collect().await.unwrap();
    assert!(projects.len() > 1, "more than one page was wanted");
    let workflows = statuses
        .workflow_usages(&one.id)
        .items()
        .collect()
        .await
        .unwrap();
    assert!(!workflows.is_empty());
    let types = statuses.issue_type_usages(&one.id, &projects[0].id).items();
    assert!(!types.collect().await.unwrap().is_empty());

    let new = NewStatus::new("Touring", StatusCategoryCode::InProgress).description("On the way");
    let made = statuses
        .create(NewStatusScope::global(), vec![new])
        .send()
        .await
        .unwrap();
    let id: StatusId = made.good().next().unwrap().id.clone();
    let change = UpdateStatus::new(&id, "Toured", StatusCategoryCode::Done);
    statuses.update(vec![change]).send().await.unwrap();
    let found = statuses.by_names(["Toured"]).send().await.unwrap();
    assert_eq!(found.good().next().unwrap().id, id);
    let call = statuses
        .search()
        .search_string("tour")
        .status_category(StatusCategoryCode::Done);
    let found = call.items().collect().await.unwrap();
    assert_eq!(found[0].description.as_deref(), Some("On the way"));
    statuses.delete([&id]).send().await.unwrap();
    let left = statuses.get_many([&id]).send().await.unwrap();
    assert_eq!(left.good().count(), 0);
}
