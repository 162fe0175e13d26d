//! Following the audit logs through whatever happens to this program.
//!
//! With `--state FILE` no record is missed: each is written, then the state. A program that is killed in between writes
//! that one record again.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use atlassian_integrations::licences::audit::{Audit, AuditPosition};
use examples::outcome::Failure;
use examples::output::{Format, Rows, note};
use examples::site::Site;
use examples::whole;
use serde::{Deserialize, Serialize};

use crate::audit::{COLUMNS, Wanted, cells};

/// What the state file holds.
#[derive(Serialize, Deserialize)]
struct State {
    /// The site whose logs these are.
    site: String,
    position: AuditPosition,
}

pub(crate) async fn follow(
    site: &Site,
    audit: &Audit,
    wanted: &Wanted,
    format: Format,
) -> Result<(), Failure> {
    let stored = match &wanted.state {
        Some(path) => load(path, &site.name)?,
        None => None,
    };
    let ended = || {
        Failure::Interrupted(if wanted.state.is_some() {
            "the same command goes on from here"
        } else {
            "with --state FILE it could go on from here"
        })
    };
    let position = if let Some(position) = stored {
        position
    } else {
        tokio::select! {
            position = audit.position() => position?,
            Ok(()) = tokio::signal::ctrl_c() => return Err(ended()),
        }
    };
    let store = |position: &AuditPosition| match &wanted.state {
        Some(path) => store(path, &site.name, position),
        None => Ok(()),
    };
    store(&position)?;
    let follow = audit.follow(position);
    let mut follow = follow.with_interval(Duration::from_secs(wanted.interval));
    let mut rows = Rows::new(format, COLUMNS);
    let mut said = 0;
    note("following, until Ctrl-C");
    loop {
        let record = tokio::select! {
            record = follow.next() => record?,
            Ok(()) = tokio::signal::ctrl_c() => return Err(ended()),
        };
        for text in follow.notes().iter().skip(said) {
            note(&format!("note: {text}"));
        }
        said = follow.notes().len();
        // Whoever reads along sees it now.
        if !(rows.push(&record, cells)? && rows.flush()?) {
            return Ok(());
        }
        store(follow.position())?;
    }
}

fn load(path: &Path, site: &str) -> Result<Option<AuditPosition>, Failure> {
    let wrong = |what: String| Failure::Usage(format!("{}: {what}", path.display()));
    let text = match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        text => text.map_err(|error| wrong(error.to_string()))?,
    };
    let state: State =
        serde_json::from_slice(&text).map_err(|error| wrong(format!("it is no state: {error}")))?;
    if state.site != site {
        return Err(wrong(format!(
            "it is the state of another site, {}",
            state.site
        )));
    }
    Ok(Some(state.position))
}

fn store(path: &Path, site: &str, position: &AuditPosition) -> Result<(), Failure> {
    let state = State {
        site: site.to_owned(),
        position: position.clone(),
    };
    let text = serde_json::to_vec(&state).map_err(|error| Failure::Failed(error.to_string()))?;
    whole::write(path, &text)
}
