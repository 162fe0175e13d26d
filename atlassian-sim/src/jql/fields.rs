//! The fields of JQL: their names, what they hold, and what may be asked of them.

use super::ast::{Field, Operator};
use super::print::custom_number;
use crate::state::State;
use crate::state::jira::config::{CustomField, FieldKind};

/// What a clause looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Target {
    Key,
    Project,
    Category,
    ProjectType,
    IssueType,
    Hierarchy,
    Status,
    StatusCategory,
    StatusCategoryChanged,
    Resolution,
    Priority,
    Level,
    Assignee,
    Reporter,
    Creator,
    Watcher,
    Watchers,
    Voter,
    Votes,
    Labels,
    Component,
    FixVersion,
    AffectedVersion,
    Summary,
    Description,
    Environment,
    Comment,
    Text,
    Created,
    Updated,
    Resolved,
    LastViewed,
    Due,
    Parent,
    ParentEpic,
    TimeSpent,
    OriginalEstimate,
    RemainingEstimate,
    WorkRatio,
    WorklogAuthor,
    WorklogDate,
    WorklogComment,
    Attachments,
    LinkType,
    Filter,
    Custom(u32, FieldKind),
}

/// What kind of value a clause compares with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Issue,
    Project,
    Category,
    ProjectType,
    IssueType,
    Status,
    StatusCategory,
    Resolution,
    Priority,
    Level,
    User,
    Group,
    Component,
    Version,
    Option,
    Cascade,
    Sprint,
    LinkType,
    Filter,
    /// Texts without names or ids of their own.
    Label,
    /// A text as a whole.
    Exact,
    /// The words of a text.
    Text,
    Number,
    /// Votes and watchers.
    Count,
    Integer,
    Duration,
    Moment,
    Day,
    /// Only whether there is one can be asked.
    Presence,
    /// Nothing can be asked; it only orders.
    Order,
}

const EQUAL: u8 = 1;
const IN: u8 = 2;
const EMPTY: u8 = 4;
const COMPARE: u8 = 8;
const LIKE: u8 = 16;
const UNLIKE: u8 = 32;
const PAST: u8 = 64;

const CHOICE: u8 = EQUAL | IN | EMPTY;
const ORDERED: u8 = CHOICE | COMPARE;
const TEXT: u8 = LIKE | UNLIKE | EMPTY;

/// All operators in the order of the reference data.
const OPERATORS: [(Operator, u8); 17] = [
    (Operator::Equals, EQUAL),
    (Operator::NotEquals, EQUAL),
    (Operator::Like, LIKE),
    (Operator::NotLike, UNLIKE),
    (Operator::Greater, COMPARE),
    (Operator::GreaterOrEqual, COMPARE),
    (Operator::Less, COMPARE),
    (Operator::LessOrEqual, COMPARE),
    (Operator::In, IN),
    (Operator::NotIn, IN),
    (Operator::Is, EMPTY),
    (Operator::IsNot, EMPTY),
    (Operator::Was, PAST),
    (Operator::WasIn, PAST),
    (Operator::WasNot, PAST),
    (Operator::WasNotIn, PAST),
    (Operator::Changed, PAST),
];

/// One of Jira's own fields.
#[derive(Debug)]
pub(crate) struct Clause {
    /// The first one is the name that Jira suggests.
    pub(crate) names: &'static [&'static str],
    pub(crate) target: Target,
    pub(crate) kind: Kind,
    operators: u8,
    pub(crate) sorts: bool,
}

const fn clause(
    names: &'static [&'static str],
    target: Target,
    kind: Kind,
    operators: u8,
    sorts: bool,
) -> Clause {
    Clause {
        names,
        target,
        kind,
        operators,
        sorts,
    }
}

