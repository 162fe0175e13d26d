use atlassian_document::Document;
use jira_client::cloud::issues::{
    Assignee, HistoryMetadata, IssueEdit, IssueExpand, IssueMail, NewIssue, NewTransition,
    Recipients, TransitionExpand,
};
use jira_client::document as atlassian_document;
use serde_json::{Value, json};

use crate::site::Site;

pub(crate) fn text(text: &str) -> Document {
    serde_json::from_value(json!({"type": "doc", "version": 1, "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": text}]}
    ]}))
    .unwrap()
}

pub(crate) async fn new_issue(site: &Site, summary: &str) -> String {
    let issue = NewIssue::in_project("ACME")
        .issue_type("Task")
        .summary(summary);
    let created = site.jira.issues().create(issue).send().await.unwrap();
    created.key.into_inner()
}

async fn field(site: &Site, issue: &str, field: &str) -> Value {
    let read = site.jira.issues().get(issue).fields([field]);
    let read = read.send().await.unwrap();
    read.fields.get(field).cloned().unwrap_or_default()
}

pub(crate) async fn tour(site: &Site) {
    reading(site).await;
    let key = creating(site).await;
    editing(site, &key).await;
    moving_on(site, &key).await;
    questions(site, &key).await;
    let issues = site.jira.issues();
    issues
        .delete(&*key)
        .delete_subtasks(true)
        .send()
        .await
        .unwrap();
    assert!(issues.get(&*key).send().await.unwrap_err().is_not_found());
}

async fn reading(site: &Site) {
    let issues = site.jira.issues();
    let issue = issues.get("ACME-1").send().await.unwrap();
    assert_eq!(issue.key.unwrap().as_str(), "ACME-1");

    let asked = issues.bulk_fetch(["ACME-3", "ACME-1", "ACME-99999"]);
    let asked = asked.fields(["summary"]).expand([IssueExpand::Names]);
    let found = asked.clone().send().await.unwrap();
    let keys: Vec<_> = found
        .issues
        .good()
        .map(|issue| issue.key.as_ref().unwrap().as_str())
        .collect();
    assert_eq!(keys, ["ACME-1", "ACME-3"]);
    let found = asked.each().collect().await.unwrap();
    assert_eq!(found.missing, ["ACME-99999".into()]);
    assert!(found.issues[0].fields.get("summary").is_some());
}

async fn creating(site: &Site) -> String {
    let issues = site.jira.issues();
    let types = issues.creatable_types("ACME").items().collect().await;
    let types = types.unwrap();
    let task = types
        .iter()
        .find(|it| it.name.as_deref() == Some("Task"))
        .unwrap();
    let fields = issues.creatable_fields("ACME", &task.id).items();
    let fields = fields.collect().await.unwrap();
    let summary = fields
        .iter()
        .find(|it| it.field_id.as_deref() == Some("summary"))
        .unwrap();
    assert_eq!(summary.required, Some(true));
    assert!(summary.operations.contains(&"set".to_owned()));

    let issue = NewIssue::in_project("ACME")
        .issue_type_id(&task.id)
        .summary("Order paper")
        .description(&text("A4, white"))
        .add("labels", "office")
        .add("labels", "paper")
        .property("acme.order", json!({"number": 7}))
        .transition("21");
    let created = issues.create(issue).update_history(false).send().await;
    let created = created.unwrap();
    assert!(created.transition.unwrap().error_collection.is_empty());
    let issue = issues.get(&created.id).properties(["acme.order"]);
    let issue = issue.send().await.unwrap();
    assert_eq!(issue.properties.unwrap()["acme.order"]["number"], 7);
    assert_eq!(
        issue.fields.get("labels"),
        Some(&json!(["office", "paper"]))
    );
    assert_eq!(issue.fields.get("status").unwrap()["name"], "In Progress");

    let good = || {
        let issue = NewIssue::in_project("ACME").issue_type("Sub-task");
        issue.summary("Call the shop").parent(&created.key)
    };
    let bad = NewIssue::in_project("ACME").issue_type("Task");
    let many = issues.create_many([bad.clone(), good(), bad.clone(), good()]);
    let outcomes = many.outcomes().await.unwrap();
    let made: Vec<bool> = outcomes.iter().map(Result::is_ok).collect();
    assert_eq!(made, [false, true, false, true]);
    let refused = outcomes[2].as_ref().unwrap_err();
    assert!(
        refused.element_errors.errors.contains_key("summary"),
        "{refused}"
    );
    // Not one of them: an error of the service, and an answer all the same.
    let none = issues.create_many([bad.clone(), bad]).outcomes().await;
    assert!(none.unwrap().iter().all(Result::is_err));
    created.key.into_inner()
}

