//! JQL itself: whether queries are right, what can stand in them, and how they look to somebody else.
//!
//! Queries are made with [`jira_client::jql`](crate::jql), and searched with in [`search`](super::search).

mod parsed;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, open_enum, operations};

use crate::ids::{List, NumericIds, ProjectId};
use crate::jql::Jql;

pub use parsed::{
    ParsedClause, ParsedField, ParsedOperand, ParsedOrder, ParsedPredicate, ParsedProperty,
    ParsedQueries, ParsedQuery, ParsedSort, ParsedStructure, SortDirection,
};

operations! {
    /// JQL itself.
    pub struct JqlResource;

    /// What can stand in a query: fields with their operators, functions, reserved words.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-jql/#api-rest-api-3-jql-autocompletedata-get)
    reference: GetAutoComplete = GET "/rest/api/3/jql/autocompletedata" => JqlReference {
        permission "None";
        scopes ["read:jira-work"];
        granular ["read:field:jira"];
    }

    /// The same for some projects, and with the fields of one name and type as one.
    ///
    /// System fields are there always. Projects that do not exist are passed over.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-jql/#api-rest-api-3-jql-autocompletedata-post)
    reference_for: GetAutoCompletePost = POST "/rest/api/3/jql/autocompletedata" => JqlReference {
        permission "None";
        scopes ["read:jira-work"];
        granular ["read:field:jira"];
        repeat safe;
        body {
            /// Only the custom fields of these projects.
            project_ids = "projectIds": NumericIds<ProjectId>,
            /// Also fields like `Component[Dropdown]`, which stand for all of that name and type.
            include_collapsed_fields = "includeCollapsedFields": bool,
        }
    }

    /// Values for a field, or for what follows `CHANGED`, while somebody types them: 15 at most.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-jql/#api-rest-api-3-jql-autocompletedata-suggestions-get)
    suggestions: GetFieldAutoCompleteForQueryString = GET "/rest/api/3/jql/autocompletedata/suggestions" => JqlSuggestions {
        permission "None";
        scopes ["read:jira-work"];
        granular ["read:issue-details:jira"];
        query {
            /// The field, as a query names it.
            field_name = "fieldName": String,
            /// A text that the values contain.
            field_value = "fieldValue": String,
            /// Suggests values for this word after `CHANGED`: `by`, `from` or `to`.
            predicate_name = "predicateName": String,
            /// A text that those values contain.
            predicate_value = "predicateValue": String,
        }
    }

    /// Reads queries, says what is wrong with them, and takes them apart.
    ///
    /// Fields and values are judged as the caller sees them. Each query has its errors in its own place of the answer.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-jql/#api-rest-api-3-jql-parse-post)
    parse: ParseJqlQueries = POST "/rest/api/3/jql/parse" => ParsedQueries {
        permission "None";
        scopes ["read:jira-work"];
        granular ["read:field:jira", "validate:jql:jira", "read:jql:jira"];
        repeat safe;
        takes { query validation = "validation": JqlValidation, body queries = "queries": List<Jql> }
    }

    /// Queries as somebody else may see them: names of what that account cannot see are replaced by ids. 20 at most.
    ///
    /// A query that cannot be read has its errors in its own place of the answer.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-jql/#api-rest-api-3-jql-sanitize-post)
    sanitize: SanitiseJqlQueries = POST "/rest/api/3/jql/sanitize" => SanitizedQueries {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:jql:jira"];
        repeat safe;
        takes { body queries = "queries": List<QueryToSanitize> }
    }

    /// Queries with account ids in place of the names of people, for queries from before 2019. 100 at most.
    ///
    /// One query that cannot be read refuses all of them (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-jql/#api-rest-api-3-jql-pdcleaner-post)
    migrate: MigrateQueries = POST "/rest/api/3/jql/pdcleaner" => MigratedQueries {
        permission "Access Jira";
        scopes ["read:jira-user"];
        granular ["read:user:jira", "read:jql:jira", "validate:jql:jira"];
        repeat safe;
        takes { body queries = "queryStrings": List<Jql> }
    }
}

