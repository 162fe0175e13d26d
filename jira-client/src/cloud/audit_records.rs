//! Audit records: what administrators changed.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, Page, Paging, Timestamp, operations};

operations! {
    /// The site's audit log.
    pub struct AuditRecords;

    /// Audit records, newest first.
    ///
    /// Pages of up to 1000. The count that the service sends ignores the filter, so the listing ends at the first empty
    /// page and nowhere else. A site whose Jira products are all on free plans has no audit log: *forbidden* (403).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-audit-records/#api-rest-api-3-auditing-record-get)
    list: GetAuditRecords = GET "/rest/api/3/auditing/record" => Page<AuditRecord> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:audit-log:jira", "read:user:jira"];
        query {
            /// Words separated by spaces; each has to be found in some field of a record.
            filter = "filter": String,
            /// Only records of this time or later. Give the time zone.
            from = "from": Timestamp,
            /// Only records of this time or earlier. Give the time zone.
            to = "to": Timestamp,
        }
        pages AuditRecord = Paging::offset("records")
            .parameters("offset", "limit")
            .ignoring_total()
            .unique_by("id")
            .page_size(1000);
    }
}

/// One change.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AuditRecord {
    /// The record's number.
    pub id: i64,
    /// What happened: `User added to group`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The IP address that the change came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_address: Option<String>,
    /// Who made it, in a form that Atlassian has given up: an account id with `ug:` in front, or empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_key: Option<String>,
    /// Who made it; absent if the system did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_account_id: Option<AccountId>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// The part of Jira: `group management`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Where it was noted; often empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_source: Option<String>,
    /// More about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_item: Option<AssociatedItem>,
    /// How it was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed_values: Option<Vec<ChangedValue>>,
    /// What else had a part in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub associated_items: Option<Vec<AssociatedItem>>,
}

/// A thing that a record is about.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AssociatedItem {
    /// Its id; what kind of id depends on [`type_name`](Self::type_name).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is: `USER`, `GROUP`, `PROJECT`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub type_name: Option<String>,
    /// The id of what it belongs to, such as a directory of users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<String>,
    /// The name of what it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_name: Option<String>,
}

/// A value before and after.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChangedValue {
    /// What it is the value of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field_name: Option<String>,
    /// Before; absent if there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed_from: Option<String>,
    /// After; absent if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed_to: Option<String>,
}
