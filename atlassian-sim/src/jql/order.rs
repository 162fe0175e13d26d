//! `ORDER BY`.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::adf;
use super::fields::{Found, Kind, Target};
use super::held::{Held, held};
use super::node::View;
use super::site::Site;
use super::values;
use crate::state::jira::config::FieldKind;
use crate::state::jira::issue::Issue;

/// One field to order by, with the places of its values worked out.
#[derive(Debug)]
pub(super) struct Key {
    by: By,
    descending: bool,
}

#[derive(Debug)]
enum By {
    /// The project's place, then the number.
    Key(HashMap<u32, u32>),
    Rank,
    /// The places of ids.
    Places(Target, HashMap<u32, u32>),
    /// The value itself: numbers, or texts without regard to case.
    Value(Target),
}

/// An issue's place; what has none comes last.
#[derive(Debug, PartialEq)]
enum Place {
    Number(f64),
    Text(String),
    Nowhere,
}

impl Place {
    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Nowhere, Self::Nowhere) => Ordering::Equal,
            (Self::Nowhere, _) | (Self::Text(_), Self::Number(_)) => Ordering::Greater,
            (_, Self::Nowhere) | (Self::Number(_), Self::Text(_)) => Ordering::Less,
        }
    }
}

pub(super) fn key(site: &Site<'_>, found: &Found, descending: Option<bool>) -> Key {
    let by = match (found.target, found.kind) {
        (Target::Key, _) => By::Key(project_places(site)),
        (Target::Custom(_, FieldKind::Rank), _) => By::Rank,
        (target, Kind::Issue) => By::Places(target, HashMap::new()),
        (target, Kind::User) => By::Places(target, people(site)),
        (target, kind) => {
            let places = places(site, found, kind);
            if places.is_empty() {
                By::Value(target)
            } else {
                By::Places(target, places)
            }
        }
    };
    // These are read from the greatest down unless the query says otherwise.
    let from_the_top = matches!(
        found.target,
        Target::Created
            | Target::Updated
            | Target::Resolved
            | Target::LastViewed
            | Target::Priority
            | Target::Votes
            | Target::Watchers
    );
    Key {
        by,
        descending: descending.unwrap_or(from_the_top),
    }
}

fn numbered(ids: impl Iterator<Item = u32>) -> HashMap<u32, u32> {
    ids.zip(0..).collect()
}

fn by_name<'a>(mut all: Vec<(u32, &'a str)>) -> HashMap<u32, u32> {
    all.sort_by_cached_key(|(id, name): &(u32, &'a str)| (name.to_lowercase(), *id));
    numbered(all.into_iter().map(|(id, _)| id))
}

fn project_places(site: &Site<'_>) -> HashMap<u32, u32> {
    by_name(site.visible().map(|p| (p.id, p.key.as_str())).collect())
}

fn people(site: &Site<'_>) -> HashMap<u32, u32> {
    by_name(
        (0..)
            .zip(site.state.users.all())
            .map(|(at, u)| (at, &*u.name))
            .collect(),
    )
}

fn places(site: &Site<'_>, found: &Found, kind: Kind) -> HashMap<u32, u32> {
    let jira = &site.state.jira;
    let named = values::named(site, found);
    match kind {
        Kind::Priority => {
            let mut all: Vec<_> = jira.config.priorities.iter().collect();
            // The least urgent one is the smallest.
            all.sort_by_key(|(_, p)| std::cmp::Reverse(p.position));
            numbered(all.into_iter().map(|(id, _)| *id))
        }
        Kind::Resolution => {
            let mut all: Vec<_> = jira.config.resolutions.iter().collect();
            all.sort_by_key(|(_, r)| r.position);
            numbered(all.into_iter().map(|(id, _)| *id))
        }
        Kind::Version => {
            let mut all: Vec<_> = jira.projects.versions.iter().collect();
            all.sort_by_key(|(id, v)| (v.position, **id));
            numbered(all.into_iter().map(|(id, _)| *id))
        }
        Kind::StatusCategory => HashMap::from([(1, 0), (2, 1), (4, 2), (3, 3)]),
        Kind::Option | Kind::Cascade | Kind::Status | Kind::IssueType | Kind::Level => {
            numbered(named.iter().map(|n| n.id))
        }
        _ => by_name(named.iter().map(|n| (n.id, n.name)).collect()),
    }
}

impl Key {
    fn places(&self, view: View<'_>, issue: &Issue) -> [Place; 2] {
        let second = Place::Nowhere;
        match &self.by {
            By::Key(projects) => {
                let project = projects.get(&issue.project).copied().unwrap_or(u32::MAX);
                [
                    Place::Number(f64::from(project)),
                    Place::Number(f64::from(issue.number)),
                ]
            }
            // A float holds half a rank exactly.
            By::Rank => {
                let half = |bits: u64| u32::try_from(bits).unwrap_or(u32::MAX);
                let (high, low) = (half(issue.rank >> 32), half(issue.rank & 0xffff_ffff));
                [
                    Place::Number(f64::from(high)),
                    Place::Number(f64::from(low)),
                ]
            }
            By::Places(target, places) => {
                let place = |id: &u32| places.get(id).copied().unwrap_or(*id);
                let first = match held(*target, view.state, view.caller, issue) {
                    Held::One(id) => Some(place(&id)),
                    Held::Many(ids) => ids.iter().map(place).min(),
                    Held::Made(ids) => ids.iter().map(place).min(),
                    Held::Pair(first, second) => Some(place(&second.unwrap_or(first))),
                    _ => None,
                };
                [
                    first.map_or(Place::Nowhere, |p| Place::Number(f64::from(p))),
                    second,
                ]
            }
            By::Value(target) => {
                let first = match held(*target, view.state, view.caller, issue) {
                    Held::Number(number) => Place::Number(number),
                    Held::One(id) => Place::Number(f64::from(id)),
                    Held::Many(ids) => ids
                        .iter()
                        .min()
                        .map_or(Place::Nowhere, |id| Place::Number(f64::from(*id))),
                    Held::Text(text) => Place::Text(text.to_lowercase()),
                    Held::Rich(document) => {
                        let text: String = adf::texts(document).collect();
                        Place::Text(text.to_lowercase())
                    }
                    Held::Texts(texts) => texts
                        .first()
                        .map_or(Place::Nowhere, |t| Place::Text(t.to_lowercase())),
                    _ => Place::Nowhere,
                };
                [first, second]
            }
        }
    }
}

/// Orders issues; those that are alike, and all where nothing is asked for, youngest first.
pub(super) fn sort(keys: &[Key], view: View<'_>, issues: &mut Vec<&Issue>) {
    if keys.is_empty() {
        issues.sort_unstable_by_key(|issue| std::cmp::Reverse(issue.id));
        return;
    }
    let mut placed: Vec<(Vec<[Place; 2]>, &Issue)> = issues
        .drain(..)
        .map(|issue| (keys.iter().map(|k| k.places(view, issue)).collect(), issue))
        .collect();
    placed.sort_unstable_by(|(a, first), (b, second)| {
        for ((a, b), key) in a.iter().zip(b).zip(keys) {
            let order = a
                .iter()
                .zip(b)
                .map(|(a, b)| a.compare(b))
                .find(|o| o.is_ne())
                .unwrap_or(Ordering::Equal);
            if order.is_ne() {
                return if key.descending {
                    order.reverse()
                } else {
                    order
                };
            }
        }
        second.id.cmp(&first.id)
    });
    issues.extend(placed.into_iter().map(|(_, issue)| issue));
}
