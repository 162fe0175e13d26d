//! Boards: ACME's is 1 (scrum), OPS's 2 (kanban), TEAM's 3 (team-managed), SEC's 4 (kanban, private).

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, encode, member, outsider, pluck, refused};

const BOARDS: &str = "/rest/agile/1.0/board";

async fn start() -> Sim {
    Sim::builder().manual_clock().start().await.unwrap()
}

async fn names(client: &Client, query: &str) -> Vec<String> {
    let page = client.json(&format!("{BOARDS}?{query}")).await;
    let values = page["values"].as_array().unwrap();
    assert_eq!(page["total"], values.len());
    pluck(values, "name")
}

#[tokio::test]
async fn boards_are_listed_by_type_name_project_place_and_filter() {
    let sim = start().await;
    let client = admin(&sim);
    let all = [
        "Acme board",
        "Operations board",
        "Team board board",
        "Security board",
    ];
    assert_eq!(names(&client, "").await, all);
    assert_eq!(names(&client, "type=kanban").await, [all[1], all[3]]);
    assert_eq!(names(&client, "type=simple,scrum").await, [all[0], all[2]]);
    assert_eq!(names(&client, "name=OPER").await, [all[1]]);
    for project in [
        "projectKeyOrId=OPS",
        "projectKeyOrId=10001",
        "projectLocation=OPS",
    ] {
        assert_eq!(names(&client, project).await, [all[1]], "{project}");
    }
    assert_eq!(names(&client, "projectKeyOrId=TEAM").await, [all[2]]);
    let negated = "projectLocation=OPS&negateLocationFiltering=true";
    assert_eq!(names(&client, negated).await, [all[0], all[2], all[3]]);
    assert_eq!(
        names(&client, "projectTypeLocation=service_desk").await,
        [""; 0]
    );
    assert_eq!(names(&client, "filterId=10002").await, [all[0]]);
    let page = client
        .json(&format!("{BOARDS}?orderBy=-name&startAt=1&maxResults=2"))
        .await;
    assert_eq!(
        pluck(page["values"].as_array().unwrap(), "name"),
        [all[3], all[1]]
    );
    assert_eq!(
        (&page["isLast"], &page["total"]),
        (&json!(false), &json!(4))
    );
    for bad in [
        "type=classic",
        "projectKeyOrId=NOPE",
        "orderBy=id",
        "startAt=-1",
    ] {
        refused(&client.get(&format!("{BOARDS}?{bad}")).await, 400);
    }
    assert_eq!(Client::nobody(sim.url()).get(BOARDS).await.status, 401);
}

#[tokio::test]
async fn a_board_is_shown_to_those_who_see_its_project_and_its_filter() {
    let sim = start().await;
    let board = admin(&sim)
        .json(&format!("{BOARDS}?expand=admins,permissions"))
        .await;
    let board = &board["values"][0];
    assert_eq!(
        (&board["type"], &board["canEdit"]),
        (&json!("scrum"), &json!(true))
    );
    assert_eq!(board["location"]["projectKey"], "ACME");
    assert_eq!(board["self"], format!("{}{BOARDS}/1", sim.url()));
    assert_eq!(
        board["admins"]["users"][0]["accountId"],
        sim.admin().account_id
    );
    let seen = names(&outsider(&sim), "").await;
    assert_eq!(seen, ["Acme board", "Operations board", "Team board board"]);
    for id in ["4", "99", "x"] {
        refused(&outsider(&sim).get(&format!("{BOARDS}/{id}")).await, 404);
    }
}

