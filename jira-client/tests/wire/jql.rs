use jira_client::cloud::jql::{JqlValidation, QueryToSanitize, SortDirection};
use serde_json::{Value, json};

use crate::site::Site;

#[tokio::test]
async fn tells_what_a_query_can_hold() {
    let site = Site::start().await;
    let reference = json!({
        "visibleFieldNames": [
            {"value": "affectedVersion", "displayName": "affectedVersion", "orderable": "true", "searchable": "true",
             "auto": "true", "operators": ["=", "in"], "types": ["com.atlassian.jira.project.version.Version"]},
            {"value": "\"Component[Dropdown]\"", "displayName": "Component - Component[Dropdown]", "searchable": "true",
             "cfid": "cf[10061]", "deprecated": "true", "deprecatedSearcherKey": "old", "operators": [], "types": []}],
        "visibleFunctionNames": [{"value": "membersOf(\"\")", "displayName": "membersOf(\"\")", "isList": "true",
            "supportsListAndSingleValueOperators": "false", "types": ["com.atlassian.jira.user.ApplicationUser"]}],
        "jqlReservedWords": ["empty", "and"]});
    site.answer("GET /rest/api/3/jql/autocompletedata", reference.clone())
        .await;
    let found = site.jira.jql().reference().send().await.unwrap();
    assert_eq!(serde_json::to_value(&found).unwrap(), reference);

    let post = "POST /rest/api/3/jql/autocompletedata";
    let body = json!({"projectIds": [10000], "includeCollapsedFields": true});
    site.exchange(post, Some(body), 200, &reference.to_string())
        .await;
    let call = site
        .jira
        .jql()
        .reference_for()
        .project_ids(["10000"])
        .include_collapsed_fields(true);
    let found = call.send().await.unwrap();
    assert_eq!(found.jql_reserved_words, ["empty", "and"]);

    site.answer(
        "GET /rest/api/3/jql/autocompletedata/suggestions?fieldName=reporter&fieldValue=m&predicateName=by&predicateValue=x",
        json!({"results": [{"displayName": "<b>M</b>ia", "value": "5b10"}]}),
    )
    .await;
    let call = site.jira.jql().suggestions().field_name("reporter");
    let call = call
        .field_value("m")
        .predicate_name("by")
        .predicate_value("x");
    let found = call.send().await.unwrap();
    assert_eq!(found.results[0].value.as_deref(), Some("5b10"));
}

#[tokio::test]
async fn takes_queries_apart() {
    let site = Site::start().await;
    let field = |name: &str| json!({"name": name, "encodedName": name});
    let answer = json!({"queries": [
        {"query": "1", "structure": {
            "where": {"operator": "and", "clauses": [
                {"field": field("summary"), "operator": "~", "operand": {"value": "test", "encodedValue": "test"}},
                {"operator": "not", "clauses": [{"field": field("labels"), "operator": "in", "operand": {
                    "values": [{"value": "a", "encodedValue": "a"}, {"keyword": "empty"}], "encodedOperand": "(a, EMPTY)"}}]},
                {"field": {"name": "issue.property[k].p", "encodedName": "issue.property[k].p",
                    "property": [{"entity": "issue", "key": "k", "path": "p", "type": "user"}]}, "operator": "=",
                    "operand": {"function": "currentUser", "arguments": [], "encodedOperand": "currentUser()"}},
                {"field": field("status"), "operator": "changed", "predicates": [{"operator": "after", "operand": {
                    "function": "startOfMonth", "arguments": ["-1M"], "encodedOperand": "startOfMonth(-1M)"}}]},
                {"field": field("status"), "operator": "was", "operand": {"value": "x"}, "predicates": []}]},
            "orderBy": {"fields": [{"field": field("updated"), "direction": "desc"}, {"field": field("key")}]}}},
        {"query": "invalid query", "errors": ["Error in the JQL Query: Expecting operator but got 'query'."]},
        {"query": "project = INVALID", "structure": {}, "warnings": ["The value 'INVALID' does not exist."]}]});
    site.exchange(
        "POST /rest/api/3/jql/parse?validation=warn",
        Some(json!({"queries": ["1", "invalid query", "project = INVALID"]})),
        200,
        &answer.to_string(),
    )
    .await;
    let queries = ["1", "invalid query", "project = INVALID"];
    let call = site.jira.jql().parse(JqlValidation::Warn, queries);
    let parsed = call.send().await.unwrap();
    // What is read and written back loses nothing.
    assert_eq!(serde_json::to_value(&parsed).unwrap(), answer);
    let structure = parsed.queries[0].structure.as_ref().unwrap();
    let order = structure.order_by.as_ref().unwrap();
    assert_eq!(order.fields[0].direction, Some(SortDirection::Descending));
}

#[tokio::test]
async fn cleans_queries() {
    let site = Site::start().await;
    let body =
        json!({"queries": [{"query": "project = Secret", "accountId": "5b10"}, {"query": "x ="}]});
    let answer = json!({"queries": [
        {"initialQuery": "project = Secret", "sanitizedQuery": "project = 10001", "accountId": "5b10"},
        {"initialQuery": "x =", "accountId": Value::Null, "errors": {"errorMessages": ["Expecting a value."], "errors": {}}}]});
    site.exchange(
        "POST /rest/api/3/jql/sanitize",
        Some(body),
        200,
        &answer.to_string(),
    )
    .await;
    let queries = [
        QueryToSanitize::for_account("project = Secret", "5b10"),
        QueryToSanitize::for_anybody("x ="),
    ];
    let clean = site.jira.jql().sanitize(queries).send().await.unwrap();
    assert_eq!(
        clean.queries[0].sanitized_query.as_deref(),
        Some("project = 10001")
    );
    let errors = clean.queries[1].errors.as_ref().unwrap();
    assert_eq!(errors.error_messages, ["Expecting a value."]);

    let body = json!({"queryStrings": ["assignee = mia", "assignee = nobody"]});
    let answer = json!({"queryStrings": ["assignee = 5b10"],
        "queriesWithUnknownUsers": [{"originalQuery": "assignee = nobody", "convertedQuery": "assignee = unknown"}]});
    site.exchange(
        "POST /rest/api/3/jql/pdcleaner",
        Some(body),
        200,
        &answer.to_string(),
    )
    .await;
    let queries = ["assignee = mia", "assignee = nobody"];
    let moved = site.jira.jql().migrate(queries).send().await.unwrap();
    assert_eq!(moved.query_strings, ["assignee = 5b10"]);
    let unknown = moved.queries_with_unknown_users[0]
        .converted_query
        .as_deref();
    assert_eq!(unknown, Some("assignee = unknown"));
}