#[rustfmt::skip]
pub(crate) const CLAUSES: &[Clause] = &[
    clause(&["affectedVersion"], Target::AffectedVersion, Kind::Version, ORDERED, true),
    clause(&["assignee"], Target::Assignee, Kind::User, CHOICE | PAST, true),
    clause(&["attachments"], Target::Attachments, Kind::Presence, EMPTY, false),
    clause(&["category"], Target::Category, Kind::Category, CHOICE, false),
    clause(&["comment"], Target::Comment, Kind::Text, LIKE | UNLIKE, false),
    clause(&["component"], Target::Component, Kind::Component, CHOICE, true),
    clause(&["created", "createdDate"], Target::Created, Kind::Moment, ORDERED, true),
    clause(&["creator"], Target::Creator, Kind::User, CHOICE, true),
    clause(&["description"], Target::Description, Kind::Text, TEXT, true),
    clause(&["due", "duedate"], Target::Due, Kind::Day, ORDERED, true),
    clause(&["environment"], Target::Environment, Kind::Text, TEXT, true),
    clause(&["filter", "request", "savedfilter", "searchrequest"], Target::Filter, Kind::Filter, EQUAL | IN, false),
    clause(&["fixVersion"], Target::FixVersion, Kind::Version, ORDERED | PAST, true),
    clause(&["hierarchyLevel"], Target::Hierarchy, Kind::Integer, EQUAL | IN | COMPARE, true),
    clause(&["issueLinkType"], Target::LinkType, Kind::LinkType, CHOICE, false),
    clause(&["issuekey", "id", "issue", "key"], Target::Key, Kind::Issue, ORDERED, true),
    clause(&["issuetype", "type"], Target::IssueType, Kind::IssueType, CHOICE, true),
    clause(&["labels"], Target::Labels, Kind::Label, CHOICE, true),
    clause(&["lastViewed"], Target::LastViewed, Kind::Moment, ORDERED, true),
    clause(&["level"], Target::Level, Kind::Level, CHOICE, true),
    clause(&["originalEstimate", "timeoriginalestimate"], Target::OriginalEstimate, Kind::Duration, ORDERED, true),
    clause(&["parent"], Target::Parent, Kind::Issue, CHOICE, true),
    clause(&["parentEpic"], Target::ParentEpic, Kind::Issue, CHOICE, false),
    clause(&["priority"], Target::Priority, Kind::Priority, ORDERED | PAST, true),
    clause(&["project"], Target::Project, Kind::Project, CHOICE, true),
    clause(&["projectType"], Target::ProjectType, Kind::ProjectType, EQUAL | IN, false),
    clause(&["remainingEstimate", "timeestimate"], Target::RemainingEstimate, Kind::Duration, ORDERED, true),
    clause(&["reporter"], Target::Reporter, Kind::User, CHOICE | PAST, true),
    clause(&["resolution"], Target::Resolution, Kind::Resolution, ORDERED | PAST, true),
    clause(&["resolved", "resolutiondate"], Target::Resolved, Kind::Moment, ORDERED, true),
    clause(&["status"], Target::Status, Kind::Status, CHOICE | PAST, true),
    clause(&["statusCategory"], Target::StatusCategory, Kind::StatusCategory, CHOICE, true),
    clause(&["statusCategoryChangedDate"], Target::StatusCategoryChanged, Kind::Moment, ORDERED, true),
    clause(&["summary"], Target::Summary, Kind::Text, TEXT, true),
    clause(&["text"], Target::Text, Kind::Text, LIKE, false),
    clause(&["timespent"], Target::TimeSpent, Kind::Duration, ORDERED, true),
    clause(&["updated", "updatedDate"], Target::Updated, Kind::Moment, ORDERED, true),
    clause(&["voter"], Target::Voter, Kind::User, CHOICE, false),
    clause(&["votes"], Target::Votes, Kind::Count, EQUAL | IN | COMPARE, true),
    clause(&["watcher"], Target::Watcher, Kind::User, CHOICE, false),
    clause(&["watchers"], Target::Watchers, Kind::Count, EQUAL | IN | COMPARE, true),
    clause(&["worklogAuthor"], Target::WorklogAuthor, Kind::User, CHOICE, false),
    clause(&["worklogComment"], Target::WorklogComment, Kind::Text, LIKE | UNLIKE, false),
    clause(&["worklogDate"], Target::WorklogDate, Kind::Day, ORDERED, false),
    clause(&["workratio"], Target::WorkRatio, Kind::Integer, ORDERED, true),
];

/// A field as a query found it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) target: Target,
    pub(crate) kind: Kind,
    operators: u8,
    pub(crate) sorts: bool,
}

impl Clause {
    pub(crate) fn found(&self) -> Found {
        Found {
            target: self.target,
            kind: self.kind,
            operators: self.operators,
            sorts: self.sorts,
        }
    }
}

impl Found {
    /// A custom field.
    pub(crate) fn custom(number: u32, field: FieldKind) -> Self {
        let (kind, operators) = match field {
            FieldKind::TextField | FieldKind::TextArea | FieldKind::EpicName => (Kind::Text, TEXT),
            FieldKind::Url => (Kind::Exact, CHOICE),
            FieldKind::Float | FieldKind::StoryPoints => (Kind::Number, ORDERED),
            FieldKind::Select
            | FieldKind::MultiSelect
            | FieldKind::RadioButtons
            | FieldKind::MultiCheckboxes
            | FieldKind::Flagged => (Kind::Option, CHOICE),
            FieldKind::CascadingSelect => (Kind::Cascade, CHOICE),
            FieldKind::UserPicker | FieldKind::MultiUserPicker => (Kind::User, CHOICE),
            FieldKind::GroupPicker | FieldKind::MultiGroupPicker => (Kind::Group, CHOICE),
            FieldKind::DatePicker => (Kind::Day, ORDERED),
            FieldKind::DateTime => (Kind::Moment, ORDERED),
            FieldKind::Labels => (Kind::Label, CHOICE),
            FieldKind::Project => (Kind::Project, CHOICE),
            FieldKind::Version | FieldKind::MultiVersion => (Kind::Version, ORDERED),
            FieldKind::Sprint => (Kind::Sprint, CHOICE),
            FieldKind::EpicLink => (Kind::Issue, CHOICE),
            FieldKind::Rank => (Kind::Order, 0),
        };
        Self {
            target: Target::Custom(number, field),
            kind,
            operators,
            sorts: true,
        }
    }

