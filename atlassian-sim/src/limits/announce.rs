//! The headers that tell how much is left of the points, and the structured ones.

use super::gate::{Gate, name, until_next_hour};
use super::refusal::{reset, seconds};
use super::subject::Subject;
use super::{Quota, Stage};
use crate::reply::Reply;

impl Gate {
    pub(super) fn structured(&mut self, subject: &Subject, mut reply: Reply, now: i64) -> Reply {
        let mut policies: Vec<Policy> = Vec::new();
        if let Some((limit, left, stage)) = self.points_left(subject, now) {
            let global = matches!(self.limits.quota, Some((Quota::Global(_), _)));
            let near = near(limit, left);
            let wait = until_next_hour(now);
            policies.push(Policy {
                stage,
                name: if global {
                    "global-app-quota"
                } else {
                    "tenant-app-quota"
                }
                .to_owned(),
                // A quota that is used up is not described any more.
                quota: (left > 0).then_some((limit, 3_600)),
                // Who is far from the limit is not told how far.
                left: near.then_some(left),
                until: seconds(wait),
            });
            reply = match stage {
                Stage::Enforced if near => reply.with_header("x-ratelimit-nearlimit", "true"),
                Stage::Enforced => reply,
                Stage::Beta => self.beta(subject, reply, (limit, left), now),
            };
        }
        if let (Some(stage), Some(bucket)) = (self.limits.structured, self.bucket(subject)) {
            policies.push(Policy {
                stage,
                name: format!("{}-burst-based", name(subject.product)),
                quota: Some((bucket.limit(), 1)),
                left: Some(bucket.remaining()),
                until: 1,
            });
        }
        for (stage, policy_header, header) in [
            (Stage::Enforced, "ratelimit-policy", "ratelimit"),
            (Stage::Beta, "beta-ratelimit-policy", "beta-ratelimit"),
        ] {
            let of_stage = || policies.iter().filter(|policy| policy.stage == stage);
            let described: Vec<String> = of_stage().filter_map(Policy::description).collect();
            let levels: Vec<String> = of_stage().map(Policy::level).collect();
            if !described.is_empty() {
                reply = reply.with_header(policy_header, &described.join(","));
            }
            if !levels.is_empty() {
                reply = reply.with_header(header, &levels.join(","));
            }
        }
        reply
    }

    /// What would be, if the points were enforced.
    fn beta(&self, subject: &Subject, reply: Reply, (limit, left): (u64, u64), now: i64) -> Reply {
        let mut reply = reply
            .with_header("x-beta-ratelimit-limit", &limit.to_string())
            .with_header("x-beta-ratelimit-remaining", &left.to_string());
        if near(limit, left) {
            reply = reply.with_header("x-beta-ratelimit-nearlimit", "true");
        }
        if left > 0 {
            return reply;
        }
        let wait = until_next_hour(now);
        let reason = self.quota_reason(subject).unwrap_or_default();
        reply
            .with_header(
                "x-beta-ratelimit-reset",
                &reset(self.limits.reset, now, wait),
            )
            .with_header("x-beta-ratelimit-reason", &reason)
            .with_header("beta-retry-after", &seconds(wait).to_string())
    }
}

/// One entry of the structured headers.
#[derive(Debug)]
struct Policy {
    stage: Stage,
    name: String,
    /// How much there is in how many seconds.
    quota: Option<(u64, u64)>,
    left: Option<u64>,
    /// Seconds until it begins anew.
    until: u64,
}

impl Policy {
    fn description(&self) -> Option<String> {
        let (quota, window) = self.quota?;
        Some(format!("\"{}\";q={quota};w={window}", self.name))
    }

    fn level(&self) -> String {
        let left = self
            .left
            .map(|left| format!("r={left};"))
            .unwrap_or_default();
        format!("\"{}\";{left}t={}", self.name, self.until)
    }
}

/// Less than a fifth is left.
fn near(limit: u64, left: u64) -> bool {
    left.saturating_mul(5) < limit
}
