//! Which fault strikes which call.

use std::borrow::Cow;
use std::time::Duration;

use super::{ALL, Answer, Fault, RequestView, Twist};
use crate::reply::Reply;
use crate::state::rng::Rng;
use crate::world::World;

#[derive(Debug, Clone, Default)]
pub(crate) enum Action {
    /// Nothing but what the strike says beside.
    #[default]
    Pass,
    Answer(Answer),
    ExpiredToken,
    CutBody,
    Hang,
    Reset,
    Twist(Twist),
    ShortPages(usize),
}

impl Action {
    /// What it does, in a few words.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Pass => "answers as usual".to_owned(),
            Self::Answer(answer) if answer.carried_out => {
                format!("carries out, answers {}", answer.status)
            }
            Self::Answer(answer) => format!("answers {}", answer.status),
            Self::ExpiredToken => "page tokens expired".to_owned(),
            Self::CutBody => "cuts the answer".to_owned(),
            Self::Hang => "never answers".to_owned(),
            Self::Reset => "resets the connection".to_owned(),
            Self::ShortPages(size) => format!("pages of {size}"),
            Self::Twist(Twist::RepeatedToken) => "repeats the page token".to_owned(),
            Self::Twist(Twist::OddElement(_)) => "an odd element".to_owned(),
            Self::Twist(Twist::DuplicatedElement) => "an element twice".to_owned(),
            Self::Twist(Twist::ForeignUrls(_)) => "foreign URLs".to_owned(),
        }
    }
}

/// What a fault does to one call; by default nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strike {
    pub(crate) wait: Duration,
    /// Milliseconds by which the clock is wrong.
    pub(crate) skew: i64,
    pub(crate) action: Action,
}

impl Strike {
    /// The service's answer as it arrives.
    pub(crate) fn alter(&self, world: &World, view: &RequestView<'_>, mut reply: Reply) -> Reply {
        match &self.action {
            Action::Answer(answer) => answer.reply(world.now().saturating_add(self.skew)),
            Action::Twist(twist) => {
                twist.apply(world, view, &mut reply);
                reply
            }
            _ => reply,
        }
    }
}

/// What was called, as a fault names it: the operation's template in the version of the API that was
/// asked for, or else the path.
fn called<'a>(view: &RequestView<'a>) -> Cow<'a, str> {
    let Some(template) = view.operation else {
        return view.path.into();
    };
    let older = |version: &&str| view.path.contains(version);
    match ["/rest/api/2/", "/rest/api/latest/"]
        .into_iter()
        .find(older)
    {
        Some(version) => template.replacen("/rest/api/3/", version, 1).into(),
        None => template.into(),
    }
}

impl Fault {
    fn concerns(&self, view: &RequestView<'_>) -> bool {
        let there = match &self.action {
            Action::ExpiredToken => view.token().is_some(),
            Action::Twist(Twist::RepeatedToken) => view.is_later_page(),
            _ => true,
        };
        (self.method == "*" || self.method.eq_ignore_ascii_case(view.method))
            && (self.template == "*" || self.template == *called(view))
            && there
            && self.conditions.iter().all(|condition| condition(view))
    }
}

/// A fault that waits for its call, and its chance.
#[derive(Debug)]
struct Armed {
    fault: Fault,
    rng: Rng,
}

impl Armed {
    fn has_chance(&mut self) -> bool {
        self.fault.share == ALL || self.rng.below(ALL) < self.fault.share
    }

    fn strike(&mut self) -> Strike {
        let jitter = usize::try_from(self.fault.jitter.as_millis()).unwrap_or(usize::MAX);
        let longer = self.rng.below(jitter.saturating_add(1));
        let longer = Duration::from_millis(u64::try_from(longer).unwrap_or(0));
        Strike {
            wait: self.fault.wait.saturating_add(longer),
            skew: self.fault.skew,
            action: self.fault.action.clone(),
        }
    }
}

/// The faults that wait for their call.
#[derive(Debug)]
pub(crate) struct Faults {
    armed: Vec<Armed>,
    rng: Rng,
}

impl Faults {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            armed: Vec::new(),
            rng: Rng::new(seed ^ 0xfa17_5000),
        }
    }

    pub(crate) fn add(&mut self, fault: Fault) {
        let rng = Rng::new(self.rng.next());
        self.armed.push(Armed { fault, rng });
    }

    /// Those that wait, in the order in which they are tried.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = &Fault> {
        self.armed.iter().map(|armed| &armed.fault)
    }

    pub(crate) fn clear(&mut self) {
        self.armed.clear();
    }

    /// The first fault that strikes this call. Every fault that concerns the call counts it.
    pub(crate) fn strike(&mut self, view: &RequestView<'_>) -> Option<Strike> {
        let mut struck = None;
        for armed in &mut self.armed {
            if !armed.fault.concerns(view) {
                continue;
            }
            if armed.fault.after > 0 {
                armed.fault.after -= 1;
            } else if struck.is_none() && armed.fault.times != Some(0) && armed.has_chance() {
                if let Some(times) = &mut armed.fault.times {
                    *times -= 1;
                }
                struck = Some(armed.strike());
            }
        }
        self.armed.retain(|armed| armed.fault.times != Some(0));
        struck
    }
}
