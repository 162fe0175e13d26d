//! Who is told of changes.
//!
//! Each question and each change concerns the caller, or for a Confluence administrator another account.

use atlassian_core::{AccountId, NextIn, NoContent, Page, Paging, operations};
use serde::Deserialize;

use crate::users::User;
use crate::{ContentId, PageId, SpaceKey};

/// How version 1 lists watches.
const BY_LINK: Paging = Paging::cursor("results", NextIn::UnderscoreLinks)
    .parameters("start", "limit")
    .page_size(200);

operations! {
    /// Watches.
    pub struct Watches;

    /// Who watches a page.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-watches/#api-wiki-rest-api-content-id-notification-child-created-get)
    of_page: GetWatchesForPage = GET "/wiki/rest/api/content/{id}/notification/child-created" => Page<Watch> {
        permission "Can use";
        scopes ["read:confluence-content.summary"];
        granular ["read:watcher:confluence", "read:user:confluence"];
        takes { path id = "id": PageId }
        pages Watch = BY_LINK;
    }

    /// Who watches the space that some content is in.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-watches/#api-wiki-rest-api-content-id-notification-created-get)
    of_space_with: GetWatchesForSpace = GET "/wiki/rest/api/content/{id}/notification/created" => Page<SpaceWatch> {
        permission "Can use";
        scopes ["read:confluence-content.summary"];
        granular ["read:watcher:confluence", "read:user:confluence"];
        takes { path id = "id": ContentId }
        pages SpaceWatch = BY_LINK;
    }

    /// Who watches a space.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-watches/#api-wiki-rest-api-space-spacekey-watch-get)
    of_space: GetWatchersForSpace = GET "/wiki/rest/api/space/{spaceKey}/watch" => Page<SpaceWatch> {
        permission "View the space";
        scopes [];
        granular ["read:watcher:confluence", "read:user:confluence"];
        takes { path space_key = "spaceKey": SpaceKey }
        pages SpaceWatch = BY_LINK;
    }

    /// Whether content is watched.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-watches/#api-wiki-rest-api-user-watch-content-contentid-get)
    is_watching_content: GetContentWatchStatus = GET "/wiki/rest/api/user/watch/content/{contentId}" => UserWatch {
        permission "Can use";
        scopes ["read:confluence-content.summary"];
        granular ["read:watcher:confluence"];
        takes { path content_id = "contentId": ContentId }
        query {
            /// Another account, for administrators.
            account_id = "accountId": AccountId,
        }
    }

    /// Watches content.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-watches/#api-wiki-rest-api-user-watch-content-contentid-post)
    watch_content: AddContentWatcher = POST "/wiki/rest/api/user/watch/content/{contentId}" => NoContent {
        permission "Can use";
        scopes ["write:confluence-content"];
        granular ["write:watcher:confluence"];
        takes { path content_id = "contentId": ContentId }
        query {
            /// Another account, for administrators.
            account_id = "accountId": AccountId,
        }
    }

    /// Stops watching content.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-watches/#api-wiki-rest-api-user-watch-content-contentid-delete)
    unwatch_content: RemoveContentWatcher = DELETE "/wiki/rest/api/user/watch/content/{contentId}" => NoContent {
        permission "Can use";
        scopes ["write:confluence-content"];
        granular ["write:watcher:confluence"];
        takes { path content_id = "contentId": ContentId }
        query {
            /// Another account, for administrators.
            account_id = "accountId": AccountId,
        }
    }

    /// Whether a space is watched.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-watches/#api-wiki-rest-api-user-watch-space-spacekey-get)
    is_watching_space: IsWatchingSpace = GET "/wiki/rest/api/user/watch/space/{spaceKey}" => UserWatch {
        permission "Can use";
        scopes ["read:confluence-content.summary"];
        granular ["read:watcher:confluence"];
        takes { path space_key = "spaceKey": SpaceKey }
        query {
            /// Another account, for administrators.
            account_id = "accountId": AccountId,
        }
    }

    /// Watches a space.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-watches/#api-wiki-rest-api-user-watch-space-spacekey-post)
    watch_space: AddSpaceWatcher = POST "/wiki/rest/api/user/watch/space/{spaceKey}" => NoContent {
        permission "Can use";
        scopes ["write:confluence-content"];
        granular ["write:watcher:confluence"];
        takes { path space_key = "spaceKey": SpaceKey }
        query {
            /// Another account, for administrators.
            account_id = "accountId": AccountId,
        }
    }

    /// Stops watching a space.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-watches/#api-wiki-rest-api-user-watch-space-spacekey-delete)
    unwatch_space: RemoveSpaceWatch = DELETE "/wiki/rest/api/user/watch/space/{spaceKey}" => NoContent {
        permission "Can use";
        scopes ["write:confluence-content"];
        granular ["write:watcher:confluence"];
        takes { path space_key = "spaceKey": SpaceKey }
        query {
            /// Another account, for administrators.
            account_id = "accountId": AccountId,
        }
    }

    /// Whether a label is watched.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-watches/#api-wiki-rest-api-user-watch-label-labelname-get)
    is_watching_label: IsWatchingLabel = GET "/wiki/rest/api/user/watch/label/{labelName}" => UserWatch {
        permission "Can use";
        scopes ["read:confluence-content.summary"];
        granular ["read:watcher:confluence"];
        takes { path label_name = "labelName": String }
        query {
            /// Another account, for administrators.
            account_id = "accountId": AccountId,
        }
    }

    /// Watches a label.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-watches/#api-wiki-rest-api-user-watch-label-labelname-post)
    watch_label: AddLabelWatcher = POST "/wiki/rest/api/user/watch/label/{labelName}" => NoContent {
        permission "Can use";
        scopes ["write:confluence-content"];
        granular ["write:watcher:confluence"];
        takes { path label_name = "labelName": String }
        query {
            /// Another account, for administrators.
            account_id = "accountId": AccountId,
        }
    }

    /// Stops watching a label.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-watches/#api-wiki-rest-api-user-watch-label-labelname-delete)
    unwatch_label: RemoveLabelWatcher = DELETE "/wiki/rest/api/user/watch/label/{labelName}" => NoContent {
        permission "Can use";
        scopes ["write:confluence-content"];
        granular ["write:watcher:confluence"];
        takes { path label_name = "labelName": String }
        query {
            /// Another account, for administrators.
            account_id = "accountId": AccountId,
        }
    }
}

/// Somebody who watches content.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Watch {
    /// Who.
    pub watcher: User,
    /// What.
    pub content_id: ContentId,
}

/// Somebody who watches a space.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SpaceWatch {
    /// Who.
    pub watcher: User,
    /// What.
    pub space_key: Option<SpaceKey>,
    /// The label, if a label is watched.
    pub label_name: Option<String>,
}

/// Whether something is watched.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct UserWatch {
    /// Whether it is.
    pub watching: bool,
}
