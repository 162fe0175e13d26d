use confluence_client::content::NewBody;
use confluence_client::inline_comments::{NewInlineComment, Resolution, Selection};

use crate::pages::page;
use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let comments = site.api.inline_comments();
    let text = || NewBody::storage("<p>Why?</p>");
    let page = page(site, "Discussed", "<p>the plan is the plan</p>").await;
    let twice = NewInlineComment::on_page(&page.id, text(), Selection::of("the plan"));
    let refused = comments.create(twice).send().await.unwrap_err();
    assert!(refused.to_string().contains("selection"), "{refused}");
    let second = Selection::one_of("the plan", 1, 2);
    let comment = comments.create(NewInlineComment::on_page(&page.id, text(), second));
    let comment = comment.send().await.unwrap();
    let properties = comment.properties.as_ref().unwrap();
    assert_eq!(
        properties.inline_original_selection.as_deref(),
        Some("the plan")
    );
    let answer = NewInlineComment::answer(&comment.id, text());
    let answer = comments.create(answer).send().await.unwrap();
    let answers = comments
        .answers(&comment.id)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(answers[0].id, answer.id);

    let call = comments
        .update(&comment.id, comment.next_version())
        .resolved(true);
    let resolved = call.send().await.unwrap();
    assert_eq!(resolved.resolution_status, Some(Resolution::Resolved));
    assert!(resolved.resolution_last_modifier_id.is_some());
    let found = comments
        .on_page(&page.id)
        .resolution(Resolution::Resolved)
        .items();
    assert_eq!(found.collect().await.unwrap().len(), 1);
    let call = comments
        .update(&comment.id, resolved.next_version())
        .resolved(false);
    let reopened = call.send().await.unwrap();
    assert_eq!(reopened.resolution_status, Some(Resolution::Reopened));
    let read = comments.get(&comment.id).send().await.unwrap();
    assert_eq!(read.version.unwrap().number, 3);

    let all = comments
        .list()
        .page_size(2)
        .items()
        .collect()
        .await
        .unwrap();
    assert!(all.iter().any(|one| one.id == comment.id));
    let posts = site
        .api
        .blog_posts()
        .list()
        .items()
        .collect()
        .await
        .unwrap();
    let on_post = comments.on_blog_post(&posts[0].id).items().collect().await;
    assert!(on_post.is_ok());

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
