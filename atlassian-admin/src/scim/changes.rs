//! The body of a SCIM `PATCH`.

use atlassian_core::model::Serialize;

/// What is to be done, in order: all of it, or nothing.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Changes<V> {
    schemas: [&'static str; 1],
    #[serde(rename = "Operations")]
    operations: Vec<Operation<V>>,
}

#[derive(Clone, Debug, Serialize)]
struct Operation<V> {
    op: &'static str,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<V>,
}

impl<V> Default for Changes<V> {
    fn default() -> Self {
        Self {
            schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            operations: Vec::new(),
        }
    }
}

impl<V> Changes<V> {
    pub(super) fn add(mut self, path: &str, value: impl Into<V>) -> Self {
        self.push("add", path.to_owned(), Some(value.into()));
        self
    }

    pub(super) fn replace(mut self, path: &str, value: impl Into<V>) -> Self {
        self.push("replace", path.to_owned(), Some(value.into()));
        self
    }

    pub(super) fn remove(mut self, path: String) -> Self {
        self.push("remove", path, None);
        self
    }

    fn push(&mut self, op: &'static str, path: String, value: Option<V>) {
        self.operations.push(Operation { op, path, value });
    }
}
