//! Links from an issue to things elsewhere: pages, tickets and pull requests of other systems.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, NoContent, id_type, operations};

use crate::ids::IssueIdOrKey;

operations! {
    /// Links from an issue to things elsewhere. They need issue linking to be switched on for the site (403).
    ///
    /// ```no_run
    /// # async fn example(jira: jira_client::Jira) -> jira_client::Result<()> {
    /// use jira_client::cloud::remote_links::NewRemoteLink;
    ///
    /// let ticket = NewRemoteLink::new("https://tickets.example.com/7", "Ticket 7")
    ///     .global_id("system=https://tickets.example.com&id=7")
    ///     .relationship("causes")
    ///     .resolved(true);
    /// // A second time it changes the same link.
    /// jira.remote_links().create_or_update("ACME-1", ticket).send().await?;
    /// # Ok(()) }
    /// ```
    pub struct RemoteLinks;

    /// All links of an issue to things elsewhere.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-remote-links/#api-rest-api-3-issue-issueidorkey-remotelink-get)
    list: GetRemoteIssueLinks = GET "/rest/api/3/issue/{issueIdOrKey}/remotelink" => Elements<RemoteIssueLink> {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue.remote-link:jira", "read:status:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey }
    }

    /// The link with this global id; 404 where the issue has none.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-remote-links/#api-rest-api-3-issue-issueidorkey-remotelink-get)
    get_by_global_id: GetRemoteIssueLinkByGlobalId =
        GET "/rest/api/3/issue/{issueIdOrKey}/remotelink" => RemoteIssueLink
    {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue.remote-link:jira", "read:status:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, query global_id = "globalId": GlobalId }
    }

    /// One link, by its id; 400 for one of another issue.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-remote-links/#api-rest-api-3-issue-issueidorkey-remotelink-linkid-get)
    get: GetRemoteIssueLinkById = GET "/rest/api/3/issue/{issueIdOrKey}/remotelink/{linkId}" => RemoteIssueLink {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue.remote-link:jira", "read:status:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, path id = "linkId": RemoteLinkId }
    }

    /// Makes a link; or, where the issue has one with the same global id, replaces what that one holds.
    ///
    /// What is not given is emptied by that. Without a global id there is a new link each time. An issue that has reached
    /// its limit of links answers 413.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-remote-links/#api-rest-api-3-issue-issueidorkey-remotelink-post)
    create_or_update: CreateOrUpdateRemoteIssueLink =
        POST "/rest/api/3/issue/{issueIdOrKey}/remotelink" => RemoteLinkCreated
    {
        permission "Browse projects and Link Issues";
        scopes ["write:jira-work"];
        granular ["write:issue:jira", "write:issue.remote-link:jira", "read:issue.remote-link:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, whole_body link = "link": NewRemoteLink }
    }

    /// Replaces what a link holds, by its id. What is not given is emptied.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-remote-links/#api-rest-api-3-issue-issueidorkey-remotelink-linkid-put)
    update: UpdateRemoteIssueLink = PUT "/rest/api/3/issue/{issueIdOrKey}/remotelink/{linkId}" => NoContent {
        permission "Browse projects and Link Issues";
        scopes ["write:jira-work"];
        granular ["write:issue:jira", "write:issue.remote-link:jira"];
        takes {
            path issue = "issueIdOrKey": IssueIdOrKey, path id = "linkId": RemoteLinkId,
            whole_body link = "link": NewRemoteLink
        }
    }

    /// Deletes the link with this global id.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-remote-links/#api-rest-api-3-issue-issueidorkey-remotelink-delete)
    delete_by_global_id: DeleteRemoteIssueLinkByGlobalId =
        DELETE "/rest/api/3/issue/{issueIdOrKey}/remotelink" => NoContent
    {
        permission "Browse projects and Link Issues";
        scopes ["write:jira-work"];
        granular ["delete:issue.remote-link:jira", "write:issue:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, query global_id = "globalId": GlobalId }
    }

    /// Deletes a link, by its id.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-remote-links/#api-rest-api-3-issue-issueidorkey-remotelink-linkid-delete)
    delete: DeleteRemoteIssueLinkById = DELETE "/rest/api/3/issue/{issueIdOrKey}/remotelink/{linkId}" => NoContent {
        permission "Browse projects, Edit Issues and Link Issues";
        scopes ["write:jira-work"];
        granular ["delete:issue.remote-link:jira", "write:issue:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, path id = "linkId": RemoteLinkId }
    }
}

id_type! {
    /// The id of a link to something elsewhere: digits, like `10000`.
    pub struct RemoteLinkId;

    /// What names the thing elsewhere, chosen by who makes the link: up to 255 characters, best the system and the id
    /// within it, `system=https://tickets.example.com&id=7`.
    pub struct GlobalId;
}

/// A link from an issue to something elsewhere.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RemoteIssueLink {
    /// Its id.
    pub id: RemoteLinkId,
    /// What names the thing elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub global_id: Option<GlobalId>,
    /// The system that the thing is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<RemoteApplication>,
    /// What the issue is to the thing: `causes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relationship: Option<String>,
    /// The thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<RemoteObject>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// A system that things are in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RemoteApplication {
    /// What it is called: links are grouped by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its kind, like `com.atlassian.confluence`, for those who want to show its links in a way of their own.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// A thing elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RemoteObject {
    /// Its address.
    pub url: String,
    /// Its name.
    pub title: String,
    /// What is said of it besides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Its icon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<RemoteIcon>,
    /// How it is doing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<RemoteStatus>,
}

/// How a thing elsewhere is doing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RemoteStatus {
    /// Whether it is done; then its title is crossed out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved: Option<bool>,
    /// An icon for that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<RemoteIcon>,
}

