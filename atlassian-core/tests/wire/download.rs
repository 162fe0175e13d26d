//! Downloads: whole or not at all, and gone on with where one broke off.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use atlassian_core::http::Method;
use atlassian_core::{Download, ErrorKind};

use crate::server::{Reply, Server};

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("download-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn file(&self) -> PathBuf {
        self.0.join("report.bin")
    }

    fn names(&self) -> Vec<String> {
        let names = std::fs::read_dir(&self.0).unwrap();
        names
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn content() -> Vec<u8> {
    (0..300_000_u32).flat_map(u32::to_le_bytes).collect()
}

fn download(server: &Server) -> Download {
    server.client().request(Method::GET, "/file").download()
}

/// The first byte that is asked for.
fn from(range: Option<&String>) -> usize {
    let range = range.and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-'));
    range.map_or(0, |from| from.parse().unwrap())
}

#[tokio::test]
async fn a_file_comes_whole_with_every_byte_counted() {
    let server = Server::start(|_, _| Reply::new(200, content())).await;
    let folder = Folder::new("whole");
    std::fs::write(folder.file(), "of yesterday").unwrap();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&heard);
    let bytes = download(&server)
        .on_progress(move |done, whole| listener.lock().unwrap().push((done, whole)))
        .to_file(folder.file())
        .await
        .unwrap();
    assert_eq!(bytes, 1_200_000);
    assert_eq!(std::fs::read(folder.file()).unwrap(), content());
    assert_eq!(folder.names(), ["report.bin"]);
    let heard = heard.lock().unwrap().clone();
    assert!(heard.is_sorted_by(|a, b| a.0 < b.0));
    assert!(heard.iter().all(|(_, whole)| *whole == Some(1_200_000)));
    assert_eq!(heard.last().unwrap().0, 1_200_000);

    let mut memory = Vec::new();
    let bytes = download(&server).to_writer(&mut memory).await.unwrap();
    assert_eq!((bytes, memory), (1_200_000, content()));
}

#[tokio::test]
async fn a_connection_that_breaks_leaves_no_file() {
    let server = Server::start(|_, _| Reply::new(200, content()).cut()).await;
    let folder = Folder::new("broken");
    let error = download(&server).to_file(folder.file()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted);
    assert_eq!(error.operation(), Some("GET /file"));
    assert_eq!(folder.names(), Vec::<String>::new());
    let mut memory = Vec::new();
    let error = download(&server).to_writer(&mut memory).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted);

    // An end that is not told from a break counts by the size that is known from elsewhere.
    let server = Server::start(|_, _| Reply::new(200, "abc").without_length()).await;
    for (size, kind) in [(4, ErrorKind::Interrupted), (2, ErrorKind::Interrupted)] {
        let download = download(&server).expected_size(size);
        let error = download.to_file(folder.file()).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert_eq!(folder.names(), Vec::<String>::new());
    }
    let server = Server::start(|_, _| Reply::new(200, "abc")).await;
    let wrong = download(&server).expected_size(5).to_file(folder.file());
    assert_eq!(wrong.await.unwrap_err().kind(), ErrorKind::UnexpectedAnswer);
}

#[tokio::test]
async fn what_cannot_be_written_is_said_so() {
    let server = Server::start(|_, _| Reply::new(200, "abc")).await;
    let folder = Folder::new("unwritable");
    for path in [folder.0.join("no/such/folder.bin"), PathBuf::from("/")] {
        let error = download(&server).to_file(path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::File, "{error}");
    }
}

