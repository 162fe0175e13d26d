//! The limits at work: each call is let through or refused.

use std::collections::HashMap;

use super::bucket::{Bucket, Rule, Window};
use super::points::cost;
use super::rates::searches_users;
use super::refusal::Refusal;
use super::subject::{Product, Subject};
use super::{Limits, Quota, Stage};
use crate::reply::Reply;

/// How full one of the limits is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LimitLevel {
    /// `burst`, `issue writes`, `points`, `user search`, `organization`.
    pub kind: String,
    /// What it is kept for: `GET /rest/api/3/user`, an issue, a key.
    pub scope: String,
    /// How much there is in all.
    pub limit: u64,
    /// How much is left.
    pub remaining: u64,
}

const HOUR: i64 = 3_600_000;

/// The writes to one issue.
const ISSUE_WRITES: [Rule; 2] = [
    Rule {
        calls: 20,
        span: 2_000,
    },
    Rule {
        calls: 100,
        span: 30_000,
    },
];

/// When so many windows are held, the empty ones are dropped.
const MANY: usize = 10_000;

/// The points spent in one hour.
#[derive(Debug, Default)]
struct Pool {
    hour: i64,
    spent: u64,
}

/// The limits of a site, and how far they are used up.
#[derive(Debug)]
pub(crate) struct Gate {
    pub(super) limits: Limits,
    buckets: HashMap<(&'static str, &'static str), Bucket>,
    searches: Option<Bucket>,
    issues: HashMap<u32, Window>,
    pub(super) organization: HashMap<String, (Rule, Window)>,
    pool: Pool,
}

impl Gate {
    pub(crate) fn new(limits: Limits, now: i64) -> Self {
        Self {
            searches: limits.user_search.map(|rate| Bucket::new(rate, 1.0, now)),
            limits,
            buckets: HashMap::new(),
            issues: HashMap::new(),
            organization: HashMap::new(),
            pool: Pool::default(),
        }
    }

    /// The refusal of a call beyond a limit. A call that is let through is counted, a refused one
    /// is not.
    pub(crate) fn refuse(&mut self, subject: &Subject, now: i64) -> Option<Reply> {
        let refusal = match subject.product {
            Product::Jira | Product::Confluence => self.product(subject, now),
            Product::Organization => self.organization(subject, now),
            Product::Other => None,
        };
        refusal.map(|refusal| {
            let reply = refusal.reply(subject, self.limits.reset, now);
            self.structured(subject, reply, now)
        })
    }

    /// What an answer costs, and the headers that tell how much is left.
    pub(crate) fn settle(&mut self, subject: &Subject, reply: &mut Reply, now: i64) {
        let mut said = std::mem::replace(reply, Reply::empty(0));
        if subject.product == Product::Organization {
            *reply = self.organization_headers(subject, said, now);
            return;
        }
        if subject.product == Product::Other {
            *reply = said;
            return;
        }
        if self.counts_points(subject) {
            let points = cost(subject.method, subject.template, &said);
            self.pool_at(now).spent += points;
        }
        let points = self.points_left(subject, now);
        let level = match (self.bucket(subject), points) {
            (Some(bucket), _) => Some((bucket.limit(), bucket.remaining())),
            (None, Some((limit, left, Stage::Enforced))) => Some((limit, left)),
            _ => None,
        };
        if let Some((limit, left)) = level {
            said = said
                .with_header("x-ratelimit-limit", &limit.to_string())
                .with_header("x-ratelimit-remaining", &left.to_string());
        }
        *reply = self.structured(subject, said, now);
    }

    /// The levels of everything that was used so far.
    pub(crate) fn report(&mut self, users: usize, now: i64) -> Vec<LimitLevel> {
        let level = |kind: &str, scope: String, limit: u64, remaining: u64| LimitLevel {
            kind: kind.to_owned(),
            scope,
            limit,
            remaining,
        };
        let mut levels = Vec::new();
        for ((method, template), bucket) in &mut self.buckets {
            bucket.wait(now);
            let scope = format!("{method} {template}");
            levels.push(level("burst", scope, bucket.limit(), bucket.remaining()));
        }
        for (issue, window) in &self.issues {
            for rule in ISSUE_WRITES {
                let scope = format!("issue {issue} in {} s", rule.span / 1_000);
                let limit = u64::try_from(rule.calls).unwrap_or(0);
                levels.push(level(
                    "issue writes",
                    scope,
                    limit,
                    window.remaining(rule, now),
                ));
            }
        }
        for (scope, (rule, window)) in &self.organization {
            let limit = u64::try_from(rule.calls).unwrap_or(0);
            let left = window.remaining(*rule, now);
            levels.push(level("organization", scope.clone(), limit, left));
        }
        if let Some(bucket) = &mut self.searches {
            bucket.wait(now);
            levels.push(level(
                "user search",
                String::new(),
                bucket.limit(),
                bucket.remaining(),
            ));
        }
        if let Some((quota, _)) = self.limits.quota {
            let limit = quota.points(users);
            let left = limit.saturating_sub(self.pool_at(now).spent);
            levels.push(level("points", String::new(), limit, left));
        }
        levels.sort_by(|a, b| (&a.kind, &a.scope).cmp(&(&b.kind, &b.scope)));
        levels
    }

