//! The audit logs of Jira and Confluence.

use std::path::PathBuf;
use std::time::Duration;

use atlassian_core::Timestamp;
use atlassian_integrations::licences::audit::{Audit, AuditRecord};
use clap::Args;
use examples::outcome::Failure;
use examples::output::{Rows, note};
use jira_client::cloud::Jira;

use crate::{General, follow};

pub(crate) const COLUMNS: &[&str] = &["time", "log", "what", "to what", "changes", "by"];

/// Which records, and whether to wait for more.
#[derive(Args)]
#[allow(clippy::doc_markdown, reason = "this is the text of --help")]
pub(crate) struct Wanted {
    /// Not before this moment: 2026-11-01, or 2026-11-01T10:00:00Z
    #[arg(long, value_name = "TIME", value_parser = moment, conflicts_with = "follow")]
    from: Option<Timestamp>,
    /// Not after this moment
    #[arg(long, value_name = "TIME", value_parser = moment, conflicts_with = "follow")]
    to: Option<Timestamp>,
    /// Only with this in one of their texts
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// Write what is new from now on, the oldest first, until Ctrl-C
    #[arg(long)]
    follow: bool,
    /// Keep in this file how far the logs were followed, and go on from there
    #[arg(long, value_name = "FILE", requires = "follow")]
    pub(crate) state: Option<PathBuf>,
    /// How many seconds to wait between two looks
    #[arg(long, value_name = "SECONDS", default_value_t = 30, requires = "follow",
        value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(crate) interval: u64,
}

fn moment(text: &str) -> Result<Timestamp, String> {
    let time = Timestamp::new(text);
    match time.epoch_millis() {
        Some(_) => Ok(time),
        None => Err(
            "a date like 2026-11-01, or a time with its zone like 2026-11-01T10:00:00Z".to_owned(),
        ),
    }
}

pub(crate) async fn audit(general: &General, wanted: &Wanted) -> Result<(), Failure> {
    let site = general.site().await?;
    let mut audit = Audit::of(site.source.clone());
    if let Some(text) = &wanted.text {
        audit = audit.text(text);
    }
    if wanted.follow {
        if general.demo {
            tokio::spawn(happenings(site.jira.clone()));
        }
        return follow::follow(&site, &audit, wanted, general.format).await;
    }
    if let Some(from) = &wanted.from {
        audit = audit.from(from.clone());
    }
    if let Some(to) = &wanted.to {
        audit = audit.to(to.clone());
    }
    let log = tokio::select! {
        log = audit.read() => log?,
        Ok(()) = tokio::signal::ctrl_c() => {
            return Err(Failure::Interrupted("nothing was written"));
        }
    };
    let mut rows = Rows::new(general.format, COLUMNS);
    for record in &log.records {
        if !rows.push(record, cells)? {
            break;
        }
    }
    rows.finish()?;
    for text in &log.notes {
        note(&format!("note: {text}"));
    }
    Ok(())
}

/// On a simulated site nothing would ever be new.
async fn happenings(jira: Jira) {
    for at in 1.. {
        tokio::time::sleep(Duration::from_secs(2)).await;
        let create = jira.groups().create(format!("demo-group-{at}"));
        if create.send().await.is_err() {
            return;
        }
    }
}

pub(crate) fn cells(record: &AuditRecord) -> Vec<String> {
    let changes = record
        .changes
        .iter()
        .map(|change| format!("{}: {:?} to {:?}", change.field, change.from, change.to));
    let id = record.account_id.as_ref().map(|id| id.as_str().to_owned());
    vec![
        record.at.as_str().to_owned(),
        record.origin.name().to_owned(),
        record.summary.clone(),
        record.objects.join(", "),
        changes.collect::<Vec<_>>().join("; "),
        record.name.clone().or(id).unwrap_or_default(),
    ]
}
