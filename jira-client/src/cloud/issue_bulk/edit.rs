//! Setting the same fields in many issues.

use atlassian_core::{AccountId, open_enum};
use atlassian_document::Document;
use serde::ser::Error;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::cloud::components::ComponentId;
use crate::cloud::issue_types::IssueTypeId;
use crate::cloud::issues::Assignee;
use crate::cloud::priorities::PriorityId;
use crate::cloud::statuses::StatusId;
use crate::cloud::versions::VersionId;
use crate::ids::{IssueIdOrKey, List};

open_enum! {
    /// What to do with the values of a field that has several.
    pub enum Choice {
        /// Add these to those that are there.
        Add = "ADD",
        /// Take these away.
        Remove = "REMOVE",
        /// Have these and no others.
        Replace = "REPLACE",
        /// Take all away. Give no values with it.
        RemoveAll = "REMOVE_ALL",
    }
}

/// What to set in many issues.
///
/// Fields are named by their ids; there is one setter for each kind of field, because the service wants each kind in a
/// form of its own. What takes an `Option` is emptied by `None`.
///
/// ```
/// use jira_client::cloud::issue_bulk::{BulkEdit, Choice};
///
/// let edit = BulkEdit::of(["ACME-1", "ACME-2"])
///     .labels("labels", Choice::Add, ["urgent"])
///     .priority("2")
///     .without_mail();
/// # let _ = edit;
/// ```
#[derive(Clone, Debug)]
#[must_use = "it changes nothing until it is given to `edit`"]
pub struct BulkEdit {
    issues: Vec<IssueIdOrKey>,
    /// The ids of the fields that are set. The service does nothing about a field that is not in this list.
    actions: Vec<String>,
    input: Map<String, Value>,
    with_mail: Option<bool>,
    /// A value that JSON has no word for; the call fails with it instead of being sent.
    defect: Option<String>,
}

impl BulkEdit {
    /// Nothing yet, in these issues.
    pub fn of(issues: impl Into<List<IssueIdOrKey>>) -> Self {
        Self {
            issues: issues.into().into_vec(),
            actions: Vec::new(),
            input: Map::new(),
            with_mail: None,
            defect: None,
        }
    }

    /// Sends no mails about it.
    pub fn without_mail(mut self) -> Self {
        self.with_mail = Some(false);
        self
    }

    fn acts_on(&mut self, field: &str) {
        if !self.actions.iter().any(|known| known == field) {
            self.actions.push(field.to_owned());
        }
    }

    /// One field of a kind of which there can be several.
    fn one_of(mut self, kind: &str, field: impl Into<String>, mut entry: Value) -> Self {
        let field = field.into();
        self.acts_on(&field);
        entry["fieldId"] = field.into();
        let entries = self.input.entry(kind).or_insert_with(|| json!([]));
        if let Value::Array(entries) = entries {
            entries.retain(|known| known["fieldId"] != entry["fieldId"]);
            entries.push(entry);
        }
        self
    }

    /// The field of a kind of which there is only one.
    fn only(mut self, kind: &str, field: &str, entry: Value) -> Self {
        self.acts_on(field);
        self.input.insert(kind.to_owned(), entry);
        self
    }

    /// The issue type.
    pub fn issue_type(self, issue_type: impl Into<IssueTypeId>) -> Self {
        let entry = json!({ "issueTypeId": issue_type.into() });
        self.only("issueType", "issuetype", entry)
    }

    /// The status. Issues that cannot get there by one transition are not changed.
    pub fn status(self, status: impl Into<StatusId>) -> Self {
        let entry = json!({ "statusId": status.into() });
        self.only("status", "status", entry)
    }

    /// The priority.
    pub fn priority(self, priority: impl Into<PriorityId>) -> Self {
        let entry = json!({ "priorityId": priority.into() });
        self.only("priority", "priority", entry)
    }

