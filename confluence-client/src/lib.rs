#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

pub mod attachment_properties;
pub mod attachments;
pub mod audit;
pub mod blog_post_properties;
pub mod blog_posts;
pub mod body_conversion;
pub mod comment_properties;
pub mod content;
pub mod cql;
pub mod footer_comments;
pub mod groups;
mod ids;
pub mod inline_comments;
pub mod inline_tasks;
pub mod labels;
pub mod likes;
pub mod long_tasks;
pub mod page_properties;
pub mod page_tree;
pub mod pages;
pub mod permitted_operations;
pub mod properties;
pub mod restrictions;
pub mod search;
#[cfg(feature = "server")]
pub mod server;
pub mod space_labels;
pub mod space_permissions;
pub mod space_properties;
pub mod space_roles;
pub mod spaces;
pub mod system_info;
pub mod templates;
pub mod user_properties;
pub mod users;
pub mod versions;
pub mod watches;

use std::borrow::Cow;

use atlassian_core::Product;
use atlassian_core::http::Method;

pub use atlassian_core as core;
pub use atlassian_core::{
    AccountId, Call, Client, ClientBuilder, Credential, Cursor, Elements, Error, ErrorKind, Items,
    List, NoContent, OddElement, OperationInfo, Page, Pages, Result, SiteUrl, SiteUrlError,
    StreamedResponse, Timestamp, http,
};
pub use atlassian_document as document;
pub use ids::{
    AttachmentId, BlogPostId, CommentId, ContentId, Included, IncludedMeta, LabelId, PageId,
    SpaceId, SpaceKey,
};

/// The Confluence of an Atlassian site.
///
/// Cheap to clone; it holds a [`Client`] and nothing else.
#[derive(Clone, Debug)]
pub struct Confluence {
    client: Client,
}

/// One line for each resource: its module, its accessor on [`Confluence`], and its rows in the operation table.
macro_rules! resources {
    ($( $(#[$doc:meta])* $accessor:ident: $module:ident::$handle:ident; )+) => {
        impl Confluence {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $accessor(&self) -> $module::$handle {
                    $module::$handle::new(&self.client)
                }
            )+
        }

        #[cfg(test)]
        const HANDLES: &[&str] = &[ $( stringify!($accessor) ),+ ];

        /// The operation tables of all resources.
        pub static OPERATIONS: &[&[&OperationInfo]] = &[ $( $module::TABLE ),+ ];

        /// Every declared operation with the fields of its answer's model, for the contract check.
        #[cfg(feature = "contract")]
        #[inline]
        #[must_use]
        pub fn declarations() -> Vec<atlassian_core::Declaration> {
            [ $( $module::declarations() ),+ ].concat()
        }
    };
}

resources! {
    /// Accounts.
    users: users::Users;
    /// What apps keep on accounts.
    user_properties: user_properties::UserProperties;
    /// Groups and their members.
    groups: groups::Groups;
    /// Spaces.
    spaces: spaces::Spaces;
    /// Pages.
    pages: pages::WikiPages;
    /// Blog posts.
    blog_posts: blog_posts::BlogPosts;
    /// The tree of pages: what is above and below a page; moving and copying.
    page_tree: page_tree::PageTree;
    /// Content of any kind.
    content: content::Content;
    /// Versions of pages, blog posts, attachments and comments.
    versions: versions::Versions;
    /// Attachments.
    attachments: attachments::Attachments;
    /// Comments below pages, blog posts and attachments.
    footer_comments: footer_comments::FooterComments;
    /// Comments on places in texts.
    inline_comments: inline_comments::InlineComments;
    /// Labels of content.
    labels: labels::Labels;
    /// Likes.
    likes: likes::Likes;
    /// What the caller may do with content.
    permitted_operations: permitted_operations::PermittedOperations;
    /// Restrictions of content.
    restrictions: restrictions::Restrictions;
    /// Tasks in texts.
    inline_tasks: inline_tasks::InlineTasks;
    /// Texts from one form into another.
    body_conversion: body_conversion::BodyConversion;
    /// Properties of pages.
    page_properties: page_properties::PageProperties;
    /// Properties of blog posts.
    blog_post_properties: blog_post_properties::BlogPostProperties;
    /// Properties of attachments.
    attachment_properties: attachment_properties::AttachmentProperties;
    /// Properties of comments.
    comment_properties: comment_properties::CommentProperties;
    /// Who may do what in a space.
    space_permissions: space_permissions::SpacePermissions;
    /// Roles in spaces.
    space_roles: space_roles::SpaceRoles;
    /// What apps keep on spaces.
    space_properties: space_properties::SpaceProperties;
    /// Labels of spaces, and what carries a label.
    space_labels: space_labels::SpaceLabels;
    /// Finding content and spaces by CQL.
    search: search::Search;
    /// Who is told of changes.
    watches: watches::Watches;
    /// Templates that pages are made from.
    templates: templates::Templates;
    /// What administrators changed.
    audit: audit::Audit;
    /// What the service does in the background.
    long_tasks: long_tasks::LongTasks;
    /// Which Confluence this is.
    system_info: system_info::SystemInfoResource;
}

impl Confluence {
    /// The Confluence of this client's site. The address is the site's, without `/wiki`.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self {
            client: client.for_product(Product::Confluence),
        }
    }

    /// The client that the calls go through.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// A call by hand, for what is not declared here: `request(Method::GET, "/wiki/api/v2/custom-content")`.
    ///
    /// It has the same credential, limits, retries, pages and errors as every other call. Ids belong into path parameters
    /// ([`Call::path`]) and not into the template.
    pub fn request(&self, method: Method, path: impl Into<Cow<'static, str>>) -> Call {
        self.client.request(method, path)
    }
}

/// Every declared operation, as data: method, path, parameters, permission, scopes and paging.
pub fn operations() -> impl Iterator<Item = &'static OperationInfo> {
    OPERATIONS.iter().flat_map(|table| table.iter().copied())
}

#[cfg(test)]
mod tests {
    /// Each resource has its row, and each row its resource.
    #[test]
    fn the_readme_names_every_handle() {
        let readme = include_str!("../README.md");
        let (_, table) = readme.split_once("| Handle of `Confluence` |").unwrap();
        let (table, _) = table.split_once("\n\n").unwrap();
        let mut rows: Vec<_> = table
            .lines()
            .filter_map(|row| row.strip_prefix("| `")?.split_once("()` |"))
            .map(|(handle, _)| handle)
            .collect();
        let mut handles = super::HANDLES.to_vec();
        rows.sort_unstable();
        handles.sort_unstable();
        assert_eq!(rows, handles);
    }
}
