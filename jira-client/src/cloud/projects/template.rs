//! What a project can be made from.

use atlassian_core::open_enum;

use super::ProjectTypeKey;

open_enum! {
    /// A template for projects. It decides whether the project is team-managed or company-managed.
    ///
    /// Atlassian adds templates now and then, and which of them a site has depends on its products: make others from their
    /// keys, `ProjectTemplate::from("com.atlassian.servicedesk:…")`.
    pub enum ProjectTemplate {
        /// Software, team-managed: a Scrum board.
        TeamManagedScrum = "com.pyxis.greenhopper.jira:gh-simplified-agility-scrum",
        /// Software, team-managed: a Kanban board.
        TeamManagedKanban = "com.pyxis.greenhopper.jira:gh-simplified-agility-kanban",
        /// Software, company-managed: a Scrum board.
        CompanyManagedScrum = "com.pyxis.greenhopper.jira:gh-simplified-scrum-classic",
        /// Software, company-managed: a Kanban board.
        CompanyManagedKanban = "com.pyxis.greenhopper.jira:gh-simplified-kanban-classic",
        /// Software, company-managed: bugs and no more.
        BugTracking = "com.pyxis.greenhopper.jira:gh-simplified-basic",
        /// Software: work of several teams.
        CrossTeam = "com.pyxis.greenhopper.jira:gh-cross-team-template",
        /// Software: plans of several teams.
        CrossTeamPlanning = "com.pyxis.greenhopper.jira:gh-cross-team-planning-template",
        /// Business: articles and other content.
        ContentManagement = "com.atlassian.jira-core-project-templates:jira-core-simplified-content-management",
        /// Business: documents and who approves of them.
        DocumentApproval = "com.atlassian.jira-core-project-templates:jira-core-simplified-document-approval",
        /// Business: people who may become customers.
        LeadTracking = "com.atlassian.jira-core-project-templates:jira-core-simplified-lead-tracking",
        /// Business: a process with steps.
        ProcessControl = "com.atlassian.jira-core-project-templates:jira-core-simplified-process-control",
        /// Business: things to buy.
        Procurement = "com.atlassian.jira-core-project-templates:jira-core-simplified-procurement",
        /// Business: a project with an end.
        ProjectManagement = "com.atlassian.jira-core-project-templates:jira-core-simplified-project-management",
        /// Business: candidates and positions.
        Recruitment = "com.atlassian.jira-core-project-templates:jira-core-simplified-recruitment",
        /// Business: tasks.
        TaskTracking = "com.atlassian.jira-core-project-templates:jira-core-simplified-task-tracking",
        /// Service management: incidents, problems, changes and requests of an IT department.
        ItServiceManagement = "com.atlassian.servicedesk:simplified-it-service-management",
        /// Service management: requests from inside the company.
        InternalServiceDesk = "com.atlassian.servicedesk:simplified-internal-service-desk",
        /// Service management: requests of customers.
        ExternalServiceDesk = "com.atlassian.servicedesk:simplified-external-service-desk",
        /// Service management: requests about jobs and people.
        HrServiceDesk = "com.atlassian.servicedesk:simplified-hr-service-desk",
        /// Service management: requests about buildings.
        FacilitiesServiceDesk = "com.atlassian.servicedesk:simplified-facilities-service-desk",
        /// Service management: requests about contracts.
        LegalServiceDesk = "com.atlassian.servicedesk:simplified-legal-service-desk",
        /// Customer service management.
        CustomerServiceManagement = "com.atlassian.jcs:customer-service-management",
    }
}

impl ProjectTemplate {
    /// The type of the projects that are made from it; `None` for a template of an unknown origin.
    #[must_use]
    pub fn project_type(&self) -> Option<ProjectTypeKey> {
        match self.as_str().split_once(':')?.0 {
            "com.pyxis.greenhopper.jira" => Some(ProjectTypeKey::Software),
            "com.atlassian.jira-core-project-templates" => Some(ProjectTypeKey::Business),
            "com.atlassian.servicedesk" => Some(ProjectTypeKey::ServiceDesk),
            "com.atlassian.jcs" => Some(ProjectTypeKey::CustomerService),
            _ => None,
        }
    }
}
