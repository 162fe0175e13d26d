//! What a field holds, as the service describes it.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::open_enum;
use serde_json::{Map, Value};

/// What a field holds.
///
/// ```
/// # use jira_client::cloud::fields::{CustomFieldType, FieldSchema};
/// let schema: FieldSchema = serde_json::from_str(
///     r#"{"type": "array", "items": "json", "custom": "com.pyxis.greenhopper.jira:gh-sprint", "customId": 10020}"#,
/// )?;
/// assert_eq!(schema.custom, Some(CustomFieldType::Sprint));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FieldSchema {
    /// The type of its value: `string`, `number`, `user`, `array`…
    #[serde(rename = "type")]
    pub kind: String,
    /// Of an `array`: the type of each element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<String>,
    /// Of one of Jira's own fields: its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// Of a custom field: which kind of custom field it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom: Option<CustomFieldType>,
    /// Of a custom field: the number in its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_id: Option<u64>,
    /// Of some custom fields: how they are set up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<Map<String, Value>>,
}

open_enum! {
    /// The kinds of custom fields. Apps add others.
    pub enum CustomFieldType {
        /// A parent option and an option below it.
        CascadingSelect = "com.atlassian.jira.plugin.system.customfieldtypes:cascadingselect",
        /// A date.
        Date = "com.atlassian.jira.plugin.system.customfieldtypes:datepicker",
        /// A point in time.
        DateTime = "com.atlassian.jira.plugin.system.customfieldtypes:datetime",
        /// A number.
        Number = "com.atlassian.jira.plugin.system.customfieldtypes:float",
        /// A group.
        Group = "com.atlassian.jira.plugin.system.customfieldtypes:grouppicker",
        /// Labels.
        Labels = "com.atlassian.jira.plugin.system.customfieldtypes:labels",
        /// Boxes to tick.
        Checkboxes = "com.atlassian.jira.plugin.system.customfieldtypes:multicheckboxes",
        /// Several groups.
        Groups = "com.atlassian.jira.plugin.system.customfieldtypes:multigrouppicker",
        /// Several options of a list.
        MultiSelect = "com.atlassian.jira.plugin.system.customfieldtypes:multiselect",
        /// Several users.
        Users = "com.atlassian.jira.plugin.system.customfieldtypes:multiuserpicker",
        /// Several versions.
        Versions = "com.atlassian.jira.plugin.system.customfieldtypes:multiversion",
        /// A project.
        Project = "com.atlassian.jira.plugin.system.customfieldtypes:project",
        /// One option, shown as buttons.
        RadioButtons = "com.atlassian.jira.plugin.system.customfieldtypes:radiobuttons",
        /// A text that people cannot edit.
        ReadOnly = "com.atlassian.jira.plugin.system.customfieldtypes:readonlyfield",
        /// One option of a list.
        Select = "com.atlassian.jira.plugin.system.customfieldtypes:select",
        /// Rich text.
        TextArea = "com.atlassian.jira.plugin.system.customfieldtypes:textarea",
        /// One line of text, 255 characters at most.
        Text = "com.atlassian.jira.plugin.system.customfieldtypes:textfield",
        /// The address of a page.
        Url = "com.atlassian.jira.plugin.system.customfieldtypes:url",
        /// A user.
        User = "com.atlassian.jira.plugin.system.customfieldtypes:userpicker",
        /// A version.
        Version = "com.atlassian.jira.plugin.system.customfieldtypes:version",
        /// A team.
        Team = "com.atlassian.jira.plugin.system.customfieldtypes:atlassian-team",
        /// The sprints that the issue was and is in. Cannot be made; each site has one.
        Sprint = "com.pyxis.greenhopper.jira:gh-sprint",
        /// The epic that the issue belongs to. Cannot be made; on new sites the parent says it.
        EpicLink = "com.pyxis.greenhopper.jira:gh-epic-link",
        /// The short name of an epic. Cannot be made.
        EpicName = "com.pyxis.greenhopper.jira:gh-epic-label",
        /// The place of the issue among the others. Cannot be made; each site has one.
        Rank = "com.pyxis.greenhopper.jira:gh-lexo-rank",
        /// The estimate of team-managed projects. That of company-managed ones is an ordinary [`NUMBER`], mostly with
        /// the name `Story Points`. Cannot be made.
        StoryPointEstimate = "com.pyxis.greenhopper.jira:jsw-story-points",
    }

    /// How a custom field can be searched. It has to fit the field's kind; each kind has one that is taken by itself.
    pub enum SearcherKey {
        /// By option, and by the option below it.
        Cascading = "com.atlassian.jira.plugin.system.customfieldtypes:cascadingselectsearcher",
        /// By date, or between two dates.
        DateRange = "com.atlassian.jira.plugin.system.customfieldtypes:daterange",
        /// By time, or between two times.
        DateTimeRange = "com.atlassian.jira.plugin.system.customfieldtypes:datetimerange",
        /// By exactly a number.
        ExactNumber = "com.atlassian.jira.plugin.system.customfieldtypes:exactnumber",
        /// By exactly a text.
        ExactText = "com.atlassian.jira.plugin.system.customfieldtypes:exacttextsearcher",
        /// By group.
        Group = "com.atlassian.jira.plugin.system.customfieldtypes:grouppickersearcher",
        /// By label.
        Label = "com.atlassian.jira.plugin.system.customfieldtypes:labelsearcher",
        /// By one of several options.
        MultiSelect = "com.atlassian.jira.plugin.system.customfieldtypes:multiselectsearcher",
        /// By number, or between two numbers.
        NumberRange = "com.atlassian.jira.plugin.system.customfieldtypes:numberrange",
        /// By project.
        Project = "com.atlassian.jira.plugin.system.customfieldtypes:projectsearcher",
        /// By the words of a text.
        Text = "com.atlassian.jira.plugin.system.customfieldtypes:textsearcher",
        /// By user, or by a group of users.
        UserOrGroup = "com.atlassian.jira.plugin.system.customfieldtypes:userpickergroupsearcher",
        /// By version.
        Version = "com.atlassian.jira.plugin.system.customfieldtypes:versionsearcher",
    }
}
