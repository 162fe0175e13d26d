//! The follower hands out each event once, wherever it is stopped.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use atlassian_admin::core::{RetryPolicy, VirtualClock};
use atlassian_admin::events::{EventCursor, EventFollower};
use atlassian_admin::{Admin, Client, Credential, SiteUrl};
use httpmock::{HttpMockResponse, MockServer};
use serde_json::{Value, json};

/// An audit log: the event of a number has it as its id, and a cursor is a number.
struct Log {
    server: MockServer,
    clock: Arc<VirtualClock>,
    /// How many events there are by now.
    count: Arc<AtomicUsize>,
    /// Whether the service fails.
    broken: Arc<AtomicBool>,
}

impl Log {
    /// A log of so many events; `grown` of them come when the end was reached.
    async fn start(count: usize, grown: usize) -> Self {
        Self::naming(&["meta", "links"], count, grown).await
    }

    /// One that names the next page in these places.
    async fn naming(places: &'static [&'static str], count: usize, grown: usize) -> Self {
        let count = Arc::new(AtomicUsize::new(count));
        let server = MockServer::start_async().await;
        let held = Arc::clone(&count);
        let broken = Arc::new(AtomicBool::new(false));
        let fails = Arc::clone(&broken);
        server
            .mock_async(|when, then| {
                when.path("/admin/v1/orgs/org-1/events-stream");
                then.respond_with(move |request| {
                    let query = request.uri().query().unwrap_or_default().to_owned();
                    let number = |name: &str| {
                        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
                        pairs
                            .clone()
                            .find(|(key, _)| *key == name)
                            .map(|(_, value)| value.parse::<usize>().unwrap())
                    };
                    let from = number("cursor").or(number("from")).unwrap_or(0);
                    let to = (from + number("limit").unwrap()).min(held.load(Ordering::SeqCst));
                    if from >= to {
                        held.fetch_add(grown, Ordering::SeqCst);
                    }
                    HttpMockResponse::builder()
                        .status(if fails.load(Ordering::SeqCst) {
                            500
                        } else {
                            200
                        })
                        .header("content-type", "application/json")
                        .body(page(places, from, to.max(from)).to_string())
                        .build()
                });
            })
            .await;
        Self {
            server,
            clock: Arc::new(VirtualClock::new()),
            count,
            broken,
        }
    }

    fn follow(&self, cursor: EventCursor, page_size: u32) -> EventFollower {
        let client = Client::builder(SiteUrl::parse(&self.server.base_url()).unwrap())
            .credential(Credential::organization_key("the-api-key"))
            .retry(RetryPolicy::none())
            .clock(self.clock.clone())
            .build()
            .unwrap();
        let events = Admin::new(client).events();
        events.follow("org-1", cursor).with_page_size(page_size)
    }
}

/// The third event is of a shape that no event has.
fn page(places: &[&str], from: usize, to: usize) -> Value {
    let event = |number: usize| {
        if number == 2 {
            json!({"id": "2", "attributes": "none"})
        } else {
            json!({"id": number.to_string()})
        }
    };
    let data: Vec<Value> = (from..to).map(event).collect();
    let mut page = json!({"data": data, "meta": {"page_size": data.len()}, "links": {"self": "x"}});
    // Where "itself" stands, a later page names no other.
    let next = if places.contains(&"itself") && from > 0 {
        from
    } else {
        to
    };
    for place in places {
        page[place]["next"] = json!(next.to_string());
    }
    page
}

/// The number of the next event; `None` at the end.
async fn number(follower: &mut EventFollower) -> Option<usize> {
    match follower.next_now().await {
        Ok(event) => Some(event?.id.as_str().parse().unwrap()),
        Err(error) => {
            let raw = error.odd_element().unwrap().raw();
            let odd: Value = serde_json::from_str(raw).unwrap();
            Some(odd["id"].as_str().unwrap().parse().unwrap())
        }
    }
}

/// What another process would read.
fn stored(follower: &EventFollower) -> EventCursor {
    serde_json::from_str(&serde_json::to_string(follower.cursor()).unwrap()).unwrap()
}

