//! Queries taken apart.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::open_enum;

/// Queries taken apart, in the order in which they were sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ParsedQueries {
    /// The queries.
    pub queries: Vec<ParsedQuery>,
}

/// A query taken apart.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ParsedQuery {
    /// The query as it was sent.
    pub query: String,
    /// Its parts; absent where it is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub structure: Option<ParsedStructure>,
    /// What is wrong with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<String>,
    /// What is odd about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

/// The parts of a query.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ParsedStructure {
    /// The condition.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub condition: Option<ParsedClause>,
    /// The order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_by: Option<ParsedOrder>,
}

/// A condition: clauses under `and`, `or`, `not`, or a field that is compared with something.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ParsedClause {
    /// `and`, `or`, `not`, or how the field is compared: `=`, `not in`, `was`, `changed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// The clauses under `and`, `or` and `not`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<ParsedClause>,
    /// The field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<ParsedField>,
    /// What it is compared with; absent for `changed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operand: Option<ParsedOperand>,
    /// When and by whom, for `was` and `changed`; absent for the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predicates: Option<Vec<ParsedPredicate>>,
}

/// A field.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ParsedField {
    /// Its name.
    pub name: String,
    /// Its name as a query writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoded_name: Option<String>,
    /// The property that it is, if it is one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub property: Vec<ParsedProperty>,
}

/// A value within a property.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ParsedProperty {
    /// What has the property: `issue`.
    pub entity: String,
    /// The property's key.
    pub key: String,
    /// The path to the value.
    pub path: String,
    /// The type of the value, where an app has declared it: `number`, `string`, `text`, `date`, `user`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// What a field is compared with: a value, a list of operands, a function or a keyword.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ParsedOperand {
    /// The value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The value as a query writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoded_value: Option<String>,
    /// The operands of a list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<ParsedOperand>,
    /// The name of the function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    /// The function's arguments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arguments: Option<Vec<String>>,
    /// The keyword: `empty`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keyword: Option<String>,
    /// A list or a function as a query writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoded_operand: Option<String>,
}

/// When, by whom, from or to which value.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ParsedPredicate {
    /// `after`, `before`, `on`, `during`, `by`, `from`, `to`.
    pub operator: String,
    /// With what.
    pub operand: ParsedOperand,
}

/// The order of a query.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ParsedOrder {
    /// The fields, the first one first.
    pub fields: Vec<ParsedSort>,
}

open_enum! {
    /// Which way is up.
    pub enum SortDirection {
        /// The least first.
        Ascending = "asc",
        /// The greatest first.
        Descending = "desc",
    }
}

/// A field that results are sorted by.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ParsedSort {
    /// The field.
    pub field: ParsedField,
    /// Which way; the field's own way where it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<SortDirection>,
}
