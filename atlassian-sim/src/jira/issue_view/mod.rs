//! A whole issue as JSON, with the fields that were asked for.
//!
//! Pages of issues are written as text at once: people, statuses and projects repeat on every issue,
//! and are rendered only once for each page.

mod others;
mod times;
mod values;

use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::issue::{meta, transitions};
use super::views::{config, parts, person, url};
use crate::adf;
use crate::call::Call;
use crate::state::State;
use crate::state::jira::field::{FieldId, System};
use crate::state::jira::issue::{CustomValue, Issue};

/// How many comments and worklogs an issue carries along.
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
    /// How many entries of the changelog an issue brings along.
    pub(crate) histories: usize,
}

/// Fields besides those of the catalogue.
#[derive(Debug)]
pub(crate) struct More {
    pub(crate) make: fn(&Call<'_>, &State, &Issue) -> Map<String, Value>,
    /// Those of them that were asked for.
    pub(crate) names: Vec<&'static str>,
}

/// The names in values such as `*all,-comment`.
pub(crate) fn named<'a>(asked: &[&'a str]) -> Vec<&'a str> {
    let parts = asked.iter().flat_map(|part| part.split(','));
    parts
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

impl Wanted {
    /// Reads a list such as `*all,-comment`. Names that no field has are passed over; `key` and `id`
    /// are no fields. Only exclusions mean all the others that there would be without the list.
    pub(crate) fn fields(state: &State, asked: &[&str], otherwise: &str) -> Option<Vec<FieldId>> {
        let named = named(asked);
        let only_without = !named.is_empty() && named.iter().all(|n| n.starts_with('-'));
        let usual = match otherwise {
            "id" if only_without => "*navigable",
            other => other,
        };
        let all = named.contains(&"*all");
        let navigable = named.contains(&"*navigable");
        let usual = (named.is_empty() || only_without).then_some(usual);
        let (all, navigable) = (
            all || usual == Some("*all"),
            navigable || usual == Some("*navigable"),
        );
        let chosen: Vec<FieldId> = state
            .jira
            .config
            .field_ids()
            .filter(|id| *id != FieldId::System(System::IssueKey))
            .filter(|id| {
                let listed = all
                    || navigable && is_navigable(*id)
                    || named.iter().any(|name| is_called(*id, name));
                let excluded = named
                    .iter()
                    .filter_map(|name| name.strip_prefix('-'))
                    .any(|name| is_called(*id, name));
                listed && !excluded
            })
            .collect();
        let only_keys = usual == Some("id")
            || usual.is_none()
                && named
                    .iter()
                    .all(|n| matches!(*n, "id" | "key" | "issuekey"));
        (!only_keys).then_some(chosen)
    }

    /// Whether nothing is wanted that an issue would have to be looked at for.
    pub(crate) fn is_brief(&self) -> bool {
        self.fields.is_none() && self.expand.is_empty() && self.properties.is_empty()
    }

    pub(crate) fn expands(&self, what: &str) -> bool {
        self.expand.iter().any(|e| e == what)
    }
}

fn is_called(id: FieldId, name: &str) -> bool {
    match id {
        FieldId::System(system) => system.info().id == name,
        FieldId::Custom(number) => {
            let named = name.strip_prefix("customfield_");
            named.is_some_and(|n| n.parse() == Ok(number))
        }
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

    /// Writes an issue that stands for itself.
    pub(crate) fn issue(&mut self, out: &mut String, issue: &Issue) {
        self.write(out, issue, true);
    }

    /// Writes an issue of a list, which tells of its fields' names once for all.
    pub(crate) fn listed(&mut self, out: &mut String, issue: &Issue) {
        self.write(out, issue, false);
    }

    fn write(&mut self, out: &mut String, issue: &Issue, alone: bool) {
        out.push_str(
            r#"{"expand":"renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations","id":""#,
        );
        out.push_str(&issue.id.to_string());
        out.push_str(r#"","self":"#);
        quote(out, &self.address(issue));
        out.push_str(r#","key":"#);
        quote(out, &self.state.jira.key(issue));
        self.extras(out, issue, alone);
        if let Some(fields) = &self.wanted.fields {
            out.push_str(r#","fields":{"#);
            let start = out.len();
            for id in fields {
                self.field(out, issue, *id, start);
            }
            let more = self.wanted.more.iter().flat_map(|more| {
                let made = (more.make)(self.call, self.state, issue);
                let wanted = |name: &str| more.names.contains(&name);
                made.into_iter().filter(move |(name, _)| wanted(name))
            });
            for (name, value) in more {
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
    fn extras(&self, out: &mut String, issue: &Issue, alone: bool) {
        let mut add = |name: &str, value: &Value| {
            let _ = write!(out, r#","{name}":{value}"#);
        };
        if !self.wanted.properties.is_empty() {
            let asked = &self.wanted.properties;
            let all = asked.iter().all(|p| p.starts_with('-')) || asked.iter().any(|p| p == "*all");
            let excluded = |key: &str| asked.iter().any(|p| p.strip_prefix('-') == Some(key));
            let chosen: Map<String, Value> = issue
                .properties
                .iter()
                .filter(|(key, _)| (all || asked.contains(key)) && !excluded(key))
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect();
            add("properties", &Value::Object(chosen));
        }
        if self.wanted.expands("changelog") {
            add("changelog", &self.changelog(issue));
        }
        if alone && self.wanted.expands("names") {
            add("names", &names(self.state, self.wanted));
        }
        if alone && self.wanted.expands("schema") {
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
            .take(self.wanted.histories)
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
            FieldId::System(System::Parent) => self.parent(issue).is_some(),
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

/// Adds what `expand` asks for about the fields of a list.
pub(crate) fn write_names(out: &mut String, state: &State, wanted: &Wanted) {
    if wanted.expands("names") {
        let _ = write!(out, r#","names":{}"#, names(state, wanted));
    }
    if wanted.expands("schema") {
        let _ = write!(out, r#","schema":{}"#, schema(state, wanted));
    }
}

/// The name of every field shown, by id.
fn names(state: &State, wanted: &Wanted) -> Value {
    let fields = wanted.fields.iter().flatten();
    fields
        .map(|id| (id.to_string(), state.jira.config.field_name(*id).into()))
        .collect::<Map<String, Value>>()
        .into()
}

/// The schema of every field shown, by id.
fn schema(state: &State, wanted: &Wanted) -> Value {
    let fields = wanted.fields.iter().flatten();
    fields
        .filter_map(|id| Some((id.to_string(), config::field_schema(state, *id)?)))
        .collect::<Map<String, Value>>()
        .into()
}
