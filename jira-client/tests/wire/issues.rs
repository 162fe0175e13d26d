use jira_client::cloud::fields::FieldSchema;
use jira_client::cloud::issues::{
    Assignee, HistoryMetadata, IssueEdit, IssueExpand, IssueMail, NewIssue, NewTransition,
    Recipients, TransitionExpand,
};
use jira_client::cloud::permissions::Permission;
use jira_client::{ErrorKind, IssueId, IssueKey};
use serde_json::{Value, json};

use crate::requests::shown;
use crate::site::Site;

fn issue(id: u32, key: &str) -> Value {
    json!({"id": id.to_string(), "key": key, "self": "https://acme.example.com/x", "fields": {"summary": key}})
}

#[tokio::test]
async fn reads_an_issue_with_what_comes_along() {
    let site = Site::start().await;
    let transition = json!({"id": "11", "name": "Go"});
    let change = json!({"id": "7", "created": "2026-01-18T06:27:50.429+0000", "items": []});
    let mut reply = issue(10_001, "ACME-1");
    reply["transitions"] = json!([transition]);
    reply["editmeta"] = json!({"fields": {"labels": {"required": false, "operations": ["add"]}}});
    reply["changelog"] = json!({"startAt": 0, "maxResults": 1, "total": 25, "histories": [change]});
    let ask = "GET /rest/api/3/issue/ACME-1?fieldsByKeys=true&updateHistory=false&failFast=true\
        &fields=summary%2C-comment&expand=transitions%2Ceditmeta%2Cchangelog&properties=a%2Cb";
    site.answer(ask, reply.clone()).await;
    let call = site.jira.issues().get(IssueKey::new("ACME-1"));
    let call = call
        .fields_by_keys(true)
        .update_history(false)
        .fail_fast(true);
    let call = call.fields(["summary", "-comment"]);
    let call = call.expand([
        IssueExpand::Transitions,
        IssueExpand::Editmeta,
        IssueExpand::Changelog,
    ]);
    let call = call.properties(["a", "b"]);
    let read = call.send().await.unwrap();
    assert_eq!(read.transitions.as_ref().unwrap()[0].id.as_str(), "11");
    assert_eq!(read.changelog.as_ref().unwrap().total, Some(25));
    assert_eq!(serde_json::to_value(read).unwrap(), reply);
}

#[tokio::test]
async fn fetches_many_issues_as_the_service_lists_them() {
    let site = Site::start().await;
    let body = json!({"issueIdsOrKeys": ["ACME-2", "10001"], "fields": ["summary", "-x"], "fieldsByKeys": true,
        "expand": ["names", "schema"], "properties": ["a"]});
    let reply = json!({"expand": "schema,names", "issues": [issue(10_001, "ACME-1"), {"id": []}],
        "issueErrors": [{"id": "ACME-2", "errorMessage": "Issue does not exist."}]});
    let ask = "POST /rest/api/3/issue/bulkfetch";
    site.exchange(ask, Some(body), 200, &reply.to_string())
        .await;
    let call = site.jira.issues().bulk_fetch(["ACME-2", "10001"]);
    let call = call.fields(["summary", "-x"]).fields_by_keys(true);
    let call = call
        .expand([IssueExpand::Names, IssueExpand::Schema])
        .properties(["a"]);
    assert!(call.request().is_safe_to_repeat());
    let found = call.send().await.unwrap();
    assert_eq!(
        (found.issues.good().count(), found.issues.odd().count()),
        (1, 1)
    );
    assert_eq!(found.issue_errors[0].id, Some("ACME-2".into()));
    let message = found.issue_errors[0].error_message.as_deref();
    assert_eq!(message, Some("Issue does not exist."));
}

async fn fetch_answers(site: &Site, asked: &[String], issues: Vec<Value>, errors: &[&str]) {
    let errors: Vec<Value> = errors.iter().map(|id| json!({"id": id})).collect();
    let reply = json!({"issues": issues, "issueErrors": errors}).to_string();
    let body = json!({"issueIdsOrKeys": asked, "fields": ["summary"]});
    let ask = "POST /rest/api/3/issue/bulkfetch";
    site.exchange(ask, Some(body), 200, &reply).await;
}

