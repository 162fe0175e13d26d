use confluence_client::content::NewBody;
use confluence_client::footer_comments::NewFooterComment;
use confluence_client::inline_comments::{NewInlineComment, Selection};
use confluence_client::permitted_operations::Permitted;

use crate::pages::page;
use crate::site::Site;

fn may(permitted: Permitted, what: &str, with: &str) -> bool {
    let permitted = permitted.operations.into_vec().unwrap();
    permitted
        .iter()
        .any(|one| one.operation == what && one.target_type == with)
}

pub(crate) async fn tour(site: &Site) {
    let permitted = site.api.permitted_operations();
    let page = page(site, "Mine", "<p>one</p>").await;
    let on_page = permitted.on_page(&page.id).send().await.unwrap();
    assert!(may(on_page, "update", "page"));
    let posts = site
        .api
        .blog_posts()
        .list()
        .items()
        .collect()
        .await
        .unwrap();
    let on_post = permitted.on_blog_post(&posts[0].id).send().await.unwrap();
    assert!(may(on_post, "read", "blogpost"));
    let files = site
        .api
        .attachments()
        .list()
        .items()
        .collect()
        .await
        .unwrap();
    let on_file = permitted.on_attachment(&files[0].id).send().await.unwrap();
    assert!(may(on_file, "read", "attachment"));

    let text = || NewBody::storage("<p>a</p>");
    let new = NewFooterComment::on_page(&page.id, text());
    let comment = site.api.footer_comments().create(new).send().await.unwrap();
    let on_comment = permitted
        .on_footer_comment(&comment.id)
        .send()
        .await
        .unwrap();
    assert!(may(on_comment, "delete", "comment"));
    let new = NewInlineComment::on_page(&page.id, text(), Selection::of("one"));
    let comment = site.api.inline_comments().create(new).send().await.unwrap();
    let on_comment = permitted
        .on_inline_comment(&comment.id)
        .send()
        .await
        .unwrap();
    assert!(may(on_comment, "read", "comment"));
}
