//! What apps keep on issues.

use std::collections::BTreeMap;

use atlassian_core::model::Serialize;
use atlassian_core::{NoContent, operations};
use serde_json::Value;

use super::properties::{EntityProperty, PropertyKeys};
use super::tasks::Task;
use crate::ids::{AtLeastOne, IssueId, IssueIdOrKey, NumericIds, numeric_ids};

operations! {
    /// What apps keep on issues: JSON values under keys. JQL finds issues by those that an app declares.
    ///
    /// Setting a property does not count as an update of the issue.
    ///
    /// What is done to many issues at once goes on in the background: the answer is the task as it was at first, and
    /// [`Tasks::wait`](super::tasks::Tasks::wait) waits for its end. A second such call while the first one is going on is
    /// refused (409).
    pub struct IssueProperties;

    /// The keys of an issue's properties.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-properties/#api-rest-api-3-issue-issueidorkey-properties-get)
    keys: GetIssuePropertyKeys = GET "/rest/api/3/issue/{issueIdOrKey}/properties" => PropertyKeys {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue.property:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey }
    }

    /// One property.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-properties/#api-rest-api-3-issue-issueidorkey-properties-propertykey-get)
    get: GetIssueProperty = GET "/rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}" => EntityProperty {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue.property:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, path key = "propertyKey": String }
    }

    /// Sets a property, new or not.
    ///
    /// The key has up to 255 characters, the value up to 32768 characters of JSON.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-properties/#api-rest-api-3-issue-issueidorkey-properties-propertykey-put)
    set: SetIssueProperty = PUT "/rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}" => NoContent {
        permission "Edit Issues";
        scopes ["write:jira-work"];
        granular ["write:issue.property:jira"];
        takes {
            path issue = "issueIdOrKey": IssueIdOrKey, path key = "propertyKey": String,
            whole_body value = "value": Value
        }
    }

    /// Removes a property.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-properties/#api-rest-api-3-issue-issueidorkey-properties-propertykey-delete)
    delete: DeleteIssueProperty = DELETE "/rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}" => NoContent {
        permission "Edit Issues";
        scopes ["write:jira-work"];
        granular ["delete:issue.property:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, path key = "propertyKey": String }
    }

    /// Sets the same properties on many issues, in the background.
    ///
    /// Up to ten properties on up to 10000 issues, on all of them or, if one of them cannot be changed, on none.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-properties/#api-rest-api-3-issue-properties-post)
    set_on_all: BulkSetIssuesPropertiesList = POST "/rest/api/3/issue/properties" => Task {
        permission "Edit Issues";
        scopes ["write:jira-work"];
        granular ["write:issue.property:jira"];
        takes {
            body issues = "entitiesIds": NumericIds<IssueId>, body properties = "properties": Properties
        }
    }

    /// Sets properties on many issues, on each its own, in the background.
    ///
    /// Up to ten properties on each of up to 100 issues. Issues that cannot be changed are left out; the result of the task
    /// tells which.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-properties/#api-rest-api-3-issue-properties-multi-post)
    set_on_each: BulkSetIssuePropertiesByIssue = POST "/rest/api/3/issue/properties/multi" => Task {
        permission "Edit Issues";
        scopes ["write:jira-work"];
        granular ["write:issue.property:jira"];
        takes { body issues = "issues": Vec<PropertiesOfIssue> }
    }

    /// Sets a property on the issues that a filter leaves, in the background.
    ///
    /// On all of them or, where it fails, on none. Issues that the caller may not edit are never among them.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-properties/#api-rest-api-3-issue-properties-propertykey-put)
    set_where: BulkSetIssueProperty = PUT "/rest/api/3/issue/properties/{propertyKey}" => Task {
        permission "Edit Issues";
        scopes ["write:jira-work"];
        granular ["read:jira-expressions:jira", "write:issue.property:jira"];
        repeat never;
        takes { path key = "propertyKey": String, whole_body update = "update": PropertyUpdate }
    }

    /// Removes a property from the issues that a filter leaves, in the background.
    ///
    /// From all of them or, where it fails, from none. Issues that the caller may not edit are never among them.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-properties/#api-rest-api-3-issue-properties-propertykey-delete)
    delete_where: BulkDeleteIssueProperty = DELETE "/rest/api/3/issue/properties/{propertyKey}" => Task {
        permission "Edit Issues";
        scopes ["write:jira-work"];
        granular ["delete:issue.property:jira"];
        repeat never;
        takes { path key = "propertyKey": String, whole_body filter = "filter": PropertyFilter }
    }
}

