//! The fields of issues.

use atlassian_core::{id_type, operations};

operations! {
    /// The fields of issues.
    pub struct Fields;
}

id_type! {
    /// The id of a field: `summary`, `customfield_10001`.
    pub struct FieldId;
}


