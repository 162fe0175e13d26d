use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, encode, member, outsider, pluck};

const PARSE: &str = "/rest/api/3/jql/parse";

async fn site() -> Sim {
    Sim::builder()
        .users(60)
        .issues(400)
        .seed(3)
        .start()
        .await
        .unwrap()
}

async fn post(client: &Client, path: &str, body: &Value) -> Value {
    let answer = client.call("POST", path, body).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.json()
}

/// The parsed queries in a mode.
async fn parsed(client: &Client, mode: &str, queries: &[&str]) -> Vec<Value> {
    let path = format!("{PARSE}?validation={mode}");
    let mut body = post(client, &path, &json!({ "queries": queries })).await;
    serde_json::from_value(body["queries"].take()).unwrap()
}

/// The structure as Atlassian's own example of this operation shows it.
#[tokio::test]
async fn a_query_is_taken_apart_as_the_description_shows() {
    let sim = site().await;
    let text = "summary ~ test AND (labels in (urgent, blocker) OR lastCommentedBy = currentUser()) \
                AND status CHANGED AFTER startOfMonth(-1M) ORDER BY updated DESC";
    let field = |name: &str| json!({ "name": name, "encodedName": name });
    let value = |text: &str| json!({ "value": text, "encodedValue": text });
    let queries = parsed(&member(&sim), "none", &[text]).await;
    assert_eq!(
        queries,
        [json!({
            "query": text,
            "structure": {
                "where": { "operator": "and", "clauses": [
                    { "field": field("summary"), "operator": "~", "operand": value("test") },
                    { "operator": "or", "clauses": [
                        { "field": field("labels"), "operator": "in", "operand": {
                            "values": [value("urgent"), value("blocker")],
                            "encodedOperand": "(urgent, blocker)",
                        } },
                        { "field": field("lastCommentedBy"), "operator": "=", "operand": {
                            "function": "currentUser", "arguments": [], "encodedOperand": "currentUser()",
                        } },
                    ] },
                    { "field": field("status"), "operator": "changed", "predicates": [
                        { "operator": "after", "operand": {
                            "function": "startOfMonth", "arguments": ["-1M"],
                            "encodedOperand": "startOfMonth(-1M)",
                        } },
                    ] },
                ] },
                "orderBy": { "fields": [{ "field": field("updated"), "direction": "desc" }] },
            },
        })]
    );
    let text = "issue.property[\"spaces here\"].value in (\"Service requests\", Incidents)";
    let queries = parsed(&member(&sim), "strict", &[text]).await;
    assert_eq!(
        queries[0]["structure"],
        json!({ "where": {
            "field": {
                "encodedName": "issue.property[\"spaces here\"].value",
                "name": "issue.property[spaces here].value",
                "property": [{ "entity": "issue", "key": "spaces here", "path": "value" }],
            },
            "operator": "in",
            "operand": {
                "encodedOperand": "(\"Service requests\", Incidents)",
                "values": [
                    { "encodedValue": "\"Service requests\"", "value": "Service requests" },
                    { "encodedValue": "Incidents", "value": "Incidents" },
                ],
            },
        } })
    );
    let queries = parsed(
        &member(&sim),
        "none",
        &["not a was not EMPTY by b order by c"],
    )
    .await;
    assert_eq!(
        queries[0]["structure"],
        json!({
            "where": { "operator": "not", "clauses": [{
                "field": field("a"), "operator": "was not", "operand": { "keyword": "empty" },
                "predicates": [{ "operator": "by", "operand": value("b") }],
            }] },
            "orderBy": { "fields": [{ "field": field("c") }] },
        })
    );
}

