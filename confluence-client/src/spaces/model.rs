//! What a space is.

use atlassian_core::{AccountId, Timestamp, open_enum};
use serde::{Deserialize, Serialize};

use crate::space_labels::Label;
use crate::space_permissions::SpacePermissionAssignment;
use crate::space_properties::SpaceProperty;
use crate::users::OperationCheckResult;
use crate::{Included, PageId, SpaceId, SpaceKey};

open_enum! {
    /// What a space is for.
    pub enum SpaceType {
        /// Anything; the usual kind.
        Global = "global",
        /// Working together.
        Collaboration = "collaboration",
        /// Articles that answer questions.
        KnowledgeBase = "knowledge_base",
        /// One person's own.
        Personal = "personal",
        /// Confluence's own.
        System = "system",
        /// Learning Confluence.
        Onboarding = "onboarding",
        /// A sample that Confluence made.
        Sample = "xflow_sample_space",
    }

    /// Whether a space is in use.
    pub enum SpaceStatus {
        /// It is.
        Current = "current",
        /// It was put away: it can be read, and is left out of searches unless they ask for it.
        Archived = "archived",
    }

    /// How spaces are sorted.
    pub enum SpaceSort {
        /// The oldest first.
        Id = "id",
        /// The newest first.
        IdDescending = "-id",
        /// By key.
        Key = "key",
        /// By key, backwards.
        KeyDescending = "-key",
        /// By name.
        Name = "name",
        /// By name, backwards.
        NameDescending = "-name",
    }

    /// The form of a description.
    pub enum DescriptionFormat {
        /// Text.
        Plain = "plain",
        /// HTML.
        View = "view",
    }
}

/// A space.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Space {
    /// Its id. It never changes.
    pub id: SpaceId,
    /// Its key. It stands in older addresses, and version 1 of the API names spaces by it.
    pub key: SpaceKey,
    /// Its name.
    pub name: String,
    /// What it is for.
    #[serde(rename = "type")]
    pub kind: Option<SpaceType>,
    /// Whether it is in use.
    pub status: Option<SpaceStatus>,
    /// Who made it.
    pub author_id: Option<AccountId>,
    /// The word for it in the addresses of its pages.
    pub current_active_alias: Option<String>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// Its first page.
    pub homepage_id: Option<PageId>,
    /// What it says about itself, where that was asked for.
    pub description: Option<SpaceDescription>,
    /// Its picture, where that was asked for.
    pub icon: Option<SpaceIcon>,
    /// Its labels, where [`Spaces::get`](super::Spaces::get) was asked for them.
    pub labels: Option<Included<Label>>,
    /// What apps keep on it, where that was asked for.
    pub properties: Option<Included<SpaceProperty>>,
    /// What the caller may do with it, where that was asked for.
    pub operations: Option<Included<OperationCheckResult>>,
    /// Who may do what in it, where that was asked for.
    pub permissions: Option<Included<SpacePermissionAssignment>>,
}

/// What a space says about itself: in the form that was asked for.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct SpaceDescription {
    /// As text.
    pub plain: Option<DescriptionText>,
    /// As HTML.
    pub view: Option<DescriptionText>,
}

/// A description in one form.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct DescriptionText {
    /// The form.
    pub representation: Option<String>,
    /// The text.
    pub value: Option<String>,
}

/// The picture of a space.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SpaceIcon {
    /// Where it is, for browsers.
    pub path: Option<String>,
    /// Where it is, for programs.
    pub api_download_link: Option<String>,
}

/// A space, as version 1 of the API names it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SpaceOverview {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<SpaceId>,
    /// Its key.
    pub key: SpaceKey,
    /// The word for it in the addresses of its pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alias: Option<String>,
    /// Its name.
    pub name: String,
    /// What it is for.
    #[serde(rename = "type")]
    pub kind: SpaceType,
    /// Whether it is in use.
    pub status: SpaceStatus,
}

/// What the caller may do.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct PermittedOperations {
    /// Each with what it can be done to.
    #[serde(default)]
    pub operations: Vec<OperationCheckResult>,
}
