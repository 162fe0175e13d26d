//! What a new project is made from.

use atlassian_core::AccountId;
use atlassian_core::model::Serialize;

use super::{ProjectAssigneeType, ProjectTemplate, ProjectTypeKey};
use crate::cloud::avatars::{AvatarId, NumericAvatarId};
use crate::cloud::issue_type_schemes::{IssueTypeSchemeId, NumericIssueTypeSchemeId};
use crate::cloud::project_categories::{NumericProjectCategoryId, ProjectCategoryId};
use crate::ids::ProjectKey;

/// A project to be made.
///
/// The service wants either a template or schemes that are there already, so there are two beginnings:
///
/// ```
/// use jira_client::cloud::projects::{NewProject, ProjectSchemes, ProjectTemplate, ProjectTypeKey};
///
/// let team_managed = NewProject::from_template("ROAD", "Roadmap", "5b10ac8d82e05b22cc7d4ef5", ProjectTemplate::TeamManagedScrum)
///     .description("Where we are going");
/// let schemes = ProjectSchemes::default().issue_types("10000");
/// let company_managed = NewProject::from_schemes("OPS", "Operations", "5b10ac8d82e05b22cc7d4ef5", ProjectTypeKey::Software, schemes);
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewProject {
    key: ProjectKey,
    name: String,
    lead_account_id: AccountId,
    #[serde(skip_serializing_if = "Option::is_none")]
    project_type_key: Option<ProjectTypeKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    project_template_key: Option<ProjectTemplate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issue_type_scheme: Option<NumericIssueTypeSchemeId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issue_type_screen_scheme: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    workflow_scheme: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field_scheme: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assignee_type: Option<ProjectAssigneeType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    avatar_id: Option<NumericAvatarId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category_id: Option<NumericProjectCategoryId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permission_scheme: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notification_scheme: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issue_security_scheme: Option<u64>,
}

impl NewProject {
    /// A project with what the template brings: issue types, workflows, screens, a board.
    pub fn from_template(
        key: impl Into<ProjectKey>,
        name: impl Into<String>,
        lead: impl Into<AccountId>,
        template: impl Into<ProjectTemplate>,
    ) -> Self {
        let template = template.into();
        let mut project = Self::new(key.into(), name.into(), lead.into());
        project.project_type_key = template.project_type();
        project.project_template_key = Some(template);
        project
    }

    /// A company-managed project with schemes that are there already, and the site's own where none is named.
    pub fn from_schemes(
        key: impl Into<ProjectKey>,
        name: impl Into<String>,
        lead: impl Into<AccountId>,
        project_type: impl Into<ProjectTypeKey>,
        schemes: ProjectSchemes,
    ) -> Self {
        let mut project = Self::new(key.into(), name.into(), lead.into());
        project.project_type_key = Some(project_type.into());
        project.issue_type_scheme = schemes.issue_types;
        project.issue_type_screen_scheme = schemes.issue_type_screens;
        project.workflow_scheme = schemes.workflows;
        project.field_scheme = schemes.fields;
        project
    }

    fn new(key: ProjectKey, name: String, lead: AccountId) -> Self {
        Self {
            key,
            name,
            lead_account_id: lead,
            project_type_key: None,
            project_template_key: None,
            issue_type_scheme: None,
            issue_type_screen_scheme: None,
            workflow_scheme: None,
            field_scheme: None,
            description: None,
            url: None,
            assignee_type: None,
            avatar_id: None,
            category_id: None,
            permission_scheme: None,
            notification_scheme: None,
            issue_security_scheme: None,
        }
    }

    /// What it is about.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Where to read more about it.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Who gets issues that are created without an assignee.
    #[must_use]
    pub fn assignee_type(mut self, who: impl Into<ProjectAssigneeType>) -> Self {
        self.assignee_type = Some(who.into());
        self
    }

