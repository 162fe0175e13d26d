//! Listings that take no options, and what all listings share.

use atlassian_admin::domains::Domain;
use atlassian_admin::orgs::Org;
use atlassian_admin::{Error, Items};
use examples::outcome::Failure;
use examples::output::{Format, Rows, note};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::connection::Connection;

/// Writes the elements of a listing as they come, and tells on stderr how many they were.
///
/// An element that is not as expected is told of and left out; the program fails in the end.
pub(crate) async fn write<T: Serialize + DeserializeOwned>(
    mut items: Items<T>,
    mut rows: Rows,
    cells: impl Fn(&T) -> Vec<String>,
    limit: Option<u64>,
) -> Result<(), Failure> {
    let mut odd = 0_u64;
    let mut left = limit.unwrap_or(u64::MAX);
    while left > 0
        && let Some(item) = next(&mut items, &mut rows, &mut odd).await?
    {
        left -= 1;
        if !rows.push(&item, &cells)? {
            return Ok(());
        }
    }
    let written = rows.finish()?;
    note(&format!("{written} rows"));
    left_out(odd)
}

/// The next element that is as expected; one that is not is told of and counted. Before an error the rows so far are
/// written.
pub(crate) async fn next<T: DeserializeOwned>(
    items: &mut Items<T>,
    rows: &mut Rows,
    odd: &mut u64,
) -> Result<Option<T>, Failure> {
    loop {
        match items.next().await {
            Some(Err(error)) if error.is_odd_element() => {
                *odd += 1;
                note(&error.to_string());
            }
            Some(Err(error)) => {
                rows.flush()?;
                return Err(error.into());
            }
            Some(Ok(item)) => return Ok(Some(item)),
            None => return Ok(None),
        }
    }
}

/// A listing of which something was left out did not do what was asked for.
pub(crate) fn left_out(odd: u64) -> Result<(), Failure> {
    if odd == 0 {
        return Ok(());
    }
    Err(Failure::Failed(format!(
        "{odd} elements were not as expected and are missing"
    )))
}

/// The text of what may be absent.
pub(crate) fn text<T: ToString>(value: Option<&T>) -> String {
    value.map(T::to_string).unwrap_or_default()
}

pub(crate) async fn orgs(connection: &Connection, format: Format) -> Result<(), Failure> {
    let mut orgs = connection.admin.orgs().list().items();
    let mut rows = Rows::new(format, &["id", "name"]);
    let mut odd = 0;
    while let Some(org) = next(&mut orgs, &mut rows, &mut odd).await? {
        if !rows.push(&org, org_cells)? {
            return Ok(());
        }
    }
    if rows.finish()? == 0 && odd == 0 {
        note(
            "the list is empty, as it is for some keys; the id of the organization stands in the address of its administration",
        );
    }
    left_out(odd)
}

fn org_cells(org: &Org) -> Vec<String> {
    vec![
        org.id.to_string(),
        org.name().unwrap_or_default().to_owned(),
    ]
}

pub(crate) async fn domains(connection: &Connection, format: Format) -> Result<(), Failure> {
    let domains = connection.admin.domains().list(&connection.org);
    let rows = Rows::new(format, &["id", "name", "claim", "status"]);
    write(domains.items(), rows, domain_cells, None).await
}

fn domain_cells(domain: &Domain) -> Vec<String> {
    let claim = domain.claim();
    vec![
        domain.id.to_string(),
        domain.name().unwrap_or_default().to_owned(),
        text(claim.and_then(|claim| claim.kind.as_ref())),
        text(claim.and_then(|claim| claim.status.as_ref())),
    ]
}

/// What is not there was asked for by somebody: wrong input.
pub(crate) fn or_absent(what: &str, id: &str, error: Error) -> Failure {
    if error.is_not_found() {
        Failure::Usage(format!("there is no {what} {id:?} in this organization"))
    } else {
        error.into()
    }
}
