use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let schemes = site.jira.project_permission_schemes();
    let before = schemes.get("ACME").send().await.unwrap();
    let other = site
        .jira
        .permission_schemes()
        .create("Tour")
        .send()
        .await
        .unwrap();
    let now = schemes.assign("ACME", &other.id).send().await.unwrap();
    assert_eq!(now.id, other.id);
    schemes.assign("ACME", &before.id).send().await.unwrap();

    let all = site
        .jira
        .issue_security_schemes()
        .projects()
        .items()
        .collect()
        .await
        .unwrap();
    let project = &all[0].project_id;
    let scheme = schemes.security_scheme(project).send().await.unwrap();
    assert_eq!(scheme.id, all[0].issue_security_scheme_id);
    let levels = schemes.security_levels(project).send().await.unwrap();
    let ids = |levels: Vec<jira_client::cloud::issue_security_levels::SecurityLevel>| {
        levels.into_iter().map(|level| level.id).collect::<Vec<_>>()
    };
    assert_eq!(
        ids(levels.levels.into_vec().unwrap()),
        ids(scheme.levels.unwrap())
    );
}
