//! Comments, worklogs, attachments, links, watchers and votes, wherever they stand in a recording.

use jira_client::cloud::attachments::Attachment;
use jira_client::cloud::comments::{Comment, Visibility};
use jira_client::cloud::issue_link_types::IssueLinkType;
use jira_client::cloud::issue_links::IssueLink;
use jira_client::cloud::remote_links::RemoteIssueLink;
use jira_client::cloud::votes::IssueVotes;
use jira_client::cloud::watchers::WatcherList;
use jira_client::cloud::worklogs::Worklog;
use serde_json::Value;

use super::{Count, files, folder, values};

/// Reads what a value and everything within it is recognised as, by the fields that nothing else has.
fn read(value: &Value, at: &str, count: &mut Count) {
    match value {
        Value::Object(fields) => {
            let has = |names: &[&str]| names.iter().all(|name| fields.contains_key(*name));
            // Of servers and of version 2, the text is no document; people have no account ids before 2019.
            let rich = |name: &str| fields.get(name).is_none_or(Value::is_object);
            let modern = fields
                .get("author")
                .is_none_or(|author| author.get("accountId").is_some());
            if has(&["timeSpentSeconds", "started", "id"]) && rich("comment") && modern {
                count.read::<Worklog>("worklog", value, at);
            } else if has(&["body", "updateAuthor", "id"]) && rich("body") && modern {
                count.read::<Comment>("comment", value, at);
            } else if has(&["filename", "mimeType", "id"]) && modern {
                count.read::<Attachment>("attachment", value, at);
            } else if has(&["id", "type", "self"])
                && (has(&["inwardIssue"]) || has(&["outwardIssue"]))
            {
                count.read::<IssueLink>("issue link", value, at);
            } else if has(&["id", "inward", "outward"]) {
                count.read::<IssueLinkType>("issue link type", value, at);
            } else if has(&["globalId", "object", "id"]) {
                let mut link = value.clone();
                // A number, and written back as every id.
                link["id"] = link["id"].to_string().into();
                count.read::<RemoteIssueLink>("remote link", &link, at);
            } else if has(&["votes", "hasVoted"]) {
                let mut votes = value.clone();
                // Added by who recorded it.
                votes.as_object_mut().unwrap().remove("issueId");
                count.read::<IssueVotes>("votes", &votes, at);
            } else if has(&["isWatching", "watchCount", "watchers"]) {
                let watchers: WatcherList = serde_json::from_value(value.clone()).unwrap();
                assert_eq!(watchers.watchers.odd().count(), 0, "{at}");
                *count.0.entry("watchers").or_default() += 1;
            } else if let (true, Some("role" | "group")) = (
                fields.len() < 4 && has(&["type", "value"]),
                fields.get("type").and_then(Value::as_str),
            ) {
                count.read::<Visibility>("visibility", value, at);
            }
            for (name, value) in fields {
                read(value, &format!("{at}.{name}"), count);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| read(value, at, count)),
        _ => {}
    }
}

#[test]
fn what_is_around_issues_is_read_and_written_back() {
    let folder = folder();
    if !folder.is_dir() {
        println!("recordings: skipped, there are none");
        return;
    }
    let mut everything = Vec::new();
    files(&folder, &mut everything);
    let mut count = Count::default();
    for path in everything {
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        for value in values(&path) {
            read(&value, &name, &mut count);
        }
    }
    for (kind, number) in &count.0 {
        println!("recordings: {number:4} decoded as {kind}");
    }
    assert_eq!(
        count.0.len(),
        9,
        "a kind has no recording any more: {:?}",
        count.0
    );
}
