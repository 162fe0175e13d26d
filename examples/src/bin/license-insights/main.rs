//! Who uses Jira and Confluence, and which licences are really needed.

mod audit;
mod follow;
mod page;
mod reading;
mod removal;
mod seats;
mod users;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use examples::outcome::{self, Failure};
use examples::output::{Format, Rows, note};
use examples::site::Site;

const PROGRAM: &str = "license-insights";

/// Who uses Jira and Confluence Cloud, which licences are paid, and which are needed.
///
/// Settings come from the environment or a file `.env`: JIRA_BASE_URL, JIRA_EMAIL, JIRA_API_TOKEN; to know when people
/// were last active also ATLASSIAN_ORG_ID and ATLASSIAN_ADMIN_API_KEY; ATLASSIAN_API_URL for another gateway than
/// https://api.atlassian.com.
///
/// Exit codes: 0 done, parts that could not be read included; 1 something failed, or a check did; 2 wrong usage or bad
/// input; 130 interrupted.
#[derive(Parser)]
#[allow(
    clippy::doc_markdown,
    rustdoc::bare_urls,
    reason = "this is the text of --help"
)]
#[command(name = PROGRAM, version, verbatim_doc_comment)]
struct Arguments {
    #[command(flatten)]
    general: General,
    #[command(subcommand)]
    command: Command,
}

#[derive(Args)]
struct General {
    /// Use a simulated site: no account and no network needed
    #[arg(long, global = true)]
    demo: bool,
    /// How many accounts the simulated site has, up to 1000000
    #[arg(long, global = true, value_name = "N", default_value_t = 500,
        value_parser = clap::value_parser!(u32).range(8..=1_000_000))]
    demo_users: u32,
    /// How to write rows
    #[arg(long, global = true, value_enum, default_value_t)]
    format: Format,
}

#[derive(Subcommand)]
enum Command {
    /// Check the settings, the permissions, and what else can be read
    Check,
    /// List people and their products, with their last use
    Users(users::Shown),
    /// Count seats: paid, in use, needed, to be freed
    Licenses(reading::Judging),
    /// Read the audit logs of Jira and Confluence, the newest first; or follow them
    Audit(audit::Wanted),
    /// Take access from a person; only shows what it would do unless told to
    Remove(removal::Removal),
    /// Undo what a journal says was done
    Undo(removal::Undo),
    /// Write a page for people to read
    Report(page::Target),
}

impl General {
    async fn site(&self) -> Result<Site, Failure> {
        if self.demo {
            let users = usize::try_from(self.demo_users).unwrap_or(usize::MAX);
            Site::demo(PROGRAM, users).await
        } else {
            Site::of_settings(PROGRAM)
        }
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
    outcome::end(PROGRAM, result)
}

async fn carry_out(arguments: &Arguments) -> Result<(), Failure> {
    let general = &arguments.general;
    match &arguments.command {
        Command::Check => check(general).await,
        Command::Users(wanted) => users::users(general, wanted).await,
        Command::Licenses(wanted) => seats::licenses(general, wanted).await,
        Command::Audit(wanted) => audit::audit(general, wanted).await,
        Command::Remove(wanted) => removal::remove(general, wanted).await,
        Command::Undo(wanted) => removal::undo(general, wanted).await,
        Command::Report(wanted) => page::report(general, wanted).await,
    }
}

async fn check(general: &General) -> Result<(), Failure> {
    let site = general.site().await?;
    let health = atlassian_integrations::licences::check(&site.source).await;
    let mut rows = Rows::new(general.format, &["check", "result", "detail"]);
    for check in &health.checks {
        rows.push(check, |check| {
            let status = check.status.name().to_owned();
            vec![check.name.to_owned(), status, check.detail.clone()]
        })?;
    }
    rows.finish()?;
    if health.is_ok() {
        Ok(())
    } else {
        note("a core check failed: see above for what to change");
        Err(Failure::Told)
    }
}
