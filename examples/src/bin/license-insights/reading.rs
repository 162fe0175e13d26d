//! Reading a site, with progress on stderr.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use atlassian_integrations::licences::{Gather, Insights, Part, Progress};
use clap::Args;
use examples::outcome::Failure;
use examples::output::note;
use examples::progress::Steps;

use crate::General;

/// What to judge people by.
#[derive(Args)]
pub(crate) struct Judging {
    /// After how many days without use somebody counts as inactive
    #[arg(long, value_name = "N", default_value_t = 90,
        value_parser = clap::value_parser!(u32).range(1..=3_650))]
    inactive_days: u32,
    /// Where nobody tells when somebody was last active, look for what they changed in these days; that takes a search
    /// for each of them
    #[arg(long)]
    contributions: bool,
}

/// Reads everything. What could not be read is said on stderr.
pub(crate) async fn insights(general: &General, judging: &Judging) -> Result<Insights, Failure> {
    let site = general.site().await?;
    let shown = Arc::new(Shown::default());
    let mut gather = Gather::of(site.source.clone()).on_progress({
        let shown = Arc::clone(&shown);
        move |progress| shown.show(progress)
    });
    if judging.contributions {
        gather = gather.with_contributions(judging.inactive_days);
    }
    let gathered = tokio::select! {
        gathered = Box::pin(gather.run()) => gathered?,
        Ok(()) = tokio::signal::ctrl_c() => {
            return Err(Failure::Interrupted("nothing was changed and nothing was written"));
        }
    };
    shown.end();
    let insights = gathered.insights(judging.inactive_days);
    for one in &insights.notes {
        note(&format!("note: {}: {}", one.about, one.text));
    }
    Ok(insights)
}

/// One part after the other.
#[derive(Default)]
struct Shown {
    steps: Steps,
    part: Mutex<Option<(Part, Instant, u64)>>,
}

impl Shown {
    fn show(&self, progress: Progress) {
        match progress {
            Progress::Started(part) => {
                self.end();
                self.steps.started(part.name());
                *self.part() = Some((part, Instant::now(), 0));
            }
            Progress::Read(_, done) | Progress::Asked { done, .. } => {
                self.steps.at(done);
                if let Some((_, _, rows)) = self.part().as_mut() {
                    *rows = done.max(*rows);
                }
            }
            _ => {}
        }
    }

    fn end(&self) {
        if let Some((part, since, rows)) = self.part().take() {
            self.steps
                .finished(part.name(), rows, since.elapsed().as_secs_f64());
        }
    }

    fn part(&self) -> std::sync::MutexGuard<'_, Option<(Part, Instant, u64)>> {
        self.part.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
