//! Issue security schemes: levels of secrecy, and who belongs to them.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, NoContent, Page, Paging, id_type, open_enum, operations};

use super::issue_security_levels::{SecurityLevel, SecurityLevelId};
use super::permission_schemes::PermissionHolder;
use super::tasks::Task;
use crate::ids::{Created, ProjectId, number, optional_number};

operations! {
    /// Issue security schemes.
    pub struct IssueSecuritySchemes;

    /// Every issue security scheme, without its levels.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-schemes/#api-rest-api-3-issuesecurityschemes-get)
    list: GetIssueSecuritySchemes = GET "/rest/api/3/issuesecurityschemes" => SecuritySchemes {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["read:issue-security-level:jira", "read:issue-security-scheme:jira"];
    }

    /// The issue security schemes of company-managed projects, or some, with the ids of those projects.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-schemes/#api-rest-api-3-issuesecurityschemes-search-get)
    search: SearchSecuritySchemes = GET "/rest/api/3/issuesecurityschemes/search" => Page<SecuritySchemeWithProjects> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue-security-level:jira", "read:issue-security-scheme:jira"];
        query_repeated {
            /// Only these schemes.
            id = "id": IssueSecuritySchemeId,
            /// Only schemes of these projects. Of the projects of a scheme, only these are named then.
            project_id = "projectId": ProjectId,
        }
        pages SecuritySchemeWithProjects = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// One issue security scheme, with its levels.
    ///
    /// One that does not exist is refused like one that the caller may not see (403).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-schemes/#api-rest-api-3-issuesecurityschemes-id-get)
    get: GetIssueSecurityScheme = GET "/rest/api/3/issuesecurityschemes/{id}" => SecurityScheme {
        permission "Administer Jira, or Administer Projects in a project that uses it";
        scopes ["manage:jira-project"];
        granular ["read:issue-security-level:jira", "read:issue-security-scheme:jira"];
        takes { path scheme = "id": IssueSecuritySchemeId }
    }

    /// Makes an issue security scheme, with up to 100 levels and members of them.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-schemes/#api-rest-api-3-issuesecurityschemes-post)
    create: CreateIssueSecurityScheme =
        POST "/rest/api/3/issuesecurityschemes" => Created<IssueSecuritySchemeId> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        takes { body name = "name": String }
        body {
            /// What it is for.
            description = "description": String,
            /// Its levels.
            levels = "levels": Vec<NewSecurityLevel>,
        }
    }

    /// Renames or describes an issue security scheme. What is not set stays.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-schemes/#api-rest-api-3-issuesecurityschemes-id-put)
    update: UpdateIssueSecurityScheme = PUT "/rest/api/3/issuesecurityschemes/{id}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        takes { path scheme = "id": IssueSecuritySchemeId }
        body {
            /// The new name.
            name = "name": String,
            /// What it is for.
            description = "description": String,
        }
    }

    /// Deletes an issue security scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-schemes/#api-rest-api-3-issuesecurityschemes-schemeid-delete)
    delete: DeleteSecurityScheme = DELETE "/rest/api/3/issuesecurityschemes/{schemeId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        takes { path scheme = "schemeId": IssueSecuritySchemeId }
    }

    /// The levels of all schemes of company-managed projects, or some.
    ///
    /// What is named adds up: the levels of these schemes, and these levels besides.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-schemes/#api-rest-api-3-issuesecurityschemes-level-get)
    levels: GetSecurityLevels = GET "/rest/api/3/issuesecurityschemes/level" => Page<SecurityLevel> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue-security-level:jira", "read:issue-security-scheme:jira"];
        query {
            /// Only the default of each scheme.
            only_default = "onlyDefault": bool,
        }
        query_repeated {
            /// These levels.
            id = "id": SecurityLevelId,
            /// The levels of these schemes.
            scheme_id = "schemeId": IssueSecuritySchemeId,
        }
        pages SecurityLevel = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// Who belongs to the levels of all schemes of company-managed projects, or of some.
    ///
    /// What is named adds up: the members of these schemes, those of these levels, and these members besides.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-schemes/#api-rest-api-3-issuesecurityschemes-level-member-get)
    members: GetSecurityLevelMembers =
        GET "/rest/api/3/issuesecurityschemes/level/member" => Page<SecurityLevelMember> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue-security-level:jira", "read:issue-security-scheme:jira"];
        query_repeated {
            /// These members.
            id = "id": SecurityLevelMemberId,
            /// The members of the levels of these schemes.
            scheme_id = "schemeId": IssueSecuritySchemeId,
            /// The members of these levels.
            level_id = "levelId": SecurityLevelId,
        }
        query_joined {
            /// What to send of the members.
            expand = "expand": MemberExpand,
        }
        pages SecurityLevelMember = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// Adds up to 100 levels to a scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-schemes/#api-rest-api-3-issuesecurityschemes-schemeid-level-put)
    add_levels: AddSecurityLevel = PUT "/rest/api/3/issuesecurityschemes/{schemeId}/level" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        repeat never;
        takes { path scheme = "schemeId": IssueSecuritySchemeId }
        body {
            /// The levels.
            levels = "levels": Vec<NewSecurityLevel>,
        }
    }

    /// Renames or describes a level. What is not set stays.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-schemes/#api-rest-api-3-issuesecurityschemes-schemeid-level-levelid-put)
    update_level: UpdateSecurityLevel =
        PUT "/rest/api/3/issuesecurityschemes/{schemeId}/level/{levelId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        takes { path scheme = "schemeId": IssueSecuritySchemeId, path level = "levelId": SecurityLevelId }
        body {
            /// The new name.
            name = "name": String,
            /// What it is for.
            description = "description": String,
        }
    }

    /// Deletes a level. Its issues get another or none, in a task of its own.
    ///
    /// While another level is being deleted, this one is refused (409).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-schemes/#api-rest-api-3-issuesecurityschemes-schemeid-level-levelid-delete)
    remove_level: RemoveLevel = DELETE "/rest/api/3/issuesecurityschemes/{schemeId}/level/{levelId}" => Task {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        repeat never;
        takes { path scheme = "schemeId": IssueSecuritySchemeId, path level = "levelId": SecurityLevelId }
        query {
            /// The level that its issues get.
            replace_with = "replaceWith": SecurityLevelId,
        }
    }

    /// Sets the levels that new issues have, scheme by scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-schemes/#api-rest-api-3-issuesecurityschemes-level-default-put)
    set_default_levels: SetDefaultLevels = PUT "/rest/api/3/issuesecurityschemes/level/default" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        takes { body defaults = "defaultValues": Vec<DefaultLevel> }
    }

    /// Adds up to 100 members to a level.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-schemes/#api-rest-api-3-issuesecurityschemes-schemeid-level-levelid-member-put)
    add_members: AddSecurityLevelMembers =
        PUT "/rest/api/3/issuesecurityschemes/{schemeId}/level/{levelId}/member" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        repeat never;
        takes { path scheme = "schemeId": IssueSecuritySchemeId, path level = "levelId": SecurityLevelId }
        body {
            /// The members.
            members = "members": Vec<NewSecurityLevelMember>,
        }
    }

    /// Removes a member from a level.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-schemes/#api-rest-api-3-issuesecurityschemes-schemeid-level-levelid-member-memberid-delete)
    remove_member: RemoveMemberFromSecurityLevel =
        DELETE "/rest/api/3/issuesecurityschemes/{schemeId}/level/{levelId}/member/{memberId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        takes {
            path scheme = "schemeId": IssueSecuritySchemeId,
            path level = "levelId": SecurityLevelId,
            path member = "memberId": SecurityLevelMemberId,
        }
    }

    /// Which company-managed project uses which issue security scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-schemes/#api-rest-api-3-issuesecurityschemes-project-get)
    projects: SearchProjectsUsingSecuritySchemes =
        GET "/rest/api/3/issuesecurityschemes/project" => Page<ProjectSecurityScheme> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        query_repeated {
            /// Only projects of these schemes.
            scheme_id = "issueSecuritySchemeId": IssueSecuritySchemeId,
            /// Only these projects.
            project_id = "projectId": ProjectId,
        }
        pages ProjectSecurityScheme = Paging::offset("values").unique_by("projectId").page_size(50);
    }

    /// Gives a project an issue security scheme or none, and its issues levels of that scheme, in a task of its own.
    ///
    /// Map every old level that issues have: what becomes of the others is not described. While another such task is
    /// going on, this one is refused (409).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-schemes/#api-rest-api-3-issuesecurityschemes-project-put)
    assign: AssociateSchemesToProjects = PUT "/rest/api/3/issuesecurityschemes/project" => Task {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        repeat never;
        takes { body project = "projectId": ProjectId, body scheme = "schemeId": Option<IssueSecuritySchemeId> }
        body {
            /// Which new level takes the place of which old one.
            level_mappings = "oldToNewSecurityLevelMappings": Vec<SecurityLevelMapping>,
        }
    }
}

