use jira_client::cloud::boards::{
    BoardExpand, BoardFeatureKey, BoardFeatureState, BoardFeatureSwitch, BoardId, BoardOrder,
    BoardType, ColumnConstraint, EstimationType, NewBoard,
};
use jira_client::cloud::software_issues::RankedIssues;
use jira_client::cloud::sprints::SprintState;
use jira_client::core::ErrorKind;
use serde_json::{Value, json, to_value};

use crate::requests::assert_sends;
use crate::site::Site;

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let boards = site.jira.boards();
    assert_sends! {
        boards.list(), "GET /rest/agile/1.0/board";
        boards.list().name("Ro").project("ACME").account_location("a1").project_location("10000").include_private(true)
            .negate_location_filtering(true).order_by(BoardOrder::NameDescending).filter("10040")
            .project_type_location(["software", "service_desk"]).kind([BoardType::Scrum, BoardType::Simple])
            .expand([BoardExpand::Admins, BoardExpand::Permissions]),
            "GET /rest/agile/1.0/board?name=Ro&projectKeyOrId=ACME&accountIdLocation=a1&projectLocation=10000\
            &includePrivate=true&negateLocationFiltering=true&orderBy=-name&filterId=10040\
            &projectTypeLocation=software&projectTypeLocation=service_desk&type=scrum,simple&expand=admins,permissions";
        boards.create(NewBoard::scrum("Ro", "10040").in_project("ACME")), "POST /rest/agile/1.0/board",
            {"name": "Ro", "type": "scrum", "filterId": 10040, "location": {"type": "project", "projectKeyOrId": "ACME"}};
        boards.create(NewBoard::kanban("Ro", "10040")), "POST /rest/agile/1.0/board",
            {"name": "Ro", "type": "kanban", "filterId": 10040, "location": {"type": "user"}};
        boards.by_filter("10040"), "GET /rest/agile/1.0/board/filter/10040";
        boards.get(84), "GET /rest/agile/1.0/board/84";
        boards.delete("84"), "DELETE /rest/agile/1.0/board/84";
        boards.configuration(84), "GET /rest/agile/1.0/board/84/configuration";
        boards.features(84), "GET /rest/agile/1.0/board/84/features";
        boards.set_feature(84, BoardFeatureSwitch::on(BoardFeatureKey::Backlog)), "PUT /rest/agile/1.0/board/84/features",
            {"feature": "BACKLOG", "enabling": true};
        boards.reports(84), "GET /rest/agile/1.0/board/84/reports";
        boards.projects(84), "GET /rest/agile/1.0/board/84/project";
        boards.projects_full(84), "GET /rest/agile/1.0/board/84/project/full";
        boards.versions(84).released(false), "GET /rest/agile/1.0/board/84/version?released=false";
        boards.epics(84).done(true), "GET /rest/agile/1.0/board/84/epic?done=true";
        boards.sprints(84).state([SprintState::Active, SprintState::Future]),
            "GET /rest/agile/1.0/board/84/sprint?state=active,future";
        boards.quick_filters(84), "GET /rest/agile/1.0/board/84/quickfilter";
        boards.quick_filter(84, 1), "GET /rest/agile/1.0/board/84/quickfilter/1";
        boards.property_keys(84), "GET /rest/agile/1.0/board/84/properties";
        boards.property(84, "a.b"), "GET /rest/agile/1.0/board/84/properties/a.b";
        boards.set_property(84, "a.b", json!([1])), "PUT /rest/agile/1.0/board/84/properties/a.b", [1];
        boards.delete_property(84, "a.b"), "DELETE /rest/agile/1.0/board/84/properties/a.b";
        boards.move_issues(84, RankedIssues::new(["A-1", "A-2"]).after("A-3").rank_field(10019)),
            "POST /rest/agile/1.0/board/84/issue",
            {"issues": ["A-1", "A-2"], "rankAfterIssue": "A-3", "rankCustomFieldId": 10019};
    }
    assert_sends! {
        boards.issues(84), "GET /rest/software/1.0/board/84/issue";
        boards.issues(84).jql("x = 1").validate_query(false).reconcile_issues(["1", "2"]).fields(["status", "sprint"]).expand(["names"]),
            "GET /rest/software/1.0/board/84/issue?jql=x = 1&validateQuery=false&reconcileIssues=1&reconcileIssues=2\
            &fields=status,sprint&expand=names";
        boards.issue_count(84).jql("x = 1"), "GET /rest/software/1.0/board/84/issue/approximate-count?jql=x = 1";
        boards.backlog(84).jql("x = 1").validate_query(false).reconcile_issues(["1"]).fields(["status"]).expand(["names"]),
            "GET /rest/software/1.0/board/84/backlog?jql=x = 1&validateQuery=false&reconcileIssues=1&fields=status&expand=names";
        boards.backlog_count(84).jql("x = 1"), "GET /rest/software/1.0/board/84/backlog/approximate-count?jql=x = 1";
        boards.epic_issues(84, "10010").jql("x = 1").validate_query(false).reconcile_issues(["1"]).fields(["status"]).expand(["names"]),
            "GET /rest/software/1.0/board/84/epic/10010/issue?jql=x = 1&validateQuery=false&reconcileIssues=1&fields=status&expand=names";
        boards.issues_without_epic(84).jql("x = 1").validate_query(false).reconcile_issues(["1"]).fields(["status"]).expand(["names"]),
            "GET /rest/software/1.0/board/84/epic/none/issue?jql=x = 1&validateQuery=false&reconcileIssues=1&fields=status&expand=names";
        boards.sprint_issues(84, 37).jql("x = 1").validate_query(false).reconcile_issues(["1"]).fields(["status"]).expand(["names"]),
            "GET /rest/software/1.0/board/84/sprint/37/issue?jql=x = 1&validateQuery=false&reconcileIssues=1&fields=status&expand=names";
    }
    assert!(
        !boards
            .move_issues(84, ["A-1"])
            .request()
            .is_safe_to_repeat()
    );
}