async fn editing(site: &Site, key: &str) {
    let issues = site.jira.issues();
    let can = issues.edit_metadata(key).send().await.unwrap();
    assert!(can.fields["labels"].operations.contains(&"add".to_owned()));

    let edit = IssueEdit::new()
        .field("summary", "Order more paper")
        .remove("labels", "office")
        .add("labels", "urgent")
        .property("acme.order", json!({"number": 8}));
    let edited = issues.edit(key, edit).notify_users(false);
    edited.send().await.unwrap();
    assert_eq!(field(site, key, "labels").await, json!(["paper", "urgent"]));

    let edit = IssueEdit::new().field("priority", json!({"name": "High"}));
    let edited = issues.edit(key, edit).expand([IssueExpand::Names]);
    let edited = edited.send_and_get().await.unwrap();
    assert_eq!(edited.fields.get("priority").unwrap()["name"], "High");
    assert_eq!(
        edited.fields.get("summary"),
        Some(&json!("Order more paper"))
    );

    for (to, who) in [
        (Assignee::from(site.sim.member().account_id), "member"),
        (Assignee::Nobody, "nobody"),
        (Assignee::Automatic, "automatic"),
    ] {
        issues.assign(key, to.clone()).send().await.unwrap();
        let now = field(site, key, "assignee").await;
        match to {
            Assignee::Account(id) => assert_eq!(now["accountId"], id.as_str(), "{who}"),
            Assignee::Nobody => assert_eq!(now, Value::Null),
            Assignee::Automatic => {}
        }
    }
}

async fn moving_on(site: &Site, key: &str) {
    let issues = site.jira.issues();
    let transitions = issues
        .transitions(key)
        .include_unavailable_transitions(true)
        .expand([TransitionExpand::Fields]);
    let transitions = transitions.send().await.unwrap().transitions;
    let done = transitions
        .iter()
        .find(|it| it.fields.as_ref().unwrap().contains_key("resolution"))
        .unwrap();
    let mut history = HistoryMetadata::default();
    history.kind = Some("acme:order".into());
    history.activity_description = Some("Paper came".into());
    let transition = NewTransition::new(&done.id)
        .field("resolution", json!({"name": "Done"}))
        .history(history);
    issues.transition(key, transition).send().await.unwrap();
    let status = field(site, key, "status").await;
    assert_eq!(status["id"], done.to.as_ref().unwrap().id.as_str());
}

async fn questions(site: &Site, key: &str) {
    let issues = site.jira.issues();
    let to = Recipients::none().user(site.sim.member().account_id);
    let mail = IssueMail::to(to).subject("Paper").text("It came.");
    issues.notify(key, mail).send().await.unwrap();

    let found = issues.pick().query("paper").current_jql("project = ACME");
    let found = found.send().await.unwrap();
    assert!(
        found.sections[0]
            .issues
            .iter()
            .any(|issue| issue.key.as_str() == key)
    );

    let report = issues.limit_report().is_returning_keys(true);
    let report = report.send().await.unwrap();
    assert!(report.limits["comment"] > 0);
    let events = issues.events().send().await.unwrap();
    assert!(events.iter().any(|event| event.name == "Issue Created"));
}
