//! What apps keep on worklogs.

use atlassian_core::{NoContent, operations};
use serde_json::Value;

use super::properties::{EntityProperty, PropertyKeys};
use super::worklogs::WorklogId;
use crate::ids::IssueIdOrKey;

operations! {
    /// What apps keep on worklogs: JSON values under keys. They change nothing else about the worklog.
    pub struct WorklogProperties;

    /// The keys of a worklog's properties.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklog-properties/#api-rest-api-3-issue-issueidorkey-worklog-worklogid-properties-get)
    keys: GetWorklogPropertyKeys = GET "/rest/api/3/issue/{issueIdOrKey}/worklog/{worklogId}/properties" => PropertyKeys {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue-worklog.property:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, path worklog = "worklogId": WorklogId }
    }

    /// One property.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklog-properties/#api-rest-api-3-issue-issueidorkey-worklog-worklogid-properties-propertykey-get)
    get: GetWorklogProperty =
        GET "/rest/api/3/issue/{issueIdOrKey}/worklog/{worklogId}/properties/{propertyKey}" => EntityProperty
    {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue-worklog.property:jira"];
        takes {
            path issue = "issueIdOrKey": IssueIdOrKey, path worklog = "worklogId": WorklogId,
            path key = "propertyKey": String
        }
    }

    /// Sets a property, new or not.
    ///
    /// The key has up to 255 characters, the value up to 32768 characters of JSON.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklog-properties/#api-rest-api-3-issue-issueidorkey-worklog-worklogid-properties-propertykey-put)
    set: SetWorklogProperty =
        PUT "/rest/api/3/issue/{issueIdOrKey}/worklog/{worklogId}/properties/{propertyKey}" => NoContent
    {
        permission "Edit All Worklogs or Edit Own Worklogs";
        scopes ["write:jira-work"];
        granular ["write:issue-worklog.property:jira"];
        takes {
            path issue = "issueIdOrKey": IssueIdOrKey, path worklog = "worklogId": WorklogId,
            path key = "propertyKey": String, whole_body value = "value": Value
        }
    }

    /// Removes a property.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklog-properties/#api-rest-api-3-issue-issueidorkey-worklog-worklogid-properties-propertykey-delete)
    delete: DeleteWorklogProperty =
        DELETE "/rest/api/3/issue/{issueIdOrKey}/worklog/{worklogId}/properties/{propertyKey}" => NoContent
    {
        permission "Edit All Worklogs or Edit Own Worklogs";
        scopes ["write:jira-work"];
        granular ["delete:issue-worklog.property:jira"];
        takes {
            path issue = "issueIdOrKey": IssueIdOrKey, path worklog = "worklogId": WorklogId,
            path key = "propertyKey": String
        }
    }
}
