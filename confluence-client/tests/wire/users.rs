use confluence_client::cql::Cql;
use confluence_client::users::{
    AccountStatus, AccountType, SitePermissionTypeFilter, UserExpand, UserType,
};
use confluence_client::{AccountId, ErrorKind};
use serde_json::{Value, json};

use crate::requests::assert_sends;
use crate::site::Site;

pub(crate) fn person(id: &str) -> Value {
    json!({
        "type": "known", "accountId": id, "accountType": "atlassian", "email": "", "publicName": "mia",
        "displayName": "Mia Example", "isGuest": false, "isExternalCollaborator": false,
        "profilePicture": {"path": "/wiki/aa-avatar/x", "width": 48, "height": 48, "isDefault": false},
        "_expandable": {"operations": "", "personalSpace": ""},
        "_links": {"self": "https://acme.atlassian.net/wiki/rest/api/user?accountId=x"}
    })
}

#[tokio::test]
async fn says_who_is_calling() {
    let site = Site::start().await;
    let mut me = person("557058:ab");
    me["operations"] = json!([{"operation": "use", "targetType": "application"}]);
    me["personalSpace"] =
        json!({"id": 65_538, "key": "~ab", "name": "Mia", "type": "personal", "status": "current"});
    site.answer(
        "GET /wiki/rest/api/user/current?expand=operations%2CpersonalSpace",
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
    assert_eq!(me.profile_picture.unwrap().width, Some(48));
}

#[tokio::test]
async fn finds_a_user() {
    let site = Site::start().await;
    site.answer(
        "GET /wiki/rest/api/user?accountId=557058%3Aab",
        person("557058:ab"),
    )
    .await;
    let user = site.api.users().get("557058:ab").send().await.unwrap();
    assert_eq!(user.account_type, Some(AccountType::Atlassian));

    let anonymous = json!({"type": "anonymous", "displayName": "Anonymous", "profilePicture": null, "accountType": ""});
    site.answer(
        "GET /wiki/rest/api/user?accountId=gone&expand=isExternalCollaborator",
        anonymous.clone(),
    )
    .await;
    let call = site.api.users().get("gone");
    let user = call
        .expand([UserExpand::IsExternalCollaborator])
        .send()
        .await
        .unwrap();
    assert_eq!(user.kind, UserType::Anonymous);
    assert_eq!(
        (user.account_type, user.account_id),
        (Some(AccountType::Other(String::new())), None)
    );

    site.answer("GET /wiki/rest/api/user/anonymous", anonymous)
        .await;
    let nobody = site.api.users().anonymous().send().await.unwrap();
    assert_eq!(nobody.display_name.as_deref(), Some("Anonymous"));
}

#[tokio::test]
async fn looks_several_up() {
    let site = Site::start().await;
    let reply = json!({"results": [
        {"displayName": "Mia", "timeZone": null, "personalSpaceId": "65538", "isExternalCollaborator": false,
            "accountStatus": "closed", "accountId": "a1", "email": "", "accountType": "atlassian", "publicName": "mia",
            "profilePicture": {"path": "/wiki/aa-avatar/a1", "isDefault": true}},
        {"displayName": "odd"}
    ], "_links": {"base": "https://acme.atlassian.net/wiki"}});
    site.exchange(
        "POST /wiki/api/v2/users-bulk",
        Some(json!({"accountIds": ["a1", "a2"]})),
        200,
        &reply.to_string(),
    )
    .await;
    let found = site.api.users().bulk(["a1", "a2"]).send().await.unwrap();
    assert_eq!((found.results.len(), found.results.odd().count()), (2, 1));
    let mia = found.results.good().next().unwrap();
    assert_eq!(mia.account_status, Some(AccountStatus::Closed));
    assert!(mia.profile_picture.as_ref().unwrap().is_default);
}

fn found(ids: std::ops::Range<usize>, start: usize, total: usize) -> Value {
    let results: Vec<Value> = ids
        .map(|n| {
            json!({"user": person(&format!("a{n}")), "title": "Mia", "url": format!("/people/a{n}"), "excerpt": "",
                "entityType": "user", "lastModified": "2026-01-02T03:04:05.000Z", "score": 0.0})
        })
        .collect();
    json!({"results": results, "start": start, "limit": 200, "size": results.len(), "totalSize": total,
        "cqlQuery": "type = \"user\"", "searchDuration": 3, "_links": {"base": "https://acme.atlassian.net/wiki"}})
}

const SEARCH: &str =
    "/wiki/rest/api/search/user?cql=type+%3D+%22user%22&sitePermissionTypeFilter=all";

/// No answer has a link to the next page, the service lowers the size without a word, and what it counts is not to be
/// relied on: only an empty page is the end.
#[tokio::test]
async fn a_search_goes_on_to_an_empty_page() {
    let site = Site::start().await;
    for (start, end) in [(0, 100), (100, 150), (150, 150)] {
        let request = format!("GET {SEARCH}&limit=200&start={start}");
        site.answer(&request, found(start..end, start, 100)).await;
    }
    let users = site.api.users();
    let search = || {
        users
            .search(Cql::field("type").eq("user"))
            .site_permission_type_filter(SitePermissionTypeFilter::All)
    };
    let all = search().items().collect().await.unwrap();
    assert_eq!(all.len(), 150);
    assert_eq!(all[149].user.account_id, Some(AccountId::new("a149")));

    // The service stops before all that it counts.
    let site = Site::start().await;
    site.answer(
        &format!("GET {SEARCH}&limit=200&start=0"),
        found(0..200, 0, 300),
    )
    .await;
    for start in [200, 400] {
        let request = format!("GET {SEARCH}&limit=200&start={start}");
        site.answer(&request, found(0..0, start, 300)).await;
    }
    let search = site
        .api
        .users()
        .search("type = \"user\"")
        .site_permission_type_filter(SitePermissionTypeFilter::All);
    let error = search.items().collect().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IncompleteListing);
    let call = users
        .search("user.fullname ~ \"mia\"")
        .expand([UserExpand::Operations]);
    assert_sends! {
        call, "GET /wiki/rest/api/search/user?cql=user.fullname ~ \"mia\"&expand=operations";
    }
}

