//! The kinds of links between issues.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, NoContent, id_type, operations};

operations! {
    /// The kinds of links between issues, like *Blocks*. They need issue linking to be switched on for the site.
    pub struct IssueLinkTypes;

    /// Every kind of link.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-link-types/#api-rest-api-3-issuelinktype-get)
    list: GetIssueLinkTypes = GET "/rest/api/3/issueLinkType" => IssueLinkTypeList {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue-link-type:jira"];
    }

    /// One kind of link.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-link-types/#api-rest-api-3-issuelinktype-issuelinktypeid-get)
    get: GetIssueLinkType = GET "/rest/api/3/issueLinkType/{issueLinkTypeId}" => IssueLinkType {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue-link-type:jira"];
        takes { path id = "issueLinkTypeId": IssueLinkTypeId }
    }

    /// Makes a kind of link. It needs both phrases besides its name.
    ///
    /// A name that is in use, and a caller who may not do this, both answer 404.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-link-types/#api-rest-api-3-issuelinktype-post)
    create: CreateIssueLinkType = POST "/rest/api/3/issueLinkType" => IssueLinkType {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:issue-link-type:jira"];
        takes { body name = "name": String }
        body {
            /// What the issue that a link goes out from does to the other: `blocks`.
            outward = "outward": String,
            /// What is done to the issue that the link goes to: `is blocked by`.
            inward = "inward": String,
        }
    }

    /// Changes a kind of link; what is not set stays as it is.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-link-types/#api-rest-api-3-issuelinktype-issuelinktypeid-put)
    update: UpdateIssueLinkType = PUT "/rest/api/3/issueLinkType/{issueLinkTypeId}" => IssueLinkType {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue-link-type:jira", "write:issue-link-type:jira"];
        takes { path id = "issueLinkTypeId": IssueLinkTypeId }
        body {
            /// The name.
            name = "name": String,
            /// What the issue that a link goes out from does to the other: `blocks`.
            outward = "outward": String,
            /// What is done to the issue that the link goes to: `is blocked by`.
            inward = "inward": String,
        }
    }

    /// Deletes a kind of link, and with it every link of this kind.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-link-types/#api-rest-api-3-issuelinktype-issuelinktypeid-delete)
    delete: DeleteIssueLinkType = DELETE "/rest/api/3/issueLinkType/{issueLinkTypeId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:issue-link-type:jira"];
        takes { path id = "issueLinkTypeId": IssueLinkTypeId }
    }
}

id_type! {
    /// The id of a kind of link: digits, like `10000`.
    pub struct IssueLinkTypeId;
}

/// Every kind of link of a site.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IssueLinkTypeList {
    /// The kinds.
    #[serde(default)]
    pub issue_link_types: Elements<IssueLinkType>,
}

/// A kind of link between issues.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IssueLinkType {
    /// Its id.
    pub id: IssueLinkTypeId,
    /// Its name, like `Blocks`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What the issue that a link goes out from does to the other: `blocks`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outward: Option<String>,
    /// What is done to the issue that the link goes to: `is blocked by`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inward: Option<String>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}
