//! Service accounts: accounts of programs, with API tokens and OAuth clients of their own.
//!
//! Atlassian calls these operations experimental and describes some of their bodies nowhere in public. What is not
//! described is plain JSON here, as it is sent; a later version may give it types. A single call gets a type of one's
//! own by `into_call().send_as()`.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{
    List, NextIn, NoContent, Page, Paging, Response, Timestamp, id_type, operations,
};
use serde_json::Value;

use crate::{AccountId, OrgId};

operations! {
    /// The service accounts of an organization.
    pub struct ServiceAccounts;

    /// The service accounts.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-service-account/#api-orgs-orgid-service-accounts-get)
    list: ListServiceAccounts = GET "/admin/api-access/v1/orgs/{orgId}/service-accounts" => Page<ServiceAccount> {
        permission "Organization admin";
        scopes ["read:service-accounts:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId }
        pages ServiceAccount = Paging::cursor("items", NextIn::Links)
            .parameters("cursor", "")
            .unique_by("id");
    }

    /// Makes a service account.
    ///
    /// The body has the name to show, what may be said of the account, which products it gets into by which rules, and
    /// the groups that it joins besides; Atlassian publishes no names for them, nor what is answered, which is given as
    /// it came. Sent once and not repeated.
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-service-account/#api-orgs-orgid-service-accounts-post)
    create: CreateServiceAccount = POST "/admin/api-access/v1/orgs/{orgId}/service-accounts" => Response {
        permission "Organization admin";
        scopes ["write:service-accounts:admin"];
        granular [];
        raw bytes;
        takes { path org_id = "orgId": OrgId, whole_body account = "body": Value }
    }

    /// Changes the name or the description of a service account.
    ///
    /// The path does not name the account, so the body does; Atlassian publishes no names for its fields.
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-service-account/#api-orgs-orgid-service-accounts-patch)
    update: UpdateServiceAccount = PATCH "/admin/api-access/v1/orgs/{orgId}/service-accounts" => Value {
        permission "Organization admin";
        scopes ["write:service-accounts:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId, whole_body change = "body": Value }
    }

    /// Deletes a service account; whatever uses its tokens stops.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-service-account/#api-orgs-orgid-service-accounts-serviceaccountid-delete)
    delete: DeleteServiceAccount =
        DELETE "/admin/api-access/v1/orgs/{orgId}/service-accounts/{serviceAccountId}" => NoContent {
        permission "Organization admin";
        scopes ["write:service-accounts:admin"];
        granular [];
        repeat never;
        takes { path org_id = "orgId": OrgId, path id = "serviceAccountId": ServiceAccountId }
    }

    /// The API tokens of all service accounts, as JSON.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-service-account/#api-orgs-orgid-service-accounts-api-tokens-get)
    all_api_tokens: ListServiceAccountApiTokens =
        GET "/admin/api-access/v1/orgs/{orgId}/service-accounts/api-tokens" => Value {
        permission "Organization admin";
        scopes ["read:service-accounts-tokens:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId }
        query {
            /// Only tokens with this label.
            token_label = "tokenLabel": String,
        }
    }

    /// The API tokens of one service account, as JSON.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-service-account/#api-orgs-orgid-service-accounts-serviceaccountid-api-tokens-get)
    api_tokens: GetServiceAccountApiToken =
        GET "/admin/api-access/v1/orgs/{orgId}/service-accounts/{serviceAccountId}/api-tokens" => Value {
        permission "Organization admin";
        scopes ["read:service-accounts-tokens:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId, path id = "serviceAccountId": ServiceAccountId }
        query {
            /// Only tokens with this label.
            token_label = "tokenLabel": String,
        }
    }

    /// How many API tokens these service accounts have, a hundred accounts at most.
    ///
    /// It only reads, so it is repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-api-token/#api-orgs-orgid-service-accounts-count-post)
    count_api_tokens: CountServiceAccountApiTokens =
        POST "/admin/api-access/v1/orgs/{orgId}/service-accounts/count" => u64 {
        permission "Organization admin";
        scopes ["read:service-accounts-tokens:admin"];
        granular [];
        repeat safe;
        takes { path org_id = "orgId": OrgId, whole_body ids = "body": List<ServiceAccountId> }
    }

    /// Revokes *all* API tokens of a service account; whatever uses one of them stops.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-api-token/#api-orgs-orgid-service-accounts-serviceaccountid-api-tokens-delete)
    revoke_api_tokens: RevokeServiceAccountApiTokens =
        DELETE "/admin/api-access/v1/orgs/{orgId}/service-accounts/{serviceAccountId}/api-tokens" => NoContent {
        permission "Organization admin";
        scopes ["delete:service-accounts-tokens:admin"];
        granular [];
        repeat never;
        takes { path org_id = "orgId": OrgId, path id = "serviceAccountId": ServiceAccountId }
    }

    /// The OAuth clients of all service accounts, as JSON.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-service-account/#api-orgs-orgid-service-accounts-oauth-clients-get)
    all_oauth_clients: ListServiceAccountOAuthClients =
        GET "/admin/api-access/v1/orgs/{orgId}/service-accounts/oauth-clients" => Value {
        permission "Organization admin";
        scopes ["read:service-accounts-tokens:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId }
        query {
            /// Only clients with this name.
            client_name = "clientName": String,
        }
    }

    /// The OAuth clients of one service account, as JSON.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-service-account/#api-orgs-orgid-service-accounts-serviceaccountid-oauth-clients-get)
    oauth_clients: GetServiceAccountOAuthClients =
        GET "/admin/api-access/v1/orgs/{orgId}/service-accounts/{serviceAccountId}/oauth-clients" => Value {
        permission "Organization admin";
        scopes ["read:service-accounts-tokens:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId, path id = "serviceAccountId": ServiceAccountId }
        query {
            /// Only clients with this name.
            client_name = "clientName": String,
        }
    }
}

id_type! {
    /// The id of a service account. The Atlassian account behind it has an id of its own.
    pub struct ServiceAccountId;
}

/// A service account.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ServiceAccount {
    /// Its id.
    pub id: ServiceAccountId,
    /// The Atlassian account that its calls are made as.
    #[serde(rename = "atlassianId", skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    /// Its address, which ends in `@serviceaccount.atlassian.com`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The name to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The address of a picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// What it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    /// Whether it can be used, like `ACTIVE`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Who made it.
    #[serde(rename = "createdById", skip_serializing_if = "Option::is_none")]
    pub created_by: Option<AccountId>,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
}
