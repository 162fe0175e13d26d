//! Calls from ordinary code, without a runtime of one's own.
//!
//! There is no second set of types: every call, listing and helper stays what it is, and [`wait`](Wait::wait) or
//! [`wait_each`](WaitEach::wait_each) takes the place of `.await`.
//!
//! ```no_run
//! use atlassian_core::blocking::{Wait, WaitEach};
//! use atlassian_core::{Client, Credential, Paging, SiteUrl, http::Method};
//!
//! fn main() -> atlassian_core::Result<()> {
//!     let client = Client::builder(SiteUrl::parse("https://acme.atlassian.net")?)
//!         .credential(Credential::api_token("me@example.com", "the-token"))
//!         .build()?;
//!     let me: serde_json::Value = client.request(Method::GET, "/rest/api/3/myself").send_as().wait()?;
//!     let groups = client.request(Method::GET, "/rest/api/3/group/bulk");
//!     for group in groups.items::<serde_json::Value>(Paging::offset("values")).wait_each() {
//!         println!("{}: {}", me["displayName"], group?["name"]);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! All waits of the process share one runtime with one thread of its own, which is started by the first of them.

use std::future::{Future, pending, poll_fn};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};

use futures_core::Stream;
use tokio::runtime::{Builder, Handle};

use crate::error::{Error, ErrorKind, Result};

/// Waits for one result.
pub trait Wait: Sized {
    /// What comes in the end.
    type Value;

    /// Blocks this thread until the result is there.
    ///
    /// # Errors
    /// Those of the call; [`ErrorKind::Configuration`] within async code, which must use `.await` instead.
    fn wait(self) -> Result<Self::Value>;
}

impl<F: Future<Output = Result<T>>, T> Wait for F {
    type Value = T;

    fn wait(self) -> Result<T> {
        runtime()?.block_on(self)
    }
}

/// Waits for one element after the other.
pub trait WaitEach: Sized {
    /// An iterator that blocks this thread until the next element is there.
    fn wait_each(self) -> Each<Self>;
}

impl<S: Stream + Unpin> WaitEach for S {
    fn wait_each(self) -> Each<S> {
        Each {
            stream: self,
            ended: false,
        }
    }
}

/// The elements of a stream as an iterator, from [`WaitEach::wait_each`].
#[derive(Debug)]
pub struct Each<S> {
    stream: S,
    /// It was asked where nothing can wait, and says so once: a careless loop must come to its end.
    ended: bool,
}

impl<S> Each<S> {
    /// The stream, for its cursor for one.
    pub fn get_ref(&self) -> &S {
        &self.stream
    }

    /// The stream, to ask for a failed page again for one.
    pub fn get_mut(&mut self) -> &mut S {
        &mut self.stream
    }
}

impl<S: Stream<Item = Result<T>> + Unpin, T> Iterator for Each<S> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        if self.ended {
            return None;
        }
        match runtime() {
            Ok(runtime) => runtime.block_on(poll_fn(|cx| Pin::new(&mut self.stream).poll_next(cx))),
            Err(error) => {
                self.ended = true;
                Some(Err(error))
            }
        }
    }
}

fn runtime() -> Result<Handle> {
    static RUNTIME: Mutex<Option<Handle>> = Mutex::new(None);
    if Handle::try_current().is_ok() {
        return Err(Error::new(
            ErrorKind::Configuration,
            "async code cannot wait: it would hold up everything else on its thread",
        )
        .hint(
            "Use `.await` here, or make the call on a thread of its own (`std::thread::spawn`)",
        ));
    }
    let mut started = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(runtime) = &*started {
        return Ok(runtime.clone());
    }
    let runtime = start().map_err(|error| {
        Error::new(ErrorKind::Configuration, "no runtime could be started").source_of(error)
    })?;
    Ok(started.insert(runtime).clone())
}

/// A runtime on a thread of its own, which lets pages that were asked for ahead arrive while the caller works.
fn start() -> std::io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    std::thread::Builder::new()
        .name("atlassian-blocking".to_owned())
        .spawn(move || runtime.block_on(pending::<()>()))?;
    Ok(handle)
}
