//! The simulator over HTTP, asked the way a stranger would.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::format_push_string, clippy::format_collect)]
// The life of a thing from its making to its end is one story.
#![allow(clippy::too_many_lines)]
// Names from one family of words help to tell a story.
#![allow(clippy::similar_names)]

mod sim {
    pub(crate) mod admin;
    pub(crate) mod attachments;
    pub(crate) mod auth;
    pub(crate) mod banner_and_columns;
    pub(crate) mod boards;
    pub(crate) mod client;
    pub(crate) mod clock;
    pub(crate) mod comments;
    pub(crate) mod dashboards;
    pub(crate) mod determinism;
    pub(crate) mod epics;
    pub(crate) mod errors;
    pub(crate) mod faults;
    pub(crate) mod fields;
    pub(crate) mod filters;
    pub(crate) mod gadgets;
    pub(crate) mod groups;
    pub(crate) mod histories;
    pub(crate) mod hostile;
    pub(crate) mod issue_bulk;
    pub(crate) mod issue_create;
    pub(crate) mod issue_crowd;
    pub(crate) mod issue_edit;
    pub(crate) mod issue_links;
    pub(crate) mod issue_meta;
    pub(crate) mod issue_types;
    pub(crate) mod issues;
    pub(crate) mod jql;
    pub(crate) mod limits;
    pub(crate) mod load;
    pub(crate) mod org;
    pub(crate) mod page_faults;
    pub(crate) mod people;
    pub(crate) mod program;
    pub(crate) mod project_parts;
    pub(crate) mod projects;
    pub(crate) mod properties;
    pub(crate) mod ranks;
    pub(crate) mod recordings;
    pub(crate) mod requests;
    pub(crate) mod scenario;
    pub(crate) mod schema;
    pub(crate) mod schemes;
    pub(crate) mod search;
    pub(crate) mod shapes;
    pub(crate) mod site;
    pub(crate) mod sprints;
    pub(crate) mod state;
    pub(crate) mod time_tracking;
    pub(crate) mod users;
    pub(crate) mod watching;
    pub(crate) mod webhooks;
    mod wiki_files;
    pub(crate) mod wiki_pages;
    pub(crate) mod wiki_spaces;
    pub(crate) mod wiki_users;
    pub(crate) mod workflows;
    pub(crate) mod worklogs;
    pub(crate) mod writes;
}
