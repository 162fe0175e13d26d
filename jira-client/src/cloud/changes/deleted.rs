//! Issues that are gone.

use std::collections::HashSet;

use atlassian_core::http::Method;
use atlassian_core::model::Deserialize;
use atlassian_core::{Error, ErrorKind, Paging, Result};

use crate::cloud::Jira;
use crate::cloud::crawl::census::number;
use crate::cloud::crawl::fetch::{Wanted, fetch_surely};
use crate::ids::{IssueId, ProjectId};
use crate::jql::Jql;

/// How many projects can be asked for at once.
const PROJECTS: usize = 50;

/// What became of issues that a query does not find any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deleted {
    /// Not there: deleted, or hidden from the caller by an issue security level. Jira answers the same for both.
    pub deleted: Vec<IssueId>,
    /// There, and not found by the query any more: moved, archived, or edited.
    pub unmatched: Vec<IssueId>,
}

#[derive(Deserialize)]
struct Project {
    id: ProjectId,
}

impl Jira {
    /// Which of the issues that a caller knows are gone.
    ///
    /// A search says nothing of deleted issues; so this asks for all ids that the query finds (5000 at a time), and asks for
    /// each known issue that is not among them by its id. An issue is only called deleted when it is not there either way,
    /// twice.
    ///
    /// `projects` are those that the known issues are in. If one of them cannot be seen any more, before or after, nothing is
    /// concluded: the caller may have lost a permission, and all of its issues would seem deleted. A project that is really
    /// gone has to be left out by the caller, who then knows what to do with its issues.
    ///
    /// # Errors
    /// [`ErrorKind::IncompleteListing`]: a project cannot be seen. [`ErrorKind::Unauthorized`]: the credential is not
    /// valid any more.
    pub async fn find_deleted(
        &self,
        jql: impl Into<Jql>,
        known: impl IntoIterator<Item = impl Into<IssueId>>,
        projects: impl IntoIterator<Item = impl Into<ProjectId>>,
    ) -> Result<Deleted> {
        let projects: HashSet<ProjectId> = projects.into_iter().map(Into::into).collect();
        let mut missing = Vec::new();
        for id in known {
            let id: IssueId = id.into();
            missing.push(number(&id)?);
        }
        self.assert_visible(&projects).await?;

        let query = jql.into().with_stable_order();
        let mut items = self.search().ids(query).items();
        let mut found = HashSet::new();
        while let Some(issue) = items.next().await {
            found.insert(number(&issue?.id)?);
        }
        missing.retain(|id| !found.contains(id));
        let wanted = Wanted::fields(["id"]);
        let fetched = fetch_surely(self.client(), &wanted, &missing).await?;

        self.assert_visible(&projects).await?;
        let deleted = fetched.gone.iter();
        let deleted = deleted.map(|id| IssueId::new(id.to_string())).collect();
        let gone: HashSet<u64> = fetched.gone.into_iter().collect();
        missing.retain(|id| !gone.contains(id));
        let unmatched = missing.iter();
        let unmatched = unmatched.map(|id| IssueId::new(id.to_string())).collect();
        Ok(Deleted { deleted, unmatched })
    }

    /// An error unless the caller is logged in and sees all these projects.
    async fn assert_visible(&self, projects: &HashSet<ProjectId>) -> Result<()> {
        self.myself().get().send().await?;
        let mut hidden = projects.clone();
        let all: Vec<&ProjectId> = projects.iter().collect();
        for part in all.chunks(PROJECTS) {
            let mut call = self.request(Method::GET, "/rest/api/3/project/search");
            for id in part {
                call = call.query("id", id.as_str());
            }
            match call
                .items::<Project>(Paging::offset("values").unique_by("id"))
                .collect()
                .await
            {
                Ok(seen) => {
                    for project in seen {
                        hidden.remove(&project.id);
                    }
                }
                // Atlassian describes it so where none of them is there.
                Err(error) if error.is_not_found() => {}
                Err(error) => return Err(error),
            }
        }
        if hidden.is_empty() {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::IncompleteListing,
            format!(
                "{} of the {} projects cannot be seen: issues that are deleted look like those that are hidden",
                hidden.len(),
                projects.len()
            ),
        ))
    }
}