/// A filter of the member's that nobody else sees, and a board of it.
async fn private_board(sim: &Sim) -> (u64, u64) {
    let client = member(sim);
    let body = json!({ "name": "Mine", "jql": "project = ACME ORDER BY Rank" });
    let filter = client
        .call("POST", "/rest/api/3/filter", &body)
        .await
        .json();
    let filter: u64 = filter["id"].as_str().unwrap().parse().unwrap();
    let body = json!({ "name": "My board", "type": "kanban", "filterId": filter, "location": { "type": "user" } });
    let made = client.call("POST", BOARDS, &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let made = made.json();
    assert_eq!(
        (&made["name"], &made["type"]),
        (&json!("My board"), &json!("kanban"))
    );
    assert_eq!(made["location"]["userAccountId"], sim.member().account_id);
    (made["id"].as_u64().unwrap(), filter)
}

#[tokio::test]
async fn a_board_is_made_found_and_deleted() {
    let sim = start().await;
    let (id, filter) = private_board(&sim).await;
    assert_eq!(id, 5);
    let client = member(&sim);
    let path = format!("{BOARDS}/{id}");
    let found = client.json(&format!("{BOARDS}/filter/{filter}")).await;
    assert_eq!(found["values"][0]["id"], id);
    refused(
        &outsider(&sim).call("DELETE", &path, &Value::Null).await,
        404,
    );
    refused(
        &outsider(&sim)
            .call("DELETE", &format!("{BOARDS}/1"), &Value::Null)
            .await,
        403,
    );
    refused(
        &admin(&sim)
            .call("DELETE", &format!("{BOARDS}/3"), &Value::Null)
            .await,
        403,
    );
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 204);
    refused(&client.get(&path).await, 404);
    let good = json!({ "name": "B", "type": "scrum", "filterId": 10_002, "location": { "type": "project", "projectKeyOrId": "ACME" } });
    for (field, value) in [
        ("name", json!("")),
        ("name", json!("x".repeat(255))),
        ("type", json!("simple")),
        ("filterId", json!(1)),
        ("filterId", json!(10_008)),
        (
            "location",
            json!({ "type": "project", "projectKeyOrId": "NOPE" }),
        ),
    ] {
        let mut body = good.clone();
        body[field] = value;
        let message = refused(&outsider(&sim).call("POST", BOARDS, &body).await, 400);
        assert!(message.starts_with(field), "{message}");
    }
    let made = outsider(&sim).call("POST", BOARDS, &good).await;
    assert_eq!((made.status, &made.json()["id"]), (201, &json!(6)));
}

#[tokio::test]
async fn administrators_know_of_boards_that_are_closed_to_them() {
    let sim = start().await;
    let (id, _) = private_board(&sim).await;
    let client = admin(&sim);
    assert_eq!(names(&client, "").await.len(), 4);
    let page = client.json(&format!("{BOARDS}?includePrivate=true")).await;
    let board = &page["values"][4];
    assert_eq!(
        (&board["id"], &board["isPrivate"]),
        (&json!(id), &json!(true))
    );
    assert!(board.get("name").is_none() && board.get("type").is_none());
    let outside = outsider(&sim)
        .json(&format!("{BOARDS}?includePrivate=true"))
        .await;
    assert_eq!(outside["total"], 3);
    let alone = client.json(&format!("{BOARDS}/{id}")).await;
    assert_eq!(&alone, board);
    refused(&client.get(&format!("{BOARDS}/{id}/issue")).await, 404);
    let gone = client
        .call("DELETE", &format!("{BOARDS}/{id}"), &Value::Null)
        .await;
    assert_eq!(gone.status, 204);
}

/// The keys of a list of issues, walked by position.
async fn listed(client: &Client, path: &str) -> Vec<String> {
    let mut keys = Vec::new();
    loop {
        let page = client
            .json(&format!("{path}?maxResults=60&startAt={}", keys.len()))
            .await;
        assert_eq!(
            (&page["startAt"], &page["maxResults"]),
            (&json!(keys.len()), &json!(60))
        );
        keys.extend(pluck(page["issues"].as_array().unwrap(), "key"));
        if page["total"] == keys.len() {
            return keys;
        }
    }
}

#[tokio::test]
async fn the_issues_of_a_board_are_those_of_its_columns_by_rank() {
    let sim = start().await;
    let client = admin(&sim);
    let stories = "project = ACME AND issuetype not in (Epic) ORDER BY Rank";
    let not_done = "project = ACME AND issuetype not in (Epic, Sub-task) AND statusCategory != Done \
         AND (sprint is EMPTY OR sprint not in (openSprints(), futureSprints())) ORDER BY Rank";
    let waiting = "project = OPS AND issuetype not in (Epic, Sub-task) AND statusCategory = \"To Do\" ORDER BY Rank";
    for (board, list, jql) in [
        (1, "issue", stories),
        (1, "backlog", not_done),
        (2, "backlog", waiting),
    ] {
        let wanted = client.find(jql).await;
        assert!(wanted.len() > 1, "{jql}: {wanted:?}");
        assert_eq!(
            listed(&client, &format!("{BOARDS}/{board}/{list}")).await,
            wanted
        );
        let path = format!("/rest/software/1.0/board/{board}/{list}");
        let walked = client
            .walk_tokens(&format!("{path}?maxResults=13&fields=summary"))
            .await;
        assert_eq!(pluck(&walked, "key"), wanted);
        let count = client.json(&format!("{path}/approximate-count")).await;
        assert_eq!(count["count"], wanted.len());
        let jql = encode("labels is not EMPTY OR labels is EMPTY");
        let count = client
            .json(&format!("{path}/approximate-count?jql={jql}"))
            .await;
        assert_eq!(count["count"], wanted.len());
    }
    let epics = client.find("project = OPS AND issuetype = Epic").await;
    let kanban = listed(&client, &format!("{BOARDS}/2/issue")).await;
    assert!(!epics.is_empty() && epics.iter().all(|epic| kanban.contains(epic)));
    refused(&outsider(&sim).get(&format!("{BOARDS}/4/issue")).await, 404);
    refused(
        &outsider(&sim)
            .get("/rest/software/1.0/board/4/backlog")
            .await,
        404,
    );
}

