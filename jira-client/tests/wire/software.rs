//! The backlog, sprints, epics, and issues as boards see them.

use jira_client::Timestamp;
use jira_client::cloud::epics::{EpicColor, EpicPlace};
use jira_client::cloud::software_issues::{RankedIssues, SoftwareFields};
use jira_client::cloud::sprints::{Sprint, SprintId, SprintState};
use serde_json::{Value, from_value, json, to_value};

use crate::requests::assert_sends;
use crate::site::Site;

fn sprint() -> Value {
    json!({"id": 37, "self": "https://x", "state": "closed", "name": "sprint 1",
        "startDate": "2015-04-11T15:22:00.000+10:00", "endDate": "2015-04-20T01:22:00.000+10:00",
        "completeDate": "2015-04-20T11:04:00.000+10:00", "createdDate": "2015-04-01T11:04:00.000+10:00",
        "originBoardId": 5, "goal": "sprint 1 goal"})
}

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let (backlog, sprints) = (site.jira.backlog(), site.jira.sprints());
    let day = |day: &str| Timestamp::new(day);
    let whole: Sprint = from_value(sprint()).unwrap();
    assert_sends! {
        backlog.move_issues(["A-1", "10002"]), "POST /rest/agile/1.0/backlog/issue", {"issues": ["A-1", "10002"]};
        backlog.move_issues_of_board(84, RankedIssues::new(["A-1"]).after("A-3").before("A-2")),
            "POST /rest/agile/1.0/backlog/84/issue", {"issues": ["A-1"], "rankBeforeIssue": "A-2"};
        sprints.create("S", 84).start_date(day("2026-01-01")).end_date(day("2026-01-15")).goal("G"),
            "POST /rest/agile/1.0/sprint",
            {"name": "S", "originBoardId": 84, "startDate": "2026-01-01", "endDate": "2026-01-15", "goal": "G"};
        sprints.get(37), "GET /rest/agile/1.0/sprint/37";
        sprints.update(37).name("T").goal("G").board(85), "POST /rest/agile/1.0/sprint/37",
            {"name": "T", "goal": "G", "originBoardId": 85};
        sprints.start(37, day("2026-01-01"), day("2026-01-15")), "POST /rest/agile/1.0/sprint/37",
            {"state": "active", "startDate": "2026-01-01", "endDate": "2026-01-15"};
        sprints.complete(37), "POST /rest/agile/1.0/sprint/37", {"state": "closed"};
        sprints.delete(37), "DELETE /rest/agile/1.0/sprint/37";
        sprints.issues(37).jql("x = 1").validate_query(false).reconcile_issues(["1"]).fields(["status"]).expand(["names"]),
            "GET /rest/software/1.0/sprint/37/issue?jql=x = 1&validateQuery=false&reconcileIssues=1&fields=status&expand=names";
        sprints.move_issues(37, ["A-1"]), "POST /rest/agile/1.0/sprint/37/issue", {"issues": ["A-1"]};
        sprints.swap(37, 38), "POST /rest/agile/1.0/sprint/37/swap", {"sprintToSwapWith": 38};
        sprints.property_keys(37), "GET /rest/agile/1.0/sprint/37/properties";
        sprints.property(37, "k"), "GET /rest/agile/1.0/sprint/37/properties/k";
        sprints.set_property(37, "k", json!({"a": 1})), "PUT /rest/agile/1.0/sprint/37/properties/k", {"a": 1};
        sprints.delete_property(37, "k"), "DELETE /rest/agile/1.0/sprint/37/properties/k";
    }
    let replace = sprints.replace(37, whole);
    let (line, body) = crate::requests::shown(replace.request());
    assert_eq!(
        (line.as_str(), body),
        ("PUT /rest/agile/1.0/sprint/37", sprint())
    );

    let (epics, issues) = (site.jira.epics(), site.jira.software_issues());
    assert_sends! {
        epics.get("A-7"), "GET /rest/agile/1.0/epic/A-7";
        epics.update("A-7").name("N").summary("S").color(EpicColor::Color4).done(true), "POST /rest/agile/1.0/epic/A-7",
            {"name": "N", "summary": "S", "color": {"key": "color_4"}, "done": true};
        epics.issues("A-7").jql("x = 1").validate_query(false).reconcile_issues(["1"]).fields(["status"]).expand(["names"]),
            "GET /rest/software/1.0/epic/A-7/issue?jql=x = 1&validateQuery=false&reconcileIssues=1&fields=status&expand=names";
        epics.issues_without_epic().jql("x = 1").validate_query(false).reconcile_issues(["1"]).fields(["status"]).expand(["names"]),
            "GET /rest/software/1.0/epic/none/issue?jql=x = 1&validateQuery=false&reconcileIssues=1&fields=status&expand=names";
        epics.move_issues("A-7", ["A-1"]), "POST /rest/agile/1.0/epic/A-7/issue", {"issues": ["A-1"]};
        epics.remove_issues(["A-1"]), "POST /rest/agile/1.0/epic/none/issue", {"issues": ["A-1"]};
        epics.rank("A-7", EpicPlace::before("A-8")), "PUT /rest/agile/1.0/epic/A-7/rank", {"rankBeforeEpic": "A-8"};
        epics.rank("A-7", EpicPlace::after("A-8")), "PUT /rest/agile/1.0/epic/A-7/rank", {"rankAfterEpic": "A-8"};
        issues.get("A-1").update_history(true).fields(["sprint"]).expand(["names"]),
            "GET /rest/agile/1.0/issue/A-1?updateHistory=true&fields=sprint&expand=names";
        issues.rank(RankedIssues::new(["A-1"]).before("A-2")), "PUT /rest/agile/1.0/issue/rank",
            {"issues": ["A-1"], "rankBeforeIssue": "A-2"};
        issues.estimation("A-1", 84), "GET /rest/agile/1.0/issue/A-1/estimation?boardId=84";
        issues.set_estimation("A-1", 84, "3h"), "PUT /rest/agile/1.0/issue/A-1/estimation?boardId=84", {"value": "3h"};
    }
}

