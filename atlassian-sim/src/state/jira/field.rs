//! The fields of issues: Jira's own, as a table, and custom ones by number.

use serde::{Deserialize, Serialize};

use super::config::{Config, CustomField, FieldKind};

/// Numbers of the custom fields that Jira Software brings along.
pub(crate) const EPIC_NAME: u32 = 10_011;
pub(crate) const EPIC_LINK: u32 = 10_014;
pub(crate) const START_DATE: u32 = 10_015;
pub(crate) const STORY_POINTS: u32 = 10_016;
pub(crate) const RANK: u32 = 10_019;
pub(crate) const SPRINT: u32 = 10_020;
pub(crate) const FLAGGED: u32 = 10_021;

/// One of Jira's own fields or a custom one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum FieldId {
    System(System),
    Custom(u32),
}

impl FieldId {
    /// Reads `summary` or `customfield_10016`; whether a custom field exists is another question.
    pub(crate) fn parse(id: &str) -> Option<Self> {
        if let Some(number) = id.strip_prefix("customfield_") {
            return number.parse().ok().map(Self::Custom);
        }
        System::find(id).map(Self::System)
    }
}

/// `summary`, `customfield_10016`.
impl std::fmt::Display for FieldId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::System(system) => f.write_str(system.info().id),
            Self::Custom(number) => write!(f, "customfield_{number}"),
        }
    }
}

/// What the list of fields says about one of Jira's own.
#[derive(Debug)]
pub(crate) struct Info {
    pub(crate) field: System,
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) orderable: bool,
    pub(crate) navigable: bool,
    pub(crate) searchable: bool,
    /// Its names in JQL.
    pub(crate) clauses: &'static [&'static str],
    /// `schema.type` and, for arrays, `schema.items`; without a type there is no `schema`.
    pub(crate) schema: (&'static str, &'static str),
    /// What the changelog calls it.
    pub(crate) in_history: &'static str,
}

macro_rules! system_fields {
    ($($variant:ident $id:literal $name:literal ($orderable:literal $navigable:literal $searchable:literal)
        [$($clause:literal),*] $type:literal $items:literal $history:literal;)+) => {
        /// Jira's own fields.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub(crate) enum System { $($variant),+ }

        /// In the order of the enum, so that a field is its own index.
        pub(crate) const SYSTEM: &[Info] = &[$(Info {
            field: System::$variant,
            id: $id,
            name: $name,
            orderable: $orderable,
            navigable: $navigable,
            searchable: $searchable,
            clauses: &[$($clause),*],
            schema: ($type, $items),
            in_history: $history,
        }),+];
    };
}

