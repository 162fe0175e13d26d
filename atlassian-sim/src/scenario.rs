//! A scenario: what shall go wrong, written down as JSON.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use crate::builder::SimBuilder;
use crate::faults::Fault;
use crate::limits::{Limits, Quota, ResetFormat, Stage};

/// Clock, latency, limits and faults, read from JSON; the crate's front page describes the fields.
///
/// ```
/// use atlassian_sim::{Scenario, Sim};
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// let scenario = Scenario::from_json(r#"{
///     "latency": { "ms": 5 },
///     "faults": [{ "path": "/rest/api/3/myself", "action": { "answer": { "status": 503 } } }]
/// }"#)?;
/// let sim = Sim::builder().scenario(scenario).start().await?;
/// # let wrong = Scenario::from_json(r#"{ "latncy": {} }"#).unwrap_err();
/// # assert!(wrong.to_string().starts_with("unknown field `latncy`"));
/// # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
/// ```
#[derive(Debug, Clone)]
pub struct Scenario {
    clock: ClockPart,
    latency: LatencyPart,
    index_lag: Option<Duration>,
    limits: Option<Limits>,
    faults: Vec<Fault>,
}

/// What is wrong with the JSON of a scenario, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioError(String);

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ScenarioError {}

impl Scenario {
    /// Reads a scenario. Every field may be left out; a field that does not exist is refused.
    ///
    /// # Errors
    /// When the text is not such JSON; the error names the line, or the field with a value that
    /// makes no sense.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        let parts: Parts =
            serde_json::from_str(text).map_err(|error| ScenarioError(error.to_string()))?;
        let mut faults = Vec::new();
        for (at, part) in parts.faults.into_iter().enumerate() {
            let fault = part
                .fault()
                .map_err(|wrong| ScenarioError(format!("faults[{at}].{wrong}")))?;
            faults.push(fault);
        }
        Ok(Self {
            clock: parts.clock,
            latency: parts.latency,
            index_lag: parts.index_lag_ms.map(Duration::from_millis),
            limits: parts
                .limits
                .map(LimitsPart::limits)
                .transpose()
                .map_err(|wrong| ScenarioError(format!("limits.{wrong}")))?,
            faults,
        })
    }

    /// The faults alone; what else the scenario says needs a new start.
    pub(crate) fn only_faults(self) -> Result<Vec<Fault>, ScenarioError> {
        let more = self.clock.manual
            || self.clock.skew_seconds.is_some()
            || self.latency.ms.is_some()
            || self.latency.jitter_ms.is_some()
            || self.index_lag.is_some()
            || self.limits.is_some();
        if more {
            return Err(ScenarioError(
                "only faults can be added to a running site".to_owned(),
            ));
        }
        Ok(self.faults)
    }

    /// Tells a builder what the scenario says, and leaves the rest of it alone.
    pub(crate) fn apply(self, mut builder: SimBuilder) -> SimBuilder {
        if self.clock.manual {
            builder = builder.manual_clock();
        }
        if let Some(seconds) = self.clock.skew_seconds {
            builder = builder.clock_skew(seconds);
        }
        if let Some(ms) = self.latency.ms {
            builder = builder.latency(Duration::from_millis(ms));
        }
        if let Some(ms) = self.latency.jitter_ms {
            builder = builder.latency_jitter(Duration::from_millis(ms));
        }
        if let Some(time) = self.index_lag {
            builder = builder.index_lag(time);
        }
        if let Some(limits) = self.limits {
            builder = builder.limits(limits);
        }
        self.faults.into_iter().fold(builder, SimBuilder::fault)
    }
}

