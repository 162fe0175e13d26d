//! Limits: how much a site lets its callers ask.

mod announce;
mod bucket;
mod gate;
mod organization;
mod points;
mod rates;
mod refusal;
mod subject;

pub(crate) use gate::Gate;
pub use gate::LimitLevel;
pub(crate) use subject::Subject;

/// The limits of the services. [`Limits::new`] has those that apply to API tokens, as they are
/// documented; each can be changed, and the points of OAuth apps added.
///
/// ```
/// use atlassian_sim::{Limits, Quota, Stage};
///
/// // A hundredth of the usual: the second call within a second is refused.
/// let slow = Limits::new().burst_scale(0.01);
/// // One operation is slower than the others.
/// let one = Limits::new().burst("GET", "/rest/api/3/group/member", 5.0);
/// // An app that may spend 200 points an hour.
/// let poor = Limits::new().quota(Quota::Global(200), Stage::Enforced);
/// ```
#[derive(Debug, Clone)]
pub struct Limits {
    burst: bool,
    scale: f64,
    buffer: f64,
    rates: Vec<(String, String, f64)>,
    structured: Option<Stage>,
    issue_writes: bool,
    quota: Option<(Quota, Stage)>,
    user_search: Option<f64>,
    events: u32,
    organization: Option<u32>,
    reset: ResetFormat,
}

/// The points that an OAuth app may spend in an hour; [`Quota::GLOBAL`] is what most apps have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Quota {
    /// One pool for all sites of the app.
    Global(u64),
    /// A pool for each site, by its plan and its licensed users.
    Free,
    /// 100,000 and 10 for each user.
    Standard,
    /// 130,000 and 20 for each user.
    Premium,
    /// 150,000 and 30 for each user.
    Enterprise,
}

impl Quota {
    /// 65,000 points an hour.
    pub const GLOBAL: Self = Self::Global(65_000);

    fn points(self, users: usize) -> u64 {
        let users = u64::try_from(users).unwrap_or(u64::MAX);
        let of =
            |base: u64, each: u64| users.saturating_mul(each).saturating_add(base).min(500_000);
        match self {
            Self::Global(points) => points,
            Self::Free => 65_000,
            Self::Standard => of(100_000, 10),
            Self::Premium => of(130_000, 20),
            Self::Enterprise => of(150_000, 30),
        }
    }
}

/// Whether a limit refuses calls or is only announced, in headers that begin with `Beta-`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// Announced without a prefix.
    Enforced,
    /// Announced with the prefix.
    Beta,
}

/// How `X-RateLimit-Reset` is written; the services do both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResetFormat {
    /// `2026-01-01T01:01:01Z`
    Seconds,
    /// `2026-01-01T01:01Z`, which can lie before the moment that is meant.
    Minutes,
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}

impl Limits {
    /// What is documented: bursts for each operation, writes for each issue, user searches, the
    /// organization's events.
    #[must_use]
    pub fn new() -> Self {
        Self {
            burst: true,
            scale: 1.0,
            buffer: 1.0,
            rates: Vec::new(),
            structured: None,
            issue_writes: true,
            quota: None,
            user_search: Some(50.0),
            events: 10,
            organization: None,
            reset: ResetFormat::Seconds,
        }
    }

    /// The calls a second of one operation, instead of the documented 100 (GET and POST) or 50
    /// (PUT and DELETE) and their documented exceptions. The template is the operation's
    /// (`/rest/api/3/group/member`).
    #[must_use]
    pub fn burst(
        mut self,
        method: impl Into<String>,
        template: impl Into<String>,
        per_second: f64,
    ) -> Self {
        self.rates
            .push((method.into(), template.into(), per_second));
        self
    }

    /// Multiplies the calls a second of every operation.
    #[must_use]
    pub fn burst_scale(mut self, factor: f64) -> Self {
        self.scale = factor;
        self
    }

    /// How many seconds' worth of calls a bucket holds, so that so many can be made at once; one
    /// by default, since the services do not say.
    #[must_use]
    pub fn burst_buffer(mut self, seconds: f64) -> Self {
        self.buffer = seconds;
        self
    }

    /// Lifts the limits for each operation.
    #[must_use]
    pub fn without_burst(mut self) -> Self {
        self.burst = false;
        self
    }

    /// Tells of the bursts in the structured headers too (`RateLimit`, `RateLimit-Policy`), with
    /// the prefix `Beta-` or without. The limit itself is enforced either way.
    #[must_use]
    pub fn structured_burst(mut self, stage: Stage) -> Self {
        self.structured = Some(stage);
        self
    }

    /// Lifts the limit of 20 writes in 2 seconds and 100 in 30 seconds for each issue.
    #[must_use]
    pub fn without_issue_writes(mut self) -> Self {
        self.issue_writes = false;
        self
    }

    /// Counts the points of OAuth callers; API tokens do not have to do with points.
    #[must_use]
    pub fn quota(mut self, quota: Quota, stage: Stage) -> Self {
        self.quota = Some((quota, stage));
        self
    }

    /// The calls a second that all user searches of Jira share, 50 by default: that there is such
    /// a limit is documented, and not how high it is.
    #[must_use]
    pub fn user_search(mut self, per_second: f64) -> Self {
        self.user_search = Some(per_second);
        self
    }

    /// The calls a minute of `GET /admin/v1/orgs/{orgId}/events`, for each key and for each path;
    /// 10 by default.
    #[must_use]
    pub fn events(mut self, per_minute: u32) -> Self {
        self.events = per_minute;
        self
    }

    /// The calls a minute of every other operation of the organization's APIs. There are such
    /// limits, of unknown height; none is simulated without this.
    #[must_use]
    pub fn organization(mut self, per_minute: u32) -> Self {
        self.organization = Some(per_minute);
        self
    }

    /// The calls a second of one operation, as it was told or as it is documented.
    fn rate_of(&self, method: &str, template: &str) -> f64 {
        let told = self
            .rates
            .iter()
            .rev()
            .find(|(of, path, _)| of.eq_ignore_ascii_case(method) && path == template);
        let rate = told.map_or_else(|| rates::rate(method, template), |(_, _, rate)| *rate);
        rate * self.scale
    }

    /// How `X-RateLimit-Reset` is written.
    #[must_use]
    pub fn reset_format(mut self, format: ResetFormat) -> Self {
        self.reset = format;
        self
    }
}
