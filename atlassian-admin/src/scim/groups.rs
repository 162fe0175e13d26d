//! Provisioned groups.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, NoContent, Page, Paging, ParameterValue, id_type, operations};

use super::changes::Changes;
use super::users::ScimUserId;
use super::{Meta, ScimDirectoryId, equals};

operations! {
    /// The groups of a directory.
    pub struct Groups;

    /// The groups of a directory, with their members.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-groups/#api-scim-directory-directoryid-groups-get)
    list: GetAllGroupsFromAnActiveDirectory = GET "/scim/directory/{directoryId}/Groups" => Page<Group> {
        permission "the key of the directory";
        scopes [];
        granular [];
        takes { path directory_id = "directoryId": ScimDirectoryId }
        query {
            /// Only the one with this name.
            filter = "filter": GroupFilter,
        }
        pages Group = Paging::index("Resources").unique_by("id").page_size(100);
    }

    /// One group, with its members.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-groups/#api-scim-directory-directoryid-groups-id-get)
    get: GetAGroup = GET "/scim/directory/{directoryId}/Groups/{id}" => Group {
        permission "the key of the directory";
        scopes [];
        granular [];
        takes { path directory_id = "directoryId": ScimDirectoryId, path id = "id": ScimGroupId }
    }

    /// Makes a group. A name that is taken is refused (409, `uniqueness`).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-groups/#api-scim-directory-directoryid-groups-post)
    create: CreateAGroupInActiveDirectory = POST "/scim/directory/{directoryId}/Groups" => Group {
        permission "the key of the directory";
        scopes [];
        granular [];
        takes { path directory_id = "directoryId": ScimDirectoryId, whole_body group = "body": GroupDetails }
    }

    /// Replaces what is kept of a group: the details hold *all* its members.
    ///
    /// The name must be the one that it has: a group cannot be renamed. To add or remove single members, use
    /// [`patch`](Groups::patch).
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-groups/#api-scim-directory-directoryid-groups-id-put)
    replace: UpdateAGroup = PUT "/scim/directory/{directoryId}/Groups/{id}" => Group {
        permission "the key of the directory";
        scopes [];
        granular [];
        takes {
            path directory_id = "directoryId": ScimDirectoryId, path id = "id": ScimGroupId,
            whole_body group = "body": GroupDetails
        }
    }

    /// Adds and removes members: all that is asked for, or nothing.
    ///
    /// A group cannot be renamed: make another, and delete the old one.
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-groups/#api-scim-directory-directoryid-groups-id-patch)
    patch: PatchAGroup = PATCH "/scim/directory/{directoryId}/Groups/{id}" => Group {
        permission "the key of the directory";
        scopes [];
        granular [];
        takes {
            path directory_id = "directoryId": ScimDirectoryId, path id = "id": ScimGroupId,
            whole_body changes = "body": GroupChanges
        }
    }

    /// Deletes a group; its members lose what it gave them.
    ///
    /// Sent once and not repeated, since a repetition would answer that there is no such group (404).
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-groups/#api-scim-directory-directoryid-groups-id-delete)
    delete: DeleteAGroup = DELETE "/scim/directory/{directoryId}/Groups/{id}" => NoContent {
        permission "the key of the directory";
        scopes [];
        granular [];
        repeat never;
        takes { path directory_id = "directoryId": ScimDirectoryId, path id = "id": ScimGroupId }
    }
}

id_type! {
    /// The id that a directory has for a group. The products have another id for the same group.
    pub struct ScimGroupId;
}

/// The one group to list, by a name that matches as a whole. The service has no other filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupFilter(String);

impl GroupFilter {
    /// The group with this name.
    #[must_use]
    pub fn display_name(name: &str) -> Self {
        Self(equals("displayName", name))
    }
}

impl ParameterValue for GroupFilter {
    fn into_parameter(self) -> String {
        self.0
    }
}

/// A provisioned group.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Group {
    /// The id that the directory has for the group.
    pub id: ScimGroupId,
    /// Its name.
    pub display_name: Option<String>,
    /// The identity provider's own id.
    pub external_id: Option<String>,
    /// Its members.
    #[serde(default)]
    pub members: Elements<Member>,
    /// What the directory keeps about it.
    pub meta: Option<Meta>,
}

/// A member of a group.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Member {
    /// The person.
    pub value: ScimUserId,
    /// The person's unique name.
    pub display: Option<String>,
    /// What kind of member it is, like `User`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The person's address in the API.
    #[serde(rename = "$ref")]
    pub location: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct MemberId {
    value: ScimUserId,
}

fn ids(members: impl IntoIterator<Item = impl Into<ScimUserId>>) -> Vec<MemberId> {
    let ids = members.into_iter().map(Into::into);
    ids.map(|value| MemberId { value }).collect()
}

/// A group to make, or what a group is to be from now on.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupDetails {
    schemas: [&'static str; 1],
    display_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_id: Option<String>,
    members: Vec<MemberId>,
}

impl GroupDetails {
    /// A group with this name, and without members.
    pub fn new(display_name: impl Into<String>) -> Self {
        Self {
            schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
            display_name: display_name.into(),
            external_id: None,
            members: Vec::new(),
        }
    }

    /// The identity provider's own id.
    #[must_use]
    pub fn external_id(mut self, id: impl Into<String>) -> Self {
        self.external_id = Some(id.into());
        self
    }

    /// The members, all of them.
    #[must_use]
    pub fn members(mut self, members: impl IntoIterator<Item = impl Into<ScimUserId>>) -> Self {
        self.members = ids(members);
        self
    }
}

/// Changes of a group, carried out in this order.
///
/// ```
/// use atlassian_admin::scim::groups::GroupChanges;
///
/// let change = GroupChanges::default().add_members(["user-1", "user-2"]).remove_members(["user-3"]);
/// ```
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct GroupChanges(Changes<Value>);

#[derive(Clone, Debug, serde::Serialize)]
#[serde(untagged)]
enum Value {
    Text(String),
    Members(Vec<MemberId>),
}

impl GroupChanges {
    /// Adds these members.
    #[must_use]
    pub fn add_members(self, members: impl IntoIterator<Item = impl Into<ScimUserId>>) -> Self {
        Self(self.0.add("members", Value::Members(ids(members))))
    }

    /// Removes these members.
    #[must_use]
    pub fn remove_members(self, members: impl IntoIterator<Item = impl Into<ScimUserId>>) -> Self {
        // Each by a path of its own: a removal of `members` with a list may be taken for a removal of all.
        let changes = ids(members).into_iter().fold(self.0, |changes, member| {
            let condition = equals("value", member.value.as_str());
            changes.remove(format!("members[{condition}]"))
        });
        Self(changes)
    }

    /// Makes these the members, and nobody else.
    #[must_use]
    pub fn set_members(self, members: impl IntoIterator<Item = impl Into<ScimUserId>>) -> Self {
        Self(self.0.replace("members", Value::Members(ids(members))))
    }

    /// The identity provider's own id.
    #[must_use]
    pub fn external_id(self, id: impl Into<String>) -> Self {
        Self(self.0.replace("externalId", Value::Text(id.into())))
    }
}
