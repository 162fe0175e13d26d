//! What administrators set up once for all projects: issue types, statuses, workflows, fields,
//! screens and the schemes that tie them to projects.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Everything here is found by its number, as in Atlassian's ids, and listed in that order.
pub(crate) type Table<T> = BTreeMap<u32, T>;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Config {
    pub(crate) issue_types: Table<IssueType>,
    pub(crate) statuses: Table<Status>,
    pub(crate) priorities: Table<Priority>,
    pub(crate) resolutions: Table<Resolution>,
    pub(crate) link_types: Table<LinkType>,
    pub(crate) fields: Table<CustomField>,
    pub(crate) screens: Table<Screen>,
    pub(crate) screen_schemes: Table<ScreenScheme>,
    pub(crate) issue_type_screen_schemes: Table<IssueTypeScreenScheme>,
    pub(crate) issue_type_schemes: Table<IssueTypeScheme>,
    pub(crate) workflows: Table<Workflow>,
    pub(crate) workflow_schemes: Table<WorkflowScheme>,
    pub(crate) permission_schemes: Table<PermissionScheme>,
    pub(crate) security_schemes: Table<SecurityScheme>,
    pub(crate) roles: Table<ProjectRole>,
    pub(crate) categories: Table<Category>,
    pub(crate) default_priority: Option<u32>,
    pub(crate) default_resolution: Option<u32>,
    /// The last number given out to anything made after the start.
    pub(crate) last_id: u32,
}

impl Config {
    /// A number that nothing here has yet.
    pub(crate) fn next_id(&mut self) -> u32 {
        self.last_id = self.last_id.max(10_500) + 1;
        self.last_id
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct IssueType {
    pub(crate) name: String,
    pub(crate) description: String,
    /// -1: sub-task, 0: standard, 1: epic.
    pub(crate) level: i8,
    pub(crate) avatar: u32,
    /// The team-managed project that it belongs to alone.
    pub(crate) project: Option<u32>,
    pub(crate) properties: BTreeMap<String, serde_json::Value>,
}

impl IssueType {
    pub(crate) fn is_subtask(&self) -> bool {
        self.level < 0
    }

    pub(crate) fn is_epic(&self) -> bool {
        self.level == 1
    }
}

/// The four categories that Jira knows; nobody can add one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum StatusCategory {
    Undefined,
    New,
    Indeterminate,
    Done,
}

impl StatusCategory {
    pub(crate) const ALL: [Self; 4] = [Self::Undefined, Self::New, Self::Indeterminate, Self::Done];

    pub(crate) fn id(self) -> u32 {
        match self {
            Self::Undefined => 1,
            Self::New => 2,
            Self::Done => 3,
            Self::Indeterminate => 4,
        }
    }

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Undefined => "undefined",
            Self::New => "new",
            Self::Done => "done",
            Self::Indeterminate => "indeterminate",
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Undefined => "No Category",
            Self::New => "To Do",
            Self::Done => "Done",
            Self::Indeterminate => "In Progress",
        }
    }

    pub(crate) fn color(self) -> &'static str {
        match self {
            Self::Undefined => "medium-gray",
            Self::New => "blue-gray",
            Self::Done => "green",
            Self::Indeterminate => "yellow",
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Status {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) category: StatusCategory,
    /// The team-managed project that it belongs to alone.
    pub(crate) project: Option<u32>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Priority {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) color: String,
    pub(crate) icon: String,
    /// The place in the order of urgency, the most urgent first.
    pub(crate) position: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Resolution {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) position: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LinkType {
    pub(crate) name: String,
    /// How the target of a link sees it: "is blocked by".
    pub(crate) inward: String,
    /// How its source sees it: "blocks".
    pub(crate) outward: String,
}

/// The kinds of custom fields; each has its own type of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum FieldKind {
    TextField,
    TextArea,
    Float,
    Select,
    MultiSelect,
    RadioButtons,
    MultiCheckboxes,
    CascadingSelect,
    UserPicker,
    MultiUserPicker,
    GroupPicker,
    MultiGroupPicker,
    DatePicker,
    DateTime,
    Labels,
    Url,
    Project,
    Version,
    MultiVersion,
    Sprint,
    EpicLink,
    EpicName,
    StoryPoints,
    Rank,
    Flagged,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct CustomField {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) kind: FieldKind,
    /// The key of the kind of searcher, as set at creation.
    pub(crate) searcher: Option<String>,
    pub(crate) contexts: Vec<FieldContext>,
    /// Moved to the trash: no answer shows it, and no query finds it.
    pub(crate) trashed: bool,
}

