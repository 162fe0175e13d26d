//! Confluence's audit log: what administrators changed.

use std::time::SystemTime;

use atlassian_core::{
    AccountId, NextIn, Page, Paging, ParameterValue, StreamedResponse, Timestamp, open_enum,
    operations,
};
use serde::{Deserialize, Serialize, Serializer};

operations! {
    /// The audit log.
    pub struct Audit;

    /// Records, the newest first, of a time if one is given.
    ///
    /// Pages of 1000.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-audit/#api-wiki-rest-api-audit-get)
    list: GetAuditRecords = GET "/wiki/rest/api/audit" => Page<AuditRecord> {
        permission "Confluence Administrator";
        scopes [];
        granular ["read:audit-log:confluence"];
        query {
            /// Only records of this time or later.
            start_date = "startDate": EpochMillis,
            /// Only records of this time or earlier.
            end_date = "endDate": EpochMillis,
            /// Only records with this in one of their texts.
            search_string = "searchString": String,
        }
        pages AuditRecord = Paging::cursor("results", NextIn::UnderscoreLinks)
            .parameters("start", "limit")
            .page_size(1000);
    }

    /// Records of the last three months, or of another time that ends now; the newest first.
    ///
    /// Pages of 1000.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-audit/#api-wiki-rest-api-audit-since-get)
    since: GetAuditRecordsForTimePeriod = GET "/wiki/rest/api/audit/since" => Page<AuditRecord> {
        permission "Confluence Administrator";
        scopes [];
        granular ["read:audit-log:confluence"];
        query {
            /// How many units of time.
            number = "number": u32,
            /// The unit.
            units = "units": TimeUnit,
            /// Only records with this in one of their texts.
            search_string = "searchString": String,
        }
        pages AuditRecord = Paging::cursor("results", NextIn::UnderscoreLinks)
            .parameters("start", "limit")
            .page_size(1000);
    }

    /// Writes a record of one's own.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-audit/#api-wiki-rest-api-audit-post)
    create: CreateAuditRecord = POST "/wiki/rest/api/audit" => AuditRecord {
        permission "Confluence Administrator";
        scopes [];
        granular ["read:audit-log:confluence", "write:audit-log:confluence"];
        takes { body remote_address = "remoteAddress": String }
        body {
            /// Who did it.
            author = "author": NewAuditAuthor,
            /// When; now unless set.
            creation_date = "creationDate": EpochMillis,
            /// What happened.
            summary = "summary": String,
            /// More about it.
            description = "description": String,
            /// The part of Confluence.
            category = "category": String,
            /// Whether a system administrator did it.
            sys_admin = "sysAdmin": bool,
            /// What it was done to.
            affected_object = "affectedObject": AffectedObject,
            /// What changed.
            changed_values = "changedValues": Vec<ChangedValue>,
            /// What else had a part in it.
            associated_objects = "associatedObjects": Vec<AffectedObject>,
        }
    }

    /// Records as a file: a table in text, or that in an archive.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-audit/#api-wiki-rest-api-audit-export-get)
    export: ExportAuditRecords = GET "/wiki/rest/api/audit/export" => StreamedResponse {
        permission "Confluence Administrator";
        scopes [];
        granular ["read:audit-log:confluence"];
        streams file;
        query {
            /// Only records of this time or later.
            start_date = "startDate": EpochMillis,
            /// Only records of this time or earlier.
            end_date = "endDate": EpochMillis,
            /// Only records with this in one of their texts.
            search_string = "searchString": String,
            /// The format; text unless set.
            format = "format": ExportFormat,
        }
    }

    /// For how long records are kept.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-audit/#api-wiki-rest-api-audit-retention-get)
    retention: GetRetentionPeriod = GET "/wiki/rest/api/audit/retention" => RetentionPeriod {
        permission "Confluence Administrator";
        scopes [];
        granular ["read:audit-log:confluence"];
    }

    /// Sets for how long records are kept: a year at most. What is older is deleted, and does not come back.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-audit/#api-wiki-rest-api-audit-retention-put)
    set_retention: SetRetentionPeriod = PUT "/wiki/rest/api/audit/retention" => RetentionPeriod {
        permission "Confluence Administrator";
        scopes [];
        granular ["write:audit-log:confluence"];
        takes { body number = "number": u32, body units = "units": TimeUnit }
    }
}

