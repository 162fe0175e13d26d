//! What people are given access to: the organization, the site, its products; and through what.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Product {
    Software,
    ServiceDesk,
    Core,
    Discovery,
    Confluence,
}

impl Product {
    pub(crate) const ALL: [Self; 5] = [
        Self::Software,
        Self::ServiceDesk,
        Self::Core,
        Self::Discovery,
        Self::Confluence,
    ];

    /// The owner of the resource; for Jira's products also the key of the application role.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Software => "jira-software",
            Self::ServiceDesk => "jira-servicedesk",
            Self::Core => "jira-core",
            Self::Discovery => "jira-product-discovery",
            Self::Confluence => "confluence",
        }
    }

    /// The key in reports of activity, which differs for one of them. `None`: not reported.
    pub(crate) fn activity_key(self) -> Option<&'static str> {
        match self {
            Self::ServiceDesk => Some("jira-service-desk"),
            Self::Discovery => None,
            other => Some(other.key()),
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Software => "Jira",
            Self::ServiceDesk => "Jira Service Management",
            Self::Core => "Jira Work Management",
            Self::Discovery => "Jira Product Discovery",
            Self::Confluence => "Confluence",
        }
    }
}

/// What a role is held on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Resource {
    Org,
    Site,
    Product(Product),
}

impl Resource {
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        [Self::Org, Self::Site]
            .into_iter()
            .chain(Product::ALL.map(Self::Product))
    }

    pub(crate) fn owner(self) -> &'static str {
        match self {
            Self::Org | Self::Site => "platform",
            Self::Product(product) => product.key(),
        }
    }

    /// The Atlassian resource identifier.
    pub(crate) fn ari(self, cloud_id: &str, org_id: &str) -> String {
        match self {
            Self::Org => format!("ari:cloud:platform::org/{org_id}"),
            _ => format!("ari:cloud:{}::site/{cloud_id}", self.owner()),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum OrgRole {
    User,
    Admin,
    Guest,
    Customer,
    UserAccessAdmin,
    Contributor,
    Basic,
    Stakeholder,
    Viewer,
    OrgAdmin,
    SiteAdmin,
    AiAccess,
}

impl OrgRole {
    pub(crate) const ALL: [Self; 12] = [
        Self::User,
        Self::Admin,
        Self::Guest,
        Self::Customer,
        Self::UserAccessAdmin,
        Self::Contributor,
        Self::Basic,
        Self::Stakeholder,
        Self::Viewer,
        Self::OrgAdmin,
        Self::SiteAdmin,
        Self::AiAccess,
    ];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::User => "atlassian/user",
            Self::Admin => "atlassian/admin",
            Self::Guest => "atlassian/guest",
            Self::Customer => "atlassian/customer",
            Self::UserAccessAdmin => "atlassian/user-access-admin",
            Self::Contributor => "atlassian/contributor",
            Self::Basic => "atlassian/basic",
            Self::Stakeholder => "atlassian/stakeholder",
            Self::Viewer => "atlassian/viewer",
            Self::OrgAdmin => "atlassian/org-admin",
            Self::SiteAdmin => "atlassian/site-admin",
            Self::AiAccess => "atlassian/ai-access",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    /// Whether it lets its holder into the product, and takes a seat.
    pub(super) fn enters(self) -> bool {
        matches!(self, Self::User | Self::Admin)
    }

    /// Whether the role exists on such a resource.
    pub(crate) fn fits(self, resource: Resource) -> bool {
        match self {
            Self::OrgAdmin => resource == Resource::Org,
            Self::SiteAdmin => resource == Resource::Site,
            Self::UserAccessAdmin => resource != Resource::Org,
            _ => matches!(resource, Resource::Product(_)),
        }
    }
}
