use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let avatars = site.jira.project_avatars();
    let list = avatars
        .list("ACME")
        .send()
        .await
        .unwrap()
        .system
        .into_vec()
        .unwrap();
    let other = list
        .iter()
        .find(|one| one.is_selected == Some(false))
        .unwrap();
    avatars.set("ACME", &other.id).send().await.unwrap();
    let list = avatars
        .list("ACME")
        .send()
        .await
        .unwrap()
        .system
        .into_vec()
        .unwrap();
    let selected: Vec<_> = list
        .iter()
        .filter(|one| one.is_selected == Some(true))
        .map(|one| &one.id)
        .collect();
    assert_eq!(selected, [&other.id]);
}
