use atlassian_admin::scim::users::{
    Contact, Name, UserAttribute, UserChanges, UserDetails, UserFilter,
};
use serde_json::{Value, json};

use crate::site::{Site, sent};

const PATH: &str = "/scim/directory/d-1/Users";
const PATCH: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

fn user(id: &str) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "id": id, "userName": "mia", "externalId": "x1", "displayName": "Mia Example", "nickName": "Mia",
        "title": "Lead", "preferredLanguage": "de-DE", "timezone": "Europe/Berlin", "department": "Support",
        "organization": "Acme", "active": false,
        "name": {"formatted": "Mia Example", "givenName": "Mia", "familyName": "Example"},
        "emails": [{"value": "mia@example.com", "type": "work", "primary": true}],
        "phoneNumbers": [{"value": "123"}],
        "groups": [{"type": "User", "value": "g1", "display": "support", "$ref": "https://example.com/g1"}, "odd"],
        "meta": {"resourceType": "User", "location": "https://example.com/u1",
            "created": "2026-01-02T03:04:05Z", "lastModified": "2026-01-02T03:04:05Z"},
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
            {"organization": "Acme", "department": "Support"},
        "urn:scim:schemas:extension:atlassian-external:1.0": {"atlassianAccountId": "557057:a1"}
    })
}

fn details() -> UserDetails {
    UserDetails::new("mia", "mia@example.com")
        .email(Contact::new("m@example.com").kind("home"))
        .phone_number(Contact::primary("123"))
        .name(Name {
            given_name: Some("Mia".into()),
            ..Name::default()
        })
        .active(true)
        .external_id("x1")
        .display_name("Mia Example")
        .nick_name("Mia")
        .title("Lead")
        .preferred_language("de-DE")
        .time_zone("Europe/Berlin")
        .department("Support")
        .organization("Acme")
}

#[tokio::test]
async fn each_request_is_as_described() {
    let users = Site::start().await.scim().users();
    let details = details();
    let body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "mia",
        "emails": [
            {"value": "mia@example.com", "primary": true}, {"value": "m@example.com", "type": "home"}
        ],
        "phoneNumbers": [{"value": "123", "primary": true}],
        "name": {"givenName": "Mia"}, "active": true, "externalId": "x1", "displayName": "Mia Example",
        "nickName": "Mia", "title": "Lead", "preferredLanguage": "de-DE", "timezone": "Europe/Berlin",
        "department": "Support", "organization": "Acme"
    });
    let minimal = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "mia",
        "emails": [{"value": "mia@example.com", "primary": true}]
    });
    let requests = [
        (
            sent(
                users
                    .list("d-1")
                    .filter(UserFilter::user_name(r#"m"i\a"#))
                    .attributes([UserAttribute::UserName, UserAttribute::from("emails.value")])
                    .request(),
            ),
            format!(r#"GET {PATH}?filter=userName eq "m\"i\\a"&attributes=userName,emails.value"#),
            Value::Null,
        ),
        (
            sent(
                users
                    .list("d-1")
                    .filter(UserFilter::external_id("x1"))
                    .request(),
            ),
            format!(r#"GET {PATH}?filter=externalId eq "x1""#),
            Value::Null,
        ),
        (
            sent(
                users
                    .get("d-1", "u/1")
                    .excluded_attributes(["groups"])
                    .request(),
            ),
            format!("GET {PATH}/u%2F1?excludedAttributes=groups"),
            Value::Null,
        ),
        (
            sent(
                users
                    .create("d-1", details.clone())
                    .attributes(["id"])
                    .request(),
            ),
            format!("POST {PATH}?attributes=id"),
            body.clone(),
        ),
        (
            sent(
                users
                    .replace("d-1", "u1", details)
                    .excluded_attributes(["groups"])
                    .request(),
            ),
            format!("PUT {PATH}/u1?excludedAttributes=groups"),
            body,
        ),
        (
            sent(
                users
                    .create("d-1", UserDetails::new("mia", "mia@example.com"))
                    .request(),
            ),
            format!("POST {PATH}"),
            minimal,
        ),
        (
            sent(users.delete("d-1", "u1").request()),
            format!("DELETE {PATH}/u1"),
            Value::Null,
        ),
    ];
    for ((line, body), expected, expected_body) in requests {
        assert_eq!((line, body), (expected, expected_body));
    }
    assert!(!users.delete("d-1", "u1").request().is_safe_to_repeat());
}

#[tokio::test]
async fn a_patch_names_each_attribute() {
    let users = Site::start().await.scim().users();
    let changes = UserChanges::default()
        .active(false)
        .user_name("mia2")
        .title("Head")
        .name(Name {
            family_name: Some("Sample".into()),
            ..Name::default()
        })
        .emails([Contact::primary("mia2@example.com")])
        .phone_numbers([])
        .clear(UserAttribute::NickName)
        .clear("urn:acme:desk");
    let patched = json!({"schemas": [PATCH], "Operations": [
        {"op": "replace", "path": "active", "value": false},
        {"op": "replace", "path": "userName", "value": "mia2"},
        {"op": "replace", "path": "title", "value": "Head"},
        {"op": "replace", "path": "name", "value": {"familyName": "Sample"}},
        {"op": "replace", "path": "emails", "value": [{"value": "mia2@example.com", "primary": true}]},
        {"op": "replace", "path": "phoneNumbers", "value": []},
        {"op": "remove", "path": "nickName"},
        {"op": "remove", "path": "urn:acme:desk"}
    ]});
    let call = users.patch("d-1", "u1", changes).attributes(["id"]);
    assert_eq!(
        sent(call.request()),
        (format!("PATCH {PATH}/u1?attributes=id"), patched)
    );
}

fn page(start: u64, total: u64, users: &[Value]) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": total,
        "startIndex": start, "itemsPerPage": users.len(), "Resources": users
    })
}

