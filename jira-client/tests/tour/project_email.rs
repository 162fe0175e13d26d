use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let project = site.jira.projects().get("ACME").send().await.unwrap();
    let email = site.jira.project_email();
    let default = email.get(&project.id).send().await.unwrap().email_address;
    email
        .set(&project.id, "acme@example.com")
        .send()
        .await
        .unwrap();
    let own = email.get(&project.id).send().await.unwrap();
    assert_eq!(own.email_address.as_deref(), Some("acme@example.com"));
    email.set(&project.id, "").send().await.unwrap();
    assert_eq!(
        email.get(&project.id).send().await.unwrap().email_address,
        default
    );
}
