//! Whether an account can be used, as each source says.

use serde::Serialize;

use super::{BySource, Known, Origin};

/// What a source says of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AccountState {
    /// It is there, and can be used.
    Active,
    /// It is there, and was deactivated.
    Deactivated,
    /// It is there, and suspended: an organization takes the access to its sites that way, and the account itself lives on.
    Suspended,
    /// An organization manages the account, which is in none of its directories.
    NotInDirectory,
    /// It was deleted.
    Closed,
    /// It is there, and the source does not say whether it can be used.
    Untold,
    /// The source was read to its end, and showed no such account.
    Absent,
}

impl AccountState {
    /// Whether the account can be used; `None` where this state does not say.
    #[must_use]
    pub fn is_active(self) -> Option<bool> {
        match self {
            Self::Active => Some(true),
            Self::Deactivated | Self::Suspended | Self::NotInDirectory | Self::Closed => {
                Some(false)
            }
            Self::Untold | Self::Absent => None,
        }
    }

    /// What to call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Deactivated => "deactivated",
            Self::Suspended => "suspended",
            Self::NotInDirectory => "in no directory",
            Self::Closed => "deleted",
            Self::Untold => "not told",
            Self::Absent => "absent",
        }
    }
}

/// One word for "cannot be used" is enough; without one, somebody has to say that it can.
pub(super) fn is_active(states: impl IntoIterator<Item = AccountState>) -> Option<bool> {
    let mut active = None;
    for said in states.into_iter().filter_map(AccountState::is_active) {
        if !said {
            return Some(false);
        }
        active = Some(true);
    }
    active
}

impl BySource<Known<AccountState>> {
    /// The states that sources told, each with its source.
    pub fn told(&self) -> impl Iterator<Item = (Origin, AccountState)> {
        self.iter()
            .filter_map(|(origin, state)| Some((origin, *state.known()?)))
    }

    /// Whether one source says that the account can be used, and another that it cannot.
    #[must_use]
    pub fn disagree(&self) -> bool {
        let says = |word| {
            self.told()
                .any(|(_, state)| state.is_active() == Some(word))
        };
        says(true) && says(false)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Reason, Why};
    use super::*;
    use AccountState::{Absent, Active, Closed, Deactivated, NotInDirectory, Suspended, Untold};

    #[test]
    fn one_word_against_is_enough_and_silence_says_nothing() {
        let table: [(&[AccountState], Option<bool>); 9] = [
            (&[], None),
            (&[Absent, Untold], None),
            (&[Active], Some(true)),
            (&[Absent, Untold, Active], Some(true)),
            (&[Active, Suspended], Some(false)),
            (&[Deactivated, Active], Some(false)),
            (&[Closed], Some(false)),
            (&[NotInDirectory, Active], Some(false)),
            (&[Active, Active], Some(true)),
        ];
        for (states, active) in table {
            assert_eq!(is_active(states.iter().copied()), active, "{states:?}");
        }
    }

    #[test]
    fn only_words_can_differ() {
        let unknown = || Known::Unknown(Why::new(Reason::Failed, "no answer"));
        let states = |jira, organization| BySource {
            jira: Known::Known(jira),
            confluence: unknown(),
            organization,
        };
        assert!(states(Active, Known::Known(Suspended)).disagree());
        assert!(!states(Active, Known::Known(Absent)).disagree());
        assert!(!states(Active, unknown()).disagree());
        assert!(!states(Deactivated, Known::Known(Suspended)).disagree());
    }
}
