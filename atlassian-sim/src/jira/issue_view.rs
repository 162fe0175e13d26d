//! A whole issue as JSON, with the fields that were asked for.
//!
//! Pages of issues are written as text at once: people, statuses and projects repeat on every issue,
//! and are rendered only once for each page.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::issue::{meta, transitions};
use super::views::{config, parts, person, url};
use crate::adf;
use crate::call::Call;
use crate::state::State;
use crate::state::jira::config::IssueType;
use crate::state::jira::field::{EPIC_LINK, FieldId, RANK, System};
use crate::state::jira::issue::{CustomValue, Issue};
use crate::state::jira::site::TimeTracking;
use crate::time;

/// How many comments, worklogs and entries of the changelog an issue carries along.
const INLINE: usize = 20;

/// Which fields to show, and what else.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    /// In the order of the catalogue; `None`: the `fields` object is left out.
    pub(crate) fields: Option<Vec<FieldId>>,
    pub(crate) properties: Vec<String>,
    pub(crate) expand: Vec<String>,
    /// Fields that another API adds to those of the catalogue.
    pub(crate) more: Option<More>,
}

/// Makes fields besides those of the catalogue.
pub(crate) type More = fn(&Call<'_>, &State, &Issue) -> Map<String, Value>;

impl Wanted {
    /// Reads a list such as `*all,-comment`. Names that no field has are passed over; `key` and `id`
    /// are no fields. Only exclusions mean all the others.
    pub(crate) fn fields(state: &State, asked: &[&str], otherwise: &str) -> Option<Vec<FieldId>> {
        let named: Vec<&str> = asked
            .iter()
            .flat_map(|part| part.split(','))
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        let named = if named.is_empty() {
            vec![otherwise]
        } else {
            named
        };
        let all = named.contains(&"*all") || named.iter().all(|n| n.starts_with('-'));
        let navigable = named.contains(&"*navigable");
        let config = &state.jira.config;
        let matches = |id: FieldId, name: &str| match id {
            FieldId::System(system) => system.info().id == name,
            FieldId::Custom(number) => {
                name.strip_prefix("customfield_")
                    .is_some_and(|n| n.parse() == Ok(number))
                    || config.field_name(id).eq_ignore_ascii_case(name)
            }
        };
        let chosen: Vec<FieldId> = config
            .field_ids()
            .filter(|id| *id != FieldId::System(System::IssueKey))
            .filter(|id| {
                let listed = all
                    || navigable && is_navigable(*id)
                    || named.iter().any(|name| matches(*id, name));
                let excluded = named
                    .iter()
                    .filter_map(|name| name.strip_prefix('-'))
                    .any(|name| matches(*id, name));
                listed && !excluded
            })
            .collect();
        let only_keys = named
            .iter()
            .all(|n| matches!(*n, "id" | "key" | "issuekey"));
        (!only_keys).then_some(chosen)
    }

    pub(crate) fn expands(&self, what: &str) -> bool {
        self.expand.iter().any(|e| e == what)
    }
}

fn is_navigable(id: FieldId) -> bool {
    match id {
        FieldId::System(system) => system.info().navigable,
        FieldId::Custom(_) => true,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Shared {
    Person,
    Project,
    Status,
    IssueType,
    Priority,
    Resolution,
    Component,
    Version,
    LinkType,
}

/// Writes issues for one answer.
pub(crate) struct Writer<'a> {
    call: &'a Call<'a>,
    state: &'a State,
    wanted: &'a Wanted,
    shared: HashMap<(Shared, u32), String>,
}

/// Writes a string with its quotes.
fn quote(out: &mut String, text: &str) {
    out.push_str(&Value::from(text).to_string());
}

impl<'a> Writer<'a> {
    pub(crate) fn new(call: &'a Call<'a>, state: &'a State, wanted: &'a Wanted) -> Self {
        Self {
            call,
            state,
            wanted,
            shared: HashMap::new(),
        }
    }

    /// Writes the issue. Where nothing but its id was asked for, nothing else is there.
    pub(crate) fn issue(&mut self, out: &mut String, issue: &Issue, bare: bool) {
        if bare {
            let _ = write!(out, r#"{{"id":"{}"}}"#, issue.id);
            return;
        }
        out.push_str(
            r#"{"expand":"renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations","id":""#,
        );
        out.push_str(&issue.id.to_string());
        out.push_str(r#"","self":"#);
        quote(out, &self.address(issue));
        out.push_str(r#","key":"#);
        quote(out, &self.state.jira.key(issue));
        self.extras(out, issue);
        if let Some(fields) = &self.wanted.fields {
            out.push_str(r#","fields":{"#);
            let start = out.len();
            for id in fields {
                self.field(out, issue, *id, start);
            }
            let more = self
                .wanted
                .more
                .map(|more| more(self.call, self.state, issue));
            for (name, value) in more.into_iter().flatten() {
                if out.len() > start {
                    out.push(',');
                }
                let _ = write!(out, r#""{name}":{value}"#);
            }
            out.push('}');
        }
        out.push('}');
    }

    fn address(&self, issue: &Issue) -> String {
        if self.call.in_software() {
            return format!(
                "{}/rest/agile/1.0/issue/{}",
                self.call.world.site_url, issue.id
            );
        }
        url(self.call, &format!("/issue/{}", issue.id))
    }

    /// What `expand` and `properties` add.
    fn extras(&self, out: &mut String, issue: &Issue) {
        let mut add = |name: &str, value: &Value| {
            let _ = write!(out, r#","{name}":{value}"#);
        };
        if !self.wanted.properties.is_empty() {
            let all = self.wanted.properties.iter().any(|p| p == "*all");
            let chosen: Map<String, Value> = issue
                .properties
                .iter()
                .filter(|(key, _)| all || self.wanted.properties.contains(key))
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect();
            add("properties", &Value::Object(chosen));
        }
        if self.wanted.expands("changelog") {
            add("changelog", &self.changelog(issue));
        }
        if self.wanted.expands("names") {
            add("names", &names(self.state, self.wanted));
        }
        if self.wanted.expands("schema") {
            add("schema", &schema(self.state, self.wanted));
        }
        if self.wanted.expands("renderedFields") {
            add("renderedFields", &self.rendered(issue));
        }
        if self.wanted.expands("editmeta") {
            let fields = meta::of_issue(self.call, self.state, issue);
            add("editmeta", &json!({ "fields": fields }));
        }
        if self.wanted.expands("transitions") {
            let all = transitions::available(self.call, self.state, issue);
            add("transitions", &all);
        }
        if self.wanted.expands("operations") {
            add("operations", &json!({ "linkGroups": [] }));
        }
    }

    /// Newest first, and never more than the first few.
    fn changelog(&self, issue: &Issue) -> Value {
        let histories: Vec<Value> = issue
            .history
            .iter()
            .rev()
            .take(INLINE)
            .map(|change| parts::change(self.call, self.state, change))
            .collect();
        json!({
            "startAt": 0,
            "maxResults": histories.len(),
            "total": issue.history.len(),
            "histories": histories,
        })
    }

    fn rendered(&self, issue: &Issue) -> Value {
        let mut fields = Map::new();
        for id in self.wanted.fields.iter().flatten() {
            let html = match id {
                FieldId::System(System::Description) => issue.description.as_deref().map(adf::html),
                FieldId::System(System::Environment) => issue.environment.as_deref().map(adf::html),
                FieldId::Custom(number) => match issue.custom(*number) {
                    Some(CustomValue::Adf(text)) => Some(adf::html(text)),
                    _ => None,
                },
                FieldId::System(_) => None,
            };
            fields.insert(id.to_string(), html.into());
        }
        Value::Object(fields)
    }

    fn field(&mut self, out: &mut String, issue: &Issue, id: FieldId, start: usize) {
        if !self.applies(issue, id) {
            return;
        }
        if out.len() > start {
            out.push(',');
        }
        match id {
            FieldId::System(system) => {
                quote(out, system.info().id);
                out.push(':');
                self.system(out, issue, system);
            }
            FieldId::Custom(number) => {
                let _ = write!(out, r#""customfield_{number}":"#);
                self.custom(out, issue, number);
            }
        }
    }

    /// Whether the issue has such a field at all, be it empty.
    fn applies(&self, issue: &Issue, id: FieldId) -> bool {
        match id {
            FieldId::System(System::Parent) => issue.parent.is_some(),
            FieldId::System(System::Thumbnail | System::IssueKey) => false,
            FieldId::System(_) => true,
            FieldId::Custom(number) => self.state.jira.config.field(number).is_some_and(|field| {
                field
                    .contexts
                    .iter()
                    .any(|c| c.covers(issue.project, issue.issue_type))
            }),
        }
    }

    /// Something that many issues share, rendered once.
    fn shared(&mut self, out: &mut String, what: Shared, id: u32) {
        let (call, state) = (self.call, self.state);
        let text = self.shared.entry((what, id)).or_insert_with(|| {
            let view = match what {
                Shared::Person => Some(person(call, state, id)),
                Shared::Project => config::project(call, state, id),
                Shared::Status => config::status(call, state, id),
                Shared::IssueType => config::issue_type(call, state, id),
                Shared::Priority => config::priority(call, state, id),
                Shared::Resolution => config::resolution(call, state, id),
                Shared::Component => config::component(call, state, id),
                Shared::Version => config::version(call, state, id),
                Shared::LinkType => config::link_type(call, state, id),
            };
            view.unwrap_or(Value::Null).to_string()
        });
        out.push_str(text);
    }

    fn maybe(&mut self, out: &mut String, what: Shared, id: Option<u32>) {
        match id {
            Some(id) => self.shared(out, what, id),
            None => out.push_str("null"),
        }
    }

    fn all(&mut self, out: &mut String, what: Shared, ids: &[u32]) {
        out.push('[');
        for (at, id) in ids.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            self.shared(out, what, *id);
        }
        out.push(']');
    }

    /// Rich text is kept as JSON text, which is what version 3 wants.
    fn rich(&self, out: &mut String, text: Option<&str>) {
        match text {
            None => out.push_str("null"),
            Some(text) if self.call.wiki_text() => quote(out, &adf::wiki(text)),
            Some(text) => out.push_str(text),
        }
    }

    fn system(&mut self, out: &mut String, issue: &Issue, field: System) {
        match field {
            System::Summary => quote(out, &issue.summary),
            System::IssueType => self.shared(out, Shared::IssueType, issue.issue_type),
            System::Status => self.shared(out, Shared::Status, issue.status),
            System::Project => self.shared(out, Shared::Project, issue.project),
            System::Priority => self.maybe(out, Shared::Priority, issue.priority),
            System::Resolution => self.maybe(out, Shared::Resolution, issue.resolution),
            System::Assignee => self.maybe(out, Shared::Person, issue.assignee),
            System::Reporter => self.maybe(out, Shared::Person, issue.reporter),
            System::Creator => self.shared(out, Shared::Person, issue.creator),
            System::Components => self.all(out, Shared::Component, &issue.components),
            System::FixVersions => self.all(out, Shared::Version, &issue.fix_versions),
            System::Versions => self.all(out, Shared::Version, &issue.affected_versions),
            System::Description => self.rich(out, issue.description.as_deref()),
            System::Environment => self.rich(out, issue.environment.as_deref()),
            System::Parent => {
                let parent = issue.parent.and_then(|id| self.state.jira.issues.get(id));
                match parent {
                    Some(parent) => self.brief(out, parent),
                    None => out.push_str("null"),
                }
            }
            System::Subtasks => self.subtasks(out, issue),
            System::IssueLinks => self.links(out, issue),
            other => out.push_str(&self.plain(issue, other).to_string()),
        }
    }

    /// The fields that every issue has for itself.
    fn plain(&self, issue: &Issue, field: System) -> Value {
        let (call, state) = (self.call, self.state);
        let stamp = |at: i64| Value::from(time::jira(at));
        match field {
            System::Created => stamp(issue.created),
            System::Updated => stamp(issue.updated),
            System::StatusCategoryChangeDate => stamp(issue.category_changed),
            System::ResolutionDate => issue.resolved.map(stamp).into(),
            System::DueDate => issue.due.map(time::date).into(),
            System::StatusCategory => {
                let status = state.jira.config.statuses.get(&issue.status);
                status
                    .map(|s| config::status_category(call, s.category))
                    .into()
            }
            System::Labels => issue.labels.iter().map(|l| Value::from(&**l)).collect(),
            System::Watches => parts::watches(call, state, issue),
            System::Votes => parts::votes(call, state, issue),
            System::Security => self.security(issue),
            System::Attachment => {
                let all = issue.attachments.iter();
                all.map(|a| parts::attachment(call, state, a)).collect()
            }
            System::Comment => self.comments(issue),
            System::Worklog => self.worklogs(issue),
            System::LastViewed
            | System::Summary
            | System::IssueType
            | System::Status
            | System::Project
            | System::Priority
            | System::Resolution
            | System::Assignee
            | System::Reporter
            | System::Creator
            | System::Components
            | System::FixVersions
            | System::Versions
            | System::Description
            | System::Environment
            | System::Parent
            | System::Subtasks
            | System::IssueLinks
            | System::Thumbnail
            | System::IssueKey => Value::Null,
            time => times(&self.state.jira.site.time, issue, time),
        }
    }

    fn security(&self, issue: &Issue) -> Value {
        let level = issue.security.and_then(|id| {
            let schemes = self.state.jira.config.security_schemes.values();
            schemes.flat_map(|s| &s.levels).find(|l| l.id == id)
        });
        level.map_or(Value::Null, |level| {
            json!({
                "self": url(self.call, &format!("/securitylevel/{}", level.id)),
                "id": level.id.to_string(),
                "description": level.description,
                "name": level.name,
            })
        })
    }

    /// Another issue, as parents, sub-tasks and links show it.
    fn brief(&mut self, out: &mut String, issue: &Issue) {
        let _ = write!(out, r#"{{"id":"{}","key":"#, issue.id);
        quote(out, &self.state.jira.key(issue));
        out.push_str(r#","self":"#);
        quote(out, &url(self.call, &format!("/issue/{}", issue.id)));
        out.push_str(r#","fields":{"summary":"#);
        quote(out, &issue.summary);
        out.push_str(r#","status":"#);
        self.shared(out, Shared::Status, issue.status);
        if let Some(priority) = issue.priority {
            out.push_str(r#","priority":"#);
            self.shared(out, Shared::Priority, priority);
        }
        out.push_str(r#","issuetype":"#);
        self.shared(out, Shared::IssueType, issue.issue_type);
        out.push_str("}}");
    }

    fn subtasks(&mut self, out: &mut String, issue: &Issue) {
        let (state, caller) = (self.state, self.call.caller);
        let kinds = &state.jira.config.issue_types;
        let children = state.jira.issues.children(issue.id).filter(|child| {
            let subtask = kinds
                .get(&child.issue_type)
                .is_some_and(IssueType::is_subtask);
            subtask && state.sees(caller, child)
        });
        out.push('[');
        for (at, child) in children.enumerate() {
            if at > 0 {
                out.push(',');
            }
            self.brief(out, child);
        }
        out.push(']');
    }

    /// The links whose other end the caller sees; only that end is named.
    fn links(&mut self, out: &mut String, issue: &Issue) {
        let (state, caller) = (self.state, self.call.caller);
        let ends = issue.links.iter().filter_map(|id| {
            let link = state.jira.issues.links.get(id)?;
            let (side, other) = link.seen_from(issue.id);
            let other = state
                .jira
                .issues
                .get(other)
                .filter(|other| state.sees(caller, other))?;
            Some((*id, link.link_type, side, other))
        });
        out.push('[');
        for (at, (id, kind, side, other)) in ends.enumerate() {
            if at > 0 {
                out.push(',');
            }
            let _ = write!(out, r#"{{"id":"{id}","self":"#);
            quote(out, &url(self.call, &format!("/issueLink/{id}")));
            out.push_str(r#","type":"#);
            self.shared(out, Shared::LinkType, kind);
            let _ = write!(out, r#","{side}":"#);
            self.brief(out, other);
            out.push('}');
        }
        out.push(']');
    }

    fn comments(&self, issue: &Issue) -> Value {
        let all: Vec<_> = parts::visible_comments(self.call, self.state, issue).collect();
        // The newest ones, in the order in which they were written.
        let shown: Vec<Value> = all[all.len().saturating_sub(INLINE)..]
            .iter()
            .map(|c| parts::comment(self.call, self.state, issue, c))
            .collect();
        json!({
            "comments": shown,
            "self": url(self.call, &format!("/issue/{}/comment", issue.id)),
            "maxResults": all.len(),
            "total": all.len(),
            "startAt": 0,
        })
    }

    fn worklogs(&self, issue: &Issue) -> Value {
        let all: Vec<_> = parts::visible_worklogs(self.call, self.state, issue).collect();
        let shown: Vec<Value> = all
            .iter()
            .take(INLINE)
            .map(|w| parts::worklog(self.call, self.state, issue, w))
            .collect();
        json!({ "startAt": 0, "maxResults": INLINE, "total": all.len(), "worklogs": shown })
    }

    fn custom(&mut self, out: &mut String, issue: &Issue, number: u32) {
        let value = match number {
            EPIC_LINK => return out.push_str(&self.epic(issue).to_string()),
            RANK => return quote(out, &rank(issue.rank)),
            _ => issue.custom(number),
        };
        match value {
            None => out.push_str("null"),
            Some(CustomValue::Adf(text)) => self.rich(out, Some(text)),
            Some(CustomValue::User(account)) => self.shared(out, Shared::Person, *account),
            Some(CustomValue::Users(accounts)) => self.all(out, Shared::Person, accounts),
            Some(CustomValue::Version(id)) => self.shared(out, Shared::Version, *id),
            Some(CustomValue::Versions(ids)) => self.all(out, Shared::Version, ids),
            Some(CustomValue::Project(id)) => self.shared(out, Shared::Project, *id),
            Some(other) => out.push_str(&self.custom_value(number, other).to_string()),
        }
    }

    /// The key of the epic, in projects that have epics by that field.
    fn epic(&self, issue: &Issue) -> Value {
        let parent = issue.parent.and_then(|id| self.state.jira.issues.get(id));
        let kinds = &self.state.jira.config.issue_types;
        let epic = parent.filter(|p| {
            kinds
                .get(&p.issue_type)
                .is_some_and(|t| t.is_epic() && t.project.is_none())
        });
        epic.map(|epic| self.state.jira.key(epic)).into()
    }

    fn custom_value(&self, number: u32, value: &CustomValue) -> Value {
        match value {
            CustomValue::Text(text) => (&**text).into(),
            CustomValue::Number(number) => (*number).into(),
            CustomValue::Date(days) => time::date(*days).into(),
            CustomValue::DateTime(at) => time::jira(*at).into(),
            CustomValue::Labels(labels) => labels.iter().map(|l| Value::from(&**l)).collect(),
            CustomValue::Option(id) => self.option(number, *id),
            CustomValue::Options(ids) => ids.iter().map(|id| self.option(number, *id)).collect(),
            CustomValue::Cascade(id, child) => {
                let mut view = self.option(number, *id);
                if let Some(child) = child {
                    view["child"] = self.option(number, *child);
                }
                view
            }
            CustomValue::Group(slot) => self.group(*slot),
            CustomValue::Groups(slots) => slots.iter().map(|slot| self.group(*slot)).collect(),
            CustomValue::Sprints(ids) => self.sprints(ids),
            CustomValue::Adf(_)
            | CustomValue::User(_)
            | CustomValue::Users(_)
            | CustomValue::Version(_)
            | CustomValue::Versions(_)
            | CustomValue::Project(_) => Value::Null,
        }
    }

    fn option(&self, field: u32, id: u32) -> Value {
        let field = self.state.jira.config.field(field);
        field
            .and_then(|f| f.option(id))
            .map_or(Value::Null, |option| {
                json!({
                    "self": url(self.call, &format!("/customFieldOption/{id}")),
                    "value": option.value,
                    "id": id.to_string(),
                })
            })
    }

    fn group(&self, slot: u32) -> Value {
        super::views::group_name(self.call, self.state.groups.get(slot))
    }

    fn sprints(&self, ids: &[u32]) -> Value {
        let all = &self.state.jira.agile.sprints;
        let shown = ids.iter().filter_map(|id| {
            let sprint = all.get(id)?;
            let mut view = json!({
                "id": id,
                "name": sprint.name,
                "state": sprint.state.key(),
                "boardId": sprint.board,
                "goal": sprint.goal.as_deref().unwrap_or(""),
            });
            let dates = [
                ("startDate", sprint.start),
                ("endDate", sprint.end),
                ("completeDate", sprint.completed),
            ];
            for (name, at) in dates {
                if let Some(at) = at {
                    view[name] = time::rfc3339(at).into();
                }
            }
            Some(view)
        });
        shown.collect()
    }
}

/// Estimates, work and progress, in seconds.
fn times(tracking: &TimeTracking, issue: &Issue, field: System) -> Value {
    let (estimate, left) = (issue.original_estimate, issue.remaining_estimate);
    let spent = (!issue.worklogs.is_empty()).then(|| issue.time_spent());
    let done = spent.unwrap_or(0);
    match field {
        System::TimeSpent | System::AggregateTimeSpent => spent.into(),
        System::TimeEstimate | System::AggregateTimeEstimate => left.into(),
        System::TimeOriginalEstimate | System::AggregateTimeOriginalEstimate => estimate.into(),
        System::WorkRatio => match estimate {
            Some(estimate) if estimate > 0 => (u64::from(done) * 100 / u64::from(estimate)).into(),
            _ => (-1).into(),
        },
        System::Progress | System::AggregateProgress => {
            let total = done.saturating_add(left.unwrap_or(0));
            let mut view = json!({ "progress": done, "total": total });
            if total > 0 {
                view["percent"] = (u64::from(done) * 100 / u64::from(total)).into();
            }
            view
        }
        System::TimeTracking => {
            let mut view = json!({});
            for (name, seconds) in [
                ("originalEstimate", estimate),
                ("remainingEstimate", left),
                ("timeSpent", spent),
            ] {
                if let Some(seconds) = seconds {
                    view[name] = parts::duration(tracking, seconds).into();
                    view[format!("{name}Seconds")] = seconds.into();
                }
            }
            view
        }
        _ => Value::Null,
    }
}

/// A rank as Jira writes it: comparing the texts compares the ranks.
pub(crate) fn rank(rank: u64) -> String {
    let mut digits = [b'0'; 12];
    let mut left = rank;
    for digit in digits.iter_mut().rev() {
        let value = u8::try_from(left % 36).unwrap_or(0);
        *digit = if value < 10 {
            b'0' + value
        } else {
            b'a' + value - 10
        };
        left /= 36;
    }
    format!("0|{}:", digits.map(char::from).iter().collect::<String>())
}

/// The name of every field shown, by id.
pub(crate) fn names(state: &State, wanted: &Wanted) -> Value {
    let fields = wanted.fields.iter().flatten();
    fields
        .map(|id| (id.to_string(), state.jira.config.field_name(*id).into()))
        .collect::<Map<String, Value>>()
        .into()
}

/// The schema of every field shown, by id.
pub(crate) fn schema(state: &State, wanted: &Wanted) -> Value {
    let fields = wanted.fields.iter().flatten();
    fields
        .filter_map(|id| Some((id.to_string(), config::field_schema(state, *id)?)))
        .collect::<Map<String, Value>>()
        .into()
}
