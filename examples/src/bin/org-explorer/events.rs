//! Events of the audit log.

use std::path::PathBuf;

use atlassian_admin::Timestamp;
use atlassian_admin::events::Event;
use clap::Args;
use examples::outcome::Failure;
use examples::output::{Format, Rows};

use crate::connection::Connection;
use crate::follow;
use crate::listings::{text, write};

pub(crate) const COLUMNS: &[&str] = &["id", "time", "action", "actor", "email", "ip", "what"];

/// Which events, and whether to go on with those to come.
#[derive(Args)]
#[allow(clippy::doc_markdown, reason = "this is the text of --help")]
pub(crate) struct Wanted {
    /// Not before this moment: 2026-11-01, or 2026-11-01T10:00:00Z
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) from: Option<i64>,
    /// Not after this moment
    #[arg(long, value_name = "TIME", value_parser = moment, conflicts_with = "follow")]
    to: Option<i64>,
    /// Only of this kind, such as user_added_to_group
    #[arg(long, value_name = "ACTION", conflicts_with = "follow")]
    action: Option<String>,
    /// Only by these accounts
    #[arg(
        long,
        value_name = "IDS",
        value_delimiter = ',',
        conflicts_with = "follow"
    )]
    actor: Vec<String>,
    /// Only that mention this
    #[arg(long, value_name = "TEXT", conflicts_with = "follow")]
    query: Option<String>,
    /// No more than so many
    #[arg(long, value_name = "N", conflicts_with = "follow")]
    limit: Option<u64>,
    /// Write all events in the order in which they were processed, and wait for those to come, until Ctrl-C
    #[arg(long)]
    follow: bool,
    /// Keep in this file how far the log was read, and go on from there
    #[arg(long, value_name = "FILE", requires = "follow")]
    pub(crate) state: Option<PathBuf>,
    /// Write to this file, JSON lines: with --state each event stands in it once, whatever happens to this program
    #[arg(long, value_name = "FILE", requires = "follow")]
    pub(crate) out: Option<PathBuf>,
    /// How many seconds to wait when there is nothing new
    #[arg(long, value_name = "SECONDS", default_value_t = 60, requires = "follow",
        value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(crate) interval: u64,
    /// Stop at the end of the log instead of waiting
    #[arg(long, requires = "follow")]
    pub(crate) once: bool,
}

impl Wanted {
    /// What the options cannot say of one another.
    pub(crate) fn check(&self, format: Format) -> Result<(), Failure> {
        if self.out.is_some() && format == Format::Csv {
            return Err(Failure::Usage(
                "--out writes JSON lines; leave out --format csv".to_owned(),
            ));
        }
        Ok(())
    }
}

fn moment(text: &str) -> Result<i64, String> {
    Timestamp::new(text).epoch_millis().ok_or_else(|| {
        "a date like 2026-11-01, or a time with its zone like 2026-11-01T10:00:00Z".to_owned()
    })
}

pub(crate) async fn events(
    connection: &Connection,
    wanted: Wanted,
    format: Format,
) -> Result<(), Failure> {
    if wanted.follow {
        return follow::follow(connection, &wanted, format).await;
    }
    let mut call = connection.admin.events().list(&connection.org);
    if let Some(from) = wanted.from {
        call = call.from(from);
    }
    if let Some(to) = wanted.to {
        call = call.to(to);
    }
    if let Some(action) = wanted.action {
        call = call.action(action);
    }
    if !wanted.actor.is_empty() {
        call = call.actor(wanted.actor);
    }
    if let Some(query) = wanted.query {
        call = call.query(query);
    }
    write(
        call.items(),
        Rows::new(format, COLUMNS),
        cells,
        wanted.limit,
    )
    .await
}

pub(crate) fn cells(event: &Event) -> Vec<String> {
    let attributes = event.attributes.as_ref();
    let actor = attributes.and_then(|attributes| attributes.actor.as_ref());
    let location = attributes.and_then(|attributes| attributes.location.as_ref());
    let message = event.message.as_ref();
    vec![
        event.id.to_string(),
        text(attributes.and_then(|attributes| attributes.time.as_ref())),
        text(attributes.and_then(|attributes| attributes.action.as_ref())),
        text(actor.and_then(|actor| actor.name.as_ref().or(actor.id.as_ref()))),
        text(actor.and_then(|actor| actor.email.as_ref())),
        text(location.and_then(|location| location.ip.as_ref())),
        text(message.and_then(|message| message.content.as_ref())),
    ]
}
