use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let kinds = site.jira.issue_link_types();
    let made = kinds
        .create("Explains")
        .outward("explains")
        .inward("is explained by")
        .send()
        .await
        .unwrap();
    assert_eq!(made.inward.as_deref(), Some("is explained by"));
    let changed = kinds
        .update(&made.id)
        .outward("sheds light on")
        .send()
        .await
        .unwrap();
    assert_eq!(
        (changed.name, changed.outward.as_deref()),
        (made.name, Some("sheds light on"))
    );
    assert_eq!(
        kinds.get(&made.id).send().await.unwrap().inward,
        made.inward
    );
    let names = |list: &[_]| {
        list.iter()
            .map(
                |kind: &jira_client::cloud::issue_link_types::IssueLinkType| {
                    kind.name.clone().unwrap()
                },
            )
            .collect::<Vec<_>>()
    };
    let list = kinds
        .list()
        .send()
        .await
        .unwrap()
        .issue_link_types
        .into_vec()
        .unwrap();
    assert!(
        names(&list).contains(&"Explains".to_owned())
            && names(&list).contains(&"Blocks".to_owned())
    );
    kinds.delete(&made.id).send().await.unwrap();
    assert!(kinds.get(&made.id).send().await.unwrap_err().is_not_found());
}
