//! Jira's own fields, in the form in which the service takes them.

use atlassian_core::{AccountId, Timestamp};
use atlassian_document::Document;
use serde_json::{Map, Value, json};

use super::IssueFields;
use crate::cloud::components::{Component, ComponentId};
use crate::cloud::fields::{jira_date, whole};
use crate::cloud::issue_security_levels::{SecurityLevel, SecurityLevelId};
use crate::cloud::issue_types::{IssueType, IssueTypeId};
use crate::cloud::priorities::{Priority, PriorityId};
use crate::cloud::resolutions::{Resolution, ResolutionId};
use crate::cloud::versions::{Version, VersionId};
use crate::ids::{IssueIdOrKey, ProjectIdOrKey};

/// What is chosen, by its id or by its name: a text is a name, an id is of its own type.
///
/// Ids hold on one site; names also on another one that is set up alike.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum IdOrName<I> {
    /// By its id.
    Id(I),
    /// By its name, exactly.
    Name(String),
}

impl<I> From<&str> for IdOrName<I> {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl<I> From<String> for IdOrName<I> {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

impl<I: AsRef<str>> From<IdOrName<I>> for Value {
    fn from(chosen: IdOrName<I>) -> Self {
        match chosen {
            IdOrName::Id(id) => json!({"id": id.as_ref()}),
            IdOrName::Name(name) => json!({"name": name}),
        }
    }
}

macro_rules! by_id {
    ($( $id:ident of $model:ident ),+ $(,)?) => { $(
        impl From<$id> for IdOrName<$id> {
            fn from(id: $id) -> Self {
                Self::Id(id)
            }
        }

        impl From<&$model> for IdOrName<$id> {
            fn from(model: &$model) -> Self {
                Self::Id(model.id.clone())
            }
        }
    )+ };
}

by_id! {
    ComponentId of Component,
    IssueTypeId of IssueType,
    PriorityId of Priority,
    ResolutionId of Resolution,
    SecurityLevelId of SecurityLevel,
    VersionId of Version,
}

/// Jira's own fields, to be written when an issue is made or edited.
///
/// Which of them an issue has is for the screens and the field configuration of its project to say; the service refuses
/// others by name. The rest of the fields cannot be written at all: times of creation and change, the creator, the status
/// (a transition changes it), votes, watchers, links and attachments. [`clear`](Self::clear) empties a field.
impl IssueFields {
    /// The summary: one line, 255 characters at most.
    pub fn set_summary(&mut self, summary: impl Into<String>) -> &mut Self {
        self.set("summary", summary.into())
    }

    /// The description, of 32,767 characters of JSON at most.
    pub fn set_description(&mut self, description: impl Into<Document>) -> &mut Self {
        self.set("description", whole(&description.into()))
    }

    /// Where it happened.
    pub fn set_environment(&mut self, environment: impl Into<Document>) -> &mut Self {
        self.set("environment", whole(&environment.into()))
    }

    /// The project. Only for a new issue; to move one is an operation of its own.
    pub fn set_project(&mut self, project: impl Into<ProjectIdOrKey>) -> &mut Self {
        let project: ProjectIdOrKey = project.into();
        // Ids are digits, and no key begins with one.
        let is_id = project.as_str().bytes().all(|byte| byte.is_ascii_digit());
        let by = if is_id { "id" } else { "key" };
        self.set("project", json!({ by: project }))
    }

    /// The type.
    pub fn set_issue_type(&mut self, issue_type: impl Into<IdOrName<IssueTypeId>>) -> &mut Self {
        self.set("issuetype", issue_type.into())
    }

    /// The issue above, by its key or id: of a sub-task its task, of a task its epic.
    pub fn set_parent(&mut self, parent: impl Into<IssueIdOrKey>) -> &mut Self {
        self.set("parent", parent.into().as_reference())
    }

    /// Who works on it, or nobody. Where it is not mentioned, the project decides for a new issue.
    pub fn set_assignee(&mut self, assignee: Option<AccountId>) -> &mut Self {
        let named = assignee.map_or(Value::Null, |id| json!({"accountId": id}));
        self.set("assignee", named)
    }

    /// Who wants it. Needs the permission *Modify reporter* and an active account.
    pub fn set_reporter(&mut self, reporter: impl Into<AccountId>) -> &mut Self {
        let reporter: AccountId = reporter.into();
        self.set("reporter", json!({"accountId": reporter}))
    }

    /// The priority.
    pub fn set_priority(&mut self, priority: impl Into<IdOrName<PriorityId>>) -> &mut Self {
        self.set("priority", priority.into())
    }

    /// How it ended. Only together with a transition that asks for it.
    pub fn set_resolution(&mut self, resolution: impl Into<IdOrName<ResolutionId>>) -> &mut Self {
        self.set("resolution", resolution.into())
    }

    /// The labels, in place of those there are. A label has no spaces.
    pub fn set_labels(&mut self, labels: impl IntoIterator<Item = impl Into<String>>) -> &mut Self {
        let labels = labels.into_iter().map(Into::into).collect::<Vec<String>>();
        self.set("labels", labels)
    }

    /// The components, in place of those there are.
    pub fn set_components(
        &mut self,
        components: impl IntoIterator<Item = impl Into<IdOrName<ComponentId>>>,
    ) -> &mut Self {
        self.set("components", named(components))
    }

    /// The versions that it is going to be part of, in place of those there are.
    pub fn set_fix_versions(
        &mut self,
        versions: impl IntoIterator<Item = impl Into<IdOrName<VersionId>>>,
    ) -> &mut Self {
        self.set("fixVersions", named(versions))
    }

    /// The versions that it was found in, in place of those there are.
    pub fn set_versions(
        &mut self,
        versions: impl IntoIterator<Item = impl Into<IdOrName<VersionId>>>,
    ) -> &mut Self {
        self.set("versions", named(versions))
    }

    /// The day when it is due. Of a point in time, the date that its text begins with.
    pub fn set_due_date(&mut self, date: impl Into<Timestamp>) -> &mut Self {
        self.set("duedate", jira_date(&date.into()))
    }

    /// Who may see it: a level of the project's security scheme.
    pub fn set_security(&mut self, level: impl Into<IdOrName<SecurityLevelId>>) -> &mut Self {
        self.set("security", level.into())
    }

    /// What is estimated at first, in the units of the site: `1w 2d 3h 4m`.
    pub fn set_original_estimate(&mut self, estimate: impl Into<String>) -> &mut Self {
        self.set_estimate("originalEstimate", estimate.into())
    }

    /// What is estimated to be left, in the units of the site: `1w 2d 3h 4m`.
    pub fn set_remaining_estimate(&mut self, estimate: impl Into<String>) -> &mut Self {
        self.set_estimate("remainingEstimate", estimate.into())
    }

    fn set_estimate(&mut self, which: &str, estimate: String) -> &mut Self {
        let mut estimates = match self.remove("timetracking") {
            Some(Value::Object(known)) => known,
            _ => Map::new(),
        };
        // The rest of what was read is not for writing.
        estimates
            .retain(|name, _| matches!(name.as_str(), "originalEstimate" | "remainingEstimate"));
        estimates.insert(which.to_owned(), Value::String(estimate));
        self.set("timetracking", estimates)
    }

    fn set(&mut self, field: &str, value: impl Into<Value>) -> &mut Self {
        self.insert(field, value);
        self
    }
}

fn named<I: AsRef<str>>(all: impl IntoIterator<Item = impl Into<IdOrName<I>>>) -> Value {
    all.into_iter().map(|one| Value::from(one.into())).collect()
}