/// The index begins at one, and a page may be smaller than was asked for.
#[tokio::test]
async fn a_listing_counts_from_one() {
    let site = Site::start().await;
    let first = page(1, 3, &[user("u1"), user("u2")]);
    site.answer(&format!("GET {PATH}?count=100&startIndex=1"), 200, first)
        .await;
    let second = page(3, 3, &[json!({"id": "u3"})]);
    site.answer(&format!("GET {PATH}?count=100&startIndex=3"), 200, second)
        .await;
    let users = site
        .scim()
        .users()
        .list("d-1")
        .items()
        .collect()
        .await
        .unwrap();
    let ids: Vec<&str> = users.iter().map(|user| user.id.as_str()).collect();
    assert_eq!(ids, ["u1", "u2", "u3"]);
    let mia = &users[0];
    assert_eq!(mia.account_id().unwrap().as_str(), "557057:a1");
    assert_eq!(mia.active, Some(false));
    assert_eq!(mia.user_name.as_deref(), Some("mia"));
    assert_eq!(mia.time_zone.as_deref(), Some("Europe/Berlin"));
    let email = mia.emails.good().next().unwrap();
    assert_eq!(*email, Contact::primary("mia@example.com").kind("work"));
    let groups: Vec<_> = mia.groups.iter().collect();
    assert_eq!(groups[0].as_ref().unwrap().value.as_str(), "g1");
    assert!(groups[1].is_err());
    assert_eq!(
        mia.enterprise.as_ref().unwrap().department.as_deref(),
        Some("Support")
    );
    assert!(mia.meta.as_ref().unwrap().created.is_some());
    assert!(users[2].account_id().is_none() && users[2].emails.iter().next().is_none());
}

#[tokio::test]
async fn nothing_found_is_no_error() {
    let site = Site::start().await;
    let call = || {
        let users = site.scim().users();
        users
            .list("d-1")
            .filter(UserFilter::user_name("leo"))
            .page_size(2)
    };
    let query = "filter=userName+eq+%22leo%22&count=2&startIndex=1";
    let nothing = json!({"schemas": [], "totalResults": 0});
    let mock = site
        .answer(&format!("GET {PATH}?{query}"), 200, nothing)
        .await;
    assert!(call().items().collect().await.unwrap().is_empty());
    mock.delete_async().await;
    // Only where the service says so.
    let broken = json!({"schemas": [], "totalResults": 1});
    site.answer(&format!("GET {PATH}?{query}"), 200, broken)
        .await;
    let error = call().items().collect().await.unwrap_err();
    assert!(error.to_string().contains("`Resources`"), "{error}");
}

#[tokio::test]
async fn a_name_that_is_taken_is_told_by_a_code() {
    let site = Site::start().await;
    let taken = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "409", "scimType": "uniqueness",
        "detail": "The user already exists."
    });
    let details = UserDetails::new("mia", "mia@example.com");
    let body = serde_json::to_value(&details).unwrap();
    site.answer_to(&format!("POST {PATH}"), &body, 409, taken)
        .await;
    let users = site.scim().users();
    let error = users.create("d-1", details).send().await.unwrap_err();
    assert!(error.is_conflict());
    assert_eq!(error.code(), Some("uniqueness"));
    assert_eq!(error.messages(), ["The user already exists."]);
    let wrong_key = json!({"error": "Unauthorized", "traceId": "7f3c"});
    site.answer(&format!("GET {PATH}/u1"), 401, wrong_key).await;
    let error = users.get("d-1", "u1").send().await.unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(error.trace_id(), Some("7f3c"));
}