    /// The limits of Jira and Confluence, the widest first.
    fn product(&mut self, subject: &Subject, now: i64) -> Option<Refusal> {
        let of_product = |kind: &str| Some(format!("{}-{kind}", name(subject.product)));
        if let Some((limit, 0, Stage::Enforced)) = self.points_left(subject, now) {
            return Some(Refusal {
                reason: self.quota_reason(subject),
                limit,
                wait: until_next_hour(now),
            });
        }
        let issue = subject
            .issue
            .filter(|_| self.limits.issue_writes && subject.product == Product::Jira);
        if let Some(issue) = issue {
            if self.issues.len() >= MANY {
                self.issues.retain(|_, window| {
                    window.forget(&ISSUE_WRITES, now);
                    !window.is_empty()
                });
            }
            let window = self.issues.entry(issue).or_default();
            let wait = window.wait(&ISSUE_WRITES, now);
            if wait > 0 {
                let short = ISSUE_WRITES
                    .into_iter()
                    .find(|rule| window.remaining(*rule, now) == 0);
                return Some(Refusal {
                    reason: of_product("per-issue-on-write"),
                    limit: short.map_or(0, |rule| u64::try_from(rule.calls).unwrap_or(0)),
                    wait,
                });
            }
        }
        let searches = self
            .searches
            .as_mut()
            .filter(|_| searches_users(subject.method, subject.template));
        if let Some(bucket) = searches {
            let wait = bucket.wait(now);
            if wait > 0 {
                return Some(Refusal {
                    reason: None,
                    limit: bucket.limit(),
                    wait,
                });
            }
        }
        if self.limits.burst {
            let rate = self.limits.rate_of(subject.method, subject.template);
            let buffer = self.limits.buffer;
            let bucket = self
                .buckets
                .entry((subject.method, subject.template))
                .or_insert_with(|| Bucket::new(rate, buffer, now));
            let wait = bucket.wait(now);
            if wait > 0 {
                return Some(Refusal {
                    reason: of_product("burst-based"),
                    limit: bucket.limit(),
                    wait,
                });
            }
            bucket.take();
        }
        // Only now is it certain that the call is made.
        if let Some(window) = issue.and_then(|issue| self.issues.get_mut(&issue)) {
            window.take(now);
        }
        if let Some(bucket) = &mut self.searches
            && searches_users(subject.method, subject.template)
        {
            bucket.take();
        }
        None
    }

    pub(super) fn bucket(&self, subject: &Subject) -> Option<&Bucket> {
        self.buckets.get(&(subject.method, subject.template))
    }

    fn counts_points(&self, subject: &Subject) -> bool {
        self.limits.quota.is_some()
            && subject.oauth
            && matches!(subject.product, Product::Jira | Product::Confluence)
    }

    /// All points of the hour, those left, and whether they are enforced; for callers who have to
    /// do with points.
    pub(super) fn points_left(&mut self, subject: &Subject, now: i64) -> Option<(u64, u64, Stage)> {
        let (quota, stage) = self.limits.quota.filter(|_| self.counts_points(subject))?;
        let limit = quota.points(subject.users);
        Some((limit, limit.saturating_sub(self.pool_at(now).spent), stage))
    }

    fn pool_at(&mut self, now: i64) -> &mut Pool {
        let hour = now.div_euclid(HOUR);
        if self.pool.hour != hour {
            self.pool = Pool { hour, spent: 0 };
        }
        &mut self.pool
    }

    pub(super) fn quota_reason(&self, subject: &Subject) -> Option<String> {
        let scope = match self.limits.quota?.0 {
            Quota::Global(_) => "global",
            _ => "tenant",
        };
        Some(format!("{}-quota-{scope}-based", name(subject.product)))
    }
}

pub(super) fn name(product: Product) -> &'static str {
    match product {
        Product::Confluence => "confluence",
        _ => "jira",
    }
}

