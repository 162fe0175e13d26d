//! API tokens: what people made for their own accounts.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NextIn, NoContent, Page, Paging, Timestamp, id_type, open_enum, operations};

use crate::search::SearchType;
use crate::{AccountId, OrgId};

operations! {
    /// The API tokens of an organization's managed accounts.
    pub struct ApiTokens;

    /// API tokens of managed accounts, with owner, age and last use.
    ///
    /// Accounts that the organization does not manage are not seen here, even if they use its sites. Pages of 50; the
    /// page size is always sent, because the service fails (500) without one. What a token may do is not told.
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-api-token/#api-orgs-orgid-api-tokens-get)
    list: GetAllApiTokens = GET "/admin/api-access/v1/orgs/{orgId}/api-tokens" => Page<ApiToken> {
        permission "Organization admin";
        scopes ["read:tokens:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId }
        query {
            /// Only tokens whose label, owner's name or owner's e-mail address is like this text.
            query = "q": String,
            /// Only tokens of this state.
            status = "status": ApiTokenStatusFilter,
            /// Search by the day of creation: by what rule. The parameters after this one say by what value.
            created_at_search_type = "createdAtSearchType": SearchType,
            /// For a comparison: the unit of the length of time, like `day`.
            created_at_uom = "createdAtUom": String,
            /// For a comparison: how many of these units.
            created_at_value = "createdAtValue": u32,
            /// For a range: its first moment.
            created_at_from = "createdAtFrom": Timestamp,
            /// For a range: its last moment.
            created_at_to = "createdAtTo": Timestamp,
            /// For a range relative to now: where it begins.
            created_at_range_from = "createdAtRangeFrom": String,
            /// For a range relative to now: where it ends.
            created_at_range_to = "createdAtRangeTo": String,
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
            /// The field to sort by, such as `lastActiveAt`; with `-` in front, from the largest down.
            sort = "sort": String,
        }
        pages ApiToken = Paging::cursor("data", NextIn::Links)
            .parameters("cursor", "pageSize")
            .unique_by("id")
            .page_size(50);
    }

    /// How many API tokens there are, after the same search as [`list`](ApiTokens::list).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-api-token/#api-orgs-orgid-api-tokens-count-get)
    count: GetApiTokenCount = GET "/admin/api-access/v1/orgs/{orgId}/api-tokens/count" => u64 {
        permission "Organization admin";
        scopes ["read:tokens:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId }
        query {
            /// Only tokens whose label, owner's name or owner's e-mail address is like this text.
            query = "q": String,
            /// Only tokens of this state.
            status = "status": ApiTokenStatusFilter,
            /// Search by the day of creation: by what rule. The parameters after this one say by what value.
            created_at_search_type = "createdAtSearchType": SearchType,
            /// For a comparison: the unit of the length of time, like `day`.
            created_at_uom = "createdAtUom": String,
            /// For a comparison: how many of these units.
            created_at_value = "createdAtValue": u32,
            /// For a range: its first moment.
            created_at_from = "createdAtFrom": Timestamp,
            /// For a range: its last moment.
            created_at_to = "createdAtTo": Timestamp,
            /// For a range relative to now: where it begins.
            created_at_range_from = "createdAtRangeFrom": String,
            /// For a range relative to now: where it ends.
            created_at_range_to = "createdAtRangeTo": String,
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

    /// Revokes **all** API tokens of **all** managed accounts of the organization.
    ///
    /// There is no filter and no way back: every script and every app that uses such a token stops, this program too if
    /// it uses one. It is not repeated when it was possibly carried out, so that tokens made since are not lost as well.
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-api-token/#api-orgs-orgid-api-tokens-delete)
    revoke_all: BulkRevokeApiTokens = DELETE "/admin/api-access/v1/orgs/{orgId}/api-tokens" => NoContent {
        permission "Organization admin";
        scopes ["delete:tokens:admin"];
        granular [];
        repeat never;
        takes { path org_id = "orgId": OrgId }
    }
}

id_type! {
    /// The id of an API token. It is not the token and opens nothing.
    pub struct ApiTokenId;
}

open_enum! {
    /// Whether a token works.
    pub enum ApiTokenStatus {
        /// It works.
        Allowed = "ALLOWED",
        /// The organization's rules keep it from working.
        Blocked = "BLOCKED",
    }

    /// Whether a token works, as a search spells it: in small letters, unlike the answer.
    pub enum ApiTokenStatusFilter {
        /// Those that work.
        Allowed = "allowed",
        /// Those that the organization's rules keep from working.
        Blocked = "blocked",
    }
}

/// An API token of a managed account. The secret itself is not in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ApiToken {
    /// Its id.
    pub id: ApiTokenId,
    /// The name that its owner gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Whether it works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ApiTokenStatus>,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When it stops working.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// When it was last used; absent if it never was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_active_at: Option<Timestamp>,
    /// Its owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<TokenOwner>,
    /// What it may do, should the service ever say so; Atlassian does not document it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<String>>,
}

/// The owner of a token.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TokenOwner {
    /// The account; it is called `id` here and `accountId` elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<AccountId>,
    /// The organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org_id: Option<OrgId>,
    /// The name to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}
