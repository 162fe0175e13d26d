use jira_client::IssueId;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let watchers = site.jira.watchers();
    let me = site
        .jira
        .myself()
        .get()
        .send()
        .await
        .unwrap()
        .account_id
        .unwrap();
    let issue = site.jira.issues().get("ACME-1").send().await.unwrap().id;
    let watching = || {
        watchers
            .is_watching([issue.clone(), IssueId::new("999999")])
            .send()
    };
    watchers.remove("ACME-1", &me).send().await.unwrap();
    let before = watchers.get("ACME-1").send().await.unwrap();
    assert_eq!(before.is_watching, Some(false));
    assert!(!watching().await.unwrap().issues_is_watching[&issue]);
    for _ in 0..2 {
        watchers.add("ACME-1", &me).send().await.unwrap();
    }
    let after = watchers.get("ACME-1").send().await.unwrap();
    assert_eq!(after.watch_count, before.watch_count.map(|count| count + 1));
    assert!(
        after
            .watchers
            .good()
            .any(|user| user.account_id.as_ref() == Some(&me))
    );
    let answer = watching().await.unwrap().issues_is_watching;
    assert!(answer[&issue] && !answer[&IssueId::new("999999")]);
}