system_fields! {
    StatusCategoryChangeDate "statuscategorychangedate" "Status Category Changed" (false true true) ["statusCategoryChangedDate"] "datetime" "" "";
    IssueType "issuetype" "Issue Type" (true true true) ["issuetype", "type"] "issuetype" "" "issuetype";
    Parent "parent" "Parent" (false true false) ["parent"] "" "" "IssueParentAssociation";
    TimeSpent "timespent" "Time Spent" (false true false) ["timespent"] "number" "" "timespent";
    Project "project" "Project" (false true true) ["project"] "project" "" "project";
    FixVersions "fixVersions" "Fix versions" (true true true) ["fixVersion"] "array" "version" "Fix Version";
    StatusCategory "statusCategory" "Status Category" (false true true) ["statusCategory"] "statusCategory" "" "";
    AggregateTimeSpent "aggregatetimespent" "Σ Time Spent" (false true false) [] "number" "" "";
    Resolution "resolution" "Resolution" (true true true) ["resolution"] "resolution" "" "resolution";
    ResolutionDate "resolutiondate" "Resolved" (false true true) ["resolutiondate", "resolved"] "datetime" "" "";
    WorkRatio "workratio" "Work Ratio" (false true true) ["workratio"] "number" "" "";
    LastViewed "lastViewed" "Last Viewed" (false true true) ["lastViewed"] "datetime" "" "";
    Watches "watches" "Watchers" (false true false) ["watchers"] "watches" "" "";
    Thumbnail "thumbnail" "Images" (false true false) [] "" "" "";
    Created "created" "Created" (false true true) ["created", "createdDate"] "datetime" "" "";
    Priority "priority" "Priority" (true true true) ["priority"] "priority" "" "priority";
    Labels "labels" "Labels" (true true true) ["labels"] "array" "string" "labels";
    TimeEstimate "timeestimate" "Remaining Estimate" (false true false) ["remainingEstimate", "timeestimate"] "number" "" "timeestimate";
    AggregateTimeOriginalEstimate "aggregatetimeoriginalestimate" "Σ Original Estimate" (false true false) [] "number" "" "";
    Versions "versions" "Affects versions" (true true true) ["affectedVersion"] "array" "version" "Version";
    IssueLinks "issuelinks" "Linked Issues" (true true true) ["issueLink"] "array" "issuelinks" "Link";
    Assignee "assignee" "Assignee" (true true true) ["assignee"] "user" "" "assignee";
    Updated "updated" "Updated" (false true true) ["updated", "updatedDate"] "datetime" "" "";
    Status "status" "Status" (false true true) ["status"] "status" "" "status";
    Components "components" "Components" (true true true) ["component"] "array" "component" "Component";
    IssueKey "issuekey" "Key" (false true false) ["id", "issue", "issuekey", "key"] "" "" "Key";
    TimeOriginalEstimate "timeoriginalestimate" "Original estimate" (false true false) ["originalEstimate", "timeoriginalestimate"] "number" "" "timeoriginalestimate";
    Description "description" "Description" (true true true) ["description"] "string" "" "description";
    TimeTracking "timetracking" "Time tracking" (true false true) [] "timetracking" "" "";
    Security "security" "Security Level" (true true true) ["level"] "securitylevel" "" "security";
    Attachment "attachment" "Attachment" (true false true) ["attachments"] "array" "attachment" "Attachment";
    AggregateTimeEstimate "aggregatetimeestimate" "Σ Remaining Estimate" (false true false) [] "number" "" "";
    Summary "summary" "Summary" (true true true) ["summary"] "string" "" "summary";
    Creator "creator" "Creator" (false true true) ["creator"] "user" "" "";
    Subtasks "subtasks" "Sub-tasks" (false true false) ["subtasks"] "array" "issuelinks" "";
    Reporter "reporter" "Reporter" (true true true) ["reporter"] "user" "" "reporter";
    AggregateProgress "aggregateprogress" "Σ Progress" (false true false) [] "progress" "" "";
    Environment "environment" "Environment" (true true true) ["environment"] "string" "" "environment";
    DueDate "duedate" "Due date" (true true true) ["due", "duedate"] "date" "" "duedate";
    Progress "progress" "Progress" (false true false) ["progress"] "progress" "" "";
    Votes "votes" "Votes" (false true false) ["votes"] "votes" "" "";
    Comment "comment" "Comment" (true false true) ["comment"] "comments-page" "" "Comment";
    Worklog "worklog" "Log Work" (true false true) [] "array" "worklog" "WorklogId";
}

impl System {
    pub(crate) fn info(self) -> &'static Info {
        &SYSTEM[self as usize]
    }

    pub(crate) fn find(id: &str) -> Option<Self> {
        SYSTEM
            .iter()
            .find(|info| info.id == id)
            .map(|info| info.field)
    }
}

impl FieldKind {
    pub(crate) const ALL: [Self; 25] = [
        Self::TextField,
        Self::TextArea,
        Self::Float,
        Self::Select,
        Self::MultiSelect,
        Self::RadioButtons,
        Self::MultiCheckboxes,
        Self::CascadingSelect,
        Self::UserPicker,
        Self::MultiUserPicker,
        Self::GroupPicker,
        Self::MultiGroupPicker,
        Self::DatePicker,
        Self::DateTime,
        Self::Labels,
        Self::Url,
        Self::Project,
        Self::Version,
        Self::MultiVersion,
        Self::Sprint,
        Self::EpicLink,
        Self::EpicName,
        Self::StoryPoints,
        Self::Rank,
        Self::Flagged,
    ];

