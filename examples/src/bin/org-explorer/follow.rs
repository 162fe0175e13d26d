//! Following the audit log through whatever happens to this program.
//!
//! What is promised with `--state FILE`: no event is missed. Each is written, then the state. A program that is killed in
//! between writes that one event again, on stdout; with `--out FILE` the state also holds the length of that file, which is
//! cut back to it at the next start, so that each event stands in it once; a state of another file is refused. A lock beside
//! the state keeps a second program away from it. An event that does not fit its model is written as it came. The state file itself is put in place of the
//! one before at one stroke. A machine that loses power is another matter: then a state and a file that do not fit one
//! another are told of, and nothing is written.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use atlassian_admin::OddElement;
use atlassian_admin::events::{Event, EventCursor, EventFollower};
use examples::outcome::Failure;
use examples::output::{Format, Rows, json_line, note};
use serde::{Deserialize, Serialize};

use crate::connection::Connection;
use crate::events::{COLUMNS, Wanted, cells};
use crate::listings::left_out;

/// What the state file holds.
#[derive(Serialize, Deserialize)]
struct State {
    /// The organization whose log it is.
    org: String,
    cursor: EventCursor,
    /// What of the output file is of events that the cursor covers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    written: Option<Covered>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Covered {
    /// The file, by its whole path.
    file: String,
    bytes: u64,
}

pub(crate) async fn follow(
    connection: &Connection,
    wanted: &Wanted,
    format: Format,
) -> Result<(), Failure> {
    let org = connection.org.as_str();
    // Held until the end.
    let (stored, _lock) = match &wanted.state {
        Some(path) => {
            let lock = lock(path)?;
            (load(path, org)?, Some(lock))
        }
        None => (None, None),
    };
    let mut output = match &wanted.out {
        Some(path) => Output::File(open(path, stored.as_ref())?),
        None => Output::Rows(Rows::new(format, COLUMNS)),
    };
    let cursor = match (stored, wanted.from) {
        (Some(state), _) => state.cursor,
        (None, Some(from)) => EventCursor::since_millis(from),
        (None, None) => EventCursor::beginning(),
    };
    let follower = connection.admin.events().follow(org, cursor);
    let mut follower = follower.with_interval(Duration::from_secs(wanted.interval));
    let save = |follower: &EventFollower, output: &Output| match &wanted.state {
        Some(path) => store(path, org, follower.cursor(), output.written()),
        None => Ok(()),
    };
    // From now on the state says what of the file is whole.
    save(&follower, &output)?;
    let mut odd = 0;
    loop {
        let event = tokio::select! {
            event = next(&mut follower, &mut output, wanted.once) => event?,
            Ok(()) = tokio::signal::ctrl_c() => {
                return Err(Failure::Interrupted(if wanted.state.is_some() {
                    "the same command goes on from here"
                } else {
                    "with --state FILE it could go on from here"
                }));
            }
        };
        match event {
            Some(Ok(event)) => {
                if !output.write(&event)? {
                    return Ok(());
                }
            }
            Some(Err(element)) => {
                note(&format!("an event is not as expected: {element}"));
                match output.write_odd(&element)? {
                    Some(true) => {}
                    Some(false) => return Ok(()),
                    None => odd += 1,
                }
            }
            None => return left_out(odd),
        }
        save(&follower, &output)?;
    }
}

/// The next event, or what stands in its place; `None` at the end, if that is where to stop.
async fn next(
    follower: &mut EventFollower,
    output: &mut Output,
    once: bool,
) -> Result<Option<Result<Event, OddElement>>, Failure> {
    let event = match follower.next_now().await {
        Ok(None) => {
            // Whoever reads along sees all there is.
            output.flush()?;
            if once {
                return Ok(None);
            }
            follower.next().await.map(Some)
        }
        event => event,
    };
    match event {
        Ok(event) => Ok(event.map(Ok)),
        Err(error) => match error.odd_element() {
            Some(element) => Ok(Some(Err(element.clone()))),
            None => Err(error.into()),
        },
    }
}

/// Where events go.
enum Output {
    Rows(Rows),
    File(Appended),
}

impl Output {
    /// False if nobody reads any more.
    fn write(&mut self, event: &Event) -> io::Result<bool> {
        match self {
            Self::Rows(rows) => {
                if !rows.push(event, cells)? {
                    return Ok(false);
                }
                rows.flush()
            }
            Self::File(file) => file.write(event).map(|()| true),
        }
    }

