//! The domains that an organization has claimed: accounts with an address there are its managed accounts.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NextIn, Page, Paging, id_type, open_enum, operations};

use crate::OrgId;
use crate::data::{Data, SelfLink};

operations! {
    /// The domains of an organization.
    pub struct Domains;

    /// The domains that were claimed, verified or not.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-domains/#api-v1-orgs-orgid-domains-get)
    list: GetDomains = GET "/admin/v1/orgs/{orgId}/domains" => Page<Domain> {
        permission "Organization admin";
        scopes ["read:domains:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId }
        pages Domain = Paging::cursor("data", NextIn::Links).parameters("cursor", "").unique_by("id");
    }

    /// One domain.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-domains/#api-v1-orgs-orgid-domains-domainid-get)
    get: GetDomainById = GET "/admin/v1/orgs/{orgId}/domains/{domainId}" => Data<Domain> {
        permission "Organization admin";
        scopes ["read:domains:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId, path domain_id = "domainId": DomainId }
    }
}

id_type! {
    /// The id of a domain. It is not its name.
    pub struct DomainId;
}

open_enum! {
    /// How a domain was claimed.
    pub enum ClaimType {
        /// By a file on its web server.
        Http = "http",
        /// By a record of its name service.
        Dns = "dns",
    }

    /// How far the claim has come.
    pub enum ClaimStatus {
        /// The domain is the organization's.
        Verified = "verified",
        /// Nothing has been found yet.
        Unverified = "unverified",
        /// The claim was given up.
        Deleted = "deleted",
        /// Somebody else has claimed the domain since.
        Superseded = "superseded",
        /// The file or the record is not there any more; the claim will end.
        MissingToken = "missing_token",
    }
}

/// A domain.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Domain {
    /// Its id.
    pub id: DomainId,
    /// Its name, and how it was claimed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<DomainAttributes>,
    /// Its address in the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<SelfLink>,
}

impl Domain {
    /// Its name, such as `example.com`.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.attributes.as_ref()?.name.as_deref()
    }

    /// How it was claimed.
    #[must_use]
    pub fn claim(&self) -> Option<&DomainClaim> {
        self.attributes.as_ref()?.claim.as_ref()
    }
}

/// What a domain is called, and how it was claimed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DomainAttributes {
    /// The name, such as `example.com`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<DomainClaim>,
}

/// The claim to a domain.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DomainClaim {
    /// How it was claimed.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<ClaimType>,
    /// How far that has come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ClaimStatus>,
}
