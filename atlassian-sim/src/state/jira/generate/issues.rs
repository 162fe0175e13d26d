//! Issues with a past: each was created, worked on, talked about, and often finished.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::config::{
    APPROVERS, BUG, CUSTOMER, DONE, EFFORT, EPIC, IN_PROGRESS, IN_REVIEW, INTERNAL_LEVEL, NOTES,
    PLATFORM, SEVERITY, STORY, SUBTASK, TARGET, TASK, TEAM, TEAM_DONE, TEAM_EPIC, TEAM_IN_PROGRESS,
    TEAM_SUBTASK, TEAM_TASK, TEAM_TO_DO, TO_DO,
};
use super::past::{extras, history, talk, work};
use super::projects::some_person;
use super::words::{LABELS, SENTENCES, THINGS, VERBS, WHERE, adf, rich};
use crate::state::jira::Jira;
use crate::state::jira::field::{EPIC_NAME, START_DATE, STORY_POINTS};
use crate::state::jira::issue::{CustomValue, Issue, Link};
use crate::state::rng::Rng;
use crate::state::users::Users;
use crate::time::{DAY, GENERATED_AT};

/// What many issues share, so that a large site stays small in memory.
pub(super) struct Pool {
    texts: Vec<Arc<str>>,
    labels: Vec<Arc<str>>,
    /// Ids and names of statuses, for the changelog.
    pub(super) statuses: BTreeMap<u32, (Arc<str>, Arc<str>)>,
    /// Account ids are shared with the directory; names are not kept there as such.
    names: BTreeMap<u32, Arc<str>>,
}

impl Pool {
    pub(super) fn text(&self, rng: &mut Rng) -> Arc<str> {
        Arc::clone(&self.texts[rng.below(self.texts.len())])
    }

    pub(super) fn person(&mut self, users: &Users, account: u32) -> (Arc<str>, Arc<str>) {
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
