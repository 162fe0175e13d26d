//! Changes of an issue, and whom it is assigned to.

use atlassian_core::{AccountId, Result};
use serde::{Serialize, Serializer};
use serde_json::json;

use super::changes::{Changes, change_setters};
use super::{EditIssue, Issue};
use crate::ids::IssueIdOrKey;

/// What to change in an issue.
///
/// A field is set as a whole ([`field`](Self::field)), or changed step by step ([`add`](Self::add),
/// [`remove`](Self::remove), [`edit`](Self::edit)); steps are taken in the order in which they are given. Setting a field
/// drops the steps before it. Which fields can be changed, and how, tells
/// [`Issues::edit_metadata`](super::Issues::edit_metadata).
///
/// ```
/// use jira_client::cloud::issues::IssueEdit;
/// use serde_json::json;
///
/// let edit = IssueEdit::new()
///     .field("priority", json!({"name": "High"}))
///     .add("labels", "urgent")
///     .remove("components", json!({"name": "Printing"}));
/// # let _ = edit;
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it changes nothing until it is given to `edit`"]
pub struct IssueEdit {
    changes: Changes,
}

change_setters!(IssueEdit);

impl IssueEdit {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts the issue below another one. Issues and sub-tasks each have their kind of parent.
    pub fn parent(self, issue: impl Into<IssueIdOrKey>) -> Self {
        self.field("parent", issue.into().as_reference())
    }

    /// Takes the issue away from its parent. A sub-task cannot be without one.
    pub fn without_parent(mut self) -> Self {
        let none = json!({ "none": true });
        self.changes.only_step("parent".to_owned(), "set", none);
        self
    }
}

impl Serialize for IssueEdit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.changes.serialize_with(None, serializer)
    }
}

impl EditIssue {
    /// Sends the call, and gives the issue as it is afterwards: in full, whatever was changed.
    pub async fn send_and_get(mut self) -> Result<Issue> {
        self.call.request_mut().set_query("returnIssue", "true");
        self.call.send_as().await
    }
}

/// Whom an issue is assigned to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assignee {
    /// This account.
    Account(AccountId),
    /// Whomever the project assigns its issues to.
    Automatic,
    /// Nobody. Refused where the site does not allow it.
    Nobody,
}

impl<T: Into<AccountId>> From<T> for Assignee {
    fn from(account: T) -> Self {
        Self::Account(account.into())
    }
}

impl Serialize for Assignee {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let account = match self {
            Self::Account(account) => Some(account.as_str()),
            Self::Automatic => Some("-1"),
            Self::Nobody => None,
        };
        json!({ "accountId": account }).serialize(serializer)
    }
}
