//! Jira expressions: a small language in which the service computes over issues, projects and accounts.

use std::collections::BTreeMap;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{open_enum, operations};
use serde_json::{Map, Value};

use crate::ids::{IssueKey, List, ProjectKey};

operations! {
    /// Jira expressions.
    pub struct JiraExpressions;

    /// Computes an expression, like `issues.map(i => i.key)`.
    ///
    /// Issues that a query finds are handed out page by page: [`ExpressionMeta::issues`] has the token of the next one.
    /// They come from the search index, which lags a moment behind. Costly expressions are refused (400);
    /// [`expand`](EvaluateJSISJiraExpression::expand) tells how near an expression comes to that. It only reads, so it
    /// is repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-jira-expressions/#api-rest-api-3-expression-evaluate-post)
    evaluate: EvaluateJSISJiraExpression = POST "/rest/api/3/expression/evaluate" => ExpressionResult {
        permission "Browse Projects for each issue and project in it";
        scopes ["read:jira-work", "read:jira-user"];
        granular ["read:jira-expressions:jira"];
        repeat safe;
        takes { body expression = "expression": String }
        query {
            /// `meta.complexity`: also what it cost.
            expand = "expand": String,
        }
        body {
            /// What the expression speaks of.
            context = "context": ExpressionContext,
        }
    }

    /// Checks expressions without computing them.
    ///
    /// It only reads, so it is repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-jira-expressions/#api-rest-api-3-expression-analyse-post)
    analyse: AnalyseExpression = POST "/rest/api/3/expression/analyse" => ExpressionsAnalysis {
        permission "none";
        scopes ["read:jira-work", "read:jira-user"];
        granular ["read:field:jira", "read:jira-expressions:jira"];
        repeat safe;
        takes { body expressions = "expressions": List<String> }
        query {
            /// What to check; the syntax unless set.
            check = "check": ExpressionCheck,
        }
        body {
            /// The types of variables that are not the usual ones: `{"listOfStrings": "List<String>"}`.
            context_variables = "contextVariables": BTreeMap<String, String>,
        }
    }
}

open_enum! {
    /// What to check of an expression.
    pub enum ExpressionCheck {
        /// Whether it can be read.
        Syntax = "syntax",
        /// Whether its types fit, as an experiment of Atlassian's.
        Type = "type",
        /// How its cost grows with what it looks at.
        Complexity = "complexity",
    }

    /// What kind of mistake an expression has.
    pub enum ExpressionErrorType {
        /// It cannot be read.
        Syntax = "syntax",
        /// Its types do not fit.
        Type = "type",
    }
}

/// What an expression speaks of: which things its variables `issue`, `issues`, `project`, `sprint`, `board` are.
///
/// ```
/// use jira_client::cloud::jira_expressions::ExpressionContext;
///
/// let context = ExpressionContext::new().project_key("ACME").issues("project = ACME", Some(50), None);
/// ```
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct ExpressionContext(Map<String, Value>);

impl ExpressionContext {
    /// Nothing but the caller.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// `issue` is the one of this key.
    #[must_use]
    pub fn issue_key(self, key: impl Into<IssueKey>) -> Self {
        self.variable("issue", serde_json::json!({ "key": key.into() }))
    }

    /// `project` is the one of this key.
    #[must_use]
    pub fn project_key(self, key: impl Into<ProjectKey>) -> Self {
        self.variable("project", serde_json::json!({ "key": key.into() }))
    }

    /// `issues` are those that a query finds: so many at most, and from this token on.
    #[must_use]
    pub fn issues(
        self,
        jql: impl Into<String>,
        max_results: Option<u32>,
        next_page_token: Option<String>,
    ) -> Self {
        let mut query = Map::new();
        query.insert("query".to_owned(), jql.into().into());
        if let Some(most) = max_results {
            query.insert("maxResults".to_owned(), most.into());
        }
        if let Some(token) = next_page_token {
            query.insert("nextPageToken".to_owned(), token.into());
        }
        self.variable("issues", serde_json::json!({ "jql": query }))
    }

    /// `sprint` is the one of this number.
    #[must_use]
    pub fn sprint(self, id: u64) -> Self {
        self.variable("sprint", id.into())
    }

    /// `board` is the one of this number.
    #[must_use]
    pub fn board(self, id: u64) -> Self {
        self.variable("board", id.into())
    }

    /// `serviceDesk` is the one of this number.
    #[must_use]
    pub fn service_desk(self, id: u64) -> Self {
        self.variable("serviceDesk", id.into())
    }

    /// `customerRequest` is the one of this number.
    #[must_use]
    pub fn customer_request(self, id: u64) -> Self {
        self.variable("customerRequest", id.into())
    }

    /// Variables of one's own: `{"type": "json", "key": "config", "value": {…}}` for JSON, `{"type": "user",
    /// "accountId": …}`, `{"type": "issue", "key": …}` and `{"type": "project", "key": …}` for things.
    #[must_use]
    pub fn custom(self, variables: impl Into<Vec<Value>>) -> Self {
        self.variable("custom", Value::Array(variables.into()))
    }

    fn variable(mut self, name: &str, value: Value) -> Self {
        self.0.insert(name.to_owned(), value);
        self
    }
}

/// What an expression came to.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExpressionResult {
    /// The value.
    pub value: Value,
    /// What is said of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<ExpressionMeta>,
}

/// What is said of a result.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExpressionMeta {
    /// What it cost, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complexity: Option<ExpressionCosts>,
    /// Where the issues of the query go on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issues: Option<ExpressionIssues>,
}

/// What an expression cost.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ExpressionCosts {
    /// Steps.
    pub steps: ExpressionCost,
    /// Operations that load something.
    pub expensive_operations: ExpressionCost,
    /// Things in the result.
    pub beans: ExpressionCost,
    /// Plain values in the result.
    pub primitive_values: ExpressionCost,
}

/// A cost and its limit.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExpressionCost {
    /// What it cost.
    pub value: i64,
    /// What it may cost.
    pub limit: i64,
}

/// Where the issues of an expression come from.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExpressionIssues {
    /// From a query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jql: Option<ExpressionIssuesPage>,
}

/// Where the issues of a query go on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ExpressionIssuesPage {
    /// The token for the next page; hand it to [`ExpressionContext::issues`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_page_token: Option<String>,
    /// Whether there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_last: Option<bool>,
}

/// What the checks came to.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExpressionsAnalysis {
    /// For each expression, in the order they were sent in.
    pub results: Vec<ExpressionAnalysis>,
}

/// What the check of one expression came to.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExpressionAnalysis {
    /// The expression.
    pub expression: String,
    /// Whether nothing is wrong with it.
    pub valid: bool,
    /// What is wrong with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ExpressionError>,
    /// The type of its result, where types were checked.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub result_type: Option<String>,
    /// How its cost grows, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complexity: Option<ExpressionComplexity>,
}

/// A mistake in an expression.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExpressionError {
    /// What kind of mistake.
    #[serde(rename = "type")]
    pub kind: ExpressionErrorType,
    /// What is wrong.
    pub message: String,
    /// In which line, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// In which column, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// In which part of the expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
}

/// How the cost of an expression grows.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ExpressionComplexity {
    /// The formula of its expensive operations: `1`, `N`, `N * M`.
    pub expensive_operations: String,
    /// What the letters of the formula stand for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variables: Option<BTreeMap<String, String>>,
}