#[tokio::test]
async fn tells_the_groups_and_the_address_of_a_user() {
    let site = Site::start().await;
    let group = json!({"type": "group", "name": "crew", "id": "g-1", "usageType": "USERBASE_GROUP", "managedBy": "ADMINS",
        "_links": {"self": "https://acme.atlassian.net/wiki/rest/api/group/by-id?id=g-1"}});
    for (start, results) in [(0, json!([group])), (1, json!([]))] {
        site.answer(
            &format!("GET /wiki/rest/api/user/memberof?accountId=a1&limit=200&start={start}"),
            json!({"results": results, "start": start, "limit": 200, "size": 1, "_links": {}}),
        )
        .await;
    }
    let groups = site.api.users().groups("a1").items().collect().await;
    assert_eq!(groups.unwrap()[0].name, "crew");

    let address = json!({"accountId": "a1", "email": "mia@example.com"});
    site.answer(
        "GET /wiki/rest/api/user/email?accountId=a1",
        address.clone(),
    )
    .await;
    let told = site.api.users().email("a1").send().await.unwrap();
    assert_eq!(told.email, "mia@example.com");
    site.answer(
        "GET /wiki/rest/api/user/email/bulk?accountId=a1%2Ca2",
        json!([address]),
    )
    .await;
    let told = site.api.users().emails(["a1", "a2"]).send().await.unwrap();
    assert_eq!(told.into_vec().unwrap()[0].account_id.as_str(), "a1");
    let nobody = site.api.users().emails([""; 0]).send().await.unwrap_err();
    assert!(nobody.to_string().contains("empty list"), "{nobody}");
}

#[tokio::test]
async fn lets_people_in() {
    let site = Site::start().await;
    let emails = json!({"emails": ["mia@example.com", "odd"]});
    site.exchange(
        "POST /wiki/api/v2/user/access/check-access-by-email",
        Some(emails.clone()),
        200,
        &json!({"emailsWithoutAccess": ["mia@example.com"], "invalidEmails": ["odd"]}).to_string(),
    )
    .await;
    site.exchange(
        "POST /wiki/api/v2/user/access/invite-by-email",
        Some(emails),
        200,
        "",
    )
    .await;
    let users = site.api.users();
    let checked = users.check_access(["mia@example.com", "odd"]);
    assert!(checked.request().is_safe_to_repeat());
    let checked = checked.send().await.unwrap();
    assert_eq!(checked.emails_without_access, ["mia@example.com"]);
    assert_eq!(checked.invalid_emails, ["odd"]);
    let invited = users.invite(["mia@example.com", "odd"]);
    assert!(!invited.request().is_safe_to_repeat());
    invited.send().await.unwrap();
}

#[tokio::test]
async fn keeps_properties_on_an_account() {
    let site = Site::start().await;
    let properties = site.api.user_properties();
    let value = json!({"dark": true});
    let map = value.as_object().unwrap();
    assert_sends! {
        properties.create("a1", "acme/theme", map.clone()),
            "POST /wiki/rest/api/user/a1/property/acme%2Ftheme", {"value": {"dark": true}};
        properties.update("a1", "theme", map.clone()),
            "PUT /wiki/rest/api/user/a1/property/theme", {"value": {"dark": true}};
        properties.delete("a1", "theme"), "DELETE /wiki/rest/api/user/a1/property/theme";
    }
    site.answer(
        "GET /wiki/rest/api/user/a1/property?limit=25",
        json!({"results": [{"key": "theme"}], "start": 0, "limit": 25, "size": 1,
            "_links": {"next": "/rest/api/user/a1/property?start=25&limit=25"}}),
    )
    .await;
    site.answer(
        "GET /wiki/rest/api/user/a1/property?start=25&limit=25",
        json!({"results": [{"key": "zoom"}], "start": 25, "limit": 25, "size": 1, "_links": {}}),
    )
    .await;
    let keys = properties.keys("a1").items().collect().await.unwrap();
    assert_eq!((keys.len(), keys[1].key.as_str()), (2, "zoom"));
    site.answer(
        "GET /wiki/rest/api/user/a1/property/theme",
        json!({"key": "theme", "value": value, "id": "p-1", "lastModifiedDate": "2026-01-02T03:04:05.000Z",
            "createdDate": "2026-01-02T03:04:05.000Z"}),
    )
    .await;
    let property = properties.get("a1", "theme").send().await.unwrap();
    assert_eq!(&property.value, map);
}
