//! Creates an issue with rich text.

use std::process::ExitCode;

use clap::Parser;
use examples::jira::Site;
use examples::outcome::{self, Failure};
use examples::output::print;
use jira_client::cloud::issues::NewIssue;
use jira_client::document::{Document, Inline, PanelType};

/// Creates an issue whose description has a heading, a mention, a list, a panel and code.
///
/// Settings come from the environment or a file `.env`: JIRA_BASE_URL, JIRA_EMAIL, JIRA_API_TOKEN.
#[derive(Parser)]
#[allow(clippy::doc_markdown, reason = "this is the text of --help")]
#[command(version)]
struct Arguments {
    /// The key of the project
    #[arg(long, default_value = "ACME")]
    project: String,
    /// The name of the issue type
    #[arg(long, default_value = "Task")]
    issue_type: String,
    /// The summary: one line
    #[arg(default_value = "Printer on fire")]
    summary: String,
    #[command(flatten)]
    site: Site,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    outcome::end("create-issue", create(Arguments::parse()).await)
}

async fn create(arguments: Arguments) -> Result<(), Failure> {
    let connection = arguments.site.connect().await?;
    let jira = &connection.jira;
    let me = jira.myself().get().send().await?;

    let mut reported = Inline::new().text("Reported by ");
    if let Some(account) = &me.account_id {
        reported = reported.mention(account, me.display_name.as_deref().unwrap_or_default());
    }
    let description = Document::new()
        .heading(2, "What happens")
        .paragraph(
            Inline::new()
                .text("The printer on floor 2 is ")
                .strong("on fire")
                .text("."),
        )
        .bullet_list(["Smoke since 9:40", "Paper is burning too"])
        .panel(PanelType::Warning, "Do not print until this is done")
        .code_block("text", "PC LOAD LETTER")
        .paragraph(reported);

    let issue = NewIssue::in_project(arguments.project)
        .issue_type(arguments.issue_type)
        .summary(arguments.summary)
        .description(&description)
        .add("labels", "office");
    let created = jira.issues().create(issue).send().await?;
    print(&format!("{} was created", created.key))?;

    // What stands there now, read back from the site.
    let issue = jira
        .issues()
        .get(&created.key)
        .fields(["description"])
        .send()
        .await?;
    if let Some(text) = issue.fields.description()? {
        print(&format!("\n{}", text.to_markdown()))?;
    }
    Ok(())
}
