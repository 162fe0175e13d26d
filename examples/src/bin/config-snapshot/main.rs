//! Configuration and identity snapshots of a Jira Cloud site in a SQLite file.

mod audit;
mod show;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use atlassian_integrations::snapshot::{
    Database, DatabaseError, Progress, Report, Script, Snapshot,
};
use clap::{Parser, Subcommand};
use examples::outcome::{self, Failure};
use examples::output::{note, print, report};
use examples::progress::Steps;
use examples::site::Site;
use serde_json::{Value, json};

const PROGRAM: &str = "config-snapshot";

/// Snapshots of the users, groups, roles, settings and API tokens of a Jira Cloud site, in a SQLite file.
///
/// Settings come from the environment or a file `.env`: JIRA_BASE_URL, JIRA_EMAIL, JIRA_API_TOKEN; for the API tokens
/// of the organization also ATLASSIAN_ORG_ID and ATLASSIAN_ADMIN_API_KEY; ATLASSIAN_API_URL for another gateway than
/// https://api.atlassian.com.
///
/// Exit codes: 0 done, skipped parts included; 1 a core check or a script failed, and nothing was stored; 2 wrong usage
/// or bad input.
#[derive(Parser)]
#[allow(
    clippy::doc_markdown,
    rustdoc::bare_urls,
    reason = "this is the text of --help"
)]
#[command(name = PROGRAM, version, verbatim_doc_comment)]
struct Arguments {
    /// Use a simulated site: no account and no network needed
    #[arg(long, global = true)]
    demo: bool,
    /// How many accounts the simulated site has, up to 1000000; as on real sites, some of them are hidden
    #[arg(long, global = true, value_name = "N", default_value_t = 500, value_parser = demo_size)]
    demo_users: usize,
    /// The database
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        default_value = "config-snapshot.sqlite"
    )]
    database: PathBuf,
    /// Print JSON, and nothing else, on stdout
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
#[allow(clippy::doc_markdown, reason = "this is the text of --help")]
enum Command {
    /// Check the settings and what the credentials may read
    Health,
    /// Take a snapshot
    Run {
        /// Only these scripts: users, groups, group-members, application-roles, settings, api-tokens
        #[arg(long, value_name = "NAMES", value_delimiter = ',', num_args = 1)]
        scripts: Vec<Script>,
        /// How many snapshots of each table to keep, the new one included; one without rows removes the older ones
        #[arg(long, value_name = "N", default_value_t = 1, value_parser = at_least_one)]
        keep: usize,
    },
    /// Print the latest snapshot of a table
    Show {
        /// The table or its script, such as jira_users or users
        table: Script,
        /// How many rows; 20 unless given, all with --json
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
    /// List API tokens that are stale, never expire, or belong to inactive people
    AuditTokens {
        /// How many days without use make a token stale
        #[arg(long, value_name = "N", default_value_t = 90)]
        stale_days: u32,
    },
    /// List administrators, by the names of their groups, and groups without members
    AuditGroups,
}

fn demo_size(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number @ 1..=1_000_000) => Ok(number),
        _ => Err("a number from 1 to 1000000".to_owned()),
    }
}

fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("at least one snapshot has to be kept: the new one".to_owned()),
        Ok(number) => Ok(number),
        Err(_) => Err("not a number".to_owned()),
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let result = match runtime {
        Ok(runtime) => runtime.block_on(carry_out(&arguments)),
        Err(error) => Err(error.into()),
    };
    if let (true, Err(Failure::Failed(text) | Failure::Usage(text))) = (arguments.json, &result) {
        let _ = print(&json!({ "ok": false, "error": text }).to_string());
    }
    outcome::end(PROGRAM, result)
}

