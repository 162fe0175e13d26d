//! The walk over the pages of one listing, the same for every shape and every element type.

use std::collections::{HashSet, VecDeque};
use std::hash::{BuildHasher, RandomState};

use http::Method;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::envelope::Envelope;
use super::paging::{Cursor, Paging, Position, Shape};
use super::{offset, token, window};
use crate::call::Call;
use crate::drift::Drift;
use crate::error::{Error, ErrorKind, Result};
use crate::request::Body;
use crate::response::Response;

/// How many windows in a row may hold the same elements: they overlap, where most of what they cover is hidden.
const MOST_EQUAL_WINDOWS: u32 = 1000;
/// How many pages in a row may be empty although the service promises more.
const MOST_EMPTY_PAGES: u32 = 100;

/// A page that has been fetched, its elements still raw.
pub(crate) struct RawPage {
    pub(crate) at: Position,
    /// Each element with its number in the page as it was sent.
    pub(crate) items: Vec<(usize, Box<RawValue>)>,
    pub(crate) total: Option<u64>,
    pub(crate) next: Option<Position>,
    pub(crate) drift: Drift,
}

/// A page on its way; dropping it stops the request.
struct Fetch {
    at: Position,
    task: tokio::task::JoinHandle<Result<Response>>,
}

impl Drop for Fetch {
    fn drop(&mut self) {
        self.task.abort();
    }
}

pub(crate) struct Walk {
    call: Call,
    pub(crate) paging: Paging,
    pub(crate) size: u32,
    /// Where the next page begins; `None` when the service has said that there is none.
    pub(crate) position: Option<Position>,
    /// How many pages to have on their way while the consumer works on one.
    pub(crate) read_ahead: usize,
    /// Elements to leave out of the first page, after a resume.
    pub(crate) skip: usize,
    /// What is wrong with the listing, to be said next, and how many elements of the current page were received before.
    defect: Option<(Error, usize)>,
    pub(crate) yielded: u64,
    pub(crate) duplicates: u64,
    ahead: VecDeque<Fetch>,
    visited: HashSet<Position>,
    names: Names,
    empty_pages: u32,
    /// An empty page was passed because the service counts more elements.
    pub(super) gaps: bool,
    /// The listing began in its middle, so that the service's total says nothing of what it yields.
    pub(super) resumed: bool,
    /// The elements of the page before, as one number, and how often they came in a row.
    equal: (u64, u32),
    window: window::Window,
}

impl Walk {
    pub(crate) fn new(call: Call, paging: Paging) -> Self {
        Self {
            size: call.page_size.unwrap_or(paging.size),
            call,
            position: Some(Position::Start),
            read_ahead: match paging.shape {
                Shape::Offset => 4,
                Shape::Window | Shape::Token | Shape::Cursor(_) | Shape::Number => 1,
            },
            skip: 0,
            defect: None,
            yielded: 0,
            duplicates: 0,
            ahead: VecDeque::new(),
            visited: HashSet::new(),
            names: Names::default(),
            empty_pages: 0,
            gaps: false,
            resumed: false,
            equal: (0, 0),
            window: window::Window::default(),
            paging,
        }
    }

    pub(crate) fn resume(&mut self, cursor: Cursor) {
        let operation = self.call.request().label();
        if cursor.operation == operation {
            self.resumed = cursor.position != Position::Start;
            self.position = Some(cursor.position);
            self.skip = cursor.skip;
        } else {
            let error = Error::new(
                ErrorKind::Configuration,
                format!(
                    "the position belongs to `{}`, not to `{operation}`",
                    cursor.operation
                ),
            );
            self.defect = Some((error, 0));
        }
    }

    pub(crate) fn cursor(&self, position: Position, skip: usize) -> Cursor {
        Cursor {
            operation: self.call.request().label(),
            position,
            skip,
        }
    }

    /// The next page, or `None` at the end. After an error the same page can be asked for again.
    pub(crate) async fn next(&mut self) -> Result<Option<RawPage>> {
        let Some(at) = self.position.clone() else {
            return Ok(None);
        };
        let (result, skip) = match self.defect.take() {
            Some((defect, received)) => (Err(defect), received),
            None => (self.page(&at).await, 0),
        };
        if result.is_err() {
            self.ahead.clear();
        }
        let page = result.map_err(|error| {
            error
                .operation_of(|| self.call.request().label())
                .cursor_of(self.cursor(at, skip))
        })?;
        Ok(Some(page))
    }

