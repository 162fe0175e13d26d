//! The typed clients and the simulator, each written from Atlassian's side alone, agree with each other.

use std::sync::{Arc, Mutex};

use atlassian_admin::Admin;
use atlassian_core::{Client, Credential, OAuth, SiteUrl, VirtualClock};
use atlassian_sim::{Account, Fault, Sim};
use confluence_client::Confluence;
use jira_client::cloud::Jira;
use jira_client::cloud::permissions::Permission;
use secrecy::ExposeSecret;

async fn sim() -> Sim {
    Sim::builder().users(120).start().await.unwrap()
}

fn client(sim: &Sim, credential: Credential) -> Client {
    Client::builder(SiteUrl::parse(sim.url()).unwrap())
        .gateway(SiteUrl::parse(sim.gateway_url()).unwrap())
        .credential(credential)
        .build()
        .unwrap()
}

fn jira(sim: &Sim, account: Account) -> Jira {
    Jira::new(client(
        sim,
        Credential::api_token(account.email, account.token),
    ))
}

async fn who(jira: &Jira) -> String {
    let me = jira.myself().get().send().await.unwrap();
    me.account_id.unwrap().into_inner()
}

#[tokio::test]
async fn each_kind_of_credential_gets_in() {
    let sim = sim().await;
    for account in [
        sim.admin(),
        sim.member(),
        sim.scoped_admin(),
        sim.service_account(),
    ] {
        let id = account.account_id.clone();
        let jira = jira(&sim, account);
        assert_eq!(who(&jira).await, id);
        // What was found out is kept: the second call is one request.
        sim.clear_requests();
        who(&jira).await;
        assert_eq!(sim.requests().len(), 1);
    }
    let dead = jira(&sim, sim.expired_token());
    assert!(
        dead.server_info()
            .get()
            .send()
            .await
            .unwrap_err()
            .is_unauthorized()
    );
    assert!(
        dead.users()
            .all()
            .items()
            .collect()
            .await
            .unwrap_err()
            .is_unauthorized()
    );
}

