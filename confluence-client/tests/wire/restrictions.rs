use confluence_client::groups::GroupId;
use confluence_client::restrictions::{NewRestriction, Restricted, RestrictionExpand, Subject};
use serde_json::{Value, json};

use crate::requests::assert_sends;
use crate::site::Site;

const PATH: &str = "/wiki/rest/api/content/1/restriction";

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let restrictions = site.api.restrictions();
    let new = || {
        let read = NewRestriction::on(Restricted::Read)
            .user("557058:ab")
            .group("g1")
            .group("g2");
        vec![
            read,
            NewRestriction::on(Restricted::Update).user("557058:ab"),
        ]
    };
    let written = json!([
        {"operation": "read", "restrictions": {"user": [{"type": "known", "accountId": "557058:ab"}],
            "group": [{"type": "group", "id": "g1"}, {"type": "group", "id": "g2"}]}},
        {"operation": "update", "restrictions": {"user": [{"type": "known", "accountId": "557058:ab"}]}},
    ]);
    let (user, group) = (RestrictionExpand::User, RestrictionExpand::Group);
    assert_sends! {
        restrictions.list("1").start(100_u32).limit(50_u32).expand([user.clone(), group.clone()]),
        format!("GET {PATH}?start=100&limit=50&expand=restrictions.user,restrictions.group");
        restrictions.by_operation("1").expand([group.clone()]), format!("GET {PATH}/byOperation?expand=restrictions.group");
        restrictions.get("1", Restricted::Read).start(0_u32).limit(200_u32).expand([user.clone()]),
        format!("GET {PATH}/byOperation/read?start=0&limit=200&expand=restrictions.user");
        restrictions.add("1", new()).expand([user.clone()]), format!("POST {PATH}?expand=restrictions.user"), written;
        restrictions.replace("1", new()).expand([user]), format!("PUT {PATH}?expand=restrictions.user"), written;
        restrictions.clear("1"), format!("DELETE {PATH}");
        restrictions.add_group("1", Restricted::Read, "g1"), format!("PUT {PATH}/byOperation/read/byGroupId/g1");
        restrictions.remove_group("1", Restricted::Update, "g1"), format!("DELETE {PATH}/byOperation/update/byGroupId/g1");
        restrictions.add_user("1", Restricted::Read, "557058:ab"),
        format!("PUT {PATH}/byOperation/read/user?accountId=557058:ab");
        restrictions.remove_user("1", Restricted::Read, "557058:ab"),
        format!("DELETE {PATH}/byOperation/read/user?accountId=557058:ab");
        restrictions.check("1", Subject::Group(GroupId::new("g1")), Restricted::Delete),
        "POST /wiki/rest/api/content/1/permission/check",
        {"subject": {"type": "group", "identifier": "g1"}, "operation": "delete"};
        restrictions.check("1", Subject::anonymous(), Restricted::Read), "POST /wiki/rest/api/content/1/permission/check",
        {"subject": {"type": "user", "identifier": "anonymous"}, "operation": "read"};
    }
    let check = restrictions.check("1", Subject::anonymous(), Restricted::Read);
    assert!(check.request().is_safe_to_repeat());
}

fn restriction(operation: &str) -> Value {
    json!({"operation": operation, "restrictions": {
        "user": {"results": [{"type": "known", "accountId": "557058:ab", "displayName": "Mia", "_links": {}}],
            "start": 0, "limit": 100, "size": 1},
        "group": {"results": [{"type": "group", "name": "staff", "id": "g1", "_links": {}}], "start": 0, "limit": 100,
            "size": 1}},
        "_expandable": {"content": "/rest/api/content/1"}, "_links": {}})
}

#[tokio::test]
async fn restrictions_are_read() {
    let site = Site::start().await;
    let restrictions = site.api.restrictions();
    let all = json!({"results": [restriction("read"), restriction("update")], "start": 0, "limit": 100, "size": 2,
        "restrictionsHash": "h", "_links": {}});
    site.answer(&format!("GET {PATH}"), all).await;
    let all = restrictions
        .list("1")
        .send()
        .await
        .unwrap()
        .results
        .into_vec()
        .unwrap();
    assert_eq!((all.len(), &all[1].operation), (2, &Restricted::Update));
    let allowed = all[0].restrictions.as_ref().unwrap();
    let (users, groups) = (
        allowed.user.as_ref().unwrap(),
        allowed.group.as_ref().unwrap(),
    );
    let user = users.results.good().next().unwrap();
    assert_eq!(user.account_id.as_ref().unwrap().as_str(), "557058:ab");
    assert_eq!(
        (users.start, users.limit, users.size),
        (Some(0), Some(100), Some(1))
    );
    let group = groups.results.good().next().unwrap();
    assert_eq!((group.id.as_str(), group.name.as_str()), ("g1", "staff"));

    let by = json!({"read": restriction("read"), "update": restriction("update"),
        "_links": {"self": "https://acme.example.com/x", "base": "https://acme.example.com/wiki"}});
    site.answer(&format!("GET {PATH}/byOperation"), by).await;
    let by = restrictions.by_operation("1").send().await.unwrap();
    let operations = [by.read, by.update].map(|one| one.unwrap().operation);
    assert_eq!(operations, [Restricted::Read, Restricted::Update]);

    // Neither answer has a body.
    site.exchange(
        &format!("PUT {PATH}/byOperation/read/byGroupId/g1"),
        None,
        200,
        "",
    )
    .await;
    restrictions
        .add_group("1", Restricted::Read, "g1")
        .send()
        .await
        .unwrap();
    let call = format!("DELETE {PATH}/byOperation/read/user?accountId=a");
    site.exchange(&call, None, 200, "").await;
    restrictions
        .remove_user("1", Restricted::Read, "a")
        .send()
        .await
        .unwrap();

    let refused = json!({"hasPermission": false, "errors": [{"translation": "User is not allowed to use Confluence",
        "args": []}], "_links": {}});
    let body = json!({"subject": {"type": "user", "identifier": "a"}, "operation": "read"});
    let path = "POST /wiki/rest/api/content/1/permission/check";
    site.exchange(path, Some(body), 200, &refused.to_string())
        .await;
    let check = restrictions.check("1", Subject::User("a".into()), Restricted::Read);
    let check = check.send().await.unwrap();
    let reasons = check.errors.into_vec().unwrap();
    assert_eq!(
        (check.has_permission, reasons[0].translation.as_deref()),
        (false, Some("User is not allowed to use Confluence"))
    );
}
