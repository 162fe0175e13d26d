//! Issues with a past: each was created, worked on, talked about, and often finished.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::config::{
    APPROVERS, BUG, CUSTOMER, DONE, EFFORT, EPIC, IN_PROGRESS, IN_REVIEW, INTERNAL_LEVEL, NOTES,
    PLATFORM, SEVERITY, STORY, SUBTASK, TARGET, TASK, TEAM, TEAM_DONE, TEAM_EPIC, TEAM_IN_PROGRESS,
    TEAM_SUBTASK, TEAM_TASK, TEAM_TO_DO, TO_DO,
};
use super::projects::some_person;
use crate::state::jira::Jira;
use crate::state::jira::field::{EPIC_NAME, FieldId, START_DATE, STORY_POINTS, System};
use crate::state::jira::issue::{
    Attachment, ChangeItem, Comment, Content, CustomValue, Issue, Link, RemoteLink, Visibility,
    Worklog,
};
use crate::state::rng::Rng;
use crate::state::users::Users;
use crate::time::{DAY, GENERATED_AT};

const VERBS: [&str; 10] = [
    "Add", "Fix", "Remove", "Document", "Speed up", "Rewrite", "Test", "Review", "Upgrade", "Plan",
];
const THINGS: [&str; 14] = [
    "the log-in page",
    "the export of reports",
    "the invoice service",
    "search results",
    "the nightly backup",
    "error messages",
    "the settings dialog",
    "the payment queue",
    "user avatars",
    "the mobile layout",
    "API tokens",
    "the release notes",
    "the onboarding mail",
    "database indexes",
];
const WHERE: [&str; 8] = [
    "for large sites",
    "on slow networks",
    "in the first run",
    "after an upgrade",
    "with many users",
    "under load",
    "when a token expires",
    "for guests",
];
const LABELS: [&str; 8] = [
    "backend",
    "customer",
    "performance",
    "regression",
    "security",
    "tech-debt",
    "ux",
    "Ünïcode",
];
const SENTENCES: [&str; 8] = [
    "It happens once in a while, and nobody knows when.",
    "Several people asked for this.",
    "The steps are in the attached file.",
    "Let us do the simple thing first.",
    "This was agreed on in the last review.",
    "Works for me on the test system.",
    "Please look at the numbers again. <b>Really</b> & truly.",
    "Größe, 数量 and emoji 🦀 have to survive.",
];

/// A document of paragraphs.
fn adf(paragraphs: &[&str]) -> Arc<str> {
    let content: Vec<serde_json::Value> = paragraphs
        .iter()
        .map(|text| {
            serde_json::json!({ "type": "paragraph", "content": [{ "type": "text", "text": text }] })
        })
        .collect();
    serde_json::json!({ "type": "doc", "version": 1, "content": content })
        .to_string()
        .into()
}

/// A list with code and a link, as people really write.
fn rich(text: &str) -> Arc<str> {
    serde_json::json!({ "type": "doc", "version": 1, "content": [
        { "type": "heading", "attrs": { "level": 2 }, "content": [{ "type": "text", "text": "What happens" }] },
        { "type": "paragraph", "content": [
            { "type": "text", "text": text, "marks": [{ "type": "strong" }] },
            { "type": "text", "text": " See " },
            { "type": "text", "text": "the page", "marks": [{ "type": "link", "attrs": { "href": "https://example.com/page" } }] },
            { "type": "text", "text": "." },
        ] },
        { "type": "bulletList", "content": [
            { "type": "listItem", "content": [{ "type": "paragraph", "content": [{ "type": "text", "text": "first" }] }] },
            { "type": "listItem", "content": [{ "type": "paragraph", "content": [{ "type": "text", "text": "second" }] }] },
        ] },
        { "type": "codeBlock", "attrs": { "language": "rust" }, "content": [{ "type": "text", "text": "fn main() {}" }] },
    ] })
    .to_string()
    .into()
}

/// What many issues share, so that a large site stays small in memory.
struct Pool {
    texts: Vec<Arc<str>>,
    labels: Vec<Arc<str>>,
    /// Ids and names of statuses, for the changelog.
    statuses: BTreeMap<u32, (Arc<str>, Arc<str>)>,
    /// Account ids are shared with the directory; names are not kept there as such.
    names: BTreeMap<u32, Arc<str>>,
}