#[tokio::test]
async fn fetches_any_number_each_once_and_names_the_missing() {
    let site = Site::start().await;
    let mut named: Vec<String> = (1..=97).map(|n| (10_000 + n).to_string()).collect();
    // An error names one; an id is passed over; two keys were those of moved issues, of one that is asked for anyway and
    // of another; one is of nothing. Two stand twice.
    named.extend(
        [
            "GONE-1", "10500", "OLD-1", "OLD-2", "NONE-1", "acme-98", "ACME-98", "10001",
        ]
        .map(str::to_owned),
    );
    let mut first: Vec<Value> = (1..=97)
        .map(|n| issue(10_000 + n, &format!("ACME-{n}")))
        .collect();
    first[4] = json!({"id": "10005", "key": "ACME-5", "fields": 7});
    fetch_answers(&site, &named[..100], first, &["GONE-1"]).await;
    let rest = ["OLD-2", "NONE-1", "acme-98"].map(str::to_owned);
    let second = vec![issue(10_098, "ACME-98"), issue(10_200, "NEW-2")];
    fetch_answers(&site, &rest, second, &[]).await;
    let alone = |name: &str| [name.to_owned()];
    fetch_answers(&site, &alone("OLD-1"), vec![issue(10_001, "ACME-1")], &[]).await;
    fetch_answers(&site, &alone("OLD-2"), vec![issue(10_200, "NEW-2")], &[]).await;
    fetch_answers(&site, &alone("NONE-1"), vec![], &[]).await;

    let call = site.jira.issues().bulk_fetch(named).fields(["summary"]);
    let mut each = call.each();
    let (mut ids, mut odd) = (Vec::new(), 0);
    while let Some(issue) = each.next().await {
        match issue {
            Ok(issue) => ids.push(issue.id.into_inner()),
            Err(error) => {
                assert!(error.is_odd_element(), "{error}");
                odd += 1;
            }
        }
    }
    assert_eq!(odd, 1);
    let mut expected: Vec<String> = (1..=98).map(|n| (10_000 + n).to_string()).collect();
    expected.retain(|id| id != "10005");
    expected.push("10200".to_owned());
    assert_eq!(ids, expected);
    assert_eq!(
        each.missing(),
        ["GONE-1".into(), "10500".into(), "NONE-1".into()]
    );
}

#[tokio::test]
async fn a_fetch_that_failed_goes_on_where_it_was() {
    let site = Site::start().await;
    let call = site
        .jira
        .issues()
        .bulk_fetch(["ACME-1"])
        .fields(["summary"]);
    let mut each = call.each();
    assert!(each.next().await.unwrap().unwrap_err().is_not_found());
    assert!(each.next().await.is_none());
    fetch_answers(
        &site,
        &["ACME-1".to_owned()],
        vec![issue(10_001, "ACME-1")],
        &[],
    )
    .await;
    each.try_again();
    let found = each.collect().await.unwrap();
    assert_eq!((found.issues.len(), found.missing.len()), (1, 0));
}

#[tokio::test]
async fn creates_an_issue() {
    let site = Site::start().await;
    let mut history = HistoryMetadata::default();
    history.kind = Some("acme:order".into());
    let new = NewIssue::in_project("ACME")
        .issue_type("Task")
        .summary("Order paper")
        .parent("ACME-7")
        .field("customfield_10001", 3)
        .add("labels", "a")
        .add("labels", "b")
        .property("k", json!({"n": 1}))
        .history(history)
        .transition("21");
    let body = json!({"transition": {"id": "21"}, "properties": [{"key": "k", "value": {"n": 1}}],
        "fields": {"project": {"key": "ACME"}, "issuetype": {"name": "Task"}, "summary": "Order paper",
            "parent": {"key": "ACME-7"}, "customfield_10001": 3},
        "update": {"labels": [{"add": "a"}, {"add": "b"}]}, "historyMetadata": {"type": "acme:order"}});
    let reply = json!({"id": "10000", "key": "ACME-24", "self": "https://acme.example.com/x",
        "transition": {"status": 400, "errorCollection": {"errorMessages": ["No."], "errors": {"resolution": "Missing."}},
            "warningCollection": {"warnings": ["Hm."]}}});
    let ask = "POST /rest/api/3/issue?updateHistory=true";
    site.exchange(ask, Some(body), 201, &reply.to_string())
        .await;
    let call = site.jira.issues().create(new).update_history(true);
    assert!(!call.request().is_safe_to_repeat());
    let created = call.send().await.unwrap();
    assert_eq!(
        (created.id.as_str(), created.key.as_str()),
        ("10000", "ACME-24")
    );
    let transition = created.transition.unwrap();
    assert_eq!(
        transition.error_collection.to_string(),
        "No.; resolution: Missing."
    );
    assert_eq!(transition.warning_collection.unwrap().warnings, ["Hm."]);

    let by_ids = NewIssue::in_project_id("10001")
        .issue_type_id("3")
        .parent("10007");
    let fields = json!({"fields": {"project": {"id": "10001"}, "issuetype": {"id": "3"}, "parent": {"id": "10007"}}});
    assert_eq!(serde_json::to_value(by_ids).unwrap(), fields);
}

