//! API keys: what administrators made for the organization itself.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NextIn, NoContent, Page, Paging, Timestamp, id_type, operations};

use crate::search::SearchType;
use crate::{AccountId, OrgId};

operations! {
    /// The API keys of an organization.
    pub struct ApiKeys;

    /// The organization's API keys, with scopes, age and last use.
    ///
    /// Pages of 50.
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-api-key/#api-orgs-orgid-api-keys-get)
    list: GetAllApiKeys = GET "/admin/api-access/v1/orgs/{orgId}/api-keys" => Page<ApiKey> {
        permission "Organization admin";
        scopes ["read:keys:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId }
        query {
            /// Only keys whose label, maker's name or maker's e-mail address is like this text.
            query = "q": String,
            /// Only keys of this type.
            key_type = "keyType": String,
            /// Search by the day of expiry: by what rule. The parameters after this one say by what value.
            expires_at_search_type = "expiresAtSearchType": SearchType,
            /// For a comparison: the unit of the length of time, like `day`.
            expires_at_uom = "expiresAtUom": String,
            /// For a comparison: how many of these units.
            expires_at_value = "expiresAtValue": u32,
            /// For a range: its first moment.
            expires_at_from = "expiresAtFrom": Timestamp,
            /// For a range: its last moment.
            expires_at_to = "expiresAtTo": Timestamp,
            /// For a range relative to now: where it begins.
            expires_at_range_from = "expiresAtRangeFrom": String,
            /// For a range relative to now: where it ends.
            expires_at_range_to = "expiresAtRangeTo": String,
            /// Search by last use: by what rule. The parameters after this one say by what value.
            last_active_at_search_type = "lastActiveAtSearchType": SearchType,
            /// For a comparison: the unit of the length of time, like `day`.
            last_active_at_uom = "lastActiveAtUom": String,
            /// For a comparison: how many of these units.
            last_active_at_value = "lastActiveAtValue": u32,
            /// For a range: its first moment.
            last_active_at_from = "lastActiveAtFrom": Timestamp,
            /// For a range: its last moment.
            last_active_at_to = "lastActiveAtTo": Timestamp,
            /// For a range relative to now: where it begins.
            last_active_at_range_from = "lastActiveAtRangeFrom": String,
            /// For a range relative to now: where it ends.
            last_active_at_range_to = "lastActiveAtRangeTo": String,
            /// The field to sort by, such as `expiresAt`; with `-` in front, from the largest down.
            sort = "sort": String,
        }
        pages ApiKey = Paging::cursor("data", NextIn::Links)
            .parameters("cursor", "pageSize")
            .unique_by("id")
            .page_size(50);
    }

    /// How many API keys there are, after the same search as [`list`](ApiKeys::list).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-api-key/#api-orgs-orgid-api-keys-count-get)
    count: GetApiKeyCount = GET "/admin/api-access/v1/orgs/{orgId}/api-keys/count" => u64 {
        permission "Organization admin";
        scopes ["read:keys:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId }
        query {
            /// Only keys whose label, maker's name or maker's e-mail address is like this text.
            query = "q": String,
            /// Only keys of this type.
            key_type = "keyType": String,
            /// Search by the day of expiry: by what rule. The parameters after this one say by what value.
            expires_at_search_type = "expiresAtSearchType": SearchType,
            /// For a comparison: the unit of the length of time, like `day`.
            expires_at_uom = "expiresAtUom": String,
            /// For a comparison: how many of these units.
            expires_at_value = "expiresAtValue": u32,
            /// For a range: its first moment.
            expires_at_from = "expiresAtFrom": Timestamp,
            /// For a range: its last moment.
            expires_at_to = "expiresAtTo": Timestamp,
            /// For a range relative to now: where it begins.
            expires_at_range_from = "expiresAtRangeFrom": String,
            /// For a range relative to now: where it ends.
            expires_at_range_to = "expiresAtRangeTo": String,
            /// Search by last use: by what rule. The parameters after this one say by what value.
            last_active_at_search_type = "lastActiveAtSearchType": SearchType,
            /// For a comparison: the unit of the length of time, like `day`.
            last_active_at_uom = "lastActiveAtUom": String,
            /// For a comparison: how many of these units.
            last_active_at_value = "lastActiveAtValue": u32,
            /// For a range: its first moment.
            last_active_at_from = "lastActiveAtFrom": Timestamp,
            /// For a range: its last moment.
            last_active_at_to = "lastActiveAtTo": Timestamp,
            /// For a range relative to now: where it begins.
            last_active_at_range_from = "lastActiveAtRangeFrom": String,
            /// For a range relative to now: where it ends.
            last_active_at_range_to = "lastActiveAtRangeTo": String,
        }
    }

    /// Revokes one API key; whatever uses it stops.
    ///
    /// A key is as much revoked by two calls as by one, so this is repeated when a connection breaks.
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-api-key/#api-orgs-orgid-api-keys-revoke-apikeyid-patch)
    revoke: RevokeApiKey = PATCH "/admin/api-access/v1/orgs/{orgId}/api-keys/revoke/{apiKeyId}" => NoContent {
        permission "Organization admin";
        scopes ["delete:keys:admin"];
        granular [];
        repeat safe;
        takes { path org_id = "orgId": OrgId, path key_id = "apiKeyId": ApiKeyId }
    }
}

id_type! {
    /// The id of an API key. It is not the key and opens nothing.
    pub struct ApiKeyId;
}

/// An API key of the organization. The secret itself is not in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// The name that its maker gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When it stops working: a week after it was made, unless its maker chose otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// When it was last used; absent if it never was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_active_at: Option<Timestamp>,
    /// The account that its calls are made as.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system_account_id: Option<AccountId>,
    /// What it is for, as an ARI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// The organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org_id: Option<OrgId>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<KeyMaker>,
    /// What it may do. A key without scopes may do everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<String>>,
    /// What it may be used on, as ARIs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_resources: Option<Vec<String>>,
}

/// Who made a key.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct KeyMaker {
    /// The account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<AccountId>,
    /// The name to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}