impl Pool {
    fn text(&self, rng: &mut Rng) -> Arc<str> {
        Arc::clone(&self.texts[rng.below(self.texts.len())])
    }

    fn person(&mut self, users: &Users, account: u32) -> (Arc<str>, Arc<str>) {
        let user = users.get(account);
        let name = self
            .names
            .entry(account)
            .or_insert_with(|| user.name.as_ref().into());
        (Arc::clone(&user.id), Arc::clone(name))
    }
}

fn days(ms: i64) -> i32 {
    i32::try_from(ms.div_euclid(DAY)).unwrap_or(0)
}

pub(super) fn make(rng: &mut Rng, jira: &mut Jira, users: &Users, count: usize) {
    let mut texts: Vec<Arc<str>> = SENTENCES.iter().map(|s| adf(&[s])).collect();
    texts.extend(SENTENCES.windows(2).map(adf));
    texts.extend(SENTENCES.iter().map(|s| rich(s)));
    let mut pool = Pool {
        texts,
        labels: LABELS.iter().map(|l| Arc::from(*l)).collect(),
        statuses: jira
            .config
            .statuses
            .iter()
            .map(|(id, s)| (*id, (id.to_string().into(), s.name.as_str().into())))
            .collect(),
        names: BTreeMap::new(),
    };
    let projects: Vec<u32> = jira.projects.all().map(|p| p.id).collect();
    // Two years of work, up to the moment of the site.
    let step = 730 * DAY / i64::try_from(count.max(1)).unwrap_or(1);
    let mut recent: BTreeMap<u32, Family> = BTreeMap::new();
    for at in 0..count {
        let begun = GENERATED_AT - 730 * DAY + step * i64::try_from(at).unwrap_or(0);
        // Every project gets an issue, and then the first ones get the most.
        let project = if at < projects.len() {
            projects[at]
        } else {
            projects[rng.skewed_below(projects.len())]
        };
        let created = begun
            + i64::try_from(rng.below(usize::try_from(step).unwrap_or(1).max(1))).unwrap_or(0);
        let family = recent
            .entry(project)
            .or_insert_with(|| Family::of(jira, project));
        let issue = make_issue(rng, jira, users, &mut pool, (project, created, family));
        let (id, issue_type) = (issue.id, issue.issue_type);
        jira.issues.push(issue, created);
        link(rng, jira, id, created);
        let family = recent
            .entry(project)
            .or_insert_with(|| Family::of(jira, project));
        match issue_type {
            EPIC | TEAM_EPIC => family.epic = Some(id),
            STORY | TASK | TEAM_TASK => family.standard = Some(id),
            _ => {}
        }
    }
}

/// The components and the versions of a project, by id.
#[derive(Debug)]
struct Parts {
    components: Vec<u32>,
    versions: Vec<u32>,
}

/// What the next issue of a project can belong to: its parts, and the youngest issues.
#[derive(Debug)]
struct Family {
    parts: Parts,
    epic: Option<u32>,
    standard: Option<u32>,
}

impl Family {
    fn of(jira: &Jira, project: u32) -> Self {
        let components = jira.projects.components_of(project);
        let versions = jira.projects.versions_of(project);
        Self {
            parts: Parts {
                components: components.iter().map(|(id, _)| *id).collect(),
                versions: versions.iter().map(|(id, _)| *id).collect(),
            },
            epic: None,
            standard: None,
        }
    }
}

/// The type of an issue, and what it belongs to.
fn kind(rng: &mut Rng, team_managed: bool, family: &Family) -> (u32, Option<u32>) {
    let (epic, subtask) = if team_managed {
        (TEAM_EPIC, TEAM_SUBTASK)
    } else {
        (EPIC, SUBTASK)
    };
    match (rng.below(100), family.epic, family.standard) {
        (0..8, ..) => (epic, None),
        (8..20, _, Some(parent)) => (subtask, Some(parent)),
        (roll, of, _) => {
            let parent = of.filter(|_| roll % 3 != 0);
            let standard = match roll {
                _ if team_managed => TEAM_TASK,
                0..45 => STORY,
                45..75 => TASK,
                _ => BUG,
            };
            (standard, parent)
        }
    }
}

