//! New issues.

use std::collections::BTreeMap;
use std::fmt;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Error, ErrorKind, Result};
use atlassian_document::Document;
use serde::Serializer;
use serde_json::{Value, json};

use super::changes::{Changes, change_setters};
use super::{CreateIssues, TransitionId};
use crate::cloud::issue_types::IssueTypeId;
use crate::ids::{IssueId, IssueIdOrKey, IssueKey, ProjectId, ProjectKey};

/// An issue to be created.
///
/// Which fields there are, and which of them must be given, depends on the project and the issue type:
/// [`Issues::creatable_fields`](super::Issues::creatable_fields) tells. A field that is not on the screen for creating
/// issues is refused by name.
///
/// ```
/// use jira_client::cloud::issues::NewIssue;
///
/// let issue = NewIssue::in_project("ACME")
///     .issue_type("Task")
///     .summary("Order paper")
///     .field("customfield_10042", 3)
///     .add("labels", "office");
/// # let _ = issue;
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it creates nothing until it is given to `create`"]
pub struct NewIssue {
    changes: Changes,
    transition: Option<TransitionId>,
}

change_setters!(NewIssue);

impl NewIssue {
    /// An issue in the project of this key.
    pub fn in_project(key: impl Into<ProjectKey>) -> Self {
        Self::default().field("project", json!({ "key": key.into() }))
    }

    /// An issue in the project of this id.
    pub fn in_project_id(id: impl Into<ProjectId>) -> Self {
        Self::default().field("project", json!({ "id": id.into() }))
    }

    /// An issue of which nothing is said yet. These fields must name the project.
    pub fn new(fields: impl Into<super::IssueFields>) -> Self {
        Self::default().fields(fields)
    }

    /// Its type, by its name, which must be the only one of that name in the project.
    pub fn issue_type(self, name: impl Into<String>) -> Self {
        self.field("issuetype", json!({ "name": name.into() }))
    }

    /// Its type, by its id.
    pub fn issue_type_id(self, id: impl Into<IssueTypeId>) -> Self {
        self.field("issuetype", json!({ "id": id.into() }))
    }

    /// Its summary: one line, 255 characters at most.
    pub fn summary(self, summary: impl Into<String>) -> Self {
        self.field("summary", summary.into())
    }

    /// Its description.
    pub fn description(self, description: &Document) -> Self {
        self.field("description", description)
    }

    /// The issue above it. A sub-task must have one, and be in the same project.
    pub fn parent(self, issue: impl Into<IssueIdOrKey>) -> Self {
        self.field("parent", issue.into().as_reference())
    }

    /// Makes this transition at once, out of the status that new issues begin in.
    ///
    /// An issue whose transition fails is there all the same: [`CreatedIssue::transition`] tells.
    pub fn transition(mut self, transition: impl Into<TransitionId>) -> Self {
        self.transition = Some(transition.into());
        self
    }
}

impl Serialize for NewIssue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let transition = self.transition.as_ref().map(|id| json!({ "id": id }));
        self.changes.serialize_with(transition.as_ref(), serializer)
    }
}

/// An issue that was created.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct CreatedIssue {
    /// Its id.
    pub id: IssueId,
    /// Its key.
    pub key: IssueKey,
    /// Its address in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
    /// What came of the transition, if one was asked for.
    pub transition: Option<FollowUp>,
    /// What came of setting its watchers, if that was asked for.
    pub watchers: Option<FollowUp>,
}

/// What came of something that was to be done right after an issue was created.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FollowUp {
    /// Why it failed; empty if it did not.
    #[serde(default)]
    pub error_collection: ErrorCollection,
    /// What the service has to remark.
    pub warning_collection: Option<WarningCollection>,
}

/// What the service has to remark.
#[derive(Clone, Debug, Default, Deserialize)]
#[non_exhaustive]
pub struct WarningCollection {
    /// Its remarks.
    #[serde(default)]
    pub warnings: Vec<String>,
}

/// Why something was refused, in the service's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ErrorCollection {
    /// What is wrong altogether.
    #[serde(default)]
    pub error_messages: Vec<String>,
    /// What is wrong with single fields, by their ids.
    #[serde(default)]
    pub errors: BTreeMap<String, String>,
}

impl ErrorCollection {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.error_messages.is_empty() && self.errors.is_empty()
    }
}

impl fmt::Display for ErrorCollection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = self.errors.iter();
        let fields = fields.map(|(field, error)| format!("{field}: {error}"));
        let all: Vec<String> = self.error_messages.iter().cloned().chain(fields).collect();
        f.write_str(&all.join("; "))
    }
}

/// Created issues as the service lists them. [`CreateIssues::outcomes`] tells which is which.
///
/// The list of issues has those that were created and no places for the others, so that the third of them need not be
/// the third that was asked for.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct CreatedIssues {
    /// Those that were created, in the order of the request.
    #[serde(default)]
    pub issues: Vec<CreatedIssue>,
    /// Those that were not.
    #[serde(default)]
    pub errors: Vec<NotCreated>,
}