    async fn page(&mut self, at: &Position) -> Result<RawPage> {
        let asked = self.asked();
        let response = self.fetch(at).await?;
        let mut envelope = Envelope::read(&self.paging, &response)?;
        if self.paging.shape == Shape::Offset {
            offset::check_echo(self, at, &envelope)?;
        }
        self.check_progress(&envelope.items)?;
        let mut items: Vec<_> = std::mem::take(&mut envelope.items)
            .into_iter()
            .enumerate()
            .collect();
        let received = items.len() as u64;
        self.drop_known(&mut items);
        let skip = std::mem::take(&mut self.skip);
        items.retain(|(index, _)| *index >= skip);
        self.yielded += items.len() as u64;
        let next = match self.paging.shape {
            Shape::Offset => offset::next(self, at, received, &envelope),
            Shape::Number => Ok(offset::next_number(self, at, received, &envelope)),
            Shape::Window => {
                let start = offset::number(at, 0);
                let next = self.window.after(start, received, asked);
                Ok(next.map(Position::Offset))
            }
            Shape::Token | Shape::Cursor(_) => token::next(self, received, &envelope),
        };
        let next = match (next, &envelope.warning) {
            (Ok(None), Some(warning)) => Err(self.incomplete(format!(
                "the service warns that there is more to it: {warning}"
            ))),
            (next, _) => next,
        };
        let next = match next {
            // What came is right and is yielded; the error follows it.
            Err(error) if received > 0 => {
                self.defect = Some((error, usize::try_from(received).unwrap_or(usize::MAX)));
                Some(at.clone())
            }
            next => next?,
        };
        self.gaps |= received == 0 && next.is_some();
        self.empty_pages = if received == 0 {
            self.empty_pages + 1
        } else {
            0
        };
        let counts_itself = self.paging.shape == Shape::Window;
        if next.is_some() && !counts_itself && self.empty_pages > MOST_EMPTY_PAGES {
            return Err(self.incomplete(format!(
                "{MOST_EMPTY_PAGES} pages in a row were empty although the service promises more"
            )));
        }
        self.position.clone_from(&next);
        if self.defect.is_none() {
            self.schedule(received, &envelope);
        }
        Ok(RawPage {
            at: at.clone(),
            items,
            total: envelope.total,
            next,
            drift: response.drift,
        })
    }

    /// Takes the page from those on their way, or asks for it.
    async fn fetch(&mut self, at: &Position) -> Result<Response> {
        while let Some(fetch) = self.ahead.front() {
            if fetch.at == *at {
                let Some(mut fetch) = self.ahead.pop_front() else {
                    break;
                };
                return match (&mut fetch.task).await {
                    Ok(response) => response,
                    // Only a runtime that shuts down ends the task; ask in this task then.
                    Err(_) => self.send(at).await,
                };
            }
            // A page came short: what lies between it and the page on its way is asked for first.
            if offset::number(&fetch.at, 0) > offset::number(at, 0) {
                let gap = offset::number(&fetch.at, 0) - offset::number(at, 0);
                let size = u32::try_from(gap).unwrap_or(self.size).min(self.size);
                return self.prepared(at, size).send_raw().await;
            }
            self.ahead.pop_front();
        }
        self.send(at).await
    }

    async fn send(&self, at: &Position) -> Result<Response> {
        self.prepared(at, self.asked()).send_raw().await
    }

    /// How many elements to ask for next.
    fn asked(&self) -> u32 {
        match self.paging.shape {
            Shape::Window => self.window.size(self.size),
            _ => self.size,
        }
    }

    /// The call for the page at this position.
    fn prepared(&self, at: &Position, size: u32) -> Call {
        let mut call = self.call.clone();
        let request = call.request_mut();
        let in_body = request.method() == Method::POST && !self.paging.in_query;
        let position = self.paging.position_parameter;
        if let Position::Query(pairs) = at
            && in_body
        {
            // A full link repeats all of the query, as texts; a body needs its cursor only.
            let cursor = pairs.iter().find(|(name, _)| name == position);
            if self.paging.cursor_alone {
                request.set_body(Body::Empty);
            } else if !self.paging.size_parameter.is_empty() {
                request.set_field(self.paging.size_parameter, &size);
            }
            if let Some((name, cursor)) = cursor {
                request.set_field(name, cursor);
            }
            return call;
        }
        let mut set = |name: &str, value: Value| match value {
            _ if name.is_empty() => {}
            value if in_body => request.set_field(name, &value),
            Value::String(text) => request.set_query(name.to_owned(), text),
            number => request.set_query(name.to_owned(), number.to_string()),
        };
        if !self.paging.size_parameter.is_empty() {
            set(self.paging.size_parameter, size.into());
        }
        match at {
            Position::Start => match self.paging.shape {
                Shape::Offset | Shape::Window | Shape::Number => {
                    set(position, self.paging.base().into());
                }
                Shape::Token | Shape::Cursor(_) => {}
            },
            Position::Offset(offset) => set(position, (*offset).into()),
            Position::Token(token) => set(position, token.as_str().into()),
            Position::Query(pairs) => request.follow_query(pairs, position),
        }
        call
    }

