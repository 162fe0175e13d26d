use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let categories = site.jira.project_categories();
    let made = categories
        .create("Field trips")
        .description("Outside")
        .send()
        .await
        .unwrap();
    let changed = categories
        .update(&made.id)
        .name("Trips")
        .send()
        .await
        .unwrap();
    assert_eq!(
        (changed.name.as_deref(), changed.description.as_deref()),
        (Some("Trips"), Some("Outside"))
    );
    let read = categories.get(&made.id).send().await.unwrap();
    assert_eq!(read.name, changed.name);
    let before = categories.list().send().await.unwrap().into_vec().unwrap();
    assert!(before.iter().any(|category| category.id == made.id));
    categories.delete(&made.id).send().await.unwrap();
    let after = categories.list().send().await.unwrap();
    assert_eq!(after.len(), before.len() - 1);
}
