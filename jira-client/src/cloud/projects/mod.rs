//! Projects: finding, making, changing, archiving and deleting them.

mod create;
mod project;
mod template;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, Elements, NoContent, Page, Paging, open_enum, operations};

use super::avatars::NumericAvatarId;
use super::issue_types::IssueTypeId;
use super::project_categories::{NumericProjectCategoryId, ProjectCategoryId};
use super::statuses::Status;
use super::tasks::Task;
use crate::ids::{List, ProjectId, ProjectIdOrKey, ProjectKey};

pub use create::{NewProject, ProjectSchemes};
pub use project::{
    HierarchyLevel, IssueTypeHierarchy, LandingPage, Project, ProjectInsight, ProjectPermissions,
    Scope, ScopeType,
};
pub use template::ProjectTemplate;

operations! {
    /// Projects.
    pub struct Projects;

    /// Every project that the caller sees, those in the trash and the archived ones only where they are asked for.
    ///
    /// Pages of 100 at most. Little of each project is sent unless more is asked for by
    /// [`expand`](SearchProjects::expand). A caller whose token is not valid any more is answered like nobody, often with
    /// no project at all. Atlassian describes a *not found* (404) where nothing matches; an empty page is what is usual.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-search-get)
    search: SearchProjects = GET "/rest/api/3/project/search" => Page<Project> {
        permission "Browse projects or Administer projects in each, or Administer Jira";
        scopes ["read:jira-work"];
        granular ["read:issue-type:jira", "read:project:jira", "read:project.property:jira", "read:user:jira",
            "read:application-role:jira", "read:avatar:jira", "read:group:jira", "read:issue-type-hierarchy:jira",
            "read:project-category:jira", "read:project-version:jira", "read:project.component:jira"];
        query {
            /// The order; by key unless set.
            order_by = "orderBy": ProjectOrder,
            /// Only projects with this text in their key or name, in capitals or not.
            query = "query": String,
            /// Only projects of this category.
            category_id = "categoryId": ProjectCategoryId,
            /// Only projects with which the caller may do this.
            action = "action": ProjectAction,
            /// Only projects with a property of this value, like `[the.key].nested=1`.
            property_query = "propertyQuery": String,
        }
        query_repeated {
            /// Only these, 50 at most.
            id = "id": ProjectId,
            /// Only these, 50 at most.
            keys = "keys": ProjectKey,
            /// Only projects in one of these states; live ones unless set.
            status = "status": ProjectStatus,
        }
        query_joined {
            /// What else to send of each.
            expand = "expand": ProjectExpand,
            /// These properties of each.
            properties = "properties": String,
        }
        query_filter {
            /// Only projects of these types.
            type_key = "typeKey": ProjectTypeKey,
        }
        pages Project = Paging::offset("values").unique_by("id").page_size(100);
    }

    /// The projects that the caller looked at last, 20 at most.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-recent-get)
    recent: GetRecent = GET "/rest/api/3/project/recent" => Elements<Project> {
        permission "Browse projects or Administer projects in each, or Administer Jira";
        scopes ["read:jira-work"];
        granular ["read:issue-type:jira", "read:project:jira", "read:project.property:jira", "read:user:jira",
            "read:application-role:jira", "read:avatar:jira", "read:group:jira", "read:issue-type-hierarchy:jira",
            "read:project-category:jira", "read:project-version:jira", "read:project.component:jira"];
        query_joined {
            /// What else to send of each.
            expand = "expand": ProjectExpand,
            /// These properties of each.
            properties = "properties": String,
        }
    }

    /// One project, by its id or key.
    ///
    /// A key of former times leads to the project too. A project that the caller may not see answers like one that does
    /// not exist (404).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-projectidorkey-get)
    get: GetProject = GET "/rest/api/3/project/{projectIdOrKey}" => Project {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue-type:jira", "read:project:jira", "read:project.property:jira", "read:user:jira",
            "read:application-role:jira", "read:avatar:jira", "read:group:jira", "read:issue-type-hierarchy:jira",
            "read:project-category:jira", "read:project-version:jira", "read:project.component:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey }
        query_joined {
            /// What else to send. Description, lead and issue types are sent anyway.
            expand = "expand": ProjectExpand,
            /// These properties.
            properties = "properties": String,
        }
    }

    /// Makes a project, from a template or from schemes that are there already.
    ///
    /// Whether it is team-managed or company-managed is the template's choice; see [`NewProject`]. A key or a name that is
    /// in use is refused (400), and the key of a project in the trash stays in use;
    /// [`project_validation`](crate::cloud::Jira::project_validation) tells beforehand.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-post)
    create: CreateProject = POST "/rest/api/3/project" => ProjectIdentifiers {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:project:jira", "read:project:jira"];
        takes { whole_body project = "project": NewProject }
    }

    /// Changes what is set of a project, and leaves the rest.
    ///
    /// A new key changes the keys of all its issues; the old ones go on leading to them until
    /// [`released_project_keys`](UpdateProject::released_project_keys) gives them up. Key and schemes need *Administer
    /// Jira*, and free plans refuse another permission scheme (403).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-projectidorkey-put)
    update: UpdateProject = PUT "/rest/api/3/project/{projectIdOrKey}" => Project {
        permission "Administer projects; Administer Jira for the key and schemes";
        scopes ["manage:jira-project"];
        granular ["read:issue-type:jira", "read:project:jira", "read:project.property:jira", "read:user:jira",
            "write:project:jira", "write:project.avatar:jira", "read:application-role:jira", "read:avatar:jira",
            "read:group:jira", "read:issue-type-hierarchy:jira", "read:project-category:jira",
            "read:project-version:jira", "read:project.component:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey }
        query_joined {
            /// What else to send of the changed project.
            expand = "expand": ProjectExpand,
        }
        body {
            /// Its name, 80 characters at most.
            name = "name": String,
            /// Its key: a capital letter, then capital letters and digits, 10 at most.
            key = "key": ProjectKey,
            /// What it is about.
            description = "description": String,
            /// Who leads it.
            lead = "leadAccountId": AccountId,
            /// Where to read more about it.
            url = "url": String,
            /// Who gets issues that are created without an assignee.
            assignee_type = "assigneeType": ProjectAssigneeType,
            /// Its picture.
            avatar = "avatarId": NumericAvatarId,
            /// Its category, or none.
            category = "categoryId": CategoryChoice,
            /// Who may see which of its issues.
            issue_security_scheme = "issueSecurityScheme": u64,
            /// Who is told of what.
            notification_scheme = "notificationScheme": u64,
            /// Who may do what.
            permission_scheme = "permissionScheme": u64,
            /// Keys of former times to give up, so that other projects can have them.
            released_project_keys = "releasedProjectKeys": List<ProjectKey>,
        }
    }

    /// Deletes a project: into the trash, from where [`restore`](Projects::restore) fetches it for 60 days.
    ///
    /// Without undo it is gone for good, with all its issues, and a large one may take longer than a time-out;
    /// [`delete_in_background`](Projects::delete_in_background) does not. In the trash it keeps its key. An archived
    /// project has to be restored first.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-projectidorkey-delete)
    delete: DeleteProject = DELETE "/rest/api/3/project/{projectIdOrKey}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:project:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey }
        query {
            /// Whether it goes into the trash; it does unless this is `false`.
            enable_undo = "enableUndo": bool,
        }
    }

    /// Deletes a project for good, as a task that goes on after the answer.
    ///
    /// All of it is deleted or nothing. The answer is the task as it was just after it began, which
    /// [`Tasks::wait`](super::tasks::Tasks::wait) sees to its end. An archived project has to be restored first (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-projectidorkey-delete-post)
    delete_in_background: DeleteProjectAsynchronously =
        POST "/rest/api/3/project/{projectIdOrKey}/delete" => Task {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:project:jira", "write:project.property:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey }
    }

    /// Fetches a project from the trash or from the archive.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-projectidorkey-restore-post)
    restore: Restore = POST "/rest/api/3/project/{projectIdOrKey}/restore" => Project {
        permission "Administer Jira; Administer projects is enough for a team-managed one";
        scopes ["manage:jira-configuration"];
        granular ["read:issue-type:jira", "read:project:jira", "read:project.property:jira", "read:user:jira",
            "write:project:jira", "read:application-role:jira", "read:avatar:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:project-category:jira", "read:project-version:jira",
            "read:project.component:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey }
    }

    /// Archives a project: its issues can be read by their keys, not found by a search and not changed.
    ///
    /// Needs a paid plan. An archived project cannot be deleted before it is restored.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-projectidorkey-archive-post)
    archive: ArchiveProject = POST "/rest/api/3/project/{projectIdOrKey}/archive" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["write:project:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey }
    }

    /// The statuses that issues of the project can have, for each of its issue types.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-projectidorkey-statuses-get)
    statuses: GetAllStatuses =
        GET "/rest/api/3/project/{projectIdOrKey}/statuses" => Elements<IssueTypeWithStatuses> {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue-status:jira", "read:issue-type:jira", "read:status:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey }
    }

    /// The levels of issue types in a team-managed project: epics, what they are broken down into, and sub-tasks.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-projectid-hierarchy-get)
    hierarchy: GetHierarchy = GET "/rest/api/3/project/{projectId}/hierarchy" => ProjectHierarchy {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue-type:jira", "read:issue-type-hierarchy:jira"];
        takes { path project = "projectId": ProjectId }
    }
}

