//! Documents that are written by hand.

mod blocks;
mod inline;
mod table;

pub use blocks::{Column, Expand, Item, Panel, Quote, Task};
#[cfg(feature = "markdown")]
pub(crate) use blocks::{code_block, media_single};
pub use inline::Inline;
pub use table::{Cell, Table};

#[cfg(test)]
mod tests;
