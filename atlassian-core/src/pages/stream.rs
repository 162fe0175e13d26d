//! A listing as a stream of elements or of pages.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_core::future::BoxFuture;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::paging::{Cursor, Paging, Position};
use super::walk::{RawPage, Walk};
use crate::call::Call;
use crate::drift::Drift;
use crate::elements::{Elements, decode_one};
use crate::error::{Error, Result};

/// One page of a listing.
#[derive(Debug)]
pub struct Page<T> {
    /// Its elements, each decoded on its own: one that does not fit loses none of the others.
    pub items: Elements<T>,
    /// How many elements the service counts in the whole listing, where it says so.
    pub total: Option<u64>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Cursor>,
}

enum State {
    Idle(Box<Walk>),
    Busy(BoxFuture<'static, (Box<Walk>, Result<Option<RawPage>>)>),
    /// An error was yielded; nothing more comes until it is asked for again.
    Failed(Box<Walk>),
    /// Only between two of the others.
    Empty,
}

/// The pages of a listing, one after the other.
///
/// A stream of [`Page`]s, and pollable without a stream library by [`Pages::next`]. After an error it ends, unless the
/// failed page is asked for again with [`Pages::try_again`]. Elements that came before, recognised by their id, are left
/// out, so that what shifts while the listing goes on is not yielded twice.
#[must_use = "a listing fetches nothing until it is polled"]
pub struct Pages<T> {
    state: State,
    operation: String,
    current: Option<Position>,
    next: Option<Position>,
    _item: PhantomData<fn() -> T>,
}

impl<T> Pages<T> {
    /// The listing that this call begins.
    pub fn new(call: Call, paging: Paging) -> Self {
        let operation = call.request().label();
        let walk = Box::new(Walk::new(call, paging));
        let next = walk.position.clone();
        Self {
            state: State::Idle(walk),
            operation,
            current: None,
            next,
            _item: PhantomData,
        }
    }

    fn configure(mut self, change: impl FnOnce(&mut Walk)) -> Self {
        if let State::Idle(walk) = &mut self.state {
            change(walk);
            self.next.clone_from(&walk.position);
        }
        self
    }

    /// Resumes at a position that [`Pages::cursor`], [`Items::cursor`] or an error gave, in the same operation with the
    /// same parameters.
    pub fn with_cursor(self, cursor: Cursor) -> Self {
        self.configure(|walk| walk.resume(cursor))
    }

    /// How many pages to have on their way while one is worked on; 0 fetches each page only when it is asked for.
    /// Listings by offset use all of them, in order; those by token at most one.
    pub fn with_read_ahead(self, pages: usize) -> Self {
        self.configure(|walk| walk.read_ahead = pages)
    }

    /// Where the next page begins; `None` after the last one.
    #[must_use]
    pub fn cursor(&self) -> Option<Cursor> {
        Some(self.cursor_at(self.next.clone()?, 0))
    }

    fn cursor_at(&self, position: Position, skip: usize) -> Cursor {
        Cursor {
            operation: self.operation.clone(),
            position,
            skip,
        }
    }

    /// After an error: the next poll asks for the failed page again.
    pub fn try_again(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Empty) {
            State::Failed(walk) => State::Idle(walk),
            other => other,
        };
    }

    /// The elements of a page that came.
    fn read<E: DeserializeOwned>(&self, page: RawPage) -> Page<E> {
        let elements = page.items.iter();
        Page {
            items: page.drift.scope(|| {
                elements
                    .map(|(index, raw)| decode_one(*index, raw.get()))
                    .collect()
            }),
            total: page.total,
            next: page.next.map(|next| self.cursor_at(next, 0)),
        }
    }

    fn poll_raw(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<RawPage>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Empty) {
                State::Idle(mut walk) => {
                    self.state = State::Busy(Box::pin(async move {
                        let page = walk.next().await;
                        (walk, page)
                    }));
                }
                State::Busy(mut future) => {
                    let Poll::Ready((walk, page)) = future.as_mut().poll(cx) else {
                        self.state = State::Busy(future);
                        return Poll::Pending;
                    };
                    self.next.clone_from(&walk.position);
                    return Poll::Ready(match page {
                        Ok(page) => {
                            self.current = page.as_ref().map(|page| page.at.clone());
                            self.state = State::Idle(walk);
                            page.map(Ok)
                        }
                        Err(error) => {
                            self.state = State::Failed(walk);
                            Some(Err(error))
                        }
                    });
                }
                State::Failed(walk) => {
                    self.state = State::Failed(walk);
                    return Poll::Ready(None);
                }
                State::Empty => return Poll::Ready(None),
            }
        }
    }
}

