//! Labels of content.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, NextIn, NoContent, Page, Paging, open_enum, operations};

use crate::{AttachmentId, BlogPostId, ContentId, LabelId, List, PageId};

operations! {
    /// Labels of pages, blog posts and attachments.
    pub struct Labels;

    /// Every label of the site that the caller may see.
    ///
    /// Pages of 250.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-label/#api-labels-get)
    list: GetLabels = GET "/wiki/api/v2/labels" => Page<Label> {
        permission "Can use";
        scopes [];
        granular ["read:label:confluence"];
        query {
            /// In this order.
            sort = "sort": LabelSort,
        }
        query_filter {
            /// Only these.
            ids = "label-id": LabelId,
            /// Only those of these kinds.
            prefixes = "prefix": LabelPrefix,
        }
        pages Label = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// The labels of a page.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-label/#api-pages-id-labels-get)
    of_page: GetPageLabels = GET "/wiki/api/v2/pages/{id}/labels" => Page<Label> {
        permission "View the page and its space";
        scopes [];
        granular ["read:page:confluence"];
        takes { path page = "id": PageId }
        query {
            /// Only those of this kind.
            prefix = "prefix": LabelPrefix,
            /// In this order.
            sort = "sort": LabelSort,
        }
        pages Label = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// The labels of a blog post.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-label/#api-blogposts-id-labels-get)
    of_blog_post: GetBlogPostLabels = GET "/wiki/api/v2/blogposts/{id}/labels" => Page<Label> {
        permission "View the blog post and its space";
        scopes [];
        granular ["read:page:confluence"];
        takes { path post = "id": BlogPostId }
        query {
            /// Only those of this kind.
            prefix = "prefix": LabelPrefix,
            /// In this order.
            sort = "sort": LabelSort,
        }
        pages Label = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// The labels of an attachment.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-label/#api-attachments-id-labels-get)
    of_attachment: GetAttachmentLabels = GET "/wiki/api/v2/attachments/{id}/labels" => Page<Label> {
        permission "View the attachment and what it is on";
        scopes [];
        granular ["read:attachment:confluence"];
        takes { path attachment = "id": AttachmentId }
        query {
            /// Only those of this kind.
            prefix = "prefix": LabelPrefix,
            /// In this order.
            sort = "sort": LabelSort,
        }
        pages Label = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// Labels a page, a blog post or an attachment. Labels that are there already stay.
    ///
    /// The answer has all labels of the content, up to a limit of the service. A name has neither spaces nor most
    /// punctuation (400), and its letters become small.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-labels/#api-wiki-rest-api-content-id-label-post)
    add: AddLabelsToContent = POST "/wiki/rest/api/content/{id}/label" => LabelList {
        permission "Update the content";
        scopes ["write:confluence-content"];
        granular ["read:label:confluence", "write:label:confluence"];
        takes { path content = "id": ContentId, whole_body labels = "labels": List<NewLabel> }
    }

    /// Takes a label off a page, a blog post or an attachment, by its name. Archived content keeps its labels.
    ///
    /// A label that is not there is no error.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-labels/#api-wiki-rest-api-content-id-label-delete)
    remove: RemoveLabelFromContentUsingQueryParameter = DELETE "/wiki/rest/api/content/{id}/label" => NoContent {
        permission "Update the content";
        scopes ["write:confluence-content"];
        granular ["write:label:confluence"];
        takes { path content = "id": ContentId, query name = "name": String }
    }
}

open_enum! {
    /// Whose a label is.
    pub enum LabelPrefix {
        /// Everybody's; the usual kind.
        Global = "global",
        /// One's own: a favourite is one of the name `favourite`.
        My = "my",
        /// A team's; labels of spaces are of this kind.
        Team = "team",
        /// Confluence's own.
        System = "system",
    }

    /// How labels are sorted.
    pub enum LabelSort {
        /// The oldest first.
        CreatedDate = "created-date",
        /// The newest first.
        CreatedDateDescending = "-created-date",
        /// By id.
        Id = "id",
        /// By id, backwards.
        IdDescending = "-id",
        /// By name.
        Name = "name",
        /// By name, backwards.
        NameDescending = "-name",
    }
}

/// A label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Label {
    /// Its id.
    pub id: LabelId,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub prefix: LabelPrefix,
}

/// A label that is put on something; made from its name where it is everybody's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewLabel {
    prefix: LabelPrefix,
    name: String,
}

impl NewLabel {
    /// A label of another kind.
    #[must_use]
    pub fn with_prefix(prefix: LabelPrefix, name: impl Into<String>) -> Self {
        Self {
            prefix,
            name: name.into(),
        }
    }
}

impl From<&str> for NewLabel {
    fn from(name: &str) -> Self {
        Self::with_prefix(LabelPrefix::Global, name)
    }
}

/// The labels that something has.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct LabelList {
    /// The labels.
    #[serde(default)]
    pub results: Elements<Label>,
}