#[tokio::test]
async fn the_query_of_the_caller_narrows_and_orders_only_if_it_says_so() {
    let sim = start().await;
    let client = admin(&sim);
    let path = format!("{BOARDS}/1/issue?maxResults=100&jql=");
    let keys = |page: Value| pluck(page["issues"].as_array().unwrap(), "key");
    let bugs = client
        .json(&format!("{path}{}", encode("issuetype = Bug")))
        .await;
    assert_eq!(
        keys(bugs),
        client
            .find("project = ACME AND issuetype = Bug ORDER BY Rank")
            .await
    );
    let bugs = client
        .json(&format!(
            "{path}{}",
            encode("issuetype = Bug ORDER BY key DESC")
        ))
        .await;
    assert_eq!(
        keys(bugs),
        client
            .find("project = ACME AND issuetype = Bug ORDER BY key DESC")
            .await
    );
    refused(
        &client
            .get(&format!("{path}{}", encode("nonsense = 1")))
            .await,
        400,
    );
}

#[tokio::test]
async fn issues_of_boards_have_the_fields_that_were_asked_for() {
    let sim = start().await;
    let client = admin(&sim);
    let path = format!("{BOARDS}/1/issue?maxResults=1");
    let usual = client.json(&path).await;
    let fields = usual["issues"][0]["fields"].as_object().unwrap();
    for name in ["summary", "flagged", "sprint", "epic"] {
        assert!(fields.contains_key(name), "{name}");
    }
    assert!(!fields.contains_key("comment"));
    assert!(
        usual["issues"][0]["self"]
            .as_str()
            .unwrap()
            .contains("/rest/agile/1.0/issue/")
    );
    let few = client
        .json(&format!("{path}&fields=summary,epic&expand=names"))
        .await;
    let names: Vec<&String> = few["issues"][0]["fields"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(names, ["epic", "summary"]);
    assert_eq!(few["names"], json!({ "summary": "Summary" }));
    assert!(few["issues"][0].get("names").is_none());
    let less = client.json(&format!("{path}&fields=-summary,-epic")).await;
    let less = less["issues"][0]["fields"].as_object().unwrap();
    assert!(less.contains_key("sprint") && less.contains_key("status"));
    assert!(!less.contains_key("summary") && !less.contains_key("epic"));
}

#[tokio::test]
async fn what_a_board_is_made_of() {
    let sim = start().await;
    let client = admin(&sim);
    let scrum = client.json(&format!("{BOARDS}/1/configuration")).await;
    assert_eq!(scrum["filter"]["id"], "10002");
    assert_eq!(scrum["estimation"]["field"]["fieldId"], "customfield_10016");
    assert_eq!(scrum["ranking"]["rankCustomFieldId"], 10_019);
    let columns = scrum["columnConfig"]["columns"].as_array().unwrap();
    assert_eq!(pluck(columns, "name"), ["To Do", "In Progress", "Done"]);
    let kanban = client.json(&format!("{BOARDS}/2/configuration")).await;
    assert!(kanban["subQuery"]["query"].is_string() && kanban.get("estimation").is_none());
    for path in ["project", "project/full"] {
        let projects = client.json(&format!("{BOARDS}/1/{path}")).await;
        assert_eq!(
            (&projects["values"][0]["key"], &projects["total"]),
            (&json!("ACME"), &json!(1))
        );
    }
    let versions = client.json(&format!("{BOARDS}/1/version")).await;
    assert_eq!(
        pluck(versions["values"].as_array().unwrap(), "name"),
        ["1.0.0", "1.1.0", "1.2.0", "1.3.0"]
    );
    let released = client
        .json(&format!("{BOARDS}/1/version?released=true&maxResults=1"))
        .await;
    assert_eq!(
        (&released["values"][0]["name"], &released["isLast"]),
        (&json!("1.0.0"), &json!(false))
    );
    let filters = client.json(&format!("{BOARDS}/1/quickfilter")).await;
    let id = &filters["values"][0]["id"];
    let filter = client.json(&format!("{BOARDS}/1/quickfilter/{id}")).await;
    assert_eq!(filter["jql"], "assignee = currentUser()");
    refused(
        &client.get(&format!("{BOARDS}/1/quickfilter/99")).await,
        404,
    );
    assert_eq!(
        client.json(&format!("{BOARDS}/1/reports")).await["reports"],
        json!([])
    );
    for path in [
        "configuration",
        "project",
        "version",
        "quickfilter",
        "features",
        "reports",
        "epic",
    ] {
        refused(
            &outsider(&sim).get(&format!("{BOARDS}/4/{path}")).await,
            404,
        );
    }
}

#[tokio::test]
async fn the_board_of_a_team_managed_project_does_without_sprints_if_told_so() {
    let sim = start().await;
    let client = admin(&sim);
    let path = format!("{BOARDS}/3/features");
    let state = |features: &Value| {
        let features = features["features"].as_array().unwrap().iter();
        let mut sprints = features.filter(|f| f["boardFeature"] == "SPRINTS");
        sprints.next().unwrap()["state"].clone()
    };
    assert_eq!(state(&client.json(&path).await), "ENABLED");
    let body = json!({ "boardId": 3, "feature": "SPRINTS", "enabling": false });
    refused(&outsider(&sim).call("PUT", &path, &body).await, 403);
    let off = client.call("PUT", &path, &body).await;
    assert_eq!((off.status, state(&off.json())), (200, json!("DISABLED")));
    refused(&client.get(&format!("{BOARDS}/3/sprint")).await, 400);
    refused(
        &client
            .call("PUT", &format!("{BOARDS}/1/features"), &body)
            .await,
        400,
    );
    refused(
        &client
            .call(
                "PUT",
                &path,
                &json!({ "feature": "NOPE", "enabling": true }),
            )
            .await,
        400,
    );
}

#[tokio::test]
async fn properties_of_boards_are_set_by_their_administrators() {
    let sim = start().await;
    let client = admin(&sim);
    let path = format!("{BOARDS}/1/properties/our.key");
    assert_eq!(
        client.call("PUT", &path, &json!({ "a": 1 })).await.status,
        201
    );
    assert_eq!(client.call("PUT", &path, &json!([2])).await.status, 200);
    let seen = outsider(&sim).json(&path).await;
    assert_eq!(seen, json!({ "key": "our.key", "value": [2] }));
    let keys = client.json(&format!("{BOARDS}/1/properties")).await;
    assert_eq!(keys["keys"][0]["self"], format!("{}{path}", sim.url()));
    refused(&outsider(&sim).call("PUT", &path, &json!(1)).await, 403);
    refused(&client.get(&format!("{BOARDS}/-1/properties")).await, 400);
    refused(&client.get(&format!("{BOARDS}/99/properties")).await, 404);
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 204);
    refused(&client.call("DELETE", &path, &Value::Null).await, 404);
    refused(&client.get(&path).await, 404);
}

#[tokio::test]
async fn a_board_whose_filter_was_deleted_shows_nothing() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let client = admin(&sim);
    let filter = json!({ "name": "For one board", "jql": "project = ACME" });
    let filter = client
        .call("POST", "/rest/api/3/filter", &filter)
        .await
        .json();
    let filter: u32 = filter["id"].as_str().unwrap().parse().unwrap();
    let board = json!({ "name": "Lost", "type": "kanban", "filterId": filter });
    let board = client
        .call("POST", "/rest/agile/1.0/board", &board)
        .await
        .json();
    let issues = format!("/rest/agile/1.0/board/{}/issue", board["id"]);
    assert!(client.json(&issues).await["total"].as_u64().unwrap() > 10);
    let gone = client
        .call(
            "DELETE",
            &format!("/rest/api/3/filter/{filter}"),
            &Value::Null,
        )
        .await;
    assert_eq!(gone.status, 204);
    assert_eq!(client.json(&issues).await["total"], 0);
}
