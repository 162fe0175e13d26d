//! Which permissions are granted, which are missing, and where to grant them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use atlassian_core::{ErrorKind, Result};

use super::{GetMyPermissions, Permission, PermissionKeys, PermissionMap, Permissions};
use crate::ids::{IssueId, IssueKey, ProjectId, ProjectKey};

/// Where permissions are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PermissionContext {
    /// The whole site. A permission of projects counts as held if it is held in *any* project.
    #[default]
    Global,
    /// One project.
    Project(ProjectId),
    /// One project by its key.
    ProjectKey(ProjectKey),
    /// One issue.
    Issue(IssueId),
    /// One issue by its key.
    IssueKey(IssueKey),
}

impl PermissionContext {
    fn apply(&self, call: GetMyPermissions) -> GetMyPermissions {
        match self {
            Self::Global => call,
            Self::Project(id) => call.project_id(id),
            Self::ProjectKey(key) => call.project_key(key),
            Self::Issue(id) => call.issue_id(id),
            Self::IssueKey(key) => call.issue_key(key),
        }
    }
}

/// What the caller has of a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PermissionState {
    /// The caller has it.
    Granted,
    /// The caller has not.
    Missing,
    /// The site has no such permission: it belongs to a product that is not installed, or to another version.
    Unknown,
}

/// One permission and whether the caller has it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReportedPermission {
    /// The permission.
    pub permission: Permission,
    /// What the site's screens call it.
    pub name: String,
    /// Whether the caller has it.
    pub state: PermissionState,
}

/// What the caller has of the permissions that were asked for, in the order in which they were.
///
/// `Display` has one line for each, with its name, its key and, where it is missing, the screen to grant it on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PermissionReport {
    /// The permissions.
    pub permissions: Vec<ReportedPermission>,
}

impl PermissionReport {
    /// Whether the caller has all of them.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.permissions
            .iter()
            .all(|one| one.state == PermissionState::Granted)
    }

    /// Those that the caller has.
    pub fn granted(&self) -> impl Iterator<Item = &ReportedPermission> {
        self.in_state(PermissionState::Granted)
    }

    /// Those that the caller has not.
    pub fn missing(&self) -> impl Iterator<Item = &ReportedPermission> {
        self.in_state(PermissionState::Missing)
    }

    /// Those that the site does not have.
    pub fn unknown(&self) -> impl Iterator<Item = &ReportedPermission> {
        self.in_state(PermissionState::Unknown)
    }

    fn in_state(&self, state: PermissionState) -> impl Iterator<Item = &ReportedPermission> {
        self.permissions
            .iter()
            .filter(move |one| one.state == state)
    }
}

impl fmt::Display for ReportedPermission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, key) = (&self.name, self.permission.as_str());
        match self.state {
            PermissionState::Granted => write!(f, "granted: {name} ({key})"),
            PermissionState::Missing => {
                let place = self.permission.where_to_grant();
                write!(f, "missing: {name} ({key}), to be granted in {place}")
            }
            PermissionState::Unknown => write!(f, "unknown to this site: {name} ({key})"),
        }
    }
}

impl fmt::Display for PermissionReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, one) in self.permissions.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{one}")?;
        }
        Ok(())
    }
}

impl Permissions {
    /// Which of these permissions the caller has in the whole site.
    ///
    /// [`mine`](Permissions::mine) fails as a whole if the site does not know one of the keys. So this asks the site
    /// first which permissions there are, and then for those only; the others are reported as unknown. A token that may
    /// not ask what there is (its scope is `manage:jira-configuration`) is served too, with more requests where a key is
    /// unknown.
    ///
    /// ```no_run
    /// # async fn example(jira: jira_client::cloud::Jira) -> jira_client::Result<()> {
    /// use jira_client::cloud::permissions::Permission;
    ///
    /// let report = jira.permissions().granted(&[Permission::Administer, Permission::BrowseUsersAndGroups]).await?;
    /// if !report.is_complete() {
    ///     eprintln!("{report}");
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// Those of the requests. A missing permission is none.
    pub async fn granted(&self, permissions: &[Permission]) -> Result<PermissionReport> {
        self.granted_in(&PermissionContext::Global, permissions)
            .await
    }

    /// The same in a project or for an issue.
    ///
    /// # Errors
    /// Those of the requests; *not found* also if the caller may not see the project or the issue.
    pub async fn granted_in(
        &self,
        context: &PermissionContext,
        permissions: &[Permission],
    ) -> Result<PermissionReport> {
        let known = match self.all().send().await {
            Ok(all) => Some(usable_keys(&all)),
            Err(error) if error.is_missing_scope() || error.is_forbidden() => None,
            Err(error) => return Err(error),
        };
        let ask: Vec<Permission> = permissions
            .iter()
            .filter(|one| {
                known
                    .as_ref()
                    .is_none_or(|known| known.contains(one.as_str()))
            })
            .cloned()
            .collect();
        let mut answers = BTreeMap::new();
        if !ask.is_empty() {
            match self.ask(context, ask.as_slice()).await {
                Ok(answer) => answers.extend(answer.permissions),
                // Some key is unknown, and the site did not say which there are: each is asked for alone.
                Err(error) if known.is_none() && error.kind() == ErrorKind::Invalid => {
                    for one in ask {
                        match self.ask(context, one).await {
                            Ok(answer) => answers.extend(answer.permissions),
                            Err(error) if error.kind() == ErrorKind::Invalid => {}
                            Err(error) => return Err(error),
                        }
                    }
                }
                Err(error) => return Err(error),
            }
        }
        let report = permissions.iter().map(|permission| {
            let answer = answers.get(permission.as_str());
            ReportedPermission {
                permission: permission.clone(),
                name: answer
                    .and_then(|answer| answer.name.clone())
                    .unwrap_or_else(|| permission.name().to_owned()),
                state: match answer.map(|answer| answer.have_permission) {
                    Some(Some(true)) => PermissionState::Granted,
                    Some(_) => PermissionState::Missing,
                    None => PermissionState::Unknown,
                },
            }
        });
        Ok(PermissionReport {
            permissions: report.collect(),
        })
    }

    async fn ask(
        &self,
        context: &PermissionContext,
        permissions: impl Into<PermissionKeys>,
    ) -> Result<PermissionMap> {
        context.apply(self.mine(permissions)).send().await
    }
}

/// The keys that can be asked for; those of former times are refused.
fn usable_keys(all: &PermissionMap) -> BTreeSet<String> {
    all.permissions
        .iter()
        .filter(|(_, permission)| permission.deprecated_key != Some(true))
        .map(|(key, _)| key.clone())
        .collect()
}
