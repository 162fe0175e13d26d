use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let watches = site.api.watches();
    let page = site.api.search().content("type = page").send().await;
    let page = page.unwrap().items.into_vec().unwrap()[0]
        .id
        .clone()
        .unwrap();
    let member = site.as_member().users().current().send().await.unwrap();
    let member = member.account_id.unwrap();
    watches
        .watch_content(&page)
        .account_id(&member)
        .send()
        .await
        .unwrap();
    let watching = watches.is_watching_content(&page).account_id(&member);
    assert!(watching.send().await.unwrap().watching);
    let who = watches
        .of_page(page.as_str())
        .items()
        .collect()
        .await
        .unwrap();
    assert!(
        who.iter()
            .any(|watch| watch.watcher.account_id.as_ref() == Some(&member))
    );
    watches
        .unwatch_content(&page)
        .account_id(&member)
        .send()
        .await
        .unwrap();
    let watching = watches.is_watching_content(&page).account_id(&member);
    assert!(!watching.send().await.unwrap().watching);

    let space = site.api.spaces().list().send().await.unwrap();
    let space = space.items.into_vec().unwrap()[0].key.clone();
    watches.watch_space(&space).send().await.unwrap();
    assert!(
        watches
            .is_watching_space(&space)
            .send()
            .await
            .unwrap()
            .watching
    );
    watches.unwatch_space(&space).send().await.unwrap();
    assert!(
        !watches
            .is_watching_space(&space)
            .send()
            .await
            .unwrap()
            .watching
    );
}
