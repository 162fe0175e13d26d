//! All users, joined from the search and the members of all groups.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use atlassian_core::{Client, Error, ErrorKind, Items, Result};
use futures_core::Stream;

use super::{FOUND, FoundUser, SitePermissionTypeFilter, User, UserExpand, Users};
use crate::cql::Cql;
use crate::groups::{Group, Groups};

/// How many accounts the search is known to give at most, more or less.
const MOST_FOUND: u64 = 10_000;
/// A search that gives so many may have come to its limit: it is not believed to be complete.
const NOT_BELIEVED: u64 = 9_500;

/// All users, from [`Users::everyone`]: a stream, and pollable without a stream library by [`Everyone::next`].
#[must_use = "nothing is asked for until it is polled"]
pub struct Everyone {
    client: Client,
    expand: Vec<UserExpand>,
    /// Each of these is gone when it is over.
    search: Option<Items<FoundUser>>,
    groups: Option<Items<Group>>,
    members: Option<(Group, Items<User>)>,
    /// What the search gave, whatever became of it: the limit counts what came twice and what was odd as well.
    found: u64,
    known: Known,
}

/// A part of all users.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Part {
    /// What the search finds.
    Search,
    /// The list of groups, or the rest of it.
    Groups,
    /// The members of a group, or the rest of them.
    Members(Group),
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Search => f.write_str("the search for users"),
            Self::Groups => f.write_str("the list of groups"),
            Self::Members(group) => write!(f, "the members of the group `{}`", group.name),
        }
    }
}

/// A part of all users that could not be read, or not to its end. It is no more than one element where the error
/// [is an odd element](Error::is_odd_element).
#[derive(Debug)]
#[non_exhaustive]
pub struct Unread {
    /// What is missing.
    pub part: Part,
    /// Why.
    pub error: Error,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not all of {} could be read: {}", self.part, self.error)
    }
}

impl std::error::Error for Unread {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl From<Unread> for Error {
    /// The error alone, without the part that it concerns.
    fn from(unread: Unread) -> Self {
        unread.error
    }
}

impl Everyone {
    pub(super) fn new(client: &Client) -> Self {
        Self {
            client: client.clone(),
            expand: Vec::new(),
            search: Some(search(client, &[])),
            groups: Some(Groups::new(client).list().items()),
            members: None,
            found: 0,
            known: Known::default(),
        }
    }

    /// What else to send of each account.
    pub fn expand(mut self, what: impl IntoIterator<Item = UserExpand>) -> Self {
        self.expand = what.into_iter().collect();
        self.search = Some(search(&self.client, &self.expand));
        self
    }

    /// The next account, `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<User, Unread>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// All accounts, or the first part that could not be read.
    ///
    /// # Errors
    /// A part that could not be read.
    pub async fn collect(mut self) -> Result<Vec<User>, Unread> {
        let mut all = Vec::new();
        while let Some(user) = self.next().await {
            all.push(user?);
        }
        Ok(all)
    }

    /// Where the search ended without an error, but at its limit.
    fn cut(&self) -> Option<Unread> {
        let detail = format!(
            "the search gave {} results, and is known to give about {MOST_FOUND} at most",
            self.found
        );
        (self.found >= NOT_BELIEVED).then(|| Unread {
            part: Part::Search,
            error: Error::new(ErrorKind::IncompleteListing, detail),
        })
    }
}

fn search(client: &Client, expand: &[UserExpand]) -> Items<FoundUser> {
    Users::new(client)
        .search(Cql::field("type").eq("user"))
        .site_permission_type_filter(SitePermissionTypeFilter::All)
        .expand(expand.iter().cloned())
        .call
        .items(FOUND)
}

fn members(client: &Client, group: &Group, expand: &[UserExpand]) -> Items<User> {
    Groups::new(client)
        .members(&group.id)
        .expand(expand.iter().cloned())
        .items()
}

impl Stream for Everyone {
    type Item = Result<User, Unread>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            let (part, error) = if let Some(items) = &mut this.search {
                match ready!(Pin::new(items).poll_next(cx)) {
                    Some(Ok(FoundUser { user, .. })) => {
                        this.found += 1;
                        if this.known.is_new(&user) {
                            return Poll::Ready(Some(Ok(user)));
                        }
                        continue;
                    }
                    Some(Err(error)) => {
                        if error.is_odd_element() {
                            this.found += 1;
                        } else {
                            this.search = None;
                        }
                        (Part::Search, error)
                    }
                    None => {
                        this.search = None;
                        match this.cut() {
                            Some(cut) => return Poll::Ready(Some(Err(cut))),
                            None => continue,
                        }
                    }
                }
            } else if let Some((group, items)) = &mut this.members {
                match ready!(Pin::new(items).poll_next(cx)) {
                    Some(Ok(user)) => {
                        if this.known.is_new(&user) {
                            return Poll::Ready(Some(Ok(user)));
                        }
                        continue;
                    }
                    Some(Err(error)) => {
                        let part = Part::Members(group.clone());
                        if !error.is_odd_element() {
                            this.members = None;
                        }
                        (part, error)
                    }
                    None => {
                        this.members = None;
                        continue;
                    }
                }
            } else if let Some(items) = &mut this.groups {
                match ready!(Pin::new(items).poll_next(cx)) {
                    Some(Ok(group)) => {
                        let members = members(&this.client, &group, &this.expand);
                        this.members = Some((group, members));
                        continue;
                    }
                    Some(Err(error)) => {
                        if !error.is_odd_element() {
                            this.groups = None;
                        }
                        (Part::Groups, error)
                    }
                    None => {
                        this.groups = None;
                        continue;
                    }
                }
            } else {
                return Poll::Ready(None);
            };
            return Poll::Ready(Some(Err(Unread { part, error })));
        }
    }
}

impl fmt::Debug for Everyone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Everyone")
            .field("found", &self.found)
            .finish_non_exhaustive()
    }
}

/// The accounts that came already, as 128-bit hashes: two different ids never meet in practice.
#[derive(Default)]
struct Known {
    seen: HashSet<u128>,
    hashers: (RandomState, RandomState),
}

impl Known {
    /// Whether the account is new. One without an id always is.
    fn is_new(&mut self, user: &User) -> bool {
        let Some(id) = user.account_id.as_ref() else {
            return true;
        };
        let halves = [self.hashers.0.hash_one(id), self.hashers.1.hash_one(id)];
        self.seen
            .insert(u128::from(halves[0]) << 64 | u128::from(halves[1]))
    }
}
