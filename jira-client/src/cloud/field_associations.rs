//! Which projects have which fields, without the way over contexts and screens.

use atlassian_core::{NoContent, operations};
use serde::{Serialize, Serializer, ser::SerializeSeq};
use serde_json::{Value, json};

use super::fields::FieldId;
use crate::ids::ProjectId;

operations! {
    /// Associations of fields with projects.
    pub struct FieldAssociations;

    /// Gives fields to projects, for all their types of issues.
    ///
    /// Up to 50 fields and up to 100 projects; more are refused (400). **Projects that share their field configuration with
    /// one of these get the fields too.** What is associated already stays so.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-associations/#api-rest-api-3-field-association-put)
    add: CreateAssociations = PUT "/rest/api/3/field/association" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field-configuration:jira"];
        takes { body fields = "fields": AssociatedFields, body projects = "associationContexts": AssociatedProjects }
    }

    /// Takes fields away from projects.
    ///
    /// Up to 50 fields and up to 100 projects; more are refused (400). **Projects that share their field configuration with
    /// one of these lose the fields too.** Issues keep the values, which nobody sees.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-associations/#api-rest-api-3-field-association-delete)
    remove: RemoveAssociations = DELETE "/rest/api/3/field/association" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field-configuration:jira"];
        takes { body fields = "fields": AssociatedFields, body projects = "associationContexts": AssociatedProjects }
    }
}

/// The fields of an association: made from anything that lists their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssociatedFields(Vec<FieldId>);

impl<I: IntoIterator<Item: Into<FieldId>>> From<I> for AssociatedFields {
    fn from(fields: I) -> Self {
        Self(fields.into_iter().map(Into::into).collect())
    }
}

impl Serialize for AssociatedFields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for field in &self.0 {
            list.serialize_element(&json!({"type": "FIELD_ID", "identifier": field}))?;
        }
        list.end()
    }
}

/// The projects of an association: made from anything that lists their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssociatedProjects(Vec<ProjectId>);

impl<I: IntoIterator<Item: Into<ProjectId>>> From<I> for AssociatedProjects {
    fn from(projects: I) -> Self {
        Self(projects.into_iter().map(Into::into).collect())
    }
}

impl Serialize for AssociatedProjects {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for project in &self.0 {
            // A number here; what is none is for the service to refuse.
            let id = project.as_str();
            let id = id
                .parse::<u64>()
                .map_or_else(|_| Value::from(id), Value::from);
            list.serialize_element(&json!({"type": "PROJECT_ID", "identifier": id}))?;
        }
        list.end()
    }
}
