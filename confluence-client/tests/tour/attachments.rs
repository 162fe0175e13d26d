use std::sync::{Arc, Mutex};

use confluence_client::ContentId;
use confluence_client::attachments::{AttachmentUpdate, Upload};
use confluence_client::content::ContentStatus;
use confluence_client::core::FilePart;

use crate::pages::page;
use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let attachments = site.api.attachments();
    let page = page(site, "With files", "<p/>").await;
    let content: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
    let sent = Arc::new(Mutex::new(0));
    let listener = Arc::clone(&sent);
    let numbers = FilePart::bytes("числа 🔢.bin", content.clone());
    let numbers = numbers.on_progress(move |bytes| *listener.lock().unwrap() = bytes);
    let upload = Upload::new(numbers).comment("все числа").minor_edit();
    let added = attachments.add(&page.id, upload).send().await.unwrap();
    let added = added.results.into_vec().unwrap();
    assert_eq!(*sent.lock().unwrap(), 400_000);
    let id = &added[0].id;
    assert_eq!(added[0].title.as_deref(), Some("числа 🔢.bin"));

    let again = FilePart::bytes("числа 🔢.bin", "x");
    let refused = attachments
        .add(&page.id, again.clone())
        .send()
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("same file name"), "{refused}");
    let second = attachments
        .add_or_replace(&page.id, again)
        .send()
        .await
        .unwrap();
    let second = second.results.into_vec().unwrap();
    assert_eq!(
        (&second[0].id, second[0].version.as_ref().unwrap().number),
        (id, 2)
    );
    let third = FilePart::bytes("other.txt", "third").media_type("text/plain");
    let third = attachments
        .replace(&page.id, id, third)
        .send()
        .await
        .unwrap();
    assert_eq!(third.version.unwrap().number, 3);

    let here = attachments
        .of_page(&page.id)
        .items()
        .collect()
        .await
        .unwrap();
    let file = &here[0];
    assert_eq!((&file.id, file.file_size, here.len()), (id, Some(5), 1));
    let update = AttachmentUpdate::of(file)
        .title("numbers.txt")
        .media_type("text/csv");
    let renamed = attachments
        .update(&page.id, id, update)
        .send()
        .await
        .unwrap();
    assert_eq!(renamed.title.as_deref(), Some("numbers.txt"));
    let read = attachments.get(id).send().await.unwrap();
    assert_eq!(
        (read.media_type.as_deref(), read.version.unwrap().number),
        (Some("text/csv"), 3)
    );

    // By way of the media service: what each version holds.
    for (number, expected) in [(1_u32, &content[..]), (2, b"x"), (3, b"third")] {
        let mut memory = Vec::new();
        let download = attachments.content(&page.id, id).version(number).download();
        let download = download.expected_size(expected.len() as u64);
        download.to_writer(&mut memory).await.unwrap();
        assert_eq!(memory, expected, "version {number}");
    }
    let rest = attachments
        .content(&page.id, id)
        .version(1_u32)
        .with_range_from(399_990, None);
    let rest = rest.send().await.unwrap();
    assert_eq!((rest.starts_at(), rest.length()), (Some(399_990), Some(10)));
    let asked = site.sim.requests();
    let media = asked
        .iter()
        .filter(|request| request.path.starts_with("/media/"));
    assert!(
        media.clone().count() >= 4 && media.clone().all(|request| request.account_id.is_none())
    );

    let all = attachments
        .list()
        .page_size(5)
        .items()
        .collect()
        .await
        .unwrap();
    assert!(all.len() > 5 && all.iter().any(|file| &file.id == id));
    let picture = all
        .iter()
        .find(|file| file.media_type.as_deref() == Some("image/png"));
    let picture = picture.unwrap();
    let small = attachments
        .thumbnail(&picture.id)
        .width(20_u32)
        .height(20_u32);
    assert_eq!(small.send().await.unwrap().media_type(), Some("image/png"));
    // Generated files can be had as well.
    let on = picture.page_id.as_ref().map(ContentId::from);
    let on = on
        .or(picture.blog_post_id.as_ref().map(ContentId::from))
        .unwrap();
    let mut memory = Vec::new();
    let bytes = picture.file_size.unwrap();
    let download = attachments
        .content(on, &picture.id)
        .download()
        .expected_size(bytes);
    assert_eq!(download.to_writer(&mut memory).await.unwrap(), bytes);

    let posts = site
        .api
        .blog_posts()
        .list()
        .items()
        .collect()
        .await
        .unwrap();
    let note = FilePart::bytes("note.txt", "On a blog post");
    attachments.add(&posts[0].id, note).send().await.unwrap();
    let call = attachments.of_blog_post(&posts[0].id).filename("note.txt");
    assert_eq!(call.items().collect().await.unwrap().len(), 1);

    attachments.delete(id).send().await.unwrap();
    let trash = attachments
        .of_page(&page.id)
        .status([ContentStatus::Trashed])
        .items();
    assert_eq!(trash.collect().await.unwrap().len(), 1);
    attachments.delete(id).purge(true).send().await.unwrap();
    assert!(attachments.get(id).send().await.unwrap_err().is_not_found());
}
