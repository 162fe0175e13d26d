use jira_client::cloud::components::{ComponentAssigneeType, ComponentOrder, ComponentSource};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let me = site
        .jira
        .myself()
        .get()
        .send()
        .await
        .unwrap()
        .account_id
        .unwrap();
    let components = site.jira.components();
    let made = components
        .create("ACME", "Pumps")
        .description("What pumps")
        .lead(&me)
        .assignee_type(ComponentAssigneeType::ComponentLead)
        .send()
        .await
        .unwrap();
    assert_eq!(made.assignee.unwrap().account_id, Some(me));
    assert_eq!(made.is_assignee_type_valid, Some(true));

    let changed = components
        .update(&made.id)
        .name("Water pumps")
        .lead("")
        .send()
        .await
        .unwrap();
    assert!(changed.lead.is_none());
    assert_eq!(
        components
            .get(&made.id)
            .send()
            .await
            .unwrap()
            .name
            .as_deref(),
        Some("Water pumps")
    );

    let listed = components
        .list("ACME")
        .query("pumps")
        .order_by(ComponentOrder::IssueCountDescending)
        .component_source(ComponentSource::Jira)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!((listed.len(), listed[0].issue_count), (1, Some(0)));
    assert_eq!(listed[0].project.as_ref().unwrap().as_str(), "ACME");
    let everywhere = components
        .search()
        .projects(["ACME", "OPS"])
        .items()
        .collect()
        .await
        .unwrap();
    assert!(everywhere.iter().any(|component| component.id == made.id));

    let heir = everywhere
        .iter()
        .find(|component| component.id != made.id)
        .unwrap();
    components
        .delete(&made.id)
        .move_issues_to(&heir.id)
        .send()
        .await
        .unwrap();
    assert!(
        components
            .get(&made.id)
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );
    let count = components.issue_count(&heir.id).send().await.unwrap();
    assert!(count.self_url.is_some());
}