#[tokio::test]
async fn the_mode_decides_what_is_told_of_a_wrong_query() {
    let sim = site().await;
    let client = member(&sim);
    let invalid = "Error in the JQL Query: Expecting operator but got 'query'. The valid operators \
                   are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'. \
                   (line 1, character 9)";
    let wrong = [
        ("invalid query", invalid),
        (
            "summary = test",
            "The operator '=' is not supported by the 'summary' field.",
        ),
        (
            "summary in test",
            "Operator 'in' does not support the non-list value '\"test\"' for field 'summary'.",
        ),
        (
            "project = INVALID",
            "The value 'INVALID' does not exist for the field 'project'.",
        ),
        (
            "universe = 42",
            "Field 'universe' does not exist or you do not have permission to view it.",
        ),
    ];
    for (text, message) in wrong {
        let readable = text != "invalid query";
        for (mode, structure, errors) in [
            ("strict", false, true),
            ("warn", readable, true),
            ("none", readable, !readable),
        ] {
            let query = &parsed(&client, mode, &[text]).await[0];
            assert_eq!(query.get("structure").is_some(), structure, "{mode} {text}");
            let wanted = if errors {
                json!([message])
            } else {
                Value::Null
            };
            assert_eq!(query["errors"], wanted, "{mode} {text}");
        }
    }
    // A person who is gone does not keep a query from running; one mode tells.
    let gone = "assignee = someone-who-left";
    let warning = "The value 'someone-who-left' does not exist for the field 'assignee'.";
    for (mode, warnings) in [
        ("strict", Value::Null),
        ("warn", json!([warning])),
        ("none", Value::Null),
    ] {
        let query = &parsed(&client, mode, &[gone]).await[0];
        assert_eq!(query["warnings"], warnings);
        assert!(query["errors"].is_null() && query["structure"].is_object());
    }
    let nobody = Client::nobody(sim.url());
    assert_eq!(
        parsed(&nobody, "strict", &["universe = 42"]).await[0]["errors"],
        json!([
            "Field 'universe' does not exist or this field cannot be viewed by anonymous users."
        ])
    );
}

#[tokio::test]
async fn requests_that_are_not_whole_are_refused() {
    let sim = site().await;
    let client = admin(&sim);
    let many: Vec<&str> = vec!["a = 1"; 101];
    let pairs: Vec<Value> = vec![json!({ "query": "a = 1" }); 21];
    for (path, body) in [
        (PARSE, json!({})),
        (PARSE, json!({ "queries": [] })),
        (PARSE, json!({ "queries": [1] })),
        (
            "/rest/api/3/jql/parse?validation=king",
            json!({ "queries": ["a = 1"] }),
        ),
        ("/rest/api/3/jql/match", json!({ "jqls": ["a = 1"] })),
        (
            "/rest/api/3/jql/match",
            json!({ "jqls": many, "issueIds": [] }),
        ),
        ("/rest/api/3/jql/sanitize", json!({ "queries": [] })),
        ("/rest/api/3/jql/sanitize", json!({ "queries": [{}] })),
        ("/rest/api/3/jql/sanitize", json!({ "queries": pairs })),
        ("/rest/api/3/jql/pdcleaner", json!({ "queryStrings": many })),
        (
            "/rest/api/3/jql/pdcleaner",
            json!({ "queryStrings": ["a b c"] }),
        ),
    ] {
        let answer = client.call("POST", path, &body).await;
        assert_eq!(answer.status, 400, "{path} {body}");
        let message = answer.json();
        assert!(message["errorMessages"][0].is_string() || message.is_string());
    }
    let nobody = Client::nobody(sim.url());
    for path in ["match", "sanitize", "pdcleaner"] {
        let path = format!("/rest/api/3/jql/{path}");
        assert_eq!(nobody.call("POST", &path, &json!({})).await.status, 401);
    }
    let refused = member(&sim)
        .call(
            "POST",
            "/rest/api/3/jql/sanitize",
            &json!({ "queries": [{ "query": "a = 1" }] }),
        )
        .await;
    assert_eq!(refused.status, 403);
}

/// The issues of a range of ids as somebody reads them.
async fn issues(client: &Client) -> Vec<Value> {
    let ids: Vec<u32> = (10_000..10_100).collect();
    let body = json!({ "issueIdsOrKeys": ids.iter().map(u32::to_string).collect::<Vec<_>>(), "fields": ["*all"] });
    let mut answer = post(client, "/rest/api/3/issue/bulkfetch", &body).await;
    serde_json::from_value(answer["issues"].take()).unwrap()
}

