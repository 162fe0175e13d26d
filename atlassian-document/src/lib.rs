#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod build;
mod document;
mod json;
mod kind;
mod markdown;
mod node;
mod text;
mod walk;
mod words;

#[cfg(test)]
mod node_tests;
#[cfg(test)]
mod text_tests;
#[cfg(test)]
mod walk_tests;

pub use build::{Cell, Column, Expand, Inline, Item, Panel, Quote, Table, Task};
pub use document::Document;
pub use kind::{Extension, Kind, MarkKind, Media, Span};
pub use node::{Mark, Node};
pub use walk::Descendants;
pub use words::{Alignment, PanelType, StatusColor};
