//! Writing issues: creating, changing, transitioning, archiving and deleting them, one or many.

mod archive;
mod bulk;
mod create;
mod createmeta;
mod custom;
mod defaults;
mod draft;
mod edit;
mod hierarchy;
mod limits;
mod meta;
mod notify;
mod picker;
mod request;
mod rules;
mod transitions;
mod trouble;
mod values;

use crate::routes::Operation;

pub(super) const TABLES: [&[Operation]; 10] = [
    create::OPERATIONS,
    createmeta::OPERATIONS,
    edit::OPERATIONS,
    meta::OPERATIONS,
    transitions::OPERATIONS,
    archive::OPERATIONS,
    picker::OPERATIONS,
    notify::OPERATIONS,
    limits::OPERATIONS,
    bulk::OPERATIONS,
];
