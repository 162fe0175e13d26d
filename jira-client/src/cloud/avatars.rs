//! Avatars: the pictures of projects, issue types, priorities and accounts.

use atlassian_core::http::HeaderValue;
use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Body, Bytes, Elements, NoContent, Response, id_type, open_enum, operations};

use super::users::AvatarUrls;
use crate::ids::numeric_ids;

operations! {
    /// Avatars: the pictures of projects, issue types, priorities and accounts.
    ///
    /// The operations that begin with `image` answer with the picture itself, a PNG or an SVG. Its media type is in the
    /// header `Content-Type`.
    pub struct Avatars;

    /// The pictures of a kind that come with Jira.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-avatars/#api-rest-api-3-avatar-type-system-get)
    system: GetAllSystemAvatars = GET "/rest/api/3/avatar/{type}/system" => AvatarList {
        permission "none";
        scopes ["manage:jira-configuration"];
        granular ["read:avatar:jira"];
        takes { path kind = "type": AvatarKind }
    }

    /// The pictures that a project, an issue type or a priority can have: those that come with Jira, and its own.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-avatars/#api-rest-api-3-universal_avatar-type-type-owner-entityid-get)
    list: GetAvatars = GET "/rest/api/3/universal_avatar/type/{type}/owner/{entityId}" => AvatarList {
        permission "Browse projects, for own pictures of projects and issue types";
        scopes ["manage:jira-configuration"];
        granular ["read:avatar:jira"];
        takes { path kind = "type": AvatarKind, path owner = "entityId": String }
    }

    /// Gives a project, an issue type or a priority a picture of its own, to choose from; it is not chosen by that.
    ///
    /// A square is cut out of the picture, `size` pixels wide and high, from the top left corner unless `x` and `y` say
    /// otherwise. A square beyond the edge of the picture is refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-avatars/#api-rest-api-3-universal_avatar-type-type-owner-entityid-post)
    upload: StoreAvatar = POST "/rest/api/3/universal_avatar/type/{type}/owner/{entityId}" => Avatar {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:avatar:jira", "read:avatar:jira"];
        takes {
            path kind = "type": AvatarKind, path owner = "entityId": String, bytes picture = "picture": Picture,
            query size = "size": u32
        }
        query {
            /// Where the square begins, from the left.
            x = "x": u32,
            /// Where the square begins, from the top.
            y = "y": u32,
        }
    }

    /// Deletes a picture of a project's, an issue type's or a priority's own.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-avatars/#api-rest-api-3-universal_avatar-type-type-owner-owningobjectid-avatar-id-delete)
    delete: DeleteAvatar =
        DELETE "/rest/api/3/universal_avatar/type/{type}/owner/{owningObjectId}/avatar/{id}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:avatar:jira"];
        takes { path kind = "type": AvatarKind, path owner = "owningObjectId": String, path id = "id": AvatarId }
    }

    /// The picture of everything of a kind that has no other.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-avatars/#api-rest-api-3-universal_avatar-view-type-type-get)
    image_of_kind: GetAvatarImageByType = GET "/rest/api/3/universal_avatar/view/type/{type}" => Response {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:avatar:jira"];
        raw bytes;
        takes { path kind = "type": AvatarKind }
        query {
            /// How large; as the service likes unless set.
            size = "size": AvatarSize,
            /// In which format; as it was uploaded unless set.
            format = "format": AvatarFormat,
        }
    }

    /// One picture.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-avatars/#api-rest-api-3-universal_avatar-view-type-type-avatar-id-get)
    image: GetAvatarImageByID =
        GET "/rest/api/3/universal_avatar/view/type/{type}/avatar/{id}" => Response {
        permission "Browse projects, for own pictures of projects and issue types";
        scopes ["read:jira-work"];
        granular ["read:avatar:jira"];
        raw bytes;
        takes { path kind = "type": AvatarKind, path id = "id": AvatarId }
        query {
            /// How large; as the service likes unless set.
            size = "size": AvatarSize,
            /// In which format; as it was uploaded unless set.
            format = "format": AvatarFormat,
        }
    }

    /// The picture that a project, an issue type or a priority has.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-avatars/#api-rest-api-3-universal_avatar-view-type-type-owner-entityid-get)
    image_of: GetAvatarImageByOwner =
        GET "/rest/api/3/universal_avatar/view/type/{type}/owner/{entityId}" => Response {
        permission "Browse projects, for own pictures of projects and issue types";
        scopes ["read:jira-work"];
        granular ["read:avatar:jira"];
        raw bytes;
        takes { path kind = "type": AvatarKind, path owner = "entityId": String }
        query {
            /// How large; as the service likes unless set.
            size = "size": AvatarSize,
            /// In which format; as it was uploaded unless set.
            format = "format": AvatarFormat,
        }
    }
}

id_type! {
    /// The id of an avatar: digits, like `10400`.
    pub struct AvatarId;
}

numeric_ids! {
    /// The id of an avatar, written as a number. Made from whatever an [`AvatarId`] is made from.
    NumericAvatarId(AvatarId);
}

open_enum! {
    /// What an avatar is the picture of.
    pub enum AvatarKind {
        /// A project.
        Project = "project",
        /// An issue type.
        IssueType = "issuetype",
        /// A priority.
        Priority = "priority",
        /// An account; only [`Avatars::system`] knows of it.
        User = "user",
    }

    /// How large a picture is to be.
    pub enum AvatarSize {
        /// 16 pixels wide and high.
        ExtraSmall = "xsmall",
        /// 24 pixels wide and high.
        Small = "small",
        /// 32 pixels wide and high.
        Medium = "medium",
        /// 48 pixels wide and high.
        Large = "large",
        /// Larger still.
        ExtraLarge = "xlarge",
    }

    /// The format of a picture.
    pub enum AvatarFormat {
        /// PNG.
        Png = "png",
        /// SVG.
        Svg = "svg",
    }
}

/// A picture to be uploaded: PNG, JPEG or GIF.
#[derive(Clone, Debug)]
pub struct Picture {
    media_type: &'static str,
    bytes: Bytes,
}

impl Picture {
    /// A PNG.
    pub fn png(bytes: impl Into<Bytes>) -> Self {
        Self {
            media_type: "image/png",
            bytes: bytes.into(),
        }
    }

    /// A JPEG.
    pub fn jpeg(bytes: impl Into<Bytes>) -> Self {
        Self {
            media_type: "image/jpeg",
            bytes: bytes.into(),
        }
    }

    /// A GIF.
    pub fn gif(bytes: impl Into<Bytes>) -> Self {
        Self {
            media_type: "image/gif",
            bytes: bytes.into(),
        }
    }
}

impl From<Picture> for Body {
    fn from(picture: Picture) -> Self {
        Self::Bytes(HeaderValue::from_static(picture.media_type), picture.bytes)
    }
}

/// The pictures that something can have.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct AvatarList {
    /// Those that come with Jira.
    #[serde(default)]
    pub system: Elements<Avatar>,
    /// Its own.
    #[serde(default)]
    pub custom: Elements<Avatar>,
}

/// An avatar.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Avatar {
    /// Its id.
    pub id: AvatarId,
    /// Whose own it is: the id of a project, an issue type or an account. Those that come with Jira are nobody's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Whether it comes with Jira.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_system_avatar: Option<bool>,
    /// Whether it is the one in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_selected: Option<bool>,
    /// Whether it can be deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_deletable: Option<bool>,
    /// The name of its file; of some that come with Jira.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Its addresses. Those of pictures that come with Jira may lack the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urls: Option<AvatarUrls>,
}
