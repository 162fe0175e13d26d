//! Organizations.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NextIn, Page, Paging, operations};

use crate::OrgId;
use crate::data::{Data, Related, SelfLink};

operations! {
    /// Organizations.
    pub struct Orgs;

    /// The organizations that the key belongs to.
    ///
    /// A key belongs to one organization, but keys have been seen whose list is empty although everything else works
    /// (ACCESS-966). So let people give the organization's id as a setting, and use this to help them find it.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-orgs/#api-v1-orgs-get)
    list: GetOrgs = GET "/admin/v1/orgs" => Page<Org> {
        permission "Organization admin";
        scopes ["read:orgs:admin"];
        granular [];
        pages Org = Paging::cursor("data", NextIn::Links).parameters("cursor", "").unique_by("id");
    }

    /// One organization.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-orgs/#api-v1-orgs-orgid-get)
    get: GetOrgById = GET "/admin/v1/orgs/{orgId}" => Data<Org> {
        permission "Organization admin";
        scopes ["read:orgs:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId }
    }
}

/// An organization.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Org {
    /// Its id.
    pub id: OrgId,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<OrgAttributes>,
    /// What belongs to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relationships: Option<OrgRelationships>,
    /// Its address in the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<SelfLink>,
}

impl Org {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.attributes.as_ref()?.name.as_deref()
    }
}

/// What an organization is called.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OrgAttributes {
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// What belongs to an organization.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OrgRelationships {
    /// Its domains.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domains: Option<Related>,
    /// Its managed accounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<Related>,
}
