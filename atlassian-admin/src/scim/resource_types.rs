//! The kinds of resources that a directory has.

use atlassian_core::model::Deserialize;
use atlassian_core::{Elements, operations};

use super::{Meta, ScimDirectoryId};

operations! {
    /// The kinds of resources that a directory has.
    pub struct ResourceTypes;

    /// All kinds of resources, at once.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-service-provider-configuration/#api-scim-directory-directoryid-resourcetypes-get)
    all: GetResourceTypes = GET "/scim/directory/{directoryId}/ResourceTypes" => ResourceTypeList {
        permission "the key of the directory";
        scopes [];
        granular [];
        takes { path directory_id = "directoryId": ScimDirectoryId }
    }

    /// People, as a kind of resource.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-service-provider-configuration/#api-scim-directory-directoryid-resourcetypes-user-get)
    user: GetUserResourceType = GET "/scim/directory/{directoryId}/ResourceTypes/User" => ResourceType {
        permission "the key of the directory";
        scopes [];
        granular [];
        takes { path directory_id = "directoryId": ScimDirectoryId }
    }

    /// Groups, as a kind of resource.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-service-provider-configuration/#api-scim-directory-directoryid-resourcetypes-group-get)
    group: GetGroupResourceType = GET "/scim/directory/{directoryId}/ResourceTypes/Group" => ResourceType {
        permission "the key of the directory";
        scopes [];
        granular [];
        takes { path directory_id = "directoryId": ScimDirectoryId }
    }
}

/// All kinds of resources.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct ResourceTypeList {
    /// The kinds.
    #[serde(rename = "Resources", default)]
    pub resource_types: Elements<ResourceType>,
}

/// A kind of resource.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ResourceType {
    /// Its id, like `User`.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Where it is found, below the directory: `/Users`.
    pub endpoint: Option<String>,
    /// The URN of its schema.
    pub schema: Option<String>,
    /// What is added to the schema.
    #[serde(default)]
    pub schema_extensions: Elements<SchemaExtension>,
    /// What the directory keeps about it.
    pub meta: Option<Meta>,
}

/// Attributes that are added to those of a kind of resource.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct SchemaExtension {
    /// The URN of the schema.
    pub schema: String,
    /// Whether each resource has it.
    pub required: Option<bool>,
}
