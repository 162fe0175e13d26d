use std::collections::BTreeMap;
use std::time::Duration;

use atlassian_sim::{Fault, Sim};
use jira_client::ErrorKind;
use jira_client::cloud::changes::Checkpoint;
use jira_client::jql::Jql;
use serde_json::{Value, json};

use crate::site::{Site, ids};

const SEARCH: &str = "/rest/api/3/search/jql";
const FETCH: &str = "/rest/api/3/issue/bulkfetch";
const MINUTE: Duration = Duration::from_secs(60);

fn everything() -> Jql {
    Jql::field("created").is_not_empty().into()
}

/// What a consumer keeps: the summary of each issue, and how often it was yielded.
#[derive(Default)]
struct Copy {
    issues: BTreeMap<String, (Value, u32)>,
    checkpoint: Checkpoint,
}

impl Copy {
    /// A whole look; gives the ids that it yielded, in order.
    async fn look(&mut self, site: &Site) -> Vec<String> {
        self.part(site, usize::MAX).await
    }

    /// A look that is interrupted after so many issues. The checkpoint goes through JSON, as one that is stored.
    async fn part(&mut self, site: &Site, most: usize) -> Vec<String> {
        let stored = serde_json::to_string(&self.checkpoint).unwrap();
        let since = serde_json::from_str(&stored).unwrap();
        let mut items = site
            .jira
            .changes(everything(), since)
            .fields(["summary"])
            .items();
        let mut yielded = Vec::new();
        while yielded.len() < most
            && let Some(issue) = items.next().await
        {
            let issue = issue.unwrap();
            let id = issue.id.as_str().to_owned();
            let summary = issue.fields.get("summary").unwrap().clone();
            let count = self.issues.get(&id).map_or(0, |(_, count)| *count);
            self.issues.insert(id.clone(), (summary, count + 1));
            yielded.push(id);
        }
        self.checkpoint = items.checkpoint().clone();
        yielded
    }
}

#[tokio::test]
async fn each_look_yields_what_was_changed_since_the_last_one() {
    let site = Site::of(Sim::builder().issues(60).manual_clock()).await;
    let mut copy = Copy::default();
    let first = copy.look(&site).await;
    assert_eq!(first.len(), site.ids(everything()).await.len());
    assert!(copy.look(&site).await.is_empty());

    site.sim.advance(MINUTE);
    let made = site.create(json!({})).await;
    site.edit(&first[3], json!({"summary": "Edited"})).await;
    let mut changed = copy.look(&site).await;
    changed.sort();
    let mut expected = vec![made, first[3].clone()];
    expected.sort();
    assert_eq!(changed, expected);
    assert_eq!(copy.issues[&first[3]].0, "Edited");

    // Nothing was changed, and that costs one request, however long ago the last look was.
    site.sim.clear_requests();
    assert!(copy.look(&site).await.is_empty());
    site.sim.advance(100 * MINUTE);
    assert!(copy.look(&site).await.is_empty());
    assert_eq!(site.sim.requests().len(), 2);

    // Twice between two looks: the last version, once.
    site.edit(&first[5], json!({"summary": "One"})).await;
    site.sim.advance(MINUTE);
    site.edit(&first[5], json!({"summary": "Two"})).await;
    assert_eq!(copy.look(&site).await, [&*first[5]]);
    assert_eq!(copy.issues[&first[5]].0, "Two");
}

#[tokio::test]
async fn what_the_index_learns_late_is_yielded_once() {
    let site = Site::of(Sim::builder().issues(40).manual_clock()).await;
    let mut copy = Copy::default();
    let first = copy.look(&site).await;
    site.sim.advance(60 * MINUTE);
    // One change comes to the index ten minutes late, and another one that was made later at once.
    site.sim.set_index_lag(10 * MINUTE);
    site.edit(&first[0], json!({"summary": "Late"})).await;
    site.sim.advance(MINUTE);
    site.sim.set_index_lag(Duration::ZERO);
    site.edit(&first[1], json!({"summary": "Prompt"})).await;
    assert_eq!(copy.look(&site).await, [&*first[1]]);
    for _ in 0..3 {
        site.sim.advance(MINUTE);
        assert!(copy.look(&site).await.is_empty());
    }
    site.sim.advance(10 * MINUTE);
    assert_eq!(copy.look(&site).await, [&*first[0]]);
    assert!(copy.look(&site).await.is_empty());
}

