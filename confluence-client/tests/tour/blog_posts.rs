use confluence_client::blog_posts::{BlogPostSort, BlogPostUpdate, NewBlogPost};
use confluence_client::content::{BodyFormat, NewBody};

use crate::pages::space;
use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let posts = site.api.blog_posts();
    let space = space(site).await;
    let before = posts.list().items().collect().await.unwrap().len();
    let new = NewBlogPost::new(&space, "News").body(NewBody::storage("<p>Hello</p>"));
    let post = posts.create(new).send().await.unwrap();
    assert_eq!(post.space_id.as_ref(), Some(&space));
    let all = posts.list().sort(BlogPostSort::IdDescending).page_size(3);
    let all = all.items().collect().await.unwrap();
    assert_eq!((all.len(), &all[0].id), (before + 1, &post.id));
    let here = posts.in_space(&space).title("News").items();
    assert_eq!(here.collect().await.unwrap().len(), 1);

    let update = BlogPostUpdate::of(&post, NewBody::storage("<p>Bye</p>")).title("Old news");
    let second = posts.update(&post.id, update.clone()).send().await.unwrap();
    assert_eq!(second.version.as_ref().unwrap().number, 2);
    let late = posts.update(&post.id, update).send().await.unwrap_err();
    assert!(late.is_conflict(), "{late}");
    site.api
        .labels()
        .add(&post.id, ["fresh"])
        .send()
        .await
        .unwrap();
    let call = posts.get(&post.id).body_format(BodyFormat::Storage);
    let whole = call.include_labels(true).send().await.unwrap();
    assert_eq!(whole.body.storage(), Some("<p>Bye</p>"));
    let labels = whole.labels.unwrap().results.into_vec().unwrap();
    let labelled = posts
        .with_label(&labels[0].id)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(labelled[0].id, post.id);

    posts.delete(&post.id).send().await.unwrap();
    posts.delete(&post.id).purge(true).send().await.unwrap();
    assert!(posts.get(&post.id).send().await.unwrap_err().is_not_found());
}
