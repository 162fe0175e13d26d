use jira_client::cloud::screen_schemes::{ScreenTypes, UpdateScreenTypes};
use jira_client::cloud::screens::ScreenId;
use jira_client::core::Patch;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let screen = site.jira.screens().create("Tour").send().await.unwrap().id;
    let schemes = site.jira.screen_schemes();
    let screens = ScreenTypes::new("1").create(&screen).edit(&screen);
    let made = schemes.create("Tour", screens).send().await.unwrap();
    let change = UpdateScreenTypes::new()
        .create(Patch::Clear)
        .view(ScreenId::new("1"));
    schemes
        .update(&made.id)
        .name("Tour 2")
        .screens(change)
        .send()
        .await
        .unwrap();
    let call = schemes
        .list()
        .id([&made.id])
        .expand("issueTypeScreenSchemes");
    let found = call.items().collect().await.unwrap().remove(0);
    assert_eq!(found.name.as_deref(), Some("Tour 2"));
    let screens = found.screens.unwrap();
    assert_eq!(screens.edit, Some(screen));
    assert_eq!(
        (screens.create, screens.view),
        (None, Some(ScreenId::new("1")))
    );
    assert_eq!(found.issue_type_screen_schemes.unwrap().total, Some(0));
    schemes.delete(&made.id).send().await.unwrap();
    let left = schemes
        .list()
        .id([&made.id])
        .items()
        .collect()
        .await
        .unwrap();
    assert!(left.is_empty());
}
