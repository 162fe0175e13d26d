#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod document;
mod json;
mod kind;
mod node;
mod walk;
mod words;

#[cfg(test)]
mod node_tests;
#[cfg(test)]
mod walk_tests;

pub use document::Document;
pub use kind::{Extension, Kind, MarkKind, Media, Span};
pub use node::{Mark, Node};
pub use walk::Descendants;
pub use words::{Alignment, PanelType, StatusColor};