    /// Its picture.
    #[must_use]
    pub fn avatar(mut self, id: impl Into<AvatarId>) -> Self {
        self.avatar_id = Some(id.into().into());
        self
    }

    /// Its category.
    #[must_use]
    pub fn category(mut self, id: impl Into<ProjectCategoryId>) -> Self {
        self.category_id = Some(id.into().into());
        self
    }

    /// Who may do what.
    #[must_use]
    pub fn permission_scheme(mut self, id: u64) -> Self {
        self.permission_scheme = Some(id);
        self
    }

    /// Who is told of what.
    #[must_use]
    pub fn notification_scheme(mut self, id: u64) -> Self {
        self.notification_scheme = Some(id);
        self
    }

    /// Who may see which of its issues.
    #[must_use]
    pub fn issue_security_scheme(mut self, id: u64) -> Self {
        self.issue_security_scheme = Some(id);
        self
    }
}

/// The schemes of a new project that take the place of a template.
#[derive(Clone, Debug, Default)]
pub struct ProjectSchemes {
    issue_types: Option<NumericIssueTypeSchemeId>,
    issue_type_screens: Option<u64>,
    workflows: Option<u64>,
    fields: Option<u64>,
}

impl ProjectSchemes {
    /// Which issue types there are.
    #[must_use]
    pub fn issue_types(mut self, id: impl Into<IssueTypeSchemeId>) -> Self {
        self.issue_types = Some(id.into().into());
        self
    }

    /// Which screen each issue type has.
    #[must_use]
    pub fn issue_type_screens(mut self, id: u64) -> Self {
        self.issue_type_screens = Some(id);
        self
    }

    /// Which workflow each issue type follows.
    #[must_use]
    pub fn workflows(mut self, id: u64) -> Self {
        self.workflows = Some(id);
        self
    }

    /// Which fields there are, and how.
    #[must_use]
    pub fn fields(mut self, id: u64) -> Self {
        self.fields = Some(id);
        self
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_template_brings_its_type_and_leaves_no_place_for_schemes() {
        let project =
            NewProject::from_template("ACME", "Acme", "a1", ProjectTemplate::CompanyManagedScrum)
                .avatar("10400")
                .category("10001")
                .permission_scheme(10_002);
        let expected = json!({"key": "ACME", "name": "Acme", "leadAccountId": "a1", "projectTypeKey": "software",
            "projectTemplateKey": "com.pyxis.greenhopper.jira:gh-simplified-scrum-classic",
            "avatarId": 10400, "categoryId": 10001, "permissionScheme": 10002});
        assert_eq!(serde_json::to_value(project).unwrap(), expected);

        let unknown = NewProject::from_template("ACME", "Acme", "a1", "com.example.moon:base");
        let expected = json!({"key": "ACME", "name": "Acme", "leadAccountId": "a1",
            "projectTemplateKey": "com.example.moon:base"});
        assert_eq!(serde_json::to_value(unknown).unwrap(), expected);
    }

    #[test]
    fn schemes_are_numbers() {
        let schemes = ProjectSchemes::default()
            .issue_types("10003")
            .workflows(7)
            .issue_type_screens(8)
            .fields(9);
        let project =
            NewProject::from_schemes("OPS", "Operations", "a1", ProjectTypeKey::Business, schemes)
                .description("All of it")
                .url("https://example.com")
                .assignee_type(ProjectAssigneeType::Unassigned)
                .notification_scheme(5)
                .issue_security_scheme(6);
        let expected = json!({"key": "OPS", "name": "Operations", "leadAccountId": "a1", "projectTypeKey": "business",
            "issueTypeScheme": 10003, "workflowScheme": 7, "issueTypeScreenScheme": 8, "fieldScheme": 9,
            "description": "All of it", "url": "https://example.com", "assigneeType": "UNASSIGNED",
            "notificationScheme": 5, "issueSecurityScheme": 6});
        assert_eq!(serde_json::to_value(project).unwrap(), expected);
    }
}
