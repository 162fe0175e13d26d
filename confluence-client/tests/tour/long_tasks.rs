use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let tasks = site.api.long_tasks();
    let idle = tasks.list().items().collect().await.unwrap();
    assert!(idle.is_empty());
    let key = "TOUR";
    let space = site.api.spaces().create("Tour").key(key);
    space.send().await.unwrap();
    let started = site.api.spaces().delete(key).send().await.unwrap();
    let task = tasks.get(&started.id).send().await.unwrap();
    assert_eq!(task.id, started.id);
    assert!(!task.successful || task.finished);
}
