//! What spaces are made of and changed by.

use serde::{Deserialize, Serialize, Serializer};

use crate::groups::GroupId;
use crate::users::OperationCheckResult;
use crate::{AccountId, PageId, SpaceId, SpaceKey};

/// What a space says about itself, as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlainDescription {
    value: String,
    representation: &'static str,
}

impl<T: Into<String>> From<T> for PlainDescription {
    fn from(text: T) -> Self {
        Self {
            value: text.into(),
            representation: "plain",
        }
    }
}

/// The same, as version 1 of the API wants it. Made from whatever a [`PlainDescription`] is made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NestedDescription {
    plain: PlainDescription,
}

impl<T: Into<PlainDescription>> From<T> for NestedDescription {
    fn from(text: T) -> Self {
        Self { plain: text.into() }
    }
}

/// A page, by its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageReference {
    id: PageId,
}

impl<T: Into<PageId>> From<T> for PageReference {
    fn from(id: T) -> Self {
        Self { id: id.into() }
    }
}

/// The id of a space, written as a number. Made from whatever a [`SpaceId`] is made from. What is no number is written as
/// it is: the service says best what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumericSpaceId(SpaceId);

impl<T: Into<SpaceId>> From<T> for NumericSpaceId {
    fn from(id: T) -> Self {
        Self(id.into())
    }
}

impl Serialize for NumericSpaceId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_str().parse::<u64>() {
            Ok(number) => serializer.serialize_u64(number),
            Err(_) => serializer.serialize_str(self.0.as_str()),
        }
    }
}

/// A space that is to be made, by [`create_with_permissions`](super::Spaces::create_with_permissions) or
/// [`create_private`](super::Spaces::create_private).
///
/// ```
/// use confluence_client::spaces::{NewSpace, NewSpacePermission};
///
/// let space = NewSpace::new("DOCS", "Documentation")
///     .description("How things are done.")
///     .permission(NewSpacePermission::of_group("c7f1…", "read", "space"));
/// ```
#[derive(Clone, Debug, Serialize)]
pub struct NewSpace {
    key: SpaceKey,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    alias: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<NestedDescription>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    permissions: Vec<NewSpacePermission>,
}

impl NewSpace {
    /// A space of this key, letters and digits, 255 at most; and this name, 200 characters at most.
    #[must_use]
    pub fn new(key: impl Into<SpaceKey>, name: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            name: name.into(),
            alias: None,
            description: None,
            permissions: Vec::new(),
        }
    }

    /// The word for it in the addresses of its pages.
    #[must_use]
    pub fn alias(mut self, alias: impl Into<String>) -> Self {
        self.alias = Some(alias.into());
        self
    }

    /// What it says about itself.
    #[must_use]
    pub fn description(mut self, text: impl Into<NestedDescription>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// One more permission. Without any the site's own defaults hold.
    #[must_use]
    pub fn permission(mut self, permission: NewSpacePermission) -> Self {
        self.permissions.push(permission);
        self
    }
}

/// A permission for a space that is to be made.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewSpacePermission {
    #[serde(skip_serializing_if = "Option::is_none")]
    subjects: Option<Subjects>,
    operation: OperationCheckResult,
    anonymous_access: bool,
    unlicensed_access: bool,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Subjects {
    User(Subject),
    Group(Subject),
}

#[derive(Clone, Debug, Serialize)]
struct Subject {
    results: [Value; 1],
    size: u32,
}

#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Value {
    Known {
        #[serde(rename = "accountId")]
        account_id: AccountId,
    },
    Group {
        id: GroupId,
    },
}

impl NewSpacePermission {
    fn new(subjects: Option<Subjects>, operation: String, target: String) -> Self {
        Self {
            subjects,
            operation: OperationCheckResult {
                operation,
                target_type: target,
            },
            anonymous_access: false,
            unlicensed_access: false,
        }
    }

    /// The members of a group may do this: `read` the `space`, `create` a `page`, `administer` the `space`.
    #[must_use]
    pub fn of_group(
        group: impl Into<GroupId>,
        operation: impl Into<String>,
        target: impl Into<String>,
    ) -> Self {
        let results = [Value::Group { id: group.into() }];
        let subjects = Subjects::Group(Subject { results, size: 1 });
        Self::new(Some(subjects), operation.into(), target.into())
    }

    /// An account may do this.
    #[must_use]
    pub fn of_user(
        account: impl Into<AccountId>,
        operation: impl Into<String>,
        target: impl Into<String>,
    ) -> Self {
        let results = [Value::Known {
            account_id: account.into(),
        }];
        let subjects = Subjects::User(Subject { results, size: 1 });
        Self::new(Some(subjects), operation.into(), target.into())
    }

    /// Whoever is not logged in may do this.
    #[must_use]
    pub fn of_anonymous(operation: impl Into<String>, target: impl Into<String>) -> Self {
        Self {
            anonymous_access: true,
            ..Self::new(None, operation.into(), target.into())
        }
    }
}

/// How a space is set.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SpaceSettings {
    /// Whether visitors of the space's address land on its first page and not on the dashboard.
    pub route_override_enabled: bool,
    /// Which editor is used for what.
    pub editor: Option<SpaceEditors>,
    /// The space.
    pub space_key: Option<SpaceKey>,
}

/// Which editor is used for what: `v2` is the present one.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct SpaceEditors {
    /// For pages.
    pub page: Option<String>,
    /// For blog posts.
    pub blogpost: Option<String>,
    /// For everything else.
    pub default: Option<String>,
}