id_type! {
    /// The id of an issue security scheme: digits, like `10000`.
    pub struct IssueSecuritySchemeId;

    /// The id of a member of a level: digits, like `10000`.
    pub struct SecurityLevelMemberId;
}

open_enum! {
    /// What kind of member a level is to get. Answers write some of these words otherwise.
    pub enum SecurityLevelMemberType {
        /// Who has access to a product; whoever is logged in, if none is named.
        ApplicationRole = "applicationRole",
        /// The members of a group.
        Group = "group",
        /// Who has a role in the project.
        ProjectRole = "projectrole",
        /// Who reported the issue.
        Reporter = "reporter",
        /// One account.
        User = "user",
    }

    /// What to send of a member besides its id.
    pub enum MemberExpand {
        /// The account.
        User = "user",
        /// The group.
        Group = "group",
        /// The project role.
        ProjectRole = "projectRole",
        /// The field.
        Field = "field",
        /// All of it.
        All = "all",
    }
}

/// Issue security schemes, all in one answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SecuritySchemes {
    /// The schemes.
    pub issue_security_schemes: Elements<SecurityScheme>,
}

/// An issue security scheme.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SecurityScheme {
    /// Its id.
    #[serde(serialize_with = "number")]
    pub id: IssueSecuritySchemeId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The level that new issues have.
    #[serde(
        serialize_with = "optional_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub default_security_level_id: Option<SecurityLevelId>,
    /// Its levels; [`IssueSecuritySchemes::list`] leaves them out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub levels: Option<Vec<SecurityLevel>>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// An issue security scheme, and who uses it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SecuritySchemeWithProjects {
    /// Its id.
    pub id: IssueSecuritySchemeId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The level that new issues have.
    pub default_level: Option<SecurityLevelId>,
    /// The projects that use it.
    pub project_ids: Option<Vec<ProjectId>>,
    /// Its address in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
}

