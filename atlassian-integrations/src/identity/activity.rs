//! When a person last used a product, as far as anybody can tell.

use serde::Serialize;

use super::{Day, Why};

/// When a person last used a product.
///
/// What is not known is never "inactive": see [`Activity::verdict`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// The last day with any use, as the organization knows it: a page looked at for two seconds. It learns of it up to a
    /// day late, and does not count what scripts do through the API.
    LastActive {
        /// The day.
        day: Day,
    },
    /// The organization says that the product was never used.
    Never {
        /// Since when the person is in the organization, where that is told.
        added: Option<Day>,
    },
    /// The site shows that something was changed on this day. Use without a change leaves no trace there, so there may
    /// have been some later: the day is a lower bound.
    SeenOn {
        /// The day, or the first of the days on one of which it was.
        day: Day,
    },
    /// Nobody can tell.
    Unknown(Why),
}

/// What an [`Activity`] says of the last N days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Used in these days.
    Active,
    /// Never used, but there to use it only since these days.
    New,
    /// Certainly not used in these days.
    Inactive,
    /// Nobody can tell.
    Unknown,
}

impl Activity {
    /// Whether the product was used on this day or later.
    ///
    /// *Inactive* takes the organization's word: a last day before that, or no use at all by somebody who was there all the
    /// while. A trace in the site proves activity and never inactivity.
    #[must_use]
    pub fn verdict(&self, since: Day) -> Verdict {
        match self {
            Self::LastActive { day } | Self::SeenOn { day } if *day >= since => Verdict::Active,
            Self::Never { added: Some(added) } if *added >= since => Verdict::New,
            Self::LastActive { .. } | Self::Never { added: Some(_) } => Verdict::Inactive,
            Self::Never { added: None } | Self::SeenOn { .. } | Self::Unknown(_) => {
                Verdict::Unknown
            }
        }
    }

    /// The last day that is known, if one is.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        match self {
            Self::LastActive { day } | Self::SeenOn { day } => Some(*day),
            Self::Never { .. } | Self::Unknown(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use atlassian_core::Timestamp;

    use super::super::Reason;
    use super::*;

    #[test]
    fn only_the_organization_can_say_inactive() {
        let day = |text: &str| Day::of(&Timestamp::new(text)).unwrap();
        let since = day("2026-08-24");
        let table = [
            (
                Activity::LastActive {
                    day: day("2026-11-01"),
                },
                Verdict::Active,
            ),
            (Activity::LastActive { day: since }, Verdict::Active),
            (
                Activity::LastActive {
                    day: day("2026-08-23"),
                },
                Verdict::Inactive,
            ),
            (
                Activity::Never {
                    added: Some(day("2024-01-01")),
                },
                Verdict::Inactive,
            ),
            (Activity::Never { added: Some(since) }, Verdict::New),
            (Activity::Never { added: None }, Verdict::Unknown),
            (Activity::SeenOn { day: since }, Verdict::Active),
            (
                Activity::SeenOn {
                    day: day("2026-08-23"),
                },
                Verdict::Unknown,
            ),
            (
                Activity::Unknown(Why::new(Reason::NotAsked, "no key")),
                Verdict::Unknown,
            ),
        ];
        for (activity, verdict) in table {
            assert_eq!(activity.verdict(since), verdict, "{activity:?}");
        }
    }
}
