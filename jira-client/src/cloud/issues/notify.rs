//! Mails about an issue.

use std::ops::Not;

use atlassian_core::AccountId;
use atlassian_core::model::Serialize;

use crate::cloud::groups::GroupId;
use crate::cloud::permissions::Permission;

/// A mail about an issue: what it says, and who gets it.
///
/// ```
/// use jira_client::cloud::issues::{IssueMail, Recipients};
///
/// let mail = IssueMail::to(Recipients::none().watchers().user("5b10a2844c20165700ede21g"))
///     .subject("Moved to Friday")
///     .text("The printer comes on Friday.");
/// # let _ = mail;
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use = "nobody gets it until it is given to `notify`"]
pub struct IssueMail {
    to: Recipients,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text_body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    html_body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    restrict: Option<MailRestrictions>,
}

impl IssueMail {
    /// A mail to these recipients.
    pub fn to(recipients: Recipients) -> Self {
        Self {
            to: recipients,
            subject: None,
            text_body: None,
            html_body: None,
            restrict: None,
        }
    }

    /// Its subject; the issue's key and summary unless set.
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Its text, for readers of plain text.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text_body = Some(text.into());
        self
    }

    /// Its text as HTML.
    pub fn html(mut self, html: impl Into<String>) -> Self {
        self.html_body = Some(html.into());
        self
    }

    /// Only to those of the recipients who are members of this group.
    pub fn only_group(mut self, group: impl Into<GroupId>) -> Self {
        let restrict = self.restrict.get_or_insert_default();
        restrict.group_ids.push(group.into());
        self
    }

    /// Only to those of the recipients who have this permission.
    pub fn only_with(mut self, permission: impl Into<Permission>) -> Self {
        let restrict = self.restrict.get_or_insert_default();
        let key = permission.into();
        restrict.permissions.push(RestrictedPermission { key });
        self
    }
}

#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct MailRestrictions {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    group_ids: Vec<GroupId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    permissions: Vec<RestrictedPermission>,
}

#[derive(Clone, Debug, Serialize)]
struct RestrictedPermission {
    key: Permission,
}

/// Who gets a mail.
///
/// The caller never does. A mail that would go to nobody else is refused, and so is one to the assignee of an issue that
/// has none.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is one role, as on the wire"
)]
pub struct Recipients {
    #[serde(skip_serializing_if = "Not::not")]
    reporter: bool,
    #[serde(skip_serializing_if = "Not::not")]
    assignee: bool,
    #[serde(skip_serializing_if = "Not::not")]
    watchers: bool,
    #[serde(skip_serializing_if = "Not::not")]
    voters: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    users: Vec<Recipient>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    group_ids: Vec<GroupId>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Recipient {
    account_id: AccountId,
}

impl Recipients {
    /// Nobody yet.
    pub fn none() -> Self {
        Self::default()
    }

    /// The reporter of the issue.
    pub fn reporter(mut self) -> Self {
        self.reporter = true;
        self
    }

    /// The one whom it is assigned to.
    pub fn assignee(mut self) -> Self {
        self.assignee = true;
        self
    }

    /// Everybody who watches it.
    pub fn watchers(mut self) -> Self {
        self.watchers = true;
        self
    }

    /// Everybody who voted for it.
    pub fn voters(mut self) -> Self {
        self.voters = true;
        self
    }

    /// This account.
    pub fn user(mut self, account: impl Into<AccountId>) -> Self {
        let account_id = account.into();
        self.users.push(Recipient { account_id });
        self
    }

    /// The members of this group.
    pub fn group(mut self, group: impl Into<GroupId>) -> Self {
        self.group_ids.push(group.into());
        self
    }
}
