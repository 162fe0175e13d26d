//! Templates that pages are made from.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NextIn, NoContent, Page, Paging, id_type, open_enum, operations};

use crate::labels::{Label, NewLabel};
use crate::{List, SpaceKey};

/// How version 1 lists templates.
const BY_LINK: Paging = Paging::cursor("results", NextIn::UnderscoreLinks)
    .parameters("start", "limit")
    .page_size(25);

operations! {
    /// Templates.
    pub struct Templates;

    /// The templates that people have made: of the whole site, or of one space.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-template/#api-wiki-rest-api-template-page-get)
    list: GetContentTemplates = GET "/wiki/rest/api/template/page" => Page<Template> {
        permission "View the space";
        scopes ["read:confluence-content.summary"];
        granular ["read:template:confluence", "read:content-details:confluence"];
        query {
            /// Those of this space.
            space_key = "spaceKey": SpaceKey,
        }
        query_joined {
            /// What else to send of each.
            expand = "expand": TemplateExpand,
        }
        pages Template = BY_LINK.unique_by("templateId");
    }

    /// The templates that apps bring: of the whole site, or of one space.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-template/#api-wiki-rest-api-template-blueprint-get)
    blueprints: GetBlueprintTemplates = GET "/wiki/rest/api/template/blueprint" => Page<Template> {
        permission "View the space";
        scopes ["read:confluence-content.summary"];
        granular ["read:template:confluence", "read:content-details:confluence"];
        query {
            /// Those of this space.
            space_key = "spaceKey": SpaceKey,
        }
        query_joined {
            /// What else to send of each.
            expand = "expand": TemplateExpand,
        }
        pages Template = BY_LINK.unique_by("templateId");
    }

    /// One template.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-template/#api-wiki-rest-api-template-contenttemplateid-get)
    get: GetContentTemplate = GET "/wiki/rest/api/template/{contentTemplateId}" => Template {
        permission "View the space";
        scopes ["read:confluence-content.summary"];
        granular ["read:template:confluence", "read:content-details:confluence"];
        takes { path id = "contentTemplateId": TemplateId }
        query_joined {
            /// What else to send.
            expand = "expand": TemplateExpand,
        }
    }

    /// Makes a template: for the whole site, or for one space.
    ///
    /// Without a space it takes a Confluence administrator.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-template/#api-wiki-rest-api-template-post)
    create: CreateContentTemplate = POST "/wiki/rest/api/template" => Template {
        permission "Administer the space";
        scopes ["write:confluence-content"];
        granular ["read:template:confluence", "read:content-details:confluence", "write:template:confluence"];
        takes {
            body name = "name": String,
            body template_type = "templateType": TemplateType,
            body body = "body": StorageBody
        }
        body {
            /// What it is for: 255 characters at most.
            description = "description": String,
            /// The space that it is for.
            space = "space": SpaceReference,
            /// Labels that what is made from it gets.
            labels = "labels": List<NewLabel>,
        }
    }

    /// Replaces a template. What an app brings cannot be changed so.
    ///
    /// All of it is given again, changed or not. The template of a space is refused without its
    /// [`space`](UpdateContentTemplate::space).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-template/#api-wiki-rest-api-template-put)
    update: UpdateContentTemplate = PUT "/wiki/rest/api/template" => Template {
        permission "Administer the space";
        scopes ["write:confluence-content"];
        granular ["read:template:confluence", "read:content-details:confluence", "write:template:confluence"];
        takes {
            body id = "templateId": TemplateId,
            body name = "name": String,
            body template_type = "templateType": TemplateType,
            body body = "body": StorageBody
        }
        body {
            /// What it is for: 100 characters at most.
            description = "description": String,
            /// The space that it is for: the one that it has.
            space = "space": SpaceReference,
            /// Labels that what is made from it gets.
            labels = "labels": List<NewLabel>,
        }
    }

    /// Deletes a template. One that an app brings and somebody changed becomes again what it was.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-template/#api-wiki-rest-api-template-contenttemplateid-delete)
    delete: RemoveTemplate = DELETE "/wiki/rest/api/template/{contentTemplateId}" => NoContent {
        permission "Administer the space";
        scopes ["write:confluence-content"];
        granular ["write:template:confluence"];
        repeat never;
        takes { path id = "contentTemplateId": TemplateId }
    }
}

id_type! {
    /// The id of a template: digits, or a name for one that an app brings.
    pub struct TemplateId;
}

open_enum! {
    /// What is made from a template.
    pub enum TemplateType {
        /// A page.
        Page = "page",
    }

    /// What else to send of a template.
    pub enum TemplateExpand {
        /// Its text, in each form that is named besides.
        Body = "body",
        /// Its text, in storage format.
        BodyStorage = "body.storage",
    }
}

/// A template.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Template {
    /// Its id.
    pub template_id: TemplateId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The space that it is for; none where it is for the whole site.
    pub space: Option<TemplateSpace>,
    /// What is made from it.
    pub template_type: Option<TemplateType>,
    /// The app that brings it.
    pub referencing_blueprint: Option<String>,
    /// `v2` for the present editor.
    pub editor_version: Option<String>,
    /// Its labels.
    #[serde(default)]
    pub labels: Vec<Label>,
    /// Its text, where that was asked for.
    pub body: Option<TemplateBody>,
}

/// The space that a template is for.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct TemplateSpace {
    /// Its key.
    pub key: SpaceKey,
    /// Its name.
    pub name: Option<String>,
}

/// The text of a template.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct TemplateBody {
    /// In storage format.
    pub storage: Option<TemplateText>,
}

/// A text in one format.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct TemplateText {
    /// The text.
    pub value: String,
    /// The format.
    pub representation: Option<String>,
}

/// A text in storage format that a template is given; made from that text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StorageBody {
    storage: StorageText,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct StorageText {
    value: String,
    representation: &'static str,
}

impl<T: Into<String>> From<T> for StorageBody {
    fn from(text: T) -> Self {
        Self {
            storage: StorageText {
                value: text.into(),
                representation: "storage",
            },
        }
    }
}

/// A space, by its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpaceReference {
    key: SpaceKey,
}

impl<T: Into<SpaceKey>> From<T> for SpaceReference {
    fn from(key: T) -> Self {
        Self { key: key.into() }
    }
}
