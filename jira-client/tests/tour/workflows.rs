use jira_client::cloud::projects::ScopeType;
use jira_client::cloud::statuses::{NewStatusScope, StatusCategoryCode};
use jira_client::cloud::workflows::{
    NewWorkflow, ProjectAndIssueType, UpdateWorkflow, ValidationLevel, ValidationOptions,
    WorkflowCreation, WorkflowOrder, WorkflowStatus, WorkflowStatusDefinition, WorkflowTransition,
    WorkflowUpdates,
};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    look(site).await;
    change(site).await;
}

async fn look(site: &Site) {
    let workflows = site.jira.workflows();
    let call = workflows.search().scope(ScopeType::Global).is_active(true);
    let call = call
        .order_by(WorkflowOrder::Name)
        .expand("values.transitions");
    let used = call.items().collect().await.unwrap();
    let one = &used[0];
    assert!(one.transitions.len() >= one.statuses.len() && !one.statuses.is_empty());
    let read = workflows.read().ids([&one.id]).send().await.unwrap();
    assert_eq!(read.statuses.len(), one.statuses.len());

    let projects = workflows
        .project_usages(&one.id)
        .items()
        .collect()
        .await
        .unwrap();
    let types = workflows
        .issue_type_usages(&one.id, &projects[0].id)
        .items();
    let types = types.collect().await.unwrap();
    let schemes = workflows
        .scheme_usages(&one.id)
        .items()
        .collect()
        .await
        .unwrap();
    assert!(!schemes.is_empty());
    let pair = ProjectAndIssueType::new(&projects[0].id, &types[0].id);
    let read = workflows.read().of(vec![pair]).send().await.unwrap();
    assert_eq!(read.workflows[0].id, one.id);

    let rules = workflows
        .capabilities()
        .workflow_id(&one.id)
        .send()
        .await
        .unwrap();
    assert_eq!(rules.editor_scope, Some(ScopeType::Global));
    assert!(
        rules
            .system_rules
            .iter()
            .all(|rule| rule["ruleKey"].is_string())
    );
    workflows.default_editor().send().await.unwrap();
}

async fn change(site: &Site) {
    let workflows = site.jira.workflows();
    let creation = |name: &str| {
        let workflow = NewWorkflow::new(name)
            .status(WorkflowStatus::new("open"))
            .status(WorkflowStatus::new("seen"))
            .transition(WorkflowTransition::initial("1", "Create", "open"))
            .transition(WorkflowTransition::directed("2", "See", ["open"], "seen"));
        WorkflowCreation::new(NewStatusScope::global())
            .status(WorkflowStatusDefinition::new(
                "open",
                "Unseen",
                StatusCategoryCode::Todo,
            ))
            .status(WorkflowStatusDefinition::new(
                "seen",
                "Seen",
                StatusCategoryCode::Done,
            ))
            .workflow(workflow)
    };
    let call = workflows.validate_create(creation(""));
    let call = call.options(ValidationOptions::levels([ValidationLevel::Error]));
    let wrong = call.send().await.unwrap();
    assert_eq!(wrong.errors[0].level, Some(ValidationLevel::Error));
    assert!(wrong.errors[0].message.is_some());
    let made = workflows.create(creation("Tour")).send().await.unwrap();
    let workflow = &made.workflows[0];
    assert_eq!(made.statuses.len(), 2);

    // All that was read is sent back, with one more way in it.
    let back =
        WorkflowTransition::global("3", "Back", workflow.statuses[0].status_reference.as_str());
    let change = UpdateWorkflow::of(workflow).unwrap().transition(back);
    let mut updates = WorkflowUpdates::new().workflow(change);
    for status in &made.statuses {
        updates = updates.status(WorkflowStatusDefinition::existing(status).unwrap());
    }
    let wrong = workflows
        .validate_update(updates.clone())
        .send()
        .await
        .unwrap();
    assert!(wrong.errors.is_empty(), "{wrong:?}");
    let changed = workflows.update(updates.clone()).send().await.unwrap();
    assert_eq!(changed.workflows[0].transitions.len(), 3);
    // The version is an old one now.
    assert!(
        workflows
            .update(updates)
            .send()
            .await
            .unwrap_err()
            .is_conflict()
    );

    workflows.delete(&workflow.id).send().await.unwrap();
    let left = workflows.read().names(["Tour"]).send().await.unwrap();
    assert!(left.workflows.is_empty());
}
