//! Questions to the latest snapshots.
//!
//! Each answer joins the latest snapshots of the tables that it needs, and is an error where one of them was never made.

use std::time::SystemTime;

use atlassian_core::Timestamp;
use rusqlite::{Params, Row};
use serde::Serialize;

use super::{Database, DatabaseError, Script};

const DAY_MS: i64 = 86_400_000;

/// An API token of the latest `jira_api_tokens` snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Token {
    /// Its id.
    pub token_id: String,
    /// The label that its owner gave it.
    pub label: String,
    /// `ALLOWED` or `BLOCKED`.
    pub status: String,
    /// The owner.
    pub account_id: String,
    /// The owner's name.
    pub user_name: String,
    /// The owner's address, if it is shown.
    pub user_email: String,
    /// When it was made, as sent.
    pub created_at: String,
    /// When it expires, as sent; empty if never.
    pub expires_at: String,
    /// When it was last used, as sent; empty if never.
    pub last_active_at: String,
}

/// A token whose owner is not active any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct InactiveOwner {
    /// The token.
    #[serde(flatten)]
    pub token: Token,
    /// The owner's name in `jira_users`.
    pub display_name: String,
}

/// A group that has no members, not even inactive ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EmptyGroup {
    /// Its id.
    pub group_id: String,
    /// Its name.
    pub name: String,
}

/// Somebody who administers the site, the organization or Jira.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Administrator {
    /// The account.
    pub account_id: String,
    /// Its name.
    pub display_name: String,
    /// Its address, if it is shown.
    pub email: String,
    /// Whether the account is active.
    pub active: bool,
    /// The groups that make it an administrator.
    pub groups: Vec<String>,
}

/// Whether members of a group with this name administer something, as far as a name can tell.
///
/// Which group grants what is not readable through Jira's API, so this goes by the names that Atlassian gives to such
/// groups: `site-admins`, `org-admins`, `administrators`, `system-administrators`, `jira-administrators`,
/// `jira-admins`, `confluence-administrators`, `confluence-admins`, `jira-system-administrators` and
/// `atlassian-addons-admin`, and each of them with the site's name behind it (`jira-admins-acme`). Capitals make no
/// difference. A group of one's own that was given the permission *Administer Jira* is not found, and one that only has
/// such a name is.
///
/// ```
/// use atlassian_integrations::snapshot::grants_administration;
///
/// assert!(grants_administration("jira-admins-acme"));
/// assert!(!grants_administration("database-administrators"));
/// ```
#[must_use]
pub fn grants_administration(group: &str) -> bool {
    const NAMES: [&str; 10] = [
        "site-admins",
        "org-admins",
        "administrators",
        "system-administrators",
        "jira-administrators",
        "jira-system-administrators",
        "jira-admins",
        "confluence-administrators",
        "confluence-admins",
        "atlassian-addons-admin",
    ];
    let group = group.trim().to_lowercase();
    NAMES.iter().any(|name| {
        group
            .strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    })
}

const TOKEN: &str = "t.token_id, t.label, t.status, t.account_id, t.user_name, t.user_email, t.created_at, \
                     t.expires_at, t.last_active_at";
const LATEST_TOKENS: &str = "t.run_at = (SELECT MAX(run_at) FROM jira_api_tokens)";

fn token(row: &Row<'_>) -> rusqlite::Result<Token> {
    Ok(Token {
        token_id: row.get(0)?,
        label: row.get(1)?,
        status: row.get(2)?,
        account_id: row.get(3)?,
        user_name: row.get(4)?,
        user_email: row.get(5)?,
        created_at: row.get(6)?,
        expires_at: row.get(7)?,
        last_active_at: row.get(8)?,
    })
}

impl Database {
    /// Tokens that nobody has used for this many days before `now`, the longest unused first. One that was never used
    /// counts from the day it was made. A token whose times cannot be read is listed too: it needs a look.
    pub fn stale_tokens(&self, days: u32, now: SystemTime) -> Result<Vec<Token>, DatabaseError> {
        self.need(&[Script::ApiTokens])?;
        let all = self.ask(
            &format!(
                "SELECT {TOKEN} FROM jira_api_tokens t WHERE {LATEST_TOKENS} ORDER BY t.token_id"
            ),
            [],
            token,
        )?;
        let now = Timestamp::from(now).epoch_millis().unwrap_or(i64::MAX);
        let limit = now.saturating_sub(i64::from(days) * DAY_MS);
        let mut stale: Vec<(Option<i64>, Token)> = all
            .into_iter()
            .map(|token| (last_sign(&token), token))
            .filter(|(used, _)| used.is_none_or(|used| used < limit))
            .collect();
        stale.sort_by_key(|(used, _)| *used);
        Ok(stale.into_iter().map(|(_, token)| token).collect())
    }

