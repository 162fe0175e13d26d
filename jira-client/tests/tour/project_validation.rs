use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let validation = site.jira.project_validation();
    assert!(
        !validation
            .check_key("ACME")
            .send()
            .await
            .unwrap()
            .is_valid()
    );
    assert!(
        validation
            .check_key("FREE")
            .send()
            .await
            .unwrap()
            .is_valid()
    );
    assert_eq!(
        validation.valid_key("FREE").send().await.unwrap().as_str(),
        "FREE"
    );
    assert_ne!(
        validation.valid_key("ACME").send().await.unwrap().as_str(),
        "ACME"
    );
    assert_eq!(
        validation
            .valid_name("Nobody has this")
            .send()
            .await
            .unwrap(),
        "Nobody has this"
    );
}
