//! Policies: lists of allowed addresses, and where data is kept.
//!
//! A change is accepted and then takes a while to reach every resource: each tells by its
//! [`application_status`](PolicyResource::application_status) how far that is. The policies of the Control API, data
//! security among them, are another API; here they can be seen and not read.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{
    AccountId, NextIn, NoContent, Page, Paging, Timestamp, id_type, open_enum, operations,
};

use crate::data::Data;
use crate::{OrgId, ResourceId};

operations! {
    /// The policies of an organization.
    pub struct Policies;

    /// The policies.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-policies/#api-v1-orgs-orgid-policies-get)
    list: GetPolicies = GET "/admin/v1/orgs/{orgId}/policies" => Page<Policy> {
        permission "Organization admin";
        scopes ["read:policies:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId }
        query {
            /// Only policies of this type.
            policy_type = "type": PolicyType,
        }
        pages Policy = Paging::cursor("data", NextIn::Links).parameters("cursor", "").unique_by("id");
    }

    /// One policy.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-policies/#api-v1-orgs-orgid-policies-policyid-get)
    get: GetPolicyById = GET "/admin/v1/orgs/{orgId}/policies/{policyId}" => Data<Policy> {
        permission "Organization admin";
        scopes ["read:policies:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId, path policy_id = "policyId": PolicyId }
    }

    /// Makes a policy.
    ///
    /// A list of allowed addresses that lacks one's own locks one out.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-policies/#api-v1-orgs-orgid-policies-post)
    create: CreatePolicy = POST "/admin/v1/orgs/{orgId}/policies" => Data<Policy> {
        permission "Organization admin";
        scopes ["write:policies:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId, body policy = "data": PolicyDraft }
    }

    /// Changes a policy: what is not mentioned stays, and resources that are mentioned take the place of all.
    ///
    /// The type has to be mentioned and cannot be changed.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-policies/#api-v1-orgs-orgid-policies-policyid-put)
    update: UpdatePolicy = PUT "/admin/v1/orgs/{orgId}/policies/{policyId}" => Data<Policy> {
        permission "Organization admin";
        scopes ["write:policies:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId, path policy_id = "policyId": PolicyId, body policy = "data": PolicyDraft }
    }

    /// Deletes a policy.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-policies/#api-v1-orgs-orgid-policies-policyid-delete)
    delete: DeletePolicy = DELETE "/admin/v1/orgs/{orgId}/policies/{policyId}" => NoContent {
        permission "Organization admin";
        scopes ["write:policies:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId, path policy_id = "policyId": PolicyId }
    }

    /// Has the service look at what a policy needs, such as the records of a domain. The answer says only that it begins.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-policies/#api-v1-orgs-orgid-policies-policyid-validate-get)
    validate: ValidatePolicy = GET "/admin/v1/orgs/{orgId}/policies/{policyId}/validate" => NoContent {
        permission "Organization admin";
        scopes ["read:policies:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId, path policy_id = "policyId": PolicyId }
    }

    /// Makes a policy apply to one resource more.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-policies/#api-v1-orgs-orgid-policies-policyid-resources-post)
    add_resource: AddResourceToPolicy = POST "/admin/v1/orgs/{orgId}/policies/{policyId}/resources" => Data<Policy> {
        permission "Organization admin";
        scopes ["write:policies:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId, path policy_id = "policyId": PolicyId, body resource_id = "id": ResourceId }
        body {
            /// When it is to happen, and for whom.
            meta = "meta": PolicyResourceMeta,
            /// What it belongs to.
            links = "links": PolicyResourceLinks,
        }
    }

    /// Changes how a policy applies to a resource.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-policies/#api-v1-orgs-orgid-policies-policyid-resources-resourceid-put)
    update_resource: UpdatePolicyResource = PUT
        "/admin/v1/orgs/{orgId}/policies/{policyId}/resources/{resourceId}" => Data<Policy>
    {
        permission "Organization admin";
        scopes ["write:policies:admin"];
        granular [];
        takes {
            path org_id = "orgId": OrgId,
            path policy_id = "policyId": PolicyId,
            path resource_id = "resourceId": ResourceId,
        }
        body {
            /// When it is to happen, and for whom.
            meta = "meta": PolicyResourceMeta,
            /// What it belongs to.
            links = "links": PolicyResourceLinks,
        }
    }

    /// Ends a policy for one resource. The others keep it.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-policies/#api-v1-orgs-orgid-policies-policyid-resources-resourceid-delete)
    remove_resource: DeletePolicyResource = DELETE
        "/admin/v1/orgs/{orgId}/policies/{policyId}/resources/{resourceId}" => NoContent
    {
        permission "Organization admin";
        scopes ["write:policies:admin"];
        granular [];
        takes {
            path org_id = "orgId": OrgId,
            path policy_id = "policyId": PolicyId,
            path resource_id = "resourceId": ResourceId,
        }
    }
}

id_type! {
    /// The id of a policy.
    pub struct PolicyId;
}

open_enum! {
    /// What a policy is about.
    pub enum PolicyType {
        /// From which addresses the resources can be reached.
        IpAllowlist = "ip-allowlist",
        /// Where data is kept.
        DataResidency = "data-residency",
        /// How data is kept safe. It is made and read by the Control API.
        DataSecurity = "data-security",
    }

    /// Whether a policy is in force.
    pub enum PolicyStatus {
        /// It is.
        Enabled = "enabled",
        /// It is not.
        Disabled = "disabled",
    }

    /// How far a policy has come on a resource.
    pub enum ApplicationStatus {
        /// It is on its way.
        Applying = "applying",
        /// It is being taken away.
        Removing = "removing",
        /// It is in force.
        Applied = "applied",
        /// It could not be put in force.
        Failed = "failed",
        /// It will be put in force later.
        Scheduled = "scheduled",
    }
}

/// A policy.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Policy {
    /// Its id.
    pub id: PolicyId,
    /// What it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<PolicyAttributes>,
}

/// What a policy says.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PolicyAttributes {
    /// What it is about.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<PolicyType>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<PolicyStatus>,
    /// What it allows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<PolicyRule>,
    /// What it applies to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<Vec<PolicyResource>>,
}

/// What a policy allows: ranges of addresses, or regions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PolicyRule {
    /// Each value that is allowed: `203.0.113.0/24`, `EU`.
    #[serde(rename = "in", default)]
    pub allowed: Vec<String>,
}

impl PolicyRule {
    /// Allows these values, and nothing else.
    pub fn allow(values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            allowed: values.into_iter().map(Into::into).collect(),
        }
    }
}

/// What a policy applies to.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PolicyResource {
    /// The resource.
    pub id: ResourceId,
    /// How far the policy has come there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_status: Option<ApplicationStatus>,
    /// When it is to happen, and for whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<PolicyResourceMeta>,
    /// What it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<PolicyResourceLinks>,
}

/// When a policy is to be put in force on a resource, and for whom.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyResourceMeta {
    /// When the move of data begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub migration_start_date_time: Option<Timestamp>,
    /// When the move of data ends.
    #[serde(
        rename = "migrationEndDataTime",
        skip_serializing_if = "Option::is_none"
    )]
    pub migration_end_date_time: Option<Timestamp>,
    /// The day that was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_date: Option<Timestamp>,
    /// Who asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub atlassian_account_id: Option<AccountId>,
}

