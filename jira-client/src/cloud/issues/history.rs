//! What a program says of a change that it makes.

use std::collections::BTreeMap;

use atlassian_core::model::{Deserialize, Serialize};

/// What a program says of a change that it makes: kept in the issue's history, and shown there.
///
/// ```
/// use jira_client::cloud::issues::HistoryMetadata;
///
/// let mut history = HistoryMetadata::default();
/// history.kind = Some("acme:deployment".into());
/// history.activity_description = Some("Deployed to production".into());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct HistoryMetadata {
    /// What kind of record it is, in words of the program's own.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The key of a translated text for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description_key: Option<String>,
    /// What happened, as the issue's activity shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity_description: Option<String>,
    /// The key of a translated text for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity_description_key: Option<String>,
    /// What happened, as mails tell it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_description: Option<String>,
    /// The key of a translated text for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_description_key: Option<String>,
    /// Who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<HistoryParticipant>,
    /// What it was that made them do it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<HistoryParticipant>,
    /// The system that recorded it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generator: Option<HistoryParticipant>,
    /// Whatever else is to be kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra_data: Option<BTreeMap<String, String>>,
}

/// A person or a system that has to do with a change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct HistoryParticipant {
    /// Its id, in words of the program's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What kind of participant it is.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The key of a translated text for its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name_key: Option<String>,
    /// The address of its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The address of its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
}
