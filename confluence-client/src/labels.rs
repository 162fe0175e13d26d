//! Labels of content.

use atlassian_core::{Elements, NextIn, NoContent, Page, Paging, open_enum, operations};
use serde::{Deserialize, Serialize};

use crate::{AttachmentId, BlogPostId, ContentId, LabelId, PageId};

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
        takes { path content = "id": ContentId, whole_body labels = "labels": NewLabels }
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
        /// One's own: a favourite, say.
        My = "my",
        /// A category of spaces.
        Team = "team",
        /// Confluence's own.
        System = "system",
    }

    /// The order of labels.
    pub enum LabelSort {
        /// By id.
        Id = "id",
        /// By id, backwards.
        IdDescending = "-id",
        /// By name.
        Name = "name",
        /// By name, backwards.
        NameDescending = "-name",
        /// The oldest first.
        Created = "created-date",
        /// The newest first.
        CreatedDescending = "-created-date",
    }
}

/// A label.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Label {
    /// Its id.
    pub id: LabelId,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub prefix: Option<LabelPrefix>,
}

/// The labels of content, as version 1 of the API shows them.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct LabelList {
    /// The labels.
    #[serde(default)]
    pub results: Elements<Label>,
}

/// Labels to add: any list of names, or of [`NewLabel`]s.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct NewLabels(Vec<NewLabel>);

impl<I: IntoIterator<Item = T>, T: Into<NewLabel>> From<I> for NewLabels {
    fn from(labels: I) -> Self {
        Self(labels.into_iter().map(Into::into).collect())
    }
}

/// A label to add: a name, for everybody unless said otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[must_use = "labels are added by `add`"]
pub struct NewLabel {
    prefix: LabelPrefix,
    name: String,
}

impl NewLabel {
    /// Of this kind and name.
    pub fn new(prefix: LabelPrefix, name: impl Into<String>) -> Self {
        Self {
            prefix,
            name: name.into(),
        }
    }
}

impl From<&str> for NewLabel {
    fn from(name: &str) -> Self {
        Self::new(LabelPrefix::Global, name)
    }
}

impl From<String> for NewLabel {
    fn from(name: String) -> Self {
        Self::new(LabelPrefix::Global, name)
    }
}
