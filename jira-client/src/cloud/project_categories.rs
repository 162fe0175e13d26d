//! Categories of projects.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, NoContent, id_type, operations};

use crate::ids::numeric_ids;

operations! {
    /// Categories of projects. Each project has one or none.
    pub struct ProjectCategories;

    /// Every category.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-categories/#api-rest-api-3-projectcategory-get)
    list: GetAllProjectCategories = GET "/rest/api/3/projectCategory" => Elements<ProjectCategory> {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular ["read:project-category:jira"];
    }

    /// One category.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-categories/#api-rest-api-3-projectcategory-id-get)
    get: GetProjectCategoryById = GET "/rest/api/3/projectCategory/{id}" => ProjectCategory {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular ["read:project-category:jira"];
        takes { path id = "id": ProjectCategoryId }
    }

    /// Makes a category.
    ///
    /// A name has 255 characters at most; one that is in use is a conflict (409).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-categories/#api-rest-api-3-projectcategory-post)
    create: CreateProjectCategory = POST "/rest/api/3/projectCategory" => ProjectCategory {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["write:project-category:jira", "read:project-category:jira"];
        takes { body name = "name": String }
        body {
            /// What belongs to it, in 1000 characters at most.
            description = "description": String,
        }
    }

    /// Changes what is set of a category, and leaves the rest.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-categories/#api-rest-api-3-projectcategory-id-put)
    update: UpdateProjectCategory = PUT "/rest/api/3/projectCategory/{id}" => ProjectCategory {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["read:project-category:jira", "write:project-category:jira"];
        takes { path id = "id": ProjectCategoryId }
        body {
            /// Its name, 255 characters at most.
            name = "name": String,
            /// What belongs to it, in 1000 characters at most.
            description = "description": String,
        }
    }

    /// Deletes a category. Its projects are in none afterwards.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-categories/#api-rest-api-3-projectcategory-id-delete)
    delete: RemoveProjectCategory = DELETE "/rest/api/3/projectCategory/{id}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["delete:project-category:jira"];
        takes { path id = "id": ProjectCategoryId }
    }
}

id_type! {
    /// The id of a category: digits, like `10000`.
    pub struct ProjectCategoryId;
}

numeric_ids! {
    /// The id of a category, written as a number. Made from whatever a [`ProjectCategoryId`] is made from.
    NumericProjectCategoryId(ProjectCategoryId);
}

/// A category.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ProjectCategory {
    /// Its id.
    pub id: ProjectCategoryId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What belongs to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}
