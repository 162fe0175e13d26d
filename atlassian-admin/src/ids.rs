//! Ids that more than one resource speaks of.

atlassian_core::id_type! {
    /// The id of an organization. It stands in the address of every page of the administration:
    /// `https://admin.atlassian.com/o/{this}/overview`.
    pub struct OrgId;

    /// The id of a directory: the people and groups that share a set of apps. Most organizations have one.
    pub struct DirectoryId;

    /// The id of a group of a directory. It is the group's id in Jira and Confluence too.
    pub struct GroupId;

    /// An app on a site, or a site, or the organization itself, as an ARI: `ari:cloud:confluence::site/{cloudId}`. The
    /// [workspaces](crate::workspaces) of an organization list them.
    pub struct ResourceId;

    /// The key of an app, such as `jira-software` or `confluence`.
    pub struct ProductKey;
}

impl DirectoryId {
    /// Every directory that the key may see, and the managed accounts that are in none. For operations that read; what
    /// changes something wants a directory by its id.
    #[must_use]
    pub fn all() -> Self {
        Self::new("-")
    }
}

atlassian_core::open_enum! {
    /// What somebody may do with a resource.
    pub enum RoleId {
        /// Uses the app.
        User = "atlassian/user",
        /// Uses the app and administers it.
        Admin = "atlassian/admin",
        /// Uses one space only.
        Guest = "atlassian/guest",
        /// A customer of a service project.
        Customer = "atlassian/customer",
        /// Decides who may use the app, without using it.
        UserAccessAdmin = "atlassian/user-access-admin",
        /// Contributes to ideas or a service project without a full licence.
        Contributor = "atlassian/contributor",
        /// Uses a part of the app.
        Basic = "atlassian/basic",
        /// Follows what others do.
        Stakeholder = "atlassian/stakeholder",
        /// Looks only.
        Viewer = "atlassian/viewer",
        /// Administers the organization. Its resource does not matter.
        OrgAdmin = "atlassian/org-admin",
        /// Administers a site.
        SiteAdmin = "atlassian/site-admin",
        /// Uses Atlassian's AI features.
        AiAccess = "atlassian/ai-access",
    }
}
