//! What happened to an issue since it was created: its history, talk, work, and what hangs on it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::issues::Pool;
use super::projects::some_person;
use crate::state::jira::Jira;
use crate::state::jira::field::{FieldId, System};
use crate::state::jira::issue::{
    Attachment, ChangeItem, Comment, Content, Issue, RemoteLink, Visibility, Worklog,
};
use crate::state::rng::Rng;
use crate::state::users::Users;
use crate::time::GENERATED_AT;

/// A change of status, or of another field with an id.
fn item(
    field: System,
    from: Option<&(Arc<str>, Arc<str>)>,
    to: Option<&(Arc<str>, Arc<str>)>,
) -> ChangeItem {
    ChangeItem {
        field: FieldId::System(field),
        from: from.map(|(id, _)| Arc::clone(id)),
        from_string: from.map(|(_, name)| Arc::clone(name)),
        to: to.map(|(id, _)| Arc::clone(id)),
        to_string: to.map(|(_, name)| Arc::clone(name)),
    }
}

pub(super) fn history(
    jira: &mut Jira,
    users: &Users,
    pool: &mut Pool,
    issue: &mut Issue,
    walked: &[(u32, i64)],
) {
    let by = issue.assignee.unwrap_or(issue.creator);
    let given = issue.assignee.map(|a| pool.person(users, a));
    for (at, step) in walked.windows(2).enumerate() {
        let [(from, _), (to, moment)] = step else {
            continue;
        };
        let mut items = vec![item(
            System::Status,
            pool.statuses.get(from),
            pool.statuses.get(to),
        )];
        if at == 0 && given.is_some() {
            items.insert(0, item(System::Assignee, None, given.as_ref()));
        }
        if let Some(resolution) = issue.resolution.filter(|_| at + 2 == walked.len()) {
            let name = jira
                .config
                .resolutions
                .get(&resolution)
                .map_or("", |r| &r.name);
            let value = (resolution.to_string().into(), name.into());
            items.push(item(System::Resolution, None, Some(&value)));
        }
        let change = jira.issues.next_change(by, *moment, items);
        issue.updated = *moment;
        issue.history.push(change);
    }
}

pub(super) fn talk(rng: &mut Rng, jira: &mut Jira, users: &Users, pool: &Pool, issue: &mut Issue) {
    let mut at = issue.created;
    for nth in 0..rng.skewed_below(9) {
        at += 1_800_000 + i64::try_from(rng.below(4 * 86_400_000)).unwrap_or(0);
        if at >= GENERATED_AT {
            break;
        }
        let author = (rng.below(40) != 0).then(|| some_person(rng, users));
        issue.comments.push(Comment {
            id: jira.issues.comments.give(issue.id),
            author,
            update_author: author,
            created: at,
            updated: at,
            body: pool.text(rng),
            visibility: (nth == 2).then_some(Visibility::Role(super::config::ADMINISTRATORS)),
            parent: None,
            properties: BTreeMap::new(),
        });
        issue.updated = issue.updated.max(at);
    }
}

pub(super) fn work(rng: &mut Rng, jira: &mut Jira, users: &Users, pool: &Pool, issue: &mut Issue) {
    if rng.below(4) != 0 {
        issue.remaining_estimate = issue.original_estimate;
        return;
    }
    let mut at = issue.created;
    for _ in 0..=rng.skewed_below(4) {
        at += 3_600_000 + i64::try_from(rng.below(3 * 86_400_000)).unwrap_or(0);
        if at >= GENERATED_AT {
            break;
        }
        let author = Some(issue.assignee.unwrap_or_else(|| some_person(rng, users)));
        issue.worklogs.push(Worklog {
            id: jira.issues.worklogs.give(issue.id),
            author,
            update_author: author,
            created: at,
            updated: at,
            started: at - 3_600_000,
            seconds: 900 * (1 + u32::try_from(rng.below(16)).unwrap_or(0)),
            comment: (rng.below(2) == 0).then(|| pool.text(rng)),
            visibility: None,
            properties: BTreeMap::new(),
        });
        issue.updated = issue.updated.max(at);
    }
    let spent = issue.time_spent();
    issue.remaining_estimate = issue
        .original_estimate
        .map(|estimate| estimate.saturating_sub(spent));
}

pub(super) fn extras(rng: &mut Rng, jira: &mut Jira, users: &Users, issue: &mut Issue) {
    if rng.below(12) == 0 {
        let (filename, mime) = [
            ("notes.txt", "text/plain"),
            ("screen.png", "image/png"),
            ("отчёт 1.csv", "text/csv"),
        ][rng.below(3)];
        issue.attachments.push(Attachment {
            id: jira.issues.attachments.give(issue.id),
            media_id: rng.uuid(),
            filename: filename.to_owned(),
            mime: mime.to_owned(),
            author: issue.reporter,
            created: issue.created,
            content: Content::Generated {
                size: u32::try_from(100 + rng.below(20_000)).unwrap_or(100),
            },
        });
    }
    if rng.below(15) == 0 {
        issue.remote_links.push(RemoteLink {
            id: jira.issues.next_remote_link_id(),
            global_id: Some(format!(
                "system=https://tickets.example.com&id={}",
                issue.id
            )),
            relationship: Some("causes".to_owned()),
            application: BTreeMap::from([
                ("type".to_owned(), "com.example.tickets".to_owned()),
                ("name".to_owned(), "Tickets".to_owned()),
            ]),
            object: serde_json::json!({
                "url": format!("https://tickets.example.com/{}", issue.id),
                "title": format!("Ticket {}", issue.id),
                "summary": "What a customer reported",
                "icon": { "url16x16": "https://tickets.example.com/ticket.png", "title": "Ticket" },
                "status": {
                    "resolved": false,
                    "icon": {
                        "url16x16": "https://tickets.example.com/open.png",
                        "title": "Open",
                        "link": format!("https://tickets.example.com/{}/status", issue.id),
                    },
                },
            }),
        });
    }
    for _ in 0..rng.below(3) {
        let watcher = some_person(rng, users);
        if !issue.watchers.contains(&watcher) {
            issue.watchers.push(watcher);
        }
        if rng.below(3) == 0 && Some(watcher) != issue.reporter && !issue.voters.contains(&watcher)
        {
            issue.voters.push(watcher);
        }
    }
    if rng.below(20) == 0 {
        let value = serde_json::json!({ "source": "import", "row": issue.number });
        issue.properties.insert("acme.import".to_owned(), value);
    }
}
