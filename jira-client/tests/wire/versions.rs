use jira_client::Timestamp;
use jira_client::cloud::versions::{
    ApprovalStatus, MergeInto, VersionExpand, VersionOrder, VersionPlace, VersionReplacement,
    VersionStatus,
};
use jira_client::core::Patch;
use serde_json::{Value, json};

use crate::site::Site;

fn spring() -> Value {
    json!({"self": "https://x/rest/api/3/version/10000", "id": "10000", "description": "Flowers", "name": "Spring",
        "archived": false, "released": false, "startDate": "2026-03-01", "releaseDate": "2026-05-31", "overdue": true,
        "userStartDate": "01/Mar/26", "userReleaseDate": "30/May/26", "projectId": 10000})
}

#[tokio::test]
async fn reads_versions() {
    let site = Site::start().await;
    let mut whole = spring();
    for (field, value) in [
        ("driver", json!("a1")),
        (
            "approvers",
            json!([{"accountId": "a2", "status": "DECLINED", "declineReason": "Too early"}]),
        ),
        (
            "issuesStatusForFixVersion",
            json!({"unmapped": 0, "toDo": 10, "inProgress": 20, "done": 100}),
        ),
        (
            "operations",
            json!([{"id": "op", "label": "Release", "href": "https://x", "weight": 10}]),
        ),
    ] {
        whole[field] = value;
    }
    let expand = "expand=issuesstatus%2Coperations%2Cdriver%2Capprovers";
    let all = [
        VersionExpand::IssuesStatus,
        VersionExpand::Operations,
        VersionExpand::Driver,
        VersionExpand::Approvers,
    ];
    site.answer(
        &format!(
            "GET /rest/api/3/project/ACME/version?orderBy=-releaseDate&query=s&status=released%2Carchived&{expand}\
             &maxResults=50&startAt=0"
        ),
        json!({"self": "https://x", "maxResults": 50, "startAt": 0, "total": 1, "isLast": true, "values": [whole]}),
    )
    .await;
    let versions = site.jira.versions();
    let call = versions
        .list("ACME")
        .order_by(VersionOrder::ReleaseDateDescending)
        .query("s");
    let call = call
        .status([VersionStatus::Released, VersionStatus::Archived])
        .expand(all.clone());
    let listed = call.items().collect().await.unwrap();
    assert_eq!(
        listed[0].approvers.as_ref().unwrap()[0].status,
        Some(ApprovalStatus::Declined)
    );
    assert_eq!(
        listed[0]
            .issues_status_for_fix_version
            .as_ref()
            .unwrap()
            .in_progress,
        20
    );
    assert!(listed[0].release_date.as_ref().unwrap().is_date_only());

    site.answer(&format!("GET /rest/api/3/version/10000?{expand}"), spring())
        .await;
    let read = versions.get("10000").expand(all).send().await.unwrap();
    assert_eq!(
        (read.overdue, read.project_id),
        (Some(true), Some("10000".into()))
    );

    let counts = json!({"self": "https://x", "issuesFixedCount": 23, "issuesAffectedCount": 101,
        "issueCountWithCustomFieldsShowingVersion": 54, "customFieldUsage":
        [{"fieldName": "Field", "customFieldId": 10010, "issueCountWithVersionInCustomField": 54}]});
    site.answer("GET /rest/api/3/version/10000/relatedIssueCounts", counts)
        .await;
    let counts = versions.issue_counts("10000").send().await.unwrap();
    assert_eq!(
        (counts.issues_fixed_count, counts.issues_affected_count),
        (23, 101)
    );
    assert_eq!(
        counts.custom_field_usage.into_vec().unwrap()[0].custom_field_id,
        Some(10010)
    );
    let counts = json!({"self": "https://x", "issuesUnresolvedCount": 23, "issuesCount": 30});
    site.answer("GET /rest/api/3/version/10000/unresolvedIssueCount", counts)
        .await;
    let counts = versions.unresolved_count("10000").send().await.unwrap();
    assert_eq!(
        (counts.issues_unresolved_count, counts.issues_count),
        (23, 30)
    );
}

