//! Permission pre-flight: what a program needs, asked before it begins.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use atlassian_core::{Client, Result};

use super::myself::MyselfResource;
use super::permissions::{
    BulkProjectPermissions, Permission, PermissionReport, PermissionState, PermissionType,
    Permissions, ReportedPermission,
};
use super::projects::{Project, Projects};
use crate::ids::{ProjectId, ProjectKey};

/// How many projects one check takes.
const MOST_AT_ONCE: usize = 1000;
/// How many projects one search by id or key takes.
const MOST_NAMED: usize = 50;

/// The permissions that a program needs, by the name of what it wants to do.
///
/// ```
/// use jira_client::cloud::permissions::Permission;
/// use jira_client::cloud::preflight::Requirements;
///
/// let report = Requirements::named("time report").permissions([Permission::BrowseProjects, Permission::WorkOnIssues]);
/// assert_eq!(report.project().count(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirements {
    name: Cow<'static, str>,
    permissions: Vec<Permission>,
}

impl Requirements {
    /// Nothing yet, under this name.
    pub fn named(name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            name: name.into(),
            permissions: Vec::new(),
        }
    }

    /// Also these. Each permission knows itself whether it is held in the whole site or project by project; one that
    /// is not known here counts as one of the whole site.
    #[must_use]
    pub fn permissions(mut self, permissions: impl IntoIterator<Item = Permission>) -> Self {
        for permission in permissions {
            if !self.permissions.contains(&permission) {
                self.permissions.push(permission);
            }
        }
        self
    }

    /// What reading a whole site takes, for a backup.
    #[must_use]
    pub fn backup() -> Self {
        Self::named("backup").permissions([
            Permission::Administer,
            Permission::BrowseUsersAndGroups,
            Permission::AdministerProjects,
            Permission::BrowseProjects,
            Permission::ManageSprints,
        ])
    }

    /// What writing a whole site takes, to restore a backup.
    #[must_use]
    pub fn restore() -> Self {
        Self::backup().renamed("restore").permissions([
            Permission::ShareDashboardsAndFilters,
            Permission::CreateTeamManagedProjects,
            Permission::AssignIssues,
            Permission::CreateIssues,
            Permission::EditIssues,
            Permission::LinkIssues,
            Permission::ModifyReporter,
            Permission::ResolveIssues,
            Permission::ScheduleIssues,
            Permission::TransitionIssues,
            Permission::ManageWatchers,
            Permission::AddComments,
            Permission::CreateAttachments,
            Permission::WorkOnIssues,
        ])
    }

    fn renamed(self, name: &'static str) -> Self {
        Self {
            name: name.into(),
            ..self
        }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Those that are held in the whole site.
    pub fn global(&self) -> impl Iterator<Item = &Permission> {
        self.permissions.iter().filter(|one| !is_of_projects(one))
    }

    /// Those that are held project by project.
    pub fn project(&self) -> impl Iterator<Item = &Permission> {
        self.permissions.iter().filter(|one| is_of_projects(one))
    }
}

fn is_of_projects(permission: &Permission) -> bool {
    permission.kind() == Some(PermissionType::Project)
}

/// Asks whether the caller has all that a program needs, before the program begins.
///
/// ```no_run
/// # async fn example(jira: jira_client::cloud::Jira) -> jira_client::Result<()> {
/// use jira_client::cloud::preflight::Requirements;
///
/// let report = jira.preflight().require(Requirements::backup()).project_keys(["ACME", "OPS"]).check().await?;
/// if !report.is_complete() {
///     eprintln!("{report}"); // names each permission that is missing, and the screen to grant it on
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is asked before `check`"]
pub struct Preflight {
    client: Client,
    sets: Vec<Requirements>,
    ids: Vec<ProjectId>,
    keys: Vec<ProjectKey>,
    all_projects: bool,
}

impl Preflight {
    pub(crate) fn new(client: &Client) -> Self {
        Self {
            client: client.clone(),
            sets: Vec::new(),
            ids: Vec::new(),
            keys: Vec::new(),
            all_projects: false,
        }
    }

    /// Asks for these requirements too.
    pub fn require(mut self, set: Requirements) -> Self {
        self.sets.push(set);
        self
    }

