use jira_client::cloud::webhooks::{
    EventName, NewWebhook, Subject, WebhookEvent, WebhookId, delivery_id, retry_number,
};
use jira_client::core::ErrorKind;
use jira_client::http::HeaderMap;
use serde_json::{Value, from_value, json, to_value};

use crate::requests::assert_sends;
use crate::site::Site;

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let webhooks = site.jira.webhooks();
    let first = NewWebhook::new([EventName::IssueUpdated], "project = ACME").fields(["status"]);
    let second = NewWebhook::new(["issue_property_set"], "").property_keys(["k"]);
    assert_sends! {
        webhooks.list(), "GET /rest/api/3/webhook";
        webhooks.register("https://example.com/hook", [first, second]), "POST /rest/api/3/webhook",
            {"url": "https://example.com/hook", "webhooks": [
                {"events": ["jira:issue_updated"], "jqlFilter": "project = ACME", "fieldIdsFilter": ["status"]},
                {"events": ["issue_property_set"], "jqlFilter": "", "issuePropertyKeysFilter": ["k"]}]};
        webhooks.delete([7, 8]), "DELETE /rest/api/3/webhook", {"webhookIds": [7, 8]};
        webhooks.refresh(["7"]), "PUT /rest/api/3/webhook/refresh", {"webhookIds": [7]};
        webhooks.failed().after(1_790_812_800_000_i64), "GET /rest/api/3/webhook/failed?after=1790812800000";
    }
    assert!(
        !webhooks
            .register("https://example.com", [NewWebhook::new(["x"], "")])
            .request()
            .is_safe_to_repeat()
    );
}

/// To the service an empty list is no filter at all.
#[tokio::test]
async fn no_field_is_not_taken_for_all_fields() {
    let site = Site::start().await;
    let new = || NewWebhook::new([EventName::IssueUpdated], "");
    let none = Vec::<String>::new;
    for webhook in [new().fields(none()), new().property_keys(none())] {
        let call = site
            .jira
            .webhooks()
            .register("https://example.com", [webhook]);
        let error = call.send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains("an empty list"), "{error}");
    }
}

#[tokio::test]
async fn reads_webhooks_and_what_failed() {
    let site = Site::start().await;
    let webhook = json!({"id": 10000, "url": "https://example.com/hook", "events": ["jira:issue_updated", "moon_landed"],
        "jqlFilter": "project = ACME", "fieldIdsFilter": ["summary"], "issuePropertyKeysFilter": ["k"],
        "expirationDate": 1_793_404_800_000_i64});
    let page =
        json!({"maxResults": 100, "startAt": 0, "total": 1, "isLast": true, "values": [webhook]});
    site.answer("GET /rest/api/3/webhook?maxResults=100&startAt=0", page)
        .await;
    let all = site.jira.webhooks().list().items().collect().await.unwrap();
    assert_eq!(to_value(&all[0]).unwrap(), webhook);
    let ends = all[0].expiration_date.as_ref().unwrap();
    assert_eq!(ends.epoch_millis(), Some(1_793_404_800_000));

    let next = "https://acme.example.com/rest/api/3/webhook/failed?failedAfter=20&maxResults=100";
    let failed = |id: &str, at: i64| json!({"id": id, "body": "{}", "url": "https://example.com", "failureTime": at});
    let first = json!({"values": [failed("1", 20)], "maxResults": 100, "next": next});
    site.answer(
        "GET /rest/api/3/webhook/failed?after=10&maxResults=100",
        first,
    )
    .await;
    let last = json!({"values": [failed("2", 30)], "maxResults": 100});
    site.answer(
        "GET /rest/api/3/webhook/failed?failedAfter=20&maxResults=100",
        last,
    )
    .await;
    let failed = site
        .jira
        .webhooks()
        .failed()
        .after(10)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!((failed[0].id.as_str(), failed[1].id.as_str()), ("1", "2"));

    let results = json!({"webhookRegistrationResult": [{"createdWebhookId": 1000}, {"errors": ["The clause x is unsupported"]}]});
    let body = json!({"url": "u", "webhooks": [{"events": ["x"], "jqlFilter": ""}]});
    site.exchange(
        "POST /rest/api/3/webhook",
        Some(body),
        200,
        &results.to_string(),
    )
    .await;
    let results = site
        .jira
        .webhooks()
        .register("u", [NewWebhook::new(["x"], "")])
        .send()
        .await
        .unwrap();
    let results = results.webhook_registration_result.into_vec().unwrap();
    assert_eq!(results[0].created_webhook_id, Some(WebhookId::from(1000)));
    assert_eq!(results[1].errors.len(), 1);
}