#[tokio::test]
async fn reads_sprints_and_epics() {
    let site = Site::start().await;
    site.answer("GET /rest/agile/1.0/sprint/37", sprint()).await;
    let read = site.jira.sprints().get(37).send().await.unwrap();
    assert_eq!(read.state, Some(SprintState::Closed));
    assert_eq!(to_value(&read).unwrap(), sprint());

    let epic = json!({"id": 37, "key": "A-7", "self": "https://x", "name": "epic 1", "summary": "epic 1 summary",
        "color": {"key": "color_4"}, "issueColor": {"key": "purple"}, "done": true});
    site.answer("GET /rest/agile/1.0/epic/A-7", epic.clone())
        .await;
    let read = site.jira.epics().get("A-7").send().await.unwrap();
    assert_eq!(read.color.as_ref().unwrap().key, EpicColor::Color4);
    assert_eq!(to_value(&read).unwrap(), epic);

    let fields =
        json!({"flagged": true, "sprint": null, "closedSprints": [sprint()], "epic": epic});
    site.answer(
        "GET /rest/agile/1.0/issue/A-1",
        json!({"id": "1", "key": "A-1", "fields": fields}),
    )
    .await;
    let issue = site.jira.software_issues().get("A-1").send().await.unwrap();
    let read = SoftwareFields::of(&issue).unwrap();
    assert_eq!(read.flagged, Some(true));
    assert!(read.sprint.is_none());
    assert_eq!(read.closed_sprints[0].id, SprintId::from(37));
    assert_eq!(read.epic.unwrap().id.as_str(), "37");
}

#[tokio::test]
async fn some_issues_may_stay_where_they_were() {
    let site = Site::start().await;
    let body = Some(json!({"issues": ["PR-1", "PR-3"], "rankAfterIssue": "PR-9"}));
    let moved = || RankedIssues::new(["PR-1", "PR-3"]).after("PR-9");
    let reply = json!({"entries": [{"issueId": 10000, "issueKey": "PR-1", "status": 200},
        {"issueId": 10002, "issueKey": "PR-3", "status": 503, "errors": ["Please try again later."]}]});
    site.exchange(
        "PUT /rest/agile/1.0/issue/rank",
        body.clone(),
        207,
        &reply.to_string(),
    )
    .await;
    let outcome = site
        .jira
        .software_issues()
        .rank(moved())
        .send()
        .await
        .unwrap();
    let failed: Vec<_> = outcome.failed().collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].issue_key.as_ref().unwrap().as_str(), "PR-3");

    // Where all goes well, there is no body.
    site.exchange("POST /rest/agile/1.0/backlog/84/issue", body, 204, "")
        .await;
    let outcome = site
        .jira
        .backlog()
        .move_issues_of_board(84, moved())
        .send()
        .await
        .unwrap();
    assert!(outcome.entries.is_empty());
}

#[tokio::test]
async fn an_estimate_is_a_text_a_number_or_nothing() {
    for (value, number) in [
        (
            json!({"fieldId": "customfield_12532", "value": "8.0"}),
            Some(8.0),
        ),
        (
            json!({"fieldId": "timeoriginalestimate", "value": 7200}),
            Some(7200.0),
        ),
        (json!({"fieldId": "customfield_12532"}), None),
        (
            json!({"fieldId": "customfield_12532", "value": "soon"}),
            None,
        ),
    ] {
        let site = Site::start().await;
        site.answer(
            "GET /rest/agile/1.0/issue/A-1/estimation?boardId=84",
            value.clone(),
        )
        .await;
        let read = site
            .jira
            .software_issues()
            .estimation("A-1", 84)
            .send()
            .await
            .unwrap();
        assert_eq!(read.number(), number);
        assert_eq!(to_value(&read).unwrap(), value);
    }
}
