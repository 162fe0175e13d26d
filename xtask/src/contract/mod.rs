//! Compares what the crates declare with what Atlassian describes.

mod answer;
mod apis;
mod body;
mod check;
mod disagreement;
mod known;
mod report;
#[cfg(test)]
mod tests;

use std::path::Path;

use crate::description::Description;
use crate::{Failure, Verdict};

use apis::Api;
use check::Findings;

pub(crate) use body::described_fields;
pub(crate) use check::placeholders;

/// Checks every API against the descriptions in a folder, and prints what came out.
pub(crate) fn run(folder: &Path, verbose: bool) -> Result<Verdict, Failure> {
    if !folder.is_dir() {
        return Err(Failure(format!("{} is no folder", folder.display())));
    }
    let mut checks = Vec::new();
    for api in apis::all() {
        checks.push(Check::of(api, folder)?);
    }
    if checks.iter().all(|check| check.descriptions.is_empty()) {
        return Err(Failure(format!(
            "{} has no description that is known here",
            folder.display()
        )));
    }
    let dead = known::settle(&mut checks, known::DIFFERENCES);
    print!("{}", report::table(&checks));
    for line in report::lines(&checks, &dead, verbose) {
        println!("{line}");
    }
    let clean = dead.is_empty() && checks.iter().all(Check::is_clean);
    Ok(Verdict::of(clean))
}

/// One API, its descriptions, and what the comparison found.
#[derive(Debug)]
struct Check {
    api: Api,
    descriptions: Vec<Description>,
    /// Descriptions that the folder lacks.
    absent: Vec<&'static str>,
    findings: Findings,
}

impl Check {
    fn of(api: Api, folder: &Path) -> Result<Self, Failure> {
        let mut descriptions = Vec::new();
        let mut absent = Vec::new();
        for file in api.files {
            let path = folder.join(file);
            if path.is_file() {
                descriptions.push(Description::read(&path)?.without(api.address));
            } else {
                absent.push(*file);
            }
        }
        Ok(Self::with(api, descriptions, absent))
    }

    fn with(api: Api, descriptions: Vec<Description>, absent: Vec<&'static str>) -> Self {
        let findings = check::all(&api.operations, &descriptions);
        Self {
            api,
            descriptions,
            absent,
            findings,
        }
    }

    /// Everything agrees, and there was something to agree.
    fn is_clean(&self) -> bool {
        self.findings.disagreements.is_empty() && !self.api.operations.is_empty()
    }
}
