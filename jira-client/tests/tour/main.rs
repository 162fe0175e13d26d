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
];

const RELATED_WORK: &str = "The simulator's versions have no links to other work.";
const NOT_YET: &str = "The simulator does not play it.";
const NO_SCHEMES: &str =
    "The simulator plays a site that Atlassian has not switched over to field schemes.";

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
    issue_properties,
    issue_type_properties,
    issue_type_schemes,
    issue_types,
    issues,
    jql,
    labels,
    licenses,
    myself,
    permissions,
    project_avatars,
    project_categories,
    project_email,
    project_features,
    project_properties,
    project_role_actors,
    project_roles,
    project_types,
    project_validation,
    projects,
    remote_links,
    search,
    server_info,
    settings,
    software_issues,
    sprints,
    tasks,
    users,
    versions,
    votes,
    watchers,
    webhooks,
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
