use jira_client::cloud::issues::IssueEdit;

use super::issues::new_issue;
use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let key = new_issue(site, "Before").await;
    for summary in ["Between", "After"] {
        let edit = IssueEdit::new().field("summary", summary);
        site.jira.issues().edit(&*key, edit).send().await.unwrap();
    }
    let changelogs = site.jira.changelogs();
    let list = changelogs.list(&*key).page_size(1).items();
    let list = list.collect().await.unwrap();
    let items: Vec<_> = list
        .iter()
        .map(|change| change.items[0].to_string.as_deref().unwrap())
        .collect();
    assert_eq!(items, ["Between", "After"]);
    assert!(list[0].author.is_some());

    let second = changelogs.by_ids(&*key, [&list[1].id]).send().await;
    let second = second.unwrap().histories.into_vec().unwrap();
    assert_eq!(second[0].items[0].from_string.as_deref(), Some("Between"));

    let other = new_issue(site, "Other").await;
    let edit = IssueEdit::new().add("labels", "x").field("summary", "Same");
    site.jira.issues().edit(&*other, edit).send().await.unwrap();
    let both = changelogs.bulk_fetch([&*key, &*other]);
    let all = both.clone().page_size(1).items().collect().await.unwrap();
    let changes = all.iter().flat_map(|issue| issue.change_histories.good());
    assert_eq!(changes.count(), 3);
    let labels = both.field_ids(["labels"]).items().collect().await.unwrap();
    assert_eq!(labels.len(), 1);
    let change = labels[0].change_histories.good().next().unwrap();
    assert_eq!(change.items.len(), 1);
    assert!(
        change.created.as_ref().unwrap().epoch_millis()
            > list[0].created.as_ref().unwrap().epoch_millis()
    );
}
