//! The screens, workflows and schemes that a new site starts with.

use std::collections::BTreeMap;

use super::config::{
    ADMINISTRATORS, BUG, CUSTOMER_PERMISSIONS, DEFAULT_PERMISSIONS, DEVELOPERS, DONE, EPIC,
    IN_PROGRESS, IN_REVIEW, INTERNAL_LEVEL, PRIVATE_PERMISSIONS, SECURITY_SCHEME, SOFTWARE_SCHEME,
    STORY, SUBTASK, TASK, TEAM_DONE, TEAM_EPIC, TEAM_IN_PROGRESS, TEAM_PROJECT, TEAM_SCHEME,
    TEAM_SUBTASK, TEAM_TASK, TEAM_TO_DO, TO_DO, fields,
};
use crate::state::jira::config::{
    Grant, Holder, IssueTypeScheme, IssueTypeScreenScheme, PermissionScheme, Screen, ScreenScheme,
    ScreenTab, SecurityLevel, SecurityScheme, Transition, TransitionKind, Workflow, WorkflowScheme,
};
use crate::state::permissions::PERMISSIONS;
use crate::time::{DAY, GENERATED_AT};

pub(super) fn screens() -> BTreeMap<u32, Screen> {
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

pub(super) fn screen_schemes() -> BTreeMap<u32, ScreenScheme> {
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

pub(super) fn issue_type_screen_schemes() -> BTreeMap<u32, IssueTypeScreenScheme> {
    let scheme = IssueTypeScreenScheme {
        name: "Default Issue Type Screen Scheme".to_owned(),
        description: "One screen scheme for all issue types.".to_owned(),
        default: 1,
        mapped: BTreeMap::new(),
    };
    BTreeMap::from([(1, scheme)])
}

pub(super) fn issue_type_schemes() -> BTreeMap<u32, IssueTypeScheme> {
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

pub(super) fn workflows() -> BTreeMap<u32, Workflow> {
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

pub(super) fn workflow_schemes() -> BTreeMap<u32, WorkflowScheme> {
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

pub(super) fn permission_schemes() -> BTreeMap<u32, PermissionScheme> {
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

pub(super) fn security_schemes() -> BTreeMap<u32, SecurityScheme> {
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
