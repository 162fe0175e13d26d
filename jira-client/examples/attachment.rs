//! Attaches a file to an issue, or brings an attachment to disk, in memory that does not grow with the file.
//!
//! ```text
//! attachment upload ACME-1 report.pdf      prints the id of the attachment
//! attachment download 10000 report.pdf     goes on where an earlier download broke off
//! ```
//!
//! `JIRA_BASE_URL`, `JIRA_EMAIL` and `JIRA_API_TOKEN` say where and as whom.

use std::error::Error;
use std::io::Write;

use jira_client::cloud::Jira;
use jira_client::core::FilePart;
use jira_client::{Client, Credential, SiteUrl};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["upload", issue, file] => upload(issue, file).await,
        ["download", id, file] => download(id, file).await,
        _ => Err("use: attachment upload ISSUE FILE | attachment download ID FILE".into()),
    }
}

fn jira() -> Result<Jira, Box<dyn Error>> {
    let setting = |name: &str| std::env::var(name).map_err(|_| format!("{name} is not set"));
    let client = Client::builder(SiteUrl::parse(&setting("JIRA_BASE_URL")?)?)
        .credential(Credential::api_token(
            setting("JIRA_EMAIL")?,
            setting("JIRA_API_TOKEN")?,
        ))
        .build()?;
    Ok(Jira::new(client))
}

async fn upload(issue: &str, file: &str) -> Result<(), Box<dyn Error>> {
    let jira = jira()?;
    let attachments = jira.attachments();
    let part = FilePart::open(file).await?;
    let limit = attachments.settings().send().await?.upload_limit;
    if let Some(limit) = limit.filter(|limit| part.length() > *limit) {
        return Err(format!("the site takes files of up to {limit} bytes").into());
    }
    let whole = part.length();
    let part = part.on_progress(move |done| show(done, Some(whole)));
    let added = attachments.add(issue, vec![part]).send().await?;
    for attachment in added {
        println!("{}", attachment?.id);
    }
    Ok(())
}

async fn download(id: &str, file: &str) -> Result<(), Box<dyn Error>> {
    let content = jira()?.attachments().content(id);
    let download = content.download().resuming().on_progress(show);
    println!("{}", download.to_file(file).await?);
    Ok(())
}

/// Says on stderr how far it has come, at each percent.
fn show(done: u64, whole: Option<u64>) {
    static SHOWN: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    let percent = done * 100 / whole.unwrap_or(done).max(1);
    if SHOWN.swap(percent, std::sync::atomic::Ordering::Relaxed) != percent {
        let _ = write!(std::io::stderr(), "\r{percent} %");
    }
}
