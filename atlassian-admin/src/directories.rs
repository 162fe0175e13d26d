//! Directories: the people and groups that share a set of apps.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, NextIn, Page, Paging, operations};

use crate::{DirectoryId, OrgId};

operations! {
    /// The directories of an organization.
    pub struct Directories;

    /// The directories, most often one.
    ///
    /// Pages of 100. Operations that only read take [`DirectoryId::all`] as well; those that change something want the
    /// id of one directory, which is found here.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-directory/#api-v2-orgs-orgid-directories-get)
    list: GetDirectoriesForOrg = GET "/admin/v2/orgs/{orgId}/directories" => Page<Directory> {
        permission "Organization admin";
        scopes ["read:directories:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId }
        query {
            /// Only directories that this account is in.
            account_id = "accountId": AccountId,
            /// Only directories whose name contains this.
            search_term = "searchTerm": String,
        }
        query_repeated {
            /// Only these; 10 at most.
            directory_ids = "directoryIds": DirectoryId,
        }
        pages Directory = Paging::cursor("data", NextIn::Links).unique_by("directoryId").page_size(100);
    }
}

/// A directory.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Directory {
    /// Its id.
    pub directory_id: DirectoryId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The address of its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
}