fn read(event: &Value) -> WebhookEvent {
    let read: WebhookEvent = serde_json::from_str(&event.to_string()).unwrap();
    assert_eq!(
        &to_value(&read).unwrap(),
        event,
        "written back, nothing is lost"
    );
    read
}

#[test]
fn an_update_of_an_issue_tells_what_changed() {
    let event = read(&json!({
        "timestamp": 1_525_698_237_764_i64, "webhookEvent": "jira:issue_updated", "issue_event_type_name": "issue_assigned",
        "user": {"self": "https://x", "accountId": "a1", "displayName": "A", "active": true, "timeZone": "Europe/Berlin"},
        "issue": {"id": "99291", "self": "https://x", "key": "ACME-1", "fields": {"summary": "S", "description": null}},
        "changelog": {"id": "10000", "items": [{"field": "assignee", "fieldId": "assignee", "fieldtype": "jira",
            "from": null, "fromString": null, "to": "a2", "toString": "B", "tmpFromAccountId": null, "tmpToAccountId": "a2"}]},
        "comment": {"id": "7", "body": "See *there*", "jsdPublic": true}, "matchedWebhookIds": [3]
    }));
    assert_eq!(event.name, EventName::IssueUpdated);
    assert_eq!(
        event.timestamp.unwrap().epoch_millis(),
        Some(1_525_698_237_764)
    );
    assert_eq!(event.user.unwrap().account_id.unwrap().as_str(), "a1");
    assert_eq!(event.matched_webhook_ids, [WebhookId::from(3)]);
    let Subject::Issue(about) = event.subject else {
        panic!("{:?}", event.subject);
    };
    assert_eq!(about.issue.key.unwrap().as_str(), "ACME-1");
    assert_eq!(
        about.issue_event_type_name.as_deref(),
        Some("issue_assigned")
    );
    let item = &about.changelog.unwrap().items[0];
    assert_eq!(
        (item.from.as_deref(), item.to_string.as_deref()),
        (None, Some("B"))
    );
    assert_eq!(about.comment.unwrap().body.as_deref(), Some("See *there*"));
}