    /// The components.
    pub fn components(
        self,
        choice: impl Into<Choice>,
        components: impl Into<List<ComponentId>>,
    ) -> Self {
        let components = components.into().into_vec();
        let components: Vec<Value> = components
            .iter()
            .map(|id| json!({ "componentId": number(id.as_str()) }))
            .collect();
        let entry = json!({
            "fieldId": "components", "bulkEditMultiSelectFieldOption": choice.into(), "components": components,
        });
        self.only("multiselectComponents", "components", entry)
    }

    /// The original estimate, like `2d 4h`.
    pub fn original_estimate(self, estimate: impl Into<String>) -> Self {
        let entry = json!({ "originalEstimateField": estimate.into() });
        self.only("originalEstimateField", "timetracking", entry)
    }

    /// The time that is left, like `2d 4h`.
    pub fn remaining_estimate(self, estimate: impl Into<String>) -> Self {
        let entry = json!({ "timeRemaining": estimate.into() });
        self.only("timeTrackingField", "timetracking", entry)
    }

    /// A field of labels: `labels`, or a custom field.
    pub fn labels(
        self,
        field: impl Into<String>,
        choice: impl Into<Choice>,
        labels: impl Into<List<String>>,
    ) -> Self {
        let labels = labels.into().into_vec();
        let labels: Vec<Value> = labels
            .iter()
            .map(|label| json!({ "name": label }))
            .collect();
        let entry = json!({ "bulkEditMultiSelectFieldOption": choice.into(), "labels": labels });
        self.one_of("labelsFields", field, entry)
    }

    /// A field of several versions: `fixVersions`, `versions`, or a custom field.
    pub fn versions(
        self,
        field: impl Into<String>,
        choice: impl Into<Choice>,
        versions: impl Into<List<VersionId>>,
    ) -> Self {
        let versions = versions.into().into_vec();
        let versions: Vec<Value> = versions
            .iter()
            .map(|id| json!({ "versionId": id }))
            .collect();
        let entry =
            json!({ "bulkEditMultiSelectFieldOption": choice.into(), "versions": versions });
        self.one_of("multipleVersionPickerFields", field, entry)
    }

    /// A field of one version.
    pub fn version(self, field: impl Into<String>, version: Option<VersionId>) -> Self {
        let id = version.unwrap_or_else(|| VersionId::new("-1"));
        let entry = json!({ "version": { "versionId": id } });
        self.one_of("singleVersionPickerFields", field, entry)
    }

    /// A field of one account: `assignee`, `reporter`, or a custom field. Only an assignee can be automatic.
    pub fn user(self, field: impl Into<String>, user: impl Into<Assignee>) -> Self {
        let user: Assignee = user.into();
        let user = match user {
            Assignee::Nobody => Value::Null,
            user => json!(user),
        };
        let entry = json!({ "user": user });
        self.one_of("singleSelectClearableUserPickerFields", field, entry)
    }

    /// A field of several accounts; none empties it.
    pub fn users(self, field: impl Into<String>, users: impl Into<List<AccountId>>) -> Self {
        let users = users.into().into_vec();
        let users: Vec<Value> = users.iter().map(|id| json!({ "accountId": id })).collect();
        let users = if users.is_empty() {
            Value::Null
        } else {
            users.into()
        };
        let kind = "multipleSelectClearableUserPickerFields";
        self.one_of(kind, field, json!({ "users": users }))
    }

    /// A field of one group, by its name.
    pub fn group(self, field: impl Into<String>, group: Option<String>) -> Self {
        let entry = json!({ "group": { "groupName": group.unwrap_or_default() } });
        self.one_of("singleGroupPickerFields", field, entry)
    }

    /// A field of several groups, by their names; none empties it.
    pub fn groups(self, field: impl Into<String>, groups: impl Into<List<String>>) -> Self {
        let groups = groups.into().into_vec();
        let groups: Vec<Value> = groups
            .iter()
            .map(|name| json!({ "groupName": name }))
            .collect();
        self.one_of(
            "multipleGroupPickerFields",
            field,
            json!({ "groups": groups }),
        )
    }

