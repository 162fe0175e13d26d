//! Attaches files to an issue, and downloads all that it has.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use examples::jira::Site;
use examples::outcome::{self, Failure};
use examples::output::{note, print, shown};
use jira_client::FilePart;

/// Attaches files to an issue, then downloads all attachments of it.
///
/// Settings come from the environment or a file `.env`: JIRA_BASE_URL, JIRA_EMAIL, JIRA_API_TOKEN.
#[derive(Parser)]
#[allow(clippy::doc_markdown, reason = "this is the text of --help")]
#[command(version)]
struct Arguments {
    /// The key of the issue
    #[arg(long, default_value = "ACME-1")]
    issue: String,
    /// The files to attach
    files: Vec<PathBuf>,
    /// The folder to download to, which is made if it is not there
    #[arg(long, default_value = "attachments")]
    to: PathBuf,
    #[command(flatten)]
    site: Site,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    outcome::end("attachments", run(Arguments::parse()).await)
}

async fn run(arguments: Arguments) -> Result<(), Failure> {
    let connection = arguments.site.connect().await?;
    let jira = &connection.jira;
    for path in &arguments.files {
        // Read from the disk as fast as the connection takes it, however large it is.
        let file = FilePart::open(path)
            .await
            .map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?;
        let (name, bytes) = (file.name().to_owned(), file.length());
        let file = file.on_progress(move |sent| note(&format!("{name}: {sent} of {bytes} bytes")));
        jira.attachments()
            .add(&*arguments.issue, vec![file])
            .send()
            .await?;
    }

    let issue = jira
        .issues()
        .get(&*arguments.issue)
        .fields(["attachment"])
        .send()
        .await?;
    tokio::fs::create_dir_all(&arguments.to).await?;
    for attachment in issue.fields.attachments()? {
        let attachment = attachment.map_err(|odd| Failure::Failed(odd.to_string()))?;
        let name = attachment.filename.as_deref().unwrap_or_default();
        let path = arguments.to.join(safe_name(attachment.id.as_str(), name));
        let bytes = jira
            .attachments()
            .content(&attachment.id)
            .download()
            .to_file(&path)
            .await?;
        print(&shown(&format!("{} ({bytes} bytes)", path.display())))?;
    }
    Ok(())
}

/// A name from elsewhere must not lead out of the folder, and several attachments can have the same one.
fn safe_name(id: &str, name: &str) -> String {
    let name = Path::new(name)
        .file_name()
        .unwrap_or_default()
        .to_string_lossy();
    format!("{id} {}", name.replace(['/', '\\'], "_"))
}