/// What the application of a policy belongs to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PolicyResourceLinks {
    /// The ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
}

/// A policy to be made, or what to change of one.
///
/// ```
/// use atlassian_admin::policies::{PolicyDraft, PolicyRule, PolicyType};
///
/// let office = PolicyDraft::new(PolicyType::IpAllowlist)
///     .name("Office")
///     .rule(PolicyRule::allow(["203.0.113.0/24"]))
///     .resource("ari:cloud:jira-software::site/11111111-2222-3333-4444-555555555555");
/// # let _ = office;
/// ```
#[derive(Clone, Debug, Serialize)]
pub struct PolicyDraft {
    #[serde(rename = "type")]
    kind: &'static str,
    attributes: DraftAttributes,
}

#[derive(Clone, Debug, Serialize)]
struct DraftAttributes {
    #[serde(rename = "type")]
    kind: PolicyType,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<PolicyStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<PolicyRule>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resources: Option<Vec<DraftResource>>,
}

#[derive(Clone, Debug, Serialize)]
struct DraftResource {
    id: ResourceId,
}

impl PolicyDraft {
    /// A policy of this type.
    #[must_use]
    pub fn new(kind: PolicyType) -> Self {
        Self {
            kind: "policy",
            attributes: DraftAttributes {
                kind,
                name: None,
                status: None,
                rule: None,
                resources: None,
            },
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.attributes.name = Some(name.into());
        self
    }

    /// Whether it is in force.
    #[must_use]
    pub fn status(mut self, status: PolicyStatus) -> Self {
        self.attributes.status = Some(status);
        self
    }

    /// What it allows.
    #[must_use]
    pub fn rule(mut self, rule: PolicyRule) -> Self {
        self.attributes.rule = Some(rule);
        self
    }

    /// One more of what it applies to.
    #[must_use]
    pub fn resource(mut self, id: impl Into<ResourceId>) -> Self {
        let resources = self.attributes.resources.get_or_insert_default();
        resources.push(DraftResource { id: id.into() });
        self
    }
}
