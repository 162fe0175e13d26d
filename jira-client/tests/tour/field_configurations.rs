use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let configurations = site.jira.field_configurations();
    let all = configurations
        .list()
        .is_default(true)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!((all.len(), all[0].is_default), (1, Some(true)));
    let fields = configurations
        .fields(&all[0].id)
        .items()
        .collect()
        .await
        .unwrap();
    let summary = fields
        .iter()
        .find(|field| field.id.as_str() == "summary")
        .unwrap();
    assert_eq!(
        (summary.is_required, summary.is_hidden),
        (Some(true), Some(false))
    );

    assert!(
        configurations
            .schemes()
            .items()
            .collect()
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        configurations
            .mappings()
            .items()
            .collect()
            .await
            .unwrap()
            .is_empty()
    );
    let issue = site.jira.issues().get("ACME-1").send().await.unwrap();
    let project = issue.fields.project().unwrap().unwrap().id;
    let used = configurations
        .of_projects([&project])
        .items()
        .collect()
        .await
        .unwrap();
    assert!(used[0].field_configuration_scheme.is_none());
    assert_eq!(used[0].project_ids, [project]);
}
