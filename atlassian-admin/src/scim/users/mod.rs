//! Provisioned people.

mod writes;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{
    AccountId, Elements, NoContent, Page, Paging, ParameterValue, id_type, open_enum, operations,
};

use super::groups::ScimGroupId;
use super::{Meta, ScimDirectoryId, equals};

pub use writes::{UserChanges, UserDetails};

operations! {
    /// The people of a directory.
    pub struct Users;

    /// The people of a directory.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-users/#api-scim-directory-directoryid-users-get)
    list: GetUsersFromAnActiveDirectory = GET "/scim/directory/{directoryId}/Users" => Page<User> {
        permission "the key of the directory";
        scopes [];
        granular [];
        takes { path directory_id = "directoryId": ScimDirectoryId }
        query {
            /// Only the one with this name or id.
            filter = "filter": UserFilter,
        }
        query_joined {
            /// Only these attributes of each; not together with `excluded_attributes`.
            attributes = "attributes": UserAttribute,
            /// All attributes but these; not together with `attributes`.
            excluded_attributes = "excludedAttributes": UserAttribute,
        }
        pages User = Paging::index("Resources").unique_by("id").page_size(100);
    }

    /// One person.
    ///
    /// Who was deactivated by [`delete`](Users::delete) is not found (404).
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-users/#api-scim-directory-directoryid-users-userid-get)
    get: GetAUserFromActiveDirectory = GET "/scim/directory/{directoryId}/Users/{userId}" => User {
        permission "the key of the directory";
        scopes [];
        granular [];
        takes { path directory_id = "directoryId": ScimDirectoryId, path user_id = "userId": ScimUserId }
        query_joined {
            /// Only these attributes; not together with `excluded_attributes`.
            attributes = "attributes": UserAttribute,
            /// All attributes but these; not together with `attributes`.
            excluded_attributes = "excludedAttributes": UserAttribute,
        }
    }

    /// Provisions a person.
    ///
    /// The primary e-mail address must be of a domain that the organization has verified. Where an account with that
    /// address is there already, it is linked, and else made. A name that is taken is refused (409, `uniqueness`).
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-users/#api-scim-directory-directoryid-users-post)
    create: CreateAUserInAnActiveDirectory = POST "/scim/directory/{directoryId}/Users" => User {
        permission "the key of the directory";
        scopes [];
        granular [];
        takes { path directory_id = "directoryId": ScimDirectoryId, whole_body user = "body": UserDetails }
        query_joined {
            /// Only these attributes in the answer; not together with `excluded_attributes`.
            attributes = "attributes": UserAttribute,
            /// All attributes but these in the answer; not together with `attributes`.
            excluded_attributes = "excludedAttributes": UserAttribute,
        }
    }

    /// Replaces what is kept of a person: what the details leave out is *emptied*.
    ///
    /// To change something and keep the rest, use [`patch`](Users::patch).
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-users/#api-scim-directory-directoryid-users-userid-put)
    replace: UpdateUserInformationInAnActiveDirectory =
        PUT "/scim/directory/{directoryId}/Users/{userId}" => User {
        permission "the key of the directory";
        scopes [];
        granular [];
        takes {
            path directory_id = "directoryId": ScimDirectoryId, path user_id = "userId": ScimUserId,
            whole_body user = "body": UserDetails
        }
        query_joined {
            /// Only these attributes in the answer; not together with `excluded_attributes`.
            attributes = "attributes": UserAttribute,
            /// All attributes but these in the answer; not together with `attributes`.
            excluded_attributes = "excludedAttributes": UserAttribute,
        }
    }

    /// Changes single attributes of a person: all that is asked for, or nothing.
    ///
    /// With [`UserChanges::active`] a person is deactivated and activated again without leaving the directory.
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-users/#api-scim-directory-directoryid-users-userid-patch)
    patch: PatchUserInformationInAnActiveDirectory =
        PATCH "/scim/directory/{directoryId}/Users/{userId}" => User {
        permission "the key of the directory";
        scopes [];
        granular [];
        takes {
            path directory_id = "directoryId": ScimDirectoryId, path user_id = "userId": ScimUserId,
            whole_body changes = "body": UserChanges
        }
        query_joined {
            /// Only these attributes in the answer; not together with `excluded_attributes`.
            attributes = "attributes": UserAttribute,
            /// All attributes but these in the answer; not together with `attributes`.
            excluded_attributes = "excludedAttributes": UserAttribute,
        }
    }

    /// Deactivates a person, and takes the person out of the directory: to it the id is unknown from then on (404).
    ///
    /// Sent once and not repeated, since a repetition would answer just that.
    /// [Reference](https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-users/#api-scim-directory-directoryid-users-userid-delete)
    delete: DeleteAUserFromAnActiveDirectory = DELETE "/scim/directory/{directoryId}/Users/{userId}" => NoContent {
        permission "the key of the directory";
        scopes [];
        granular [];
        repeat never;
        takes { path directory_id = "directoryId": ScimDirectoryId, path user_id = "userId": ScimUserId }
    }
}

