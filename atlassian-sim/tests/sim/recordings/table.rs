//! Which answer is compared with which recording.

/// One comparison.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) file: &'static str,
    /// Where in the recording the things stand that are compared.
    pub(super) recorded: &'static str,
    /// What is asked, with a GET.
    pub(super) path: &'static str,
    /// Where in the answer the things stand that are compared.
    pub(super) answer: &'static str,
    /// A list, and where in it stand the names that take the place of `{}` in the path.
    pub(super) each: Option<(&'static str, &'static str)>,
    /// Whether the recording is all that the site sent; of one that was cut down by hand, or of an older Jira, only what
    /// is left is looked for.
    pub(super) whole: bool,
    /// Whether the operation is still to come.
    pub(super) waits: bool,
}

impl Row {
    const fn new(
        (file, recorded): (&'static str, &'static str),
        (path, answer): (&'static str, &'static str),
    ) -> Self {
        Self {
            file,
            recorded,
            path,
            answer,
            each: None,
            whole: false,
            waits: false,
        }
    }

    const fn each(mut self, list: (&'static str, &'static str)) -> Self {
        self.each = Some(list);
        self
    }

    const fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    const fn waits(mut self) -> Self {
        self.waits = true;
        self
    }
}

/// A place at which the simulator rightly differs from a recording.
#[derive(Debug)]
pub(super) struct Difference {
    pub(super) file: &'static str,
    pub(super) at: &'static str,
    pub(super) reason: &'static str,
}

/// A list of issues, and their keys.
const ISSUES: (&str, &str) = (
    "/rest/api/3/search/jql?jql=created%20is%20not%20EMPTY&fields=summary&maxResults=20",
    "/issues/*/key",
);
/// A list of projects, and their keys.
const PROJECTS: (&str, &str) = ("/rest/api/3/project/search", "/values/*/key");
/// A list of boards with sprints, and their ids.
const BOARDS: (&str, &str) = ("/rest/agile/1.0/board?type=scrum", "/values/*/id");

