//! Confluence: spaces, pages and its own audit log.

pub(crate) mod audit;
pub(crate) mod content;
mod generate;
pub(crate) mod samples;
pub(crate) mod spaces;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use audit::{Audit, Object, Record};
use content::{Attachment, Comment, Page};
use spaces::Space;

/// The scopes that Confluence's operations ask for.
pub(crate) const SCOPES: &[&str] = &[
    "delete:attachment:confluence",
    "delete:comment:confluence",
    "delete:page:confluence",
    "delete:space:confluence",
    "read:attachment:confluence",
    "read:audit-log:confluence",
    "read:comment:confluence",
    "read:configuration:confluence",
    "read:confluence-content.all",
    "read:confluence-content.summary",
    "read:confluence-groups",
    "read:confluence-space.summary",
    "read:content-details:confluence",
    "read:content.metadata:confluence",
    "read:content:confluence",
    "read:email-address:confluence",
    "read:group:confluence",
    "read:hierarchical-content:confluence",
    "read:label:confluence",
    "read:page:confluence",
    "read:space-details:confluence",
    "read:space:confluence",
    "read:user.property:confluence",
    "read:user:confluence",
    "read:watcher:confluence",
    "readonly:content.attachment:confluence",
    "search:confluence",
    "write:attachment:confluence",
    "write:audit-log:confluence",
    "write:comment:confluence",
    "write:confluence-content",
    "write:confluence-file",
    "write:confluence-groups",
    "write:confluence-space",
    "write:content:confluence",
    "write:group:confluence",
    "write:label:confluence",
    "write:page:confluence",
    "write:space.permission:confluence",
    "write:space:confluence",
    "write:user.property:confluence",
    "write:watcher:confluence",
];

/// How long the deletion of a space runs.
pub(crate) const DELETION_MS: i64 = 2_000;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Label {
    pub(crate) id: u64,
    pub(crate) prefix: String,
    pub(crate) name: String,
}

/// The deletion of a space.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Task {
    pub(crate) id: String,
    pub(crate) started: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct UserProperty {
    pub(crate) id: String,
    pub(crate) account: u32,
    pub(crate) key: String,
    pub(crate) value: Value,
    pub(crate) created: i64,
    pub(crate) modified: i64,
}

/// What an account can watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Watched {
    Content(u64),
    /// By the space's id.
    Space(u64),
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Wiki {
    /// Each space keeps its index for ever.
    pub(crate) spaces: Vec<Space>,
    pub(crate) pages: BTreeMap<u64, Page>,
    pub(crate) attachments: BTreeMap<u64, Attachment>,
    pub(crate) comments: BTreeMap<u64, Comment>,
    pub(crate) labels: Vec<Label>,
    pub(crate) audit: Audit,
    pub(crate) tasks: Vec<Task>,
    pub(crate) watches: BTreeSet<(Watched, u32)>,
    pub(crate) user_properties: Vec<UserProperty>,
    last_id: u64,
}

impl Wiki {
    /// Everything in Confluence takes its id from one sequence.
    pub(crate) fn new_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    pub(crate) fn space(&self, at: u32) -> Option<&Space> {
        self.spaces.get(at as usize)
    }

    /// The index of a space that exists; keys are compared without regard to case.
    pub(crate) fn space_by_key(&self, key: &str, now: i64) -> Option<u32> {
        self.position(now, |space| {
            space.key.eq_ignore_ascii_case(key) || space.alias.eq_ignore_ascii_case(key)
        })
    }

    pub(crate) fn space_by_id(&self, id: u64, now: i64) -> Option<u32> {
        self.position(now, |space| space.id == id)
    }

    fn position(&self, now: i64, fits: impl Fn(&Space) -> bool) -> Option<u32> {
        let at = self
            .spaces
            .iter()
            .position(|space| space.exists(now) && fits(space))?;
        u32::try_from(at).ok()
    }

    /// The label of this name, made if there is none.
    pub(crate) fn label(&mut self, prefix: &str, name: &str) -> u64 {
        let held = |label: &&Label| label.prefix == prefix && label.name == name;
        if let Some(label) = self.labels.iter().find(held) {
            return label.id;
        }
        let id = self.new_id();
        self.labels.push(Label {
            id,
            prefix: prefix.to_owned(),
            name: name.to_owned(),
        });
        id
    }

    pub(crate) fn label_by_id(&self, id: u64) -> Option<&Label> {
        self.labels.iter().find(|label| label.id == id)
    }

    /// The pages right below one, in the order of the tree.
    pub(crate) fn children(&self, parent: u64) -> Vec<&Page> {
        let mut children: Vec<&Page> = self
            .pages
            .values()
            .filter(|page| page.parent == Some(parent) && page.listed())
            .collect();
        children.sort_by_key(|page| (page.position, page.id));
        children
    }

    /// The pages above one, the nearest first.
    pub(crate) fn ancestors(&self, page: &Page) -> Vec<&Page> {
        let mut above = Vec::new();
        let mut next = page.parent;
        while let Some(parent) = next.and_then(|id| self.pages.get(&id)) {
            above.push(parent);
            next = parent.parent;
        }
        above
    }

    /// Takes a page away for good, with everything on it.
    pub(crate) fn purge(&mut self, id: u64) {
        self.pages.remove(&id);
        self.attachments.retain(|_, file| file.page != id);
        self.comments.retain(|_, comment| comment.page != id);
        self.watches
            .retain(|(watched, _)| *watched != Watched::Content(id));
    }

    /// Its children move up to where the page was.
    pub(crate) fn orphan(&mut self, id: u64) {
        let above = self.pages.get(&id).and_then(|page| page.parent);
        for page in self.pages.values_mut() {
            if page.parent == Some(id) {
                page.parent = above;
            }
        }
    }

    pub(crate) fn note(
        &mut self,
        author: u32,
        at: i64,
        summary: &str,
        category: &str,
        object: Object,
    ) {
        self.audit.push(Record {
            author: Some(author),
            author_name: String::new(),
            remote: "203.0.113.7".to_owned(),
            at,
            summary: summary.to_owned(),
            description: String::new(),
            category: category.to_owned(),
            sys_admin: false,
            object,
            changed: Vec::new(),
            associated: Vec::new(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::generate;

    #[test]
    fn everything_can_be_saved_and_loaded() {
        let mut wiki = generate(3, 100, 12, None).state.wiki;
        wiki.user_properties.push(UserProperty {
            id: "1".to_owned(),
            account: 1,
            key: "k".to_owned(),
            value: Value::Bool(true),
            created: 1,
            modified: 2,
        });
        let text = serde_json::to_string(&wiki).unwrap();
        let loaded: Wiki = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&loaded).unwrap(), text);
        assert!(
            !wiki.watches.is_empty() && !wiki.attachments.is_empty() && !wiki.comments.is_empty()
        );
    }

    #[test]
    fn a_large_site_stays_modest() {
        let wiki = generate(3, 20_000, 100, Some(10)).state.wiki;
        assert!(
            (4_900..=5_500).contains(&wiki.pages.len()),
            "{}",
            wiki.pages.len()
        );
        assert!(wiki.spaces.len() < 250);
        let home = |space: &Space| wiki.pages.contains_key(&space.homepage.unwrap());
        assert!(wiki.spaces.iter().all(home));
    }
}
