//! What the smaller questions about issues are answered with.

use std::collections::BTreeMap;

use atlassian_core::id_type;
use atlassian_core::model::{Deserialize, Serialize};

use crate::ids::{IssueId, IssueKey};

/// Issues that a search box suggests.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct IssueSuggestions {
    /// Lists of issues, each for a reason of its own.
    #[serde(default)]
    pub sections: Vec<SuggestionSection>,
}

/// Suggested issues with what they have in common.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct SuggestionSection {
    /// `hs` for what the caller saw or changed last, `cs` for what the query found.
    pub id: Option<String>,
    /// A heading for people.
    pub label: Option<String>,
    /// How many there are, in a sentence: `Showing 2 of 2 matching issues`.
    pub sub: Option<String>,
    /// What to say where there are none.
    pub msg: Option<String>,
    /// The issues.
    #[serde(default)]
    pub issues: Vec<SuggestedIssue>,
}

/// An issue that is suggested.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SuggestedIssue {
    /// Its id.
    pub id: Option<IssueId>,
    /// Its key.
    pub key: IssueKey,
    /// Its key as HTML, with the text that was searched for in bold.
    pub key_html: Option<String>,
    /// Its summary.
    pub summary_text: Option<String>,
    /// Its summary as HTML, with the text that was searched for in bold.
    pub summary: Option<String>,
    /// The picture of its type: a path or an address.
    pub img: Option<String>,
}

/// Which issues have nearly as much, or more, of something than an issue may have.
///
/// Of what: `comment`, `worklog`, `attachment`, `issuelinks`, `remoteIssueLinks`. The issues stand as ids, with an `L`
/// behind them now and then, or as keys if these were asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IssueLimitReport {
    /// How much of each an issue may have.
    #[serde(default)]
    pub limits: BTreeMap<String, u64>,
    /// Issues with nearly as much, and how much that is: by what it is, then by issue.
    #[serde(default)]
    pub issues_approaching_limit: BTreeMap<String, BTreeMap<String, u64>>,
    /// Issues with more: the service takes nothing more of the kind (413).
    #[serde(default)]
    pub issues_breaching_limit: BTreeMap<String, BTreeMap<String, u64>>,
}

id_type! {
    /// The id of a kind of event: a number, like `1`.
    pub struct IssueEventId;
}

/// A kind of thing that happens to issues, for which notification schemes say who gets mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IssueEvent {
    /// Its id.
    pub id: IssueEventId,
    /// Its name.
    pub name: String,
}