id_type! {
    /// The id that a directory has for a person. It is not the id of the Atlassian account.
    pub struct ScimUserId;
}

open_enum! {
    /// An attribute of a person. A part of one is named with a dot: `UserAttribute::from("emails.value")`.
    pub enum UserAttribute {
        /// The unique name.
        UserName = "userName",
        /// The identity provider's own id.
        ExternalId = "externalId",
        /// The parts of the name.
        Name = "name",
        /// The name to show.
        DisplayName = "displayName",
        /// What the person is called.
        NickName = "nickName",
        /// The job title.
        Title = "title",
        /// The e-mail addresses.
        Emails = "emails",
        /// The phone numbers.
        PhoneNumbers = "phoneNumbers",
        /// The language.
        PreferredLanguage = "preferredLanguage",
        /// The time zone.
        TimeZone = "timezone",
        /// The department.
        Department = "department",
        /// For whom the person works.
        Organization = "organization",
        /// Whether the account can be used.
        Active = "active",
        /// The groups of the directory that the person is in.
        Groups = "groups",
        /// What the directory keeps about it.
        Meta = "meta",
    }
}

/// The one person to list, by a value that matches as a whole. The service has no other filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserFilter(String);

impl UserFilter {
    /// The person with this name.
    #[must_use]
    pub fn user_name(name: &str) -> Self {
        Self(equals("userName", name))
    }

    /// The person whom the identity provider knows by this id.
    #[must_use]
    pub fn external_id(id: &str) -> Self {
        Self(equals("externalId", id))
    }
}

impl ParameterValue for UserFilter {
    fn into_parameter(self) -> String {
        self.0
    }
}

/// A provisioned person. Attributes that were not asked for are absent.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct User {
    /// The id that the directory has for the person.
    pub id: ScimUserId,
    /// The unique name that the identity provider gave.
    pub user_name: Option<String>,
    /// The identity provider's own id.
    pub external_id: Option<String>,
    /// The parts of the name.
    pub name: Option<Name>,
    /// The name to show.
    pub display_name: Option<String>,
    /// What the person is called.
    pub nick_name: Option<String>,
    /// The job title.
    pub title: Option<String>,
    /// The e-mail addresses.
    #[serde(default)]
    pub emails: Elements<Contact>,
    /// The phone numbers.
    #[serde(default)]
    pub phone_numbers: Elements<Contact>,
    /// The language.
    pub preferred_language: Option<String>,
    /// The time zone, like `Europe/Berlin`.
    #[serde(rename = "timezone")]
    pub time_zone: Option<String>,
    /// The department.
    pub department: Option<String>,
    /// For whom the person works.
    pub organization: Option<String>,
    /// Whether the account can be used.
    pub active: Option<bool>,
    /// The groups of the directory that the person is in.
    #[serde(default)]
    pub groups: Elements<GroupOfUser>,
    /// What the directory keeps about it.
    pub meta: Option<Meta>,
    /// Department and organization once more, under the name of SCIM's extension for enterprises.
    #[serde(rename = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")]
    pub enterprise: Option<EnterpriseUser>,
    /// What Atlassian adds.
    #[serde(rename = "urn:scim:schemas:extension:atlassian-external:1.0")]
    pub atlassian: Option<AtlassianUser>,
}

impl User {
    /// The Atlassian account of the person.
    #[must_use]
    pub fn account_id(&self) -> Option<&AccountId> {
        self.atlassian.as_ref()?.account_id.as_ref()
    }
}

/// The parts of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Name {
    /// All of it, as it is to be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formatted: Option<String>,
    /// The family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    /// The given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// Further names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    /// What stands before it, like `Dr.`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub honorific_prefix: Option<String>,
    /// What stands after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub honorific_suffix: Option<String>,
}

/// An e-mail address or a phone number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Contact {
    /// The address or number.
    pub value: String,
    /// What kind it is, like `work`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Whether it is the one to use. One e-mail address is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary: Option<bool>,
}

impl Contact {
    /// An address or number, one of several.
    pub fn new(value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            kind: None,
            primary: None,
        }
    }

    /// The address or number to use.
    pub fn primary(value: impl Into<String>) -> Self {
        Self {
            primary: Some(true),
            ..Self::new(value)
        }
    }

    /// Says what kind it is, like `work`.
    #[must_use]
    pub fn kind(mut self, kind: impl Into<String>) -> Self {
        self.kind = Some(kind.into());
        self
    }
}

/// A group that a person is in.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct GroupOfUser {
    /// Its id.
    pub value: ScimGroupId,
    /// Its name.
    pub display: Option<String>,
    /// Its address in the API.
    #[serde(rename = "$ref")]
    pub location: Option<String>,
}

/// What SCIM's extension for enterprises says of a person.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct EnterpriseUser {
    /// For whom the person works.
    pub organization: Option<String>,
    /// The department.
    pub department: Option<String>,
}

/// What Atlassian adds to a person.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct AtlassianUser {
    /// The Atlassian account.
    #[serde(rename = "atlassianAccountId")]
    pub account_id: Option<AccountId>,
}
