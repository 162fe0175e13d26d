//! What the caller may do with a space or a page, as both versions list it.

use serde_json::{Value, json};

use super::viewer::Viewer;
use crate::state::wiki::content::{Page, Status};
use crate::state::wiki::spaces::Space;

fn operation(name: &str, target: &str) -> Value {
    json!({ "operation": name, "targetType": target })
}

pub(super) fn space_operations(viewer: &Viewer<'_>, of: &Space) -> Vec<Value> {
    let mut all = vec![operation("read", "space")];
    if viewer.edits(of) {
        all.extend(["page", "blogpost", "comment", "attachment"].map(|t| operation("create", t)));
    }
    if viewer.administers(of) {
        all.extend(["administer", "update", "delete", "export"].map(|o| operation(o, "space")));
    }
    all
}

/// On what hangs on a page.
pub(super) fn part_operations(kind: &str, changes: bool) -> Vec<Value> {
    let mut all = vec![operation("read", kind)];
    if changes {
        all.extend(["update", "delete"].map(|name| operation(name, kind)));
    }
    all
}

pub(super) fn page_operations(viewer: &Viewer<'_>, page: &Page, of: &Space) -> Vec<Value> {
    let kind = page.kind.as_str();
    let mut all = vec![operation("read", kind)];
    if page.status != Status::Trashed && viewer.edits(of) {
        all.extend(["update", "copy", "move", "delete"].map(|name| operation(name, kind)));
    }
    if viewer.administers(of) {
        all.extend(["administer", "purge", "restore"].map(|name| operation(name, kind)));
    }
    all
}
