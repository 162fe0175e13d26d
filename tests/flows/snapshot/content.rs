//! What is stored is what there is: compared with the simulator's own knowledge.

use std::collections::BTreeSet;

use atlassian_integrations::snapshot::{Script, Snapshot};
use atlassian_sim::{Fault, Sim};

use crate::stage::{Stage, note, query, rows};

fn flag(flag: bool) -> String {
    u8::from(flag).to_string()
}

fn sorted(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    rows.sort();
    rows
}

#[tokio::test]
async fn every_user_is_there_once() {
    // From 500 accounts on, one window of the listing is empty in the middle.
    let stage = Stage::of(600).await;
    let report = stage.run().await;
    let expected: Vec<Vec<String>> = stage
        .sim
        .users()
        .into_iter()
        .filter(|user| user.listed)
        .map(|user| {
            // One's own address is always shown.
            let email = if user.account_id == stage.sim.admin().account_id {
                user.email
            } else {
                user.shown_email.unwrap_or_default()
            };
            let active = flag(user.active);
            vec![
                user.account_id,
                user.account_type,
                user.display_name,
                email,
                active,
            ]
        })
        .collect();
    assert!(expected.iter().any(|row| row[3].is_empty()));
    for kind in ["atlassian", "app", "customer"] {
        assert!(expected.iter().any(|row| row[1] == kind));
    }
    assert_eq!(rows(&report, Script::Users), expected.len() as u64);
    assert_eq!(sorted(stage.latest(Script::Users)), sorted(expected));
    let of_run = format!(
        "SELECT COUNT(*) FROM jira_users WHERE run_at = '{}'",
        report.run_at
    );
    let counted = query(&stage.database(), &of_run);
    assert_eq!(counted, [[rows(&report, Script::Users).to_string()]]);
}

#[tokio::test]
async fn every_group_and_member_is_there_once() {
    let sim = Sim::builder().users(400).groups(70).start().await.unwrap();
    let stage = Stage::with(sim);
    let report = stage.run().await;
    let groups = stage.sim.groups();
    let expected = groups
        .iter()
        .map(|g| vec![g.group_id.clone(), g.name.clone()]);
    assert_eq!(
        sorted(stage.latest(Script::Groups)),
        sorted(expected.collect())
    );

    let users = stage.sim.users();
    let admin = stage.sim.admin();
    let mut expected = Vec::new();
    for group in &groups {
        for id in stage.sim.members(&group.group_id) {
            let user = users.iter().find(|user| user.account_id == id).unwrap();
            let email = if id == admin.account_id {
                Some(admin.email.clone())
            } else {
                user.shown_email.clone()
            };
            expected.push(vec![
                group.group_id.clone(),
                group.name.clone(),
                id,
                user.display_name.clone(),
                email.unwrap_or_default(),
                user.account_type.clone(),
                flag(user.active),
            ]);
        }
    }
    assert!(
        expected.iter().any(|row| row[6] == "0"),
        "inactive members count"
    );
    assert_eq!(rows(&report, Script::GroupMembers), expected.len() as u64);
    assert_eq!(sorted(stage.latest(Script::GroupMembers)), sorted(expected));
    assert!(
        report.scripts.iter().all(|script| script.note.is_empty()),
        "{report:?}"
    );
}

#[tokio::test]
async fn roles_settings_and_tokens_are_as_sent() {
    let stage = Stage::of(200).await;
    stage.run().await;

    let roles = stage.latest(Script::ApplicationRoles);
    for role in stage.sim.roles() {
        let row = roles.iter().find(|row| row[0] == role.key).unwrap();
        let seats = role
            .seats
            .map_or("-1".to_owned(), |seats| seats.to_string());
        assert_eq!(row[1..3], [role.name, seats]);
        assert_eq!(
            row[4..7],
            [
                role.user_count.to_string(),
                role.group_ids.len().to_string(),
                flag(role.seats.is_none())
            ]
        );
        let default: Vec<String> = serde_json::from_str(&row[8]).unwrap();
        assert!(default.len() <= role.group_ids.len());
    }
    assert_eq!(roles.len(), stage.sim.roles().len());

    let settings = stage.latest(Script::Settings);
    let properties: BTreeSet<(String, String)> = settings
        .iter()
        .filter(|row| row[0] == "application-property")
        .map(|row| (row[1].clone(), row[3].clone()))
        .collect();
    let expected = stage
        .sim
        .settings()
        .into_iter()
        .map(|s| (s.key, s.value))
        .collect();
    assert_eq!(properties, expected);
    let hours = settings
        .iter()
        .find(|row| row[1] == "timeTrackingConfiguration.workingHoursPerDay");
    assert_eq!(hours.unwrap()[0], "configuration");
    assert_eq!(hours.unwrap()[3], "8.0");

    let tokens = stage.latest(Script::ApiTokens);
    let mut expected: Vec<Vec<String>> = Vec::new();
    for token in stage.sim.api_tokens() {
        let status = if token.blocked { "BLOCKED" } else { "ALLOWED" };
        let found = tokens.iter().find(|row| row[0] == token.id).unwrap();
        expected.push(vec![
            token.id,
            token.label,
            status.to_owned(),
            token.account_id,
            found[4].clone(),
            found[5].clone(),
            token.created_at,
            token.expires_at.unwrap_or_default(),
            token.last_active_at.unwrap_or_default(),
            "[]".to_owned(),
        ]);
    }
    assert!(
        expected.iter().any(|row| row[7].is_empty())
            && expected.iter().any(|row| row[8].is_empty())
    );
    assert_eq!(sorted(tokens), sorted(expected));
}

