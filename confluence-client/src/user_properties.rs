//! What apps keep on accounts: JSON values under keys, for the whole site.
//!
//! One's own account is open to everybody, those of others to administrators and apps.

use atlassian_core::{AccountId, NextIn, NoContent, Page, Paging, Timestamp, operations};
use serde::Deserialize;
use serde_json::{Map, Value};

operations! {
    /// What apps keep on accounts.
    pub struct UserProperties;

    /// The keys of an account's properties.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-user-properties/#api-wiki-rest-api-user-userid-property-get)
    keys: GetUserProperties = GET "/wiki/rest/api/user/{userId}/property" => Page<UserPropertyKey> {
        permission "Can use";
        scopes [];
        granular ["read:user.property:confluence"];
        takes { path user_id = "userId": AccountId }
        pages UserPropertyKey = Paging::cursor("results", NextIn::UnderscoreLinks)
            .parameters("start", "limit")
            .unique_by("key")
            .page_size(25);
    }

    /// One property.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-user-properties/#api-wiki-rest-api-user-userid-property-key-get)
    get: GetUserProperty = GET "/wiki/rest/api/user/{userId}/property/{key}" => UserProperty {
        permission "Can use";
        scopes [];
        granular ["read:user.property:confluence"];
        takes { path user_id = "userId": AccountId, path key = "key": String }
    }

    /// Puts a property on an account that has none of this key; one that is there already is a *conflict* (409).
    ///
    /// The value is an object that is not empty, of 32768 characters at most; the key has 127 at most.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-user-properties/#api-wiki-rest-api-user-userid-property-key-post)
    create: CreateUserProperty = POST "/wiki/rest/api/user/{userId}/property/{key}" => NoContent {
        permission "Can use";
        scopes [];
        granular ["write:user.property:confluence"];
        takes {
            path user_id = "userId": AccountId,
            path key = "key": String,
            body value = "value": Map<String, Value>
        }
    }

    /// Replaces the value of a property that is there.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-user-properties/#api-wiki-rest-api-user-userid-property-key-put)
    update: UpdateUserProperty = PUT "/wiki/rest/api/user/{userId}/property/{key}" => NoContent {
        permission "Can use";
        scopes [];
        granular ["write:user.property:confluence"];
        takes {
            path user_id = "userId": AccountId,
            path key = "key": String,
            body value = "value": Map<String, Value>
        }
    }

    /// Deletes a property.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-user-properties/#api-wiki-rest-api-user-userid-property-key-delete)
    delete: DeleteUserProperty = DELETE "/wiki/rest/api/user/{userId}/property/{key}" => NoContent {
        permission "Can use";
        scopes [];
        granular ["write:user.property:confluence"];
        takes { path user_id = "userId": AccountId, path key = "key": String }
    }
}

/// The key of a property.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct UserPropertyKey {
    /// The key.
    pub key: String,
}

/// A property of an account.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UserProperty {
    /// Its id.
    pub id: String,
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: Map<String, Value>,
    /// When it was made.
    pub created_date: Option<Timestamp>,
    /// When it was changed.
    pub last_modified_date: Option<Timestamp>,
}