pub(super) const ROWS: &[Row] = &[
    Row::new(("estuary-airbyte/expected_records/users.json", "/*"), ("/rest/api/3/users/search", "/*")).whole(),
    Row::new(("estuary-airbyte/source-jira-legacy/unit_tests/responses/users_groups_detailed.json", "/*"), ("/rest/api/3/user?accountId={}&expand=groups%2CapplicationRoles", "")).each(("/rest/api/3/users/search", "/*/accountId")).whole(),
    Row::new(("ankitpokhrel-jira-cli/pkg/jira/testdata/myself.json", ""), ("/rest/api/3/myself", "")),
    Row::new(("estuary-airbyte/expected_records/groups.json", "/*"), ("/rest/api/3/group/bulk", "/values/*")).whole(),
    Row::new(("estuary-airbyte/expected_records/application_roles.json", "/*"), ("/rest/api/3/applicationrole", "/*")).whole(),
    Row::new(("estuary-airbyte/expected_records/jira_settings.json", "/*"), ("/rest/api/3/application-properties", "/*")).whole(),
    Row::new(("dapplo.jira/src/Dapplo.Jira.Tests/JsonTestFiles/configuration.json", ""), ("/rest/api/3/configuration", "")).whole(),
    Row::new(("ankitpokhrel-jira-cli/pkg/jira/testdata/serverinfo.json", ""), ("/rest/api/3/serverInfo", "")),
    Row::new(("jira-rest-java-client/test/src/test/resources/json/auditRecord/valid.json", "/records/*"), ("/rest/api/3/auditing/record", "/records/*")),
    Row::new(("estuary-airbyte/expected_records/issue_navigator_settings.json", "/*"), ("/rest/api/3/settings/columns", "/*")).whole().waits(),
    Row::new(("estuary-airbyte/expected_records/issue_fields.json", "/*"), ("/rest/api/3/field", "/*")).waits(),
    Row::new(("go-jira/testing/mock-data/all_fields.json", "/*"), ("/rest/api/3/field", "/*")).waits(),
    Row::new(("estuary-airbyte/expected_records/issue_custom_field_contexts.json", "/*"), ("/rest/api/3/field/{}/context", "/values/*")).each(("/rest/api/3/field/search?type=custom", "/values/*/id")).whole().waits(),
    Row::new(("estuary-airbyte/expected_records/issue_link_types.json", "/*"), ("/rest/api/3/issueLinkType", "/issueLinkTypes/*")).whole().waits(),
    Row::new(("estuary-airbyte/expected_records/issue_priorities.json", "/*"), ("/rest/api/3/priority/search", "/values/*")).whole().waits(),
    Row::new(("estuary-airbyte/expected_records/issue_resolutions.json", "/*"), ("/rest/api/3/resolution/search", "/values/*")).whole().waits(),
    Row::new(("devlake/_raw_jira_api_issue_types.json", "/*/record"), ("/rest/api/3/issuetype", "/*")).whole().waits(),
    Row::new(("devlake/_raw_jira_api_status.json", "/*/record"), ("/rest/api/2/status", "/*")).whole().waits(),
    Row::new(("estuary-airbyte/expected_records/workflow_statuses.json", "/*"), ("/rest/api/3/status", "/*")).waits(),
    Row::new(("estuary-airbyte/expected_records/workflow_status_categories.json", "/*"), ("/rest/api/3/statuscategory", "/*")).whole().waits(),
    Row::new(("estuary-airbyte/expected_records/workflows.json", "/*"), ("/rest/api/3/workflow/search", "/values/*")).whole().waits(),
    Row::new(("estuary-airbyte/source-jira-legacy/unit_tests/responses/workflow_schemas.json", "/values/*"), ("/rest/api/3/workflowscheme", "/values/*")).whole().waits(),
    Row::new(("estuary-airbyte/expected_records/issue_type_screen_schemes.json", "/*"), ("/rest/api/3/issuetypescreenscheme", "/values/*")).whole().waits(),
    Row::new(("estuary-airbyte/expected_records/screen_schemes.json", "/*"), ("/rest/api/3/screenscheme", "/values/*")).whole().waits(),
    Row::new(("estuary-airbyte/expected_records/screens.json", "/*"), ("/rest/api/3/screens", "/values/*")).whole().waits(),
    Row::new(("estuary-airbyte/expected_records/permission_schemes.json", "/*"), ("/rest/api/3/permissionscheme?expand=permissions", "/permissionSchemes/*")).whole().waits(),
    Row::new(("estuary-airbyte/expected_records/project_roles.json", "/*"), ("/rest/api/3/role", "/*")).waits(),
    Row::new(("estuary-airbyte/expected_records/project_categories.json", "/*"), ("/rest/api/3/projectCategory", "/*")).whole().waits(),
    Row::new(("estuary-airbyte/source-jira-legacy/unit_tests/responses/projects.json", "/values/*"), ("/rest/api/3/project/search?expand=description", "/values/*")).waits(),
    Row::new(("estuary-airbyte/expected_records/project_components.json", "/*"), ("/rest/api/3/project/{}/component", "/values/*")).each(PROJECTS).whole().waits(),
    Row::new(("estuary-airbyte/expected_records/project_versions.json", "/*"), ("/rest/api/3/project/{}/version", "/values/*")).each(PROJECTS).whole().waits(),
    Row::new(("estuary-airbyte/expected_records/dashboards.json", "/*"), ("/rest/api/3/dashboard", "/dashboards/*")).whole().waits(),
    Row::new(("estuary-airbyte/source-jira-legacy/unit_tests/responses/filter.json", "/values/*"), ("/rest/api/3/filter/search?expand=description%2Cowner%2Cjql%2CviewUrl%2CsearchUrl%2Cfavourite%2CfavouritedCount%2CsharePermissions%2CisWritable%2Csubscriptions", "/values/*")).whole().waits(),
    Row::new(("estuary-airbyte/expected_records/avatars.json", "/*"), ("/rest/api/3/avatar/issuetype/system", "/system/*")).whole().waits(),
    Row::new(("estuary-airbyte/source-jira-legacy/unit_tests/responses/labels.json", ""), ("/rest/api/3/label", "")).whole().waits(),
    Row::new(("ankitpokhrel-jira-cli/pkg/jira/testdata/search.json", ""), ("/rest/api/3/search/jql?jql=created%20is%20not%20EMPTY&fields=*all&expand=names", "")).waits(),
    Row::new(("ankitpokhrel-jira-cli/pkg/jira/testdata/issue.json", ""), ("/rest/api/3/issue/{}", "")).each(ISSUES).waits(),
    Row::new(("estuary-airbyte/expected_records/issue_votes.json", "/*"), ("/rest/api/3/issue/{}/votes", "")).each(ISSUES).whole().waits(),
    Row::new(("estuary-airbyte/source-jira-legacy/unit_tests/responses/issue_comments.json", "/comments/*"), ("/rest/api/3/issue/{}/comment", "/comments/*")).each(ISSUES).whole().waits(),
    Row::new(("estuary-airbyte/source-jira-legacy/unit_tests/responses/issue_worklogs.json", ""), ("/rest/api/3/issue/{}/worklog", "")).each(ISSUES).waits(),
    Row::new(("devlake/_raw_jira_api_worklogs.json", "/*/record"), ("/rest/api/2/issue/{}/worklog", "/worklogs/*")).each(ISSUES).whole().waits(),
    Row::new(("devlake/_raw_jira_api_issue_changelogs.json", "/*/record"), ("/rest/api/3/issue/{}/changelog", "/values/*")).each(ISSUES).whole().waits(),
    Row::new(("dapplo.jira/src/Dapplo.Jira.Tests/JsonTestFiles/possibleTransitions.json", ""), ("/rest/api/3/issue/{}/transitions", "")).each(ISSUES).waits(),
    Row::new(("go-jira/testing/mock-data/remote_links.json", "/*"), ("/rest/api/3/issue/{}/remotelink", "/*")).each(ISSUES).waits(),
    Row::new(("go-jira/testing/mock-data/all_boards.json", ""), ("/rest/agile/1.0/board", "")).waits(),
    Row::new(("estuary-airbyte/source-jira-legacy/unit_tests/responses/board.json", "/values/*"), ("/rest/agile/1.0/board", "/values/*")).whole().waits(),
    Row::new(("dapplo.jira/src/Dapplo.Jira.Tests/JsonTestFiles/boardConfiguration.json", ""), ("/rest/agile/1.0/board/{}/configuration", "")).each(BOARDS).waits(),
    Row::new(("go-jira/testing/mock-data/board_configuration.json", ""), ("/rest/agile/1.0/board/{}/configuration", "")).each(BOARDS).waits(),
    Row::new(("estuary-airbyte/expected_records/sprints.json", "/*"), ("/rest/agile/1.0/board/{}/sprint", "/values/*")).each(BOARDS).waits(),
    Row::new(("ankitpokhrel-jira-cli/pkg/jira/testdata/sprints.json", ""), ("/rest/agile/1.0/board/{}/sprint", "")).each(BOARDS).waits(),
    Row::new(("dapplo.jira/src/Dapplo.Jira.Tests/JsonTestFiles/agileIssueNew.json", ""), ("/rest/agile/1.0/issue/{}", "")).each(ISSUES).waits(),
];

pub(super) const DIFFERENCES: &[Difference] = &[
    Difference {
        file: "estuary-airbyte/expected_records/jira_settings.json",
        at: "/allowedValues",
        reason: "Only properties with a choice have it, and none of the three recorded ones has a choice.",
    },
    Difference {
        file: "estuary-airbyte/expected_records/jira_settings.json",
        at: "/defaultValue",
        reason: "Described, and in the description's example; the three recorded ones were kept without it.",
    },
    Difference {
        file: "jira-rest-java-client/test/src/test/resources/json/auditRecord/valid.json",
        at: "/changedValues/*",
        reason: "No record of the simulator tells of a value that changed.",
    },
];
