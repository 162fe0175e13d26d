//! Each operation once against the simulator: what is asked is accepted there, and what is answered fits the model.
//!
//! A module here has the name of its resource. Its `tour` calls every operation of that resource with success; what was
//! left out fails the test.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends so")]

mod site;

use jira_client::OperationInfo;
use jira_client::cloud::{self, OPERATIONS};

use site::Site;

/// Operations that cannot succeed at the simulator, each with the reason; their requests and answers are in `tests/wire`.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "GetPrioritySchemes",
        "The simulator has no priority schemes.",
    ),
    (
        "CreatePriorityScheme",
        "The simulator has no priority schemes.",
    ),
    (
        "UpdatePriorityScheme",
        "The simulator has no priority schemes.",
    ),
    (
        "DeletePriorityScheme",
        "The simulator has no priority schemes.",
    ),
    (
        "GetPrioritiesByPriorityScheme",
        "The simulator has no priority schemes.",
    ),
    (
        "GetProjectsByPriorityScheme",
        "The simulator has no priority schemes.",
    ),
    (
        "GetAvailablePrioritiesByPriorityScheme",
        "The simulator has no priority schemes.",
    ),
    (
        "SuggestedPrioritiesForMappings",
        "The simulator has no priority schemes.",
    ),
    (
        "CreateIssueSecurityScheme",
        "The simulator's issue security schemes cannot be changed.",
    ),
    (
        "UpdateIssueSecurityScheme",
        "The simulator's issue security schemes cannot be changed.",
    ),
    (
        "DeleteSecurityScheme",
        "The simulator's issue security schemes cannot be changed.",
    ),
    (
        "AddSecurityLevel",
        "The simulator's issue security schemes cannot be changed.",
    ),
    (
        "UpdateSecurityLevel",
        "The simulator's issue security schemes cannot be changed.",
    ),
    (
        "RemoveLevel",
        "The simulator's issue security schemes cannot be changed.",
    ),
    (
        "SetDefaultLevels",
        "The simulator's issue security schemes cannot be changed.",
    ),
    (
        "AddSecurityLevelMembers",
        "The simulator's issue security schemes cannot be changed.",
    ),
    (
        "RemoveMemberFromSecurityLevel",
        "The simulator's issue security schemes cannot be changed.",
    ),
    (
        "AssociateSchemesToProjects",
        "The simulator's issue security schemes cannot be changed.",
    ),
    (
        "CreateNotificationScheme",
        "The simulator has one notification scheme, which cannot be changed.",
    ),
    (
        "UpdateNotificationScheme",
        "The simulator has one notification scheme, which cannot be changed.",
    ),
    (
        "DeleteNotificationScheme",
        "The simulator has one notification scheme, which cannot be changed.",
    ),
    (
        "AddNotifications",
        "The simulator has one notification scheme, which cannot be changed.",
    ),
    (
        "RemoveNotificationFromNotificationScheme",
        "The simulator has one notification scheme, which cannot be changed.",
    ),
    (
        "EvaluateJSISJiraExpression",
        "The simulator computes no expressions.",
    ),
    (
        "AnalyseExpression",
        "The simulator computes no expressions.",
    ),
    (
        "ReadWorkflowPreviews",
        "The simulator keeps no former versions of workflows, and shows workflows whole or not at all.",
    ),
    (
        "ListWorkflowHistory",
        "The simulator keeps no former versions of workflows, and shows workflows whole or not at all.",
    ),
    (
        "ReadWorkflowFromHistory",
        "The simulator keeps no former versions of workflows, and shows workflows whole or not at all.",
    ),
    (
        "UpdateSchemes",
        "The simulator changes workflow schemes in use by switching projects only.",
    ),
    (
        "GetRequiredWorkflowSchemeMappings",
        "The simulator changes workflow schemes in use by switching projects only.",
    ),
];

macro_rules! tours {
    ($($resource:ident),+ $(,)?) => {
        $(
            mod $resource;

            #[tokio::test]
            async fn $resource() {
                let site = Site::start().await;
                $resource::tour(&site).await;
                site.assert_all_answered(cloud::$resource::TABLE);
            }
        )+

        const TOURED: &[&[&OperationInfo]] = &[ $( cloud::$resource::TABLE ),+ ];
    };
}

tours! {
    announcement_banner,
    application_roles,
    audit_records,
    groups,
    issue_navigator_settings,
    issue_security_levels,
    issue_security_schemes,
    issue_type_screen_schemes,
    issues,
    jira_expressions,
    licenses,
    myself,
    notification_schemes,
    permission_schemes,
    permissions,
    priorities,
    priority_schemes,
    project_permission_schemes,
    resolutions,
    screen_schemes,
    screen_tab_fields,
    screen_tabs,
    screens,
    server_info,
    settings,
    status_categories,
    statuses,
    time_tracking,
    users,
    workflow_schemes,
    workflows,
}

#[test]
fn every_resource_is_toured() {
    let names = |tables: &[&[&OperationInfo]]| {
        let mut names: Vec<_> = tables
            .iter()
            .flat_map(|table| table.iter().map(|one| one.name))
            .collect();
        names.sort_unstable();
        names
    };
    assert_eq!(names(TOURED), names(OPERATIONS));
}
