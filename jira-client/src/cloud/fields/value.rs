//! The value of a field, typed by what the field's schema says.

use atlassian_core::{AccountId, Error, ErrorKind, Result, Timestamp};
use atlassian_document::Document;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Number, Value, json};

use super::choice::{FieldOption, Team};
use super::schema::CustomFieldType;
use super::{Field, sprints};
use crate::cloud::components::Component;
use crate::cloud::groups::Group;
use crate::cloud::issue_links::LinkedIssue;
use crate::cloud::issue_security_levels::SecurityLevel;
use crate::cloud::issue_types::IssueType;
use crate::cloud::issues::{Progress, TimeTracking, VotesSummary, WatchesSummary};
use crate::cloud::priorities::Priority;
use crate::cloud::projects::Project;
use crate::cloud::resolutions::Resolution;
use crate::cloud::sprints::Sprint;
use crate::cloud::statuses::Status;
use crate::cloud::users::User;
use crate::cloud::versions::Version;
use crate::ids::IssueKey;

/// The value of a field.
///
/// [`IssueFields::value`](crate::cloud::issues::IssueFields::value) reads it from an issue; turned
/// [into JSON](#impl-From<FieldValue>-for-Value) it is what the service accepts for the field when an issue is created or
/// edited. What the service holds in a field comes back from that the same; what merely describes it (names, pictures,
/// addresses) is left out where an id says it.
///
/// ```
/// # use jira_client::cloud::fields::{FieldOption, FieldValue};
/// # use jira_client::{AccountId, Timestamp};
/// # use serde_json::{Value, json};
/// assert_eq!(Value::from(FieldValue::Option(FieldOption::named("High"))), json!({"value": "High"}));
/// assert_eq!(Value::from(FieldValue::user("5b10a")), json!({"accountId": "5b10a"}));
/// let due = FieldValue::Date(Timestamp::new("2026-03-01"));
/// assert_eq!(Value::from(due), json!("2026-03-01"));
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum FieldValue {
    /// None. Written, it empties the field.
    Empty,
    /// A line of text. Also rich text where the service sent it as wiki text, as version 2 of the API and the agile
    /// API do.
    Text(String),
    /// Rich text.
    RichText(Document),
    /// A number.
    Number(Number),
    /// A date without a time of day. A time that stands here is written as the date that its text begins with.
    Date(Timestamp),
    /// A point in time. Written in Jira's own format, of which the unit is the millisecond.
    Instant(Timestamp),
    /// The address of a page.
    Url(String),
    /// Labels, or other words.
    Labels(Vec<String>),
    /// One option; in a cascading list with another one below it.
    Option(FieldOption),
    /// Several options.
    Options(Vec<FieldOption>),
    /// An account.
    User(Box<User>),
    /// Several accounts.
    Users(Vec<User>),
    /// A group.
    Group(Group),
    /// Several groups.
    Groups(Vec<Group>),
    /// A project.
    Project(Box<Project>),
    /// A version.
    Version(Box<Version>),
    /// Several versions.
    Versions(Vec<Version>),
    /// Components.
    Components(Vec<Component>),
    /// The sprints that the issue is in and was in.
    ///
    /// Written, it is the one that is not over, or none: an issue can be in one sprint, and the service itself notes those
    /// that are over.
    Sprints(Vec<Sprint>),
    /// The key of the epic that the issue belongs to, on sites that do not use the parent for it.
    EpicLink(IssueKey),
    /// The issue above this one.
    Parent(Box<LinkedIssue>),
    /// The type of the issue.
    IssueType(Box<IssueType>),
    /// A priority.
    Priority(Box<Priority>),
    /// A resolution. It can only be written together with a transition that asks for it.
    Resolution(Box<Resolution>),
    /// A status. It cannot be written: a transition changes it.
    Status(Box<Status>),
    /// Who may see the issue.
    SecurityLevel(Box<SecurityLevel>),
    /// The estimates and the time spent. Only the estimates can be written; time is spent by logging work.
    TimeTracking(TimeTracking),
    /// Votes. Cannot be written here.
    Votes(VotesSummary),
    /// Watchers. Cannot be written here.
    Watches(WatchesSummary),
    /// How much of the estimated time is spent. Cannot be written.
    Progress(Progress),
    /// The place among the other issues, as a text that sorts. Cannot be written here.
    Rank(String),
    /// A team.
    Team(Team),
    /// Whatever else, exactly as sent: the fields of apps, service levels, lists of comments.
    Json(Value),
}

