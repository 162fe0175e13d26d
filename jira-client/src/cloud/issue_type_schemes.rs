//! Which issue types a company-managed project has.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NoContent, Page, Paging, id_type, open_enum, operations};
use serde::Serializer;
use serde::ser::SerializeStruct;

use super::issue_types::{IssueType, IssueTypeId};
use super::projects::Project;
use crate::ids::{List, ProjectId, numeric_ids};

operations! {
    /// Which issue types a company-managed project has, and in which order. Team-managed projects have no scheme.
    pub struct IssueTypeSchemes;

    /// Every scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-schemes/#api-rest-api-3-issuetypescheme-get)
    list: GetAllIssueTypeSchemes = GET "/rest/api/3/issuetypescheme" => Page<IssueTypeScheme> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue-type-scheme:jira"];
        query {
            /// The order; by id unless set.
            order_by = "orderBy": IssueTypeSchemeOrder,
            /// Only schemes with this text in their name, in capitals or not.
            query = "queryString": String,
        }
        query_repeated {
            /// Only these schemes.
            id = "id": IssueTypeSchemeId,
        }
        query_joined {
            /// What else to send of each.
            expand = "expand": IssueTypeSchemeExpand,
        }
        pages IssueTypeScheme = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// Which issue type is in which scheme, one pair at a time.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-schemes/#api-rest-api-3-issuetypescheme-mapping-get)
    mapping: GetIssueTypeSchemesMapping =
        GET "/rest/api/3/issuetypescheme/mapping" => Page<IssueTypeSchemeMapping> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue-type-scheme:jira"];
        query_repeated {
            /// Only these schemes.
            scheme = "issueTypeSchemeId": IssueTypeSchemeId,
        }
        pages IssueTypeSchemeMapping = Paging::offset("values").page_size(50);
    }

    /// The schemes of these projects, and which of them use each. Team-managed projects are passed over.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-schemes/#api-rest-api-3-issuetypescheme-project-get)
    of_projects: GetIssueTypeSchemeForProjects =
        GET "/rest/api/3/issuetypescheme/project" => Page<IssueTypeSchemeProjects> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue-type-scheme:jira"];
        takes { query_repeated projects = "projectId": ProjectId }
        pages IssueTypeSchemeProjects = Paging::offset("values").page_size(50);
    }

    /// Makes a scheme of these issue types, in this order.
    ///
    /// At least one of them is not for sub-tasks. A name has 255 characters at most; one that is in use is a conflict (409).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-schemes/#api-rest-api-3-issuetypescheme-post)
    create: CreateIssueTypeScheme = POST "/rest/api/3/issuetypescheme" => NewIssueTypeScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:issue-type-scheme:jira"];
        takes { body name = "name": String, body issue_types = "issueTypeIds": List<IssueTypeId> }
        body {
            /// What it is for, in 4000 characters at most.
            description = "description": String,
            /// The one of them that new issues have unless another is chosen.
            default_issue_type = "defaultIssueTypeId": IssueTypeId,
        }
    }

    /// Changes what is set of a scheme, and leaves the rest.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-schemes/#api-rest-api-3-issuetypescheme-issuetypeschemeid-put)
    update: UpdateIssueTypeScheme = PUT "/rest/api/3/issuetypescheme/{issueTypeSchemeId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:issue-type-scheme:jira"];
        takes { path id = "issueTypeSchemeId": IssueTypeSchemeId }
        body {
            /// Its name.
            name = "name": String,
            /// What it is for.
            description = "description": String,
            /// The issue type that new issues have unless another is chosen.
            default_issue_type = "defaultIssueTypeId": IssueTypeId,
        }
    }

    /// Deletes a scheme that no project uses. The site's first one stays (400).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-schemes/#api-rest-api-3-issuetypescheme-issuetypeschemeid-delete)
    delete: DeleteIssueTypeScheme = DELETE "/rest/api/3/issuetypescheme/{issueTypeSchemeId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:issue-type-scheme:jira", "write:project:jira"];
        takes { path id = "issueTypeSchemeId": IssueTypeSchemeId }
    }

    /// Gives a project a scheme.
    ///
    /// Refused (400) while the project has issues of a type that the scheme lacks, and for a team-managed project.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-schemes/#api-rest-api-3-issuetypescheme-project-put)
    assign: AssignIssueTypeSchemeToProject = PUT "/rest/api/3/issuetypescheme/project" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:issue-type-scheme:jira", "write:project:jira"];
        takes { body scheme = "issueTypeSchemeId": IssueTypeSchemeId, body project = "projectId": ProjectId }
    }

    /// Adds issue types to the end of a scheme. If one is in it already, none is added (400).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-schemes/#api-rest-api-3-issuetypescheme-issuetypeschemeid-issuetype-put)
    add_issue_types: AddIssueTypesToIssueTypeScheme =
        PUT "/rest/api/3/issuetypescheme/{issueTypeSchemeId}/issuetype" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:issue-type-scheme:jira"];
        repeat never;
        takes { path id = "issueTypeSchemeId": IssueTypeSchemeId, body issue_types = "issueTypeIds": List<IssueTypeId> }
    }

    /// Gives issue types another place in their scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-schemes/#api-rest-api-3-issuetypescheme-issuetypeschemeid-issuetype-move-put)
    move_issue_types: ReorderIssueTypesInIssueTypeScheme =
        PUT "/rest/api/3/issuetypescheme/{issueTypeSchemeId}/issuetype/move" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:issue-type-scheme:jira"];
        takes { path id = "issueTypeSchemeId": IssueTypeSchemeId, whole_body order = "order": IssueTypeMove }
    }

    /// Takes an issue type out of a scheme.
    ///
    /// Refused (400) while issues have it, if it is the last that is not for sub-tasks, and in the site's first scheme.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-schemes/#api-rest-api-3-issuetypescheme-issuetypeschemeid-issuetype-issuetypeid-delete)
    remove_issue_type: RemoveIssueTypeFromIssueTypeScheme =
        DELETE "/rest/api/3/issuetypescheme/{issueTypeSchemeId}/issuetype/{issueTypeId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:issue-type-scheme:jira"];
        takes { path id = "issueTypeSchemeId": IssueTypeSchemeId, path issue_type = "issueTypeId": IssueTypeId }
    }
}

