//! Chores of the workspace that are more than one line of shell.

mod contract;
mod description;
mod features;
mod licences;
mod scaffold;
mod workspace;

use std::fmt;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Checks of this workspace, and drafts for it.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Compares every declared operation with Atlassian's own descriptions.
    Contract {
        /// The folder with the `OpenAPI` documents.
        #[arg(long, value_name = "DIR")]
        specs: PathBuf,
        /// Names what could not be compared, too.
        #[arg(long)]
        verbose: bool,
    },
    /// Prints draft declarations and models for one tag of an `OpenAPI` document.
    Scaffold {
        /// The `OpenAPI` document.
        #[arg(long, value_name = "FILE")]
        spec: PathBuf,
        /// The tag, as the document spells it; an unknown one lists them all.
        #[arg(long)]
        tag: String,
    },
    /// Checks licences, compiler versions and sources of all dependencies.
    Licences,
    /// Checks each library crate with none of its features and with each one alone.
    Features {
        /// Only these crates.
        #[arg(long, short, value_name = "CRATE")]
        package: Vec<String>,
    },
}

/// What a chore found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// All is as it should be.
    Clean,
    /// Something is to be put right; it was printed.
    Offended,
}

impl Verdict {
    fn of(clean: bool) -> Self {
        if clean { Self::Clean } else { Self::Offended }
    }
}

/// Why a chore could not be done at all.
#[derive(Debug)]
struct Failure(String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().chore {
        Chore::Contract { specs, verbose } => contract::run(&specs, verbose),
        Chore::Scaffold { spec, tag } => scaffold::run(&spec, &tag),
        Chore::Licences => licences::run(),
        Chore::Features { package } => features::run(&package),
    };
    match outcome {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::Offended) => ExitCode::from(1),
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(2)
        }
    }
}