#[tokio::test]
async fn a_download_goes_on_where_it_broke_off() {
    let server = Server::start(|request, number| {
        let all = content();
        let from = from(request.headers.get("range"));
        let reply = match from {
            0 => Reply::new(200, all),
            from => Reply::new(206, &all[from..])
                .with("content-range", format!("bytes {from}-1199999/1200000")),
        };
        let reply = reply.with("etag", "\"v1\"");
        if number < 2 { reply.cut() } else { reply }
    })
    .await;
    let folder = Folder::new("resumed");
    for _ in 0..2 {
        let part = download(&server).resuming().to_file(folder.file()).await;
        assert_eq!(part.unwrap_err().kind(), ErrorKind::Interrupted);
        assert!(!folder.file().exists());
    }
    let heard = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&heard);
    let rest = download(&server).on_progress(move |done, whole| {
        listener.lock().unwrap().push((done, whole));
    });
    assert_eq!(
        rest.resuming().to_file(folder.file()).await.unwrap(),
        1_200_000
    );
    assert_eq!(std::fs::read(folder.file()).unwrap(), content());
    assert_eq!(folder.names(), ["report.bin"]);
    let seen = server.seen();
    let asked = [1, 2].map(|number: usize| {
        assert_eq!(seen[number].headers["if-range"], "\"v1\"");
        from(seen[number].headers.get("range"))
    });
    // Half came, and then half of the rest.
    assert_eq!(asked, [599_999, 899_998]);
    let heard = heard.lock().unwrap().clone();
    assert!(heard[0].0 > 899_998, "what was there before counts");
    assert_eq!(*heard.last().unwrap(), (1_200_000, Some(1_200_000)));
}

#[tokio::test]
async fn a_file_that_is_another_one_by_now_comes_whole() {
    // The service does not look at `Range`, or the file has changed: both are answered with everything.
    let server = Server::start(|_, number| match number {
        0 => Reply::new(200, content()).with("etag", "\"v1\"").cut(),
        _ => Reply::new(200, "another").with("etag", "\"v2\""),
    })
    .await;
    let folder = Folder::new("changed");
    let part = download(&server).resuming().to_file(folder.file()).await;
    assert!(part.is_err());
    let bytes = download(&server).resuming().to_file(folder.file()).await;
    assert_eq!(bytes.unwrap(), 7);
    assert_eq!(std::fs::read(folder.file()).unwrap(), b"another");
    assert_eq!(folder.names(), ["report.bin"]);
}

#[tokio::test]
async fn what_was_kept_is_the_whole_file_or_more() {
    let all = &content()[..1_000];
    let whole = all.to_vec();
    let server = Server::start(move |request, number| {
        let from = from(request.headers.get("range"));
        match (number, from) {
            (0, _) => Reply::new(200, [&whole[..], &whole[..]].concat()).cut(),
            (_, 0) => Reply::new(200, &whole[..]),
            (1, from) => Reply::new(206, &whole[from..])
                .with("content-range", format!("bytes {from}-999/1000")),
            _ => Reply::new(416, ""),
        }
    })
    .await;
    let folder = Folder::new("kept");
    let part = download(&server).resuming().to_file(folder.file()).await;
    assert!(part.is_err());
    let part = folder.names();
    let kept = std::fs::read(folder.0.join(&part[0])).unwrap();
    assert_eq!(kept, all);
    // One byte is asked for again, and the file is whole.
    let bytes = download(&server).resuming().to_file(folder.file()).await;
    assert_eq!(bytes.unwrap(), 1_000);
    assert_eq!(std::fs::read(folder.file()).unwrap(), all);
    // More than there is cannot be gone on with.
    std::fs::write(folder.0.join(&part[0]), [&kept[..], b"more"].concat()).unwrap();
    let bytes = download(&server).resuming().to_file(folder.file()).await;
    assert_eq!(bytes.unwrap(), 1_000);
    assert_eq!(std::fs::read(folder.file()).unwrap(), all);
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn a_part_that_was_not_asked_for_is_refused() {
    let server =
        Server::start(|_, _| Reply::new(206, "cde").with("content-range", "bytes 2-4/5")).await;
    let folder = Folder::new("gap");
    let error = download(&server).to_file(folder.file()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedAnswer);
    assert_eq!(folder.names(), Vec::<String>::new());
    let mut memory = Vec::new();
    let error = download(&server).to_writer(&mut memory).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedAnswer);
}