/// The statuses that an issue went through, and when; older issues got further.
fn path(rng: &mut Rng, team_managed: bool, created: i64) -> Vec<(u32, i64)> {
    let all: &[u32] = if team_managed {
        &[TEAM_TO_DO, TEAM_IN_PROGRESS, TEAM_DONE]
    } else {
        &[TO_DO, IN_PROGRESS, IN_REVIEW, DONE]
    };
    let age = (GENERATED_AT - created) / DAY;
    let steps = if age > 60 && rng.below(10) < 8 {
        all.len()
    } else {
        1 + rng.below(all.len())
    };
    let mut at = created;
    let mut walked = vec![(all[0], created)];
    for status in &all[1..steps] {
        at += 3_600_000 + i64::try_from(rng.below(10 * 86_400_000)).unwrap_or(0);
        if at >= GENERATED_AT {
            break;
        }
        walked.push((*status, at));
    }
    walked
}

fn make_issue(
    rng: &mut Rng,
    jira: &mut Jira,
    users: &Users,
    pool: &mut Pool,
    (project, created, family): (u32, i64, &Family),
) -> Issue {
    let id = jira.issues.next_id();
    let team_managed = jira.projects.get(project).is_some_and(|p| p.team_managed);
    let number = jira.projects.get_mut(project).map_or(1, |p| {
        p.numbers.push(id);
        u32::try_from(p.numbers.len()).unwrap_or(1)
    });
    let (issue_type, parent) = kind(rng, team_managed, family);
    let reporter = some_person(rng, users);
    let assignee = (rng.below(10) < 7).then(|| some_person(rng, users));
    let walked = path(rng, team_managed, created);
    let (status, since) = walked.last().copied().unwrap_or((TO_DO, created));
    let done = matches!(status, DONE | TEAM_DONE);
    let summary = format!(
        "{} {} {}",
        VERBS[rng.below(VERBS.len())],
        THINGS[rng.below(THINGS.len())],
        WHERE[rng.below(WHERE.len())]
    );
    let mut issue = Issue {
        id,
        project,
        number,
        issue_type,
        status,
        priority: (id % 23 != 7).then(|| [3, 3, 3, 2, 2, 4, 1, 5][rng.below(8)]),
        resolution: done.then(|| [10_000, 10_000, 10_000, 10_001, 10_002, 10_003][rng.below(6)]),
        security: None,
        reporter: Some(reporter),
        creator: reporter,
        assignee,
        parent,
        created,
        updated: created,
        resolved: done.then_some(since),
        category_changed: since,
        due: (rng.below(5) == 0)
            .then(|| days(created) + 14 + i32::try_from(rng.below(40)).unwrap_or(0)),
        archived: None,
        original_estimate: (rng.below(3) == 0)
            .then(|| 3_600 * (1 + u32::try_from(rng.below(16)).unwrap_or(0))),
        remaining_estimate: None,
        rank: jira.issues.next_rank(),
        summary: summary.into(),
        description: (rng.below(8) != 0).then(|| pool.text(rng)),
        environment: (issue_type == BUG && rng.below(4) == 0).then(|| pool.text(rng)),
        labels: Vec::new(),
        components: Vec::new(),
        fix_versions: Vec::new(),
        affected_versions: Vec::new(),
        custom: Vec::new(),
        comments: Vec::new(),
        worklogs: Vec::new(),
        attachments: Vec::new(),
        links: Vec::new(),
        remote_links: Vec::new(),
        watchers: vec![reporter],
        voters: Vec::new(),
        properties: BTreeMap::new(),
        history: Vec::new(),
    };
    for _ in 0..rng.below(3) {
        let label = &pool.labels[rng.below(LABELS.len())];
        if !issue.labels.contains(label) {
            issue.labels.push(Arc::clone(label));
        }
    }
    issue.labels.sort();
    parts_of_project(rng, &family.parts, &mut issue);
    custom_fields(rng, users, &mut issue, team_managed, pool);
    history(jira, users, pool, &mut issue, &walked);
    talk(rng, jira, users, pool, &mut issue);
    work(rng, jira, users, pool, &mut issue);
    extras(rng, jira, users, &mut issue);
    fit(&mut issue);
    issue
}

/// Gives back the room that lists took for what might have followed: with a quarter of a million
/// issues it is most of the memory.
fn fit(issue: &mut Issue) {
    issue.labels.shrink_to_fit();
    issue.components.shrink_to_fit();
    issue.fix_versions.shrink_to_fit();
    issue.affected_versions.shrink_to_fit();
    issue.custom.shrink_to_fit();
    issue.comments.shrink_to_fit();
    issue.worklogs.shrink_to_fit();
    issue.attachments.shrink_to_fit();
    issue.remote_links.shrink_to_fit();
    issue.watchers.shrink_to_fit();
    issue.voters.shrink_to_fit();
    issue.history.shrink_to_fit();
    for change in &mut issue.history {
        change.items.shrink_to_fit();
    }
}

