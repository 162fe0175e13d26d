use jira_client::cloud::issue_type_schemes::{
    IssueTypeMove, IssueTypeSchemeExpand, IssueTypeSchemeId, IssueTypeSchemeOrder,
};
use jira_client::cloud::issue_types::{IssueType, IssueTypeId};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let schemes = site.jira.issue_type_schemes();
    let project = site.jira.projects().get("ACME").send().await.unwrap();
    let of_acme = site
        .jira
        .issue_types()
        .of_project(&project.id)
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    let ids: Vec<IssueTypeId> = of_acme.into_iter().map(|one: IssueType| one.id).collect();

    let made = schemes
        .create("All of it", ids.clone())
        .default_issue_type(&ids[0])
        .send()
        .await
        .unwrap();
    let scheme = &made.issue_type_scheme_id;
    schemes
        .update(scheme)
        .name("Everything")
        .description("In order")
        .send()
        .await
        .unwrap();
    let read = schemes
        .list()
        .id([scheme])
        .order_by(IssueTypeSchemeOrder::Name)
        .expand([
            IssueTypeSchemeExpand::Projects,
            IssueTypeSchemeExpand::IssueTypes,
        ])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!((read.len(), read[0].name.as_str()), (1, "Everything"));
    assert_eq!(read[0].default_issue_type_id.as_ref(), Some(&ids[0]));

    let order = async || {
        let pairs = schemes
            .mapping()
            .scheme([scheme])
            .items()
            .collect()
            .await
            .unwrap();
        let order: Vec<_> = pairs.into_iter().map(|pair| pair.issue_type_id).collect();
        order
    };
    assert_eq!(order().await, ids);
    schemes
        .move_issue_types(scheme, IssueTypeMove::last([&ids[0]]))
        .send()
        .await
        .unwrap();
    assert_eq!(order().await.last(), Some(&ids[0]));
    let after = IssueTypeMove::after(ids.last().unwrap(), [&ids[0]]);
    schemes
        .move_issue_types(scheme, after)
        .send()
        .await
        .unwrap();

    schemes.assign(scheme, &project.id).send().await.unwrap();
    let used = schemes
        .of_projects([&project.id])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(
        (&used[0].issue_type_scheme.id, &used[0].project_ids),
        (scheme, &vec![project.id.clone()])
    );
    add_and_remove(site, scheme).await;

    let unused = schemes
        .create("Unused", ids)
        .send()
        .await
        .unwrap()
        .issue_type_scheme_id;
    schemes.delete(&unused).send().await.unwrap();
}

async fn add_and_remove(site: &Site, scheme: &IssueTypeSchemeId) {
    let schemes = site.jira.issue_type_schemes();
    let spare = site
        .jira
        .issue_types()
        .create("Spare")
        .send()
        .await
        .unwrap()
        .id;
    let holds_spare = async || {
        let pairs = schemes
            .mapping()
            .scheme([scheme])
            .items()
            .collect()
            .await
            .unwrap();
        pairs.iter().any(|pair| pair.issue_type_id == spare)
    };
    schemes
        .add_issue_types(scheme, [&spare])
        .send()
        .await
        .unwrap();
    assert!(holds_spare().await);
    schemes
        .remove_issue_type(scheme, &spare)
        .send()
        .await
        .unwrap();
    assert!(!holds_spare().await);
}
