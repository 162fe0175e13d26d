use confluence_client::page_tree::{ChildSort, Position, Target};
use confluence_client::pages::NewPage;

use crate::pages::{page, space};
use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let tree = site.api.page_tree();
    let top = page(site, "Top", "<p/>").await;
    let mut above = top.clone();
    let mut chain = Vec::new();
    for level in 1..=3 {
        let new = NewPage::new(space(site).await, format!("Level {level}")).parent(&above.id);
        above = site.api.pages().create(new).send().await.unwrap();
        chain.push(above.id.clone());
    }
    let children = tree.children(&top.id).sort(ChildSort::Position).items();
    let children = children.collect().await.unwrap();
    assert_eq!(children.len(), 1);
    assert_eq!(children[0].title.as_deref(), Some("Level 1"));
    let all = tree.descendants(&top.id).depth(10_u32).page_size(2).items();
    let depths: Vec<_> = all
        .collect()
        .await
        .unwrap()
        .iter()
        .map(|one| one.depth)
        .collect();
    assert_eq!(depths, [Some(1), Some(2), Some(3)]);
    let shallow = tree.descendants(&top.id).items().collect().await.unwrap();
    assert_eq!(shallow.len(), 2);
    let ancestors = tree.ancestors(&chain[2]).items().collect().await.unwrap();
    let last = ancestors.iter().rev().take(3).map(|one| one.id.as_str());
    assert!(last.eq([&chain[1], &chain[0], &top.id].map(confluence_client::PageId::as_str)));

    let other = page(site, "Other", "<p/>").await;
    let moved = tree
        .move_page(&chain[1], Position::Below, Target::page(&other.id))
        .send()
        .await
        .unwrap();
    assert_eq!(moved.page_id, chain[1]);
    let children = tree.children(&other.id).items().collect().await.unwrap();
    assert_eq!(children[0].id.as_str(), chain[1].as_str());
    tree.move_page(&chain[2], Position::Before, Target::page(&chain[1]))
        .send()
        .await
        .unwrap();
    let children = tree.children(&other.id).items().collect().await.unwrap();
    let ids: Vec<_> = children.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, [chain[2].as_str(), chain[1].as_str()]);
    let below_itself = tree
        .move_page(&other.id, Position::Below, Target::page(&chain[2]))
        .send()
        .await;
    assert!(below_itself.is_err());
}
