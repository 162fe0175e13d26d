//! Versions of projects: what issues are planned for, and what they are found in.

mod related_work;
mod version;

use atlassian_core::model::Serialize;
use atlassian_core::{
    AccountId, Elements, NoContent, Page, Paging, ParameterValue, Patch, Timestamp, id_type,
    open_enum, operations,
};
use serde::Serializer;

use crate::ids::{NumericProjectId, ProjectIdOrKey, numeric_ids};

pub use related_work::{RelatedWork, RelatedWorkId};
pub use version::{
    ApprovalStatus, Version, VersionApprover, VersionFieldUsage, VersionIssueCounts,
    VersionIssuesStatus, VersionOperation, VersionUnresolvedCount,
};

operations! {
    /// Versions of projects.
    ///
    /// Two operations of Atlassian's are not here: the list without pages, which says nothing that
    /// [`list`](Versions::list) does not say too, and the older way to delete, which leaves custom fields out.
    pub struct Versions;

    /// The versions of a project, archived ones included.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-versions/#api-rest-api-3-project-projectidorkey-version-get)
    list: GetProjectVersionsPaginated =
        GET "/rest/api/3/project/{projectIdOrKey}/version" => Page<Version> {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:project-version:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey }
        query {
            /// The order.
            order_by = "orderBy": VersionOrder,
            /// Only versions with this text in their name or description, in capitals or not.
            query = "query": String,
        }
        query_joined {
            /// What else to send of each.
            expand = "expand": VersionExpand,
        }
        query_filter {
            /// Only versions in one of these states.
            status = "status": VersionStatus,
        }
        pages Version = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// One version.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-versions/#api-rest-api-3-version-id-get)
    get: GetVersion = GET "/rest/api/3/version/{id}" => Version {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:project-version:jira"];
        takes { path id = "id": VersionId }
        query_joined {
            /// What else to send.
            expand = "expand": VersionExpand,
        }
    }

    /// Makes a version.
    ///
    /// Takes the project's id; a key is refused. A name that the project has already is refused too.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-versions/#api-rest-api-3-version-post)
    create: CreateVersion = POST "/rest/api/3/version" => Version {
        permission "Administer projects, or Administer Jira";
        scopes ["manage:jira-project"];
        granular ["write:project-version:jira", "read:project-version:jira"];
        takes { body project = "projectId": NumericProjectId, body name = "name": String }
        body {
            /// What is in it, in 16384 bytes at most.
            description = "description": String,
            /// The day on which work on it begins: a date without a time.
            start_date = "startDate": Timestamp,
            /// The day on which it is to be released: a date without a time.
            release_date = "releaseDate": Timestamp,
            /// Whether it is out.
            released = "released": bool,
            /// Whether it is put away: nothing can be planned for it any more.
            archived = "archived": bool,
            /// Who brings it about.
            driver = "driver": AccountId,
        }
    }

    /// Changes what is set of a version, and leaves the rest. It stays in its project.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-versions/#api-rest-api-3-version-id-put)
    update: UpdateVersion = PUT "/rest/api/3/version/{id}" => Version {
        permission "Administer projects, or Administer Jira";
        scopes ["manage:jira-project"];
        granular ["write:project-version:jira", "read:project-version:jira"];
        takes { path id = "id": VersionId }
        body {
            /// Its name, 255 characters at most.
            name = "name": String,
            /// What is in it, in 16384 bytes at most; an empty text for nothing.
            description = "description": String,
            /// The day on which work on it begins, or none.
            start_date = "startDate": Patch<Timestamp>,
            /// The day on which it is to be released, or none.
            release_date = "releaseDate": Patch<Timestamp>,
            /// Whether it is out. Releasing it once more changes nothing.
            released = "released": bool,
            /// Whether it is put away: nothing can be planned for it any more.
            archived = "archived": bool,
            /// Who brings it about.
            driver = "driver": AccountId,
            /// The version that unresolved issues go to when this one is released, by its
            /// [address](Version::self_url) in the API.
            move_unfixed_issues_to = "moveUnfixedIssuesTo": String,
        }
    }

    /// Deletes a version, and says what its issues get instead.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-versions/#api-rest-api-3-version-id-removeandswap-post)
    delete: DeleteAndReplaceVersion = POST "/rest/api/3/version/{id}/removeAndSwap" => NoContent {
        permission "Administer projects, or Administer Jira";
        scopes ["manage:jira-project"];
        granular ["delete:project-version:jira", "write:project-version:jira"];
        takes { path id = "id": VersionId, whole_body instead = "instead": VersionReplacement }
    }

    /// Deletes a version, and gives its issues another one to be fixed in.
    ///
    /// What was found in it, and custom fields with it, lose it; [`delete`](Versions::delete) can replace it there too.
    ///
    /// ```no_run
    /// # async fn example(jira: jira_client::Jira) -> jira_client::Result<()> {
    /// use jira_client::cloud::versions::MergeInto;
    ///
    /// // 10000 is deleted, and its issues are to be fixed in 10001.
    /// jira.versions().merge("10000", MergeInto::version("10001")).send().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-versions/#api-rest-api-3-version-id-mergeto-moveissuesto-put)
    merge: MergeVersions = PUT "/rest/api/3/version/{id}/mergeto/{moveIssuesTo}" => NoContent {
        permission "Administer projects, or Administer Jira";
        scopes ["manage:jira-project"];
        granular ["delete:project-version:jira", "write:project-version:jira"];
        takes { path id = "id": VersionId, path into = "moveIssuesTo": MergeInto }
    }

    /// Gives a version another place among those of its project.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-versions/#api-rest-api-3-version-id-move-post)
    move_to: MoveVersion = POST "/rest/api/3/version/{id}/move" => Version {
        permission "Browse projects";
        scopes ["manage:jira-project"];
        granular ["write:project-version:jira", "read:project-version:jira"];
        takes { path id = "id": VersionId, whole_body place = "place": VersionPlace }
    }

    /// In how many issues the version is named, field by field.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-versions/#api-rest-api-3-version-id-relatedissuecounts-get)
    issue_counts: GetVersionRelatedIssues =
        GET "/rest/api/3/version/{id}/relatedIssueCounts" => VersionIssueCounts {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:field:jira", "read:project-version:jira"];
        takes { path id = "id": VersionId }
    }

    /// How many issues are to be fixed in the version, and how many of them are not resolved yet.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-versions/#api-rest-api-3-version-id-unresolvedissuecount-get)
    unresolved_count: GetVersionUnresolvedIssues =
        GET "/rest/api/3/version/{id}/unresolvedIssueCount" => VersionUnresolvedCount {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:project-version:jira"];
        takes { path id = "id": VersionId }
    }

    /// The links to other work that belongs to the version: designs, announcements, release notes.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-versions/#api-rest-api-3-version-id-relatedwork-get)
    related_work: GetRelatedWork = GET "/rest/api/3/version/{id}/relatedwork" => Elements<RelatedWork> {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:project-version:jira"];
        takes { path id = "id": VersionId }
    }

    /// Adds a link to other work.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-versions/#api-rest-api-3-version-id-relatedwork-post)
    add_related_work: CreateRelatedWork = POST "/rest/api/3/version/{id}/relatedwork" => RelatedWork {
        permission "Resolve issues and Edit issues";
        scopes ["write:jira-work"];
        granular ["write:issue:jira"];
        takes { path id = "id": VersionId, body category = "category": String, body url = "url": String }
        body {
            /// What people call it.
            title = "title": String,
        }
    }

    /// Changes a link to other work. Those of an archived version, and the release notes that Jira writes, cannot be
    /// changed.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-versions/#api-rest-api-3-version-id-relatedwork-put)
    update_related_work: UpdateRelatedWork = PUT "/rest/api/3/version/{id}/relatedwork" => RelatedWork {
        permission "Resolve issues and Edit issues";
        scopes ["write:jira-work"];
        granular ["write:issue:jira"];
        takes {
            path id = "id": VersionId, body work = "relatedWorkId": RelatedWorkId, body category = "category": String
        }
        body {
            /// What people call it.
            title = "title": String,
            /// Where it is.
            url = "url": String,
        }
    }

    /// Removes a link to other work.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-versions/#api-rest-api-3-version-versionid-relatedwork-relatedworkid-delete)
    remove_related_work: DeleteRelatedWork =
        DELETE "/rest/api/3/version/{versionId}/relatedwork/{relatedWorkId}" => NoContent {
        permission "Resolve issues and Edit issues";
        scopes ["write:jira-work"];
        granular ["write:issue:jira"];
        takes { path id = "versionId": VersionId, path work = "relatedWorkId": RelatedWorkId }
    }
}