#[tokio::test]
async fn two_runs_of_the_same_site_have_the_same_content() {
    let stage = Stage::of(150).await;
    stage.run().await;
    let before = Script::ALL.map(|script| stage.latest(script));
    stage.run().await;
    assert_eq!(Script::ALL.map(|script| stage.latest(script)), before);
}

#[tokio::test]
async fn a_token_with_scopes_reads_through_the_gateway() {
    let stage = Stage::of(60).await;
    let source = stage.source_of(&stage.sim.scoped_admin());
    let report = Snapshot::of(source).run(stage.database()).await.unwrap();
    assert!(rows(&report, Script::ApplicationRoles) > 0, "{report:?}");
    assert!(rows(&report, Script::GroupMembers) > 0, "{report:?}");
    assert!(stage.sim.requests().iter().any(|request| request.gateway));
}

#[tokio::test]
async fn a_service_that_is_busy_costs_time_and_no_rows() {
    let stage = Stage::of(120).await;
    let busy = |path| {
        Fault::on("GET", path)
            .status(429)
            .header("Retry-After", "0")
            .times(2)
    };
    stage.sim.inject(busy("/rest/api/3/group/member"));
    stage.sim.inject(busy("/rest/api/3/users/search"));
    let cut = Fault::on("GET", "/rest/api/3/group/member")
        .after(3)
        .times(1)
        .cut_body();
    stage.sim.inject(cut);
    let report = stage.run().await;
    let members: usize = stage.sim.groups().iter().map(|group| group.size).sum();
    assert_eq!(rows(&report, Script::GroupMembers), members as u64);
    assert_eq!(note(&report, Script::GroupMembers), "");
}

#[tokio::test]
async fn one_odd_element_is_left_out_and_noted() {
    let stage = Stage::of(50).await;
    let body = r#"{"startAt":0,"maxResults":50,"total":3,"isLast":true,"values":[
        {"name":"one","groupId":"1"},{"name":["no","name"],"groupId":"2"},{"name":"three","groupId":"3"}]}"#;
    let fault = Fault::on("GET", "/rest/api/3/group/bulk")
        .status(200)
        .body(body, "application/json");
    stage.sim.inject(fault.times(1));
    let snapshot = Snapshot::of(stage.source()).scripts([Script::Groups]);
    let report = snapshot.run(stage.database()).await.unwrap();
    assert_eq!(stage.latest(Script::Groups), [["1", "one"], ["3", "three"]]);
    assert!(
        note(&report, Script::Groups).starts_with("1 element was left out: "),
        "{report:?}"
    );
    assert!(note(&report, Script::Groups).contains("name"), "{report:?}");
}

#[tokio::test]
async fn a_page_that_takes_the_service_too_long_is_asked_for_in_pieces() {
    let stage = Stage::of(1_500).await;
    let slow = Fault::on("GET", "/rest/api/3/users/search")
        .after(1)
        .times(1)
        .status(409);
    stage.sim.inject(slow);
    let snapshot = Snapshot::of(stage.source()).scripts([Script::Users]);
    let report = snapshot.run(stage.database()).await.unwrap();
    let smaller = |query: &str| query.contains("maxResults=200");
    assert!(
        stage
            .sim
            .requests()
            .iter()
            .any(|request| smaller(&request.query))
    );
    let listed = stage.sim.users().iter().filter(|user| user.listed).count();
    assert_eq!(rows(&report, Script::Users), listed as u64);
    assert_eq!(note(&report, Script::Users), "");
}

/// The size that is promised: more accounts than any page, and more groups than are read at once.
#[tokio::test]
async fn a_large_site_is_there_once_as_a_whole() {
    let sim = Sim::builder().users(20_000).start().await.unwrap();
    let stage = Stage::with(sim);
    stage.run().await;
    let ids = |rows: Vec<Vec<String>>, columns: &[usize]| -> Vec<Vec<String>> {
        let pick = |row: Vec<String>| columns.iter().map(|at| row[*at].clone()).collect();
        sorted(rows.into_iter().map(pick).collect())
    };
    let users = stage.sim.users().into_iter().filter(|user| user.listed);
    let users = users.map(|user| vec![user.account_id]).collect();
    assert_eq!(ids(stage.latest(Script::Users), &[0]), sorted(users));
    let mut members = Vec::new();
    for group in stage.sim.groups() {
        let of_group = stage.sim.members(&group.group_id).into_iter();
        members.extend(of_group.map(|id| vec![group.group_id.clone(), id]));
    }
    assert!(members.len() > 50_000);
    assert_eq!(
        ids(stage.latest(Script::GroupMembers), &[0, 2]),
        sorted(members)
    );
    let tokens = stage
        .sim
        .api_tokens()
        .into_iter()
        .map(|token| vec![token.id]);
    assert_eq!(
        ids(stage.latest(Script::ApiTokens), &[0]),
        sorted(tokens.collect())
    );
}
