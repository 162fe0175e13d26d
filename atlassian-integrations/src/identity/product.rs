//! The products that people have access to.

use atlassian_core::open_enum;
open_enum! {
    /// A product of a site that people need a licence for.
    pub enum Product {
        /// Jira.
        Jira = "jira-software",
        /// Jira Service Management: its agents.
        ServiceManagement = "jira-servicedesk",
        /// Jira Work Management, once Jira Core.
        Core = "jira-core",
        /// Jira Product Discovery.
        Discovery = "jira-product-discovery",
        /// Confluence.
        Confluence = "confluence",
    }
}

impl Product {
    /// The product of a key. Atlassian's APIs have two for some of them.
    #[must_use]
    pub fn of_key(key: &str) -> Self {
        match key {
            "jira" => Self::Jira,
            "jira-service-desk" => Self::ServiceManagement,
            key => Self::from(key),
        }
    }

    /// What people call it; the key itself where that is not known.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Jira => "Jira",
            Self::ServiceManagement => "Jira Service Management",
            Self::Core => "Jira Work Management",
            Self::Discovery => "Jira Product Discovery",
            Self::Confluence => "Confluence",
            Self::Other(key) => key,
        }
    }

    /// Whether the organization reports when people last used it.
    #[must_use]
    pub fn is_reported(&self) -> bool {
        matches!(
            self,
            Self::Jira | Self::ServiceManagement | Self::Core | Self::Confluence
        )
    }
}