/// A scenario as it is written.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Parts {
    #[serde(default)]
    clock: ClockPart,
    #[serde(default)]
    latency: LatencyPart,
    index_lag_ms: Option<u64>,
    limits: Option<LimitsPart>,
    #[serde(default)]
    faults: Vec<FaultPart>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ClockPart {
    #[serde(default)]
    manual: bool,
    skew_seconds: Option<i64>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct LatencyPart {
    ms: Option<u64>,
    jitter_ms: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct LimitsPart {
    burst: Option<bool>,
    burst_scale: Option<f64>,
    burst_buffer_seconds: Option<f64>,
    #[serde(default)]
    rates: Vec<RatePart>,
    structured_burst: Option<StagePart>,
    issue_writes: Option<bool>,
    points: Option<PointsPart>,
    user_search_per_second: Option<f64>,
    events_per_minute: Option<u32>,
    organization_per_minute: Option<u32>,
    reset_format: Option<ResetPart>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RatePart {
    method: String,
    path: String,
    per_second: f64,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
enum StagePart {
    Enforced,
    Beta,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum ResetPart {
    Seconds,
    Minutes,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PointsPart {
    quota: QuotaPart,
    stage: Option<StagePart>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum QuotaPart {
    Global(u64),
    Free,
    Standard,
    Premium,
    Enterprise,
}

impl From<StagePart> for Stage {
    fn from(part: StagePart) -> Self {
        match part {
            StagePart::Enforced => Self::Enforced,
            StagePart::Beta => Self::Beta,
        }
    }
}

fn above_zero(name: &str, value: f64) -> Result<f64, String> {
    if value > 0.0 {
        Ok(value)
    } else {
        Err(format!("{name} must be above 0, and is {value}"))
    }
}

impl LimitsPart {
    fn limits(self) -> Result<Limits, String> {
        let mut limits = Limits::new();
        if self.burst == Some(false) {
            limits = limits.without_burst();
        }
        if let Some(factor) = self.burst_scale {
            limits = limits.burst_scale(above_zero("burstScale", factor)?);
        }
        if let Some(seconds) = self.burst_buffer_seconds {
            limits = limits.burst_buffer(above_zero("burstBufferSeconds", seconds)?);
        }
        for rate in self.rates {
            let per_second = above_zero("rates: perSecond", rate.per_second)?;
            limits = limits.burst(rate.method, rate.path, per_second);
        }
        if let Some(stage) = self.structured_burst {
            limits = limits.structured_burst(stage.into());
        }
        if self.issue_writes == Some(false) {
            limits = limits.without_issue_writes();
        }
        if let Some(points) = self.points {
            let quota = match points.quota {
                QuotaPart::Global(points) => Quota::Global(points),
                QuotaPart::Free => Quota::Free,
                QuotaPart::Standard => Quota::Standard,
                QuotaPart::Premium => Quota::Premium,
                QuotaPart::Enterprise => Quota::Enterprise,
            };
            limits = limits.quota(quota, points.stage.map_or(Stage::Enforced, Stage::from));
        }
        if let Some(rate) = self.user_search_per_second {
            limits = limits.user_search(above_zero("userSearchPerSecond", rate)?);
        }
        if let Some(calls) = self.events_per_minute {
            limits = limits.events(calls);
        }
        if let Some(calls) = self.organization_per_minute {
            limits = limits.organization(calls);
        }
        Ok(match self.reset_format {
            Some(ResetPart::Minutes) => limits.reset_format(ResetFormat::Minutes),
            Some(ResetPart::Seconds) | None => limits,
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FaultPart {
    method: Option<String>,
    path: Option<String>,
    after: Option<usize>,
    times: Option<usize>,
    share: Option<f64>,
    #[serde(default)]
    when: WhenPart,
    delay_ms: Option<u64>,
    jitter_ms: Option<u64>,
    clock_skew_seconds: Option<i64>,
    action: Option<ActionPart>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WhenPart {
    #[serde(default)]
    query: BTreeMap<String, String>,
    body_contains: Option<String>,
    account_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum ActionPart {
    Answer(AnswerPart),
    LoginPage,
    ExpiredToken,
    RepeatedToken,
    ShortPages(usize),
    OddElement(Value),
    DuplicatedElement,
    ForeignUrls(String),
    CutBody,
    Hang,
    Reset,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AnswerPart {
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// Text, or any other JSON.
    body: Option<Value>,
    content_type: Option<String>,
    retry_after: Option<u64>,
    retry_after_date: Option<u32>,
    #[serde(default)]
    carried_out: bool,
}

impl FaultPart {
    fn fault(self) -> Result<Fault, String> {
        let any = || "*".to_owned();
        let mut fault = Fault::on(
            self.method.unwrap_or_else(any),
            self.path.unwrap_or_else(any),
        );
        if let Some(calls) = self.after {
            fault = fault.after(calls);
        }
        if let Some(calls) = self.times {
            fault = fault.times(calls);
        }
        if let Some(share) = self.share {
            if !(0.0..=1.0).contains(&share) {
                return Err(format!("share must lie between 0 and 1, and is {share}"));
            }
            fault = fault.share(share);
        }
        fault = self.when.condition(fault);
        if let Some(action) = self.action {
            fault = action.act(fault)?;
        }
        if let Some(ms) = self.delay_ms {
            fault = fault.delay(Duration::from_millis(ms));
        }
        if let Some(ms) = self.jitter_ms {
            fault = fault.jitter(Duration::from_millis(ms));
        }
        if let Some(seconds) = self.clock_skew_seconds {
            fault = fault.clock_skew(seconds);
        }
        Ok(fault)
    }
}

impl WhenPart {
    fn condition(self, mut fault: Fault) -> Fault {
        for (name, value) in self.query {
            fault = fault.when(move |request| request.query(&name) == Some(value.as_str()));
        }
        if let Some(part) = self.body_contains {
            fault = fault.when(move |request| request.body.contains(&part));
        }
        if let Some(id) = self.account_id {
            fault = fault.when(move |request| request.account_id == Some(id.as_str()));
        }
        fault
    }
}

impl ActionPart {
    fn act(self, fault: Fault) -> Result<Fault, String> {
        Ok(match self {
            Self::Answer(answer) => return answer.give(fault),
            Self::LoginPage => fault.login_page(),
            Self::ExpiredToken => fault.expired_token(),
            Self::RepeatedToken => fault.repeated_token(),
            Self::ShortPages(0) => return Err("action.shortPages must be above 0".to_owned()),
            Self::ShortPages(size) => fault.short_pages(size),
            Self::OddElement(element) => fault.odd_element(element.to_string()),
            Self::DuplicatedElement => fault.duplicated_element(),
            Self::ForeignUrls(origin) => fault.foreign_urls(origin),
            Self::CutBody => fault.cut_body(),
            Self::Hang => fault.hang(),
            Self::Reset => fault.reset(),
        })
    }
}

impl AnswerPart {
    fn give(self, fault: Fault) -> Result<Fault, String> {
        if !(200..=599).contains(&self.status) {
            return Err(format!(
                "action.answer.status must lie between 200 and 599, and is {}",
                self.status
            ));
        }
        let mut fault = fault.status(self.status);
        let (body, usual) = match self.body {
            None => (String::new(), ""),
            Some(Value::String(text)) => (text, "text/plain"),
            Some(json) => (json.to_string(), "application/json"),
        };
        let content_type = self.content_type.unwrap_or_else(|| usual.to_owned());
        fault = fault.body(body, content_type);
        for (name, value) in self.headers {
            fault = fault.header(name, value);
        }
        if let Some(seconds) = self.retry_after {
            fault = fault.retry_after(seconds);
        }
        if let Some(seconds) = self.retry_after_date {
            fault = fault.retry_after_date(seconds);
        }
        Ok(if self.carried_out {
            fault.carried_out()
        } else {
            fault
        })
    }
}
