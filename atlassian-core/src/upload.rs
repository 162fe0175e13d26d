//! Bodies that are sent piece by piece, and files in a multipart form.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures_core::stream::BoxStream;
use futures_util::{StreamExt, stream};
use http::header::HeaderValue;
use tokio::io::AsyncReadExt;

use crate::request::Body;

type Pieces = BoxStream<'static, std::io::Result<Bytes>>;
type MakePieces = dyn Fn() -> Pieces + Send + Sync;
type Progress = dyn Fn(u64) + Send + Sync;

/// How much of a file is read at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// A body that is sent piece by piece. It is made anew for each attempt.
#[derive(Clone)]
pub struct BodyStream {
    pub(crate) media_type: HeaderValue,
    pub(crate) length: Option<u64>,
    pub(crate) make: Arc<MakePieces>,
}

impl BodyStream {
    /// A body of this media type, whose pieces `make` gives.
    pub fn new(media_type: HeaderValue, make: impl Fn() -> Pieces + Send + Sync + 'static) -> Self {
        Self {
            media_type,
            length: None,
            make: Arc::new(make),
        }
    }

    /// How many bytes the pieces have together. Without it the body is sent in chunks.
    #[must_use]
    pub fn length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// A form with these files, all in the field of this name.
    pub(crate) fn form(field: &str, files: Vec<FilePart>) -> Self {
        let form = files
            .into_iter()
            .fold(Form::new(), |form, file| form.file(field, file));
        form.into_stream()
    }
}

/// A form: files, and texts beside them.
///
/// ```
/// # use atlassian_core::{Body, FilePart, Form};
/// let form = Form::new()
///     .file("file", FilePart::bytes("note.txt", "Ship it.").media_type("text/plain"))
///     .text("comment", "A note");
/// let body = Body::from(form);
/// # let _ = body;
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it belongs into a request"]
pub struct Form {
    /// Each part with what stands before its bytes.
    parts: Vec<(String, FilePart)>,
}

impl Form {
    /// An empty form.
    pub fn new() -> Self {
        Self::default()
    }

    /// With this file in this field.
    pub fn file(mut self, field: &str, file: FilePart) -> Self {
        self.parts.push((file.head(field), file));
        self
    }

    /// With this text in this field.
    pub fn text(mut self, field: &str, text: impl Into<String>) -> Self {
        let head = format!(
            "Content-Disposition: form-data; name=\"{}\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n",
            escape(field)
        );
        self.parts.push((head, FilePart::bytes("", text.into())));
        self
    }

    fn into_stream(self) -> BodyStream {
        let hashers = [RandomState::new(), RandomState::new()];
        let boundary = hashers
            .map(|hasher| format!("{:016x}", hasher.hash_one(self.parts.len())))
            .concat();
        let (heads, files): (Vec<String>, Vec<FilePart>) = self
            .parts
            .into_iter()
            .map(|(head, part)| (format!("--{boundary}\r\n{head}"), part))
            .unzip();
        let end = format!("--{boundary}--\r\n");
        let overhead = heads
            .iter()
            .map(|head| head.len() + "\r\n".len())
            .sum::<usize>()
            + end.len();
        let length = files.iter().map(|file| file.length).sum::<u64>() + overhead as u64;
        let media_type = HeaderValue::try_from(format!("multipart/form-data; boundary={boundary}"));
        let make = move || {
            let parts = heads.clone().into_iter().zip(files.clone());
            let parts = stream::iter(parts).flat_map(|(head, file)| {
                literal(head)
                    .chain(file.pieces())
                    .chain(literal("\r\n".to_owned()))
            });
            parts.chain(literal(end.clone())).boxed()
        };
        // Hexadecimal digits always make a header.
        let media_type = media_type.unwrap_or(HeaderValue::from_static("multipart/form-data"));
        BodyStream::new(media_type, make).length(length)
    }
}

impl From<Form> for Body {
    fn from(form: Form) -> Self {
        Self::Stream(form.into_stream())
    }
}

