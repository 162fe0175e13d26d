//! The limits of the organization's APIs.

use super::bucket::{Rule, Window};
use super::gate::Gate;
use super::refusal::{Refusal, reset};
use super::subject::Subject;
use crate::reply::Reply;

const MINUTE: i64 = 60_000;

impl Gate {
    /// What limits a call: for each the scope it is kept for, and the rule.
    fn organization_rules(&self, subject: &Subject) -> Vec<(String, Rule)> {
        let key = match subject.key {
            Some(row) => format!("key {row}"),
            None => "another key".to_owned(),
        };
        if subject.method == "GET" && subject.template == "/admin/v1/orgs/{orgId}/events" {
            let rule = minute(self.limits.events);
            return vec![
                (format!("events by {key}"), rule),
                (format!("GET {}", subject.path), rule),
            ];
        }
        let scope = format!("{} {} by {key}", subject.method, subject.template);
        self.limits
            .organization
            .map(|calls| (scope, minute(calls)))
            .into_iter()
            .collect()
    }

    pub(super) fn organization(&mut self, subject: &Subject, now: i64) -> Option<Refusal> {
        let rules = self.organization_rules(subject);
        for (scope, rule) in &rules {
            let (_, window) = self
                .organization
                .entry(scope.clone())
                .or_insert_with(|| (*rule, Window::default()));
            let wait = window.wait(&[*rule], now);
            if wait > 0 {
                return Some(Refusal {
                    reason: None,
                    limit: u64::try_from(rule.calls).unwrap_or(0),
                    wait,
                });
            }
        }
        for (scope, _) in &rules {
            if let Some((_, window)) = self.organization.get_mut(scope) {
                window.take(now);
            }
        }
        None
    }

    /// The tightest limit of a call, on every answer.
    pub(super) fn organization_headers(&self, subject: &Subject, reply: Reply, now: i64) -> Reply {
        let tightest = self
            .organization_rules(subject)
            .into_iter()
            .filter_map(|(scope, rule)| {
                let (_, window) = self.organization.get(&scope)?;
                Some((window.remaining(rule, now), rule))
            })
            .min_by_key(|(left, _)| *left);
        let Some((left, rule)) = tightest else {
            return reply;
        };
        let wait = u64::try_from(rule.span).unwrap_or(0);
        reply
            .with_header("x-ratelimit-limit", &rule.calls.to_string())
            .with_header("x-ratelimit-remaining", &left.to_string())
            .with_header("x-ratelimit-reset", &reset(self.limits.reset, now, wait))
    }
}

fn minute(calls: u32) -> Rule {
    Rule {
        calls: usize::try_from(calls).unwrap_or(usize::MAX),
        span: MINUTE,
    }
}
