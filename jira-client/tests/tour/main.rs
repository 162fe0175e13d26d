//! Each operation once against the simulator: what is asked is accepted there, and what is answered fits the model.
//!
//! A module here has the name of its resource. Its `tour` calls every operation of that resource with success; what was
//! left out fails the test.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends so")]
#![allow(
    clippy::too_many_lines,
    reason = "a tour calls all operations of its resource, one after the other"
)]

mod announcement_banner;
mod application_roles;
mod attachments;
mod audit_records;
mod avatars;
mod backlog;
#[cfg(feature = "blocking")]
mod blocking;
mod boards;
mod changelogs;
mod comment_properties;
mod comments;
mod components;
mod dashboards;
mod epics;
mod field_associations;
mod field_configurations;
mod field_contexts;
mod field_options;
mod field_schemes;
mod fields;
mod filter_sharing;
mod filters;
mod groups;
mod issue_archive;
mod issue_bulk;
mod issue_link_types;
mod issue_links;
mod issue_navigator_settings;
mod issue_properties;
mod issue_security_levels;
mod issue_security_schemes;
mod issue_type_properties;
mod issue_type_schemes;
mod issue_type_screen_schemes;
mod issue_types;
mod issues;
mod jira_expressions;
mod jql;
mod labels;
mod licenses;
mod myself;
mod notification_schemes;
mod permission_schemes;
mod permissions;
mod preflight;
mod priorities;
mod priority_schemes;
mod project_avatars;
mod project_categories;
mod project_email;
mod project_features;
mod project_permission_schemes;
mod project_properties;
mod project_role_actors;
mod project_roles;
mod project_types;
mod project_validation;
mod projects;
mod remote_links;
mod resolutions;
mod screen_schemes;
mod screen_tab_fields;
mod screen_tabs;
mod screens;
mod search;
mod server_info;
mod settings;
mod site;
mod software_issues;
mod sprints;
mod status_categories;
mod statuses;
mod tasks;
mod time_tracking;
mod user_properties;
mod user_search;
mod users;
mod versions;
mod votes;
mod watchers;
mod webhooks;
mod workflow_schemes;
mod workflows;
mod worklog_properties;
mod worklogs;

use jira_client::OperationInfo;
use jira_client::cloud::{self, OPERATIONS};

use site::Site;

/// Operations that cannot succeed at the simulator, each with the reason; their requests and answers are in `tests/wire`.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "CancelTask",
        "Tasks are over there before anybody can ask for their end.",
    ),
    ("StoreAvatar", "The simulator keeps no pictures."),
    ("DeleteAvatar", "The simulator keeps no pictures."),
    ("CreateProjectAvatar", "The simulator keeps no pictures."),
    ("DeleteProjectAvatar", "The simulator keeps no pictures."),
    ("CreateIssueTypeAvatar", "The simulator keeps no pictures."),
    ("GetRelatedWork", RELATED_WORK),
    ("CreateRelatedWork", RELATED_WORK),
    ("UpdateRelatedWork", RELATED_WORK),
    ("DeleteRelatedWork", RELATED_WORK),
    ("GetProjectFields", NOT_YET),
    ("CreateAssociations", NOT_YET),
    ("RemoveAssociations", NOT_YET),
    ("GetFieldAssociationSchemes", NO_SCHEMES),
    ("GetFieldAssociationSchemeById", NO_SCHEMES),
    ("SearchFieldAssociationSchemeFields", NO_SCHEMES),
    ("GetFieldAssociationSchemeItemParameters", NO_SCHEMES),
    ("SearchFieldAssociationSchemeProjects", NO_SCHEMES),
    ("GetProjectsWithFieldSchemes", NO_SCHEMES),
    ("CreateFieldAssociationScheme", NO_SCHEMES),
    ("CloneFieldAssociationScheme", NO_SCHEMES),
    ("UpdateFieldAssociationScheme", NO_SCHEMES),
    ("DeleteFieldAssociationScheme", NO_SCHEMES),
    ("UpdateFieldsAssociatedWithSchemes", NO_SCHEMES),
    ("RemoveFieldsAssociatedWithSchemes", NO_SCHEMES),
    ("UpdateFieldAssociationSchemeItemParameters", NO_SCHEMES),
    ("RemoveFieldAssociationSchemeItemParameters", NO_SCHEMES),
    ("AssociateProjectsToFieldAssociationSchemes", NO_SCHEMES),
    (
        "GetFailedWebhooks",
        "for Connect apps alone, which the simulator has none of",
    ),
    ("GetPrioritySchemes", NO_PRIORITY_SCHEMES),
    ("CreatePriorityScheme", NO_PRIORITY_SCHEMES),
    ("UpdatePriorityScheme", NO_PRIORITY_SCHEMES),
    ("DeletePriorityScheme", NO_PRIORITY_SCHEMES),
    ("GetPrioritiesByPriorityScheme", NO_PRIORITY_SCHEMES),
    ("GetProjectsByPriorityScheme", NO_PRIORITY_SCHEMES),
    (
        "GetAvailablePrioritiesByPriorityScheme",
        NO_PRIORITY_SCHEMES,
    ),
    ("SuggestedPrioritiesForMappings", NO_PRIORITY_SCHEMES),
    ("CreateIssueSecurityScheme", FIXED_SECURITY),
    ("UpdateIssueSecurityScheme", FIXED_SECURITY),
    ("DeleteSecurityScheme", FIXED_SECURITY),
    ("AddSecurityLevel", FIXED_SECURITY),
    ("UpdateSecurityLevel", FIXED_SECURITY),
    ("RemoveLevel", FIXED_SECURITY),
    ("SetDefaultLevels", FIXED_SECURITY),
    ("AddSecurityLevelMembers", FIXED_SECURITY),
    ("RemoveMemberFromSecurityLevel", FIXED_SECURITY),
    ("AssociateSchemesToProjects", FIXED_SECURITY),
    ("CreateNotificationScheme", FIXED_NOTIFICATIONS),
    ("UpdateNotificationScheme", FIXED_NOTIFICATIONS),
    ("DeleteNotificationScheme", FIXED_NOTIFICATIONS),
    ("AddNotifications", FIXED_NOTIFICATIONS),
    (
        "RemoveNotificationFromNotificationScheme",
        FIXED_NOTIFICATIONS,
    ),
    ("EvaluateJSISJiraExpression", NO_EXPRESSIONS),
    ("AnalyseExpression", NO_EXPRESSIONS),
    ("ReadWorkflowPreviews", WHOLE_WORKFLOWS),
    ("ListWorkflowHistory", WHOLE_WORKFLOWS),
    ("ReadWorkflowFromHistory", WHOLE_WORKFLOWS),
    ("UpdateSchemes", FIXED_WORKFLOW_SCHEMES),
    ("GetRequiredWorkflowSchemeMappings", FIXED_WORKFLOW_SCHEMES),
];

