//! Who may do what in which project, and who sees which issue.

use super::config::Holder;
use super::issue::{CustomValue, Issue, Visibility};
use super::project::Project;
use crate::state::State;
use crate::state::permissions::{ADMINISTER, find};

pub(crate) const BROWSE: &str = "BROWSE_PROJECTS";
pub(crate) const ADMINISTER_PROJECTS: &str = "ADMINISTER_PROJECTS";

/// What a caller sees of a project's issues, worked out once for many issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    Nothing,
    /// Some, as reporter, assignee or by a field: each issue has to be looked at.
    Some,
    All,
}

impl State {
    /// Whether the caller is one of these, as far as that does not depend on an issue.
    fn is_holder(&self, caller: Option<u32>, project: &Project, holder: &Holder) -> bool {
        if *holder == Holder::Anyone {
            return true;
        }
        let Some(caller) = caller.filter(|c| self.users.get(*c).active()) else {
            return false;
        };
        match holder {
            Holder::ApplicationRole(key) => {
                let roles = self.roles_of(caller);
                key.as_ref().map_or(!roles.is_empty(), |key| {
                    roles.iter().any(|role| role.key == key.as_str())
                })
            }
            Holder::Group(slot) => self.in_any(caller, &[*slot]),
            Holder::ProjectRole(role) => project.roles.get(role).is_some_and(|actors| {
                actors.users.contains(&caller) || self.in_any(caller, &actors.groups)
            }),
            Holder::User(user) => *user == caller,
            Holder::ProjectLead => project.lead == caller,
            _ => false,
        }
    }

    /// Whether the caller is one of these for this issue.
    fn is_holder_for(
        &self,
        caller: Option<u32>,
        issue: &Issue,
        project: &Project,
        holder: &Holder,
    ) -> bool {
        let account = caller.filter(|c| self.users.get(*c).active());
        match holder {
            Holder::Reporter => account.is_some() && issue.reporter == account,
            Holder::Assignee => account.is_some() && issue.assignee == account,
            Holder::UserField(field) => match (account, issue.custom(*field)) {
                (Some(account), Some(CustomValue::User(user))) => *user == account,
                (Some(account), Some(CustomValue::Users(users))) => users.contains(&account),
                _ => false,
            },
            Holder::GroupField(field) => match (account, issue.custom(*field)) {
                (Some(account), Some(CustomValue::Group(slot))) => self.in_any(account, &[*slot]),
                (Some(account), Some(CustomValue::Groups(slots))) => self.in_any(account, slots),
                _ => false,
            },
            other => self.is_holder(caller, project, other),
        }
    }