fn page(values: &Value) -> Value {
    json!({"maxResults": 50, "startAt": 0, "total": 1, "isLast": true, "values": values})
}

#[tokio::test]
async fn reads_boards_and_how_they_are_set_up() {
    let site = Site::start().await;
    let private = json!({"id": 85, "self": "https://x", "location": {"userId": 7, "userAccountId": "a1",
        "displayName": "A", "name": "A"}, "isPrivate": true});
    site.answer(
        "GET /rest/agile/1.0/board?maxResults=50&startAt=0",
        page(&json!([private])),
    )
    .await;
    let all = site.jira.boards().list().items().collect().await.unwrap();
    assert_eq!(
        (&all[0].id, &all[0].name, &all[0].kind),
        (&BoardId::from(85), &None, &None)
    );
    assert_eq!(to_value(&all[0]).unwrap(), private);

    let configuration = json!({
        "id": 84, "name": "Ro", "type": "scrum", "self": "https://x", "filter": {"id": "10040", "self": "https://x"},
        "location": {"type": "project", "key": "ACME", "id": "10000", "self": "https://x", "name": "Acme"},
        "columnConfig": {"columns": [{"name": "To do", "statuses": [{"id": "1", "self": "https://x"}], "min": 2, "max": 4},
            {"name": "Done", "statuses": []}], "constraintType": "issueCountExclSubs"},
        "estimation": {"type": "field", "field": {"fieldId": "customfield_10016", "displayName": "Story points"}},
        "ranking": {"rankCustomFieldId": 10019}, "subQuery": {"query": "fixVersion is EMPTY"}
    });
    site.answer(
        "GET /rest/agile/1.0/board/84/configuration",
        configuration.clone(),
    )
    .await;
    let read = site.jira.boards().configuration(84).send().await.unwrap();
    assert_eq!(to_value(&read).unwrap(), configuration);
    let columns = read.column_config.unwrap();
    assert_eq!(
        columns.constraint_type,
        Some(ColumnConstraint::IssueCountExcludingSubtasks)
    );
    assert_eq!(read.estimation.unwrap().kind, Some(EstimationType::Field));

    let features = json!({"features": [7, {"boardFeature": "SPRINTS", "boardId": 84, "featureId": "jsw.agility.sprints",
        "featureType": "BASIC", "state": "COMING_SOON", "toggleLocked": true, "permissibleEstimationTypes":
        [{"value": "STORY_POINTS", "localisedName": "Points"}], "localisedName": "Sprints"}]});
    site.answer("GET /rest/agile/1.0/board/84/features", features)
        .await;
    let read = site
        .jira
        .boards()
        .features(84)
        .send()
        .await
        .unwrap()
        .features;
    assert_eq!(read.odd().count(), 1);
    let feature = read.good().next().unwrap();
    assert_eq!(feature.state, Some(BoardFeatureState::ComingSoon));
    assert_eq!(feature.permissible_estimation_types.len(), 1);

    let version = json!([{"archived": false, "description": "First", "id": 10000, "name": "Version 1", "projectId": 10000,
        "releaseDate": "2015-04-20T01:02:00.000+10:00", "released": true, "self": "https://x"}]);
    site.answer(
        "GET /rest/agile/1.0/board/84/version?maxResults=50&startAt=0",
        page(&version),
    )
    .await;
    let versions = site
        .jira
        .boards()
        .versions(84)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(versions[0].id.as_str(), "10000");
    let project = json!([{"id": "10000", "key": "ACME", "name": "Acme", "self": "project/ACME", "simplified": false,
        "projectTypeKey": "ProjectTypeKey{key='software'}", "avatarUrls": {"16x16": "secure/projectavatar"}}]);
    site.answer(
        "GET /rest/agile/1.0/board/84/project?maxResults=50&startAt=0",
        page(&project),
    )
    .await;
    let projects = site
        .jira
        .boards()
        .projects(84)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(projects[0].key.as_ref().unwrap().as_str(), "ACME");
}