/// An icon of 16 pixels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RemoteIcon {
    /// The address of the picture.
    #[serde(rename = "url16x16", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What it shows; of the icon of an application, the application's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where a click on it leads; of a status only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl RemoteIcon {
    /// The picture at this address, showing this.
    #[must_use]
    pub fn new(url: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            url: Some(url.into()),
            title: Some(title.into()),
            link: None,
        }
    }
}

/// A link to be made, or what is to take the place of one.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use]
pub struct NewRemoteLink {
    #[serde(skip_serializing_if = "Option::is_none")]
    global_id: Option<GlobalId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    application: Option<RemoteApplication>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relationship: Option<String>,
    object: RemoteObject,
}

impl NewRemoteLink {
    /// To the thing at this address, under this name: up to 255 characters.
    pub fn new(url: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            global_id: None,
            application: None,
            relationship: None,
            object: RemoteObject {
                url: url.into(),
                title: title.into(),
                summary: None,
                icon: None,
                status: None,
            },
        }
    }

    /// What names the thing, so that the same link can be found and changed later.
    pub fn global_id(mut self, id: impl Into<GlobalId>) -> Self {
        self.global_id = Some(id.into());
        self
    }

    /// The system that the thing is in: its name, and its kind.
    pub fn application(mut self, name: impl Into<String>, kind: Option<&str>) -> Self {
        self.application = Some(RemoteApplication {
            name: Some(name.into()),
            kind: kind.map(str::to_owned),
        });
        self
    }

    /// What the issue is to the thing: `causes`. Links are grouped by it.
    pub fn relationship(mut self, phrase: impl Into<String>) -> Self {
        self.relationship = Some(phrase.into());
        self
    }

    /// What is said of the thing besides its name.
    pub fn summary(mut self, text: impl Into<String>) -> Self {
        self.object.summary = Some(text.into());
        self
    }

    /// The icon of the thing.
    pub fn icon(mut self, icon: RemoteIcon) -> Self {
        self.object.icon = Some(icon);
        self
    }

    /// Whether the thing is done.
    pub fn resolved(mut self, resolved: bool) -> Self {
        self.object.status.get_or_insert_default().resolved = Some(resolved);
        self
    }

    /// An icon for how the thing is doing.
    pub fn status_icon(mut self, icon: RemoteIcon) -> Self {
        self.object.status.get_or_insert_default().icon = Some(icon);
        self
    }
}

impl From<RemoteIssueLink> for NewRemoteLink {
    /// What a link holds, to be changed in part and sent back. A link that came without its thing gets an empty one,
    /// which the service refuses.
    fn from(link: RemoteIssueLink) -> Self {
        let new = Self::new("", "");
        Self {
            global_id: link.global_id,
            application: link.application,
            relationship: link.relationship,
            object: link.object.unwrap_or(new.object),
        }
    }
}

/// A link that was made or changed.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct RemoteLinkCreated {
    /// Its id.
    pub id: RemoteLinkId,
    /// Its address in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
}
