//! Taking access from a person, and giving it back.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;

use atlassian_core::AccountId;
use atlassian_integrations::licences::Product;
use atlassian_integrations::licences::removal::{Event, Journal, Plan, Step, UndoOutcome, Way};
use clap::{Args, ValueEnum};
use examples::outcome::Failure;
use examples::output::{Rows, note, shown};
use examples::site::Site;
use serde::Serialize;

use crate::{General, PROGRAM};

const COLUMNS: &[&str] = &["account id", "name", "step", "state"];

/// Whom to remove, and from where.
#[derive(Args)]
pub(crate) struct Removal {
    /// The account's id, or its e-mail address where that is shown
    #[arg(value_name = "USER")]
    user: String,
    /// From where
    #[arg(long, value_enum, default_value = "site")]
    from: Place,
    /// With --from site: only from these products, such as jira-software or confluence
    #[arg(
        long,
        value_name = "PRODUCTS",
        value_delimiter = ',',
        conflicts_with = "delete"
    )]
    product: Vec<String>,
    /// Delete the account from there instead of taking its access. This cannot be undone
    #[arg(long)]
    delete: bool,
    /// Do it, after asking for confirmation on the terminal
    #[arg(long)]
    apply: bool,
    /// With --apply: ask nobody
    #[arg(long, requires = "apply")]
    yes: bool,
    /// The file that is told of each step before it is taken, to undo them from
    #[arg(long, value_name = "FILE", default_value = "license-insights.journal")]
    journal: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Place {
    /// Out of the groups that give access to the site's products
    Site,
    /// Suspended in the whole organization, with all its sites; needs the organization key
    Organization,
}

/// What to undo.
#[derive(Args)]
pub(crate) struct Undo {
    /// The journal that `remove` wrote
    #[arg(value_name = "JOURNAL")]
    journal: PathBuf,
}

/// A step and how it is.
#[derive(Serialize)]
struct Row<'a> {
    account_id: &'a AccountId,
    name: &'a str,
    step: &'a Step,
    state: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
}

fn cells(row: &Row<'_>) -> Vec<String> {
    let state = match row.detail {
        Some(detail) => format!("{}: {detail}", row.state),
        None => row.state.to_owned(),
    };
    vec![
        row.account_id.as_str().to_owned(),
        row.name.to_owned(),
        row.step.to_string(),
        state,
    ]
}

pub(crate) async fn remove(general: &General, wanted: &Removal) -> Result<(), Failure> {
    if wanted.apply && !wanted.yes && !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(Failure::Usage(
            "--apply asks for confirmation, and there is no terminal to ask on; with --yes it asks nobody".to_owned(),
        ));
    }
    if wanted.from == Place::Organization && !wanted.product.is_empty() {
        return Err(Failure::Usage(
            "--product goes with --from site: in the organization all products go at once"
                .to_owned(),
        ));
    }
    let site = general.site().await?;
    let account = account(&site, &wanted.user).await?;
    let way = match (wanted.from, wanted.delete) {
        (Place::Site, false) => {
            let products = wanted.product.iter().map(|key| Product::of_key(key));
            Way::Products(products.collect())
        }
        (Place::Site, true) => Way::DeleteFromSite,
        (Place::Organization, false) => Way::Suspend,
        (Place::Organization, true) => Way::DeleteFromOrganization,
    };
    let plan = Box::pin(Plan::make(&site.source, account, way)).await?;
    for text in &plan.notes {
        note(&format!("note: {text}"));
    }
    if !wanted.apply {
        write_rows(general, &plan, &plan.steps, "planned")?;
        note("nothing was changed; --apply does it");
        return Ok(());
    }
    if plan.steps.is_empty() {
        write_rows(general, &plan, &[], "done")?;
        note("there is nothing to do");
        return Ok(());
    }
    if !wanted.yes && !confirmed(&plan)? {
        note("nothing was changed");
        return Err(Failure::Told);
    }
    apply(general, wanted, &site, &plan).await
}