open_enum! {
    /// A unit of time.
    pub enum TimeUnit {
        /// Seconds.
        Seconds = "SECONDS",
        /// Minutes.
        Minutes = "MINUTES",
        /// Hours.
        Hours = "HOURS",
        /// Half days.
        HalfDays = "HALF_DAYS",
        /// Days.
        Days = "DAYS",
        /// Weeks.
        Weeks = "WEEKS",
        /// Months.
        Months = "MONTHS",
        /// Years.
        Years = "YEARS",
        /// For ever; of retention only.
        Forever = "FOREVER",
    }

    /// The format of a file.
    pub enum ExportFormat {
        /// A table in text.
        Csv = "csv",
        /// An archive with that in it.
        Zip = "zip",
    }
}

/// A point in time as milliseconds since 1970. Made from a [`Timestamp`], a [`SystemTime`], or the milliseconds. A
/// timestamp that is not understood is sent as it is, for the service to refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpochMillis(String);

impl From<&Timestamp> for EpochMillis {
    fn from(time: &Timestamp) -> Self {
        Self(match time.epoch_millis() {
            Some(millis) => millis.to_string(),
            None => time.as_str().to_owned(),
        })
    }
}

impl From<Timestamp> for EpochMillis {
    fn from(time: Timestamp) -> Self {
        (&time).into()
    }
}

impl From<SystemTime> for EpochMillis {
    fn from(time: SystemTime) -> Self {
        Timestamp::from(time).into()
    }
}

impl From<i64> for EpochMillis {
    fn from(millis: i64) -> Self {
        Self(millis.to_string())
    }
}

impl ParameterValue for EpochMillis {
    fn into_parameter(self) -> String {
        self.0
    }
}

impl Serialize for EpochMillis {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.parse::<i64>() {
            Ok(millis) => serializer.serialize_i64(millis),
            Err(_) => serializer.serialize_str(&self.0),
        }
    }
}

/// A record.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AuditRecord {
    /// When, in milliseconds since 1970.
    pub creation_date: Timestamp,
    /// Who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<AuditAuthor>,
    /// The IP address that it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_address: Option<String>,
    /// What happened: `User added to group`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// More about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The part of Confluence: `Users and groups`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Whether a system administrator did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sys_admin: Option<bool>,
    /// Whether an administrator of the whole site did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub super_admin: Option<bool>,
    /// What it was done to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affected_object: Option<AffectedObject>,
    /// What changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed_values: Option<Vec<ChangedValue>>,
    /// What else had a part in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub associated_objects: Option<Vec<AffectedObject>>,
}

/// Who did something.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AuditAuthor {
    /// The account; absent if the system did it, or a record of one's own names somebody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    /// A person or an app; empty where it is neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_type: Option<String>,
    /// The name to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The nickname that everybody may see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_name: Option<String>,
    /// Whether it is a guest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_guest: Option<bool>,
}

/// Who did what a new record tells; made from a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewAuditAuthor {
    #[serde(rename = "type")]
    kind: &'static str,
    display_name: String,
}

impl<T: Into<String>> From<T> for NewAuditAuthor {
    fn from(name: T) -> Self {
        Self {
            kind: "user",
            display_name: name.into(),
        }
    }
}

/// A thing that a record is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AffectedObject {
    /// Its name.
    pub name: String,
    /// What it is: `Group`, `Space`.
    pub object_type: String,
}

impl AffectedObject {
    /// A thing of this name and kind.
    #[must_use]
    pub fn new(name: impl Into<String>, object_type: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            object_type: object_type.into(),
        }
    }
}

/// A value before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChangedValue {
    /// What it is.
    pub name: String,
    /// Its old value.
    #[serde(default)]
    pub old_value: String,
    /// Its new value.
    #[serde(default)]
    pub new_value: String,
}

impl ChangedValue {
    /// This value was that and is this now.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        old_value: impl Into<String>,
        new_value: impl Into<String>,
    ) -> Self {
        Self {
            name: name.into(),
            old_value: old_value.into(),
            new_value: new_value.into(),
        }
    }
}

/// For how long records are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RetentionPeriod {
    /// How many units.
    pub number: u32,
    /// The unit.
    pub units: TimeUnit,
}