fn parts_of_project(rng: &mut Rng, parts: &Parts, issue: &mut Issue) {
    let Parts {
        components,
        versions,
    } = parts;
    if !components.is_empty() && rng.below(10) < 5 {
        issue
            .components
            .push(components[rng.below(components.len())]);
    }
    if versions.is_empty() {
        return;
    }
    if issue.resolution.is_some() && rng.below(3) != 0 {
        issue.fix_versions.push(versions[rng.below(versions.len())]);
    }
    if issue.issue_type == BUG {
        issue
            .affected_versions
            .push(versions[rng.below(versions.len())]);
    }
    if issue.project == 10_001 && rng.below(12) == 0 {
        issue.security = Some(INTERNAL_LEVEL);
    }
}

fn custom_fields(rng: &mut Rng, users: &Users, issue: &mut Issue, team_managed: bool, pool: &Pool) {
    let below = |rng: &mut Rng, limit| u32::try_from(rng.below(limit)).unwrap_or(0);
    if matches!(issue.issue_type, EPIC) {
        let name = issue
            .summary
            .split(' ')
            .take(3)
            .collect::<Vec<_>>()
            .join(" ");
        issue.set_custom(EPIC_NAME, Some(CustomValue::Text(name.into())));
        issue.set_custom(START_DATE, Some(CustomValue::Date(days(issue.created) + 1)));
    }
    if matches!(issue.issue_type, STORY | TEAM_TASK) && rng.below(3) != 0 {
        let points = [1.0, 2.0, 3.0, 5.0, 8.0, 0.5][rng.below(6)];
        issue.set_custom(STORY_POINTS, Some(CustomValue::Number(points)));
    }
    if team_managed {
        return;
    }
    if rng.below(2) == 0 {
        issue.set_custom(TEAM, Some(CustomValue::Option(10_030 + below(rng, 3))));
    }
    if issue.issue_type == BUG {
        issue.set_custom(SEVERITY, Some(CustomValue::Option(10_040 + below(rng, 3))));
        let platform = [
            (10_050, Some(10_052)),
            (10_051, Some(10_053)),
            (10_051, None),
        ][rng.below(3)];
        issue.set_custom(PLATFORM, Some(CustomValue::Cascade(platform.0, platform.1)));
    }
    match rng.below(12) {
        0 => issue.set_custom(
            TARGET,
            Some(CustomValue::DateTime(issue.created + 20 * DAY)),
        ),
        1 => issue.set_custom(NOTES, Some(CustomValue::Adf(pool.text(rng)))),
        2 => {
            let approvers = vec![some_person(rng, users)];
            issue.set_custom(APPROVERS, Some(CustomValue::Users(approvers)));
        }
        3 => {
            let reference = format!("CUST-{}", rng.below(1_000));
            issue.set_custom(CUSTOMER, Some(CustomValue::Text(reference.into())));
        }
        4 => issue.set_custom(EFFORT, Some(CustomValue::Number(1.5))),
        _ => {}
    }
}

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

fn history(
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

fn talk(rng: &mut Rng, jira: &mut Jira, users: &Users, pool: &Pool, issue: &mut Issue) {
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

fn work(rng: &mut Rng, jira: &mut Jira, users: &Users, pool: &Pool, issue: &mut Issue) {
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

fn extras(rng: &mut Rng, jira: &mut Jira, users: &Users, issue: &mut Issue) {
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

/// Links some issues to an earlier one.
fn link(rng: &mut Rng, jira: &mut Jira, id: u32, created: i64) {
    if id < 10_010 || rng.below(8) != 0 {
        return;
    }
    let other = id - 1 - u32::try_from(rng.below(9)).unwrap_or(0);
    let link_type = 10_000 + u32::try_from(rng.below(4)).unwrap_or(0);
    let link = jira.issues.next_link_id();
    jira.issues.links.insert(
        link,
        Link {
            link_type,
            source: id,
            target: other,
        },
    );
    for end in [id, other] {
        if let Some(issue) = jira.issues.edit(end, created) {
            issue.links.push(link);
            issue.updated = issue.updated.max(created);
        }
    }
}
