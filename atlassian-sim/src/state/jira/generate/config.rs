//! The configuration that a new site starts with, with Atlassian's usual ids.

use std::collections::BTreeMap;

use super::schemes;
use crate::state::groups::{JIRA_ADMINS, ORG_ADMINS, SITE_ADMINS};
use crate::state::jira::config::{
    Actors, Category, Config, CustomField, FieldContext, FieldKind, FieldOption, IssueType,
    LinkType, Priority, ProjectRole, Resolution, Status, StatusCategory,
};
use crate::state::jira::field;

pub(super) const EPIC: u32 = 10_000;
pub(super) const STORY: u32 = 10_001;
pub(super) const TASK: u32 = 10_002;
pub(super) const SUBTASK: u32 = 10_003;
pub(super) const BUG: u32 = 10_004;
pub(super) const TEAM_TASK: u32 = 10_010;
pub(super) const TEAM_EPIC: u32 = 10_011;
pub(super) const TEAM_SUBTASK: u32 = 10_012;

pub(super) const TO_DO: u32 = 10_000;
pub(super) const IN_PROGRESS: u32 = 3;
pub(super) const IN_REVIEW: u32 = 10_001;
pub(super) const DONE: u32 = 10_002;
pub(super) const TEAM_TO_DO: u32 = 10_010;
pub(super) const TEAM_IN_PROGRESS: u32 = 10_011;
pub(super) const TEAM_DONE: u32 = 10_012;

pub(super) const ADMINISTRATORS: u32 = 10_002;
pub(super) const DEVELOPERS: u32 = 10_003;

/// The team-managed project, which has a configuration of its own.
pub(super) const TEAM_PROJECT: u32 = 10_002;

pub(super) const SOFTWARE_SCHEME: u32 = 10_000;
pub(super) const TEAM_SCHEME: u32 = 10_001;
pub(super) const DEFAULT_PERMISSIONS: u32 = 10_000;
pub(super) const PRIVATE_PERMISSIONS: u32 = 10_001;
pub(super) const CUSTOMER_PERMISSIONS: u32 = 10_002;
pub(super) const SECURITY_SCHEME: u32 = 10_000;
pub(super) const INTERNAL_LEVEL: u32 = 10_000;

pub(super) const TEAM: u32 = 10_030;
pub(super) const SEVERITY: u32 = 10_031;
pub(super) const TARGET: u32 = 10_032;
pub(super) const NOTES: u32 = 10_033;
pub(super) const APPROVERS: u32 = 10_034;
pub(super) const PLATFORM: u32 = 10_035;
pub(super) const CUSTOMER: u32 = 10_036;
pub(super) const EFFORT: u32 = 10_037;

pub(super) fn usual() -> Config {
    Config {
        issue_types: issue_types(),
        statuses: statuses(),
        priorities: priorities(),
        resolutions: resolutions(),
        link_types: link_types(),
        fields: fields(),
        screens: schemes::screens(),
        screen_schemes: schemes::screen_schemes(),
        issue_type_screen_schemes: schemes::issue_type_screen_schemes(),
        issue_type_schemes: schemes::issue_type_schemes(),
        workflows: schemes::workflows(),
        workflow_schemes: schemes::workflow_schemes(),
        permission_schemes: schemes::permission_schemes(),
        security_schemes: schemes::security_schemes(),
        roles: roles(),
        categories: [
            (10_000, "Products", "What customers use"),
            (10_001, "Internal", ""),
        ]
        .into_iter()
        .map(|(id, name, description)| {
            let (name, description) = (name.to_owned(), description.to_owned());
            (id, Category { name, description })
        })
        .collect(),
        default_priority: Some(3),
        default_resolution: None,
        last_id: 0,
    }
}

