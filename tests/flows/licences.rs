//! The flow `licences`.

mod audit;
mod check;
mod failures;
mod gather;
mod removal;
mod undo;

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use atlassian_core::{BoxFuture, Client, Clock, Credential, VirtualClock};
use atlassian_integrations::Source;
use atlassian_integrations::licences::{
    Gather, Gathered, Insights, Known, Person, Product, ProductFigures, ProductUse,
};
use atlassian_sim::Account;

use crate::stage::Stage;

/// The simulator's accounts were last active in the thirty days before this one, or are deactivated.
const NOW: u64 = 1_793_000_000; // 2026-10-26

/// Waits without waiting, at a time of day that stands still.
#[derive(Debug, Default)]
struct Still(VirtualClock);

impl Clock for Still {
    fn now(&self) -> Instant {
        self.0.now()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(NOW)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.0.sleep(duration)
    }
}

/// The site as this account sees it, at a fixed time and without an organization.
fn site(stage: &Stage, account: &Account) -> Source {
    let credential = Credential::api_token(&*account.email, &*account.token);
    let client = stage.client(stage.sim.url(), credential);
    Source::new(&client.clock(Arc::new(Still::default())).build().unwrap())
}

fn organization(stage: &Stage, key: &str) -> Client {
    let credential = Credential::organization_key(key);
    let client = stage.client(stage.sim.gateway_url(), credential);
    client.clock(Arc::new(Still::default())).build().unwrap()
}

fn with_key(stage: &Stage, key: &str) -> Source {
    site(stage, &stage.sim.admin()).with_organization(&organization(stage, key), stage.sim.org_id())
}

/// Everything, with a key that may read everything.
fn everything(stage: &Stage) -> Source {
    with_key(stage, &stage.sim.org_key())
}

async fn gathered(source: Source) -> Gathered {
    Gather::of(source).run().await.unwrap()
}

async fn insights(source: Source) -> Insights {
    gathered(source).await.insights(40)
}

fn figures<'a>(insights: &'a Insights, product: &Product) -> &'a ProductFigures {
    let mut all = insights.products.iter();
    all.find(|figures| figures.product == *product)
        .unwrap_or_else(|| panic!("{product} in {:?}", insights.products))
}

fn uses(people: &[Person]) -> impl Iterator<Item = (&Person, &ProductUse)> {
    people
        .iter()
        .flat_map(|person| person.products.iter().map(move |held| (person, held)))
}

/// All notes in one text.
fn said(notes: &[atlassian_integrations::licences::Note]) -> String {
    let lines: Vec<String> = notes
        .iter()
        .map(|note| format!("{}: {}", note.about, note.text))
        .collect();
    lines.join("\n")
}

fn known<T: Copy>(known: &Known<T>) -> Option<T> {
    known.known().copied()
}
