//! Jira Cloud, REST v3: one handle for each resource of Atlassian's reference, from [`Jira`].
//!
//! Each module holds the operations of one resource together with what they take and return.

pub mod announcement_banner;
pub mod application_roles;
pub mod attachments;
pub mod audit_records;
pub mod avatars;
pub mod backlog;
pub mod boards;
pub mod changelogs;
pub mod changes;
pub mod comment_properties;
pub mod comments;
pub mod components;
pub mod crawl;
pub mod dashboards;
pub mod epics;
pub mod field_associations;
pub mod field_configurations;
pub mod field_contexts;
pub mod field_options;
pub mod field_schemes;
pub mod fields;
pub mod filter_sharing;
pub mod filters;
pub mod groups;
pub mod issue_archive;
pub mod issue_bulk;
pub mod issue_link_types;
pub mod issue_links;
pub mod issue_navigator_settings;
pub mod issue_properties;
pub mod issue_security_levels;
pub mod issue_security_schemes;
pub mod issue_type_properties;
pub mod issue_type_schemes;
pub mod issue_type_screen_schemes;
pub mod issue_types;
pub mod issues;
pub mod jira_expressions;
pub mod jql;
pub mod labels;
pub mod licenses;
pub mod myself;
pub mod notification_schemes;
pub mod permission_schemes;
pub mod permissions;
pub mod preflight;
pub mod priorities;
pub mod priority_schemes;
pub mod project_avatars;
pub mod project_categories;
pub mod project_email;
pub mod project_features;
pub mod project_permission_schemes;
pub mod project_properties;
pub mod project_role_actors;
pub mod project_roles;
pub mod project_types;
pub mod project_validation;
pub mod projects;
pub mod properties;
pub mod remote_links;
pub mod resolutions;
pub mod screen_schemes;
pub mod screen_tab_fields;
pub mod screen_tabs;
pub mod screens;
pub mod search;
pub mod server_info;
pub mod settings;
pub mod software_issues;
pub mod sprints;
pub mod status_categories;
pub mod statuses;
pub mod tasks;
pub mod time_tracking;
pub mod user_properties;
pub mod user_search;
pub mod users;
pub mod versions;
pub mod votes;
pub mod watchers;
pub mod webhooks;
pub mod workflow_schemes;
pub mod workflows;
pub mod worklog_properties;
pub mod worklogs;

use std::borrow::Cow;

use atlassian_core::http::Method;
use atlassian_core::{Call, Client, OperationInfo, Product};

/// A Jira Cloud site.
///
/// Cheap to clone; it holds a [`Client`] and nothing else. Each method gives the handle of a resource, and each method
/// of a handle gives a call that is sent by `.send()`, or walked through by `.items()` where it is a listing.
///
/// ```no_run
/// # async fn example(client: jira_client::Client) -> jira_client::Result<()> {
/// let jira = jira_client::cloud::Jira::new(client);
/// let mut groups = jira.groups().list().items();
/// while let Some(group) = groups.next().await {
///     println!("{}", group?.name);
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Jira {
    client: Client,
}