    /// Writes an event as it came; false if nobody reads any more, `None` if there is no place for it in a table.
    fn write_odd(&mut self, element: &OddElement) -> io::Result<Option<bool>> {
        match self {
            Self::Rows(rows) if rows.format() == Format::Json => {
                let read = rows.push_raw(element.raw())? && rows.flush()?;
                Ok(Some(read))
            }
            Self::Rows(_) => Ok(None),
            Self::File(file) => file.append(element.raw()).map(|()| Some(true)),
        }
    }

    fn flush(&mut self) -> io::Result<bool> {
        match self {
            Self::Rows(rows) => rows.flush(),
            Self::File(_) => Ok(true),
        }
    }

    fn written(&self) -> Option<Covered> {
        match self {
            Self::Rows(_) => None,
            Self::File(file) => Some(file.covered.clone()),
        }
    }
}

/// A file of JSON lines that is written to at its end.
struct Appended {
    file: File,
    covered: Covered,
}

impl Appended {
    fn write(&mut self, event: &Event) -> io::Result<()> {
        self.append(&serde_json::to_string(event)?)
    }

    fn append(&mut self, json: &str) -> io::Result<()> {
        let line = json_line(json);
        self.file.write_all(line.as_bytes())?;
        self.covered.bytes += line.len() as u64;
        Ok(())
    }
}

/// Opens the output, without what the state does not cover.
fn open(path: &Path, state: Option<&State>) -> Result<Appended, Failure> {
    let name = whole(path).map_err(|error| unusable(path, &error))?;
    match state.map(|state| &state.written) {
        // What the state says to cut off is of that file.
        Some(Some(covered)) if covered.file != name => {
            return Err(Failure::Usage(format!(
                "the state is of the output file {}, and this is {name}; use another state file",
                covered.file
            )));
        }
        Some(None) => {
            return Err(Failure::Usage(format!(
                "the state is of a run without --out, so it does not say what of {} is whole; use another state file",
                path.display()
            )));
        }
        _ => {}
    }
    let file = OpenOptions::new().create(true).append(true).open(path);
    let file = file.map_err(|error| unusable(path, &error))?;
    let held = file.metadata().map_err(|error| unusable(path, &error))?;
    let bytes = match state.and_then(|state| state.written.as_ref()) {
        Some(covered) if covered.bytes > held.len() => {
            return Err(Failure::Usage(format!(
                "{}: it is shorter than the state says; it is another file, or something else has cut it",
                path.display()
            )));
        }
        Some(covered) => covered.bytes,
        None => held.len(),
    };
    file.set_len(bytes)
        .map_err(|error| unusable(path, &error))?;
    Ok(Appended {
        file,
        covered: Covered { file: name, bytes },
    })
}

/// The whole path of a file that need not be there yet.
fn whole(path: &Path) -> io::Result<String> {
    let path = std::path::absolute(path)?;
    let whole = match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => fs::canonicalize(folder)?.join(name),
        _ => path,
    };
    Ok(whole.to_string_lossy().into_owned())
}

/// Two programs at one state would spoil it and the output.
fn lock(state: &Path) -> Result<File, Failure> {
    let path = beside(state, ".lock");
    let file = File::create(&path).map_err(|error| unusable(&path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Failure::Failed(format!(
            "{}: it is in use by another program",
            state.display()
        ))),
        Err(TryLockError::Error(error)) => Err(unusable(&path, &error)),
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(ending);
    PathBuf::from(beside)
}

fn load(path: &Path, org: &str) -> Result<Option<State>, Failure> {
    let text = match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        text => text.map_err(|error| unusable(path, &error))?,
    };
    let state: State = serde_json::from_slice(&text)
        .map_err(|error| Failure::Usage(format!("{}: it is no state: {error}", path.display())))?;
    if state.org != org {
        return Err(Failure::Usage(format!(
            "{}: it is the state of another organization, {:?}",
            path.display(),
            state.org
        )));
    }
    Ok(Some(state))
}

/// Puts the new state in the place of the old one at one stroke.
fn store(
    path: &Path,
    org: &str,
    cursor: &EventCursor,
    written: Option<Covered>,
) -> Result<(), Failure> {
    let state = State {
        org: org.to_owned(),
        cursor: cursor.clone(),
        written,
    };
    let beside = beside(path, ".new");
    let text = serde_json::to_vec(&state).map_err(|error| Failure::Failed(error.to_string()))?;
    fs::write(&beside, text)
        .and_then(|()| fs::rename(&beside, path))
        .map_err(|error| Failure::Failed(format!("{}: {error}", path.display())))
}

fn unusable(path: &Path, error: &io::Error) -> Failure {
    Failure::Usage(format!("{}: {error}", path.display()))
}
