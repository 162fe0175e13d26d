use std::sync::{Arc, Mutex};

use jira_client::core::FilePart;

use crate::site::Site;

/// A ZIP archive with one empty file, `a/b.txt`.
fn archive() -> Vec<u8> {
    let name = b"a/b.txt";
    let length = u8::try_from(name.len()).unwrap();
    let mut zip = [
        &b"PK\x03\x04\x0a\0\0\0\0\0\0\0\0\0"[..],
        &[0; 12],
        &[length, 0, 0, 0],
        name,
    ]
    .concat();
    let directory = u8::try_from(zip.len()).unwrap();
    zip.extend(
        [
            &b"PK\x01\x02\x0a\0\x0a\0\0\0\0\0\0\0\0\0"[..],
            &[0; 12],
            &[length, 0],
            &[0; 16],
            name,
        ]
        .concat(),
    );
    let size = u8::try_from(zip.len()).unwrap() - directory;
    zip.extend(
        [
            &b"PK\x05\x06\0\0\0\0\x01\0\x01\0"[..],
            &[size, 0, 0, 0, directory, 0, 0, 0, 0, 0],
        ]
        .concat(),
    );
    zip
}

pub(crate) async fn tour(site: &Site) {
    let attachments = site.jira.attachments();
    let settings = attachments.settings().send().await.unwrap();
    assert!(settings.enabled.unwrap() && settings.upload_limit.unwrap() > 0);

    let content: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
    let sent = Arc::new(Mutex::new(0));
    let listener = Arc::clone(&sent);
    let numbers = FilePart::bytes("числа 🔢.bin", content.clone());
    let numbers = numbers.on_progress(move |bytes| *listener.lock().unwrap() = bytes);
    let zip = FilePart::bytes("a.zip", archive()).media_type("application/zip");
    let picture = FilePart::bytes("p.png", "not really").media_type("image/png");
    let added = attachments
        .add("ACME-1", vec![numbers, zip, picture])
        .send()
        .await
        .unwrap();
    let added = added.into_vec().unwrap();
    assert_eq!(*sent.lock().unwrap(), 400_000);
    let [numbers, zip, picture] = &added[..] else {
        panic!("{added:?}");
    };
    assert_eq!(
        (numbers.filename.as_deref(), numbers.size),
        (Some("числа 🔢.bin"), Some(400_000))
    );
    let read = attachments.get(&numbers.id).send().await.unwrap();
    assert_eq!(
        (&read.id, &read.mime_type),
        (&numbers.id, &numbers.mime_type)
    );

    // By way of the media service, and from Jira itself.
    for redirect in [true, false] {
        let heard = Arc::new(Mutex::new((0, None)));
        let listener = Arc::clone(&heard);
        let mut memory = Vec::new();
        let download = attachments
            .content(&numbers.id)
            .redirect(redirect)
            .download();
        let download = download
            .expected_size(400_000)
            .on_progress(move |done, whole| {
                *listener.lock().unwrap() = (done, whole);
            });
        assert_eq!(download.to_writer(&mut memory).await.unwrap(), 400_000);
        assert_eq!(memory, content);
        assert_eq!(*heard.lock().unwrap(), (400_000, Some(400_000)));
        let rest = attachments
            .content(&numbers.id)
            .redirect(redirect)
            .with_range_from(399_990, None);
        let rest = rest.send().await.unwrap();
        assert_eq!(
            (rest.starts_at(), rest.length(), rest.file_length()),
            (Some(399_990), Some(10), Some(400_000))
        );
    }

    let small = attachments
        .thumbnail(&picture.id)
        .width(20_u32)
        .height(20_u32)
        .send()
        .await
        .unwrap();
    assert_eq!(small.media_type(), Some("image/png"));
    let none = attachments
        .thumbnail(&zip.id)
        .fallback_to_default(false)
        .send()
        .await;
    assert!(none.unwrap_err().is_not_found());

    let raw = attachments.archive(&zip.id).send().await.unwrap();
    let entries = raw.entries.into_vec().unwrap();
    assert_eq!(
        (entries[0].name.as_deref(), entries[0].size),
        (Some("a/b.txt"), Some(0))
    );
    let human = attachments
        .archive_for_people(&zip.id)
        .send()
        .await
        .unwrap();
    assert_eq!(
        (human.id, human.total_entry_count),
        (zip.id.clone(), Some(1))
    );

    attachments.delete(&numbers.id).send().await.unwrap();
    assert!(
        attachments
            .content(&numbers.id)
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );
}
