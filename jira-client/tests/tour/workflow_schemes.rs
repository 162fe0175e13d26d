use std::collections::BTreeMap;

use jira_client::cloud::projects::{NewProject, ProjectTemplate};
use jira_client::cloud::statuses::{NewStatusScope, StatusCategoryCode};
use jira_client::cloud::tasks::TaskStatus;
use jira_client::cloud::workflows::{
    NewWorkflow, WorkflowCreation, WorkflowStatus, WorkflowStatusDefinition, WorkflowTransition,
};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let schemes = site.jira.workflow_schemes();
    let all = schemes.list().items().collect().await.unwrap();
    let used = all[0].id.clone().unwrap();
    let projects = schemes
        .project_usages(&used)
        .items()
        .collect()
        .await
        .unwrap();
    let project = &projects[0].id;
    let read = schemes.read().projects([project]).send().await.unwrap();
    let read = read.good().next().unwrap();
    assert_eq!(read.id, used);
    let by_project = schemes.of_projects([project]).send().await.unwrap();
    let by_project = by_project.values.into_vec().unwrap();
    assert_eq!(by_project[0].workflow_scheme.id, Some(used.clone()));
    assert_eq!(by_project[0].project_ids, std::slice::from_ref(project));
    let refused = schemes.update(&used).description("x").send().await;
    assert!(refused.unwrap_err().is_invalid());

    let workflows = site.jira.workflows();
    let workflow = read.default_workflow.as_ref().unwrap();
    let types = workflows.issue_type_usages(&workflow.id, project).items();
    let kind = &types.collect().await.unwrap()[0].id;
    let status = WorkflowStatusDefinition::new("open", "Detouring", StatusCategoryCode::Todo);
    let new = NewWorkflow::new("Detour")
        .status(WorkflowStatus::new("open"))
        .transition(WorkflowTransition::initial("1", "Create", "open"));
    let new = WorkflowCreation::new(NewStatusScope::global())
        .status(status)
        .workflow(new);
    workflows.create(new).send().await.unwrap();
    let other = "Detour".to_owned();

    let mappings = BTreeMap::from([(kind.clone(), other.clone())]);
    let call = schemes.create("Tour").default_workflow(&*workflow.name);
    let made = call.issue_type_mappings(mappings).send().await.unwrap();
    let id = made.id.unwrap();
    schemes.update(&id).name("Tour 2").send().await.unwrap();
    let one = schemes.get(&id).send().await.unwrap();
    assert_eq!(one.name.as_deref(), Some("Tour 2"));
    assert_eq!(one.issue_type_mappings.unwrap()[kind], other);
    let mapped = schemes.issue_type(&id, kind).send().await.unwrap();
    assert_eq!(mapped.workflow.as_ref(), Some(&other));
    let of_workflow = schemes.workflow(&id, &*other).send().await.unwrap();
    assert_eq!(of_workflow.issue_types, std::slice::from_ref(kind));
    assert_eq!(
        schemes
            .workflows(&id)
            .send()
            .await
            .unwrap()
            .workflows
            .good()
            .count(),
        2
    );

    schemes.remove_issue_type(&id, kind).send().await.unwrap();
    schemes
        .set_issue_type(&id, kind, &*other)
        .send()
        .await
        .unwrap();
    schemes
        .set_default_workflow(&id, &*other)
        .send()
        .await
        .unwrap();
    let default = schemes.default_workflow(&id).send().await.unwrap();
    assert_eq!(default.workflow, other);
    schemes.reset_default_workflow(&id).send().await.unwrap();
    let call = schemes.set_workflow(&id, &*other).issue_types([kind]);
    call.send().await.unwrap();
    schemes.remove_workflow(&id, &*other).send().await.unwrap();
    let left = schemes.get(&id).send().await.unwrap();
    assert!(left.issue_type_mappings.unwrap().is_empty());

    let refused = schemes.assign(project, Some(id.clone())).send().await;
    assert!(refused.unwrap_err().is_invalid());
    let lead = site
        .jira
        .myself()
        .get()
        .send()
        .await
        .unwrap()
        .account_id
        .unwrap();
    let new =
        NewProject::from_template("TOUR", "Tour", lead, ProjectTemplate::CompanyManagedKanban);
    let empty = site.jira.projects().create(new).send().await.unwrap().id;
    schemes
        .assign(&empty, Some(id.clone()))
        .send()
        .await
        .unwrap();
    let users = schemes.project_usages(&id).items().collect().await.unwrap();
    assert_eq!(users[0].id, empty);
    schemes.assign(&empty, None).send().await.unwrap();
    let task = schemes.switch_project(&empty, &used).send().await.unwrap();
    assert_eq!(task.status, TaskStatus::Complete);
    schemes.delete(&id).send().await.unwrap();
    assert!(schemes.get(&id).send().await.unwrap_err().is_not_found());
}