#[tokio::test]
async fn tells_of_each_of_many_issues_what_became_of_it() {
    let site = Site::start().await;
    let new = |summary: &str| NewIssue::in_project("ACME").summary(summary);
    let body = |summaries: &[&str]| {
        let one =
            |summary: &&str| json!({"fields": {"project": {"key": "ACME"}, "summary": summary}});
        Some(json!({"issueUpdates": summaries.iter().map(one).collect::<Vec<_>>()}))
    };
    let refused = |place: u32| {
        json!({"status": 400, "failedElementNumber": place,
            "elementErrors": {"errorMessages": [], "errors": {"summary": "Too long."}}})
    };
    let ask = "POST /rest/api/3/issue/bulk";
    let reply = json!({"issues": [{"id": "1", "key": "ACME-1"}, {"id": "2", "key": "ACME-2"}], "errors": [refused(0)]});
    site.exchange(ask, body(&["a", "b", "c"]), 201, &reply.to_string())
        .await;
    let call = site
        .jira
        .issues()
        .create_many([new("a"), new("b"), new("c")]);
    assert!(!call.request().is_safe_to_repeat());
    // As the service lists it, the second issue is not the second.
    assert_eq!(
        call.clone().send().await.unwrap().issues[1].key.as_str(),
        "ACME-2"
    );
    let outcomes = call.outcomes().await.unwrap();
    let keys: Vec<Option<&str>> = outcomes
        .iter()
        .map(|it| it.as_ref().ok().map(|issue| issue.key.as_str()))
        .collect();
    assert_eq!(keys, [None, Some("ACME-1"), Some("ACME-2")]);
    let text = outcomes[0].as_ref().unwrap_err().to_string();
    assert_eq!(text, "issue 0 was not created: summary: Too long.");

    let none = json!({"issues": [], "errors": [refused(0), refused(1)]});
    site.exchange(ask, body(&["a", "b"]), 400, &none.to_string())
        .await;
    let call = site.jira.issues().create_many([new("a"), new("b")]);
    assert!(call.clone().send().await.unwrap_err().is_invalid());
    let outcomes = call.outcomes().await.unwrap();
    assert!(outcomes.len() == 2 && outcomes.iter().all(Result::is_err));
}

#[tokio::test]
async fn what_is_no_list_of_outcomes_stays_an_error() {
    for (status, reply, kind) in [
        (
            400,
            json!({"errorMessages": ["No."], "errors": {}}),
            ErrorKind::Invalid,
        ),
        (
            400,
            json!({"issues": [], "errors": [{"failedElementNumber": 5}]}),
            ErrorKind::Invalid,
        ),
        (
            500,
            json!({"issues": [], "errors": [{"failedElementNumber": 0}]}),
            ErrorKind::Server,
        ),
        (
            201,
            json!({"issues": [], "errors": []}),
            ErrorKind::UnexpectedAnswer,
        ),
    ] {
        let site = Site::start().await;
        let body = json!({"issueUpdates": [{"fields": {"summary": "a"}}]});
        let ask = "POST /rest/api/3/issue/bulk";
        site.exchange(ask, Some(body), status, &reply.to_string())
            .await;
        let new = NewIssue::default().summary("a");
        let error = site.jira.issues().create_many([new]).outcomes().await;
        assert_eq!(error.unwrap_err().kind(), kind, "{status}");
    }
}

