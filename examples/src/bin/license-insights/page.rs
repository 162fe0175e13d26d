//! The report for people to read.

use std::path::PathBuf;

use clap::Args;
use examples::outcome::Failure;
use examples::output::print;
use examples::whole;

use crate::General;
use crate::{PROGRAM, reading};

/// Where to write the page.
#[derive(Args)]
pub(crate) struct Target {
    /// The file to write. One that is there is replaced when the new one is whole
    #[arg(long, value_name = "FILE")]
    html: PathBuf,
    #[command(flatten)]
    reading: reading::Judging,
}

pub(crate) async fn report(general: &General, wanted: &Target) -> Result<(), Failure> {
    // Before an hour of reading, not after it.
    whole::check(&wanted.html)?;
    let insights = reading::insights(general, &wanted.reading).await?;
    let everybody = format!("{PROGRAM} users --format csv");
    let page = insights.report().with_everybody_in(everybody).html();
    whole::write(&wanted.html, page.as_bytes())?;
    print(&format!("{}", wanted.html.display()))?;
    Ok(())
}
