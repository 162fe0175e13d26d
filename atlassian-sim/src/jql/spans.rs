//! Comparisons as spans: of numbers, of time, and of things with an order of their own.

use super::ast::Operator;
use super::check::Value;
use super::dates;
use super::fields::{Found, Kind, Target};
use super::functions::Given;
use super::held::ms;
use super::site::Site;
use crate::time::DAY;

const MINUTE: i64 = 60_000;

/// From where to where a value lies that compares like this with what reaches from `low` to `high`.
pub(super) fn bounds(operator: Operator, low: f64, high: f64) -> (f64, f64) {
    match operator {
        Operator::Less => (f64::NEG_INFINITY, low.next_down()),
        Operator::LessOrEqual => (f64::NEG_INFINITY, high),
        Operator::Greater => (high.next_up(), f64::INFINITY),
        Operator::GreaterOrEqual => (low, f64::INFINITY),
        _ => (low, high),
    }
}

/// The span that a value stands for; `None` for a moment that there is not.
pub(super) fn span(
    site: &Site<'_>,
    found: &Found,
    name: &str,
    operator: Operator,
    value: &Value,
) -> Result<Option<(f64, f64)>, String> {
    let text = value.text();
    if matches!(found.kind, Kind::Moment | Kind::Day) {
        let at = match value {
            Value::Given(Given::Moment(at)) => *at,
            Value::Number(at) => Some(*at),
            _ => match dates::parse(&text, site.zone, site.now) {
                Some(date) => Some(date.at),
                None => {
                    return Err(format!(
                        "Date value '{text}' for field '{name}' is invalid. {}",
                        dates::FORMATS
                    ));
                }
            },
        };
        // Nothing that is searched lies hundreds of thousands of years away.
        let limit = 8_640_000_000_000_000;
        return Ok(at.map(|at| moment(site, found, operator, at.clamp(-limit, limit))));
    }
    let number = match found.kind {
        Kind::Number => text.parse().ok().filter(|n: &f64| n.is_finite()),
        Kind::Duration => dates::duration(&text).map(ms),
        Kind::Count => text.parse::<u32>().ok().map(f64::from),
        _ => text.parse::<i32>().ok().map(f64::from),
    };
    let Some(number) = number else {
        return Err(match found.kind {
            Kind::Duration => format!(
                "The value '{text}' for field '{name}' is invalid. Please specify a positive \
                 duration format; for example: '1h 30m', '2d'."
            ),
            Kind::Count => {
                let what = if found.target == Target::Votes {
                    "Votes"
                } else {
                    "Watchers"
                };
                format!(
                    "Value '{text}' is invalid for the '{name}' field. {what} must be a positive \
                     whole number."
                )
            }
            Kind::Number => format!(
                "The value '{text}' for field '{name}' is invalid - please specify a number."
            ),
            _ => format!(
                "The value '{text}' for field '{name}' is invalid - please specify an integer."
            ),
        });
    };
    Ok(Some(bounds(operator, number, number)))
}

fn moment(site: &Site<'_>, found: &Found, operator: Operator, at: i64) -> (f64, f64) {
    let day = site.zone.day(at);
    if found.target == Target::WorklogDate {
        let start = site
            .zone
            .moment(site.zone.local(at).plus_ms(-site.zone.local(at).ms));
        return bounds(operator, ms(start), ms(start + DAY - 1));
    }
    if found.kind == Kind::Day {
        return bounds(operator, ms(day), ms(day));
    }
    if operator.compares() {
        return bounds(operator, ms(at), ms(at));
    }
    // Dates in queries are exact to the minute.
    let minute = at.div_euclid(MINUTE) * MINUTE;
    bounds(operator, ms(minute), ms(minute + MINUTE - 1))
}

/// The ids of everything that lies before or behind one of these in its own order: versions of the
/// same project as they were arranged; the more urgent priority is the greater one.
pub(super) fn beyond(site: &Site<'_>, found: &Found, ids: &[u32], operator: Operator) -> Vec<u32> {
    let fits = |a: u32, b: u32| match operator {
        Operator::Less => a < b,
        Operator::LessOrEqual => a <= b,
        Operator::Greater => a > b,
        _ => a >= b,
    };
    let config = &site.state.jira.config;
    let mut out = Vec::new();
    for id in ids {
        match found.kind {
            Kind::Version => {
                let versions = &site.state.jira.projects.versions;
                if let Some(of) = versions.get(id) {
                    let same = versions.iter().filter(|(_, v)| v.project == of.project);
                    let beyond = same.filter(|(_, v)| fits(v.position, of.position));
                    out.extend(beyond.map(|(id, _)| *id));
                }
            }
            Kind::Priority => {
                if let Some(of) = config.priorities.get(id) {
                    let all = config.priorities.iter();
                    out.extend(
                        all.filter(|(_, p)| fits(of.position, p.position))
                            .map(|(id, _)| *id),
                    );
                }
            }
            Kind::Resolution => {
                if let Some(of) = config.resolutions.get(id) {
                    let all = config.resolutions.iter();
                    out.extend(
                        all.filter(|(_, r)| fits(of.position, r.position))
                            .map(|(id, _)| *id),
                    );
                }
            }
            _ => {}
        }
    }
    out
}