/// One line for each resource: its module, its accessor on [`Jira`], and its rows in the operation table.
macro_rules! resources {
    ($( $(#[$doc:meta])* $accessor:ident: $module:ident::$handle:ident; )+) => {
        impl Jira {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $accessor(&self) -> $module::$handle {
                    $module::$handle::new(&self.client)
                }
            )+
        }

        /// The operation tables of all resources.
        pub static OPERATIONS: &[&[&OperationInfo]] = &[ $( $module::TABLE ),+ ];

        /// Every declared operation with the fields of its answer's model, for the contract check.
        #[cfg(feature = "contract")]
        #[inline]
        #[must_use]
        pub fn declarations() -> Vec<atlassian_core::Declaration> {
            [ $( $module::declarations() ),+ ].concat()
        }
    };
}

resources! {
    /// Which Jira this is.
    server_info: server_info::ServerInfoResource;
    /// Who is calling.
    myself: myself::MyselfResource;
    /// Accounts.
    users: users::Users;
    /// Accounts that can do something, and pickers.
    user_search: user_search::UserSearch;
    /// What apps keep on accounts.
    user_properties: user_properties::UserProperties;
    /// Groups and their members.
    groups: groups::Groups;
    /// Who may use which product, and how many seats are left.
    application_roles: application_roles::ApplicationRoles;
    /// The settings of the whole site.
    settings: settings::Settings;
    /// What an account may do.
    permissions: permissions::Permissions;
    /// What administrators changed.
    audit_records: audit_records::AuditRecords;
    /// Plans and how many accounts count for them.
    licenses: licenses::Licenses;
    /// Issues.
    issues: issues::Issues;
    /// Statuses of issues.
    statuses: statuses::Statuses;
    /// Status categories.
    status_categories: status_categories::StatusCategories;
    /// Workflows.
    workflows: workflows::Workflows;
    /// Workflow schemes.
    workflow_schemes: workflow_schemes::WorkflowSchemes;
    /// Priorities.
    priorities: priorities::Priorities;
    /// Priority schemes.
    priority_schemes: priority_schemes::PrioritySchemes;
    /// Resolutions.
    resolutions: resolutions::Resolutions;
    /// Screens.
    screens: screens::Screens;
    /// The tabs of a screen.
    screen_tabs: screen_tabs::ScreenTabs;
    /// The fields on a tab of a screen.
    screen_tab_fields: screen_tab_fields::ScreenTabFields;
    /// Screen schemes.
    screen_schemes: screen_schemes::ScreenSchemes;
    /// Issue type screen schemes.
    issue_type_screen_schemes: issue_type_screen_schemes::IssueTypeScreenSchemes;
    /// Permission schemes.
    permission_schemes: permission_schemes::PermissionSchemes;
    /// The permission scheme and the issue security scheme of a project.
    project_permission_schemes: project_permission_schemes::ProjectPermissionSchemes;
    /// Notification schemes.
    notification_schemes: notification_schemes::NotificationSchemes;
    /// Issue security schemes.
    issue_security_schemes: issue_security_schemes::IssueSecuritySchemes;
    /// The levels of issue security schemes.
    issue_security_levels: issue_security_levels::IssueSecurityLevels;
    /// How time is tracked.
    time_tracking: time_tracking::TimeTracking;
    /// The announcement banner.
    announcement_banner: announcement_banner::AnnouncementBanner;
    /// The columns of lists of issues.
    issue_navigator_settings: issue_navigator_settings::IssueNavigatorSettings;
    /// Jira expressions.
    jira_expressions: jira_expressions::JiraExpressions;
    /// Issue types.
    issue_types: issue_types::IssueTypes;
    /// What apps keep on issue types.
    issue_type_properties: issue_type_properties::IssueTypeProperties;
    /// Which issue types a project has.
    issue_type_schemes: issue_type_schemes::IssueTypeSchemes;
    /// Projects.
    projects: projects::Projects;
    /// What projects can be for.
    project_types: project_types::ProjectTypes;
    /// Categories of projects.
    project_categories: project_categories::ProjectCategories;
    /// What accounts and groups can be in a project.
    project_roles: project_roles::ProjectRoles;
    /// Who is in a role of a project.
    project_role_actors: project_role_actors::ProjectRoleActors;
    /// What apps keep on projects.
    project_properties: project_properties::ProjectProperties;
    /// Features of a project that can be switched.
    project_features: project_features::ProjectFeatures;
    /// The picture of a project.
    project_avatars: project_avatars::ProjectAvatars;
    /// The address that a project's mails come from.
    project_email: project_email::ProjectEmail;
    /// Which keys and names a new project can have.
    project_validation: project_validation::ProjectValidation;
    /// Pictures of projects, issue types, priorities and accounts.
    avatars: avatars::Avatars;
    /// Versions of a project.
    versions: versions::Versions;
    /// Components of a project.
    components: components::Components;
    /// Boards.
    boards: boards::Boards;
    /// The backlog.
    backlog: backlog::Backlog;
    /// Sprints.
    sprints: sprints::Sprints;
    /// Epics.
    epics: epics::Epics;
    /// Issues as boards see them.
    software_issues: software_issues::SoftwareIssues;
    /// Filters.
    filters: filters::Filters;
    /// Whom filters are shared with.
    filter_sharing: filter_sharing::FilterSharing;
    /// Dashboards.
    dashboards: dashboards::Dashboards;
    /// The webhooks of an app.
    webhooks: webhooks::Webhooks;
    /// Comments on an issue.
    comments: comments::Comments;
    /// What apps keep on comments.
    comment_properties: comment_properties::CommentProperties;
    /// Work logged on an issue.
    worklogs: worklogs::Worklogs;
    /// What apps keep on worklogs.
    worklog_properties: worklog_properties::WorklogProperties;
    /// Attachments of an issue.
    attachments: attachments::Attachments;
    /// Links between issues.
    issue_links: issue_links::IssueLinks;
    /// The kinds of links between issues.
    issue_link_types: issue_link_types::IssueLinkTypes;
    /// Links from an issue to things elsewhere.
    remote_links: remote_links::RemoteLinks;
    /// Who watches an issue.
    watchers: watchers::Watchers;
    /// Votes for an issue.
    votes: votes::Votes;
    /// The fields of issues.
    fields: fields::Fields;
    /// Finding issues by JQL.
    search: search::Search;
    /// JQL itself: reading, judging and completing queries.
    jql: jql::JqlResource;
    /// Where custom fields hold.
    field_contexts: field_contexts::FieldContexts;
    /// The options of custom fields.
    field_options: field_options::FieldOptions;
    /// Which projects have which fields.
    field_associations: field_associations::FieldAssociations;
    /// What fields are like in which projects.
    field_schemes: field_schemes::FieldSchemes;
    /// What fields were like before field schemes.
    field_configurations: field_configurations::FieldConfigurations;
    /// Archiving issues, and bringing them back.
    issue_archive: issue_archive::IssueArchive;
    /// Changes of many issues at once, in the background.
    issue_bulk: issue_bulk::IssueBulk;
    /// What apps keep on issues.
    issue_properties: issue_properties::IssueProperties;
    /// What changed in issues, when and by whom.
    changelogs: changelogs::Changelogs;
    /// The labels in use.
    labels: labels::Labels;
    /// What the service does in the background.
    tasks: tasks::Tasks;
}

impl Jira {
    /// The Jira of this client's site.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self {
            client: client.for_product(Product::Jira),
        }
    }

    /// The client that the calls go through.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Asks whether the caller has the permissions that a program needs.
    pub fn preflight(&self) -> preflight::Preflight {
        preflight::Preflight::new(&self.client)
    }

    /// A call by hand, for what is not declared here: `request(Method::GET, "/rest/api/3/field")`.
    ///
    /// It has the same credential, limits, retries, pages and errors as every other call. Ids belong into path parameters
    /// ([`Call::path`]) and not into the template.
    pub fn request(&self, method: Method, path: impl Into<Cow<'static, str>>) -> Call {
        self.client.request(method, path)
    }
}

/// Every declared operation, as data: method, path, parameters, permission, scopes and paging.
///
/// ```
/// let mut writes = jira_client::cloud::operations().filter(|operation| operation.method != "GET");
/// assert!(writes.any(|operation| operation.path == "/rest/api/3/group"));
/// ```
pub fn operations() -> impl Iterator<Item = &'static OperationInfo> {
    OPERATIONS.iter().flat_map(|table| table.iter().copied())
}