id_type! {
    /// The id of a version: digits, like `10000`.
    pub struct VersionId;
}

numeric_ids! {
    /// The id of a version, written as a number. Made from whatever a [`VersionId`] is made from.
    NumericVersionId(VersionId);
}

open_enum! {
    /// The state of a version.
    pub enum VersionStatus {
        /// Out.
        Released = "released",
        /// Not out.
        Unreleased = "unreleased",
        /// Put away.
        Archived = "archived",
    }

    /// What else to send of a version.
    pub enum VersionExpand {
        /// How many of its issues are in which category of statuses.
        IssuesStatus = "issuesstatus",
        /// What the caller can do with it.
        Operations = "operations",
        /// Who brings it about.
        Driver = "driver",
        /// Who has to approve of it.
        Approvers = "approvers",
    }

    /// The order of versions. Those without the date in question come last.
    pub enum VersionOrder {
        /// As the project shows them.
        Sequence = "sequence",
        /// As the project shows them, backwards.
        SequenceDescending = "-sequence",
        /// By name.
        Name = "name",
        /// By name, backwards.
        NameDescending = "-name",
        /// By description.
        Description = "description",
        /// By description, backwards.
        DescriptionDescending = "-description",
        /// The earliest start first.
        StartDate = "startDate",
        /// The latest start first.
        StartDateDescending = "-startDate",
        /// The earliest release first.
        ReleaseDate = "releaseDate",
        /// The latest release first.
        ReleaseDateDescending = "-releaseDate",
    }
}

