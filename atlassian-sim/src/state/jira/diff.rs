//! How the changelog writes the difference between two states of an issue.

use std::sync::Arc;

use super::field::{FieldId, System};
use super::issue::{ChangeItem, CustomValue, Issue};
use crate::adf::wiki;
use crate::state::State;
use crate::time;

/// A value in the changelog: its id and its name, where it has them.
type End = (Option<Arc<str>>, Option<Arc<str>>);

/// A field with several values: before, after, and how each is called.
type List<'a, 's> = (System, &'a [u32], &'a [u32], &'a dyn Fn(u32) -> &'s str);

fn item(field: FieldId, from: End, to: End) -> ChangeItem {
    ChangeItem {
        field,
        from: from.0,
        from_string: from.1,
        to: to.0,
        to_string: to.1,
    }
}

/// A value with an id.
fn named(id: &impl ToString, name: &str) -> End {
    (Some(id.to_string().into()), Some(name.into()))
}

/// A value that is only text.
fn plain(text: Option<&str>) -> End {
    (None, text.map(Arc::from))
}

/// A value that is its own id.
fn same(text: Option<String>) -> End {
    let text: Option<Arc<str>> = text.map(Into::into);
    (text.clone(), text)
}

fn joined(labels: &[Arc<str>]) -> String {
    let labels: Vec<&str> = labels.iter().map(|label| &**label).collect();
    labels.join(" ")
}

/// `12/Apr/26`
fn short_date(ms: i64) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let iso = time::jira(ms);
    let part = |range: std::ops::Range<usize>| iso.get(range).unwrap_or("");
    let month = part(5..7).parse::<usize>().unwrap_or(1);
    let month = MONTHS.get(month.wrapping_sub(1)).unwrap_or(&"");
    format!("{}/{month}/{}", part(8..10), part(2..4))
}

/// Texts, the due date and the estimates.
fn changed_texts(old: &Issue, new: &Issue, items: &mut Vec<ChangeItem>) {
    let mut note = |field, from, to| items.push(item(FieldId::System(field), from, to));
    if old.summary != new.summary {
        note(
            System::Summary,
            plain(Some(&old.summary)),
            plain(Some(&new.summary)),
        );
    }
    let rich = [
        (System::Description, &old.description, &new.description),
        (System::Environment, &old.environment, &new.environment),
    ];
    for (field, from, to) in rich {
        if from != to {
            let (from, to) = (from.as_deref().map(wiki), to.as_deref().map(wiki));
            note(field, plain(from.as_deref()), plain(to.as_deref()));
        }
    }
    if old.due != new.due {
        let end = |due: Option<i32>| -> End {
            let Some(date) = due.map(time::date) else {
                return (None, None);
            };
            named(&date, &format!("{date} 00:00:00.0"))
        };
        note(System::DueDate, end(old.due), end(new.due));
    }
    let seconds = [
        (
            System::TimeOriginalEstimate,
            old.original_estimate,
            new.original_estimate,
        ),
        (
            System::TimeEstimate,
            old.remaining_estimate,
            new.remaining_estimate,
        ),
    ];
    for (field, from, to) in seconds {
        if from != to {
            let end = |seconds: Option<u32>| same(seconds.map(|s| s.to_string()));
            note(field, end(from), end(to));
        }
    }
}

impl State {
    /// What changed between two states of an issue, as the service writes it: one item for each
    /// field, and one for each value of fields with several.
    pub(crate) fn changes(&self, old: &Issue, new: &Issue) -> Vec<ChangeItem> {
        let mut items = Vec::new();
        self.changed_place(old, new, &mut items);
        self.changed_choices(old, new, &mut items);
        changed_texts(old, new, &mut items);
        self.changed_lists(old, new, &mut items);
        self.changed_custom(old, new, &mut items);
        items
    }

