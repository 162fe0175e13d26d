use atlassian_admin::ErrorKind;
use atlassian_admin::core::Patch;
use atlassian_admin::managed_accounts::{AccountStatus, AccountType};
use atlassian_admin::user_management::{ExtendedProfileChange, PrivilegeName, RestrictionReason};
use serde_json::{Value, json};

use crate::site::{Site, admin, sent};

const PATH: &str = "/users/557057%3Aa1/manage";

#[test]
fn each_request_is_as_described() {
    let users = admin().user_management();
    let id = "557057:a1";
    let profile = ExtendedProfileChange {
        department: Patch::Set("Support".into()),
        job_title: Patch::Set("Lead".into()),
        location: Patch::Clear,
        organization: Patch::Keep,
    };
    let requests = [
        (
            sent(
                users
                    .privileges(id)
                    .privilege([PrivilegeName::SetEmail, PrivilegeName::ReadApiTokens])
                    .request(),
            ),
            format!("GET {PATH}?privileges=email.set&privileges=apiToken.read"),
            Value::Null,
        ),
        (
            sent(users.profile(id).request()),
            format!("GET {PATH}/profile"),
            Value::Null,
        ),
        (
            sent(
                users
                    .update_profile(id)
                    .name("Mia Example")
                    .nickname("mia")
                    .time_zone("Europe/Berlin")
                    .locale("de-DE")
                    .extended_profile(profile)
                    .request(),
            ),
            format!("PATCH {PATH}/profile"),
            json!({
                "name": "Mia Example", "nickname": "mia", "zoneinfo": "Europe/Berlin", "locale": "de-DE",
                "extended_profile": {"department": "Support", "job_title": "Lead", "location": null}
            }),
        ),
        (
            sent(users.set_email(id, "mia@example.com").request()),
            format!("PUT {PATH}/email"),
            json!({"email": "mia@example.com"}),
        ),
        (
            sent(users.deactivate(id).message("Ask Leo.").request()),
            format!("POST {PATH}/lifecycle/disable"),
            json!({"message": "Ask Leo."}),
        ),
        (
            sent(users.activate(id).request()),
            format!("POST {PATH}/lifecycle/enable"),
            Value::Null,
        ),
        (
            sent(users.delete(id).request()),
            format!("POST {PATH}/lifecycle/delete"),
            Value::Null,
        ),
        (
            sent(users.cancel_delete(id).request()),
            format!("POST {PATH}/lifecycle/cancel-delete"),
            Value::Null,
        ),
        (
            sent(users.api_tokens(id).request()),
            format!("GET {PATH}/api-tokens"),
            Value::Null,
        ),
        (
            sent(users.delete_api_token(id, "t/1").request()),
            format!("DELETE {PATH}/api-tokens/t%2F1"),
            Value::Null,
        ),
    ];
    for ((line, body), expected, expected_body) in requests {
        assert_eq!((line, body), (expected, expected_body));
    }
}

#[test]
fn no_write_is_sent_twice() {
    for operation in atlassian_admin::user_management::TABLE {
        assert_eq!(
            operation.safe_to_repeat,
            operation.method == "GET",
            "{}",
            operation.name
        );
    }
}

#[tokio::test]
async fn reasons_are_told() {
    let site = Site::start().await;
    let answer = json!({
        "email.set": {"allowed": false, "reason": {"key": "externalDirectory.scim"}},
        "lifecycle.enablement": {"allowed": true},
        "profile": {"name": {"allowed": true}},
        "profile.write": {
            "name": {"allowed": false, "reason": {"key": "somethingNew"}},
            "extended_profile.location": {"allowed": true}
        }
    });
    site.answer(&format!("GET {PATH}"), 200, answer).await;
    let call = site.api.user_management().privileges("557057:a1");
    let privileges = call.send().await.unwrap();
    let email = privileges.set_email.unwrap();
    assert!(!email.allowed);
    assert_eq!(email.reason.unwrap().key, RestrictionReason::ScimDirectory);
    assert!(privileges.activation.unwrap().allowed);
    assert!(privileges.deletion.is_none());
    let fields = privileges.write_profile.unwrap();
    assert!(fields["extended_profile.location"].allowed);
    let reason = fields["name"].reason.clone().unwrap().key;
    assert_eq!(reason, RestrictionReason::Other("somethingNew".into()));
}

