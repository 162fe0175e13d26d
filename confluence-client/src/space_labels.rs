//! Labels of spaces, and what carries a label.
//!
//! Reading the labels of a space is version 2 of the API; changing them only version 1 can do, which names a space by its
//! key.

use atlassian_core::model::Deserialize;
use atlassian_core::{NextIn, NoContent, Page, Paging, operations};

use crate::labels::{Label, LabelList, LabelPrefix, LabelSort, NewLabel};
use crate::search::ContentType;
use crate::{ContentId, SpaceId, SpaceKey};

operations! {
    /// Labels of spaces.
    pub struct SpaceLabels;

    /// The labels of a space itself.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-label/#api-spaces-id-labels-get)
    list: GetSpaceLabels = GET "/wiki/api/v2/spaces/{id}/labels" => Page<Label> {
        permission "View the space";
        scopes [];
        granular ["read:space:confluence"];
        takes { path id = "id": SpaceId }
        query {
            /// Only labels of this kind.
            prefix = "prefix": LabelPrefix,
            /// In this order.
            sort = "sort": LabelSort,
        }
        pages Label = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// The labels of the content of a space.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-label/#api-spaces-id-content-labels-get)
    of_content: GetSpaceContentLabels = GET "/wiki/api/v2/spaces/{id}/content/labels" => Page<Label> {
        permission "View the space";
        scopes [];
        granular ["read:space:confluence"];
        takes { path id = "id": SpaceId }
        query {
            /// Only labels of this kind.
            prefix = "prefix": LabelPrefix,
            /// In this order.
            sort = "sort": LabelSort,
        }
        pages Label = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// Puts labels on a space. The answer has all labels that the space has then.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-experimental/#api-wiki-rest-api-space-spacekey-label-post)
    add: AddLabelsToSpace = POST "/wiki/rest/api/space/{spaceKey}/label" => LabelList {
        permission "Administer the space";
        scopes ["write:confluence-space"];
        granular ["read:label:confluence", "write:label:confluence"];
        takes { path space_key = "spaceKey": SpaceKey, whole_body labels = "labels": Vec<NewLabel> }
    }

    /// Takes a label off a space.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-experimental/#api-wiki-rest-api-space-spacekey-label-delete)
    remove: DeleteLabelFromSpace = DELETE "/wiki/rest/api/space/{spaceKey}/label" => NoContent {
        permission "Administer the space";
        scopes ["write:confluence-space"];
        granular ["write:label:confluence"];
        takes { path space_key = "spaceKey": SpaceKey, query name = "name": String }
        query {
            /// The kind of the label.
            prefix = "prefix": LabelPrefix,
        }
    }

    /// What carries a label, in all spaces: pages, blog posts, attachments and templates that the caller sees.
    ///
    /// No answer has a link to the next page, and the page stands inside of it; so pages are asked for by position until
    /// one is empty. A first page read as [`LabelDetails`] (`into_call().send_as()`) has the label itself.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-label-info/#api-wiki-rest-api-label-get)
    contents: GetAllLabelContent = GET "/wiki/rest/api/label" => Page<LabeledContent> {
        permission "Can use";
        scopes ["read:confluence-content.summary"];
        granular ["read:label:confluence", "read:content:confluence"];
        takes { query name = "name": String }
        query {
            /// Only content of this kind.
            kind = "type": ContentType,
        }
        pages LabeledContent = Paging::offset("results")
            .within("associatedContents")
            .absent_when_empty()
            .parameters("start", "limit")
            .unique_by("contentId")
            .page_size(200);
    }
}

/// A label and the beginning of what carries it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LabelDetails {
    /// The label.
    pub label: Label,
}

/// Something that carries a label.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LabeledContent {
    /// Its id.
    pub content_id: ContentId,
    /// What it is; a template is `page_template`.
    pub content_type: ContentType,
    /// Its title.
    pub title: Option<String>,
}
