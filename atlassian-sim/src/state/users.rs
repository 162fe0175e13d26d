//! The accounts of the site.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    Atlassian,
    App,
    Customer,
}

impl Kind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Atlassian => "atlassian",
            Self::App => "app",
            Self::Customer => "customer",
        }
    }
}

/// What has become of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Standing {
    Active,
    Inactive,
    /// Closed: "Former user", still listed.
    Former,
    /// Takes a place in the directory's order, but no answer ever shows it.
    Unlisted,
}

/// Whether an account belongs to the directory of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Membership {
    Active,
    /// Keeps its groups and roles, but has nothing of them until it is restored.
    Suspended,
    /// Removed from the site; its place in the order stays empty.
    None,
}

/// What the profile shows of the e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Mail {
    Shown,
    Absent,
    Empty,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct User {
    pub(crate) id: Arc<str>,
    pub(crate) name: Box<str>,
    pub(crate) email: Box<str>,
    pub(crate) kind: Kind,
    pub(crate) standing: Standing,
    pub(crate) membership: Membership,
    pub(crate) mail: Mail,
    pub(crate) zone: Arc<str>,
    pub(crate) locale: Arc<str>,
    /// Slots of the groups, ascending.
    pub(crate) groups: Vec<u32>,
}

impl User {
    /// A person who was just invited or provisioned.
    pub(crate) fn invited(id: String, name: &str, email: &str) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            email: email.into(),
            kind: Kind::Atlassian,
            standing: Standing::Active,
            membership: Membership::Active,
            mail: Mail::Shown,
            zone: "Etc/UTC".into(),
            locale: "en_US".into(),
            groups: Vec::new(),
        }
    }

    /// Whether the account can be used on the site.
    pub(crate) fn active(&self) -> bool {
        self.standing == Standing::Active && self.membership == Membership::Active
    }

    /// Whether answers show this account at all.
    pub(crate) fn visible(&self) -> bool {
        self.standing != Standing::Unlisted && self.membership != Membership::None
    }

    /// Whether it counts against a licence.
    pub(crate) fn counts(&self) -> bool {
        self.active() && self.kind == Kind::Atlassian
    }

    /// The address as the profile shows it: `None` means the field is left out.
    pub(crate) fn shown_email(&self) -> Option<&str> {
        match self.mail {
            Mail::Shown => Some(&self.email),
            Mail::Absent => None,
            Mail::Empty => Some(""),
        }
    }
}

/// All accounts in the directory's order, with their index by id.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Users {
    list: Vec<User>,
    #[serde(skip)]
    by_id: HashMap<Arc<str>, u32>,
}

impl Users {
    pub(crate) fn push(&mut self, user: User) -> u32 {
        let at = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.by_id.insert(Arc::clone(&user.id), at);
        self.list.push(user);
        at
    }

    /// Finds out again what is not saved.
    pub(super) fn reindex(&mut self) {
        let ids = self.list.iter().zip(0..);
        self.by_id = ids.map(|(user, at)| (Arc::clone(&user.id), at)).collect();
    }

    pub(crate) fn all(&self) -> &[User] {
        &self.list
    }

    pub(crate) fn get(&self, at: u32) -> &User {
        &self.list[at as usize]
    }

    pub(crate) fn get_mut(&mut self, at: u32) -> &mut User {
        &mut self.list[at as usize]
    }

    /// The account with this id, also when it is no longer in the directory.
    pub(crate) fn known(&self, id: &str) -> Option<u32> {
        let at = *self.by_id.get(id)?;
        (self.get(at).standing != Standing::Unlisted).then_some(at)
    }

    /// The account with this id, if answers show it.
    pub(crate) fn find(&self, id: &str) -> Option<u32> {
        let at = *self.by_id.get(id)?;
        self.get(at).visible().then_some(at)
    }

    pub(crate) fn find_by_email(&self, email: &str) -> Option<u32> {
        let at = self
            .list
            .iter()
            .position(|u| !u.email.is_empty() && u.email.eq_ignore_ascii_case(email))?;
        u32::try_from(at).ok()
    }
}
