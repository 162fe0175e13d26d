//! The configuration that a new site starts with, with Atlassian's usual ids.

use std::collections::BTreeMap;

use crate::state::groups::{JIRA_ADMINS, ORG_ADMINS, SITE_ADMINS};
use crate::state::jira::config::{
    Actors, Category, Config, CustomField, FieldContext, FieldKind, FieldOption, Grant, Holder,
    IssueType, IssueTypeScheme, IssueTypeScreenScheme, LinkType, PermissionScheme, Priority,
    ProjectRole, Resolution, Screen, ScreenScheme, ScreenTab, SecurityLevel, SecurityScheme,
    Status, StatusCategory, Transition, TransitionKind, Workflow, WorkflowScheme,
};
use crate::state::jira::field;
use crate::state::permissions::PERMISSIONS;
use crate::time::{DAY, GENERATED_AT};

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
        screens: screens(),
        screen_schemes: screen_schemes(),
        issue_type_screen_schemes: issue_type_screen_schemes(),
        issue_type_schemes: issue_type_schemes(),
        workflows: workflows(),
        workflow_schemes: workflow_schemes(),
        permission_schemes: permission_schemes(),
        security_schemes: security_schemes(),
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
fn fields() -> BTreeMap<u32, CustomField> {
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

fn screens() -> BTreeMap<u32, Screen> {
    let tab = |id, fields: &[&str]| ScreenTab {
        id,
        name: "Field Tab".to_owned(),
        fields: fields.iter().map(|f| (*f).to_owned()).collect(),
    };
    let custom: Vec<String> = fields()
        .keys()
        .map(|id| format!("customfield_{id}"))
        .collect();
    let mut all = tab(
        10_000,
        &[
            "summary",
            "issuetype",
            "security",
            "priority",
            "duedate",
            "components",
            "versions",
            "fixVersions",
            "assignee",
            "reporter",
            "environment",
            "description",
            "timetracking",
            "attachment",
            "labels",
            "issuelinks",
            "parent",
        ],
    );
    all.fields.extend(custom);
    let screen = |name: &str, description: &str, tab: ScreenTab| Screen {
        name: name.to_owned(),
        description: description.to_owned(),
        tabs: vec![tab],
    };
    BTreeMap::from([
        (1, screen("Default Screen", "Every field.", all)),
        (
            2,
            screen(
                "Workflow Screen",
                "Asks who goes on.",
                tab(10_001, &["assignee"]),
            ),
        ),
        (
            3,
            screen(
                "Resolve Issue Screen",
                "Asks how it ended.",
                tab(10_002, &["resolution", "fixVersions", "assignee"]),
            ),
        ),
    ])
}

fn screen_schemes() -> BTreeMap<u32, ScreenScheme> {
    let scheme = ScreenScheme {
        name: "Default Screen Scheme".to_owned(),
        description: "One screen for everything.".to_owned(),
        default: 1,
        create: None,
        edit: None,
        view: None,
    };
    BTreeMap::from([(1, scheme)])
}

fn issue_type_screen_schemes() -> BTreeMap<u32, IssueTypeScreenScheme> {
    let scheme = IssueTypeScreenScheme {
        name: "Default Issue Type Screen Scheme".to_owned(),
        description: "One screen scheme for all issue types.".to_owned(),
        default: 1,
        mapped: BTreeMap::new(),
    };
    BTreeMap::from([(1, scheme)])
}

fn issue_type_schemes() -> BTreeMap<u32, IssueTypeScheme> {
    let scheme =
        |name: &str, description: &str, types: &[u32], default, is_default| IssueTypeScheme {
            name: name.to_owned(),
            description: description.to_owned(),
            issue_types: types.to_vec(),
            default,
            is_default,
        };
    let types = [EPIC, STORY, TASK, SUBTASK, BUG];
    BTreeMap::from([
        (
            SOFTWARE_SCHEME,
            scheme(
                "Default Issue Type Scheme",
                "Every issue type of the site.",
                &types,
                Some(STORY),
                true,
            ),
        ),
        (
            TEAM_SCHEME,
            scheme(
                "TEAM: Issue Type Scheme",
                "",
                &[TEAM_EPIC, TEAM_TASK, TEAM_SUBTASK],
                Some(TEAM_TASK),
                false,
            ),
        ),
    ])
}

fn transition(id: u32, name: &str, kind: TransitionKind, from: &[u32], to: u32) -> Transition {
    Transition {
        id,
        name: name.to_owned(),
        kind,
        from: from.to_vec(),
        to,
        screen: None,
        permission: None,
    }
}

fn workflows() -> BTreeMap<u32, Workflow> {
    use TransitionKind::{Directed, Global, Initial};
    let workflow = |entity: &str, name: &str, statuses: &[u32], project, transitions| Workflow {
        entity_id: entity.to_owned(),
        name: name.to_owned(),
        description: String::new(),
        statuses: statuses.to_vec(),
        transitions,
        project,
        version: 1,
        created: GENERATED_AT - 900 * DAY,
        updated: GENERATED_AT - 700 * DAY,
    };
    let mut resolve = transition(41, "Done", Directed, &[IN_PROGRESS, IN_REVIEW], DONE);
    resolve.screen = Some(3);
    let mut close = transition(51, "Close", Global, &[], DONE);
    close.permission = Some("CLOSE_ISSUES".to_owned());
    BTreeMap::from([
        (
            1,
            workflow(
                "1a111111-0000-4000-8000-000000000001",
                "Software workflow",
                &[TO_DO, IN_PROGRESS, IN_REVIEW, DONE],
                None,
                vec![
                    transition(1, "Create", Initial, &[], TO_DO),
                    transition(11, "To Do", Directed, &[IN_PROGRESS, IN_REVIEW], TO_DO),
                    transition(
                        21,
                        "In Progress",
                        Directed,
                        &[TO_DO, IN_REVIEW],
                        IN_PROGRESS,
                    ),
                    transition(31, "In Review", Directed, &[IN_PROGRESS], IN_REVIEW),
                    resolve,
                    close,
                    transition(61, "Reopen", Directed, &[DONE], TO_DO),
                ],
            ),
        ),
        (
            2,
            workflow(
                "1a111111-0000-4000-8000-000000000002",
                "TEAM workflow",
                &[TEAM_TO_DO, TEAM_IN_PROGRESS, TEAM_DONE],
                Some(TEAM_PROJECT),
                vec![
                    transition(1, "Create", Initial, &[], TEAM_TO_DO),
                    transition(11, "To Do", Global, &[], TEAM_TO_DO),
                    transition(21, "In Progress", Global, &[], TEAM_IN_PROGRESS),
                    transition(31, "Done", Global, &[], TEAM_DONE),
                ],
            ),
        ),
    ])
}

fn workflow_schemes() -> BTreeMap<u32, WorkflowScheme> {
    let scheme = |name: &str, default| WorkflowScheme {
        name: name.to_owned(),
        description: String::new(),
        default,
        mapped: BTreeMap::new(),
    };
    BTreeMap::from([
        (SOFTWARE_SCHEME, scheme("Software workflow scheme", 1)),
        (TEAM_SCHEME, scheme("TEAM workflow scheme", 2)),
    ])
}

/// Everybody with a seat works on issues; what is left belongs to the project's administrators.
const FOR_ADMINISTRATORS: [&str; 11] = [
    "ADMINISTER_PROJECTS",
    "MANAGE_WATCHERS",
    "DELETE_ISSUES",
    "MODIFY_REPORTER",
    "SET_ISSUE_SECURITY",
    "VIEW_READONLY_WORKFLOW",
    "MANAGE_SPRINTS_PERMISSION",
    "EDIT_ALL_COMMENTS",
    "DELETE_ALL_COMMENTS",
    "EDIT_ALL_WORKLOGS",
    "DELETE_ALL_WORKLOGS",
];

fn grants(worker: &Holder, extra: &[(&str, Holder)]) -> Vec<Grant> {
    let mut given: Vec<(&str, Holder)> = PERMISSIONS
        .iter()
        .filter(|p| !p.global)
        .flat_map(|p| {
            let admins = (p.key, Holder::ProjectRole(ADMINISTRATORS));
            let for_admins =
                FOR_ADMINISTRATORS.contains(&p.key) || p.key == "DELETE_ALL_ATTACHMENTS";
            let worker = (!for_admins).then(|| (p.key, worker.clone()));
            [Some(admins), worker].into_iter().flatten()
        })
        .collect();
    given.extend(extra.iter().cloned());
    given
        .into_iter()
        .zip(10_000..)
        .map(|((permission, holder), id)| Grant {
            id,
            permission: permission.to_owned(),
            holder,
        })
        .collect()
}

fn permission_schemes() -> BTreeMap<u32, PermissionScheme> {
    let scheme = |name: &str, description: &str, grants| PermissionScheme {
        name: name.to_owned(),
        description: description.to_owned(),
        grants,
    };
    let anybody = Holder::ApplicationRole(None);
    let developers = Holder::ProjectRole(DEVELOPERS);
    let own = [("BROWSE_PROJECTS", Holder::Reporter)];
    BTreeMap::from([
        (
            DEFAULT_PERMISSIONS,
            scheme(
                "Default software scheme",
                "Everybody with a seat works on issues.",
                grants(&anybody, &[]),
            ),
        ),
        (
            PRIVATE_PERMISSIONS,
            scheme(
                "Private scheme",
                "Only the people of the project see it.",
                grants(&developers, &[]),
            ),
        ),
        (
            CUSTOMER_PERMISSIONS,
            scheme(
                "Reporters' scheme",
                "Reporters see what they reported.",
                grants(&developers, &own),
            ),
        ),
    ])
}

fn security_schemes() -> BTreeMap<u32, SecurityScheme> {
    let level = |id, name: &str, holders| SecurityLevel {
        id,
        name: name.to_owned(),
        description: String::new(),
        holders,
    };
    let scheme = SecurityScheme {
        name: "Operations security".to_owned(),
        description: "Keeps incidents among those who work on them.".to_owned(),
        default: None,
        levels: vec![
            level(
                INTERNAL_LEVEL,
                "Internal",
                vec![Holder::ProjectRole(ADMINISTRATORS), Holder::Assignee],
            ),
            level(INTERNAL_LEVEL + 1, "Reporter only", vec![Holder::Reporter]),
        ],
    };
    BTreeMap::from([(SECURITY_SCHEME, scheme)])
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
