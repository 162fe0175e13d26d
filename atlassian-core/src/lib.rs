#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

// What the derives make names this crate.
extern crate self as atlassian_core;

#[cfg(feature = "blocking")]
pub mod blocking;
mod call;
mod classify;
mod client;
mod clock;
mod credential;
mod decode;
mod download;
mod drift;
pub mod elements;
mod error;
mod error_body;
mod exchange;
mod headers;
mod limits;
pub mod model;
mod operation;
mod pages;
mod query_text;
mod request;
mod response;
mod retry;
mod route;
#[cfg(feature = "contract")]
mod shape;
mod site;
mod template;
mod timestamp;
mod transport;
mod upload;
mod values;

pub use call::{Call, Sending};
pub use client::{Client, ClientBuilder};
pub use clock::{Clock, SystemClock, VirtualClock};
pub use credential::{Authenticator, BoxError, Credential, OAuth, RotatedTokens};
pub use download::Download;
#[cfg(feature = "drift")]
pub use drift::UnknownField;
pub use elements::{Elements, OddElement};
pub use error::{Error, ErrorKind, Result};
pub use limits::Concurrency;
#[cfg(feature = "contract")]
pub use operation::Declaration;
pub use operation::{OperationInfo, Parameter, ParameterValue, Place};
pub use pages::{Cursor, FirstPage, Items, NextIn, Page, Pages, Paging};
pub use request::{Body, Redirects, Request};
pub use response::{NoContent, Response, StreamedResponse};
pub use retry::RetryPolicy;
pub use route::Product;
#[cfg(feature = "contract")]
pub use shape::{Shape, shape_of};
pub use site::{SiteUrl, SiteUrlError};
pub use template::TemplateError;
pub use timestamp::{Timestamp, TimestampError};
pub use upload::{BodyStream, FilePart, Form};
pub use values::{AccountId, List, Patch};

pub use bytes::Bytes;
pub use futures_core::future::BoxFuture;
pub use futures_core::stream::BoxStream;
pub use http;
pub use secrecy::SecretString;

#[doc(hidden)]
pub mod __private {
    pub mod query_text {
        pub use crate::query_text::{first_word, is_plain_name, split};
    }
    pub use crate::values::{text, text_or_number, write_number};
    pub use serde;
}