/// Somebody who belongs to a level.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SecurityLevelMember {
    /// Its id.
    pub id: SecurityLevelMemberId,
    /// The level.
    pub issue_security_level_id: SecurityLevelId,
    /// The scheme of the level. The members of one scheme come without.
    pub issue_security_scheme_id: Option<IssueSecuritySchemeId>,
    /// Who it is.
    pub holder: PermissionHolder,
    /// Whether Jira itself put the member there.
    pub managed: Option<bool>,
}

/// A project and its issue security scheme.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectSecurityScheme {
    /// The scheme.
    pub issue_security_scheme_id: IssueSecuritySchemeId,
    /// The project.
    pub project_id: ProjectId,
}

/// A level to make.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewSecurityLevel {
    /// Its name, 255 characters at most.
    pub name: String,
    /// What it is for, 4000 characters at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether new issues are to have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// Who belongs to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<NewSecurityLevelMember>,
}

impl NewSecurityLevel {
    /// A level of this name, to which nobody belongs yet.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            description: None,
            is_default: None,
            members: Vec::new(),
        }
    }

    /// Says what it is for.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// New issues are to have it.
    #[must_use]
    pub fn is_default(mut self, yes: bool) -> Self {
        self.is_default = Some(yes);
        self
    }

    /// Adds a member.
    #[must_use]
    pub fn member(mut self, member: NewSecurityLevelMember) -> Self {
        self.members.push(member);
        self
    }
}

/// Somebody who is to belong to a level.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct NewSecurityLevelMember {
    /// What kind of member.
    #[serde(rename = "type")]
    pub kind: SecurityLevelMemberType,
    /// Which one: the id of an account or a project role, the name of a group, the key of a product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
}

impl NewSecurityLevelMember {
    /// A member whose kind says it all, such as the reporter.
    #[must_use]
    pub fn of(kind: SecurityLevelMemberType) -> Self {
        Self {
            kind,
            parameter: None,
        }
    }

    /// A member by the id of the account or the project role, the name of the group, or the key of the product.
    #[must_use]
    pub fn named(kind: SecurityLevelMemberType, parameter: impl Into<String>) -> Self {
        Self {
            kind,
            parameter: Some(parameter.into()),
        }
    }
}

/// The level that new issues of a scheme are to have.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DefaultLevel {
    /// The scheme.
    pub issue_security_scheme_id: IssueSecuritySchemeId,
    /// The level; `None` for no level.
    pub default_level_id: Option<SecurityLevelId>,
}

impl DefaultLevel {
    /// For this scheme this level.
    #[must_use]
    pub fn new(
        scheme: impl Into<IssueSecuritySchemeId>,
        level: impl Into<SecurityLevelId>,
    ) -> Self {
        Self {
            issue_security_scheme_id: scheme.into(),
            default_level_id: Some(level.into()),
        }
    }

    /// For this scheme none.
    #[must_use]
    pub fn none(scheme: impl Into<IssueSecuritySchemeId>) -> Self {
        Self {
            issue_security_scheme_id: scheme.into(),
            default_level_id: None,
        }
    }
}

/// Which level takes the place of another.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SecurityLevelMapping {
    /// The level that issues have.
    pub old_level_id: SecurityLevelId,
    /// The level that they get.
    pub new_level_id: SecurityLevelId,
}

impl SecurityLevelMapping {
    /// In place of the one the other.
    #[must_use]
    pub fn new(old: impl Into<SecurityLevelId>, new: impl Into<SecurityLevelId>) -> Self {
        Self {
            old_level_id: old.into(),
            new_level_id: new.into(),
        }
    }
}
