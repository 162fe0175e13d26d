//! The whole state as a file: three lines of JSON. First comes what it is, then the state, then a
//! sum of both, which tells a whole file from a damaged one.
//!
//! Both directions stream, so that a large site is not in memory twice.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use serde::{Deserialize, Serialize};

use crate::state::{Recipe, State};
use crate::world::World;

const FORMAT: &str = "atlassian-sim state";
/// Counts the changes of what is saved that older files do not fit.
const VERSION: u32 = 1;
/// No first line is longer.
const HEAD_LIMIT: u64 = 64 * 1024;

#[derive(Debug, Serialize, Deserialize)]
struct Head {
    format: String,
    version: u32,
    /// The version of the program.
    program: String,
    #[serde(flatten)]
    site: Site,
}

/// What is saved besides the state.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Site {
    pub(crate) cloud_id: String,
    pub(crate) org_id: String,
    pub(crate) recipe: Recipe,
    /// Milliseconds by which the clock was turned on.
    pub(crate) turned: i64,
}

#[derive(Debug, Serialize, Deserialize)]
struct Tail {
    sum: String,
}

/// FNV-1a of what passes through: against accidents, not against forgery.
struct Summed<T> {
    inner: T,
    sum: u64,
    depth: Depth,
}

/// How deep the JSON is at the moment, told from its brackets.
#[derive(Default)]
struct Depth {
    open: usize,
    in_text: bool,
    escaped: bool,
}

/// A value as deep as that of a request, within the structures of the state.
const DEEPEST: usize = 256;

impl Depth {
    /// Refuses what is too deep to be read without running out of stack.
    fn follow(&mut self, bytes: &[u8]) -> io::Result<()> {
        for byte in bytes {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' if self.in_text => self.escaped = true,
                b'"' => self.in_text = !self.in_text,
                b'[' | b'{' if !self.in_text => self.open += 1,
                b']' | b'}' if !self.in_text => self.open = self.open.saturating_sub(1),
                _ => {}
            }
            if self.open > DEEPEST {
                return Err(damaged("it is nested too deep"));
            }
        }
        Ok(())
    }
}

impl<T> Summed<T> {
    fn new(inner: T) -> Self {
        let sum = 0xcbf2_9ce4_8422_2325;
        Self {
            inner,
            sum,
            depth: Depth::default(),
        }
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.sum = (self.sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn tail(&self) -> Tail {
        let sum = format!("{:016x}", self.sum);
        Tail { sum }
    }
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.add(bytes.get(..written).unwrap_or(bytes));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<R: Read> Read for Summed<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(bytes)?;
        let new = bytes.get(..read).unwrap_or_default();
        self.add(new);
        self.depth.follow(new)?;
        Ok(read)
    }
}

/// Writes the state as it is at this moment; changes wait until it is written.
pub(crate) fn write(world: &World, out: impl Write) -> io::Result<()> {
    let mut out = Summed::new(out);
    let state = world.read();
    let head = Head {
        format: FORMAT.to_owned(),
        version: VERSION,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        site: Site {
            cloud_id: world.cloud_id.clone(),
            org_id: world.org_id.clone(),
            recipe: world.start.recipe.clone(),
            turned: world.manner.clock.turned(),
        },
    };
    serde_json::to_writer(&mut out, &head)?;
    out.write_all(b"\n")?;
    serde_json::to_writer(&mut out, &*state)?;
    let tail = out.tail();
    out.write_all(b"\n")?;
    serde_json::to_writer(&mut out, &tail)?;
    out.write_all(b"\n")?;
    out.flush()
}

fn wrong(what: impl Into<String>) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, what.into())
}

fn damaged(how: impl std::fmt::Display) -> io::Error {
    wrong(format!(
        "the saved state is damaged or was changed by hand ({how}); use an undamaged copy, or \
         remove it to begin with a generated site"
    ))
}

/// Reads what [`write()`] wrote.
pub(crate) fn read(mut from: impl BufRead) -> io::Result<(Site, State)> {
    let mut line = Vec::new();
    from.by_ref()
        .take(HEAD_LIMIT)
        .read_until(b'\n', &mut line)?;
    let named: serde_json::Value = serde_json::from_slice(&line).unwrap_or_default();
    if named["format"] != FORMAT {
        return Err(wrong("this is not a saved state of atlassian-sim"));
    }
    if named["version"] != VERSION {
        return Err(wrong(format!(
            "the state was saved by atlassian-sim {} in version {} of its format, and this is \
             atlassian-sim {}, which reads version {VERSION}; load it with the program that saved \
             it, or remove it to begin with a generated site",
            named["program"].as_str().unwrap_or("of an unknown version"),
            named["version"],
            env!("CARGO_PKG_VERSION"),
        )));
    }
    let head: Head = serde_json::from_value(named).map_err(damaged)?;
    let mut from = Summed::new(from);
    from.add(&line);
    let mut json = serde_json::Deserializer::from_reader(&mut from);
    // Values within the state may be as deep as those of a request, and lie deeper here; how deep
    // the whole may be is watched while it is read.
    json.disable_recursion_limit();
    let mut state = State::deserialize(&mut json).map_err(damaged)?;
    let expected = from.tail();
    let tail: Tail = serde_json::from_reader(&mut from.inner).map_err(damaged)?;
    if tail.sum != expected.sum {
        return Err(damaged("its sum is another"));
    }
    state.reindex();
    Ok((head.site, state))
}

/// Names the file in an error.
fn at(path: &Path) -> impl Fn(io::Error) -> io::Error {
    move |error| io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// Loads a file.
pub(crate) fn load(path: &Path) -> io::Result<(Site, State)> {
    File::open(path)
        .and_then(|file| read(BufReader::new(file)))
        .map_err(at(path))
}

/// Saves to a file, which is never there half: a new one takes its place when it is whole. Only its
/// owner may read it, since it holds tokens.
pub(crate) fn save(world: &World, path: &Path) -> io::Result<()> {
    let new = beside(path);
    let written = fill(world, &new).and_then(|()| fs::rename(&new, path));
    if written.is_err() {
        let _ = fs::remove_file(&new);
    }
    written.map_err(at(path))
}

/// A name for the new file in the same folder, one for each call.
fn beside(path: &Path) -> PathBuf {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let call = CALLS.fetch_add(1, Ordering::Relaxed);
    path.with_file_name(format!(".{name}.{}-{call}.new", std::process::id()))
}

fn fill(world: &World, path: &Path) -> io::Result<()> {
    // One that a killed process with the same number left behind.
    let _ = fs::remove_file(path);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    let mut out = BufWriter::new(file);
    write(world, &mut out)?;
    out.into_inner()?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_deep_to_be_read_is_refused_and_brackets_in_texts_do_not_count() {
        let follow = |text: &str| Depth::default().follow(text.as_bytes()).is_ok();
        assert!(follow(&"[".repeat(256)));
        assert!(!follow(&"[".repeat(257)));
        assert!(!follow(&"{\"a\":[".repeat(129)));
        assert!(follow(&"[]".repeat(1_000)));
        assert!(follow(&format!(
            "\"{}\\\"{}\"",
            "[".repeat(300),
            "[".repeat(300)
        )));
    }
}
