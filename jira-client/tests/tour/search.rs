use jira_client::jql::{Direction, Jql};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let search = site.jira.search();
    let acme = || Jql::field("project").eq("ACME");
    let count = search.approximate_count(acme()).send().await.unwrap().count;
    let query = acme()
        .order_by("created", Direction::Ascending)
        .with_stable_order();
    let found = search.issues(query).page_size(7).items().collect().await;
    let found = found.unwrap();
    assert_eq!(found.len() as u64, count);
    assert!(
        found
            .iter()
            .all(|issue| issue.key.is_some() && issue.fields.get("summary").is_some())
    );
    let ids = search.ids(acme()).items().collect().await.unwrap();
    assert_eq!(ids.len(), found.len());
    assert!(ids.iter().all(|issue| issue.key.is_none()));

    let queries = [
        acme().into(),
        acme().not().into(),
        Jql::raw("project = Nowhere"),
    ];
    let call = search.match_issues([&found[0].id, &found[1].id], queries);
    let matches = call.send().await.unwrap().matches;
    let counts: Vec<_> = matches
        .iter()
        .map(|one| (one.matched_issues.len(), one.errors.len()))
        .collect();
    assert_eq!(counts, [(2, 0), (0, 0), (0, 1)]);
}