#[tokio::test]
async fn a_restart_at_any_position_misses_and_repeats_nothing() {
    for (first, second) in [(3, 3), (5, 2), (2, 5), (20, 1)] {
        for stop in 0..=8 {
            let log = Log::start(8, 0).await;
            let mut follower = log.follow(EventCursor::beginning(), first);
            let mut seen = Vec::new();
            while seen.len() < stop {
                seen.push(number(&mut follower).await.unwrap());
            }
            let cursor = stored(&follower);
            drop(follower);
            // What has come meanwhile stands on the page that was half read.
            log.count.fetch_add(2, Ordering::SeqCst);
            let mut follower = log.follow(cursor, second);
            while let Some(number) = number(&mut follower).await {
                seen.push(number);
            }
            let all: Vec<usize> = (0..10).collect();
            assert_eq!(
                seen, all,
                "stopped at {stop}, pages of {first} and {second}"
            );
            // At the end as well.
            let cursor = stored(&follower);
            log.count.fetch_add(1, Ordering::SeqCst);
            let mut follower = log.follow(cursor, first);
            assert_eq!(number(&mut follower).await, Some(10));
            assert_eq!(number(&mut follower).await, None);
        }
    }
}

#[tokio::test]
async fn at_the_end_it_waits_and_asks_again() {
    let log = Log::start(1, 1).await;
    let interval = Duration::from_secs(90);
    let mut follower = log
        .follow(EventCursor::beginning(), 10)
        .with_interval(interval);
    assert_eq!(follower.next().await.unwrap().id.as_str(), "0");
    assert_eq!(log.clock.slept(), Duration::ZERO);
    assert_eq!(follower.next().await.unwrap().id.as_str(), "1");
    assert_eq!(log.clock.slept(), interval);
}

#[tokio::test]
async fn it_begins_where_it_is_told_to() {
    let log = Log::start(8, 0).await;
    let mut follower = log.follow(EventCursor::since_millis(6), 10);
    assert_eq!(number(&mut follower).await, Some(6));
    assert_eq!(number(&mut follower).await, Some(7));
    assert_eq!(number(&mut follower).await, None);
}

/// After an error it goes on where it was.
#[tokio::test]
async fn an_error_loses_nothing() {
    let log = Log::start(3, 0).await;
    let mut follower = log.follow(EventCursor::beginning(), 1);
    assert_eq!(number(&mut follower).await, Some(0));
    log.broken.store(true, Ordering::SeqCst);
    assert!(follower.next_now().await.unwrap_err().status().is_some());
    assert!(follower.next_now().await.is_err());
    log.broken.store(false, Ordering::SeqCst);
    assert_eq!(number(&mut follower).await, Some(1));
    assert_eq!(number(&mut follower).await, Some(2));
}

/// Both places are optional.
#[tokio::test]
async fn the_next_page_may_be_named_in_either_place() {
    for places in [&["meta"][..], &["links"]] {
        let log = Log::naming(places, 8, 0).await;
        let mut follower = log.follow(EventCursor::beginning(), 3);
        let mut seen = Vec::new();
        while let Some(number) = number(&mut follower).await {
            seen.push(number);
        }
        assert_eq!(seen, [0, 1, 2, 3, 4, 5, 6, 7], "{places:?}");
    }
}

/// Each question is answered by the same page, and none is asked without waiting.
#[tokio::test]
async fn a_page_that_leads_nowhere_is_the_end_for_now() {
    let log = Log::naming(&[], 2, 0).await;
    let mut follower = log.follow(EventCursor::beginning(), 10);
    assert_eq!(number(&mut follower).await, Some(0));
    assert_eq!(number(&mut follower).await, Some(1));
    assert_eq!(number(&mut follower).await, None);
    log.count.fetch_add(2, Ordering::SeqCst);
    let mut follower = log.follow(stored(&follower), 10);
    assert_eq!(number(&mut follower).await, Some(2));
    assert_eq!(number(&mut follower).await, Some(3));
    assert_eq!(number(&mut follower).await, None);
}

#[tokio::test]
async fn so_is_a_page_that_names_itself() {
    let log = Log::naming(&["meta", "itself"], 5, 0).await;
    let mut follower = log.follow(EventCursor::beginning(), 3);
    for expected in [Some(0), Some(1), Some(2), Some(3), Some(4), None, None] {
        assert_eq!(number(&mut follower).await, expected);
    }
    log.count.fetch_add(1, Ordering::SeqCst);
    assert_eq!(number(&mut follower).await, Some(5));
}
