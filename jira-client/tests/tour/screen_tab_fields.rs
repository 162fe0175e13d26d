use jira_client::cloud::screen_tab_fields::FieldPosition;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let screen = site.jira.screens().create("Tour").send().await.unwrap().id;
    let tabs = site.jira.screen_tabs().list(&screen).send().await.unwrap();
    let tab = &tabs.good().next().unwrap().id;
    let fields = site.jira.screen_tab_fields();
    for field in ["summary", "duedate", "labels"] {
        fields.add(&screen, tab, field).send().await.unwrap();
    }
    let twice = fields.add(&screen, tab, "labels").send().await;
    assert!(twice.unwrap_err().is_invalid());
    let first = fields
        .move_field(&screen, tab, "labels")
        .position(FieldPosition::First);
    first.send().await.unwrap();
    fields
        .move_field(&screen, tab, "summary")
        .after("duedate")
        .send()
        .await
        .unwrap();
    fields.remove(&screen, tab, "labels").send().await.unwrap();
    let left = fields.list(&screen, tab).send().await.unwrap();
    let ids: Vec<_> = left.good().map(|field| field.id.as_str()).collect();
    assert_eq!(ids, ["duedate", "summary"]);
}
