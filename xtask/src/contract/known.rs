//! Differences that are known and meant, each with its reason.

use super::Check;
use super::disagreement::{Disagreement, Kind};

/// A disagreement in which the declaration is right, or at least meant.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// The API, by its name in the table of APIs.
    pub(super) api: &'static str,
    /// The operation, or the model whichever operation returns it.
    pub(super) of: &'static str,
    pub(super) kind: Kind,
    /// What the disagreement is about; of a model's field its bare name.
    pub(super) subject: &'static str,
    pub(super) reason: &'static str,
}

/// The list. A row that excuses nothing any more fails the check: remove it.
pub(super) const DIFFERENCES: &[Known] = &[];

impl Known {
    fn excuses(&self, it: &Disagreement) -> bool {
        let subject = match (self.of == it.operation, it.model) {
            (true, _) => it.subject.as_str(),
            (false, Some(model)) if model == self.of => it.field(),
            _ => return false,
        };
        self.kind == it.kind && self.subject == subject
    }
}

/// Takes known differences out of the findings, and returns the rows that excused nothing.
pub(super) fn settle<'a>(checks: &mut [Check], known: &'a [Known]) -> Vec<&'a Known> {
    let mut dead = Vec::new();
    for row in known {
        let mut used = false;
        let mut judged = true;
        for check in checks.iter_mut().filter(|it| it.api.name == row.api) {
            let before = check.findings.disagreements.len();
            check.findings.disagreements.retain(|it| !row.excuses(it));
            let excused = before - check.findings.disagreements.len();
            check.findings.known += excused;
            used |= excused > 0;
            judged &= check.absent.is_empty();
        }
        // Without a description its differences cannot be met.
        if !used && judged {
            dead.push(row);
        }
    }
    dead
}
