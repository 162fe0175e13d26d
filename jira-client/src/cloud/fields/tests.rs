//! Values of fields: read as sent, written as the service takes them.

#![allow(
    clippy::too_many_lines,
    reason = "tables with a row for each kind of field"
)]
#![allow(clippy::needless_pass_by_value, reason = "it is called with `json!`")]

use proptest::prelude::*;
use serde_json::{Map, Value, from_value, json};

use super::*;
use crate::cloud::issues::{Issue, IssueFields};

fn field(id: &str, schema: Value) -> Field {
    from_value(json!({"id": id, "name": id, "schema": schema})).unwrap()
}

fn custom(kind: &str, items: Option<&str>, custom: &CustomFieldType) -> Field {
    let mut schema = json!({"type": kind, "custom": custom, "customId": 10001});
    if let Some(items) = items {
        schema["items"] = json!(items);
    }
    field("customfield_10001", schema)
}

/// What is read, and what it is written as.
fn through(field: &Field, sent: &Value) -> (FieldValue, Value) {
    let value = FieldValue::read(field, sent).unwrap_or_else(|error| panic!("{error}: {sent}"));
    (value.clone(), value.into())
}

/// Each kind: its field, how a site sends its value, and how it is written.
fn kinds() -> Vec<(Field, Value, Value)> {
    use CustomFieldType as C;

    let user = |n: u8| json!({"self": "https://acme.example.com/u", "accountId": format!("5b{n}"), "displayName": "Ann", "active": true});
    let option = |n: u8| json!({"self": "https://acme.example.com/o", "value": format!("O{n}"), "id": n.to_string()});
    let group = json!({"name": "crew", "groupId": "g-1", "self": "https://acme.example.com/g"});
    let version = |n: u8| json!({"self": "https://acme.example.com/v", "id": n.to_string(), "name": "1.0", "archived": false, "released": true});
    let document = json!({"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [{"type": "text", "text": "x"}]}]});
    let system = |id: &str, kind: &str| field(id, json!({"type": kind, "system": id}));
    let systems =
        |id: &str, items: &str| field(id, json!({"type": "array", "items": items, "system": id}));
    vec![
        (system("summary", "string"), json!("Tea"), json!("Tea")),
        (
            system("description", "string"),
            document.clone(),
            document.clone(),
        ),
        (
            custom("string", None, &C::TextArea),
            document.clone(),
            document,
        ),
        (custom("number", None, &C::Number), json!(2.5), json!(2.5)),
        (
            custom("number", None, &C::StoryPointEstimate),
            json!(5),
            json!(5),
        ),
        (
            system("duedate", "date"),
            json!("2026-03-01"),
            json!("2026-03-01"),
        ),
        (
            custom("datetime", None, &C::DateTime),
            json!("2021-01-17T12:34:00.000+0100"),
            json!("2021-01-17T12:34:00.000+0100"),
        ),
        (
            custom("datetime", None, &C::DateTime),
            json!("2021-01-17T12:34:00.5Z"),
            json!("2021-01-17T12:34:00.500+0000"),
        ),
        (
            custom("string", None, &C::Url),
            json!("https://example.com"),
            json!("https://example.com"),
        ),
        (
            systems("labels", "string"),
            json!(["a", "b"]),
            json!(["a", "b"]),
        ),
        (
            custom("option", None, &C::Select),
            option(1),
            json!({"id": "1"}),
        ),
        (
            custom("option", None, &C::RadioButtons),
            json!({"value": "New"}),
            json!({"value": "New"}),
        ),
        (
            custom("array", Some("option"), &C::Checkboxes),
            json!([option(1), option(2)]),
            json!([{"id": "1"}, {"id": "2"}]),
        ),
        (
            custom("option-with-child", None, &C::CascadingSelect),
            json!({"value": "Europe", "id": "1", "child": {"value": "Berlin", "id": "2"}}),
            json!({"id": "1", "child": {"id": "2"}}),
        ),
        (
            system("assignee", "user"),
            user(1),
            json!({"accountId": "5b1"}),
        ),
        (
            custom("array", Some("user"), &C::Users),
            json!([user(1), user(2)]),
            json!([{"accountId": "5b1"}, {"accountId": "5b2"}]),
        ),
        (
            custom("group", None, &C::Group),
            group.clone(),
            json!({"name": "crew", "groupId": "g-1"}),
        ),
        (
            custom("array", Some("group"), &C::Groups),
            json!([group]),
            json!([{"name": "crew", "groupId": "g-1"}]),
        ),
        (
            system("project", "project"),
            json!({"id": "7", "key": "ACME", "name": "Acme"}),
            json!({"id": "7"}),
        ),
        (
            custom("version", None, &C::Version),
            version(3),
            json!({"id": "3"}),
        ),
        (
            systems("fixVersions", "version"),
            json!([version(3), version(4)]),
            json!([{"id": "3"}, {"id": "4"}]),
        ),
        (
            systems("components", "component"),
            json!([{"id": "9", "name": "Tea"}]),
            json!([{"id": "9"}]),
        ),
        (
            system("issuetype", "issuetype"),
            json!({"id": "1", "name": "Task", "subtask": false}),
            json!({"id": "1"}),
        ),
        (
            system("priority", "priority"),
            json!({"id": "3", "name": "High"}),
            json!({"id": "3"}),
        ),
        (
            system("resolution", "resolution"),
            json!({"id": "1", "name": "Done"}),
            json!({"id": "1"}),
        ),
        (
            system("status", "status"),
            json!({"id": "6", "name": "Closed"}),
            json!({"id": "6"}),
        ),
        (
            system("security", "securitylevel"),
            json!({"id": "10021", "name": "Staff"}),
            json!({"id": "10021"}),
        ),
        (
            system("timetracking", "timetracking"),
            json!({"originalEstimate": "1d", "remainingEstimate": "3h", "timeSpent": "5h", "timeSpentSeconds": 18000,
                "originalEstimateSeconds": 28800, "remainingEstimateSeconds": 10800}),
            json!({"originalEstimate": "1d", "remainingEstimate": "3h"}),
        ),
        (
            field("parent", json!({"type": "issuelink", "system": "parent"})),
            json!({"id": "10002", "key": "ACME-2", "fields": {"summary": "Epic"}}),
            json!({"id": "10002"}),
        ),
        (
            custom("array", Some("json"), &C::Sprint),
            json!([{"id": 1, "name": "One", "state": "closed", "boardId": 2}, {"id": 2, "name": "Two", "state": "active", "boardId": 2}]),
            json!(2),
        ),
        (
            custom("any", None, &C::EpicLink),
            json!("ACME-2"),
            json!("ACME-2"),
        ),
        (
            custom("any", None, &C::Rank),
            json!("0|i0001:"),
            json!("0|i0001:"),
        ),
        (
            custom("team", None, &C::Team),
            json!({"id": "t-1", "name": "Tea", "isShared": true}),
            json!("t-1"),
        ),
        (
            system("votes", "votes"),
            json!({"votes": 1, "hasVoted": false}),
            json!({"votes": 1, "hasVoted": false}),
        ),
        (
            system("watches", "watches"),
            json!({"watchCount": 1, "isWatching": true}),
            json!({"watchCount": 1, "isWatching": true}),
        ),
        (
            system("progress", "progress"),
            json!({"progress": 1, "total": 4, "percent": 25}),
            json!({"progress": 1, "total": 4, "percent": 25}),
        ),
        (
            custom(
                "sd-servicelevelagreement",
                None,
                &C::from("com.atlassian.servicedesk:sd-sla-field"),
            ),
            json!({"id": "1", "name": "Time to done", "completedCycles": []}),
            json!({"id": "1", "name": "Time to done", "completedCycles": []}),
        ),
    ]
}

#[test]
fn each_kind_is_read_and_written_in_its_own_form() {
    for (field, sent, expected) in kinds() {
        let (value, written) = through(&field, &sent);
        assert_eq!(written, expected, "{value:?}");
        // What was written is read again as the same.
        let (_, again) = through(&field, &written);
        assert_eq!(again, expected, "{value:?}");
        let typed = matches!(value, FieldValue::Json(_));
        assert_eq!(typed, sent.get("completedCycles").is_some(), "{value:?}");

        let (empty, written) = through(&field, &Value::Null);
        assert!(matches!(empty, FieldValue::Empty) && written.is_null());
    }
}

#[test]
fn what_does_not_fit_is_an_error_that_names_the_field() {
    let user = field("assignee", json!({"type": "user", "system": "assignee"}));
    let fields: IssueFields = from_value(json!({"assignee": ["x".repeat(5000)]})).unwrap();
    let error = fields.value(&user).unwrap_err().to_string();
    assert!(error.contains("`assignee`") && error.len() < 600, "{error}");
    let error = fields.assignee().unwrap_err().to_string();
    assert!(error.contains("`assignee`"), "{error}");
    assert!(fields.get("assignee").is_some());
    assert!(fields.reporter().unwrap().is_none() && fields.labels().unwrap().is_empty());
}

#[test]
fn dates_and_times_are_written_in_jiras_form() {
    for (text, date, time) in [
        ("2026-03-01", "2026-03-01", "2026-03-01T00:00:00.000+0000"),
        (
            "2026-03-01T23:30:00.000-0500",
            "2026-03-01",
            "2026-03-01T23:30:00.000-0500",
        ),
        (
            "2026-03-01T23:30:00-05:00",
            "2026-03-01",
            "2026-03-02T04:30:00.000+0000",
        ),
        (
            "1732877091000",
            "2024-11-29",
            "2024-11-29T10:44:51.000+0000",
        ),
        // Beyond the year 9999.
        ("253402300800000", "253402300800000", "253402300800000"),
        ("soon", "soon", "soon"),
    ] {
        let stamp = Timestamp::new(text);
        assert_eq!(Value::from(FieldValue::Date(stamp.clone())), json!(date));
        assert_eq!(Value::from(FieldValue::Instant(stamp)), json!(time));
    }
}

#[test]
fn an_issue_in_no_open_sprint_is_written_without_one() {
    let sprints = custom("array", Some("json"), &CustomFieldType::Sprint);
    let (_, written) = through(&sprints, &json!([{"id": 1, "state": "closed"}]));
    assert!(written.is_null());
}

#[test]
fn fields_are_set_as_the_service_takes_them() {
    use crate::cloud::components::ComponentId;
    use crate::cloud::versions::VersionId;

    let mut fields = IssueFields::new();
    fields
        .set_project("ACME")
        .set_issue_type("Task")
        .set_summary("Order tea")
        .set_parent("10002")
        .set_assignee(Some("5b1".into()))
        .set_reporter("5b2")
        .set_priority(crate::cloud::priorities::PriorityId::new("3"))
        .set_resolution("Done")
        .set_labels(["kitchen"])
        .set_components([ComponentId::new("9")])
        .set_fix_versions(["1.0"])
        .set_versions([VersionId::new("3")])
        .set_due_date(Timestamp::new("2026-03-01"))
        .set_security("Staff")
        .set_original_estimate("1d")
        .set_remaining_estimate("3h")
        .clear("environment");
    fields.insert("customfield_10010", FieldValue::users(["5b1", "5b2"]));
    let expected = json!({
        "project": {"key": "ACME"}, "issuetype": {"name": "Task"}, "summary": "Order tea", "parent": {"id": "10002"},
        "assignee": {"accountId": "5b1"}, "reporter": {"accountId": "5b2"}, "priority": {"id": "3"},
        "resolution": {"name": "Done"}, "labels": ["kitchen"], "components": [{"id": "9"}], "fixVersions": [{"name": "1.0"}],
        "versions": [{"id": "3"}], "duedate": "2026-03-01", "security": {"name": "Staff"},
        "timetracking": {"originalEstimate": "1d", "remainingEstimate": "3h"}, "environment": null,
        "customfield_10010": [{"accountId": "5b1"}, {"accountId": "5b2"}],
    });
    assert_eq!(Value::from(fields.clone()), expected);

    fields.set_assignee(None).set_parent("ACME-2");
    assert_eq!(fields.get("assignee"), Some(&Value::Null));
    assert_eq!(fields.get("parent"), Some(&json!({"key": "ACME-2"})));
    assert_eq!(fields.remove("parent"), Some(json!({"key": "ACME-2"})));
    assert_eq!(fields.iter().count(), fields.len());
    let read: IssueFields = fields.clone().into_iter().collect();
    assert_eq!(read, fields);

    let spent = json!({"timetracking": {"originalEstimate": "1d", "timeSpent": "2h", "timeSpentSeconds": 7200}});
    let mut fields: IssueFields = from_value(spent).unwrap();
    fields.set_remaining_estimate("6h");
    assert_eq!(
        fields.get("timetracking"),
        Some(&json!({"originalEstimate": "1d", "remainingEstimate": "6h"}))
    );
}

fn catalogue(fields: &[(&str, &str)]) -> FieldCatalogue {
    let one = |(id, name): &(&str, &str)| Field {
        name: Some((*name).to_owned()),
        ..Field::new(*id)
    };
    fields.iter().map(one).collect()
}

#[test]
fn a_name_that_several_fields_have_is_an_error_with_their_ids() {
    let fields = catalogue(&[
        ("customfield_2", "Points"),
        ("customfield_1", "Points"),
        ("summary", "Summary"),
    ]);
    assert_eq!(fields.by_name("Summary").unwrap().id.as_str(), "summary");
    let error = fields.by_name("Points").unwrap_err();
    assert_eq!(error.kind(), atlassian_core::ErrorKind::Configuration);
    assert!(
        error.to_string().contains("customfield_1, customfield_2"),
        "{error}"
    );
    let error = fields.by_name("summary").unwrap_err();
    assert!(
        error.is_not_found() && error.to_string().contains("`summary`"),
        "{error}"
    );
    assert!(fields.get("customfield_1").is_some() && fields.get("customfield_3").is_none());
    assert_eq!(fields.iter().count(), 3);
}

#[test]
fn an_issue_brings_a_catalogue_of_its_own() {
    let issue: Issue = from_value(json!({
        "id": "1", "key": "ACME-1", "fields": {"customfield_10020": [{"id": 5, "state": "active"}], "summary": "Tea"},
        "names": {"customfield_10020": "Sprint", "summary": "Summary"},
        "schema": {"customfield_10020": {"type": "array", "items": "json", "custom": "com.pyxis.greenhopper.jira:gh-sprint",
            "customId": 10020}, "summary": {"type": "string", "system": "summary"}},
    }))
    .unwrap();
    let fields = FieldCatalogue::of_issue(&issue);
    let sprint = fields.by_custom_type(&CustomFieldType::Sprint).unwrap();
    assert_eq!(
        (sprint.name.as_deref(), sprint.custom),
        (Some("Sprint"), Some(true))
    );
    assert!(
        matches!(issue.fields.value(sprint).unwrap(), FieldValue::Sprints(sprints) if sprints[0].id.as_str() == "5")
    );
    let summary = fields.by_name("Summary").unwrap();
    assert_eq!(issue.fields.value(summary).unwrap().as_str(), Some("Tea"));
    assert!(
        fields
            .by_custom_type(&CustomFieldType::Rank)
            .unwrap_err()
            .is_not_found()
    );
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>()
            .prop_filter("JSON has no others", |n| n.is_finite())
            .prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// An arbitrary value of a field of each kind that can be written, in the form that is written.
fn any_value() -> impl Strategy<Value = (Field, Value)> {
    use CustomFieldType as C;

    let id = || "[0-9]{1,9}";
    let named = || {
        prop_oneof![
            id().prop_map(|id| json!({"id": id})),
            any::<String>().prop_map(|value| json!({"value": value})),
        ]
    };
    let account = || any::<String>().prop_map(|id| json!({"accountId": id}));
    let list = |one: BoxedStrategy<Value>| prop::collection::vec(one, 0..5).prop_map(Value::from);
    let by_id = || id().prop_map(|id| json!({"id": id}));
    let of = |field: Field, value: BoxedStrategy<Value>| {
        value.prop_map(move |value| (field.clone(), value)).boxed()
    };
    let system = |id: &str, kind: &str| field(id, json!({"type": kind, "system": id}));
    prop::strategy::Union::new([
        of(
            custom("string", None, &C::Text),
            any::<String>().prop_map(Value::from).boxed(),
        ),
        of(
            custom("string", None, &C::Url),
            any::<String>().prop_map(Value::from).boxed(),
        ),
        of(
            custom("number", None, &C::Number),
            prop_oneof![
                any::<i64>().prop_map(Value::from),
                any::<f64>()
                    .prop_filter("JSON has no others", |n| n.is_finite())
                    .prop_map(Value::from),
            ]
            .boxed(),
        ),
        of(
            custom("date", None, &C::Date),
            "[0-9]{4}-0[1-9]-[12][0-8]".prop_map(Value::from).boxed(),
        ),
        of(
            custom("datetime", None, &C::DateTime),
            "[0-9]{4}-0[1-9]-[12][0-8]T[01][0-9]:[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}[+-]0[0-9]00"
                .prop_map(Value::from)
                .boxed(),
        ),
        of(
            field(
                "labels",
                json!({"type": "array", "items": "string", "system": "labels"}),
            ),
            list(any::<String>().prop_map(Value::from).boxed()).boxed(),
        ),
        of(custom("option", None, &C::Select), named().boxed()),
        of(
            custom("array", Some("option"), &C::MultiSelect),
            list(named().boxed()).boxed(),
        ),
        of(
            custom("option-with-child", None, &C::CascadingSelect),
            (named(), named())
                .prop_map(|(mut parent, child)| {
                    parent["child"] = child;
                    parent
                })
                .boxed(),
        ),
        of(custom("user", None, &C::User), account().boxed()),
        of(
            custom("array", Some("user"), &C::Users),
            list(account().boxed()).boxed(),
        ),
        of(
            custom("group", None, &C::Group),
            (any::<String>(), any::<String>())
                .prop_map(|(name, id)| json!({"name": name, "groupId": id}))
                .boxed(),
        ),
        of(custom("project", None, &C::Project), by_id().boxed()),
        of(
            custom("array", Some("version"), &C::Versions),
            list(by_id().boxed()).boxed(),
        ),
        of(system("priority", "priority"), by_id().boxed()),
        of(system("security", "securitylevel"), by_id().boxed()),
        of(
            custom("array", Some("json"), &C::Sprint),
            any::<u32>().prop_map(Value::from).boxed(),
        ),
        of(
            custom("any", None, &C::EpicLink),
            any::<String>().prop_map(Value::from).boxed(),
        ),
        of(
            custom("team", None, &C::Team),
            any::<String>().prop_map(Value::from).boxed(),
        ),
        of(
            system("timetracking", "timetracking"),
            (any::<String>(), any::<String>())
                .prop_map(
                    |(first, left)| json!({"originalEstimate": first, "remainingEstimate": left}),
                )
                .boxed(),
        ),
    ])
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_the_same((field, value) in any_value()) {
        let (read, written) = through(&field, &value);
        prop_assert!(!matches!(read, FieldValue::Json(_)), "{:?}", read);
        prop_assert_eq!(written, value);
    }

    #[test]
    fn a_field_of_an_unknown_kind_survives(value in any_json(), kind in "[a-z]{1,5}-[a-z]{1,9}") {
        for schema in [json!({"type": kind, "custom": format!("com.example:{kind}")}), json!({"type": "array", "items": kind})] {
            let unknown = field("customfield_10001", schema);
            prop_assert_eq!(through(&unknown, &value).1, value.clone());
        }
        let unknown = Field::new("customfield_10001");
        prop_assert_eq!(through(&unknown, &value).1, value);
    }

    #[test]
    fn an_issue_loses_nothing(fields in prop::collection::btree_map(any::<String>(), any_json(), 1..8)) {
        let sent = json!({"id": "1", "key": "ACME-1", "fields": fields});
        let read: Issue = from_value(sent.clone()).unwrap();
        prop_assert_eq!(serde_json::to_value(&read).unwrap(), sent);
        // Whatever stands in them, looking at Jira's own fields at worst gives an error.
        let _ = (read.fields.status(), read.fields.issue_links(), read.fields.work_ratio());
    }

    #[test]
    fn no_value_of_a_known_kind_panics(value in any_json(), kind in 0_usize..38) {
        let kinds = kinds();
        let (field, ..) = &kinds[kind % kinds.len()];
        if let Ok(read) = FieldValue::read(field, &value) {
            let written = Value::from(read);
            // Written once, it is of the form that stays.
            let (_, again) = through(field, &written);
            prop_assert_eq!(again, written);
        }
    }
}