    /// Looks at the projects of these keys.
    pub fn project_keys(mut self, keys: impl IntoIterator<Item = impl Into<ProjectKey>>) -> Self {
        self.keys.extend(keys.into_iter().map(Into::into));
        self
    }

    /// Looks at the projects of these ids.
    pub fn project_ids(mut self, ids: impl IntoIterator<Item = impl Into<ProjectId>>) -> Self {
        self.ids.extend(ids.into_iter().map(Into::into));
        self
    }

    /// Looks at every project that the caller can see.
    pub fn all_projects(mut self) -> Self {
        self.all_projects = true;
        self
    }

    /// Asks the site.
    ///
    /// # Errors
    /// Those of the requests; *unauthorized* also where the site would answer an anonymous caller. A missing permission
    /// is none, and neither is a project that the caller cannot see: both stand in the report.
    pub async fn check(self) -> Result<PreflightReport> {
        // The checks can be asked anonymously and then grant nothing, which would read like missing permissions.
        MyselfResource::new(&self.client).get().send().await?;
        let permissions = Permissions::new(&self.client);
        let mut wanted: Vec<Permission> = Vec::new();
        for permission in self.sets.iter().flat_map(|set| &set.permissions) {
            if !wanted.contains(permission) {
                wanted.push(permission.clone());
            }
        }
        let in_site = permissions.granted(&wanted).await?;
        let projects = self.projects().await?;
        let known: Vec<Permission> = in_site
            .permissions
            .iter()
            .filter(|one| one.state != PermissionState::Unknown && is_of_projects(&one.permission))
            .map(|one| one.permission.clone())
            .collect();
        let granted = granted(&permissions, &known, &projects).await?;
        let sets = self.sets.iter().map(|set| RequirementsReport {
            name: set.name.clone().into_owned(),
            global: report(
                &in_site,
                set.global()
                    .chain(set.project().filter(|_| projects.is_empty())),
                |one| one.state,
            ),
            projects: projects
                .iter()
                .map(|project| ProjectReport {
                    visible: project.id.is_some(),
                    project: project.label.clone(),
                    permissions: report(&in_site, set.project(), |one| match one.state {
                        PermissionState::Unknown => PermissionState::Unknown,
                        _ if project.has(&granted, &one.permission) => PermissionState::Granted,
                        _ => PermissionState::Missing,
                    }),
                })
                .collect(),
        });
        Ok(PreflightReport {
            sets: sets.collect(),
        })
    }

    /// The projects to look at, in the order in which they were named; then all others, if all are wanted.
    async fn projects(&self) -> Result<Vec<Looked>> {
        let projects = Projects::new(&self.client);
        let mut seen: Vec<Project> = Vec::new();
        let mut calls = Vec::new();
        if self.all_projects {
            calls.push(projects.search());
        } else {
            let ids = self.ids.chunks(MOST_NAMED);
            calls.extend(ids.map(|ids| projects.search().id(ids.iter())));
            let keys = self.keys.chunks(MOST_NAMED);
            calls.extend(keys.map(|keys| projects.search().keys(keys.iter())));
        }
        for call in calls {
            match call.items().collect().await {
                Ok(found) => seen.extend(found),
                // Atlassian describes it so where none of them is there.
                Err(error) if error.is_not_found() => {}
                Err(error) => return Err(error),
            }
        }
        let mut looked: Vec<Looked> = Vec::new();
        for id in &self.ids {
            let project = seen.iter().find(|project| project.id == *id);
            looked.push(Looked::new(id.as_str(), project));
        }
        for key in &self.keys {
            let project = seen
                .iter()
                .find(|project| project.key.as_ref() == Some(key));
            looked.push(Looked::new(key.as_str(), project));
        }
        if self.all_projects {
            let others = seen.iter().filter(|project| {
                !looked
                    .iter()
                    .any(|one| one.id.as_ref() == Some(&project.id))
            });
            let others: Vec<Looked> = others
                .map(|project| Looked::new(project.id.as_str(), Some(project)))
                .collect();
            looked.extend(others);
        }
        Ok(looked)
    }
}

/// A project to look at.
struct Looked {
    /// `None` if the caller cannot see it.
    id: Option<ProjectId>,
    label: String,
}

