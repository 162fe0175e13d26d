//! The values of custom fields, read as callers write them.

use std::sync::Arc;

use serde_json::Value;

use super::draft::{Draft, not_settable};
use super::hierarchy;
use super::request::Change;
use super::trouble::{Read, Trouble};
use super::values::{account_id, date, labels, says, several, text, version};
use crate::state::State;
use crate::state::jira::agile::SprintState;
use crate::state::jira::config::{CustomField, FieldKind, FieldOption};
use crate::state::jira::issue::{CustomValue, Issue};
use crate::time;

/// The longest single line of text.
const LONGEST: usize = 255;

/// Changes one field of the draft.
pub(super) fn change(draft: &mut Draft<'_>, number: u32, change: &Change<'_>) -> Read<()> {
    let state = draft.state;
    let field = state.jira.config.field(number);
    let field = field.ok_or_else(|| not_settable(change.name))?;
    if field.kind == FieldKind::EpicLink {
        return hierarchy::change_epic(draft, change.value);
    }
    let reader = Reader {
        state,
        field,
        issue: &draft.issue,
    };
    let held = draft.issue.custom(number);
    let value = match field.kind {
        FieldKind::TextArea => draft.rich_text(change.value)?.map(CustomValue::Adf),
        _ => reader.value(held, change)?,
    };
    draft.issue.set_custom(number, value);
    Ok(())
}

struct Reader<'a> {
    state: &'a State,
    field: &'a CustomField,
    issue: &'a Issue,
}

