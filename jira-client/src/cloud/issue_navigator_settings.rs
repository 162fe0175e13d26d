//! The columns of lists of issues.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, operations};

use super::fields::FieldId;

operations! {
    /// The columns of lists of issues.
    pub struct IssueNavigatorSettings;

    /// The columns that people see who have not chosen others.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-navigator-settings/#api-rest-api-3-settings-columns-get)
    columns: GetIssueNavigatorDefaultColumns = GET "/rest/api/3/settings/columns" => Elements<ColumnItem> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
    }
}

/// A column of a list of issues.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ColumnItem {
    /// Its name, in the caller's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The field; `issuekey` for the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<FieldId>,
}
