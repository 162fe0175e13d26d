//! Comments on an issue.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, NoContent, Page, Paging, Patch, Timestamp, open_enum, operations};
use atlassian_document::Document;

use super::groups::GroupId;
use super::properties::EntityProperty;
use super::users::User;
use crate::ids::{CommentId, IssueIdOrKey, NumericIds};

operations! {
    /// Comments on an issue.
    ///
    /// ```no_run
    /// # async fn example(jira: jira_client::Jira, text: jira_client::document::Document) -> jira_client::Result<()> {
    /// use jira_client::cloud::comments::{CommentOrder, Visibility};
    ///
    /// let comments = jira.comments();
    /// comments.create("ACME-1", text).visibility(Visibility::role("Developers")).send().await?;
    ///
    /// let mut newest = comments.list("ACME-1").order_by(CommentOrder::NewestFirst).items();
    /// while let Some(comment) = newest.next().await {
    ///     println!("{:?}", comment?.created);
    /// }
    /// # Ok(()) }
    /// ```
    pub struct Comments;

    /// The comments on an issue, the oldest first unless ordered otherwise.
    ///
    /// All of them, while an issue itself carries 20 at most in a search. Comments that the caller may not see are left
    /// out and not counted, so that two accounts can count differently.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-issue-issueidorkey-comment-get)
    list: GetComments = GET "/rest/api/3/issue/{issueIdOrKey}/comment" => Page<Comment> {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:comment:jira", "read:comment.property:jira", "read:group:jira", "read:project:jira",
            "read:project-role:jira", "read:user:jira", "read:avatar:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey }
        query {
            /// The order, by the time at which the comments were made.
            order_by = "orderBy": CommentOrder,
        }
        query_joined {
            /// What else to send of each comment.
            expand = "expand": CommentExpand,
        }
        pages Comment = Paging::offset("comments").unique_by("id").page_size(100);
    }

    /// One comment.
    ///
    /// One that the caller may not see answers like one that does not exist (404).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-issue-issueidorkey-comment-id-get)
    get: GetComment = GET "/rest/api/3/issue/{issueIdOrKey}/comment/{id}" => Comment {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:comment:jira", "read:comment.property:jira", "read:group:jira", "read:project:jira",
            "read:project-role:jira", "read:user:jira", "read:avatar:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, path id = "id": CommentId }
        query_joined {
            /// What else to send of the comment.
            expand = "expand": CommentExpand,
        }
    }

    /// Comments on any issues, by their ids: 1000 at most.
    ///
    /// An id that does not exist, or whose comment the caller may not see, is left out of the answer without a word. No
    /// id at all, or more than 1000, is refused (400). It only reads, so it is repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-comment-list-post)
    by_ids: GetCommentsByIds = POST "/rest/api/3/comment/list" => CommentList {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["delete:comment.property:jira", "read:avatar:jira", "read:comment:jira", "read:group:jira",
            "read:project-role:jira", "read:user:jira", "read:comment.property:jira", "read:project:jira"];
        repeat safe;
        takes { body ids = "ids": NumericIds<CommentId> }
        query_joined {
            /// What else to send of each comment.
            expand = "expand": CommentExpand,
        }
    }

    /// Adds a comment to an issue.
    ///
    /// Everybody who watches the issue is told; that cannot be switched off here. Author and time are those of the call
    /// and cannot be set. An issue that has reached its limit of comments answers 413.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-issue-issueidorkey-comment-post)
    create: AddComment = POST "/rest/api/3/issue/{issueIdOrKey}/comment" => Comment {
        permission "Browse projects and Add Comments";
        scopes ["write:jira-work"];
        granular ["read:comment:jira", "read:comment.property:jira", "read:group:jira", "read:project:jira",
            "read:project-role:jira", "read:user:jira", "write:comment:jira", "read:avatar:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, body text = "body": Document }
        query_joined {
            /// What else to send of the new comment.
            expand = "expand": CommentExpand,
        }
        body {
            /// Only these may see it; the caller has to be one of them. An answer takes over what its parent has.
            visibility = "visibility": Visibility,
            /// The comment that this one answers. It has to be on the same issue.
            parent_id = "parentId": CommentId,
            /// Properties to begin with.
            properties = "properties": Vec<EntityProperty>,
        }
    }

    /// Changes a comment; what is not set stays as it is.
    ///
    /// The visibility of an answer cannot be changed (400): it is its parent's. Who may not edit the comment gets 400 as
    /// well, not 403.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-issue-issueidorkey-comment-id-put)
    update: UpdateComment = PUT "/rest/api/3/issue/{issueIdOrKey}/comment/{id}" => Comment {
        permission "Browse projects, and Edit All Comments or Edit Own Comments";
        scopes ["write:jira-work"];
        granular ["read:comment:jira", "read:comment.property:jira", "read:group:jira", "read:project:jira",
            "read:project-role:jira", "read:user:jira", "write:comment:jira", "read:avatar:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, path id = "id": CommentId }
        query {
            /// Whether those who watch the issue are told; they are unless this is `false`.
            notify_users = "notifyUsers": bool,
            /// Edits the comment although the issue's status forbids it. For apps that act for an administrator.
            override_editable_flag = "overrideEditableFlag": bool,
        }
        query_joined {
            /// What else to send of the comment.
            expand = "expand": CommentExpand,
        }
        body {
            /// The new text.
            text = "body": Document,
            /// Only these may see it from now on; [`Patch::Clear`] opens it to everybody who sees the issue.
            visibility = "visibility": Patch<Visibility>,
            /// Properties to set; others stay.
            properties = "properties": Vec<EntityProperty>,
        }
    }

    /// Deletes a comment, for good.
    ///
    /// Who may not delete it gets 400, not 403.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-issue-issueidorkey-comment-id-delete)
    delete: DeleteComment = DELETE "/rest/api/3/issue/{issueIdOrKey}/comment/{id}" => NoContent {
        permission "Browse projects, and Delete All Comments or Delete Own Comments";
        scopes ["write:jira-work"];
        granular ["delete:comment:jira", "delete:comment.property:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, path id = "id": CommentId }
    }
}

open_enum! {
    /// The order of comments.
    pub enum CommentOrder {
        /// By the time at which they were made.
        OldestFirst = "created",
        /// The other way round.
        NewestFirst = "-created",
    }

    /// What else to send of a comment.
    pub enum CommentExpand {
        /// Its text as HTML.
        RenderedBody = "renderedBody",
        /// Its properties.
        Properties = "properties",
    }

    /// What a comment or a worklog can be restricted to.
    pub enum VisibilityType {
        /// The members of a group.
        Group = "group",
        /// Those who have a role in the project.
        Role = "role",
    }
}

/// Who may see a comment or a worklog: the members of one group, or those who have one role in the project.
///
/// ```
/// use jira_client::cloud::comments::Visibility;
///
/// let developers = Visibility::role("Developers");
/// let staff = Visibility::group("952d12c3-5b5b-4d04-bb32-44d383afc4b2");
/// assert_ne!(developers, staff);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Visibility {
    /// A group or a role.
    #[serde(rename = "type")]
    pub kind: VisibilityType,
    /// The name of the group or the role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The id of the group, or what stands for the role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
}

impl Visibility {
    /// Those who have the role of this name in the project.
    #[must_use]
    pub fn role(name: impl Into<String>) -> Self {
        Self {
            kind: VisibilityType::Role,
            value: Some(name.into()),
            identifier: None,
        }
    }

    /// The members of the group with this id.
    #[must_use]
    pub fn group(id: impl Into<GroupId>) -> Self {
        Self {
            kind: VisibilityType::Group,
            value: None,
            identifier: Some(id.into().into_inner()),
        }
    }

    /// The members of the group of this name. Names change: [`group`](Self::group) is the safer choice.
    #[must_use]
    pub fn group_named(name: impl Into<String>) -> Self {
        Self {
            kind: VisibilityType::Group,
            value: Some(name.into()),
            identifier: None,
        }
    }
}

/// A comment.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// Its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Document>,
    /// Its text as HTML, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rendered_body: Option<String>,
    /// Who wrote it. Absent for what nobody in particular wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<User>,
    /// When it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// Who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_author: Option<User>,
    /// When it was changed last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Timestamp>,
    /// Who may see it; absent where everybody may who sees the issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
    /// The comment that it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<CommentId>,
    /// Whether customers see it in their portal (Jira Service Management).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jsd_public: Option<bool>,
    /// Whether the author, who wrote by e-mail, takes part in the request (Jira Service Management).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jsd_author_can_see_request: Option<bool>,
    /// Its properties, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<Vec<EntityProperty>>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// A comment that another operation takes along, such as the linking of two issues.
#[derive(Clone, Debug, Serialize)]
#[must_use]
pub struct NewComment {
    body: Document,
    #[serde(skip_serializing_if = "Option::is_none")]
    visibility: Option<Visibility>,
}

impl NewComment {
    /// With this text, for everybody who sees the issue.
    pub fn new(text: Document) -> Self {
        Self {
            body: text,
            visibility: None,
        }
    }

    /// Only these may see it; the caller has to be one of them.
    pub fn visibility(mut self, visibility: Visibility) -> Self {
        self.visibility = Some(visibility);
        self
    }
}

impl From<Document> for NewComment {
    fn from(text: Document) -> Self {
        Self::new(text)
    }
}

/// Comments that were asked for by their ids.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CommentList {
    /// The comments that exist and that the caller may see.
    #[serde(default)]
    pub values: Elements<Comment>,
    /// How many these are.
    pub total: Option<u64>,
    /// Whether these are all; sites send everything at once.
    pub is_last: Option<bool>,
}
