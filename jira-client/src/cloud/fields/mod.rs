//! The fields of issues: which there are, what they hold, and the values of them.

mod catalogue;
mod choice;
mod schema;
mod sprints;
#[cfg(test)]
mod tests;
mod value;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{
    Elements, NoContent, Page, Paging, Timestamp, id_type, open_enum, operations,
};

use crate::cloud::issue_types::IssueTypeId;
use crate::cloud::projects::Scope;
use crate::cloud::tasks::Task;
use crate::ids::ProjectId;

pub use catalogue::FieldCatalogue;
pub use choice::{FieldOption, OptionId, Team, TeamId};
pub use schema::{CustomFieldType, FieldSchema, SearcherKey};
pub use value::FieldValue;
pub(crate) use value::{jira_date, unexpected, whole};

operations! {
    /// The fields of issues.
    pub struct Fields;

    /// Every field that the caller can see, Jira's own and custom ones.
    ///
    /// All in one answer, which can be thousands. A custom field is seen by whoever can see a project that uses it. Fields
    /// that no screen and no configuration uses are left out; [`search`](Fields::search) has them, and has only those
    /// of company-managed projects. [`catalogue`](Fields::catalogue) makes this list searchable.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-fields/#api-rest-api-3-field-get)
    list: GetFields = GET "/rest/api/3/field" => Elements<Field> {
        permission "None";
        scopes ["read:jira-work"];
        granular ["read:field:jira", "read:avatar:jira", "read:project-category:jira", "read:project:jira",
            "read:field-configuration:jira"];
    }

    /// Fields with how they are used, page by page.
    ///
    /// Only those of company-managed projects. Fields without a page of their own in the administration, such as those
    /// of time tracking, can be missing here and be in [`list`](Fields::list).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-fields/#api-rest-api-3-field-search-get)
    search: GetFieldsPaginated = GET "/rest/api/3/field/search" => Page<FoundField> {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular ["read:field:jira", "read:field-configuration:jira"];
        query {
            /// Only fields whose name or description contains this.
            query = "query": String,
            /// The order.
            order_by = "orderBy": FieldOrder,
        }
        query_repeated {
            /// Only Jira's own fields, or only custom ones.
            field_type = "type": FieldType,
            /// Only these custom fields.
            id = "id": FieldId,
            /// Only fields of these projects.
            project_ids = "projectIds": ProjectId,
        }
        query_joined {
            /// What to send besides id, name, description and schema.
            expand = "expand": FieldExpand,
        }
        pages FoundField = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// Custom fields in the trash, page by page.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-fields/#api-rest-api-3-field-search-trashed-get)
    search_trashed: GetTrashedFieldsPaginated = GET "/rest/api/3/field/search/trashed" => Page<FoundField> {
        permission "Administer Jira";
        scopes ["read:jira-work"];
        granular ["read:field:jira", "read:field-configuration:jira", "read:user:jira"];
        query {
            /// Only fields whose name or description contains this.
            query = "query": String,
            /// The order.
            order_by = "orderBy": TrashedFieldOrder,
        }
        query_repeated {
            /// Only these custom fields.
            id = "id": FieldId,
        }
        pages FoundField = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// The fields that issues of these types have in these projects.
    ///
    /// Pages of up to 100. Atlassian may not have switched it on for a site yet (404).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-fields/#api-rest-api-3-projects-fields-get)
    of_projects: GetProjectFields = GET "/rest/api/3/projects/fields" => Page<ProjectField> {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular ["read:field:jira", "read:field-configuration:jira"];
        takes {
            query_repeated project_ids = "projectId": ProjectId,
            query_repeated issue_type_ids = "workTypeId": IssueTypeId,
        }
        query_repeated {
            /// Only these fields.
            field_id = "fieldId": FieldId,
        }
        pages ProjectField = Paging::offset("values").page_size(100);
    }

    /// The projects that a custom field is associated with.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-fields/#api-rest-api-3-field-fieldid-association-project-get)
    projects: GetFieldProjectAssociations = GET "/rest/api/3/field/{fieldId}/association/project" => Page<FieldProject> {
        permission "Administer Jira";
        scopes ["read:jira-work"];
        granular ["read:field:jira", "read:field-configuration:jira"];
        takes { path field = "fieldId": FieldId }
        pages FieldProject = Paging::offset("values").unique_by("projectId").page_size(50);
    }

    /// Makes a custom field, for company-managed projects.
    ///
    /// It is on no screen yet, and nobody sees it before it is on one. It gets a context that holds for all projects and
    /// issue types; options are added to that context. Names need not be unique, and two fields of one name are hard to
    /// tell apart in JQL: look into the [`catalogue`](Fields::catalogue) first.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-fields/#api-rest-api-3-field-post)
    create: CreateCustomField = POST "/rest/api/3/field" => Field {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field:jira", "read:avatar:jira", "read:field:jira", "read:project-category:jira",
            "read:project:jira", "read:field-configuration:jira"];
        takes { body name = "name": String, body field_type = "type": CustomFieldType }
        body {
            /// A description, for people.
            description = "description": String,
            /// How it can be searched. By itself it is what fits the type.
            searcher_key = "searcherKey": SearcherKey,
        }
    }

    /// Changes a custom field.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-fields/#api-rest-api-3-field-fieldid-put)
    update: UpdateCustomField = PUT "/rest/api/3/field/{fieldId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field:jira"];
        takes { path field = "fieldId": FieldId }
        body {
            /// Its name, of 255 characters at most.
            name = "name": String,
            /// A description, for people, of 40,000 characters at most.
            description = "description": String,
            /// How it can be searched.
            searcher_key = "searcherKey": SearcherKey,
        }
    }

    /// Moves a custom field to the trash, from where it can be restored for 60 days.
    ///
    /// Issues keep its values, which nobody sees until then.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-fields/#api-rest-api-3-field-id-trash-post)
    trash: TrashCustomField = POST "/rest/api/3/field/{id}/trash" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:field:jira"];
        takes { path field = "id": FieldId }
    }

    /// Brings a custom field back from the trash.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-fields/#api-rest-api-3-field-id-restore-post)
    restore: RestoreCustomField = POST "/rest/api/3/field/{id}/restore" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field:jira"];
        takes { path field = "id": FieldId }
    }

    /// Deletes a custom field with all its values for good, in the trash or not.
    ///
    /// The service does it in the background, and this gives the [task](crate::cloud::tasks) as it stands. A field that is locked, or that decides
    /// over permissions, is refused (400); while it is being deleted, so is another attempt (409).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-fields/#api-rest-api-3-field-id-delete)
    delete: DeleteCustomField = DELETE "/rest/api/3/field/{id}" => Task {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:field:jira"];
        repeat never;
        takes { path field = "id": FieldId }
    }
}