fn issue_types() -> BTreeMap<u32, IssueType> {
    [
        (
            EPIC,
            "Epic",
            "A big piece of work that holds smaller ones.",
            1,
            10_307,
            None,
        ),
        (
            STORY,
            "Story",
            "Something that a user wants.",
            0,
            10_315,
            None,
        ),
        (
            TASK,
            "Task",
            "A small, distinct piece of work.",
            0,
            10_318,
            None,
        ),
        (
            SUBTASK,
            "Sub-task",
            "A part of another issue.",
            -1,
            10_316,
            None,
        ),
        (
            BUG,
            "Bug",
            "Something that does not work as it should.",
            0,
            10_303,
            None,
        ),
        (
            TEAM_TASK,
            "Task",
            "A small, distinct piece of work.",
            0,
            10_318,
            Some(TEAM_PROJECT),
        ),
        (
            TEAM_EPIC,
            "Epic",
            "A big piece of work that holds smaller ones.",
            1,
            10_307,
            Some(TEAM_PROJECT),
        ),
        (
            TEAM_SUBTASK,
            "Subtask",
            "A part of another issue.",
            -1,
            10_316,
            Some(TEAM_PROJECT),
        ),
    ]
    .into_iter()
    .map(|(id, name, description, level, avatar, project)| {
        let issue_type = IssueType {
            name: name.to_owned(),
            description: description.to_owned(),
            level,
            avatar,
            project,
            properties: BTreeMap::new(),
        };
        (id, issue_type)
    })
    .collect()
}

fn statuses() -> BTreeMap<u32, Status> {
    use StatusCategory::{Done, Indeterminate, New};
    [
        (1, "Open", New, None),
        (IN_PROGRESS, "In Progress", Indeterminate, None),
        (4, "Reopened", New, None),
        (5, "Resolved", Done, None),
        (6, "Closed", Done, None),
        (TO_DO, "To Do", New, None),
        (IN_REVIEW, "In Review", Indeterminate, None),
        (DONE, "Done", Done, None),
        (TEAM_TO_DO, "To Do", New, Some(TEAM_PROJECT)),
        (
            TEAM_IN_PROGRESS,
            "In Progress",
            Indeterminate,
            Some(TEAM_PROJECT),
        ),
        (TEAM_DONE, "Done", Done, Some(TEAM_PROJECT)),
    ]
    .into_iter()
    .map(|(id, name, category, project)| {
        let description = if project.is_none() && id < 10 {
            format!("The work is {}.", name.to_lowercase())
        } else {
            String::new()
        };
        let name = name.to_owned();
        (
            id,
            Status {
                name,
                description,
                category,
                project,
            },
        )
    })
    .collect()
}

fn priorities() -> BTreeMap<u32, Priority> {
    [
        ("Highest", "Everything else waits.", "#d04437"),
        ("High", "Soon.", "#f15C75"),
        ("Medium", "In its turn.", "#f79232"),
        ("Low", "When there is time.", "#707070"),
        ("Lowest", "Perhaps one day.", "#999999"),
    ]
    .into_iter()
    .zip(1..)
    .map(|((name, description, color), id)| {
        let priority = Priority {
            name: name.to_owned(),
            description: description.to_owned(),
            color: color.to_owned(),
            icon: format!("/images/icons/priorities/{}.svg", name.to_lowercase()),
            position: id,
        };
        (id, priority)
    })
    .collect()
}

fn resolutions() -> BTreeMap<u32, Resolution> {
    [
        ("Done", "The work is complete."),
        ("Won't Do", "Nobody is going to do this."),
        ("Duplicate", "Another issue says the same."),
        ("Cannot Reproduce", "Nobody could make it happen again."),
    ]
    .into_iter()
    .zip(10_000..)
    .map(|((name, description), id)| {
        let (name, description) = (name.to_owned(), description.to_owned());
        (
            id,
            Resolution {
                name,
                description,
                position: id - 9_999,
            },
        )
    })
    .collect()
}