#[tokio::test]
async fn a_first_look_at_a_large_site_can_be_interrupted_anywhere() {
    let site = Site::of(Sim::builder().issues(700).manual_clock()).await;
    site.sim.inject(Fault::on("POST", SEARCH).short_pages(40));
    site.sim
        .inject(Fault::on("POST", FETCH).share(0.1).status(503));
    let mut copy = Copy::default();
    let mut looks = 0;
    loop {
        let before = copy.checkpoint.clone();
        let yielded = copy.part(&site, 123).await;
        looks += 1;
        if yielded.is_empty() {
            break;
        }
        assert_ne!(copy.checkpoint, before);
    }
    site.sim.clear_faults();
    let all = site.ids(everything()).await;
    assert_eq!(looks, all.len().div_ceil(123) + 1);
    assert!(copy.issues.keys().eq(all.iter()));
    assert!(copy.issues.values().all(|(_, count)| *count == 1));
}

#[tokio::test]
async fn nothing_is_lost_while_others_work() {
    let site = Site::of(Sim::builder().issues(400).manual_clock()).await;
    site.sim.set_index_lag(2 * MINUTE);
    site.sim.inject(Fault::on("POST", SEARCH).short_pages(30));
    let all: Vec<String> = site.ids(everything()).await.into_iter().collect();
    let mut copy = Copy::default();
    // Looks that are interrupted, in the middle of which issues are edited.
    for n in 0..25_usize {
        let edits = async {
            for k in 0..8_usize {
                let id = &all[(n * 31 + k * 57) % all.len()];
                site.edit(id, json!({"summary": format!("Edit {n}.{k}")}))
                    .await;
                site.sim.advance(Duration::from_secs(7));
            }
        };
        tokio::join!(edits, copy.part(&site, 40 + n * 3));
    }
    site.sim.advance(5 * MINUTE);
    copy.look(&site).await;
    site.sim.clear_faults();
    let real = site
        .jira
        .search()
        .issues_with(everything(), ["summary"])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(real.len(), copy.issues.len());
    for issue in real {
        let (kept, _) = &copy.issues[issue.id.as_str()];
        assert_eq!(kept, issue.fields.get("summary").unwrap(), "{}", issue.id);
    }
}

#[tokio::test]
async fn a_minute_of_many_changes_is_complete() {
    let site = Site::of(Sim::builder().issues(100).manual_clock()).await;
    let mut copy = Copy::default();
    let first = copy.look(&site).await;
    site.sim.advance(MINUTE);
    for id in &first {
        site.edit(id, json!({"summary": "All at once"})).await;
    }
    site.sim.inject(Fault::on("POST", SEARCH).short_pages(15));
    assert_eq!(copy.look(&site).await.len(), first.len());
    assert!(copy.look(&site).await.is_empty());
}

#[tokio::test]
async fn a_crawl_and_the_looks_after_it_make_a_whole() {
    let site = Site::of(Sim::builder().issues(50).manual_clock()).await;
    let checkpoint = site.jira.checkpoint(everything()).await.unwrap();
    let crawled = site
        .jira
        .crawl(everything())
        .items()
        .collect()
        .await
        .unwrap();
    let id = crawled[7].id.as_str().to_owned();
    site.sim.advance(MINUTE);
    site.edit(&id, json!({"summary": "Edited"})).await;
    let mut copy = Copy {
        checkpoint,
        ..Copy::default()
    };
    assert!(copy.look(&site).await.contains(&id));
    // A site without issues has a checkpoint too.
    let empty = Site::of(Sim::builder().issues(0).manual_clock()).await;
    let checkpoint = empty.jira.checkpoint(everything()).await.unwrap();
    assert_eq!(checkpoint, Checkpoint::beginning());
    let mut copy = Copy::default();
    assert!(copy.look(&empty).await.is_empty());
    let made = empty.create(json!({})).await;
    assert_eq!(copy.look(&empty).await, [made]);
}

