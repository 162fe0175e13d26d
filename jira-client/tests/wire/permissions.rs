use jira_client::ErrorKind;
use jira_client::cloud::permissions::{
    BulkProjectPermissions, Permission, PermissionContext, PermissionState, PermissionType,
};
use serde_json::{Value, json};

use crate::site::Site;

const WANTED: [Permission; 4] = [
    Permission::Administer,
    Permission::BrowseUsersAndGroups,
    Permission::CreateTeamManagedProjects,
    Permission::EditIssues,
];

fn permission(key: &str, kind: &str, have: Option<bool>) -> Value {
    let mut value = json!({"id": "1", "key": key, "name": format!("Name of {key}"), "type": kind, "description": "D"});
    if let Some(have) = have {
        value["havePermission"] = json!(have);
    }
    value
}

fn map<const N: usize>(list: [Value; N]) -> Value {
    let fields = list
        .into_iter()
        .map(|one| (one["key"].as_str().unwrap().to_owned(), one));
    json!({"permissions": fields.collect::<serde_json::Map<_, _>>()})
}

fn unknown_key() -> String {
    json!({"errorMessages": ["Unrecognized permission(s): CREATE_PROJECT"], "errors": {}})
        .to_string()
}

#[tokio::test]
async fn reads_permissions() {
    let site = Site::start().await;
    let all = map([
        permission("ADMINISTER", "GLOBAL", None),
        permission("app__do", "PROJECT", None),
    ]);
    site.answer("GET /rest/api/3/permissions", all).await;
    let all = site.jira.permissions().all().send().await.unwrap();
    assert_eq!(
        all.permissions["app__do"].key,
        Permission::Other("app__do".into())
    );
    assert_eq!(
        all.permissions["ADMINISTER"].kind,
        Some(PermissionType::Global)
    );

    site.answer(
        "GET /rest/api/3/mypermissions?permissions=EDIT_ISSUES%2CADMINISTER&projectKey=ABC&projectId=1&issueKey=ABC-1\
         &issueId=2&commentId=3&projectUuid=u&projectConfigurationUuid=c",
        map([permission("EDIT_ISSUES", "PROJECT", Some(true))]),
    )
    .await;
    let call = site
        .jira
        .permissions()
        .mine(["EDIT_ISSUES", "ADMINISTER"])
        .project_key("ABC")
        .project_id("1")
        .issue_key("ABC-1")
        .issue_id("2")
        .comment_id("3")
        .project_uuid("u")
        .project_configuration_uuid("c");
    let mine = call.send().await.unwrap();
    assert_eq!(mine.permissions["EDIT_ISSUES"].have_permission, Some(true));
}

#[tokio::test]
async fn checks_permissions_of_another_account() {
    let site = Site::start().await;
    let body = json!({
        "accountId": "a1", "globalPermissions": ["ADMINISTER"],
        "projectPermissions": [{"permissions": ["EDIT_ISSUES"], "projects": [10001], "issues": [10010]}]
    });
    let reply = json!({"globalPermissions": [],
        "projectPermissions": [{"permission": "EDIT_ISSUES", "projects": [10001], "issues": []}]});
    site.exchange(
        "POST /rest/api/3/permissions/check",
        Some(body),
        200,
        &reply.to_string(),
    )
    .await;
    let asked = BulkProjectPermissions::new([Permission::EditIssues])
        .projects([10001])
        .issues([10010]);
    let call = site
        .jira
        .permissions()
        .check()
        .account_id("a1")
        .global_permissions([Permission::Administer])
        .project_permissions([asked]);
    assert!(call.request().is_safe_to_repeat());
    let grants = call.send().await.unwrap();
    assert!(grants.global_permissions.is_empty());
    assert_eq!(
        grants.project_permissions[0].permission,
        Permission::EditIssues
    );
    assert_eq!(grants.project_permissions[0].projects, [10001]);
}

