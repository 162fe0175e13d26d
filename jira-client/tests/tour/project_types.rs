use jira_client::cloud::projects::ProjectTypeKey;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let types = site.jira.project_types();
    let all = types.list().send().await.unwrap().into_vec().unwrap();
    let usable = types
        .list_accessible()
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    assert!(
        usable
            .iter()
            .all(|one| all.iter().any(|other| other.key == one.key))
    );
    let software = types.get(ProjectTypeKey::Software).send().await.unwrap();
    let same = types
        .get_accessible(ProjectTypeKey::Software)
        .send()
        .await
        .unwrap();
    assert_eq!(
        (software.key, software.color),
        (ProjectTypeKey::Software, same.color)
    );
}