#[tokio::test]
async fn queries_match_the_issues_that_answers_show() {
    let sim = site().await;
    let client = member(&sim);
    let all = issues(&client).await;
    let queries = [
        "status = Done",
        "project in (ACME, TEAM) AND assignee is EMPTY",
        "issuetype != Bug AND priority in (High, Highest)",
        "summary ~ \"search\" ORDER BY key",
        "created >= \"2025-01-01\"",
        "broken = value",
        "status == 1",
    ];
    let ids: Vec<u32> = (9_990..10_100).collect();
    let answer = post(
        &client,
        "/rest/api/3/jql/match",
        &json!({ "issueIds": ids, "jqls": queries }),
    )
    .await;
    let name = |issue: &Value, field: &str| {
        issue["fields"][field]["name"]
            .as_str()
            .unwrap_or("")
            .to_owned()
    };
    let wanted = |test: &dyn Fn(&Value) -> bool| -> Vec<u32> {
        let hits = all.iter().filter(|i| test(i));
        hits.map(|i| i["id"].as_str().unwrap().parse().unwrap())
            .collect()
    };
    let key = |issue: &Value| {
        issue["fields"]["project"]["key"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    // The member's clock is Berlin's.
    let meant = [
        wanted(&|i| name(i, "status") == "Done"),
        wanted(&|i| {
            ["ACME", "TEAM"].contains(&key(i).as_str()) && i["fields"]["assignee"].is_null()
        }),
        wanted(&|i| {
            name(i, "issuetype") != "Bug"
                && ["High", "Highest"].contains(&name(i, "priority").as_str())
        }),
        wanted(&|i| i["fields"]["summary"].as_str().unwrap().contains("search")),
        wanted(&|i| i["fields"]["created"].as_str().unwrap() >= "2024-12-31T23:00"),
    ];
    for ((found, wanted), text) in answer["matches"]
        .as_array()
        .unwrap()
        .iter()
        .zip(meant)
        .zip(queries)
    {
        assert_eq!(
            found,
            &json!({ "matchedIssues": wanted, "errors": [] }),
            "{text}"
        );
        assert!(!wanted.is_empty() && wanted.len() < all.len(), "{text}");
    }
    for (at, text) in [(5, "broken = value"), (6, "status == 1")] {
        let error = format!("Invalid JQL: {text}");
        assert_eq!(
            answer["matches"][at],
            json!({ "matchedIssues": [], "errors": [error] })
        );
    }
    // Nobody is told of issues that they do not see.
    let seen = issues(&outsider(&sim)).await.len();
    let body = json!({ "issueIds": ids, "jqls": ["created > 0"] });
    let found = post(&outsider(&sim), "/rest/api/3/jql/match", &body).await;
    assert_eq!(
        found["matches"][0]["matchedIssues"]
            .as_array()
            .unwrap()
            .len(),
        seen
    );
    assert!(seen < issues(&admin(&sim)).await.len());
}

#[tokio::test]
async fn names_are_hidden_from_those_who_do_not_see_the_things() {
    let sim = site().await;
    let (reader, insider) = (sim.outsider().account_id, sim.admin().account_id);
    let body = json!({ "queries": [
        { "query": "project = Security AND status = Done", "accountId": reader },
        { "query": "project = 'Security'", "accountId": insider },
        { "query": "project in (SEC,  ACME) order by key", "accountId": reader },
        { "query": "project  =  SEC" },
        { "query": "invalid query", "accountId": reader },
    ] });
    let answer = post(&admin(&sim), "/rest/api/3/jql/sanitize", &body).await;
    let rows = answer["queries"].as_array().unwrap();
    assert_eq!(
        rows[0],
        json!({
            "initialQuery": "project = Security AND status = Done",
            "sanitizedQuery": "project = 10003 AND status = Done",
            "accountId": reader,
        })
    );
    assert_eq!(rows[1]["sanitizedQuery"], "project = 'Security'");
    assert_eq!(
        rows[2]["sanitizedQuery"],
        "project in (10003, ACME) order by key"
    );
    assert_eq!(
        rows[3],
        json!({ "initialQuery": "project  =  SEC", "sanitizedQuery": "project = 10003" })
    );
    assert!(
        rows[4]["errors"]["errorMessages"][0]
            .as_str()
            .unwrap()
            .ends_with("character 9)")
    );
    assert!(rows[4].get("sanitizedQuery").is_none());
}

#[tokio::test]
async fn people_become_account_ids() {
    let sim = site().await;
    let account = sim.member().account_id;
    let plain = format!("issuetype = Bug AND assignee in ({account}) order by lastViewed DESC");
    let body = json!({ "queryStrings": [
        "issuetype = Bug AND assignee in (Member) order by lastViewed DESC",
        plain,
        "assignee = mia",
        "status changed by 'member@example.com'",
    ] });
    let answer = post(&member(&sim), "/rest/api/3/jql/pdcleaner", &body).await;
    assert_eq!(
        answer,
        json!({
            "queryStrings": [plain, plain, format!("status changed by {account}")],
            "queriesWithUnknownUsers": [
                { "originalQuery": "assignee = mia", "convertedQuery": "assignee = unknown" },
            ],
        })
    );
}

#[tokio::test]
async fn the_reference_names_fields_functions_and_words() {
    let sim = site().await;
    let path = "/rest/api/3/jql/autocompletedata";
    let data = member(&sim).json(path).await;
    let field = |value: &str| {
        let all = data["visibleFieldNames"].as_array().unwrap();
        all.iter().find(|f| f["value"] == value).unwrap().clone()
    };
    assert_eq!(
        field("summary"),
        json!({
            "value": "summary", "displayName": "summary", "orderable": "true", "searchable": "true",
            "operators": ["~", "!~", "is", "is not"], "types": ["java.lang.String"],
        })
    );
    assert_eq!(
        field("Sprint"),
        json!({
            "value": "Sprint", "displayName": "Sprint - cf[10020]", "cfid": "cf[10020]", "auto": "true",
            "orderable": "true", "searchable": "true",
            "operators": ["=", "!=", "in", "not in", "is", "is not"],
            "types": ["com.atlassian.greenhopper.service.sprint.Sprint"],
        })
    );
    assert_eq!(field("\"Epic Link\"")["cfid"], "cf[10014]");
    assert_eq!(
        data["visibleFunctionNames"]
            .as_array()
            .unwrap()
            .iter()
            .find(|f| f["value"] == "standardIssueTypes()"),
        Some(&json!({
            "value": "standardIssueTypes()", "displayName": "standardIssueTypes()", "isList": "true",
            "types": ["com.atlassian.jira.issue.issuetype.IssueType"],
        }))
    );
    let words = data["jqlReservedWords"].as_array().unwrap();
    for word in ["empty", "and", "or", "in", "distinct", "select", "order"] {
        assert!(words.contains(&word.into()), "{word}");
    }
    // Each name and each function of the reference can be used.
    let client = admin(&sim);
    for field in pluck(data["visibleFieldNames"].as_array().unwrap(), "value") {
        let query = &parsed(&client, "strict", &[&format!("{field} is EMPTY")]).await[0];
        let errors = query["errors"].to_string();
        assert!(!errors.contains("does not exist"), "{field}: {errors}");
    }
    let same = post(
        &member(&sim),
        path,
        &json!({ "projectIds": [1], "includeCollapsedFields": true }),
    )
    .await;
    assert_eq!(same, data);
}

#[tokio::test]
async fn values_are_suggested_while_they_are_typed() {
    let sim = site().await;
    let client = member(&sim);
    let path = "/rest/api/3/jql/autocompletedata/suggestions";
    let suggest =
        async |query: &str| client.json(&format!("{path}?{query}")).await["results"].clone();
    assert_eq!(
        suggest("fieldName=status&fieldValue=in%20r").await,
        json!([{ "value": "In Review", "displayName": "<b>In R</b>eview" }])
    );
    assert_eq!(
        suggest("fieldName=project&fieldValue=ops").await,
        json!([{ "value": "Operations", "displayName": "Operations (<b>OPS</b>)" }])
    );
    assert_eq!(
        pluck(
            suggest("fieldName=cf%5B10031%5D").await.as_array().unwrap(),
            "value"
        ),
        ["S1", "S2", "S3"]
    );
    let people = suggest("fieldName=status&predicateName=by&predicateValue=member").await;
    assert_eq!(people[0]["value"], sim.member().account_id);
    assert_eq!(suggest("fieldName=universe").await, json!([]));
    let secret = format!("fieldName=project&fieldValue={}", encode("Security"));
    let hidden = outsider(&sim).json(&format!("{path}?{secret}")).await;
    assert_eq!(hidden["results"], json!([]));
    let hidden = outsider(&sim)
        .json(&format!("{path}?fieldName=assignee"))
        .await;
    assert_eq!(hidden["results"], json!([]));
    for bad in ["", "fieldValue=a", "fieldName=status&predicateName=during"] {
        assert_eq!(
            client.get(&format!("{path}?{bad}")).await.status,
            400,
            "{bad}"
        );
    }
}
