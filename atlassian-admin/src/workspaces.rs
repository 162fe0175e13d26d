//! Workspaces: each app on each site of an organization, with its address and its seats.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{List, NextIn, Page, Paging, Timestamp, open_enum, operations};
use serde_json::{Map, Value};

use crate::data::{Direction, SelfLink};
use crate::{OrgId, ProductKey, ResourceId};

operations! {
    /// The workspaces of an organization.
    pub struct Workspaces;

    /// The workspaces that fit a query; all without one.
    ///
    /// Pages of 100; 1000 is the most. Their ids are what other operations call a resource. It only reads, so it is
    /// repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-workspaces/#api-v2-orgs-orgid-workspaces-post)
    search: QueryWorkspacesV2 = POST "/admin/v2/orgs/{orgId}/workspaces" => Page<Workspace> {
        permission "Organization admin";
        scopes ["read:workspaces:admin"];
        granular [];
        repeat safe;
        takes { path org_id = "orgId": OrgId }
        body {
            /// What is looked for.
            query = "query": WorkspaceQuery,
            /// The order; the first field decides first.
            sort = "sort": List<WorkspaceSort>,
        }
        // The service refuses a cursor beside anything else.
        pages Workspace = Paging::cursor("data", NextIn::Links).cursor_alone().unique_by("id").page_size(100);
    }
}

open_enum! {
    /// Whether a workspace can be used.
    pub enum WorkspaceStatus {
        /// It can.
        Online = "online",
        /// It cannot, for now.
        Offline = "offline",
        /// It is on its way out.
        Deprecated = "deprecated",
    }

    /// Whether a workspace is a sandbox.
    pub enum SandboxType {
        /// It is one, of another workspace.
        Child = "CHILD",
        /// It is none.
        None = "NONE",
    }
}

/// What workspaces are looked for.
///
/// ```
/// use atlassian_admin::workspaces::WorkspaceQuery;
///
/// let confluence = WorkspaceQuery::field("attributes.typeKey", ["confluence"]);
/// let of_acme = WorkspaceQuery::And(vec![confluence, WorkspaceQuery::SearchWorkspaces("acme".into())]);
/// # let _ = of_acme;
/// ```
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum WorkspaceQuery {
    /// All of these.
    And(Vec<WorkspaceQuery>),
    /// None of these.
    Nor(Vec<WorkspaceQuery>),
    /// A field has one of some values.
    Field {
        /// The field's path, like `attributes.typeKey`.
        name: String,
        /// The values.
        values: Vec<String>,
    },
    /// The name or the address contains this.
    SearchWorkspaces(String),
    /// Has these features.
    Features(Vec<String>),
    /// Has these policies.
    Policies(Vec<String>),
}

impl WorkspaceQuery {
    /// A field, by its path, has one of these values.
    pub fn field(
        name: impl Into<String>,
        values: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        Self::Field {
            name: name.into(),
            values: values.into_iter().map(Into::into).collect(),
        }
    }
}

/// A field that workspaces are sorted by.
#[derive(Clone, Debug, Serialize)]
pub struct WorkspaceSort {
    field: String,
    order: Direction,
}

impl WorkspaceSort {
    /// By the field of this path, like `attributes.name`.
    pub fn by(field: impl Into<String>, order: Direction) -> Self {
        Self {
            field: field.into(),
            order,
        }
    }
}

/// An app on a site.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Workspace {
    /// What other operations call it.
    pub id: ResourceId,
    /// What is known of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<WorkspaceAttributes>,
    /// Its policies, entitlements and features.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relationships: Option<Map<String, Value>>,
    /// Its address in the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<SelfLink>,
}

/// What is known of an app on a site.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WorkspaceAttributes {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub type_key: Option<ProductKey>,
    /// What the app is called.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_name: Option<String>,
    /// Whom it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Whether it can be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<WorkspaceStatus>,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_details: Option<Vec<String>>,
    /// Whether it is a sandbox.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sandbox: Option<Sandbox>,
    /// How many seats there are; absent where they are unlimited or not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u64>,
    /// How many of them are taken, where that is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usage: Option<u64>,
    /// The address of the site, with the app's part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_url: Option<String>,
    /// Where its data is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub realm: Option<String>,
    /// The regions of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regions: Option<Vec<String>>,
    /// Its labels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<String>>,
    /// Its icons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icons: Option<Map<String, Value>>,
    /// Its pictures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatars: Option<Map<String, Value>>,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// Who made it, as an ARI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// When it was changed; no service is known to send it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
}

/// Whether a workspace is a sandbox.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Sandbox {
    /// Which kind.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<SandboxType>,
}