/// Where to put a version among those of its project.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VersionPlace {
    /// Before all others.
    First,
    /// Behind all others.
    Last,
    /// One place to the front.
    Earlier,
    /// One place to the back.
    Later,
    /// Behind the version with this [address](Version::self_url) in the API.
    After(String),
}

impl Serialize for VersionPlace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (field, value) = match self {
            Self::First => ("position", "First"),
            Self::Last => ("position", "Last"),
            Self::Earlier => ("position", "Earlier"),
            Self::Later => ("position", "Later"),
            Self::After(url) => ("after", url.as_str()),
        };
        serializer.collect_map([(field, value)])
    }
}

/// The version that stays when another one is merged into it.
#[derive(Clone, Debug)]
pub struct MergeInto(VersionId);

impl MergeInto {
    /// This version.
    pub fn version(id: impl Into<VersionId>) -> Self {
        Self(id.into())
    }
}

impl ParameterValue for MergeInto {
    fn into_parameter(self) -> String {
        self.0.into_inner()
    }
}

/// What issues get in the place of a version that is deleted. Where nothing is named, they lose it.
///
/// The versions have to be of the same project.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VersionReplacement {
    #[serde(skip_serializing_if = "Option::is_none")]
    move_fix_issues_to: Option<NumericVersionId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    move_affected_issues_to: Option<NumericVersionId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    custom_field_replacement_list: Vec<CustomFieldReplacement>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CustomFieldReplacement {
    custom_field_id: u64,
    move_to: NumericVersionId,
}

impl VersionReplacement {
    /// Nothing: all issues lose the version.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The version to fix issues in instead.
    #[must_use]
    pub fn fix_version(mut self, id: impl Into<VersionId>) -> Self {
        self.move_fix_issues_to = Some(id.into().into());
        self
    }

    /// The version that issues were found in instead.
    #[must_use]
    pub fn affected_version(mut self, id: impl Into<VersionId>) -> Self {
        self.move_affected_issues_to = Some(id.into().into());
        self
    }

    /// The version for a custom field; 10010 for the field `customfield_10010`.
    #[must_use]
    pub fn custom_field(mut self, field: u64, id: impl Into<VersionId>) -> Self {
        self.custom_field_replacement_list
            .push(CustomFieldReplacement {
                custom_field_id: field,
                move_to: id.into().into(),
            });
        self
    }
}