    /// A field of one option of a list, by the option's id.
    pub fn option(self, field: impl Into<String>, option: Option<u64>) -> Self {
        let id = option.map_or_else(|| json!(-1), Value::from);
        let entry = json!({ "option": { "optionId": id } });
        self.one_of("singleSelectFields", field, entry)
    }

    /// A field of several options, by their ids; none empties it.
    pub fn options(self, field: impl Into<String>, options: impl IntoIterator<Item = u64>) -> Self {
        let options: Vec<Value> = options
            .into_iter()
            .map(|id| json!({ "optionId": id }))
            .collect();
        self.one_of("multipleSelectFields", field, json!({ "options": options }))
    }

    /// A field of an option and one below it, by their ids. Without the first, the second is nothing.
    pub fn cascade(
        self,
        field: impl Into<String>,
        parent: Option<u64>,
        child: Option<u64>,
    ) -> Self {
        let entry = json!({
            "parentOptionValue": { "optionId": parent }, "childOptionValue": { "optionId": child },
        });
        self.one_of("cascadingSelectFields", field, entry)
    }

    /// A field of one line of text; an empty text empties it.
    pub fn text(self, field: impl Into<String>, text: impl Into<String>) -> Self {
        let entry = json!({ "text": text.into() });
        self.one_of("singleLineTextFields", field, entry)
    }

    /// A field of rich text: `description`, `environment`, or a custom field.
    pub fn rich_text(self, field: impl Into<String>, text: Option<&Document>) -> Self {
        let text = text.map_or_else(|| json!({}), |text| json!({ "adfValue": text }));
        let entry = json!({ "richText": text });
        self.one_of("richTextFields", field, entry)
    }

    /// A field of a number. What is not finite is no number to the service: the call fails without being sent.
    pub fn number(mut self, field: impl Into<String>, number: Option<f64>) -> Self {
        let field = field.into();
        // It would be written as `null`, which empties the field.
        if let Some(odd) = number.filter(|number| !number.is_finite()) {
            self.defect
                .get_or_insert(format!("`{field}` cannot be {odd}"));
        }
        let entry = json!({ "value": number });
        self.one_of("clearableNumberFields", field, entry)
    }

    /// A field of a date, as the service wants it here: `31/Jan/26`, or `31-01-2026`. An empty text empties it.
    pub fn date(self, field: impl Into<String>, date: impl Into<String>) -> Self {
        let entry = json!({ "date": { "formattedDate": date.into() } });
        self.one_of("datePickerFields", field, entry)
    }

    /// A field of a point in time, in ISO form. An empty text empties it.
    pub fn date_time(self, field: impl Into<String>, time: impl Into<String>) -> Self {
        let entry = json!({ "dateTime": { "formattedDateTime": time.into() } });
        self.one_of("dateTimePickerFields", field, entry)
    }

    /// A field of a colour, by its name: `purple`, `dark green`.
    pub fn color(self, field: impl Into<String>, color: impl Into<String>) -> Self {
        let entry = json!({ "color": { "name": color.into() } });
        self.one_of("colorFields", field, entry)
    }

    /// A field of an address; an empty text empties it.
    pub fn url(self, field: impl Into<String>, url: impl Into<String>) -> Self {
        let entry = json!({ "url": url.into() });
        self.one_of("urlFields", field, entry)
    }
}

/// An id as the number that the service wants.
fn number(id: &str) -> Value {
    id.parse::<u64>()
        .map_or_else(|_| Value::from(id), Value::from)
}

impl Serialize for BulkEdit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(defect) = &self.defect {
            return Err(S::Error::custom(defect));
        }
        let mut body = json!({
            "selectedIssueIdsOrKeys": self.issues,
            "selectedActions": self.actions,
            "editedFieldsInput": self.input,
        });
        if let Some(with_mail) = self.with_mail {
            body["sendBulkNotification"] = with_mail.into();
        }
        body.serialize(serializer)
    }
}