open_enum! {
    /// What a project is for; each type has its features.
    pub enum ProjectTypeKey {
        /// Software development: boards, sprints, releases.
        Software = "software",
        /// Service management: requests, queues.
        ServiceDesk = "service_desk",
        /// Work of any other kind.
        Business = "business",
        /// Ideas (Jira Product Discovery).
        ProductDiscovery = "product_discovery",
        /// Customer service management.
        CustomerService = "customer_service",
    }

    /// Who configures a project.
    pub enum ProjectStyle {
        /// Administrators, with schemes that projects share: company-managed.
        Classic = "classic",
        /// The team itself, with settings of the project's own: team-managed.
        NextGen = "next-gen",
    }

    /// Who gets issues that are created without an assignee.
    pub enum ProjectAssigneeType {
        /// The project's lead.
        ProjectLead = "PROJECT_LEAD",
        /// Nobody.
        Unassigned = "UNASSIGNED",
    }

    /// The state of a project.
    pub enum ProjectStatus {
        /// In use.
        Live = "live",
        /// Archived.
        Archived = "archived",
        /// In the trash.
        Deleted = "deleted",
    }

    /// What the caller may do with a project.
    pub enum ProjectAction {
        /// See the project, be it as its administrator only.
        View = "view",
        /// See its issues.
        Browse = "browse",
        /// Configure it.
        Edit = "edit",
        /// Create issues in it.
        Create = "create",
    }

    /// What else to send of a project.
    pub enum ProjectExpand {
        /// Its description.
        Description = "description",
        /// Its key and those of former times.
        ProjectKeys = "projectKeys",
        /// Who leads it.
        Lead = "lead",
        /// Its issue types.
        IssueTypes = "issueTypes",
        /// Where to read more about it; in lists only.
        Url = "url",
        /// How many issues it has, and when one changed last; in lists only.
        Insight = "insight",
        /// Its levels of issue types; of one project only.
        IssueTypeHierarchy = "issueTypeHierarchy",
    }

    /// The order of projects.
    pub enum ProjectOrder {
        /// By key.
        Key = "key",
        /// By key, backwards.
        KeyDescending = "-key",
        /// By name.
        Name = "name",
        /// By name, backwards.
        NameDescending = "-name",
        /// By category.
        Category = "category",
        /// By category, backwards.
        CategoryDescending = "-category",
        /// By lead.
        Owner = "owner",
        /// By lead, backwards.
        OwnerDescending = "-owner",
        /// The one with the fewest issues first.
        IssueCount = "issueCount",
        /// The one with the most issues first.
        IssueCountDescending = "-issueCount",
        /// The one that rested longest first.
        LastIssueUpdatedDate = "lastIssueUpdatedDate",
        /// The one that was busy last first.
        LastIssueUpdatedDateDescending = "-lastIssueUpdatedDate",
        /// The one that was archived first, first.
        ArchivedDate = "archivedDate",
        /// The one that was archived last, first.
        ArchivedDateDescending = "-archivedDate",
        /// The one that was deleted first, first.
        DeletedDate = "deletedDate",
        /// The one that was deleted last, first.
        DeletedDateDescending = "-deletedDate",
    }
}

