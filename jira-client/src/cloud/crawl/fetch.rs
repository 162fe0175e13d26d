//! Issues by their ids, a hundred at a time, as they really are.

use std::collections::HashSet;

use atlassian_core::http::Method;
use atlassian_core::{Client, Elements, Error, ErrorKind, OddElement, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::census::number;
use crate::cloud::issues::{Issue, IssueExpand};
use crate::ids::IssueId;

/// How many issues can be asked for at once.
pub(in crate::cloud) const MOST: usize = 100;

/// What to send of each issue.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::cloud) struct Wanted {
    pub(in crate::cloud) fields: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cloud) expand: Vec<IssueExpand>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cloud) properties: Vec<String>,
    pub(in crate::cloud) fields_by_keys: bool,
}

impl Wanted {
    pub(in crate::cloud) fn navigable() -> Self {
        Self {
            fields: vec!["*navigable".to_owned()],
            expand: Vec::new(),
            properties: Vec::new(),
            fields_by_keys: false,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    issue_ids_or_keys: &'a [String],
    #[serde(flatten)]
    wanted: &'a Wanted,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    issues: Elements<Issue>,
    issue_errors: Option<Vec<IssueError>>,
}

#[derive(Deserialize)]
struct IssueError {
    id: Option<IssueId>,
}

/// What became of some ids.
#[derive(Debug, Default)]
pub(in crate::cloud) struct Fetched {
    pub(in crate::cloud) issues: Vec<std::result::Result<Issue, OddElement>>,
    /// The ids of those that are not there, or that the caller may not see.
    pub(in crate::cloud) gone: Vec<u64>,
}

/// The issues with these ids; each id is accounted for. What is too much for one answer is asked for in parts.
pub(in crate::cloud) async fn fetch(
    client: &Client,
    wanted: &Wanted,
    ids: &[u64],
) -> Result<Fetched> {
    let mut fetched = Fetched::default();
    let mut parts: Vec<Vec<u64>> = ids.chunks(MOST).rev().map(<[u64]>::to_vec).collect();
    while let Some(part) = parts.pop() {
        match once(client, wanted, &part, &mut fetched).await {
            Ok(silent) if silent.is_empty() => {}
            // Not a word of some of them: the service is asked about these alone.
            Ok(silent) if silent.len() < part.len() => parts.push(silent),
            Ok(_) if part.len() > 1 => parts.extend(halves(&part)),
            Ok(_) => {
                return Err(Error::new(
                    ErrorKind::IncompleteListing,
                    "the service neither sends an issue that it was asked for nor says that it is not there",
                ));
            }
            Err(error)
                if part.len() > 1
                    && matches!(error.kind(), ErrorKind::BodyTooLarge | ErrorKind::Timeout) =>
            {
                parts.extend(halves(&part));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(fetched)
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

/// The two halves, the second one first.
fn halves(ids: &[u64]) -> [Vec<u64>; 2] {
    let (first, second) = ids.split_at(ids.len() / 2);
    [second.to_vec(), first.to_vec()]
}

/// Asks once, and returns the ids that the answer says nothing of.
async fn once(
    client: &Client,
    wanted: &Wanted,
    ids: &[u64],
    fetched: &mut Fetched,
) -> Result<Vec<u64>> {
    let texts: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let answer: Answer = client
        .request(Method::POST, "/rest/api/3/issue/bulkfetch")
        .json(&Body {
            issue_ids_or_keys: &texts,
            wanted,
        })
        .safe_to_repeat()
        .send_as()
        .await?;
    let mut open: HashSet<u64> = ids.iter().copied().collect();
    for issue in answer.issues {
        let id = match &issue {
            Ok(issue) => number(&issue.id)?,
            Err(odd) => number(&id_of(odd)?)?,
        };
        // An issue that nobody asked for is not handed on.
        if open.remove(&id) {
            fetched.issues.push(issue);
        }
    }
    for error in answer.issue_errors.unwrap_or_default() {
        // An error without a name can only be about the one issue that was asked for.
        let id = match error.id {
            Some(id) => number(&id).ok(),
            None => ids.first().copied().filter(|_| ids.len() == 1),
        };
        fetched.gone.extend(id.filter(|id| open.remove(id)));
    }
    let mut silent: Vec<u64> = open.into_iter().collect();
    silent.sort_unstable();
    Ok(silent)
}

/// The id of an issue that does not fit the model.
fn id_of(odd: &OddElement) -> Result<IssueId> {
    let raw = serde_json::from_str::<Value>(odd.raw()).unwrap_or_default();
    serde_json::from_value(raw["id"].clone()).map_err(|_| Error::from(odd.clone()))
}
