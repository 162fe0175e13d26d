use std::collections::BTreeSet;

use confluence_client::cql::{Cql, Direction, Moment};
use confluence_client::search::ContentType;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let search = site.api.search();
    let pages = || {
        Cql::field("type")
            .eq("page")
            .order_by("title", Direction::Ascending)
    };
    let found = search.content(pages()).items().collect().await.unwrap();
    assert!(found.len() > 20, "{}", found.len());
    let small = search.all(pages()).include_archived_spaces(true);
    let small = small.page_size(7).items().collect().await.unwrap();
    let titles: Vec<_> = found.iter().map(|page| page.title.clone()).collect();
    let small: Vec<_> = small
        .into_iter()
        .map(|result| result.content.unwrap().title)
        .collect();
    assert_eq!(small, titles);

    // A title finds its page, whatever it holds; what looks like a query finds nothing.
    let title = titles[0].as_deref().unwrap();
    let exact = search.content(Cql::field("title").eq(title)).items();
    assert!(!exact.collect().await.unwrap().is_empty());
    let hostile = "x\" OR type = \"page";
    let exact = search.content(Cql::field("title").eq(hostile)).items();
    assert!(exact.collect().await.unwrap().is_empty());
    let phrase = search.content(Cql::field("text").contains_phrase(hostile));
    phrase.send().await.unwrap();

    // Bounds of time are understood, and leave out nothing.
    let spaces = search.all(Cql::field("type").eq("space")).items();
    let spaces = spaces.collect().await.unwrap();
    assert!(spaces.iter().all(|result| result.space.is_some()));
    let all = search.all("type = page ORDER BY lastmodified").items();
    let all = all.collect().await.unwrap();
    let changed = all[all.len() / 2].last_modified.clone().unwrap();
    let ids = |results: &[confluence_client::search::SearchResult]| -> BTreeSet<String> {
        let content = results.iter().filter_map(|result| result.content.as_ref());
        content
            .filter_map(|c| Some(c.id.as_ref()?.to_string()))
            .collect()
    };
    let is_since = |result: &&confluence_client::search::SearchResult| {
        let modified = result.last_modified.as_ref().unwrap();
        modified.epoch_millis() >= changed.epoch_millis()
    };
    let since: Vec<_> = all.iter().filter(is_since).cloned().collect();
    let query = Cql::field("type")
        .eq("page")
        .and(Cql::field("lastmodified").not_before(&changed))
        .and(Cql::field("created").le(Moment::now().hours(1)));
    let later = search.all(query).items().collect().await.unwrap();
    assert!(ids(&later).is_superset(&ids(&since)));
    assert_eq!(all[0].content.as_ref().unwrap().kind, ContentType::Page);
}
