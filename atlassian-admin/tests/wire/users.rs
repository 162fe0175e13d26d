use atlassian_admin::managed_accounts::AccountStatus;
use atlassian_admin::users::{
    ClaimStatus, InvitedRole, MembershipStatus, UserExpand, UserSort, UserStatus,
};
use atlassian_admin::{Direction, DirectoryId, RoleId};
use serde_json::{Value, json, to_value};

use crate::site::{NEXT, Site};

const ALL: &str = "/admin/v2/orgs/org-1/directories/-/users";
const ONE: &str = "/admin/v2/orgs/org-1/directories/dir-1/users";

fn user(id: &str) -> Value {
    json!({
        "accountId": id, "accountType": "atlassian", "status": "for_deletion", "accountStatus": "active",
        "membershipStatus": "no_membership", "addedToOrg": "2026-01-02T03:04:05.678Z", "deactivatedOn": "2026-02-02T00:00:00Z",
        "name": "Mia Example", "nickname": "mia", "email": "mia@example.com", "emailVerified": true,
        "claimStatus": "managed", "managementSource": "synced", "mfaEnabled": false,
        "platformRoles": ["atlassian/org-admin", "atlassian/new"], "counts": {"resources": 2},
        "productAccess": [{"id": "ari:cloud:jira::site/1", "key": "jira", "lastActiveTimestamp": "2026-11-01T00:00:00Z"}],
        "groups": [{"id": "g1", "name": "crew", "description": "all"}],
        "picture": "https://p", "avatar": "https://a", "department": "d", "jobTitle": "j", "location": "l",
        "organization": "o", "timeZone": "Europe/Berlin", "links": {"self": "x"}
    })
}

/// The filters go with every page, and the next page is found by a whole link as by a bare cursor.
#[tokio::test]
async fn searches_people() {
    for next in NEXT {
        let site = Site::start().await;
        let mut body = json!({
            "accountIds": ["a1"], "directoryIds": ["dir-1"], "resourceIds": ["ari:cloud:jira::site/1"],
            "groupIds": ["g1"], "roleIds": ["atlassian/user"], "mfaEnabled": false, "claimStatus": "unmanaged",
            "status": ["not_invited"], "accountStatus": ["closed"], "membershipStatus": ["suspended"],
            "emailDomains": ["example.com"], "emails": ["mia@example.com"], "searchTerm": "mi",
            "expand": ["platformRoles", "counts.resources", "productAccess", "groups"],
            "sortBy": [{"field": "nick_name", "direction": "desc"}], "limit": 100
        });
        let request = format!("POST {ALL}/search");
        let page = json!({"data": [user("a1")], "links": {"self": "x", "next": next}});
        site.exchange(&request, Some(body.clone()), 200, page).await;
        body["cursor"] = json!("c/2");
        let page = json!({"data": [user("a1"), {"accountId": "a2", "managementSource": null}], "links": {}});
        site.exchange(&request, Some(body), 200, page).await;
        let users = site.api.users();
        let call = users
            .search("org-1", DirectoryId::all())
            .account_ids(["a1"])
            .directory_ids(["dir-1"])
            .resource_ids(["ari:cloud:jira::site/1"])
            .group_ids(["g1"])
            .role_ids([RoleId::User])
            .mfa_enabled(false)
            .claim_status(ClaimStatus::Unmanaged)
            .status([UserStatus::NotInvited])
            .account_status([AccountStatus::Closed])
            .membership_status([MembershipStatus::Suspended])
            .email_domains(["example.com"])
            .emails(["mia@example.com"])
            .search_term("mi")
            .expand([
                UserExpand::PlatformRoles,
                UserExpand::Resources,
                UserExpand::ProductAccess,
                UserExpand::Groups,
            ])
            .sort_by([UserSort::nickname(Direction::Descending)]);
        assert!(call.request().is_safe_to_repeat());
        let found = call.items().collect().await.unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(to_value(&found[0]).unwrap(), user("a1"));
    }
}