async fn carry_out(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.command {
        Command::Health => health(arguments).await,
        Command::Run { scripts, keep } => run(arguments, scripts, *keep).await,
        Command::Show { table, limit } => {
            show::latest(&database(arguments)?, *table, *limit, arguments.json)
        }
        Command::AuditTokens { stale_days } => {
            audit::tokens(&database(arguments)?, *stale_days, arguments.json)
        }
        Command::AuditGroups => audit::groups(&database(arguments)?, arguments.json),
    }
}

async fn site(arguments: &Arguments) -> Result<Site, Failure> {
    if arguments.demo {
        Site::demo(PROGRAM, arguments.demo_users).await
    } else {
        Site::of_settings(PROGRAM)
    }
}

async fn health(arguments: &Arguments) -> Result<(), Failure> {
    let health = site(arguments).await?.source.health().await;
    if arguments.json {
        print(&json!({ "ok": health.is_ok(), "checks": health.checks }).to_string())?;
    } else {
        let rows = health.checks.iter().map(|check| {
            let status = check.status.name().to_owned();
            [check.name.to_owned(), status, check.detail.clone()]
        });
        print(&report(["check", "result", "detail"], rows))?;
    }
    if health.is_ok() {
        Ok(())
    } else {
        note("a core check failed: see above for what to change");
        Err(Failure::Told)
    }
}

async fn run(arguments: &Arguments, scripts: &[Script], keep: usize) -> Result<(), Failure> {
    let site = site(arguments).await?;
    let steps = Arc::new(Steps::default());
    let storing = Arc::new(AtomicBool::new(false));
    let mut snapshot = Snapshot::of(site.source.clone()).keep(keep).on_progress({
        let (steps, storing) = (Arc::clone(&steps), Arc::clone(&storing));
        move |progress| match progress {
            Progress::Started(script) => steps.started(script.name()),
            Progress::Read(_, rows) => steps.at(rows),
            Progress::Finished(report) => {
                steps.finished(report.script.name(), report.rows, report.seconds);
            }
            Progress::Storing => storing.store(true, Ordering::Relaxed),
            _ => {}
        }
    });
    if !scripts.is_empty() {
        snapshot = snapshot.scripts(scripts.iter().copied());
    }
    let result = {
        let mut running = std::pin::pin!(snapshot.run(&arguments.database));
        tokio::select! {
            result = &mut running => result,
            Ok(()) = tokio::signal::ctrl_c() => {
                if !storing.load(Ordering::Relaxed) {
                    return Err(Failure::Interrupted("the snapshot before this run is as it was"));
                }
                running.await
            }
        }
    };
    // Takes the progress off the screen before anything else is written to it.
    drop((snapshot, steps));
    let report = result?;
    print(&summary(&report, arguments.json))?;
    Ok(())
}

fn summary(made: &Report, as_json: bool) -> String {
    if as_json {
        let scripts: Vec<Value> = made
            .scripts
            .iter()
            .map(|script| {
                json!({
                    "script": script.script,
                    "table": script.script.table(),
                    "rows": script.rows,
                    "note": script.note,
                    "seconds": script.seconds,
                })
            })
            .collect();
        return json!({
            "ok": true,
            "run_at": made.run_at,
            "database": made.database.display().to_string(),
            "scripts": scripts,
        })
        .to_string();
    }
    let rows = made.scripts.iter().map(|script| {
        [
            script.script.table().to_owned(),
            script.rows.to_string(),
            format!("{:.1}", script.seconds),
            script.note.clone(),
        ]
    });
    let table = report(["table", "rows", "seconds", "note"], rows);
    format!(
        "{table}\nsnapshot {} in {}",
        made.run_at,
        made.database.display()
    )
}

fn database(arguments: &Arguments) -> Result<Database, Failure> {
    match Database::open(&arguments.database) {
        Err(error @ DatabaseError::Missing { .. }) => Err(Failure::Usage(format!(
            "{error}: `{PROGRAM} run`, or `{PROGRAM} --demo run`"
        ))),
        result => Ok(result?),
    }
}
