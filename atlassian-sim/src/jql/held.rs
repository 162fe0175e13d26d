//! What an issue has in a field.

use std::sync::Arc;

use super::fields::Target;
use crate::state::State;
use crate::state::jira::config::{FieldKind, IssueType};
use crate::state::jira::issue::{CustomValue, Issue};
use crate::state::jira::project::ProjectType;

/// The value of a field as comparisons want it.
#[derive(Debug)]
pub(super) enum Held<'a> {
    Nothing,
    One(u32),
    Many(&'a [u32]),
    /// Values that had to be gathered.
    Made(Vec<u32>),
    /// An option and the one below it.
    Pair(u32, Option<u32>),
    Texts(&'a [Arc<str>]),
    Text(&'a str),
    Rich(&'a str),
    Number(f64),
    Numbers(Vec<f64>),
}

impl Held<'_> {
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Many(ids) => ids.is_empty(),
            Self::Made(ids) => ids.is_empty(),
            Self::Texts(texts) => texts.is_empty(),
            Self::Text(text) | Self::Rich(text) => text.is_empty(),
            Self::Numbers(numbers) => numbers.is_empty(),
            Self::One(_) | Self::Pair(..) | Self::Number(_) => false,
        }
    }
}

fn one(id: Option<u32>) -> Held<'static> {
    id.map_or(Held::Nothing, Held::One)
}

fn number(value: Option<impl Into<f64>>) -> Held<'static> {
    value.map_or(Held::Nothing, |v| Held::Number(v.into()))
}

/// Milliseconds fit into a float with room to spare.
#[allow(clippy::cast_precision_loss)]
pub(super) fn ms(at: i64) -> f64 {
    at as f64
}

fn count(n: usize) -> Held<'static> {
    Held::Number(u32::try_from(n).map_or(f64::MAX, f64::from))
}

fn rich(text: Option<&Arc<str>>) -> Held<'_> {
    text.map_or(Held::Nothing, |t| Held::Rich(t))
}

pub(super) fn project_type(kind: ProjectType) -> u32 {
    match kind {
        ProjectType::Software => 0,
        ProjectType::Business => 1,
        ProjectType::ServiceDesk => 2,
    }
}

/// Each direction of a type of links is a value of its own.
pub(super) fn link_code(link_type: u32, outward: bool) -> u32 {
    link_type * 2 + u32::from(outward)
}

/// The epic above an issue, through the issue of a sub-task as well.
pub(super) fn epic(state: &State, issue: &Issue) -> Option<u32> {
    let is_epic = |id: u32| {
        let of = state.jira.issues.get(id)?.issue_type;
        let found = state.jira.config.issue_types.get(&of)?.is_epic();
        Some(found)
    };
    let parent = issue.parent?;
    if is_epic(parent)? {
        return Some(parent);
    }
    let above = state.jira.issues.get(parent)?.parent?;
    is_epic(above)?.then_some(above)
}

