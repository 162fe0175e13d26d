use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let all = site
        .jira
        .issue_security_schemes()
        .levels()
        .items()
        .collect()
        .await
        .unwrap();
    let levels = site.jira.issue_security_levels();
    let one = levels.get(&all[0].id).send().await.unwrap();
    assert_eq!(one.name, all[0].name);
    let scheme = one.issue_security_scheme_id.unwrap();
    let members = levels
        .members(&scheme)
        .level_id([&one.id])
        .items()
        .collect()
        .await
        .unwrap();
    assert!(!members.is_empty());
    assert!(
        members
            .iter()
            .all(|member| member.issue_security_level_id == one.id)
    );
}
