//! Faults to order: what goes wrong, where, and how often.

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

mod answer;
mod page;
mod strike;
mod twist;
mod view;

pub(crate) use answer::Answer;
pub(crate) use page::{shortened, with_dead_token};
pub(crate) use strike::{Action, Faults, Strike};
pub(crate) use twist::Twist;
pub use view::RequestView;

/// Something that goes wrong at one operation.
///
/// ```
/// # use std::time::Duration;
/// use atlassian_sim::Fault;
///
/// // The third and the fourth page are refused.
/// let limited = Fault::on("GET", "/rest/api/3/group/member")
///     .after(2)
///     .times(2)
///     .status(429)
///     .retry_after(1);
/// // One answer breaks off in the middle.
/// let broken = Fault::on("GET", "/rest/api/3/users/search").times(1).cut_body();
/// // The service is slow, and more so at times.
/// let slow = Fault::on("*", "*").delay(Duration::from_millis(200)).jitter(Duration::from_millis(300));
/// // A fifth of the writes is carried out although the answer says otherwise.
/// let lost = Fault::on("POST", "*").share(0.2).status(504).carried_out();
/// // One page cannot be had.
/// let page = Fault::on("GET", "/rest/api/3/group/bulk").when(|request| request.query("startAt") == Some("50"));
/// ```
#[derive(Clone)]
pub struct Fault {
    method: String,
    template: String,
    after: usize,
    times: Option<usize>,
    /// Of a million calls, how many are struck.
    share: usize,
    conditions: Vec<Condition>,
    wait: Duration,
    jitter: Duration,
    skew: i64,
    action: Action,
    /// Nobody has said yet what goes wrong.
    unsaid: bool,
}

type Condition = Arc<dyn Fn(&RequestView<'_>) -> bool + Send + Sync>;

/// All of a million.
const ALL: usize = 1_000_000;

impl std::fmt::Debug for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fault")
            .field("method", &self.method)
            .field("template", &self.template)
            .field("after", &self.after)
            .field("times", &self.times)
            .field("conditions", &self.conditions.len())
            .field("action", &self.action)
            .finish_non_exhaustive()
    }
}

/// What others are told of it.
impl Fault {
    /// Method and path, and how many calls still pass and are struck; `None`: without an end.
    pub(crate) fn place(&self) -> (&str, &str, usize, Option<usize>) {
        (&self.method, &self.template, self.after, self.times)
    }

    /// What it does, in a few words.
    pub(crate) fn effect(&self) -> String {
        let mut effect = self.action.words();
        if !self.wait.is_zero() || !self.jitter.is_zero() {
            let _ = write!(effect, ", {} ms late", self.wait.as_millis());
        }
        if self.skew != 0 {
            let _ = write!(effect, ", clock wrong by {} s", self.skew / 1_000);
        }
        effect
    }
}

/// Where and how often.
impl Fault {
    /// A fault at the operation with this method and path template (`/rest/api/3/users/search`,
    /// `/rest/api/3/applicationrole/{key}`), on the site and on the gateway alike, but in this version
    /// of the API only. A path that is no operation's template is compared with the path as sent; `*`
    /// stands for every method or every path.
    ///
    /// Without anything else said, every such call is answered with 503 and an HTML page.
    #[must_use]
    pub fn on(method: impl Into<String>, path_template: impl Into<String>) -> Self {
        Self {
            method: method.into(),
            template: path_template.into(),
            after: 0,
            times: None,
            share: ALL,
            conditions: Vec::new(),
            wait: Duration::ZERO,
            jitter: Duration::ZERO,
            skew: 0,
            action: Action::Answer(Answer::unavailable()),
            unsaid: true,
        }
    }

    /// Lets this many matching calls pass first.
    #[must_use]
    pub fn after(mut self, calls: usize) -> Self {
        self.after = calls;
        self
    }

    /// Strikes this many calls, and no more. Without it the fault stays until
    /// [`Sim::clear_faults`](crate::Sim::clear_faults).
    #[must_use]
    pub fn times(mut self, calls: usize) -> Self {
        self.times = Some(calls);
        self
    }

    /// Strikes this share of the matching calls, between 0 and 1. Which ones follows from the
    /// simulator's seed and the order of the calls.
    #[must_use]
    pub fn share(mut self, share: f64) -> Self {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 0..=1,000,000
        let of_a_million = (share.clamp(0.0, 1.0) * 1e6).round() as usize;
        self.share = of_a_million;
        self
    }

    /// Strikes only requests of which this is true; several conditions must all be true. The
    /// condition must not call the [`Sim`](crate::Sim).
    #[must_use]
    pub fn when(
        mut self,
        condition: impl Fn(&RequestView<'_>) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.conditions.push(Arc::new(condition));
        self
    }
}

/// An answer instead of the service's own.
impl Fault {
    fn act(mut self, action: Action) -> Self {
        self.action = action;
        self.unsaid = false;
        self
    }