/// An issue that was not created, and why.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NotCreated {
    /// Its place in the request, counted from 0.
    pub failed_element_number: usize,
    /// Why.
    #[serde(default)]
    pub element_errors: ErrorCollection,
}

impl fmt::Display for NotCreated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.failed_element_number;
        write!(f, "issue {place} was not created: {}", self.element_errors)
    }
}

impl std::error::Error for NotCreated {}

impl CreateIssues {
    /// Sends the call, and tells of each issue, in the order of the request, how it was created or why not.
    ///
    /// That none of them was created is no error here, unless the service refused the request as a whole.
    ///
    /// ```no_run
    /// # use jira_client::cloud::issues::NewIssue;
    /// # async fn example(jira: jira_client::Jira, issues: Vec<NewIssue>) -> jira_client::Result<()> {
    /// for outcome in jira.issues().create_many(issues).outcomes().await? {
    ///     match outcome {
    ///         Ok(issue) => println!("{}", issue.key),
    ///         Err(refused) => println!("{refused}"),
    ///     }
    /// }
    /// # Ok(()) }
    /// ```
    pub async fn outcomes(self) -> Result<Vec<Result<CreatedIssue, NotCreated>>> {
        let asked = asked(self.request());
        match self.send().await {
            Ok(created) => pair(created, asked).ok_or_else(|| {
                Error::new(
                    ErrorKind::UnexpectedAnswer,
                    "the answer does not tell of each issue whether it was created; search before you create them again",
                )
            }),
            Err(error) => all_refused(&error, asked).ok_or(error),
        }
    }
}

/// How many issues the request is for.
fn asked(request: &atlassian_core::Request) -> usize {
    match request.body() {
        atlassian_core::Body::Object(body) => body
            .get("issueUpdates")
            .and_then(Value::as_array)
            .map_or(0, Vec::len),
        _ => 0,
    }
}

/// Where not one issue was created, the list of reasons comes as an error.
fn all_refused(error: &Error, asked: usize) -> Option<Vec<Result<CreatedIssue, NotCreated>>> {
    if !error.is_invalid() {
        return None;
    }
    let refused: CreatedIssues = serde_json::from_str(error.body()?).ok()?;
    pair(refused, asked)
}

/// What became of each of the issues that were asked for, if the answer tells.
fn pair(answer: CreatedIssues, asked: usize) -> Option<Vec<Result<CreatedIssue, NotCreated>>> {
    let mut refused: BTreeMap<usize, NotCreated> = answer
        .errors
        .into_iter()
        .map(|error| (error.failed_element_number, error))
        .collect();
    let mut created = answer.issues.into_iter();
    let outcomes: Option<Vec<_>> = (0..asked)
        .map(|place| match refused.remove(&place) {
            Some(refused) => Some(Err(refused)),
            None => created.next().map(Ok),
        })
        .collect();
    let is_all = refused.is_empty() && created.next().is_none();
    outcomes.filter(|_| is_all)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn created(number: usize) -> Value {
        json!({"id": number.to_string(), "key": format!("ACME-{number}")})
    }

    fn refused(number: usize) -> Value {
        json!({"failedElementNumber": number, "status": 400, "elementErrors": {"errors": {"summary": "missing"}}})
    }

    fn read(issues: &[Value], errors: &[Value]) -> CreatedIssues {
        serde_json::from_value(json!({"issues": issues, "errors": errors})).unwrap()
    }

    proptest! {
        #[test]
        fn each_issue_gets_its_own_outcome(wanted in prop::collection::vec(any::<bool>(), 0..50)) {
            let places = || wanted.iter().enumerate();
            let issues: Vec<_> = places().filter(|(_, ok)| **ok).map(|(at, _)| created(at)).collect();
            let errors: Vec<_> = places().filter(|(_, ok)| !**ok).map(|(at, _)| refused(at)).rev().collect();
            let outcomes = pair(read(&issues, &errors), wanted.len()).unwrap();
            for (at, ok) in places() {
                match &outcomes[at] {
                    Ok(issue) => prop_assert!(*ok && issue.id.as_str() == at.to_string()),
                    Err(error) => prop_assert!(!ok && error.failed_element_number == at),
                }
            }
        }
    }

    #[test]
    fn an_answer_that_does_not_add_up_is_not_guessed_at() {
        for (issues, errors) in [
            (vec![created(0)], vec![]),
            (vec![created(0), created(1), created(2)], vec![]),
            (vec![created(0)], vec![refused(2)]),
            (vec![created(0)], vec![refused(1), refused(1), refused(5)]),
        ] {
            assert!(pair(read(&issues, &errors), 2).is_none());
        }
    }
}