#[tokio::test]
async fn an_answer_that_does_not_fit_says_that_the_issues_were_created() {
    let site = Site::start().await;
    let body = json!({"issueUpdates": [{"fields": {"summary": "a"}}]});
    let odd = json!({"issues": [{"id": "1", "key": "ACME-1"}, {"id": {}}], "errors": []});
    let ask = "POST /rest/api/3/issue/bulk";
    site.exchange(ask, Some(body), 201, &odd.to_string()).await;
    let new = NewIssue::default().summary("a");
    let error = site.jira.issues().create_many([new]).outcomes().await;
    let text = error.unwrap_err().to_string();
    assert!(text.contains("read before you repeat it"), "{text}");
}

#[test]
fn steps_and_values_of_one_field_do_not_meet() {
    let edit = IssueEdit::new()
        .add("labels", "lost")
        .field("labels", ["a"])
        .remove("labels", "b")
        .edit("timetracking", json!({"remainingEstimate": "1d"}))
        .copy("attachment", json!({"sourceIssues": [{"key": "ACME-5"}]}))
        .field("summary", "first")
        .field("summary", "second")
        .field("duedate", Value::Null);
    let expected = json!({"fields": {"summary": "second", "duedate": null}, "update": {
        "labels": [{"set": ["a"]}, {"remove": "b"}],
        "timetracking": [{"edit": {"remainingEstimate": "1d"}}],
        "attachment": [{"copy": {"sourceIssues": [{"key": "ACME-5"}]}}]}});
    assert_eq!(serde_json::to_value(edit).unwrap(), expected);

    let away = IssueEdit::new().parent("ACME-1").without_parent();
    let expected = json!({"update": {"parent": [{"set": {"none": true}}]}});
    assert_eq!(serde_json::to_value(away).unwrap(), expected);
    assert_eq!(serde_json::to_value(IssueEdit::new()).unwrap(), json!({}));
}

