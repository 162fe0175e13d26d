//! Each operation against exact answers.
//!
//! There are no recordings of Confluence.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends so")]

mod attachments;
mod blog_posts;
mod body_conversion;
mod comments;
mod content;
mod inline_tasks;
mod labels;
mod likes;
mod page_tree;
mod pages;
mod permitted_operations;
mod properties;
mod requests;
mod restrictions;
mod site;
mod spaces;
mod users;
mod versions;
