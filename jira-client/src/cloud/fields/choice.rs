//! Options and teams: what fields of these kinds hold.

use atlassian_core::model::{Deserialize, Serialize};
use serde_json::{Value, json};

use atlassian_core::id_type;

id_type! {
    /// The id of an option of a custom field: digits, like `10016`.
    pub struct OptionId;

    /// The id of a team.
    pub struct TeamId;
}

/// An option that was chosen in a field: of a list, of buttons, of boxes.
///
/// ```
/// # use jira_client::cloud::fields::FieldOption;
/// let place = FieldOption::named("Europe").with_child(FieldOption::named("Berlin"));
/// assert_eq!(place.child.unwrap().value.as_deref(), Some("Berlin"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FieldOption {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<OptionId>,
    /// What people see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// In a cascading list: the option below it that was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child: Option<Box<FieldOption>>,
    /// Whether it can no longer be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

impl FieldOption {
    /// The option with this id.
    #[must_use]
    pub fn by_id(id: impl Into<OptionId>) -> Self {
        Self {
            id: Some(id.into()),
            ..Self::default()
        }
    }

    /// The option that people see as this text. The service takes upper and lower case for different.
    #[must_use]
    pub fn named(value: impl Into<String>) -> Self {
        Self {
            value: Some(value.into()),
            ..Self::default()
        }
    }

    /// The same with an option below it, for a cascading list.
    #[must_use]
    pub fn with_child(mut self, child: FieldOption) -> Self {
        self.child = Some(Box::new(child));
        self
    }

    /// Names the option, by its id if there is one.
    pub(crate) fn to_reference(&self) -> Value {
        let mut named = match (&self.id, &self.value) {
            (Some(id), _) => json!({"id": id}),
            (None, value) => json!({"value": value}),
        };
        if let Some(child) = &self.child {
            named["child"] = child.to_reference();
        }
        named
    }
}

/// A team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The same, as it is to be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
    /// Whether the caller can see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_visible: Option<bool>,
    /// Whether administrators vouch for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_verified: Option<bool>,
    /// Whether more than one plan can use it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_shared: Option<bool>,
}

impl From<TeamId> for Team {
    fn from(id: TeamId) -> Self {
        Self {
            id,
            name: None,
            title: None,
            avatar_url: None,
            is_visible: None,
            is_verified: None,
            is_shared: None,
        }
    }
}
