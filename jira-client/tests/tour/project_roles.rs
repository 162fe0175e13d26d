use jira_client::cloud::project_roles::ProjectRoleTexts;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let roles = site.jira.project_roles();
    let made = roles
        .create("Keepers")
        .description("They keep")
        .send()
        .await
        .unwrap();
    let renamed = roles.update(&made.id).name("Savers").send().await.unwrap();
    assert_eq!(renamed.description.as_deref(), Some("They keep"));
    let replaced = roles
        .replace(
            &made.id,
            ProjectRoleTexts {
                name: "Holders".into(),
                description: "They hold".into(),
            },
        )
        .send()
        .await
        .unwrap();
    assert_eq!(replaced.description.as_deref(), Some("They hold"));
    assert_eq!(
        roles.get(&made.id).send().await.unwrap().name.as_deref(),
        Some("Holders")
    );
    let all = roles.list().send().await.unwrap().into_vec().unwrap();
    assert!(all.iter().any(|role| role.id == made.id));

    let of_project = roles.of_project("ACME").send().await.unwrap();
    assert!(of_project["Holders"].ends_with(&format!("/role/{}", made.id)));
    let details = roles
        .details_of_project("ACME")
        .current_member(false)
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    assert_eq!(details.len(), of_project.len());
    let in_project = roles
        .in_project("ACME", &made.id)
        .exclude_inactive_users(true)
        .send()
        .await
        .unwrap();
    assert!(in_project.actors.unwrap().is_empty());

    let heir = all.iter().find(|role| role.id != made.id).unwrap();
    roles.delete(&made.id).swap(&heir.id).send().await.unwrap();
    assert!(roles.get(&made.id).send().await.unwrap_err().is_not_found());
}
