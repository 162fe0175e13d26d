//! The options of custom fields that choose from a list.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, NoContent, Page, Paging, open_enum, operations};

use super::field_contexts::FieldContextId;
use super::fields::{FieldId, OptionId};
use super::tasks::Task;
use crate::ids::List;

operations! {
    /// The options of custom fields, which belong to a context each. Not those of fields that apps brought.
    pub struct FieldOptions;

    /// One option, by its id alone: what it is called.
    ///
    /// Whoever can see an issue with the field can see it.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-options/#api-rest-api-3-customfieldoption-id-get)
    get: GetCustomFieldOption = GET "/rest/api/3/customFieldOption/{id}" => OptionText {
        permission "Browse projects, or Administer Jira";
        scopes ["read:jira-work"];
        granular ["read:field:jira", "read:field.option:jira"];
        takes { path option = "id": OptionId }
    }

    /// The options of a context in the order in which people see them; those of the second level after all of the first.
    ///
    /// Pages of 100.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-options/#api-rest-api-3-field-fieldid-context-contextid-option-get)
    list: GetOptionsForContext = GET "/rest/api/3/field/{fieldId}/context/{contextId}/option" => Page<ContextOption> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field.option:jira"];
        takes { path field = "fieldId": FieldId, path context = "contextId": FieldContextId }
        query {
            /// Only this option and those below it.
            option_id = "optionId": OptionId,
            /// Only the first level.
            only_options = "onlyOptions": bool,
        }
        pages ContextOption = Paging::offset("values").unique_by("id").page_size(100);
    }

    /// Adds options to a context, at the end of its list.
    ///
    /// A thousand at most at a time, and ten thousand of a field. One that is there already is refused, with all of them (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-options/#api-rest-api-3-field-fieldid-context-contextid-option-post)
    create: CreateCustomFieldOption = POST "/rest/api/3/field/{fieldId}/context/{contextId}/option" => ChangedOptions {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field.option:jira", "write:field.option:jira"];
        takes {
            path field = "fieldId": FieldId,
            path context = "contextId": FieldContextId,
            body options = "options": List<NewOption>,
        }
    }

    /// Renames, disables or enables options.
    ///
    /// Gives those that really changed: an option that was so before is not among them. If one does not exist, none
    /// is changed (404).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-options/#api-rest-api-3-field-fieldid-context-contextid-option-put)
    update: UpdateCustomFieldOption = PUT "/rest/api/3/field/{fieldId}/context/{contextId}/option" => ChangedOptions {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field.option:jira", "write:field.option:jira"];
        takes {
            path field = "fieldId": FieldId,
            path context = "contextId": FieldContextId,
            body options = "options": List<OptionChange>,
        }
    }

    /// Moves options within their list: say where by [`after`](ReorderCustomFieldOptions::after) or
    /// [`position`](ReorderCustomFieldOptions::position).
    ///
    /// They come to stand together, in the order of the ids. All have to be of one level, and below one option.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-options/#api-rest-api-3-field-fieldid-context-contextid-option-move-put)
    reorder: ReorderCustomFieldOptions = PUT "/rest/api/3/field/{fieldId}/context/{contextId}/option/move" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field.option:jira"];
        takes {
            path field = "fieldId": FieldId,
            path context = "contextId": FieldContextId,
            body options = "customFieldOptionIds": List<OptionId>,
        }
        body {
            /// Behind this option.
            after = "after": OptionId,
            /// At the beginning or at the end.
            position = "position": OptionPosition,
        }
    }

    /// Deletes an option.
    ///
    /// One that issues have, or that has others below it, is refused (400): [`replace`](FieldOptions::replace) it in the
    /// issues, and delete the others, before.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-options/#api-rest-api-3-field-fieldid-context-contextid-option-optionid-delete)
    delete: DeleteCustomFieldOption = DELETE "/rest/api/3/field/{fieldId}/context/{contextId}/option/{optionId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:field.option:jira"];
        takes {
            path field = "fieldId": FieldId,
            path context = "contextId": FieldContextId,
            path option = "optionId": OptionId,
        }
    }

    /// Takes an option out of all issues that have it, or puts another one in its place.
    ///
    /// The option itself stays. The service does it in the background, and this gives the [task](crate::cloud::tasks) as it stands; its
    /// result names the issues that could not be changed.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-options/#api-rest-api-3-field-fieldid-context-contextid-option-optionid-issue-delete)
    replace: ReplaceCustomFieldOption = DELETE "/rest/api/3/field/{fieldId}/context/{contextId}/option/{optionId}/issue" => Task {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field.option:jira", "write:field.option:jira"];
        repeat never;
        takes {
            path field = "fieldId": FieldId,
            path context = "contextId": FieldContextId,
            path option = "optionId": OptionId,
        }
        query {
            /// The option to put in its place.
            replace_with = "replaceWith": OptionId,
            /// Only in issues that this query finds.
            jql = "jql": String,
        }
    }
}

open_enum! {
    /// Where options are moved to.
    pub enum OptionPosition {
        /// The beginning.
        First = "First",
        /// The end.
        Last = "Last",
    }
}

/// What an option is called.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct OptionText {
    /// What people see.
    pub value: Option<String>,
    /// Its address in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
}

/// An option of a context.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContextOption {
    /// Its id.
    pub id: OptionId,
    /// What people see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Whether it can no longer be chosen. Issues that have it keep it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    /// In a cascading list: the option of the first level that it stands below.
    #[serde(rename = "optionId", skip_serializing_if = "Option::is_none")]
    pub parent: Option<OptionId>,
}

/// The options that were made or changed.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct ChangedOptions {
    /// The options.
    #[serde(default)]
    pub options: Elements<ContextOption>,
}

/// An option to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewOption {
    /// What people see.
    pub value: String,
    /// Whether it cannot be chosen yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    /// In a cascading list: the option of the first level that it stands below.
    #[serde(rename = "optionId", skip_serializing_if = "Option::is_none")]
    pub parent: Option<OptionId>,
}

impl NewOption {
    /// An option that people see as this text.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            ..Self::default()
        }
    }

    /// The same below an option of the first level.
    #[must_use]
    pub fn below(mut self, parent: impl Into<OptionId>) -> Self {
        self.parent = Some(parent.into());
        self
    }

    /// The same, but nobody can choose it yet.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = Some(true);
        self
    }
}

impl From<&str> for NewOption {
    fn from(value: &str) -> Self {
        Self::new(value)
    }
}

impl From<String> for NewOption {
    fn from(value: String) -> Self {
        Self::new(value)
    }
}

/// What is to change of an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OptionChange {
    /// The option.
    pub id: OptionId,
    /// What people are to see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Whether it can no longer be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
}

impl OptionChange {
    /// Changes nothing yet of the option with this id.
    #[must_use]
    pub fn of(id: impl Into<OptionId>) -> Self {
        Self {
            id: id.into(),
            value: None,
            disabled: None,
        }
    }

    /// What people are to see.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// Whether it can no longer be chosen.
    #[must_use]
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = Some(disabled);
        self
    }
}