impl FieldValue {
    /// Reads the JSON of a field's value.
    ///
    /// An error of the kind [`UnexpectedAnswer`](ErrorKind::UnexpectedAnswer) says that it is not what the field's schema
    /// announces. The value of a field without a schema, or with one of an unknown type, stays JSON.
    #[inline]
    pub fn read(field: &Field, value: &Value) -> Result<Self> {
        read(field, value).map_err(|error| unexpected(field.id.as_str(), &error))
    }

    /// An account, by its id.
    #[must_use]
    pub fn user(id: impl Into<AccountId>) -> Self {
        Self::User(Box::new(user(id.into())))
    }

    /// Several accounts, by their ids.
    #[must_use]
    pub fn users(ids: impl IntoIterator<Item = impl Into<AccountId>>) -> Self {
        Self::Users(ids.into_iter().map(|id| user(id.into())).collect())
    }

    /// The text, where it is one line of text, an address, an epic's key or a rank.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Url(text) | Self::Rank(text) => Some(text),
            Self::EpicLink(key) => Some(key.as_str()),
            _ => None,
        }
    }

    /// The number, where it is one.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Number(number) => number.as_f64(),
            _ => None,
        }
    }
}

/// A value that could not be read; the text of the reader can repeat it, so it is cut.
pub(crate) fn unexpected(field: &str, error: &serde_json::Error) -> Error {
    let text = error.to_string();
    let end = text
        .char_indices()
        .nth(200)
        .map_or(text.len(), |(at, _)| at);
    Error::new(
        ErrorKind::UnexpectedAnswer,
        format!(
            "the field `{field}` does not hold what it should: {}",
            &text[..end]
        ),
    )
}

fn user(id: AccountId) -> User {
    User {
        account_id: Some(id),
        ..User::default()
    }
}

#[inline]
fn read(field: &Field, value: &Value) -> serde_json::Result<FieldValue> {
    use FieldValue as V;

    if value.is_null() {
        return Ok(V::Empty);
    }
    let Some(schema) = &field.schema else {
        return Ok(match field.id.as_str() {
            // The list of fields has no schema for it.
            "parent" => V::Parent(of(value)?),
            _ => V::Json(value.clone()),
        });
    };
    match &schema.custom {
        Some(CustomFieldType::Sprint) => return sprints::read(value).map(V::Sprints),
        Some(CustomFieldType::EpicLink) => return of(value).map(V::EpicLink),
        Some(CustomFieldType::Rank) => return of(value).map(V::Rank),
        Some(CustomFieldType::Url) => return of(value).map(V::Url),
        Some(CustomFieldType::Team) => return team(value).map(V::Team),
        _ => {}
    }
    Ok(match (schema.kind.as_str(), schema.items.as_deref()) {
        ("string", _) if value.is_object() => V::RichText(of(value)?),
        ("string", _) => V::Text(of(value)?),
        ("number", _) => V::Number(of(value)?),
        ("date", _) => V::Date(of(value)?),
        ("datetime", _) => V::Instant(of(value)?),
        ("option" | "option-with-child", _) => V::Option(of(value)?),
        ("array", Some("option")) => V::Options(of(value)?),
        ("array", Some("string")) => V::Labels(of(value)?),
        ("user", _) => V::User(of(value)?),
        ("array", Some("user")) => V::Users(of(value)?),
        ("group", _) => V::Group(of(value)?),
        ("array", Some("group")) => V::Groups(of(value)?),
        ("project", _) => V::Project(of(value)?),
        ("version", _) => V::Version(of(value)?),
        ("array", Some("version")) => V::Versions(of(value)?),
        ("array", Some("component")) => V::Components(of(value)?),
        ("issuelink", _) => V::Parent(of(value)?),
        ("issuetype", _) => V::IssueType(of(value)?),
        ("priority", _) => V::Priority(of(value)?),
        ("resolution", _) => V::Resolution(of(value)?),
        ("status", _) => V::Status(of(value)?),
        ("securitylevel", _) => V::SecurityLevel(of(value)?),
        ("timetracking", _) => V::TimeTracking(of(value)?),
        ("votes", _) => V::Votes(of(value)?),
        ("watches", _) => V::Watches(of(value)?),
        ("progress", _) => V::Progress(of(value)?),
        _ => V::Json(value.clone()),
    })
}

fn of<T: DeserializeOwned>(value: &Value) -> serde_json::Result<T> {
    T::deserialize(value)
}

#[inline]
fn team(value: &Value) -> serde_json::Result<Team> {
    match value {
        Value::String(id) => Ok(Team::from(super::TeamId::new(id))),
        object => of(object),
    }
}