    fn answer(mut self, change: impl FnOnce(&mut Answer)) -> Self {
        if let Action::Answer(answer) = &mut self.action {
            change(answer);
            self.unsaid = false;
        }
        self
    }

    /// Answers with this status and an empty body; the operation is not carried out.
    #[must_use]
    pub fn status(self, code: u16) -> Self {
        self.act(Action::Answer(Answer::status(code)))
    }

    /// Adds a header to the answer given by [`status`](Self::status).
    #[must_use]
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let header = (name.into(), value.into());
        self.answer(|answer| answer.headers.push(header))
    }

    /// The body of the answer given by [`status`](Self::status).
    #[must_use]
    pub fn body(self, text: impl Into<String>, type_of_content: impl Into<String>) -> Self {
        let (text, content_type) = (text.into(), type_of_content.into());
        self.answer(|answer| {
            answer.body = text;
            answer.content_type = content_type;
        })
    }

    /// Adds `Retry-After` in seconds to the answer given by [`status`](Self::status). What is not
    /// a number, such as `0.5` or `soon`, can be sent with [`header`](Self::header).
    #[must_use]
    pub fn retry_after(self, seconds: u64) -> Self {
        self.header("Retry-After", seconds.to_string())
    }

    /// Adds `Retry-After` as a date, so many seconds from the moment of the answer.
    #[must_use]
    pub fn retry_after_date(self, seconds: u32) -> Self {
        self.answer(|answer| answer.retry_in = Some(seconds))
    }

    /// Carries the operation out, although the answer given by [`status`](Self::status) says that
    /// something went wrong.
    #[must_use]
    pub fn carried_out(self) -> Self {
        self.answer(|answer| answer.carried_out = true)
    }

    /// Answers 200 with the HTML of a log-in page, as a proxy or single sign-on does.
    #[must_use]
    pub fn login_page(self) -> Self {
        self.act(Action::Answer(Answer::login_page()))
    }

    /// Refuses a page token or cursor as expired, with the 400 of the service; requests without
    /// one pass.
    #[must_use]
    pub fn expired_token(self) -> Self {
        self.act(Action::ExpiredToken)
    }
}

/// What happens to the connection, and when.
impl Fault {
    /// Carries the operation out, promises the whole answer and breaks the connection in the
    /// middle of it.
    #[must_use]
    pub fn cut_body(self) -> Self {
        self.act(Action::CutBody)
    }

    /// Never answers; the operation is not carried out.
    #[must_use]
    pub fn hang(self) -> Self {
        self.act(Action::Hang)
    }

    /// Resets the connection instead of answering; the operation is not carried out.
    #[must_use]
    pub fn reset(self) -> Self {
        self.act(Action::Reset)
    }

    /// Nothing goes wrong but what the caller adds to it.
    fn beside(mut self) -> Self {
        if self.unsaid {
            self.action = Action::Pass;
        }
        self
    }

    /// Waits before the operation is carried out and answered. Can be combined with what else
    /// goes wrong.
    #[must_use]
    pub fn delay(mut self, time: Duration) -> Self {
        self.wait = time;
        self.beside()
    }

    /// Waits up to this much longer, by chance that follows from the simulator's seed.
    #[must_use]
    pub fn jitter(mut self, time: Duration) -> Self {
        self.jitter = time;
        self.beside()
    }

    /// Lets the answering machine's clock be wrong by so many seconds: its `Date` header and its
    /// stamps are ahead, or behind when negative. Can be combined with what else goes wrong.
    #[must_use]
    pub fn clock_skew(mut self, seconds: i64) -> Self {
        self.skew = seconds.saturating_mul(1_000);
        self.beside()
    }
}

/// What is wrong with an answer that looks right.
impl Fault {
    /// Names the position just asked for as that of the next page.
    #[must_use]
    pub fn repeated_token(self) -> Self {
        self.act(Action::Twist(Twist::RepeatedToken))
    }

    /// Gives at most this many elements for each page, whatever was asked for; paging goes on
    /// behind them, so that nothing is lost to those who read on.
    #[must_use]
    pub fn short_pages(self, size: usize) -> Self {
        self.act(Action::ShortPages(size.max(1)))
    }

    /// Puts something else in the place of the element in the middle of a page: this JSON, or this
    /// text where it is not JSON.
    #[must_use]
    pub fn odd_element(self, json: impl Into<String>) -> Self {
        self.act(Action::Twist(Twist::OddElement(json.into())))
    }

    /// Gives the first element of a page once more at its end.
    #[must_use]
    pub fn duplicated_element(self) -> Self {
        self.act(Action::Twist(Twist::DuplicatedElement))
    }

    /// Lets every URL of the site in an answer, the one of the next page included, point at this
    /// origin (`https://elsewhere.example.com`).
    #[must_use]
    pub fn foreign_urls(self, origin: impl Into<String>) -> Self {
        let origin = origin.into().trim_end_matches('/').to_owned();
        self.act(Action::Twist(Twist::ForeignUrls(origin)))
    }
}
