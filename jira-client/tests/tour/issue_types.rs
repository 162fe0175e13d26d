use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let types = site.jira.issue_types();
    let made = types
        .create("Riddle")
        .description("To be solved")
        .hierarchy_level(0)
        .send()
        .await
        .unwrap();
    assert_eq!((made.subtask, made.hierarchy_level), (Some(false), Some(0)));
    let changed = types
        .update(&made.id)
        .name("Puzzle")
        .avatar("10301")
        .send()
        .await
        .unwrap();
    assert_eq!(changed.avatar_id.unwrap().as_str(), "10301");
    assert_eq!(
        types.get(&made.id).send().await.unwrap().name.as_deref(),
        Some("Puzzle")
    );
    let all = types.list().send().await.unwrap().into_vec().unwrap();
    assert!(all.iter().any(|one| one.id == made.id));
    assert!(all.iter().any(|one| one.scope.is_some()));

    let project = site.jira.projects().get("ACME").send().await.unwrap();
    let parts = types
        .of_project(&project.id)
        .level(-1)
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    assert!(parts.iter().all(|one| one.subtask == Some(true)) && !parts.is_empty());
    let others = types
        .alternatives(&made.id)
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    let call = types.delete(&made.id);
    let call = match others.first() {
        Some(other) => call.alternative(&other.id),
        None => call,
    };
    call.send().await.unwrap();
    assert!(types.get(&made.id).send().await.unwrap_err().is_not_found());
}
