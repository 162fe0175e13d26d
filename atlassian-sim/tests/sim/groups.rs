use atlassian_sim::{Sim, SimUser};

use super::client::{Client, admin, encode, member, outsider, pluck};

#[tokio::test]
async fn group_bulk_walked_to_the_end_gives_every_group() {
    let sim = Sim::builder().users(100).groups(173).start().await.unwrap();
    let names: Vec<String> = sim.groups().into_iter().map(|g| g.name).collect();
    assert_eq!(names.len(), 173);
    for size in ["", "?maxResults=7", "?maxResults=1000"] {
        let all = member(&sim)
            .walk(&format!("/rest/api/3/group/bulk{size}"))
            .await;
        assert_eq!(pluck(&all, "name"), names);
    }
    let first = member(&sim)
        .json("/rest/api/3/group/bulk?maxResults=1000")
        .await;
    assert_eq!(first["maxResults"], 50);
    assert!(first["self"].as_str().unwrap().starts_with(sim.url()));
    let past = member(&sim)
        .json("/rest/api/3/group/bulk?startAt=900")
        .await;
    assert_eq!(
        (past["isLast"].clone(), past["total"].clone()),
        (true.into(), 173.into())
    );
    assert!(past.get("nextPage").is_none());
}

#[tokio::test]
async fn a_full_last_page_is_the_last_page() {
    let sim = Sim::builder().groups(100).start().await.unwrap();
    let path = "/rest/api/3/group/bulk?startAt=50";
    let last = member(&sim).json(path).await;
    assert_eq!(last["values"].as_array().unwrap().len(), 50);
    assert_eq!(last["isLast"], true);
    assert!(last.get("nextPage").is_none());
    assert_eq!(member(&sim).walk("/rest/api/3/group/bulk").await.len(), 100);
}

#[tokio::test]
async fn group_bulk_filters_and_keeps_its_filter_in_next_page() {
    let sim = Sim::builder().users(100).groups(40).start().await.unwrap();
    let client = member(&sim);
    let wanted: Vec<_> = sim.groups().into_iter().step_by(3).collect();
    let by_id: String = wanted
        .iter()
        .map(|g| format!("&groupId={}", g.group_id))
        .collect();
    let by_name: String = wanted
        .iter()
        .map(|g| format!("&groupName={}", encode(&g.name)))
        .collect();
    let names: Vec<String> = wanted.into_iter().map(|g| g.name).collect();
    for filter in [by_id, by_name] {
        let all = client
            .walk(&format!("/rest/api/3/group/bulk?maxResults=5{filter}"))
            .await;
        assert_eq!(pluck(&all, "name"), names);
    }
    let all = client
        .walk("/rest/api/3/group/bulk?accessType=site-admin")
        .await;
    assert_eq!(pluck(&all, "name"), ["org-admins", "site-admins"]);
    let all = client
        .walk("/rest/api/3/group/bulk?applicationKey=jira-servicedesk")
        .await;
    assert_eq!(
        pluck(&all, "name"),
        ["jira-admins", "jira-servicemanagement-users"]
    );
    assert_eq!(
        client
            .get("/rest/api/3/group/bulk?accessType=king")
            .await
            .status,
        400
    );
    assert_eq!(
        client
            .get("/rest/api/3/group/bulk?applicationKey=x")
            .await
            .status,
        400
    );
    let refused = outsider(&sim).get("/rest/api/3/group/bulk").await;
    assert_eq!(refused.status, 403);
    let text = "Browse users and groups permission is required to view groups.";
    assert_eq!(refused.json()["errorMessages"][0], text);
}

#[tokio::test]
async fn members_walked_to_the_end_are_the_members() {
    let sim = Sim::builder().users(900).start().await.unwrap();
    let users = sim.users();
    let active = |id: &String| {
        users
            .iter()
            .any(|u: &SimUser| u.account_id == *id && u.active)
    };
    let client = admin(&sim);
    for group in sim.groups() {
        let truth = sim.members(&group.group_id);
        assert_eq!(truth.len(), group.size);
        let path = format!("/rest/api/3/group/member?groupId={}", group.group_id);
        let all = client
            .walk(&format!("{path}&includeInactiveUsers=true"))
            .await;
        assert_eq!(pluck(&all, "accountId"), truth);
        let only: Vec<String> = truth.into_iter().filter(active).collect();
        let all = client.walk(&path).await;
        assert_eq!(pluck(&all, "accountId"), only);
        let by_name = format!("/rest/api/3/group/member?groupname={}", encode(&group.name));
        assert_eq!(client.json(&by_name).await["total"], only.len());
    }
    let sizes: Vec<usize> = sim.groups().into_iter().map(|g| g.size).collect();
    assert!(sizes.contains(&0) && sizes.iter().any(|size| *size > 500));
}

