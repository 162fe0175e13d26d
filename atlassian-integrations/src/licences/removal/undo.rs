//! Undoing what a journal says was done.

use std::time::Duration;

use atlassian_core::{Error, ErrorKind, Timestamp};
use serde::Serialize;

use super::journal::Record;
use super::plan::organization;
use super::state::{Standing, standing};
use super::{Journal, Open, RemovalError, Step};
use crate::Source;

/// How long a change may take to show, with much to spare.
const SETTLED: Duration = Duration::from_secs(15 * 60);
const NOT_SHOWN: &str = "the service does not show that it was done, which can take a while: try again in a quarter of an hour";

/// What became of a step that was to be undone.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Undo {
    /// The step.
    pub step: Open,
    /// What became of it.
    pub outcome: UndoOutcome,
}

/// How undoing a step ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum UndoOutcome {
    /// It is as it was before.
    Restored,
    /// The service is as it was before already: the step was never carried out, or somebody else undid it.
    NothingToDo,
    /// No call undoes it; what a person can do instead.
    CannotBeUndone(String),
    /// It failed, and can be tried again.
    Failed(String),
}

impl Journal {
    /// Undoes every open step, the last one first. What the service is like is asked before each, and undoing twice does
    /// no harm. That a step was not carried out is believed a quarter of an hour after it was begun; before that, and
    /// where the service does not tell, it is undone all the same.
    ///
    /// A step that fails does not keep the others from being undone.
    ///
    /// # Errors
    /// [`RemovalError::OtherSite`], or the journal itself, such as one of another organization; all else stands in the
    /// outcomes.
    pub async fn undo(&mut self, source: &Source) -> Result<Vec<Undo>, RemovalError> {
        if source.label() != self.site() {
            return Err(RemovalError::OtherSite {
                plan: self.site().to_owned(),
                site: source.label(),
            });
        }
        self.bind_to(source)?;
        let mut undone = Vec::new();
        for step in self.open_steps() {
            let outcome = self.undo_step(source, &step).await?;
            undone.push(Undo { step, outcome });
        }
        Ok(undone)
    }

    async fn undo_step(
        &mut self,
        source: &Source,
        open: &Open,
    ) -> Result<UndoOutcome, RemovalError> {
        let id = open.id;
        let before = match standing(source, &open.account_id, &open.step).await {
            Ok(standing) => standing,
            Err(error) => return Ok(UndoOutcome::Failed(in_words(&error))),
        };
        let settled = is_settled(&open.at, &source.now());
        if before == Standing::NotDone && settled {
            self.write(source.now(), Record::Undone { id })?;
            return Ok(UndoOutcome::NothingToDo);
        }
        if let Some(instead) = instead(&open.step) {
            return Ok(match before {
                Standing::NotDone => UndoOutcome::Failed(NOT_SHOWN.to_owned()),
                _ => UndoOutcome::CannotBeUndone(instead),
            });
        }
        self.write(source.now(), Record::AboutToUndo { id })?;
        let mut outcome = UndoOutcome::Restored;
        if let Err(error) = restore(source, open).await? {
            let after = standing(source, &open.account_id, &open.step).await.ok();
            let absent = after == Some(Standing::NotDone);
            outcome = match before {
                // A lost answer hid that it was done.
                Standing::Done if absent => UndoOutcome::Restored,
                // The service takes no member twice.
                Standing::NotDone if absent && says_already(&error) => UndoOutcome::NothingToDo,
                _ => {
                    let error = error.to_string();
                    let failed = Record::UndoFailed {
                        id,
                        error: error.clone(),
                    };
                    self.write(source.now(), failed)?;
                    return Ok(UndoOutcome::Failed(error));
                }
            };
        }
        self.write(source.now(), Record::Undone { id })?;
        Ok(outcome)
    }
}

/// Whether what was begun then shows by now. A clock that was set back says nothing.
fn is_settled(begun: &Timestamp, now: &Timestamp) -> bool {
    let age = begun
        .epoch_millis()
        .zip(now.epoch_millis())
        .and_then(|(begun, now)| u64::try_from(now.checked_sub(begun)?).ok());
    age.is_some_and(|millis| Duration::from_millis(millis) >= SETTLED)
}

/// Whether a refusal to put something back can mean that it is there.
fn says_already(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Invalid | ErrorKind::Conflict)
}

/// Puts it back. The inner error is the service's.
async fn restore(source: &Source, open: &Open) -> Result<Result<(), Error>, RemovalError> {
    let account = &open.account_id;
    Ok(match &open.step {
        Step::LeaveGroup(group) => {
            let join = source.jira.groups().add_member(&*group.id, account);
            join.send().await.map(drop)
        }
        Step::Suspend { directory } => {
            let (admin, id) = organization(source)?;
            let restore = admin.users().restore(id, &**directory, account);
            restore.send().await.map(drop)
        }
        Step::DeleteFromSite { .. } | Step::DeleteFromOrganization { .. } => Ok(()),
    })
}

/// What a person can do where no call undoes a step.
fn instead(step: &Step) -> Option<String> {
    let (what, groups) = match step {
        Step::LeaveGroup(_) | Step::Suspend { .. } => return None,
        Step::DeleteFromSite { groups } => ("the account was deleted from the site", groups),
        Step::DeleteFromOrganization { groups, .. } => (
            "the person was removed from the organization's directory",
            groups,
        ),
    };
    let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
    let groups = if names.is_empty() {
        "it was in no group".to_owned()
    } else {
        format!("put the account back into: {}", names.join(", "))
    };
    Some(format!("{what}: invite the person again; {groups}"))
}

fn in_words(error: &RemovalError) -> String {
    match error.service_error() {
        Some(service) => format!("{error}: {service}"),
        None => error.to_string(),
    }
}
