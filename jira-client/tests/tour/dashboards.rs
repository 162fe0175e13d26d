use jira_client::cloud::dashboards::{
    DashboardBulkEdit, DashboardDetails, DashboardExpand, DashboardFilter, GadgetColor,
    GadgetPosition, NewGadget,
};
use jira_client::cloud::filter_sharing::ShareWith;
use serde_json::json;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let dashboards = site.jira.dashboards();
    let details = DashboardDetails::new("Tour").description("What is to be seen");
    let made = dashboards
        .create(details.shared_with(ShareWith::LoggedIn))
        .send()
        .await
        .unwrap();
    let id = made.id.clone();
    let mut details = DashboardDetails::of(&made).unwrap();
    details.name = String::from("Detour");
    let changed = dashboards
        .update(&id, details.clone())
        .send()
        .await
        .unwrap();
    assert_eq!(changed.description, made.description);
    assert_eq!(changed.share_permissions.unwrap().len(), 1);

    let all = dashboards
        .list()
        .page_size(1)
        .items()
        .collect()
        .await
        .unwrap();
    assert!(all.iter().any(|dashboard| dashboard.id == id));
    let mine = dashboards
        .list()
        .filter(DashboardFilter::My)
        .items()
        .collect()
        .await
        .unwrap();
    assert!(mine.len() < all.len(), "the system's is nobody's");
    let found = dashboards
        .search()
        .dashboard_name("detour")
        .expand([DashboardExpand::Owner]);
    let found = found.items().collect().await.unwrap();
    assert!(found[0].owner.is_some() && found[0].description.is_none());

    gadgets(site, &id).await;

    details.name = String::from("Copy");
    let copy = dashboards.copy(&id, details).send().await.unwrap();
    let copied = dashboards.gadgets(&copy.id).send().await.unwrap().gadgets;
    assert_eq!(copied.len(), 1);

    let edit = DashboardBulkEdit::add_permissions([&copy.id], [], [ShareWith::LoggedIn]);
    let outcome = dashboards.bulk_edit(edit).send().await.unwrap();
    assert!(outcome.entity_errors.is_empty());
    let read = dashboards.get(&copy.id).send().await.unwrap();
    assert_eq!(read.edit_permissions.unwrap().len(), 1);
    let member = site.sim.member().account_id;
    let edit = DashboardBulkEdit::change_owner(["10000"], &*member);
    let outcome = dashboards.bulk_edit(edit).send().await.unwrap();
    assert!(
        !outcome.entity_errors[&"10000".into()]
            .error_messages
            .is_empty()
    );

    dashboards.delete(&copy.id).send().await.unwrap();
    assert!(
        dashboards
            .get(&copy.id)
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );
}

async fn gadgets(site: &Site, id: &jira_client::cloud::dashboards::DashboardId) {
    let dashboards = site.jira.dashboards();
    let kinds = dashboards.available_gadgets().send().await.unwrap().gadgets;
    let module = kinds
        .good()
        .find_map(|kind| kind.module_key.clone())
        .unwrap();
    let uri = kinds.good().find_map(|kind| kind.uri.clone()).unwrap();
    let first = NewGadget::module(module)
        .title("First")
        .color(GadgetColor::Red);
    let first = dashboards.add_gadget(id, first).send().await.unwrap();
    let second = NewGadget::uri(uri).position(GadgetPosition::new(0, 1));
    let second = dashboards.add_gadget(id, second).send().await.unwrap();
    assert_eq!(second.position, Some(GadgetPosition::new(0, 1)));
    let moved = dashboards
        .update_gadget(id, &second.id)
        .position(GadgetPosition::new(1, 0));
    moved.send().await.unwrap();
    let one = dashboards
        .gadgets(id)
        .gadget_id([&second.id])
        .send()
        .await
        .unwrap()
        .gadgets;
    assert_eq!(
        one.good().next().unwrap().position,
        Some(GadgetPosition::new(1, 0))
    );

    let item = &first.id;
    dashboards
        .set_item_property(id, item, "config", json!({"a": 1}))
        .send()
        .await
        .unwrap();
    let keys = dashboards
        .item_property_keys(id, item)
        .send()
        .await
        .unwrap()
        .keys;
    assert_eq!(keys.good().next().unwrap().key, "config");
    let property = dashboards
        .item_property(id, item, "config")
        .send()
        .await
        .unwrap();
    assert_eq!(property.value["a"], 1);
    dashboards
        .delete_item_property(id, item, "config")
        .send()
        .await
        .unwrap();
    dashboards
        .remove_gadget(id, &second.id)
        .send()
        .await
        .unwrap();
}