pub(super) fn held<'a>(
    target: Target,
    state: &'a State,
    caller: Option<u32>,
    issue: &'a Issue,
) -> Held<'a> {
    let config = &state.jira.config;
    let project = || state.jira.projects.get(issue.project);
    let worklogs = || {
        let seen = |w: &&crate::state::jira::issue::Worklog| {
            w.visibility.is_none() || state.passes(caller, issue.project, w.visibility.as_ref())
        };
        issue.worklogs.iter().filter(seen)
    };
    match target {
        Target::Key => Held::One(issue.id),
        Target::Project => Held::One(issue.project),
        Target::Category => one(project().and_then(|p| p.category)),
        Target::ProjectType => one(project().map(|p| project_type(p.kind))),
        Target::IssueType => Held::One(issue.issue_type),
        Target::Hierarchy => number(config.issue_types.get(&issue.issue_type).map(|t| t.level)),
        Target::Status => Held::One(issue.status),
        Target::StatusCategory => one(config.statuses.get(&issue.status).map(|s| s.category.id())),
        Target::StatusCategoryChanged => Held::Number(ms(issue.category_changed)),
        Target::Resolution => one(issue.resolution),
        Target::Priority => one(issue.priority),
        Target::Level => one(issue.security),
        Target::Assignee => one(issue.assignee),
        Target::Reporter => one(issue.reporter),
        Target::Creator => Held::One(issue.creator),
        Target::Watcher => Held::Many(&issue.watchers),
        Target::Watchers => count(issue.watchers.len()),
        Target::Voter => Held::Many(&issue.voters),
        Target::Votes => count(issue.voters.len()),
        Target::Labels => Held::Texts(&issue.labels),
        Target::Component => Held::Many(&issue.components),
        Target::FixVersion => Held::Many(&issue.fix_versions),
        Target::AffectedVersion => Held::Many(&issue.affected_versions),
        Target::Summary => Held::Text(&issue.summary),
        Target::Description => rich(issue.description.as_ref()),
        Target::Environment => rich(issue.environment.as_ref()),
        Target::Created => Held::Number(ms(issue.created)),
        Target::Updated => Held::Number(ms(issue.updated)),
        Target::Resolved => number(issue.resolved.map(ms)),
        Target::Due => number(issue.due),
        Target::Parent => one(issue.parent),
        Target::ParentEpic => one(epic(state, issue)),
        Target::TimeSpent => number(Some(issue.time_spent()).filter(|s| *s > 0)),
        Target::OriginalEstimate => number(issue.original_estimate),
        Target::RemainingEstimate => number(issue.remaining_estimate),
        Target::WorkRatio => {
            let planned = issue.original_estimate.filter(|s| *s > 0);
            number(planned.map(|p| (f64::from(issue.time_spent()) * 100.0 / f64::from(p)).floor()))
        }
        Target::WorklogAuthor => Held::Made(worklogs().filter_map(|w| w.author).collect()),
        Target::WorklogDate => Held::Numbers(worklogs().map(|w| ms(w.started)).collect()),
        Target::Attachments => Held::Made(issue.attachments.iter().map(|a| a.id).collect()),
        Target::LinkType => {
            let links = issue
                .links
                .iter()
                .filter_map(|l| state.jira.issues.links.get(l));
            let codes = links.flat_map(|l| {
                let outward = (l.source == issue.id).then(|| link_code(l.link_type, true));
                let inward = (l.target == issue.id).then(|| link_code(l.link_type, false));
                outward.into_iter().chain(inward)
            });
            Held::Made(codes.collect())
        }
        // What people looked at last is not kept, a filter is a query of its own, and texts of
        // several authors have their own way of matching.
        Target::LastViewed
        | Target::Filter
        | Target::Comment
        | Target::WorklogComment
        | Target::Text => Held::Nothing,
        Target::Custom(number, kind) => custom(issue, number, kind, state),
    }
}

fn custom<'a>(issue: &'a Issue, number: u32, kind: FieldKind, state: &State) -> Held<'a> {
    if kind == FieldKind::EpicLink {
        let parent = issue.parent.and_then(|p| state.jira.issues.get(p));
        let types = &state.jira.config.issue_types;
        let epic = parent.filter(|p| types.get(&p.issue_type).is_some_and(IssueType::is_epic));
        return one(epic.map(|p| p.id));
    }
    let Some(value) = issue.custom(number) else {
        return Held::Nothing;
    };
    match value {
        CustomValue::Text(text) => Held::Text(text),
        CustomValue::Adf(text) => Held::Rich(text),
        CustomValue::Number(number) => Held::Number(*number),
        CustomValue::Option(id)
        | CustomValue::User(id)
        | CustomValue::Group(id)
        | CustomValue::Project(id)
        | CustomValue::Version(id) => Held::One(*id),
        CustomValue::Options(ids)
        | CustomValue::Users(ids)
        | CustomValue::Groups(ids)
        | CustomValue::Versions(ids)
        | CustomValue::Sprints(ids) => Held::Many(ids),
        CustomValue::Cascade(first, second) => Held::Pair(*first, *second),
        CustomValue::Date(day) => Held::Number(f64::from(*day)),
        CustomValue::DateTime(at) => Held::Number(ms(*at)),
        CustomValue::Labels(labels) => Held::Texts(labels),
    }
}