/// Jira fails the whole question if one key is unknown: so only known keys are asked for.
#[tokio::test]
async fn an_unknown_key_does_not_spoil_the_report() {
    let site = Site::start().await;
    let mut old = permission("EDIT_ISSUE", "PROJECT", None);
    old["deprecatedKey"] = json!(true);
    let all = map([
        permission("ADMINISTER", "GLOBAL", None),
        permission("USER_PICKER", "GLOBAL", None),
        permission("EDIT_ISSUES", "PROJECT", None),
        old,
    ]);
    site.answer("GET /rest/api/3/permissions", all).await;
    let answer = map([
        permission("ADMINISTER", "GLOBAL", Some(false)),
        permission("USER_PICKER", "GLOBAL", Some(true)),
        permission("EDIT_ISSUES", "PROJECT", Some(true)),
    ]);
    let ask = "GET /rest/api/3/mypermissions?permissions=ADMINISTER%2CUSER_PICKER%2CEDIT_ISSUES";
    site.answer(ask, answer.clone()).await;
    let everything = "GET /rest/api/3/mypermissions?permissions=ADMINISTER%2CUSER_PICKER%2CCREATE_PROJECT%2CEDIT_ISSUES";
    site.exchange(everything, None, 400, &unknown_key()).await;
    let permissions = site.jira.permissions();
    assert_eq!(
        permissions.mine(WANTED).send().await.unwrap_err().kind(),
        ErrorKind::Invalid
    );

    let report = permissions.granted(&WANTED).await.unwrap();
    let states: Vec<_> = report.permissions.iter().map(|one| one.state).collect();
    let expected = [
        PermissionState::Missing,
        PermissionState::Granted,
        PermissionState::Unknown,
        PermissionState::Granted,
    ];
    assert_eq!(states, expected);
    assert!(!report.is_complete());
    assert_eq!(report.granted().count(), 2);
    assert_eq!(report.missing().next().unwrap().name, "Name of ADMINISTER");
    assert_eq!(
        report.unknown().next().unwrap().name,
        "Create team-managed projects"
    );
    let text = report.to_string();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(
        lines[0],
        "missing: Name of ADMINISTER (ADMINISTER), to be granted in Jira settings > System > Global permissions"
    );
    assert_eq!(
        lines[2],
        "unknown to this site: Create team-managed projects (CREATE_PROJECT)"
    );

    site.answer(&format!("{ask}&projectKey=ABC"), answer).await;
    let here = PermissionContext::ProjectKey("ABC".into());
    let with_old = [&WANTED[..], &["EDIT_ISSUE".into()]].concat();
    let report = permissions.granted_in(&here, &with_old).await.unwrap();
    assert_eq!(report.unknown().count(), 2);
    assert!(
        permissions
            .granted_in(&PermissionContext::Issue("7".into()), &WANTED)
            .await
            .is_err()
    );
}

/// A token without the scope to ask which permissions there are asks for each key alone where a key is unknown.
#[tokio::test]
async fn a_token_that_may_not_list_permissions_gets_its_report() {
    let site = Site::start().await;
    let no = r#"{"code":401,"message":"Unauthorized; scope does not match"}"#;
    site.exchange("GET /rest/api/3/permissions", None, 403, no)
        .await;
    let ask = |keys: &str| format!("GET /rest/api/3/mypermissions?permissions={keys}");
    let all = ask("ADMINISTER%2CUSER_PICKER%2CCREATE_PROJECT%2CEDIT_ISSUES");
    site.exchange(&all, None, 400, &unknown_key()).await;
    site.exchange(&ask("CREATE_PROJECT"), None, 400, &unknown_key())
        .await;
    for key in ["ADMINISTER", "USER_PICKER", "EDIT_ISSUES"] {
        site.answer(&ask(key), map([permission(key, "GLOBAL", Some(true))]))
            .await;
    }
    let report = site.jira.permissions().granted(&WANTED).await.unwrap();
    assert_eq!((report.granted().count(), report.unknown().count()), (3, 1));
    assert!(
        site.jira
            .permissions()
            .granted(&[])
            .await
            .unwrap()
            .is_complete()
    );
}

#[test]
fn a_permission_knows_its_name_and_where_to_grant_it() {
    for key in Permission::known() {
        let permission = Permission::from(*key);
        assert!(
            permission.kind().is_some() && permission.name() != *key,
            "{key}"
        );
    }
    let own = Permission::from("app__do");
    assert_eq!((own.name(), own.kind()), ("app__do", None));
    assert!(
        Permission::EditIssues
            .where_to_grant()
            .starts_with("Project settings")
    );
}
