//! OAuth clients: what programs get access tokens with, by client id and secret.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NextIn, NoContent, Page, Paging, Response, Timestamp, id_type, operations};
use serde_json::Value;

use crate::OrgId;

operations! {
    /// The OAuth clients of an organization.
    pub struct OAuthClients;

    /// The OAuth clients.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-oauth-client/#api-orgs-orgid-oauth-clients-get)
    list: ListOAuthClients = GET "/admin/api-access/v1/orgs/{orgId}/oauth-clients" => Page<OAuthClient> {
        permission "Organization admin";
        scopes ["read:service-accounts-tokens:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId }
        pages OAuthClient = Paging::cursor("data", NextIn::Links)
            .parameters("cursor", "pageSize")
            .unique_by("clientId")
            .page_size(50);
    }

    /// One OAuth client.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-oauth-client/#api-orgs-orgid-oauth-clients-clientid-get)
    get: GetOAuthClient = GET "/admin/api-access/v1/orgs/{orgId}/oauth-clients/{clientId}" => OAuthClient {
        permission "Organization admin";
        scopes ["read:service-accounts-tokens:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId, path client_id = "clientId": OAuthClientId }
    }

    /// How many OAuth clients there are, as JSON: Atlassian does not publish what is answered.
    ///
    /// It only reads, so it is repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-oauth-client/#api-orgs-orgid-oauth-clients-count-post)
    count: CountOAuthClients = POST "/admin/api-access/v1/orgs/{orgId}/oauth-clients/count" => Value {
        permission "Organization admin";
        scopes ["read:service-accounts-tokens:admin"];
        granular [];
        repeat safe;
        takes { path org_id = "orgId": OrgId }
    }

    /// Makes an OAuth client.
    ///
    /// Only for an admin who is logged in in a browser: no key and no token is accepted. Atlassian publishes neither the
    /// fields of the body nor what is answered, which is given as it came and may hold the client's secret.
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-oauth-client/#api-orgs-orgid-oauth-clients-post)
    create: CreateOAuthClient = POST "/admin/api-access/v1/orgs/{orgId}/oauth-clients" => Response {
        permission "Organization admin, logged in in a browser";
        scopes [];
        granular [];
        raw bytes;
        takes { path org_id = "orgId": OrgId, whole_body oauth_client = "body": Value }
    }

    /// Deletes an OAuth client; whatever uses it stops.
    ///
    /// Only for an admin who is logged in in a browser, as [`create`](OAuthClients::create) is.
    /// [Reference](https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-oauth-client/#api-orgs-orgid-oauth-clients-clientid-delete)
    delete: DeleteOAuthClient = DELETE "/admin/api-access/v1/orgs/{orgId}/oauth-clients/{clientId}" => NoContent {
        permission "Organization admin, logged in in a browser";
        scopes [];
        granular [];
        repeat never;
        takes { path org_id = "orgId": OrgId, path client_id = "clientId": OAuthClientId }
    }
}

id_type! {
    /// The id of an OAuth client. It is not the secret and opens nothing.
    pub struct OAuthClientId;
}

/// An OAuth client. The secret itself is not in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OAuthClient {
    /// Its id.
    #[serde(rename = "clientId")]
    pub id: OAuthClientId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it works, like `ACTIVE`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
}
