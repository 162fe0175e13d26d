//! What apps keep on accounts.

use atlassian_core::{AccountId, NoContent, operations};
use serde_json::Value;

use super::properties::{EntityProperty, PropertyKeys};

operations! {
    /// What apps keep on accounts: JSON values under keys. They are not the properties that administrators see on the
    /// screens of accounts. Of others than the caller, administrators alone may read and change them.
    pub struct UserProperties;

    /// The keys of an account's properties.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-properties/#api-rest-api-3-user-properties-get)
    keys: GetUserPropertyKeys = GET "/rest/api/3/user/properties" => PropertyKeys {
        permission "Administer Jira, for others";
        scopes ["read:jira-user"];
        granular ["read:user.property:jira"];
        takes { query account_id = "accountId": AccountId }
    }

    /// One property.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-properties/#api-rest-api-3-user-properties-propertykey-get)
    get: GetUserProperty = GET "/rest/api/3/user/properties/{propertyKey}" => EntityProperty {
        permission "Administer Jira, for others";
        scopes ["read:jira-user"];
        granular ["read:user.property:jira"];
        takes { query account_id = "accountId": AccountId, path key = "propertyKey": String }
    }

    /// Sets a property, new or not. The key has up to 255 characters.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-properties/#api-rest-api-3-user-properties-propertykey-put)
    set: SetUserProperty = PUT "/rest/api/3/user/properties/{propertyKey}" => NoContent {
        permission "Administer Jira, for others";
        scopes ["write:jira-work"];
        granular ["write:user.property:jira"];
        takes {
            query account_id = "accountId": AccountId, path key = "propertyKey": String, whole_body value = "value": Value
        }
    }

    /// Removes a property.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-properties/#api-rest-api-3-user-properties-propertykey-delete)
    delete: DeleteUserProperty = DELETE "/rest/api/3/user/properties/{propertyKey}" => NoContent {
        permission "Administer Jira, for others";
        scopes ["write:jira-work"];
        granular ["delete:user.property:jira"];
        takes { query account_id = "accountId": AccountId, path key = "propertyKey": String }
    }
}