    /// Tokens without an end, the oldest first.
    pub fn tokens_that_never_expire(&self) -> Result<Vec<Token>, DatabaseError> {
        self.need(&[Script::ApiTokens])?;
        self.ask(
            &format!(
                "SELECT {TOKEN} FROM jira_api_tokens t WHERE {LATEST_TOKENS} AND t.expires_at = '' \
                 ORDER BY t.created_at, t.token_id"
            ),
            [],
            token,
        )
    }

    /// Tokens whose owners are inactive in the latest `jira_users` snapshot.
    pub fn tokens_of_inactive_people(&self) -> Result<Vec<InactiveOwner>, DatabaseError> {
        self.need(&[Script::ApiTokens, Script::Users])?;
        self.ask(
            &format!(
                "SELECT {TOKEN}, u.display_name FROM jira_api_tokens t JOIN jira_users u \
                 ON u.account_id = t.account_id AND u.run_at = (SELECT MAX(run_at) FROM jira_users) \
                 WHERE {LATEST_TOKENS} AND u.active = 0 ORDER BY t.account_id, t.token_id"
            ),
            [],
            |row| {
                Ok(InactiveOwner {
                    token: token(row)?,
                    display_name: row.get(9)?,
                })
            },
        )
    }

    /// Groups in which the latest run of `group-members` found nobody, by name. A group that it could not read, or that
    /// was listed after it, is not among them: nothing is known of its members.
    pub fn groups_without_members(&self) -> Result<Vec<EmptyGroup>, DatabaseError> {
        self.need(&[Script::Groups, Script::GroupMembers])?;
        self.ask(
            "SELECT g.group_id, g.name FROM groups_read r \
             JOIN jira_groups g ON g.group_id = r.group_id AND g.run_at = (SELECT MAX(run_at) FROM jira_groups) \
             WHERE r.run_at = (SELECT MAX(run_at) FROM runs WHERE script = ?1) \
             AND NOT EXISTS (SELECT 1 FROM jira_group_members m WHERE m.run_at = r.run_at AND m.group_id = r.group_id) \
             ORDER BY g.name, g.group_id",
            [Script::GroupMembers.name()],
            |row| {
                Ok(EmptyGroup {
                    group_id: row.get(0)?,
                    name: row.get(1)?,
                })
            },
        )
    }

    /// Everybody in a group that [grants administration](grants_administration), by account. Whose groups could not be
    /// read is missing: the note of the run ([`Database::last_run`]) says so.
    pub fn administrators(&self) -> Result<Vec<Administrator>, DatabaseError> {
        self.need(&[Script::GroupMembers])?;
        let members = self.ask(
            "SELECT account_id, display_name, email, COALESCE(active, 1), group_name FROM jira_group_members \
             WHERE run_at = (SELECT MAX(run_at) FROM jira_group_members) \
             AND lower(group_name) LIKE '%admin%' ORDER BY account_id, group_name",
            [],
            |row| {
                Ok(Administrator {
                    account_id: row.get(0)?,
                    display_name: row.get(1)?,
                    email: row.get(2)?,
                    active: row.get(3)?,
                    groups: vec![row.get(4)?],
                })
            },
        )?;
        let mut all: Vec<Administrator> = Vec::new();
        for mut member in members {
            if !member
                .groups
                .iter()
                .any(|group| grants_administration(group))
            {
                continue;
            }
            match all.last_mut() {
                Some(last) if last.account_id == member.account_id => {
                    last.groups.append(&mut member.groups);
                }
                _ => all.push(member),
            }
        }
        Ok(all)
    }

    /// An empty table answers nothing if its script never ran, or was not allowed to read.
    fn need(&self, scripts: &[Script]) -> Result<(), DatabaseError> {
        for &script in scripts {
            let reason = match self.last_run(script)? {
                Some(run) if run.rows == 0 && !run.note.is_empty() => {
                    format!(
                        "the latest {} snapshot is empty: {}",
                        script.table(),
                        run.note
                    )
                }
                Some(_) => continue,
                None => format!("the script `{script}` has not run yet"),
            };
            return Err(DatabaseError::NoSnapshot { reason });
        }
        Ok(())
    }

    fn ask<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, DatabaseError> {
        let answer = || -> rusqlite::Result<Vec<T>> {
            let mut statement = self.connection.prepare(sql)?;
            statement.query_map(params, read)?.collect()
        };
        answer().map_err(|error| self.failed(error))
    }
}

/// When the token last gave a sign of life.
fn last_sign(token: &Token) -> Option<i64> {
    let sign = if token.last_active_at.is_empty() {
        &token.created_at
    } else {
        &token.last_active_at
    };
    Timestamp::new(sign.clone()).epoch_millis()
}
