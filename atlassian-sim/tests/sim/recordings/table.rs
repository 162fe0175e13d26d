//! Which answer is compared with which recording.

/// One comparison.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) folder: &'static str,
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
}

impl Row {
    /// What stands at a place in a recording.
    const fn new(folder: &'static str, file: &'static str, recorded: &'static str) -> Self {
        Self {
            folder,
            file,
            recorded,
            path: "",
            answer: "",
            each: None,
            whole: false,
        }
    }

    /// What stands at a place in the answer.
    const fn with(mut self, path: &'static str, answer: &'static str) -> Self {
        self.path = path;
        self.answer = answer;
        self
    }

    const fn each(mut self, list: (&'static str, &'static str)) -> Self {
        self.each = Some(list);
        self
    }

    const fn whole(mut self) -> Self {
        self.whole = true;
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

const AIRBYTE: &str = "estuary-airbyte/expected_records";
const AIRBYTE_TESTS: &str = "estuary-airbyte/source-jira-legacy/unit_tests/responses";
const JIRA_CLI: &str = "ankitpokhrel-jira-cli/pkg/jira/testdata";
const DAPPLO: &str = "dapplo.jira/src/Dapplo.Jira.Tests/JsonTestFiles";
const GO_JIRA: &str = "go-jira/testing/mock-data";
const DEVLAKE: &str = "devlake";
const JAVA: &str = "jira-rest-java-client/test/src/test/resources/json";

/// A list of issues, and their keys.
const ISSUES: (&str, &str) = (
    "/rest/api/3/search/jql?jql=created%20is%20not%20EMPTY&fields=summary&maxResults=20",
    "/issues/*/key",
);
/// A list of projects, and their keys.
const PROJECTS: (&str, &str) = ("/rest/api/3/project/search", "/values/*/key");
/// A list of boards with sprints, and their ids.
const BOARDS: (&str, &str) = ("/rest/agile/1.0/board?type=scrum", "/values/*/id");
/// The same without sprints.
const KANBAN: (&str, &str) = ("/rest/agile/1.0/board?type=kanban", "/values/*/id");
/// Issues with much in them: finished in sprints and with work noted, or with files.
const FULL: (&str, &str) = (
    concat!(
        "/rest/api/3/search/jql?fields=summary&maxResults=60&jql=project%3DACME%20AND%20(worklogDate%20is%20not%20EMPTY",
        "%20AND%20sprint%20in%20closedSprints()%20OR%20attachments%20is%20not%20EMPTY)"
    ),
    "/issues/*/key",
);

pub(super) const ROWS: &[Row] = &[
    Row::new(AIRBYTE, "users.json", "/*")
        .with("/rest/api/3/users/search", "/*")
        .whole(),
    Row::new(AIRBYTE_TESTS, "users_groups_detailed.json", "/*")
        .with(
            "/rest/api/3/user?accountId={}&expand=groups%2CapplicationRoles",
            "",
        )
        .each(("/rest/api/3/users/search", "/*/accountId"))
        .whole(),
    Row::new(JIRA_CLI, "myself.json", "").with("/rest/api/3/myself", ""),
    Row::new(AIRBYTE, "groups.json", "/*")
        .with("/rest/api/3/group/bulk", "/values/*")
        .whole(),
    Row::new(AIRBYTE, "application_roles.json", "/*")
        .with("/rest/api/3/applicationrole", "/*")
        .whole(),
    Row::new(AIRBYTE, "jira_settings.json", "/*")
        .with("/rest/api/3/application-properties", "/*")
        .whole(),
    Row::new(DAPPLO, "configuration.json", "")
        .with("/rest/api/3/configuration", "")
        .whole(),
    Row::new(JIRA_CLI, "serverinfo.json", "").with("/rest/api/3/serverInfo", ""),
    Row::new(JAVA, "auditRecord/valid.json", "/records/*")
        .with("/rest/api/3/auditing/record", "/records/*"),
    Row::new(AIRBYTE, "issue_navigator_settings.json", "/*")
        .with("/rest/api/3/settings/columns", "/*")
        .whole(),
    Row::new(AIRBYTE, "issue_fields.json", "/*").with("/rest/api/3/field", "/*"),
    Row::new(GO_JIRA, "all_fields.json", "/*").with("/rest/api/3/field", "/*"),
    Row::new(AIRBYTE, "issue_custom_field_contexts.json", "/*")
        .with("/rest/api/3/field/{}/context", "/values/*")
        .each(("/rest/api/3/field/search?type=custom", "/values/*/id"))
        .whole(),
    Row::new(AIRBYTE, "issue_link_types.json", "/*")
        .with("/rest/api/3/issueLinkType", "/issueLinkTypes/*")
        .whole(),
    Row::new(AIRBYTE, "issue_priorities.json", "/*")
        .with("/rest/api/3/priority/search", "/values/*")
        .whole(),
    Row::new(AIRBYTE, "issue_resolutions.json", "/*")
        .with("/rest/api/3/resolution/search", "/values/*")
        .whole(),
    Row::new(DEVLAKE, "_raw_jira_api_issue_types.json", "/*/record")
        .with("/rest/api/3/issuetype", "/*")
        .whole(),
    Row::new(DEVLAKE, "_raw_jira_api_status.json", "/*/record")
        .with("/rest/api/2/status", "/*")
        .whole(),
    Row::new(AIRBYTE, "workflow_statuses.json", "/*").with("/rest/api/3/status", "/*"),
    Row::new(AIRBYTE, "workflow_status_categories.json", "/*")
        .with("/rest/api/3/statuscategory", "/*")
        .whole(),
    Row::new(AIRBYTE_TESTS, "workflow_schemas.json", "/values/*")
        .with("/rest/api/3/workflowscheme", "/values/*")
        .whole(),
    Row::new(AIRBYTE, "issue_type_screen_schemes.json", "/*")
        .with("/rest/api/3/issuetypescreenscheme", "/values/*")
        .whole(),
    Row::new(AIRBYTE, "screen_schemes.json", "/*")
        .with("/rest/api/3/screenscheme", "/values/*")
        .whole(),
    Row::new(AIRBYTE, "screens.json", "/*")
        .with("/rest/api/3/screens", "/values/*")
        .whole(),
    Row::new(AIRBYTE, "permission_schemes.json", "/*")
        .with(
            "/rest/api/3/permissionscheme?expand=permissions",
            "/permissionSchemes/*",
        )
        .whole(),
    Row::new(AIRBYTE, "project_roles.json", "/*").with("/rest/api/3/role", "/*"),
    Row::new(AIRBYTE, "project_categories.json", "/*")
        .with("/rest/api/3/projectCategory", "/*")
        .whole(),
    Row::new(AIRBYTE_TESTS, "projects.json", "/values/*")
        .with("/rest/api/3/project/search?expand=description", "/values/*"),
    Row::new(AIRBYTE, "project_components.json", "/*")
        .with("/rest/api/3/project/{}/component", "/values/*")
        .each(PROJECTS)
        .whole(),
    Row::new(AIRBYTE, "project_versions.json", "/*")
        .with("/rest/api/3/project/{}/version", "/values/*")
        .each(PROJECTS)
        .whole(),
    Row::new(AIRBYTE, "dashboards.json", "/*")
        .with("/rest/api/3/dashboard", "/dashboards/*")
        .whole(),
    Row::new(AIRBYTE_TESTS, "filter.json", "/values/*")
        .with(
            concat!(
                "/rest/api/3/filter/search?expand=description,owner,jql,viewUrl,searchUrl,favo",
                "urite,favouritedCount,sharePermissions,isWritable,subscriptions"
            ),
            "/values/*",
        )
        .whole(),
    Row::new(AIRBYTE, "avatars.json", "/*")
        .with("/rest/api/3/avatar/issuetype/system", "/system/*")
        .whole(),
    Row::new(AIRBYTE_TESTS, "labels.json", "")
        .with("/rest/api/3/label", "")
        .whole(),
    Row::new(JIRA_CLI, "search.json", "").with(
        "/rest/api/3/search/jql?jql=created%20is%20not%20EMPTY&fields=*all&expand=names",
        "",
    ),
    Row::new(JIRA_CLI, "issue.json", "")
        .with("/rest/api/3/issue/{}", "")
        .each(ISSUES),
    Row::new(AIRBYTE, "issue_votes.json", "/*")
        .with("/rest/api/3/issue/{}/votes", "")
        .each(ISSUES)
        .whole(),
    Row::new(AIRBYTE_TESTS, "issue_comments.json", "/comments/*")
        .with("/rest/api/3/issue/{}/comment", "/comments/*")
        .each(ISSUES)
        .whole(),
    Row::new(AIRBYTE_TESTS, "issue_worklogs.json", "")
        .with("/rest/api/3/issue/{}/worklog", "")
        .each(ISSUES),
    Row::new(DEVLAKE, "_raw_jira_api_worklogs.json", "/*/record")
        .with("/rest/api/2/issue/{}/worklog", "/worklogs/*")
        .each(ISSUES)
        .whole(),
    Row::new(DEVLAKE, "_raw_jira_api_issue_changelogs.json", "/*/record")
        .with("/rest/api/3/issue/{}/changelog", "/values/*")
        .each(ISSUES)
        .whole(),
    Row::new(DAPPLO, "possibleTransitions.json", "")
        .with(
            "/rest/api/3/issue/{}/transitions?expand=transitions.fields",
            "",
        )
        .each(ISSUES),
    Row::new(GO_JIRA, "remote_links.json", "/*")
        .with("/rest/api/3/issue/{}/remotelink", "/*")
        .each(ISSUES),
    Row::new(GO_JIRA, "all_boards.json", "").with("/rest/agile/1.0/board", ""),
    Row::new(AIRBYTE_TESTS, "board.json", "/values/*")
        .with("/rest/agile/1.0/board", "/values/*")
        .whole(),
    Row::new(DAPPLO, "boardConfiguration.json", "")
        .with("/rest/agile/1.0/board/{}/configuration", "")
        .each(BOARDS),
    Row::new(GO_JIRA, "board_configuration.json", "")
        .with("/rest/agile/1.0/board/{}/configuration", "")
        .each(KANBAN),
    Row::new(AIRBYTE, "sprints.json", "/*")
        .with("/rest/agile/1.0/board/{}/sprint", "/values/*")
        .each(BOARDS),
    Row::new(JIRA_CLI, "sprints.json", "")
        .with("/rest/agile/1.0/board/{}/sprint", "")
        .each(BOARDS),
    Row::new(DAPPLO, "agileIssueNew.json", "")
        .with("/rest/agile/1.0/issue/{}", "")
        .each(FULL),
];

pub(super) const DIFFERENCES: &[Difference] = &[
    Difference {
        file: "issue_custom_field_contexts.json",
        at: "/fieldId",
        reason: "Put in by the program that recorded it, as its name in the request tells.",
    },
    Difference {
        file: "issue_custom_field_contexts.json",
        at: "/fieldType",
        reason: "Put in by the program that recorded it.",
    },
    Difference {
        file: "_raw_jira_api_issue_types.json",
        at: "/entityId",
        reason: "Only issue types of team-managed projects have it, and no recorded one is.",
    },
    Difference {
        file: "_raw_jira_api_issue_types.json",
        at: "/scope",
        reason: "Only issue types of team-managed projects have it, and no recorded one is.",
    },
    Difference {
        file: "project_roles.json",
        at: "/scope",
        reason: "The recorded roles belong to a team-managed project; the simulated ones have none of their own.",
    },
    Difference {
        file: "labels.json",
        at: "/self",
        reason: "The recorded page was cut down by hand.",
    },
    Difference {
        file: "jira_settings.json",
        at: "/allowedValues",
        reason: "Only properties with a choice have it, and none of the three recorded ones has a choice.",
    },
    Difference {
        file: "jira_settings.json",
        at: "/defaultValue",
        reason: "Described, and in the description's example; the three recorded ones were kept without it.",
    },
    Difference {
        file: "auditRecord/valid.json",
        at: "/changedValues/*",
        reason: "No record of the simulator tells of a value that changed.",
    },
    Difference {
        file: "issue_votes.json",
        at: "/issueId",
        reason: "Added by the connector that recorded it.",
    },
    Difference {
        file: "issue_comments.json",
        at: "/body/content/*/attrs",
        reason: "Each document has its own nodes.",
    },
    Difference {
        file: "issue_comments.json",
        at: "/body/content/*/content/*/content",
        reason: "As above.",
    },
    Difference {
        file: "issue_comments.json",
        at: "/body/content/*/content/*/marks",
        reason: "As above.",
    },
    Difference {
        file: "issue_comments.json",
        at: "/visibility",
        reason: "Only restricted comments have it, and the recorded ones are open.",
    },
    Difference {
        file: "issue_worklogs.json",
        at: "/worklogs/*/visibility",
        reason: "Only restricted worklogs have it, and no generated one is.",
    },
    Difference {
        file: "filter.json",
        at: "/description",
        reason: "Asked for, and cut out of the recording.",
    },
    Difference {
        file: "filter.json",
        at: "/sharePermissions/*/project/projectCategory",
        reason: "The recorded project has no category.",
    },
    Difference {
        file: "search.json",
        at: "/expand",
        reason: "Of the search that was removed; the description of its successor has no such key.",
    },
    Difference {
        file: "board.json",
        at: "/projectId",
        reason: "Added by the connector that kept the recording.",
    },
    Difference {
        file: "board.json",
        at: "/projectKey",
        reason: "As above.",
    },
    Difference {
        file: "board.json",
        at: "/isPrivate",
        reason: "Described; the recording is older.",
    },
    Difference {
        file: "board_configuration.json",
        at: "/columnConfig/columns/*/max",
        reason: "Only columns with a limit have it.",
    },
    Difference {
        file: "board_configuration.json",
        at: "/columnConfig/columns/*/min",
        reason: "As above.",
    },
    Difference {
        file: "sprints.json",
        at: "/boardId",
        reason: "Added by the connector that kept the recording; the sprint itself has `originBoardId`.",
    },
    Difference {
        file: "agileIssueNew.json",
        at: "/fields/issuerestriction",
        reason: "Restrictions of issues in team-managed projects, which the simulator has not.",
    },
];