id_type! {
    /// The id of a field: `summary`, `customfield_10001`. Not its name, which [`FieldCatalogue::by_name`] looks up.
    pub struct FieldId;
}

open_enum! {
    /// Whose fields.
    pub enum FieldType {
        /// Custom ones.
        Custom = "custom",
        /// Jira's own.
        System = "system",
    }

    /// The order of fields.
    pub enum FieldOrder {
        /// By name.
        Name = "name",
        /// By name, from the end of the alphabet.
        NameDescending = "-name",
        /// By when a value last changed.
        LastUsed = "lastUsed",
        /// By when a value last changed, the latest first.
        LastUsedDescending = "-lastUsed",
        /// By how many screens have it.
        ScreensCount = "screensCount",
        /// By how many screens have it, the most first.
        ScreensCountDescending = "-screensCount",
        /// By how many contexts it has.
        ContextsCount = "contextsCount",
        /// By how many contexts it has, the most first.
        ContextsCountDescending = "-contextsCount",
        /// By how many projects use it.
        ProjectsCount = "projectsCount",
        /// By how many projects use it, the most first.
        ProjectsCountDescending = "-projectsCount",
    }

    /// The order of fields in the trash.
    pub enum TrashedFieldOrder {
        /// By name.
        Name = "name",
        /// By name, from the end of the alphabet.
        NameDescending = "-name",
        /// By when they were trashed.
        TrashDate = "trashDate",
        /// By when they were trashed, the latest first.
        TrashDateDescending = "-trashDate",
        /// By when they are going to be deleted.
        PlannedDeletionDate = "plannedDeletionDate",
        /// By when they are going to be deleted, the latest first.
        PlannedDeletionDateDescending = "-plannedDeletionDate",
        /// By how many projects use them.
        ProjectsCount = "projectsCount",
        /// By how many projects use them, the most first.
        ProjectsCountDescending = "-projectsCount",
    }

    /// What to send of a field that was searched for.
    pub enum FieldExpand {
        /// Its key.
        Key = "key",
        /// An id that is the same on all sites.
        StableId = "stableId",
        /// When a value last changed.
        LastUsed = "lastUsed",
        /// How many screens have it.
        ScreensCount = "screensCount",
        /// How many contexts it has.
        ContextsCount = "contextsCount",
        /// Whether it is locked.
        IsLocked = "isLocked",
        /// How it can be searched.
        SearcherKey = "searcherKey",
    }

    /// What is known of the last use of a field.
    pub enum LastUsedType {
        /// When it was.
        Tracked = "TRACKED",
        /// Nothing: it is not noted for this field.
        NotTracked = "NOT_TRACKED",
        /// Nothing yet.
        NoInformation = "NO_INFORMATION",
    }
}

