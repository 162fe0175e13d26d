//! All users: search and groups joined.

use confluence_client::users::{Part, Unread, UserExpand};
use confluence_client::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::site::Site;
use crate::users::person;

const SEARCH: &str = "/wiki/rest/api/search/user?cql=type+%3D+%22user%22&sitePermissionTypeFilter=all&expand=operations";

async fn page(site: &Site, target: &str, start: usize, results: Vec<Value>) {
    let reply = json!({"results": results, "start": start, "limit": 200, "size": results.len(), "_links": {}});
    site.answer(&format!("GET {target}limit=200&start={start}"), reply)
        .await;
}

async fn listing(site: &Site, target: &str, results: Vec<Value>) {
    let count = results.len();
    page(site, target, 0, results).await;
    if count > 0 {
        page(site, target, count, Vec::new()).await;
    }
}

fn found(ids: &[&str]) -> Vec<Value> {
    ids.iter().map(|id| json!({"user": person(id)})).collect()
}

fn groups(ids: &[&str]) -> Vec<Value> {
    ids.iter()
        .map(|id| json!({"type": "group", "name": format!("group {id}"), "id": id}))
        .collect()
}

async fn members(site: &Site, group: &str, ids: &[&str]) {
    let target = format!("/wiki/rest/api/group/{group}/membersByGroupId?expand=operations&");
    let people = ids.iter().map(|id| person(id)).collect();
    listing(site, &target, people).await;
}

#[tokio::test]
async fn everybody_comes_once_and_what_is_missing_is_told() {
    let site = Site::start().await;
    listing(&site, &format!("{SEARCH}&"), found(&["a1", "a2"])).await;
    listing(&site, "/wiki/rest/api/group?", groups(&["g1", "g2", "g3"])).await;
    members(&site, "g1", &["a2", "a3", "a1"]).await;
    // `g2` is not answered: 404.
    members(&site, "g3", &["a3", "a4"]).await;

    let mut everyone = site.api.users().everyone().expand([UserExpand::Operations]);
    let (mut ids, mut missing) = (Vec::new(), Vec::new());
    while let Some(user) = everyone.next().await {
        match user {
            Ok(user) => ids.push(user.account_id.unwrap().into_inner()),
            Err(unread) => missing.push(unread),
        }
    }
    assert_eq!(ids, ["a1", "a2", "a3", "a4"]);
    let [unread] = &missing[..] else {
        panic!("{missing:?}");
    };
    assert!(matches!(&unread.part, Part::Members(group) if group.id.as_str() == "g2"));
    assert!(
        unread.to_string().contains("the group `group g2`"),
        "{unread}"
    );
    assert!(unread.error.is_not_found());
    assert!(everyone.next().await.is_none());
}

#[tokio::test]
async fn what_comes_before_and_after_a_broken_part_comes() {
    // The search is not answered at all.
    let site = Site::start().await;
    let target = "/wiki/rest/api/group/g1/membersByGroupId?";
    listing(&site, "/wiki/rest/api/group?", groups(&["g1"])).await;
    let people = vec![person("a1"), json!("odd"), person("a2")];
    listing(&site, target, people).await;
    let mut everyone = site.api.users().everyone();
    let unread = everyone.next().await.unwrap().unwrap_err();
    assert!(matches!(unread.part, Part::Search));
    assert!(everyone.next().await.unwrap().is_ok());
    let odd = everyone.next().await.unwrap().unwrap_err();
    assert!(odd.error.is_odd_element() && matches!(odd.part, Part::Members(_)));
    assert!(everyone.next().await.unwrap().is_ok());
    assert!(everyone.next().await.is_none());

    // Nor are the groups: two parts are missing, and that is the end.
    let site = Site::start().await;
    let mut everyone = site.api.users().everyone();
    assert!(everyone.next().await.unwrap().is_err());
    let unread = everyone.next().await.unwrap().unwrap_err();
    assert!(matches!(unread.part, Part::Groups));
    assert!(everyone.next().await.is_none());
    let error = site.api.users().everyone().collect().await.unwrap_err();
    assert!(Error::from(error).is_not_found());
}

/// How many accounts came, and what is missing, of a search that sends these results.
async fn everyone_of(results: &[Value]) -> (usize, Vec<Unread>) {
    let site = Site::start().await;
    let target = SEARCH.replace("&expand=operations", "&");
    for (number, some) in results.chunks(5_000).enumerate() {
        page(&site, &target, number * 5_000, some.to_vec()).await;
    }
    page(&site, &target, results.len(), Vec::new()).await;
    listing(&site, "/wiki/rest/api/group?", groups(&["g1"])).await;
    let people = vec![person("a1"), person("b1")];
    listing(&site, "/wiki/rest/api/group/g1/membersByGroupId?", people).await;
    let mut everyone = site.api.users().everyone();
    let (mut count, mut missing) = (0, Vec::new());
    while let Some(user) = everyone.next().await {
        match user {
            Ok(_) => count += 1,
            Err(unread) => missing.push(unread),
        }
    }
    (count, missing)
}

#[tokio::test]
async fn a_search_that_comes_near_its_limit_is_not_believed() {
    let account = |n| json!({"user": {"type": "known", "accountId": format!("a{n}")}});
    // What came twice and what is odd takes room below the limit as well.
    let mut results: Vec<Value> = (0..9_498).map(account).collect();
    results.push(account(7));
    let (count, missing) = everyone_of(&results).await;
    assert_eq!((count, missing.len()), (9_499, 0));
    results.push(json!("odd"));
    let (count, missing) = everyone_of(&results).await;
    assert_eq!(count, 9_499);
    let [odd, cut] = &missing[..] else {
        panic!("{missing:?}");
    };
    assert!(odd.error.is_odd_element());
    assert_eq!(cut.error.kind(), ErrorKind::IncompleteListing);
    assert!(matches!(cut.part, Part::Search));
}
