//! What became of the work of a sprint.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::Parser;
use examples::jira::Site;
use examples::outcome::{self, Failure};
use examples::output::{print, report};
use jira_client::cloud::sprints::SprintState;

/// Prints how many issues and points of each active sprint of a board are to do, in progress and done.
///
/// Settings come from the environment or a file `.env`: JIRA_BASE_URL, JIRA_EMAIL, JIRA_API_TOKEN.
#[derive(Parser)]
#[allow(clippy::doc_markdown, reason = "this is the text of --help")]
#[command(version)]
struct Arguments {
    /// The id of a scrum board, as in the address of its page
    #[arg(default_value = "1")]
    board: String,
    #[command(flatten)]
    site: Site,
}

/// What there is in one category of statuses.
#[derive(Default)]
struct Work {
    issues: usize,
    points: f64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    outcome::end("sprint-report", run(Arguments::parse()).await)
}

async fn run(arguments: Arguments) -> Result<(), Failure> {
    let connection = arguments.site.connect().await?;
    let (boards, sprints) = (connection.jira.boards(), connection.jira.sprints());
    // Each board says itself which field holds its estimates.
    let configuration = boards.configuration(&*arguments.board).send().await?;
    let estimate = configuration
        .estimation
        .and_then(|estimation| estimation.field);

    let active = boards
        .sprints(&*arguments.board)
        .state([SprintState::Active])
        .items();
    let active = active.collect().await?;
    if active.is_empty() {
        print("no sprint of this board is active")?;
    }
    for sprint in active {
        let mut work: BTreeMap<String, Work> = BTreeMap::new();
        let mut issues = sprints.issues(&sprint.id).items();
        while let Some(issue) = issues.next().await {
            let fields = issue?.fields;
            let category = fields
                .status()?
                .and_then(|status| status.status_category?.name);
            let entry = work
                .entry(category.unwrap_or_else(|| "unknown".to_owned()))
                .or_default();
            entry.issues += 1;
            if let Some(field) = &estimate {
                entry.points += fields
                    .get(&field.field_id)
                    .and_then(serde_json::Value::as_f64)
                    .unwrap_or(0.0);
            }
        }
        let ends = sprint
            .end_date
            .map_or_else(String::new, |end| format!(", ends {end}"));
        print(&format!("{}{ends}", sprint.name.unwrap_or_default()))?;
        let rows = work
            .into_iter()
            .map(|(category, work)| [category, work.issues.to_string(), work.points.to_string()]);
        print(&report(
            ["status", "issues", "points"],
            rows.collect::<Vec<_>>(),
        ))?;
    }
    Ok(())
}