#[tokio::test]
async fn makes_changes_and_moves_versions() {
    let site = Site::start().await;
    let versions = site.jira.versions();
    let reply = spring().to_string();
    let body = json!({"projectId": 10000, "name": "Spring", "description": "D", "startDate": "2026-03-01",
        "releaseDate": "2026-05-31", "released": true, "archived": false, "driver": "a1"});
    site.exchange("POST /rest/api/3/version", Some(body), 201, &reply)
        .await;
    let made = versions
        .create("10000", "Spring")
        .description("D")
        .start_date(Timestamp::new("2026-03-01"))
        .release_date(Timestamp::new("2026-05-31"))
        .released(true)
        .archived(false)
        .driver("a1")
        .send()
        .await
        .unwrap();
    assert_eq!(made.id.as_str(), "10000");

    let body = json!({"name": "N", "description": "", "startDate": null, "releaseDate": "2026-06-01", "released": true,
        "archived": true, "driver": "a2", "moveUnfixedIssuesTo": "https://x/rest/api/3/version/10001"});
    site.exchange("PUT /rest/api/3/version/10000", Some(body), 200, &reply)
        .await;
    let changed = versions
        .update(&made.id)
        .name("N")
        .description("")
        .start_date(Patch::Clear)
        .release_date(Timestamp::new("2026-06-01"))
        .released(true)
        .archived(true)
        .driver("a2")
        .move_unfixed_issues_to("https://x/rest/api/3/version/10001")
        .send()
        .await
        .unwrap();
    assert_eq!(changed.name.as_deref(), Some("Spring"));

    for (place, body) in [
        (VersionPlace::First, json!({"position": "First"})),
        (VersionPlace::Last, json!({"position": "Last"})),
        (VersionPlace::Earlier, json!({"position": "Earlier"})),
        (VersionPlace::Later, json!({"position": "Later"})),
        (
            VersionPlace::After("https://x/7".into()),
            json!({"after": "https://x/7"}),
        ),
    ] {
        let answered = site
            .exchange(
                "POST /rest/api/3/version/10000/move",
                Some(body),
                200,
                &reply,
            )
            .await;
        assert_eq!(
            versions.move_to("10000", place).send().await.unwrap().id,
            made.id
        );
        answered.delete_async().await;
    }
}

#[tokio::test]
async fn deletes_versions() {
    let site = Site::start().await;
    let versions = site.jira.versions();
    let path = "POST /rest/api/3/version/10000/removeAndSwap";
    // Without a replacement the body is an empty object, and not nothing.
    let mock = site.exchange(path, Some(json!({})), 204, "").await;
    versions
        .delete("10000", VersionReplacement::none())
        .send()
        .await
        .unwrap();
    mock.delete_async().await;
    let body = json!({"moveFixIssuesTo": 10001, "moveAffectedIssuesTo": 10002,
        "customFieldReplacementList": [{"customFieldId": 10010, "moveTo": 10003}]});
    site.exchange(path, Some(body), 204, "").await;
    let instead = VersionReplacement::none()
        .fix_version("10001")
        .affected_version("10002")
        .custom_field(10010, "10003");
    versions.delete("10000", instead).send().await.unwrap();
    site.exchange("PUT /rest/api/3/version/10000/mergeto/10001", None, 204, "")
        .await;
    versions
        .merge("10000", MergeInto::version("10001"))
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn links_versions_to_other_work() {
    let site = Site::start().await;
    let versions = site.jira.versions();
    let path = "/rest/api/3/version/10000/relatedwork";
    let design = json!({"relatedWorkId": "u-1", "category": "Design", "title": "T", "url": "https://example.com",
        "issueId": 10001});
    let notes = json!({"relatedWorkId": null, "category": "Communications", "url": null});
    site.answer(&format!("GET {path}"), json!([design, notes]))
        .await;
    let works = versions
        .related_work("10000")
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    assert_eq!(works[0].issue_id, Some("10001".into()));
    assert!(works[1].related_work_id.is_none() && works[1].url.is_none());

    let body = json!({"category": "Design", "url": "https://example.com", "title": "T"});
    site.exchange(
        &format!("POST {path}"),
        Some(body),
        201,
        &design.to_string(),
    )
    .await;
    let made = versions
        .add_related_work("10000", "Design", "https://example.com")
        .title("T")
        .send()
        .await
        .unwrap();
    let work = made.related_work_id.unwrap();
    let body = json!({"relatedWorkId": "u-1", "category": "Design", "title": "N", "url": "https://example.com/n"});
    site.exchange(&format!("PUT {path}"), Some(body), 200, &design.to_string())
        .await;
    let call = versions
        .update_related_work("10000", &work, "Design")
        .title("N")
        .url("https://example.com/n");
    assert_eq!(call.send().await.unwrap().category, "Design");
    site.exchange(&format!("DELETE {path}/u-1"), None, 204, "")
        .await;
    versions
        .remove_related_work("10000", &work)
        .send()
        .await
        .unwrap();
}
