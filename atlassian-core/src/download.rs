//! Downloads: a file of the service to a writer, or to a file on disk that is there whole or not at all.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::io::SeekFrom;
use std::path::{Path, PathBuf};

use futures_util::StreamExt;
use tokio::fs::{File, OpenOptions};
use tokio::io::{AsyncSeekExt, AsyncWrite, AsyncWriteExt, BufWriter};

use crate::call::Call;
use crate::error::{Error, ErrorKind, Result};
use crate::response::StreamedResponse;

type Progress = dyn FnMut(u64, Option<u64>) + Send;

/// How much is gathered before it is written to disk, in bytes.
const BUFFER: usize = 256 * 1024;

/// A file to be downloaded, from an operation that hands one out.
///
/// Memory stays the same however large the file is. A connection that breaks off is an error and never a short file.
///
/// ```no_run
/// # async fn example(call: atlassian_core::Call) -> atlassian_core::Result<()> {
/// let bytes = call
///     .download()
///     .on_progress(|done, whole| println!("{done} of {whole:?}"))
///     .to_file("report.pdf")
///     .await?;
/// # Ok(()) }
/// ```
#[must_use = "a download does nothing until it is told where to"]
pub struct Download {
    call: Call,
    expected: Option<u64>,
    progress: Option<Box<Progress>>,
    resuming: bool,
}

impl Download {
    pub(crate) fn new(call: Call) -> Self {
        Self {
            call: call.with_media_redirects(),
            expected: None,
            progress: None,
            resuming: false,
        }
    }

    /// How many bytes the file has: fewer or more are an error.
    pub fn expected_size(mut self, bytes: u64) -> Self {
        self.expected = Some(bytes);
        self
    }

    /// Hears how many bytes of the file are there, and how many it has as far as that is known.
    pub fn on_progress(mut self, listener: impl FnMut(u64, Option<u64>) + Send + 'static) -> Self {
        self.progress = Some(Box::new(listener));
        self
    }

    /// For [`to_file`](Self::to_file): keeps what came when the download breaks off, and goes on from there the next
    /// time that the same file is downloaded to the same path.
    ///
    /// It is kept beside the path, in a hidden file that ends with `.part`. A file that has changed since comes whole, if
    /// the service tells contents apart (by an `ETag`). Two such downloads to one path must not run at once.
    pub fn resuming(mut self) -> Self {
        self.resuming = true;
        self
    }

    /// Writes the file to a writer, and returns how many bytes it has. What was written before an error stays written.
    pub async fn to_writer(
        mut self,
        writer: &mut (impl AsyncWrite + Unpin + ?Sized),
    ) -> Result<u64> {
        let label = self.call.request().label();
        let copied = async {
            let response = self.call.clone().send_streamed().await?;
            let start = start(&response, 0)?;
            let done = self.copy(response, start, writer).await?;
            writer.flush().await.map_err(unwritten)?;
            Ok(done)
        };
        copied
            .await
            .map_err(|error: Error| error.operation_of(|| label))
    }

    /// Writes the file to this path, and returns how many bytes it has.
    ///
    /// It is written beside the path first and takes its place, and that of a file of the same name, when it is whole and
    /// on disk. So under the path there is never a part of it.
    pub async fn to_file(mut self, path: impl AsRef<Path>) -> Result<u64> {
        let label = self.call.request().label();
        let saved = self.save(path.as_ref()).await;
        saved.map_err(|error| error.operation_of(|| label))
    }

    async fn save(&mut self, path: &Path) -> Result<u64> {
        let mut part = Part::beside(path, self.resuming.then(|| self.identity()).transpose()?)?;
        let (kept, tag) = part.kept().await;
        // The last byte is asked for again, since no service gives the empty rest of a whole file.
        let from = kept.saturating_sub(1);
        let mut response = self.ask(from, tag.as_deref()).await;
        if from > 0 && response.as_ref().is_err_and(Error::is_invalid) {
            // What was kept is longer than the file.
            response = self.ask(0, None).await;
        }
        let response = response?;
        let start = start(&response, kept)?;
        let file = part.open(start).await.map_err(unwritten)?;
        part.note(response.entity_tag()).await.map_err(unwritten)?;
        let mut writer = BufWriter::with_capacity(BUFFER, file);
        let copied = self.copy(response, start, &mut writer).await;
        // Also what came before an error is good to go on from.
        writer.flush().await.map_err(unwritten)?;
        let done = copied?;
        writer.into_inner().sync_all().await.map_err(unwritten)?;
        part.finish(path).await.map_err(unwritten)?;
        Ok(done)
    }

