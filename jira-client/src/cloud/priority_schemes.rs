//! Priority schemes: which priorities the issues of a project can have.

use std::collections::BTreeMap;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NoContent, Page, Paging, id_type, open_enum, operations};

use super::priorities::{Priority, PriorityId};
use super::projects::Project;
use super::tasks::Task;
use crate::ids::{NumericIds, ProjectId, Sublist, number, numeric_ids, optional_number};

operations! {
    /// Priority schemes.
    pub struct PrioritySchemes;

    /// Every priority scheme, or some.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-priority-schemes/#api-rest-api-3-priorityscheme-get)
    list: GetPrioritySchemes = GET "/rest/api/3/priorityscheme" => Page<PriorityScheme> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:priority-scheme:jira"];
        query {
            /// Only schemes with this text in their name.
            scheme_name = "schemeName": String,
            /// Only the default.
            only_default = "onlyDefault": bool,
            /// How the schemes are ordered.
            order_by = "orderBy": PrioritySchemeOrder,
        }
        query_repeated {
            /// Only these schemes.
            scheme_id = "schemeId": PrioritySchemeId,
            /// Only schemes that have one of these priorities.
            priority_id = "priorityId": PriorityId,
        }
        query_joined {
            /// What to send besides: the first priorities and projects of each.
            expand = "expand": PrioritySchemeExpand,
        }
        pages PriorityScheme = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// Makes a priority scheme.
    ///
    /// Where projects come with priorities that the new scheme has not, say which others their issues get
    /// ([`NewPriorityScheme::mapping`]; refused otherwise, 400); the service changes them in a task of its own.
    /// [`suggested_mappings`](PrioritySchemes::suggested_mappings) tells which priorities those are. While a scheme is
    /// being changed, another change is refused (409).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-priority-schemes/#api-rest-api-3-priorityscheme-post)
    create: CreatePriorityScheme = POST "/rest/api/3/priorityscheme" => CreatedPriorityScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:priority-scheme:jira"];
        takes { whole_body scheme = "body": NewPriorityScheme }
    }

    /// Changes a priority scheme: its name, its priorities, its projects. What is not set stays.
    ///
    /// Mappings are needed as for a new scheme; issues are changed in a task of its own. While a scheme is being
    /// changed, another change is refused (409).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-priority-schemes/#api-rest-api-3-priorityscheme-schemeid-put)
    update: UpdatePriorityScheme = PUT "/rest/api/3/priorityscheme/{schemeId}" => UpdatedPriorityScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:priority-scheme:jira"];
        repeat never;
        takes { path scheme = "schemeId": PrioritySchemeId, whole_body change = "body": PrioritySchemeChange }
    }

    /// Deletes a priority scheme that no project uses.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-priority-schemes/#api-rest-api-3-priorityscheme-schemeid-delete)
    delete: DeletePriorityScheme = DELETE "/rest/api/3/priorityscheme/{schemeId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:priority-scheme:jira"];
        takes { path scheme = "schemeId": PrioritySchemeId }
    }

    /// The priorities of a scheme, in their order.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-priority-schemes/#api-rest-api-3-priorityscheme-schemeid-priorities-get)
    priorities: GetPrioritiesByPriorityScheme =
        GET "/rest/api/3/priorityscheme/{schemeId}/priorities" => Page<Priority> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:priority-scheme:jira"];
        takes { path scheme = "schemeId": PrioritySchemeId }
        pages Priority = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// The projects that use a scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-priority-schemes/#api-rest-api-3-priorityscheme-schemeid-projects-get)
    projects: GetProjectsByPriorityScheme =
        GET "/rest/api/3/priorityscheme/{schemeId}/projects" => Page<Project> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:priority-scheme:jira"];
        takes { path scheme = "schemeId": PrioritySchemeId }
        query {
            /// Only projects with this text in their name.
            query = "query": String,
        }
        query_repeated {
            /// Only these projects.
            project_id = "projectId": ProjectId,
        }
        pages Project = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// The priorities that can be added to a scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-priority-schemes/#api-rest-api-3-priorityscheme-priorities-available-get)
    available_priorities: GetAvailablePrioritiesByPriorityScheme =
        GET "/rest/api/3/priorityscheme/priorities/available" => Page<Priority> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:priority-scheme:jira"];
        takes { query scheme = "schemeId": PrioritySchemeId }
        query {
            /// Only priorities with this text in their name.
            query = "query": String,
        }
        query_repeated {
            /// Not these priorities.
            exclude = "exclude": PriorityId,
        }
        pages Priority = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// The priorities for which a change needs a mapping.
    ///
    /// It only reads, so it is repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-priority-schemes/#api-rest-api-3-priorityscheme-mappings-post)
    suggested_mappings: SuggestedPrioritiesForMappings = POST "/rest/api/3/priorityscheme/mappings" => Page<Priority> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:priority-scheme:jira"];
        repeat safe;
        takes { whole_body change = "body": SuggestMappings }
        pages Priority = Paging::offset("values").unique_by("id").page_size(50);
    }
}