#[tokio::test]
async fn a_value_that_is_no_json_is_not_sent() {
    let site = Site::start().await;
    let odd = std::collections::BTreeMap::from([((1, 2), 3)]);
    let call = site
        .jira
        .issues()
        .edit("ACME-1", IssueEdit::new().field("x", odd));
    let error = call.send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

#[tokio::test]
async fn changes_assigns_and_deletes() {
    let site = Site::start().await;
    let issues = site.jira.issues();
    let body = Some(json!({"fields": {"summary": "S"}}));
    let edit = || IssueEdit::new().field("summary", "S");
    let at = "/rest/api/3/issue/ACME-1";
    let ask =
        format!("PUT {at}?notifyUsers=false&overrideScreenSecurity=true&overrideEditableFlag=true");
    site.exchange(&ask, body.clone(), 204, "").await;
    let call = issues.edit("ACME-1", edit()).notify_users(false);
    // An edit may add a comment, and must not add it twice.
    assert!(!call.request().is_safe_to_repeat());
    let call = call
        .override_screen_security(true)
        .override_editable_flag(true);
    call.send().await.unwrap();

    let ask = format!("PUT {at}?expand=names&returnIssue=true");
    let reply = issue(10_001, "ACME-1").to_string();
    site.exchange(&ask, body, 200, &reply).await;
    let call = issues.edit("ACME-1", edit()).expand([IssueExpand::Names]);
    let edited = call.send_and_get().await.unwrap();
    assert_eq!(edited.id, IssueId::new("10001"));

    for (to, account) in [
        (Assignee::from("a1"), json!("a1")),
        (Assignee::Automatic, json!("-1")),
        (Assignee::Nobody, Value::Null),
    ] {
        let body = Some(json!({"accountId": account}));
        let ask = format!("PUT {at}/assignee");
        let asked = site.exchange(&ask, body, 204, "").await;
        issues.assign("ACME-1", to).send().await.unwrap();
        asked.assert_calls(1);
    }

    site.exchange(&format!("DELETE {at}?deleteSubtasks=true"), None, 204, "")
        .await;
    let call = issues.delete(IssueKey::new("ACME-1")).delete_subtasks(true);
    call.send().await.unwrap();
}

#[tokio::test]
async fn lists_and_makes_transitions() {
    let site = Site::start().await;
    let issues = site.jira.issues();
    let at = "/rest/api/3/issue/ACME-1/transitions";
    let ask = format!(
        "GET {at}?transitionId=31&includeUnavailableTransitions=true&skipRemoteOnlyCondition=true\
         &sortByOpsBarAndStatus=true&expand=transitions.fields"
    );
    let field = json!({"required": true, "key": "resolution", "name": "Resolution", "operations": ["set"],
        "schema": {"type": "resolution", "system": "resolution"}, "allowedValues": [{"id": "1", "name": "Done"}],
        "hasDefaultValue": true, "defaultValue": {"id": "1"}, "autoCompleteUrl": "https://acme.example.com/q=",
        "configuration": {"a": 1}});
    let transition = json!({"id": "31", "name": "Done", "hasScreen": true, "isGlobal": false, "isInitial": false,
        "isAvailable": true, "isConditional": false, "looped": false, "expand": "fields",
        "to": {"id": "10002", "name": "Done"}, "fields": {"resolution": field}});
    let reply = json!({"expand": "transitions", "transitions": [transition]});
    site.answer(&ask, reply).await;
    let call = issues.transitions("ACME-1").transition_id("31");
    let call = call
        .include_unavailable_transitions(true)
        .skip_remote_only_condition(true);
    let call = call
        .sort_by_ops_bar_and_status(true)
        .expand([TransitionExpand::Fields]);
    let found = call.send().await.unwrap().transitions;
    let resolution = &found[0].fields.as_ref().unwrap()["resolution"];
    let schema: &FieldSchema = resolution.schema.as_ref().unwrap();
    assert_eq!(
        (schema.kind.as_str(), resolution.required),
        ("resolution", Some(true))
    );
    assert_eq!(serde_json::to_value(&found[0]).unwrap(), transition);

    let body = json!({"transition": {"id": "31"}, "fields": {"resolution": {"name": "Done"}},
        "update": {"comment": [{"add": {"body": {}}}]}});
    site.exchange(&format!("POST {at}"), Some(body), 204, "")
        .await;
    let transition = NewTransition::new(&found[0].id)
        .field("resolution", json!({"name": "Done"}))
        .add("comment", json!({"body": {}}));
    let call = issues.transition("ACME-1", transition);
    assert!(!call.request().is_safe_to_repeat());
    call.send().await.unwrap();
    let plain = issues.transition("ACME-1", "31");
    assert_eq!(
        shown(plain.request()).1,
        json!({"transition": {"id": "31"}})
    );
}

#[tokio::test]
async fn tells_which_fields_there_are() {
    let site = Site::start().await;
    let issues = site.jira.issues();
    let field = json!({"required": true, "name": "Summary", "key": "summary", "operations": ["set"],
        "schema": {"type": "string", "system": "summary"}});
    let ask = "GET /rest/api/3/issue/ACME-1/editmeta?overrideScreenSecurity=true&overrideEditableFlag=true";
    site.answer(ask, json!({"fields": {"summary": field}}))
        .await;
    let call = issues.edit_metadata("ACME-1");
    let call = call
        .override_screen_security(true)
        .override_editable_flag(true);
    let can = call.send().await.unwrap();
    assert_eq!(can.fields["summary"].operations, ["set"]);

    let at = "GET /rest/api/3/issue/createmeta/ACME/issuetypes";
    let page = |name: &str, start: usize, values: Value| json!({"maxResults": 1, "startAt": start, "total": 2, name: values});
    let ask = |at: &str, start: usize| format!("{at}?maxResults=200&startAt={start}");
    let kind = |id: &str, name: &str| {
        json!([{"id": id, "name": name, "subtask": false, "hierarchyLevel": 0,
        "description": "", "iconUrl": "https://acme.example.com/x", "self": "https://acme.example.com/x"}])
    };
    site.answer(&ask(at, 0), page("issueTypes", 0, kind("1", "Bug")))
        .await;
    site.answer(&ask(at, 1), page("issueTypes", 1, kind("2", "Task")))
        .await;
    let types = issues
        .creatable_types("ACME")
        .items()
        .collect()
        .await
        .unwrap();
    let ids: Vec<&str> = types.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["1", "2"]);

    let at = "GET /rest/api/3/issue/createmeta/ACME/issuetypes/2";
    let with_id = |id: &str| json!([{"fieldId": id, "key": id, "name": id, "required": false, "operations": []}]);
    site.answer(&ask(at, 0), page("fields", 0, with_id("summary")))
        .await;
    site.answer(&ask(at, 1), page("fields", 1, with_id("assignee")))
        .await;
    let fields = issues.creatable_fields("ACME", "2").items().collect().await;
    let fields = fields.unwrap();
    assert_eq!(fields[1].field_id.as_deref(), Some("assignee"));
}