    async fn ask(&self, from: u64, tag: Option<&str>) -> Result<StreamedResponse> {
        let call = self.call.clone();
        let call = match from {
            0 => call,
            from => call.with_range_from(from, tag),
        };
        call.send_streamed().await
    }

    /// Copies the body, which begins at `start` of the file; the length of the whole file.
    async fn copy(
        &mut self,
        response: StreamedResponse,
        start: u64,
        writer: &mut (impl AsyncWrite + Unpin + ?Sized),
    ) -> Result<u64> {
        let said = response.file_length();
        if let (Some(said), Some(expected)) = (said, self.expected)
            && said != expected
        {
            return Err(Error::new(
                ErrorKind::UnexpectedAnswer,
                format!("the file has {said} bytes where {expected} were expected"),
            ));
        }
        let whole = said.or(self.expected);
        let mut done = start;
        let mut body = response.into_body();
        while let Some(piece) = body.next().await {
            let piece = piece?;
            writer.write_all(&piece).await.map_err(unwritten)?;
            done += piece.len() as u64;
            if let Some(progress) = &mut self.progress {
                progress(done, whole);
            }
        }
        match whole {
            Some(whole) if whole != done => Err(Error::new(
                ErrorKind::Interrupted,
                format!("the file ended after {done} of {whole} bytes"),
            )),
            _ => Ok(done),
        }
    }

    /// What is downloaded: the same for the same file of the same site.
    fn identity(&self) -> Result<String> {
        let request = self.call.request();
        let query: Vec<_> = request.query().collect();
        Ok(format!(
            "{} {} {query:?}",
            self.call.client().site(),
            request.path()?
        ))
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("call", &self.call)
            .field("expected", &self.expected)
            .field("resuming", &self.resuming)
            .finish_non_exhaustive()
    }
}

/// Where the body begins in the file, of which so much is there.
fn start(response: &StreamedResponse, there: u64) -> Result<u64> {
    let start = response.starts_at().filter(|start| *start <= there);
    start.ok_or_else(|| {
        Error::new(
            ErrorKind::UnexpectedAnswer,
            "the service sends a part of the file that was not asked for",
        )
    })
}

fn unwritten(error: std::io::Error) -> Error {
    Error::new(
        ErrorKind::File,
        format!("the file cannot be written: {error}"),
    )
    .source_of(error)
}

/// The file beside the path, until it is whole. It is removed when it is dropped before, unless it is to be kept.
struct Part {
    path: PathBuf,
    /// Holds the entity tag of what is kept.
    tag: PathBuf,
    keep: bool,
    finished: bool,
}

impl Part {
    /// With an identity the name is always the same, without one always another: nobody else writes there.
    fn beside(path: &Path, identity: Option<String>) -> Result<Self> {
        let Some(name) = path.file_name() else {
            return Err(Error::new(
                ErrorKind::File,
                "the path to download to names no file",
            ));
        };
        let keep = identity.is_some();
        let number = identity.map_or_else(
            || RandomState::new().hash_one(path),
            |identity| fnv(format!("{identity} {}", name.to_string_lossy()).as_bytes()),
        );
        Ok(Self {
            path: path.with_file_name(format!(".{number:016x}.part")),
            tag: path.with_file_name(format!(".{number:016x}.tag.part")),
            keep,
            finished: false,
        })
    }

    /// How many bytes an earlier download left, and of which content they are, as far as that is known.
    async fn kept(&self) -> (u64, Option<String>) {
        if !self.keep {
            return (0, None);
        }
        let length = tokio::fs::metadata(&self.path)
            .await
            .map_or(0, |it| it.len());
        (length, tokio::fs::read_to_string(&self.tag).await.ok())
    }

    /// Remembers which content is being received.
    async fn note(&self, tag: Option<&str>) -> std::io::Result<()> {
        if !self.keep {
            return Ok(());
        }
        if let Some(tag) = tag {
            return tokio::fs::write(&self.tag, tag).await;
        }
        match tokio::fs::remove_file(&self.tag).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// The file, cut off at `start` and to be written on from there.
    async fn open(&self, start: u64) -> std::io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create(self.keep).create_new(!self.keep);
        let mut file = options.open(&self.path).await?;
        file.set_len(start).await?;
        file.seek(SeekFrom::Start(start)).await?;
        Ok(file)
    }

    async fn finish(&mut self, path: &Path) -> std::io::Result<()> {
        tokio::fs::rename(&self.path, path).await?;
        self.finished = true;
        self.note(None).await
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.keep && !self.finished {
            // It may not have come to exist; and there is nobody to tell.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// A hash that is the same in every process and every version (FNV-1a).
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