#[tokio::test]
async fn lists_and_counts_people_by_the_query() {
    const QUERY: &str = "accountIds=a1&accountIds=a2&directoryIds=dir-1&resourceIds=ari%3Acloud%3Ajira%3A%3Asite%2F1&groupIds=g1\
        &status=active&accountStatus=active&membershipStatus=active&roleIds=atlassian%2Fadmin&emailDomains=example.com\
        &mfaEnabled=true&claimStatus=managed&searchTerm=mi";
    let site = Site::start().await;
    let users = site.api.users();
    macro_rules! filtered {
        ($call:expr) => {
            $call
                .account_ids(["a1", "a2"])
                .directory_ids(["dir-1"])
                .resource_ids(["ari:cloud:jira::site/1"])
                .group_ids(["g1"])
                .status([UserStatus::Active])
                .account_status([AccountStatus::Active])
                .membership_status([MembershipStatus::Active])
                .role_ids([RoleId::Admin])
                .email_domains(["example.com"])
                .mfa_enabled(true)
                .claim_status(ClaimStatus::Managed)
                .search_term("mi")
        };
    }
    let page = json!({"data": [user("a1")], "links": {"self": "x"}});
    site.answer(&format!("GET {ALL}?{QUERY}&limit=100"), 200, page)
        .await;
    #[allow(deprecated, reason = "it works until 2027-06-30")]
    let list = users.list("org-1", DirectoryId::all());
    assert_eq!(filtered!(list).items().collect().await.unwrap().len(), 1);
    site.answer(
        &format!("GET {ALL}/count?{QUERY}"),
        200,
        json!({"count": 7}),
    )
    .await;
    let count = users.count("org-1", DirectoryId::all());
    assert_eq!(filtered!(count).send().await.unwrap().count, 7);
}

#[tokio::test]
async fn tells_of_one_person_and_of_how_many() {
    let site = Site::start().await;
    let users = site.api.users();
    site.answer(
        &format!("GET {ONE}/a%2F1"),
        200,
        json!({"data": user("a/1")}),
    )
    .await;
    let found = users
        .get("org-1", "dir-1", "a/1")
        .send()
        .await
        .unwrap()
        .data;
    assert_eq!(to_value(&found).unwrap(), user("a/1"));
    let stats = json!({"accountStatus": [{"status": "active", "count": 3}], "roles": [{"roleId": "atlassian/org-admin", "count": 1}]});
    site.answer(&format!("GET {ALL}/stats"), 200, stats).await;
    let stats = users
        .stats("org-1", DirectoryId::all())
        .send()
        .await
        .unwrap();
    assert_eq!(stats.account_status[0].count, Some(3));
    assert_eq!(stats.roles[0].role_id, Some(RoleId::OrgAdmin));
}

/// A 206 is a success of which a part is not.
#[tokio::test]
async fn invites_people_and_says_what_failed() {
    let site = Site::start().await;
    let body = json!({
        "emails": ["new@example.com"], "permissionRules": [{"resource": "ari:cloud:jira::site/1", "role": "atlassian/user"}],
        "additionalGroups": ["g1"], "sendNotification": true, "notificationText": "Welcome"
    });
    let made = json!({"data": [{"id": "a9", "email": "new@example.com", "results": [{
        "roleAssignmentResult": [{"resource": "ari:cloud:jira::site/1", "role": "atlassian/user", "status": "INVITED"}],
        "groupAssignmentResult": [{"group": "g1", "status": "ERROR", "statusReason": "No seat is free."}]}]}]});
    site.exchange(
        "POST /admin/v2/orgs/org-1/users/invite",
        Some(body),
        206,
        made.clone(),
    )
    .await;
    let call = site
        .api
        .users()
        .invite("org-1", ["new@example.com"])
        .permission_rules([InvitedRole::new("ari:cloud:jira::site/1", RoleId::User)])
        .additional_groups(["g1"])
        .send_notification(true)
        .notification_text("Welcome");
    assert!(!call.request().is_safe_to_repeat());
    let invited = call.send().await.unwrap();
    assert_eq!(to_value(&invited).unwrap(), made);
    let failures: Vec<_> = invited.data[0].failures().collect();
    assert_eq!(failures, ["No seat is free."]);
}

/// The description says 204; the first version said 200 with a message.
#[tokio::test]
async fn any_success_will_do_for_access() {
    for (status, reply) in [
        (204, Value::Null),
        (200, json!({"message": "done"})),
        (202, Value::Null),
    ] {
        let site = Site::start().await;
        let users = site.api.users();
        site.answer(&format!("POST {ONE}/a1/suspend"), status, reply.clone())
            .await;
        site.answer(&format!("POST {ONE}/a1/restore"), status, reply.clone())
            .await;
        site.answer(&format!("DELETE {ONE}/a1"), status, reply)
            .await;
        users.suspend("org-1", "dir-1", "a1").send().await.unwrap();
        users.restore("org-1", "dir-1", "a1").send().await.unwrap();
        let remove = users.remove("org-1", "dir-1", "a1");
        assert!(!remove.request().is_safe_to_repeat());
        remove.send().await.unwrap();
    }
}