/// What could end a name early, escaped as browsers do.
fn escape(text: &str) -> String {
    text.replace('\r', "%0D")
        .replace('\n', "%0A")
        .replace('"', "%22")
}

impl fmt::Debug for BodyStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyStream")
            .field("media_type", &self.media_type)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

fn literal(text: String) -> Pieces {
    stream::iter([Ok(Bytes::from(text))]).boxed()
}

/// A file to upload: its name, its media type, and where its bytes come from.
///
/// Nothing is read before the upload is sent, and then only as fast as the connection takes it.
///
/// ```
/// # use atlassian_core::FilePart;
/// let note = FilePart::bytes("note.txt", "Ship it.").media_type("text/plain");
/// assert_eq!((note.name(), note.length()), ("note.txt", 8));
/// ```
#[derive(Clone)]
pub struct FilePart {
    name: String,
    media_type: String,
    length: u64,
    make: Arc<MakePieces>,
    progress: Option<Arc<Progress>>,
}

impl FilePart {
    /// Bytes that are in memory.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let length = bytes.len() as u64;
        Self::stream(name, length, move || {
            stream::iter([Ok(bytes.clone())]).boxed()
        })
    }

    /// A file on disk, under its own name. Its length is looked up now, its bytes are read when it is sent.
    ///
    /// # Errors
    /// The file cannot be found or looked at.
    pub async fn open(path: impl AsRef<Path>) -> std::io::Result<Self> {
        let path = path.as_ref().to_path_buf();
        let about = tokio::fs::metadata(&path).await?;
        if !about.is_file() {
            return Err(std::io::Error::new(
                std::io::ErrorKind::InvalidInput,
                format!("{} is not a file", path.display()),
            ));
        }
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        Ok(Self::stream(name, about.len(), move || read(path.clone())))
    }

    /// Bytes from anywhere, `length` of them. `make` begins anew for each attempt. Fewer or more bytes than promised
    /// break the upload off.
    pub fn stream(
        name: impl Into<String>,
        length: u64,
        make: impl Fn() -> Pieces + Send + Sync + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            media_type: "application/octet-stream".to_owned(),
            length,
            make: Arc::new(make),
            progress: None,
        }
    }

    /// The file's media type; `application/octet-stream` unless set.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = media_type.into();
        self
    }

    /// Hears how many bytes of this file the connection has taken so far. An attempt that is made again counts from
    /// nothing again.
    #[must_use]
    pub fn on_progress(mut self, listener: impl Fn(u64) + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(listener));
        self
    }

    /// The name that it will have.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many bytes it has.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// What stands before the bytes, after the boundary. Names go out in UTF-8.
    fn head(&self, field: &str) -> String {
        let media_type = match HeaderValue::from_str(&self.media_type) {
            Ok(_) => &self.media_type,
            Err(_) => "application/octet-stream",
        };
        format!(
            "Content-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: {media_type}\r\n\r\n",
            escape(field),
            escape(&self.name),
        )
    }

    /// The bytes: exactly as many as promised, or an error.
    fn pieces(self) -> Pieces {
        let promised = self.length;
        let progress = self.progress;
        let counted = stream::try_unfold(((self.make)(), 0_u64), move |(mut pieces, sent)| {
            let progress = progress.clone();
            async move {
                let piece = pieces.next().await.transpose()?;
                let sent = sent + piece.as_ref().map_or(0, Bytes::len) as u64;
                if sent > promised || piece.is_none() && sent < promised {
                    return Err(std::io::Error::other(format!(
                        "the file has not the {promised} bytes that it was announced with"
                    )));
                }
                if let (Some(progress), Some(_)) = (progress, &piece) {
                    progress(sent);
                }
                Ok(piece.map(|piece| (piece, (pieces, sent))))
            }
        });
        counted.boxed()
    }
}

impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilePart")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