open_enum! {
    /// How strictly queries are judged.
    pub enum JqlValidation {
        /// All errors; a query with errors is not taken apart.
        Strict = "strict",
        /// All errors, and warnings; a query that can be read is taken apart all the same.
        Warn = "warn",
        /// Only whether it can be read.
        None = "none",
    }
}

/// What can stand in a query.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct JqlReference {
    /// Fields that the caller sees.
    #[serde(default)]
    pub visible_field_names: Vec<JqlField>,
    /// Functions.
    #[serde(default)]
    pub visible_function_names: Vec<JqlFunction>,
    /// Words that must stand in quotation marks.
    #[serde(default)]
    pub jql_reserved_words: Vec<String>,
}

/// A field of JQL. What is yes or no is sent as text, `"true"` or `"false"`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct JqlField {
    /// What a query writes for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What people see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// For a custom field, its id: `cf[10010]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cfid: Option<String>,
    /// Whether it can be searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub searchable: Option<String>,
    /// Whether results can be sorted by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orderable: Option<String>,
    /// Whether values are suggested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto: Option<String>,
    /// Whether it is about to go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<String>,
    /// What searches by it, if it is about to go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecated_searcher_key: Option<String>,
    /// The operators that it takes.
    #[serde(default)]
    pub operators: Vec<String>,
    /// The types of its values, as names of Java classes.
    #[serde(default)]
    pub types: Vec<String>,
}

/// A function of JQL. What is yes or no is sent as text, `"true"` or `"false"`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct JqlFunction {
    /// What a query writes for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What people see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Whether it gives a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_list: Option<String>,
    /// Whether it goes with operators for lists and with those for single values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supports_list_and_single_value_operators: Option<String>,
    /// The types of what it gives, as names of Java classes.
    #[serde(default)]
    pub types: Vec<String>,
}

/// Values that could follow.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct JqlSuggestions {
    /// The values.
    #[serde(default)]
    pub results: Vec<JqlSuggestion>,
}

/// A value that could follow.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct JqlSuggestion {
    /// What a query writes for it.
    pub value: Option<String>,
    /// What people see, as HTML with the text that was searched for in bold.
    pub display_name: Option<String>,
}

/// A query, and whose eyes it is for.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryToSanitize {
    query: Jql,
    #[serde(skip_serializing_if = "Option::is_none")]
    account_id: Option<AccountId>,
}

impl QueryToSanitize {
    /// As this account may see it.
    pub fn for_account(query: impl Into<Jql>, account: impl Into<AccountId>) -> Self {
        Self {
            query: query.into(),
            account_id: Some(account.into()),
        }
    }

    /// As somebody may see it who is not logged in.
    pub fn for_anybody(query: impl Into<Jql>) -> Self {
        Self {
            query: query.into(),
            account_id: None,
        }
    }
}

/// Queries as somebody else may see them, in the order in which they were sent.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct SanitizedQueries {
    /// The queries.
    #[serde(default)]
    pub queries: Vec<SanitizedQuery>,
}

/// A query as somebody else may see it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SanitizedQuery {
    /// The query as it was sent.
    pub initial_query: Option<String>,
    /// The query as the account may see it; absent where it could not be read.
    pub sanitized_query: Option<String>,
    /// Whose eyes it is for.
    pub account_id: Option<AccountId>,
    /// Why it could not be read.
    pub errors: Option<SanitizeErrors>,
}

/// Why a query could not be read.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SanitizeErrors {
    /// The reasons, in the service's words.
    #[serde(default)]
    pub error_messages: Vec<String>,
}

/// Queries with account ids in place of the names of people.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MigratedQueries {
    /// The queries in which everybody was found, in the order in which they were sent.
    #[serde(default)]
    pub query_strings: Vec<String>,
    /// The queries in which somebody was not; they are not in the other list.
    #[serde(default)]
    pub queries_with_unknown_users: Vec<QueryWithUnknownUsers>,
}

/// A query with a name that belongs to nobody.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct QueryWithUnknownUsers {
    /// The query as it was sent.
    pub original_query: Option<String>,
    /// The query with account ids, and `unknown` for whoever was not found.
    pub converted_query: Option<String>,
}