#[tokio::test]
async fn nobodys_time_zone_shifts_anything() {
    let site = Site::of(Sim::builder().issues(10).manual_clock()).await;
    let now = site.sim.now();
    for (id, zone) in site.ids(everything()).await.iter().zip([
        "Pacific/Kiritimati",
        "America/Los_Angeles",
        "Asia/Kathmandu",
    ]) {
        let call = site
            .jira
            .request(jira_client::http::Method::PUT, "/rest/api/3/mypreferences");
        let call = call.query("key", "jira.user.timezone").json(&zone);
        call.send_raw().await.unwrap();
        site.sim.advance(30 * MINUTE);
        site.edit(id, json!({"summary": zone})).await;
        let mut copy = Copy {
            checkpoint: Checkpoint::at(site.sim.now() - MINUTE),
            ..Copy::default()
        };
        let yielded = copy.look(&site).await;
        assert_eq!(yielded, [id.as_str()], "{zone}");
    }
    assert!(now < site.sim.now());
}

#[tokio::test]
async fn deleted_issues_are_told_from_others() {
    let site = Site::of(Sim::builder().issues(40)).await;
    let known = site.ids("project = ACME").await;
    let project: Value = site
        .jira
        .request(jira_client::http::Method::GET, "/rest/api/3/project/ACME")
        .send_as()
        .await
        .unwrap();
    let project = project["id"].as_str().unwrap();
    let mut left = known.iter();
    let (deleted, edited) = (left.next_back().unwrap(), left.next().unwrap());
    site.delete(deleted).await;
    site.edit(edited, json!({"labels": ["other"]})).await;
    let query = "project = ACME AND (labels is EMPTY OR labels != other)";
    let gone = site
        .jira
        .find_deleted(query, known.iter().map(String::as_str), [project])
        .await
        .unwrap();
    let texts = |ids: &[jira_client::IssueId]| -> Vec<String> {
        ids.iter().map(ToString::to_string).collect()
    };
    assert_eq!(texts(&gone.deleted), [&**deleted]);
    assert_eq!(texts(&gone.unmatched), [&**edited]);

    // A project that cannot be seen, and a token that is not valid any more, allow no conclusion.
    let error = site
        .jira
        .find_deleted(query, known.iter().map(String::as_str), [project, "99999"])
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IncompleteListing);
    let error = site
        .as_account(&site.sim.expired_token())
        .find_deleted(query, known.iter().map(String::as_str), [project])
        .await
        .unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
}

#[tokio::test]
async fn hostile_texts_find_what_holds_them_and_nothing_else() {
    let site = Site::of(Sim::builder().issues(30)).await;
    let all = site.ids(everything()).await.len();
    let texts = [
        "\" OR project = ACME OR summary ~ \"",
        "\\",
        "\\\"",
        "' OR '1' = '1",
        "a) OR (project = ACME",
        "EMPTY",
        "currentUser()",
        "ORDER BY created",
        "null",
        "🐝\u{202e}é",
        "10001",
        "-5d",
    ];
    for text in texts {
        let label = text.replace(' ', "_");
        let id = site.create(json!({"labels": [label]})).await;
        let found = site.ids(Jql::field("labels").eq(&label)).await;
        assert_eq!(
            found.into_iter().collect::<Vec<_>>(),
            [id.as_str()],
            "{label}"
        );
        let others = Jql::field("labels")
            .is_empty()
            .or(Jql::field("labels").ne(&label));
        assert!(!site.ids(others).await.contains(&id));
        site.delete(&id).await;
    }
    // What no issue holds finds none, and is understood all the same.
    let long = "x\"\\".repeat(3_000);
    for text in ["\0", "\u{1}\n\r\t\u{7f}\u{85}", "\u{fffe}\u{fdd0}", &long] {
        assert!(site.ids(Jql::field("labels").eq(text)).await.is_empty());
    }
    for (n, text) in texts.iter().enumerate() {
        let summary = format!("word{n} {text} end{n}");
        let id = site.create(json!({"summary": summary})).await;
        let found = site
            .ids(Jql::field("summary").contains_phrase(&summary))
            .await;
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [id], "{summary}");
    }
    assert_eq!(site.ids(everything()).await.len(), all + texts.len());
    let found = site
        .jira
        .search()
        .issues(everything())
        .items()
        .collect()
        .await;
    assert_eq!(ids(&found.unwrap()).len(), all + texts.len());
}
