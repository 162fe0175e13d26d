//! What a directory can do, and which attributes its resources have.

use atlassian_core::model::Deserialize;
use atlassian_core::{Elements, operations};

use super::{Meta, ScimDirectoryId};

operations! {
    /// What a directory can do, and which attributes its resources have.
    pub struct Schemas;

    /// What the directory can do of all that SCIM has.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-schemas/#api-scim-directory-directoryid-serviceproviderconfig-get)
    features: GetConfig = GET "/scim/directory/{directoryId}/ServiceProviderConfig" => Features {
        permission "the key of the directory";
        scopes [];
        granular [];
        takes { path directory_id = "directoryId": ScimDirectoryId }
    }

    /// The attributes of all kinds of resources, all at once.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-schemas/#api-scim-directory-directoryid-schemas-get)
    all: GetSchemas = GET "/scim/directory/{directoryId}/Schemas" => SchemaList {
        permission "the key of the directory";
        scopes [];
        granular [];
        takes { path directory_id = "directoryId": ScimDirectoryId }
    }

    /// The attributes of people.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-schemas/#api-scim-directory-directoryid-schemas-urn-ietf-params-scim-schemas-core-2-0-user-get)
    user: GetUserSchemas =
        GET "/scim/directory/{directoryId}/Schemas/urn:ietf:params:scim:schemas:core:2.0:User" => Schema {
        permission "the key of the directory";
        scopes [];
        granular [];
        takes { path directory_id = "directoryId": ScimDirectoryId }
    }

    /// The attributes of groups.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-schemas/#api-scim-directory-directoryid-schemas-urn-ietf-params-scim-schemas-core-2-0-group-get)
    group: GetGroupSchemas =
        GET "/scim/directory/{directoryId}/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group" => Schema {
        permission "the key of the directory";
        scopes [];
        granular [];
        takes { path directory_id = "directoryId": ScimDirectoryId }
    }

    /// The attributes that SCIM's extension for enterprises adds to people.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-schemas/#api-scim-directory-directoryid-schemas-urn-ietf-params-scim-schemas-extension-enterprise-2-0-user-get)
    enterprise_user: GetExtensionUserSchemas =
        GET "/scim/directory/{directoryId}/Schemas/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User" => Schema {
        permission "the key of the directory";
        scopes [];
        granular [];
        takes { path directory_id = "directoryId": ScimDirectoryId }
    }
}

/// What a directory can do of all that SCIM has.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Features {
    /// Changing single attributes.
    pub patch: Option<Feature>,
    /// Many requests in one.
    pub bulk: Option<Feature>,
    /// Listing by a filter.
    pub filter: Option<Feature>,
    /// Setting passwords.
    pub change_password: Option<Feature>,
    /// Listing in an order.
    pub sort: Option<Feature>,
    /// Writing only where nothing was changed meanwhile.
    pub etag: Option<Feature>,
    /// How callers are known.
    #[serde(default)]
    pub authentication_schemes: Elements<AuthenticationScheme>,
    /// What the directory keeps about it.
    pub meta: Option<Meta>,
}

/// Something that a directory can do, or cannot.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Feature {
    /// Whether it can.
    pub supported: Option<bool>,
    /// For filters: how many resources are found at most.
    pub max_results: Option<u64>,
    /// For many requests in one: how many.
    pub max_operations: Option<u64>,
    /// For many requests in one: how many bytes.
    pub max_payload_size: Option<u64>,
}

/// A way in which callers are known.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct AuthenticationScheme {
    /// What kind it is, like `oauthbearertoken`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// What is to be known of it.
    pub description: Option<String>,
    /// Whether it is the one to use.
    pub primary: Option<bool>,
}

/// The attributes of all kinds of resources.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct SchemaList {
    /// One for each kind of resource, and for each extension.
    #[serde(rename = "Resources", default)]
    pub schemas: Elements<Schema>,
}

/// The attributes of a kind of resource.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Schema {
    /// Its URN.
    pub id: String,
    /// Its name, like `User`.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The attributes.
    #[serde(default)]
    pub attributes: Elements<Attribute>,
    /// What the directory keeps about it.
    pub meta: Option<Meta>,
}

/// An attribute. The words that SCIM has for its properties are in RFC 7643, section 7.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// What its values are, like `string`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Whether there may be several values.
    pub multi_valued: Option<bool>,
    /// What it is for.
    pub description: Option<String>,
    /// Whether there must be one.
    pub required: Option<bool>,
    /// Whether upper and lower case differ.
    pub case_exact: Option<bool>,
    /// Whether it can be changed, like `readOnly`.
    pub mutability: Option<String>,
    /// When it is sent, like `default`.
    pub returned: Option<String>,
    /// Whether a value can be there twice, like `server`.
    pub uniqueness: Option<String>,
    /// The attributes that it consists of.
    #[serde(default)]
    pub sub_attributes: Elements<Attribute>,
}
