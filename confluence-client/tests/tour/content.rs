use confluence_client::ContentId;
use confluence_client::content::ContentType;
use confluence_client::content::NewBody;
use confluence_client::footer_comments::NewFooterComment;

use crate::pages::page;
use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let page = page(site, "Of a kind", "<p/>").await;
    let new = NewFooterComment::on_page(&page.id, NewBody::storage("<p/>"));
    let comment = site.api.footer_comments().create(new).send().await.unwrap();
    let ids = [
        ContentId::from(&page.id),
        ContentId::from(&comment.id),
        ContentId::new("999999999"),
    ];
    let kinds = site.api.content().types(&ids).send().await.unwrap().results;
    let kinds: Vec<_> = ids.iter().map(|id| kinds[id].clone()).collect();
    assert_eq!(
        kinds,
        [
            Some(ContentType::Page),
            Some(ContentType::FooterComment),
            None
        ]
    );
}
