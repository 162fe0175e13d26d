use atlassian_admin::RoleId;
use atlassian_admin::user_roles::RoleAssignmentMethod;
use serde_json::{Value, json, to_value};

use crate::site::Site;

#[tokio::test]
async fn lists_roles() {
    let site = Site::start().await;
    let on_app = json!({
        "resourceId": "ari:cloud:jira::site/1", "resourceOwner": "jira", "directoryId": "dir-1", "userDirectoryStatus": "active",
        "roleAssignments": [{"role": "atlassian/user", "roleAssignmentMethods": ["group_direct", "direct"]}],
        "roles": ["atlassian/user"]
    });
    let on_org = json!({"resourceId": "ari:cloud:platform::org/1", "directoryId": null, "userDirectoryStatus": null});
    site.answer(
        "GET /admin/v2/orgs/org-1/directories/-/users/a1/role-assignments?directoryIds=dir-1&resourceOwners=jira&resourceIds=r1\
         &roleIds=atlassian%2Fuser&limit=100",
        200,
        json!({"data": [on_app, on_org], "links": {}}),
    )
    .await;
    let call = site.api.user_roles().list("org-1", "-", "a1");
    let call = call
        .directory_ids(["dir-1"])
        .resource_owners(["jira"])
        .resource_ids(["r1"])
        .role_ids([RoleId::User]);
    let roles = call.items().collect().await.unwrap();
    assert_eq!(to_value(&roles[0]).unwrap(), on_app);
    assert_eq!(
        roles[0].role_assignments[0].role_assignment_methods,
        [
            RoleAssignmentMethod::GroupDirect,
            RoleAssignmentMethod::Direct
        ]
    );
    assert!(roles[1].directory_id.is_none());
}

#[tokio::test]
async fn gives_and_takes_roles() {
    let site = Site::start().await;
    let path = "POST /admin/v1/orgs/org-1/users/a1";
    let on_app = json!({"role": "atlassian/guest", "resource": "ari:cloud:confluence::site/1"});
    let on_org = json!({"role": "atlassian/org-admin"});
    let roles = site.api.user_roles();
    for verb in ["assign", "revoke"] {
        site.exchange(
            &format!("{path}/roles/{verb}"),
            Some(on_app.clone()),
            204,
            Value::Null,
        )
        .await;
        site.exchange(
            &format!("{path}/role-assignments/{verb}"),
            Some(on_org.clone()),
            204,
            Value::Null,
        )
        .await;
    }
    let resource = "ari:cloud:confluence::site/1";
    roles
        .assign("org-1", "a1", RoleId::Guest)
        .resource(resource)
        .send()
        .await
        .unwrap();
    roles
        .revoke("org-1", "a1", RoleId::Guest)
        .resource(resource)
        .send()
        .await
        .unwrap();
    roles
        .assign_org_role("org-1", "a1", RoleId::OrgAdmin)
        .send()
        .await
        .unwrap();
    roles
        .revoke_org_role("org-1", "a1", RoleId::OrgAdmin)
        .send()
        .await
        .unwrap();
}