impl CustomField {
    /// The option with this id, in any context.
    pub(crate) fn option(&self, id: u32) -> Option<&FieldOption> {
        self.contexts
            .iter()
            .flat_map(|context| &context.options)
            .find(|option| option.id == id)
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct FieldContext {
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) description: String,
    /// Empty: every project.
    pub(crate) projects: Vec<u32>,
    /// Empty: every issue type.
    pub(crate) issue_types: Vec<u32>,
    pub(crate) options: Vec<FieldOption>,
    /// The default value as the context's API writes it, without its `contextId`.
    pub(crate) default: Option<serde_json::Value>,
}

impl FieldContext {
    pub(crate) fn covers(&self, project: u32, issue_type: u32) -> bool {
        (self.projects.is_empty() || self.projects.contains(&project))
            && (self.issue_types.is_empty() || self.issue_types.contains(&issue_type))
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct FieldOption {
    pub(crate) id: u32,
    pub(crate) value: String,
    pub(crate) disabled: bool,
    /// The option of the first level that this one belongs to (cascading fields).
    pub(crate) parent: Option<u32>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Screen {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) tabs: Vec<ScreenTab>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ScreenTab {
    pub(crate) id: u32,
    pub(crate) name: String,
    /// Ids as the API writes them: `summary`, `customfield_10016`.
    pub(crate) fields: Vec<String>,
}

/// Which screen shows on which occasion; an occasion without one uses the default.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ScreenScheme {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) default: u32,
    pub(crate) create: Option<u32>,
    pub(crate) edit: Option<u32>,
    pub(crate) view: Option<u32>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct IssueTypeScreenScheme {
    pub(crate) name: String,
    pub(crate) description: String,
    /// The screen scheme of issue types that are not mapped.
    pub(crate) default: u32,
    /// Screen schemes by issue type.
    pub(crate) mapped: BTreeMap<u32, u32>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct IssueTypeScheme {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) issue_types: Vec<u32>,
    pub(crate) default: Option<u32>,
    pub(crate) is_default: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Workflow {
    pub(crate) entity_id: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) statuses: Vec<u32>,
    pub(crate) transitions: Vec<Transition>,
    /// The team-managed project that it belongs to alone.
    pub(crate) project: Option<u32>,
    pub(crate) version: u32,
    pub(crate) created: i64,
    pub(crate) updated: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum TransitionKind {
    /// Into the first status, at creation.
    Initial,
    /// From every status.
    Global,
    Directed,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Transition {
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) kind: TransitionKind,
    /// The statuses that a directed transition starts at.
    pub(crate) from: Vec<u32>,
    pub(crate) to: u32,
    /// The screen that asks for more fields.
    pub(crate) screen: Option<u32>,
    /// The permission that its user needs besides *Transition issues*, by key.
    pub(crate) permission: Option<String>,
}

impl Workflow {
    /// The transitions that lead away from a status, those of the workflow as a whole included.
    pub(crate) fn leaving(&self, status: u32) -> impl Iterator<Item = &Transition> {
        self.transitions.iter().filter(move |t| match t.kind {
            TransitionKind::Initial => false,
            TransitionKind::Global => true,
            TransitionKind::Directed => t.from.contains(&status),
        })
    }

    /// The status of a new issue.
    pub(crate) fn initial(&self) -> Option<u32> {
        self.transitions
            .iter()
            .find(|t| t.kind == TransitionKind::Initial)
            .map(|t| t.to)
            .or_else(|| self.statuses.first().copied())
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct WorkflowScheme {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) default: u32,
    /// Workflows by issue type.
    pub(crate) mapped: BTreeMap<u32, u32>,
}

impl WorkflowScheme {
    pub(crate) fn workflow(&self, issue_type: u32) -> u32 {
        self.mapped
            .get(&issue_type)
            .copied()
            .unwrap_or(self.default)
    }
}

/// Who holds something in a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Holder {
    /// Also nobody at all.
    Anyone,
    /// Everybody with a seat in a Jira product; with a key, in that one.
    ApplicationRole(Option<String>),
    /// A slot of the directory's groups.
    Group(u32),
    ProjectRole(u32),
    User(u32),
    ProjectLead,
    Reporter,
    Assignee,
    /// A custom field that holds people.
    UserField(u32),
    /// A custom field that holds groups.
    GroupField(u32),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Grant {
    pub(crate) id: u32,
    /// The key of the permission.
    pub(crate) permission: String,
    pub(crate) holder: Holder,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PermissionScheme {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) grants: Vec<Grant>,
}

/// Levels of secrecy: an issue with a level is seen by the holders of that level alone.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SecurityScheme {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) default: Option<u32>,
    pub(crate) levels: Vec<SecurityLevel>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SecurityLevel {
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) holders: Vec<Holder>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ProjectRole {
    pub(crate) name: String,
    pub(crate) description: String,
    /// The team-managed project that it belongs to alone.
    pub(crate) project: Option<u32>,
    /// Who plays it in new projects.
    pub(crate) default_actors: Actors,
}

/// Who plays a role: accounts by index, groups by slot.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Actors {
    pub(crate) users: Vec<u32>,
    pub(crate) groups: Vec<u32>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Category {
    pub(crate) name: String,
    pub(crate) description: String,
}
