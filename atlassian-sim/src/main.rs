//! `atlassian-sim serve`: the simulator as a program.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use atlassian_sim::{LoadError, Scenario, Sim};
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
    /// Issues of the site; by default five for each account, and never more than 250,000.
    #[arg(long)]
    issues: Option<usize>,
    /// The same seed always gives the same site.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Holds every answer back this long.
    #[arg(long)]
    latency_ms: Option<u64>,
    /// The largest file that can be attached, in MiB; 10 by default. Files are kept in memory.
    #[arg(long, value_name = "MIB")]
    upload_limit: Option<usize>,
    /// A file that says what shall go wrong: clock, latency, limits and faults, as JSON.
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// A file of real issues, a JSON object on each line, which come on top of the generated ones;
    /// may be given several times.
    #[arg(long, value_name = "FILE")]
    load: Vec<PathBuf>,
    /// Where the state is kept: loaded if the file is there, and saved on Ctrl-C. A loaded site has
    /// the accounts and the groups it was saved with.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
}

fn main() -> ExitCode {
    let Command::Serve(options) = Cli::parse().command;
    let scenario = match options.scenario.as_deref().map(read).transpose() {
        Ok(scenario) => scenario,
        Err(wrong) => {
            let _ = writeln!(io::stderr(), "atlassian-sim: {wrong}");
            return ExitCode::from(2);
        }
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let served = runtime.and_then(|runtime| runtime.block_on(serve(&options, scenario)));
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "atlassian-sim: {error}");
            match error.get_ref() {
                Some(inner) if inner.is::<LoadError>() => ExitCode::from(2),
                _ => ExitCode::FAILURE,
            }
        }
    }
}

/// The scenario in a file, or what is wrong with it.
fn read(path: &Path) -> Result<Scenario, String> {
    let shown = path.display();
    let text = fs::read_to_string(path)
        .map_err(|error| format!("the scenario {shown} cannot be read: {error}"))?;
    Scenario::from_json(&text).map_err(|error| {
        format!(
            "{shown}: {error}\nCorrect the file; its fields are described in the README of \
             atlassian-sim, under \"Scenario\"."
        )
    })
}

async fn serve(options: &Serve, scenario: Option<Scenario>) -> io::Result<()> {
    let mut builder = Sim::builder()
        .users(options.users)
        .seed(options.seed)
        .port(options.port)
        .gateway_port(options.gateway_port);
    if let Some(scenario) = scenario {
        builder = builder.scenario(scenario);
    }
    if let Some(ms) = options.latency_ms {
        builder = builder.latency(Duration::from_millis(ms));
    }
    if let Some(mib) = options.upload_limit {
        builder = builder.upload_limit(mib.saturating_mul(1024 * 1024));
    }
    if let Some(groups) = options.groups {
        builder = builder.groups(groups);
    }
    if let Some(issues) = options.issues {
        builder = builder.issues(issues);
    }
    if let Some(path) = options.state.as_deref().filter(|path| path.exists()) {
        builder = builder.load_state(path);
    }
    for file in &options.load {
        builder = builder.load_issues(file);
    }
    let sim = builder.start().await?;
    announce(&sim)?;
    tokio::signal::ctrl_c().await?;
    match &options.state {
        Some(path) => sim.save(path),
        None => Ok(()),
    }
}

/// The address and the credentials, ready to be pasted into a shell.
fn announce(sim: &Sim) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "atlassian-sim listens on {}", sim.url())?;
    for (name, value) in sim.environment() {
        writeln!(out, "export {name}={value}")?;
    }
    out.flush()
}
