//! Following the audit log through whatever happens to this program.
//!
//! What is promised with `--state FILE`: no event is missed. Each is written, then the state. A program that is killed in
//! between writes that one event again, on stdout; with `--out FILE` the state also holds the length of that file, which is
//! cut back to it at the next start, so that each event stands in it once. The state file itself is put in place of the
//! one before at one stroke. A machine that loses power is another matter: then a state and a file that do not fit one
//! another are told of, and nothing is written.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use atlassian_admin::events::{Event, EventCursor, EventFollower};
use examples::outcome::Failure;
use examples::output::{Format, Rows, note};
use serde::{Deserialize, Serialize};

use crate::connection::Connection;
use crate::events::{COLUMNS, Wanted, cells};

/// What the state file holds.
#[derive(Serialize, Deserialize)]
struct State {
    /// The organization whose log it is.
    org: String,
    cursor: EventCursor,
    /// How many bytes of the output file are of events that the cursor covers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    written: Option<u64>,
}

pub(crate) async fn follow(
    connection: &Connection,
    wanted: &Wanted,
    format: Format,
) -> Result<(), Failure> {
    let org = connection.org.as_str();
    let stored = match &wanted.state {
        Some(path) => load(path, org)?,
        None => None,
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
            Some(event) => {
                if !output.write(&event)? {
                    return Ok(());
                }
                save(&follower, &output)?;
            }
            None => return Ok(()),
        }
    }
}

/// The next event that can be read; `None` at the end, if that is where to stop.
async fn next(
    follower: &mut EventFollower,
    output: &mut Output,
    once: bool,
) -> Result<Option<Event>, Failure> {
    loop {
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
            Err(error) if error.is_odd_element() => note(&error.to_string()),
            event => return Ok(event?),
        }
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

    fn flush(&mut self) -> io::Result<bool> {
        match self {
            Self::Rows(rows) => rows.flush(),
            Self::File(_) => Ok(true),
        }
    }

    fn written(&self) -> Option<u64> {
        match self {
            Self::Rows(_) => None,
            Self::File(file) => Some(file.length),
        }
    }
}

/// A file of JSON lines that is written to at its end.
struct Appended {
    file: File,
    length: u64,
}

impl Appended {
    fn write(&mut self, event: &Event) -> io::Result<()> {
        let mut line = serde_json::to_vec(event)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        self.length += line.len() as u64;
        Ok(())
    }
}

/// Opens the output, without what the state does not cover.
fn open(path: &Path, state: Option<&State>) -> Result<Appended, Failure> {
    let file = OpenOptions::new().create(true).append(true).open(path);
    let file = file.map_err(|error| unusable(path, &error))?;
    let held = file.metadata().map_err(|error| unusable(path, &error))?;
    let length = match state.map(|state| state.written) {
        Some(Some(covered)) if covered > held.len() => {
            return Err(Failure::Usage(format!(
                "{}: it is shorter than the state says; it is another file, or something else has cut it",
                path.display()
            )));
        }
        Some(Some(covered)) => covered,
        Some(None) => {
            return Err(Failure::Usage(format!(
                "the state is of a run without --out, so it does not say what of {} is whole; use another state file",
                path.display()
            )));
        }
        None => held.len(),
    };
    file.set_len(length)
        .map_err(|error| unusable(path, &error))?;
    Ok(Appended { file, length })
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
    written: Option<u64>,
) -> Result<(), Failure> {
    let state = State {
        org: org.to_owned(),
        cursor: cursor.clone(),
        written,
    };
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    let text = serde_json::to_vec(&state).map_err(|error| Failure::Failed(error.to_string()))?;
    fs::write(&beside, text)
        .and_then(|()| fs::rename(&beside, path))
        .map_err(|error| Failure::Failed(format!("{}: {error}", path.display())))
}

fn unusable(path: &Path, error: &io::Error) -> Failure {
    Failure::Usage(format!("{}: {error}", path.display()))
}