    fn changed_place(&self, old: &Issue, new: &Issue, items: &mut Vec<ChangeItem>) {
        let jira = &self.jira;
        let mut note = |field, from, to| items.push(item(FieldId::System(field), from, to));
        if old.project != new.project {
            let name = |id| jira.projects.get(id).map_or("", |p| &p.name);
            let (from, to) = (jira.key(old), jira.key(new));
            note(System::IssueKey, plain(Some(&from)), plain(Some(&to)));
            note(
                System::Project,
                named(&old.project, name(old.project)),
                named(&new.project, name(new.project)),
            );
        }
        if old.issue_type != new.issue_type {
            let name = |id| jira.config.issue_types.get(&id).map_or("", |t| &t.name);
            note(
                System::IssueType,
                named(&old.issue_type, name(old.issue_type)),
                named(&new.issue_type, name(new.issue_type)),
            );
        }
        if old.parent != new.parent {
            let end = |id: Option<u32>| -> End {
                let Some(id) = id else { return (None, None) };
                let key = jira.issues.get(id).map(|issue| jira.key(issue));
                named(&id, &key.unwrap_or_default())
            };
            note(System::Parent, end(old.parent), end(new.parent));
        }
    }

    fn changed_choices(&self, old: &Issue, new: &Issue, items: &mut Vec<ChangeItem>) {
        let config = &self.jira.config;
        let mut note = |field, from, to| items.push(item(FieldId::System(field), from, to));
        let end = |id: Option<u32>, name: &dyn Fn(u32) -> String| -> End {
            id.map_or((None, None), |id| named(&id, &name(id)))
        };
        if old.assignee != new.assignee {
            let (from, to) = (self.person_end(old.assignee), self.person_end(new.assignee));
            note(System::Assignee, from, to);
        }
        if old.reporter != new.reporter {
            let (from, to) = (self.person_end(old.reporter), self.person_end(new.reporter));
            note(System::Reporter, from, to);
        }
        if old.priority != new.priority {
            let name = |id| {
                config
                    .priorities
                    .get(&id)
                    .map_or_else(String::new, |p| p.name.clone())
            };
            note(
                System::Priority,
                end(old.priority, &name),
                end(new.priority, &name),
            );
        }
        if old.security != new.security {
            let name = |id| self.level_name(id).to_owned();
            note(
                System::Security,
                end(old.security, &name),
                end(new.security, &name),
            );
        }
        if old.resolution != new.resolution {
            let name = |id| {
                config
                    .resolutions
                    .get(&id)
                    .map_or_else(String::new, |r| r.name.clone())
            };
            note(
                System::Resolution,
                end(old.resolution, &name),
                end(new.resolution, &name),
            );
        }
        if old.status != new.status {
            let name = |id| {
                config
                    .statuses
                    .get(&id)
                    .map_or_else(String::new, |s| s.name.clone())
            };
            note(
                System::Status,
                end(Some(old.status), &name),
                end(Some(new.status), &name),
            );
        }
    }