id_type! {
    /// The id of a scheme: digits, like `10000`.
    pub struct IssueTypeSchemeId;
}

numeric_ids! {
    /// The id of a scheme, written as a number. Made from whatever an [`IssueTypeSchemeId`] is made from.
    NumericIssueTypeSchemeId(IssueTypeSchemeId);
}

open_enum! {
    /// The order of schemes.
    pub enum IssueTypeSchemeOrder {
        /// By id.
        Id = "id",
        /// By id, backwards.
        IdDescending = "-id",
        /// By name.
        Name = "name",
        /// By name, backwards.
        NameDescending = "-name",
    }

    /// What else to send of a scheme.
    pub enum IssueTypeSchemeExpand {
        /// The projects that use it.
        Projects = "projects",
        /// Its issue types.
        IssueTypes = "issueTypes",
    }
}

/// Where to put issue types in their scheme. They stand there in the order in which they are named.
///
/// ```
/// use jira_client::cloud::issue_type_schemes::IssueTypeMove;
///
/// let to_the_front = IssueTypeMove::first(["10001", "10004"]);
/// let behind_bugs = IssueTypeMove::after("10004", ["10001"]);
/// ```
#[derive(Clone, Debug)]
pub struct IssueTypeMove {
    issue_types: List<IssueTypeId>,
    place: Place,
}

#[derive(Clone, Debug)]
enum Place {
    First,
    Last,
    After(IssueTypeId),
}

impl IssueTypeMove {
    /// Before all others.
    pub fn first(issue_types: impl Into<List<IssueTypeId>>) -> Self {
        Self {
            issue_types: issue_types.into(),
            place: Place::First,
        }
    }

    /// Behind all others.
    pub fn last(issue_types: impl Into<List<IssueTypeId>>) -> Self {
        Self {
            issue_types: issue_types.into(),
            place: Place::Last,
        }
    }

    /// Behind another one, which is not among them.
    pub fn after(other: impl Into<IssueTypeId>, issue_types: impl Into<List<IssueTypeId>>) -> Self {
        Self {
            issue_types: issue_types.into(),
            place: Place::After(other.into()),
        }
    }
}

impl Serialize for IssueTypeMove {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = serializer.serialize_struct("IssueTypeMove", 2)?;
        body.serialize_field("issueTypeIds", &self.issue_types)?;
        match &self.place {
            Place::First => body.serialize_field("position", "First")?,
            Place::Last => body.serialize_field("position", "Last")?,
            Place::After(other) => body.serialize_field("after", other)?,
        }
        body.end()
    }
}

/// A scheme.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IssueTypeScheme {
    /// Its id.
    pub id: IssueTypeSchemeId,
    /// Its name.
    pub name: String,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The issue type that new issues have unless another is chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_issue_type_id: Option<IssueTypeId>,
    /// Whether it is the site's first one. The others do not say that they are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// The first of the projects that use it, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub projects: Option<FirstOf<Project>>,
    /// The first of its issue types, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_types: Option<FirstOf<IssueType>>,
}

/// The first page of something inside another answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FirstOf<T> {
    /// What was sent.
    #[serde(default = "Vec::new")]
    pub values: Vec<T>,
    /// How many there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// Whether that is all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_last: Option<bool>,
    /// The place of the first one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_at: Option<u64>,
    /// How many are sent at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<u64>,
}

/// An issue type and a scheme that it is in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IssueTypeSchemeMapping {
    /// The scheme.
    pub issue_type_scheme_id: IssueTypeSchemeId,
    /// The issue type.
    pub issue_type_id: IssueTypeId,
}

/// A scheme and the projects that use it, of those that were asked about.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IssueTypeSchemeProjects {
    /// The scheme.
    pub issue_type_scheme: IssueTypeScheme,
    /// The projects.
    pub project_ids: Vec<ProjectId>,
}

/// A scheme that was made.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewIssueTypeScheme {
    /// Its id.
    pub issue_type_scheme_id: IssueTypeSchemeId,
}
