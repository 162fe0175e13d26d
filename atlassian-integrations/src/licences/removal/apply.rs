//! Carrying a plan out, with each step in the journal before it is taken.

use atlassian_core::{AccountId, Error};
use serde::Serialize;

use super::journal::Record;
use super::plan::{caller, organization};
use super::state::{Standing, may_be_done, standing};
use super::{Journal, Plan, RemovalError, Step, Way};
use crate::Source;

/// What a removal is doing, for whoever shows it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// The effect of this step is there already. It is not taken.
    Already(&'a Step),
    /// The journal has it that this step is about to be taken. It is taken next.
    AboutTo(&'a Step),
    /// The step was carried out. The journal is told next.
    Done(&'a Step),
}

/// What was done.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Removed {
    /// The account.
    pub account_id: AccountId,
    /// The steps that were carried out.
    pub steps: Vec<Step>,
    /// The steps whose effect was there before. They were not taken, and undoing leaves them as they are.
    pub already: Vec<Step>,
}

impl Plan {
    /// Carries the plan out.
    ///
    /// Each step is in the journal, on the disk, before it is taken, and each is taken once at most. One whose effect is
    /// there before is left out: undoing it would give what the person did not have. After one that fails none is begun;
    /// what was done until then can be undone from the journal. The same goes for a program that is stopped at any moment.
    ///
    /// # Errors
    /// [`RemovalError`] says how far it came.
    pub async fn apply(
        &self,
        source: &Source,
        journal: &mut Journal,
        mut observer: impl FnMut(Event<'_>),
    ) -> Result<Removed, RemovalError> {
        for site in [source.label(), journal.site().to_owned()] {
            if site != self.site {
                return Err(RemovalError::OtherSite {
                    plan: self.site.clone(),
                    site,
                });
            }
        }
        let by = caller(source, &self.account_id).await?;
        if matches!(self.way, Way::Suspend | Way::DeleteFromOrganization) {
            organization(source)?;
        }
        journal.bind_to(source)?;
        let (mut steps, mut already) = (Vec::new(), Vec::new());
        for step in &self.steps {
            if standing(source, &self.account_id, step).await? == Standing::Done {
                observer(Event::Already(step));
                already.push(step.clone());
            } else {
                steps.push(step);
            }
        }
        let mut done = Vec::new();
        for step in steps {
            let id = journal.about_to(source.now(), &by, &self.account_id, &self.name, step)?;
            observer(Event::AboutTo(step));
            if let Err(error) = self.carry_out(source, step).await? {
                let possibly_done = may_be_done(&error);
                // After a lost answer only a yes is believed: what was begun may take a while to show.
                let shown = possibly_done
                    && standing(source, &self.account_id, step).await.ok() == Some(Standing::Done);
                if !shown {
                    let failed = Record::Failed {
                        id,
                        possibly_done,
                        error: error.to_string(),
                    };
                    journal.write(source.now(), failed)?;
                    return Err(RemovalError::Step {
                        step: step.clone(),
                        possibly_done,
                        done: done.len(),
                        error,
                    });
                }
            }
            observer(Event::Done(step));
            journal.write(source.now(), Record::Done { id })?;
            done.push(step.clone());
        }
        Ok(Removed {
            account_id: self.account_id.clone(),
            steps: done,
            already,
        })
    }

    /// Takes a step. The inner error is the service's.
    async fn carry_out(
        &self,
        source: &Source,
        step: &Step,
    ) -> Result<Result<(), Error>, RemovalError> {
        let (jira, account) = (&source.jira, &self.account_id);
        let answer = match step {
            Step::LeaveGroup(group) => {
                jira.groups()
                    .remove_member(&*group.id, account)
                    .send()
                    .await
            }
            Step::DeleteFromSite { .. } => jira.users().delete(account).send().await,
            Step::Suspend { directory } => {
                let (admin, id) = organization(source)?;
                admin
                    .users()
                    .suspend(id, &**directory, account)
                    .send()
                    .await
            }
            Step::DeleteFromOrganization { directory, .. } => {
                let (admin, id) = organization(source)?;
                admin.users().remove(id, &**directory, account).send().await
            }
        };
        Ok(answer.map(drop))
    }
}
