use confluence_client::labels::{LabelPrefix, LabelSort, NewLabel};

use crate::pages::page;
use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let labels = site.api.labels();
    let page = page(site, "Labelled", "<p/>").await;
    let added = labels.add(&page.id, ["plan", "q3"]).send().await.unwrap();
    assert_eq!(added.results.len(), 2);
    let mine = NewLabel::with_prefix(LabelPrefix::My, "favourite");
    labels.add(&page.id, [mine]).send().await.unwrap();
    let names = |labels: Vec<confluence_client::labels::Label>| {
        let names = labels.into_iter().map(|label| label.name);
        names.collect::<Vec<_>>()
    };
    let global = labels
        .of_page(&page.id)
        .prefix(LabelPrefix::Global)
        .sort(LabelSort::NameDescending);
    assert_eq!(
        names(global.items().collect().await.unwrap()),
        ["q3", "plan"]
    );
    labels.remove(&page.id, "plan").send().await.unwrap();
    let left = labels
        .of_page(&page.id)
        .page_size(1)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(names(left), ["q3", "favourite"]);

    let all = labels
        .list()
        .prefixes([LabelPrefix::Global])
        .page_size(2)
        .items();
    assert!(names(all.collect().await.unwrap()).contains(&"q3".to_owned()));
    let posts = site
        .api
        .blog_posts()
        .list()
        .items()
        .collect()
        .await
        .unwrap();
    labels.add(&posts[0].id, ["fresh"]).send().await.unwrap();
    let on_post = labels
        .of_blog_post(&posts[0].id)
        .items()
        .collect()
        .await
        .unwrap();
    assert!(names(on_post).contains(&"fresh".to_owned()));
}