    fn grant_holders<'a>(
        &'a self,
        project: &Project,
        permission: &'a str,
    ) -> impl Iterator<Item = &'a Holder> {
        self.jira
            .config
            .permission_schemes
            .get(&project.permission_scheme)
            .into_iter()
            .flat_map(|scheme| &scheme.grants)
            .filter(move |grant| grant.permission == permission)
            .map(|grant| &grant.holder)
    }

    /// Whether the caller holds a project permission in this project, whichever the issue.
    /// Projects in the trash grant nothing; an archived one lets its people read only.
    pub(crate) fn may(&self, caller: Option<u32>, project: &Project, permission: &str) -> bool {
        use super::project::ProjectState::{Archived, Deleted};
        match project.state {
            Deleted { .. } => return false,
            Archived { .. } if permission != BROWSE && permission != ADMINISTER_PROJECTS => {
                return false;
            }
            _ => {}
        }
        self.grant_holders(project, permission)
            .any(|holder| self.is_holder(caller, project, holder))
    }

    /// Whether the caller holds a project permission for this issue.
    pub(crate) fn may_for(&self, caller: Option<u32>, issue: &Issue, permission: &str) -> bool {
        let Some(project) = self.jira.projects.get(issue.project).filter(|p| p.live()) else {
            return false;
        };
        // An archived issue can only be looked at.
        if issue.archived.is_some() && permission != BROWSE {
            return false;
        }
        self.grant_holders(project, permission)
            .any(|holder| self.is_holder_for(caller, issue, project, holder))
    }

    /// Whether the caller may know that the project exists.
    pub(crate) fn sees_project(&self, caller: Option<u32>, project: &Project) -> bool {
        if matches!(project.state, super::project::ProjectState::Deleted { .. }) {
            return false;
        }
        self.sight(caller, project) != Sight::Nothing
            || self.may(caller, project, ADMINISTER_PROJECTS)
            || self.holds(caller, ADMINISTER)
    }

    pub(crate) fn sight(&self, caller: Option<u32>, project: &Project) -> Sight {
        if self.may(caller, project, BROWSE) {
            return Sight::All;
        }
        let by_issue = |holder: &Holder| {
            matches!(
                holder,
                Holder::Reporter | Holder::Assignee | Holder::UserField(_) | Holder::GroupField(_)
            )
        };
        if project.live() && caller.is_some() && self.grant_holders(project, BROWSE).any(by_issue) {
            Sight::Some
        } else {
            Sight::Nothing
        }
    }

    /// Whether the caller sees the issue: the project's permission and the issue's own level.
    pub(crate) fn sees(&self, caller: Option<u32>, issue: &Issue) -> bool {
        let Some(project) = self.jira.projects.get(issue.project) else {
            return false;
        };
        match self.sight(caller, project) {
            Sight::All => self.passes_level(caller, issue, project),
            Sight::Some => {
                self.may_for(caller, issue, BROWSE) && self.passes_level(caller, issue, project)
            }
            Sight::Nothing => false,
        }
    }

    pub(crate) fn passes_level(
        &self,
        caller: Option<u32>,
        issue: &Issue,
        project: &Project,
    ) -> bool {
        let Some(level) = issue.security else {
            return true;
        };
        let schemes = &self.jira.config.security_schemes;
        let level = project
            .security_scheme
            .and_then(|id| schemes.get(&id))
            .and_then(|scheme| scheme.levels.iter().find(|l| l.id == level));
        // A level that the project does not know any more is held by nobody.
        level.is_some_and(|level| {
            level
                .holders
                .iter()
                .any(|holder| self.is_holder_for(caller, issue, project, holder))
        })
    }

    /// Whether the caller sees a comment or worklog with this restriction.
    pub(crate) fn passes(
        &self,
        caller: Option<u32>,
        project: u32,
        visibility: Option<&Visibility>,
    ) -> bool {
        let (Some(visibility), Some(project)) = (visibility, self.jira.projects.get(project))
        else {
            return visibility.is_none();
        };
        let holder = match visibility {
            Visibility::Role(role) => Holder::ProjectRole(*role),
            Visibility::Group(slot) => Holder::Group(*slot),
        };
        self.is_holder(caller, project, &holder)
    }

    /// Whether the account holds the permission: a global one, or a project's in at least one of
    /// them.
    pub(crate) fn holds(&self, account: Option<u32>, key: &str) -> bool {
        match find(key) {
            Some(permission) if permission.global => self.holds_globally(account, key),
            Some(_) => self.jira.projects.all().any(|p| self.may(account, p, key)),
            None => false,
        }
    }

    /// Whether the caller may change the configuration of a project.
    pub(crate) fn edits_project(&self, caller: Option<u32>, project: &Project) -> bool {
        self.may(caller, project, ADMINISTER_PROJECTS) || self.holds(caller, ADMINISTER)
    }

    /// The issue that a path calls `issueIdOrKey`, if the caller sees it. Archived issues are seen.
    pub(crate) fn visible_issue(&self, caller: Option<u32>, id_or_key: &str) -> Option<&Issue> {
        let issue = self.jira.issue(id_or_key)?;
        self.sees(caller, issue).then_some(issue)
    }

    /// The project that a path calls `projectIdOrKey`, if the caller sees it.
    pub(crate) fn visible_project(&self, caller: Option<u32>, id_or_key: &str) -> Option<&Project> {
        let project = self.jira.projects.find(id_or_key)?;
        self.sees_project(caller, project).then_some(project)
    }
}