#[tokio::test]
async fn issues_of_a_board_page_by_token() {
    let site = Site::start().await;
    let base = "GET /rest/software/1.0/board/84/issue?fields=summary&maxResults=100";
    let page = |id: &str, next: Value| json!({"issues": [{"id": id, "key": "A-1", "fields": {}}], "nextPageToken": next, "isLast": next.is_null()});
    site.answer(base, page("1", "t1".into())).await;
    site.answer(&format!("{base}&nextPageToken=t1"), page("2", Value::Null))
        .await;
    let issues = site
        .jira
        .boards()
        .issues(84)
        .fields(["summary"])
        .items()
        .collect()
        .await
        .unwrap();
    let ids: Vec<_> = issues.iter().map(|issue| issue.id.as_str()).collect();
    assert_eq!(ids, ["1", "2"]);

    site.answer(
        "GET /rest/software/1.0/board/84/issue/approximate-count",
        json!({"count": 2}),
    )
    .await;
    assert_eq!(
        site.jira
            .boards()
            .issue_count(84)
            .send()
            .await
            .unwrap()
            .count,
        2
    );
}

/// To the service an empty list is no filter at all.
#[tokio::test]
async fn an_empty_filter_is_not_taken_for_everything() {
    let site = Site::start().await;
    let (boards, none) = (site.jira.boards(), Vec::<String>::new);
    let errors = [
        boards.list().kind(none()).send().await.unwrap_err(),
        boards.sprints(1).state(none()).send().await.unwrap_err(),
        site.jira
            .projects()
            .search()
            .type_key(none())
            .send()
            .await
            .unwrap_err(),
        site.jira
            .versions()
            .list("ACME")
            .status(none())
            .send()
            .await
            .unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
    }
}