    /// The key of the kind, as `schema.custom` has it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::TextField => "com.atlassian.jira.plugin.system.customfieldtypes:textfield",
            Self::TextArea => "com.atlassian.jira.plugin.system.customfieldtypes:textarea",
            Self::Float => "com.atlassian.jira.plugin.system.customfieldtypes:float",
            Self::Select => "com.atlassian.jira.plugin.system.customfieldtypes:select",
            Self::MultiSelect => "com.atlassian.jira.plugin.system.customfieldtypes:multiselect",
            Self::RadioButtons => "com.atlassian.jira.plugin.system.customfieldtypes:radiobuttons",
            Self::MultiCheckboxes | Self::Flagged => {
                "com.atlassian.jira.plugin.system.customfieldtypes:multicheckboxes"
            }
            Self::CascadingSelect => {
                "com.atlassian.jira.plugin.system.customfieldtypes:cascadingselect"
            }
            Self::UserPicker => "com.atlassian.jira.plugin.system.customfieldtypes:userpicker",
            Self::MultiUserPicker => {
                "com.atlassian.jira.plugin.system.customfieldtypes:multiuserpicker"
            }
            Self::GroupPicker => "com.atlassian.jira.plugin.system.customfieldtypes:grouppicker",
            Self::MultiGroupPicker => {
                "com.atlassian.jira.plugin.system.customfieldtypes:multigrouppicker"
            }
            Self::DatePicker => "com.atlassian.jira.plugin.system.customfieldtypes:datepicker",
            Self::DateTime => "com.atlassian.jira.plugin.system.customfieldtypes:datetime",
            Self::Labels => "com.atlassian.jira.plugin.system.customfieldtypes:labels",
            Self::Url => "com.atlassian.jira.plugin.system.customfieldtypes:url",
            Self::Project => "com.atlassian.jira.plugin.system.customfieldtypes:project",
            Self::Version => "com.atlassian.jira.plugin.system.customfieldtypes:version",
            Self::MultiVersion => "com.atlassian.jira.plugin.system.customfieldtypes:multiversion",
            Self::Sprint => "com.pyxis.greenhopper.jira:gh-sprint",
            Self::EpicLink => "com.pyxis.greenhopper.jira:gh-epic-link",
            Self::EpicName => "com.pyxis.greenhopper.jira:gh-epic-label",
            Self::StoryPoints => "com.pyxis.greenhopper.jira:jsw-story-points",
            Self::Rank => "com.pyxis.greenhopper.jira:gh-lexo-rank",
        }
    }

    /// `schema.type` and, for arrays, `schema.items`.
    pub(crate) fn schema(self) -> (&'static str, &'static str) {
        match self {
            Self::TextField | Self::TextArea | Self::Url | Self::EpicName => ("string", ""),
            Self::Float | Self::StoryPoints => ("number", ""),
            Self::Select | Self::RadioButtons => ("option", ""),
            Self::MultiSelect | Self::MultiCheckboxes | Self::Flagged => ("array", "option"),
            Self::CascadingSelect => ("option-with-child", ""),
            Self::UserPicker => ("user", ""),
            Self::MultiUserPicker => ("array", "user"),
            Self::GroupPicker => ("group", ""),
            Self::MultiGroupPicker => ("array", "group"),
            Self::DatePicker => ("date", ""),
            Self::DateTime => ("datetime", ""),
            Self::Labels => ("array", "string"),
            Self::Project => ("project", ""),
            Self::Version => ("version", ""),
            Self::MultiVersion => ("array", "version"),
            Self::Sprint => ("array", "json"),
            Self::EpicLink | Self::Rank => ("any", ""),
        }
    }

    pub(crate) fn find(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

impl Config {
    /// A custom field that answers show.
    pub(crate) fn field(&self, number: u32) -> Option<&CustomField> {
        self.fields.get(&number).filter(|field| !field.trashed)
    }

    /// Every field that answers show: Jira's own, then custom ones by number.
    pub(crate) fn field_ids(&self) -> impl Iterator<Item = FieldId> {
        let custom = self.fields.iter().filter(|(_, field)| !field.trashed);
        SYSTEM
            .iter()
            .map(|info| FieldId::System(info.field))
            .chain(custom.map(|(number, _)| FieldId::Custom(*number)))
    }

    /// Whether the field exists here and answers show it.
    pub(crate) fn has_field(&self, id: FieldId) -> bool {
        match id {
            FieldId::System(_) => true,
            FieldId::Custom(number) => self.field(number).is_some(),
        }
    }

    /// The name that people read.
    pub(crate) fn field_name(&self, id: FieldId) -> &str {
        match id {
            FieldId::System(system) => system.info().name,
            FieldId::Custom(number) => self.field(number).map_or("", |field| &field.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_its_own_index_and_ids_go_there_and_back() {
        for info in SYSTEM {
            assert_eq!(info.field.info().id, info.id);
            let id = FieldId::System(info.field);
            assert_eq!(FieldId::parse(&id.to_string()), Some(id));
        }
        assert_eq!(
            FieldId::parse("customfield_10016"),
            Some(FieldId::Custom(STORY_POINTS))
        );
        assert_eq!(FieldId::parse("customfield_x"), None);
        assert_eq!(FieldId::parse("no"), None);
    }
}