/// Milliseconds.
pub(super) fn until_next_hour(now: i64) -> u64 {
    u64::try_from(HOUR - now.rem_euclid(HOUR)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(product: Product, method: &'static str, template: &'static str) -> Subject {
        Subject {
            product,
            method,
            template,
            path: template.to_owned(),
            key: None,
            oauth: false,
            issue: None,
            users: 0,
        }
    }

    fn header<'a>(reply: &'a Reply, name: &str) -> Option<&'a str> {
        let found = reply.headers.iter().find(|(key, _)| key == name);
        found.and_then(|(_, value)| value.to_str().ok())
    }

    /// How many calls pass before the first refusal, and that refusal.
    fn until_refused(gate: &mut Gate, subject: &Subject, now: i64) -> (usize, Reply) {
        for passed in 0..1_000 {
            if let Some(refused) = gate.refuse(subject, now) {
                return (passed, refused);
            }
        }
        panic!("never refused")
    }

    #[test]
    fn one_issue_is_written_to_twenty_times_in_two_seconds_and_a_hundred_in_thirty() {
        let mut gate = Gate::new(Limits::new(), 0);
        let edit = |issue| Subject {
            issue: Some(issue),
            ..subject(Product::Jira, "PUT", "/rest/api/3/issue/{issueIdOrKey}")
        };
        let (passed, refused) = until_refused(&mut gate, &edit(10_001), 0);
        assert_eq!((passed, refused.status), (20, 429));
        let reason = header(&refused, "ratelimit-reason");
        assert_eq!(reason, Some("jira-per-issue-on-write"));
        assert_eq!(header(&refused, "retry-after"), Some("2"));
        assert_eq!(header(&refused, "x-ratelimit-limit"), Some("20"));
        // Another issue can be written to, and this one in other ways no more than in this one.
        assert!(gate.refuse(&edit(10_002), 0).is_none());
        let comment = Subject {
            issue: Some(10_001),
            ..subject(
                Product::Jira,
                "POST",
                "/rest/api/3/issue/{issueIdOrKey}/comment",
            )
        };
        assert!(gate.refuse(&comment, 1_999).is_some());
        for round in 1..5 {
            assert_eq!(until_refused(&mut gate, &comment, round * 2_000).0, 20);
        }
        let (passed, refused) = until_refused(&mut gate, &comment, 10_000);
        assert_eq!(passed, 0);
        assert_eq!(header(&refused, "retry-after"), Some("20"));
        assert_eq!(header(&refused, "x-ratelimit-limit"), Some("100"));
        assert_eq!(until_refused(&mut gate, &comment, 30_000).0, 20);
    }

    #[test]
    fn events_are_asked_for_ten_times_a_minute() {
        let mut gate = Gate::new(Limits::new(), 0);
        let by = |key| Subject {
            key: Some(key),
            ..subject(
                Product::Organization,
                "GET",
                "/admin/v1/orgs/{orgId}/events",
            )
        };
        let (passed, refused) = until_refused(&mut gate, &by(0), 0);
        assert_eq!((passed, refused.status), (10, 429));
        // Another key uses the same path.
        assert_eq!(until_refused(&mut gate, &by(1), 59_999).0, 0);
        assert_eq!(until_refused(&mut gate, &by(1), 60_000).0, 10);
        let stream = Subject {
            template: "/admin/v1/orgs/{orgId}/events-stream",
            ..by(0)
        };
        for _ in 0..50 {
            assert!(gate.refuse(&stream, 0).is_none());
        }
        let mut answer = Reply::empty(200);
        gate.settle(&by(1), &mut answer, 60_000);
        assert_eq!(header(&answer, "x-ratelimit-limit"), Some("10"));
        assert_eq!(header(&answer, "x-ratelimit-remaining"), Some("0"));
    }

    #[test]
    fn a_refused_call_takes_nothing_from_any_limit() {
        let mut gate = Gate::new(Limits::new().burst_scale(0.02), 0);
        let edit = Subject {
            issue: Some(10_001),
            ..subject(Product::Jira, "PUT", "/rest/api/3/issue/{issueIdOrKey}")
        };
        assert_eq!(until_refused(&mut gate, &edit, 0).0, 1);
        for _ in 0..100 {
            assert!(gate.refuse(&edit, 0).is_some());
        }
        let left = |levels: Vec<LimitLevel>| -> Vec<u64> {
            levels.iter().map(|level| level.remaining).collect()
        };
        assert_eq!(left(gate.report(0, 0)), [0, 19, 99, 50]);
        assert_eq!(until_refused(&mut gate, &edit, 1_000).0, 1);
    }
}
