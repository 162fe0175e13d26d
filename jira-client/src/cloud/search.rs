//! Finding issues by JQL.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Page, Paging, operations};
use serde::Serializer;

use super::issues::{Issue, IssueExpand};
use crate::ids::{IssueId, List, NumericIds};
use crate::jql::Jql;

operations! {
    /// The search for issues.
    pub struct Search;

    /// The issues that a query finds, with the fields that are named: ids of fields, `*all` or `*navigable`; with a minus
    /// in front, one that is left out of these (`["*all", "-comment"]`). `["id"]` is no field at all.
    ///
    /// [`issues`](Search::issues) and [`ids`](Search::ids) name fields that are wanted often. All that is said there of
    /// queries, pages and the index holds here.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-jql-post)
    issues_with: SearchAndReconsileIssuesUsingJqlPost = POST "/rest/api/3/search/jql" => Page<Issue> {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue-details:jira", "read:field.default-value:jira", "read:field.option:jira",
            "read:field:jira", "read:group:jira"];
        repeat safe;
        takes { body jql = "jql": Jql, body fields = "fields": List<String> }
        body {
            /// What to send besides the fields. Comments and changelog come with 20 entries at most. The names and the
            /// schema of the fields stand beside the issues and not in them: a first page has them, sent by
            /// `into_call().send_as()`.
            expand = "expand": IssueExpands,
            /// These properties of each issue, five at most.
            properties = "properties": List<String>,
            /// Fields are named by their keys and not by their ids.
            fields_by_keys = "fieldsByKeys": bool,
            /// Issues to search as they are and not as the index has them, 50 at most: those that the caller has just
            /// written.
            reconcile_issues = "reconcileIssues": NumericIds<IssueId>,
        }
        pages Issue = Paging::token("issues").unique_by("id").page_size(100);
    }

    /// How many issues a query finds, about.
    ///
    /// An estimate that can be late: good for a progress bar, not for a decision. The query must have a condition.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-approximate-count-post)
    approximate_count: CountIssues = POST "/rest/api/3/search/approximate-count" => ApproximateCount {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue-details:jira", "read:field.default-value:jira", "read:field.option:jira",
            "read:field:jira", "read:group:jira"];
        repeat safe;
        takes { body jql = "jql": Jql }
    }

    /// Which of some issues some queries find.
    ///
    /// Asks the index, as a search does, and finds only what the caller may see. A query that is wrong has an error in
    /// its place in the answer, and the others are answered.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-jql-match-post)
    match_issues: MatchIssues = POST "/rest/api/3/jql/match" => IssueMatches {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue-details:jira"];
        repeat safe;
        takes { body issues = "issueIds": NumericIds<IssueId>, body jqls = "jqls": List<Jql> }
    }
}

impl Search {
    /// The issues that a query finds, with the fields that the issue navigator shows.
    ///
    /// Atlassian's own default is ids and nothing else, without even keys; so this asks for `*navigable`, which leaves
    /// out comments and worklogs among others. [`issues_with`](Self::issues_with) takes any other choice.
    ///
    /// - The query must have a condition: one that is only an order is refused (400).
    /// - What is found is what the search index knows, seconds behind what was written, and under load an issue can be
    ///   missing for a moment. `reconcile_issues` makes up for it for single issues;
    ///   [`Jira::crawl`](super::Jira::crawl) for all of a large result.
    /// - The index may change between two pages, and issues that an order leaves equal would come twice or never because
    ///   of it. So the query is sorted by key at last ([`Jql::with_stable_order`]); `issues_with` sends it as it is.
    ///   Issues that come twice all the same are left out.
    /// - The service gives fewer issues at a time than it is asked for, as it likes: about a hundred with fields. A
    ///   page's position can be resumed for seven days.
    ///
    /// ```no_run
    /// # async fn example(jira: jira_client::cloud::Jira) -> jira_client::Result<()> {
    /// use jira_client::jql::{Direction, Jql};
    ///
    /// let query = Jql::field("project").eq("ACME").order_by("updated", Direction::Descending);
    /// let mut issues = jira.search().issues(query).items();
    /// while let Some(issue) = issues.next().await {
    ///     let issue = issue?;
    ///     println!("{:?}: {:?}", issue.key, issue.fields.get("summary"));
    /// }
    /// # Ok(()) }
    /// ```
    pub fn issues(&self, jql: impl Into<Jql>) -> SearchAndReconsileIssuesUsingJqlPost {
        self.issues_with(jql.into().with_stable_order(), ["*navigable"])
    }

    /// The ids of the issues that a query finds, sorted by key at last: up to 5000 at a time, far cheaper than the issues
    /// themselves.
    pub fn ids(&self, jql: impl Into<Jql>) -> SearchAndReconsileIssuesUsingJqlPost {
        let jql = jql.into().with_stable_order();
        self.issues_with(jql, ["id"]).page_size(MOST_IDS)
    }
}

/// What to send of issues besides their fields: `[IssueExpand::RenderedFields]`. One text with commas on the wire.
#[derive(Clone, Debug)]
pub struct IssueExpands(List<IssueExpand>);

impl<I: IntoIterator<Item = IssueExpand>> From<I> for IssueExpands {
    fn from(expands: I) -> Self {
        Self(expands.into())
    }
}

impl Serialize for IssueExpands {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let words = self.0.clone().into_vec();
        let words: Vec<&str> = words.iter().map(IssueExpand::as_str).collect();
        serializer.serialize_str(&words.join(","))
    }
}

/// The most ids that the service gives at a time.
pub(super) const MOST_IDS: u32 = 5_000;

/// About how many issues a query finds.
#[derive(Clone, Copy, Debug, Deserialize)]
#[non_exhaustive]
pub struct ApproximateCount {
    /// How many.
    pub count: u64,
}

/// What some queries find among some issues, in the order of the queries.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct IssueMatches {
    /// One for each query.
    pub matches: Vec<IssueMatch>,
}

/// What one query finds among some issues.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IssueMatch {
    /// The issues that it finds.
    pub matched_issues: Vec<IssueId>,
    /// What is wrong with the query; nothing is found then.
    pub errors: Vec<String>,
}
