//! The six scripts and the tables that they fill.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// One part of a snapshot: what it reads, and the table that it fills.
///
/// Each can run on its own. The only one that builds on another is [`Script::GroupMembers`]: it reads the members of the
/// groups in the latest `jira_groups` snapshot, of this run if [`Script::Groups`] is part of it.
///
/// ```
/// use atlassian_integrations::snapshot::Script;
///
/// assert_eq!("group-members".parse(), Ok(Script::GroupMembers));
/// assert_eq!("jira_group_members".parse(), Ok(Script::GroupMembers));
/// assert_eq!(Script::GroupMembers.table(), "jira_group_members");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Script {
    /// Every account that the token can see: active and inactive people, apps and customers.
    Users,
    /// Every group of the site.
    Groups,
    /// One row for each group and member, inactive members included.
    GroupMembers,
    /// Seats and licence use for each application role.
    ApplicationRoles,
    /// The site's feature flags and its application properties.
    Settings,
    /// The API tokens of the organization's people.
    ApiTokens,
}

/// A name that is neither a script nor a table; the message lists the known ones.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{name}` is neither a script nor a table; there are users (jira_users), groups (jira_groups), group-members \
     (jira_group_members), application-roles (jira_application_roles), settings (jira_settings) and api-tokens \
     (jira_api_tokens)"
)]
pub struct UnknownScript {
    name: String,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ColumnKind {
    /// Text; empty where the service sends nothing.
    Text,
    /// A whole number; `NULL` where the service sends none.
    Integer,
    /// 0 or 1; `NULL` where the service does not say.
    Flag,
    /// JSON as text.
    Json,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnKind,
}

const fn text(name: &'static str) -> Column {
    Column {
        name,
        kind: ColumnKind::Text,
    }
}

const fn integer(name: &'static str) -> Column {
    Column {
        name,
        kind: ColumnKind::Integer,
    }
}

const fn flag(name: &'static str) -> Column {
    Column {
        name,
        kind: ColumnKind::Flag,
    }
}

const fn json(name: &'static str) -> Column {
    Column {
        name,
        kind: ColumnKind::Json,
    }
}

impl Script {
    /// All of them, in the order in which a run goes through them.
    pub const ALL: [Self; 6] = [
        Self::Users,
        Self::Groups,
        Self::GroupMembers,
        Self::ApplicationRoles,
        Self::Settings,
        Self::ApiTokens,
    ];

    /// Its name, such as `group-members`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Groups => "groups",
            Self::GroupMembers => "group-members",
            Self::ApplicationRoles => "application-roles",
            Self::Settings => "settings",
            Self::ApiTokens => "api-tokens",
        }
    }

    /// The table that it fills, such as `jira_group_members`.
    #[must_use]
    pub fn table(self) -> &'static str {
        match self {
            Self::Users => "jira_users",
            Self::Groups => "jira_groups",
            Self::GroupMembers => "jira_group_members",
            Self::ApplicationRoles => "jira_application_roles",
            Self::Settings => "jira_settings",
            Self::ApiTokens => "jira_api_tokens",
        }
    }

    /// The columns of its table behind `run_at`, which every table begins with.
    #[must_use]
    pub fn columns(self) -> &'static [Column] {
        const USERS: &[Column] = &[
            text("account_id"),
            text("account_type"),
            text("display_name"),
            text("email"),
            flag("active"),
        ];
        const GROUPS: &[Column] = &[text("group_id"), text("name")];
        const GROUP_MEMBERS: &[Column] = &[
            text("group_id"),
            text("group_name"),
            text("account_id"),
            text("display_name"),
            text("email"),
            text("account_type"),
            flag("active"),
        ];
        const APPLICATION_ROLES: &[Column] = &[
            text("role_key"),
            text("name"),
            integer("number_of_seats"),
            integer("remaining_seats"),
            integer("user_count"),
            integer("group_count"),
            flag("has_unlimited_seats"),
            flag("is_platform"),
            json("default_groups"),
        ];
        const SETTINGS: &[Column] = &[
            text("source"),
            text("setting_key"),
            text("setting_name"),
            text("setting_value"),
        ];
        const API_TOKENS: &[Column] = &[
            text("token_id"),
            text("label"),
            text("status"),
            text("account_id"),
            text("user_name"),
            text("user_email"),
            text("created_at"),
            text("expires_at"),
            text("last_active_at"),
            json("scopes"),
        ];
        match self {
            Self::Users => USERS,
            Self::Groups => GROUPS,
            Self::GroupMembers => GROUP_MEMBERS,
            Self::ApplicationRoles => APPLICATION_ROLES,
            Self::Settings => SETTINGS,
            Self::ApiTokens => API_TOKENS,
        }
    }

    /// The columns that, together with `run_at`, name a row.
    pub(crate) fn key(self) -> &'static [&'static str] {
        match self {
            Self::Users => &["account_id"],
            Self::Groups => &["group_id"],
            Self::GroupMembers => &["group_id", "account_id"],
            Self::ApplicationRoles => &["role_key"],
            Self::Settings => &["source", "setting_key"],
            Self::ApiTokens => &["token_id"],
        }
    }
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Script {
    type Err = UnknownScript;

    fn from_str(text: &str) -> Result<Self, UnknownScript> {
        let name = text.trim();
        Self::ALL
            .into_iter()
            .find(|script| name == script.name() || name == script.table())
            .ok_or_else(|| UnknownScript {
                name: name.to_owned(),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::Script;

    #[test]
    fn every_script_and_table_is_read_and_listed() {
        let error = "jira_userz".parse::<Script>().unwrap_err().to_string();
        for script in Script::ALL {
            assert_eq!(script.name().parse(), Ok(script));
            assert_eq!(script.table().parse(), Ok(script));
            assert!(
                error.contains(&format!("{script} ({})", script.table())),
                "{error}"
            );
        }
    }

    #[test]
    fn keys_are_columns() {
        for script in Script::ALL {
            for key in script.key() {
                assert!(script.columns().iter().any(|column| column.name == *key));
            }
        }
    }
}