impl Reader<'_> {
    fn value(&self, held: Option<&CustomValue>, change: &Change<'_>) -> Read<Option<CustomValue>> {
        let value = change.value;
        let project = self.issue.project;
        let ids = |held: Option<&CustomValue>| match held {
            Some(
                CustomValue::Options(ids)
                | CustomValue::Users(ids)
                | CustomValue::Groups(ids)
                | CustomValue::Versions(ids),
            ) => ids.clone(),
            _ => Vec::new(),
        };
        let list = |find: &dyn Fn(&Value) -> Read<u32>| {
            several(ids(held), change.verb, value, find)
                .map(|ids| Some(ids).filter(|l| !l.is_empty()))
        };
        Ok(match self.field.kind {
            FieldKind::TextField | FieldKind::EpicName | FieldKind::Url => {
                self.line(value)?.map(|text| CustomValue::Text(text.into()))
            }
            FieldKind::Float | FieldKind::StoryPoints => number(value)?.map(CustomValue::Number),
            FieldKind::Select | FieldKind::RadioButtons => {
                maybe(value, |value| self.option(value))?.map(CustomValue::Option)
            }
            FieldKind::MultiSelect | FieldKind::MultiCheckboxes | FieldKind::Flagged => {
                list(&|value| self.option(value))?.map(CustomValue::Options)
            }
            FieldKind::CascadingSelect => maybe(value, |value| self.cascade(value))?
                .map(|(parent, child)| CustomValue::Cascade(parent, child)),
            FieldKind::UserPicker => self.user(value)?.map(CustomValue::User),
            FieldKind::MultiUserPicker => {
                let user = |value: &Value| {
                    let user = self.user(value)?;
                    user.ok_or_else(|| self.not_valid())
                };
                list(&user)?.map(CustomValue::Users)
            }
            FieldKind::GroupPicker => {
                maybe(value, |value| self.group(value))?.map(CustomValue::Group)
            }
            FieldKind::MultiGroupPicker => {
                list(&|value| self.group(value))?.map(CustomValue::Groups)
            }
            FieldKind::DatePicker => date(value)?.map(CustomValue::Date),
            FieldKind::DateTime => moment(value)?.map(CustomValue::DateTime),
            FieldKind::Labels => {
                let held = match held {
                    Some(CustomValue::Labels(labels)) => labels.clone(),
                    _ => Vec::new(),
                };
                let labels: Vec<Arc<str>> = labels(held, change)?;
                Some(labels)
                    .filter(|l| !l.is_empty())
                    .map(CustomValue::Labels)
            }
            FieldKind::Project => {
                maybe(value, |value| self.project(value))?.map(CustomValue::Project)
            }
            FieldKind::Version => {
                maybe(value, |value| version(self.state, project, value))?.map(CustomValue::Version)
            }
            FieldKind::MultiVersion => {
                list(&|value| version(self.state, project, value))?.map(CustomValue::Versions)
            }
            FieldKind::Sprint => self.sprints(value)?,
            FieldKind::TextArea | FieldKind::EpicLink | FieldKind::Rank => {
                return Err(not_settable(change.name).into());
            }
        })
    }

    fn not_valid(&self) -> Trouble {
        Trouble::Field(format!("Specify a valid value for {}", self.field.name))
    }

    fn line<'v>(&self, value: &'v Value) -> Read<Option<&'v str>> {
        let Some(text) = text(value)?.filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        if self.field.kind == FieldKind::Url && !text.contains("://") {
            return Err("Not a valid URL".into());
        }
        if text.chars().count() > LONGEST {
            return Err(format!(
                "The entered text is too long. It exceeds the allowed limit of {LONGEST} characters."
            )
            .into());
        }
        Ok(Some(text))
    }

    /// The options that issues of this project and type may have.
    fn options(&self) -> impl Iterator<Item = &FieldOption> {
        let mut contexts = self.field.contexts.iter();
        let context = contexts.find(|c| c.covers(self.issue.project, self.issue.issue_type));
        let options = context.into_iter().flat_map(|context| &context.options);
        options.filter(|option| !option.disabled)
    }

    /// An option of the first level, or one below `parent`.
    fn option_below(&self, parent: Option<u32>, value: &Value) -> Option<u32> {
        let (id, name) = (says(value, "id"), says(value, "value"));
        let mut options = self.options().filter(|option| option.parent == parent);
        let found = options.find(|option| match (&id, &name) {
            (Some(id), _) => option.id.to_string() == *id,
            (None, Some(name)) => option.value == *name,
            (None, None) => false,
        });
        found.map(|option| option.id)
    }

    fn option(&self, value: &Value) -> Read<u32> {
        let found = self.option_below(None, value);
        found.ok_or_else(|| match (says(value, "id"), says(value, "value")) {
            (Some(id), _) => format!("Option id '{id}' is not valid").into(),
            (None, Some(name)) => format!("Option value '{name}' is not valid").into(),
            (None, None) => {
                let name = &self.field.name;
                format!("Specify a valid 'id' or 'name' for {name}").into()
            }
        })
    }

    fn cascade(&self, value: &Value) -> Read<(u32, Option<u32>)> {
        if says(value, "id").or_else(|| says(value, "value")).is_none() {
            return Err("Could not find valid 'id' or 'value' in the Parent Option object.".into());
        }
        let parent = self.option(value)?;
        let child = &value["child"];
        if child.is_null() {
            return Ok((parent, None));
        }
        let found = self.option_below(Some(parent), child);
        let wrong = || -> Trouble {
            let said = says(child, "value").or_else(|| says(child, "id"));
            match said {
                Some(said) => {
                    let name = self.field.option(parent).map_or("", |option| &option.value);
                    format!("The option '{said}' is an invalid option for the parent '{name}'")
                        .into()
                }
                None => "Could not find valid 'id' or 'value' in the Child Option object.".into(),
            }
        };
        Ok((parent, Some(found.ok_or_else(wrong)?)))
    }

    fn user(&self, value: &Value) -> Read<Option<u32>> {
        let Some(id) = account_id(value, &self.field.name)? else {
            return Ok(None);
        };
        let found = self.state.users.find(&id);
        let found = found.ok_or_else(|| format!("User '{id}' was not found in the system."))?;
        Ok(Some(found))
    }

    /// A group by its id or its name; the name alone will do.
    fn group(&self, value: &Value) -> Read<u32> {
        let groups = &self.state.groups;
        let name = value
            .as_str()
            .map(str::to_owned)
            .or_else(|| says(value, "name"));
        let found = match (says(value, "groupId"), &name) {
            (Some(id), _) => groups.find(&id),
            (None, Some(name)) => groups.find_by_name(name),
            (None, None) => return Err(self.not_valid()),
        };
        let said = says(value, "groupId").or(name).unwrap_or_default();
        found.ok_or_else(|| format!("Could not find group with name '{said}'").into())
    }

    fn project(&self, value: &Value) -> Read<u32> {
        let named = says(value, "id").or_else(|| says(value, "key"));
        let found = named.and_then(|name| self.state.jira.projects.find(&name).map(|p| p.id));
        found.ok_or_else(|| "Specify a valid project ID or key".into())
    }

    /// The sprint to be in from now on; sprints that are over stay noted.
    fn sprints(&self, value: &Value) -> Read<Option<CustomValue>> {
        let sprints = &self.state.jira.agile.sprints;
        let over = |id: &u32| {
            sprints
                .get(id)
                .is_some_and(|s| s.state == SprintState::Closed)
        };
        let held = self.issue.sprints().iter().copied();
        let mut list: Vec<u32> = held.filter(over).collect();
        if !value.is_null() {
            let id = value.as_u64().ok_or_else(|| {
                Trouble::Whole("Number value expected as the Sprint id.".to_owned())
            })?;
            let id = u32::try_from(id).ok().filter(|id| sprints.contains_key(id));
            let id = id.ok_or("The sprint does not exist.")?;
            if over(&id) {
                return Err("Issue can be assigned only active or future sprints.".into());
            }
            list.push(id);
        }
        Ok(Some(list)
            .filter(|l| !l.is_empty())
            .map(CustomValue::Sprints))
    }
}

fn number(value: &Value) -> Read<Option<f64>> {
    if value.is_null() {
        return Ok(None);
    }
    let number = value.as_f64();
    Ok(Some(number.ok_or("Operation value must be a number")?))
}

/// Milliseconds since 1970.
fn moment(value: &Value) -> Read<Option<i64>> {
    let Some(text) = text(value)?.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let at = time::parse(text).filter(|_| text.len() > 10);
    Ok(Some(
        at.ok_or_else(|| format!("Error parsing time: {text}"))?,
    ))
}

fn maybe<T>(value: &Value, read: impl Fn(&Value) -> Read<T>) -> Read<Option<T>> {
    if value.is_null() {
        Ok(None)
    } else {
        read(value).map(Some)
    }
}
