use confluence_client::content::{BodyFormat, NewBody};
use confluence_client::core::FilePart;
use confluence_client::footer_comments::NewFooterComment;
use confluence_client::inline_comments::{NewInlineComment, Selection};
use confluence_client::pages::PageUpdate;
use confluence_client::versions::{RestoreVersion, VersionSort};

use crate::pages::page;
use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let versions = site.api.versions();
    let page = page(site, "Changing", "<p>one</p>").await;
    let update = PageUpdate::of(&page, NewBody::storage("<p>two</p>"))
        .title("Changed")
        .message("2nd");
    site.api
        .pages()
        .update(&page.id, update)
        .send()
        .await
        .unwrap();
    let all = versions
        .of_page(&page.id)
        .sort(VersionSort::Modified)
        .body_format(BodyFormat::Storage);
    let all = all.page_size(1).items().collect().await.unwrap();
    let texts: Vec<_> = all
        .iter()
        .map(|one| one.content.as_ref().unwrap().body.storage())
        .collect();
    assert_eq!(texts, [Some("<p>one</p>"), Some("<p>two</p>")]);
    let second = versions.one_of_page(&page.id, 2_u32).send().await.unwrap();
    assert_eq!(
        (second.message.as_deref(), second.prev_version),
        (Some("2nd"), Some(1))
    );
    let restored = RestoreVersion::number(1).message("Back").restore_title();
    let restored = versions.restore(&page.id, restored).send().await.unwrap();
    assert_eq!(
        (restored.number, restored.message.as_deref()),
        (3, Some("Back"))
    );
    let read = site
        .api
        .pages()
        .get(&page.id)
        .body_format(BodyFormat::Storage)
        .send()
        .await
        .unwrap();
    assert_eq!(
        (read.title.as_deref(), read.body.storage()),
        (Some("Changing"), Some("<p>one</p>"))
    );

    let posts = site
        .api
        .blog_posts()
        .list()
        .items()
        .collect()
        .await
        .unwrap();
    let of_post = versions
        .of_blog_post(&posts[0].id)
        .items()
        .collect()
        .await
        .unwrap();
    let first = versions
        .one_of_blog_post(&posts[0].id, of_post[0].number)
        .send()
        .await
        .unwrap();
    assert_eq!(first.number, of_post[0].number);

    let (attachments, file) = (site.api.attachments(), || FilePart::bytes("a.txt", "a"));
    let added = attachments.add(&page.id, file()).send().await.unwrap();
    let added = added.results.into_vec().unwrap();
    attachments
        .replace(&page.id, &added[0].id, file())
        .send()
        .await
        .unwrap();
    let of_file = versions
        .of_attachment(&added[0].id)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(of_file.len(), 2);
    let one = versions
        .one_of_attachment(&added[0].id, 1_u32)
        .send()
        .await
        .unwrap();
    assert_eq!(one.next_version, Some(2));

    let comments = site.api.footer_comments();
    let new = NewFooterComment::on_page(&page.id, NewBody::storage("<p>a</p>"));
    let comment = comments.create(new).send().await.unwrap();
    let update = comments
        .update(&comment.id, comment.next_version())
        .body(NewBody::storage("<p>b</p>"));
    update.send().await.unwrap();
    let of_comment = versions
        .of_footer_comment(&comment.id)
        .body_format(BodyFormat::Storage);
    let of_comment = of_comment.items().collect().await.unwrap();
    assert_eq!(of_comment.len(), 2);
    assert_eq!(
        of_comment[0].content.as_ref().unwrap().body.storage(),
        Some("<p>b</p>")
    );
    let one = versions
        .one_of_footer_comment(&comment.id, 1_u32)
        .send()
        .await
        .unwrap();
    assert_eq!(one.next_version, Some(2));

    let new =
        NewInlineComment::on_page(&page.id, NewBody::storage("<p>a</p>"), Selection::of("one"));
    let comment = site.api.inline_comments().create(new).send().await.unwrap();
    let of_comment = versions
        .of_inline_comment(&comment.id)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(of_comment.len(), 1);
    let one = versions
        .one_of_inline_comment(&comment.id, 1_u32)
        .send()
        .await
        .unwrap();
    assert_eq!((one.number, one.next_version), (1, None));
}