impl<T: DeserializeOwned> Pages<T> {
    /// The next page, `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<Page<T>>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// The first page only.
    pub fn first(self) -> FirstPage<Page<T>> {
        let pages = self.with_read_ahead(0);
        FirstPage(Pages {
            state: pages.state,
            operation: pages.operation,
            current: pages.current,
            next: pages.next,
            _item: PhantomData,
        })
    }

    /// The elements of all pages.
    pub fn items(self) -> Items<T> {
        Items {
            pages: self,
            ready: VecDeque::new(),
            drift: Drift::default(),
            left: None,
        }
    }
}

impl<T: DeserializeOwned> Stream for Pages<T> {
    type Item = Result<Page<T>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let page = ready!(self.poll_raw(cx));
        Poll::Ready(page.map(|page| page.map(|page| self.read(page))))
    }
}

/// The first page of a listing on its way, from [`Pages::first`] and the `send` of each operation that pages.
#[derive(Debug)]
#[must_use = "a call does nothing until it is awaited"]
pub struct FirstPage<P>(Pages<P>);

impl<T: DeserializeOwned> Future for FirstPage<Page<T>> {
    type Output = Result<Page<T>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<Page<T>>> {
        let pages = &mut self.0;
        Poll::Ready(match ready!(pages.poll_raw(cx)) {
            Some(page) => page.map(|page| pages.read(page)),
            None => Ok(Page {
                items: Elements::default(),
                total: None,
                next: None,
            }),
        })
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}

/// The elements of a listing, page after page.
///
/// A stream of results. Without a stream library, [`Items::next`] and [`Items::collect`] do:
///
/// ```no_run
/// # async fn example(mut items: atlassian_core::Items<serde_json::Value>) -> atlassian_core::Result<()> {
/// while let Some(item) = items.next().await {
///     println!("{}", item?);
/// }
/// # Ok(()) }
/// ```
///
/// An element that does not fit its model comes as an error of its own
/// ([`is_odd_element`](Error::is_odd_element)), and the others follow. After any other error the stream ends, unless the
/// failed page is asked for again with [`Items::try_again`].
#[must_use = "a listing fetches nothing until it is polled"]
pub struct Items<T> {
    pages: Pages<T>,
    /// The rest of the current page, each element with its number in it.
    ready: VecDeque<(usize, Box<RawValue>)>,
    drift: Drift,
    left: Option<usize>,
}

impl<T: DeserializeOwned> Items<T> {
    /// The next element, `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<T>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// All elements, or the first error.
    pub async fn collect(mut self) -> Result<Vec<T>> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
    }

    /// Ends after this many elements.
    pub fn with_limit(mut self, limit: usize) -> Self {
        self.left = Some(limit);
        self
    }

    /// As [`Pages::with_cursor`].
    pub fn with_cursor(mut self, cursor: Cursor) -> Self {
        self.pages = self.pages.with_cursor(cursor);
        self
    }

    /// As [`Pages::with_read_ahead`].
    pub fn with_read_ahead(mut self, pages: usize) -> Self {
        self.pages = self.pages.with_read_ahead(pages);
        self
    }

    /// As [`Pages::try_again`].
    pub fn try_again(&mut self) {
        self.pages.try_again();
    }

    /// The position after the element yielded last; `None` at the end.
    #[must_use]
    pub fn cursor(&self) -> Option<Cursor> {
        match self.ready.front() {
            Some((index, _)) => Some(self.pages.cursor_at(self.pages.current.clone()?, *index)),
            None => self.pages.cursor(),
        }
    }
}

impl<T: DeserializeOwned> Stream for Items<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.left == Some(0) {
            return Poll::Ready(None);
        }
        while this.ready.is_empty() {
            match ready!(this.pages.poll_raw(cx)) {
                Some(Ok(page)) => {
                    this.drift = page.drift;
                    this.ready = page.items.into();
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
        if let Some(left) = &mut this.left {
            *left -= 1;
        }
        let item = this.ready.pop_front();
        let drift = &this.drift;
        Poll::Ready(item.map(|(index, raw)| {
            drift
                .scope(|| decode_one(index, raw.get()))
                .map_err(Error::odd)
        }))
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