impl Looked {
    fn new(named: &str, project: Option<&Project>) -> Self {
        let key = project.and_then(|project| project.key.as_ref());
        Self {
            id: project.map(|project| project.id.clone()),
            label: key.map_or_else(|| named.to_owned(), ToString::to_string),
        }
    }

    /// The id as the check wants it.
    fn number(&self) -> Option<u64> {
        self.id.as_ref()?.as_str().parse().ok()
    }

    fn has(&self, granted: &BTreeMap<String, Vec<u64>>, permission: &Permission) -> bool {
        let projects = granted.get(permission.as_str());
        self.number()
            .is_some_and(|id| projects.is_some_and(|projects| projects.contains(&id)))
    }
}

/// In which of the projects the caller has each of the permissions.
async fn granted(
    permissions: &Permissions,
    wanted: &[Permission],
    projects: &[Looked],
) -> Result<BTreeMap<String, Vec<u64>>> {
    let ids: Vec<u64> = projects.iter().filter_map(Looked::number).collect();
    let mut granted: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    if wanted.is_empty() {
        return Ok(granted);
    }
    for ids in ids.chunks(MOST_AT_ONCE) {
        let asked = BulkProjectPermissions::new(wanted).projects(ids);
        let answer = permissions
            .check()
            .project_permissions([asked])
            .send()
            .await?;
        for grant in answer.project_permissions {
            granted
                .entry(grant.permission.as_str().to_owned())
                .or_default()
                .extend(grant.projects);
        }
    }
    Ok(granted)
}

fn report<'a>(
    in_site: &PermissionReport,
    wanted: impl Iterator<Item = &'a Permission>,
    state: impl Fn(&ReportedPermission) -> PermissionState,
) -> PermissionReport {
    let found = wanted.filter_map(|wanted| {
        in_site
            .permissions
            .iter()
            .find(|one| one.permission == *wanted)
    });
    PermissionReport {
        permissions: found
            .map(|one| ReportedPermission {
                state: state(one),
                ..one.clone()
            })
            .collect(),
    }
}

/// What the caller has of each set of requirements.
///
/// `Display` names what is missing, with the screens to grant it on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PreflightReport {
    /// The sets, in the order in which they were required.
    pub sets: Vec<RequirementsReport>,
}

/// What the caller has of one set of requirements.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequirementsReport {
    /// The set's name.
    pub name: String,
    /// What is held in the whole site. Where no project was looked at, also what is held in any project at all.
    pub global: PermissionReport,
    /// What is held in each project.
    pub projects: Vec<ProjectReport>,
}

/// What the caller has in one project.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProjectReport {
    /// The project's key; what it was asked for by, where the caller cannot see it.
    pub project: String,
    /// Whether the caller can see it. In one that it cannot see every permission counts as missing; the project may
    /// also not exist, which the site does not tell.
    pub visible: bool,
    /// The permissions.
    pub permissions: PermissionReport,
}

impl PreflightReport {
    /// Whether nothing is missing, and nothing is unknown to the site.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.sets.iter().all(RequirementsReport::is_complete)
    }
}

impl RequirementsReport {
    /// Whether nothing is missing, and nothing is unknown to the site.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.global.is_complete()
            && self
                .projects
                .iter()
                .all(|project| project.visible && project.permissions.is_complete())
    }
}

impl fmt::Display for PreflightReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, set) in self.sets.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{set}")?;
        }
        Ok(())
    }
}

impl fmt::Display for RequirementsReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_complete() {
            return write!(f, "{}: everything is granted", self.name);
        }
        write!(f, "{}:", self.name)?;
        let lacking = |report: &PermissionReport| -> Vec<String> {
            report
                .missing()
                .chain(report.unknown())
                .map(ToString::to_string)
                .collect()
        };
        for line in lacking(&self.global) {
            write!(f, "\n  {line}")?;
        }
        for project in &self.projects {
            let name = &project.project;
            if !project.visible {
                write!(
                    f,
                    "\n  project {name}: does not exist, or the account cannot see it (Browse Projects)"
                )?;
                continue;
            }
            for line in lacking(&project.permissions) {
                write!(f, "\n  project {name}: {line}")?;
            }
        }
        Ok(())
    }
}