fn link_types() -> BTreeMap<u32, LinkType> {
    [
        ("Blocks", "is blocked by", "blocks"),
        ("Cloners", "is cloned by", "clones"),
        ("Duplicate", "is duplicated by", "duplicates"),
        ("Relates", "relates to", "relates to"),
    ]
    .into_iter()
    .zip(10_000..)
    .map(|((name, inward, outward), id)| {
        let link = LinkType {
            name: name.to_owned(),
            inward: inward.to_owned(),
            outward: outward.to_owned(),
        };
        (id, link)
    })
    .collect()
}

#[allow(clippy::too_many_lines)] // A table.
pub(super) fn fields() -> BTreeMap<u32, CustomField> {
    let options = |first: u32, values: &[&str]| -> Vec<FieldOption> {
        values
            .iter()
            .zip(first..)
            .map(|(value, id)| FieldOption {
                id,
                value: (*value).to_owned(),
                disabled: false,
                parent: None,
            })
            .collect()
    };
    let mut platforms = options(10_050, &["Server", "Desktop"]);
    for (id, value, parent) in [
        (10_052, "Linux", 10_050),
        (10_053, "Windows", 10_051),
        (10_054, "macOS", 10_051),
    ] {
        platforms.push(FieldOption {
            id,
            value: value.to_owned(),
            disabled: false,
            parent: Some(parent),
        });
    }
    [
        (
            field::EPIC_NAME,
            "Epic Name",
            FieldKind::EpicName,
            Vec::new(),
        ),
        (
            field::EPIC_LINK,
            "Epic Link",
            FieldKind::EpicLink,
            Vec::new(),
        ),
        (
            field::START_DATE,
            "Start date",
            FieldKind::DatePicker,
            Vec::new(),
        ),
        (
            field::STORY_POINTS,
            "Story point estimate",
            FieldKind::StoryPoints,
            Vec::new(),
        ),
        (field::RANK, "Rank", FieldKind::Rank, Vec::new()),
        (field::SPRINT, "Sprint", FieldKind::Sprint, Vec::new()),
        (
            field::FLAGGED,
            "Flagged",
            FieldKind::Flagged,
            options(10_019, &["Impediment"]),
        ),
        (
            TEAM,
            "Squad",
            FieldKind::Select,
            options(10_030, &["Red", "Green", "Blue"]),
        ),
        (
            SEVERITY,
            "Severity",
            FieldKind::RadioButtons,
            options(10_040, &["S1", "S2", "S3"]),
        ),
        (TARGET, "Target moment", FieldKind::DateTime, Vec::new()),
        (NOTES, "Release notes", FieldKind::TextArea, Vec::new()),
        (
            APPROVERS,
            "Approvers",
            FieldKind::MultiUserPicker,
            Vec::new(),
        ),
        (PLATFORM, "Platform", FieldKind::CascadingSelect, platforms),
        (
            CUSTOMER,
            "Customer reference",
            FieldKind::TextField,
            Vec::new(),
        ),
        (EFFORT, "Effort", FieldKind::Float, Vec::new()),
    ]
    .into_iter()
    .map(|(id, name, kind, options)| {
        let custom = CustomField {
            name: name.to_owned(),
            description: String::new(),
            kind,
            searcher: None,
            contexts: vec![FieldContext {
                id: id + 100,
                name: format!("Default Configuration Scheme for {name}"),
                description: "Default configuration scheme generated by Jira".to_owned(),
                projects: Vec::new(),
                issue_types: Vec::new(),
                options,
                default: None,
            }],
            trashed: false,
        };
        (id, custom)
    })
    .collect()
}

fn roles() -> BTreeMap<u32, ProjectRole> {
    let role = |name: &str, description: &str, groups: &[u32]| ProjectRole {
        name: name.to_owned(),
        description: description.to_owned(),
        project: None,
        default_actors: Actors {
            users: Vec::new(),
            groups: groups.to_vec(),
        },
    };
    BTreeMap::from([
        (
            ADMINISTRATORS,
            role(
                "Administrators",
                "Administer the project.",
                &[ORG_ADMINS, SITE_ADMINS, JIRA_ADMINS],
            ),
        ),
        (DEVELOPERS, role("Developers", "Work in the project.", &[])),
    ])
}
