//! Changes of field schemes: many fields, schemes and projects at a time.

use atlassian_core::Elements;
use atlassian_core::model::{Deserialize, Serialize};

use super::{FieldParameters, FieldSchemeId};
use crate::cloud::fields::FieldId;
use crate::cloud::issue_types::IssueTypeId;
use crate::ids::{NumericIds, ProjectId};

/// The schemes that a field is put into.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldPlacement {
    scheme_ids: NumericIds<FieldSchemeId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    restricted_to_work_types: Option<NumericIds<IssueTypeId>>,
}

impl FieldPlacement {
    /// In these schemes, for all types of issues.
    #[must_use]
    pub fn new(schemes: impl Into<NumericIds<FieldSchemeId>>) -> Self {
        Self {
            scheme_ids: schemes.into(),
            restricted_to_work_types: None,
        }
    }

    /// The same for these types of issues only, in place of those for which the field is there now.
    #[must_use]
    pub fn only_for(mut self, issue_types: impl Into<NumericIds<IssueTypeId>>) -> Self {
        self.restricted_to_work_types = Some(issue_types.into());
        self
    }
}

/// The schemes that a field is taken out of.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InSchemes {
    scheme_ids: NumericIds<FieldSchemeId>,
}

impl InSchemes {
    /// These schemes.
    #[must_use]
    pub fn new(schemes: impl Into<NumericIds<FieldSchemeId>>) -> Self {
        Self {
            scheme_ids: schemes.into(),
        }
    }
}

/// What is to hold for a field in some schemes.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ParameterChange {
    scheme_ids: NumericIds<FieldSchemeId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameters: Option<FieldParameters>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    work_type_parameters: Vec<FieldParameters>,
}

impl ParameterChange {
    /// Nothing yet, in these schemes.
    #[must_use]
    pub fn new(schemes: impl Into<NumericIds<FieldSchemeId>>) -> Self {
        Self {
            scheme_ids: schemes.into(),
            parameters: None,
            work_type_parameters: Vec::new(),
        }
    }

    /// This, for the type of issues that it names, or for all others if it names none.
    #[must_use]
    pub fn with(mut self, parameters: FieldParameters) -> Self {
        if parameters.issue_type.is_some() {
            self.work_type_parameters.push(parameters);
        } else {
            self.parameters = Some(parameters);
        }
        self
    }
}

/// What is to be forgotten of a field for single types of issues in a scheme.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ParameterRemoval {
    #[serde(serialize_with = "crate::ids::number")]
    scheme_id: FieldSchemeId,
    work_type_ids: NumericIds<IssueTypeId>,
    parameters: Vec<&'static str>,
}

impl ParameterRemoval {
    /// Nothing yet.
    #[must_use]
    pub fn new(
        scheme: impl Into<FieldSchemeId>,
        issue_types: impl Into<NumericIds<IssueTypeId>>,
    ) -> Self {
        Self {
            scheme_id: scheme.into(),
            work_type_ids: issue_types.into(),
            parameters: Vec::new(),
        }
    }

    /// Whether it is required.
    #[must_use]
    pub fn is_required(mut self) -> Self {
        self.parameters.push("isRequired");
        self
    }

    /// How it is described.
    #[must_use]
    pub fn description(mut self) -> Self {
        self.parameters.push("description");
        self
    }
}

/// The projects that are to have a scheme.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectsOfScheme {
    project_ids: NumericIds<ProjectId>,
}

impl ProjectsOfScheme {
    /// These projects.
    #[must_use]
    pub fn new(projects: impl Into<NumericIds<ProjectId>>) -> Self {
        Self {
            project_ids: projects.into(),
        }
    }
}

/// What became of each part of a change.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Outcomes<T> {
    /// One for each part.
    #[serde(default)]
    pub results: Elements<T>,
}

/// What became of a field in a scheme.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PlacementOutcome {
    /// The field.
    pub field_id: FieldId,
    /// The scheme.
    pub scheme_id: FieldSchemeId,
    /// Whether it was done.
    pub success: bool,
    /// Why not.
    pub error: Option<String>,
}

/// What became of a field's parameters in a scheme.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ParameterOutcome {
    /// The field.
    pub field_id: FieldId,
    /// The scheme.
    pub scheme_id: FieldSchemeId,
    /// The type of issues, if it was for one.
    #[serde(rename = "workTypeId")]
    pub issue_type_id: Option<IssueTypeId>,
    /// Whether it was done.
    pub success: bool,
    /// Why not.
    pub error: Option<String>,
}

/// What became of parameters that were to be removed.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RemovalOutcome {
    /// The field.
    pub field_id: Option<FieldId>,
    /// The scheme.
    pub scheme_id: Option<FieldSchemeId>,
    /// The types of issues.
    #[serde(rename = "workTypeIds", default)]
    pub issue_type_ids: Vec<IssueTypeId>,
    /// Whether it was done.
    pub success: Option<bool>,
    /// Why not.
    pub error: Option<RemovalError>,
}

/// Why parameters were not removed.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct RemovalError {
    /// A word for programs.
    pub code: Option<String>,
    /// A sentence for people.
    pub message: Option<String>,
}

/// What became of a project's scheme.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectOutcome {
    /// The project.
    pub project_id: ProjectId,
    /// The scheme.
    pub scheme_id: FieldSchemeId,
    /// Whether it was done.
    pub success: bool,
    /// Why not.
    pub error: Option<String>,
}