#[tokio::test]
async fn more_than_fifty_members_are_never_given() {
    let sim = Sim::builder().users(400).start().await.unwrap();
    let client = admin(&sim);
    let path = "/rest/api/3/group/member?groupname=jira-software-users";
    for (asked, given) in [("", 50), ("&maxResults=1000", 50), ("&maxResults=20", 20)] {
        let page = client.json(&format!("{path}{asked}")).await;
        assert_eq!(page["maxResults"], given);
        assert_eq!(page["values"].as_array().unwrap().len(), given);
    }
}

#[tokio::test]
async fn a_group_must_be_named_once_and_exist() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let id = &sim.groups()[0].group_id;
    for (query, status) in [
        (String::new(), 400),
        (format!("?groupId={id}&groupname=site-admins"), 400),
        ("?groupId=none".to_owned(), 404),
        ("?groupname=none".to_owned(), 404),
    ] {
        let answer = client
            .get(&format!("/rest/api/3/group/member{query}"))
            .await;
        assert_eq!(answer.status, status, "{query}");
        assert!(answer.json()["errorMessages"][0].is_string());
    }
    let query = format!("/rest/api/3/group/member?groupId={id}");
    assert_eq!(outsider(&sim).get(&query).await.status, 403);
    assert_eq!(Client::nobody(sim.url()).get(&query).await.status, 401);
}

#[tokio::test]
async fn the_picker_suggests_and_does_not_enumerate() {
    let sim = Sim::builder().users(100).groups(60).start().await.unwrap();
    let found = member(&sim).json("/rest/api/3/groups/picker").await;
    assert_eq!(found["total"], 60);
    assert_eq!(found["groups"].as_array().unwrap().len(), 20);
    assert_eq!(found["header"], "Showing 20 of 60 matching groups");
    let found = member(&sim)
        .json("/rest/api/3/groups/picker?query=R%26D&maxResults=1000")
        .await;
    assert_eq!(
        found["groups"][0]["html"],
        "<b>R&amp;D</b> / Platform + Tools (50%)"
    );
    let query = "/rest/api/3/groups/picker?query=TEAM-2&caseInsensitive=true&exclude=team-20";
    let names = pluck(
        member(&sim).json(query).await["groups"].as_array().unwrap(),
        "name",
    );
    assert!(names.contains(&"team-21".to_owned()) && !names.contains(&"team-20".to_owned()));
    let exact = "/rest/api/3/groups/picker?query=site-admins";
    assert_eq!(outsider(&sim).json(exact).await["total"], 1);
    assert_eq!(
        outsider(&sim)
            .json("/rest/api/3/groups/picker?query=site")
            .await["total"],
        0
    );
    assert_eq!(Client::nobody(sim.url()).json(exact).await["total"], 0);
}

#[tokio::test]
async fn one_group_shows_its_first_fifty_active_members_on_request() {
    let sim = Sim::builder().users(300).start().await.unwrap();
    let active = |id: &str| sim.users().iter().any(|u| u.account_id == id && u.active);
    let group = sim
        .groups()
        .into_iter()
        .max_by_key(|group| sim.members(&group.group_id).len())
        .unwrap();
    let members: Vec<String> = sim.members(&group.group_id);
    let members: Vec<String> = members.into_iter().filter(|id| active(id)).collect();
    assert!(members.len() > 50);
    let path = format!("/rest/api/3/group?groupId={}", group.group_id);
    let bare = admin(&sim).json(&path).await;
    assert_eq!(bare["name"], group.name.as_str());
    assert_eq!(bare["users"]["size"], members.len());
    assert_eq!(bare["users"]["items"], serde_json::json!([]));
    let whole = admin(&sim).json(&format!("{path}&expand=users")).await;
    let shown = whole["users"]["items"].as_array().unwrap();
    assert_eq!(pluck(shown, "accountId"), members[..50]);
    assert_eq!(whole["users"]["end-index"], 49);
    assert_eq!(
        outsider(&sim).get(&path).await.status,
        403,
        "one has to be allowed to browse groups"
    );
}
