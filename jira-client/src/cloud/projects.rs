//! Projects.

use atlassian_core::operations;
use serde::{Deserialize, Serialize};

use crate::ids::{ProjectId, ProjectKey};

operations! {
    /// Projects.
    pub struct Projects;
}

/// A project.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// Its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<ProjectKey>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}
