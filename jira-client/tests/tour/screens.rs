use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let screens = site.jira.screens();
    let made = screens
        .create("Tour")
        .description("A screen")
        .send()
        .await
        .unwrap();
    let renamed = screens
        .update(&made.id)
        .name("Tour 2")
        .send()
        .await
        .unwrap();
    assert_eq!(renamed.name.as_deref(), Some("Tour 2"));
    assert_eq!(renamed.description.as_deref(), Some("A screen"));
    let found = screens
        .list()
        .query_string("tour")
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(found[0].id, made.id);

    let free = screens.available_fields(&made.id).send().await.unwrap();
    assert!(free.good().any(|field| field.id.as_str() == "summary"));
    let using = screens
        .of_field("summary")
        .expand("tab")
        .items()
        .collect()
        .await
        .unwrap();
    assert!(using.iter().all(|screen| screen.tab.is_some()) && !using.is_empty());
    let fields = screens.available_fields(&using[0].id).send().await.unwrap();
    let missing = fields.good().next().unwrap();
    screens.add_to_default(&missing.id).send().await.unwrap();
    let using = screens
        .of_field(&missing.id)
        .items()
        .collect()
        .await
        .unwrap();
    assert!(using.iter().any(|screen| screen.id.as_str() == "1"));

    screens.delete(&made.id).send().await.unwrap();
    let gone = screens
        .list()
        .id([&made.id])
        .items()
        .collect()
        .await
        .unwrap();
    assert!(gone.is_empty());
}
