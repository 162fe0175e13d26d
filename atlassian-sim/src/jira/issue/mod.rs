//! Writing issues: creating, changing, transitioning, archiving and deleting them, one or many.

pub(super) mod archive;
pub(super) mod bulk;
pub(super) mod create;
pub(super) mod createmeta;
#[cfg(test)]
mod crowd_tests;
mod custom;
mod defaults;
mod draft;
pub(super) mod edit;
mod hierarchy;
pub(super) mod limits;
pub(super) mod meta;
pub(super) mod notify;
pub(super) mod picker;
mod request;
mod rules;
pub(crate) mod transitions;
mod trouble;
mod values;

pub(crate) use values::LONGEST_TEXT;
