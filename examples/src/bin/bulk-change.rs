//! Changes many issues in one background task.

use std::process::ExitCode;

use clap::Parser;
use examples::jira::Site;
use examples::outcome::{self, Failure};
use examples::output::{note, print};
use jira_client::cloud::issue_bulk::{BulkEdit, Choice};
use jira_client::jql::Jql;

/// The most issues that one task takes.
const MOST: usize = 1000;

/// Adds a label to all issues that a query finds, and tells what became of each of them.
///
/// Nothing is changed without --apply. Settings come from the environment or a file `.env`: JIRA_BASE_URL, JIRA_EMAIL,
/// JIRA_API_TOKEN.
#[derive(Parser)]
#[allow(clippy::doc_markdown, reason = "this is the text of --help")]
#[command(version)]
struct Arguments {
    /// A query in JQL
    #[arg(default_value = "project = ACME AND resolution IS EMPTY")]
    jql: String,
    /// The label
    #[arg(long, default_value = "reviewed")]
    label: String,
    /// Change the issues; without it they are only counted
    #[arg(long)]
    apply: bool,
    #[command(flatten)]
    site: Site,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    outcome::end("bulk-change", change(Arguments::parse()).await)
}

async fn change(arguments: Arguments) -> Result<(), Failure> {
    let connection = arguments.site.connect().await?;
    let jira = &connection.jira;
    let found = jira
        .search()
        .ids(Jql::raw(arguments.jql))
        .items()
        .collect()
        .await?;
    print(&format!(
        "{} issues are to get the label {}",
        found.len(),
        arguments.label
    ))?;
    if !arguments.apply {
        note("nothing was changed; --apply does it");
        return Ok(());
    }

    let bulk = jira.issue_bulk();
    let mut refused = 0;
    for issues in found.chunks(MOST) {
        let edit = BulkEdit::of(issues.iter().map(|issue| &issue.id))
            .labels("labels", Choice::Add, [&*arguments.label])
            .without_mail();
        let task = bulk.edit(edit).send().await?.task_id;
        let done = bulk.wait(task).finish().await?;
        print(&format!(
            "{} issues were changed",
            done.processed_accessible_issues.len()
        ))?;
        for (issue, reasons) in &done.failed_accessible_issues {
            print(&format!("{issue} was not: {}", reasons.join("; ")))?;
        }
        refused += done.failed_accessible_issues.len();
    }
    if refused > 0 {
        return Err(Failure::Told);
    }
    Ok(())
}