/// One delivery of each kind, and whether its subject is read as that kind.
#[test]
fn each_kind_of_event_is_read() {
    type Fits = fn(&Subject) -> bool;
    let issue = json!({"id": "1", "key": "ACME-1", "fields": {"summary": "S"}});
    let version = json!({"self": "https://x", "id": "10000", "name": "1.0", "archived": false, "released": false,
        "overdue": false, "userReleaseDate": "01/Jan/26", "projectId": 10000});
    let cases: Vec<(&str, Value, Fits)> = vec![
        ("jira:issue_deleted", json!({"issue": issue}), |it| {
            matches!(it, Subject::Issue(_))
        }),
        (
            "comment_created",
            json!({"comment": {"id": "7", "author": {"accountId": "a1"}, "body": "x",
            "created": "2026-01-01T00:00:00.000+0000"}, "issue": issue, "eventType": "primaryAction"}),
            |it| matches!(it, Subject::Comment(it) if it.issue.is_some()),
        ),
        (
            "worklog_updated",
            json!({"worklog": {"id": "8", "issueId": "1", "comment": "x", "timeSpentSeconds": 60,
            "started": "2026-01-01T00:00:00.000+0000"}}),
            |it| matches!(it, Subject::Worklog(_)),
        ),
        (
            "attachment_created",
            json!({"attachment": {"id": "9", "filename": "a.txt", "size": 3}}),
            |it| matches!(it, Subject::Attachment(_)),
        ),
        (
            "issuelink_created",
            json!({"issueLink": {"id": 10, "sourceIssueId": 1, "destinationIssueId": 2, "systemLink": false,
            "issueLinkType": {"id": 10000, "name": "Blocks", "outwardName": "blocks", "inwardName": "is blocked by"}}}),
            |it| matches!(it, Subject::IssueLink(it) if it.issue_link_type.as_ref().unwrap().outward.is_some()),
        ),
        (
            "issue_property_set",
            json!({"property": {"key": "k", "value": {"a": 1}}, "issue": issue}),
            |it| matches!(it, Subject::IssueProperty(_)),
        ),
        (
            "project_soft_deleted",
            json!({"project": {"self": "https://x", "id": 10000, "key": "ACME", "name": "Acme",
            "projectLead": {"accountId": "a1"}, "assigneeType": "admin.assignee.type.unassigned"}}),
            |it| matches!(it, Subject::Project(_)),
        ),
        (
            "jira:version_merged",
            json!({"version": version, "mergedTo": version}),
            |it| matches!(it, Subject::Version(it) if it.merged_to.is_some()),
        ),
        (
            "sprint_started",
            json!({"sprint": {"id": 37, "state": "active", "originBoardId": 84}, "oldValue": {}}),
            |it| matches!(it, Subject::Sprint(_)),
        ),
        (
            "board_created",
            json!({"board": {"id": 84, "name": "B", "type": "scrum"}}),
            |it| matches!(it, Subject::Board(it) if it.board.is_some()),
        ),
        (
            "board_configuration_changed",
            json!({"configuration": {"id": 84, "name": "B"}}),
            |it| matches!(it, Subject::Board(it) if it.configuration.is_some()),
        ),
        (
            "user_created",
            json!({"user": {"accountId": "a1", "displayName": "A"}}),
            |it| matches!(it, Subject::User(_)),
        ),
    ];
    for (name, mut event, fits) in cases {
        event["webhookEvent"] = name.into();
        event["timestamp"] = 1_790_812_800_000_i64.into();
        let read = read(&event);
        assert!(!matches!(read.name, EventName::Other(_)), "{name}");
        assert!(fits(&read.subject), "{name}: {:?}", read.subject);
    }
}

#[test]
fn no_event_is_lost() {
    let unknown = read(&json!({"webhookEvent": "moon_landed", "moon": {"phase": 1}}));
    assert!(matches!(unknown.subject, Subject::Unknown));
    assert_eq!(unknown.json()["moon"]["phase"], 1);
    let odd =
        read(&json!({"webhookEvent": "sprint_started", "sprint": [], "timestamp": {}, "user": 7}));
    assert!(matches!(odd.subject, Subject::Odd(_)), "{odd:?}");
    assert!(odd.timestamp.is_none() && odd.user.is_none());
    assert!(from_value::<WebhookEvent>(json!({"timestamp": 1})).is_err());
    assert!(from_value::<WebhookEvent>(json!([])).is_err());
}

#[test]
fn headers_name_a_delivery() {
    let mut headers = HeaderMap::new();
    assert_eq!((delivery_id(&headers), retry_number(&headers)), (None, 0));
    headers.insert(
        "X-Atlassian-Webhook-Identifier",
        "4f4f5c31".parse().unwrap(),
    );
    headers.insert("X-Atlassian-Webhook-Retry", "3".parse().unwrap());
    assert_eq!(
        (delivery_id(&headers), retry_number(&headers)),
        (Some("4f4f5c31"), 3)
    );
    headers.insert("X-Atlassian-Webhook-Retry", "often".parse().unwrap());
    assert_eq!(retry_number(&headers), 0);
}
