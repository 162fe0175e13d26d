use jira_client::cloud::issue_type_screen_schemes::IssueTypeScreenSchemeMapping;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let schemes = site.jira.issue_type_screen_schemes();
    let screens = site
        .jira
        .screen_schemes()
        .list()
        .items()
        .collect()
        .await
        .unwrap();
    let screens = &screens[0].id;
    let all = schemes.list().items().collect().await.unwrap();
    let used = &all[0].id;
    let projects = schemes.projects(used).items().collect().await.unwrap();
    let project = &projects[0].id;

    let default = IssueTypeScreenSchemeMapping::default_to(screens);
    let made = schemes
        .create("Tour", vec![default])
        .send()
        .await
        .unwrap()
        .id;
    schemes
        .update(&made)
        .name("Tour 2")
        .description("x")
        .send()
        .await
        .unwrap();
    let issue = site.jira.issues().get("ACME-1").send().await.unwrap();
    let issue = serde_json::to_value(&issue).unwrap();
    let issue_type = issue["fields"]["issuetype"]["id"].as_str().unwrap();
    let mapping = IssueTypeScreenSchemeMapping::new(issue_type, screens);
    schemes
        .add_mappings(&made, vec![mapping])
        .send()
        .await
        .unwrap();
    let mapped = schemes
        .mappings()
        .scheme_id([&made])
        .items()
        .collect()
        .await
        .unwrap();
    let types: Vec<_> = mapped
        .iter()
        .map(|one| one.issue_type_id.as_str())
        .collect();
    assert_eq!(types, ["default", issue_type]);
    schemes
        .remove_mappings(&made, [issue_type])
        .send()
        .await
        .unwrap();
    schemes.set_default(&made, screens).send().await.unwrap();

    schemes.assign(&made, project).send().await.unwrap();
    let by_project = schemes
        .of_projects([project])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(by_project[0].issue_type_screen_scheme.id, made);
    assert_eq!(by_project[0].project_ids, std::slice::from_ref(project));
    schemes.assign(used, project).send().await.unwrap();
    schemes.delete(&made).send().await.unwrap();
    let left = schemes.list().id([&made]).items().collect().await.unwrap();
    assert!(left.is_empty());
}
