//! Issues by their ids, as they really are, with every id accounted for.

use std::collections::HashSet;

use atlassian_core::{Client, Error, ErrorKind, Result};

use super::census::number;
use crate::cloud::issues::{BulkFetchIssues, Issue, IssueExpand, Issues};
use crate::ids::{IssueId, List};

/// How many issues can be asked for at once.
pub(in crate::cloud) const MOST: usize = 100;

/// What to send of each issue.
#[derive(Clone, Debug)]
pub(in crate::cloud) struct Wanted {
    pub(in crate::cloud) fields: List<String>,
    pub(in crate::cloud) expand: Option<List<IssueExpand>>,
    pub(in crate::cloud) properties: Option<List<String>>,
    pub(in crate::cloud) fields_by_keys: Option<bool>,
}

impl Wanted {
    pub(in crate::cloud) fn fields(fields: impl Into<List<String>>) -> Self {
        Self {
            fields: fields.into(),
            expand: None,
            properties: None,
            fields_by_keys: None,
        }
    }

    fn call(&self, client: &Client, ids: &[u64]) -> BulkFetchIssues {
        let texts = ids.iter().map(ToString::to_string);
        let mut call = Issues::new(client)
            .bulk_fetch(texts)
            .fields(self.fields.clone().into_vec());
        if let Some(expand) = &self.expand {
            call = call.expand(expand.clone().into_vec());
        }
        if let Some(properties) = &self.properties {
            call = call.properties(properties.clone().into_vec());
        }
        if let Some(by_keys) = self.fields_by_keys {
            call = call.fields_by_keys(by_keys);
        }
        call
    }
}

/// What became of some ids.
#[derive(Debug, Default)]
pub(in crate::cloud) struct Fetched {
    /// The issues; an error is one that does not fit the model.
    pub(in crate::cloud) issues: Vec<Result<Issue>>,
    /// The ids of those that are not there, or that the caller may not see.
    pub(in crate::cloud) gone: Vec<u64>,
}

/// The issues with these ids. What is too much for one answer is asked for in parts.
pub(in crate::cloud) async fn fetch(
    client: &Client,
    wanted: &Wanted,
    ids: &[u64],
) -> Result<Fetched> {
    let mut fetched = Fetched::default();
    let mut parts: Vec<&[u64]> = ids.chunks(MOST).rev().collect();
    while let Some(part) = parts.pop() {
        match once(client, wanted, part, &mut fetched).await {
            Ok(()) => {}
            Err(error)
                if part.len() > 1
                    && matches!(error.kind(), ErrorKind::BodyTooLarge | ErrorKind::Timeout) =>
            {
                let (first, second) = part.split_at(part.len() / 2);
                parts.extend([second, first]);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(fetched)
}

async fn once(client: &Client, wanted: &Wanted, ids: &[u64], fetched: &mut Fetched) -> Result<()> {
    let mut each = wanted.call(client, ids).each();
    let mut issues = Vec::with_capacity(ids.len());
    while let Some(issue) = each.next().await {
        match &issue {
            Err(error) if !error.is_odd_element() => return issue.map(|_| ()),
            _ => issues.push(issue),
        }
    }
    let mut open: HashSet<u64> = ids.iter().copied().collect();
    for issue in issues {
        // An issue that nobody asked for is not handed on.
        if id_of(&issue)?.is_none_or(|id| open.remove(&id)) {
            fetched.issues.push(issue);
        }
    }
    for id in each.missing() {
        let id = number(&IssueId::new(id.as_str()))?;
        // One that does not fit the model can be named as missing although it came.
        if open.remove(&id) {
            fetched.gone.push(id);
        }
    }
    Ok(())
}

/// [`fetch`], asking once more for what is not there: an error of a moment must not lose an issue.
pub(in crate::cloud) async fn fetch_surely(
    client: &Client,
    wanted: &Wanted,
    ids: &[u64],
) -> Result<Fetched> {
    let mut fetched = fetch(client, wanted, ids).await?;
    let gone = std::mem::take(&mut fetched.gone);
    let again = fetch(client, wanted, &gone).await?;
    fetched.issues.extend(again.issues);
    fetched.gone = again.gone;
    Ok(fetched)
}

/// The id of an issue; of one that does not fit the model, if it can be read all the same.
pub(in crate::cloud) fn id_of(issue: &Result<Issue>) -> Result<Option<u64>> {
    match issue {
        Ok(issue) => number(&issue.id).map(Some),
        Err(error) => Ok(raw(error).and_then(|raw| {
            let id: IssueId = serde_json::from_value(raw["id"].clone()).ok()?;
            number(&id).ok()
        })),
    }
}

/// The JSON of an issue that does not fit the model.
pub(in crate::cloud) fn raw(error: &Error) -> Option<serde_json::Value> {
    serde_json::from_str(error.odd_element()?.raw()).ok()
}