/// Properties by their keys, made from anything that lists pairs: `[("done", json!(true))]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Properties(BTreeMap<String, Value>);

impl<I, K, V> From<I> for Properties
where
    I: IntoIterator<Item = (K, V)>,
    K: Into<String>,
    V: Into<Value>,
{
    fn from(pairs: I) -> Self {
        let pairs = pairs.into_iter();
        Self(
            pairs
                .map(|(key, value)| (key.into(), value.into()))
                .collect(),
        )
    }
}

/// What to set on one issue.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct PropertiesOfIssue {
    #[serde(rename = "issueID", serialize_with = "crate::ids::number")]
    issue: IssueId,
    properties: Properties,
}

impl PropertiesOfIssue {
    /// These properties on this issue.
    #[must_use]
    pub fn new(issue: impl Into<IssueId>, properties: impl Into<Properties>) -> Self {
        Self {
            issue: issue.into(),
            properties: properties.into(),
        }
    }
}

/// Which issues a property is set on or removed from.
///
/// ```
/// use jira_client::cloud::issue_properties::PropertyFilter;
///
/// let filter = PropertyFilter::issues(["10001", "10002"]).with_value("deprecated");
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PropertyFilter {
    #[serde(skip_serializing_if = "Option::is_none")]
    entity_ids: Option<AtLeastOne<NumericIssueId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    current_value: Option<Value>,
}

impl PropertyFilter {
    /// Only these issues. A call with none of them fails without being sent.
    #[must_use]
    pub fn issues(ids: impl IntoIterator<Item = impl Into<IssueId>>) -> Self {
        let ids = ids.into_iter().map(NumericIssueId::from).collect();
        Self {
            entity_ids: Some(AtLeastOne(ids)),
            current_value: None,
        }
    }

    /// Every issue of the site that the caller may edit.
    #[must_use]
    pub fn all_issues() -> Self {
        Self {
            entity_ids: None,
            current_value: None,
        }
    }

    /// Only where the property has this value now.
    #[must_use]
    pub fn with_value(mut self, value: impl Into<Value>) -> Self {
        self.current_value = Some(value.into());
        self
    }
}

numeric_ids! {
    /// An id, written as a number.
    NumericIssueId(IssueId);
}

/// What to set a property to, and where.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PropertyUpdate {
    filter: UpdateFilter,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expression: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct UpdateFilter {
    #[serde(skip_serializing_if = "Option::is_none")]
    entity_ids: Option<AtLeastOne<NumericIssueId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    current_value: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    has_property: Option<bool>,
}

impl PropertyUpdate {
    /// This value, on these issues.
    #[must_use]
    pub fn value(filter: PropertyFilter, value: impl Into<Value>) -> Self {
        Self {
            value: Some(value.into()),
            ..Self::on(filter)
        }
    }

    /// What a Jira expression gives for each of these issues. Atlassian calls this experimental.
    #[must_use]
    pub fn expression(filter: PropertyFilter, expression: impl Into<String>) -> Self {
        Self {
            expression: Some(expression.into()),
            ..Self::on(filter)
        }
    }

    fn on(issues: PropertyFilter) -> Self {
        Self {
            filter: UpdateFilter {
                entity_ids: issues.entity_ids,
                current_value: issues.current_value,
                has_property: None,
            },
            value: None,
            expression: None,
        }
    }

    /// Only where the property is there already, or only where it is not.
    #[must_use]
    pub fn where_present(mut self, present: bool) -> Self {
        self.filter.has_property = Some(present);
        self
    }
}
