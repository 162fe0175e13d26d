//! Links between issues.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NoContent, id_type, operations};
use serde::Serializer;

use super::comments::NewComment;
use super::issue_link_types::{IssueLinkType, IssueLinkTypeId};
use super::issues::IssueFields;
use crate::ids::{IssueId, IssueIdOrKey, IssueKey};

operations! {
    /// Links between issues. They need issue linking to be switched on for the site.
    ///
    /// A link goes out from one issue to another: *ACME-1 blocks ACME-2*. Parents and sub-tasks are no links but the
    /// field `parent`, and links to other systems are [remote links](super::remote_links).
    ///
    /// ```no_run
    /// # async fn example(jira: jira_client::Jira) -> jira_client::Result<()> {
    /// use jira_client::cloud::issue_links::{LinkFrom, LinkTo};
    ///
    /// // ACME-1 blocks ACME-2.
    /// jira.issue_links().create("Blocks", LinkFrom::issue("ACME-1"), LinkTo::issue("ACME-2")).send().await?;
    /// # Ok(()) }
    /// ```
    pub struct IssueLinks;

    /// Links two issues.
    ///
    /// The answer has no id: read the field `issuelinks` of one of the issues for it. A link that is there already is
    /// answered like a new one, and no second one is made; a comment is added all the same. When the comment is refused
    /// (400) no link is made. Without the permission the service answers 401 or 404. An issue that has reached its limit
    /// of links answers 413.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-links/#api-rest-api-3-issuelink-post)
    create: LinkIssues = POST "/rest/api/3/issueLink" => NoContent {
        permission "Browse projects for both, and Link Issues where the link goes out from";
        scopes ["write:jira-work"];
        granular ["write:comment:jira", "write:issue:jira", "write:issue-link:jira"];
        takes { body kind = "type": LinkTypeRef, body from = "inwardIssue": LinkFrom, body to = "outwardIssue": LinkTo }
        body {
            /// A comment to add to the issue that the link goes out from, which Atlassian's text calls *from (outward)*: the
            /// first of the two here.
            comment = "comment": NewComment,
        }
    }

    /// One link, with both of its issues.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-links/#api-rest-api-3-issuelink-linkid-get)
    get: GetIssueLink = GET "/rest/api/3/issueLink/{linkId}" => IssueLink {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:field:jira", "read:issue-link-type:jira", "read:issue:jira", "read:issue-type:jira",
            "read:priority:jira", "read:status:jira", "read:avatar:jira", "read:issue.time-tracking:jira",
            "read:project-category:jira", "read:project:jira", "read:user:jira"];
        takes { path id = "linkId": IssueLinkId }
    }

    /// Deletes a link.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-links/#api-rest-api-3-issuelink-linkid-delete)
    delete: DeleteIssueLink = DELETE "/rest/api/3/issueLink/{linkId}" => NoContent {
        permission "Browse projects for both, and Link Issues for one";
        scopes ["write:jira-work"];
        granular ["delete:issue-link:jira"];
        takes { path id = "linkId": IssueLinkId }
    }
}

id_type! {
    /// The id of a link between issues: digits, like `10000`.
    pub struct IssueLinkId;
}

/// A kind of link, by its name or its id.
#[derive(Clone, Debug)]
pub enum LinkTypeRef {
    /// By its name, like `Blocks`, exactly as the site writes it.
    Name(String),
    /// By its id.
    Id(IssueLinkTypeId),
}

impl Serialize for LinkTypeRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([match self {
            Self::Name(name) => ("name", name.as_str()),
            Self::Id(id) => ("id", id.as_str()),
        }])
    }
}

impl From<&str> for LinkTypeRef {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<IssueLinkTypeId> for LinkTypeRef {
    fn from(id: IssueLinkTypeId) -> Self {
        Self::Id(id)
    }
}

impl From<&IssueLinkType> for LinkTypeRef {
    fn from(kind: &IssueLinkType) -> Self {
        Self::Id(kind.id.clone())
    }
}

/// The issue that a link goes out from: the one that *blocks*. The wire calls it the inward issue.
#[derive(Clone, Debug)]
pub struct LinkFrom(IssueIdOrKey);

impl LinkFrom {
    /// This issue.
    pub fn issue(issue: impl Into<IssueIdOrKey>) -> Self {
        Self(issue.into())
    }
}

impl Serialize for LinkFrom {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_reference().serialize(serializer)
    }
}

/// The issue that a link goes to: the one that *is blocked*. The wire calls it the outward issue.
#[derive(Clone, Debug)]
pub struct LinkTo(IssueIdOrKey);

impl LinkTo {
    /// This issue.
    pub fn issue(issue: impl Into<IssueIdOrKey>) -> Self {
        Self(issue.into())
    }
}

impl Serialize for LinkTo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_reference().serialize(serializer)
    }
}

/// A link between two issues.
///
/// [`IssueLinks::get`] sends both issues. In the field `issuelinks` of an issue only the other one is there, and which of
/// the two fields it is in says how the link reads from here: an [`outward_issue`](Self::outward_issue) is one that this
/// issue *blocks*, an [`inward_issue`](Self::inward_issue) one that this issue *is blocked by*.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IssueLink {
    /// Its id.
    pub id: IssueLinkId,
    /// Its kind.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<IssueLinkType>,
    /// The issue that it goes out from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inward_issue: Option<LinkedIssue>,
    /// The issue that it goes to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outward_issue: Option<LinkedIssue>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

impl IssueLink {
    /// How the link reads from the issue in whose field it stands, and the issue at its other end: `("blocks", ACME-2)`.
    ///
    /// `None` where both ends are there, as [`IssueLinks::get`] sends them, or none.
    #[must_use]
    pub fn from_here(&self) -> Option<(&str, &LinkedIssue)> {
        let kind = self.kind.as_ref()?;
        let (phrase, issue) = match (&self.inward_issue, &self.outward_issue) {
            (Some(issue), None) => (&kind.inward, issue),
            (None, Some(issue)) => (&kind.outward, issue),
            _ => return None,
        };
        Some((phrase.as_deref()?, issue))
    }
}

/// An issue at an end of a link.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LinkedIssue {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<IssueId>,
    /// Its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<IssueKey>,
    /// Some of its fields: summary, status, priority, issue type.
    #[serde(default, skip_serializing_if = "IssueFields::is_empty")]
    pub fields: IssueFields,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends so")]

    use serde_json::{from_value, json};

    use super::IssueLink;

    #[test]
    fn a_link_reads_differently_from_its_ends() {
        let kind =
            json!({"id": "1", "name": "Blocks", "inward": "is blocked by", "outward": "blocks"});
        let read = |ends: &[&str]| {
            let mut link = json!({"id": "7", "type": kind});
            for end in ends {
                link[*end] = json!({"key": "ACME-2"});
            }
            let link: IssueLink = from_value(link).unwrap();
            let from_here = link.from_here();
            from_here.map(|(phrase, issue)| format!("{phrase} {}", issue.key.as_ref().unwrap()))
        };
        assert_eq!(read(&["outwardIssue"]).unwrap(), "blocks ACME-2");
        assert_eq!(read(&["inwardIssue"]).unwrap(), "is blocked by ACME-2");
        assert_eq!(read(&["inwardIssue", "outwardIssue"]), None);
        assert_eq!(read(&[]), None);
    }
}
