//! Undoing what a journal says was done.

use atlassian_core::Error;
use serde::Serialize;

use super::journal::Record;
use super::plan::organization;
use super::state::is_done;
use super::{Journal, Open, RemovalError, Step};
use crate::Source;

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
    /// Undoes every open step, the last one first. What the service is like is asked before each, so a step that perhaps
    /// was carried out is undone only if it was, and undoing twice does no harm.
    ///
    /// A step that fails does not keep the others from being undone.
    ///
    /// # Errors
    /// [`RemovalError::OtherSite`], or the journal itself; all else stands in the outcomes.
    pub async fn undo(&mut self, source: &Source) -> Result<Vec<Undo>, RemovalError> {
        if source.label() != self.site() {
            return Err(RemovalError::OtherSite {
                plan: self.site().to_owned(),
                site: source.label(),
            });
        }
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
        match is_done(source, &open.account_id, &open.step).await {
            Ok(true) => {}
            Ok(false) => {
                self.write(source.now(), Record::Undone { id })?;
                return Ok(UndoOutcome::NothingToDo);
            }
            Err(error) => return Ok(UndoOutcome::Failed(in_words(&error))),
        }
        if let Some(instead) = instead(&open.step) {
            return Ok(UndoOutcome::CannotBeUndone(instead));
        }
        self.write(source.now(), Record::AboutToUndo { id })?;
        if let Err(error) = restore(source, open).await? {
            // A lost answer may hide that it was done.
            let done = is_done(source, &open.account_id, &open.step).await;
            if !matches!(done, Ok(false)) {
                let error = error.to_string();
                self.write(
                    source.now(),
                    Record::UndoFailed {
                        id,
                        error: error.clone(),
                    },
                )?;
                return Ok(UndoOutcome::Failed(error));
            }
        }
        self.write(source.now(), Record::Undone { id })?;
        Ok(UndoOutcome::Restored)
    }
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