id_type! {
    /// The id of a priority scheme: digits, like `10005`.
    pub struct PrioritySchemeId;
}

numeric_ids! {
    /// The id of a priority, written as a number. Made from whatever a [`PriorityId`] is made from.
    NumericPriorityId(PriorityId);
}

open_enum! {
    /// How priority schemes are ordered.
    pub enum PrioritySchemeOrder {
        /// By name.
        Name = "name",
        /// By name, backwards.
        NameDescending = "-name",
    }

    /// What to send of a priority scheme besides its name.
    pub enum PrioritySchemeExpand {
        /// Its priorities.
        Priorities = "priorities",
        /// The projects that use it.
        Projects = "projects",
    }
}

/// A priority scheme.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PriorityScheme {
    /// Its id.
    pub id: PrioritySchemeId,
    /// Its name.
    pub name: String,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether projects use it for which none was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// The priority of issues for which none was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_priority_id: Option<PriorityId>,
    /// Its priorities, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priorities: Option<Sublist<Priority>>,
    /// The projects that use it, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub projects: Option<Sublist<Project>>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// What was made.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct CreatedPriorityScheme {
    /// The id of the new scheme.
    pub id: PrioritySchemeId,
    /// The task that changes issues, where some have to be changed.
    pub task: Option<Task>,
}

/// What came of a change.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdatedPriorityScheme {
    /// The scheme as it is now.
    pub priority_scheme: Option<PriorityScheme>,
    /// The task that changes issues, where some have to be changed.
    pub task: Option<Task>,
}

/// What issues get in place of priorities that their scheme has not.
#[derive(Clone, Debug, Default, Serialize)]
struct Mappings {
    #[serde(rename = "in", skip_serializing_if = "BTreeMap::is_empty")]
    coming: BTreeMap<PriorityId, NumericPriorityId>,
    #[serde(rename = "out", skip_serializing_if = "BTreeMap::is_empty")]
    going: BTreeMap<PriorityId, NumericPriorityId>,
}

impl Mappings {
    fn is_empty(&self) -> bool {
        self.coming.is_empty() && self.going.is_empty()
    }
}

/// A priority scheme to make.
///
/// ```
/// use jira_client::cloud::priority_schemes::NewPriorityScheme;
///
/// // Issues of the project 10005 that have the priority 4 get 3, for the scheme has no 4.
/// let scheme = NewPriorityScheme::new("Support", "3", ["1", "2", "3"]).projects(["10005"]).mapping("4", "3");
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewPriorityScheme {
    name: String,
    #[serde(serialize_with = "number")]
    default_priority_id: PriorityId,
    priority_ids: NumericIds<PriorityId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    project_ids: Option<NumericIds<ProjectId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Mappings::is_empty")]
    mappings: Mappings,
}

impl NewPriorityScheme {
    /// A scheme of these priorities, the most urgent first, one of which is the default.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        default: impl Into<PriorityId>,
        priorities: impl IntoIterator<Item = impl Into<PriorityId>>,
    ) -> Self {
        Self {
            name: name.into(),
            default_priority_id: default.into(),
            priority_ids: priorities.into(),
            project_ids: None,
            description: None,
            mappings: Mappings::default(),
        }
    }

    /// Says what it is for.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// These projects are to use it.
    #[must_use]
    pub fn projects(mut self, ids: impl IntoIterator<Item = impl Into<ProjectId>>) -> Self {
        self.project_ids = Some(ids.into());
        self
    }

    /// What issues of these projects get in place of a priority that the scheme has not.
    #[must_use]
    pub fn mapping(mut self, old: impl Into<PriorityId>, new: impl Into<PriorityId>) -> Self {
        self.mappings.coming.insert(old.into(), new.into().into());
        self
    }
}

/// Ids that come and ids that go.
#[derive(Clone, Debug, Serialize)]
struct Changes<Id: AsRef<str>> {
    #[serde(skip_serializing_if = "Option::is_none")]
    add: Option<Ids<Id>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remove: Option<Ids<Id>>,
}

#[derive(Clone, Debug, Serialize)]
struct Ids<Id: AsRef<str>> {
    ids: NumericIds<Id>,
}

impl<Id: AsRef<str>> Default for Changes<Id> {
    fn default() -> Self {
        Self {
            add: None,
            remove: None,
        }
    }
}

impl<Id: AsRef<str>> Changes<Id> {
    fn is_empty(&self) -> bool {
        self.add.is_none() && self.remove.is_none()
    }
}