async fn apply(
    general: &General,
    wanted: &Removal,
    site: &Site,
    plan: &Plan,
) -> Result<(), Failure> {
    let mut journal = Journal::open(&wanted.journal, &site.source)?;
    let mut done = Vec::new();
    let applied = {
        let applying = plan.apply(&site.source, &mut journal, |event| match event {
            Event::Done(step) => done.push(step.clone()),
            Event::Already(step) => {
                note(&format!(
                    "note: it is so already, and left as it is: {}",
                    shown(&step.to_string())
                ));
            }
            _ => {}
        });
        tokio::select! {
            applied = Box::pin(applying) => applied.map(drop).map_err(Failure::from),
            Ok(()) = tokio::signal::ctrl_c() => Err(Failure::Interrupted("what was begun stands in the journal, and `undo` takes it back")),
        }
    };
    write_rows(general, plan, &done, "done")?;
    note(&format!(
        "{} of {} steps were carried out; `{PROGRAM} undo {}` takes back what can be undone",
        done.len(),
        plan.steps.len(),
        wanted.journal.display()
    ));
    applied
}

fn write_rows(general: &General, plan: &Plan, steps: &[Step], state: &str) -> io::Result<()> {
    let mut rows = Rows::new(general.format, COLUMNS);
    for step in steps {
        let row = Row {
            account_id: &plan.account_id,
            name: &plan.name,
            step,
            state,
            detail: None,
        };
        rows.push(&row, cells)?;
    }
    rows.finish().map(drop)
}

/// Asks on the terminal; the answer is the word `yes`.
fn confirmed(plan: &Plan) -> io::Result<bool> {
    note(&format!(
        "{} ({}) on {}:",
        shown(&plan.name),
        plan.account_id.as_str(),
        plan.site
    ));
    for step in &plan.steps {
        note(&format!("  {}", shown(&step.to_string())));
    }
    let mut stderr = io::stderr().lock();
    write!(stderr, "Type yes to do this: ")?;
    stderr.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(answer.trim() == "yes")
}

/// The account of an id, or of an e-mail address that exactly one account shows.
async fn account(site: &Site, user: &str) -> Result<AccountId, Failure> {
    if !user.contains('@') {
        return Ok(AccountId::new(user));
    }
    let found = site.jira.users().search().query(user).send().await?;
    let mut ids = Vec::new();
    for one in found.items {
        let one = one.map_err(atlassian_core::Error::from)?;
        let same = one
            .email_address
            .is_some_and(|email| email.eq_ignore_ascii_case(user));
        ids.extend(one.account_id.filter(|_| same));
    }
    match <[AccountId; 1]>::try_from(ids) {
        Ok([id]) => Ok(id),
        Err(ids) if ids.is_empty() => Err(Failure::Usage(format!(
            "no account shows the address {user}; many are hidden, so give the account's id, which `{PROGRAM} users` lists"
        ))),
        Err(ids) => Err(Failure::Usage(format!(
            "{} accounts show the address {user}; give the account's id",
            ids.len()
        ))),
    }
}

pub(crate) async fn undo(general: &General, wanted: &Undo) -> Result<(), Failure> {
    if !wanted.journal.exists() {
        return Err(Failure::Usage(format!(
            "there is no journal `{}`",
            wanted.journal.display()
        )));
    }
    let site = general.site().await?;
    let mut journal = Journal::open(&wanted.journal, &site.source)?;
    let undone = tokio::select! {
        undone = Box::pin(journal.undo(&site.source)) => undone?,
        Ok(()) = tokio::signal::ctrl_c() => {
            return Err(Failure::Interrupted("the same command goes on from here"));
        }
    };
    let mut rows = Rows::new(general.format, COLUMNS);
    let mut open = 0;
    for one in &undone {
        let (state, detail) = match &one.outcome {
            UndoOutcome::Restored => ("restored", None),
            UndoOutcome::NothingToDo => ("was as before already", None),
            UndoOutcome::CannotBeUndone(instead) => ("cannot be undone", Some(instead.as_str())),
            UndoOutcome::Failed(error) => ("failed", Some(error.as_str())),
            _ => ("unknown", None),
        };
        let settled = matches!(
            one.outcome,
            UndoOutcome::Restored | UndoOutcome::NothingToDo
        );
        open += usize::from(!settled);
        let row = Row {
            account_id: &one.step.account_id,
            name: &one.step.name,
            step: &one.step.step,
            state,
            detail,
        };
        rows.push(&row, cells)?;
    }
    rows.finish()?;
    match (undone.len(), open) {
        (0, _) => note("the journal has nothing to undo"),
        (_, 0) => {}
        (_, open) => {
            note(&format!("{open} steps are not undone: see above"));
            return Err(Failure::Told);
        }
    }
    Ok(())
}
