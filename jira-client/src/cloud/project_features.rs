//! Features of a project that can be switched on and off.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, open_enum, operations};

use crate::ids::{ProjectId, ProjectIdOrKey, optional_number};

operations! {
    /// Features of a project that can be switched on and off.
    pub struct ProjectFeatures;

    /// The features and whether each is on.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-features/#api-rest-api-3-project-projectidorkey-features-get)
    list: GetFeaturesForProject = GET "/rest/api/3/project/{projectIdOrKey}/features" => ProjectFeatureList {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:project.feature:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey }
    }

    /// Switches a feature on or off, and answers with all of them.
    ///
    /// A feature that needs another one is refused while that is off, and so is one that is
    /// [locked](ProjectFeature::toggle_locked).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-features/#api-rest-api-3-project-projectidorkey-features-featurekey-put)
    set: ToggleFeatureForProject =
        PUT "/rest/api/3/project/{projectIdOrKey}/features/{featureKey}" => ProjectFeatureList {
        permission "Administer projects";
        scopes ["manage:jira-project"];
        granular ["write:project.feature:jira", "read:project.feature:jira"];
        takes {
            path project = "projectIdOrKey": ProjectIdOrKey, path feature = "featureKey": String,
            body state = "state": ProjectFeatureState
        }
    }
}

open_enum! {
    /// Whether a feature is on.
    pub enum ProjectFeatureState {
        /// On.
        Enabled = "ENABLED",
        /// Off.
        Disabled = "DISABLED",
        /// Not there yet. Nothing can be set to this.
        ComingSoon = "COMING_SOON",
    }
}

/// The features of a project.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct ProjectFeatureList {
    /// The features.
    #[serde(default)]
    pub features: Elements<ProjectFeature>,
}

/// A feature of a project.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectFeature {
    /// Its key, like `jsw.classic.backlog`.
    pub feature: String,
    /// Whether it is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<ProjectFeatureState>,
    /// Whether it has to stay as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toggle_locked: Option<bool>,
    /// The features that have to be on for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prerequisites: Option<Vec<String>>,
    /// The project.
    #[serde(
        serialize_with = "optional_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub project_id: Option<ProjectId>,
    /// What people call it, in the caller's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub localised_name: Option<String>,
    /// What it is good for, in the caller's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub localised_description: Option<String>,
    /// The address of a picture of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_uri: Option<String>,
}