/// A field.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Field {
    /// Its id.
    pub id: FieldId,
    /// Its key. Of Jira's own fields and on most sites it is the id once more; apps name their fields by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Its name, for people. Need not be unique; that of Jira's own fields is in the caller's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it is custom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom: Option<bool>,
    /// Whether it can be put on screens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orderable: Option<bool>,
    /// Whether it can be a column of a list of issues.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub navigable: Option<bool>,
    /// Whether it can be searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub searchable: Option<bool>,
    /// What JQL knows it by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause_names: Option<Vec<String>>,
    /// Where it holds, if it belongs to a team-managed project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// What it holds. Some of Jira's own fields have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<FieldSchema>,
}

impl Field {
    /// A field of which nothing but its id is known.
    fn new(id: impl Into<FieldId>) -> Self {
        Self {
            id: id.into(),
            key: None,
            name: None,
            custom: None,
            orderable: None,
            navigable: None,
            searchable: None,
            clause_names: None,
            scope: None,
            schema: None,
        }
    }
}

/// A field that was searched for, with how it is used.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FoundField {
    /// Its id.
    pub id: FieldId,
    /// Its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Its name, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<FieldSchema>,
    /// An id that is the same on all sites.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stable_id: Option<String>,
    /// How it can be searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub searcher_key: Option<SearcherKey>,
    /// What people call its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub type_display_name: Option<String>,
    /// Whether Jira or an app locked it, so that nobody can change it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_locked: Option<bool>,
    /// Whether it cannot be put on screens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_unscreenable: Option<bool>,
    /// How many screens have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub screens_count: Option<u64>,
    /// How many contexts it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contexts_count: Option<u64>,
    /// How many projects use it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub projects_count: Option<u64>,
    /// When a value last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used: Option<LastUsed>,
}

/// When a value of a field last changed, in any issue.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LastUsed {
    /// Whether it is known.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<LastUsedType>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Timestamp>,
}

/// A field that issues of a type have in a project.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectField {
    /// The field.
    pub field_id: Option<FieldId>,
    /// The project.
    pub project_id: Option<ProjectId>,
    /// The type of issue.
    #[serde(rename = "workTypeId")]
    pub issue_type_id: Option<IssueTypeId>,
    /// Whether it cannot be left empty there.
    pub is_required: Option<bool>,
    /// Its description there.
    pub description: Option<String>,
}

/// A project that a field is associated with.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FieldProject {
    /// The project.
    pub project_id: Option<ProjectId>,
}