    pub(crate) fn takes(&self, operator: Operator) -> bool {
        OPERATORS
            .iter()
            .any(|(known, bit)| *known == operator && self.operators & bit != 0)
    }

    pub(crate) fn operators(&self) -> impl Iterator<Item = Operator> {
        let own = self.operators;
        OPERATORS
            .iter()
            .filter(move |(_, bit)| own & bit != 0)
            .map(|(operator, _)| *operator)
    }

    /// Whether the field can be without a value.
    pub(crate) fn takes_empty(&self) -> bool {
        self.operators & EMPTY != 0
    }
}

/// The fields that a name means to a caller who sees these projects; several custom fields can have
/// the same name. Empty: there is none.
pub(crate) fn find(state: &State, projects: &[u32], field: &Field) -> Vec<Found> {
    let name = field.name.as_str();
    if let Some(number) = custom_number(name) {
        let found = u32::try_from(number)
            .ok()
            .and_then(|number| Some((number, state.jira.config.field(number)?)))
            .filter(|(_, field)| visible(field, projects));
        return found
            .map(|(number, field)| Found::custom(number, field.kind))
            .into_iter()
            .collect();
    }
    let own = CLAUSES
        .iter()
        .find(|clause| clause.names.iter().any(|n| n.eq_ignore_ascii_case(name)));
    if let Some(clause) = own {
        return vec![clause.found()];
    }
    let wanted = name.to_lowercase();
    customs(state, projects)
        .filter(|(_, field)| {
            let own = field.name.to_lowercase();
            // `Team[Dropdown]` means all fields of that name and kind.
            own == wanted
                || wanted.strip_prefix(&own).is_some_and(|rest| {
                    let kind = rest.strip_prefix('[').and_then(|r| r.strip_suffix(']'));
                    kind.is_some_and(|kind| kind.eq_ignore_ascii_case(kind_name(field.kind)))
                })
        })
        .map(|(number, field)| Found::custom(number, field.kind))
        .collect()
}

/// The custom fields that such a caller sees.
pub(crate) fn customs<'a>(
    state: &'a State,
    projects: &'a [u32],
) -> impl Iterator<Item = (u32, &'a CustomField)> {
    state
        .jira
        .config
        .fields
        .iter()
        .filter(move |(_, field)| !field.trashed && visible(field, projects))
        .map(|(number, field)| (*number, field))
}

/// A field that exists only in projects which the caller does not see does not exist for them.
fn visible(field: &CustomField, projects: &[u32]) -> bool {
    let reaches = |context: &crate::state::jira::config::FieldContext| {
        context.projects.is_empty() || context.projects.iter().any(|p| projects.contains(p))
    };
    field.contexts.is_empty() || field.contexts.iter().any(reaches)
}

/// How the name of a field tells its kind, in `Team[Dropdown]`.
pub(crate) fn kind_name(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::TextField | FieldKind::EpicName => "Short text",
        FieldKind::TextArea => "Paragraph",
        FieldKind::Float | FieldKind::StoryPoints => "Number",
        FieldKind::Select => "Dropdown",
        FieldKind::MultiSelect => "Select List (multiple choices)",
        FieldKind::RadioButtons => "Radio Buttons",
        FieldKind::MultiCheckboxes | FieldKind::Flagged => "Checkboxes",
        FieldKind::CascadingSelect => "Select List (cascading)",
        FieldKind::UserPicker => "User Picker (single user)",
        FieldKind::MultiUserPicker => "People",
        FieldKind::GroupPicker => "Group Picker (single group)",
        FieldKind::MultiGroupPicker => "Group Picker (multiple groups)",
        FieldKind::DatePicker => "Date",
        FieldKind::DateTime => "Time stamp",
        FieldKind::Labels => "Labels",
        FieldKind::Url => "URL Field",
        FieldKind::Project => "Project Picker (single project)",
        FieldKind::Version => "Version Picker (single version)",
        FieldKind::MultiVersion => "Version Picker (multiple versions)",
        FieldKind::Sprint => "Sprint",
        FieldKind::EpicLink => "Epic Link",
        FieldKind::Rank => "Global Rank",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_those_of_the_reference() {
        let of = |name: &str| {
            let clause = CLAUSES.iter().find(|c| c.names.contains(&name)).unwrap();
            clause
                .found()
                .operators()
                .map(Operator::as_str)
                .collect::<Vec<_>>()
        };
        assert_eq!(of("text"), ["~"]);
        assert_eq!(of("summary"), ["~", "!~", "is", "is not"]);
        assert_eq!(of("labels"), ["=", "!=", "in", "not in", "is", "is not"]);
        assert_eq!(
            of("status"),
            [
                "=",
                "!=",
                "in",
                "not in",
                "is",
                "is not",
                "was",
                "was in",
                "was not",
                "was not in",
                "changed"
            ]
        );
        assert_eq!(of("created").len(), 10);
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<String> = CLAUSES
            .iter()
            .flat_map(|c| c.names)
            .map(|n| n.to_lowercase())
            .collect();
        names.sort();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