    fn changed_lists<'s>(&'s self, old: &Issue, new: &Issue, items: &mut Vec<ChangeItem>) {
        let projects = &self.jira.projects;
        if old.labels != new.labels {
            let (from, to) = (joined(&old.labels), joined(&new.labels));
            let field = FieldId::System(System::Labels);
            items.push(item(field, plain(Some(&from)), plain(Some(&to))));
        }
        let component = |id: u32| projects.components.get(&id).map_or("", |c| c.name.as_str());
        let version = |id: u32| projects.versions.get(&id).map_or("", |v| v.name.as_str());
        let lists: [List<'_, 's>; 3] = [
            (
                System::Components,
                &old.components,
                &new.components,
                &component,
            ),
            (
                System::FixVersions,
                &old.fix_versions,
                &new.fix_versions,
                &version,
            ),
            (
                System::Versions,
                &old.affected_versions,
                &new.affected_versions,
                &version,
            ),
        ];
        for (field, from, to, name) in lists {
            let field = FieldId::System(field);
            for gone in from.iter().filter(|id| !to.contains(id)) {
                items.push(item(field, named(gone, name(*gone)), (None, None)));
            }
            for added in to.iter().filter(|id| !from.contains(id)) {
                items.push(item(field, (None, None), named(added, name(*added))));
            }
        }
    }

    fn changed_custom(&self, old: &Issue, new: &Issue, items: &mut Vec<ChangeItem>) {
        let mut fields: Vec<u32> = old
            .custom
            .iter()
            .chain(&new.custom)
            .map(|(id, _)| *id)
            .collect();
        fields.sort_unstable();
        fields.dedup();
        for field in fields {
            let (from, to) = (old.custom(field), new.custom(field));
            if from == to {
                continue;
            }
            let several = |value: Option<&CustomValue>| {
                matches!(
                    value,
                    Some(CustomValue::Options(_) | CustomValue::Sprints(_))
                )
            };
            // Fields with several values are never nothing, but empty.
            let nothing = if several(from) || several(to) {
                same(Some(String::new()))
            } else {
                (None, None)
            };
            let end = |value: Option<&CustomValue>| {
                value.map_or_else(|| nothing.clone(), |value| self.custom_end(field, value))
            };
            items.push(item(FieldId::Custom(field), end(from), end(to)));
        }
    }

    fn person_end(&self, account: Option<u32>) -> End {
        account.map_or((None, None), |account| {
            let user = self.users.get(account);
            named(&user.id, &user.name)
        })
    }

    fn level_name(&self, id: u32) -> &str {
        let schemes = self.jira.config.security_schemes.values();
        let mut levels = schemes.flat_map(|scheme| &scheme.levels);
        levels
            .find(|level| level.id == id)
            .map_or("", |level| &level.name)
    }

    /// Ids in brackets, and names: how fields with several values are written.
    fn list_end<'a>(ids: &[u32], each: impl Fn(u32) -> (String, &'a str)) -> End {
        let (ids, names): (Vec<String>, Vec<&str>) = ids.iter().map(|id| each(*id)).unzip();
        named(&format!("[{}]", ids.join(", ")), &names.join(", "))
    }

    fn custom_end(&self, field: u32, value: &CustomValue) -> End {
        let jira = &self.jira;
        let field = jira.config.fields.get(&field);
        let option = |id: u32| {
            let option = field.and_then(|field| field.option(id));
            option.map_or("", |option| option.value.as_str())
        };
        let version = |id: u32| {
            jira.projects
                .versions
                .get(&id)
                .map_or("", |v| v.name.as_str())
        };
        let group = |slot: u32| self.groups.get(slot);
        match value {
            CustomValue::Text(text) => plain(Some(text)),
            CustomValue::Adf(text) => plain(Some(&wiki(text))),
            CustomValue::Number(number) => plain(Some(&number.to_string())),
            CustomValue::Labels(labels) => plain(Some(&joined(labels))),
            CustomValue::Option(id) => named(&id, option(*id)),
            CustomValue::Options(ids) => Self::list_end(ids, |id| (id.to_string(), option(id))),
            CustomValue::Cascade(id, child) => {
                let parent = format!("Parent values: {}({id})", option(*id));
                let child = child.map(|id| format!("Level 1 values: {}({id})", option(id)));
                plain(Some(&(parent + &child.unwrap_or_default())))
            }
            CustomValue::User(account) => self.person_end(Some(*account)),
            CustomValue::Users(accounts) => Self::list_end(accounts, |account| {
                let user = self.users.get(account);
                (user.id.to_string(), &user.name)
            }),
            CustomValue::Group(slot) => named(&group(*slot).id, &group(*slot).name),
            CustomValue::Groups(slots) => Self::list_end(slots, |slot| {
                (group(slot).id.to_string(), &group(slot).name)
            }),
            CustomValue::Date(days) => {
                let shown = short_date(i64::from(*days) * time::DAY);
                named(&time::date(*days), &shown)
            }
            CustomValue::DateTime(at) => named(&time::jira(*at), &short_date(*at)),
            CustomValue::Project(id) => named(
                id,
                jira.projects.get(*id).map_or("", |project| &project.name),
            ),
            CustomValue::Version(id) => named(&id, version(*id)),
            CustomValue::Versions(ids) => Self::list_end(ids, |id| (id.to_string(), version(id))),
            CustomValue::Sprints(ids) => {
                let sprints = &jira.agile.sprints;
                let name = |id: &u32| sprints.get(id).map_or("", |sprint| sprint.name.as_str());
                let numbers: Vec<String> = ids.iter().map(u32::to_string).collect();
                let names: Vec<&str> = ids.iter().map(name).collect();
                named(&numbers.join(", "), &names.join(", "))
            }
        }
    }
}
