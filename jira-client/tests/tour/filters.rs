use jira_client::cloud::filter_sharing::{ShareType, ShareWith};
use jira_client::cloud::filters::{FilterExpand, FilterLists, FilterOrder};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let filters = site.jira.filters();
    let made = filters
        .create("Tour")
        .jql("project = ACME")
        .description("What is to be seen");
    let made = made
        .share_permissions([ShareWith::LoggedIn])
        .favourite(true)
        .send()
        .await
        .unwrap();
    assert_eq!(made.favourite, Some(true));
    assert_eq!(made.share_permissions.unwrap()[0].kind, ShareType::LoggedIn);
    let id = made.id;

    let found = filters
        .search()
        .order_by(FilterOrder::IdDescending)
        .expand([FilterExpand::Jql])
        .items();
    let found = found.collect().await.unwrap();
    assert_eq!(found[0].id, id);
    assert_eq!(found[0].jql.as_deref(), Some("project = ACME"));
    let one = filters.search().id([&id]).items().collect().await.unwrap();
    assert_eq!((one.len(), &one[0].jql), (1, &None));
    let mine = filters.mine().send().await.unwrap();
    let favourites = filters.favourites().send().await.unwrap();
    assert!(mine.good().any(|filter| filter.id == id));
    assert!(favourites.good().any(|filter| filter.id == id));

    let changed = filters
        .update(&id, "Detour")
        .share_permissions(vec![])
        .send()
        .await
        .unwrap();
    assert_eq!(changed.jql.as_deref(), Some("project = ACME"));
    assert!(changed.share_permissions.unwrap().is_empty());
    let read = filters
        .get(&id)
        .expand([FilterLists::Subscriptions])
        .send()
        .await
        .unwrap();
    assert_eq!(
        (
            read.name.as_str(),
            read.subscriptions.unwrap().items().len()
        ),
        ("Detour", 0)
    );

    filters
        .set_columns(&id, ["summary", "status"])
        .send()
        .await
        .unwrap();
    let columns = filters
        .columns(&id)
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    assert_eq!(columns[1].value.as_ref().unwrap().as_str(), "status");
    filters.reset_columns(&id).send().await.unwrap();
    assert!(
        filters
            .columns(&id)
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );

    let unmarked = filters.remove_favourite(&id).send().await.unwrap();
    assert_eq!(unmarked.favourited_count, Some(0));
    let marked = filters.add_favourite(&id).send().await.unwrap();
    assert_eq!(marked.favourited_count, Some(1));

    let member = site.sim.member().account_id;
    filters.change_owner(&id, &*member).send().await.unwrap();
    let theirs = site.as_member().filters();
    let owner = theirs
        .get(&id)
        .send()
        .await
        .unwrap()
        .owner
        .unwrap()
        .account_id
        .unwrap();
    assert_eq!(owner.as_str(), member);
    theirs.delete(&id).send().await.unwrap();
    assert!(theirs.get(&id).send().await.unwrap_err().is_invalid());
}