    /// Sends for the pages that will be wanted next.
    fn schedule(&mut self, received: u64, envelope: &Envelope) {
        if self.read_ahead == 0 || self.paging.shape == Shape::Window {
            return;
        }
        let Some(next) = self.position.clone() else {
            return;
        };
        if self.ahead.is_empty() {
            self.spawn(next);
        }
        let (Shape::Offset, Some(total)) = (self.paging.shape, envelope.total) else {
            return;
        };
        let step = envelope
            .size
            .filter(|size| *size > 0)
            .unwrap_or(received)
            .min(u64::from(self.size));
        let end = total + self.paging.base();
        while self.ahead.len() < self.read_ahead && step > 0 {
            let Some(last) = self.ahead.back() else {
                return;
            };
            let after = offset::number(&last.at, self.paging.base()) + step;
            if after >= end {
                return;
            }
            self.spawn(Position::Offset(after));
        }
    }

    fn spawn(&mut self, at: Position) {
        let call = self.prepared(&at, self.size);
        self.ahead.push_back(Fetch {
            at,
            task: tokio::spawn(call.send_raw()),
        });
    }

    /// A service that ignores the position sends the same page for ever.
    fn check_progress(&mut self, items: &[Box<RawValue>]) -> Result<()> {
        if items.is_empty() || matches!(self.paging.shape, Shape::Token | Shape::Cursor(_)) {
            return Ok(());
        }
        let texts: Vec<&str> = items.iter().map(|item| item.get()).collect();
        let page = self.names.hashers.0.hash_one(texts);
        let again = if self.equal.0 == page {
            self.equal.1 + 1
        } else {
            0
        };
        self.equal = (page, again);
        let most = if self.paging.shape == Shape::Window {
            MOST_EQUAL_WINDOWS
        } else {
            0
        };
        if again > most {
            return Err(self.incomplete(
                "the service sends the same page again, wherever it is asked to begin",
            ));
        }
        Ok(())
    }

    /// Leaves out the elements that came before.
    fn drop_known(&mut self, items: &mut Vec<(usize, Box<RawValue>)>) {
        let Some(field) = self.paging.unique else {
            return;
        };
        let before = items.len();
        items.retain(|(_, item)| self.names.is_new(field, item));
        let dropped = before - items.len();
        self.duplicates += dropped as u64;
        if dropped > 0 {
            tracing::debug!(dropped, "elements came twice and were left out");
        }
    }

    /// Notes that the listing goes on at `position`; an error where it was there before.
    pub(super) fn visit(&mut self, position: Position) -> Result<Position> {
        if self.visited.insert(position.clone()) {
            Ok(position)
        } else {
            Err(self.incomplete(
                "the service sends the listing round in a circle: a page token came back",
            ))
        }
    }

    pub(super) fn incomplete(&self, why: impl std::fmt::Display) -> Error {
        Error::new(ErrorKind::IncompleteListing, format!("{why}; {} elements were listed", self.yielded))
            .hint("What was listed is right but not everything; start again, or resume from the error's cursor")
    }
}

/// The names of the elements seen so far, as 128-bit hashes: two different names never meet in practice.
#[derive(Default)]
struct Names {
    seen: HashSet<u128>,
    hashers: (RandomState, RandomState),
}

impl Names {
    /// Whether the element is new. One without a name always is.
    fn is_new(&mut self, field: &str, item: &RawValue) -> bool {
        let mut json = serde_json::Deserializer::from_str(item.get());
        let Ok(Some(name)) = NameOf(field).deserialize(&mut json) else {
            return true;
        };
        let halves = [
            self.hashers.0.hash_one(&name),
            self.hashers.1.hash_one(&name),
        ];
        self.seen
            .insert(u128::from(halves[0]) << 64 | u128::from(halves[1]))
    }
}

/// Reads one field of an object and steps over the rest.
struct NameOf<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for NameOf<'_> {
    type Value = Option<String>;

    fn deserialize<D: serde::Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for NameOf<'_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "an object with `{}`", self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut name = None;
        while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            if key == self.0 {
                // A number and the same number as text are different names.
                name = Some(map.next_value::<Box<RawValue>>()?.get().to_owned())
                    .filter(|n| n != "null");
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(name)
    }
}
