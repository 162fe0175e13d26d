use confluence_client::content::{BodyFormat, NewBody};
use confluence_client::footer_comments::NewFooterComment;

use crate::pages::page;
use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let comments = site.api.footer_comments();
    let text = |text: &str| NewBody::storage(text);
    let page = page(site, "Discussed", "<p>a</p>").await;
    let new = NewFooterComment::on_page(&page.id, text("<p>Why?</p>"));
    let comment = comments.create(new).send().await.unwrap();
    let new = NewFooterComment::answer(&comment.id, text("<p>So.</p>"));
    let answer = comments.create(new).send().await.unwrap();
    assert_eq!(answer.parent_comment_id.as_ref(), Some(&comment.id));

    let on_page = comments.on_page(&page.id).body_format(BodyFormat::Storage);
    let on_page = on_page.items().collect().await.unwrap();
    assert_eq!((on_page.len(), &on_page[0].id), (1, &comment.id));
    assert_eq!(on_page[0].body.storage(), Some("<p>Why?</p>"));
    let answers = comments
        .answers(&comment.id)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(answers[0].id, answer.id);
    let all = comments
        .list()
        .page_size(3)
        .items()
        .collect()
        .await
        .unwrap();
    assert!(all.len() > 3, "{}", all.len());

    let update = || {
        comments
            .update(&comment.id, comment.next_version())
            .body(text("<p>How?</p>"))
    };
    update().send().await.unwrap();
    let late = update().send().await.unwrap_err();
    assert!(late.is_conflict(), "{late}");
    let read = comments
        .get(&comment.id)
        .body_format(BodyFormat::Storage)
        .send()
        .await
        .unwrap();
    assert_eq!(
        (read.version.as_ref().unwrap().number, read.body.storage()),
        (2, Some("<p>How?</p>"))
    );

    let posts = site
        .api
        .blog_posts()
        .list()
        .items()
        .collect()
        .await
        .unwrap();
    let new = NewFooterComment::on_blog_post(&posts[0].id, text("<p>Good</p>"));
    let on_post = comments.create(new).send().await.unwrap();
    let found = comments
        .on_blog_post(&posts[0].id)
        .items()
        .collect()
        .await
        .unwrap();
    assert!(found.iter().any(|comment| comment.id == on_post.id));

    comments.delete(&comment.id).send().await.unwrap();
    assert!(
        comments
            .get(&answer.id)
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );
}
