use confluence_client::SpaceId;
use confluence_client::content::{BodyFormat, ContentStatus, NewBody};
use confluence_client::document::Document;
use confluence_client::pages::{NewPage, PageDepth, PageSort, PageUpdate, WikiPage};

use crate::site::Site;

/// The space in which new pages are made.
pub(crate) async fn space(site: &Site) -> SpaceId {
    let spaces = site.api.spaces().list().items().collect().await.unwrap();
    let docs = spaces.into_iter().find(|space| space.homepage_id.is_some());
    docs.unwrap().id
}

/// A new page with this text.
pub(crate) async fn page(site: &Site, title: &str, text: &str) -> WikiPage {
    let page = NewPage::new(space(site).await, title).body(NewBody::storage(text));
    site.api.pages().create(page).send().await.unwrap()
}

pub(crate) async fn tour(site: &Site) {
    let pages = site.api.pages();
    let space = space(site).await;
    let all = pages.list().items().collect().await.unwrap();
    let small = pages.list().page_size(7).sort(PageSort::Id).items();
    let small = small.collect().await.unwrap();
    let ids = |pages: &[WikiPage]| {
        let mut ids: Vec<_> = pages.iter().map(|page| page.id.clone()).collect();
        ids.sort();
        ids
    };
    assert!(all.len() > 20, "{}", all.len());
    assert_eq!(ids(&small), ids(&all));
    let some = pages.list().ids([&all[3].id, &all[5].id]).items();
    assert_eq!(some.collect().await.unwrap().len(), 2);
    let here = pages.in_space(&space).items().collect().await.unwrap();
    assert!(
        !here.is_empty()
            && here
                .iter()
                .all(|page| page.space_id.as_ref() == Some(&space))
    );
    let root = pages.in_space(&space).depth(PageDepth::Root).items();
    assert!(root.collect().await.unwrap().len() < here.len());

    let draft = NewPage::new(&space, "Not yet").draft();
    let draft = pages.create(draft).private(true).send().await.unwrap();
    assert_eq!(draft.status, Some(ContentStatus::Draft));
    let published = PageUpdate::of(&draft, NewBody::storage("<p>Now</p>")).publish();
    let published = pages.update(&draft.id, published).send().await.unwrap();
    assert_eq!(published.status, Some(ContentStatus::Current));

    let new = NewPage::new(&space, "Plan A")
        .parent(&published.id)
        .body(Document::new());
    let page = pages.create(new).send().await.unwrap();
    assert_eq!(
        page.parent_id.as_ref().unwrap().as_str(),
        published.id.as_str()
    );
    let text = NewBody::storage("<p>Ship <strong>it</strong>.</p>");
    let update = PageUpdate::of(&page, text.clone())
        .title("Plan B")
        .message("Better");
    let second = pages.update(&page.id, update.clone()).send().await.unwrap();
    assert_eq!(second.version.as_ref().unwrap().number, 2);
    // Who has read the page before the change cannot write over it.
    let late = pages.update(&page.id, update).send().await.unwrap_err();
    assert!(
        late.is_conflict() && late.to_string().contains("Read it again"),
        "{late}"
    );
    draft_beside(site).await;
    let renamed = pages.rename(&page.id, "Plan C", ContentStatus::Current);
    assert_eq!(
        renamed.send().await.unwrap().title.as_deref(),
        Some("Plan C")
    );

    site.api
        .labels()
        .add(&page.id, ["planned"])
        .send()
        .await
        .unwrap();
    let call = pages.get(&page.id).body_format(BodyFormat::Document);
    let whole = call
        .include_labels(true)
        .include_properties(true)
        .include_operations(true)
        .include_likes(true)
        .include_versions(true);
    let whole = whole.send().await.unwrap();
    let document = whole.body.document().unwrap().unwrap();
    assert!(serde_json::to_string(&document).unwrap().contains("Ship "));
    let labels = whole.labels.unwrap().results.into_vec().unwrap();
    assert_eq!(labels[0].name, "planned");
    assert_eq!(whole.versions.unwrap().results.len(), 3);
    assert!(!whole.operations.unwrap().results.is_empty());
    let first = pages.get(&page.id).version(1_u32).send().await.unwrap();
    assert_eq!(
        (first.title.as_deref(), first.status),
        (Some("Plan A"), Some(ContentStatus::Historical))
    );
    let stored = pages.get(&page.id).body_format(BodyFormat::Storage);
    let stored = stored.send().await.unwrap();
    assert_eq!(
        stored.body.storage(),
        Some("<p>Ship <strong>it</strong>.</p>")
    );
    let labelled = pages
        .with_label(&labels[0].id)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(ids(&labelled), std::slice::from_ref(&page.id));

    pages.delete(&page.id).send().await.unwrap();
    let trash = pages
        .in_space(&space)
        .status([ContentStatus::Trashed])
        .items();
    assert_eq!(
        ids(&trash.collect().await.unwrap()),
        std::slice::from_ref(&page.id)
    );
    pages.delete(&page.id).purge(true).send().await.unwrap();
    assert!(pages.get(&page.id).send().await.unwrap_err().is_not_found());
}

/// The draft of a published page is published as the page's next version.
async fn draft_beside(site: &Site) {
    let pages = site.api.pages();
    let page = page(site, "Published", "<p>1</p>").await;
    let text = NewBody::storage("<p>2</p>");
    let update = PageUpdate::of(&page, text.clone());
    let save = update.clone().draft();
    pages.update(&page.id, save).send().await.unwrap();
    let draft = pages.get(&page.id).draft(true).send().await.unwrap();
    assert_eq!(draft.status, Some(ContentStatus::Draft));
    let publish = PageUpdate::of(&draft, text).publish();
    let unknown = pages.update(&page.id, publish.clone()).send().await;
    assert!(unknown.unwrap_err().is_conflict());
    let publish = publish.version(page.next_version());
    let second = pages.update(&page.id, publish).send().await.unwrap();
    assert_eq!(second.version.as_ref().unwrap().number, 2);
    let there_and_back = PageUpdate::of(&second, NewBody::storage("<p>3</p>"));
    let there_and_back = there_and_back.draft().publish();
    let third = pages.update(&page.id, there_and_back).send().await.unwrap();
    assert_eq!(third.version.unwrap().number, 3);
}
