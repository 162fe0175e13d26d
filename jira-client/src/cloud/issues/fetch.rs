//! Many issues by their ids or keys.

use std::collections::{HashSet, VecDeque};

use atlassian_core::model::Deserialize;
use atlassian_core::{Body, Elements, Error, Result};

use super::{BulkFetchIssues, Issue};
use crate::ids::{IssueId, IssueIdOrKey, IssueKey};

/// How many issues one request may name.
const MOST: usize = 100;

/// What was found of the issues that were asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FetchedIssues {
    /// The issues, in the order of their ids and not in that of the request.
    #[serde(default)]
    pub issues: Elements<Issue>,
    /// What could not be fetched, and why.
    #[serde(default)]
    pub issue_errors: Vec<IssueError>,
}

/// Why an issue could not be fetched.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IssueError {
    /// The issue, as it was named in the request.
    pub id: Option<IssueIdOrKey>,
    /// Why.
    pub error_message: Option<String>,
}

impl BulkFetchIssues {
    /// The issues one by one, any number of them: asks for a hundred at a time, and yields each issue once, however often
    /// and by whatever id and key it was named.
    ///
    /// ```no_run
    /// # async fn example(jira: jira_client::Jira, keys: Vec<String>) -> jira_client::Result<()> {
    /// let mut issues = jira.issues().bulk_fetch(keys).fields(["summary"]).each();
    /// while let Some(issue) = issues.next().await {
    ///     println!("{:?}", issue?.key);
    /// }
    /// println!("not there, or hidden: {:?}", issues.missing());
    /// # Ok(()) }
    /// ```
    pub fn each(self) -> EachIssue {
        let named = match self.request().body() {
            Body::Object(body) => body.get("issueIdsOrKeys"),
            _ => None,
        };
        let named = named.and_then(|named| Vec::<IssueIdOrKey>::deserialize(named).ok());
        let mut known = HashSet::new();
        let left = named.into_iter().flatten();
        EachIssue {
            call: self,
            left: left.filter(|name| known.insert(same_case(name))).collect(),
            doubtful: VecDeque::new(),
            ready: VecDeque::new(),
            seen: HashSet::new(),
            missing: Vec::new(),
            failed: false,
        }
    }
}

/// Issues that were asked for by their ids or keys, one by one; see [`BulkFetchIssues::each`].
///
/// After an error it ends, unless the request that failed is made again by [`try_again`](Self::try_again). An issue that
/// does not fit the model is an error, too, and the others follow it.
#[derive(Debug)]
#[must_use = "nothing is fetched until `next`"]
pub struct EachIssue {
    call: BulkFetchIssues,
    /// What was not asked for yet.
    left: VecDeque<IssueIdOrKey>,
    /// Keys that were asked for among others, and that no issue and no error of the answer names: the old keys of issues
    /// that were moved, or of nothing. Alone in a request, the answer tells.
    doubtful: VecDeque<IssueIdOrKey>,
    ready: VecDeque<Result<Issue>>,
    seen: HashSet<IssueId>,
    missing: Vec<IssueIdOrKey>,
    failed: bool,
}

/// What each issue has, even one that does not fit the model.
#[derive(Deserialize)]
struct Names {
    id: IssueId,
    key: Option<IssueKey>,
}

/// Keys are found in any case.
fn same_case(name: impl AsRef<str>) -> String {
    name.as_ref().to_ascii_uppercase()
}

impl EachIssue {
    /// The next issue; `None` at the end, and after an error.
    pub async fn next(&mut self) -> Option<Result<Issue>> {
        loop {
            if let Some(issue) = self.ready.pop_front() {
                return Some(issue);
            }
            let (queue, size) = match self.left.len() {
                0 => (&self.doubtful, 1),
                _ => (&self.left, MOST),
            };
            let asked: Vec<IssueIdOrKey> = queue.iter().take(size).cloned().collect();
            if asked.is_empty() || self.failed {
                return None;
            }
            let mut call = self.call.clone();
            call.call.request_mut().set_field("issueIdsOrKeys", &asked);
            match call.send().await {
                Ok(answer) => self.take(asked, answer),
                Err(error) => {
                    self.failed = true;
                    return Some(Err(error));
                }
            }
        }
    }

    /// Makes the request that failed once more when the next issue is asked for.
    pub fn try_again(&mut self) {
        self.failed = false;
    }

    /// What was not found so far: issues that are not there, and those that the caller may not see. It is complete at the
    /// end.
    #[must_use]
    pub fn missing(&self) -> &[IssueIdOrKey] {
        &self.missing
    }

    /// All issues that were found, and the names of the others.
    pub async fn collect(mut self) -> Result<FoundIssues> {
        let mut issues = Vec::new();
        while let Some(issue) = self.next().await {
            issues.push(issue?);
        }
        Ok(FoundIssues {
            issues,
            missing: self.missing,
        })
    }

    fn take(&mut self, asked: Vec<IssueIdOrKey>, answer: FetchedIssues) {
        let queue = match self.left.len() {
            0 => &mut self.doubtful,
            _ => &mut self.left,
        };
        queue.drain(..asked.len());
        let is_empty = answer.issues.is_empty();
        let mut found = HashSet::new();
        for issue in answer.issues {
            let names = match &issue {
                Ok(issue) => Some(Names {
                    id: issue.id.clone(),
                    key: issue.key.clone(),
                }),
                Err(odd) => serde_json::from_str(odd.raw()).ok(),
            };
            let mut is_new = true;
            if let Some(Names { id, key }) = names {
                found.insert(same_case(&id));
                found.extend(key.map(same_case));
                is_new = self.seen.insert(id);
            }
            if is_new {
                self.ready.push_back(issue.map_err(Error::from));
            }
        }
        let refused = answer.issue_errors.iter();
        let refused: HashSet<String> = refused
            .filter_map(|error| error.id.as_ref().map(same_case))
            .collect();
        let alone = asked.len() == 1;
        for name in asked {
            let same = same_case(&name);
            if found.contains(&same) || alone && !is_empty {
                continue;
            }
            let is_id = same.bytes().all(|byte| byte.is_ascii_digit());
            if alone || is_id || refused.contains(&same) {
                self.missing.push(name);
            } else {
                self.doubtful.push_back(name);
            }
        }
    }
}

/// Issues that were asked for by their ids or keys.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FoundIssues {
    /// The issues, each once.
    pub issues: Vec<Issue>,
    /// What was asked for and not found: not there, or hidden from the caller.
    pub missing: Vec<IssueIdOrKey>,
}
