use jira_client::cloud::issue_bulk::{
    BulkEdit, BulkMove, BulkProgress, BulkTransition, Choice, MoveTarget, SubmittedBulkOperation,
};
use jira_client::cloud::tasks::TaskStatus;
use serde_json::{Value, json};

use super::issues::{new_issue, text};
use crate::site::Site;

async fn end(site: &Site, submitted: SubmittedBulkOperation) -> BulkProgress {
    let bulk = site.jira.issue_bulk();
    let now = bulk.progress(&submitted.task_id).send().await.unwrap();
    assert_eq!(now.progress_percent, Some(100));
    bulk.wait(submitted.task_id).finish().await.unwrap()
}

async fn field(site: &Site, issue: &str, field: &str) -> Value {
    let issue = site.jira.issues().get(issue).send().await.unwrap();
    issue.fields.get(field).cloned().unwrap_or_default()
}

pub(crate) async fn tour(site: &Site) {
    let bulk = site.jira.issue_bulk();
    let keys = [new_issue(site, "One").await, new_issue(site, "Two").await];
    let keys = || keys.iter().map(String::as_str);

    let fields = bulk.editable_fields(keys()).items().collect().await;
    let fields = fields.unwrap();
    let labels = fields.iter().find(|field| field.id == "labels").unwrap();
    assert!(labels.multi_select_field_options.contains(&Choice::Add));
    let found = bulk.editable_fields(keys()).search_text("priori").items();
    let found = found.collect().await.unwrap();
    assert_eq!(found[0].field_options[0]["name"], "Highest");

    let edit = BulkEdit::of(keys().chain(["ACME-99999"]))
        .priority("1")
        .labels("labels", Choice::Add, ["new"])
        .components(Choice::Replace, ["10001"])
        .option("customfield_10030", Some(10_031))
        .rich_text("description", Some(&text("bulk")))
        .number("customfield_10016", Some(8.0))
        .user("assignee", site.sim.member().account_id)
        .status("3")
        .without_mail();
    let result = end(site, bulk.edit(edit).send().await.unwrap()).await;
    assert_eq!(
        (result.status, result.total_issue_count),
        (TaskStatus::Complete, Some(3))
    );
    assert_eq!(result.invalid_or_inaccessible_issue_count, Some(1));
    assert_eq!(result.processed_accessible_issues.len(), 2);
    for key in keys() {
        assert_eq!(field(site, key, "labels").await, json!(["new"]));
        assert_eq!(
            field(site, key, "customfield_10030").await["value"],
            "Green"
        );
        assert_eq!(field(site, key, "status").await["id"], "3");
    }

    let common = bulk.transitions(keys()).items().collect().await.unwrap();
    assert_eq!(common[0].issues.len(), 2);
    let to = &common[0].transitions[0];
    let transition = BulkTransition::new(&to.transition_id, keys());
    let call = bulk.transition([transition]).send_bulk_notification(false);
    assert!(end(site, call.send().await.unwrap()).await.is_all_done());
    let status = field(site, keys().next().unwrap(), "status").await;
    assert_eq!(status["id"], to.to.as_ref().unwrap().status_id.as_str());

    for on in [true, false] {
        let task = if on {
            bulk.watch(keys()).send().await
        } else {
            bulk.unwatch(keys()).send().await
        };
        assert!(end(site, task.unwrap()).await.is_all_done());
        let watches = field(site, keys().next().unwrap(), "watches").await;
        assert_eq!(watches["isWatching"], on);
    }

    let target = MoveTarget::new("OPS", "10004").issues(keys());
    let order = BulkMove::new(target).without_mail();
    assert!(
        end(site, bulk.move_to(order).send().await.unwrap())
            .await
            .is_all_done()
    );
    let each = site.jira.issues().bulk_fetch(keys()).each();
    let moved = each.collect().await.unwrap();
    assert!(moved.missing.is_empty());
    assert!(
        moved.issues[0]
            .key
            .as_ref()
            .unwrap()
            .as_str()
            .starts_with("OPS-")
    );

    let wrong = BulkEdit::of(keys()).priority("77");
    let result = end(site, bulk.edit(wrong).send().await.unwrap()).await;
    assert!(!result.is_all_done());
    assert_eq!(
        result.failed_accessible_issues[&moved.issues[0].id].len(),
        1
    );

    let call = bulk.delete(keys()).send_bulk_notification(false);
    assert!(end(site, call.send().await.unwrap()).await.is_all_done());
    let gone = site.jira.issues().bulk_fetch(keys()).each();
    assert_eq!(gone.collect().await.unwrap().missing.len(), 2);
}