/// The category that [`Projects::update`] gives to a project: made from a category's id, or
/// [`CategoryChoice::none`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryChoice(Option<NumericProjectCategoryId>);

impl CategoryChoice {
    /// Takes the project out of its category.
    #[must_use]
    pub fn none() -> Self {
        Self(None)
    }
}

impl<T: Into<ProjectCategoryId>> From<T> for CategoryChoice {
    fn from(id: T) -> Self {
        Self(Some(id.into().into()))
    }
}

impl Serialize for CategoryChoice {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Some(id) => id.serialize(serializer),
            // What the service takes for no category.
            None => serializer.serialize_i64(-1),
        }
    }
}

/// A project that was made.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct ProjectIdentifiers {
    /// Its id.
    pub id: ProjectId,
    /// Its key.
    pub key: ProjectKey,
    /// Its address in the API.
    #[serde(rename = "self")]
    pub self_url: String,
}

/// The statuses that issues of one type can have.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IssueTypeWithStatuses {
    /// The issue type's id.
    pub id: IssueTypeId,
    /// The issue type's name.
    pub name: String,
    /// Whether issues of it are parts of other issues.
    pub subtask: bool,
    /// The statuses.
    pub statuses: Vec<Status>,
    /// The issue type's address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// The levels of issue types in a team-managed project.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectHierarchy {
    /// The project.
    pub project_id: Option<ProjectId>,
    /// The levels.
    #[serde(default)]
    pub hierarchy: Vec<ProjectHierarchyLevel>,
}

/// A level of issue types.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectHierarchyLevel {
    /// 1 for epics, 0 for what they are broken down into, -1 for sub-tasks.
    pub level: Option<i32>,
    /// Its name.
    pub name: Option<String>,
    /// The issue types on it.
    #[serde(default)]
    pub issue_types: Vec<super::issue_types::IssueType>,
}