fn read(path: PathBuf) -> Pieces {
    let opened = stream::once(async move { tokio::fs::File::open(path).await });
    opened
        .flat_map(|file| match file {
            Ok(file) => stream::try_unfold(file, |mut file| async move {
                let mut piece = Vec::with_capacity(PIECE);
                file.read_buf(&mut piece).await?;
                Ok((!piece.is_empty()).then(|| (Bytes::from(piece), file)))
            })
            .boxed(),
            Err(error) => stream::iter([Err(error)]).boxed(),
        })
        .boxed()
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn whole(body: &BodyStream) -> std::io::Result<String> {
        let mut pieces = (body.make)();
        let mut all = Vec::new();
        while let Some(piece) = pieces.next().await {
            all.extend_from_slice(&piece?);
        }
        Ok(String::from_utf8(all).unwrap())
    }

    #[tokio::test]
    async fn a_form_is_as_long_as_it_says() {
        let files = vec![
            FilePart::bytes("a\"b\r\nc.txt", "one").media_type("text/plain"),
            FilePart::bytes("Übersicht 📎.bin", vec![b'x'; 200_000]).media_type("bad\ntype"),
        ];
        let form = BodyStream::form("file", files);
        let sent = whole(&form).await.unwrap();
        assert_eq!(form.length, Some(sent.len() as u64));
        let boundary = form
            .media_type
            .to_str()
            .unwrap()
            .split_once("boundary=")
            .unwrap()
            .1;
        assert!(sent.starts_with(&format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b%0D%0Ac.txt\"\r\n\
             Content-Type: text/plain\r\n\r\none\r\n--{boundary}\r\n"
        )));
        assert!(sent.contains(
            "filename=\"Übersicht 📎.bin\"\r\nContent-Type: application/octet-stream\r\n\r\nxxx"
        ));
        assert!(sent.ends_with(&format!("x\r\n--{boundary}--\r\n")));
        assert_eq!(
            whole(&form).await.unwrap(),
            sent,
            "each attempt sends the same"
        );
    }

    #[tokio::test]
    async fn texts_stand_beside_files() {
        let form = Form::new()
            .file(
                "file",
                FilePart::bytes("a.txt", "one").media_type("text/plain"),
            )
            .text("comm\"ent", "größer");
        let Body::Stream(form) = Body::from(form) else {
            panic!("a form is a stream");
        };
        let sent = whole(&form).await.unwrap();
        assert_eq!(form.length, Some(sent.len() as u64));
        let boundary = sent[2..].split_once('\r').unwrap().0;
        assert_eq!(
            sent,
            format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\
                 Content-Type: text/plain\r\n\r\none\r\n--{boundary}\r\n\
                 Content-Disposition: form-data; name=\"comm%22ent\"\r\n\
                 Content-Type: text/plain; charset=utf-8\r\n\r\ngrößer\r\n--{boundary}--\r\n"
            )
        );
    }

    #[tokio::test]
    async fn a_file_of_another_length_is_not_sent_as_if_it_were_whole() {
        for pieces in [&["12345"][..], &["123", "4567"]] {
            let file = FilePart::stream("x", 6, move || {
                stream::iter(pieces)
                    .map(|piece| Ok(Bytes::from_static(piece.as_bytes())))
                    .boxed()
            });
            let error = whole(&BodyStream::form("file", vec![file]))
                .await
                .unwrap_err();
            assert!(error.to_string().contains("6 bytes"), "{error}");
        }
    }

    #[tokio::test]
    async fn a_file_on_disk_is_read_when_it_is_sent() {
        assert!(FilePart::open("no such file").await.is_err());
        assert!(FilePart::open(env!("CARGO_MANIFEST_DIR")).await.is_err());
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let told = Arc::new(std::sync::Mutex::new(Vec::new()));
        let listener = Arc::clone(&told);
        let file = FilePart::open(path).await.unwrap();
        let file = file.on_progress(move |bytes| listener.lock().unwrap().push(bytes));
        let text = std::fs::read_to_string(path).unwrap();
        assert_eq!(
            (file.name(), file.length()),
            ("Cargo.toml", text.len() as u64)
        );
        assert!(
            whole(&BodyStream::form("file", vec![file]))
                .await
                .unwrap()
                .contains(&text)
        );
        assert_eq!(told.lock().unwrap().last(), Some(&(text.len() as u64)));
    }
}
