//! An organization on the command line: its people, domains, audit log, and the key that all of it is read with.

mod connection;
mod events;
mod follow;
mod key;
mod listings;
mod people;
mod single;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use examples::outcome::{self, Failure};
use examples::output::Format;

use connection::Connection;

const PROGRAM: &str = "org-explorer";

/// Looks into an Atlassian organization: people, domains, audit log. It changes nothing.
///
/// Settings come from the environment or a file `.env`: ATLASSIAN_ORG_ID, ATLASSIAN_ADMIN_API_KEY, and
/// ATLASSIAN_API_URL for another address than https://api.atlassian.com. The key is made at admin.atlassian.com under
/// Settings > API keys; it lives for a week unless made for longer. `key-status` says how it is.
///
/// Exit codes: 0 done; 1 something failed, or a key wants attention; 2 wrong usage or bad input; 130 interrupted.
#[derive(Parser)]
#[allow(
    clippy::doc_markdown,
    rustdoc::bare_urls,
    reason = "this is the text of --help"
)]
#[command(name = PROGRAM, version, verbatim_doc_comment)]
struct Arguments {
    /// Use a simulated organization: no account and no network needed
    #[arg(long, global = true)]
    demo: bool,
    /// How many accounts the simulated site has, up to 1000000; some of them are in no listing of people
    #[arg(long, global = true, value_name = "N", default_value_t = 500,
        value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    demo_users: u32,
    /// How to write rows
    #[arg(long, global = true, value_enum, default_value_t)]
    format: Format,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
#[allow(clippy::doc_markdown, reason = "this is the text of --help")]
enum Command {
    /// List the organizations that the key belongs to
    Orgs,
    /// Show the organization
    Org,
    /// List the people of all directories
    Users(people::Filters),
    /// List the domains of the organization
    Domains,
    /// Show one domain
    Domain {
        /// The id of the domain
        id: String,
    },
    /// List events of the audit log, the newest first; or follow it
    Events(events::Wanted),
    /// Show one event
    Event {
        /// The id of the event
        id: String,
    },
    /// List the people with access to Confluence, by the way of the organization
    ConfluenceUsers,
    /// Check the key: valid, which scopes it lacks, and when it ends
    KeyStatus(key::Wanted),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let result = match runtime {
        Ok(runtime) => runtime.block_on(carry_out(arguments)),
        Err(error) => Err(error.into()),
    };
    outcome::end(PROGRAM, result)
}

async fn carry_out(arguments: Arguments) -> Result<(), Failure> {
    let format = arguments.format;
    if let Command::Events(wanted) = &arguments.command {
        wanted.check(format)?;
    }
    let demo = arguments.demo.then_some(arguments.demo_users);
    let connection = Connection::new(demo).await?;
    match arguments.command {
        Command::Orgs => listings::orgs(&connection, format).await,
        Command::Org => single::org(&connection, format).await,
        Command::Users(filters) => people::users(&connection, filters, format).await,
        Command::Domains => listings::domains(&connection, format).await,
        Command::Domain { id } => single::domain(&connection, &id, format).await,
        Command::Events(wanted) => events::events(&connection, wanted, format).await,
        Command::Event { id } => single::event(&connection, &id, format).await,
        Command::ConfluenceUsers => people::of_confluence(&connection, format).await,
        Command::KeyStatus(wanted) => key::status(&connection, &wanted, format).await,
    }
}
