//! Ids that more than one resource speaks of, and the lists that stand inside answers.

use atlassian_core::Elements;
use atlassian_core::model::Deserialize;

atlassian_core::id_type! {
    /// The id of a space: digits.
    pub struct SpaceId;

    /// The key of a space, like `DOCS`; that of a personal space begins with `~`.
    pub struct SpaceKey;

    /// The id of any content, whatever it is: page, blog post, comment, attachment. Digits; that of an attachment begins
    /// with `att` in version 2.
    pub struct ContentId;

    /// The id of a page: digits.
    pub struct PageId;

    /// The id of a blog post: digits.
    pub struct BlogPostId;

    /// The id of a comment: digits.
    pub struct CommentId;

    /// The id of an attachment, like `att65601`.
    pub struct AttachmentId;

    /// The id of a label: digits.
    pub struct LabelId;
}

macro_rules! content_by {
    ($($id:ty),+) => { $(
        impl From<$id> for ContentId {
            fn from(id: $id) -> Self {
                Self::new(id.into_inner())
            }
        }

        impl From<&$id> for ContentId {
            fn from(id: &$id) -> Self {
                Self::new(id.as_str())
            }
        }
    )+ };
}
content_by!(PageId, BlogPostId, CommentId, AttachmentId);

/// The beginning of a list that an answer includes because it was asked for: 50 elements at most. The rest has an
/// operation of its own.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Included<T> {
    /// What was sent of it.
    #[serde(default)]
    pub results: Elements<T>,
    /// Whether there is more.
    pub meta: Option<IncludedMeta>,
}

/// What an answer says about a list that it includes.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IncludedMeta {
    /// Whether there is more than what was sent.
    pub has_more: Option<bool>,
    /// Where the rest begins.
    pub cursor: Option<String>,
}
