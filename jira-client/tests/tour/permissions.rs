use jira_client::cloud::permissions::{BulkProjectPermissions, Permission};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let permissions = site.jira.permissions();
    let all = permissions.all().send().await.unwrap();
    assert!(all.permissions.contains_key("ADMINISTER"));
    let asked = [Permission::Administer];
    let mine = permissions.mine(asked.clone()).send().await.unwrap();
    assert_eq!(mine.permissions["ADMINISTER"].have_permission, Some(true));
    let project = site
        .jira
        .issues()
        .get("ACME-1")
        .fields(["project"])
        .send()
        .await
        .unwrap();
    let project: u64 = project.fields.get("project").unwrap()["id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let browse = BulkProjectPermissions::new([Permission::BrowseProjects]).projects([project]);
    let check = permissions
        .check()
        .global_permissions(asked)
        .project_permissions([browse]);
    let granted = check.send().await.unwrap();
    assert_eq!(granted.global_permissions, [Permission::Administer]);
    assert_eq!(granted.project_permissions[0].projects, [project]);

    let call = permissions.permitted_projects([Permission::BrowseProjects]);
    let projects = call.send().await.unwrap().projects;
    let keys: Vec<_> = projects.good().flat_map(|project| &project.key).collect();
    assert!(keys.iter().any(|key| key.as_str() == "ACME"));
}
