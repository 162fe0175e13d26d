//! Searches issues, and prints them as they arrive.

use std::process::ExitCode;

use clap::Parser;
use examples::jira::Site;
use examples::outcome::{self, Failure};
use examples::output::{note, print, shown};
use jira_client::cloud::issues::Issue;
use jira_client::jql::{Direction, Jql};

/// Prints the issues that a query finds, one on each line, as they arrive.
///
/// Settings come from the environment or a file `.env`: JIRA_BASE_URL, JIRA_EMAIL, JIRA_API_TOKEN.
#[derive(Parser)]
#[allow(clippy::doc_markdown, reason = "this is the text of --help")]
#[command(version)]
struct Arguments {
    /// A query in JQL; open issues, those changed last first, unless given
    jql: Option<String>,
    /// How many issues to print at most
    #[arg(long, default_value_t = 50)]
    limit: usize,
    #[command(flatten)]
    site: Site,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    outcome::end("search-issues", search(Arguments::parse()).await)
}

async fn search(arguments: Arguments) -> Result<(), Failure> {
    let connection = arguments.site.connect().await?;
    let query = match arguments.jql {
        Some(text) => Jql::raw(text),
        None => Jql::field("resolution")
            .is_empty()
            .order_by("updated", Direction::Descending),
    };
    note(&format!("searching: {query}"));

    let search = connection.jira.search();
    let mut issues = search.issues(query.with_stable_order()).items();
    let mut printed = 0;
    while printed < arguments.limit
        && let Some(issue) = issues.next().await
    {
        print(&shown(&line(&issue?)?))?;
        printed += 1;
    }
    note(&format!("{printed} issues"));
    Ok(())
}

fn line(issue: &Issue) -> Result<String, Failure> {
    let key = issue
        .key
        .as_ref()
        .map_or(issue.id.as_str(), |key| key.as_str());
    let status = issue.fields.status()?.and_then(|status| status.name);
    let assignee = issue.fields.assignee()?.and_then(|user| user.display_name);
    Ok(format!(
        "{key:<10} {:<14} {:<20} {}",
        status.as_deref().unwrap_or("-"),
        assignee.as_deref().unwrap_or("nobody"),
        issue.fields.summary().unwrap_or_default(),
    ))
}
