//! What apps keep on issue types.

use atlassian_core::{NoContent, operations};
use serde_json::Value;

use super::issue_types::IssueTypeId;
use super::properties::{EntityProperty, PropertyKeys};

operations! {
    /// What apps keep on issue types: JSON values under keys. They change nothing else about the issue type.
    pub struct IssueTypeProperties;

    /// The keys of an issue type's properties.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-properties/#api-rest-api-3-issuetype-issuetypeid-properties-get)
    keys: GetIssueTypePropertyKeys = GET "/rest/api/3/issuetype/{issueTypeId}/properties" => PropertyKeys {
        permission "Browse projects in one that has the issue type, or Administer Jira";
        scopes ["read:jira-work"];
        granular ["read:issue-type.property:jira"];
        takes { path issue_type = "issueTypeId": IssueTypeId }
    }

    /// One property.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-properties/#api-rest-api-3-issuetype-issuetypeid-properties-propertykey-get)
    get: GetIssueTypeProperty =
        GET "/rest/api/3/issuetype/{issueTypeId}/properties/{propertyKey}" => EntityProperty {
        permission "Browse projects in one that has the issue type, or Administer Jira";
        scopes ["read:jira-work"];
        granular ["read:issue-type.property:jira"];
        takes { path issue_type = "issueTypeId": IssueTypeId, path key = "propertyKey": String }
    }

    /// Sets a property, new or not.
    ///
    /// The key has up to 255 characters, the value up to 32768 characters of JSON.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-properties/#api-rest-api-3-issuetype-issuetypeid-properties-propertykey-put)
    set: SetIssueTypeProperty =
        PUT "/rest/api/3/issuetype/{issueTypeId}/properties/{propertyKey}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:issue-type.property:jira"];
        takes {
            path issue_type = "issueTypeId": IssueTypeId, path key = "propertyKey": String,
            whole_body value = "value": Value
        }
    }

    /// Removes a property.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-properties/#api-rest-api-3-issuetype-issuetypeid-properties-propertykey-delete)
    delete: DeleteIssueTypeProperty =
        DELETE "/rest/api/3/issuetype/{issueTypeId}/properties/{propertyKey}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:issue-type.property:jira"];
        takes { path issue_type = "issueTypeId": IssueTypeId, path key = "propertyKey": String }
    }
}
