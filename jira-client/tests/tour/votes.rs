use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let votes = site.jira.votes();
    // What is resolved cannot be voted for.
    let mut open = None;
    for number in 1..20 {
        let key = format!("ACME-{number}");
        let issue = site
            .jira
            .issues()
            .get(key.as_str())
            .fields(["resolution"])
            .send()
            .await
            .unwrap();
        if issue
            .fields
            .get("resolution")
            .is_none_or(serde_json::Value::is_null)
        {
            open = Some(key);
            break;
        }
    }
    let open = open.unwrap();
    let before = votes.get(open.as_str()).send().await.unwrap();
    if before.has_voted == Some(true) {
        votes.remove(open.as_str()).send().await.unwrap();
    }
    for _ in 0..2 {
        votes.add(open.as_str()).send().await.unwrap();
    }
    let after = votes.get(open.as_str()).send().await.unwrap();
    assert_eq!(
        (after.has_voted, after.votes),
        (Some(true), Some(after.voters.unwrap().len() as u64))
    );
    votes.remove(open.as_str()).send().await.unwrap();
    assert_eq!(
        votes.get(open.as_str()).send().await.unwrap().has_voted,
        Some(false)
    );
    assert!(
        votes
            .remove(open.as_str())
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );
}