/// What changes about a priority scheme.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PrioritySchemeChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(
        serialize_with = "optional_number",
        skip_serializing_if = "Option::is_none"
    )]
    default_priority_id: Option<PriorityId>,
    #[serde(skip_serializing_if = "Changes::is_empty")]
    priorities: Changes<PriorityId>,
    #[serde(skip_serializing_if = "Changes::is_empty")]
    projects: Changes<ProjectId>,
    #[serde(skip_serializing_if = "Mappings::is_empty")]
    mappings: Mappings,
}

impl PrioritySchemeChange {
    /// No change yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Another name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Another description.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Another default.
    #[must_use]
    pub fn default_priority(mut self, id: impl Into<PriorityId>) -> Self {
        self.default_priority_id = Some(id.into());
        self
    }

    /// These priorities come.
    #[must_use]
    pub fn add_priorities(mut self, ids: impl IntoIterator<Item = impl Into<PriorityId>>) -> Self {
        self.priorities.add = Some(Ids { ids: ids.into() });
        self
    }

    /// These priorities go.
    #[must_use]
    pub fn remove_priorities(
        mut self,
        ids: impl IntoIterator<Item = impl Into<PriorityId>>,
    ) -> Self {
        self.priorities.remove = Some(Ids { ids: ids.into() });
        self
    }

    /// These projects come.
    #[must_use]
    pub fn add_projects(mut self, ids: impl IntoIterator<Item = impl Into<ProjectId>>) -> Self {
        self.projects.add = Some(Ids { ids: ids.into() });
        self
    }

    /// These projects go; they use the default scheme then.
    #[must_use]
    pub fn remove_projects(mut self, ids: impl IntoIterator<Item = impl Into<ProjectId>>) -> Self {
        self.projects.remove = Some(Ids { ids: ids.into() });
        self
    }

    /// What issues get in place of a priority that goes, or that their project comes with and the scheme has not.
    #[must_use]
    pub fn mapping(mut self, old: impl Into<PriorityId>, new: impl Into<PriorityId>) -> Self {
        self.mappings.coming.insert(old.into(), new.into().into());
        self
    }

    /// What issues of projects that go get in place of a priority that the default scheme has not.
    #[must_use]
    pub fn mapping_of_leaving(
        mut self,
        old: impl Into<PriorityId>,
        new: impl Into<PriorityId>,
    ) -> Self {
        self.mappings.going.insert(old.into(), new.into().into());
        self
    }
}

/// The change of a priority scheme for which mappings are looked for.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SuggestMappings {
    #[serde(
        serialize_with = "optional_number",
        skip_serializing_if = "Option::is_none"
    )]
    scheme_id: Option<PrioritySchemeId>,
    #[serde(skip_serializing_if = "Suggested::is_empty")]
    priorities: Suggested<PriorityId>,
    #[serde(skip_serializing_if = "Suggested::is_empty")]
    projects: Suggested<ProjectId>,
}

#[derive(Clone, Debug, Serialize)]
struct Suggested<Id: AsRef<str>> {
    #[serde(skip_serializing_if = "Option::is_none")]
    add: Option<NumericIds<Id>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remove: Option<NumericIds<Id>>,
}

impl<Id: AsRef<str>> Default for Suggested<Id> {
    fn default() -> Self {
        Self {
            add: None,
            remove: None,
        }
    }
}

impl<Id: AsRef<str>> Suggested<Id> {
    fn is_empty(&self) -> bool {
        self.add.is_none() && self.remove.is_none()
    }
}

impl SuggestMappings {
    /// The change of this scheme.
    #[must_use]
    pub fn of_scheme(id: impl Into<PrioritySchemeId>) -> Self {
        Self {
            scheme_id: Some(id.into()),
            ..Self::default()
        }
    }

    /// A scheme that is to be made, of these priorities and for these projects.
    #[must_use]
    pub fn of_new_scheme(
        priorities: impl IntoIterator<Item = impl Into<PriorityId>>,
        projects: impl IntoIterator<Item = impl Into<ProjectId>>,
    ) -> Self {
        Self::default()
            .add_priorities(priorities)
            .add_projects(projects)
    }

    /// These priorities come.
    #[must_use]
    pub fn add_priorities(mut self, ids: impl IntoIterator<Item = impl Into<PriorityId>>) -> Self {
        self.priorities.add = Some(ids.into());
        self
    }

    /// These priorities go.
    #[must_use]
    pub fn remove_priorities(
        mut self,
        ids: impl IntoIterator<Item = impl Into<PriorityId>>,
    ) -> Self {
        self.priorities.remove = Some(ids.into());
        self
    }

    /// These projects come.
    #[must_use]
    pub fn add_projects(mut self, ids: impl IntoIterator<Item = impl Into<ProjectId>>) -> Self {
        self.projects.add = Some(ids.into());
        self
    }
}
