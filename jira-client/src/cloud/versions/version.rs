//! A version as it is read, and what is counted of it.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, Elements, Timestamp, open_enum};

use super::VersionId;
use crate::ids::{ProjectId, ProjectKey, optional_number};

/// A version.
///
/// As a part of an issue it is little more than id, name, and whether it is released or archived.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Version {
    /// Its id.
    pub id: VersionId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
    /// What is in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether it is out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub released: Option<bool>,
    /// Whether it is put away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// Whether it should be out by now and is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overdue: Option<bool>,
    /// The day on which work on it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<Timestamp>,
    /// The day on which it is to be released, or was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_date: Option<Timestamp>,
    /// The first day, as the site writes days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_start_date: Option<String>,
    /// The day of the release, as the site writes days. In another time zone it can be the day before or after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_release_date: Option<String>,
    /// The key of its project, in some older answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectKey>,
    /// The id of its project.
    #[serde(
        serialize_with = "optional_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub project_id: Option<ProjectId>,
    /// Who brings it about, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driver: Option<AccountId>,
    /// Who has to approve of it, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approvers: Option<Vec<VersionApprover>>,
    /// How many of its issues are in which category of statuses, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issues_status_for_fix_version: Option<VersionIssuesStatus>,
    /// What the caller can do with it, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operations: Option<Vec<VersionOperation>>,
    /// Where its unresolved issues went when it was released.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub move_unfixed_issues_to: Option<String>,
    /// What could have been asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expand: Option<String>,
}

open_enum! {
    /// Whether somebody approved.
    pub enum ApprovalStatus {
        /// Not said yet.
        Pending = "PENDING",
        /// Approved.
        Approved = "APPROVED",
        /// Declined.
        Declined = "DECLINED",
    }
}

/// Somebody who has to approve of a version.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct VersionApprover {
    /// Who.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    /// Whether it was approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ApprovalStatus>,
    /// What is to be approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Why it was declined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decline_reason: Option<String>,
}

/// How many issues of a version are in which category of statuses.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct VersionIssuesStatus {
    /// Not begun.
    #[serde(default)]
    pub to_do: u64,
    /// Begun.
    #[serde(default)]
    pub in_progress: u64,
    /// Done.
    #[serde(default)]
    pub done: u64,
    /// In a status without one of these categories.
    #[serde(default)]
    pub unmapped: u64,
}

/// Something that the caller can do with a version, as a link for a screen.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct VersionOperation {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// More about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where it leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// How it is to look.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style_class: Option<String>,
    /// How its picture is to look.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon_class: Option<String>,
    /// Its place among the others: the lightest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<i32>,
}

/// In how many issues a version is named.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct VersionIssueCounts {
    /// As what they are to be fixed in.
    pub issues_fixed_count: u64,
    /// As what they were found in.
    pub issues_affected_count: u64,
    /// In some custom field.
    pub issue_count_with_custom_fields_showing_version: u64,
    /// In which custom field how many.
    #[serde(default)]
    pub custom_field_usage: Elements<VersionFieldUsage>,
    /// The address of these counts in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
}

/// In how many issues a version is named by one custom field.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct VersionFieldUsage {
    /// The number of the field: 10010 is `customfield_10010`.
    pub custom_field_id: Option<u64>,
    /// What people call it.
    pub field_name: Option<String>,
    /// How many issues.
    pub issue_count_with_version_in_custom_field: u64,
}

/// How many issues of a version are not resolved yet.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct VersionUnresolvedCount {
    /// How many are to be fixed in it.
    pub issues_count: u64,
    /// How many of them are not resolved.
    pub issues_unresolved_count: u64,
    /// The address of these counts in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
}