#[tokio::test]
async fn a_refresh_token_is_rotated_and_survives_an_expired_access_token() {
    let sim = sim().await;
    let app = sim.oauth_app();
    let stored = Arc::new(Mutex::new(Vec::new()));
    let store = Arc::clone(&stored);
    let oauth = OAuth::three_legged(
        app.client_id,
        app.client_secret,
        app.refresh_token,
        move |tokens| {
            store
                .lock()
                .unwrap()
                .push(tokens.refresh_token.expose_secret().to_owned());
            async { Ok(()) }
        },
    )
    .token_host(&SiteUrl::parse(sim.gateway_url()).unwrap());
    let jira = Jira::new(client(&sim, Credential::oauth(oauth)));
    let me = who(&jira).await;
    sim.expire_access_tokens();
    assert_eq!(who(&jira).await, me);
    assert_eq!(stored.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn groups_come_and_go() {
    let sim = sim().await;
    let jira = jira(&sim, sim.admin());
    let user = sim
        .users()
        .into_iter()
        .find(|user| user.active && user.account_type == "atlassian")
        .unwrap();
    let group = jira
        .groups()
        .create("night shift")
        .send()
        .await
        .unwrap()
        .group_id
        .unwrap();
    assert!(
        jira.groups()
            .create("night shift")
            .send()
            .await
            .unwrap_err()
            .is_invalid()
    );
    jira.groups()
        .add_member(&group, &*user.account_id)
        .send()
        .await
        .unwrap();
    let members = jira
        .groups()
        .members(&group)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(members.len(), 1);
    let of_user = jira
        .users()
        .groups(&*user.account_id)
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    assert!(of_user.iter().any(|g| g.group_id.as_ref() == Some(&group)));
    jira.groups()
        .remove_member(&group, &*user.account_id)
        .send()
        .await
        .unwrap();
    assert!(sim.members(group.as_str()).is_empty());
    jira.groups().delete(&group).send().await.unwrap();
    assert!(
        jira.groups()
            .members(&group)
            .items()
            .collect()
            .await
            .unwrap_err()
            .is_not_found()
    );
    let log = jira.audit_records().list().items().collect().await.unwrap();
    assert!(log.len() >= 4, "{log:?}");
}

#[tokio::test]
async fn a_write_that_the_service_may_have_done_is_not_repeated() {
    let sim = sim().await;
    let jira = jira(&sim, sim.admin());
    sim.inject(Fault::on("POST", "/rest/api/3/group").times(1).cut_body());
    let error = jira.groups().create("once").send().await.unwrap_err();
    assert!(error.is_transient(), "{error}");
    assert_eq!(
        sim.groups()
            .iter()
            .filter(|group| group.name == "once")
            .count(),
        1
    );
    let posts = sim
        .requests()
        .into_iter()
        .filter(|request| request.method == "POST");
    assert_eq!(posts.count(), 1);
}

#[tokio::test]
async fn a_listing_survives_a_service_that_is_busy_and_broken() {
    let sim = sim().await;
    let path = "/rest/api/3/group/member";
    sim.inject(
        Fault::on("GET", path)
            .times(1)
            .status(429)
            .header("retry-after", "7"),
    );
    sim.inject(Fault::on("GET", path).after(2).times(1).cut_body());
    sim.inject(Fault::on("GET", path).after(3).times(1).status(503));
    let admin = sim.admin();
    let clock = Arc::new(VirtualClock::new());
    let client = Client::builder(SiteUrl::parse(sim.url()).unwrap())
        .credential(Credential::api_token(admin.email, admin.token))
        .clock(clock.clone())
        .build()
        .unwrap();
    let groups = sim.groups();
    let size = |group: &str| sim.members(group).len();
    let largest = groups
        .iter()
        .max_by_key(|group| size(&group.group_id))
        .unwrap();
    let members = Jira::new(client)
        .groups()
        .members(&*largest.group_id)
        .include_inactive_users(true);
    let mut listed: Vec<_> = members
        .items()
        .collect()
        .await
        .unwrap()
        .into_iter()
        .map(|u| u.account_id.unwrap().into_inner())
        .collect();
    let mut expected = sim.members(&largest.group_id);
    listed.sort();
    expected.sort();
    assert!(expected.len() > 50);
    assert_eq!(listed, expected);
    assert!(clock.slept().as_secs() >= 7);
}

#[tokio::test]
async fn permissions_are_reported_by_name() {
    let sim = sim().await;
    let wanted = [
        Permission::Administer,
        Permission::BrowseUsersAndGroups,
        "NO_SUCH_KEY".into(),
    ];
    let report = jira(&sim, sim.admin())
        .permissions()
        .granted(&wanted)
        .await
        .unwrap();
    assert_eq!((report.granted().count(), report.unknown().count()), (2, 1));
    let report = jira(&sim, sim.outsider())
        .permissions()
        .granted(&wanted)
        .await
        .unwrap();
    let missing: Vec<_> = report
        .missing()
        .map(|permission| permission.name.as_str())
        .collect();
    assert_eq!(missing, ["Administer Jira", "Browse users and groups"]);
}

#[tokio::test]
async fn settings_roles_and_licences_are_read_and_set() {
    let sim = sim().await;
    let jira = jira(&sim, sim.admin());
    let roles = jira
        .application_roles()
        .list()
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    assert_eq!(roles.len(), sim.roles().len());
    let instance = jira.licenses().instance().send().await.unwrap();
    assert!(!instance.applications.is_empty());
    assert!(
        jira.licenses()
            .approximate_count()
            .send()
            .await
            .unwrap()
            .count()
            .is_some()
    );
    let properties = jira
        .settings()
        .properties()
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    let prefix = properties
        .iter()
        .find(|p| p.id.as_str() == "jira.clone.prefix")
        .unwrap();
    let set = jira
        .settings()
        .set(&prefix.id, "COPY -")
        .send()
        .await
        .unwrap();
    assert_eq!(set.value.as_deref(), Some("COPY -"));
    let key = prefix.key.clone().unwrap();
    let read = jira.settings().property(key).send().await.unwrap();
    assert_eq!(read.value.as_deref(), Some("COPY -"));
}

#[tokio::test]
async fn the_organization_counts_lists_and_revokes() {
    let sim = sim().await;
    let client = Client::builder(SiteUrl::parse(sim.gateway_url()).unwrap())
        .credential(Credential::organization_key(sim.org_key()))
        .build()
        .unwrap();
    let admin = Admin::new(client);
    let tokens = admin
        .api_tokens()
        .list(sim.org_id())
        .page_size(7)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(tokens.len(), sim.api_tokens().len());
    let count = admin.api_tokens().count(sim.org_id()).send().await.unwrap();
    assert_eq!(count, tokens.len() as u64);
    let keys = admin
        .api_keys()
        .list(sim.org_id())
        .items()
        .collect()
        .await
        .unwrap();
    let count = admin.api_keys().count(sim.org_id()).send().await.unwrap();
    assert_eq!(keys.len() as u64, count);
}

#[tokio::test]
async fn one_token_serves_jira_and_confluence() {
    let sim = sim().await;
    let account = sim.scoped_admin();
    let client = client(&sim, Credential::api_token(account.email, account.token));
    let me = Confluence::new(client.clone())
        .users()
        .current()
        .send()
        .await
        .unwrap();
    assert_eq!(me.account_id.unwrap().into_inner(), account.account_id);
    assert_eq!(who(&Jira::new(client)).await, account.account_id);
}