#[tokio::test]
async fn sends_mail_about_an_issue() {
    let site = Site::start().await;
    let to = Recipients::none().reporter().assignee().watchers().voters();
    let mail = IssueMail::to(to.user("a1").user("a2").group("g-1"))
        .subject("S")
        .text("T")
        .html("<b>T</b>")
        .only_group("g-2")
        .only_with(Permission::BrowseProjects);
    let body = json!({"subject": "S", "textBody": "T", "htmlBody": "<b>T</b>",
        "to": {"reporter": true, "assignee": true, "watchers": true, "voters": true,
            "users": [{"accountId": "a1"}, {"accountId": "a2"}], "groupIds": ["g-1"]},
        "restrict": {"groupIds": ["g-2"], "permissions": [{"key": "BROWSE_PROJECTS"}]}});
    let ask = "POST /rest/api/3/issue/ACME-1/notify";
    site.exchange(ask, Some(body), 204, "").await;
    let call = site.jira.issues().notify("ACME-1", mail);
    assert!(!call.request().is_safe_to_repeat());
    call.send().await.unwrap();
}

#[tokio::test]
async fn answers_smaller_questions() {
    let site = Site::start().await;
    let issues = site.jira.issues();
    let ask = "GET /rest/api/3/issue/picker?query=pa&currentJQL=project+%3D+ACME&currentIssueKey=ACME-1\
        &currentProjectId=10001&showSubTasks=true&showSubTaskParent=false";
    let suggested = json!({"id": 10_002, "key": "ACME-2", "keyHtml": "ACME-2", "img": "/x.png", "summary": "<b>Pa</b>per",
        "summaryText": "Paper"});
    let reply = json!({"sections": [
        {"id": "hs", "label": "History Search", "sub": "Showing 1 of 1 matching issues", "issues": [suggested]},
        {"id": "cs", "label": "Current Search", "msg": "No matching issues", "issues": []}]});
    site.answer(ask, reply).await;
    let call = issues.pick().query("pa").current_jql("project = ACME");
    let call = call.current_issue_key("ACME-1").current_project_id("10001");
    let call = call.show_sub_tasks(true).show_sub_task_parent(false);
    let found = call.send().await.unwrap();
    let one = &found.sections[0].issues[0];
    assert_eq!(
        (one.id.as_ref().unwrap().as_str(), one.key.as_str()),
        ("10002", "ACME-2")
    );
    assert_eq!(one.summary_text.as_deref(), Some("Paper"));
    assert_eq!(found.sections[1].msg.as_deref(), Some("No matching issues"));

    let reply = json!({"issuesApproachingLimit": {"attachment": {"15070L": 1822}},
        "issuesBreachingLimit": {"comment": {"15055L": 5202}}, "limits": {"attachment": 2000, "comment": 5000}});
    let ask = "GET /rest/api/3/issue/limit/report?isReturningKeys=true";
    site.answer(ask, reply).await;
    let report = issues.limit_report().is_returning_keys(true);
    let report = report.send().await.unwrap();
    assert_eq!(report.limits["comment"], 5_000);
    assert_eq!(report.issues_breaching_limit["comment"]["15055L"], 5_202);
    assert_eq!(report.issues_approaching_limit["attachment"].len(), 1);

    let reply = json!([{"id": 1, "name": "Issue Created"}, {"id": "2", "name": "Issue Updated"}]);
    site.answer("GET /rest/api/3/events", reply).await;
    let events = issues.events().send().await.unwrap();
    assert_eq!(
        (events[0].id.as_str(), events[1].name.as_str()),
        ("1", "Issue Updated")
    );
}