impl From<FieldValue> for Value {
    fn from(value: FieldValue) -> Self {
        use FieldValue as V;

        match value {
            V::Empty => Value::Null,
            V::Text(text) | V::Url(text) | V::Rank(text) => Value::String(text),
            V::RichText(document) => whole(&document),
            V::Number(number) => Value::Number(number),
            V::Date(date) => Value::String(jira_date(&date)),
            V::Instant(time) => Value::String(jira_time(&time)),
            V::Labels(labels) => json!(labels),
            V::Option(option) => option.to_reference(),
            V::Options(options) => options.iter().map(FieldOption::to_reference).collect(),
            V::User(user) => user_reference(&user),
            V::Users(users) => users.iter().map(user_reference).collect(),
            V::Group(group) => group_reference(&group),
            V::Groups(groups) => groups.iter().map(group_reference).collect(),
            V::Project(project) => json!({"id": project.id}),
            V::Version(version) => json!({"id": version.id}),
            V::Versions(versions) => versions.iter().map(|v| json!({"id": v.id})).collect(),
            V::Components(all) => all.iter().map(|one| json!({"id": one.id})).collect(),
            V::Sprints(sprints) => open_sprint(&sprints),
            V::EpicLink(key) => json!(key),
            V::Parent(parent) => issue_reference(&parent),
            V::IssueType(issue_type) => json!({"id": issue_type.id}),
            V::Priority(priority) => json!({"id": priority.id}),
            V::Resolution(resolution) => json!({"id": resolution.id}),
            V::Status(status) => json!({"id": status.id}),
            V::SecurityLevel(level) => json!({"id": level.id}),
            V::TimeTracking(time) => whole(&time.estimates()),
            V::Votes(votes) => whole(&votes),
            V::Watches(watches) => whole(&watches),
            V::Progress(progress) => whole(&progress),
            V::Team(team) => json!(team.id),
            V::Json(value) => value,
        }
    }
}

impl From<&str> for FieldValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for FieldValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Document> for FieldValue {
    fn from(document: Document) -> Self {
        Self::RichText(document)
    }
}

/// A model as it is; none of those written here can fail.
pub(crate) fn whole(model: &impl Serialize) -> Value {
    serde_json::to_value(model).unwrap_or_default()
}

fn user_reference(user: &User) -> Value {
    match &user.account_id {
        Some(id) => json!({"accountId": id}),
        // Of a server of former times. Whatever it has may help.
        None => whole(user),
    }
}

fn issue_reference(issue: &LinkedIssue) -> Value {
    match &issue.id {
        Some(id) => json!({"id": id}),
        None => json!({"key": issue.key}),
    }
}

/// By name, as the service always took it, and by id, which it prefers where it knows it: names change.
fn group_reference(group: &Group) -> Value {
    let mut named = json!({"name": group.name});
    if let Some(id) = &group.group_id {
        named["groupId"] = json!(id);
    }
    named
}

/// The sprint that the issue is in now, by its id: a number here, and nowhere else.
fn open_sprint(sprints: &[Sprint]) -> Value {
    let mut open = sprints.iter().filter(|sprint| {
        let state = sprint.state.as_ref().map(ToString::to_string);
        state.as_deref() != Some("closed")
    });
    open.next_back().map_or(Value::Null, |sprint| {
        let id = sprint.id.as_str();
        id.parse::<i64>().map_or_else(|_| json!(id), Value::from)
    })
}

/// The date alone; what has none, or one of a year beyond 9999, as it is.
pub(crate) fn jira_date(date: &Timestamp) -> String {
    let day = |text: &str| {
        let day = text.get(..10)?;
        Timestamp::new(day).is_date_only().then(|| day.to_owned())
    };
    let text = date.as_str();
    let utc = || date.epoch_millis().map(Timestamp::from_epoch_millis);
    day(text)
        .or_else(|| day(utc()?.as_str()))
        .unwrap_or_else(|| text.to_owned())
}

/// `2021-01-17T12:34:00.000+0000`. A text that is of this form stays as it is, its zone included.
pub(crate) fn jira_time(time: &Timestamp) -> String {
    let text = time.as_str();
    let shape = text
        .bytes()
        .map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    let shape: Vec<u8> = shape.collect();
    if shape == b"0000-00-00T00:00:00.000+0000" || shape == b"0000-00-00T00:00:00.000-0000" {
        return text.to_owned();
    }
    let utc = time.epoch_millis().map(Timestamp::from_epoch_millis);
    let utc = utc.as_ref().and_then(|utc| utc.as_str().strip_suffix('Z'));
    utc.map_or_else(|| text.to_owned(), |utc| format!("{utc}+0000"))
}
