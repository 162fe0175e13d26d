use std::sync::Arc;
use std::time::Duration;

use jira_client::cloud::issue_bulk::{BulkEdit, BulkMove, BulkTransition, Choice, MoveTarget};
use jira_client::cloud::issues::Assignee;
use jira_client::cloud::tasks::TaskStatus;
use jira_client::core::ErrorKind;
use jira_client::core::VirtualClock;
use jira_client::document::Document;
use serde_json::{Value, json};

use crate::requests::shown;
use crate::site::Site;

fn document() -> (Document, Value) {
    let value = json!({"type": "doc", "version": 1, "content": []});
    (serde_json::from_value(value.clone()).unwrap(), value)
}

#[tokio::test]
async fn submits_changes_of_many_issues() {
    let site = Site::start().await;
    let bulk = site.jira.issue_bulk();
    let (text, adf) = document();
    let moves = BulkMove::new(
        MoveTarget::new("ACME", "10001")
            .parent("ACME-7")
            .issues(["OLD-1"])
            .status("10001", ["10002", "10003"])
            .field("labels", ["a", "b"])
            .rich_text("description", &text)
            .classification("c-1", ["c-2", "-1"])
            .subtasks_have_own_target(),
    )
    .and(MoveTarget::new("OPS", "10004").issues(["OLD-2"]))
    .without_mail();
    let body = json!({"selectedIssueIdsOrKeys": ["ACME-1", "10002"]});
    let issues = || ["ACME-1", "10002"];
    let to = |what: &str| format!("POST /rest/api/3/bulk/issues/{what}");
    for (request, target, body) in [
        (
            bulk.watch(issues()).request().clone(),
            to("watch"),
            body.clone(),
        ),
        (
            bulk.unwatch(issues()).request().clone(),
            to("unwatch"),
            body.clone(),
        ),
        (
            bulk.delete(issues())
                .send_bulk_notification(false)
                .request()
                .clone(),
            to("delete"),
            json!({"selectedIssueIdsOrKeys": ["ACME-1", "10002"], "sendBulkNotification": false}),
        ),
        (
            bulk.transition([
                BulkTransition::new("11", issues()),
                BulkTransition::new("41", ["BUG-1"]),
            ])
            .send_bulk_notification(false)
            .request()
            .clone(),
            to("transition"),
            json!({"sendBulkNotification": false, "bulkTransitionInputs": [
                {"transitionId": "11", "selectedIssueIdsOrKeys": ["ACME-1", "10002"]},
                {"transitionId": "41", "selectedIssueIdsOrKeys": ["BUG-1"]}]}),
        ),
        (
            bulk.move_to(moves).request().clone(),
            to("move"),
            json!({"sendBulkNotification": false, "targetToSourcesMapping": {
                "ACME,10001,ACME-7": {
                    "issueIdsOrKeys": ["OLD-1"], "inferFieldDefaults": false, "inferStatusDefaults": false,
                    "inferSubtaskTypeDefault": false, "inferClassificationDefaults": false,
                    "targetStatus": [{"statuses": {"10001": ["10002", "10003"]}}],
                    "targetMandatoryFields": [{"fields": {
                        "labels": {"retain": true, "type": "raw", "value": ["a", "b"]},
                        "description": {"retain": true, "type": "adf", "value": adf}}}],
                    "targetClassification": [{"classifications": {"c-1": ["c-2", "-1"]}}]},
                "OPS,10004": {
                    "issueIdsOrKeys": ["OLD-2"], "inferFieldDefaults": true, "inferStatusDefaults": true,
                    "inferSubtaskTypeDefault": true, "inferClassificationDefaults": true}}}),
        ),
    ] {
        assert!(!request.is_safe_to_repeat(), "{target}");
        assert_eq!(shown(&request), (target, body));
    }
    site.exchange(&to("watch"), Some(body), 201, r#"{"taskId":"10641"}"#)
        .await;
    let task = bulk.watch(issues()).send().await.unwrap();
    assert_eq!(task.task_id.as_str(), "10641");
}

#[test]
fn an_edit_names_each_field_that_it_sets() {
    let (text, adf) = document();
    let edit = BulkEdit::of(["ACME-1"])
        .issue_type("10001")
        .status("3")
        .priority("1")
        .priority("2")
        .components(Choice::Replace, ["10001"])
        .original_estimate("2d")
        .remaining_estimate("1d")
        .labels("labels", Choice::Add, ["x"])
        .versions("fixVersions", Choice::RemoveAll, Vec::<String>::new())
        .version("cf_v", None)
        .user("assignee", Assignee::Automatic)
        .user("reporter", Assignee::Nobody)
        .user("assignee", "a1")
        .users("cf_us", ["a1", "a2"])
        .users("cf_none", Vec::<String>::new())
        .group("cf_g", Some("crew".to_owned()))
        .groups("cf_gs", ["crew"])
        .option("cf_o", None)
        .options("cf_os", [10_031, 10_032])
        .cascade("cf_c", Some(1), None)
        .text("cf_t", "line")
        .rich_text("description", Some(&text))
        .rich_text("environment", None)
        .number("cf_n", None)
        .date("duedate", "31-01-2026")
        .date_time("cf_dt", "")
        .color("cf_col", "dark green")
        .url("cf_u", "https://example.com")
        .without_mail();
    let expected = json!({
        "selectedIssueIdsOrKeys": ["ACME-1"],
        "sendBulkNotification": false,
        "selectedActions": ["issuetype", "status", "priority", "components", "timetracking", "labels", "fixVersions",
            "cf_v", "assignee", "reporter", "cf_us", "cf_none", "cf_g", "cf_gs", "cf_o", "cf_os", "cf_c", "cf_t",
            "description", "environment", "cf_n", "duedate", "cf_dt", "cf_col", "cf_u"],
        "editedFieldsInput": {
            "issueType": {"issueTypeId": "10001"},
            "status": {"statusId": "3"},
            "priority": {"priorityId": "2"},
            "multiselectComponents": {"fieldId": "components", "bulkEditMultiSelectFieldOption": "REPLACE",
                "components": [{"componentId": 10_001}]},
            "originalEstimateField": {"originalEstimateField": "2d"},
            "timeTrackingField": {"timeRemaining": "1d"},
            "labelsFields": [{"fieldId": "labels", "bulkEditMultiSelectFieldOption": "ADD", "labels": [{"name": "x"}]}],
            "multipleVersionPickerFields":
                [{"fieldId": "fixVersions", "bulkEditMultiSelectFieldOption": "REMOVE_ALL", "versions": []}],
            "singleVersionPickerFields": [{"fieldId": "cf_v", "version": {"versionId": "-1"}}],
            "singleSelectClearableUserPickerFields": [{"fieldId": "reporter", "user": null},
                {"fieldId": "assignee", "user": {"accountId": "a1"}}],
            "multipleSelectClearableUserPickerFields": [
                {"fieldId": "cf_us", "users": [{"accountId": "a1"}, {"accountId": "a2"}]},
                {"fieldId": "cf_none", "users": null}],
            "singleGroupPickerFields": [{"fieldId": "cf_g", "group": {"groupName": "crew"}}],
            "multipleGroupPickerFields": [{"fieldId": "cf_gs", "groups": [{"groupName": "crew"}]}],
            "singleSelectFields": [{"fieldId": "cf_o", "option": {"optionId": -1}}],
            "multipleSelectFields": [{"fieldId": "cf_os", "options": [{"optionId": 10_031}, {"optionId": 10_032}]}],
            "cascadingSelectFields": [{"fieldId": "cf_c", "parentOptionValue": {"optionId": 1},
                "childOptionValue": {"optionId": null}}],
            "singleLineTextFields": [{"fieldId": "cf_t", "text": "line"}],
            "richTextFields": [{"fieldId": "description", "richText": {"adfValue": adf}},
                {"fieldId": "environment", "richText": {}}],
            "clearableNumberFields": [{"fieldId": "cf_n", "value": null}],
            "datePickerFields": [{"fieldId": "duedate", "date": {"formattedDate": "31-01-2026"}}],
            "dateTimePickerFields": [{"fieldId": "cf_dt", "dateTime": {"formattedDateTime": ""}}],
            "colorFields": [{"fieldId": "cf_col", "color": {"name": "dark green"}}],
            "urlFields": [{"fieldId": "cf_u", "url": "https://example.com"}],
        },
    });
    assert_eq!(serde_json::to_value(edit).unwrap(), expected);
}

#[tokio::test]
async fn sends_an_edit_of_many_issues() {
    let site = Site::start().await;
    let body = json!({"selectedIssueIdsOrKeys": ["ACME-1"], "selectedActions": ["priority"],
        "editedFieldsInput": {"priority": {"priorityId": "2"}}});
    let ask = "POST /rest/api/3/bulk/issues/fields";
    site.exchange(ask, Some(body), 201, r#"{"taskId":"7"}"#)
        .await;
    let edit = BulkEdit::of(["ACME-1"]).priority("2");
    let task = site.jira.issue_bulk().edit(edit).send().await.unwrap();
    assert_eq!(task.task_id.as_str(), "7");
}

#[tokio::test]
async fn lists_what_issues_have_in_common() {
    let site = Site::start().await;
    let bulk = site.jira.issue_bulk();
    let ask = "GET /rest/api/3/bulk/issues/fields?issueIdsOrKeys=ACME-1%2CACME-2&searchText=pri";
    let components = json!({"id": "components", "isRequired": false, "name": "Components", "type": "components",
        "multiSelectFieldOptions": ["ADD", "SHUFFLE"], "unavailableMessage": "None here."});
    let reply = json!({"fields": [components], "startingAfter": "50"});
    site.answer(ask, reply).await;
    let priority = json!({"id": "priority", "isRequired": true, "name": "Priority", "type": "priority", "description": "D",
        "searchUrl": "https://acme.example.com/x?query=", "fieldOptions": [{"id": "1", "priority": "Highest"}]});
    let reply = json!({"fields": [priority], "endingBefore": "50"});
    site.answer(&format!("{ask}&startingAfter=50"), reply).await;
    let call = bulk
        .editable_fields(["ACME-1", "ACME-2"])
        .search_text("pri");
    let fields = call.items().collect().await.unwrap();
    let choices = &fields[0].multi_select_field_options;
    assert_eq!(choices, &[Choice::Add, Choice::Other("SHUFFLE".into())]);
    assert_eq!(fields[0].unavailable_message.as_deref(), Some("None here."));
    let priority = &fields[1];
    assert_eq!(
        (priority.id.as_str(), priority.is_required),
        ("priority", Some(true))
    );
    assert_eq!(priority.field_options[0]["priority"], "Highest");

    let reply = json!({"availableTransitions": [{"isTransitionsFiltered": true, "issues": ["EPIC-1", "TASK-1"],
        "transitions": [{"to": {"statusId": 10001, "statusName": "To Do"}, "transitionId": 11, "transitionName": "Go"}]}]});
    let ask = "GET /rest/api/3/bulk/issues/transition?issueIdsOrKeys=EPIC-1%2CTASK-1";
    site.answer(ask, reply).await;
    let all = bulk
        .transitions(["EPIC-1", "TASK-1"])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(
        (all[0].issues.len(), all[0].is_transitions_filtered),
        (2, Some(true))
    );
    let one = &all[0].transitions[0];
    assert_eq!(
        (one.transition_id.as_str(), one.transition_name.as_deref()),
        ("11", Some("Go"))
    );
    assert_eq!(one.to.as_ref().unwrap().status_id.as_str(), "10001");
}

#[tokio::test]
async fn waits_for_what_became_of_each_issue() {
    let clock = Arc::new(VirtualClock::new());
    let site = Site::with_clock(clock.clone()).await;
    let running = json!({"taskId": "10779", "status": "RUNNING", "progressPercent": 65,
        "submittedBy": {"accountId": "a1"}, "created": 1_690_180_055_963_u64, "started": 1_690_180_056_206_u64,
        "updated": 169_018_005_829_u64});
    let over = json!({"taskId": "10779", "status": "COMPLETE", "progressPercent": 100, "totalIssueCount": 4,
        "processedAccessibleIssues": [10_001, 10_002], "invalidOrInaccessibleIssueCount": 1,
        "failedAccessibleIssues": {"10003": ["The priority selected is invalid."]},
        "submittedBy": {"accountId": "a1"}, "created": 1_709_189_449_954_u64, "started": 1_709_189_450_154_u64,
        "updated": 1_709_189_450_354_u64});
    let asked = site
        .answer_in_turn("GET /rest/api/3/bulk/queue/10779", vec![running, over])
        .await;
    let bulk = site.jira.issue_bulk();
    let now = bulk.progress("10779").send().await.unwrap();
    assert_eq!(
        (now.status.clone(), now.progress_percent),
        (TaskStatus::Running, Some(65))
    );
    assert!(!now.is_all_done() && now.processed_accessible_issues.is_empty());
    let done = bulk.wait("10779").finish().await.unwrap();
    asked.assert_calls(2);
    assert_eq!(clock.slept(), Duration::ZERO);
    let ids: Vec<&str> = done
        .processed_accessible_issues
        .iter()
        .map(AsRef::as_ref)
        .collect();
    assert_eq!(ids, ["10001", "10002"]);
    let reasons = &done.failed_accessible_issues[&"10003".into()];
    assert_eq!(reasons, &["The priority selected is invalid."]);
    assert_eq!(done.invalid_or_inaccessible_issue_count, Some(1));
    assert!(!done.is_all_done());
    assert_eq!(
        done.submitted_by.unwrap().account_id.unwrap().as_str(),
        "a1"
    );
}

/// JSON has no word for it but `null`, which empties the field.
#[tokio::test]
async fn what_is_no_number_does_not_empty_a_field() {
    let site = Site::start().await;
    for odd in [f64::NAN, f64::INFINITY] {
        let edit = BulkEdit::of(["ACME-1"]).number("customfield_1", Some(odd));
        let error = site.jira.issue_bulk().edit(edit).send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains("customfield_1"), "{error}");
    }
}