#[tokio::test]
async fn a_profile_and_tokens() {
    let site = Site::start().await;
    let profile = json!({"account": {
        "account_id": "557057:a1", "account_type": "atlassian", "account_status": "closed",
        "name": "Mia Example", "nickname": "mia", "email": "mia@example.com", "picture": "https://example.com/mia",
        "zoneinfo": "Europe/Berlin", "locale": "de-DE", "characteristics": {"not_mentionable": true},
        "extended_profile": {"department": "Support", "job_title": "Lead", "location": "Hull", "organization": "Acme"}
    }});
    site.answer(&format!("GET {PATH}/profile"), 200, profile.clone())
        .await;
    let users = site.api.user_management();
    let found = users.profile("557057:a1").send().await.unwrap();
    assert_eq!(found.account.account_type, Some(AccountType::Atlassian));
    assert_eq!(found.account.account_status, Some(AccountStatus::Closed));
    assert_eq!(serde_json::to_value(&found).unwrap(), profile);

    let tokens = json!([
        {"id": "t1", "label": "backup", "createdAt": "2026-01-02T03:04:05.678Z",
            "lastAccess": "2026-11-01T00:00:00Z", "expiry": "2027-01-02T00:00:00Z"},
        {"id": "t2", "label": "new", "createdAt": "2026-11-02T03:04:05.678Z"}
    ]);
    site.answer(&format!("GET {PATH}/api-tokens"), 200, tokens.clone())
        .await;
    let found = users.api_tokens("557057:a1").send().await.unwrap();
    assert_eq!(serde_json::to_value(&found).unwrap(), tokens);
}

/// The description has it that a deletion answers a message, and the service has been seen to answer nothing.
#[tokio::test]
async fn whatever_a_deletion_answers_is_a_success() {
    let site = Site::start().await;
    site.answer(
        &format!("POST {PATH}/lifecycle/delete"),
        200,
        json!({"message": "Success"}),
    )
    .await;
    site.answer(
        &format!("POST {PATH}/lifecycle/cancel-delete"),
        204,
        Value::Null,
    )
    .await;
    let users = site.api.user_management();
    users.delete("557057:a1").send().await.unwrap();
    users.cancel_delete("557057:a1").send().await.unwrap();
}

#[tokio::test]
async fn a_refusal_says_why() {
    let site = Site::start().await;
    let users = site.api.user_management();
    let refusal = json!({
        "key": "forbidden.action",
        "context": {"allowed": false, "reason": {"key": "administrative.notMyself"}}
    });
    site.answer(&format!("POST {PATH}/lifecycle/enable"), 403, refusal)
        .await;
    let error = users.activate("557057:a1").send().await.unwrap_err();
    assert!(error.is_forbidden());
    assert_eq!(error.code(), Some("forbidden.action"));
    assert_eq!(
        error.messages(),
        ["forbidden.action: administrative.notMyself"]
    );
    let conflict = json!({
        "key": "conflict.lifecycleErrors",
        "context": {
            "accountId": "557057:a1", "message": "Not eligible.",
            "errorCodes": [{"code": "deletionPending", "message": "A deletion is under way."}]
        }
    });
    site.answer(&format!("POST {PATH}/lifecycle/delete"), 409, conflict)
        .await;
    let error = users.delete("557057:a1").send().await.unwrap_err();
    assert!(error.is_conflict());
    assert_eq!(error.messages()[1], "A deletion is under way.");
    let unknown = json!({"key": "accountNotFound"});
    site.answer(&format!("GET {PATH}/api-tokens"), 404, unknown)
        .await;
    let error = users.api_tokens("557057:a1").send().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::NotFound, Some("accountNotFound"))
    );
}

/// A key with scopes is asked for one that no key can be given.
#[tokio::test]
async fn a_key_with_scopes_is_told_that_it_is_the_wrong_kind() {
    let site = Site::start().await;
    let refusal = json!({"code": 403, "message": "Forbidden; scope manage:org is required"});
    site.answer(&format!("GET {PATH}"), 403, refusal).await;
    let call = site.api.user_management().privileges("557057:a1");
    let error = call.send().await.unwrap_err();
    assert!(error.is_missing_scope());
    assert!(error.to_string().contains("without scopes"), "{error}");
}
