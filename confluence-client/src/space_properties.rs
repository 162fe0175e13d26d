//! What apps keep on spaces: JSON values under keys.

use atlassian_core::{AccountId, NextIn, NoContent, Page, Paging, Timestamp, id_type, operations};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::SpaceId;

operations! {
    /// What apps keep on spaces.
    pub struct SpaceProperties;

    /// The properties of a space.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space-properties/#api-spaces-space-id-properties-get)
    list: GetSpaceProperties = GET "/wiki/api/v2/spaces/{space-id}/properties" => Page<SpaceProperty> {
        permission "View the space";
        scopes [];
        granular ["read:space:confluence"];
        takes { path space_id = "space-id": SpaceId }
        query {
            /// Only the one of this key: the way from a key to an id.
            key = "key": String,
        }
        pages SpaceProperty = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// One property.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space-properties/#api-spaces-space-id-properties-property-id-get)
    get: GetSpacePropertyById = GET "/wiki/api/v2/spaces/{space-id}/properties/{property-id}" => SpaceProperty {
        permission "View the space";
        scopes [];
        granular ["read:space:confluence"];
        takes { path space_id = "space-id": SpaceId, path property_id = "property-id": SpacePropertyId }
    }

    /// Puts a property on a space.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space-properties/#api-spaces-space-id-properties-post)
    create: CreateSpaceProperty = POST "/wiki/api/v2/spaces/{space-id}/properties" => SpaceProperty {
        permission "Administer the space";
        scopes [];
        granular ["read:space:confluence", "write:space:confluence"];
        takes { path space_id = "space-id": SpaceId, body key = "key": String, body value = "value": Value }
    }

    /// Replaces a property.
    ///
    /// The version is the number of the present one, plus one: where somebody else was faster, that is a *conflict* (409)
    /// and nothing is lost.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space-properties/#api-spaces-space-id-properties-property-id-put)
    update: UpdateSpacePropertyById = PUT "/wiki/api/v2/spaces/{space-id}/properties/{property-id}" => SpaceProperty {
        permission "Administer the space";
        scopes [];
        granular ["read:space:confluence", "write:space:confluence"];
        repeat never;
        takes {
            path space_id = "space-id": SpaceId,
            path property_id = "property-id": SpacePropertyId,
            body key = "key": String,
            body value = "value": Value,
            body version = "version": NextVersion
        }
    }

    /// Deletes a property.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space-properties/#api-spaces-space-id-properties-property-id-delete)
    delete: DeleteSpacePropertyById = DELETE "/wiki/api/v2/spaces/{space-id}/properties/{property-id}" => NoContent {
        permission "Administer the space";
        scopes [];
        granular ["read:space:confluence", "write:space:confluence"];
        takes { path space_id = "space-id": SpaceId, path property_id = "property-id": SpacePropertyId }
    }
}

id_type! {
    /// The id of a property of a space.
    pub struct SpacePropertyId;
}

/// A property of a space.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SpaceProperty {
    /// Its id.
    pub id: SpacePropertyId,
    /// Its key.
    pub key: String,
    /// Its value.
    #[serde(default)]
    pub value: Value,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// Who made it.
    pub created_by: Option<AccountId>,
    /// Its latest version.
    pub version: Option<PropertyVersion>,
}

/// A version of a property.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PropertyVersion {
    /// Its number.
    pub number: u32,
    /// What was said about it.
    pub message: Option<String>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// Who made it.
    pub created_by: Option<AccountId>,
}

/// The version that an update makes; made from its number where there is nothing to say about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NextVersion {
    number: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

impl NextVersion {
    /// The version of this number, with a message.
    #[must_use]
    pub fn with_message(number: u32, message: impl Into<String>) -> Self {
        Self {
            number,
            message: Some(message.into()),
        }
    }
}

impl From<u32> for NextVersion {
    fn from(number: u32) -> Self {
        Self {
            number,
            message: None,
        }
    }
}