const NO_PRIORITY_SCHEMES: &str = "The simulator has no priority schemes.";
const FIXED_SECURITY: &str = "The simulator's issue security schemes cannot be changed.";
const FIXED_NOTIFICATIONS: &str =
    "The simulator has one notification scheme, which cannot be changed.";
const NO_EXPRESSIONS: &str = "The simulator computes no expressions.";
const WHOLE_WORKFLOWS: &str =
    "The simulator keeps no former versions of workflows, and shows workflows whole or not at all.";
const FIXED_WORKFLOW_SCHEMES: &str =
    "The simulator changes workflow schemes in use by switching projects only.";
const RELATED_WORK: &str = "The simulator's versions have no links to other work.";
const NOT_YET: &str = "The simulator does not play it.";
const NO_SCHEMES: &str =
    "The simulator plays a site that Atlassian has not switched over to field schemes.";

macro_rules! tours {
    ($($resource:ident),+ $(,)?) => {
        $(
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
    attachments,
    audit_records,
    avatars,
    backlog,
    boards,
    changelogs,
    comment_properties,
    comments,
    components,
    dashboards,
    epics,
    field_associations,
    field_configurations,
    field_contexts,
    field_options,
    field_schemes,
    fields,
    filter_sharing,
    filters,
    groups,
    issue_archive,
    issue_bulk,
    issue_link_types,
    issue_links,
    issue_navigator_settings,
    issue_properties,
    issue_security_levels,
    issue_security_schemes,
    issue_type_properties,
    issue_type_schemes,
    issue_type_screen_schemes,
    issue_types,
    issues,
    jira_expressions,
    jql,
    labels,
    licenses,
    myself,
    notification_schemes,
    permission_schemes,
    permissions,
    priorities,
    priority_schemes,
    project_avatars,
    project_categories,
    project_email,
    project_features,
    project_permission_schemes,
    project_properties,
    project_role_actors,
    project_roles,
    project_types,
    project_validation,
    projects,
    remote_links,
    resolutions,
    screen_schemes,
    screen_tab_fields,
    screen_tabs,
    screens,
    search,
    server_info,
    settings,
    software_issues,
    sprints,
    status_categories,
    statuses,
    tasks,
    time_tracking,
    user_properties,
    user_search,
    users,
    versions,
    votes,
    watchers,
    webhooks,
    workflow_schemes,
    workflows,
    worklog_properties,
    worklogs,
}

#[test]
fn every_resource_is_toured() {
    let toured: Vec<&str> = TOURED
        .iter()
        .flat_map(|table| table.iter().map(|one| one.name))
        .collect();
    let left_out: Vec<&str> = OPERATIONS
        .iter()
        .flat_map(|table| table.iter().map(|one| one.name))
        .filter(|name| !toured.contains(name))
        .collect();
    assert!(left_out.is_empty(), "without a tour: {left_out:?}");
}
