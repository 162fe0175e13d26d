//! Boards: what they show, how they are set up, and their issues.

mod board;
mod configuration;

use atlassian_core::{AccountId, NoContent, Page, Paging, id_type, open_enum, operations};
use serde_json::Value;

use super::epics::Epic;
use super::filters::FilterId;
use super::issues::{Issue, IssueExpand};
use super::projects::Project;
use super::properties::{EntityProperty, PropertyKeys};
use super::software_issues::{IssueCount, RankOutcome, RankedIssues};
use super::sprints::{Sprint, SprintId, SprintState};
use super::versions::Version;
use crate::ids::{IssueId, ProjectIdOrKey};

pub use board::{Board, BoardAdmins, BoardLocation, NewBoard};
pub use configuration::{
    BoardColumn, BoardColumns, BoardConfiguration, BoardEstimation, BoardFeature, BoardFeatureKey,
    BoardFeatureState, BoardFeatureSwitch, BoardFeatureType, BoardFeatures, BoardFilter,
    BoardPlace, BoardRanking, BoardReports, BoardStatus, BoardSubQuery, ColumnConstraint,
    EstimationField, EstimationType, PermissibleEstimation, QuickFilter,
};

operations! {
    /// The boards of the site.
    ///
    /// The lists of issues here are those of `/rest/software/1.0`, which Atlassian made in place of the older
    /// `/rest/agile/1.0` ones: they page by token, and what was changed a moment ago may be missing unless it is named
    /// in `reconcile_issues`. Each sends all navigable fields and those of Jira Software unless some are named, and is
    /// in the order of ranks unless the query says otherwise.
    pub struct Boards;

    /// The boards that the caller may see.
    ///
    /// Pages of 50. Without a place or a kind of project asked for, only boards of software projects come.
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-get)
    list: GetAllBoards = GET "/rest/agile/1.0/board" => Page<Board> {
        permission "Permission to view the boards";
        scopes [];
        granular ["read:board-scope:jira-software", "read:project:jira"];
        query {
            /// Only boards whose name contains this.
            name = "name": String,
            /// Only boards that show issues of this project: their filter names it. Boards of
            /// team-managed projects may be left out.
            project = "projectKeyOrId": ProjectIdOrKey,
            /// Only boards that belong to this person.
            account_location = "accountIdLocation": AccountId,
            /// Only boards that belong to this project.
            project_location = "projectLocation": ProjectIdOrKey,
            /// Also private boards, at the end of the list and without name and kind.
            include_private = "includePrivate": bool,
            /// Turns the filters of place around.
            negate_location_filtering = "negateLocationFiltering": bool,
            /// The order; without one, the boards are not ordered.
            order_by = "orderBy": BoardOrder,
            /// Only boards with this filter. Does not find boards of team-managed projects.
            filter = "filterId": FilterId,
        }
        query_repeated {
            /// Only boards of such projects: `software`, `service_desk`.
            project_type_location = "projectTypeLocation": String,
        }
        query_joined {
            /// What to send besides the board itself.
            expand = "expand": BoardExpand,
        }
        query_filter {
            /// Only boards of these kinds.
            kind = "type": BoardType,
        }
        pages Board = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// Makes a board of a filter that is there already.
    ///
    /// Without the permission *Share dashboards and filters* the new board is private, without a word. A team-managed
    /// project has its board from the start; none can be made for it.
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-post)
    create: CreateBoard = POST "/rest/agile/1.0/board" => Board {
        permission "Permission to view the filter; Share dashboards and filters, for a board that others see";
        scopes [];
        granular ["write:board-scope:jira-software"];
        takes { whole_body board = "board": NewBoard }
    }

    /// The boards that use a filter: worth a look before it is changed or deleted.
    ///
    /// Sends id, name and address only. Can be asked without a licence for Jira Software. Does not find boards of
    /// team-managed projects.
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-filter-filterid-get)
    by_filter: GetBoardByFilterId = GET "/rest/agile/1.0/board/filter/{filterId}" => Page<Board> {
        permission "Permission to view the boards";
        scopes [];
        granular ["read:board-scope.admin:jira-software"];
        takes { path filter = "filterId": FilterId }
        pages Board = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// One board.
    ///
    /// Of a board that is closed to them, administrators see the place alone.
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-get)
    get: GetBoard = GET "/rest/agile/1.0/board/{boardId}" => Board {
        permission "Permission to view the board";
        scopes [];
        granular ["read:board-scope:jira-software", "read:issue-details:jira"];
        takes { path board = "boardId": BoardId }
    }

    /// Deletes a board. Its filter and its issues stay.
    ///
    /// The board of a team-managed project cannot be deleted (403).
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-delete)
    delete: DeleteBoard = DELETE "/rest/agile/1.0/board/{boardId}" => NoContent {
        permission "Administrator of the board, or Administer Jira";
        scopes [];
        granular ["write:board-scope:jira-software"];
        takes { path board = "boardId": BoardId }
    }

    /// How a board is set up: its filter, columns, estimation and ranking.
    ///
    /// It cannot be changed by an API. Issues in the last column that has statuses count as done.
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-configuration-get)
    configuration: GetBoardConfiguration = GET "/rest/agile/1.0/board/{boardId}/configuration" => BoardConfiguration {
        permission "Permission to view the board";
        scopes [];
        granular ["read:board-scope.admin:jira-software", "read:project:jira"];
        takes { path board = "boardId": BoardId }
    }

    /// The features of a board, switched on or off.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-features-get)
    features: GetFeaturesForBoard = GET "/rest/agile/1.0/board/{boardId}/features" => BoardFeatures {
        permission "Permission to view the board";
        scopes [];
        granular ["read:board-scope.admin:jira-software"];
        takes { path board = "boardId": BoardId }
    }

    /// Switches a feature of a board on or off.
    ///
    /// Only where [`toggle_locked`](BoardFeature::toggle_locked) does not say otherwise: boards of team-managed projects
    /// can be changed so, others are refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-features-put)
    set_feature: ToggleFeatures = PUT "/rest/agile/1.0/board/{boardId}/features" => BoardFeatures {
        permission "Administrator of the board";
        scopes [];
        granular ["write:board-scope.admin:jira-software"];
        takes { path board = "boardId": BoardId, whole_body feature = "feature": BoardFeatureSwitch }
    }

    /// The reports that a board offers.
    ///
    /// Atlassian does not describe what is sent of a report.
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-reports-get)
    reports: GetReportsForBoard = GET "/rest/agile/1.0/board/{boardId}/reports" => BoardReports {
        permission "Permission to view the board";
        scopes [];
        granular ["read:board-scope:jira-software"];
        takes { path board = "boardId": BoardId }
    }

    /// The projects that a board shows: its filter names them, or one of its issues belongs to them.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-project-get)
    projects: GetProjects = GET "/rest/agile/1.0/board/{boardId}/project" => Page<Project> {
        permission "Permission to view the board";
        scopes [];
        granular ["read:board-scope.admin:jira-software", "read:project:jira"];
        takes { path board = "boardId": BoardId }
        pages Project = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// The projects that a board's filter limits it to, with more about each.
    ///
    /// `project in (ABC, DEF) AND …` limits it so; with an `OR`, the filter names no project for sure, and the list is
    /// empty.
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-project-full-get)
    projects_full: GetProjectsFull = GET "/rest/agile/1.0/board/{boardId}/project/full" => Page<Project> {
        permission "Permission to view the board";
        scopes [];
        granular ["read:board-scope.admin:jira-software", "read:project:jira"];
        takes { path board = "boardId": BoardId }
        pages Project = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// The versions of a board's projects.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-version-get)
    versions: GetAllVersions = GET "/rest/agile/1.0/board/{boardId}/version" => Page<Version> {
        permission "Permission to view the board";
        scopes [];
        granular ["read:board-scope:jira-software"];
        takes { path board = "boardId": BoardId }
        query {
            /// Only released ones, or only the others.
            released = "released": bool,
        }
        pages Version = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// The epics of a board.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-epic-get)
    epics: GetEpics = GET "/rest/agile/1.0/board/{boardId}/epic" => Page<Epic> {
        permission "Permission to view the board";
        scopes [];
        granular ["read:epic:jira-software"];
        takes { path board = "boardId": BoardId }
        query {
            /// Only those that are done, or only the others.
            done = "done": bool,
        }
        pages Epic = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// The sprints of a board: first the closed ones, then the active, then those to come.
    ///
    /// A board without sprints is refused (400): kanban boards, and boards of team-managed projects whose feature
    /// *Sprints* is off. A scrum board whose columns have no statuses is refused as well (422).
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-sprint-get)
    sprints: GetAllSprints = GET "/rest/agile/1.0/board/{boardId}/sprint" => Page<Sprint> {
        permission "Permission to view the board";
        scopes [];
        granular ["read:sprint:jira-software"];
        takes { path board = "boardId": BoardId }
        query_filter {
            /// Only sprints in these states.
            state = "state": SprintState,
        }
        pages Sprint = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// The quick filters of a board, in their order.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-quickfilter-get)
    quick_filters: GetAllQuickFilters = GET "/rest/agile/1.0/board/{boardId}/quickfilter" => Page<QuickFilter> {
        permission "Permission to view the board";
        scopes [];
        granular ["read:board-scope.admin:jira-software", "read:jql:jira"];
        takes { path board = "boardId": BoardId }
        pages QuickFilter = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// One quick filter of a board.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-quickfilter-quickfilterid-get)
    quick_filter: GetQuickFilter = GET "/rest/agile/1.0/board/{boardId}/quickfilter/{quickFilterId}" => QuickFilter {
        permission "Permission to view the board";
        scopes [];
        granular ["read:board-scope.admin:jira-software", "read:jql:jira"];
        takes { path board = "boardId": BoardId, path quick_filter = "quickFilterId": QuickFilterId }
    }

    /// The keys of a board's properties.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-properties-get)
    property_keys: GetBoardPropertyKeys = GET "/rest/agile/1.0/board/{boardId}/properties" => PropertyKeys {
        permission "Permission to view the board";
        scopes [];
        granular ["read:board-scope.admin:jira-software"];
        takes { path board = "boardId": BoardId }
    }

    /// A property of a board.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-properties-propertykey-get)
    property: GetBoardProperty = GET "/rest/agile/1.0/board/{boardId}/properties/{propertyKey}" => EntityProperty {
        permission "Permission to view the board";
        scopes [];
        granular ["read:board-scope.admin:jira-software"];
        takes { path board = "boardId": BoardId, path key = "propertyKey": String }
    }

    /// Sets a property of a board. A key has up to 255 bytes.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-properties-propertykey-put)
    set_property: SetBoardProperty = PUT "/rest/agile/1.0/board/{boardId}/properties/{propertyKey}" => NoContent {
        permission "Administrator of the board";
        scopes [];
        granular ["write:board-scope.admin:jira-software"];
        takes { path board = "boardId": BoardId, path key = "propertyKey": String, whole_body value = "value": Value }
    }

    /// Deletes a property of a board.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-properties-propertykey-delete)
    delete_property: DeleteBoardProperty =
        DELETE "/rest/agile/1.0/board/{boardId}/properties/{propertyKey}" => NoContent {
        permission "Administrator of the board";
        scopes [];
        granular ["delete:board-scope.admin:jira-software"];
        takes { path board = "boardId": BoardId, path key = "propertyKey": String }
    }

    /// Moves issues from a board's backlog onto the board: up to 50 at once.
    ///
    /// On a kanban board that is the transition into its first column. It can fail for some issues and work for the
    /// others: look at [`RankOutcome::failed`]. Issues that the board does not show are refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-issue-post)
    move_issues: MoveIssuesToBoard = POST "/rest/agile/1.0/board/{boardId}/issue" => RankOutcome {
        permission "Assign issues, or what the transition takes";
        scopes [];
        granular ["write:board-scope:jira-software"];
        takes { path board = "boardId": BoardId, whole_body issues = "issues": RankedIssues }
    }

    /// The issues of a board: those of its filter whose status belongs to one of its columns.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-software-1-0-board-boardid-issue-get)
    issues: GetIssuesForBoardJsis = GET "/rest/software/1.0/board/{boardId}/issue" => Page<Issue> {
        permission "Permission to view the board, and Browse projects";
        scopes [];
        granular ["read:board-scope:jira-software", "read:issue-details:jira"];
        takes { path board = "boardId": BoardId }
        query {
            /// Only issues that this query finds too; an order in it wins over the board's.
            jql = "jql": String,
            /// Whether a query with mistakes is refused. It is unless this is false.
            validate_query = "validateQuery": bool,
        }
        query_repeated {
            /// Issues that were changed just now, up to 50: for these the list is up to date.
            reconcile_issues = "reconcileIssues": IssueId,
        }
        query_joined {
            /// Only these fields.
            fields = "fields": String,
            /// What to send besides the fields.
            expand = "expand": IssueExpand,
        }
        pages Issue = Paging::token("issues").unique_by("id").page_size(100);
    }

    /// About how many issues [`issues`](Boards::issues) would list.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-software-1-0-board-boardid-issue-approximate-count-get)
    issue_count: GetApproximateIssueCountForBoard =
        GET "/rest/software/1.0/board/{boardId}/issue/approximate-count" => IssueCount {
        permission "Permission to view the board, and Browse projects";
        scopes [];
        granular ["read:board-scope:jira-software", "read:issue-details:jira"];
        takes { path board = "boardId": BoardId }
        query {
            /// Only issues that this query finds too.
            jql = "jql": String,
        }
    }

    /// The backlog of a board: what is not done and in no sprint that is active or to come.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-software-1-0-board-boardid-backlog-get)
    backlog: GetIssuesForBacklogJsis = GET "/rest/software/1.0/board/{boardId}/backlog" => Page<Issue> {
        permission "Permission to view the board, and Browse projects";
        scopes [];
        granular ["read:board-scope:jira-software", "read:issue-details:jira"];
        takes { path board = "boardId": BoardId }
        query {
            /// Only issues that this query finds too; an order in it wins over the board's.
            jql = "jql": String,
            /// Whether a query with mistakes is refused. It is unless this is false.
            validate_query = "validateQuery": bool,
        }
        query_repeated {
            /// Issues that were changed just now, up to 50: for these the list is up to date.
            reconcile_issues = "reconcileIssues": IssueId,
        }
        query_joined {
            /// Only these fields.
            fields = "fields": String,
            /// What to send besides the fields.
            expand = "expand": IssueExpand,
        }
        pages Issue = Paging::token("issues").unique_by("id").page_size(100);
    }

    /// About how many issues [`backlog`](Boards::backlog) would list.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-software-1-0-board-boardid-backlog-approximate-count-get)
    backlog_count: GetApproximateIssueCountForBacklog =
        GET "/rest/software/1.0/board/{boardId}/backlog/approximate-count" => IssueCount {
        permission "Permission to view the board, and Browse projects";
        scopes [];
        granular ["read:board-scope:jira-software", "read:issue-details:jira"];
        takes { path board = "boardId": BoardId }
        query {
            /// Only issues that this query finds too.
            jql = "jql": String,
        }
    }

    /// The issues of a board that belong to an epic.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-software-1-0-board-boardid-epic-epicid-issue-get)
    epic_issues: GetBoardIssuesForEpicJsis =
        GET "/rest/software/1.0/board/{boardId}/epic/{epicId}/issue" => Page<Issue> {
        permission "Permission to view the board, and Browse projects";
        scopes [];
        granular ["read:epic:jira-software", "read:issue-details:jira", "read:jql:jira"];
        takes { path board = "boardId": BoardId, path epic = "epicId": IssueId }
        query {
            /// Only issues that this query finds too; an order in it wins over the board's.
            jql = "jql": String,
            /// Whether a query with mistakes is refused. It is unless this is false.
            validate_query = "validateQuery": bool,
        }
        query_repeated {
            /// Issues that were changed just now, up to 50: for these the list is up to date.
            reconcile_issues = "reconcileIssues": IssueId,
        }
        query_joined {
            /// Only these fields.
            fields = "fields": String,
            /// What to send besides the fields.
            expand = "expand": IssueExpand,
        }
        pages Issue = Paging::token("issues").unique_by("id").page_size(100);
    }

    /// The issues of a board that belong to no epic.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-software-1-0-board-boardid-epic-none-issue-get)
    issues_without_epic: GetIssuesWithoutEpicForBoardJsis =
        GET "/rest/software/1.0/board/{boardId}/epic/none/issue" => Page<Issue> {
        permission "Permission to view the board, and Browse projects";
        scopes [];
        granular ["read:epic:jira-software", "read:issue-details:jira", "read:jql:jira"];
        takes { path board = "boardId": BoardId }
        query {
            /// Only issues that this query finds too; an order in it wins over the board's.
            jql = "jql": String,
            /// Whether a query with mistakes is refused. It is unless this is false.
            validate_query = "validateQuery": bool,
        }
        query_repeated {
            /// Issues that were changed just now, up to 50: for these the list is up to date.
            reconcile_issues = "reconcileIssues": IssueId,
        }
        query_joined {
            /// Only these fields.
            fields = "fields": String,
            /// What to send besides the fields.
            expand = "expand": IssueExpand,
        }
        pages Issue = Paging::token("issues").unique_by("id").page_size(100);
    }

    /// The issues of a board that are in a sprint.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-software-1-0-board-boardid-sprint-sprintid-issue-get)
    sprint_issues: GetBoardIssuesForSprintJsis =
        GET "/rest/software/1.0/board/{boardId}/sprint/{sprintId}/issue" => Page<Issue> {
        permission "Permission to view the board, and Browse projects";
        scopes [];
        granular ["read:issue-details:jira", "read:jql:jira", "read:sprint:jira-software"];
        takes { path board = "boardId": BoardId, path sprint = "sprintId": SprintId }
        query {
            /// Only issues that this query finds too; an order in it wins over the board's.
            jql = "jql": String,
            /// Whether a query with mistakes is refused. It is unless this is false.
            validate_query = "validateQuery": bool,
        }
        query_repeated {
            /// Issues that were changed just now, up to 50: for these the list is up to date.
            reconcile_issues = "reconcileIssues": IssueId,
        }
        query_joined {
            /// Only these fields.
            fields = "fields": String,
            /// What to send besides the fields.
            expand = "expand": IssueExpand,
        }
        pages Issue = Paging::token("issues").unique_by("id").page_size(100);
    }
}

id_type! {
    /// The id of a board: digits, like `84`.
    pub struct BoardId: number;

    /// The id of a quick filter of a board: digits, like `1`.
    pub struct QuickFilterId: number;
}

open_enum! {
    /// The kind of a board.
    pub enum BoardType {
        /// With sprints.
        Scrum = "scrum",
        /// Without sprints.
        Kanban = "kanban",
        /// The board of a team-managed project, which may have sprints.
        Simple = "simple",
    }

    /// The order of a list of boards.
    pub enum BoardOrder {
        /// By name.
        Name = "name",
        /// By name, backwards.
        NameDescending = "-name",
    }

    /// What to send besides a board itself.
    pub enum BoardExpand {
        /// Who administers it.
        Admins = "admins",
        /// Whether the caller can change it.
        Permissions = "permissions",
    }
}
