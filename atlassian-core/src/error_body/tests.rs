use proptest::prelude::*;

use super::*;

const JSON: Option<&str> = Some("application/json;charset=UTF-8");

fn json(body: &str) -> ErrorBody {
    parse(JSON, body.as_bytes())
}

/// Checks the messages and the code.
fn says(body: &str, messages: &[&str], code: Option<&str>) {
    let found = json(body);
    assert_eq!(
        (&found.messages[..], found.code.as_deref()),
        (
            &messages.iter().map(ToString::to_string).collect::<Vec<_>>()[..],
            code
        ),
        "{body}"
    );
}

#[test]
fn jira() {
    let found = json(
        r#"{"errorMessages":["No such issue."],"errors":{"summary":"Too long.","labels":["a","b"],"x":{"message":"m"}},"status":400}"#,
    );
    assert_eq!(found.messages, ["No such issue."]);
    let fields: Vec<_> = found
        .field_errors
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    assert_eq!(
        fields,
        [("labels", "a; b"), ("summary", "Too long."), ("x", "m")]
    );
    says(r#"{"errorMessages":"Not now."}"#, &["Not now."], None);
    says(
        r#"{"errorMessage":"Service temporary unavailable"}"#,
        &["Service temporary unavailable"],
        None,
    );
    says(
        r#"{"message":"Log in.","status-code":401}"#,
        &["Log in."],
        None,
    );
    says(r#"{"message":"Gone.","statusCode":404}"#, &["Gone."], None);
    says(
        r#"{"errors":[{"message":"One."},"Two."]}"#,
        &["One.", "Two."],
        None,
    );
    says(r#"{"errorMessages":[],"errors":{}}"#, &[], None);
    says(
        r#"{"errors":{"errorMessages":["Inner."],"errors":{}}}"#,
        &["Inner."],
        None,
    );
    says(
        r#"{"issueErrors":[{"id":"7","errorMessage":"No access."}]}"#,
        &["7: No access."],
        None,
    );
}

#[test]
fn jira_bulk_create() {
    says(
        r#"{"errors":[{"elementErrors":{"errorMessages":["Bad."]}}]}"#,
        &["Bad."],
        None,
    );
    says(
        r#"{"issues":[],"errors":[
            {"status":400,"failedElementNumber":3,"elementErrors":{"errorMessages":["Bad."],"errors":{"summary":"Missing."}}},
            {"status":400,"failedElementNumber":5,"elementErrors":{"errorMessages":[],"errors":{"summary":"Missing."}}}]}"#,
        &[
            "element 3: Bad.; summary: Missing.",
            "element 5: summary: Missing.",
        ],
        None,
    );
}

#[test]
fn gateway_and_admin() {
    says(
        r#"{"code":401,"message":"Unauthorized; scope does not match"}"#,
        &["Unauthorized; scope does not match"],
        Some("401"),
    );
    says(
        r#"{"errors":[{"id":"e1","status":"400","code":"ADMIN-400-1","title":"Bad Request","detail":"Invalid cursor."}]}"#,
        &["Bad Request: Invalid cursor."],
        Some("ADMIN-400-1"),
    );
    let found = json(
        r#"{"timestamp":"2025-06-01T00:00Z","path":"/x","status":403,"error":"Forbidden","message":"No permission.","requestId":"r-1"}"#,
    );
    assert_eq!(
        (found.messages, found.code, found.request_id.as_deref()),
        (vec!["No permission.".to_owned()], None, Some("r-1"))
    );
    says(
        r#"{"timestamp":1,"path":"/x","status":403,"error":"Forbidden","message":""}"#,
        &["Forbidden"],
        None,
    );
    says(
        r#"{"key":"forbidden.unclaimedDomain"}"#,
        &["forbidden.unclaimedDomain"],
        Some("forbidden.unclaimedDomain"),
    );
    says(
        r#"{"key":"forbidden","context":"Not yours."}"#,
        &["Not yours."],
        Some("forbidden"),
    );
    says(
        r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness","detail":"Exists."}"#,
        &["Exists."],
        Some("uniqueness"),
    );
    says(
        r#"{"error":"invalid_grant","error_description":"Expired."}"#,
        &["Expired."],
        Some("invalid_grant"),
    );
    says(
        r#"{"error":"access_denied"}"#,
        &["access_denied"],
        Some("access_denied"),
    );
    says(
        r#"{"error":{"code":7,"message":"Deep."}}"#,
        &["Deep."],
        Some("7"),
    );
}

#[test]
fn user_management() {
    says(
        r#"{"key":"forbidden.action","context":{"allowed":false,"reason":{"key":"externalDirectory.scim"}}}"#,
        &["forbidden.action: externalDirectory.scim"],
        Some("forbidden.action"),
    );
    says(
        r#"{"key":"forbidden.unclaimedDomain","context":{"domain":"example.org"}}"#,
        &["forbidden.unclaimedDomain: example.org"],
        Some("forbidden.unclaimedDomain"),
    );
    says(
        r#"{"key":"conflict.lifecycleErrors","context":{"accountId":"a1","message":"Not now.","errorCodes":[{"code":"pending","message":"Deletion is pending."},{"code":"other"}]}}"#,
        &[
            "conflict.lifecycleErrors: Not now.",
            "Deletion is pending.",
            "other",
        ],
        Some("conflict.lifecycleErrors"),
    );
    let found = json(
        r#"{"key":"forbidden.fieldMutation","context":{"name":{"allowed":false,"reason":{"key":"externalDirectory.scim"}},"locale":{"allowed":true}}}"#,
    );
    assert_eq!(found.code.as_deref(), Some("forbidden.fieldMutation"));
    let fields: Vec<_> = found.field_errors.iter().collect();
    assert_eq!(
        fields,
        [(&"name".to_owned(), &"externalDirectory.scim".to_owned())]
    );
    let found = json(
        r#"{"key":"fieldConstraintsViolated","context":{"fieldViolations":[{"field":"nickname","violations":[{"key":"maxLength"},{"key":"validCharacters"}]}]}}"#,
    );
    assert_eq!(found.field_errors["nickname"], "maxLength, validCharacters");
}

#[test]
fn confluence() {
    says(
        r#"{"statusCode":403,"data":{"authorized":false,"errors":[{"message":{"key":"k","args":[],"translation":"Not you."}}]},"message":"com.example.PermissionException: No.","reason":"Forbidden"}"#,
        &["com.example.PermissionException: No.", "Not you."],
        None,
    );
    says(
        r#"{"statusCode":404,"data":{"errors":[]},"message":"","reason":"Not Found"}"#,
        &["Not Found"],
        None,
    );
    says(
        r#"{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not Found","detail":null}]}"#,
        &["Not Found"],
        Some("NOT_FOUND"),
    );
}

#[test]
fn pages_and_plain_text() {
    let page = b"\xef\xbb\xbf <!-- x --><!DOCTYPE HTML><html><head><title>Unauthorized (401)</title><style>h1{}</style>\
        </head><body><h1 class=\"a\">Encountered a <code>&quot;401&quot;</code>\n error &amp;amp;</h1><p>secret</p></body></html>";
    for declared in [JSON, None, Some("text/html")] {
        let found = parse(declared, page);
        assert_eq!(
            found.messages,
            ["Unauthorized (401)", "Encountered a \"401\" error &amp;"]
        );
    }
    let bare = parse(
        Some("text/html"),
        b"<script>x > y</script>XSRF <b>check</b> failed<!-- > --><img",
    );
    assert_eq!(bare.messages, ["XSRF check failed"]);
    let xml = parse(Some("application/xml"), b"<?xml version=\"1.0\"?><status><status-code>401</status-code><message>Log in.</message></status>");
    assert_eq!(xml.messages, ["Log in."]);
    says(
        "Basic authentication\n with passwords\x1b[1m is deprecated",
        &["Basic authentication with passwords[1m is deprecated"],
        None,
    );
    says(
        r#"{"errorMessages":["Cut o"#,
        &[r#"{"errorMessages":["Cut o"#],
        None,
    );
    says(r#"{"surprise":1}"#, &[r#"{"surprise":1}"#], None);
    for empty in ["", " \n", "{}", "[]", "null", "\"\""] {
        assert_eq!(json(empty), ErrorBody::default());
    }
    assert_eq!(
        parse(None, b"caf\xe9 closed").messages,
        ["caf\u{fffd} closed"]
    );
    assert_eq!(
        parse(Some("text/html"), br#"{"message":"No."}"#).messages,
        ["No."]
    );
}

#[test]
fn tells_pages_from_other_bodies() {
    assert!(looks_like_html(Some("Text/HTML; charset=utf-8"), b""));
    assert!(looks_like_html(JSON, b"\n<HTML lang=en>"));
    assert!(looks_like_html(
        None,
        b"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC>"
    ));
    assert!(!looks_like_html(Some("text/html"), b" {\"a\":1}"));
    assert!(!looks_like_html(None, b"<status/>"));
    assert!(!looks_like_html(None, b"<!-- html"));
    assert!(!looks_like_html(JSON, b""));
}

#[test]
fn depth_is_limited() {
    let deep = format!("{}{}", "{\"error\":".repeat(100), "}".repeat(100)).replace(":}", ":\"x\"}");
    assert!(json(&deep).messages[0].chars().count() <= MAX_LOOSE);
    let deeper = "[".repeat(100_000);
    assert!(json(&deeper).messages[0].chars().count() <= MAX_LOOSE);
}

fn check_limits(found: &ErrorBody) {
    for texts in [
        found.messages.iter().collect::<Vec<_>>(),
        found.field_errors.values().collect(),
    ] {
        assert!(texts.len() <= MAX_COUNT);
        assert!(texts.iter().map(|text| text.chars().count()).sum::<usize>() <= MAX_TEXT);
        assert!(
            texts
                .iter()
                .all(|text| !text.is_empty() && !text.contains(char::is_control))
        );
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let name = prop::sample::select(vec![
        "errorMessages",
        "errors",
        "message",
        "error",
        "data",
        "elementErrors",
        "failedElementNumber",
        "key",
        "context",
        "reason",
        "fieldViolations",
        "title",
        "detail",
        "code",
        "id",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<u8>().prop_map(Value::from),
        ".{0,700}".prop_map(Value::from)
    ];
    leaf.prop_recursive(6, 60, 25, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..25).prop_map(Value::from),
            prop::collection::btree_map(name.clone().prop_map(String::from), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn every_json_is_read_within_limits(value in any_json()) {
        check_limits(&json(&value.to_string()));
    }

    #[test]
    fn every_body_is_read_within_limits(body in any::<Vec<u8>>(), page in "(<(/?(h1|title|script|message)|!--)[ >]|[&é;<a \n]|-->){0,30}") {
        for declared in [None, JSON, Some("text/html")] {
            check_limits(&parse(declared, &body));
            check_limits(&parse(declared, page.as_bytes()));
            check_limits(&parse(declared, format!("<{page}").as_bytes()));
        }
    }
}
