use jira_client::cloud::field_contexts::ProjectAndIssueType;
use jira_client::cloud::fields::CustomFieldType;
use serde_json::Value;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let field = site
        .jira
        .fields()
        .create("Region", CustomFieldType::Select)
        .send()
        .await
        .unwrap()
        .id;
    let contexts = site.jira.field_contexts();
    let found = contexts
        .list(&field)
        .is_global_context(true)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!((found.len(), found[0].is_any_issue_type), (1, Some(true)));

    let issue = site.jira.issues().get("ACME-1").send().await.unwrap();
    let project = issue.fields.project().unwrap().unwrap().id;
    let task = issue.fields.issue_type().unwrap().unwrap().id;
    let made = contexts
        .create(&field, "Of one project")
        .project_ids([&project])
        .issue_type_ids([&task]);
    let made = made.description("Places").send().await.unwrap();
    assert_eq!(made.project_ids.good().collect::<Vec<_>>(), [&project]);
    let context = made.id;

    contexts
        .update(&field, &context)
        .name("Renamed")
        .send()
        .await
        .unwrap();
    let found = contexts
        .list(&field)
        .context_id([&context])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(
        (found.len(), found[0].name.as_deref()),
        (1, Some("Renamed"))
    );

    let pair = || ProjectAndIssueType {
        project_id: project.clone(),
        issue_type_id: task.clone(),
    };
    let deciding = contexts
        .find(&field, [pair()])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(deciding[0].context_id.as_ref(), Some(&context));

    let of_projects = || {
        contexts
            .projects(&field)
            .context_id([&context])
            .items()
            .collect()
    };
    assert_eq!(
        of_projects().await.unwrap()[0].project_id.as_ref(),
        Some(&project)
    );
    let others: Value = site
        .jira
        .request(jira_client::http::Method::GET, "/rest/api/3/project/search")
        .send_as()
        .await
        .unwrap();
    let other = others["values"].as_array().unwrap().iter().find_map(|one| {
        let id = one["id"].as_str().unwrap();
        (id != project.as_str() && one["style"] == "classic").then(|| id.to_owned())
    });
    let other = other.unwrap();
    contexts
        .add_projects(&field, &context, [other.as_str()])
        .send()
        .await
        .unwrap();
    assert_eq!(of_projects().await.unwrap().len(), 2);
    contexts
        .remove_projects(&field, &context, [other.as_str()])
        .send()
        .await
        .unwrap();
    assert_eq!(of_projects().await.unwrap().len(), 1);

    let of_types = || {
        contexts
            .issue_types(&field)
            .context_id([&context])
            .items()
            .collect()
    };
    assert_eq!(
        of_types().await.unwrap()[0].issue_type_id.as_ref(),
        Some(&task)
    );
    contexts
        .remove_issue_types(&field, &context, [&task])
        .send()
        .await
        .unwrap();
    assert_eq!(of_types().await.unwrap()[0].is_any_issue_type, Some(true));
    contexts
        .add_issue_types(&field, &context, [&task])
        .send()
        .await
        .unwrap();
    let twice = contexts
        .add_issue_types(&field, &context, [&task])
        .send()
        .await
        .unwrap_err();
    assert!(twice.is_invalid(), "{twice}");

    contexts.delete(&field, &context).send().await.unwrap();
    assert_eq!(
        contexts.list(&field).items().collect().await.unwrap().len(),
        1
    );
}
