use confluence_client::users::{AccountType, UserExpand, UserType};
use serde_json::{Value, json};

use crate::site::Site;

fn person() -> Value {
    json!({
        "type": "known", "accountId": "557058:ab", "accountType": "atlassian", "email": "", "publicName": "mia",
        "displayName": "Mia Example", "isGuest": false, "isExternalCollaborator": false,
        "profilePicture": {"path": "/wiki/aa-avatar/557058:ab", "width": 48, "height": 48, "isDefault": false},
        "_expandable": {"operations": "", "personalSpace": ""},
        "_links": {"self": "https://acme.atlassian.net/wiki/rest/api/user?accountId=557058:ab"}
    })
}

#[tokio::test]
async fn says_who_is_calling() {
    let site = Site::start().await;
    let mut me = person();
    me["operations"] = json!([{"operation": "use", "targetType": "application"}]);
    me["personalSpace"] =
        json!({"id": 65_538, "key": "~ab", "name": "Mia", "type": "personal", "status": "current"});
    site.answer(
        "GET /wiki/rest/api/user/current?expand=operations%2CpersonalSpace",
        200,
        me,
    )
    .await;
    let call = site
        .api
        .users()
        .current()
        .expand([UserExpand::Operations, UserExpand::PersonalSpace]);
    let me = call.send().await.unwrap();
    assert_eq!(me.kind, UserType::Known);
    assert_eq!(me.account_id.unwrap().as_str(), "557058:ab");
    assert_eq!(me.operations.unwrap()[0].operation, "use");
    assert_eq!(me.personal_space.unwrap().id.unwrap().as_str(), "65538");
    assert_eq!(me.profile_picture.unwrap().width, 48);
}

#[tokio::test]
async fn finds_a_user() {
    let site = Site::start().await;
    site.answer(
        "GET /wiki/rest/api/user?accountId=557058%3Aab",
        200,
        person(),
    )
    .await;
    let user = site.api.users().get("557058:ab").send().await.unwrap();
    assert_eq!(user.account_type, Some(AccountType::Atlassian));

    let anonymous = json!({"type": "anonymous", "displayName": "Anonymous", "profilePicture": null, "accountType": ""});
    site.answer(
        "GET /wiki/rest/api/user?accountId=gone&expand=isExternalCollaborator",
        200,
        anonymous,
    )
    .await;
    let user = site
        .api
        .users()
        .get("gone")
        .expand([UserExpand::IsExternalCollaborator])
        .send()
        .await
        .unwrap();
    assert_eq!(user.kind, UserType::Anonymous);
    assert_eq!(
        (user.account_type, user.account_id),
        (Some(AccountType::Other(String::new())), None)
    );
}
