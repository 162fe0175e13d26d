use jira_client::cloud::issue_security_schemes::MemberExpand;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let schemes = site.jira.issue_security_schemes();
    let all = schemes.list().send().await.unwrap().issue_security_schemes;
    let all = all.into_vec().unwrap();
    let found = schemes
        .search()
        .id([&all[0].id])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(Some(&found[0].name), all[0].name.as_ref());
    let one = schemes.get(&all[0].id).send().await.unwrap();
    let levels = schemes
        .levels()
        .scheme_id([&one.id])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(levels.len(), one.levels.unwrap().len());
    assert_eq!(levels[0].issue_security_scheme_id, Some(one.id.clone()));
    let call = schemes
        .members()
        .level_id([&levels[0].id])
        .expand([MemberExpand::All]);
    let members = call.items().collect().await.unwrap();
    assert_eq!(members[0].issue_security_scheme_id, Some(one.id.clone()));
    let projects = schemes
        .projects()
        .scheme_id([&one.id])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(projects.len(), found[0].project_ids.as_ref().unwrap().len());
}
