//! Components of projects: parts of a project that issues can belong to.

use std::collections::BTreeMap;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, NoContent, Page, Paging, id_type, open_enum, operations};

use super::users::User;
use crate::ids::{ProjectId, ProjectIdOrKey, ProjectKey, optional_number};

operations! {
    /// Components of projects.
    ///
    /// Atlassian has a third list, of one project and without pages; it says nothing that [`list`](Components::list) does
    /// not say too.
    pub struct Components;

    /// The components of a project, with how many issues each has.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-components/#api-rest-api-3-project-projectidorkey-component-get)
    list: GetProjectComponentsPaginated =
        GET "/rest/api/3/project/{projectIdOrKey}/component" => Page<Component> {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:project:jira", "read:project.component:jira", "read:user:jira", "read:application-role:jira",
            "read:avatar:jira", "read:group:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey }
        query {
            /// The order.
            order_by = "orderBy": ComponentOrder,
            /// Only components with this text in their name or description, in capitals or not.
            query = "query": String,
            /// Components of Jira or of Compass; of Jira unless set.
            component_source = "componentSource": ComponentSource,
        }
        pages Component = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// The components of several projects, those of Compass included that their issues use.
    ///
    /// Little is sent of each: no lead, no assignee, no count.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-components/#api-rest-api-3-component-get)
    search: FindComponentsForProjects = GET "/rest/api/3/component" => Page<Component> {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:project:jira", "read:project.component:jira", "read:user:jira", "read:application-role:jira",
            "read:avatar:jira", "read:group:jira"];
        query {
            /// The order.
            order_by = "orderBy": ComponentOrder,
            /// Only components with this text in their name or description, in capitals or not.
            query = "query": String,
        }
        query_repeated {
            /// Only of these projects.
            projects = "projectIdsOrKeys": ProjectIdOrKey,
        }
        pages Component = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// One component.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-components/#api-rest-api-3-component-id-get)
    get: GetComponent = GET "/rest/api/3/component/{id}" => Component {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:project:jira", "read:project.component:jira", "read:user:jira", "read:application-role:jira",
            "read:avatar:jira", "read:group:jira"];
        takes { path id = "id": ComponentId }
    }

    /// Makes a component.
    ///
    /// Takes the project's key; an id is refused. A name that the project has already is refused too.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-components/#api-rest-api-3-component-post)
    create: CreateComponent = POST "/rest/api/3/component" => Component {
        permission "Administer projects, or Administer Jira";
        scopes ["manage:jira-project"];
        granular ["read:project:jira", "read:user:jira", "write:project.component:jira", "read:application-role:jira",
            "read:avatar:jira", "read:group:jira", "read:project.component:jira"];
        takes { body project = "project": ProjectKey, body name = "name": String }
        body {
            /// What belongs to it.
            description = "description": String,
            /// Who leads it.
            lead = "leadAccountId": AccountId,
            /// Who gets issues that are created with it.
            assignee_type = "assigneeType": ComponentAssigneeType,
        }
    }

    /// Changes what is set of a component, and leaves the rest. It stays in its project.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-components/#api-rest-api-3-component-id-put)
    update: UpdateComponent = PUT "/rest/api/3/component/{id}" => Component {
        permission "Administer projects, or Administer Jira";
        scopes ["manage:jira-project"];
        granular ["read:project:jira", "read:user:jira", "write:project.component:jira", "read:application-role:jira",
            "read:avatar:jira", "read:group:jira", "read:project.component:jira"];
        takes { path id = "id": ComponentId }
        body {
            /// Its name, 255 characters at most.
            name = "name": String,
            /// What belongs to it.
            description = "description": String,
            /// Who leads it. An empty id leaves it without a lead.
            lead = "leadAccountId": AccountId,
            /// Who gets issues that are created with it.
            assignee_type = "assigneeType": ComponentAssigneeType,
        }
    }

    /// Deletes a component. Its issues lose it, unless they are moved to another one.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-components/#api-rest-api-3-component-id-delete)
    delete: DeleteComponent = DELETE "/rest/api/3/component/{id}" => NoContent {
        permission "Administer projects, or Administer Jira";
        scopes ["manage:jira-project"];
        granular ["delete:project.component:jira"];
        takes { path id = "id": ComponentId }
        query {
            /// The component that its issues get instead.
            move_issues_to = "moveIssuesTo": ComponentId,
        }
    }

    /// How many issues have the component.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-components/#api-rest-api-3-component-id-relatedissuecounts-get)
    issue_count: GetComponentRelatedIssues =
        GET "/rest/api/3/component/{id}/relatedIssueCounts" => ComponentIssueCount {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:field:jira", "read:project.component:jira"];
        takes { path id = "id": ComponentId }
    }
}

id_type! {
    /// The id of a component: digits, like `10000`.
    pub struct ComponentId;
}

open_enum! {
    /// Who gets issues that are created with a component.
    pub enum ComponentAssigneeType {
        /// Whoever the project gives issues to.
        ProjectDefault = "PROJECT_DEFAULT",
        /// The component's lead.
        ComponentLead = "COMPONENT_LEAD",
        /// The project's lead.
        ProjectLead = "PROJECT_LEAD",
        /// Nobody.
        Unassigned = "UNASSIGNED",
    }

    /// Where components come from.
    pub enum ComponentSource {
        /// From Jira.
        Jira = "jira",
        /// From Compass.
        Compass = "compass",
        /// From Compass if the project is connected to it, otherwise from Jira.
        Auto = "auto",
    }

    /// The order of components. By issue count and lead in [`Components::list`] only.
    pub enum ComponentOrder {
        /// By name.
        Name = "name",
        /// By name, backwards.
        NameDescending = "-name",
        /// By description.
        Description = "description",
        /// By description, backwards.
        DescriptionDescending = "-description",
        /// The one with the fewest issues first.
        IssueCount = "issueCount",
        /// The one with the most issues first.
        IssueCountDescending = "-issueCount",
        /// By lead.
        Lead = "lead",
        /// By lead, backwards.
        LeadDescending = "-lead",
    }
}

/// A component.
///
/// As a part of an issue it is little more than id and name.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Component {
    /// Its id.
    pub id: ComponentId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
    /// What belongs to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who leads it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<User>,
    /// Who is to get issues that are created with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee_type: Option<ComponentAssigneeType>,
    /// The account that this means, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee: Option<User>,
    /// Who gets them in fact, where there is no such account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub real_assignee_type: Option<ComponentAssigneeType>,
    /// The account that gets them in fact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub real_assignee: Option<User>,
    /// Whether [`assignee_type`](Self::assignee_type) means an account that there is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_assignee_type_valid: Option<bool>,
    /// The key of its project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectKey>,
    /// The id of its project.
    #[serde(
        serialize_with = "optional_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub project_id: Option<ProjectId>,
    /// How many issues have it; sent by [`Components::list`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_count: Option<u64>,
    /// Its id in Compass, if it comes from there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ari: Option<String>,
    /// What Compass says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<BTreeMap<String, String>>,
}

/// How many issues have a component.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ComponentIssueCount {
    /// How many.
    pub issue_count: u64,
    /// The address of this count in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
}
