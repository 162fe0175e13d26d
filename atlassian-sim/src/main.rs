//! `atlassian-sim serve`: the simulator as a program.

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use atlassian_sim::Sim;
use clap::{Args, Parser, Subcommand};

/// A stateful Atlassian in memory.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves a generated site until Ctrl-C.
    Serve(Serve),
}

#[derive(Debug, Args)]
struct Serve {
    /// Port of the site; 0 takes any free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Port of the gateway, which plays api.atlassian.com; 0 takes any free one.
    #[arg(long, default_value_t = 0)]
    gateway_port: u16,
    /// Accounts of the site.
    #[arg(long, default_value_t = 50)]
    users: usize,
    /// Groups of the site; by default one for each 40 accounts, between 12 and 500.
    #[arg(long)]
    groups: Option<usize>,
    /// The same seed always gives the same site.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Holds every answer back this long.
    #[arg(long, default_value_t = 0)]
    latency_ms: u64,
}

fn main() -> ExitCode {
    let Command::Serve(options) = Cli::parse().command;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let served = runtime.and_then(|runtime| runtime.block_on(serve(&options)));
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "atlassian-sim: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(options: &Serve) -> io::Result<()> {
    let mut builder = Sim::builder()
        .users(options.users)
        .seed(options.seed)
        .latency(Duration::from_millis(options.latency_ms))
        .port(options.port)
        .gateway_port(options.gateway_port);
    if let Some(groups) = options.groups {
        builder = builder.groups(groups);
    }
    let sim = builder.start().await?;
    announce(&sim)?;
    tokio::signal::ctrl_c().await
}

/// The address and the credentials, ready to be pasted into a shell.
fn announce(sim: &Sim) -> io::Result<()> {
    let admin = sim.admin();
    let mut out = io::stdout().lock();
    writeln!(out, "atlassian-sim listens on {}", sim.url())?;
    for (name, value) in [
        ("JIRA_BASE_URL", sim.url()),
        ("JIRA_EMAIL", &admin.email),
        ("JIRA_API_TOKEN", &admin.token),
        ("ATLASSIAN_ORG_ID", sim.org_id()),
        ("ATLASSIAN_ADMIN_API_KEY", &sim.org_key()),
        ("ATLASSIAN_API_URL", sim.gateway_url()),
    ] {
        writeln!(out, "export {name}={value}")?;
    }
    out.flush()
}
